// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/framecutter.h"

#include <QRandomGenerator>
#include <QTest>

namespace {

/// A frame as text for a row: its state and its bytes.
QByteArrayList framesOf(FrameCutter &cutter, const QByteArrayList &pieces, bool idleAtEnd = false)
{
    QByteArrayList frames;
    quint64 end = 0;
    const auto take = [&](const Frame &frame) {
        QByteArray text = frame.bytes.toByteArray();
        if (frame.state == Frame::State::TooLong)
            text.prepend("LONG ");
        else if (frame.state == Frame::State::BadLength)
            text.prepend("BAD " + QByteArray::number(frame.announced) + ' ');
        else if (frame.state == Frame::State::Malformed)
            text.prepend("MALFORMED ");
        else if (frame.state == Frame::State::Noise)
            text.prepend("NOISE ");
        frames.append(text);
        if (frame.start < end)
            frames.append("OVERLAP");
        end = frame.start + quint64(frame.raw.size());
    };
    for (const QByteArray &piece : pieces)
        cutter.feed(piece, take);
    if (idleAtEnd)
        cutter.idle(take);
    return frames;
}

QByteArray hex(const char *digits)
{
    return QByteArray::fromHex(digits);
}

} // namespace

class TestFrameCutter : public QObject
{
    Q_OBJECT
private slots:
    void cuts_data();
    void cuts();
    void randomCuts_data() { cuts_data(); }
    void randomCuts();
    void offsets();
    void lastCrWaits();
    void gap();
    void memoryIsBounded_data();
    void memoryIsBounded();
    void randomStreams();
};

