// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/import/capturekind.h"
#include "tests/unit/log/importfixture.h"
#include "tests/unit/log/logfixture.h"
#include "tests/unit/log/pcapbuilder.h"

#include <QProcess>
#include <QRandomGenerator>

using namespace tcpflag;

/// Captures that other programs wrote, whole and damaged.
class TestImportForeign : public QObject
{
    Q_OBJECT
private slots:
    void roundTrip_data();
    void roundTrip();
    void shuffled();
    void lossy();
    void mutated_data();
    void mutated();
    void randomPackets();
    void measure();

private:
    static void fill(LogFixture &fixture);
    static PcapBuilder talk();
};

/// Conversations over both protocols and both families, with pieces of every size.
void TestImportForeign::fill(LogFixture &fixture)
{
    QRandomGenerator random(7);
    std::vector<LogFlow> flows;
    for (int i = 0; i < 12; ++i) {
        const auto port = quint16(5000 + i);
        flows.push_back(
            fixture.flow(i % 3 == 2 ? Transport::Udp : Transport::Tcp, i % 2 ? u"::1"_qs : u"127.0.0.1"_qs, port));
    }
    qint64 time = 1'700'000'000'000'000'000;
    for (LogFlow &flow : flows) {
        if (flow.transport == Transport::Tcp)
            TrafficLog::Writer(*fixture.log).connected(flow, true, ++time);
    }
    const int sizes[] = {1, 2, 100, 1460, 20'000, 60'000};
    for (LogFlow &flow : flows) // so that UDP's local side is known by the first datagram
        TrafficLog::Writer(*fixture.log).data(flow, Direction::In, ++time, "first");
    for (int i = 0; i < 600; ++i) {
        LogFlow &flow = flows[size_t(random.bounded(int(flows.size())))];
        QByteArray bytes(sizes[random.bounded(6)], Qt::Uninitialized);
        for (char &byte : bytes)
            byte = char(random.generate());
        TrafficLog::Writer(*fixture.log).data(flow, Direction(random.bounded(2)), time += 1000, bytes);
    }
    for (LogFlow &flow : flows) {
        if (flow.transport == Transport::Tcp)
            TrafficLog::Writer(*fixture.log).closed(flow, EventCode::ClosedByPeer, ++time);
    }
}

void TestImportForeign::roundTrip_data()
{
    QTest::addColumn<QStringList>("command"); // IN and OUT are the files
    QTest::newRow("tshark") << QStringList{u"tshark"_qs, u"-r"_qs, u"IN"_qs, u"-w"_qs, u"OUT"_qs};
    QTest::newRow("tshark, pcap") << QStringList{u"tshark"_qs, u"-F"_qs, u"pcap"_qs, u"-r"_qs,
                                                 u"IN"_qs,     u"-w"_qs, u"OUT"_qs};
    QTest::newRow("editcap, nanoseconds") << QStringList{u"editcap"_qs, u"-F"_qs, u"nsecpcap"_qs, u"IN"_qs, u"OUT"_qs};
    QTest::newRow("editcap, pcapng") << QStringList{u"editcap"_qs, u"IN"_qs, u"OUT"_qs};
}

void TestImportForeign::roundTrip()
{
    QFETCH(QStringList, command);
    LogFixture source;
    fill(source);
    ImportFixture fixture;
    const QString file = fixture.folder.filePath(u"rewritten"_qs);
    command.replaceInStrings(u"IN"_qs, source.log->segmentPath(1)).replaceInStrings(u"OUT"_qs, file);
    QProcess process;
    process.start(command.takeFirst(), command);
    QVERIFY2(process.waitForStarted(), "tshark and editcap are needed: ./dev deps");
    QVERIFY(process.waitForFinished(programPatienceMs));
    QCOMPARE(process.exitCode(), 0);
    QVERIFY(detectCaptureKind(source.log->segmentPath(1)) == CaptureKind::Own);
    QVERIFY(detectCaptureKind(file) == CaptureKind::Foreign);
    const auto log = fixture.import(file);
    QVERIFY2(log, qPrintable(fixture.message));
    QVERIFY(fixture.streams(log) == fixture.streams(source.log));
    QCOMPARE(log->counters().rxRecords, source.log->counters().rxRecords);
    const QStringList script = fixture.script(log);
    QCOMPARE(script.filter(u" connected "_qs).size(), 8);
    QCOMPARE(script.filter(u" closed-by-peer "_qs).size(), 8);
    QVERIFY(script.filter(u"capture-"_qs).isEmpty());
}

