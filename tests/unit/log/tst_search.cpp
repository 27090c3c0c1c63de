// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/filteredsource.h"
#include "model/log/search/recordscan.h"
#include "tests/unit/log/codec.h"
#include "tests/unit/log/logfixture.h"

#include <QSignalSpy>
#include <QTest>

namespace {

using Kind = SearchPattern::Kind;

void add(LogFixture &fixture, LogFlow &flow, Direction direction, const QByteArray &payload)
{
    TrafficLog::Writer(*fixture.log).data(flow, direction, nowNs(), payload);
}

std::shared_ptr<const CompiledFilter> filterFor(const SearchPattern &pattern, const QString &codecName)
{
    RecordFilter filter;
    filter.pattern = pattern;
    return CompiledFilter::make(filter, codec(codecName)).value();
}

} // namespace

class TestSearch : public QObject
{
    Q_OBJECT

private slots:
    void finds_data();
    void finds();
    void cutAtEveryByte_data();
    void cutAtEveryByte();
    void anyOrderGivesTheSame();
    void limitHoldsAcrossPieces();
    void errors_data();
    void errors();
    void costlyExpressions();
    void filters_data();
    void filters();
    void scanAndRow();
    void scanNearestFirst();
};

void TestSearch::finds_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<bool>("matchCase");
    QTest::addColumn<QString>("codecName");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QList<int>>("starts");
    const auto utf8 = u"UTF-8"_qs;
    const auto gbk = u"GBK"_qs;
    QTest::newRow("text") << Kind::Text << u"ab"_qs << true << utf8 << "abcABab"_qba << QList{0, 5};
    QTest::newRow("any case") << Kind::Text << u"Ab"_qs << false << utf8 << "abcABab"_qba << QList{0, 3, 5};
    QTest::newRow("Chinese") << Kind::Text << u"好"_qs << false << utf8 << "你好好"_qba << QList{3, 6};
    QTest::newRow("Chinese in GBK") << Kind::Text << u"好"_qs << false << gbk << codec(gbk)->encode(u"你好a好").value()
                                    << QList{2, 5};
    QTest::newRow("not across characters")
        << Kind::Text << u"惆"_qs << true << gbk << "\xb0\xe3\xb0\xa1\xe3\xb0"_qba << QList{4};
    QTest::newRow("not the tail of a character")
        << Kind::Text << u"a"_qs << true << gbk << "\x81\x61\x61"_qba << QList{2};
    // 乤 is 81 61 and 丄 is 81 41: one byte differs by the bit that tells a from A.
    QTest::newRow("case is a letter's, not a byte's")
        << Kind::Text << u"乤"_qs << false << gbk << "\x81\x41\x81\x61"_qba << QList{2};
    QTest::newRow("Cyrillic, any case") << Kind::Text << u"ПРИВЕТ"_qs << false << utf8 << "- привет"_qba << QList{2};
    QTest::newRow("Cyrillic, this case") << Kind::Text << u"ПРИВЕТ"_qs << true << utf8 << "- привет"_qba
                                         << QList<int>();
    QTest::newRow("letter and mark") << Kind::Text << u"ê\u0304中"_qs << true << u"Big5-HKSCS"_qs
                                     << QByteArray::fromHex("88a688a3a4a4") << QList{2};
    QTest::newRow("hex") << Kind::Hex << u"0d 0A"_qs << false << utf8 << "a\r\nb\r\n"_qba << QList{1, 4};
    QTest::newRow("hex with wildcards") << Kind::Hex << u"02 ?? 03"_qs << false << utf8 << "\x02x\x03\x02\x03\x03"_qba
                                        << QList{0, 3};
    QTest::newRow("regex") << Kind::Regex << u"t=(\\d+)"_qs << true << utf8 << "t=1 t= t=22"_qba << QList{0, 7};
    QTest::newRow("regex behind Chinese")
        << Kind::Regex << u"b+"_qs << true << gbk << codec(gbk)->encode(u"中bb").value() << QList{2};
    QTest::newRow("regex by lines") << Kind::Regex << u"^b"_qs << true << utf8 << "b\nb"_qba << QList{0, 2};
    QTest::newRow("UTF-16, any case") << Kind::Text << u"A"_qs << false << u"UTF-16LE"_qs
                                      << QByteArray("a\0A\0\x61\x41\x41\x4e", 8) << QList{0, 2};
}

