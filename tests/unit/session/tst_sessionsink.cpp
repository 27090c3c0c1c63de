// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/session/session.h"
#include "model/session/sessionsink.h"
#include "tests/unit/log/logfixture.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QUdpSocket>

class TestSessionSink : public QObject
{
    Q_OBJECT

private slots:
    void oneSignalABatch();
    void oneSignalUntilItIsTaken();
    void floodOfFailures_data();
    void floodOfFailures();
    void sameFailuresOfManyPeers_data();
    void sameFailuresOfManyPeers();
    void ordinaryEventsAllPass();
    void afterTheBatch();
    void floodOfDatagrams();
    void closedComesLast();

private:
    struct Reported
    {
        int signalCount = 0;
        int windows = 0;
        std::vector<Event> events;
        explicit Reported(SessionSink &sink)
        {
            connect(&sink, &SessionSink::happened, &sink, [this](const std::vector<Event> &more) {
                ++signalCount;
                events.insert(events.end(), more.begin(), more.end());
            });
            connect(&sink, &SessionSink::limiting, &sink, [this] { ++windows; });
        }
        quint64 all() const { return allOf(events); }
    };
    template<typename Events>
    static quint64 allOf(const Events &events)
    {
        quint64 all = 0;
        for (const Event &event : events)
            all += 1 + event.more;
        return all;
    }
    static QList<Event> logged(const LogFixture &fixture)
    {
        QList<Event> events;
        for (const Record &record : fixture.records()) {
            if (record.kind == RecordKind::Event)
                events.append(record.event);
        }
        return events;
    }
};

void TestSessionSink::oneSignalABatch()
{
    LogFixture fixture;
    int grew = 0;
    SessionSink sink(*fixture.log);
    connect(&sink, &SessionSink::grew, this, [&] { ++grew; });
    Peer peer;
    peer.id = sink.newPeer();
    peer.transport = Transport::Udp;
    peer.local = {QHostAddress(QHostAddress::LocalHost), 1};
    peer.remote = {QHostAddress(QHostAddress::LocalHost), 2};
    for (int batch = 1; batch <= 3; ++batch) {
        sink.begin();
        for (int i = 0; i < 1000; ++i)
            sink.received(peer, nowNs(), "datagram");
        QCOMPARE(grew, batch - 1);
        sink.end();
        QCOMPARE(grew, batch);
    }
    QCOMPARE(fixture.log->end(), RecordNumber(3000));
}

// However much arrives, one signal is pending.
void TestSessionSink::oneSignalUntilItIsTaken()
{
    LogFixture fixture;
    Session session(fixture.log);
    QSignalSpy grew(&session, &Session::logGrew);
    session.open(EndpointUrl::parse(u"udp-server://127.0.0.1:0"_qs).value());
    QTRY_VERIFY(session.state() == Session::State::Open);
    QVERIFY(session.takeGrowth());
    grew.clear();
    QUdpSocket sender;
    for (int i = 0; i < 300; ++i)
        sender.writeDatagram("x", QHostAddress(QHostAddress::LocalHost), session.localAddress().port);
    QTRY_COMPARE(session.counters().rxRecords, quint64(300));
    QTRY_VERIFY(!grew.isEmpty()); // emitted at the end of the batch
    QCoreApplication::processEvents();
    QCOMPARE(grew.size(), 1);
    QVERIFY(session.takeGrowth());
}

void TestSessionSink::floodOfFailures_data()
{
    QTest::addColumn<int>("batch");
    QTest::newRow("in one batch") << 10'000;
    QTest::newRow("in batches") << 100;
    QTest::newRow("one by one") << 1;
}

