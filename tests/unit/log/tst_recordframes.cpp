// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/frames/framescan.h"
#include "model/log/frames/recordframes.h"
#include "tests/unit/log/countingreader.h"
#include "tests/unit/log/logfixture.h"

#include <QRandomGenerator>
#include <QTest>

namespace {

MessageView viewOf(const char *framing, const char *checksum = "")
{
    return {Framing::parse(QString::fromLatin1(framing)).value(),
            *checksum ? ChecksumFormat::parse(QString::fromLatin1(checksum)).value() : ChecksumFormat()};
}

/// `↑` for a message begun before, `↓` for one that goes on, `✓ ✗` for its checksum, `!` for what is cut or nonsense.
QString spelled(const RecordFrames::Parts &parts, const QByteArray &payload)
{
    QStringList all;
    qsizetype at = 0;
    for (const FramePart &part : parts.parts) {
        if (part.bytes.start != at)
            return u"GAP"_qs;
        at = part.bytes.end;
        QString text = QString::fromLatin1(payload.mid(part.bytes.start, part.bytes.size()).replace('\n', "$"));
        if (!part.begins)
            text.prepend(u'↑');
        if (!part.ends)
            text.append(u'↓');
        if (part.state == Frame::State::Noise)
            text.append(u'?');
        else if (part.state != Frame::State::Whole)
            text.append(u'!');
        if (part.verdict != ChecksumVerdict::None)
            text.append(part.verdict == ChecksumVerdict::Good ? u'✓' : u'✗');
        all.append(text);
    }
    return at == payload.size() || parts.parts.empty() ? all.join(u' ') : u"NOT ALL"_qs;
}

/// Pieces of one stream, ms apart; sums of their bytes as SUM-8 go behind messages.
struct Pieces : LogFixture
{
    explicit Pieces(const QByteArrayList &pieces, int msApart = 1, Transport transport = Transport::Tcp)
    {
        LogFlow stream = flow(transport, u"10.0.0.1"_qs);
        TrafficLog::Writer writer(*log);
        qint64 time = nowNs();
        for (const QByteArray &piece : pieces)
            writer.data(stream, Direction::In, time += msApart * qint64(1'000'000), piece);
    }

    QStringList parts(const MessageView &view, bool backwards = false) const
    {
        LogReader source(log);
        RecordFrames frames(source, view);
        QStringList all;
        QList<Record> asked = records();
        if (backwards)
            std::reverse(asked.begin(), asked.end());
        for (const Record &record : asked)
            all.append(spelled(frames.parts(record), record.payload));
        if (backwards)
            std::reverse(all.begin(), all.end());
        return all;
    }
};

} // namespace

class TestRecordFrames : public QObject
{
    Q_OBJECT
private slots:
    void parts_data();
    void parts();
    void datagrams();
    void gaps();
    void gapsReadLittle_data();
    void gapsReadLittle();
    void gapsCheckOnlyWhatEnds();
    void fixedFarInAStream();
    void onlyWhatWasReceived();
    void farBeginning();
    void lengthFromTheIndex();
    void lengthWithoutItsBeginning();
    void randomStreams_data();
    void randomStreams();
};

