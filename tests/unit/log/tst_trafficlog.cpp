// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/pcapng/blockwriter.h"
#include "tests/unit/log/logfixture.h"

#include <QDir>
#include <QFile>
#include <QTest>
#include <QThread>

class TestTrafficLog : public QObject
{
    Q_OBJECT
private slots:
    void readsBackWhatWasWritten();
    void anyOrder();
    void largePiecesAreCut();
    void counts();
    void findsKinds_data();
    void findsKinds();
    void segmentsAndQuota();
    void filesArePrivate();
    void reopensAtEveryCut();
    void goesOnAfterReopening();
    void namedFile();
    void readersWhileWriting();
    void unwritableFolder();
    void noFurtherSegment();
    void folderGoneForAWhile();
};

void TestTrafficLog::readsBackWhatWasWritten()
{
    LogFixture fixture;
    LogFlow tcp = fixture.flow(Transport::Tcp, u"127.0.0.1"_qs);
    LogFlow udp = fixture.flow(Transport::Udp, u"::1"_qs, 6000);
    {
        TrafficLog::Writer writer(*fixture.log);
        writer.event({EventCode::Listening, {u"x"_qs}}, 1);
        writer.connected(tcp, true, 2);
        writer.data(tcp, Direction::In, 3, "hello");
        writer.data(udp, Direction::Out, 4, "");
        QCOMPARE(fixture.log->end(), RecordNumber(0)); // published by the batch
        writer.closed(tcp, EventCode::ClosedByPeer, 5);
    }
    const auto records = fixture.records();
    QCOMPARE(records.size(), 5);
    for (int i = 0; i < 5; ++i) {
        QCOMPARE(records[i].number, RecordNumber(i));
        QCOMPARE(records[i].timeNs, i + 1);
    }
    QVERIFY(records[1].event.code == EventCode::Connected);
    QCOMPARE(records[2].payload, "hello");
    QVERIFY(records[3].kind == RecordKind::Data && records[3].payload.isEmpty());
    QCOMPARE(records[3].remote.toString(), u"[::1]:6000"_qs);
}

