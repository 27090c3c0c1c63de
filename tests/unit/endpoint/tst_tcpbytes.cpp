// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "tests/unit/endpoint/talk.h"

#include <QCryptographicHash>
#include <QNetworkProxy>
#include <QNetworkProxyFactory>
#include <QRandomGenerator>
#include <QTest>

namespace {

} // namespace

/// Every byte is logged in order, however it arrives.
class TestTcpBytes : public QObject
{
    Q_OBJECT
private slots:
    void urgentData_data() { bothRoles(); }
    void urgentData();
    void oneByOne_data() { bothRoles(); }
    void oneByOne();
    void muchBothWays_data() { bothRoles(); }
    void muchBothWays();
    void largestMessage_data() { bothRoles(); }
    void largestMessage();
};

/// Urgent bytes keep their place among the others.
void TestTcpBytes::urgentData()
{
    QFETCH(bool, server);
    Talk talk(server);
    QVERIFY(talk.isConnected);
    talk.peer.write("before ");
    talk.peer.write("!", MSG_OOB);
    talk.peer.write(" behind");
    QTRY_COMPARE(talk.us->bytes(Direction::In), "before ! behind");
    talk.peer.write("?", MSG_OOB);
    talk.peer.finish();
    QTRY_VERIFY(talk.isOver());
    QCOMPARE(talk.us->bytes(Direction::In), "before ! behind?");
}

void TestTcpBytes::oneByOne()
{
    QFETCH(bool, server);
    Talk talk(server);
    QVERIFY(talk.isConnected);
    QByteArray sent;
    for (int i = 0; i < 1000; ++i) {
        sent.append(char(i));
        QCOMPARE(talk.peer.write(sent.last(1)), 1);
        talk.us->send(sent.last(1));
        QCoreApplication::processEvents();
    }
    QTRY_COMPARE(talk.us->bytes(Direction::In), sent);
    QCOMPARE(talk.us->bytes(Direction::Out), sent);
    const auto all = [&] {
        talk.peer.read();
        return talk.peer.received == sent;
    };
    QTRY_VERIFY(all());
}

/// 100 MiB each way at the same time, with pauses.
void TestTcpBytes::muchBothWays()
{
    QFETCH(bool, server);
    Talk talk(server);
    QVERIFY(talk.isConnected);
    QRandomGenerator random(1);
    QByteArray pattern(1 << 20, Qt::Uninitialized);
    random.fillRange(reinterpret_cast<quint32 *>(pattern.data()), pattern.size() / qsizetype(sizeof(quint32)));
    constexpr int rounds = 100;
    const QByteArray all = pattern.repeated(rounds);
    QCryptographicHash heard(QCryptographicHash::Sha256);
    qint64 heardBytes = 0;
    talk.us->sink.onReceived = [&](const Peer &, QByteArrayView bytes) {
        heard.addData(bytes);
        heardBytes += bytes.size();
    };
    qsizetype written = 0;
    qsizetype sent = 0;
    bool paused = false;
    qint64 heardInPause = 0;
    const auto step = [&] {
        written +=
            talk.peer.write(QByteArrayView(all).sliced(written, std::min<qsizetype>(300'000, all.size() - written)));
        talk.peer.read();
        // Only part is accepted; the rest is written again.
        if (sent < all.size() && sent - talk.peer.received.size() < (4 << 20)) {
            const QByteArray piece =
                all.sliced(sent, std::min<qsizetype>(random.bounded(1, 2 << 20), all.size() - sent));
            sent += talk.us->send(piece) ? piece.size() : 0;
        }
        if (random.bounded(50) == 0) {
            paused = !paused;
            talk.us->endpoint->pauseReceiving(paused);
            heardInPause = heardBytes;
        }
        QCoreApplication::processEvents();
        if (paused && heardBytes != heardInPause)
            return true; // seen below
        return heardBytes == all.size() && talk.peer.received.size() == all.size();
    };
    QElapsedTimer patience;
    patience.start();
    while (!step() && !patience.hasExpired(programPatienceMs)) { }
    QCOMPARE(heardBytes, all.size());
    QCOMPARE(talk.peer.received.size(), all.size());
    QVERIFY(talk.peer.received == all);
    QCOMPARE(heard.result(), QCryptographicHash::hash(all, QCryptographicHash::Sha256));
}

/// Empty messages; the largest one that is queued; and one byte more than fits behind it.
void TestTcpBytes::largestMessage()
{
    QFETCH(bool, server);
    Talk talk(server);
    QVERIFY(talk.isConnected);
    QVERIFY(talk.us->send({}));
    const QByteArray largest(Endpoint::maxQueued, 'x');
    QVERIFY(talk.us->send(largest)); // the system accepts its first part
    QVERIFY(!talk.us->send(largest));
    QVERIFY(talk.us->saw(EventCode::PeerTooSlow));
    QVERIFY(talk.us->send({}));
    const auto arrived = [&] {
        talk.peer.read();
        return talk.peer.received.size() >= largest.size();
    };
    QTRY_VERIFY(arrived());
    QCOMPARE(talk.peer.received, largest);
    // With an empty queue, a larger one is accepted too.
    QTRY_COMPARE(talk.us->bytes(Direction::Out).size(), largest.size());
    QVERIFY(talk.us->send(largest + "y"));
    const auto more = [&] {
        talk.peer.read();
        return talk.peer.received.size() >= 2 * largest.size() + 1;
    };
    QTRY_VERIFY(more());
    QVERIFY(talk.peer.received.endsWith('y'));
}

QTEST_GUILESS_MAIN(TestTcpBytes)
#include "tst_tcpbytes.moc"