void TestRecordFrames::parts_data()
{
    QTest::addColumn<QString>("framing");
    QTest::addColumn<QString>("checksum");
    QTest::addColumn<QByteArrayList>("pieces");
    QTest::addColumn<QStringList>("parts");
    const auto row = [](const char *name, const char *framing, const char *checksum, const QByteArrayList &pieces,
                        const QStringList &parts) {
        QTest::newRow(name) << QString::fromLatin1(framing) << QString::fromLatin1(checksum) << pieces << parts;
    };
    row("lines", "line", "", {"a\nb\nc", "d\n", "e"}, {u"a$ b$ c↓"_qs, u"↑d$"_qs, u"e↓"_qs});
    row("CR LF cut", "line", "", {"a\r", "\nb\r", "c"}, {u"a\r"_qs, u"↑$ b\r"_qs, u"c↓"_qs});
    row("delimiter cut", "delimiter:'--'", "", {"a--b-", "-c"}, {u"a-- b-↓"_qs, u"↑- c↓"_qs});
    row("fixed", "fixed:4", "", {"ab", "cdefgh", "i"}, {u"ab↓"_qs, u"↑cd efgh"_qs, u"i↓"_qs});
    row("length", "length:size=1", "", {"\x02", "ab\x01", "c\x01"}, {u"\x02↓"_qs, u"↑ab \x01↓"_qs, u"↑c \x01↓"_qs});
    row("bad length", "length:size=1,max=3", "", {"\x09zzzzzzzzz\x01y"}, {u"\x09zzzzzzzzz! \x01y"_qs});
    row("too long", "line,max=2", "", {"abcdef\ng\n"}, {u"abcdef$! g$"_qs});
    row("checksums", "fixed:3", "SUM-8", {"\x01\x02\x03\x01", "\x02\x04\x05"},
        {u"\x01\x02\x03✓ \x01↓"_qs, u"↑\x02\x04✗ \x05↓"_qs});
    row("checksum before the delimiter", "delimiter:0A", "SUM-8", {"\x01\x02\x03\n\x01\x01\n"},
        {u"\x01\x02\x03$✓ \x01\x01$✓"_qs});
    row("checksum of pieces", "none", "SUM-8", {"\x01\x01", "\x01\x02"}, {u"\x01\x01✓"_qs, u"\x01\x02✗"_qs});
    row("start and end", "between:02,03", "SUM-8",
        {"x\x02"
         "\x01\x01\x03y",
         "\x02\x01", "\x02\x03"},
        {u"x? \x02\x01\x01\x03✓ y↓?"_qs, u"\x02\x01↓"_qs, u"↑\x02\x03✗"_qs});
    row("escaped", "between:7E,7E,escape=jt808", "XOR-8", {"~}\x02}\x02~~a", "b~"},
        {u"~}\x02}\x02~✓ ~a↓"_qs, u"↑b~✗"_qs});
    row("COBS", "cobs", "SUM-8",
        {QByteArray::fromHex("03010100"), QByteArray::fromHex("000301"), QByteArray::fromHex("0200")},
        {u"\x03\x01\x01"_qs + QChar(0) + u"✓"_qs, QString(QChar(0)) + u"\x03\x01↓"_qs,
         u"↑\x02"_qs + QChar(0) + u"✗"_qs});
    row("malformed", "cobs", "", {QByteArray::fromHex("0500")}, {u"\x05"_qs + QChar(0) + u'!'});
    row("malformed escape, its checksum not told", "between:7E,7E,escape=jt808", "XOR-8",
        {"~a}", "\x05~", "~}\x02}\x02~"}, {u"~a}↓"_qs, u"↑\x05~!"_qs, u"~}\x02}\x02~✓"_qs});
    row("malformed SLIP", "slip", "", {QByteArray::fromHex("01db78c002c0")}, {u"\x01\u00dbx\u00c0! \x02\u00c0"_qs});
    row("nothing to tell", "none", "", {"ab"}, {u""_qs});
}

void TestRecordFrames::parts()
{
    QFETCH(QString, framing);
    QFETCH(QString, checksum);
    QFETCH(QByteArrayList, pieces);
    QFETCH(QStringList, parts);
    const Pieces log(pieces);
    const MessageView view = viewOf(qPrintable(framing), qPrintable(checksum));
    QCOMPARE(log.parts(view), parts);
    QCOMPARE(log.parts(view, true), parts);
}

void TestRecordFrames::datagrams()
{
    const Pieces log({"a\nb", "\x01\x01"}, 1, Transport::Udp);
    QCOMPARE(log.parts(viewOf("line", "SUM-8")), QStringList({u"a$b✗"_qs, u"\x01\x01✓"_qs}));
}

void TestRecordFrames::gaps()
{
    const Pieces slow({"\x01", "\x01", "\x02"}, 30);
    QCOMPARE(slow.parts(viewOf("gap:20")), QStringList({u"\x01"_qs, u"\x01"_qs, u"\x02"_qs}));
    const Pieces fast({"\x01", "\x01", "\x02"}, 10);
    QCOMPARE(fast.parts(viewOf("gap:20", "SUM-8")), QStringList({u"\x01↓"_qs, u"↑\x01↓"_qs, u"↑\x02✓"_qs}));
    LogReader source(fast.log);
    QVERIFY(RecordFrames(source, viewOf("gap:20")).parts(fast.records().last()).mayChange);
}

void TestRecordFrames::gapsReadLittle_data()
{
    QTest::addColumn<int>("others"); // records of another peer behind the one that is looked at
    QTest::addColumn<int>("everyUs");
    QTest::addColumn<int>("mostHeads");
    QTest::addColumn<bool>("mayChange");
    QTest::newRow("time has passed") << 2000 << 1000 << 150 << false;
    QTest::newRow("long ago") << 2000 << 1'000'000 << 5 << false;
    QTest::newRow("too much to look through") << 2000 << 1 << 515 << false;
    QTest::newRow("the newest ones") << 5 << 1000 << 10 << true;
    QTest::newRow("the newest one") << 0 << 0 << 5 << true;
}