void TestTrafficLog::anyOrder()
{
    LogFixture fixture(20'000);
    LogFlow flow = fixture.flow(Transport::Udp, u"127.0.0.1"_qs);
    constexpr int count = 1000;
    for (int i = 0; i < count; ++i)
        TrafficLog::Writer(*fixture.log).data(flow, Direction::In, i, QByteArray::number(i));
    LogReader reader(fixture.log);
    for (int step : {1, 7, 63, 64, 65, 999}) {
        for (int i = 0, number = 0; i < count; ++i, number = (number + step) % count)
            QCOMPARE(reader.read(RecordNumber(number)).value().payload, QByteArray::number(number));
    }
    QVERIFY(!reader.read(count));
}

void TestTrafficLog::largePiecesAreCut()
{
    LogFixture fixture;
    LogFlow flow = fixture.flow(Transport::Tcp, u"127.0.0.1"_qs);
    QByteArray bytes;
    for (int i = 0; i < 200'000; ++i)
        bytes.append(char(i % 251));
    TrafficLog::Writer(*fixture.log).data(flow, Direction::In, 1, bytes);
    QByteArray joined;
    for (const Record &record : fixture.records()) {
        QVERIFY(record.payload.size() <= pcapng::maxPayloadSize);
        QCOMPARE(record.streamOffset, quint64(joined.size()));
        joined.append(record.payload);
    }
    QVERIFY(joined == bytes);
}

void TestTrafficLog::counts()
{
    LogFixture fixture;
    LogFlow flow = fixture.flow(Transport::Udp, u"127.0.0.1"_qs);
    {
        TrafficLog::Writer writer(*fixture.log);
        writer.data(flow, Direction::In, 1, "12345");
        writer.data(flow, Direction::In, 1, "");
        writer.data(flow, Direction::Out, 1, "123");
        writer.countKernelDrops(9);
    }
    const TrafficCounters counters = fixture.log->counters();
    QCOMPARE(counters.rxBytes, 5U);
    QCOMPARE(counters.rxRecords, 2U);
    QCOMPARE(counters.txBytes, 3U);
    QCOMPARE(counters.txRecords, 1U);
    QCOMPARE(counters.kernelDrops, 9U);
    QCOMPARE((counters - counters).rxBytes, 0U);
}

void TestTrafficLog::findsKinds_data()
{
    QTest::addColumn<qint64>("segmentBytes");
    QTest::addColumn<bool>("reopened");
    QTest::newRow("one segment") << (qint64(64) << 20) << false;
    QTest::newRow("many segments") << qint64(9000) << false;
    QTest::newRow("reopened") << qint64(9000) << true;
}

/// Whatever is passed over is of another kind; in a log that this object has written, little else is looked at.
void TestTrafficLog::findsKinds()
{
    QFETCH(qint64, segmentBytes);
    QFETCH(bool, reopened);
    LogFixture fixture(segmentBytes);
    LogFlow flow = fixture.flow(Transport::Udp, u"127.0.0.1"_qs);
    const auto append = [&](Direction direction, int count) {
        for (int i = 0; i < count; ++i)
            TrafficLog::Writer(*fixture.log).data(flow, direction, i, "x");
    };
    append(Direction::Out, 200);
    append(Direction::In, 3);
    append(Direction::Out, 500);
    TrafficLog::Writer(*fixture.log).event({EventCode::Listening, {u"x"_qs}}, 1);
    append(Direction::In, 300);
    append(Direction::Out, 10);
    if (reopened) {
        fixture.log.reset();
        fixture.log = TrafficLog::reopen(fixture.options).value();
        append(Direction::Out, 200);
    }
    const RecordNumber end = fixture.log->end();
    LogReader reader(fixture.log);
    const auto kindOf = [&](RecordNumber number) {
        const auto head = reader.head(number).value();
        return head.kind == RecordKind::Event ? SegmentIndex::Events
            : head.direction == Direction::In ? SegmentIndex::Received
                                              : SegmentIndex::Sent;
    };
    for (const SegmentIndex::Kinds kinds :
         {SegmentIndex::Kinds(SegmentIndex::Events), SegmentIndex::Kinds(SegmentIndex::Received),
          SegmentIndex::Events | SegmentIndex::Received, SegmentIndex::Kinds()}) {
        quint64 looked = 0;
        quint64 found = 0;
        RecordNumber passed = 0;
        for (RecordNumber at = 0; at < end;) {
            const auto [begin, stretchEnd] = fixture.log->index().nextWith(kinds, at, fixture.log->end());
            QVERIFY(begin >= at && stretchEnd >= begin && stretchEnd <= end && (begin < stretchEnd || begin == end));
            for (; at < begin; ++at, ++passed)
                QVERIFY(!(kindOf(at) & kinds));
            for (; at < stretchEnd; ++at, ++looked)
                found += kindOf(at) & kinds ? 1 : 0;
        }
        QCOMPARE(looked + passed, end);
        QVERIFY2(reopened ? passed >= 128 : looked <= found + 6 * SegmentIndex::groupSize,
                 qPrintable(QString::number(looked)));
        const auto none = fixture.log->index().nextWith(kinds, end, fixture.log->end());
        QVERIFY(none.begin == end && none.end == end);
    }
}

void TestTrafficLog::segmentsAndQuota()
{
    LogFixture fixture(10'000, 50'000);
    LogFlow flow = fixture.flow(Transport::Udp, u"127.0.0.1"_qs);
    constexpr int count = 2000;
    for (int i = 0; i < count; ++i)
        TrafficLog::Writer(*fixture.log).data(flow, Direction::In, i, QByteArray::number(i));
    QVERIFY(fixture.log->first() > 0);
    QCOMPARE(fixture.log->end(), RecordNumber(count));
    const auto bytes = [&] {
        qint64 all = 0;
        for (const QFileInfo &file : QDir(fixture.folder.path()).entryInfoList(QDir::Files))
            all += file.size();
        return all;
    };
    QTRY_VERIFY2(bytes() <= 50'000, qPrintable(QString::number(bytes()))); // a thread removes the files
    QVERIFY2(bytes() > 30'000, qPrintable(QString::number(bytes())));
    // What is left is whole, and nothing else can be read.
    LogReader reader(fixture.log);
    QVERIFY(!reader.read(fixture.log->first() - 1));
    for (RecordNumber number = fixture.log->first(); number < fixture.log->end(); ++number)
        QCOMPARE(reader.read(number).value().payload, QByteArray::number(number));
}

void TestTrafficLog::filesArePrivate()
{
    LogFixture fixture;
    const auto permissions = QFile::permissions(fixture.log->segmentPath(1));
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(permissions & others));
}

/// A capture that was cut at any byte opens up to its last whole block, and says that something stood behind it.
void TestTrafficLog::reopensAtEveryCut()
{
    QByteArray whole;
    {
        LogFixture fixture;
        LogFlow flow = fixture.flow(Transport::Tcp, u"127.0.0.1"_qs);
        {
            TrafficLog::Writer writer(*fixture.log);
            writer.connected(flow, true, 1);
            writer.data(flow, Direction::In, 2, "first");
            writer.event({EventCode::NoPeer, {}}, 3);
            writer.data(flow, Direction::In, 4, "second");
            writer.closed(flow, EventCode::ResetByPeer, 5);
        }
        QFile file(fixture.log->segmentPath(1));
        QVERIFY(file.open(QIODevice::ReadOnly));
        whole = file.readAll();
    }
    qsizetype last = 0;
    for (qsizetype size = 0; size <= whole.size(); ++size) {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"segment-000001.pcapng"_qs));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(whole.first(size));
        file.close();
        TrafficLog::Options options;
        options.directory = folder.path();
        const auto log = TrafficLog::reopen(options);
        QVERIFY(log.has_value());
        if (size > pcapng::headerSize())
            QCOMPARE(QFileInfo(file.fileName()).size(), size); // nothing is ever cut off
        qsizetype end = 0;
        LogReader reader(*log);
        for (RecordNumber number = 0; number < (*log)->end(); ++number) {
            const auto record = reader.read(number);
            QVERIFY(record);
            const bool isMark = record->event.code == EventCode::LogDamaged;
            QVERIFY(!isMark || number + 1 == (*log)->end());
            end += isMark ? 0 : 1;
        }
        QVERIFY(end == last || end == last + 1);
        last = end;
    }
    QCOMPARE(last, 5);
}

void TestTrafficLog::goesOnAfterReopening()
{
    LogFixture fixture(5'000);
    LogFlow flow = fixture.flow(Transport::Udp, u"127.0.0.1"_qs);
    for (int i = 0; i < 100; ++i)
        TrafficLog::Writer(*fixture.log).data(flow, Direction::In, i, QByteArray::number(i));
    fixture.log.reset();
    fixture.log = TrafficLog::reopen(fixture.options).value();
    QCOMPARE(fixture.log->end(), RecordNumber(100));
    QCOMPARE(fixture.log->counters().rxRecords, 100U);
    QVERIFY(fixture.log->nextPeerId() > flow.id);
    for (int i = 100; i < 200; ++i)
        TrafficLog::Writer(*fixture.log).data(flow, Direction::In, i, QByteArray::number(i));
    const auto records = fixture.records();
    QCOMPARE(records.size(), 200);
    for (int i = 0; i < 200; ++i)
        QCOMPARE(records[i].payload, QByteArray::number(i));
}

void TestTrafficLog::namedFile()
{
    QTemporaryDir folder;
    TrafficLog::Options options;
    options.file = folder.filePath(u"kept.pcapng"_qs);
    options.segmentBytes = 1000;
    {
        const auto log = TrafficLog::create(options).value();
        LogFlow flow;
        flow.id = PeerId(1);
        flow.transport = Transport::Udp;
        flow.remote = flow.local = {QHostAddress(u"127.0.0.1"_qs), 1};
        for (int i = 0; i < 100; ++i)
            TrafficLog::Writer(*log).data(flow, Direction::In, 1, "x");
        QCOMPARE(log->first(), RecordNumber(0));
    }
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{u"kept.pcapng"_qs});
    QVERIFY(QFileInfo(options.file).size() > 5'000);
}

/// Readers on other threads see whole records only, whatever the writer is doing.
void TestTrafficLog::readersWhileWriting()
{
    LogFixture fixture(100'000, 300'000);
    LogFlow flow = fixture.flow(Transport::Udp, u"127.0.0.1"_qs);
    std::atomic<bool> stop = false;
    std::atomic<int> wrong = 0;
    std::atomic<int> read = 0;
    const auto look = [&] {
        LogReader reader(fixture.log);
        while (!stop) {
            const RecordNumber end = fixture.log->end();
            const auto record = end > 0 ? reader.read(end - 1) : std::nullopt;
            if (!record)
                continue;
            ++read;
            if (record->payload != QByteArray::number(end - 1))
                ++wrong;
        }
    };
    std::unique_ptr<QThread> readers[] = {std::unique_ptr<QThread>(QThread::create(look)),
                                          std::unique_ptr<QThread>(QThread::create(look))};
    for (const auto &thread : readers)
        thread->start();
    for (int i = 0; i < 20'000 || read < 100; ++i)
        TrafficLog::Writer(*fixture.log).data(flow, Direction::In, i, QByteArray::number(i));
    stop = true;
    for (const auto &thread : readers)
        thread->wait();
    QCOMPARE(wrong.load(), 0);
}

void TestTrafficLog::unwritableFolder()
{
    TrafficLog::Options options;
    options.directory = u"/nonexistent/folder"_qs;
    const auto log = TrafficLog::create(options);
    QVERIFY(!log);
    QVERIFY(log.error().message.contains(u"/nonexistent/folder"));
}

/// The newest segment grows on, which is told once, until there can be a further one.
void TestTrafficLog::noFurtherSegment()
{
    LogFixture fixture(5'000);
    LogFlow flow = fixture.flow(Transport::Udp, u"127.0.0.1"_qs);
    int count = 0;
    const auto writeSome = [&] {
        for (int i = 0; i < 200; ++i, ++count)
            TrafficLog::Writer(*fixture.log).data(flow, Direction::In, i, QByteArray::number(count));
    };
    const QString second = fixture.log->segmentPath(2);
    const QString third = fixture.log->segmentPath(3);
    for (const QString &blocked : {second, third}) {
        QVERIFY(QDir().mkpath(blocked));
        writeSome();
        const auto failure = fixture.log->takeFileEvent();
        QVERIFY(failure && failure->code == EventCode::CaptureGrows);
        QVERIFY(failure->args.value(0).contains(QFileInfo(blocked).fileName()));
        writeSome();
        QVERIFY(!fixture.log->takeFileEvent());
        QVERIFY(QDir().rmdir(blocked));
    }
    writeSome();
    QVERIFY(QFileInfo(third).isFile());
    const auto records = fixture.records();
    QCOMPARE(int(records.size()), count);
    for (int i = 0; i < count; ++i)
        QCOMPARE(records[i].payload, QByteArray::number(i));
}

void TestTrafficLog::folderGoneForAWhile()
{
    LogFixture fixture(5'000);
    LogFlow flow = fixture.flow(Transport::Udp, u"127.0.0.1"_qs);
    const auto writeSome = [&] {
        for (int i = 0; i < 200; ++i)
            TrafficLog::Writer(*fixture.log).data(flow, Direction::In, i, "x");
    };
    const QString folder = fixture.folder.path();
    QVERIFY(QDir().rename(folder, folder + u"-away"_qs));
    writeSome();
    const auto failure = fixture.log->takeFileEvent();
    QVERIFY(failure && failure->code == EventCode::CaptureGrows);
    QVERIFY(QDir().rename(folder + u"-away"_qs, folder));
    writeSome();
    QCOMPARE(fixture.records().size(), 400);
    QCOMPARE(fixture.log->counters().notStored, 0U);
}

QTEST_GUILESS_MAIN(TestTrafficLog)
#include "tst_trafficlog.moc"
