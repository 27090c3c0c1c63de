// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Local sockets with socat, ncat, curl and Python as peers, and their captures in tshark.
#include "tests/interop/cliprocess.h"
#include "tests/interop/interopfixture.h"
#include "tests/interop/randombytes.h"

#include <csignal>

namespace {

/// Sends its input to a server, says that this is all, and prints what it still gets.
const QString pythonClient = u"import socket, sys, threading\n"
                             "peer = socket.socket(socket.AF_UNIX)\n"
                             "peer.connect(sys.argv[1])\n"
                             "def send():\n"
                             "    peer.sendall(sys.stdin.buffer.read())\n"
                             "    peer.shutdown(socket.SHUT_WR)\n"
                             "threading.Thread(target=send).start()\n"
                             "while piece := peer.recv(65536):\n"
                             "    sys.stdout.buffer.write(piece)\n"_qs;

/// Sends back what a client sends, until it has ended.
const QString pythonServer = u"import socket, sys\n"
                             "server = socket.socket(socket.AF_UNIX)\n"
                             "server.bind(sys.argv[1])\n"
                             "server.listen()\n"
                             "peer, _ = server.accept()\n"
                             "while piece := peer.recv(65536):\n"
                             "    peer.sendall(piece)\n"_qs;

/// With PATH replaced.
QStringList withPath(QStringList command, const QString &path)
{
    return command.replaceInStrings(u"PATH"_qs, path);
}

/// Whether a program listens on a path, as ss(8) tells it; connecting would take the only connection of some.
bool isServed(const QString &path)
{
    QFile table(u"/proc/net/unix"_qs);
    if (!table.open(QIODevice::ReadOnly))
        return false;
    for (const QByteArray &line : table.readAll().split('\n')) {
        if (line.endsWith(' ' + path.toUtf8()) && line.contains(" 00010000 ")) // __SO_ACCEPTCON
            return true;
    }
    return false;
}

} // namespace

class TestLocalSockets : public QObject
{
    Q_OBJECT
private slots:
    void init() { m_path = m_folder.filePath(u"s%1"_qs.arg(++m_number)); }
    void server_data();
    void server();
    void client_data();
    void client();
    void curl();
    void captures();
    void strangePath();
    void killedServer();

private:
    const QTemporaryDir m_folder;
    QString m_path;
    int m_number = 0;
};

void TestLocalSockets::server_data()
{
    QTest::addColumn<QStringList>("command");
    QTest::newRow("socat") << QStringList{u"socat"_qs, u"-t100"_qs, u"-"_qs, u"UNIX-CONNECT:PATH"_qs};
    QTest::newRow("ncat") << QStringList{u"ncat"_qs, u"-U"_qs, u"PATH"_qs};
    QTest::newRow("Python") << QStringList{u"python3"_qs, u"-c"_qs, pythonClient, u"PATH"_qs};
}

/// Other programs' clients get all their bytes back, those too that are sent after their FIN.
void TestLocalSockets::server()
{
    QFETCH(QStringList, command);
    const QByteArray bytes = randomBytes(4 << 20);
    CliProcess cli({u"unix-server://"_qs + m_path, u"--reply"_qs, u"echo"_qs, u"--raw"_qs, u"--no-stdin"_qs});
    QTRY_VERIFY(cli.err().contains(u"listening on "_qs + m_path));
    command = withPath(command, m_path);
    RunningProgram peer(command.first(), command.sliced(1), bytes);
    QCOMPARE(peer.exitCode(), 0);
    QVERIFY(peer.out() == bytes);
    QTRY_COMPARE(cli.out().size(), bytes.size()); // then it has only two seconds left to print
    cli.signal(SIGTERM);
    QCOMPARE(cli.exitCode(), 0);
    QVERIFY(cli.out() == bytes);
    QVERIFY(!QFileInfo::exists(m_path));
}

void TestLocalSockets::client_data()
{
    QTest::addColumn<QStringList>("command");
    QTest::newRow("socat") << QStringList{u"socat"_qs, u"-t100"_qs, u"UNIX-LISTEN:PATH"_qs, u"EXEC:cat"_qs};
    QTest::newRow("Python") << QStringList{u"python3"_qs, u"-c"_qs, pythonServer, u"PATH"_qs};
}

/// Our input goes to another program's server and back; our FIN ends it.
void TestLocalSockets::client()
{
    QFETCH(QStringList, command);
    const QByteArray bytes = randomBytes(4 << 20);
    command = withPath(command, m_path);
    RunningProgram server(command.first(), command.sliced(1));
    QTRY_VERIFY(isServed(m_path));
    const CliRun run = runCli({u"unix://"_qs + m_path, u"--raw"_qs}, bytes);
    QVERIFY2(run.code == 0, qPrintable(run.err));
    QVERIFY(run.out == bytes);
}

void TestLocalSockets::curl()
{
    const QString rules = m_folder.filePath(u"http.json"_qs);
    QFile file(rules);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"framing": "delimiter:0D0A0D0A", "rules": [{"when": {"contains": "GET /status "},
        "reply": {"text": "HTTP/1.1 200 OK\\r\\nContent-Length: 5\\r\\n\\r\\nready"}, "then": "close"}]})");
    file.close();
    CliProcess cli({u"unix-server://"_qs + m_path, u"--rules"_qs, rules, u"--no-stdin"_qs});
    QTRY_VERIFY(cli.err().contains(u"listening on"_qs));
    RunningProgram curl(u"curl"_qs,
                        {u"-sS"_qs, u"--max-time"_qs, u"60"_qs, u"--unix-socket"_qs, m_path, u"http://x/status"_qs});
    QVERIFY2(curl.exitCode() == 0, qPrintable(curl.err() + cli.err()));
    QCOMPARE(curl.out(), QByteArray("ready"));
}

