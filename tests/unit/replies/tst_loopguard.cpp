// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/replies/loopguard.h"

#include <QTest>

#include <deque>
#include <functional>

using Verdict = LoopGuard::Verdict;

class TestLoopGuard : public QObject
{
    Q_OBJECT
private slots:
    void conversations_data();
    void conversations();
    void piecesOfAnEcho();
    void echoOfWhatWaited_data();
    void echoOfWhatWaited();
    void answersAgainAfterQuiet();
    void remembersLittleOfASilentPeer();

private:
    /// The first verdict that is not Reply; Reply when nothing for `rounds` rounds.
    static Verdict run(LoopGuard &guard, int rounds, qint64 stepNs, const std::function<QByteArray(int)> &message,
                       const std::function<QByteArray(const QByteArray &)> &answer)
    {
        for (int i = 0; i < rounds; ++i) {
            const QByteArray came = message(i);
            const Verdict verdict = guard.received(came, qint64(i) * stepNs);
            if (verdict != Verdict::Reply)
                return verdict;
            const QByteArray bytes = answer(came);
            guard.replied(bytes);
            guard.replySent(bytes);
        }
        return Verdict::Reply;
    }
};

void TestLoopGuard::conversations_data()
{
    QTest::addColumn<bool>("weSpokeFirst");
    QTest::addColumn<bool>("peerCame");
    QTest::addColumn<int>("stepUs");
    QTest::addColumn<int>("rounds");
    QTest::addColumn<int>("changesEvery"); // rounds after which the message changes; 0: never
    QTest::addColumn<int>("verdict");
    const auto row = [](const char *name, bool first, bool came, int stepUs, int rounds, int changes, Verdict verdict) {
        QTest::newRow(name) << first << came << stepUs << rounds << changes << int(verdict);
    };
    row("our message between two echoes", true, true, 20, 100'000, 0, Verdict::Stop);
    row("the same, we connected", true, false, 20, 100'000, 0, Verdict::Stop);
    row("the same, slowly", true, true, 100'000, 100'000, 0, Verdict::Reply);
    row("a benchmark whose messages change", false, true, 20, 500'000, 1, Verdict::Reply);
    row("a benchmark after our greeting", true, true, 20, 500'000, 1, Verdict::Reply);
    row("a benchmark for four seconds, always the same", false, true, 20, 200'000, 0, Verdict::Reply);
    row("the same for long", false, true, 20, 500'000, 0, Verdict::Suspicious);
    row("an echo server that greeted us", false, false, 20, 500'000, 0, Verdict::Stop);
    row("a client that sends ten times a second", false, false, 100'000, 10'000, 0, Verdict::Reply);
}

void TestLoopGuard::conversations()
{
    QFETCH(bool, weSpokeFirst);
    QFETCH(bool, peerCame);
    QFETCH(int, stepUs);
    QFETCH(int, rounds);
    QFETCH(int, changesEvery);
    QFETCH(int, verdict);
    LoopGuard guard(peerCame);
    if (weSpokeFirst)
        guard.sentUnprompted("hello 0");
    const auto message = [&](int i) {
        return changesEvery == 0 ? QByteArray("hello 0") : "message " + QByteArray::number(i / changesEvery);
    };
    const auto echo = [](const QByteArray &came) { return came; };
    QCOMPARE(int(run(guard, rounds, qint64(stepUs) * 1000, message, echo)), verdict);
}

void TestLoopGuard::piecesOfAnEcho()
{
    LoopGuard guard(true);
    guard.sentUnprompted(QByteArray(3000, 'x'));
    const auto third = [](int) { return QByteArray(1000, 'x'); };
    QCOMPARE(run(guard, 10'000, 1000, third, [](const QByteArray &came) { return came; }), Verdict::Stop);
}

void TestLoopGuard::echoOfWhatWaited_data()
{
    QTest::addColumn<QByteArrayList>("parts"); // of our message; the first one is sent at once
    QTest::addColumn<bool>("answerBefore");    // the reply is made before the last part is sent
    QTest::newRow("in one piece") << QByteArrayList{"hello"} << false;
    QTest::newRow("in parts") << QByteArrayList{"he", "ll", "o"} << false;
    QTest::newRow("its end after the first echo") << QByteArrayList{"he", "llo"} << true;
}

/// Our message is sent late and in parts: an echo returns them in the order of sending.
void TestLoopGuard::echoOfWhatWaited()
{
    QFETCH(QByteArrayList, parts);
    QFETCH(bool, answerBefore);
    LoopGuard guard(true); // the peer may be a benchmark, which is never stopped
    std::deque<QByteArray> wire;
    const auto say = [&](const QByteArray &part) {
        guard.sentUnprompted(part);
        wire.push_back(part);
    };
    const auto leave = [&](const QByteArray &answer) {
        guard.replySent(answer);
        wire.push_back(answer);
    };
    qint64 ns = 0;
    const auto hear = [&] {
        const Verdict verdict = guard.received(wire.front(), ns += 1000);
        if (verdict == Verdict::Reply)
            guard.replied(wire.front());
        return verdict;
    };
    const QByteArray last = answerBefore ? parts.takeLast() : QByteArray();
    for (const QByteArray &part : std::as_const(parts))
        say(part);
    if (answerBefore) {
        QCOMPARE(hear(), Verdict::Reply);
        const QByteArray answer = wire.front();
        wire.pop_front();
        say(last); // it is sent before the reply
        leave(answer);
    }
    Verdict verdict = Verdict::Reply;
    for (int i = 0; i < 2 * LoopGuard::maxRounds && verdict == Verdict::Reply; ++i) {
        verdict = hear();
        leave(wire.front());
        wire.pop_front();
    }
    QCOMPARE(verdict, Verdict::Stop);
    QCOMPARE(guard.rounds(), LoopGuard::maxRounds);
}

void TestLoopGuard::remembersLittleOfASilentPeer()
{
    LoopGuard guard(true);
    qsizetype most = 0;
    for (int i = 0; i < 3000; ++i) {
        guard.sentUnprompted(QByteArray(1 << 10, 'x'));
        most = std::max(most, guard.expectedBytes());
    }
    QVERIFY2(most > 0 && most <= 1 << 20, qPrintable(QString::number(most)));
}

void TestLoopGuard::answersAgainAfterQuiet()
{
    LoopGuard guard(true);
    guard.sentUnprompted("a");
    const auto same = [](const QByteArray &came) { return came; };
    QCOMPARE(run(
                 guard, 1000, 1000, [](int) { return QByteArray("a"); }, same),
             Verdict::Stop);
    const qint64 later = 1'100'000'000;
    QCOMPARE(guard.received("a", later), Verdict::Reply); // a second later
    guard.sentUnprompted("a");
    QCOMPARE(run(
                 guard, 1000, 1000, [](int) { return QByteArray("a"); }, same),
             Verdict::Stop);
    QCOMPARE(guard.received("a", 201'000), Verdict::Silent);
    guard.sentUnprompted("b"); // the user sends again
    QCOMPARE(guard.received("b", 202'000), Verdict::Reply);
}

QTEST_GUILESS_MAIN(TestLoopGuard)
#include "tst_loopguard.moc"