void TestFrameCutter::cuts_data()
{
    QTest::addColumn<QString>("framing");
    QTest::addColumn<QByteArray>("stream");
    QTest::addColumn<QByteArrayList>("frames");
    QTest::addColumn<int>("rest"); // bytes of the incomplete frame
    const auto row = [](const char *name, const char *framing, const QByteArray &stream, const QByteArrayList &frames,
                        int rest = 0) {
        QTest::newRow(name) << QString::fromUtf8(framing) << stream << frames << rest;
    };
    row("line, all endings", "line", "a\nb\r\nc\rd\n\n\r\n\r\re",
        {"a\n", "b\r\n", "c\r", "d\n", "\n", "\r\n", "\r", "\r"}, 1);
    row("line, endings dropped", "line,drop", "a\nb\r\nc\rd\n\n\r\n\r\re", {"a", "b", "c", "d", "", "", "", ""}, 1);
    row("long line", "line,max=4", "abcd\nefg\nhijklmnop\nq\n", {"LONG abcd", "efg\n", "LONG hijk", "q\n"});
    row("long line, dropped", "line,drop,max=4", "abcd\nefg\r\nhijklmnop\r\nq\n",
        {"LONG abcd", "efg", "LONG hijk", "q"});
    row("delimiter of one byte", "delimiter:03", hex("0261030362"), {hex("026103"), hex("03")}, 1);
    row("delimiter", "delimiter:'--END--'", "one--END--two--EN--END----END--x-",
        {"one--END--", "two--EN--END--", "--END--"}, 2);
    row("delimiter, dropped", "delimiter:'aab',drop", "xaaabyaabaab", {"xa", "y", ""});
    row("delimiter that overlaps itself", "delimiter:'aa',drop", "xaaaya", {"x"}, 3);
    row("long delimited", "delimiter:'--',max=4", "abcdefgh-i--j--", {"LONG abcd", "j--"});
    row("fixed", "fixed:3", "abcdefgh", {"abc", "def"}, 2);
    row("fixed: 1", "fixed:1", "abc", {"a", "b", "c"});
    // Netty's documented examples of LengthFieldBasedFrameDecoder.
    row("Netty: 2 bytes at 0", "length:size=2", hex("000c") + "HELLO, WORLD" + hex("0001") + "x" + hex("00"),
        {hex("000c") + "HELLO, WORLD", hex("0001") + "x"}, 1);
    row("Netty: header stripped", "length:size=2,strip=2", hex("000c") + "HELLO, WORLD", {"HELLO, WORLD"});
    row("Netty: the length of all", "length:size=2,adjust=-2", hex("000e") + "HELLO, WORLD",
        {hex("000e") + "HELLO, WORLD"});
    row("Netty: 3 bytes at the end of 5", "length:offset=2,size=3", hex("cafe00000c") + "HELLO, WORLD",
        {hex("cafe00000c") + "HELLO, WORLD"});
    row("Netty: 3 bytes at the beginning of 5", "length:size=3,adjust=2", hex("00000ccafe") + "HELLO, WORLD",
        {hex("00000ccafe") + "HELLO, WORLD"});
    row("Netty: 2 bytes in the middle of 4", "length:offset=1,size=2,adjust=1,strip=3",
        hex("ca000cfe") + "HELLO, WORLD", {hex("fe") + "HELLO, WORLD"});
    row("Netty: the length of all, in the middle", "length:offset=1,size=2,adjust=-3,strip=3",
        hex("ca0010fe") + "HELLO, WORLD", {hex("fe") + "HELLO, WORLD"});
    row("little endian", "length:size=4,little", hex("02000000") + "ab" + hex("00000000"),
        {hex("02000000") + "ab", hex("00000000")});
    row("one byte", "length:size=1", hex("0141") + hex("00") + hex("02"), {hex("0141"), hex("00")}, 1);
    row("eight bytes", "length:size=8", hex("0000000000000001") + "x", {hex("0000000000000001") + "x"});
    row("less than its own header", "length:size=2,adjust=-2", hex("0001") + hex("0003") + "x",
        {"BAD 1 " + hex("0001"), hex("0003") + "x"});
    row("less than what is stripped", "length:size=2,strip=5", hex("0001") + "x" + hex("0003") + "abc",
        {"BAD 1 " + hex("0001"), ""});
    row("nonsense of eight bytes", "length:size=8", hex("ffffffffffffffff") + hex("0000000000000000"),
        {"BAD 18446744073709551615 " + hex("ffffffffffffffff"), hex("0000000000000000")});
    row("more than is allowed", "length:size=2,max=8", hex("0008") + "abcdefgh" + hex("0001") + "x",
        {"BAD 8 " + hex("0008"), hex("0001") + "x"});
    row("largest that is allowed", "length:size=2,max=8", hex("0006") + "abcdef", {hex("0006") + "abcdef"});
    row("start and end", "between:02,03",
        "\x02"
        "ab\x03"
        "x\x03y\x02\x03\x02"
        "c\x02"
        "d\x03\x02"
        "e",
        {"ab", "NOISE x\x03y", "",
         "c\x02"
         "d"},
        2);
    row("start of several bytes", "between:'<<','>>'", "<x<<a>b>>>><<<c>>", {"NOISE <x", "a>b", "NOISE >>", "<c"});
    row("the same bytes around", "between:7E,7E", "~a~~b~", {"a", "b"});
    row("the same bytes, a lost end", "between:7E,7E", "~a~b~~c~", {"a", "NOISE b~", "c"});
    row("the same several bytes", "between:'ab','ab'", "abababxab-abyab", {"NOISE abab", "x", "NOISE -", "y"});
    row("only flags", "between:7E,7E", "~~~~", {}, 4);
    row("escapes", "between:7E,7E,escape=jt808", "~\x7d\x02\x7d\x01~~a~", {"~}", "a"});
    row("long message between", "between:02,03,max=4",
        "\x02"
        "abcdef\x03\x02x\x03",
        {"LONG \x02"
         "abc",
         "x"});
    row("long noise", "between:02,03,max=4", "abcdefgh\x02x\x03", {"NOISE abcd", "x"});
    row("COBS", "cobs", hex("0311220233000000") + hex("0101") + hex("00") + hex("0511220000") + hex("01"),
        {hex("11220033"), hex("00"), "MALFORMED " + hex("05112200")}, 2);
    row("SLIP", "slip", hex("c0") + "a" + hex("c0c0") + "b" + hex("dbdcdbddc0") + "c" + hex("c0c0c0"),
        {"a", "b" + hex("c0db"), "c"}, 2);
    row("SLIP, invalid escapes", "slip", hex("01db78c0") + hex("c0db") + hex("c002c0"),
        {"MALFORMED " + hex("01db78c0"), "MALFORMED " + hex("c0dbc0"), hex("02")});
    row("invalid escapes", "between:7E,7E,escape=jt808", hex("7e017d057e") + hex("7e7d7e") + hex("7e027d017e"),
        {"MALFORMED " + hex("7e017d057e"), "MALFORMED " + hex("7e7d7e"), hex("027d")});
    row("length after a start", "length:start=aa55,offset=2,size=1",
        hex("01aa") + hex("aa550161") + hex("aa5500") + "xaa", {"NOISE " + hex("01aa"), hex("aa550161"), hex("aa5500")},
        3);
    row("the next start after a bad length", "length:start=aa,offset=1,size=2,max=8",
        hex("aa7fff") + "abc" + hex("aa000161"), {"BAD 32767 " + hex("aa7fff"), "NOISE abc", hex("aa000161")});
    row("end where the length says", "length:size=1,adjust=1,end=0a", hex("01610a") + hex("016162") + hex("000a"),
        {hex("01610a"), "BAD 1 " + hex("016162"), hex("000a")});
    row("HTTP where a length is", "length:size=4", "GET / HTTP/1.1\r\n\r\n", {"BAD 1195725856 GET "});
}

