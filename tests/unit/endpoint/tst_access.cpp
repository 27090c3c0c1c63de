// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "tests/unit/endpoint/endpointfixture.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QUdpSocket>

/// Who may connect to an endpoint, and what happens to those who stay silent.
class TestAccess : public QObject
{
    Q_OBJECT
private slots:
    void refusesClients();
    void limitsClients();
    void refusesSenders();
    void reportsIdle_data();
    void reportsIdle();
    void closesIdle();
    void reportsIdleDatagrams();
};

namespace {

std::unique_ptr<QTcpSocket> connectedTo(const EndpointFixture &server, const char *from = "127.0.0.1")
{
    auto client = std::make_unique<QTcpSocket>();
    client->bind(QHostAddress(QString::fromLatin1(from)));
    client->connectToHost(QHostAddress::LocalHost, server.port());
    return client;
}

/// The sum of the first arguments of such events.
int countOf(const EndpointFixture &fixture, EventCode code)
{
    int count = 0;
    for (const Event &event : fixture.events)
        count += event.code == code ? event.args.value(0).toInt() : 0;
    return count;
}

} // namespace

void TestAccess::refusesClients()
{
    EndpointFixture server(u"tcp-server://:0?allow=127.0.0.2,127.1.0.0/16"_qs);
    QTRY_VERIFY(server.isOpen());
    std::vector<std::unique_ptr<QTcpSocket>> refused;
    for (int i = 0; i < 20; ++i)
        refused.push_back(connectedTo(server));
    for (const auto &client : refused)
        QTRY_COMPARE(client->state(), QAbstractSocket::UnconnectedState);
    QVERIFY(server.peers.isEmpty());
    const auto first = connectedTo(server, "127.0.0.2");
    const auto second = connectedTo(server, "127.1.2.3");
    QTRY_COMPARE(server.peers.size(), 2);
    // One event at once; the others are counted, and reported at the latest when the endpoint is closed.
    QCOMPARE(server.logged().count(EventCode::ClientsNotAllowed), 1);
    server.endpoint->close();
    QCOMPARE(server.logged().count(EventCode::ClientsNotAllowed), 2);
    QCOMPARE(countOf(server, EventCode::ClientsNotAllowed), 20);
}

void TestAccess::limitsClients()
{
    EndpointFixture server(u"tcp-server://127.0.0.1:0?max-clients=2"_qs);
    QTRY_VERIFY(server.isOpen());
    auto first = connectedTo(server);
    const auto second = connectedTo(server);
    QTRY_COMPARE(server.peers.size(), 2);
    const auto third = connectedTo(server);
    QTRY_COMPARE(third->state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(server.peers.size(), 2);
    QCOMPARE(countOf(server, EventCode::ClientLimit), 1);
    first->abort();
    QTRY_COMPARE(server.peers.size(), 1);
    const auto fourth = connectedTo(server); // there is room again
    QTRY_COMPARE(server.peers.size(), 2);
    QCOMPARE(countOf(server, EventCode::ClientLimit), 1);
}

void TestAccess::refusesSenders()
{
    EndpointFixture server(u"udp-server://:0?allow=127.0.0.2,::1"_qs);
    QTRY_VERIFY(server.isOpen());
    QUdpSocket stranger;
    QUdpSocket friendly;
    QVERIFY(friendly.bind(QHostAddress(u"127.0.0.2"_qs)));
    for (int i = 0; i < 3; ++i)
        stranger.writeDatagram("no", QHostAddress::LocalHost, server.port());
    friendly.writeDatagram("yes", QHostAddress::LocalHost, server.port());
    QTRY_COMPARE(server.peers.size(), 1);
    QCOMPARE(server.peers[0].remote.host, QHostAddress(u"127.0.0.2"_qs));
    server.endpoint->close();
    QCOMPARE(countOf(server, EventCode::SendersNotAllowed), 3);
}

void TestAccess::reportsIdle_data()
{
    QTest::addColumn<bool>("isServer");
    QTest::newRow("server") << true;
    QTest::newRow("client") << false;
}

/// Once for each silence; what we send does not end it.
void TestAccess::reportsIdle()
{
    QFETCH(const bool, isServer);
    QTcpServer listener;
    QVERIFY(listener.listen(QHostAddress::LocalHost));
    EndpointFixture ours(isServer ? u"tcp-server://127.0.0.1:0?idle=1"_qs
                                  : u"tcp://127.0.0.1:%1?idle=1"_qs.arg(listener.serverPort()));
    QTRY_VERIFY(ours.isOpen());
    const auto client = isServer ? connectedTo(ours) : nullptr;
    QTRY_COMPARE(ours.peers.size(), 1);
    QTRY_VERIFY(isServer || listener.hasPendingConnections());
    QTcpSocket *const peer = isServer ? client.get() : listener.nextPendingConnection();
    QVERIFY(ours.send("are you there?"));
    QTRY_VERIFY(ours.saw(EventCode::Idle));
    QCOMPARE(ours.logged().count(EventCode::Idle), 1);
    ours.sink.endWindow(); // otherwise the same event is only counted
    peer->write("yes");
    QTRY_COMPARE(ours.logged().count(EventCode::Idle), 2);
    QCOMPARE(ours.peers.size(), 1);
}

void TestAccess::closesIdle()
{
    EndpointFixture server(u"tcp-server://127.0.0.1:0?idle=1&idle-close=1"_qs);
    QTRY_VERIFY(server.isOpen());
    const auto client = connectedTo(server);
    QTRY_COMPARE(server.peers.size(), 1);
    QTRY_VERIFY(server.peers.isEmpty());
    QCOMPARE(server.steps(), QList<EventCode>({EventCode::Connected, EventCode::ClosedHere}));
    QVERIFY(server.saw(EventCode::Idle));
    QVERIFY(server.isOpen());
}

void TestAccess::reportsIdleDatagrams()
{
    EndpointFixture server(u"udp-server://127.0.0.1:0?idle=1"_qs);
    QTRY_VERIFY(server.saw(EventCode::IdleDatagrams));
    server.sink.endWindow();
    QUdpSocket peer;
    peer.writeDatagram("x", QHostAddress::LocalHost, server.port());
    QTRY_COMPARE(server.logged().count(EventCode::IdleDatagrams), 2);
    QCOMPARE(server.peers.size(), 1);
}

QTEST_GUILESS_MAIN(TestAccess)
#include "tst_access.moc"
