// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/devicetest/devicetestrunner.h"
#include "tests/unit/session/sessionfixture.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryFile>
#include <QTest>
#include <QUdpSocket>

#include <sys/socket.h>

#include <optional>

class TestDeviceTestRunner : public QObject
{
    Q_OBJECT
private slots:
    void answersAreNotTheStep();
    void takenAndClosedAtOnce();
    void sendsBehindTheExpectedClose();
    void unexpectedClose();
    void nobodyToSendTo();
    void unreadableFile();
    void connectsOnce();
    void connectsByTls();
    void sendsBackWhatCame();
    void sendsBackPartsOfDatagrams();
    void placeholdersForNothing();

private:
    /// Plays `steps` on `endpoint`.
    class Play
    {
    public:
        Play(const QByteArray &endpoint, const QByteArray &steps)
            : test(DeviceTest::parse("{\"endpoint\": \"" + endpoint + "\", \"steps\": [" + steps + "]}", {}).value()),
              runner(test, fixture.session)
        {
            QObject::connect(&runner, &DeviceTestRunner::stepDone, &runner,
                             [this](const StepReport &step) { reports.append(step); });
            QObject::connect(&runner, &DeviceTestRunner::finished, &runner, [this](bool ok) { result = ok; });
            runner.start(EndpointUrl::parse(QString::fromUtf8(endpoint)).value());
        }

        SessionFixture fixture;
        DeviceTest test;
        DeviceTestRunner runner;
        QList<StepReport> reports;
        std::optional<bool> result;
    };

    /// Connects to a server that is played.
    static void sayGoAndFinish(const Play &play, QTcpSocket &peer)
    {
        QTRY_VERIFY(play.fixture.isOpen());
        peer.connectToHost(u"127.0.0.1"_qs, play.fixture.port());
        QVERIFY(peer.waitForConnected());
        peer.write("go");
        QVERIFY(peer.waitForBytesWritten(patienceMs));
        ::shutdown(int(peer.socketDescriptor()), SHUT_WR);
    }
};