/// How much is read for a record does not depend on how much follows it.
void TestRecordFrames::gapsReadLittle()
{
    QFETCH(int, others);
    QFETCH(int, everyUs);
    QFETCH(int, mostHeads);
    QFETCH(bool, mayChange);
    LogFixture log;
    LogFlow one = log.flow(Transport::Tcp, u"10.0.0.1"_qs);
    LogFlow other = log.flow(Transport::Tcp, u"10.0.0.2"_qs);
    const qint64 start = nowNs();
    {
        TrafficLog::Writer writer(*log.log);
        writer.data(one, Direction::In, start, "a");
        for (int i = 1; i <= others; ++i)
            writer.data(other, Direction::In, start + i * qint64(everyUs) * 1000, "b");
    }
    CountingReader source(log.log);
    const auto record = LogReader(log.log).read(0);
    const auto found = RecordFrames(source, viewOf("gap:20", "SUM-8")).parts(*record);
    QCOMPARE(found.parts.size(), size_t(1));
    QVERIFY(found.parts[0].ends);
    QCOMPARE(found.mayChange, mayChange);
    QCOMPARE(source.reads, 0);
    QVERIFY2(source.heads <= mostHeads, qPrintable(QString::number(source.heads)));
}

/// What belongs to a message is read where its checksum is shown, and nowhere else.
void TestRecordFrames::gapsCheckOnlyWhatEnds()
{
    const Pieces log(QByteArrayList(100, "\x01"), 1);
    CountingReader source(log.log);
    RecordFrames frames(source, viewOf("gap:20", "SUM-8"));
    for (const Record &record : log.records().first(99))
        QCOMPARE(spelled(frames.parts(record), record.payload), record.number == 0 ? u"\x01↓"_qs : u"↑\x01↓"_qs);
    QCOMPARE(source.reads, 0);
    QCOMPARE(spelled(frames.parts(log.records().last()), "\x01"), u"↑\x01✗"_qs);
    QCOMPARE(source.reads, 99);
}

/// Behind what the 32 bits of a sequence number count.
void TestRecordFrames::fixedFarInAStream()
{
    LogFixture log;
    LogFlow flow = log.flow(Transport::Tcp, u"10.0.0.1"_qs);
    flow.sequence[size_t(Direction::In)] = (quint64(5) << 32) + 3; // 2 behind a multiple of 7
    TrafficLog::Writer(*log.log).data(flow, Direction::In, nowNs(), "345670123456xy");
    LogReader source(log.log);
    const Record record = log.records().first();
    QCOMPARE(spelled(RecordFrames(source, viewOf("fixed:7")).parts(record), record.payload), u"↑34567 0123456 xy↓"_qs);
}

void TestRecordFrames::onlyWhatWasReceived()
{
    LogFixture log;
    LogFlow flow = log.flow(Transport::Tcp, u"10.0.0.1"_qs);
    TrafficLog::Writer(*log.log).data(flow, Direction::Out, nowNs(), "a\nb");
    LogReader source(log.log);
    QVERIFY(RecordFrames(source, viewOf("line")).parts(log.records().first()).parts.empty());
}

/// A line that began too long ago: its end is found, its checksum is not guessed.
void TestRecordFrames::farBeginning()
{
    QByteArrayList pieces(400, QByteArray(1000, 'x'));
    pieces.append("\nabc\n");
    const Pieces log(pieces);
    QCOMPARE(log.parts(viewOf("line", "SUM-8")).last(), u"↑$ abc$✗"_qs);
    QCOMPARE(log.parts(viewOf("fixed:1000000", "SUM-8")).last(), u"↑$abc$↓"_qs);
}

