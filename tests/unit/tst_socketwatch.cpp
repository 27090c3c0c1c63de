// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/posixsocket.h"
#include "model/endpoint/socketwatch.h"

#include <QTest>

#include <unistd.h>

#include <array>
#include <memory>

class TestSocketWatch : public QObject
{
    Q_OBJECT
private slots:
    void tellsWhatCanBeRead();
    void tellsWhatCanBeWritten();
    void aCallbackMayEndOtherWatches();
    void nothingComesOfAStoppedWatch();
    void manySockets();
};

namespace {

/// Two ends connected to each other.
struct Pair
{
    Pair()
    {
        std::array<int, 2> fds = {};
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, fds.data()) == 0) {
            near = SocketFd(fds[0]);
            far = SocketFd(fds[1]);
        }
    }

    void sendFromFar() const { QCOMPARE(::write(far.get(), "x", 1), ssize_t(1)); }

    void readAtNear() const
    {
        std::array<char, 16> bytes;
        QVERIFY(::read(near.get(), bytes.data(), bytes.size()) > 0);
    }

    SocketFd near;
    SocketFd far;
};

void doNothing() { }

} // namespace

void TestSocketWatch::tellsWhatCanBeRead()
{
    Pair pair;
    int calls = 0;
    SocketWatch watch(
        pair.near.get(), [&] { ++calls, pair.readAtNear(); }, doNothing);
    QTest::qWait(20);
    QCOMPARE(calls, 0);
    pair.sendFromFar();
    QTRY_COMPARE(calls, 1);
    watch.setReading(false);
    pair.sendFromFar();
    QTest::qWait(20);
    QCOMPARE(calls, 1);
    watch.setReading(true); // what waited meanwhile
    QTRY_COMPARE(calls, 2);
}

void TestSocketWatch::tellsWhatCanBeWritten()
{
    Pair pair;
    int calls = 0;
    std::unique_ptr<SocketWatch> watch;
    watch = std::make_unique<SocketWatch>(pair.near.get(), doNothing, [&] { ++calls, watch->setWriting(false); });
    QTest::qWait(20);
    QCOMPARE(calls, 0);
    QVERIFY(!watch->isWriting());
    watch->setWriting(true);
    QTRY_COMPARE(calls, 1);
    QVERIFY(!watch->isWriting());
}

void TestSocketWatch::aCallbackMayEndOtherWatches()
{
    Pair first;
    Pair second;
    int calls = 0;
    std::unique_ptr<SocketWatch> one;
    std::unique_ptr<SocketWatch> other;
    // Events of both are at hand when the first call comes; whichever it is, the other one goes.
    one = std::make_unique<SocketWatch>(
        first.near.get(), [&] { ++calls, first.readAtNear(), other.reset(); }, doNothing);
    other = std::make_unique<SocketWatch>(
        second.near.get(), [&] { ++calls, second.readAtNear(), one.reset(); }, doNothing);
    first.sendFromFar();
    second.sendFromFar();
    QTRY_COMPARE(calls, 1);
    QTest::qWait(20);
    QCOMPARE(calls, 1);
}

void TestSocketWatch::nothingComesOfAStoppedWatch()
{
    Pair pair;
    int calls = 0;
    SocketWatch watch(
        pair.near.get(), [&] { ++calls; }, [&] { ++calls; });
    watch.setWriting(true);
    watch.stop();
    pair.far.close(); // would be told as the end
    watch.setReading(true);
    QTest::qWait(20);
    QCOMPARE(calls, 0);
}

void TestSocketWatch::manySockets()
{
    constexpr int count = 200; // more than one turn takes
    std::vector<Pair> pairs(count);
    std::vector<std::unique_ptr<SocketWatch>> watches;
    int calls = 0;
    for (Pair &pair : pairs) {
        watches.push_back(std::make_unique<SocketWatch>(
            pair.near.get(), [&] { ++calls, pair.readAtNear(); }, doNothing));
        pair.sendFromFar();
    }
    QTRY_COMPARE(calls, count);
}

QTEST_GUILESS_MAIN(TestSocketWatch)
#include "tst_socketwatch.moc"