/// Automatic replies are queued before the bytes of the step, which passes only when its own bytes are sent.
void TestDeviceTestRunner::answersAreNotTheStep()
{
    Play play("tcp-server://127.0.0.1:0?reply=echo",
              R"({"expect": {"text": "go", "timeout_ms": 60000}}, {"send": {"text": "the end of it"}})");
    QTRY_VERIFY(play.fixture.isOpen());
    QTcpSocket peer;
    peer.setReadBufferSize(1024); // does not read, so that replies are queued
    peer.connectToHost(u"127.0.0.1"_qs, play.fixture.port());
    QVERIFY(peer.waitForConnected(30'000));
    const QByteArray much(512 << 10, '.');
    qint64 written = 0;
    // As much as the system takes and a little more: with many answers waiting, the endpoint reads no further. So what
    // was written before must have come.
    const auto isEnough = [&] {
        const bool enough = play.fixture.session.waiting({}) > much.size();
        if (!enough && play.fixture.session.counters().rxBytes == quint64(written))
            written += peer.write(much);
        return enough;
    };
    QTRY_VERIFY(isEnough());
    peer.write("go");
    QTRY_COMPARE(play.reports.size(), 2); // connected and the expectation
    QVERIFY2(play.reports.last().ok, qPrintable(play.reports.last().error));
    QByteArray got;
    bool whole = false;
    const auto readOn = [&] {
        got = got.right(100) + peer.readAll();
        whole = whole || got.contains("the end of it");
    };
    peer.setReadBufferSize(1 << 20);
    connect(&peer, &QTcpSocket::readyRead, &peer, readOn);
    readOn();
    QTRY_VERIFY_WITH_TIMEOUT(whole, 30'000);
    QTRY_VERIFY(play.result.has_value());
    QVERIFY(*play.result);
}

/// A peer that disconnects after the last byte has taken all.
void TestDeviceTestRunner::takenAndClosedAtOnce()
{
    for (int round = 0; round < 20; ++round) {
        Play play("tcp-server://127.0.0.1:0",
                  R"({"expect": {"text": "go"}}, {"send": {"text": "bye"}}, {"expect": {"close": true}})");
        QTRY_VERIFY(play.fixture.isOpen());
        QTcpSocket peer;
        connect(&peer, &QTcpSocket::readyRead, &peer, [&] { peer.abort(); });
        peer.connectToHost(u"127.0.0.1"_qs, play.fixture.port());
        peer.write("go");
        QTRY_VERIFY(play.result.has_value());
        QVERIFY2(*play.result, qPrintable(play.reports.last().error));
    }
}

/// After an expected FIN, the peer gets what is sent.
void TestDeviceTestRunner::sendsBehindTheExpectedClose()
{
    Play play(
        "tcp-server://127.0.0.1:0",
        R"({"expect": {"text": "go"}}, {"expect": {"close": true}}, {"delay_ms": 50}, {"send": {"text": "bye"}})");
    QTcpSocket peer;
    sayGoAndFinish(play, peer);
    QTRY_VERIFY(play.result.has_value());
    QVERIFY2(*play.result, qPrintable(play.reports.last().error));
    QTRY_COMPARE(peer.peek(100), QByteArray("bye"));
}

/// After an unexpected FIN, sending fails.
void TestDeviceTestRunner::unexpectedClose()
{
    Play play("tcp-server://127.0.0.1:0",
              R"({"expect": {"text": "go"}}, {"delay_ms": 1000}, {"send": {"text": "bye"}})");
    QTcpSocket peer;
    sayGoAndFinish(play, peer);
    QTRY_VERIFY(play.result.has_value());
    QVERIFY(!*play.result);
    QCOMPARE(play.reports.last().number, u"3"_qs);
    QVERIFY2(play.reports.last().error.contains(u"closed the connection"), qPrintable(play.reports.last().error));
}

void TestDeviceTestRunner::nobodyToSendTo()
{
    Play play("udp-server://127.0.0.1:0", R"({"send": {"text": "x"}})");
    QTRY_VERIFY(play.result.has_value());
    QVERIFY(!*play.result);
    QCOMPARE(play.reports.last().error, eventText({EventCode::NoPeer, {}}));
}

void TestDeviceTestRunner::unreadableFile()
{
    QTemporaryFile file;
    QVERIFY(file.open());
    Play play("tcp-server://127.0.0.1:0", "{\"send\": {\"file\": \"" + file.fileName().toUtf8() + "\"}}");
    QTRY_VERIFY(play.fixture.isOpen());
    QVERIFY(file.remove());
    QTcpSocket peer;
    peer.connectToHost(u"127.0.0.1"_qs, play.fixture.port());
    QTRY_VERIFY(play.result.has_value());
    QVERIFY(!*play.result);
    QVERIFY2(play.reports.last().error.contains(file.fileName()), qPrintable(play.reports.last().error));
}

/// Even if the URL says so.
void TestDeviceTestRunner::connectsOnce()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const QByteArray endpoint = "tcp://127.0.0.1:" + QByteArray::number(server.serverPort()) + "?reconnect=1";
    Play play(endpoint, R"({"expect": {"close": true}}, {"expect": {"text": "again", "timeout_ms": 60000}})");
    QTRY_VERIFY(server.hasPendingConnections());
    server.nextPendingConnection()->disconnectFromHost();
    QTRY_VERIFY(play.result.has_value()); // at once, not after the timeout
    QVERIFY(!*play.result);
    QVERIFY(play.fixture.isClosed());
    QCOMPARE(play.fixture.logged().count(EventCode::Connected), 1);
}

/// A connection that waits for TLS is none.
void TestDeviceTestRunner::connectsByTls()
{
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    const QByteArray url = "tls://127.0.0.1:" + QByteArray::number(silent.serverPort()) + "?timeout=300";
    Play play(url, R"({"send": {"text": "never sent"}})");
    QTRY_VERIFY(play.result);
    QVERIFY(!*play.result);
    QCOMPARE(play.reports.size(), 1); // the connection
    QVERIFY2(play.reports.first().error.contains(u"TLS handshake"), qPrintable(play.reports.first().error));
}

/// Groups are those of the last regular expression; ${received} is the last match.
void TestDeviceTestRunner::sendsBackWhatCame()
{
    Play play("tcp-server://127.0.0.1:0", R"-({"expect": {"byte_regex": "id=(..);"}}, {"expect": {"text": "go"}},
        {"repeat": {"count": 2, "steps": [{"send": {"hex": "01 ${1}", "checksum": "XOR-8"}}]}},
        {"send": {"text": "\\x02${received}${count}${peer}"}}, {"expect": {"hex": "${1} ?? ${received[0]}"}})-");
    QTRY_VERIFY(play.fixture.isOpen());
    QTcpSocket peer;
    peer.connectToHost(u"127.0.0.1"_qs, play.fixture.port());
    QVERIFY(peer.waitForConnected());
    peer.write("..id=\xc3\xa9;..go");
    const QByteArray expected =
        "\x01\xc3\xa9\x6b\x01\xc3\xa9\x6b\x02go2127.0.0.1:" + QByteArray::number(peer.localPort());
    QTRY_COMPARE(peer.peek(1000), expected);
    peer.write("..\xc3\xa9?g");
    QTRY_VERIFY(play.result.has_value());
    QVERIFY2(*play.result, qPrintable(play.reports.last().error));
}

void TestDeviceTestRunner::sendsBackPartsOfDatagrams()
{
    Play play("udp-server://127.0.0.1:0",
              R"-({"expect": {"hex": "00 01"}}, {"send": {"hex": "${received[0:2]} 80 ${received[-1]}"}})-");
    QTRY_VERIFY(play.fixture.isOpen());
    QUdpSocket peer;
    QVERIFY(peer.bind(QHostAddress::LocalHost));
    peer.writeDatagram(QByteArray::fromHex("c3a90001ff"), QHostAddress::LocalHost, play.fixture.port());
    QTRY_VERIFY(peer.hasPendingDatagrams());
    QByteArray answer(100, 0);
    answer.resize(peer.readDatagram(answer.data(), answer.size()));
    QCOMPARE(answer, QByteArray::fromHex("c3a980ff"));
    QTRY_VERIFY(play.result.has_value() && *play.result);
}

/// An empty expectation fails.
void TestDeviceTestRunner::placeholdersForNothing()
{
    Play play("udp-server://127.0.0.1:0", R"({"expect": {"text": "${received}", "timeout_ms": 60000}})");
    QTRY_VERIFY(play.result.has_value());
    QVERIFY(!*play.result);
    QCOMPARE(play.reports.last().number, u"1"_qs);
    QVERIFY(!play.reports.last().error.isEmpty());
}

QTEST_GUILESS_MAIN(TestDeviceTestRunner)
#include "tst_devicetestrunner.moc"
