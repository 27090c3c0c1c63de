// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/session/sessionio.h"
#include "tests/unit/session/sessionfixture.h"

#include <QTest>

/// What the I/O side decides.
class TestSessionIo : public QObject
{
    Q_OBJECT
private slots:
    void halfClosed_data();
    void halfClosed();
    void opensWhereItWas_data();
    void opensWhereItWas();
};

void TestSessionIo::halfClosed_data()
{
    using Said = std::optional<bool>;
    QTest::addColumn<Role>("role");
    QTest::addColumn<std::optional<int>>("seconds");
    QTest::addColumn<bool>("hasRules");
    QTest::addColumn<Said>("moreToCome");
    QTest::addColumn<int>("ms");
    const std::optional<int> none;
    QTest::newRow("a person at a server") << Role::TcpServer << none << false << Said() << 60'000;
    QTest::newRow("a server that answers") << Role::TcpServer << none << true << Said() << 0;
    QTest::newRow("a person at a client") << Role::TcpClient << none << false << Said() << 0;
    QTest::newRow("a client that answers") << Role::TcpClient << none << true << Said() << 0;
    QTest::newRow("a server, input to come") << Role::TcpServer << none << false << Said(true) << 60'000;
    QTest::newRow("a server that answers, input to come") << Role::TcpServer << none << true << Said(true) << 60'000;
    QTest::newRow("a client, input to come") << Role::TcpClient << none << false << Said(true) << 60'000;
    QTest::newRow("a server, input at its end") << Role::TcpServer << none << false << Said(false) << 0;
    QTest::newRow("a client, input at its end") << Role::TcpClient << none << false << Said(false) << 0;
    const std::optional five(5);
    QTest::newRow("5 s, a person at a server") << Role::TcpServer << five << false << Said() << 5000;
    QTest::newRow("5 s, a person at a client") << Role::TcpClient << five << false << Said() << 5000;
    QTest::newRow("5 s, a client, input to come") << Role::TcpClient << five << true << Said(true) << 5000;
    QTest::newRow("5 s, a server that answers") << Role::TcpServer << five << true << Said() << 0;
    QTest::newRow("5 s, input at its end") << Role::TcpServer << five << false << Said(false) << 0;
    QTest::newRow("0 s") << Role::TcpServer << std::optional(0) << false << Said(true) << 0;
}

void TestSessionIo::halfClosed()
{
    QFETCH(Role, role);
    QFETCH(std::optional<int>, seconds);
    QFETCH(bool, hasRules);
    QFETCH(std::optional<bool>, moreToCome);
    EndpointUrl url;
    url.role = role;
    url.halfClosedSeconds = seconds;
    QTEST(halfClosedMs(url, EndpointUrl::defaultHalfClosedSeconds, hasRules, moreToCome), "ms");
}

void TestSessionIo::opensWhereItWas_data()
{
    QTest::addColumn<QString>("url");
    // At an address of its own, so that no other test gets the port in between.
    QTest::newRow("server") << u"tcp-server://127.9.8.7:%1"_qs;
    QTest::newRow("datagrams") << u"udp-server://127.9.8.7:%1"_qs;
}

/// The previous endpoint is deleted, and its last events are logged, before the next one opens.
void TestSessionIo::opensWhereItWas()
{
    QFETCH(QString, url);
    SessionFixture fixture(url.arg(0));
    QTRY_VERIFY(fixture.isOpen());
    const QString same = url.arg(fixture.port());
    const EventCode opened = fixture.logged().last();
    QList<EventCode> course{opened};
    for (int i = 0; i < 100; ++i) {
        fixture.open(same);
        QTRY_VERIFY2(fixture.session.state() != Session::State::Opening, "neither open nor closed");
        course += {EventCode::Stopped, opened};
        QCOMPARE(fixture.logged(), course);
        QVERIFY(fixture.isOpen());
    }
}

QTEST_GUILESS_MAIN(TestSessionIo)
#include "tst_sessionio.moc"
