// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/tls/selfsigned.h"
#include "tests/unit/endpoint/endpointfixture.h"

/// Connections with TLS flow, wait and end as those without.
class TestTlsFlow : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void bothWays();
    void slowPeer();
    void resetBehindWhatWaits();
    void resetAfterWhatArrived();
    void refusedIsAFailedAttempt_data();
    void refusedIsAFailedAttempt();
    void relayWaitsForTheHandshake_data();
    void relayWaitsForTheHandshake();
    void repliesAndCloses();
    void closesInOrder_data();
    void closesInOrder();
    void endsWhenThePeerIsSilent();
};

namespace {

/// A server and a client that are connected.
struct TlsPair
{
    TlsPair() : server(u"tls-server://127.0.0.1:0"_qs)
    {
        [&] { QTRY_VERIFY(server.isOpen()); }();
        client.emplace(u"tls://127.0.0.1:%1?verify=0"_qs.arg(server.port()));
        [&] { QTRY_VERIFY(client->isOpen()); }();
        [&] { QTRY_VERIFY(server.saw(EventCode::TlsEstablished)); }();
    }
    PeerId peer() const { return server.peers.first().id; }

    EndpointFixture server;
    std::optional<EndpointFixture> client;
};

QByteArray tlsBytes(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    quint32 state = 1;
    for (char &byte : bytes)
        byte = char((state = state * 1664525 + 1013904223) >> 24);
    return bytes;
}

} // namespace

void TestTlsFlow::initTestCase()
{
    if (const auto pair = makeSelfSigned(); !pair)
        QSKIP(qPrintable(pair.error().message));
}

