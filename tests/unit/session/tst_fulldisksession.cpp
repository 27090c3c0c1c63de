// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Sessions whose log cannot be written: receiving and sending pause.
#include "model/sending/listplan.h"
#include "tests/lasting.h"
#include "tests/unit/endpoint/filelimit.h"
#include "tests/unit/session/sessionfixture.h"

#include <QTcpSocket>
#include <QTest>
#include <QUdpSocket>

#include <ctime>

class TestFullDiskSession : public QObject
{
    Q_OBJECT
private slots:
    void readingStops();
    void nobodyIsAccepted();
    void sendingWaits();
    void jobWaits();
    void datagramsAreCounted();
    void datagramsThatAreSent();
    void opensMeanwhile_data();
    void opensMeanwhile();
    void closesAtOnce();
    void goesWithoutRoom();

private:
    static qint64 sizeOf(const LogFixture &fixture) { return QFileInfo(fixture.log->segmentPath(1)).size(); }
    /// A TCP server with one peer.
    static void serve(SessionFixture &server, QTcpSocket &peer, const QString &options = {})
    {
        server.open(u"tcp-server://127.0.0.1:0"_qs + options);
        QTRY_VERIFY(server.isOpen());
        peer.connectToHost(QHostAddress::LocalHost, server.port());
        QTRY_COMPARE(server.session.peers().size(), 1U);
    }
    static QByteArray numbered(int lines)
    {
        QByteArray all;
        for (int i = 0; i < lines; ++i)
            all += QByteArray::number(i).rightJustified(7, '0') + '\n';
        return all;
    }
};

