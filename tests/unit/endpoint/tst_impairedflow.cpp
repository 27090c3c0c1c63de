// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/relay/impairedflow.h"

#include <QTest>

#include <cmath>

namespace {

using std::chrono::milliseconds;

/// A flow with a clock and random numbers of the test.
class ImpairedTraffic
{
public:
    ImpairedTraffic(bool datagrams, const Impairment &impairment)
        : flow(datagrams, impairment, [this] { return randoms.isEmpty() ? 0.5 : randoms.takeFirst(); })
    {
    }
    void put(const QByteArray &bytes) { flow.put(bytes, clock); }
    /// What is due now.
    QByteArrayList take()
    {
        QByteArrayList all;
        while (const auto bytes = flow.take(clock))
            all.append(*bytes);
        return all;
    }
    QByteArrayList takeAt(int ms)
    {
        clock = milliseconds(ms);
        return take();
    }
    /// When the next is due, in ms; -1: never.
    double due() const
    {
        const auto time = flow.due();
        return time ? std::chrono::duration<double, std::milli>(*time).count() : -1;
    }

    QList<double> randoms; // then 0.5
    milliseconds clock{0};
    ImpairedFlow flow;
};

Impairment with(const std::function<void(Impairment &)> &set)
{
    Impairment impairment;
    set(impairment);
    return impairment;
}

} // namespace

class TestImpairedFlow : public QObject
{
    Q_OBJECT
private slots:
    void passesUnchanged();
    void delays();
    void jitterKeepsTheOrderOfStreams();
    void jitterLetsDatagramsOvertake();
    void limitsTheRate();
    void rateChangesForWhatWaits();
    void losesBySeed();
    void dropsWhatDoesNotFit();
    void duplicates();
    void reorders();
    void reordersTheLastOne();
    void reordersOfThoseThatDoNotOvertake_data();
    void reordersOfThoseThatDoNotOvertake();
    void cuts();
    void glues();
    void gluesNoLonger();
    void cutsOff();
    void sameSeedSameNumbers();
};

void TestImpairedFlow::passesUnchanged()
{
    for (const bool datagrams : {false, true}) {
        ImpairedTraffic traffic(datagrams, {});
        QCOMPARE(traffic.due(), -1);
        traffic.put("one");
        traffic.put("two");
        QCOMPARE(traffic.flow.held(), 6);
        QCOMPARE(traffic.due(), 0);
        QCOMPARE(traffic.take(), (QByteArrayList{"one", "two"}));
        QVERIFY(traffic.flow.isEmpty());
        QCOMPARE(traffic.flow.held(), 0);
        QCOMPARE(traffic.flow.counts(), ImpairmentCounts());
    }
    ImpairedTraffic traffic(true, {});
    traffic.put("");
    QCOMPARE(traffic.take(), QByteArrayList{""}); // empty datagrams too
}

void TestImpairedFlow::delays()
{
    ImpairedTraffic traffic(false, with([](Impairment &it) { it.delayMs = 100; }));
    traffic.put("a");
    traffic.clock = milliseconds(10);
    traffic.put("b");
    QCOMPARE(traffic.due(), 100);
    QCOMPARE(traffic.takeAt(99), QByteArrayList());
    QCOMPARE(traffic.takeAt(100), QByteArrayList{"a"});
    QCOMPARE(traffic.due(), 110);
    QCOMPARE(traffic.takeAt(110), QByteArrayList{"b"});
    QCOMPARE(traffic.flow.counts().delayed, 2U);
}

void TestImpairedFlow::jitterKeepsTheOrderOfStreams()
{
    ImpairedTraffic traffic(false, with([](Impairment &it) {
                                it.delayMs = 100;
                                it.jitterMs = 50;
                            }));
    traffic.randoms = {0.999, 0}; // +50, -50 ms
    traffic.put("a");
    traffic.put("b");
    QCOMPARE(traffic.takeAt(149), QByteArrayList());
    QCOMPARE(traffic.takeAt(150), (QByteArrayList{"a", "b"}));
}

void TestImpairedFlow::jitterLetsDatagramsOvertake()
{
    ImpairedTraffic traffic(true, with([](Impairment &it) {
                                it.delayMs = 100;
                                it.jitterMs = 50;
                            }));
    traffic.randoms = {0.999, 0};
    traffic.put("a");
    traffic.put("b");
    QCOMPARE(traffic.takeAt(50), QByteArrayList{"b"});
    QCOMPARE(traffic.takeAt(150), QByteArrayList{"a"});
    QCOMPARE(traffic.flow.counts().reordered, 1U);
}

