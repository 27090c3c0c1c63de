// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/system/localports.h"

#include <QTcpServer>
#include <QTest>
#include <QUdpSocket>

#include <unistd.h>

#include <memory>

namespace {

struct Opened
{
    std::unique_ptr<QObject> socket;
    quint16 port = 0;
};

Opened openPort(Transport transport, const QHostAddress &host)
{
    if (transport == Transport::Tcp) {
        auto server = std::make_unique<QTcpServer>();
        server->listen(host);
        const quint16 port = server->serverPort();
        return {std::move(server), port};
    }
    auto socket = std::make_unique<QUdpSocket>();
    socket->bind(host);
    const quint16 port = socket->localPort();
    return {std::move(socket), port};
}

} // namespace

class TestLocalPorts : public QObject
{
    Q_OBJECT
private slots:
    void owner_data();
    void owner();
    void ofNobody();
    void ephemeral();
};

void TestLocalPorts::owner_data()
{
    QTest::addColumn<Transport>("transport");
    QTest::addColumn<QHostAddress>("host");
    QTest::addColumn<QHostAddress>("wanted");
    QTest::addColumn<bool>("isConflict");
    const QHostAddress every;
    const QHostAddress ipv4(QHostAddress::LocalHost);
    const QHostAddress other(u"127.0.0.2"_qs);
    const QHostAddress ipv6(QHostAddress::LocalHostIPv6);
    for (const Transport transport : {Transport::Tcp, Transport::Udp}) {
        const char *name = transport == Transport::Tcp ? "tcp" : "udp";
        QTest::addRow("%s, IPv4", name) << transport << ipv4 << ipv4 << true;
        QTest::addRow("%s, IPv4, every wanted", name) << transport << ipv4 << every << true;
        QTest::addRow("%s, IPv4, another wanted", name) << transport << ipv4 << other << false;
        QTest::addRow("%s, IPv6", name) << transport << ipv6 << ipv6 << true;
        QTest::addRow("%s, IPv6, IPv4 wanted", name) << transport << ipv6 << ipv4 << false;
        QTest::addRow("%s, every, IPv4 wanted", name) << transport << QHostAddress(QHostAddress::Any) << ipv4 << true;
        QTest::addRow("%s, every, IPv6 wanted", name) << transport << QHostAddress(QHostAddress::Any) << ipv6 << true;
    }
}

void TestLocalPorts::owner()
{
    QFETCH(Transport, transport);
    QFETCH(QHostAddress, host);
    QFETCH(QHostAddress, wanted);
    QFETCH(bool, isConflict);
    const Opened opened = openPort(transport, host);
    QVERIFY(opened.port != 0);
    const auto owner = localports::owner(transport, {wanted, opened.port});
#ifndef SOCKETSCOPE_LINUX_SOCKETS
    QVERIFY(!owner);
    return;
#endif
    QCOMPARE(owner.has_value(), isConflict);
    if (!owner)
        return;
    QVERIFY(owner->isSelf);
    QVERIFY(owner->user.isEmpty());
    QVERIFY2(owner->program.endsWith(u" (PID %1)"_qs.arg(::getpid())), qPrintable(owner->program));
    // The other transport's port of the same number is another one.
    const Transport different = transport == Transport::Tcp ? Transport::Udp : Transport::Tcp;
    const auto stranger = localports::owner(different, {wanted, opened.port});
    QVERIFY(!stranger || !stranger->isSelf);
}

void TestLocalPorts::ofNobody()
{
    const quint16 port = openPort(Transport::Udp, QHostAddress(QHostAddress::LocalHost)).port; // closed again
    QVERIFY(!localports::owner(Transport::Udp, {QHostAddress(QHostAddress::LocalHost), port}));
}

void TestLocalPorts::ephemeral()
{
    const auto range = localports::ephemeral();
#ifndef SOCKETSCOPE_LINUX_SOCKETS
    QVERIFY(!range);
    return;
#endif
    QVERIFY(range);
    QVERIFY(range->first < range->last);
    // The port of a TCP client is one of them.
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QTcpSocket client;
    client.connectToHost(QHostAddress(QHostAddress::LocalHost), server.serverPort());
    QVERIFY(client.waitForConnected());
    QVERIFY(client.localPort() >= range->first && client.localPort() <= range->last);
}

QTEST_GUILESS_MAIN(TestLocalPorts)
#include "tst_localports.moc"
