// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// When socketscope-cli exits, and with which code.
#include "tests/interop/cliprocess.h"
#include "tests/interop/shellprocess.h"
#include "tests/reservedport.h"

#include <sys/socket.h>

class TestCliEnds : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void continuesWithTheNextClient();
    void continuesAfterReconnecting();
    void theRestOfTheCount();
    void endlessEndsWithItsPeer();
    void missing_data();
    void missing();
    void noConnection();
    void tooFewRecords();
    void fileCutByTheTime();
    void endedByTheUser();
    void reportsInOrder();
    void refusedAtFirst();
    void inputFails();
    void cutCharacter();
    void shortDuration();
    void fullOutput_data();
    void fullOutput();
    void readerHasSeenEnough();
    void inputBehindTheLastPeer();

private:
    QString toUs(const QString &query = {}) const
    {
        return u"tcp://127.0.0.1:%1%2"_qs.arg(m_server->serverPort()).arg(query);
    }
    QTcpSocket *accept()
    {
        return QTest::qWaitFor([this] { return m_server->hasPendingConnections(); }, 30'000)
            ? m_server->nextPendingConnection()
            : nullptr;
    }

    /// Closes without a RST for data that is still received.
    static void halfClose(const QTcpSocket &socket) { ::shutdown(int(socket.socketDescriptor()), SHUT_WR); }

    std::unique_ptr<QTcpServer> m_server;
};

void TestCliEnds::init()
{
    m_server = std::make_unique<QTcpServer>();
    QVERIFY(m_server->listen(QHostAddress::LocalHost));
}

void TestCliEnds::continuesWithTheNextClient()
{
    CliProcess server({u"tcp-server://127.0.0.1:0"_qs, u"--send"_qs, u"x"_qs, u"--every"_qs, u"5"_qs});
    QTRY_VERIFY(server.port() != 0);
    for (int round = 1; round <= 3; ++round) {
        QTcpSocket client;
        client.connectToHost(u"127.0.0.1"_qs, server.port());
        QTRY_VERIFY(client.bytesAvailable() > 2);
        client.disconnectFromHost();
        QTRY_COMPARE(server.err().count(u"Sending continues with the next peer.\n"), round);
    }
    QVERIFY(!server.err().contains(u"after 0 messages"));
    server.signal(SIGTERM);
    QVERIFY2(server.exitCode() == 0, qPrintable(server.err()));
}

void TestCliEnds::continuesAfterReconnecting()
{
    CliProcess cli({toUs(u"?reconnect=1"_qs), u"--no-stdin"_qs, u"--send"_qs, u"x"_qs, u"--every"_qs, u"5"_qs});
    for (int round = 0; round < 2; ++round) {
        QTcpSocket *peer = accept();
        QVERIFY(peer);
        QTRY_VERIFY(peer->bytesAvailable() > 2);
        peer->disconnectFromHost();
    }
    cli.signal(SIGTERM);
    QVERIFY2(cli.exitCode() == 0, qPrintable(cli.err()));
}

/// The second client gets exactly the rest of what the first one did not get.
void TestCliEnds::theRestOfTheCount()
{
    CliProcess server({u"tcp-server://127.0.0.1:0?half-closed=0"_qs, u"--send"_qs, u"a"_qs, u"--send"_qs, u"b"_qs,
                       u"--every"_qs, u"100"_qs, u"--count"_qs, u"20"_qs, u"--stats"_qs},
                      "end\n");
    QTRY_VERIFY(server.port() != 0);
    QTcpSocket first;
    first.connectToHost(u"127.0.0.1"_qs, server.port());
    QTRY_VERIFY(first.bytesAvailable() > 4);
    halfClose(first);
    QTRY_VERIFY(server.err().contains(u"continues with the next peer"));
    QTRY_COMPARE(first.state(), QTcpSocket::UnconnectedState);
    const QByteArray before = first.readAll();
    QTcpSocket second;
    second.connectToHost(u"127.0.0.1"_qs, server.port());
    QByteArray received;
    QTRY_VERIFY((received += second.readAll()).endsWith("end\n"));
    QCOMPARE(before + received, QByteArray("ab").repeated(20) + "end\n");
    server.signal(SIGTERM);
    QVERIFY2(server.exitCode() == 0, qPrintable(server.err()));
    QVERIFY2(server.err().contains(u"\"tx_bytes\":44,"_qs), qPrintable(server.err()));
}

