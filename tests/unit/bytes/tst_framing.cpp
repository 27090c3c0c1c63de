// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/framing.h"

#include <QRandomGenerator>
#include <QTest>

using Kind = Framing::Kind;

class TestFraming : public QObject
{
    Q_OBJECT
private slots:
    void parses_data();
    void parses();
    void refuses_data();
    void refuses();
    void randomText();
};

void TestFraming::parses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<Framing>("framing");
    QTest::addColumn<QString>("normal"); // the result of toString()
    const auto row = [](const char *text, const Framing &framing, const char *normal = nullptr) {
        QTest::newRow(text) << QString::fromUtf8(text) << framing << QString::fromUtf8(normal ? normal : text);
    };
    const auto delimiter = [](const QByteArray &bytes, bool drop = false) {
        return Framing{.kind = Kind::Delimiter, .drop = drop, .delimiter = bytes};
    };
    const auto length = [](const Framing::LengthField &field) {
        return Framing{.kind = Kind::Length, .length = field};
    };
    row("none", {});
    row("line", {.kind = Kind::Line});
    row("line,keep", {.kind = Kind::Line}, "line");
    row("line,drop,max=100", {.kind = Kind::Line, .drop = true, .maxBytes = 100});
    row("delimiter:0D0A", delimiter("\r\n"));
    row("delimiter:0d 0a,drop", delimiter("\r\n", true), "delimiter:0D0A,drop");
    row("delimiter:'\\r\\n'", delimiter("\r\n"), "delimiter:0D0A");
    row("delimiter:'a,\\'b',drop", delimiter("a,'b", true), "delimiter:612C2762,drop");
    row("delimiter:'好'", delimiter("好"), "delimiter:E5A5BD");
    row("fixed:16", {.kind = Kind::Fixed, .fixedSize = 16});
    row("gap:20", {.kind = Kind::Gap});
    row("gap:5,max=10", {.kind = Kind::Gap, .gapMs = 5, .maxBytes = 10});
    row("length", length({}), "length:size=2");
    row("length:offset=2,size=2,big,adjust=-4", length({.offset = 2, .adjust = -4}),
        "length:size=2,offset=2,adjust=-4");
    row("length:size=8,offset=1,little,adjust=3,strip=9",
        length({.offset = 1, .size = 8, .order = ByteOrder::Little, .adjust = 3, .strip = 9}));
    const auto between = [](const QByteArray &start, const QByteArray &end) {
        return Framing{.kind = Kind::Between, .start = start, .end = end};
    };
    Framing jt808 = between("~", "~");
    jt808.escape = Framing::Escape::Jt808;
    row("between:02,03", between("\x02", "\x03"));
    row("between:0B,1C0D,max=100", {.kind = Kind::Between, .start = "\x0b", .end = "\x1c\r", .maxBytes = 100});
    row("between:'<,','>'", between("<,", ">"), "between:3C2C,3E");
    row("between:7E,7E,escape=jt808", jt808);
    row("cobs", {.kind = Kind::Cobs});
    row("slip,max=100", {.kind = Kind::Slip, .maxBytes = 100});
    row("length:size=1,offset=2,adjust=2,start=7878,end=0d0a",
        {.kind = Kind::Length, .length = {.offset = 2, .size = 1, .adjust = 2}, .start = "xx", .end = "\r\n"},
        "length:size=1,offset=2,adjust=2,start=7878,end=0D0A");
}

void TestFraming::parses()
{
    QFETCH(QString, text);
    QFETCH(Framing, framing);
    QFETCH(QString, normal);
    const auto parsed = Framing::parse(text);
    QVERIFY2(parsed.has_value(), parsed ? "" : qPrintable(parsed.error().message));
    QVERIFY(*parsed == framing);
    QCOMPARE(parsed->toString(), normal);
    QVERIFY(Framing::parse(normal).value() == framing);
}