/// In one piece, byte by byte, and in two pieces cut anywhere.
void TestFrameCutter::cuts()
{
    QFETCH(QString, framing);
    QFETCH(QByteArray, stream);
    QFETCH(QByteArrayList, frames);
    QFETCH(int, rest);
    const Framing parsed = Framing::parse(framing).value();
    for (qsizetype cut = 0; cut <= stream.size(); ++cut) {
        FrameCutter cutter(parsed);
        QCOMPARE(framesOf(cutter, {stream.first(cut), stream.sliced(cut)}), frames);
        QCOMPARE(cutter.held(), rest);
    }
    FrameCutter cutter(parsed);
    QByteArrayList bytes;
    for (const char c : stream)
        bytes.append(QByteArray(1, c));
    QCOMPARE(framesOf(cutter, bytes), frames);
}

void TestFrameCutter::randomCuts()
{
    QFETCH(QString, framing);
    QFETCH(QByteArray, stream);
    QFETCH(QByteArrayList, frames);
    QRandomGenerator random(7);
    const Framing parsed = Framing::parse(framing).value();
    for (int i = 0; i < 500; ++i) {
        QByteArrayList pieces;
        for (qsizetype at = 0; at < stream.size(); at += pieces.last().size())
            pieces.append(stream.mid(at, random.bounded(6)));
        FrameCutter cutter(parsed);
        QCOMPARE(framesOf(cutter, pieces), frames);
    }
}

void TestFrameCutter::offsets()
{
    for (const char *framing : {"line", "line,drop"}) {
        FrameCutter cutter(Framing::parse(QString::fromLatin1(framing)).value(), 1000);
        QList<quint64> starts;
        const auto take = [&](const Frame &frame) { starts.append(frame.start); };
        for (const char *piece : {"a\r", "\nbc", "d\r", "e\n\nrest"})
            cutter.feed(piece, take);
        QCOMPARE(starts, QList<quint64>({1000, 1003, 1007, 1009}));
        QCOMPARE(cutter.frameStart(), 1010);
        QCOMPARE(cutter.frameSize(), 4);
    }
}

void TestFrameCutter::lastCrWaits()
{
    FrameCutter keep(Framing::parse(u"line"_qs).value());
    QCOMPARE(framesOf(keep, {"a\r"}), {});
    QVERIFY(keep.waitMs() > 0);
    QCOMPARE(framesOf(keep, {}, true), {"a\r"});
    QCOMPARE(keep.waitMs(), -1);
    QCOMPARE(framesOf(keep, {"\nb\n"}), {"b\n"}); // a late LF is not a frame
    QCOMPARE(keep.frameStart(), 5);
    QCOMPARE(framesOf(keep, {"\n"}), {"\n"});
    FrameCutter drop(Framing::parse(u"line,drop"_qs).value());
    QCOMPARE(framesOf(drop, {"a\r"}), {"a"}); // at once
    QCOMPARE(drop.waitMs(), -1);
}

