// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/sending/fileplan.h"
#include "model/sending/generatorplan.h"
#include "model/sending/listplan.h"
#include "model/sending/piecesplan.h"

#include <QTemporaryDir>
#include <QTest>

using namespace std::chrono_literals;

namespace {

struct Sent
{
    QList<QByteArray> bytes;
    QList<qint64> pausesMs;
    bool lastSaidSo = false;
};

/// The messages of a plan, at most `most`.
Sent all(SendPlan &plan, int most = 100)
{
    Sent sent;
    while (sent.bytes.size() < most) {
        const auto next = plan.next(0s);
        if (!next || !*next)
            break;
        sent.bytes.append((*next)->bytes);
        sent.pausesMs.append(std::chrono::duration_cast<std::chrono::milliseconds>((*next)->pause).count());
        sent.lastSaidSo = (*next)->last;
    }
    return sent;
}

std::shared_ptr<const TextCodec> codec(const QString &name)
{
    return TextCodec::find(name).value();
}

} // namespace

class TestSendPlans : public QObject
{
    Q_OBJECT
private slots:
    void repeats();
    void listsInRounds();
    void emptyList();
    void cuts_data();
    void cuts();
    void places_data();
    void places();
    void pausesOfPieces();
    void glues();
    void cutsInsideACharacter();
    void generates_data();
    void generates();
    void generatorErrors_data();
    void generatorErrors();
    void generatorEnds();
    void randomFillDiffers();
    void readsAFile();
    void fileErrors();
};

void TestSendPlans::repeats()
{
    ListPlan three("ab", 3, 20ms);
    const Sent sent = all(three);
    QCOMPARE(sent.bytes, (QList<QByteArray>{"ab", "ab", "ab"}));
    QCOMPARE(sent.pausesMs, (QList<qint64>{20, 20, 20}));
    QVERIFY(sent.lastSaidSo);
    QCOMPARE(three.extent().bytes, quint64(6));
    ListPlan forEver("x", 0, 1ms);
    QCOMPARE(all(forEver, 50).bytes.size(), 50);
    QCOMPARE(forEver.extent().messages, quint64(0));
}

void TestSendPlans::listsInRounds()
{
    ListPlan plan({{"a", 10ms, 0}, {"bb", 20ms, 1}}, 2);
    QCOMPARE(plan.extent().messages, quint64(4));
    QCOMPARE(plan.extent().bytes, quint64(6));
    const Sent sent = all(plan);
    QCOMPARE(sent.bytes, (QList<QByteArray>{"a", "bb", "a", "bb"}));
    QCOMPARE(sent.pausesMs, (QList<qint64>{10, 20, 10, 20}));
    QVERIFY(sent.lastSaidSo);
    ListPlan loop({{"a"}, {"b"}}, 0);
    QCOMPARE(all(loop, 5).bytes.join(), "ababa");
    ListPlan rest({{"a"}, {"b"}}, 2, 1);
    QCOMPARE(all(rest).bytes.join(), "bab");
    ListPlan nothing({{"a"}, {"b"}}, 2, 4);
    QVERIFY(all(nothing).bytes.isEmpty());
    ListPlan loopRest({{"a"}, {"b"}}, 0, 1001);
    QCOMPARE(all(loopRest, 3).bytes.join(), "bab");
}

void TestSendPlans::emptyList()
{
    ListPlan plan({}, 0);
    QVERIFY(all(plan).bytes.isEmpty());
}

void TestSendPlans::cuts_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<qsizetype>("every");
    QTest::addColumn<QList<qsizetype>>("places");
    QTest::addColumn<QList<QByteArray>>("pieces");
    using Pieces = QList<QByteArray>;
    using Places = QList<qsizetype>;
    QTest::newRow("not at all") << QByteArray("abc") << qsizetype(0) << Places{} << Pieces{"abc"};
    QTest::newRow("every byte") << QByteArray("abc") << qsizetype(1) << Places{} << Pieces{"a", "b", "c"};
    QTest::newRow("a rest") << QByteArray("abcde") << qsizetype(2) << Places{} << Pieces{"ab", "cd", "e"};
    QTest::newRow("no rest") << QByteArray("abcd") << qsizetype(2) << Places{} << Pieces{"ab", "cd"};
    QTest::newRow("longer than it") << QByteArray("ab") << qsizetype(9) << Places{} << Pieces{"ab"};
    QTest::newRow("places") << QByteArray("abcdef") << qsizetype(0) << Places{1, 4} << Pieces{"a", "bcd", "ef"};
    QTest::newRow("places first") << QByteArray("abcdef") << qsizetype(1) << Places{3} << Pieces{"abc", "def"};
    QTest::newRow("behind the end") << QByteArray("abc") << qsizetype(0) << Places{1, 3, 9} << Pieces{"a", "bc"};
    QTest::newRow("empty") << QByteArray("") << qsizetype(2) << Places{} << Pieces{""};
}

