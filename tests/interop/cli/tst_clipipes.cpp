// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// socketscope-cli --raw in pipes: with socat, ncat, slow readers and readers that close early.
#include "model/log/logreader.h"
#include "tests/interop/cliprocess.h"
#include "tests/interop/randombytes.h"
#include "tests/interop/shellprocess.h"
#include "tests/lasting.h"

class TestCliPipes : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void throughAnEcho();
    void toNcat();
    void slowPeer();
    void slowOutput();
    void readsNothingBack_data();
    void readsNothingBack();
    void outputCloses();
    void interrupted();
    void endedWithoutAReader_data();
    void endedWithoutAReader();
    void withoutStandardStreams();

private:
    static QByteArray fileBytes(const QString &name)
    {
        QFile file(name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    /// Of a running process, in KiB.
    static qint64 memory(const QProcess &process)
    {
        const QByteArray status = fileBytes(u"/proc/%1/status"_qs.arg(process.processId()));
        return status.mid(status.indexOf("VmRSS:") + 6).trimmed().split(' ').first().toLongLong();
    }

    QTemporaryDir m_folder;
    QByteArray m_bytes;
    QString m_file;
};

void TestCliPipes::initTestCase()
{
    m_bytes = randomBytes(48 << 20);
    m_file = m_folder.filePath(u"bytes"_qs);
    QFile file(m_file);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(m_bytes) == m_bytes.size());
}

/// It exits by itself, and every byte was returned.
void TestCliPipes::throughAnEcho()
{
    QProcess echo;
    echo.start(u"socat"_qs, {u"-d"_qs, u"-d"_qs, u"TCP-LISTEN:0,bind=127.0.0.1"_qs, u"EXEC:cat"_qs});
    QByteArray said;
    QTRY_VERIFY((said += echo.readAllStandardError()).contains("listening on"));
    QTRY_VERIFY((said += echo.readAllStandardError()).contains('\n'));
    const qsizetype at = said.indexOf("listening on");
    const QByteArray port = said.mid(at, said.indexOf('\n', at) - at).split(':').last();
    QProcess cli;
    const QString out = m_folder.filePath(u"echoed"_qs);
    cli.setStandardInputFile(m_file);
    cli.setStandardOutputFile(out);
    cli.start(QStringLiteral(TEST_CLI), {u"tcp://127.0.0.1:"_qs + QString::fromLatin1(port), u"--raw"_qs});
    QVERIFY(cli.waitForFinished(programPatienceMs));
    QCOMPARE(cli.exitCode(), 0);
    QVERIFY(fileBytes(out) == m_bytes);
    echo.waitForFinished(programPatienceMs);
}