void TestRecordFrames::lengthFromTheIndex()
{
    // Messages of 7 bytes in 5,000 pieces of 5, far from any beginning.
    QByteArray stream;
    while (stream.size() < 25'000)
        stream.append(QByteArray("\x06", 1) + "abcdef");
    QByteArrayList pieces;
    for (qsizetype at = 0; at < 25'000; at += 5)
        pieces.append(stream.mid(at, 5));
    const Pieces log(pieces);
    const MessageView view = viewOf("length:size=1");
    FrameScan scan(log.log, view.framing);
    QTRY_VERIFY(scan.index()->isKnown(4999));
    LogReader source(log.log);
    RecordFrames frames(source, view, scan.index());
    for (const Record &record : log.records()) {
        const auto found = frames.parts(record);
        QVERIFY(!found.parts.empty());
        qint64 at = qint64(record.number) * 5;
        for (const FramePart &part : found.parts) {
            QCOMPARE(part.begins, (at + part.bytes.start) % 7 == 0);
            QCOMPARE(part.ends, (at + part.bytes.end) % 7 == 0);
        }
    }
    // Without it only the first of them are told apart.
    RecordFrames alone(source, view);
    QVERIFY(!alone.parts(log.records().at(100)).parts.empty());
    QVERIFY(alone.parts(log.records().at(1000)).parts.empty());
}

/// A message that is longer than what is looked back over is passed by what remains of it.
void TestRecordFrames::lengthWithoutItsBeginning()
{
    QByteArrayList pieces{QByteArray::fromHex("00030d40")}; // 200,000
    for (int i = 0; i < 200; ++i)
        pieces.append(QByteArray(1000, 'x'));
    pieces.append(QByteArray::fromHex("0000000141"));
    const Pieces log(pieces);
    const MessageView view = viewOf("length:size=4");
    FrameScan scan(log.log, view.framing);
    QTRY_VERIFY(scan.index()->isKnown(201));
    LogReader source(log.log);
    RecordFrames frames(source, view, scan.index());
    const QList<Record> records = log.records();
    QCOMPARE(frames.parts(records[150]).parts, std::vector({FramePart{{0, 1000}, false, false}}));
    QCOMPARE(frames.parts(records[200]).parts, std::vector({FramePart{{0, 1000}, false, true}}));
    QCOMPARE(frames.parts(records[201]).parts, std::vector({FramePart{{0, 5}, true, true}}));
}

void TestRecordFrames::randomStreams_data()
{
    QTest::addColumn<QString>("framing");
    for (const char *framing :
         {"line", "delimiter:0A0D", "delimiter:0A", "fixed:7", "length:size=1", "length:offset=1,size=2,little,max=9",
          "between:0A,0D", "between:0A,0A", "between:0A0D,0A", "cobs", "length:start=0A,offset=1,size=1,end=00,max=9"})
        QTest::newRow(framing) << QString::fromLatin1(framing);
}

/// Several streams between one another: each record's parts begin where the messages of its whole stream do.
void TestRecordFrames::randomStreams()
{
    QFETCH(QString, framing);
    const MessageView view = viewOf(qPrintable(framing));
    QRandomGenerator random(20261121);
    LogFixture log;
    std::vector<LogFlow> flows;
    for (quint16 port = 1; port <= 5; ++port)
        flows.push_back(log.flow(Transport::Tcp, u"10.0.0.1"_qs, port));
    QHash<quint32, QByteArray> streams;
    {
        TrafficLog::Writer writer(*log.log);
        for (int i = 0; i < 3000; ++i) {
            LogFlow &flow = flows[size_t(random.bounded(int(flows.size())))];
            QByteArray piece;
            for (int size = random.bounded(1, 12); size > 0; --size)
                piece.append("\n\r\0\1\2\5xyzu"[random.bounded(10)]);
            streams[quint32(flow.id)].append(piece);
            writer.data(flow, Direction::In, nowNs(), piece);
        }
    }
    QHash<quint32, QSet<quint64>> starts;
    for (auto stream = streams.begin(); stream != streams.end(); ++stream) {
        FrameCutter cutter(view.framing);
        cutter.feed(*stream, [&](const Frame &frame) { starts[stream.key()].insert(frame.start); });
        starts[stream.key()].insert(cutter.frameStart());
    }
    FrameScan scan(log.log, view.framing);
    QTRY_VERIFY(scan.index()->isKnown(2999));
    LogReader source(log.log);
    RecordFrames frames(source, view, scan.index());
    QList<Record> records = log.records();
    std::shuffle(records.begin(), records.end(), random);
    for (const Record &record : records) {
        const auto found = frames.parts(record);
        QVERIFY(!found.parts.empty());
        QSet<quint64> here;
        for (const FramePart &part : found.parts) {
            if (part.begins)
                here.insert(record.streamOffset + quint64(part.bytes.start));
        }
        for (quint64 at = record.streamOffset; at < record.streamOffset + quint64(record.payload.size()); ++at)
            QCOMPARE(here.contains(at), starts[quint32(record.peer)].contains(at));
    }
}

QTEST_GUILESS_MAIN(TestRecordFrames)
#include "tst_recordframes.moc"
