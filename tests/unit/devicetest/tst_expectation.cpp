// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/devicetest/expectation.h"

#include <QTest>

using Verdict = Expectation::Verdict;

class TestExpectation : public QObject
{
    Q_OBJECT
private slots:
    void everyCut_data();
    void everyCut();
    void datagrams_data();
    void datagrams();
    void anywhereWhatIsNoText();
    void forgets();
    void forgetsWholeCharacters();
    void captures();
    void badRegex();

private:
    static Expectation made(const QString &kind, const QString &what, bool exact, const QString &codecName)
    {
        const auto codec = TextCodec::find(codecName).value();
        if (kind == u"regex")
            return Expectation::regex(what, codec, exact).value();
        if (kind == u"hex")
            return Expectation::bytes(BytePattern(parseHexPattern(what).value()), exact);
        return Expectation::text(codec->encode(what).value(), codec, exact);
    }
};

void TestExpectation::everyCut_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("what");
    QTest::addColumn<bool>("exact");
    QTest::addColumn<QString>("codec");
    QTest::addColumn<QByteArray>("stream");
    QTest::addColumn<Verdict>("verdict");
    QTest::addColumn<int>("left"); // bytes after the match
    const auto row = [](const char *name, const char *kind, const QString &what, bool exact, const QByteArray &stream,
                        Verdict verdict, int left = 0, const QString &codec = u"UTF-8"_qs) {
        QTest::newRow(name) << QString::fromLatin1(kind) << what << exact << codec << stream << verdict << left;
    };
    const auto hex = [](const char *digits) { return QByteArray::fromHex(digits); };
    row("text", "text", u"OK"_qs, false, "\r\nOK\r\n", Verdict::Fits, 2);
    row("text, begun twice", "text", u"aab"_qs, false, "aaab", Verdict::Fits);
    row("text, missing", "text", u"OK"_qs, false, "ERROR O", Verdict::Wait);
    row("text, exact", "text", u"OK"_qs, true, "OK!", Verdict::Fits, 1);
    row("text, something before", "text", u"OK"_qs, true, "\nOK", Verdict::Fails);
    row("text, exact but short", "text", u"OK\r\n"_qs, true, "OK", Verdict::Wait);
    row("text in GBK", "text", u"你好"_qs, false, hex("C4E3BAC3"), Verdict::Fits, 0, u"GBK"_qs);
    // 澳惆 has the bytes of 你 in its middle; 並 ends as K is written.
    row("text in GBK, across characters", "text", u"你"_qs, false, hex("B0C4E3B0"), Verdict::Wait, 0, u"GBK"_qs);
    row("text in GBK, across and whole", "text", u"你"_qs, false, hex("B0C4E3B0C4E341"), Verdict::Fits, 1, u"GBK"_qs);
    row("ASCII in GBK, in a character", "text", u"K"_qs, false, hex("814B4B41"), Verdict::Fits, 1, u"GBK"_qs);
    row("text in GBK, across, cut anywhere", "text", u"你好"_qs, false, hex("B0C4E3BAC3B0C4E3BAC3"), Verdict::Fits, 0,
        u"GBK"_qs);
    row("text in Shift_JIS, in a character", "text", u"\\"_qs, false, hex("955C5C"), Verdict::Fits, 0, u"Shift_JIS"_qs);
    row("text in UTF-16LE, across", "text", u"A"_qs, false, hex("00410042004100"), Verdict::Wait, 0, u"UTF-16LE"_qs);
    row("text behind bytes that are none", "text", u"OK"_qs, false, "\xff\xfeOK", Verdict::Fits, 0);
    row("hex in the middle of characters", "hex", u"C4E3"_qs, false, hex("B0C4E3B0"), Verdict::Fits, 1);
    row("nothing, exact", "text", QString(), true, "x", Verdict::Fits, 1);
    row("wildcards", "hex", u"01 ?? 0?"_qs, false, hex("FF01FF0A22"), Verdict::Fits, 1);
    row("wildcards, exact", "hex", u"01 ?? 0?"_qs, true, hex("01FF1A"), Verdict::Fails);
    row("two of any, exact", "hex", u"?? ??"_qs, true, "abc", Verdict::Fits, 1);
    row("regex", "regex", u"T=\\d+;"_qs, false, "..T=12;x", Verdict::Fits, 1);
    row("regex in GBK", "regex", u"好+。"_qs, false, hex("C4E3BAC3BAC3A1A341"), Verdict::Fits, 1, u"GBK"_qs);
    row("regex, exact", "regex", u"T=\\d+;"_qs, true, "T=12;", Verdict::Fits);
    row("regex, something before", "regex", u"T=\\d+;"_qs, true, "xT=12;", Verdict::Fails);
    row("regex, exact but short", "regex", u"T=\\d+;"_qs, true, "T=12", Verdict::Wait);
    row("regex, missing", "regex", u"T=\\d+;"_qs, false, "T=;", Verdict::Wait);
}

/// The result does not depend on the pieces of the stream.
void TestExpectation::everyCut()
{
    QFETCH(QString, kind);
    QFETCH(QString, what);
    QFETCH(bool, exact);
    QFETCH(QString, codec);
    QFETCH(QByteArray, stream);
    QFETCH(Verdict, verdict);
    QFETCH(int, left);
    const Expectation expectation = made(kind, what, exact, codec);
    for (qsizetype cut = 0; cut <= stream.size(); ++cut) {
        QByteArray buffer = stream.first(cut);
        Expectation::Outcome outcome = expectation.check(buffer);
        qsizetype used = outcome.used;
        if (outcome.verdict == Verdict::Wait) {
            buffer.remove(0, outcome.used);
            buffer.append(stream.sliced(cut));
            outcome = expectation.check(buffer);
            used += outcome.used;
        }
        QCOMPARE(outcome.verdict, verdict);
        if (verdict == Verdict::Fits)
            QCOMPARE(used, stream.size() - left);
    }
}

