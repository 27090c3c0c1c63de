// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// The options of socketscope-cli; the peers are in this program.
#include "tests/interop/cliprocess.h"
#include "tests/interop/shellprocess.h"
#include "tests/reservedport.h"

#include <sys/socket.h>

class TestCli : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void sendsInOrder();
    void lines_data();
    void lines();
    void output_data();
    void output();
    void repeats();
    void repeatsWhileLinesAreSent();
    void exitsAfterRecords();
    void exitsOnClose();
    void serverWaitsForAClient();
    void repliesToDatagrams();
    void networkFails();
    void reset();
    void usage_data();
    void usage();
    void framingOfRules();
    void argumentIsNotUtf8_data();
    void argumentIsNotUtf8();

private:
    /// Starts the program as a client and accepts it.
    void connectCli(const QStringList &arguments, const std::optional<QByteArray> &input = {});
    QByteArray received()
    {
        m_received.append(m_peer->readAll());
        return m_received;
    }

    std::unique_ptr<QTcpServer> m_server;
    std::unique_ptr<CliProcess> m_cli;
    QTcpSocket *m_peer = nullptr; // of m_server
    QByteArray m_received;
};

void TestCli::init()
{
    m_server = std::make_unique<QTcpServer>();
    QVERIFY(m_server->listen(QHostAddress::LocalHost));
    m_received.clear();
}

void TestCli::cleanup()
{
    m_cli.reset();
    m_server.reset();
}

void TestCli::connectCli(const QStringList &arguments, const std::optional<QByteArray> &input)
{
    // With an open standard input, it would wait for more of it after the server has closed.
    const QString url = u"tcp://127.0.0.1:%1?half-closed=0"_qs.arg(m_server->serverPort());
    m_cli = std::make_unique<CliProcess>(QStringList(url) + arguments, input);
    QTRY_VERIFY(m_server->hasPendingConnections());
    m_peer = m_server->nextPendingConnection();
}

void TestCli::sendsInOrder()
{
    QTemporaryDir folder;
    const QString name = folder.filePath(u"bytes"_qs);
    const QByteArray bytes = QByteArray("0123456789abcdef").repeated(100'000);
    QFile file(name);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    file.close();
    connectCli({u"--send"_qs, u"a\\n"_qs, u"--send-hex"_qs, u"42 00"_qs, u"--send-file"_qs, name, u"--send"_qs, u"c"_qs,
                u"--send-file"_qs, name},
               "line\n");
    const QByteArray all = QByteArray("a\nB\0", 4) + bytes + "c" + bytes + "line\n";
    QTRY_COMPARE(received().size(), all.size());
    QVERIFY(m_received == all);
}

void TestCli::lines_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const QString &arguments, const QByteArray &input, const QByteArray &sent,
                        const QString &says = {}) { QTest::newRow(name) << arguments << input << sent << says; };
    row("as they came", {}, "a\r\n\nb", "a\r\n\nb");
    row("an ending", u"--append crlf"_qs, "a\nb", "a\r\nb\r\n");
    row("no ending", u"--append none"_qs, "a\nb\r\n", "ab");
    row("behind all", u"--append cr --send x --send-hex 41"_qs, "b\n", "x\rA\rb\r");
    row("encoding", u"--encoding GBK"_qs, "好\n", QByteArray::fromHex("BAC30A"));
    row("not in it", u"--encoding GBK"_qs, "a\n\U0001F600\nb\n", "a\nb\n", u"Line 2"_qs);
    row("not in it, where", u"--encoding GBK"_qs, "a\nab\U0001F600\n", "a\n", u"(at character 3)"_qs);
    row("no UTF-8", {}, "a\n\xff\nb\n", "a\nb\n", u"Line 2"_qs);
    row("hex", u"--hex"_qs, "48 65\r\n\n6C,0x6c\n6F", "Hello");
    row("hex, wrong", u"--hex"_qs, "41\n4\n42\n", "AB", u"Line 2"_qs);
    row("hex of a dump", u"--hex"_qs, "00000000  30 31  |01|\n00000002  ff  |.|\n00000003\n", "01\xff");
    row("hex of a wrong dump", u"--hex"_qs, "00000000  30 31  |01|\n00000003  ff  |.|\n", "01",
        u"should be 00000002"_qs);
    row("hex, ending", u"--hex --append lf"_qs, "41\n42\n", "A\nB\n");
    row("checksum", u"--checksum LRC,digits"_qs, "123456789\r\n", "12345678923\r\n");
    row("raw", u"--raw --append crlf --send x"_qs, QByteArray("\xff\n\0\r", 4), QByteArray("x\r\n\xff\n\0\r", 7));
}