void TestImpairedFlow::limitsTheRate()
{
    ImpairedTraffic traffic(false, with([](Impairment &it) { it.bytesPerSec = 10'000; }));
    traffic.put(QByteArray(10'000, 'x'));
    qint64 sent = 0;
    for (int ms = 1; ms <= 2000 && !traffic.flow.isEmpty(); ++ms) {
        for (const QByteArray &piece : traffic.takeAt(ms))
            sent += piece.size();
        QVERIFY2(sent <= 10 * ms + 400, qPrintable(QString::number(ms))); // 20 ms at once, and a piece of 20 ms
        QVERIFY2(sent >= std::min(10 * ms - 200, 10'000), qPrintable(QString::number(ms)));
    }
    QCOMPARE(sent, 10'000);
    QVERIFY(traffic.clock >= milliseconds(960) && traffic.clock <= milliseconds(1020));
    QCOMPARE(traffic.flow.counts().delayed, 0U); // its first byte was not
}

void TestImpairedFlow::rateChangesForWhatWaits()
{
    ImpairedTraffic traffic(true, with([](Impairment &it) { it.bytesPerSec = 1; }));
    traffic.put(QByteArray(1000, 'a'));
    traffic.put("b");
    traffic.clock = milliseconds(1000);
    QCOMPARE(traffic.take().size(), 1);
    QVERIFY(traffic.due() > 900'000);
    traffic.flow.setImpairment({});
    QCOMPARE(traffic.take(), QByteArrayList{"b"});
}

void TestImpairedFlow::losesBySeed()
{
    ImpairedFlow flow(true, with([](Impairment &it) { it.loss = 10; }), ImpairedFlow::randomFrom(1));
    int got = 0;
    for (int i = 0; i < 10'000; ++i)
        flow.put("x", {});
    while (flow.take({}))
        ++got;
    QCOMPARE(flow.counts().dropped + quint64(got), 10'000U);
    // Within four standard deviations (30) of a binomial distribution.
    QVERIFY2(flow.counts().dropped > 880 && flow.counts().dropped < 1120,
             qPrintable(QString::number(flow.counts().dropped)));
}

void TestImpairedFlow::dropsWhatDoesNotFit()
{
    ImpairedTraffic traffic(true, with([](Impairment &it) { it.delayMs = 1000; }));
    const QByteArray datagram(1 << 16, 'x');
    for (int i = 0; i < 200; ++i)
        traffic.put(datagram);
    QCOMPARE(traffic.flow.held(), ImpairedFlow::maxHeldDatagrams);
    QCOMPARE(traffic.flow.counts().overflowed, 200U - 128);
    QCOMPARE(traffic.takeAt(1000).size(), 128);
}

void TestImpairedFlow::duplicates()
{
    ImpairedTraffic traffic(true, with([](Impairment &it) { it.duplicate = 50; }));
    traffic.randoms = {0.49, 0.51};
    traffic.put("a");
    traffic.put("b");
    QCOMPARE(traffic.take(), (QByteArrayList{"a", "a", "b"}));
    QCOMPARE(traffic.flow.counts().duplicated, 1U);
    QCOMPARE(traffic.flow.held(), 0);
}

void TestImpairedFlow::reorders()
{
    ImpairedTraffic traffic(true, with([](Impairment &it) { it.reorder = 50; }));
    traffic.randoms = {0, 0.9, 0.9};
    traffic.put("a");
    QCOMPARE(traffic.take(), QByteArrayList());
    traffic.put("b");
    traffic.put("c");
    QCOMPARE(traffic.take(), (QByteArrayList{"b", "a", "c"}));
    QCOMPARE(traffic.flow.counts().reordered, 1U);
}

/// It waits for another, but not without end.
void TestImpairedFlow::reordersTheLastOne()
{
    ImpairedTraffic traffic(true, with([](Impairment &it) { it.reorder = 100; }));
    traffic.put("a");
    QCOMPARE(traffic.due(), 100);
    QCOMPARE(traffic.takeAt(99), QByteArrayList());
    QCOMPARE(traffic.takeAt(100), QByteArrayList{"a"});
    QCOMPARE(traffic.flow.counts().reordered, 0U);
    QVERIFY(traffic.flow.isEmpty());
}

void TestImpairedFlow::reordersOfThoseThatDoNotOvertake_data()
{
    QTest::addColumn<double>("percent");
    for (const double percent : {1, 20, 50, 100})
        QTest::addRow("%g", percent) << percent;
}

/// Of all datagrams p / (1 + p) are overtaken, as one that overtakes another is not drawn for.
void TestImpairedFlow::reordersOfThoseThatDoNotOvertake()
{
    QFETCH(const double, percent);
    ImpairedFlow flow(true, with([&](Impairment &it) { it.reorder = percent; }), ImpairedFlow::randomFrom(1));
    constexpr int count = 10'000;
    for (int i = 0; i < count; ++i) {
        flow.put("x", {});
        while (flow.take({})) { }
    }
    const double overtaken = double(flow.counts().reordered);
    const double drawn = count - overtaken;
    const double share = percent / 100;
    const double deviation = std::sqrt(drawn * share * (1 - share));
    QVERIFY2(std::abs(overtaken - drawn * share) <= 4 * deviation + 1, qPrintable(QString::number(overtaken)));
}

void TestImpairedFlow::cuts()
{
    ImpairedTraffic traffic(false, with([](Impairment &it) {
                                it.cutBytes = 4;
                                it.cutGapMs = 5;
                            }));
    traffic.put("0123456789");
    traffic.put("ab");
    QCOMPARE(traffic.take(), QByteArrayList{"0123"});
    QCOMPARE(traffic.due(), 5);
    QCOMPARE(traffic.takeAt(5), QByteArrayList{"4567"});
    QCOMPARE(traffic.takeAt(10), QByteArrayList{"89"});
    QCOMPARE(traffic.takeAt(15), QByteArrayList{"ab"});
    QCOMPARE(traffic.flow.held(), 0);
}

void TestImpairedFlow::glues()
{
    ImpairedTraffic traffic(false, with([](Impairment &it) {
                                it.glueBytes = 4;
                                it.glueMs = 50;
                            }));
    traffic.put("ab");
    QCOMPARE(traffic.take(), QByteArrayList());
    QCOMPARE(traffic.due(), 50);
    traffic.put("cdefghi");
    QCOMPARE(traffic.take(), (QByteArrayList{"abcd", "efgh"}));
    QCOMPARE(traffic.flow.held(), 1);
    QCOMPARE(traffic.takeAt(49), QByteArrayList());
    QCOMPARE(traffic.takeAt(50), QByteArrayList{"i"});
    traffic.put("j");
    QCOMPARE(traffic.take(), QByteArrayList());
    traffic.flow.end();
    QCOMPARE(traffic.take(), QByteArrayList{"j"});
}

/// What was collected stays in front of what follows.
void TestImpairedFlow::gluesNoLonger()
{
    ImpairedTraffic traffic(false, with([](Impairment &it) { it.glueBytes = 100; }));
    traffic.put("ab");
    traffic.flow.setImpairment({});
    traffic.put("cd");
    QCOMPARE(traffic.take().join(), "abcd");
}

void TestImpairedFlow::cutsOff()
{
    ImpairedTraffic traffic(false, with([](Impairment &it) { it.resetAfter = 5; }));
    traffic.put("abc");
    QVERIFY(!traffic.flow.isCutOff());
    traffic.put("defg");
    QVERIFY(traffic.flow.isCutOff());
    traffic.put("h");
    QCOMPARE(traffic.take().join(), "abcde");
    QCOMPARE(traffic.flow.accepted(), 5);
    QCOMPARE(traffic.flow.refused(), 3);
}

void TestImpairedFlow::sameSeedSameNumbers()
{
    const auto one = ImpairedFlow::randomFrom(7);
    const auto same = ImpairedFlow::randomFrom(7);
    const auto other = ImpairedFlow::randomFrom(8);
    int differ = 0;
    for (int i = 0; i < 100; ++i) {
        const double number = one();
        QVERIFY(number >= 0 && number < 1);
        QCOMPARE(same(), number);
        differ += other() != number ? 1 : 0;
    }
    QVERIFY(differ > 90);
}

QTEST_GUILESS_MAIN(TestImpairedFlow)
#include "tst_impairedflow.moc"