/// A repetition without end has nothing that could be missing.
void TestCliEnds::endlessEndsWithItsPeer()
{
    for (const bool server : {false, true}) {
        const QStringList sending{u"--no-stdin"_qs, u"--exit-on-close"_qs, u"--send"_qs,
                                  u"x"_qs,          u"--every"_qs,         u"5"_qs};
        CliProcess cli(QStringList(server ? u"tcp-server://127.0.0.1:0"_qs : toUs()) + sending);
        QTcpSocket client;
        QTcpSocket *peer = &client;
        if (server) {
            QTRY_VERIFY(cli.port() != 0);
            client.connectToHost(u"127.0.0.1"_qs, cli.port());
        } else {
            peer = accept();
        }
        QVERIFY(peer);
        QTRY_VERIFY(peer->bytesAvailable() > 0);
        halfClose(*peer);
        QVERIFY2(cli.exitCode() == 0, qPrintable(cli.err()));
        QVERIFY(!cli.err().contains(u"continues with the next peer"));
    }
}

void TestCliEnds::missing_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QString>("says"); // empty: nothing is missing
    const auto row = [](const char *name, const QString &arguments, const QString &says, const QByteArray &input = {}) {
        QTest::newRow(name) << arguments << input << says;
    };
    const QString server = u"tcp-server://127.0.0.1:0 --duration 0.1 "_qs;
    const QString bound = u"udp-server://127.0.0.1:0 --duration 0.1 "_qs;
    row("nobody came", server + u"--send x"_qs, u"None of the --send"_qs);
    row("nobody spoke", bound + u"--send-hex 41"_qs, u"None of the --send"_qs);
    row("for a file", server + u"--send-file /etc/passwd"_qs, u"None of the --send"_qs);
    row("for all the times", server + u"--send x --every 10"_qs, u"None of the --send"_qs);
    row("for some times", server + u"--send x --count 3"_qs, u"None of the --send"_qs);
    const QString waiting = u"tcp-server://127.0.0.1:0 --duration 2 "_qs; // for the input to come
    row("for lines", waiting, u"Nothing from standard input"_qs, "line\n");
    row("for raw input", waiting + u"--raw"_qs, u"Nothing from standard input"_qs, "line\n");
    row("nobody was to come", server, {});
    row("nobody was to come, answered", server + u"--reply echo"_qs, {});
    row("input is left alone", server + u"--no-stdin"_qs, {}, "line\n");
    row("no record", server + u"--exit-after-recv 2"_qs, u"Only 0 of 2 records"_qs);
    row("sent", u"udp://127.0.0.1:PEER --duration 2 --send x --count 2"_qs, {});
    row("not all times", u"udp://127.0.0.1:9 --duration 2 --send x --every 60000 --count 2"_qs,
        u"Only 1 of 2 messages"_qs);
}

void TestCliEnds::missing()
{
    QFETCH(QString, arguments);
    QFETCH(QByteArray, input);
    QFETCH(QString, says);
    QUdpSocket peer;
    QVERIFY(peer.bind(QHostAddress::LocalHost));
    arguments.replace(u"PEER"_qs, QString::number(peer.localPort()));
    CliProcess cli(arguments.split(u' ', Qt::SkipEmptyParts), input);
    QCOMPARE(cli.exitCode(), says.isEmpty() ? 0 : 1);
    const QString err = cli.err();
    if (says.isEmpty())
        QVERIFY2(!err.contains(u"None of") && !err.contains(u"Nothing from") && !err.contains(u"Only "),
                 qPrintable(err));
    else
        QVERIFY2(err.contains(says), qPrintable(err));
}