void TestSendPlans::cuts()
{
    QFETCH(QByteArray, message);
    QFETCH(qsizetype, every);
    QFETCH(QList<qsizetype>, places);
    QFETCH(QList<QByteArray>, pieces);
    QCOMPARE((SendPieces{1, every, places}).cut(message), pieces);
}

void TestSendPlans::places_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<qsizetype>>("places");
    QTest::addColumn<qsizetype>("errorAt");
    using Places = QList<qsizetype>;
    QTest::newRow("some") << u"1, 3;8 12"_qs << Places{1, 3, 8, 12} << qsizetype(-1);
    QTest::newRow("none") << u" "_qs << Places{} << qsizetype(-1);
    QTest::newRow("zero") << u"0"_qs << Places{} << qsizetype(0);
    QTest::newRow("no number") << u"1, x"_qs << Places{} << qsizetype(3);
    QTest::newRow("going back") << u"5, 5"_qs << Places{} << qsizetype(3);
    QTest::newRow("too large") << u"99999999999"_qs << Places{} << qsizetype(0);
}

void TestSendPlans::places()
{
    QFETCH(QString, text);
    QFETCH(QList<qsizetype>, places);
    QFETCH(qsizetype, errorAt);
    const auto parsed = SendPieces::parseOffsets(text);
    QCOMPARE(parsed.has_value(), errorAt < 0);
    if (parsed)
        QCOMPARE(*parsed, places);
    else
        QCOMPARE(parsed.error().position, errorAt);
}

void TestSendPlans::pausesOfPieces()
{
    PiecesPlan plan(std::make_unique<ListPlan>("abcde", 2, 1000ms), {1, 2, {}, 5ms});
    const Sent sent = all(plan);
    QCOMPARE(sent.bytes, (QList<QByteArray>{"ab", "cd", "e", "ab", "cd", "e"}));
    QCOMPARE(sent.pausesMs, (QList<qint64>{5, 5, 1000, 5, 5, 1000}));
    QVERIFY(sent.lastSaidSo);
    QCOMPARE(plan.extent().bytes, quint64(10));
}

void TestSendPlans::glues()
{
    PiecesPlan plan(std::make_unique<ListPlan>("ab", 5, 10ms), {2});
    QCOMPARE(all(plan).bytes, (QList<QByteArray>{"abab", "abab", "ab"}));
    PiecesPlan both(std::make_unique<ListPlan>(std::vector<SendMessage>{{"abc", 1ms}, {"de", 2ms}}, 1),
                    {2, 4, {}, 0ns});
    const Sent sent = all(both);
    QCOMPARE(sent.bytes, (QList<QByteArray>{"abcd", "e"}));
    QCOMPARE(sent.pausesMs, (QList<qint64>{0, 2}));
    QVERIFY(sent.lastSaidSo);
}

void TestSendPlans::cutsInsideACharacter()
{
    const QByteArray message = buildPayload(u"好的"_qs, {}, *codec(u"GBK"_qs)).value();
    QCOMPARE(message.toHex(), "bac3b5c4");
    QCOMPARE((SendPieces{1, 3}).cut(message), (QList<QByteArray>{"\xba\xc3\xb5", "\xc4"}));
    QCOMPARE((SendPieces{1, 0, {1}}).cut(message), (QList<QByteArray>{"\xba", "\xc3\xb5\xc4"}));
}

void TestSendPlans::generates_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("hex");
    QTest::addColumn<QString>("encoding");
    QTest::addColumn<qsizetype>("size");
    QTest::addColumn<quint64>("count");
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char *name, const QString &typed, qsizetype size, quint64 count, const QByteArray &bytes,
                        bool hex = false, const QString &encoding = u"UTF-8"_qs) {
        QTest::newRow(name) << typed << hex << encoding << size << count << bytes;
    };
    row("plain", u"ab"_qs, 0, 7, "ab");
    row("counter", u"#${count}."_qs, 0, 12, "#12.");
    row("two counters", u"${count}${count:4}"_qs, 0, 12, "120012");
    row("filled", u"n${count:3}"_qs, 6, 5, "n005\x04\x05");
    row("longer than the size", u"abcdef"_qs, 2, 0, "abcdef");
    row("UTF-16", u"${count}"_qs, 0, 10, QByteArray::fromHex("31003000"), false, u"UTF-16LE"_qs);
    row("hex", u"AA ${count} 55"_qs, 0, 258, QByteArray::fromHex("aa0000010255"), true);
    row("hex, two bytes", u"${count:2}"_qs, 0, 65536 + 3, QByteArray::fromHex("0003"), true);
    row("nothing typed", u""_qs, 3, 0, QByteArray("\0\1\2", 3));
}

