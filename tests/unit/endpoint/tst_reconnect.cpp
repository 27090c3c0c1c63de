// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/stream/tcpclient.h"
#include "tests/unit/endpoint/endpointfixture.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

/// A client that connects again, with a clock and random numbers of the test's own. The waits are a day long, so that only
/// connectNow() ends them, or a millisecond.
class TestReconnect : public QObject
{
    Q_OBJECT
private slots:
    void waits();
    void reportsAnOutageOnce();
    void reportsNewReasons();
    void givesUp();
    void closingEndsTheWait_data();
    void closingEndsTheWait();
    void idleReconnects();
};

namespace {

QString reconnecting(quint16 port, const char *waits)
{
    return u"tcp://127.0.0.1:%1?reconnect=%2"_qs.arg(port).arg(QString::fromLatin1(waits));
}

constexpr const char *aDay = "86400000,86400000";
constexpr const char *atOnce = "1,1";

/// A client and its waits.
class ReconnectFixture : public EndpointFixture
{
public:
    explicit ReconnectFixture(const QString &url) : EndpointFixture(u"tcp-server://127.0.0.1:0"_qs)
    {
        endpoint = std::make_unique<TcpClient>(EndpointUrl::parse(url).value(), Endpoint::Links{sink, resolver},
                                               Backoff::Sources{[] { return 0.0; }, [this] { return nowMs; }});
        QObject::connect(endpoint.get(), &Endpoint::retryChanged, endpoint.get(),
                         [this](const Retry &changed) { retry = changed; });
        events.clear();
        endpoint->open();
    }
    QList<EventCode> codes() const
    {
        QList<EventCode> codes;
        for (const Event &event : events)
            codes.append(event.code);
        return codes;
    }
    QStringList lastArgs() const { return events.isEmpty() ? QStringList() : events.last().args; }

    qint64 nowMs = 0;
    Retry retry;
};

/// A port on which nobody listens.
quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

} // namespace

void TestReconnect::waits()
{
    const quint16 port = freePort();
    ReconnectFixture client(reconnecting(port, aDay));
    QTRY_COMPARE(client.retry.attempt, 2);
    QCOMPARE(client.retry.delayMs, 86'400'000);
    QCOMPARE(client.endpoint->state(), Endpoint::State::Opening);
    client.endpoint->connectNow();
    QCOMPARE(client.retry.attempt, 0);
    client.endpoint->connectNow(); // it is connecting already
    QTRY_COMPARE(client.retry.attempt, 3);
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost, port));
    client.endpoint->connectNow();
    QTRY_VERIFY(client.isOpen());
    QCOMPARE(client.retry.attempt, 0);
    client.endpoint->connectNow(); // nothing to do
    QVERIFY(client.isOpen());
}

/// Two hours without a server are a few lines.
void TestReconnect::reportsAnOutageOnce()
{
    const quint16 port = freePort();
    ReconnectFixture client(reconnecting(port, aDay));
    constexpr int attempts = 50;
    for (int i = 2; i <= attempts; ++i) {
        QTRY_COMPARE(client.retry.attempt, i);
        client.nowMs += 144'000;
        client.endpoint->connectNow();
    }
    QTRY_COMPARE(client.retry.attempt, attempts + 1);
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost, port));
    client.nowMs += 144'000;
    client.endpoint->connectNow();
    QTRY_VERIFY(client.isOpen());
    QCOMPARE(
        client.codes(),
        QList<EventCode>({EventCode::Connecting, EventCode::Refused, EventCode::Reconnecting, EventCode::Reconnected}));
    QCOMPARE(client.lastArgs(), QStringList({u"127.0.0.1:%1"_qs.arg(port), u"7200"_qs, u"51"_qs}));
    QTRY_VERIFY(server.hasPendingConnections());
    server.nextPendingConnection()->abort(); // a new outage
    QTRY_VERIFY(client.retry.attempt > 0);
    QCOMPARE(client.codes().count(EventCode::Reconnecting), 2);
}

void TestReconnect::reportsNewReasons()
{
    const quint16 port = freePort();
    ReconnectFixture client(reconnecting(port, aDay));
    QTRY_COMPARE(client.retry.attempt, 2);
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost, port));
    client.endpoint->connectNow();
    QTRY_VERIFY(client.isOpen());
    QTRY_VERIFY(server.hasPendingConnections());
    QTcpSocket *const peer = server.nextPendingConnection();
    server.close();
    peer->abort();
    QTRY_VERIFY(client.retry.attempt > 0);
    client.sink.endWindow(); // otherwise the same event is only counted
    client.endpoint->connectNow();
    QTRY_COMPARE(client.codes().count(EventCode::Refused), 2); // one for each outage
}

void TestReconnect::givesUp()
{
    ReconnectFixture client(reconnecting(freePort(), "1,1,4"));
    QTRY_VERIFY(client.isClosed());
    QCOMPARE(client.codes(),
             QList<EventCode>(
                 {EventCode::Connecting, EventCode::Refused, EventCode::Reconnecting, EventCode::ReconnectGaveUp}));
    QCOMPARE(client.lastArgs().value(2), u"4"_qs);
    QCOMPARE(client.retry.attempt, 0);
}

void TestReconnect::closingEndsTheWait_data()
{
    QTest::addColumn<QString>("waits");
    QTest::newRow("while waiting") << QString::fromLatin1(aDay);
    QTest::newRow("at any time") << QString::fromLatin1(atOnce);
}

void TestReconnect::closingEndsTheWait()
{
    QFETCH(const QString, waits);
    ReconnectFixture client(reconnecting(freePort(), qPrintable(waits)));
    QTRY_VERIFY(client.saw(EventCode::Reconnecting));
    client.endpoint->close();
    QVERIFY(client.isClosed());
    QCOMPARE(client.retry.attempt, 0);
    QCOMPARE(client.codes().last(), EventCode::ReconnectStopped);
    client.endpoint->connectNow(); // has no effect any more
    QVERIFY(client.isClosed());
}

void TestReconnect::idleReconnects()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    ReconnectFixture client(reconnecting(server.serverPort(), "1,1&idle=1&idle-close=1"));
    QTRY_VERIFY(client.saw(EventCode::Reconnected));
    QVERIFY(client.saw(EventCode::Idle));
}

QTEST_GUILESS_MAIN(TestReconnect)
#include "tst_reconnect.moc"
