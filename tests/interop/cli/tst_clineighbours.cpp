// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// socketscope-cli ends like nc, socat and curl: with its connection, and with 1 if something that was asked for was not
// done. The peers are plain sockets, as Qt's treat a FIN as the end of both directions.
// Long because it has a row for each combination of the table in the manual page.
#include "tests/interop/cliprocess.h"
#include "tests/interop/plainpeer.h"
#include "tests/reservedport.h"

#include <chrono>
#include <future>
#include <thread>

namespace {

const QString fromThisSide = u"closed from this side (FIN)"_qs;
const QString fromPeer = u"closed the connection (FIN)"_qs;

/// The socket keeps its port, but the system answers what others send to it like what is sent to an unused port.
void connectToItself(QUdpSocket &socket)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(socket.localPort());
    QVERIFY(::connect(int(socket.socketDescriptor()), reinterpret_cast<sockaddr *>(&address), sizeof address) == 0);
}

/// Whether the program closed the connection before its peer did. After the peer's FIN it may.
bool endedFirst(const QString &events)
{
    const qsizetype ours = events.indexOf(fromThisSide);
    const qsizetype theirs = events.indexOf(fromPeer);
    return ours >= 0 && (theirs < 0 || ours < theirs);
}

} // namespace

class TestCliNeighbours : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void sendsFin_data();
    void sendsFin();
    void keepsTheConnection_data();
    void keepsTheConnection();
    void reconnectKeeps();
    void reconnectAndExitOnClose();
    void serverStays_data();
    void serverStays();
    void serverEnds_data();
    void serverEnds();
    void peerEnds_data();
    void peerEnds();
    void refused();
    void durationIsOver();
    void notDone_data();
    void notDone();
    void causesAreReportedOnce_data();
    void causesAreReportedOnce();
    void longLines_data();
    void longLines();
    void datagramsWaitForReplies();
    void withRealPrograms_data();
    void withRealPrograms();

private:
    static QStringList words(const QString &text) { return text.split(u' ', Qt::SkipEmptyParts); }
    static int connectTo(quint16 port);
    /// Everything received up to the peer's FIN.
    static QByteArray readAll(int fd);

    QTemporaryDir m_folder;
    QString m_file;
    QString m_nowhere; // a host name that is none; nobody is asked for it
};

void TestCliNeighbours::initTestCase()
{
    m_file = m_folder.filePath(u"bytes"_qs);
    QFile file(m_file);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("from a file") > 0);
    m_nowhere = QString(64, u'a') + u".invalid"_qs;
}

int TestCliNeighbours::connectTo(quint16 port)
{
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    const timeval most{30, 0};
    ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &most, sizeof most);
    return ::connect(fd, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0 ? fd : -1;
}

QByteArray TestCliNeighbours::readAll(int fd)
{
    QByteArray all;
    char buffer[4096];
    for (ssize_t got = 0; (got = ::recv(fd, buffer, sizeof buffer, 0)) > 0;)
        all.append(buffer, got);
    return all;
}

void TestCliNeighbours::sendsFin_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("sent");
    const auto row = [](const char *name, const QString &arguments, const QByteArray &input, const QByteArray &sent) {
        QTest::newRow(name) << arguments << input << sent;
    };
    row("lines", {}, "1\n2\n", "1\n2\n");
    row("no line break at the end", {}, "1\n2", "1\n2");
    row("no input", {}, "", "");
    row("zero bytes", {}, QByteArray("a\0b\r\n\0", 6), QByteArray("a\0b\r\n\0", 6));
    row("hex", u"--hex"_qs, "31\n32", "12");
    row("raw", u"--raw"_qs, QByteArray("\xff\0\n", 3), QByteArray("\xff\0\n", 3));
    row("raw, no input", u"--raw"_qs, "", "");
    row("sent before", u"--send a --send-hex 62 --send-file FILE"_qs, "c\n", "abfrom a filec\n");
    row("only sent before", u"--send-file FILE"_qs, "", "from a file");
    row("repeated", u"--send x --every 1 --count 5"_qs, "end\n", "xxxxxend\n");
    row("with a limit", u"--exit-after-recv 1000 --duration 60 --exit-on-close"_qs, "1\n", "1\n");
}