/// tshark sees each record, and can follow the stream; the path is in each packet and in each export.
void TestLocalSockets::captures()
{
    InteropFixture us;
    us.openSuccessfully(u"unix-server://%1?half-closed=0"_qs.arg(m_path));
    const QByteArray bytes = randomBytes(200'000);
    RunningProgram peer(u"socat"_qs, {u"-u"_qs, u"-"_qs, u"UNIX-CONNECT:"_qs + m_path}, bytes);
    QCOMPARE(peer.exitCode(), 0);
    QTRY_VERIFY(us.haveLeft());
    QVERIFY(us.bytes(Direction::In) == bytes);
    us.checkCapture(m_path + u" #1"_qs);
    RunningProgram shark(
        u"tshark"_qs,
        {u"-r"_qs, us.capture(), u"-Y"_qs, u"tcp"_qs, u"-T"_qs, u"fields"_qs, u"-e"_qs, u"frame.comment"_qs});
    QCOMPARE(shark.exitCode(), 0);
    const QByteArrayList comments = shark.out().trimmed().split('\n');
    QVERIFY(comments.size() > 4);
    for (const QByteArray &comment : comments)
        QVERIFY2(comment.startsWith("unix:" + m_path.toUtf8()), comment.constData());
    for (const QString &format : {u"text"_qs, u"csv"_qs, u"netassist"_qs, u"hexdump"_qs, u"session"_qs}) {
        const CliRun run =
            runCli({u"export"_qs, us.capture(), u"--format"_qs, format, u"--peer"_qs, m_path + u" #1"_qs});
        QVERIFY2(run.code == 0, qPrintable(run.err));
        QVERIFY2(run.out.contains(m_path.toUtf8()), qPrintable(format));
        QVERIFY2(!run.out.contains("127.0.0.1") && !run.out.contains("127.1.0.0"), qPrintable(format));
    }
    const CliRun raw = runCli({u"export"_qs, us.capture(), u"--format"_qs, u"raw"_qs, u"--direction"_qs, u"rx"_qs});
    QVERIFY(raw.out == bytes);
}

/// What stands in a path does not reach the terminal as it is; letters of all languages do.
void TestLocalSockets::strangePath()
{
    const QString path = m_path + u" \x1b[31m\nü统"_qs;
    const QString shown = m_path + u" ␛[31m␊ü统"_qs;
    const QString capture = m_folder.filePath(u"capture.pcapng"_qs);
    CliProcess cli(
        {u"unix-server://%1?capture=%2"_qs.arg(encodedPath(path), capture), u"--no-stdin"_qs, u"--timestamps"_qs});
    QTRY_VERIFY(cli.err().contains(u"listening on "_qs + shown + u'\n'));
    RunningProgram peer(u"python3"_qs, {u"-c"_qs, pythonClient, path}, "hello\n");
    QTRY_VERIFY(cli.out().contains("hello"));
    cli.signal(SIGTERM);
    QCOMPARE(cli.exitCode(), 0);
    QVERIFY(!QFileInfo::exists(path));
    QVERIFY2(cli.out().contains((shown + u" #1 hello\n"_qs).toUtf8()), cli.out().constData());
    QList<QByteArray> texts{cli.out(), cli.err().toUtf8()};
    for (const QString &format : {u"text"_qs, u"csv"_qs, u"netassist"_qs, u"hexdump"_qs, u"session"_qs}) {
        const CliRun run = runCli({u"export"_qs, capture, u"--format"_qs, format});
        QCOMPARE(run.code, 0);
        texts.append(run.out);
    }
    const CliRun refused = runCli({u"unix-server://%1"_qs.arg(encodedPath(path + u"/no/folder"_qs)), u"--no-stdin"_qs});
    QCOMPARE(refused.code, 1);
    texts.append(refused.err.toUtf8());
    texts.append(runCli({u"tcp://\x1b[31mh"_qs}).err.toUtf8()); // no port
    for (const QByteArray &text : std::as_const(texts))
        QVERIFY2(!text.isEmpty() && !text.contains('\x1b'), text.constData());
}

/// What a killed program left behind is in nobody's way.
void TestLocalSockets::killedServer()
{
    CliProcess killed({u"unix-server://"_qs + m_path, u"--no-stdin"_qs});
    QTRY_VERIFY(killed.err().contains(u"listening on"_qs));
    CliProcess second({u"unix-server://"_qs + m_path, u"--no-stdin"_qs});
    QCOMPARE(second.exitCode(), 1);
    QVERIFY2(second.err().contains(u"PID %1"_qs.arg(killed.process().processId())), qPrintable(second.err()));
    killed.signal(SIGKILL);
    QTRY_VERIFY(killed.hasEnded());
    QVERIFY(QFileInfo::exists(m_path));
    CliProcess next({u"unix-server://"_qs + m_path, u"--no-stdin"_qs});
    QTRY_VERIFY(next.err().contains(u"listening on"_qs));
    QVERIFY(next.err().contains(u"Replaced"_qs));
}

QTEST_GUILESS_MAIN(TestLocalSockets)
#include "tst_localsockets.moc"