/// The first with their details, all others counted in one: in what is reported, and in the log.
void TestSessionSink::floodOfFailures()
{
    QFETCH(int, batch);
    LogFixture fixture;
    SessionSink sink(*fixture.log);
    Reported reported(sink);
    for (int i = 0; i < 10'000; ++i) {
        if (i % batch == 0)
            sink.begin();
        sink.event({EventCode::SendFailed, {u"127.0.0.1:9"_qs, QString::number(i), u"why"_qs}}, PeerId::None);
        if (i % batch == batch - 1)
            sink.end();
    }
    QVERIFY(reported.signalCount <= 5);
    QCOMPARE(reported.events.size(), size_t(5));
    QCOMPARE(reported.windows, 1);
    sink.endWindow();
    QCOMPARE(reported.events.size(), size_t(6));
    QCOMPARE(reported.all(), quint64(10'000));
    QCOMPARE(reported.events.back().args.value(1), u"9999"_qs);
    QVERIFY(eventText(reported.events.back()).contains(u"9994"));
    QCOMPARE(reported.windows, 2);
    // As it goes on, it is only counted, until there was a window without any.
    sink.begin();
    for (int i = 0; i < 3; ++i)
        sink.event({EventCode::SendFailed, {u"127.0.0.1:9"_qs, u"1"_qs, u"why"_qs}}, PeerId::None);
    sink.end();
    QCOMPARE(reported.events.size(), size_t(6));
    sink.endWindow();
    QCOMPARE(reported.events.size(), size_t(7));
    sink.endWindow();
    QCOMPARE(reported.windows, 3);
    const QList<Event> written = logged(fixture);
    QCOMPARE(std::vector<Event>(written.begin(), written.end()), reported.events);
    QCOMPARE(allOf(written), quint64(10'003));
}

void TestSessionSink::sameFailuresOfManyPeers_data()
{
    QTest::addColumn<int>("peers");
    QTest::addColumn<int>("logged");
    QTest::addColumn<int>("told");
    QTest::newRow("two") << 2 << 4 << 4;
    QTest::newRow("many") << 100 << 200 << 8 * 2 + 6;
}

/// The same failure is reported once, then counted; for each peer, unless there are too many: then only in the log.
void TestSessionSink::sameFailuresOfManyPeers()
{
    QFETCH(int, peers);
    QFETCH(int, logged);
    QFETCH(int, told);
    LogFixture fixture;
    SessionSink sink(*fixture.log);
    Reported seen(sink);
    sink.begin();
    for (int i = 0; i < 100; ++i) {
        for (int peer = 1; peer <= peers; ++peer)
            sink.event({EventCode::ReplyFailed, {u"10.0.0.1:%1"_qs.arg(peer), u"why"_qs}}, PeerId(peer));
    }
    sink.end();
    sink.endWindow();
    QCOMPARE(int(TestSessionSink::logged(fixture).size()), logged);
    QCOMPARE(allOf(TestSessionSink::logged(fixture)), quint64(100 * peers));
    QCOMPARE(int(seen.events.size()), told);
    QCOMPARE(seen.all(), quint64(100 * peers));
}

void TestSessionSink::ordinaryEventsAllPass()
{
    LogFixture fixture;
    SessionSink sink(*fixture.log);
    Reported reported(sink);
    sink.begin();
    for (int i = 0; i < 100; ++i)
        sink.event({EventCode::Connecting, {u"127.0.0.1:9"_qs}}, PeerId::None);
    sink.end();
    QCOMPARE(reported.signalCount, 1);
    QCOMPARE(reported.events.size(), size_t(100));
    QCOMPARE(logged(fixture).size(), 100);
    QCOMPARE(reported.windows, 0);
}

void TestSessionSink::afterTheBatch()
{
    LogFixture fixture;
    SessionSink sink(*fixture.log);
    Reported reported(sink);
    std::vector<RecordNumber> published;
    const auto look = [&] { published.push_back(fixture.log->end()); };
    sink.afterBatch(look);
    QCOMPARE(published, std::vector<RecordNumber>({0}));
    sink.begin();
    sink.begin();
    sink.afterBatch(look);
    sink.end();
    sink.event({EventCode::Stopped, {}}, PeerId::None);
    QCOMPARE(published.size(), size_t(1));
    sink.end();
    QCOMPARE(published, std::vector<RecordNumber>({0, 1}));
}

/// From the socket to the signal: of ten thousand datagrams too large, nearly all are counted in one event.
void TestSessionSink::floodOfDatagrams()
{
    LogFixture fixture;
    Session session(fixture.log);
    QList<Event> happened;
    connect(&session, &Session::happened, this, [&](const Event &event) { happened.append(event); });
    session.open(EndpointUrl::parse(u"udp://127.0.0.1:9?local=127.0.0.1:0"_qs).value());
    QTRY_VERIFY(session.state() == Session::State::Open);
    happened.clear(); // Bound
    const QByteArray tooLarge(65'508, 'x');
    for (int i = 0; i < 10'000; ++i)
        session.send({}, tooLarge);
    QTRY_COMPARE(allOf(happened), quint64(10'000));
    QVERIFY2(happened.size() < 30, qPrintable(QString::number(happened.size())));
    happened.clear();
    for (int i = 0; i < 100; ++i)
        session.send({}, tooLarge);
    session.close(); // the counted ones are reported first
    QTRY_VERIFY(session.state() == Session::State::Closed);
    QCOMPARE(allOf(happened), quint64(100 + 1));
    QCOMPARE(happened.last().code, EventCode::Stopped);
    QCOMPARE(allOf(logged(fixture)), quint64(1 + 10'000 + 100 + 1));
    QCOMPARE(logged(fixture).last().code, EventCode::Stopped);
}

/// When the state becomes Closed, all records are in the log.
void TestSessionSink::closedComesLast()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connect(&server, &QTcpServer::newConnection, this, [&] {
        QTcpSocket *peer = server.nextPendingConnection();
        peer->write("last words");
        peer->disconnectFromHost();
        connect(peer, &QTcpSocket::disconnected, peer, &QObject::deleteLater);
    });
    LogFixture fixture;
    Session session(fixture.log);
    RecordNumber end = 0;
    int closed = 0;
    connect(&session, &Session::stateChanged, this, [&] {
        if (session.state() != Session::State::Closed)
            return;
        ++closed;
        end = fixture.log->end();
    });
    for (int round = 1; round <= 200; ++round) {
        session.open(EndpointUrl::parse(u"tcp://127.0.0.1:%1"_qs.arg(server.serverPort())).value());
        QTRY_COMPARE(closed, round);
        {
            const TrafficLog::Writer afterAnyBatch(*fixture.log);
        }
        QCOMPARE(end, fixture.log->end());
    }
}

QTEST_GUILESS_MAIN(TestSessionSink)
#include "tst_sessionsink.moc"
