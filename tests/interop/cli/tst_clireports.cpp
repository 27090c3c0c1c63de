// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "tests/interop/cliprocess.h"
#include "tests/interop/shellprocess.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QUdpSocket>

#include <fcntl.h>

#include <memory>
#include <vector>

/// What socketscope-cli reports on a standard error that is not read in time.
class TestCliReports : public QObject
{
    Q_OBJECT
private slots:
    void notRead_data();
    void notRead();
    void leftOut();
};

void TestCliReports::notRead_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<int>("signal");
    QTest::addColumn<int>("code");
    QTest::newRow("SIGTERM") << QString() << SIGTERM << 0;
    QTest::newRow("SIGINT") << QString() << SIGINT << 0;
    QTest::newRow("the time is over") << u" --duration 3"_qs << 0 << 1;
    QTest::newRow("enough was received") << u" --exit-after-recv 400"_qs << 0 << 0;
}

/// A pager that pauses: `2>&1 | less`. Data fills the pipe, and then events would have stopped the program.
void TestCliReports::notRead()
{
    QFETCH(const QString, arguments);
    QFETCH(const int, signal);
    const QTemporaryDir folder;
    const QString pipe = folder.filePath(u"pipe"_qs);
    QCOMPARE(QProcess::execute(u"mkfifo"_qs, {pipe}), 0);
    // Only the reports are in the pipe where the program is to end by what it prints.
    const bool both = !arguments.contains(u"recv");
    const QString out = folder.filePath(u"out"_qs);
    ShellProcess cli(u"exec \"$0\" udp-server://127.0.0.1:0 --no-stdin --raw%1 %2"_qs.arg(
                         arguments, both ? u"> \"$1\" 2>&1"_qs : u"2> \"$1\" > "_qs + out),
                     pipe);
    QFile reader(pipe); // opens when the other end does
    QVERIFY(reader.open(QIODevice::ReadOnly | QIODevice::Unbuffered));
#ifdef F_SETPIPE_SZ
    ::fcntl(reader.handle(), F_SETPIPE_SZ, 4096);
#endif
    QByteArray said;
    while (!said.contains('\n')) {
        const QByteArray piece = reader.read(1);
        QVERIFY(!piece.isEmpty());
        said += piece;
    }
    const quint16 port = said.trimmed().split(':').last().toUShort();
    QVERIFY2(port > 0, said.constData());
    std::vector<std::unique_ptr<QUdpSocket>> peers; // each is an event
    for (int i = 0; i < 400; ++i) {
        auto peer = std::make_unique<QUdpSocket>();
        QCOMPARE(peer->writeDatagram(QByteArray(1000, 'x'), QHostAddress::LocalHost, port), 1000);
        peers.push_back(std::move(peer));
        if (!both)
            QTRY_COMPARE(QFileInfo(out).size(), 1000 * (i + 1)); // although nobody reads the events
    }
    if (signal != 0)
        cli.signal(signal);
    QTEST(cli.exitCode(), "code");
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
