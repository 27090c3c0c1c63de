// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "tests/interop/runningprogram.h"

namespace {

constexpr int impossible = 77;

/// socketscope-cli in a network that the test makes, see peers/namespace.py.
class InNetwork : public RunningProgram
{
public:
    InNetwork(const QStringList &network, const QStringList &arguments, const QByteArray &input = {})
        : RunningProgram(u"python3"_qs,
                         QStringList{QStringLiteral(TEST_PEERS "/namespace.py")} + network
                             + QStringList{QStringLiteral(TEST_CLI)} + arguments,
                         input)
    {
    }

    bool isImpossible() { return hasEnded() && exitCode() == impossible; }
    /// Whether the name server, which is in the program's network, has received a query.
    bool isLookingUp()
    {
        QFile table(u"/proc/%1/net/udp"_qs.arg(process().processId()));
        if (!table.open(QIODevice::ReadOnly))
            return false;
        for (const QByteArray &line : table.readAll().split('\n')) {
            const QByteArrayList fields = line.simplified().split(' ');
            if (fields.value(1).endsWith(":0035") && !fields.value(4).endsWith(":00000000"))
                return true;
        }
        return false;
    }
};

} // namespace

/// The program in faulty networks. Skipped if the system does not allow namespaces.
class TestNetworks : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void silentNameServer_data();
    void silentNameServer();
    void whyNoAddress_data();
    void whyNoAddress();
    void forbiddenRoute_data();
    void forbiddenRoute();
    void linkLocal();
};

void TestNetworks::initTestCase()
{
    InNetwork network({u"--prohibit"_qs, u"10.7.0.0/16"_qs, u"--silent-dns"_qs}, {u"--version"_qs});
    QTRY_VERIFY_WITH_TIMEOUT(network.hasEnded(), 60'000);
    if (network.isImpossible())
        QSKIP(qPrintable(u"the system allows no network of one's own: "_qs + network.err()));
    QCOMPARE(network.exitCode(), 0);
}

void TestNetworks::silentNameServer_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QStringList>("more");
    QTest::addColumn<bool>("terminate");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("said");
    const QString nothing;
    QTest::newRow("SIGTERM") << u"tcp://host.example:80"_qs << QStringList() << true << 0 << nothing;
    QTest::newRow("SIGTERM to a server") << u"tcp-server://host.example:0"_qs << QStringList() << true << 0 << nothing;
    QTest::newRow("SIGTERM to datagrams") << u"udp://host.example:80"_qs << QStringList() << true << 0 << nothing;
    QTest::newRow("duration") << u"tcp://host.example:80"_qs << QStringList{u"--duration"_qs, u"0.2"_qs} << false << 1
                              << u"There was no connection yet"_qs;
    QTest::newRow("time limit") << u"tcp://host.example:80?timeout=200"_qs << QStringList() << false << 1
                                << u"The name server did not answer within 200 ms"_qs;
    QTest::newRow("time limit of the near end") << u"tcp://127.0.0.1:80?timeout=200&local=near.example:0"_qs
                                                << QStringList() << false << 1 << u"near.example"_qs;
}