void TestTlsFlow::bothWays()
{
    TlsPair pair;
    const QByteArray bytes = tlsBytes(5 << 20);
    QVERIFY(pair.server.send(bytes));
    QVERIFY(pair.client->send(bytes));
    QTRY_COMPARE_WITH_TIMEOUT(pair.client->bytes(Direction::In).size(), bytes.size(), 30'000);
    QTRY_COMPARE_WITH_TIMEOUT(pair.server.bytes(Direction::In).size(), bytes.size(), 30'000);
    for (EndpointFixture *side : {&pair.server, &*pair.client}) {
        QCOMPARE(side->bytes(Direction::In), bytes);
        QCOMPARE(side->bytes(Direction::Out), bytes);
    }
}

/// What waits is bounded, and not in the log before the system has accepted it.
void TestTlsFlow::slowPeer()
{
    TlsPair pair;
    pair.client->endpoint->pauseReceiving(true);
    QByteArray sent;
    const QByteArray piece = tlsBytes(1 << 20);
    for (int i = 0; i < 40 && !pair.server.saw(EventCode::PeerTooSlow); ++i) {
        if (pair.server.send(piece))
            sent += piece;
        QTest::qWait(1); // the event loop
    }
    QVERIFY(pair.server.saw(EventCode::PeerTooSlow));
    QVERIFY(sent.size() - pair.server.bytes(Direction::Out).size() <= Endpoint::maxQueued);
    QVERIFY(pair.server.bytes(Direction::Out).size() < sent.size());
    QCOMPARE(pair.client->bytes(Direction::In), QByteArray());
    pair.client->endpoint->pauseReceiving(false);
    QTRY_COMPARE_WITH_TIMEOUT(pair.client->bytes(Direction::In).size(), sent.size(), 30'000);
    QCOMPARE(pair.client->bytes(Direction::In), sent);
    QCOMPARE(pair.server.bytes(Direction::Out), sent);
}

void TestTlsFlow::resetBehindWhatWaits()
{
    TlsPair pair;
    pair.client->endpoint->pauseReceiving(true);
    const QByteArray bytes = tlsBytes(40 << 20);
    QVERIFY(pair.server.send(bytes)); // one message, however long
    QTRY_VERIFY(!pair.server.bytes(Direction::Out).isEmpty());
    QTest::qWait(20);
    pair.client->endpoint->disconnectPeer(pair.client->peers.first().id, true);
    QTRY_VERIFY(pair.server.peers.isEmpty());
    QVERIFY(pair.server.logged().contains(EventCode::ResetByPeer));
    QVERIFY(pair.server.saw(EventCode::Unsent));
    const QByteArray accepted = pair.server.bytes(Direction::Out);
    QCOMPARE(accepted.size() + argsOf(pair.server.events, EventCode::Unsent).at(1).toLongLong(), bytes.size());
    QVERIFY(bytes.startsWith(accepted));
    // Closing reads what had arrived, and that is the beginning too.
    QVERIFY(bytes.startsWith(pair.client->bytes(Direction::In)));
}

/// All that has arrived is received, although the peer has reset the connection since.
void TestTlsFlow::resetAfterWhatArrived()
{
    TlsPair pair; // TCP_NODELAY is set
    pair.client->endpoint->pauseReceiving(true);
    const QByteArray bytes = tlsBytes(60'000);
    QVERIFY(pair.server.send(bytes));
    QTRY_COMPARE(pair.server.bytes(Direction::Out).size(), bytes.size());
    pair.server.endpoint->disconnectPeer(pair.peer(), true);
    QTRY_VERIFY(pair.server.peers.isEmpty());
    pair.client->endpoint->pauseReceiving(false);
    QTRY_VERIFY(pair.client->isClosed());
    QCOMPARE(pair.client->bytes(Direction::In), bytes);
    QCOMPARE(pair.client->steps(), (QList{EventCode::Connected, EventCode::ResetByPeer}));
}

void TestTlsFlow::refusedIsAFailedAttempt_data()
{
    QTest::addColumn<QString>("server");
    QTest::addColumn<QString>("query");
    QTest::addColumn<EventCode>("reason");
    QTest::newRow("the server") << u"tls-server://127.0.0.1:0"_qs << QString() << EventCode::TlsUnverified;
    QTest::newRow("the client") << u"tls-server://127.0.0.1:0?client-cert=require"_qs << u"&verify=0"_qs
                                << EventCode::TlsAlertReceived;
    QTest::newRow("no TLS") << u"tcp-server://127.0.0.1:0"_qs << QString() << EventCode::TlsPlainText;
}

/// Where TCP connects but TLS does not, a client waits longer each time, and not for ever.
void TestTlsFlow::refusedIsAFailedAttempt()
{
    QFETCH(QString, server);
    QFETCH(QString, query);
    QFETCH(EventCode, reason);
    EndpointFixture peer(server);
    peer.sink.onReceived = [&](const Peer &from, QByteArrayView) {
        peer.endpoint->reply(from.id, {true, "not TLS", nullptr, Reply::Then::Keep});
    };
    QTRY_VERIFY(peer.isOpen());
    EndpointFixture client(u"tls://127.0.0.1:%1?reconnect=500,500,4%2"_qs.arg(peer.port()).arg(query));
    QTRY_VERIFY(client.isClosed());
    QCOMPARE(client.logged().count(EventCode::Connected), 4);
    const bool isAfterHandshake = reason == EventCode::TlsAlertReceived; // by TLS 1.3
    QCOMPARE(client.logged().count(reason), isAfterHandshake ? 4 : 1);   // known ones are not repeated
    QVERIFY(client.saw(EventCode::ReconnectGaveUp));
    QCOMPARE(client.saw(EventCode::Reconnected), isAfterHandshake);
    QCOMPARE(argsOf(client.events, EventCode::ReconnectGaveUp).value(2), u"4"_qs);
}

void TestTlsFlow::relayWaitsForTheHandshake_data()
{
    QTest::addColumn<QString>("server");
    QTest::addColumn<QString>("query");
    QTest::addColumn<bool>("relayed");
    QTest::newRow("accepted") << u"tls-server://127.0.0.1:0"_qs << u"?verify=0"_qs << true;
    QTest::newRow("refused") << u"tls-server://127.0.0.1:0"_qs << QString() << false;
    QTest::newRow("no TLS") << u"tcp-server://127.0.0.1:0"_qs << QString() << false;
}

/// The client is reset if there is no TLS with the server, and gets nothing of what came instead.
void TestTlsFlow::relayWaitsForTheHandshake()
{
    QFETCH(QString, server);
    QFETCH(QString, query);
    QFETCH(bool, relayed);
    EndpointFixture peer(server);
    peer.sink.onReceived = [&](const Peer &from, QByteArrayView) {
        peer.endpoint->reply(from.id, {true, "answer", nullptr, Reply::Then::Keep});
    };
    QTRY_VERIFY(peer.isOpen());
    EndpointFixture relay(u"tcp-relay://127.0.0.1:0?to=tls://127.0.0.1:%1%2"_qs.arg(peer.port()).arg(query));
    QTRY_VERIFY(relay.isOpen());
    EndpointFixture client(u"tcp://127.0.0.1:%1"_qs.arg(relay.port()));
    QTRY_VERIFY(client.isOpen());
    QVERIFY(client.send("question"));
    if (relayed) {
        QTRY_COMPARE(client.bytes(Direction::In), "answer");
        QVERIFY(relay.saw(EventCode::RelaysTo) && !relay.saw(EventCode::RelayFailed));
        return;
    }
    QTRY_VERIFY(client.isClosed());
    QCOMPARE(client.bytes(Direction::In), QByteArray());
    QCOMPARE(client.steps(), (QList{EventCode::Connected, EventCode::ResetByPeer}));
    QVERIFY(relay.saw(EventCode::RelayFailed) && !relay.saw(EventCode::RelaysTo));
}

void TestTlsFlow::repliesAndCloses()
{
    TlsPair pair;
    const QByteArray bytes = tlsBytes(6 << 20);
    pair.server.sink.onReceived = [&](const Peer &peer, QByteArrayView) {
        pair.server.endpoint->reply(peer.id, {true, bytes, nullptr, Reply::Then::Close});
    };
    QVERIFY(pair.client->send("question"));
    QTRY_VERIFY_WITH_TIMEOUT(pair.client->isClosed(), 30'000);
    QCOMPARE(pair.client->bytes(Direction::In), bytes);
    QVERIFY(pair.client->saw(EventCode::TlsEnded));
    QVERIFY(!pair.client->saw(EventCode::TlsTruncated));
    QTRY_VERIFY(pair.server.peers.isEmpty());
    QCOMPARE(pair.server.steps(), (QList{EventCode::Connected, EventCode::ClosedHere, EventCode::ClosedByPeer}));
    QCOMPARE(pair.server.bytes(Direction::Out), bytes);
}

void TestTlsFlow::closesInOrder_data()
{
    QTest::addColumn<bool>("byServer");
    QTest::newRow("server") << true;
    QTest::newRow("client") << false;
}

/// The other side sees close_notify and FIN.
void TestTlsFlow::closesInOrder()
{
    QFETCH(bool, byServer);
    TlsPair pair;
    EndpointFixture &closing = byServer ? pair.server : *pair.client;
    EndpointFixture &other = byServer ? *pair.client : pair.server;
    closing.endpoint->close();
    QTRY_VERIFY(other.peers.isEmpty());
    QVERIFY(other.saw(EventCode::TlsEnded));
    QVERIFY(!other.saw(EventCode::TlsTruncated));
    QCOMPARE(other.steps(), (QList{EventCode::Connected, EventCode::ClosedByPeer}));
    QCOMPARE(closing.steps(), (QList{EventCode::Connected, EventCode::ClosedHere}));
}

/// Both have nothing more to send, and wait for each other.
void TestTlsFlow::endsWhenThePeerIsSilent()
{
    TlsPair pair;
    pair.client->endpoint->finishSending();
    QVERIFY(pair.server.send("still received"));
    QTRY_COMPARE(pair.client->bytes(Direction::In), "still received");
    QVERIFY(pair.client->isOpen());
    QTRY_VERIFY_WITH_TIMEOUT(pair.client->isClosed(), 60'000);
    QCOMPARE(pair.client->steps(), (QList{EventCode::Connected, EventCode::ClosedHere, EventCode::ClosedByPeer}));
    QVERIFY(pair.server.saw(EventCode::TlsEnded));
}

QTEST_GUILESS_MAIN(TestTlsFlow)
#include "tst_tlsflow.moc"