/// Not even a refused one: the server ignores the connection attempt.
void TestCliEnds::noConnection()
{
    QTcpServer busy;
    busy.setListenBacklogSize(1);
    QVERIFY(busy.listen(QHostAddress::LocalHost));
    busy.pauseAccepting();
    QTcpSocket others[2];
    for (QTcpSocket &other : others) {
        other.connectToHost(u"127.0.0.1"_qs, busy.serverPort());
        QVERIFY(other.waitForConnected(30'000));
    }
    CliProcess cli({u"tcp://127.0.0.1:%1"_qs.arg(busy.serverPort()), u"--duration"_qs, u"0.2"_qs});
    QCOMPARE(cli.exitCode(), 1);
    QVERIFY2(cli.err().contains(u"There was no connection yet."), qPrintable(cli.err()));
}

void TestCliEnds::tooFewRecords()
{
    CliProcess cli({toUs(), u"--no-stdin"_qs, u"--exit-after-recv"_qs, u"2"_qs});
    QTcpSocket *peer = accept();
    QVERIFY(peer);
    peer->write("one");
    peer->disconnectFromHost();
    QCOMPARE(cli.exitCode(), 1);
    QCOMPARE(cli.out(), "one");
    QVERIFY2(cli.err().contains(u"Only 1 of 2 records were received."), qPrintable(cli.err()));
}

void TestCliEnds::fileCutByTheTime()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"large"_qs));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(1 << 30)); // with holes
    CliProcess cli({toUs(), u"--no-stdin"_qs, u"--send-file"_qs, file.fileName(), u"--duration"_qs, u"3"_qs});
    QTcpSocket *peer = accept();
    QVERIFY(peer);
    peer->setReadBufferSize(1);
    QCOMPARE(cli.exitCode(), 1);
    QVERIFY2(cli.err().contains(u"large was not sent completely."), qPrintable(cli.err()));
}

/// If the user ends it, nothing counts as missing.
void TestCliEnds::endedByTheUser()
{
    const QStringList asked{u"--send"_qs, u"x"_qs, u"--count"_qs, u"3"_qs, u"--exit-after-recv"_qs, u"3"_qs};
    CliProcess server(QStringList(u"tcp-server://127.0.0.1:0"_qs) + asked);
    QTRY_VERIFY(server.port() != 0);
    server.signal(SIGINT);
    QVERIFY2(server.exitCode() == 0, qPrintable(server.err()));
}

/// What happened to connections is printed before what followed from it.
void TestCliEnds::reportsInOrder()
{
    CliProcess server({u"tcp-server://127.0.0.1:0"_qs, u"--no-stdin"_qs});
    QTRY_VERIFY(server.port() != 0);
    QTcpSocket client;
    client.connectToHost(u"127.0.0.1"_qs, server.port());
    QTRY_VERIFY(server.err().contains(u" connected\n"));
    server.signal(SIGTERM);
    QCOMPARE(server.exitCode(), 0);
    const QString err = server.err();
    QVERIFY2(err.indexOf(u"closed from this side"_qs) < err.indexOf(u"Closed 127.0.0.1"_qs), qPrintable(err));
    QVERIFY2(err.contains(u"closed from this side"), qPrintable(err));

    CliProcess cli({toUs(u"?reconnect=1"_qs), u"--no-stdin"_qs});
    QTcpSocket *peer = accept();
    QVERIFY(peer);
    peer->disconnectFromHost();
    QTRY_VERIFY(cli.err().contains(u" again. The waits double"));
    QVERIFY2(cli.err().section(u" again. The waits double"_qs, 0, 0).contains(u"closed the connection"),
             qPrintable(cli.err()));
    QVERIFY2(cli.err().startsWith(u"Connecting to"), qPrintable(cli.err()));
}

/// A server that starts later is no failure.
void TestCliEnds::refusedAtFirst()
{
    const ReservedPort port;
    const QString url = u"tcp://127.0.0.1:%1?reconnect=1"_qs.arg(port.number());
    m_server->close();
    CliProcess cli({url, u"--send"_qs, u"hello"_qs});
    QTRY_VERIFY(cli.err().contains(u"refused"));
    QVERIFY(m_server->listen(QHostAddress::LocalHost, port.number()));
    QTcpSocket *peer = accept();
    QVERIFY(peer);
    QTRY_COMPARE(peer->bytesAvailable(), 5);
    cli.signal(SIGTERM);
    QVERIFY2(cli.exitCode() == 0, qPrintable(cli.err()));

    m_server->close();
    CliProcess never({url, u"--no-stdin"_qs, u"--duration"_qs, u"0.2"_qs});
    QCOMPARE(never.exitCode(), 1);
}