PcapBuilder TestImportForeign::talk()
{
    PcapBuilder file;
    const TcpTalk talk;
    talk.handshake(file);
    quint32 at[2] = {1, 1};
    for (int i = 0; i < 60; ++i) {
        const QByteArray piece(i * 7, char('a' + i % 26));
        if (i % 3 == 0)
            file.packet(talk.fromServer(Ack, at[1], piece, at[0]));
        else
            file.packet(talk.fromClient(Ack, at[0], piece, at[1]));
        at[i % 3 == 0] += quint32(piece.size());
        if (i % 10 == 5)
            file.packet(udpPacket(talk.client, talk.server, piece));
    }
    file.packet(talk.fromClient(Fin | Ack, at[0], {}, at[1])).packet(talk.fromServer(Rst, at[1]));
    return file;
}

/// Segments that come in any order within a window, some of them twice, make up the same stream.
void TestImportForeign::shuffled()
{
    QRandomGenerator random(11);
    const TcpTalk talk;
    for (int round = 0; round < 30; ++round) {
        QByteArray sent;
        QList<QByteArray> packets;
        for (int i = 0; i < 200; ++i) {
            const QByteArray piece(1 + int(random.bounded(300)), char(random.generate()));
            packets.append(talk.fromClient(Ack, 1 + quint32(sent.size()), piece, 1));
            sent += piece;
            if (random.bounded(8) == 0)
                packets.append(packets.last());
        }
        for (qsizetype i = 0; i + 8 < packets.size(); ++i)
            packets.swapItemsAt(i, i + qsizetype(random.bounded(8)));
        PcapBuilder file(101);
        talk.handshake(file);
        for (const QByteArray &packet : std::as_const(packets))
            file.packet(packet);
        ImportFixture fixture;
        const auto log = fixture.import(file.bytes());
        QVERIFY(log);
        QCOMPARE(fixture.streams(log).first(), sent);
        QVERIFY(fixture.script(log).filter(u"capture-"_qs).isEmpty());
    }
}

void TestImportForeign::mutated_data()
{
    QTest::addColumn<QByteArray>("capture");
    QTest::newRow("pcap") << talk().bytes();
    LogFixture log;
    LogFlow flow = log.flow(Transport::Tcp, u"::1"_qs);
    TrafficLog::Writer(*log.log).connected(flow, true, 1);
    for (int i = 0; i < 40; ++i)
        TrafficLog::Writer(*log.log).data(flow, Direction(i % 2), i, QByteArray(i, 'x'));
    QFile file(log.log->segmentPath(1));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QTest::newRow("ours") << file.readAll();
}

/// Whatever the capture lost, every byte shown stands at its place, and the gaps between add up.
void TestImportForeign::lossy()
{
    QRandomGenerator random(13);
    const TcpTalk talk;
    for (int round = 0; round < 30; ++round) {
        QByteArray sent;
        PcapBuilder file(101);
        talk.handshake(file);
        for (int i = 0; i < 400; ++i) {
            QByteArray piece(1 + int(random.bounded(2000)), Qt::Uninitialized);
            for (char &byte : piece)
                byte = char(random.generate());
            const bool last = i == 399;
            const QByteArray packet = talk.fromClient(last ? Fin | Ack : Ack, 1 + quint32(sent.size()), piece, 1);
            const qsizetype cut = random.bounded(20) == 0 ? qsizetype(random.bounded(int(piece.size()))) : 0;
            if (last || random.bounded(10) != 0)
                file.packet(packet, cut);
            sent += piece;
            if (random.bounded(3) == 0)
                file.packet(talk.fromServer(Ack, 1, {}, 1 + quint32(sent.size())));
            if (random.bounded(30) == 0)
                file.wait(200);
        }
        ImportFixture fixture;
        const auto log = fixture.import(file.bytes());
        QVERIFY(log);
        qsizetype at = 0;
        const QList<Record> records = fixture.records(log);
        for (const Record &record : records) {
            if (record.kind == RecordKind::Data) {
                QCOMPARE(record.payload, sent.mid(at, record.payload.size()));
                QCOMPARE(record.streamOffset, quint64(at));
                at += record.payload.size();
            } else if (record.event.code == EventCode::CaptureGap) {
                at += record.event.args[0].toLongLong();
            }
        }
        QCOMPARE(at, sent.size());
        QVERIFY(records.last().event.code == EventCode::ClosedByPeer);
    }
}