void TestCliPipes::toNcat()
{
    QProcess cli;
    cli.setStandardInputFile(m_file);
    cli.start(QStringLiteral(TEST_CLI), {u"tcp-server://127.0.0.1:0"_qs, u"--raw"_qs});
    QByteArray said;
    QTRY_VERIFY((said += cli.readAllStandardError()).contains('\n'));
    const QByteArray port = said.first(said.indexOf('\n')).split(':').last();
    QProcess ncat;
    const QString out = m_folder.filePath(u"received"_qs);
    ncat.setStandardOutputFile(out);
    ncat.start(u"ncat"_qs, {u"--recv-only"_qs, u"127.0.0.1"_qs, QString::fromLatin1(port)});
    QVERIFY(ncat.waitForFinished(programPatienceMs));
    QTRY_COMPARE_WITH_TIMEOUT(cli.state(), QProcess::NotRunning, 30'000); // ncat has closed, and was the only one
    QCOMPARE(cli.exitCode(), 0);
    QVERIFY(fileBytes(out) == m_bytes);
}

/// Standard input is not read faster than the peer reads.
void TestCliPipes::slowPeer()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QProcess cli;
    cli.setStandardInputFile(m_file);
    cli.start(QStringLiteral(TEST_CLI), {u"tcp://127.0.0.1:%1"_qs.arg(server.serverPort()), u"--raw"_qs});
    QTRY_VERIFY(server.hasPendingConnections());
    QTcpSocket *peer = server.nextPendingConnection();
    peer->setReadBufferSize(1 << 16);
    // The position in its input file no longer changes once it has sent all that the peer takes.
    const auto place = [&] { return fileBytes(u"/proc/%1/fdinfo/0"_qs.arg(cli.processId())).split('\n').first(); };
    QTRY_VERIFY(place() != "pos:\t0");
    Lasting stands = standsStill(place);
    QTRY_VERIFY_WITH_TIMEOUT(stands(), 60'000);
    QVERIFY(place().mid(4).trimmed().toLongLong() < m_bytes.size());
    QVERIFY2(memory(cli) < 100'000, qPrintable(QString::number(memory(cli))));
    peer->setReadBufferSize(0);
    QByteArray received;
    const auto isClosed = [&] {
        received.append(peer->readAll());
        return peer->state() == QTcpSocket::UnconnectedState || received.size() == m_bytes.size();
    };
    QTRY_VERIFY_WITH_TIMEOUT(isClosed(), 60'000);
    QVERIFY(received == m_bytes);
    peer->disconnectFromHost();
    QTRY_COMPARE_WITH_TIMEOUT(cli.state(), QProcess::NotRunning, 30'000);
    QCOMPARE(cli.exitCode(), 0);
}

/// What standard output does not take stays on disk, not in memory.
void TestCliPipes::slowOutput()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const QString pipe = m_folder.filePath(u"pipe"_qs);
    QCOMPARE(QProcess::execute(u"mkfifo"_qs, {pipe}), 0);
    ShellProcess cli(u"exec \"$0\" tcp://127.0.0.1:%1 --raw --no-stdin > \"$1\""_qs.arg(server.serverPort()), pipe);
    QFile reader(pipe); // opens when the other end does
    QVERIFY(reader.open(QIODevice::ReadOnly | QIODevice::Unbuffered));
    QTRY_VERIFY(server.hasPendingConnections());
    QTcpSocket *peer = server.nextPendingConnection();
    peer->write(m_bytes);
    QTRY_COMPARE_WITH_TIMEOUT(peer->bytesToWrite(), 0, 60'000); // although nobody reads
    peer->disconnectFromHost();
    QVERIFY2(memory(cli.process()) < 100'000, qPrintable(QString::number(memory(cli.process()))));
    QByteArray received;
    for (QByteArray piece; !(piece = reader.read(1 << 20)).isEmpty();)
        received.append(piece);
    QVERIFY(received == m_bytes);
    QCOMPARE(cli.exitCode(), 0);
}

void TestCliPipes::readsNothingBack_data()
{
    QTest::addColumn<bool>("sends");
    QTest::newRow("what is sent") << true;
    QTest::newRow("what is received, to /dev/null") << false;
}

/// Only what is printed is read from the log.
void TestCliPipes::readsNothingBack()
{
    QFETCH(bool, sends);
    QProcess cli;
    cli.setStandardOutputFile(QProcess::nullDevice());
    cli.start(QStringLiteral(TEST_CLI), {u"tcp-server://127.0.0.1:0"_qs, u"--raw"_qs, u"--stats"_qs});
    QByteArray said;
    const auto hasSaid = [&](const char *text) { return (said += cli.readAllStandardError()).contains(text); };
    QTRY_VERIFY(hasSaid("\n"));
    const QByteArray port = said.first(said.indexOf('\n')).split(':').last();
    QTcpSocket peer;
    peer.connectToHost(QHostAddress::LocalHost, port.toUShort());
    QVERIFY(peer.waitForConnected(programPatienceMs));
    if (sends) {
        cli.write(m_bytes);
        QByteArray received;
        QTRY_VERIFY_WITH_TIMEOUT((received += peer.readAll()).size() >= m_bytes.size(), 60'000);
        QVERIFY(received == m_bytes);
    } else {
        peer.write(m_bytes);
        QTRY_COMPARE_WITH_TIMEOUT(peer.bytesToWrite(), 0, 60'000);
    }
    peer.disconnectFromHost();
    QTRY_VERIFY_WITH_TIMEOUT(hasSaid("closed the connection"), 60'000); // said when all before it was looked at
    const QByteArray counts = fileBytes(u"/proc/%1/io"_qs.arg(cli.processId()));
    const qint64 read =
        counts.split('\n').first().split(' ').last().toLongLong(); // rchar, with what Qt reads from sockets
    QVERIFY2(read > m_bytes.size() && read < m_bytes.size() * 3 / 2, counts.constData());
    cli.terminate();
    QTRY_COMPARE_WITH_TIMEOUT(cli.state(), QProcess::NotRunning, 30'000);
    QCOMPARE(cli.exitCode(), 0);
    said += cli.readAllStandardError();
    const QByteArray total = QByteArray::number(m_bytes.size()) + ',';
    QVERIFY2(said.contains((sends ? "\"tx_bytes\":" : "\"rx_bytes\":") + total), said.constData());
}

/// A reader that closes its end is no failure.
void TestCliPipes::outputCloses()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const QString capture = m_folder.filePath(u"closed.pcapng"_qs);
    ShellProcess shell(
        u"\"$0\" tcp://127.0.0.1:%1 --capture \"$1\" --exit-after-recv 999999 | head -c 1; exit ${PIPESTATUS[0]}"_qs
            .arg(server.serverPort()),
        capture);
    QTRY_VERIFY(server.hasPendingConnections());
    QTcpSocket *peer = server.nextPendingConnection();
    const auto writeOn = [&] {
        peer->write("x\n");
        return shell.hasEnded();
    };
    QTRY_VERIFY_WITH_TIMEOUT(writeOn(), 30'000);
    QCOMPARE(shell.exitCode(), 0);
    const auto log = TrafficLog::openFile(capture);
    QVERIFY(log);
    QCOMPARE((*log)->unreadBytes(), 0);
    QVERIFY((*log)->end() > 2);
}

void TestCliPipes::interrupted()
{
    for (const int number : {SIGINT, SIGTERM}) {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const QString capture = m_folder.filePath(u"interrupted-%1.pcapng"_qs.arg(number));
        CliProcess cli(
            {u"tcp://127.0.0.1:%1"_qs.arg(server.serverPort()), u"--raw"_qs, u"--capture"_qs, capture, u"--stats"_qs});
        QTRY_VERIFY(server.hasPendingConnections());
        QTcpSocket *peer = server.nextPendingConnection();
        const QByteArray sent = m_bytes.first(3 << 20);
        peer->write(sent);
        QTRY_COMPARE(cli.out().size(), sent.size());
        cli.signal(number);
        QCOMPARE(cli.exitCode(), 0);
        QVERIFY(cli.err().contains(u"\"rx_bytes\":%1,"_qs.arg(sent.size())));
        const auto log = TrafficLog::openFile(capture);
        QVERIFY(log);
        QCOMPARE((*log)->unreadBytes(), 0);
        QCOMPARE((*log)->counters().rxBytes, quint64(sent.size()));
        const auto last = LogReader(*log).read((*log)->end() - 1);
        QCOMPARE(last.value().event.code, EventCode::ClosedHere);
    }
}

void TestCliPipes::endedWithoutAReader_data()
{
    QTest::addColumn<bool>("reads");
    QTest::addColumn<QString>("end");
    QTest::newRow("SIGTERM, nobody reads") << false << QString();
    QTest::newRow("SIGTERM, a slow reader") << true << QString();
    QTest::newRow("the time is over, nobody reads") << false << u" --duration 3"_qs;
}

/// The end does not take as long as printing would.
void TestCliPipes::endedWithoutAReader()
{
    QFETCH(const bool, reads);
    QFETCH(const QString, end);
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const QTemporaryDir folder;
    const QString pipe = folder.filePath(u"pipe"_qs);
    const QString capture = folder.filePath(u"capture.pcapng"_qs);
    QCOMPARE(QProcess::execute(u"mkfifo"_qs, {pipe}), 0);
    ShellProcess cli(u"exec \"$0\" tcp://127.0.0.1:%1 --no-stdin --capture %2%3 > \"$1\""_qs.arg(
                         QString::number(server.serverPort()), capture, end),
                     pipe);
    QFile reader(pipe); // opens when the other end does
    QVERIFY(reader.open(QIODevice::ReadOnly | QIODevice::Unbuffered));
    QTRY_VERIFY(server.hasPendingConnections());
    QTcpSocket *peer = server.nextPendingConnection();
    const QByteArray sent = m_bytes.first(end.isEmpty() ? m_bytes.size() : 8 << 20); // as much as it gets in that time
    peer->write(sent);
    QTRY_COMPARE(peer->bytesToWrite(), 0);
    qint64 read = 0;
    QTimer slowly;
    connect(&slowly, &QTimer::timeout, this, [&] { read += reader.read(1 << 16).size(); });
    if (reads)
        slowly.start(50);
    if (end.isEmpty())
        cli.signal(SIGTERM);
    QCOMPARE(cli.exitCode(), end.isEmpty() ? 0 : 1);
    QVERIFY(read < sent.size() / 2);
    static const QRegularExpression unprinted(
        u"Standard output did not take everything within 2 s\\. Not printed: (\\d+) received records with (\\d+) "
        "bytes, and up to \\d+ bytes of the output before\\. The capture has all of it\\.\n"_qs);
    const auto match = unprinted.match(cli.err());
    QVERIFY2(match.hasMatch(), qPrintable(cli.err()));
    const TrafficCounters counters = TrafficLog::openFile(capture).value()->counters();
    QVERIFY(match.captured(1).toULongLong() < counters.rxRecords);
    QVERIFY(match.captured(2).toULongLong() < counters.rxBytes);
    QVERIFY(match.captured(2).toULongLong() > counters.rxBytes / 2);
}

/// With closed standard streams, the capture does not get their descriptors, and with them the output.
void TestCliPipes::withoutStandardStreams()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const QString capture = m_folder.filePath(u"alone.pcapng"_qs);
    ShellProcess shell(
        u"exec \"$0\" tcp://127.0.0.1:%1 --capture \"$1\" --exit-on-close <&- >&-"_qs.arg(server.serverPort()),
        capture);
    QTRY_VERIFY(server.hasPendingConnections());
    QTcpSocket *peer = server.nextPendingConnection();
    peer->write("only once\n");
    peer->disconnectFromHost();
    QCOMPARE(shell.exitCode(), 0);
    QCOMPARE(fileBytes(capture).count("only once"), 1);
    const auto log = TrafficLog::openFile(capture);
    QVERIFY(log);
    QCOMPARE((*log)->unreadBytes(), 0);
    QCOMPARE((*log)->counters().rxBytes, quint64(10));
}

QTEST_GUILESS_MAIN(TestCliPipes)
#include "tst_clipipes.moc"
