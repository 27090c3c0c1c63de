// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "tests/unit/endpoint/endpointfixture.h"
#include "tests/unit/endpoint/plainsocket.h"
#include "tests/unit/session/sessionfixture.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

#include <unordered_map>

namespace {

constexpr int clientCount = 50;
constexpr int tortureMs = 2000;

} // namespace

/// Everything at the same time: data, FIN, RST, replies, holds, pauses, and closing from within all of them. The order
/// of our own actions is that of a seed.
class TestTcpTorture : public QObject
{
    Q_OBJECT
private slots:
    void server_data();
    void server();
    void closingFromWithin_data();
    void closingFromWithin();
    void sessionClosesFromWithin();
};

void TestTcpTorture::server_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 3; ++seed)
        QTest::addRow("%u", seed) << seed;
}

void TestTcpTorture::server()
{
    QFETCH(quint32, seed);
    QRandomGenerator random(seed);
    EndpointFixture us(u"tcp-server://127.0.0.1:0?rcvbuf=100000"_qs);
    us.endpoint->setHalfClosedTimeout(30);
    QTRY_VERIFY(us.isOpen());
    QSet<PeerId> spoke;
    std::unordered_map<PeerId, int> held;
    us.sink.onReceived = [&](const Peer &peer, QByteArrayView) { spoke.insert(peer.id); };
    us.sink.beforeEnd = [&] {
        for (const PeerId peer : std::exchange(spoke, {})) {
            switch (random.bounded(12)) {
            case 0:
                us.endpoint->disconnectPeer(peer, random.bounded(2) == 0);
                break;
            case 1:
                us.endpoint->holdPeer(peer, true);
                ++held[peer];
                break;
            case 2:
                us.endpoint->reply(
                    peer, {true, QByteArray(random.bounded(300'000), 'a'), nullptr, Reply::Then(random.bounded(3))});
                break;
            case 3:
                us.send(QByteArray(random.bounded(100'000), 'b'), {Target::Kind::One, peer, {}, 0});
                break;
            case 4:
                us.send("to all");
                break;
            default:
                us.endpoint->reply(peer, {true, "answer", nullptr, Reply::Then::Keep});
            }
        }
    };
    struct Client
    {
        PlainSocket socket;
        qint64 written = 0;
        bool finished = false;
    };
    std::vector<Client> clients(clientCount);
    QElapsedTimer time;
    time.start();
    int connections = 0;
    while (!time.hasExpired(tortureMs)) {
        Client &client = clients[random.bounded(quint32(clients.size()))];
        if (!client.socket) {
            client = {PlainSocket::connected(us.port())};
            QVERIFY(client.socket);
            ++connections;
        }
        const int action = random.bounded(20);
        if (action < 10 && !client.finished)
            client.socket.write(QByteArray(random.bounded(1, 70'000), 'c'));
        if (action == 10) {
            client.socket.finish();
            client.finished = true;
        }
        if (action == 11)
            client.socket.reset();
        if (action == 12)
            client.socket.close();
        if (action == 13) {
            client.socket.write("with data");
            client.socket.finish();
            client.socket.reset();
        }
        if (action == 14)
            us.endpoint->pauseReceiving(random.bounded(2) == 0);
        if (action == 15 && !held.empty()) {
            const auto first = held.begin();
            us.endpoint->holdPeer(first->first, false);
            if (--first->second == 0)
                held.erase(first);
        }
        if (action == 16)
            us.endpoint->setHalfClosedTimeout(random.bounded(3) * 20);
        if (action == 17 && random.bounded(20) == 0)
            us.endpoint->finishSending();
        if (action > 13 && client.socket && client.socket.hasEnded())
            client.socket.close();
        if (random.bounded(4) == 0)
            QCoreApplication::processEvents();
    }
    us.sink.beforeEnd = {};
    us.endpoint->pauseReceiving(false);
    clients.clear();
    QTRY_COMPARE(us.logged().count(EventCode::Connected), connections);
    us.endpoint->close();
    QTRY_VERIFY(us.peers.isEmpty());
    // Each connection begins once and ends; nothing follows.
    QHash<PeerId, EventCode> lasts;
    for (const Record &record : us.records()) {
        if (record.kind == RecordKind::Event && isConnectionStep(record.event.code)) {
            QCOMPARE(record.event.code == EventCode::Connected, !lasts.contains(record.peer));
            lasts[record.peer] = record.event.code;
        } else if (record.kind == RecordKind::Data) {
            QVERIFY(lasts.contains(record.peer));
            if (record.direction == Direction::In)
                QVERIFY(!isPeersEnd(lasts[record.peer]));
        }
    }
    QCOMPARE(lasts.size(), connections);
    QVERIFY(connections > clientCount);
    for (const EventCode last : std::as_const(lasts))
        QVERIFY2(last != EventCode::Connected && last != EventCode::HalfClosed && last != EventCode::HalfClosedTimeout,
                 qPrintable(eventName(last)));
}

void TestTcpTorture::closingFromWithin_data()
{
    QTest::addColumn<QString>("url");
    QTest::newRow("server") << u"tcp-server://127.0.0.1:0"_qs;
    QTest::newRow("client") << u"tcp://127.0.0.1:%1"_qs;
    QTest::newRow("client that tries again") << u"tcp://127.0.0.1:%1?reconnect=1"_qs;
}

/// The endpoint is closed, and opened again, in the slots of its own signals.
void TestTcpTorture::closingFromWithin()
{
    QFETCH(QString, url);
    const PlainSocket listener = PlainSocket::listening();
    const bool server = !url.contains(u'%');
    EndpointFixture us(server ? url : url.arg(listener.port()));
    int closings = 0;
    connect(us.endpoint.get(), &Endpoint::stateChanged, this, [&](Endpoint::State state, const SocketAddress &) {
        if (state == Endpoint::State::Open && closings < 5) {
            ++closings;
            us.endpoint->close();
        } else if (state == Endpoint::State::Closed && closings < 5) {
            QMetaObject::invokeMethod(us.endpoint.get(), &Endpoint::open, Qt::QueuedConnection);
        }
    });
    us.endpoint->close(); // it may have been open already
    QTRY_COMPARE(closings, 5);
    QVERIFY(us.isClosed());
    connect(us.endpoint.get(), &Endpoint::peersChanged, this, [&](const PeerChanges &changes) {
        for (const Peer &peer : changes.joined)
            us.endpoint->disconnectPeer(peer.id, true);
    });
    us.endpoint->open();
    QTRY_VERIFY(us.isOpen() || us.logged().contains(EventCode::ResetHere));
    if (server) {
        PlainSocket client = PlainSocket::connected(us.port());
        client.write("data and RST at once");
        client.reset();
        PlainSocket other = PlainSocket::connected(us.port());
        QTRY_VERIFY(other.hasEnded());
    }
    QTRY_VERIFY(us.logged().contains(EventCode::ResetHere));
    us.endpoint->close();
    QVERIFY(us.isClosed());
}

void TestTcpTorture::sessionClosesFromWithin()
{
    for (int round = 0; round < 20; ++round) {
        SessionFixture server;
        server.open(u"tcp-server://127.0.0.1:0"_qs);
        QTRY_VERIFY(server.isOpen());
        connect(&server.session, &Session::peersChanged, this, [&] { server.session.close(); });
        std::vector<PlainSocket> clients;
        for (int i = 0; i < 5; ++i) {
            clients.push_back(PlainSocket::connected(server.port()));
            if (!clients.back())
                break; // it is closed already
            clients.back().write("data");
            if (i % 2 == 0)
                clients.back().reset();
            else
                clients.back().finish();
        }
        QTRY_VERIFY(server.isClosed());
        server.session.disconnect(this);
    }
}

QTEST_GUILESS_MAIN(TestTcpTorture)
#include "tst_tcptorture.moc"
