// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/stream/localclient.h"
#include "model/endpoint/stream/tcpclient.h"
#include "model/endpoint/stream/tlsclient.h"
#include "tests/reservedport.h"
#include "tests/unit/endpoint/endpointfixture.h"

#include <QLocalServer>
#include <QLocalSocket>
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
    void givesUp_data();
    void givesUp();
    void shortConnectionsAreAttempts_data();
    void shortConnectionsAreAttempts();
    void countsAttemptsInOneWay();
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
        const EndpointUrl parsed = EndpointUrl::parse(url).value();
        const Endpoint::Links links{sink, resolver};
        const Backoff::Sources sources{[] { return 0.0; }, [this] { return nowMs; }};
        if (parsed.role == Role::TlsClient)
            endpoint = std::make_unique<TlsClient>(parsed, links, sources);
        else if (parsed.role == Role::LocalClient)
            endpoint = std::make_unique<LocalClient>(parsed, links, sources);
        else
            endpoint = std::make_unique<TcpClient>(parsed, links, sources);
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

    qint64 nowMs = 1'000'000;
    Retry retry;
};

} // namespace

void TestReconnect::waits()
{
    const ReservedPort port;
    ReconnectFixture client(reconnecting(port.number(), aDay));
    QTRY_COMPARE(client.retry.attempt, 2);
    QCOMPARE(client.retry.delayMs, 86'400'000);
    QCOMPARE(client.endpoint->state(), Endpoint::State::Opening);
    client.endpoint->connectNow();
    QCOMPARE(client.retry.attempt, 0);
    client.endpoint->connectNow(); // it is connecting already
    QTRY_COMPARE(client.retry.attempt, 3);
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost, port.number()));
    client.endpoint->connectNow();
    QTRY_VERIFY(client.isOpen());
    QCOMPARE(client.retry.attempt, 0);
    client.endpoint->connectNow(); // nothing to do
    QVERIFY(client.isOpen());
}

/// Two hours without a server are a few lines.
void TestReconnect::reportsAnOutageOnce()
{
    const ReservedPort port;
    ReconnectFixture client(reconnecting(port.number(), aDay));
    constexpr int attempts = 50;
    for (int i = 2; i <= attempts; ++i) {
        QTRY_COMPARE(client.retry.attempt, i);
        client.nowMs += 144'000;
        client.endpoint->connectNow();
    }
    QTRY_COMPARE(client.retry.attempt, attempts + 1);
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost, port.number()));
    client.nowMs += 144'000;
    client.endpoint->connectNow();
    QTRY_VERIFY(client.isOpen());
    QCOMPARE(
        client.codes(),
        QList<EventCode>({EventCode::Connecting, EventCode::Refused, EventCode::Reconnecting, EventCode::Reconnected}));
    QCOMPARE(client.lastArgs(), QStringList({u"127.0.0.1:%1"_qs.arg(port.number()), u"7200"_qs, u"51"_qs}));
    QTRY_VERIFY(server.hasPendingConnections());
    client.nowMs += 86'400'000;
    server.nextPendingConnection()->abort(); // a new outage
    QTRY_VERIFY(client.retry.attempt > 0);
    QCOMPARE(client.codes().count(EventCode::Reconnecting), 2);
}

void TestReconnect::reportsNewReasons()
{
    const ReservedPort port;
    ReconnectFixture client(reconnecting(port.number(), aDay));
    QTRY_COMPARE(client.retry.attempt, 2);
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost, port.number()));
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

void TestReconnect::givesUp_data()
{
    QTest::addColumn<int>("attempts");
    QTest::newRow("after some") << 4;
    QTest::newRow("after the first") << 1;
}

void TestReconnect::givesUp()
{
    QFETCH(const int, attempts);
    const ReservedPort port;
    ReconnectFixture client(reconnecting(port.number(), qPrintable(u"1,1,%1"_qs.arg(attempts))));
    QTRY_VERIFY(client.isClosed());
    QList<EventCode> codes{EventCode::Connecting, EventCode::Refused, EventCode::Reconnecting,
                           EventCode::ReconnectGaveUp};
    if (attempts == 1)
        codes.removeAll(EventCode::Reconnecting);
    QCOMPARE(client.codes(), codes);
    QCOMPARE(client.lastArgs().value(2), QString::number(attempts));
    QCOMPARE(client.retry.attempt, 0);
}

void TestReconnect::shortConnectionsAreAttempts_data()
{
    QTest::addColumn<QString>("url"); // PORT or PATH is the server
    QTest::newRow("TCP") << u"tcp://127.0.0.1:PORT"_qs;
    QTest::newRow("a handshake that fails") << u"tls://127.0.0.1:PORT"_qs;
    QTest::newRow("local socket") << u"unix://PATH"_qs;
}

/// A server that accepts and closes at once neither begins the waits anew nor the count of attempts.
void TestReconnect::shortConnectionsAreAttempts()
{
    QFETCH(QString, url);
    QTcpServer tcp;
    QVERIFY(tcp.listen(QHostAddress::LocalHost));
    QObject::connect(&tcp, &QTcpServer::newConnection, [&tcp] { delete tcp.nextPendingConnection(); });
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"socket"_qs);
    QLocalServer local;
    QVERIFY(local.listen(path));
    QObject::connect(&local, &QLocalServer::newConnection, [&local] { delete local.nextPendingConnection(); });
    url.replace(u"PORT"_qs, QString::number(tcp.serverPort())).replace(u"PATH"_qs, path);
    ReconnectFixture client(url + u"?reconnect=2,8,5"_qs);
    QList<int> waits;
    QObject::connect(client.endpoint.get(), &Endpoint::retryChanged, client.endpoint.get(), [&](const Retry &changed) {
        if (changed.attempt > 0)
            waits.append(changed.delayMs);
    });
    QTRY_VERIFY(client.isClosed());
    QCOMPARE(waits, QList<int>({2, 4, 8, 8}));
    QCOMPARE(client.codes().last(), EventCode::ReconnectGaveUp);
    QCOMPARE(client.lastArgs().mid(1), QStringList({u"0"_qs, u"5"_qs}));
    QCOMPARE(client.steps().count(EventCode::Connected), 5);
    QCOMPARE(client.codes().count(EventCode::Reconnecting), 1);
}

/// The number of the attempt that is shown while waiting is the number in the log.
void TestReconnect::countsAttemptsInOneWay()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    ReconnectFixture client(reconnecting(server.serverPort(), "86400000,86400000"));
    for (int attempt = 2; attempt <= 4; ++attempt) {
        QTRY_VERIFY(client.isOpen());
        QTRY_VERIFY(server.hasPendingConnections());
        delete server.nextPendingConnection();
        QTRY_COMPARE(client.retry.attempt, attempt);
        client.nowMs += 3000;
        client.endpoint->connectNow();
        QTRY_COMPARE(client.codes().count(EventCode::Reconnected), attempt - 1);
        QCOMPARE(client.lastArgs().mid(1), QStringList({u"3"_qs, QString::number(attempt)}));
    }
    client.nowMs += 86'400'000; // it has lasted
    QTRY_VERIFY(server.hasPendingConnections());
    delete server.nextPendingConnection();
    QTRY_COMPARE(client.retry.attempt, 1);
    client.endpoint->connectNow();
    QTRY_COMPARE(client.codes().count(EventCode::Reconnected), 4);
    QCOMPARE(client.lastArgs().mid(1), QStringList({u"0"_qs, u"1"_qs}));
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
    const ReservedPort port;
    ReconnectFixture client(reconnecting(port.number(), qPrintable(waits)));
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
