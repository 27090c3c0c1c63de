// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Device tests, recorded and run by socketscope-cli.
#include "model/bytes/escape.h"
#include "model/bytes/hex/hex.h"
#include "tests/interop/cliprocess.h"

class TestCliRun : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void recordedRunsAgain_data();
    void recordedRunsAgain();
    void acrossCuts();
    void ignoresOtherSenders_data();
    void ignoresOtherSenders();
    void fails_data();
    void fails();
    void repeats();
    void sendsAFile();
    void asServer();
    void otherEndpoint();
    void nobodyConnects();
    void interrupted();
    void invalid_data();
    void invalid();

private:
    QString write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(m_folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
    }
    QString session(const QByteArray &steps, const QByteArray &endpoint, int connectMs = 30'000) const
    {
        return write(u"session.json"_qs,
                     "{\"endpoint\": \"" + endpoint + "\", \"timeout_ms\": 30000, \"connect_timeout_ms\": "
                         + QByteArray::number(connectMs) + ", \"steps\": [" + steps + "]}");
    }
    QByteArray toUs() const { return "tcp://127.0.0.1:" + QByteArray::number(m_server->serverPort()); }

    QTemporaryDir m_folder;
    std::unique_ptr<QTcpServer> m_server;
};

void TestCliRun::init()
{
    m_server = std::make_unique<QTcpServer>();
    QVERIFY(m_server->listen(QHostAddress::LocalHost));
}

void TestCliRun::recordedRunsAgain_data()
{
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<QStringList>("server");
    QTest::addColumn<QStringList>("says"); // one after another, each waits for its answer
    QTest::newRow("text") << u"tcp"_qs << QStringList{u"--reply"_qs, u"accepted"_qs}
                          << QStringList{u"你好"_qs, u"two\\r\\n"_qs, u"\\x00\\xff"_qs, u"close"_qs};
    QTest::newRow("greeting") << u"tcp"_qs << QStringList{u"--reply"_qs, u"greeting"_qs} << QStringList();
    QTest::newRow("echo") << u"tcp"_qs << QStringList{u"--reply"_qs, u"echo"_qs} << QStringList{u"\\\\a\\\"b"_qs};
    QTest::newRow("datagrams") << u"udp"_qs << QStringList{u"--reply"_qs, u"echo"_qs}
                               << QStringList{u"one"_qs, u"two"_qs};
}

/// A recorded conversation passes against the same server, and fails against one that replies differently.
void TestCliRun::recordedRunsAgain()
{
    QFETCH(QString, scheme);
    QFETCH(QStringList, server);
    QFETCH(QStringList, says);
    const QStringList listen{scheme + u"-server://127.0.0.1:0"_qs, u"--no-stdin"_qs};
    CliProcess good(listen + server);
    QTRY_VERIFY(good.port() != 0);
    const QString url = u"%1://127.0.0.1:%2"_qs.arg(scheme).arg(good.port());

    const QString capture = m_folder.filePath(u"recorded.pcapng"_qs);
    const QString toGood = scheme == u"tcp" ? url + u"?half-closed=0"_qs : url; // ends with it
    CliProcess us({toGood, u"--hex"_qs, u"--capture"_qs, capture, u"--overwrite"_qs});
    const auto codec = TextCodec::find(u"UTF-8"_qs).value();
    for (qsizetype i = 0; i < says.size(); ++i) {
        QTRY_VERIFY(us.err().contains(scheme == u"tcp" ? u" connected\n"_qs : u"Bound"_qs));
        us.type(toHex(parseEscapes(says[i], *codec).value()).toLatin1() + '\n');
        QTRY_COMPARE(us.out().count('\n'), i + 1);
    }
    if (says.value(0).startsWith(u"\\") || scheme == u"udp")
        us.signal(SIGTERM); // the others close
    QCOMPARE(us.exitCode(), 0);
    const QString file = m_folder.filePath(u"recorded.json"_qs);
    CliProcess exported(
        {u"export"_qs, capture, u"--format"_qs, u"session"_qs, u"--output"_qs, file, u"--overwrite"_qs});
    QCOMPARE(exported.exitCode(), 0);

    CliProcess again({u"run"_qs, file});
    QVERIFY2(again.exitCode() == 0, again.out().constData());
    QVERIFY(again.out().contains("passed: "));

    CliProcess other(
        listen + QStringList{u"--rules"_qs, write(u"rules.json"_qs, R"([{"reply": {"text": "no"}}, {"when": {"event":
        "connect"}, "reply": {"text": "Go away"}, "then": "close"}])")});
    QTRY_VERIFY(other.port() != 0);
    CliProcess wrong({u"run"_qs, file, u"--endpoint"_qs, u"%1://127.0.0.1:%2"_qs.arg(scheme).arg(other.port())});
    QCOMPARE(wrong.exitCode(), 1);
    QVERIFY2(wrong.out().contains("FAILED"), wrong.out().constData());
}