/// At the end of standard input, after everything else; what is received then is printed.
void TestCliNeighbours::sendsFin()
{
    QFETCH(QString, arguments);
    QFETCH(QByteArray, input);
    QFETCH(QByteArray, sent);
    PlainPeer peer([](PlainPeer &self) {
        self.ended = self.readToEnd();
        self.write("answer");
    });
    CliProcess cli(words(peer.url() + u' ' + arguments.replace(u"FILE"_qs, m_file)), input);
    const int code = cli.exitCode();
    peer.wait();
    QVERIFY(peer.ended);
    QCOMPARE(peer.received, sent);
    const bool hex = arguments == u"--hex";
    QCOMPARE(cli.out(), QByteArray(hex ? "61 6E 73 77 65 72\n" : "answer"));
    QCOMPARE(code, arguments.contains(u"1000") ? 1 : 0); // fewer records than asked for
}

void TestCliNeighbours::keepsTheConnection_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QByteArray>("input");
    QTest::newRow("keep-open") << u"--keep-open"_qs << QByteArray("12");
    QTest::newRow("keep-open, raw") << u"--keep-open --raw"_qs << QByteArray("12");
    QTest::newRow("no-stdin") << u"--no-stdin --send 12"_qs << QByteArray("not read");
    QTest::newRow("answers") << u"--reply echo"_qs << QByteArray("12");
    QTest::newRow("answers, raw") << u"--reply echo --raw"_qs << QByteArray("12");
    QTest::newRow("without end") << u"--send 1 --every 1"_qs << QByteArray("");
}

/// A FIN is sent only after the peer's.
void TestCliNeighbours::keepsTheConnection()
{
    QFETCH(QString, arguments);
    QFETCH(QByteArray, input);
    PlainPeer peer([](PlainPeer &self) {
        self.ended = self.readToEnd(2);
        self.write("answer");
    });
    CliProcess cli(words(peer.url() + u' ' + arguments), input);
    const int code = cli.exitCode();
    peer.wait();
    QVERIFY(!peer.ended);
    QCOMPARE(cli.out(), "answer");
    QVERIFY2(!endedFirst(cli.err()), qPrintable(cli.err()));
    if (!arguments.contains(u"echo") && !arguments.contains(u"every")) // these may send when the peer has gone
        QVERIFY2(code == 0, qPrintable(cli.err()));
}

void TestCliNeighbours::reconnectKeeps()
{
    PlainPeer peer([](PlainPeer &self) { self.ended = self.readToEnd(2); });
    CliProcess cli({peer.url() + u"?reconnect=1"_qs}, "12");
    QTRY_VERIFY(cli.err().contains(fromPeer));
    QVERIFY(!cli.hasEnded());
    cli.signal(SIGTERM);
    QVERIFY2(cli.exitCode() == 0, qPrintable(cli.err()));
    peer.wait();
    QVERIFY(!peer.ended);
    QVERIFY2(!endedFirst(cli.err()), qPrintable(cli.err()));
}

void TestCliNeighbours::reconnectAndExitOnClose()
{
    PlainPeer peer([](PlainPeer &self) { self.ended = self.readToEnd(); });
    CliProcess cli({peer.url() + u"?reconnect=1"_qs, u"--exit-on-close"_qs}, "12");
    QVERIFY2(cli.exitCode() == 0, qPrintable(cli.err()));
    peer.wait();
    QVERIFY(peer.ended);
    QCOMPARE(peer.received, "12");
}

void TestCliNeighbours::serverStays_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::newRow("text") << QString();
    QTest::newRow("keep-open") << u"--raw --keep-open"_qs;
    QTest::newRow("answers") << u"--raw --reply echo"_qs;
}

/// For further clients.
void TestCliNeighbours::serverStays()
{
    QFETCH(QString, arguments);
    CliProcess server(words(u"tcp-server://127.0.0.1:0 "_qs + arguments), "hello\n");
    QTRY_VERIFY(server.port() != 0);
    for (int round = 1; round <= 2; ++round) {
        const int fd = connectTo(server.port());
        QVERIFY(fd >= 0);
        ::send(fd, "x", 1, MSG_NOSIGNAL);
        QTRY_COMPARE(server.out(), QByteArray(round, 'x'));
        // Of the clients that have closed only: the server ends their connections after their FIN.
        QVERIFY2(server.err().count(fromThisSide) < round, qPrintable(server.err()));
        ::close(fd);
        QTRY_VERIFY(server.err().count(u"closed the connection"_qs) + server.err().count(u"reset"_qs) >= round);
    }
    server.signal(SIGTERM);
    QCOMPARE(server.exitCode(), 0);
}

