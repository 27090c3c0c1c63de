// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Long because each kind of trouble, and each format that marks it, has a case of its own.
// The log on a disk that is full, and on files that other programs spoil.
#include "model/log/export/exportrecords.h"
#include "model/log/frames/framescan.h"
#include "model/log/search/recordtester.h"
#include "model/log/segmentscan.h"
#include "tests/unit/endpoint/filelimit.h"
#include "tests/unit/log/logfixture.h"

#include <QBuffer>
#include <QDir>
#include <QTest>

#include <cerrno>

namespace {

quint64 recordsIn(const SegmentScan &scan)
{
    quint64 records = 0;
    for (const SegmentScan::Part &part : scan.parts)
        records += part.records;
    return records;
}

constexpr int mostTries = 600;

std::shared_ptr<const TextCodec> utf8()
{
    return TextCodec::find(QStringLiteral("UTF-8")).value();
}

} // namespace

class TestFullDisk : public QObject
{
    Q_OBJECT
private slots:
    void keptMeanwhile();
    void lossesAreMarked();
    void floodIsBounded();
    void fileIsWholeAtAnyLimit();
    void roomBitByBit();
    void neverAnyRoom();
    void nothingIsJoinedAcrossAGap();
    void messagesAreNotJoinedAcrossAGap();
    void exportsMarkGaps_data();
    void exportsMarkGaps();
    void gapOfAnotherStream();
    void exportsMarkWhatWasDropped_data();
    void exportsMarkWhatWasDropped();
    void exportsMarkWhatCannotBeRead();
    void exportedMarksStay();
    void noHalfExport();
    void fileIsSpoilt_data();
    void fileIsSpoilt();
    void namedFileIsSpoilt_data();
    void namedFileIsSpoilt();
    void renamedFileGoesOn();
    void folderIsRemoved();
    void folderStaysAwayAtTheEnd();
    void movesOnWithoutRoom();

private:
    static qint64 sizeOf(const LogFixture &fixture) { return QFileInfo(fixture.log->segmentPath(1)).size(); }
    static void datagram(LogFixture &fixture, LogFlow &flow, const QByteArray &bytes)
    {
        TrafficLog::Writer(*fixture.log).data(flow, Direction::In, 1, bytes);
    }
    static QList<EventCode> news(LogFixture &fixture)
    {
        QList<EventCode> codes;
        while (const auto event = fixture.log->takeFileEvent())
            codes.append(event->code);
        return codes;
    }
    /// Fills the memory until datagrams of this flow are lost; returns how many were kept.
    static int fill(LogFixture &fixture, LogFlow &flow, const QByteArray &bytes)
    {
        int kept = 0;
        for (; kept < mostTries && !fixture.log->isFull(); ++kept)
            datagram(fixture, flow, bytes);
        return kept - 1; // the last one showed it
    }
    /// A TCP stream of which `before` stands in the log and `lost` does not, as other datagrams filled the memory; what
    /// comes next is stored again.
    static LogFlow streamWithLoss(LogFixture &fixture, const QByteArray &before, const QByteArray &lost)
    {
        LogFlow tcp = fixture.flow(Transport::Tcp, u"127.0.0.1"_qs, 6000);
        LogFlow udp = fixture.flow(Transport::Udp, u"127.0.0.1"_qs);
        TrafficLog::Writer(*fixture.log).data(tcp, Direction::In, 1, before);
        {
            const FileLimit limit(sizeOf(fixture));
            fill(fixture, udp, QByteArray(60'000, 'x'));
            if (!lost.isEmpty())
                TrafficLog::Writer(*fixture.log).data(tcp, Direction::In, 2, lost);
        }
        fixture.log->lookAfterFile();
        return tcp;
    }
    static QByteArray exported(const std::shared_ptr<TrafficLog> &log, ExportFormat format, ExportSummary &summary,
                               std::shared_ptr<RecordSelection> selection = nullptr)
    {
        if (!selection)
            selection = std::make_shared<RangeSelection>(*log);
        QBuffer out;
        out.open(QIODevice::WriteOnly);
        summary = exportRecords({log, selection, format, {utf8()}}, out, {}).value();
        return out.data();
    }
};

/// What comes while nothing can be written is in the log afterwards, and all is told once.
void TestFullDisk::keptMeanwhile()
{
    LogFixture fixture;
    LogFlow flow = fixture.flow(Transport::Udp, u"127.0.0.1"_qs);
    datagram(fixture, flow, "before");
    FileLimit limit(sizeOf(fixture) + 30);
    for (int i = 0; i < 10; ++i)
        datagram(fixture, flow, QByteArray::number(i) + QByteArray(20'000, 'x'));
    QVERIFY(fixture.log->isStalled());
    QVERIFY(!fixture.log->isFull());
    QCOMPARE(news(fixture), QList{EventCode::CaptureFailed});
    QCOMPARE(fixture.log->end(), RecordNumber(1));
    QCOMPARE(fixture.log->counters().rxRecords, 11U);
    QCOMPARE(fixture.log->counters().notStored, 10U);
    QCOMPARE(fixture.log->counters().notStoredBytes, 10U * 20'001U);
    fixture.log->lookAfterFile();
    QVERIFY(fixture.log->isStalled());
    limit.lift();
    fixture.log->lookAfterFile();
    QVERIFY(!fixture.log->isStalled());
    QCOMPARE(news(fixture), QList{EventCode::CaptureWorks});
    QCOMPARE(fixture.log->counters().rxRecords, 11U);
    QCOMPARE(fixture.log->counters().notStored, 0U);
    QCOMPARE(fixture.log->counters().notStoredBytes, 0U);
    const auto records = fixture.records();
    QCOMPARE(records.size(), 12);
    for (int i = 0; i < 10; ++i)
        QVERIFY(records[1 + i].payload.startsWith(QByteArray::number(i) + 'x'));
    QVERIFY(records.last().event.code == EventCode::CaptureWorks);
    QVERIFY(fixture.log->index().gaps().empty());
}

/// What there is no memory for is counted, and stands in the log at its place, for each stream.
void TestFullDisk::lossesAreMarked()
{
    LogFixture fixture;
    LogFlow udp = fixture.flow(Transport::Udp, u"127.0.0.1"_qs);
    LogFlow tcp = fixture.flow(Transport::Tcp, u"127.0.0.1"_qs, 6000);
    TrafficLog::Writer(*fixture.log).data(tcp, Direction::In, 1, "abc");
    FileLimit limit(sizeOf(fixture) + 30);
    const int kept = fill(fixture, udp, QByteArray(60'000, 'x'));
    QVERIFY2(kept > 100 && kept < mostTries - 1, qPrintable(QString::number(kept)));
    {
        TrafficLog::Writer writer(*fixture.log);
        writer.data(tcp, Direction::In, 2, "12345");
        writer.data(tcp, Direction::In, 3, "67");
        writer.data(tcp, Direction::Out, 4, "sent");
        writer.event({EventCode::NoPeer, {}}, 5);
    }
    QCOMPARE(fixture.log->counters().notStored, quint64(kept) + 4);
    QCOMPARE(fixture.log->counters().notStoredBytes, (quint64(kept) + 1) * 60'000 + 11);
    limit.lift();
    TrafficLog::Writer(*fixture.log).data(tcp, Direction::In, 6, "after");
    fixture.log->lookAfterFile(); // the one before may have come too early for a try
    TrafficLog::Writer(*fixture.log).data(tcp, Direction::In, 7, "!");
    const TrafficCounters counters = fixture.log->counters();
    const QList<Record> records = fixture.records();
    QCOMPARE(counters.rxRecords, 1 + quint64(kept) + 1 + 2 + 1 + 1);
    quint64 stored = 0;
    QStringList marks;
    quint64 lostAfter = 0;
    for (const Record &record : records) {
        stored += record.kind == RecordKind::Data ? 1 : 0;
        if (record.event.code == EventCode::LogGap)
            marks.append(QString::number(quint32(record.peer)) + u' ' + record.event.args.join(u' '));
    }
    QCOMPARE(counters.rxRecords + counters.txRecords, stored + counters.notStored);
    // "after" was lost too, if it came before the next try to write.
    lostAfter = counters.notStored - 4;
    QVERIFY(lostAfter <= 1);
    const QString in = lostAfter == 1 ? u"3 12"_qs : u"2 7"_qs;
    QCOMPARE(marks,
             (QStringList{u"1 1 60000 127.0.0.1:5000 in"_qs, u"2 %1 127.0.0.1:6000 in"_qs.arg(in),
                          u"2 1 4 127.0.0.1:6000 out"_qs, u"0 1 0"_qs}));
    const auto gaps = fixture.log->index().gaps();
    QCOMPARE(gaps.size(), 4U);
    QCOMPARE(gaps.front(), RecordNumber(1 + kept)); // behind all that was kept
    QCOMPARE(records.last().payload, "!");
    QCOMPARE(records.last().streamOffset, 3U + 7U + 5U);
    const auto told = news(fixture);
    QCOMPARE(told, (QList{EventCode::CaptureFailed, EventCode::CaptureWorks, EventCode::LogGap}));
    // And it is all there for whoever opens the file later.
    const auto opened = TrafficLog::openFile(fixture.log->segmentPath(1)).value();
    QCOMPARE(opened->unreadBytes(), 0);
    QVERIFY(opened->index().gaps() == gaps);
}

/// Neither data nor events fill the memory.
void TestFullDisk::floodIsBounded()
{
    LogFixture fixture;
    LogFlow flow = fixture.flow(Transport::Udp, u"127.0.0.1"_qs);
    FileLimit limit(sizeOf(fixture));
    for (int i = 0; i < 100'000; ++i)
        TrafficLog::Writer(*fixture.log).event({EventCode::NoPeer, {}}, 1);
    QVERIFY(fixture.log->isFull());
    for (int i = 0; i < 20'000; ++i) {
        LogFlow other = flow;
        other.id = PeerId(100 + i);
        datagram(fixture, other, "x");
    }
    limit.lift();
    fixture.log->lookAfterFile();
    const qint64 size = sizeOf(fixture);
    QVERIFY2(size > 16 << 20 && size < 17 << 20, qPrintable(QString::number(size)));
    quint64 missing = 0;
    for (const RecordNumber gap : fixture.log->index().gaps())
        missing += LogReader(fixture.log).read(gap).value().event.args.value(0).toULongLong();
    QVERIFY(fixture.log->index().gaps().size() < 100);
    QCOMPARE(missing + fixture.log->end() - fixture.log->index().gaps().size() - 1, 120'000U); // 1: that it works again
}

/// Wherever in a block the disk is full, the file ends with a whole one at once.
void TestFullDisk::fileIsWholeAtAnyLimit()
{
    for (int room = 0; room < 700; ++room) {
        LogFixture fixture;
        LogFlow flow = fixture.flow(Transport::Tcp, u"127.0.0.1"_qs);
        FileLimit limit(sizeOf(fixture) + room);
        {
            TrafficLog::Writer writer(*fixture.log);
            writer.connected(flow, true, 1);
            writer.data(flow, Direction::In, 2, "some text");
            writer.event({EventCode::NoPeer, {}}, 3);
        }
        QVERIFY(fixture.log->isStalled() == (fixture.log->end() < 3));
        const auto scan = scanSegment(fixture.log->segmentPath(1)).value();
        QCOMPARE(scan.unreadBytes, 0);
        QCOMPARE(recordsIn(scan), fixture.log->end());
        QCOMPARE(fixture.records().size(), qsizetype(recordsIn(scan)));
        limit.lift();
        const bool stalled = fixture.log->isStalled();
        fixture.log->lookAfterFile();
        QCOMPARE(fixture.records().size(), stalled ? 4 : 3);
        QCOMPARE(fixture.records()[1].payload, "some text");
        QCOMPARE(scanSegment(fixture.log->segmentPath(1)).value().unreadBytes, 0);
    }
}

void TestFullDisk::roomBitByBit()
{
    LogFixture fixture;
    LogFlow flow = fixture.flow(Transport::Tcp, u"127.0.0.1"_qs);
    FileLimit limit(sizeOf(fixture));
    QByteArray sent;
    for (int i = 0; i < 40; ++i) {
        const QByteArray piece(20'000 + i, char('a' + i % 26));
        sent += piece;
        TrafficLog::Writer(*fixture.log).data(flow, Direction::In, i, piece);
    }
    int steps = 0;
    for (; fixture.log->isStalled() && steps < 1000; ++steps) {
        limit.set(sizeOf(fixture) + 33'333);
        fixture.log->lookAfterFile();
        QCOMPARE(recordsIn(scanSegment(fixture.log->segmentPath(1)).value()), fixture.log->end());
    }
    QVERIFY(steps > 10 && steps < 1000);
    QByteArray stored;
    for (const Record &record : fixture.records())
        stored += record.payload;
    QVERIFY(stored == sent);
}

/// The log ends while the disk is still full: what got to it is a whole capture.
void TestFullDisk::neverAnyRoom()
{
    LogFixture fixture;
    LogFlow flow = fixture.flow(Transport::Udp, u"127.0.0.1"_qs);
    datagram(fixture, flow, "before");
    const QString file = fixture.log->segmentPath(1);
    const FileLimit limit(sizeOf(fixture) + 30);
    const int kept = fill(fixture, flow, QByteArray(60'000, 'x'));
    QCOMPARE(fixture.log->counters().notStored, quint64(kept) + 1);
    fixture.log.reset();
    const auto opened = TrafficLog::openFile(file).value();
    QCOMPARE(opened->end(), RecordNumber(1));
    QCOMPARE(opened->unreadBytes(), 0);
}

/// A character, or a hit of a search, is not put together from both sides of a gap.
void TestFullDisk::nothingIsJoinedAcrossAGap()
{
    LogFixture fixture;
    LogFlow tcp = streamWithLoss(fixture, "x\xe4\xb8", "\xadlost\xe4\xb8");
    TrafficLog::Writer(*fixture.log).data(tcp, Direction::In, 3, "\xad behind");
    const RecordNumber last = fixture.log->end() - 1;
    LogReader reader(fixture.log);
    const Record record = reader.read(last).value();
    QCOMPARE(record.payload, "\xad behind");
    QCOMPARE(record.previousInStream, 0U);
    LogReader others(fixture.log);
    RecordText text(others, utf8());
    for (RecordNumber number = 0; number < last; ++number)
        text.decodeNext(reader.read(number).value());
    QVERIFY(!text.decode(record).text.contains(u'中'));
    QVERIFY(!text.decodeNext(record).text.contains(u'中'));
    RecordFilter filter;
    filter.pattern.kind = SearchPattern::Kind::Hex;
    filter.pattern.text = u"e4 b8 ad 20"_qs;
    RecordTester tester(fixture.log, CompiledFilter::make(filter, utf8()).value());
    for (RecordNumber number = 0; number <= last; ++number)
        QCOMPARE(tester.test(number), 0U);
}

/// Behind a gap nobody knows where a message with a length field begins.
void TestFullDisk::messagesAreNotJoinedAcrossAGap()
{
    LogFixture fixture;
    LogFlow tcp = streamWithLoss(fixture, QByteArray::fromHex("0005aa"), "lost");
    for (int i = 0; i < 200; ++i)
        TrafficLog::Writer(*fixture.log).data(tcp, Direction::In, 3, QByteArray::fromHex("0001bb"));
    Framing framing;
    framing.kind = Framing::Kind::Length;
    FrameScan scan(fixture.log, framing);
    QTRY_VERIFY(scan.index()->isKnown(fixture.log->end() - 1));
    LogReader reader(fixture.log);
    for (RecordNumber number = 0; number < fixture.log->end(); ++number)
        QVERIFY(!scan.index()->find(reader.read(number).value()));
}

void TestFullDisk::exportsMarkGaps_data()
{
    QTest::addColumn<int>("format");
    QTest::addColumn<QByteArray>("mark");
    const QByteArray text = "1 records with 5 bytes received from 127.0.0.1:6000 are missing here";
    QTest::newRow("text") << int(ExportFormat::Text) << " -- " + text;
    QTest::newRow("netassist") << int(ExportFormat::NetAssist) << "]# " + text;
    QTest::newRow("csv") << int(ExportFormat::Csv) << QByteArray(",log-gap,,\"" + text);
    QTest::newRow("hexdump") << int(ExportFormat::HexDump) << " -- " + text;
    QTest::newRow("pcapng") << int(ExportFormat::Pcapng) << "MESSAGE=" + text;
    QTest::newRow("raw") << int(ExportFormat::Raw) << QByteArray();
}

void TestFullDisk::exportsMarkGaps()
{
    QFETCH(int, format);
    QFETCH(QByteArray, mark);
    LogFixture fixture;
    LogFlow tcp = streamWithLoss(fixture, "abc", "12345");
    TrafficLog::Writer(*fixture.log).data(tcp, Direction::In, 3, "def");
    StreamChoice choice;
    choice.peer = tcp.id;
    choice.direction = Direction::In;
    ExportSummary summary;
    const auto stream =
        std::make_shared<StreamSelection>(fixture.log, std::make_shared<RangeSelection>(*fixture.log), choice);
    const QByteArray out = exported(fixture.log, ExportFormat(format), summary, stream);
    QVERIFY2(out.contains(mark), out.left(1000).constData());
    QCOMPARE(summary.gaps, 1U);
    QCOMPARE(summary.missing, 0U);
    QVERIFY(!exportWarning(summary).isEmpty());
    if (ExportFormat(format) == ExportFormat::Raw)
        QCOMPARE(out, "abcdef");
}

void TestFullDisk::gapOfAnotherStream()
{
    LogFixture fixture;
    LogFlow tcp = streamWithLoss(fixture, "abc", QByteArray());
    TrafficLog::Writer(*fixture.log).data(tcp, Direction::In, 3, "def");
    StreamChoice choice;
    choice.remote = tcp.remote;
    choice.direction = Direction::In;
    ExportSummary summary;
    const auto stream =
        std::make_shared<StreamSelection>(fixture.log, std::make_shared<RangeSelection>(*fixture.log), choice);
    QCOMPARE(exported(fixture.log, ExportFormat::Raw, summary, stream), "abcdef");
    QVERIFY(exportWarning(summary).isEmpty());
}

void TestFullDisk::exportsMarkWhatWasDropped_data()
{
    QTest::addColumn<int>("format");
    for (const auto format :
         {ExportFormat::Text, ExportFormat::NetAssist, ExportFormat::Csv, ExportFormat::HexDump, ExportFormat::Pcapng})
        QTest::newRow(exportFormatInfo(format).name) << int(format);
}

/// A log that has reached its quota says so where it begins.
void TestFullDisk::exportsMarkWhatWasDropped()
{
    QFETCH(int, format);
    LogFixture fixture(10'000, 50'000);
    LogFlow flow = fixture.flow(Transport::Udp, u"127.0.0.1"_qs);
    for (int i = 0; i < 1500; ++i)
        datagram(fixture, flow, "datagram " + QByteArray::number(i));
    const RecordNumber dropped = fixture.log->first();
    QVERIFY(dropped > 0);
    ExportSummary summary;
    const QByteArray out = exported(fixture.log, ExportFormat(format), summary);
    const qsizetype mark =
        out.indexOf("The log begins here: " + QByteArray::number(dropped) + " records before this one were dropped");
    QVERIFY2(mark >= 0 && mark < 700, out.left(700).constData());
    QCOMPARE(summary.dropped, dropped);
    QCOMPARE(summary.records, fixture.log->end() - dropped);
    QVERIFY(exportWarning(summary).contains(QString::number(dropped)));
    const auto later = std::make_shared<RangeSelection>(dropped + 1, fixture.log->end());
    QVERIFY(!exported(fixture.log, ExportFormat(format), summary, later).contains("The log begins here"));
}

/// A file of the log that somebody has deleted, or cut.
void TestFullDisk::exportsMarkWhatCannotBeRead()
{
    LogFixture fixture(10'000);
    LogFlow flow = fixture.flow(Transport::Udp, u"127.0.0.1"_qs);
    for (int i = 0; i < 1000; ++i)
        datagram(fixture, flow, "datagram " + QByteArray::number(i));
    const auto third = recordsIn(scanSegment(fixture.log->segmentPath(3)).value());
    QVERIFY(QFile::remove(fixture.log->segmentPath(3)));
    QVERIFY(QFile::resize(fixture.log->segmentPath(5), 5'000));
    ExportSummary summary;
    const QByteArray out = exported(fixture.log, ExportFormat::Text, summary);
    const quint64 missing = 1000 - quint64(out.count(" RX "));
    QVERIFY(missing > third);
    QCOMPARE(summary.missing, missing);
    QCOMPARE(out.count(" records are missing here, because the log's file can no longer be read."), 2);
    QVERIFY(out.contains(" -- " + QByteArray::number(third) + " records are missing here"));
    QVERIFY(!exportWarning(summary).isEmpty());
    // As the end of what was asked for, too.
    const auto part = std::make_shared<RangeSelection>(0, fixture.log->index().groupOf(0)->firstRecord + 300);
    QVERIFY(exported(fixture.log, ExportFormat::Text, summary, part).endsWith("can no longer be read.\n"));
}

/// What an exported capture says of its gaps, its own exports say too; and its streams hang together.
void TestFullDisk::exportedMarksStay()
{
    LogFixture fixture(10'000);
    LogFlow flow = fixture.flow(Transport::Tcp, u"127.0.0.1"_qs);
    for (int i = 0; i < 1000; ++i)
        datagram(fixture, flow, "piece " + QByteArray::number(i));
    QVERIFY(QFile::remove(fixture.log->segmentPath(3)));
    ExportSummary summary;
    const QByteArray capture = exported(fixture.log, ExportFormat::Pcapng, summary);
    QFile file(fixture.folder.filePath(u"exported.pcapng"_qs));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(capture) == capture.size());
    file.close();
    const auto log = TrafficLog::openFile(file.fileName()).value();
    QCOMPARE(log->unreadBytes(), 0);
    QCOMPARE(log->index().gaps().size(), 1U);
    LogReader reader(log);
    RecordNumber before = 0;
    for (RecordNumber number = 0; number < log->end(); ++number) {
        const Record record = reader.read(number).value();
        if (record.kind != RecordKind::Data)
            continue;
        const bool first = number == 0 || number == log->index().gaps().front() + 1;
        QCOMPARE(RecordNumber(record.previousInStream), first ? 0 : number - before);
        before = number;
    }
    QVERIFY(exported(log, ExportFormat::Text, summary).contains("records are missing here"));
    QCOMPARE(summary.gaps, 1U);
}

/// No part of a file stays when there is no room for all of it.
void TestFullDisk::noHalfExport()
{
    LogFixture fixture;
    LogFlow flow = fixture.flow(Transport::Udp, u"127.0.0.1"_qs);
    for (int i = 0; i < 100; ++i)
        datagram(fixture, flow, QByteArray(30'000, 'x'));
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"log.pcapng"_qs);
    for (const qint64 room : {0, 1'000, 2'900'000}) {
        const FileLimit limit(room);
        const auto saved = exportToFile({fixture.log, std::make_shared<RangeSelection>(*fixture.log)}, file, {});
        QVERIFY(!saved);
        QVERIFY2(saved.error().message.contains(file), qPrintable(saved.error().message));
        QVERIFY2(saved.error().message.contains(qt_error_string(EFBIG)), qPrintable(saved.error().message));
        QVERIFY(QDir(folder.path()).isEmpty());
    }
}

void TestFullDisk::fileIsSpoilt_data()
{
    QTest::addColumn<QString>("how");
    for (const char *how : {"removed", "cut", "cut and written to", "replaced"})
        QTest::newRow(how) << QString::fromLatin1(how);
}

/// Another program has its hands on the newest file: the log goes on in the next one, and says so.
void TestFullDisk::fileIsSpoilt()
{
    QFETCH(QString, how);
    LogFixture fixture;
    LogFlow flow = fixture.flow(Transport::Udp, u"127.0.0.1"_qs);
    for (int i = 0; i < 100; ++i)
        datagram(fixture, flow, "x");
    LogReader reader(fixture.log);
    QVERIFY(reader.read(50));
    const QString file = fixture.log->segmentPath(1);
    if (how == u"removed")
        QVERIFY(QFile::remove(file));
    else if (how.startsWith(u"cut"))
        QVERIFY(QFile::resize(file, 0));
    else
        QVERIFY(QFile::remove(file) && QFile::copy(u"/proc/self/exe"_qs, file));
    if (how == u"cut and written to")
        datagram(fixture, flow, "lost");
    const RecordNumber lost = fixture.log->end();
    fixture.log->lookAfterFile();
    fixture.log->lookAfterFile();
    QCOMPARE(news(fixture), QList{EventCode::CaptureMoved});
    datagram(fixture, flow, "after");
    QCOMPARE(fixture.log->first(), lost);
    QCOMPARE(fixture.log->end(), lost + 2);
    QVERIFY(!reader.read(50));
    const Record mark = reader.read(lost).value();
    QVERIFY(mark.event.code == EventCode::CaptureMoved);
    QCOMPARE(mark.event.args.value(2), QString::number(lost));
    QCOMPARE(reader.read(lost + 1).value().payload, "after");
    QCOMPARE(scanSegment(fixture.log->segmentPath(2)).value().unreadBytes, 0);
}

void TestFullDisk::namedFileIsSpoilt_data()
{
    fileIsSpoilt_data();
}

/// A capture with a name goes on under another one; nothing foreign is written over.
void TestFullDisk::namedFileIsSpoilt()
{
    QFETCH(QString, how);
    const QTemporaryDir folder;
    TrafficLog::Options options;
    options.file = folder.filePath(u"my.capture.pcapng"_qs);
    const auto log = TrafficLog::create(options).value();
    LogFlow flow;
    flow.id = log->nextPeerId();
    flow.transport = Transport::Udp;
    flow.remote = flow.local = {QHostAddress(u"127.0.0.1"_qs), 1};
    TrafficLog::Writer(*log).data(flow, Direction::In, 1, "before");
    QFile taken(folder.filePath(u"my.capture-2.pcapng"_qs));
    QVERIFY(taken.open(QIODevice::WriteOnly) && taken.write("foreign") == 7);
    taken.close();
    if (how == u"removed")
        QVERIFY(QFile::remove(options.file));
    else if (how.startsWith(u"cut"))
        QVERIFY(QFile::resize(options.file, 0));
    else
        QVERIFY(QFile::remove(options.file) && QFile::copy(taken.fileName(), options.file));
    if (how == u"cut and written to")
        TrafficLog::Writer(*log).data(flow, Direction::In, 1, "lost");
    log->lookAfterFile();
    TrafficLog::Writer(*log).data(flow, Direction::In, 2, "after");
    const auto told = log->takeFileEvent();
    QVERIFY(told && told->code == EventCode::CaptureMoved);
    QVERIFY(eventText(*told).contains(u"continues in %1."_qs.arg(folder.filePath(u"my.capture-3.pcapng"_qs))));
    QCOMPARE(recordsIn(scanSegment(folder.filePath(u"my.capture-3.pcapng"_qs)).value()), 2U);
    QCOMPARE(LogReader(log).read(log->end() - 1).value().payload, "after");
    QCOMPARE(QFileInfo(taken.fileName()).size(), 7);
    if (how == u"replaced")
        QCOMPARE(QFileInfo(options.file).size(), 7);
}

/// As with any other program: who renames a file has it all.
void TestFullDisk::renamedFileGoesOn()
{
    const QTemporaryDir folder;
    TrafficLog::Options options;
    options.file = folder.filePath(u"one.pcapng"_qs);
    const auto log = TrafficLog::create(options).value();
    const Event event{EventCode::NoPeer, {}};
    TrafficLog::Writer(*log).event(event, 1);
    const QString renamed = folder.filePath(u"two.pcapng"_qs);
    QVERIFY(QFile::rename(options.file, renamed));
    log->lookAfterFile();
    TrafficLog::Writer(*log).event(event, 2);
    QVERIFY(!log->takeFileEvent());
    QCOMPARE(recordsIn(scanSegment(renamed).value()), 2U);
    QVERIFY(!QFile::exists(options.file));
}

/// As by a program that cleans up caches.
void TestFullDisk::folderIsRemoved()
{
    LogFixture fixture(5'000);
    LogFlow flow = fixture.flow(Transport::Udp, u"127.0.0.1"_qs);
    for (int i = 0; i < 200; ++i)
        datagram(fixture, flow, "x");
    QVERIFY(QDir(fixture.folder.path()).removeRecursively());
    fixture.log->lookAfterFile();
    for (int i = 0; i < 200; ++i)
        datagram(fixture, flow, "y");
    QCOMPARE(news(fixture), QList{EventCode::CaptureMoved});
    QCOMPARE(fixture.log->first(), RecordNumber(200));
    QCOMPARE(fixture.records().size(), 201);
    // Nobody else takes it for a log that is left over.
    QLockFile lock(fixture.folder.filePath(u"lock"_qs));
    lock.setStaleLockTime(0);
    QVERIFY(!lock.tryLock(0));
}

/// Whoever removes a log that is closed, such as a private one, has removed it.
void TestFullDisk::folderStaysAwayAtTheEnd()
{
    LogFixture fixture;
    LogFlow flow = fixture.flow(Transport::Udp, u"127.0.0.1"_qs);
    FileLimit limit(sizeOf(fixture) + 30);
    datagram(fixture, flow, QByteArray(20'000, 'x'));
    QVERIFY(fixture.log->isStalled());
    QVERIFY(QDir(fixture.folder.path()).removeRecursively());
    limit.lift();
    fixture.log.reset();
    QVERIFY(!QFileInfo::exists(fixture.folder.path()));
}

/// The file is removed while nothing can be written: what waits is not taken for readable, and has its times later.
void TestFullDisk::movesOnWithoutRoom()
{
    LogFixture fixture;
    LogFlow flow = fixture.flow(Transport::Udp, u"127.0.0.1"_qs);
    const auto append = [&](int from, int to) {
        for (int i = from; i < to; ++i)
            TrafficLog::Writer(*fixture.log).data(flow, Direction::In, i + 1, QByteArray::number(i));
    };
    append(0, 100);
    FileLimit limit(sizeOf(fixture) + 30);
    append(100, 400);
    QCOMPARE(fixture.log->counters().notStored, 300U);
    QVERIFY(QFile::remove(fixture.log->segmentPath(1)));
    limit.set(10);
    fixture.log->lookAfterFile();
    QVERIFY(fixture.log->isStalled());
    QCOMPARE(fixture.log->end(), RecordNumber(100));
    QCOMPARE(fixture.log->counters().notStored, 300U);
    limit.lift();
    fixture.log->lookAfterFile();
    QCOMPARE(fixture.log->counters().notStored, 0U);
    append(400, 500);
    LogReader reader(fixture.log);
    int payloads = 0;
    for (const SegmentIndex::GroupTimes &group : fixture.log->index().groupTimes()) {
        for (RecordNumber number = group.firstRecord;
             number < std::min(group.firstRecord + SegmentIndex::groupSize, fixture.log->end()); ++number) {
            const auto record = reader.read(number);
            QVERIFY(record);
            payloads += record->payload.isEmpty() ? 0 : 1;
            if (group.times)
                QVERIFY(group.times->first <= record->timeNs && record->timeNs <= group.times->last);
        }
    }
    QCOMPARE(payloads, 400);
}

QTEST_GUILESS_MAIN(TestFullDisk)
#include "tst_fulldisk.moc"
