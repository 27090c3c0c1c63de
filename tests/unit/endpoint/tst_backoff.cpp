// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/backoff.h"

#include "model/endpoint/idlecount.h"

#include <QTest>

class TestBackoff : public QObject
{
    Q_OBJECT
private slots:
    void doubles();
    void addsJitter();
    void endsAfterAttempts();
    void startsAnewAfterALastingConnection();
    void tellsTheOutage();
    void systemJitterIsInRange();
    void noticesSilence();

private:
    Backoff::Sources sources()
    {
        return {[this] { return m_random; }, [this] { return m_nowMs; }};
    }
    /// The next wait; -1: none.
    static int failed(Backoff &backoff)
    {
        backoff.attempt();
        return backoff.wait().value_or(-1);
    }

    double m_random = 0;
    qint64 m_nowMs = 5000;
};

void TestBackoff::doubles()
{
    m_random = 0;
    Backoff backoff({100, 1000, 0}, sources());
    for (const int expected : {100, 200, 400, 800, 1000, 1000})
        QCOMPARE(failed(backoff), expected);
    QCOMPARE(backoff.attempts(), 6);
    for (int i = 0; i < 100; ++i) // no overflow
        QCOMPARE(failed(backoff), 1000);
    Backoff large({24 * 3600 * 1000, 24 * 3600 * 1000, 0}, sources());
    for (int i = 0; i < 40; ++i)
        QCOMPARE(failed(large), 24 * 3600 * 1000);
}

void TestBackoff::addsJitter()
{
    Backoff backoff({100, 1000, 0}, sources());
    m_random = 0.5;
    QCOMPARE(failed(backoff), 75);
    m_random = 0.99;
    QCOMPARE(failed(backoff), 101);
    m_random = 0;
    QCOMPARE(failed(backoff), 400);
}

void TestBackoff::endsAfterAttempts()
{
    m_random = 0;
    Backoff backoff({100, 1000, 3}, sources());
    QCOMPARE(failed(backoff), 100);
    QCOMPARE(failed(backoff), 200);
    QCOMPARE(failed(backoff), -1);
}

/// A server that accepts and closes at once is not contacted more and more often.
void TestBackoff::startsAnewAfterALastingConnection()
{
    m_random = 0;
    Backoff backoff({100, 1000, 0}, sources());
    m_nowMs = 1'000'000;
    QCOMPARE(failed(backoff), 100);
    QCOMPARE(failed(backoff), 200);
    backoff.attempt();
    backoff.connected();
    m_nowMs += 199; // less than the last wait
    backoff.lost();
    QCOMPARE(backoff.wait().value(), 400);
    QCOMPARE(backoff.attempts(), 3);
    QCOMPARE(backoff.outage().attempts, 3);
    QCOMPARE(backoff.outage().ms, 199);
    backoff.attempt();
    backoff.lost(); // before it was connected, as when a handshake fails
    QCOMPARE(backoff.wait().value(), 800);
    QCOMPARE(backoff.attempts(), 4);
    backoff.attempt();
    backoff.connected();
    m_nowMs += 800;
    backoff.lost();
    QCOMPARE(backoff.attempts(), 0);
    QCOMPARE(backoff.outage().ms, 0);
    QCOMPARE(backoff.wait().value(), 100);
}

void TestBackoff::tellsTheOutage()
{
    Backoff backoff({100, 1000, 0}, sources());
    QCOMPARE(backoff.outage().attempts, 0);
    backoff.attempt();
    QVERIFY(!backoff.connected()); // at the first attempt: there was no outage
    m_nowMs += 10'000;
    backoff.lost();
    m_nowMs += 300;
    failed(backoff);
    m_nowMs += 700;
    QCOMPARE(backoff.outage().ms, 1000);
    backoff.attempt();
    const auto outage = backoff.connected();
    QVERIFY(outage);
    QCOMPARE(outage->attempts, 2);
    QCOMPARE(outage->ms, 1000);
    QCOMPARE(backoff.outage().ms, 0);

    Backoff late({100, 1000, 0}, sources()); // the server starts after the client
    failed(late);
    m_nowMs += 50;
    late.attempt();
    const auto start = late.connected();
    QVERIFY(start);
    QCOMPARE(start->attempts, 2);
    QCOMPARE(start->ms, 50);
}

void TestBackoff::systemJitterIsInRange()
{
    QSet<int> waits;
    for (int i = 0; i < 100; ++i) {
        Backoff backoff({1000, 1000, 0});
        const int wait = failed(backoff);
        QVERIFY2(wait > 500 && wait <= 1000, qPrintable(QString::number(wait)));
        waits.insert(wait);
    }
    QVERIFY(waits.size() > 10);
}

void TestBackoff::noticesSilence()
{
    IdleCount idle;
    const auto ticks = [&idle](int count) {
        int reports = 0;
        for (int i = 0; i < count; ++i)
            reports += idle.tick() ? 1 : 0;
        return reports;
    };
    QCOMPARE(ticks(IdleCount::ticks), 0); // the first tick may come at once
    QCOMPARE(ticks(1), 1);
    QCOMPARE(ticks(1000), 0); // once for each silence
    idle.heard();
    QCOMPARE(ticks(IdleCount::ticks), 0);
    idle.heard();
    QCOMPARE(ticks(IdleCount::ticks), 0);
    QCOMPARE(ticks(1), 1);
}

QTEST_GUILESS_MAIN(TestBackoff)
#include "tst_backoff.moc"