void TestCliRun::acrossCuts()
{
    CliProcess run({u"run"_qs,
                    session(R"({"expect": {"text": "你好"}}, {"send": {"text": "next"}},
        {"expect": {"regex": "T=\\d+;"}}, {"expect": {"hex": "0? ff", "exact": true}}, {"expect": {"close": true}})",
                            toUs())});
    QTRY_VERIFY(m_server->hasPendingConnections());
    QTcpSocket *peer = m_server->nextPendingConnection();
    const QByteArray hello = "before " + QByteArray("你好");
    for (const char byte : hello) {
        peer->write(&byte, 1);
        peer->flush();
    }
    QTRY_COMPARE(peer->bytesAvailable(), 4);
    QCOMPARE(peer->readAll(), "next");
    for (const QByteArray &piece : {QByteArray("T="), QByteArray("1"), QByteArray("2;\x01", 3), QByteArray("\xff")}) {
        peer->write(piece);
        peer->flush();
    }
    peer->disconnectFromHost();
    QVERIFY2(run.exitCode() == 0, run.out().constData());
}

void TestCliRun::ignoresOtherSenders_data()
{
    QTest::addColumn<QByteArray>("options");
    QTest::addColumn<bool>("answers"); // the device does, after the stranger
    QTest::addColumn<int>("code");
    QTest::newRow("stranger alone") << QByteArray() << false << 1;
    QTest::newRow("stranger first") << QByteArray() << true << 0;
    QTest::newRow("any") << QByteArray("?any=1") << false << 0;
}

/// An endpoint with a target expects data from that address only.
void TestCliRun::ignoresOtherSenders()
{
    QFETCH(QByteArray, options);
    QFETCH(bool, answers);
    QFETCH(int, code);
    QUdpSocket device;
    QUdpSocket stranger;
    QVERIFY(device.bind(QHostAddress::LocalHost) && stranger.bind(QHostAddress::LocalHost));
    const QByteArray wait = code == 0 ? "30000" : "300";
    CliProcess run({u"run"_qs,
                    session(R"({"send": {"text": "ping"}}, {"expect": {"text": "pong", "timeout_ms": )" + wait + "}}",
                            "udp://127.0.0.1:" + QByteArray::number(device.localPort()) + options)});
    QTRY_VERIFY_WITH_TIMEOUT(device.hasPendingDatagrams(), 30'000);
    QHostAddress from;
    quint16 port = 0;
    device.readDatagram(nullptr, 0, &from, &port);
    stranger.writeDatagram("pong", QHostAddress::LocalHost, port);
    if (answers)
        device.writeDatagram("pong", QHostAddress::LocalHost, port);
    QCOMPARE(run.exitCode(), code);
    QVERIFY2(code == 0 || run.out().contains("Nothing was received in time"), run.out().constData());
}

void TestCliRun::fails_data()
{
    QTest::addColumn<QByteArray>("steps");
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<bool>("closes");
    QTest::addColumn<QByteArrayList>("says");
    const auto row = [](const char *name, const QByteArray &steps, const QByteArray &sent, bool closes,
                        const QByteArrayList &says) { QTest::newRow(name) << steps << sent << closes << says; };
    row("something else", R"({"delay_ms": 1}, {"expect": {"text": "OK", "exact": true}}, {"delay_ms": 1})", "ERROR",
        false,
        {"FAILED  2 ", "Something else was received.", "5 B: 45 52 52 4F 52  \"ERROR\"",
         "FAILED at step 2 (1 passed), "});
    row("too late", R"({"expect": {"text": "OK", "timeout_ms": 2000}})", "ERROR", false,
        {"The expected bytes were not received in time.", "\"ERROR\""});
    row("nothing", R"({"expect": {"text": "OK", "timeout_ms": 50}})", "", false, {"Nothing was received in time."});
    row("closed instead", R"({"expect": {"text": "OK"}})", "O", true, {"closed the connection", "1 B: 4F"});
    row("not closed", R"({"expect": {"close": true, "timeout_ms": 50}})", "O", false, {"did not close"});
}

void TestCliRun::fails()
{
    QFETCH(QByteArray, steps);
    QFETCH(QByteArray, sent);
    QFETCH(bool, closes);
    QFETCH(QByteArrayList, says);
    CliProcess run({u"run"_qs, session(steps, toUs())});
    QTRY_VERIFY(m_server->hasPendingConnections());
    QTcpSocket *peer = m_server->nextPendingConnection();
    peer->write(sent);
    if (closes)
        peer->disconnectFromHost();
    QCOMPARE(run.exitCode(), 1);
    for (const QByteArray &word : says)
        QVERIFY2(run.out().contains(word), run.out().constData());
}

void TestCliRun::repeats()
{
    CliProcess run({u"run"_qs, u"--timestamps"_qs,
                    session(R"({"repeat": {"count": 200, "steps": [
        {"send": {"text": "a"}}, {"expect": {"text": "b", "exact": true}}]}})",
                            toUs())});
    QTRY_VERIFY(m_server->hasPendingConnections());
    QTcpSocket *peer = m_server->nextPendingConnection();
    const auto answer = [peer] { peer->write(peer->readAll().replace('a', 'b')); };
    connect(peer, &QTcpSocket::readyRead, peer, answer);
    answer(); // to the message before
    QVERIFY2(run.exitCode() == 0, run.out().constData());
    QVERIFY(run.out().contains("1.2 [200/200]"));
    QVERIFY(run.out().contains("passed: 400 steps"));
}

