// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT

// Rules reply to dig, mbpoll, snmpget and an MQTT client, which print what the rules say.
#include "tests/interop/cliprocess.h"

namespace {

/// The arguments of a server that replies by one of the files of rules.
QStringList withRules(const QString &url, const QString &name)
{
    return {url, u"--no-stdin"_qs, u"--hex"_qs, u"--rules"_qs,
            QDir(QStringLiteral(TEST_RULES)).filePath(name + u".json"_qs)};
}

struct Ran
{
    int code = -1; // -1: it is not there
    QString text;
};

/// The output of a program.
Ran run(const QString &program, const QStringList &arguments)
{
    const QTemporaryDir home; // Net-SNMP keeps files there
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"LC_ALL"_qs, u"C"_qs);
    environment.insert(u"HOME"_qs, home.path());
    environment.insert(u"SNMP_PERSISTENT_DIR"_qs, home.path());
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    if (!process.waitForStarted())
        return {-1, u"%1 cannot be run: ./dev test installs it (dig, mbpoll, snmpget)"_qs.arg(program)};
    process.waitForFinished(programPatienceMs);
    return {process.exitCode(), QString::fromUtf8(process.readAll())};
}

} // namespace

class TestRuleClients : public QObject
{
    Q_OBJECT
private slots:
    void dig_data();
    void dig();
    void mbpoll_data();
    void mbpoll();
    void snmpget_data();
    void snmpget();
    void modbusWithChecksum();
    void mqtt();
};

void TestRuleClients::dig_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("status");
    QTest::addColumn<QString>("answer");
    QTest::newRow("known") << u"device.test"_qs << u"status: NOERROR"_qs << u"192.0.2.7"_qs;
    QTest::newRow("unknown") << u"a-longer-name.of.another.test"_qs << u"status: NXDOMAIN"_qs << QString();
}

/// Each query has an id, which dig checks in the reply.
void TestRuleClients::dig()
{
    QFETCH(QString, name);
    QFETCH(QString, status);
    QFETCH(QString, answer);
    CliProcess server(withRules(u"udp-server://127.0.0.1:0"_qs, u"dns"_qs));
    QTRY_VERIFY2(server.port() != 0, qPrintable(server.err()));
    for (int i = 0; i < 5; ++i) {
        const Ran ran = run(u"dig"_qs,
                            {u"@127.0.0.1"_qs, u"-p"_qs, QString::number(server.port()), name, u"A"_qs, u"+tries=1"_qs,
                             u"+time=20"_qs});
        QVERIFY2(ran.code == 0 && ran.text.contains(status), qPrintable(ran.text));
        QVERIFY2(!ran.text.contains(u"arning") && !ran.text.contains(u"mismatch"), qPrintable(ran.text));
        QVERIFY2(answer.isEmpty()
                     || ran.text.contains(QRegularExpression(u"device\\.test\\.\\s+60\\s+IN\\s+A\\s+"_qs + answer)),
                 qPrintable(ran.text));
    }
}

void TestRuleClients::mbpoll_data()
{
    QTest::addColumn<QString>("first");
    QTest::addColumn<int>("code");
    QTest::addColumn<QStringList>("says");
    QTest::newRow("registers") << u"1"_qs << 0 << QStringList{u"\\[1\\]:\\s+42\\s"_qs, u"\\[2\\]:\\s+4660\\s"_qs};
    QTest::newRow("others") << u"5"_qs << 1 << QStringList{u"Illegal data address"_qs};
}

void TestRuleClients::mbpoll()
{
    QFETCH(QString, first);
    QFETCH(int, code);
    QFETCH(QStringList, says);
    CliProcess server(withRules(u"tcp-server://127.0.0.1:0"_qs, u"modbus-tcp"_qs));
    QTRY_VERIFY2(server.port() != 0, qPrintable(server.err()));
    const Ran ran = run(u"mbpoll"_qs,
                        {u"-m"_qs, u"tcp"_qs, u"-p"_qs, QString::number(server.port()), u"-a"_qs, u"1"_qs, u"-t"_qs,
                         u"4"_qs, u"-r"_qs, first, u"-c"_qs, u"2"_qs, u"-o"_qs, u"10"_qs, u"-1"_qs, u"127.0.0.1"_qs});
    QVERIFY2(ran.code == code, qPrintable(ran.text));
    for (const QString &part : says)
        QVERIFY2(ran.text.contains(QRegularExpression(part)), qPrintable(ran.text));
}

void TestRuleClients::snmpget_data()
{
    QTest::addColumn<QString>("community");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("says");
    QTest::newRow("answer") << u"public"_qs << 0 << u".1.3.6.1.2.1.1.1.0 = STRING: \"SocketScope\""_qs;
    QTest::newRow("another community") << u"secret"_qs << 1 << u"Timeout"_qs;
}

void TestRuleClients::snmpget()
{
    QFETCH(QString, community);
    QFETCH(int, code);
    QFETCH(QString, says);
    CliProcess server(withRules(u"udp-server://127.0.0.1:0"_qs, u"snmp"_qs));
    QTRY_VERIFY2(server.port() != 0, qPrintable(server.err()));
    const Ran ran =
        run(u"snmpget"_qs,
            {u"-v2c"_qs, u"-c"_qs, community, u"-On"_qs, u"-m"_qs, u""_qs, u"-r"_qs, u"0"_qs, u"-t"_qs,
             code == 0 ? u"20"_qs : u"1"_qs, u"127.0.0.1:%1"_qs.arg(server.port()), u".1.3.6.1.2.1.1.1.0"_qs});
    QVERIFY2(ran.code == code && ran.text.contains(says), qPrintable(ran.text));
}

/// Like RTU devices behind a converter: request and reply end with a CRC.
void TestRuleClients::modbusWithChecksum()
{
    CliProcess server(withRules(u"tcp-server://127.0.0.1:0"_qs, u"modbus-rtu"_qs));
    QTRY_VERIFY2(server.port() != 0, qPrintable(server.err()));
    QTcpSocket client;
    client.connectToHost(u"127.0.0.1"_qs, server.port());
    QVERIFY(client.waitForConnected(5000));
    client.write(QByteArray::fromHex("010300000002c40b"));
    QTRY_COMPARE(client.peek(100), QByteArray::fromHex("010304002a1234d68c"));
}

/// MQTT 3.1.1: CONNECT, PUBLISH with QoS 1 and a packet id, PINGREQ, DISCONNECT.
void TestRuleClients::mqtt()
{
    CliProcess server(withRules(u"tcp-server://127.0.0.1:0"_qs, u"mqtt"_qs));
    QTRY_VERIFY2(server.port() != 0, qPrintable(server.err()));
    QTcpSocket client;
    client.connectToHost(u"127.0.0.1"_qs, server.port());
    QVERIFY(client.waitForConnected(5000));
    client.write(QByteArray::fromHex("101100044d5154540402003c0005"
                                     "6465766963"
                                     "c000")); // with PINGREQ behind it
    QTRY_COMPARE(client.peek(100), QByteArray::fromHex("20020000d000"));
    client.readAll();
    client.write(QByteArray::fromHex("32090003742f31"
                                     "c3a9"
                                     "6f6b"));
    QTRY_COMPARE(client.peek(100), QByteArray::fromHex("4002c3a9"));
    client.write(QByteArray::fromHex("e000"));
    QTRY_COMPARE(client.state(), QTcpSocket::UnconnectedState);
}

QTEST_GUILESS_MAIN(TestRuleClients)
#include "tst_ruleclients.moc"