void TestSearch::finds()
{
    QFETCH(Kind, kind);
    QFETCH(QString, pattern);
    QFETCH(bool, matchCase);
    QFETCH(QString, codecName);
    QFETCH(QByteArray, payload);
    LogFixture fixture;
    LogFlow flow = fixture.flow(Transport::Udp, u"127.0.0.1"_qs);
    add(fixture, flow, Direction::In, payload);
    RecordTester tester(fixture.log, filterFor({kind, pattern, matchCase}, codecName));
    QList<int> starts;
    for (const Range &range : tester.matches(0, 100))
        starts.append(int(range.start));
    QTEST(starts, "starts");
    QCOMPARE(tester.test(0), quint32(starts.size()));
}

void TestSearch::cutAtEveryByte_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("pattern");
    QTest::newRow("text") << Kind::Text << u"中文ok"_qs;
    QTest::newRow("hex") << Kind::Hex << u"E4B8AD E69687 6F6B"_qs;
}

// TCP may cut what is looked for anywhere, even into single bytes, with other peers' data between.
void TestSearch::cutAtEveryByte()
{
    QFETCH(Kind, kind);
    QFETCH(QString, pattern);
    const QByteArray bytes = "x中文oky中文ok"_qba;
    for (qsizetype piece = 1; piece < bytes.size(); ++piece) {
        LogFixture fixture;
        LogFlow flow = fixture.flow(Transport::Tcp, u"127.0.0.1"_qs);
        LogFlow other = fixture.flow(Transport::Tcp, u"127.0.0.1"_qs, 7);
        for (qsizetype at = 0; at < bytes.size(); at += piece) {
            add(fixture, flow, Direction::In, bytes.mid(at, piece));
            add(fixture, other, Direction::In, "中"_qba);
            add(fixture, flow, Direction::Out, "文"_qba);
        }
        for (const bool forward : {true, false}) {
            RecordTester tester(fixture.log, filterFor({kind, pattern, true}, u"UTF-8"_qs));
            quint32 hits = 0;
            const RecordNumber end = fixture.log->end();
            for (RecordNumber i = 0; i < end; ++i)
                hits += tester.test(forward ? i : end - 1 - i);
            QCOMPARE(hits, 2U);
        }
    }
}

void TestSearch::anyOrderGivesTheSame()
{
    LogFixture fixture;
    LogFlow flow = fixture.flow(Transport::Tcp, u"127.0.0.1"_qs);
    for (int i = 0; i < 300; ++i)
        add(fixture, flow, Direction::In, QByteArray(1 + i % 3, "abc"[i % 3]));
    const auto filter = filterFor({Kind::Text, u"abbc"_qs, true}, u"UTF-8"_qs);
    RecordTester inOrder(fixture.log, filter);
    for (RecordNumber number = 0; number < 300; ++number) {
        RecordTester alone(fixture.log, filter);
        QCOMPARE(inOrder.matches(number, 10), alone.matches(number, 10));
    }
}

void TestSearch::limitHoldsAcrossPieces()
{
    LogFixture fixture;
    LogFlow flow = fixture.flow(Transport::Tcp, u"127.0.0.1"_qs);
    add(fixture, flow, Direction::In, "ab"_qba);
    add(fixture, flow, Direction::In, "cabcabc"_qba);
    RecordTester tester(fixture.log, filterFor({Kind::Text, u"abc"_qs, true}, u"UTF-8"_qs));
    for (const int limit : {1, 2, 3})
        QCOMPARE(tester.matches(1, limit).size(), size_t(limit));
    QCOMPARE(tester.matches(1, 1).front(), (Range{-2, 1}));
}

