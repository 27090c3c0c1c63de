// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/sending/udptestplan.h"
#include "tests/unit/endpoint/target.h"
#include "tests/unit/sending/jobfixture.h"

#include <QTest>
#include <QUdpSocket>

using namespace std::chrono_literals;

/// Numbered datagrams: their format, the results, and a test over the loopback.
class TestUdpTest : public QObject
{
    Q_OBJECT
private slots:
    void format();
    void counts();
    void ignoresOthers();
    void againstOurEcho();
    void againstALossyPeer();
    void goesOnWithoutAnAnswer();

private:
    static SendJob job(const UdpTestPlan::Options &options)
    {
        SendJob job;
        job.makePlan = [options] { return std::make_unique<UdpTestPlan>(options, 7); };
        job.tolerance = 100ms;
        return job;
    }
};

void TestUdpTest::format()
{
    UdpTestPlan plan({26, 1000, 2}, 0x01020304);
    const auto first = plan.next(5ns);
    QCOMPARE(first.value()->bytes.toHex(),
             "5353555401020304"
             "0000000000000000"
             "0000000000000005"
             "1819");
    QCOMPARE(first.value()->pause, std::chrono::nanoseconds(1ms));
    QVERIFY(!first.value()->last);
    const auto second = plan.next(6ns);
    QVERIFY(second.value()->last);
    QCOMPARE(second.value()->bytes.sliced(8, 8).toHex(), "0000000000000001");
    QVERIFY(!plan.next(7ns).value());
    UdpTestPlan tiny({1, 1000, 2}, 1);
    QCOMPARE(tiny.next(0ns).value()->bytes.size(), UdpTestPlan::minSize);
}

void TestUdpTest::counts()
{
    UdpTestPlan plan({64, 1000, 0}, 1);
    QList<QByteArray> sent;
    for (int i = 0; i < 10; ++i)
        sent.append(plan.next(i * 1ms).value()->bytes);
    QVERIFY(plan.next(10ms).has_value());
    plan.notSent();              // does not count
    plan.received(sent[0], 1ms); // round trip 1 ms
    plan.received(sent[2], 5ms); // 3 ms
    plan.received(sent[1], 6ms); // 5 ms, late
    plan.received(sent[1], 6ms); // again
    QByteArray damaged = sent[3];
    damaged[40] = 'x';
    plan.received(damaged, 7ms);
    plan.received(sent[3].chopped(1), 7ms);
    plan.received(sent[9], 10ms); // 1 ms
    const UdpTestResult result = plan.udpTestResult().value();
    QCOMPARE(result.sent, quint64(10));
    QCOMPARE(result.received, quint64(4));
    QCOMPARE(result.missing(), quint64(6));
    QCOMPARE(result.lossPercent(), 60.0);
    QCOMPARE(result.duplicates, quint64(1));
    QCOMPARE(result.reordered, quint64(1));
    QCOMPARE(result.damaged, quint64(2));
    QCOMPARE(result.roundTripMin, 1'000'000);
    QCOMPARE(result.roundTripMax, 5'000'000);
    QVERIFY(result.roundTripMedian >= 1'000'000 && result.roundTripMedian < 1'050'000);
}

void TestUdpTest::ignoresOthers()
{
    UdpTestPlan plan({64, 1000, 0}, 1);
    UdpTestPlan earlier({64, 1000, 0}, 2);
    QVERIFY(plan.next(0ns).has_value());
    plan.received(earlier.next(0ns).value()->bytes, 1ms);
    plan.received("", 1ms);
    plan.received("SSUT", 1ms);
    plan.received(QByteArray(64, 'S'), 1ms);
    const UdpTestResult result = plan.udpTestResult().value();
    QCOMPARE(result.received + result.duplicates + result.damaged, quint64(0));
}

void TestUdpTest::againstOurEcho()
{
    SessionFixture echo(u"udp-server://127.0.0.1:0?reply=echo"_qs);
    JobFixture tester(u"udp-server://127.0.0.1:0"_qs);
    QTRY_VERIFY(echo.isOpen() && tester.isOpen());
    SendJob sending = job({200, 1000, 1000, 2000ms});
    sending.targets = {to(u"127.0.0.1"_qs, echo.port())};
    tester.session.startSending(sending);
    QTRY_VERIFY_WITH_TIMEOUT(tester.ended(), 30'000);
    QCOMPARE(tester.outcome->kind, SendOutcome::Kind::Done);
    const UdpTestResult result = tester.outcome->progress.udpTest.value();
    QCOMPARE(result.sent, quint64(1000));
    QCOMPARE(result.received, quint64(1000));
    QCOMPARE(result.duplicates + result.reordered + result.damaged, quint64(0));
    QVERIFY(result.roundTripMin > 0 && result.roundTripMedian >= result.roundTripMin);
    QVERIFY(result.roundTripP99 >= result.roundTripMedian && result.roundTripMax >= result.roundTripP99);
}

/// Of ten datagrams it drops the first, duplicates the second, and returns the third after the fourth.
void TestUdpTest::againstALossyPeer()
{
    QUdpSocket lossy;
    QVERIFY(lossy.bind(QHostAddress::LocalHost));
    int seen = 0;
    QByteArray held;
    connect(&lossy, &QUdpSocket::readyRead, this, [&] {
        while (lossy.hasPendingDatagrams()) {
            QByteArray bytes(2000, '\0');
            QHostAddress host;
            quint16 port = 0;
            bytes.resize(lossy.readDatagram(bytes.data(), bytes.size(), &host, &port));
            const auto back = [&](const QByteArray &what) { lossy.writeDatagram(what, host, port); };
            const int number = seen++ % 10;
            if (number == 2)
                held = bytes;
            else if (number > 0)
                back(bytes);
            if (number == 1)
                back(bytes);
            if (number == 3)
                back(held);
        }
    });
    JobFixture tester(u"udp-server://127.0.0.1:0"_qs);
    QTRY_VERIFY(tester.isOpen());
    SendJob sending = job({64, 500, 200, 2000ms});
    sending.targets = {to(u"127.0.0.1"_qs, lossy.localPort())};
    tester.session.startSending(sending);
    QTRY_VERIFY_WITH_TIMEOUT(tester.ended(), 30'000);
    const UdpTestResult result = tester.outcome->progress.udpTest.value();
    QCOMPARE(result.sent, quint64(200));
    QCOMPARE(result.missing(), quint64(20));
    QCOMPARE(result.duplicates, quint64(20));
    QCOMPARE(result.reordered, quint64(20));
    QCOMPARE(result.damaged, quint64(0));
}

void TestUdpTest::goesOnWithoutAnAnswer()
{
    QUdpSocket silent;
    QVERIFY(silent.bind(QHostAddress::LocalHost));
    JobFixture tester(u"udp-server://127.0.0.1:0"_qs);
    QTRY_VERIFY(tester.isOpen());
    SendJob sending = job({64, 1000, 20, 50ms});
    sending.targets = {to(u"127.0.0.1"_qs, silent.localPort())};
    tester.session.startSending(sending);
    QTRY_VERIFY(tester.ended());
    QCOMPARE(tester.outcome->progress.udpTest->lossPercent(), 100.0);
    QCOMPARE(tester.outcome->progress.udpTest->roundTripP99, 0);
}

QTEST_GUILESS_MAIN(TestUdpTest)
#include "tst_udptest.moc"
