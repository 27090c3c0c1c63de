// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/sending/durationhistogram.h"
#include "model/sending/intervalmeter.h"
#include "model/sending/sendschedule.h"

#include <QTest>

using namespace std::chrono_literals;
using Time = std::chrono::nanoseconds;

/// Due times and measured intervals, with a clock that the test sets.
class TestSendSchedule : public QObject
{
    Q_OBJECT
private slots:
    void doesNotDrift();
    void leavesOutWhatWasMissed();
    void makesUpWithinTheTolerance();
    void noPauses();
    void quantiles();
    void measuresIntervals();
    void doesNotMeasureBatches();
};

void TestSendSchedule::doesNotDrift()
{
    SendSchedule schedule(5s);
    Time now = 5s;
    for (int i = 1; i <= 100'000; ++i) {
        QVERIFY(schedule.isDue(now));
        schedule.sent(now + 300us, 1ms); // each one late
        QCOMPARE(schedule.due(), Time(5s + i * 1ms));
        now = schedule.due();
        QVERIFY(!schedule.isDue(now - 1ns));
    }
    QCOMPARE(schedule.missed(), quint64(0));
}

void TestSendSchedule::leavesOutWhatWasMissed()
{
    SendSchedule schedule(0s);
    schedule.sent(0s, 10ms);
    // The system was busy: the messages of 20 to 90 ms are skipped, that of 100 ms is due, then that of 110.
    const Time late = 104ms;
    QVERIFY(schedule.isDue(late));
    schedule.sent(late, 10ms);
    QCOMPARE(schedule.due(), Time(100ms));
    QCOMPARE(schedule.missed(), quint64(8));
    schedule.sent(late, 10ms);
    QVERIFY(!schedule.isDue(late)); // one late message, not nine
    QCOMPARE(schedule.due(), Time(110ms));
    QCOMPARE(schedule.missed(), quint64(8));
}

void TestSendSchedule::makesUpWithinTheTolerance()
{
    SendSchedule schedule(0s, 10ms);
    int sent = 0;
    for (const Time now : {Time(0), Time(1ms), Time(3ms), Time(9ms)}) { // an inaccurate timer
        for (; schedule.isDue(now); ++sent)
            schedule.sent(now, 10us);
    }
    QCOMPARE(sent, 901);
    QCOMPARE(schedule.missed(), quint64(0));
    for (; schedule.isDue(1s); ++sent)
        schedule.sent(1s, 10us);
    QVERIFY(sent <= 901 + 1002);
    QVERIFY(schedule.missed() > 90'000);
}

void TestSendSchedule::noPauses()
{
    SendSchedule schedule(0s);
    for (int i = 0; i < 10; ++i) {
        QVERIFY(schedule.isDue(1ms));
        schedule.sent(1ms, 0ns);
    }
    schedule.sent(1ms, 5ms); // the pieces of a message do not move the next one
    QCOMPARE(schedule.due(), Time(5ms));
}

void TestSendSchedule::quantiles()
{
    DurationHistogram histogram;
    QCOMPARE(histogram.quantile(0.5), 0);
    for (qint64 i = 1; i <= 100'000; ++i)
        histogram.add(i * 1000);
    QCOMPARE(histogram.count(), quint64(100'000));
    QCOMPARE(histogram.min(), 1000);
    QCOMPARE(histogram.max(), 100'000'000);
    QCOMPARE(histogram.mean(), 50'000'500);
    for (const double share : {0.01, 0.5, 0.9, 0.99}) {
        const double value = double(histogram.quantile(share));
        QVERIFY2(value >= share * 1e8 && value <= share * 1.032e8, qPrintable(QString::number(value)));
    }
    QCOMPARE(histogram.quantile(1), 100'000'000);
    DurationHistogram extremes;
    for (const qint64 value : {qint64(-5), qint64(0), std::numeric_limits<qint64>::max()})
        extremes.add(value);
    QCOMPARE(extremes.quantile(0.1), 0);
    QCOMPARE(extremes.quantile(1), std::numeric_limits<qint64>::max());
    DurationHistogram small;
    for (qint64 i = 0; i < 64; ++i)
        small.add(i);
    QCOMPARE(small.quantile(0.5), 31); // these are exact
}

void TestSendSchedule::measuresIntervals()
{
    IntervalMeter meter;
    QCOMPARE(meter.stats().count, quint64(0));
    for (const Time now : {Time(0), Time(10ms), Time(21ms), Time(30ms)})
        meter.sent(now, 10ms);
    const IntervalStats stats = meter.stats();
    QCOMPARE(stats.count, quint64(3));
    QCOMPARE(stats.mean, 10'000'000);
    QCOMPARE(stats.min, 9'000'000);
    QCOMPARE(stats.max, 11'000'000);
    QVERIFY(stats.jitterP99 >= 1'000'000 && stats.jitterP99 < 1'032'000);
}

void TestSendSchedule::doesNotMeasureBatches()
{
    IntervalMeter meter;
    for (int i = 0; i < 100; ++i)
        meter.sent(1s, 10us);
    QCOMPARE(meter.stats().count, quint64(0));
}

QTEST_GUILESS_MAIN(TestSendSchedule)
#include "tst_sendschedule.moc"
