// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "tests/interop/cliprocess.h"
#include "tests/interop/shellprocess.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QUdpSocket>

#include <fcntl.h>

#include <memory>

/// What socketscope-cli reports on a standard error that is not read in time.
class TestCliReports : public QObject
{
    Q_OBJECT
private slots:
    void cleanup();
    void ends_data();
    void ends();
    void dataGoesOn();
    void leftOut();

private:
    /// Starts the program with the pipe "$1", which holds 4 KiB; reads its first line, and then no more.
    void open(const QString &arguments);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ShellProcess> m_cli;
    QFile m_reader; // of the pipe
    quint16 m_port = 0;
};

void TestCliReports::open(const QString &arguments)
{
    m_folder = std::make_unique<QTemporaryDir>();
    const QString pipe = m_folder->filePath(u"pipe"_qs);
    QCOMPARE(QProcess::execute(u"mkfifo"_qs, {pipe}), 0);
    m_cli = std::make_unique<ShellProcess>(u"exec \"$0\" --no-stdin --raw "_qs + arguments, pipe);
    m_reader.setFileName(pipe); // opens when the other end does
    QVERIFY(m_reader.open(QIODevice::ReadOnly | QIODevice::Unbuffered));
#ifdef F_SETPIPE_SZ
    ::fcntl(m_reader.handle(), F_SETPIPE_SZ, 4096);
#endif
    QByteArray said;
    while (!said.contains('\n')) {
        const QByteArray piece = m_reader.read(1);
        QVERIFY(!piece.isEmpty());
        said += piece;
    }
    static const QRegularExpression bound(u"127\\.0\\.0\\.1:(\\d+)"_qs);
    m_port = bound.match(QString::fromUtf8(said)).captured(1).toUShort();
    QVERIFY2(m_port > 0, said.constData());
}

void TestCliReports::cleanup()
{
    m_reader.close();
    m_cli.reset();
}

void TestCliReports::ends_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<int>("signal");
    QTest::addColumn<int>("code");
    QTest::newRow("SIGTERM") << QString() << SIGTERM << 0;
    QTest::newRow("SIGINT") << QString() << SIGINT << 0;
    QTest::newRow("the time is over") << u"--duration 3 "_qs << 0 << 1;
}

/// `2>&1` to a pager that pauses: data fills the pipe, and the report of the end would wait for ever.
void TestCliReports::ends()
{
    QFETCH(const QString, arguments);
    QFETCH(const int, signal);
    open(arguments + u"udp-server://127.0.0.1:0 > \"$1\" 2>&1"_qs);
    QVERIFY(!QTest::currentTestFailed());
    QUdpSocket peer;
    for (int i = 0; i < 300; ++i)
        QCOMPARE(peer.writeDatagram(QByteArray(1000, 'x'), QHostAddress::LocalHost, m_port), 1000);
    if (signal != 0)
        m_cli->signal(signal);
    QTEST(m_cli->exitCode(), "code");
}

/// Although nobody reads the events, and they are more than the pipe holds.
void TestCliReports::dataGoesOn()
{
    constexpr int peers = 200;
    const QTemporaryDir folder;
    const QString out = folder.filePath(u"out"_qs);
    open(u"--exit-after-recv %1 tcp-server://127.0.0.1:0 2> \"$1\" > %2"_qs.arg(QString::number(peers), out));
    QVERIFY(!QTest::currentTestFailed());
    for (int i = 1; i <= peers; ++i) {
        QTcpSocket peer;
        peer.connectToHost(QHostAddress::LocalHost, m_port);
        QVERIFY(peer.waitForConnected(programPatienceMs));
        QCOMPARE(peer.write("0123456789"), 10);
        peer.disconnectFromHost();
        QVERIFY(peer.state() == QTcpSocket::UnconnectedState || peer.waitForDisconnected(programPatienceMs));
    }
    QCOMPARE(m_cli->exitCode(), 0);
    QCOMPARE(QFileInfo(out).size(), qint64(10) * peers);
}

/// What does not fit into the queue is counted, and said once standard error is read again.
void TestCliReports::leftOut()
{
    constexpr int badLines = 8000;
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const QTemporaryDir folder;
    const QString pipe = folder.filePath(u"pipe"_qs);
    QCOMPARE(QProcess::execute(u"mkfifo"_qs, {pipe}), 0);
    ShellProcess cli(u"(yes zz | head -n %1; echo 4142) | \"$0\" tcp://127.0.0.1:%2 --hex 2> \"$1\""_qs.arg(
                         QString::number(badLines), QString::number(server.serverPort())),
                     pipe);
    QFile reader(pipe); // opens when the other end does
    QVERIFY(reader.open(QIODevice::ReadOnly | QIODevice::Unbuffered));
    QTRY_VERIFY(server.hasPendingConnections());
    QTcpSocket *peer = server.nextPendingConnection();
    QByteArray received;
    QTRY_COMPARE((received += peer->readAll()), QByteArray("AB")); // although nobody reads the errors
    peer->disconnectFromHost();
    QByteArray said;
    for (QByteArray piece; !(piece = reader.read(1 << 16)).isEmpty();)
        said.append(piece);
    QCOMPARE(cli.exitCode(), 1);
    int known = 0;
    int marks = 0;
    for (const QByteArray &line : said.split('\n')) {
        static const QRegularExpression mark(u"^(\\d+) lines left out: standard error was not read in time\\.$"_qs);
        const auto match = mark.match(QString::fromUtf8(line));
        known += line.startsWith("Line ") ? 1 : match.captured(1).toInt();
        marks += match.hasMatch() ? 1 : 0;
    }
    QVERIFY2(marks > 0, said.right(300).constData());
    QVERIFY2(known >= badLines && known < badLines + 5,
             qPrintable(QString::number(known))); // other events may be left out
}

QTEST_GUILESS_MAIN(TestCliReports)
#include "tst_clireports.moc"