void TestCliNeighbours::serverEnds_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::newRow("exit-on-close") << u"--exit-on-close"_qs;
    QTest::newRow("raw") << u"--raw"_qs;
    QTest::newRow("raw, exit-on-close") << u"--raw --exit-on-close"_qs;
    QTest::newRow("sent before") << u"--exit-on-close --send-file FILE"_qs;
}

void TestCliNeighbours::serverEnds()
{
    QFETCH(QString, arguments);
    CliProcess server(words(u"tcp-server://127.0.0.1:0 "_qs + arguments.replace(u"FILE"_qs, m_file)), "hello\n");
    QTRY_VERIFY(server.port() != 0);
    const int fd = connectTo(server.port());
    QVERIFY(fd >= 0);
    ::send(fd, "x", 1, MSG_NOSIGNAL);
    QByteArray received;
    std::thread reading([&] {
        received = readAll(fd);
        ::send(fd, "y", 1, MSG_NOSIGNAL); // still taken
        ::close(fd);
    });
    const int code = server.exitCode();
    reading.join();
    QVERIFY(received.endsWith("hello\n"));
    QCOMPARE(received.startsWith("from a file"), arguments.contains(u"--send-file"));
    QCOMPARE(server.out(), "xy");
    QVERIFY2(code == 0, qPrintable(server.err()));
}

void TestCliNeighbours::peerEnds_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("how");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const QString &arguments, const QString &how, int code, const QString &says) {
        QTest::newRow(name) << arguments << how << code << says;
    };
    // Standard input stays open.
    row("closes", {}, u"close"_qs, 0, fromPeer);
    row("closes, raw", u"--raw"_qs, u"close"_qs, 0, fromPeer);
    row("answers and closes", u"--send 12"_qs, u"answer"_qs, 0, fromPeer);
    row("closes too early", u"--no-stdin --send-file LARGE"_qs, u"answer"_qs, 1, {});
    // A reset that arrives before the connection was noticed is a failure to connect.
    row("resets", {}, u"reset"_qs, 1, u" reset "_qs);
    row("resets, no input", u"--no-stdin"_qs, u"reset"_qs, 1, u" reset "_qs);
    row("too few records", u"--exit-after-recv 5"_qs, u"close"_qs, 1, u"Only 0 of 5"_qs);
    row("not so often", u"--send 12 --every 60000 --count 2"_qs, u"answer"_qs, 1, u"Only 1 of 2"_qs);
}

void TestCliNeighbours::peerEnds()
{
    QFETCH(QString, arguments);
    QFETCH(QString, how);
    QFETCH(int, code);
    QFETCH(QString, says);
    const QString large = m_folder.filePath(u"large"_qs);
    QFile file(large);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(64 << 20)); // with holes
    PlainPeer peer([how](PlainPeer &self) {
        if (how == u"answer") {
            self.readToEnd(2);
            self.write("answer");
        }
        if (how == u"reset")
            self.reset();
    });
    CliProcess cli(words(peer.url() + u"?half-closed=0 "_qs + arguments.replace(u"LARGE"_qs, large)));
    QCOMPARE(cli.exitCode(), code);
    QVERIFY2(cli.err().contains(says), qPrintable(cli.err()));
}

void TestCliNeighbours::refused()
{
    const ReservedPort port;
    CliProcess cli({u"tcp://127.0.0.1:%1"_qs.arg(port.number())}, "1\n");
    QCOMPARE(cli.exitCode(), 1);
    QVERIFY2(cli.err().contains(u"refused"), qPrintable(cli.err()));
}

