// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "tests/gui/windowfixture.h"
#include "tests/reservedport.h"
#include "widgets/log/logview.h"
#include "widgets/network/retrybar.h"
#include "widgets/pages/sessionpage.h"
#include "widgets/parts/messagebar.h"

/// Connecting again, and the ways to end a connection.
class TestConnections : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void countsDown();
    void stops_data();
    void stops();
    void endsClients_data();
    void endsClients();
    void endsAClientsConnection();

private:
    SessionPage &page() { return *m_fixture->window.currentSessionPage(); }
    RetryBar &bar() { return *page().findChild<RetryBar *>(); }
    bool isAtAttempt(int attempt)
    {
        return bar().isVisible() && labelSays(bar(), u"(attempt %1)"_qs.arg(attempt))
            && labelSays(bar(), u"again in"_qs);
    }
    void openUrl(const QString &url)
    {
        page().setUrl(EndpointUrl::parse(url).value());
        page().open();
    }
    void chooseEnd(const QString &way) { actionIn(page(), way)->trigger(); }

    std::unique_ptr<WindowFixture> m_fixture;
};

void TestConnections::init()
{
    m_fixture = std::make_unique<WindowFixture>();
    m_fixture->begin();
}

void TestConnections::countsDown()
{
    const ReservedPort port; // nobody else listens there meanwhile
    QTcpServer server;
    QVERIFY(!bar().isVisible());
    openUrl(u"tcp://127.0.0.1:%1?reconnect=86400000,86400000"_qs.arg(port.number()));
    QTRY_VERIFY(isAtAttempt(2));
    QVERIFY(labelSays(m_fixture->window, u"Reconnecting…"_qs));
    buttonIn(bar(), u"Connect now"_qs)->click();
    QTRY_VERIFY(isAtAttempt(3));
    QVERIFY(server.listen(QHostAddress::LocalHost, port.number()));
    buttonIn(bar(), u"Connect now"_qs)->click();
    QTRY_COMPARE(page().session().state(), Session::State::Open);
    QTRY_VERIFY(page().findChild<MessageBar *>()->isHidden()); // what failed before is no longer true
    QVERIFY(!bar().isVisible());
    QTRY_VERIFY(server.hasPendingConnections());
    server.nextPendingConnection()->abort();
    QTRY_VERIFY(bar().isVisible());
}

void TestConnections::stops_data()
{
    QTest::addColumn<QString>("button");
    QTest::newRow("in the bar") << u"Stop"_qs;
    QTest::newRow("in the group Network") << u"Close"_qs;
}

void TestConnections::stops()
{
    QFETCH(const QString, button);
    openUrl(u"tcp://127.0.0.1:1?reconnect=86400000,86400000"_qs);
    QTRY_VERIFY(isAtAttempt(2));
    buttonIn(page(), button)->click();
    QTRY_COMPARE(page().session().state(), Session::State::Closed);
    QVERIFY(!bar().isVisible());
}

void TestConnections::endsClients_data()
{
    QTest::addColumn<QString>("way");
    QTest::addColumn<bool>("stays");
    QTest::newRow("finish") << u"Finish sending, still receive (FIN)"_qs << true;
    QTest::newRow("close") << u"Close (FIN)"_qs << false;
    QTest::newRow("reset") << u"Reset (RST)"_qs << false;
}

void TestConnections::endsClients()
{
    QFETCH(const QString, way);
    QFETCH(const bool, stays);
    openUrl(u"tcp-server://127.0.0.1:0"_qs);
    QTRY_COMPARE(page().session().state(), Session::State::Open);
    auto &ways = existing<QPushButton>(page(), "Ways to end a connection");
    QVERIFY(!ways.isEnabled());
    QTcpSocket client;
    client.connectToHost(QHostAddress::LocalHost, page().session().localAddress().port);
    QTRY_VERIFY(ways.isEnabled());
    QTRY_COMPARE(client.state(), QAbstractSocket::ConnectedState);
    const QSignalSpy ended(&client, &QTcpSocket::errorOccurred);
    chooseEnd(way);
    QTRY_COMPARE(ended.size(), 1); // Qt does not tell FIN from RST
    QTRY_COMPARE(page().session().peers().empty(), true);
    const QString event = stays ? u"closed from this side (FIN)"_qs : way.right(5);
    QTRY_VERIFY(page().logView().visibleText().contains(event));
}

void TestConnections::endsAClientsConnection()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    openUrl(u"tcp://127.0.0.1:%1"_qs.arg(server.serverPort()));
    QTRY_VERIFY(server.hasPendingConnections());
    QTRY_VERIFY(existing<QPushButton>(page(), "Ways to end a connection").isEnabled());
    chooseEnd(u"Reset (RST)"_qs);
    QTRY_COMPARE(page().session().state(), Session::State::Closed);
    QTRY_VERIFY(page().logView().visibleText().contains(u"reset from this side (RST)"));
}

QTEST_MAIN(TestConnections)
#include "tst_connections.moc"