void TestCli::lines()
{
    QFETCH(QString, arguments);
    QFETCH(QByteArray, input);
    QFETCH(QByteArray, sent);
    QFETCH(QString, says);
    connectCli(arguments.split(u' ', Qt::SkipEmptyParts), input);
    QTRY_COMPARE(received(), sent);
    m_peer->disconnectFromHost();
    QCOMPARE(m_cli->exitCode(), says.isEmpty() ? 0 : 1);
    const QString err = m_cli->err();
    QVERIFY2(says.isEmpty() ? !err.contains(u"Line ") : err.contains(says), qPrintable(err));
}

void TestCli::output_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QString>("printed"); // a regular expression
    const QString time = u"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3} "_qs;
    const auto row = [](const char *name, const QString &arguments, const QByteArray &sent, const QString &printed) {
        QTest::newRow(name) << arguments << sent << printed;
    };
    row("text", {}, "a\r\n\033[1mb", u"a\r\n\033\\[1mb"_qs);
    row("no text", {}, "a\xff", u"a\\\\xFF"_qs);
    row("encoding", u"--encoding GBK"_qs, QByteArray::fromHex("BAC30A"), u"好\n"_qs);
    row("hex", u"--hex"_qs, "Hello\n", u"48 65 6C 6C 6F 0A\n"_qs);
    row("raw", u"--raw --encoding GBK"_qs, "\xe5\xa5\xbd\r\n", u"好\r\n"_qs);
    row("times", u"--timestamps"_qs, "a\r\n\nb", time + u"a\n"_qs + time + u"\n"_qs + time + u"b\n"_qs);
    row("times of hex", u"--timestamps --hex"_qs, "ab", time + u"61 62\n"_qs);
}

void TestCli::output()
{
    QFETCH(QString, arguments);
    QFETCH(QByteArray, sent);
    QFETCH(QString, printed);
    connectCli(arguments.split(u' ', Qt::SkipEmptyParts));
    m_peer->write(sent);
    m_peer->disconnectFromHost();
    QCOMPARE(m_cli->exitCode(), 0);
    const QString out = QString::fromUtf8(m_cli->out());
    QVERIFY2(QRegularExpression(QRegularExpression::anchoredPattern(printed)).match(out).hasMatch(), qPrintable(out));
}

void TestCli::repeats()
{
    connectCli({u"--send"_qs, u"a"_qs, u"--send-hex"_qs, u"62"_qs, u"--every"_qs, u"20"_qs, u"--count"_qs, u"3"_qs},
               "end\n");
    QTRY_COMPARE(received(), "abababend\n");
    connectCli({u"--send"_qs, u"x"_qs, u"--count"_qs, u"1000"_qs}, "end\n");
    m_received.clear();
    QTRY_COMPARE(received(), QByteArray(1000, 'x') + "end\n");
}

void TestCli::repeatsWhileLinesAreSent()
{
    connectCli({u"--send"_qs, u"."_qs, u"--every"_qs, u"5"_qs});
    QTRY_VERIFY(received().count('.') > 2);
    m_cli->type("line\n");
    QTRY_VERIFY(received().contains("line\n"));
    const qsizetype before = m_received.size();
    QTRY_VERIFY(received().size() > before + 2);
    m_cli->signal(SIGTERM);
    QCOMPARE(m_cli->exitCode(), 0);
}

void TestCli::exitsAfterRecords()
{
    connectCli({u"--exit-after-recv"_qs, u"2"_qs, u"--hex"_qs});
    m_peer->write("a");
    QTRY_COMPARE(m_cli->out(), "61\n");
    m_peer->write("b");
    QCOMPARE(m_cli->exitCode(), 0);
    QCOMPARE(m_cli->out(), "61\n62\n");
}

void TestCli::exitsOnClose()
{
    CliProcess server({u"tcp-server://127.0.0.1:0?half-closed=0"_qs, u"--exit-on-close"_qs});
    QTRY_VERIFY(server.port() != 0);
    QTcpSocket first;
    QTcpSocket second;
    first.connectToHost(u"127.0.0.1"_qs, server.port());
    second.connectToHost(u"127.0.0.1"_qs, server.port());
    QTRY_COMPARE(server.err().count(u" connected\n"), 2);
    first.disconnectFromHost();
    QTRY_VERIFY(server.err().contains(u"closed the connection"));
    second.write("still there");
    QTRY_COMPARE(server.out(), "still there");
    second.disconnectFromHost();
    QCOMPARE(server.exitCode(), 0);
}

void TestCli::serverWaitsForAClient()
{
    CliProcess server({u"tcp-server://127.0.0.1:0"_qs, u"--send"_qs, u"hello\\n"_qs}, "line\n");
    QTRY_VERIFY(server.port() != 0);
    QTcpSocket client;
    client.connectToHost(u"127.0.0.1"_qs, server.port());
    QTRY_COMPARE(client.bytesAvailable(), 11);
    QCOMPARE(client.readAll(), "hello\nline\n");
    server.signal(SIGINT);
    QCOMPARE(server.exitCode(), 0);
}

