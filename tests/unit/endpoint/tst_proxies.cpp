// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "tests/unit/endpoint/ownnetwork.h"
#include "tests/unit/endpoint/talk.h"

#include <QNetworkProxy>
#include <QNetworkProxyFactory>
#include <QTcpSocket>
#include <QTest>

/// A debugging tool connects to the address given, whatever proxy the application or the system is set up for. Qt
/// uses no proxy for loopback addresses anyhow, so the addresses here are those of networks of the test's own.
class TestProxies : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void noneIsUsed_data();
    void noneIsUsed();
    void cleanup();
};

void TestProxies::initTestCase()
{
    if (!network->exists())
        QSKIP(qPrintable(u"The system allows no network of one's own: "_qs + network->why));
}

void TestProxies::noneIsUsed_data()
{
    QTest::addColumn<int>("type");
    QTest::newRow("SOCKS5") << int(QNetworkProxy::Socks5Proxy);
    QTest::newRow("HTTP") << int(QNetworkProxy::HttpProxy);
    QTest::newRow("of the system") << int(QNetworkProxy::DefaultProxy);
}

void TestProxies::noneIsUsed()
{
    QFETCH(int, type);
    constexpr quint16 closed = 9;
    if (type == int(QNetworkProxy::DefaultProxy)) {
        for (const char *name : {"http_proxy", "https_proxy", "all_proxy", "ALL_PROXY"})
            qputenv(name, "http://10.77.1.2:9");
        QNetworkProxyFactory::setUseSystemConfiguration(true);
    } else {
        QNetworkProxy::setApplicationProxy(QNetworkProxy(QNetworkProxy::ProxyType(type), u"10.77.1.2"_qs, closed));
    }
    // Sockets use it by default.
    const PlainSocket listener = PlainSocket::listening(OwnNetwork::here);
    QTcpSocket plain;
    plain.connectToHost(QString::fromLatin1(OwnNetwork::here), listener.port());
    QTRY_COMPARE(plain.state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(plain.error(), QAbstractSocket::ProxyConnectionRefusedError);
    for (const bool server : {true, false}) {
        Talk talk(server, {}, OwnNetwork::here);
        QVERIFY(talk.isConnected);
        talk.peer.write("heard");
        QTRY_COMPARE(talk.us->bytes(Direction::In), "heard");
    }
    EndpointFixture one(u"udp-server://10.77.1.1:0"_qs);
    QTRY_VERIFY(one.isOpen());
    EndpointFixture other(u"udp://10.77.1.1:%1"_qs.arg(one.port()));
    QTRY_VERIFY(other.isOpen());
    QVERIFY(other.send("datagram"));
    QTRY_COMPARE(one.bytes(Direction::In), "datagram");
}

void TestProxies::cleanup()
{
    QNetworkProxyFactory::setUseSystemConfiguration(false);
    QNetworkProxy::setApplicationProxy(QNetworkProxy::NoProxy);
}

OWN_NETWORK_MAIN(TestProxies)
#include "tst_proxies.moc"