void TestFraming::refuses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qsizetype>("position");
    QTest::addColumn<QString>("part");
    const auto row = [](const char *text, qsizetype position, const char *part) {
        QTest::newRow(text) << QString::fromUtf8(text) << position << QString::fromUtf8(part);
    };
    row("", 0, "line");
    row("lines", 0, "“lines”");
    row("line:LF", 4, "No value");
    row("none,drop", 4, "No value");
    row("line,dorp", 5, "“dorp”");
    row("line,", 5, "allowed");
    row("delimiter", 9, "delimiter:0D0A");
    row("delimiter:", 10, "1 to 64");
    row("delimiter:0D0", 12, "odd number");
    row("delimiter:0D,0X", 13, "“0X”");
    row("delimiter:''", 10, "1 to 64");
    row("delimiter:'a", 10, "not closed");
    row("delimiter:'a\\q'", 12, "escape");
    row("delimiter:'a'b", 13, "b");
    row("fixed", 5, "from 1");
    row("fixed:0", 6, "“0”");
    row("fixed:x", 6, "“x”");
    row("fixed:99999999", 6, "16777216");
    row("fixed:20,max=10", 13, "at least 20");
    row("gap:0", 4, "from 1 to 60000");
    row("gap:20,drop", 7, "max=BYTES");
    row("length:size=5", 12, "1, 2, 3, 4 or 8");
    row("length:size=2,offset=-1", 21, "“-1”");
    row("length:adjust", 7, "“adjust”");
    row("length:middle", 7, "“middle”");
    row("length:size=4,max=3", 18, "at least 4");
    row("between", 7, "between:02,03");
    row("between:02", 10, "between:02,03");
    row("between:,03", 8, "1 to 64");
    row("between:02,", 11, "1 to 64");
    row("between:02,0", 11, "single digit");
    row("between:'a", 8, "not closed");
    row("between:02,03,drop", 14, "escape=jt808");
    row("between:02,03,escape=xy", 14, "escape=jt808");
    row("between:0202,0303,max=3", 22, "at least 4");
    row("cobs:00", 4, "No value");
    row("slip,drop", 5, "max=BYTES");
    row("length:offset=1,start=7878", 0, "at least 2");
    row("length:start=7", 13, "single digit");
    row("length:size=2,size=2", 14, "“size” is given twice");
    row("length:big,little", 11, "“little” contradicts “big”");
    row("length:little,size=2,little", 21, "“little” is given twice");
    row("length:offset=2,start=aa,start=bb", 25, "“start” is given twice");
    row("line,drop,keep", 10, "“keep” contradicts “drop”");
    row("line,keep,keep", 10, "“keep” is given twice");
    row("delimiter:0A,drop,max=5,drop", 24, "“drop” is given twice");
    row("slip,max=100,max=200", 13, "“max” is given twice");
    row("between:02,03,escape=jt808,escape=jt808", 27, "“escape” is given twice");
    row("between,03", 7, "between:02,03");
    row("length:size=1,strip=9,max=8", 26, "at least 9");
    row("length:size=1,adjust=-300", 21, "255");
    row("length:size=2,adjust=0,max=8,end=0d0a,offset=0,adjust=9", 47, "twice");
    row("length:size=2,adjust=7,max=8", 21, "than max allows");
    row("between:7D,7E,escape=jt808", 8, "7D");
    row("between:7E,7E7D,escape=jt808", 11, "7D");
}

void TestFraming::refuses()
{
    QFETCH(QString, text);
    QFETCH(qsizetype, position);
    QFETCH(QString, part);
    const auto parsed = Framing::parse(text);
    QVERIFY(!parsed.has_value());
    QVERIFY2(parsed.error().message.contains(part), qPrintable(parsed.error().message));
    QCOMPARE(parsed.error().position, position);
}

/// Any text is refused with a message and a position, or toString() gives it back.
void TestFraming::randomText()
{
    QRandomGenerator random(20261121);
    const QStringList parts{u"line"_qs, u"delimiter:"_qs, u"fixed:"_qs, u"length:"_qs, u"gap:"_qs,  u","_qs,
                            u"drop"_qs, u"max="_qs,       u"size="_qs,  u"offset="_qs, u"0D"_qs,    u"4"_qs,
                            u"-1"_qs,   u"'"_qs,          u"\\"_qs,     u"little"_qs,  u"strip="_qs};
    for (int i = 0; i < 50'000; ++i) {
        QString text;
        for (int part = random.bounded(1, 9); part > 0; --part)
            text += parts[random.bounded(parts.size())];
        const auto framing = Framing::parse(text);
        if (framing) {
            QVERIFY2(Framing::parse(framing->toString()).value() == *framing, qPrintable(text));
        } else {
            QVERIFY2(!framing.error().message.isEmpty(), qPrintable(text));
            QVERIFY2(framing.error().position >= 0 && framing.error().position <= text.size(), qPrintable(text));
        }
    }
}

QTEST_GUILESS_MAIN(TestFraming)
#include "tst_framing.moc"
