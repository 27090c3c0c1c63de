// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/sessionio.h"

#include <QTest>

/// What the I/O side decides by itself.
class TestSessionIo : public QObject
{
    Q_OBJECT
private slots:
    void halfOpen_data();
    void halfOpen();
};

void TestSessionIo::halfOpen_data()
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
    QTest::newRow("the URL says 5 s") << Role::TcpServer << std::optional(5) << true << Said(false) << 5000;
    QTest::newRow("the URL says 0 s") << Role::TcpServer << std::optional(0) << false << Said(true) << 0;
}

void TestSessionIo::halfOpen()
{
    QFETCH(Role, role);
    QFETCH(std::optional<int>, seconds);
    QFETCH(bool, hasRules);
    QFETCH(std::optional<bool>, moreToCome);
    EndpointUrl url;
    url.role = role;
    url.halfOpenSeconds = seconds;
    QTEST(halfOpenMs(url, hasRules, moreToCome), "ms");
}

QTEST_GUILESS_MAIN(TestSessionIo)
#include "tst_sessionio.moc"