/// No byte is read and dropped: TCP holds the peer back, and all bytes arrive later.
void TestFullDiskSession::readingStops()
{
    SessionFixture server;
    QTcpSocket peer;
    serve(server, peer, u"?rcvbuf=65536"_qs);
    FileLimit limit(sizeOf(server) + 100'000);
    const QByteArray bytes = numbered(2 << 20); // 16 MiB, more than buffers and memory hold
    peer.write(bytes);
    QTRY_VERIFY(server.log->isStalled());
    QTRY_VERIFY(server.saw(EventCode::CaptureFailed));
    // The peer cannot send any more.
    Lasting stands = standsStill([&] { return peer.bytesToWrite(); });
    QTRY_VERIFY(stands());
    QVERIFY(peer.bytesToWrite() > 4 << 20);
    QVERIFY(!server.log->isFull());
    QVERIFY(server.session.counters().notStored > 0);
    QVERIFY(server.session.counters().notStoredBytes < 4 << 20);
    const auto told = std::count_if(server.events.begin(), server.events.end(),
                                    [](const Event &event) { return event.code == EventCode::CaptureFailed; });
    QCOMPARE(told, 1);
    limit.lift();
    QTRY_COMPARE_WITH_TIMEOUT(server.session.counters().rxBytes, quint64(bytes.size()), 60'000);
    QTRY_VERIFY(server.saw(EventCode::CaptureWorks));
    QCOMPARE(server.session.counters().notStored, 0U);
    QVERIFY(server.bytes(Direction::In) == bytes);
    QVERIFY(server.log->index().gaps().empty());
    QVERIFY(!server.logged().contains(EventCode::CaptureFailed)); // that it failed could not be written
    QTRY_VERIFY(server.logged().contains(EventCode::CaptureWorks));
}

/// Clients wait in the backlog.
void TestFullDiskSession::nobodyIsAccepted()
{
    SessionFixture server;
    QTcpSocket first;
    serve(server, first);
    FileLimit limit(sizeOf(server));
    first.write("x");
    QTRY_VERIFY(server.log->isStalled());
    QTRY_VERIFY(server.saw(EventCode::CaptureFailed));
    QTcpSocket second;
    second.connectToHost(QHostAddress::LocalHost, server.port());
    QTRY_COMPARE(second.state(), QAbstractSocket::ConnectedState);
    second.write("y");
    QTRY_COMPARE(second.bytesToWrite(), 0);
    for (int i = 0; i < 3; ++i) { // turns of the retry
        server.events.clear();
        QVERIFY(!QTest::qWaitFor([&] { return !server.log->isStalled(); }, 300));
    }
    QCOMPARE(server.session.peers().size(), 1U);
    limit.lift();
    QTRY_COMPARE(server.session.peers().size(), 2U);
    QTRY_COMPARE(server.bytes(Direction::In), "xy");
}

/// Nothing is sent that is not logged.
void TestFullDiskSession::sendingWaits()
{
    SessionFixture server;
    QTcpSocket peer;
    serve(server, peer);
    FileLimit limit(sizeOf(server));
    peer.write("x");
    QTRY_VERIFY(server.log->isStalled());
    QTRY_VERIFY(server.session.waiting({}) > Session::roomBelow); // so that senders wait
    server.session.send({}, "first");
    server.session.send({}, "second");
    QVERIFY(!QTest::qWaitFor([&] { return peer.bytesAvailable() > 0; }, 700));
    bool room = false;
    connect(&server.session, &Session::roomToSend, this, [&] { room = true; });
    limit.lift();
    QTRY_COMPARE(peer.peek(100), "firstsecond");
    QTRY_VERIFY(room);
    QTRY_COMPARE(server.bytes(Direction::Out), "firstsecond");
    QVERIFY(server.session.waiting({}) <= Session::roomBelow);
}

/// A job pauses, and continues by itself.
void TestFullDiskSession::jobWaits()
{
    SessionFixture server;
    QTcpSocket peer;
    serve(server, peer);
    FileLimit limit(sizeOf(server));
    peer.write("x");
    QTRY_VERIFY(server.log->isStalled());
    QTRY_VERIFY(server.session.waiting({}) > Session::roomBelow);
    bool ended = false;
    connect(&server.session, &Session::sendingEnded, this, [&] { ended = true; });
    SendJob job;
    job.targets = {Target{}};
    job.makePlan = [] { return std::make_unique<ListPlan>(std::vector<SendMessage>{{"message\n"}}, 1000, 0); };
    server.session.startSending(job);
    QVERIFY(!QTest::qWaitFor([&] { return ended || peer.bytesAvailable() > 0; }, 700));
    limit.lift();
    QTRY_VERIFY(ended);
    QTRY_COMPARE(peer.bytesAvailable(), 8'000);
    QTRY_COMPARE(server.bytes(Direction::Out).size(), 8'000);
}

/// Each datagram that was sent is in the log or counted.
void TestFullDiskSession::datagramsAreCounted()
{
    SessionFixture udp(u"udp-server://127.0.0.1:0?rcvbuf=65536"_qs);
    QTRY_VERIFY(udp.isOpen());
    FileLimit limit(sizeOf(udp) + 5'000);
    QUdpSocket peer;
    constexpr int count = 3'000;
    for (int i = 0; i < count; ++i) {
        QByteArray datagram(500, 'x');
        datagram.replace(0, 7, QByteArray::number(i).rightJustified(7, '0'));
        QCOMPARE(peer.writeDatagram(datagram, QHostAddress::LocalHost, udp.port()), 500);
        if (i == 100)
            QTRY_VERIFY(udp.log->isStalled());
    }
    const auto heard = [&] { return udp.session.counters().rxRecords + udp.session.counters().kernelDrops; };
    QVERIFY(!QTest::qWaitFor([&] { return heard() == count; }, 700));
    limit.lift();
    QTRY_COMPARE(heard(), quint64(count));
    QVERIFY(udp.session.counters().kernelDrops > 1'000);
    QTRY_VERIFY(udp.saw(EventCode::KernelDrops));
    quint64 stored = 0;
    int last = -1;
    int events = 0;
    for (const Record &record : udp.records()) {
        events += record.event.code == EventCode::KernelDrops ? 1 : 0;
        if (record.kind != RecordKind::Data)
            continue;
        ++stored;
        QVERIFY(record.payload.first(7).toInt() > last);
        last = record.payload.first(7).toInt();
    }
    QCOMPARE(stored, udp.session.counters().rxRecords);
    QCOMPARE(events, 1); // for the whole time
}

/// Datagrams are sent while there is memory for them; then they are refused.
void TestFullDiskSession::datagramsThatAreSent()
{
    SessionFixture udp;
    QUdpSocket peer;
    QVERIFY(peer.bind(QHostAddress::LocalHost));
    quint64 received = 0;
    connect(&peer, &QUdpSocket::readyRead, this, [&] {
        for (; peer.hasPendingDatagrams(); ++received)
            peer.readDatagram(nullptr, 0);
    });
    udp.open(u"udp-server://127.0.0.1:0"_qs);
    QTRY_VERIFY(udp.isOpen());
    FileLimit limit(sizeOf(udp));
    const Target target{Target::Kind::Address, {}, u"127.0.0.1"_qs, peer.localPort()};
    const QByteArray bytes(60'000, 'x');
    for (int i = 0; i < 500 && !udp.saw(EventCode::SendFailed); ++i) {
        udp.session.send(target, bytes);
        QTRY_VERIFY(udp.saw(EventCode::SendFailed) || received == quint64(i) + 1);
    }
    QVERIFY(udp.saw(EventCode::SendFailed));
    QVERIFY(udp.log->isFull());
    limit.lift();
    QTRY_VERIFY(!udp.log->isStalled());
    // The one that used up the memory was sent, and is marked.
    const TrafficCounters counters = udp.session.counters();
    QCOMPARE(counters.txRecords, received);
    QCOMPARE(counters.notStored, 1U);
    QCOMPARE(quint64(udp.bytes(Direction::Out).size()), (received - 1) * 60'000);
    QTRY_VERIFY(udp.saw(EventCode::LogGap));
    udp.session.send(target, "again");
    QTRY_COMPARE(received, counters.txRecords + 1);
}

void TestFullDiskSession::opensMeanwhile_data()
{
    QTest::addColumn<bool>("tcp");
    QTest::newRow("tcp") << true;
    QTest::newRow("udp") << false;
}

/// An endpoint that opens while the log is full does not read its socket, and does not spin.
void TestFullDiskSession::opensMeanwhile()
{
    QFETCH(bool, tcp);
    SessionFixture one;
    FileLimit limit(sizeOf(one));
    TrafficLog::Writer(*one.log).event({EventCode::NoPeer, {}}, 1);
    one.open(u"udp-server://127.0.0.1:0"_qs);
    QTRY_VERIFY(one.isOpen());
    one.session.close();
    QTRY_VERIFY(one.isClosed());
    one.open(tcp ? u"tcp-server://127.0.0.1:0"_qs : u"udp-server://127.0.0.1:0"_qs);
    QTRY_VERIFY(one.isOpen());
    QTcpSocket client;
    QUdpSocket sender;
    if (tcp) {
        client.connectToHost(QHostAddress::LocalHost, one.port());
        QTRY_COMPARE(client.state(), QAbstractSocket::ConnectedState);
        client.write("hello");
    } else {
        QCOMPARE(sender.writeDatagram("hello", QHostAddress::LocalHost, one.port()), 5);
    }
    const auto processorMs = [] { return std::clock() * 1000 / CLOCKS_PER_SEC; };
    const auto before = processorMs();
    QVERIFY(!QTest::qWaitFor([&] { return !one.session.peers().empty(); }, 1200));
    QVERIFY2(processorMs() - before < 600, qPrintable(QString::number(processorMs() - before)));
    limit.lift();
    QTRY_COMPARE(one.bytes(Direction::In), "hello");
}

/// At the end the system's buffer is read while there is memory; the rest is counted.
void TestFullDiskSession::closesAtOnce()
{
    SessionFixture server;
    QTcpSocket peer;
    serve(server, peer);
    FileLimit limit(sizeOf(server) + 100'000);
    const QByteArray bytes = numbered(1 << 20);
    peer.write(bytes);
    QTRY_VERIFY(server.log->isStalled());
    server.session.send({}, "unsent");
    server.session.close();
    QTRY_VERIFY(server.isClosed());
    QTRY_VERIFY(server.saw(EventCode::Unsent));
    QVERIFY(server.log->isStalled());
    const TrafficCounters counters = server.session.counters();
    QVERIFY(counters.notStored > 0 && counters.notStoredBytes < counters.rxBytes);
    // It is logged even now.
    limit.lift();
    QTRY_VERIFY(!server.log->isStalled());
    QCOMPARE(server.session.counters().notStored, 0U);
    QVERIFY(server.bytes(Direction::In) == bytes.first(qsizetype(counters.rxBytes)));
    QTRY_VERIFY(server.logged().contains(EventCode::Stopped));
}

void TestFullDiskSession::goesWithoutRoom()
{
    LogFixture fixture;
    const QString file = fixture.log->segmentPath(1);
    const FileLimit limit(sizeOf(fixture) + 1'000);
    {
        Session session(fixture.log);
        session.open(EndpointUrl::parse(u"udp-server://127.0.0.1:0"_qs).value());
        QTRY_VERIFY(session.state() == Session::State::Open);
        QUdpSocket peer;
        for (int i = 0; i < 20; ++i)
            peer.writeDatagram(QByteArray(100, 'x'), QHostAddress::LocalHost, session.localAddress().port);
        QTRY_VERIFY(fixture.log->isStalled());
    }
    QVERIFY(fixture.log->counters().notStored > 0);
    fixture.log.reset();
    QCOMPARE(TrafficLog::openFile(file).value()->unreadBytes(), 0);
}

QTEST_GUILESS_MAIN(TestFullDiskSession)
#include "tst_fulldisksession.moc"