/// Name resolution takes minutes there, longer than the test waits for the program's end.
void TestNetworks::silentNameServer()
{
    QFETCH(QString, url);
    QFETCH(QStringList, more);
    QFETCH(bool, terminate);
    QFETCH(int, code);
    QFETCH(QString, said);
    InNetwork cli({u"--silent-dns"_qs}, QStringList{url, u"--no-stdin"_qs} + more);
    if (terminate) {
        QTRY_VERIFY_WITH_TIMEOUT(cli.isLookingUp() || cli.hasEnded(), 30'000);
        QVERIFY2(!cli.hasEnded(), qPrintable(cli.err()));
        cli.signal(SIGTERM);
    }
    QTRY_VERIFY_WITH_TIMEOUT(cli.hasEnded(), 60'000);
    QCOMPARE(cli.exitCode(), code);
    QVERIFY2(cli.err().contains(said), qPrintable(cli.err()));
    QVERIFY2(!cli.err().contains(u"could not be looked up"), qPrintable(cli.err()));
}

void TestNetworks::whyNoAddress_data()
{
    QTest::addColumn<QString>("dns"); // see peers/namespace.py
    QTest::addColumn<QString>("said");
    const auto row = [](const char *dns, const QString &said) { QTest::newRow(dns) << QString::fromUtf8(dns) << said; };
    row("nxdomain", u"The host name “host.example” does not exist."_qs);
    row("nodata", u"The host name “host.example” exists, but has no IP address."_qs);
    row("ipv6", u"[2001:db8::7]:80 cannot be reached: no network of this computer leads there."_qs);
    row("servfail",
        u"The name server 127.0.0.1 could not look up the host name “host.example”: it answered SERVFAIL."_qs);
    row("refused",
        u"The name server 127.0.0.1 could not look up the host name “host.example”: it answered REFUSED."_qs);
    row("silent", u"The name server 127.0.0.1 does not answer for the host name “host.example”."_qs);
    row("none", u"the name server 127.0.0.1 cannot be reached (Connection refused)."_qs);
    row("away", u"the name server 10.1.2.3 cannot be reached (Network is unreachable)."_qs);
    row("missing", u"no name server is configured on this computer."_qs);
}

void TestNetworks::whyNoAddress()
{
    QFETCH(QString, dns);
    QFETCH(QString, said);
    InNetwork cli({u"--dns"_qs, dns}, {u"tcp://host.example:80?timeout=60000"_qs, u"--no-stdin"_qs});
    QTRY_VERIFY_WITH_TIMEOUT(cli.hasEnded(), 60'000);
    QCOMPARE(cli.exitCode(), 1);
    QVERIFY2(cli.err().contains(said), qPrintable(cli.err()));
}

void TestNetworks::forbiddenRoute_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QByteArray>("input");
    QTest::newRow("connecting") << u"tcp://10.7.0.1:80"_qs << QByteArray();
    QTest::newRow("datagrams") << u"udp://10.7.0.1:80"_qs << QByteArray("1\n2\n3\n4\n5\n6\n7\n8\n");
}

void TestNetworks::forbiddenRoute()
{
    QFETCH(QString, url);
    QFETCH(QByteArray, input);
    InNetwork cli({u"--prohibit"_qs, u"10.7.0.0/16"_qs}, {url, u"--duration"_qs, u"3"_qs}, input);
    QTRY_VERIFY_WITH_TIMEOUT(cli.hasEnded(), 60'000);
    QVERIFY2(cli.err().contains(u"does not allow this for 10.7.0.1:80"), qPrintable(cli.err()));
    QVERIFY2(!cli.err().contains(u"1024"), qPrintable(cli.err()));
    // Each cause is reported once, further ones are counted.
    QVERIFY2(cli.err().count(u"does not allow") <= 2, qPrintable(cli.err()));
}

/// The address is always shown with its interface.
void TestNetworks::linkLocal()
{
    const QTemporaryDir folder;
    const QString program =
        u"%1 'tcp-server://[fe80::1%25lo]:7000' --no-stdin --hex --timestamps --exit-on-close 2>%2 & "
        "until grep -q listening %2; do sleep 0.1; done; "
        "%1 'tcp://[fe80::1%lo]:7000' --send hello </dev/null; wait; cat %2"_qs.arg(QStringLiteral(TEST_CLI),
                                                                                    folder.filePath(u"err"_qs));
    RunningProgram shell(u"python3"_qs,
                         {QStringLiteral(TEST_PEERS "/namespace.py"), u"--link-local"_qs, u"fe80::1"_qs, u"/bin/sh"_qs,
                          u"-c"_qs, program});
    const int code = shell.exitCode();
    QVERIFY(shell.hasEnded());
    const QString text = shell.err() + QString::fromUtf8(shell.out());
    if (code == impossible)
        QSKIP(qPrintable(text));
    QVERIFY2(text.contains(u"listening on [fe80::1%lo]:7000"), qPrintable(text));
    QVERIFY2(text.contains(u"[fe80::1%lo]:7000 connected"), qPrintable(text));
    QVERIFY2(!text.contains(u"[fe80::1]"), qPrintable(text));
}

QTEST_GUILESS_MAIN(TestNetworks)
#include "tst_networks.moc"