/// An error is not the end of a file: otherwise the output would look complete.
void TestCliEnds::inputFails()
{
    for (const QString &form : {u"--hex"_qs, u"--raw"_qs}) {
        ShellProcess shell(u"exec \"$0\" %1 %2 < /"_qs.arg(toUs(), form));
        QVERIFY(accept());
        QCOMPARE(shell.exitCode(), 1);
        QVERIFY2(shell.err().contains(u"Standard input cannot be read: Is a directory."), qPrintable(shell.err()));
    }
}

void TestCliEnds::cutCharacter()
{
    CliProcess cli({toUs(), u"--exit-after-recv"_qs, u"1"_qs});
    QTcpSocket *peer = accept();
    QVERIFY(peer);
    peer->write("a\xe5\xa5");
    QVERIFY2(cli.exitCode() == 0, qPrintable(cli.err()));
    QCOMPARE(cli.out(), "a\\xE5\\xA5");
}

/// Less than a millisecond does not become “no limit”.
void TestCliEnds::shortDuration()
{
    CliProcess cli({u"tcp-server://127.0.0.1:0"_qs, u"--duration"_qs, u"0.0004"_qs});
    QVERIFY2(cli.exitCode() == 0, qPrintable(cli.err()));
}

void TestCliEnds::fullOutput_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("full");
    for (const char *arguments : {"--help", "--version", "codecs", "run --help", "export --help", "checksum --help",
                                  "checksum --list", "checksum CRC-32 /etc/passwd"})
        QTest::newRow(arguments) << QString::fromLatin1(arguments) << u">"_qs;
    QTest::newRow("stats") << u"udp-server://127.0.0.1:0 --stats --no-stdin --duration 0.1"_qs << u"2>"_qs;
}

void TestCliEnds::fullOutput()
{
    QFETCH(QString, arguments);
    QFETCH(QString, full);
    ShellProcess shell(u"exec \"$0\" %1 %2/dev/full"_qs.arg(arguments, full));
    QCOMPARE(shell.exitCode(), 1);
    QCOMPARE(shell.err().contains(u"Standard output cannot be written"), full == u">");
    QCOMPARE(runCli(arguments.split(u' ')).code, 0);
}

/// A reader that closes early is no failure, whether before the last write or an earlier one.
void TestCliEnds::readerHasSeenEnough()
{
    QTemporaryFile steps;
    QVERIFY(steps.open());
    steps.write(
        R"({"endpoint": "udp://127.0.0.1:9", "steps": [{"delay_ms": 50}, {"delay_ms": 50}, {"delay_ms": 50}]})");
    steps.close();
    for (const QString &arguments : {u"--help"_qs, u"run "_qs + steps.fileName()}) {
        const QString pipe = u"{ \"$0\" %1; echo \"ends with $?\" >&2; } | head -c 1"_qs.arg(arguments);
        ShellProcess shell(pipe);
        QVERIFY(shell.exitCode() >= 0);
        QVERIFY2(shell.err().contains(u"ends with 0"), qPrintable(shell.err()));
        QVERIFY2(!shell.err().contains(u"cannot be written"), qPrintable(shell.err()));
    }
}

void TestCliEnds::inputBehindTheLastPeer()
{
    CliProcess server({u"tcp-server://127.0.0.1:0?half-closed=0"_qs, u"--duration"_qs, u"5"_qs});
    QTRY_VERIFY(server.port() != 0);
    server.type("one\n");
    QTcpSocket client;
    client.connectToHost(u"127.0.0.1"_qs, server.port());
    QTRY_COMPARE(client.bytesAvailable(), 4);
    client.disconnectFromHost();
    QTRY_VERIFY(server.err().contains(u"closed the connection"_qs));
    server.type("two\n");
    QCOMPARE(server.exitCode(), 1);
    QVERIFY2(server.err().contains(u"The rest of standard input was not sent"_qs), qPrintable(server.err()));
}

QTEST_GUILESS_MAIN(TestCliEnds)
#include "tst_cliends.moc"