void TestSendPlans::generates()
{
    QFETCH(QString, typed);
    QFETCH(bool, hex);
    QFETCH(QString, encoding);
    QFETCH(qsizetype, size);
    QFETCH(quint64, count);
    QFETCH(QByteArray, bytes);
    PayloadFormat format;
    format.input = hex ? PayloadFormat::Input::Hex : PayloadFormat::Input::Text;
    const auto pattern =
        GeneratorPattern::parse(typed, format, codec(encoding), size, GeneratorPattern::Fill::Counting);
    QVERIFY(pattern);
    quint64 random = 1;
    QCOMPARE(pattern->message(count, random), bytes);
    // The size includes a checksum and a line ending.
    format.checksum.name = u"CRC-16/MODBUS"_qs;
    format.lineEnding = PayloadFormat::LineEnding::CrLf;
    const auto framed =
        GeneratorPattern::parse(typed, format, codec(u"UTF-8"_qs), 64, GeneratorPattern::Fill::Letters).value();
    const QByteArray whole = framed.message(count, random);
    QCOMPARE(whole.size(), 64);
    QVERIFY(whole.endsWith("\r\n"));
    QCOMPARE(checksumFor(whole.first(60), format.checksum).value(), whole.sliced(60, 2));
}

void TestSendPlans::generatorErrors_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("hex");
    QTest::addColumn<qsizetype>("position");
    QTest::newRow("not closed") << u"ab${count"_qs << false << qsizetype(2);
    QTest::newRow("not known") << u"ab${time}"_qs << false << qsizetype(2);
    QTest::newRow("too many digits") << u"${count:21}"_qs << false << qsizetype(0);
    QTest::newRow("no digits") << u"${count:x}"_qs << false << qsizetype(0);
    QTest::newRow("not in GBK, behind a counter") << u"${count}a😀"_qs << false << qsizetype(9);
    QTest::newRow("bad hex behind a counter") << u"${count} 5"_qs << true << qsizetype(9);
}

void TestSendPlans::generatorErrors()
{
    QFETCH(QString, typed);
    QFETCH(bool, hex);
    QFETCH(qsizetype, position);
    PayloadFormat format;
    format.input = hex ? PayloadFormat::Input::Hex : PayloadFormat::Input::Text;
    const auto pattern = GeneratorPattern::parse(typed, format, codec(u"GBK"_qs), 0, GeneratorPattern::Fill::Zeros);
    QVERIFY(!pattern);
    QCOMPARE(pattern.error().position, position);
    QVERIFY(!pattern.error().message.isEmpty());
}

void TestSendPlans::generatorEnds()
{
    const auto pattern =
        GeneratorPattern::parse(u"${count}"_qs, {}, codec(u"UTF-8"_qs), 0, GeneratorPattern::Fill::Zeros).value();
    GeneratorPlan counted(pattern, {1000, 3, {}});
    const Sent sent = all(counted);
    QCOMPARE(sent.bytes, (QList<QByteArray>{"0", "1", "2"}));
    QCOMPARE(sent.pausesMs, (QList<qint64>{1, 1, 1}));
    QVERIFY(sent.lastSaidSo);
    GeneratorPlan timed(pattern, {0, 0, 2s});
    QVERIFY(timed.next(1999ms).value());
    QVERIFY(!timed.next(2s).value());
}

void TestSendPlans::randomFillDiffers()
{
    const auto pattern =
        GeneratorPattern::parse({}, {}, codec(u"UTF-8"_qs), 1000, GeneratorPattern::Fill::Random).value();
    quint64 random = 1;
    const QByteArray first = pattern.message(0, random);
    QVERIFY(first != pattern.message(1, random));
    QVERIFY(QSet<char>(first.begin(), first.end()).size() > 200);
}

void TestSendPlans::readsAFile()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"file"_qs));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("0123456789");
    file.close();
    auto plan = FilePlan::open(file.fileName(), {4, 0}, true).value();
    QCOMPARE(plan->extent().bytes, quint64(10));
    QCOMPARE(all(*plan).bytes, (QList<QByteArray>{"0123", "4567", "89"}));
    // 5 bytes a second: the last piece takes less time.
    auto slow = FilePlan::open(file.fileName(), {4, 5}, true).value();
    QCOMPARE(all(*slow).pausesMs, (QList<qint64>{800, 800, 400}));
    // For a stream, the pieces become smaller.
    auto even = FilePlan::open(file.fileName(), {128 << 10, 100}, false).value();
    QCOMPARE(all(*even).bytes.size(), 5);
}

void TestSendPlans::fileErrors()
{
    const QTemporaryDir folder;
    const auto missing = FilePlan::open(folder.filePath(u"missing"_qs), {}, false);
    QVERIFY(!missing && missing.error().contains(u"missing"));
    QVERIFY(!FilePlan::open(folder.path(), {}, false));
}

QTEST_GUILESS_MAIN(TestSendPlans)
#include "tst_sendplans.moc"