void TestSearch::errors_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("peer");
    QTest::addColumn<int>("position");
    QTest::newRow("regex") << Kind::Regex << u"a(b"_qs << QString() << 3;
    QTest::newRow("hex") << Kind::Hex << u"41 4"_qs << QString() << 3;
    QTest::newRow("not in the encoding") << Kind::Text << u"ab好"_qs << QString() << 2;
    QTest::newRow("peer") << Kind::Text << u"a"_qs << u"here:5"_qs << 0;
}

void TestSearch::errors()
{
    QFETCH(Kind, kind);
    QFETCH(QString, pattern);
    RecordFilter filter;
    filter.pattern = {kind, pattern, false};
    QFETCH(QString, peer);
    filter.peer = peer;
    const auto made = CompiledFilter::make(filter, codec(u"ISO-8859-1"_qs));
    QVERIFY(!made);
    QVERIFY(!made.error().message.isEmpty());
    QTEST(int(made.error().position), "position");
}

// A nested repetition over a hostile text would take years. Where it gives up is told, and the others are found.
void TestSearch::costlyExpressions()
{
    LogFixture fixture;
    LogFlow flow = fixture.flow(Transport::Udp, u"127.0.0.1"_qs);
    add(fixture, flow, Direction::In, "aaaX");
    add(fixture, flow, Direction::In, QByteArray(5'000, 'a'));
    add(fixture, flow, Direction::In, "aX" + QByteArray(5'000, 'a'));
    const auto filter = filterFor({Kind::Regex, u"(a+)+[XY]"_qs, true}, u"UTF-8"_qs);
    RecordTester tester(fixture.log, filter);
    QCOMPARE(tester.test(0), 1u);
    QVERIFY(!tester.isUndecided());
    QCOMPARE(tester.test(1), 0u);
    QVERIFY(tester.isUndecided());
    QCOMPARE(tester.test(2), 1u);
    QVERIFY(tester.isUndecided());
    QCOMPARE(tester.test(0), 1u);
    QVERIFY(!tester.isUndecided());
    RecordScan scan(fixture.log, filter, 0, RecordScan::Order::Ascending);
    QTRY_COMPARE(scan.progress(), 1.0);
    QCOMPARE(scan.found()->count(), quint64(2));
    QCOMPARE(scan.undecided(), quint64(2));
}

void TestSearch::filters_data()
{
    QTest::addColumn<RecordFilter>("filter");
    QTest::addColumn<QList<int>>("numbers");
    using Show = RecordFilter::Show;
    const auto row = [](const char *name, const RecordFilter &filter, const QList<int> &numbers) {
        QTest::newRow(name) << filter << numbers;
    };
    row("everything", {}, {0, 1, 2, 3, 4, 5, 6});
    row("received", {Show::Received, {}, 0, -1, {}}, {1, 3, 4});
    row("sent", {Show::Sent, {}, 0, -1, {}}, {2});
    row("data", {Show::Data, {}, 0, -1, {}}, {1, 2, 3, 4});
    row("events", {Show::Events, {}, 0, -1, {}}, {0, 5, 6});
    row("address", {Show::Everything, u"127.0.0.1"_qs, 0, -1, {}}, {0, 1, 2, 3, 5});
    row("address and port", {Show::Everything, u"127.0.0.1:5001"_qs, 0, -1, {}}, {3});
    row("port", {Show::Data, u"5000"_qs, 0, -1, {}}, {1, 2});
    row("IPv6", {Show::Everything, u"[::1]:5002"_qs, 0, -1, {}}, {4});
    row("IPv6 without a port", {Show::Everything, u"::1"_qs, 0, -1, {}}, {4});
    row("size", {Show::Everything, {}, 4, 5, {}}, {1, 4});
    row("text", {Show::Everything, {}, 0, -1, {Kind::Text, u"hel"_qs, false}}, {1, 3});
    row("text of an event", {Show::Everything, {}, 0, -1, {Kind::Text, u"refused"_qs, false}}, {6});
    row("text that was sent", {Show::Sent, {}, 0, -1, {Kind::Regex, u"."_qs, false}}, {2});
}

void TestSearch::filters()
{
    QFETCH(RecordFilter, filter);
    LogFixture fixture;
    LogFlow first = fixture.flow(Transport::Tcp, u"127.0.0.1"_qs, 5000);
    LogFlow second = fixture.flow(Transport::Udp, u"127.0.0.1"_qs, 5001);
    LogFlow third = fixture.flow(Transport::Udp, u"::1"_qs, 5002);
    TrafficLog::Writer(*fixture.log).connected(first, true, 1);
    add(fixture, first, Direction::In, "Hello"_qba);
    add(fixture, first, Direction::Out, "abcdefg"_qba);
    add(fixture, second, Direction::In, "Help me"_qba);
    add(fixture, third, Direction::In, "1234"_qba);
    TrafficLog::Writer(*fixture.log).closed(first, EventCode::ClosedByPeer, 2);
    TrafficLog::Writer(*fixture.log).event({EventCode::Refused, {u"127.0.0.1:9"_qs}}, 3);
    RecordTester tester(fixture.log, CompiledFilter::make(filter, codec(u"UTF-8"_qs)).value());
    QList<int> numbers;
    for (RecordNumber number = 0; number < fixture.log->end(); ++number) {
        if (tester.test(number) > 0)
            numbers.append(int(number));
    }
    QTEST(numbers, "numbers");
}

// The row of what a filter lets through grows with the log.
void TestSearch::scanAndRow()
{
    LogFixture fixture;
    LogFlow flow = fixture.flow(Transport::Udp, u"127.0.0.1"_qs);
    const auto addSome = [&](int count) {
        TrafficLog::Writer writer(*fixture.log);
        for (int i = 0; i < count; ++i) {
            writer.data(flow, Direction::In, i, i % 10 == 3 ? "yes"_qba : "no"_qba);
        }
    };
    addSome(10'000);
    RecordScan scan(fixture.log, filterFor({Kind::Text, u"yes"_qs, true}, u"UTF-8"_qs), 0,
                    RecordScan::Order::Ascending);
    QTRY_COMPARE(scan.progress(), 1.0);
    FilteredSource source(fixture.log, scan.found());
    QCOMPARE(source.endRow(), RecordRow(1000));
    QCOMPARE(source.read(RecordRow(0))->number, RecordNumber(3));
    QCOMPARE(source.read(RecordRow(999))->number, RecordNumber(9993));
    QCOMPARE(source.read(RecordRow(999))->payload, "yes"_qba);
    QVERIFY(!source.read(RecordRow(1000)));
    QCOMPARE(source.rowOf(9993), RecordRow(999));
    QCOMPARE(source.numberAt(RecordRow(5)), RecordNumber(53));
    QSignalSpy advanced(&scan, &RecordScan::advanced);
    addSome(100);
    scan.wake();
    QTRY_COMPARE(source.endRow(), RecordRow(1010));
    QTRY_VERIFY(!advanced.isEmpty());
    QCOMPARE(source.read(RecordRow(1009))->number, RecordNumber(10'093));
}

void TestSearch::scanNearestFirst()
{
    LogFixture fixture;
    LogFlow flow = fixture.flow(Transport::Udp, u"127.0.0.1"_qs);
    {
        TrafficLog::Writer writer(*fixture.log);
        for (int i = 0; i < 50'000; ++i)
            writer.data(flow, Direction::In, i, i % 5000 == 7 ? "yes"_qba : "no"_qba);
    }
    RecordScan scan(fixture.log, filterFor({Kind::Text, u"yes"_qs, true}, u"UTF-8"_qs), 20,
                    RecordScan::Order::NearestToWanted);
    scan.want(30'000, true);
    QTRY_COMPARE(scan.progress(), 1.0);
    QCOMPARE(scan.progress(), 1.0);
    QCOMPARE(scan.found()->count(), quint64(9)); // the one before the first is left out
    QCOMPARE(scan.found()->next(30'000, 50'000).number, std::optional<RecordNumber>(30'007));
    QCOMPARE(scan.found()->previous(30'000, 0).number, std::optional<RecordNumber>(25'007));
}

QTEST_GUILESS_MAIN(TestSearch)
#include "tst_search.moc"