/// With input left to send.
void TestCliNeighbours::durationIsOver()
{
    for (const QString &form : {u"--raw"_qs, QString()}) {
        std::promise<void> over;
        PlainPeer peer([&over](PlainPeer &) { over.get_future().wait_for(std::chrono::seconds(60)); });
        const QByteArray input = QByteArray(99, 'x').append('\n').repeated(500'000);
        CliProcess cli(words(peer.url() + u" --duration 1 "_qs + form), input);
        const int code = cli.exitCode();
        over.set_value();
        QCOMPARE(code, 1);
        QVERIFY2(cli.err().contains(u"The rest of standard input was not sent in time."), qPrintable(cli.err()));
    }
}

void TestCliNeighbours::notDone_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const QString &arguments, const QByteArray &input, const QString &says) {
        QTest::newRow(name) << arguments << input << says;
    };
    const QString nowhere = u"does not exist"_qs;
    row("no such host", u"udp://NOWHERE:7913 --no-stdin --send a --duration 2"_qs, {}, nowhere);
    row("no such host, lines", u"udp://NOWHERE:7913 --duration 2"_qs, "a\n", nowhere);
    row("no such host, repeated", u"udp://NOWHERE:7913 --send a --every 10 --duration 2"_qs, {}, nowhere);
    row("nobody receives", u"udp://127.0.0.1:UNUSED --no-stdin --send a --duration 2"_qs, {},
        u"no program receives"_qs);
    row("too large", u"udp://127.0.0.1:9 --duration 2"_qs, QByteArray(70'000, 'x'), u"do not fit"_qs);
    row("not in UTF-8", u"udp://127.0.0.1:9 --duration 2"_qs, "\xff\n", u"Line 1 of standard input was not sent"_qs);
    row("a NUL in hexadecimal", u"udp://127.0.0.1:9 --duration 2 --hex"_qs, QByteArray("41\0 42\n", 7),
        u"“␀” is not a hexadecimal digit"_qs);
    row("not in the encoding", u"udp://127.0.0.1:9 --duration 2 --encoding GBK"_qs, "\U0001F600\n",
        u"Line 1 of standard input was not sent"_qs);
    row("capture", u"udp://127.0.0.1:9 --duration 2 --no-stdin --capture /nonexistent/x"_qs, {}, u"/nonexistent/x"_qs);
}

void TestCliNeighbours::notDone()
{
    QFETCH(QString, arguments);
    QFETCH(QByteArray, input);
    QFETCH(QString, says);
    QUdpSocket unused; // receives nothing from anybody, as it is connected to itself
    QVERIFY(unused.bind(QHostAddress::LocalHost));
    const QString port = QString::number(unused.localPort());
    connectToItself(unused);
    CliProcess cli(words(arguments.replace(u"NOWHERE"_qs, m_nowhere).replace(u"UNUSED"_qs, port)), input);
    QCOMPARE(cli.exitCode(), 1);
    QVERIFY2(cli.err().contains(says), qPrintable(cli.err()));
}

void TestCliNeighbours::causesAreReportedOnce_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("cause");
    const QString sends = u" --no-stdin --send a --send b --send c --send d --send e --duration 2"_qs;
    QTest::newRow("no such host") << u"udp://NOWHERE:7913"_qs + sends << u"does not exist"_qs;
    QTest::newRow("nobody receives")
        << u"udp://127.0.0.1:UNUSED --no-stdin --send a --every 20 --count 5 --duration 2"_qs
        << u"no program receives"_qs;
}

/// And once more at the end, with their number.
void TestCliNeighbours::causesAreReportedOnce()
{
    QFETCH(QString, arguments);
    QFETCH(QString, cause);
    QUdpSocket unused; // receives nothing from anybody, as it is connected to itself
    QVERIFY(unused.bind(QHostAddress::LocalHost));
    const QString port = QString::number(unused.localPort());
    connectToItself(unused);
    CliProcess cli(words(arguments.replace(u"NOWHERE"_qs, m_nowhere).replace(u"UNUSED"_qs, port)), QByteArray());
    QCOMPARE(cli.exitCode(), 1);
    const qsizetype reports = cli.err().count(cause);
    QVERIFY2(reports == 1 || (reports == 2 && cli.err().contains(u"more of this kind"_qs)), qPrintable(cli.err()));
}

void TestCliNeighbours::longLines_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<bool>("whole");
    QTest::newRow("as they came") << QString() << true;
    QTest::newRow("raw") << u"--raw"_qs << true;
    QTest::newRow("line ending") << u"--append crlf"_qs << false;
    QTest::newRow("checksum") << u"--checksum CRC-32"_qs << false;
    QTest::newRow("hex") << u"--hex"_qs << false;
}

/// A line that is too long and cannot be sent in pieces is not sent at all; the next one is.
void TestCliNeighbours::longLines()
{
    QFETCH(QString, arguments);
    QFETCH(bool, whole);
    PlainPeer peer([](PlainPeer &self) { self.ended = self.readToEnd(); });
    const QByteArray input = QByteArray(3'000'001, '7') + "\n41\n";
    CliProcess cli(words(peer.url() + u' ' + arguments), input);
    QCOMPARE(cli.exitCode(), whole ? 0 : 1);
    peer.wait();
    if (whole) {
        QVERIFY(peer.received == input);
        return;
    }
    QVERIFY2(peer.received.size() < 10, peer.received.left(100).constData());
    QVERIFY(peer.received.startsWith(arguments == u"--hex" ? "A" : "41"));
    QCOMPARE(cli.err().count(u"Line 1 of standard input was not sent"_qs), 1);
    QVERIFY(!cli.err().contains(u"Line 2"));
}