void TestFrameCutter::gap()
{
    FrameCutter cutter(Framing::parse(u"gap:30,max=5"_qs).value());
    QCOMPARE(cutter.waitMs(), -1);
    QCOMPARE(framesOf(cutter, {"a", "bc"}), {});
    QCOMPARE(cutter.waitMs(), 30);
    QCOMPARE(framesOf(cutter, {}, true), {"abc"});
    QCOMPARE(framesOf(cutter, {}, true), {});
    QCOMPARE(framesOf(cutter, {"abc", "defg", "h"}, true), {"LONG abcde"});
    QCOMPARE(framesOf(cutter, {"x"}, true), {"x"});
}

void TestFrameCutter::memoryIsBounded_data()
{
    QTest::addColumn<QString>("framing");
    QTest::addColumn<QByteArray>("pattern");
    QTest::newRow("line") << u"line,max=1000"_qs << QByteArray("x");
    QTest::newRow("delimiter") << u"delimiter:'----',max=1000"_qs << QByteArray("---x");
    QTest::newRow("gap") << u"gap:1000,max=1000"_qs << QByteArray("x");
    QTest::newRow("length") << u"length:size=4,max=1000"_qs << QByteArray("\x7f\xff\xff\xff", 4);
    QTest::newRow("between") << u"between:2D2D,7878,max=1000"_qs << QByteArray("--x");
    QTest::newRow("cobs") << u"cobs,max=1000"_qs << QByteArray("x");
    QTest::newRow("noise") << u"between:2D2D,7878,max=1000"_qs << QByteArray("-x");
    QTest::newRow("flags") << u"slip,max=1000"_qs << QByteArray("\xc0");
    QTest::newRow("length of eight") << u"length:size=8,max=1000"_qs << QByteArray("\x3f\xff\xff\xff", 4);
}

/// A stream without an end of a frame, or that announces gigabytes, does not exceed the limit in memory.
void TestFrameCutter::memoryIsBounded()
{
    QFETCH(QString, framing);
    QFETCH(QByteArray, pattern);
    FrameCutter cutter(Framing::parse(framing).value());
    int frames = 0;
    const QByteArray piece = pattern.repeated(200);
    for (int i = 0; i < 5'000; ++i) {
        cutter.feed(piece, [&](const Frame &frame) {
            ++frames;
            QVERIFY(frame.state != Frame::State::Whole);
            QVERIFY(frame.raw.size() <= 1000);
        });
        QVERIFY(cutter.held() <= 1000);
    }
    QCOMPARE(frames, 1);
}

/// Any bytes in any framing: the frames do not overlap, have the right offset, and do not depend on the pieces.
void TestFrameCutter::randomStreams()
{
    QRandomGenerator random(20261121);
    const QStringList framings{u"line,max=7"_qs,
                               u"line,drop"_qs,
                               u"delimiter:0A0D,max=9"_qs,
                               u"delimiter:0A,drop"_qs,
                               u"fixed:5"_qs,
                               u"length:size=1,max=12"_qs,
                               u"length:offset=1,size=2,little,adjust=-3,strip=2,max=20"_qs,
                               u"between:02,0102,max=12"_qs,
                               u"between:0A0D,0A0D"_qs,
                               u"between:0A,0A,escape=jt808"_qs,
                               u"length:start=0A0D,offset=2,size=1,end=01,max=9"_qs,
                               u"cobs,max=9"_qs,
                               u"slip"_qs};
    for (int i = 0; i < 20'000; ++i) {
        const Framing framing = Framing::parse(framings[i % framings.size()]).value();
        QByteArray stream;
        for (int size = random.bounded(60); size > 0; --size)
            stream.append("\n\r\0\1\2\5xy"[random.bounded(8)]);
        QByteArrayList pieces;
        for (qsizetype at = 0; at < stream.size(); at += pieces.last().size())
            pieces.append(stream.mid(at, random.bounded(1, 9)));
        FrameCutter inPieces(framing);
        FrameCutter whole(framing);
        QCOMPARE(framesOf(inPieces, pieces, true), framesOf(whole, {stream}, true));
        FrameCutter places(framing, 5);
        places.feed(stream, [&](const Frame &frame) {
            QVERIFY(stream.sliced(qsizetype(frame.start) - 5).startsWith(frame.raw));
        });
    }
}

QTEST_GUILESS_MAIN(TestFrameCutter)
#include "tst_framecutter.moc"