void TestCliRun::sendsAFile()
{
    const QByteArray bytes = QByteArray("0123456789abcdef").repeated(200'000);
    write(u"bytes"_qs, bytes);
    CliProcess run({u"run"_qs, session(R"({"send": {"file": "bytes"}}, {"expect": {"text": "thanks"}})", toUs())});
    QTRY_VERIFY(m_server->hasPendingConnections());
    QTcpSocket *peer = m_server->nextPendingConnection();
    QTRY_COMPARE(peer->bytesAvailable(), bytes.size());
    QVERIFY(peer->readAll() == bytes);
    peer->write("thanks");
    QVERIFY2(run.exitCode() == 0, run.out().constData());
}

void TestCliRun::asServer()
{
    const QString file =
        session(R"({"expect": {"text": "hello"}}, {"send": {"text": "bye"}}, {"expect": {"close": true}})",
                "tcp-server://127.0.0.1:0");
    CliProcess run({u"run"_qs, file});
    QTRY_VERIFY(run.port() != 0);
    QTcpSocket client;
    client.connectToHost(u"127.0.0.1"_qs, run.port());
    client.write("hello");
    QTRY_COMPARE(client.bytesAvailable(), 3);
    client.disconnectFromHost();
    QVERIFY2(run.exitCode() == 0, run.out().constData());
}

/// The encoding of --endpoint overrides that of the file.
void TestCliRun::otherEndpoint()
{
    const QString file = session(R"({"send": {"text": "好"}}, {"expect": {"text": "好"}})", "tcp://127.0.0.1:1");
    const QString url = QString::fromLatin1(toUs());
    for (const QString &encoding : {u"GBK"_qs, u"Big5"_qs, QString()}) {
        CliProcess run(
            {u"run"_qs, file, u"--endpoint"_qs, encoding.isEmpty() ? url : u"%1?encoding=%2"_qs.arg(url, encoding)});
        QTRY_VERIFY(m_server->hasPendingConnections());
        QTcpSocket *peer = m_server->nextPendingConnection();
        const auto codec = TextCodec::find(encoding.isEmpty() ? u"UTF-8"_qs : encoding).value();
        QTRY_COMPARE(peer->peek(10), codec->encode(u"好"_qs).value());
        peer->write(peer->readAll());
        QVERIFY2(run.exitCode() == 0, run.out().constData());
    }
    CliProcess wrong({u"run"_qs, file, u"--endpoint"_qs, url + u"?encoding=no"_qs});
    QCOMPARE(wrong.exitCode(), 2);
    QVERIFY2(wrong.err().contains(u"--endpoint"), qPrintable(wrong.err()));
}

void TestCliRun::nobodyConnects()
{
    CliProcess run({u"run"_qs, session(R"({"delay_ms": 1})", "tcp-server://127.0.0.1:0", 300)});
    QCOMPARE(run.exitCode(), 1);
    QVERIFY(run.out().contains("No client connected in time."));
    m_server->close();
    CliProcess refused({u"run"_qs, session(R"({"delay_ms": 1})", "tcp://127.0.0.1:1")});
    QCOMPARE(refused.exitCode(), 1);
    QVERIFY(refused.out().contains("refused"));
}

void TestCliRun::interrupted()
{
    CliProcess run({u"run"_qs, session(R"({"expect": {"text": "never"}})", toUs())});
    QTRY_VERIFY(run.out().contains("ok "));
    run.signal(SIGTERM);
    QCOMPARE(run.exitCode(), 1);
    QVERIFY(run.out().contains("Interrupted."));
}

void TestCliRun::invalid_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("says");
    QTest::newRow("no JSON") << QByteArray("{") << u"Line 1"_qs;
    QTest::newRow("endpoint") << QByteArray("{\"endpoint\": \"x://h:1\", \"steps\": [{\"delay_ms\": 1}]}")
                              << u"“endpoint”"_qs;
    QTest::newRow("step") << QByteArray("{\"endpoint\": \"tcp://h:1\", \"steps\": [{}]}") << u"Step 1"_qs;
}

void TestCliRun::invalid()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, says);
    const QString file = write(u"bad.json"_qs, json);
    CliProcess run({u"run"_qs, file});
    QCOMPARE(run.exitCode(), 2);
    QVERIFY2(run.err().contains(says) && run.err().contains(file), qPrintable(run.err()));
    QCOMPARE(CliProcess({u"run"_qs}).exitCode(), 2);
    QCOMPARE(CliProcess({u"run"_qs, u"/nonexistent"_qs}).exitCode(), 2);
}

QTEST_GUILESS_MAIN(TestCliRun)
#include "tst_clirun.moc"