/// After the end of standard input too: more datagrams may be received.
void TestCliNeighbours::datagramsWaitForReplies()
{
    QUdpSocket peer;
    QVERIFY(peer.bind(QHostAddress::LocalHost));
    CliProcess cli({u"udp://127.0.0.1:%1"_qs.arg(peer.localPort()), u"--exit-after-recv"_qs, u"2"_qs}, "question");
    QTRY_VERIFY(peer.hasPendingDatagrams());
    QByteArray question(100, 0);
    QHostAddress host;
    quint16 port = 0;
    question.truncate(peer.readDatagram(question.data(), question.size(), &host, &port));
    QCOMPARE(question, "question");
    peer.writeDatagram("one,", host, port);
    QTRY_COMPARE(cli.out(), "one,");
    QVERIFY(!cli.hasEnded());
    peer.writeDatagram("two", host, port);
    QVERIFY2(cli.exitCode() == 0, qPrintable(cli.err()));
    QCOMPARE(cli.out(), "one,two");
}

void TestCliNeighbours::withRealPrograms_data()
{
    QTest::addColumn<QString>("script"); // $C is the program
    QTest::addColumn<QByteArray>("prints");
    const auto row = [](const char *name, const QString &script, const QByteArray &prints) {
        QTest::newRow(name) << script << prints;
    };
    const QString port =
        u"until P=$(sed -n 's/^listening on .*://p' \"$T/err\") && [ -n \"$P\" ]; do sleep 0.05; done; "_qs;
    const QString listening =
        u"until P=$(sed -n 's/.*listening on .*://p' \"$T/err\") && [ -n \"$P\" ]; do sleep 0.05; done; "_qs;
    row("to ncat",
        u"printf out | $C tcp-server://127.0.0.1:0 --raw 2>$T/err & "_qs + port
            + u"ncat --recv-only 127.0.0.1 $P; wait $!; echo $?"_qs,
        "out0\n");
    row("to socat",
        u"printf out | $C tcp-server://127.0.0.1:0 --exit-on-close 2>$T/err & "_qs + port
            + u"socat -u TCP:127.0.0.1:$P -; wait $!; echo $?"_qs,
        "out0\n");
    row("to itself",
        u"printf out | $C tcp-server://127.0.0.1:0 --exit-on-close 2>$T/err & "_qs + port
            + u"$C tcp://127.0.0.1:$P --no-stdin; wait $!; echo $?"_qs,
        "out0\n");
    row("from sort",
        u"socat -d -d TCP-LISTEN:0,bind=127.0.0.1 EXEC:sort 2>$T/err & "_qs + listening
            + u"printf '2\\n1\\n' | $C tcp://127.0.0.1:$P; echo $?"_qs,
        "1\n2\n0\n");
    row("a reader that has seen enough",
        u"yes | $C tcp-server://127.0.0.1:0 --reply echo --raw --no-stdin 2>$T/err >$T/out & S=$!; "_qs + port
            + u"yes | $C tcp://127.0.0.1:$P | head -n 2; echo ${PIPESTATUS[1]}; kill $S"_qs,
        "y\ny\n0\n");
}

void TestCliNeighbours::withRealPrograms()
{
    QFETCH(QString, script);
    QFETCH(QByteArray, prints);
    const QTemporaryDir folder;
    QProcess shell;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"C"_qs, QStringLiteral(TEST_CLI));
    environment.insert(u"T"_qs, folder.path());
    shell.setProcessEnvironment(environment);
    shell.start(u"timeout"_qs, {u"60"_qs, u"bash"_qs, u"-c"_qs, script});
    QVERIFY(shell.waitForFinished(programPatienceMs));
    QVERIFY2(shell.exitCode() == 0, shell.readAllStandardError().constData());
    QCOMPARE(shell.readAllStandardOutput(), prints);
}

QTEST_GUILESS_MAIN(TestCliNeighbours)
#include "tst_clineighbours.moc"