/// A bound UDP port sends to the last sender.
void TestCli::repliesToDatagrams()
{
    CliProcess cli({u"udp-server://127.0.0.1:0"_qs, u"--timestamps"_qs}, "line\n");
    QUdpSocket peer;
    QVERIFY(peer.bind(QHostAddress::LocalHost));
    QTRY_VERIFY(cli.port() != 0);
    peer.writeDatagram("question", QHostAddress::LocalHost, cli.port());
    QTRY_VERIFY(peer.hasPendingDatagrams());
    QByteArray answer(100, 0);
    answer.truncate(peer.readDatagram(answer.data(), answer.size()));
    QCOMPARE(answer, "line\n");
    QTRY_VERIFY(cli.out().endsWith(" 127.0.0.1:" + QByteArray::number(peer.localPort()) + " question\n"));
}

void TestCli::networkFails()
{
    const ReservedPort port;
    CliProcess cli({u"tcp://127.0.0.1:%1"_qs.arg(port.number())}, "line\n");
    QCOMPARE(cli.exitCode(), 1);
    QVERIFY(cli.err().contains(u"refused"));
}

/// A reset by the peer is a failure, a FIN is none.
void TestCli::reset()
{
    connectCli({});
    const linger atOnce{1, 0};
    ::setsockopt(int(m_peer->socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
    m_peer->abort();
    QCOMPARE(m_cli->exitCode(), 1);
    QVERIFY(m_cli->err().contains(u"RST"));
}

void TestCli::usage_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("says");
    const auto row = [](const QString &arguments, const QString &says) {
        QTest::newRow(qPrintable(arguments)) << arguments << says;
    };
    row({}, u"--help"_qs);
    row(u"tcp://h:1 tcp://h:2"_qs, u"--help"_qs);
    row(u"tcp://h:99999"_qs, u"position"_qs);
    row(u"tcp://h:1 --frobnicate"_qs, u"frobnicate"_qs);
    row(u"tcp://h:1 --hex --raw"_qs, u"--raw"_qs);
    row(u"tcp://h:1 --raw --timestamps"_qs, u"--timestamps"_qs);
    row(u"tcp://h:1 --append x"_qs, u"crlf"_qs);
    row(u"tcp://h:1 --send \\q"_qs, u"--send \\q"_qs);
    row(u"tcp://h:1 --send-hex 1"_qs, u"--send-hex 1"_qs);
    row(u"tcp://h:1 --send-file /nonexistent"_qs, u"/nonexistent"_qs);
    row(u"tcp://h:1 --every 0 --send a"_qs, u"--every"_qs);
    row(u"tcp://h:1 --every 10"_qs, u"--every"_qs);
    row(u"tcp://h:1 --count x --send a"_qs, u"--count"_qs);
    row(u"tcp://h:1 --count 2 --send-file /etc/passwd"_qs, u"--send-file"_qs);
    row(u"tcp://h:1 --exit-after-recv 0"_qs, u"--exit-after-recv"_qs);
    for (const char *seconds : {"-1", "0", "nan", "inf", "1000001", "1s"})
        row(u"tcp://h:1 --duration %1"_qs.arg(QLatin1StringView(seconds)), u"--duration"_qs);
    row(u"tcp://h:1 --send-hex 41,4x"_qs, u"(at character 5)"_qs);
    row(u"tcp://h:1 --send a\\q"_qs, u"(at character 2)"_qs);
    row(u"tcp://h:1 --encoding GBK --send ab\U0001F600"_qs, u"(at character 3)"_qs);
    row(u"tcp://h:1 --encoding no"_qs, u"no"_qs);
    // empty, given twice
    for (const char *option : {"encoding", "append", "checksum", "reply", "rules", "framing", "protocol", "capture",
                               "duration", "exit-after-recv", "every", "count", "send-file"})
        row(u"tcp://h:1 --%1="_qs.arg(QLatin1StringView(option)),
            u"--%1 needs a value"_qs.arg(QLatin1StringView(option)));
    row(u"tcp://h:1 --send="_qs, u"--send needs something to send"_qs);
    row(u"tcp://h:1 --send-hex="_qs, u"--send-hex needs something to send"_qs);
    for (const char *twice : {"--hex", "--raw", "--no-stdin", "--stats", "--exit-on-close", "--keep-open",
                              "--timestamps", "--duration=1", "--encoding=GBK", "--capture=x", "--every=1"}) {
        const QString option = QString::fromLatin1(twice);
        row(u"tcp://h:1 %1 %1"_qs.arg(option), u"%1 is given twice"_qs.arg(option.section(u'=', 0, 0)));
    }
    row(u"codecs --hex"_qs, u"codecs takes no arguments"_qs);
    row(u"codecs x"_qs, u"codecs takes no arguments"_qs);
    row(u"checksum --list x"_qs, u"--list"_qs);
    row(u"checksum --list --list"_qs, u"--list is given twice"_qs);
    row(u"run x --endpoint="_qs, u"--endpoint needs a value"_qs);
    row(u"run x --capture a --capture b"_qs, u"--capture is given twice"_qs);
    // without effect, or in contradiction
    row(u"udp://h:1 --exit-on-close"_qs, u"--exit-on-close has no effect"_qs);
    row(u"udp-server://:1 --keep-open"_qs, u"--keep-open has no effect"_qs);
    row(u"tcp://h:1 --keep-open --no-stdin"_qs, u"--keep-open has no effect"_qs);
    row(u"tcp://h:1 --keep-open --reply echo"_qs, u"--keep-open has no effect"_qs);
    row(u"tcp://h:1 --keep-open --exit-on-close"_qs, u"contradict"_qs);
    row(u"tcp://h:1 --framing line --raw"_qs, u"--framing has no effect"_qs);
    row(u"tcp://h:1 --protocol nmea --raw"_qs, u"--protocol has no effect"_qs);
    row(u"tcp://h:1 --protocol modbus"_qs, u"Unknown protocol “modbus”. Choose one of: modbus-tcp, "_qs);
    row(u"tcp://h:1?protocol=nmea --protocol nmea"_qs, u"The protocol is given twice"_qs);
    row(u"tcp://h:1 --framing between:02,03 --send-hex 03"_qs, u"03 at byte 1"_qs);
    row(u"udp-server://:1 --reply echo --framing line"_qs, u"--framing has no effect"_qs);
    row(u"tcp://h:1 --append lf --raw"_qs, u"--append has no effect"_qs);
    row(u"tcp://h:1 --append lf --no-stdin"_qs, u"--append has no effect"_qs);
    row(u"tcp://h:1 --checksum LRC --no-stdin --send-file /etc/passwd"_qs, u"--checksum has no effect"_qs);
    row(u"tcp://h:1 --count 1"_qs, u"--count"_qs);
    row(u"tcp://h:1 --reply echo --rules x"_qs, u"--rules"_qs);
    row(u"tcp://h:1 --reply echo --framing fixed:x"_qs, u"--framing: "_qs);
    row(u"tcp://h:1 --checksum LRC,skip=x --send a"_qs, u"--checksum: "_qs);
}

/// --framing overrides the framing in the file of rules.
void TestCli::framingOfRules()
{
    QTemporaryFile file;
    QVERIFY(file.open());
    file.write(R"({"framing": "line,drop", "rules": [{"reply": {"text": "<${received}>"}}]})");
    file.close();
    connectCli({u"--rules"_qs, file.fileName(), u"--framing"_qs, u"fixed:2"_qs});
    m_peer->write("abcd");
    QTRY_COMPARE(received(), "<ab><cd>");
    CliProcess none({u"tcp://h:1"_qs, u"--rules"_qs, file.fileName(), u"--framing"_qs, u"none"_qs});
    QCOMPARE(none.exitCode(), 2);
    QVERIFY2(none.err().contains(u"--framing"), qPrintable(none.err()));
}

void TestCli::usage()
{
    QFETCH(QString, arguments);
    QFETCH(QString, says);
    CliProcess cli(arguments.split(u' ', Qt::SkipEmptyParts), QByteArray());
    QCOMPARE(cli.exitCode(), 2);
    QCOMPARE(cli.out(), "");
    QVERIFY2(cli.err().contains(says), qPrintable(cli.err()));
}

void TestCli::argumentIsNotUtf8_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("part");
    QTest::newRow("bytes to send") << u"udp://127.0.0.1:9 --no-stdin --send $'a\\xffb'"_qs << u"Argument 4 of "_qs;
    QTest::newRow("a socket") << u"$'unix:///bad\\xfe'"_qs << u"Argument 1 of "_qs;
    QTest::newRow("a capture") << u"udp://127.0.0.1:9 --capture $'cap\\xff'"_qs << u"Argument 3 of "_qs;
    QTest::newRow("a verb") << u"lookup $'\\xc0\\x80'"_qs << u"Argument 2 of "_qs;
}

/// Qt would send, open or make another one.
void TestCli::argumentIsNotUtf8()
{
    QFETCH(const QString, arguments);
    QFETCH(const QString, part);
    ShellProcess shell(u"exec \"$0\" "_qs + arguments);
    QCOMPARE(shell.exitCode(), 2);
    QVERIFY2(shell.err().contains(part) && shell.err().contains(u"is not UTF-8"), qPrintable(shell.err()));
    QVERIFY(shell.out().isEmpty());
}

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