void TestExpectation::datagrams_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<bool>("exact");
    QTest::addColumn<QByteArray>("datagram");
    QTest::addColumn<Verdict>("verdict");
    QTest::newRow("within") << u"OK"_qs << false << QByteArray("xOKx") << Verdict::Fits;
    QTest::newRow("another") << u"OK"_qs << false << QByteArray("no") << Verdict::Wait;
    QTest::newRow("the whole") << u"OK"_qs << true << QByteArray("OK") << Verdict::Fits;
    QTest::newRow("more") << u"OK"_qs << true << QByteArray("OKx") << Verdict::Fails;
    QTest::newRow("less") << u"OK"_qs << true << QByteArray("O") << Verdict::Fails;
    QTest::newRow("empty") << QString() << true << QByteArray() << Verdict::Fits;
}

void TestExpectation::datagrams()
{
    QFETCH(QString, what);
    QFETCH(bool, exact);
    QFETCH(QByteArray, datagram);
    QFETCH(Verdict, verdict);
    QCOMPARE(made(u"text"_qs, what, exact, u"UTF-8"_qs).checkDatagram(datagram), verdict);
}

void TestExpectation::anywhereWhatIsNoText()
{
    const auto gbk = TextCodec::find(u"GBK"_qs).value();
    const QByteArray stream = QByteArray::fromHex("B0C4E3FFB0");
    for (const char *bytes : {"C4E3FF", "C4", "FF"}) {
        const QByteArray wanted = QByteArray::fromHex(bytes);
        const Expectation expectation = Expectation::text(wanted, gbk, false);
        QCOMPARE(expectation.check(stream),
                 (Expectation::Outcome{Verdict::Fits, stream.indexOf(wanted) + wanted.size()}));
    }
}

/// Bytes that cannot be part of a match are used.
void TestExpectation::forgets()
{
    const QByteArray much(1 << 20, 'x');
    QCOMPARE(made(u"text"_qs, u"xxy"_qs, false, u"UTF-8"_qs).check(much).used, much.size() - 2);
    QCOMPARE(made(u"regex"_qs, u"y"_qs, false, u"UTF-8"_qs).check(much).used, much.size() - Expectation::maxText);
}

/// The kept end of a long stream is decoded as before.
void TestExpectation::forgetsWholeCharacters()
{
    const auto gbk = TextCodec::find(u"GBK"_qs).value();
    const QByteArray stream = 'a' + QByteArray::fromHex("C4E3").repeated(Expectation::maxText);
    for (const char *kind : {"text", "regex"}) {
        // 隳: the second byte of 你 and its first.
        const Expectation expectation = made(QString::fromLatin1(kind), u"隳"_qs, false, u"GBK"_qs);
        for (const qsizetype cut : {stream.size(), stream.size() - 1}) {
            const auto outcome = expectation.check(stream.first(cut));
            QVERIFY(outcome.verdict == Verdict::Wait);
            QCOMPARE(outcome.used % 2, qsizetype(1));
            QVERIFY(cut - outcome.used <= Expectation::maxText + 1);
            QVERIFY(expectation.check(stream.sliced(outcome.used)).verdict == Verdict::Wait);
        }
    }
}

/// The captures, which a later step may send.
void TestExpectation::captures()
{
    const auto captured = [](const Expectation &what, const QByteArray &stream) {
        QList<QByteArray> captures{"before"};
        what.check(stream, &captures);
        return captures;
    };
    const QString utf8 = u"UTF-8"_qs;
    QCOMPARE(captured(made(u"text"_qs, u"OK"_qs, false, utf8), "xOK!"), QList<QByteArray>{"OK"});
    QCOMPARE(captured(made(u"hex"_qs, u"01 ??"_qs, false, utf8), "x\x01\xff!"), QList<QByteArray>{"\x01\xff"});
    QCOMPARE(captured(made(u"regex"_qs, u"a(.)(z)?"_qs, false, utf8), "xa\xff!"), (QList<QByteArray>{"a\xff", "\xff"}));
    QCOMPARE(captured(made(u"regex"_qs, u"a(.)"_qs, true, utf8), "ab!"), (QList<QByteArray>{"ab", "b"}));
    QCOMPARE(captured(made(u"text"_qs, u"OK"_qs, false, utf8), "xO"), QList<QByteArray>{"before"});
    QCOMPARE(captured(Expectation::regex(u"(?s)^(..)"_qs, nullptr, false).value(), "\xc3\xa9"),
             (QList<QByteArray>{"\xc3\xa9", "\xc3\xa9"}));
    QList<QByteArray> captures;
    const auto cut = made(u"regex"_qs, u"^(.)$"_qs, true, utf8);
    QCOMPARE(cut.checkDatagram("\xe4", &captures), Verdict::Fits); // no more bytes can follow
    QCOMPARE(captures, (QList<QByteArray>{"\xe4", "\xe4"}));
}

void TestExpectation::badRegex()
{
    const auto bad = Expectation::regex(u"a("_qs, TextCodec::find(u"UTF-8"_qs).value(), false);
    QVERIFY(!bad);
    QCOMPARE(bad.error().position, 2);
}

QTEST_GUILESS_MAIN(TestExpectation)
#include "tst_expectation.moc"