/// Whatever is changed in a capture, opening it ends, and what the log then holds can be read.
void TestImportForeign::mutated()
{
    QFETCH(QByteArray, capture);
    QRandomGenerator random(3);
    for (int round = 0; round < 400; ++round) {
        QByteArray bytes = capture;
        for (int i = 0; i < 1 + round % 20; ++i)
            bytes[qsizetype(random.bounded(quint32(bytes.size())))] = char(random.generate());
        if (round % 5 == 0)
            bytes.truncate(qsizetype(random.bounded(quint32(bytes.size()))));
        ImportFixture fixture;
        const QString path = fixture.write(bytes);
        if (detectCaptureKind(path)) {
            if (const auto log = fixture.import(path))
                fixture.script(log);
            else
                QVERIFY(!fixture.message.isEmpty());
        }
        if (const auto log = TrafficLog::openFile(path))
            fixture.script(*log);
    }
}

/// Random bytes behind sound packet headers, on every link layer, with IP's version right.
void TestImportForeign::randomPackets()
{
    QRandomGenerator random(5);
    for (const quint32 link : {1U, 113U, 276U, 101U, 0U}) {
        PcapBuilder file(link);
        for (int i = 0; i < 3000; ++i) {
            QByteArray bytes(20 + int(random.bounded(200)), Qt::Uninitialized);
            for (char &byte : bytes)
                byte = char(random.generate());
            bytes[0] = random.bounded(2) ? '\x45' : '\x60';
            bytes[2] = bytes[4] = 0;
            bytes[bytes[0] == '\x45' ? 9 : 6] = random.bounded(2) ? '\x06' : '\x11';
            if (random.bounded(2)) // so that streams meet
                bytes.replace(12, 8, QByteArray(8, '\1')).replace(20, 4, QByteArray(4, char(random.bounded(3))));
            file.packet(bytes);
        }
        ImportFixture fixture;
        const auto log = fixture.import(file.bytes());
        QVERIFY2(log, qPrintable(fixture.message));
        QVERIFY(fixture.script(log).size() > 10);
    }
}

/// Prints how fast a capture is converted; SOCKETSCOPE_MEASURE is its size in MiB.
void TestImportForeign::measure()
{
    const int size = qEnvironmentVariableIntValue("SOCKETSCOPE_MEASURE");
    if (size == 0)
        QSKIP("only with SOCKETSCOPE_MEASURE set");
    ImportFixture fixture;
    const TcpTalk talk;
    const QString path = fixture.folder.filePath(u"large.pcap"_qs);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(PcapBuilder().bytes());
    for (quint32 at = 1; file.size() < qint64(size) << 20; at += 1448) {
        const QByteArray packet = PcapBuilder().packet(talk.fromClient(Ack, at, QByteArray(1448, 'x'), 1)).bytes();
        file.write(packet.sliced(24));
    }
    file.close();
    QElapsedTimer timer;
    timer.start();
    const auto log = fixture.import(path);
    QVERIFY(log);
    qInfo("%.0f MB/s, %.0f packets/s", double(QFileInfo(path).size()) / 1000 / double(timer.elapsed()),
          double(log->end()) * 1000 / double(timer.elapsed()));
}

QTEST_GUILESS_MAIN(TestImportForeign)
#include "tst_importforeign.moc"
