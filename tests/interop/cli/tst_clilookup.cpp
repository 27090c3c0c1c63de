// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "tests/interop/cliprocess.h"

#include <QTcpServer>

#include <unistd.h>

/// The verbs `lookup`, `explain` and `addresses` of the real program, and whom it names as the owner of a port.
class TestCliLookup : public QObject
{
    Q_OBJECT
private slots:
    void explains_data();
    void explains();
    void columnsAreApart();
    void looksUp_data();
    void looksUp();
    void addresses();
    void usage_data();
    void usage();
    void portOfAnotherUser();
    void portOutsideTheContainer();
};

void TestCliLookup::explains_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("line"); // columns are separated by one space here
    const auto row = [](const char *what, const char *line) {
        QTest::addRow("%s, %s", what, line) << QString::fromUtf8(what) << QString::fromUtf8(line);
    };
    row("192.168.1.10/26", "Network 192.168.1.0/26");
    row("192.168.1.10/26", "Broadcast address 192.168.1.63");
    row("192.168.1.10/26", "Kind Private For local networks; not forwarded on the Internet (192.168.0.0/16, RFC 1918)");
    row("10.1.2.3 255.255.0.0", "Hosts 65534 2^16 − 2");
    row("2001:db8::1", "Full form 2001:0db8:0000:0000:0000:0000:0000:0001");
    row("65000", "Kind Dynamic port (private) 49152 – 65535 (RFC 6335); not registered for any service");
    row("[::1]:65000", "Port 65000");
    row("[::1]:65000", "Address ::1");
}

void TestCliLookup::explains()
{
    QFETCH(QString, what);
    QFETCH(QString, line);
    const CliRun shown = runCli(QStringList{u"explain"_qs} + what.split(u' '));
    QCOMPARE(shown.err, QString());
    QCOMPARE(shown.code, 0);
    QStringList lines;
    for (const QString &one : QString::fromUtf8(shown.out).split(u'\n'))
        lines.append(one.simplified());
    QVERIFY2(lines.contains(line), shown.out.constData());
}

/// Also of a name that is wider than its column.
void TestCliLookup::columnsAreApart()
{
    const CliRun shown = runCli({u"explain"_qs, u"40000"_qs});
    if (!shown.out.contains("Assigned to clients automatically"))
        QSKIP("This system does not give this port to clients.");
    QVERIFY2(shown.out.contains("Assigned to clients automatically  Yes  "), shown.out.constData());
}

void TestCliLookup::looksUp_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("part");
    QTest::addColumn<int>("code");
    QTest::newRow("a name") << u"localhost"_qs << u" address "_qs << 0;
    QTest::newRow("an address") << u"127.0.0.1"_qs << u"Name of the address  localhost"_qs << 0;
    QTest::newRow("an address without a name") << u"198.51.100.1"_qs << QString() << 1;
    QTest::newRow("nothing") << u"no such..host"_qs << u"neither a name"_qs << 2;
    QTest::newRow("control characters") << u"\x1b[31mx"_qs << u"“␛[31mx” is neither a name"_qs << 2;
    QTest::newRow("not a name") << u"a..b"_qs << u"The host name “a..b” does not exist."_qs << 1;
}

void TestCliLookup::looksUp()
{
    QFETCH(QString, name);
    QFETCH(QString, part);
    QFETCH(int, code);
    const CliRun shown = runCli({u"lookup"_qs, name});
    const QString said = QString::fromUtf8(shown.out) + shown.err;
    QVERIFY(!said.contains(u'\x1b'));
    QVERIFY2(said.contains(part), qPrintable(said));
    QCOMPARE(shown.code, code);
}

void TestCliLookup::addresses()
{
    const CliRun shown = runCli({u"addresses"_qs});
    QCOMPARE(shown.err, QString());
    QCOMPARE(shown.code, 0);
    QVERIFY(shown.out.startsWith("Host name  "));
    QVERIFY2(shown.out.contains("  127.0.0.1/8           mask 255.0.0.0\n"), shown.out.constData());
}

void TestCliLookup::usage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("part");
    QTest::newRow("explain nothing") << QStringList{u"explain"_qs} << u"Enter a name, an address"_qs;
    QTest::newRow("lookup nothing") << QStringList{u"lookup"_qs} << u"Enter a name, an address"_qs;
    QTest::newRow("lookup a port") << QStringList{u"lookup"_qs, u"80"_qs}
                                   << u"A host name or an IP address is needed"_qs;
    QTest::newRow("explain a bad mask") << QStringList{u"explain"_qs, u"1.2.3.4"_qs, u"255.0.255.0"_qs}
                                        << u"is not a network mask"_qs;
    QTest::newRow("addresses of what") << QStringList{u"addresses"_qs, u"x"_qs} << u"takes no arguments"_qs;
    QTest::newRow("unknown option") << QStringList{u"explain"_qs, u"--all"_qs} << u"Unknown option"_qs;
}

void TestCliLookup::usage()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, part);
    const CliRun shown = runCli(arguments);
    QVERIFY2(shown.err.startsWith(u"socketscope-cli: ") && shown.err.contains(part), qPrintable(shown.err));
    QCOMPARE(shown.code, 2);
    QVERIFY(shown.out.isEmpty());
}

/// Its processes cannot be seen, but the socket's user can.
void TestCliLookup::portOfAnotherUser()
{
#ifndef SOCKETSCOPE_LINUX_SOCKETS
    QSKIP("Not known on this system.");
#endif
    if (::geteuid() != 0)
        QSKIP("Only the administrator can become another user.");
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const QTemporaryDir cache;
    QFile::setPermissions(cache.path(), QFile::Permissions(0x7777));
    RunningProgram cli(u"setpriv"_qs,
                       {u"--reuid=65534"_qs, u"--regid=65534"_qs, u"--clear-groups"_qs, u"env"_qs,
                        u"XDG_CACHE_HOME="_qs + cache.path(), QStringLiteral(TEST_CLI),
                        u"tcp-server://127.0.0.1:%1"_qs.arg(server.serverPort()), u"--no-stdin"_qs});
    QTRY_VERIFY(cli.hasEnded());
    if (cli.err().contains(u"Permission denied"))
        QSKIP("Another user may not run the program here.");
    QVERIFY2(cli.err().contains(u"is in use by a program of the user root."), qPrintable(cli.err()));
}

/// In a container with the network of its host, the processes outside cannot be seen.
void TestCliLookup::portOutsideTheContainer()
{
    if (::geteuid() != 0)
        QSKIP("Only the administrator can make a namespace of processes.");
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    RunningProgram cli(u"unshare"_qs,
                       {u"--pid"_qs, u"--fork"_qs, u"--mount-proc"_qs, QStringLiteral(TEST_CLI),
                        u"tcp-server://127.0.0.1:%1"_qs.arg(server.serverPort()), u"--no-stdin"_qs});
    QTRY_VERIFY(cli.hasEnded());
    if (cli.err().contains(u"unshare:"))
        QSKIP(qPrintable(cli.err()));
    QVERIFY2(cli.err().contains(u"is in use by another program."), qPrintable(cli.err()));
}

QTEST_GUILESS_MAIN(TestCliLookup)
#include "tst_clilookup.moc"
