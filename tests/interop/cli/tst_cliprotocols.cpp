// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT

// The protocols of --protocol with programs of others: mbpoll, tshark, and a terminal in Python.
#include "tests/interop/cliprocess.h"
#include "tests/interop/peerprocess.h"

class TestCliProtocols : public QObject
{
    Q_OBJECT
private slots:
    void list();
    void mbpollAsks();
    void jt808Platform();
    void tsharkReads_data();
    void tsharkReads();
    void printsMessages_data();
    void printsMessages();
    void badLengthIsReported();
    void deviceTest();

private:
    static QString serverUrl() { return u"tcp-server://127.0.0.1:0"_qs; }
    /// What a server prints of one client, which sends these bytes and closes.
    static CliRun serve(const QStringList &arguments, const QByteArray &bytes)
    {
        CliProcess server(QStringList{serverUrl(), u"--no-stdin"_qs, u"--exit-on-close"_qs} + arguments);
        QTcpSocket client;
        if (QTest::qWaitFor([&] { return server.port() != 0 || server.hasEnded(); }, programPatienceMs))
            client.connectToHost(QHostAddress::LocalHost, server.port());
        if (!client.waitForConnected(programPatienceMs))
            return {};
        client.write(bytes);
        client.waitForBytesWritten(programPatienceMs);
        client.disconnectFromHost();
        const int code = server.exitCode();
        return {code, server.out(), server.err()};
    }
};

void TestCliProtocols::list()
{
    const CliRun run = runCli({u"protocols"_qs});
    QCOMPARE(run.code, 0);
    QVERIFY2(run.out.contains("\njt808       JT/T 808             --hex --framing between:7E,7E,escape=jt808 "
                              "--checksum XOR-8\n"),
             run.out.constData());
    QCOMPARE(runCli({u"protocols"_qs, u"x"_qs}).code, 2);
}

void TestCliProtocols::mbpollAsks()
{
    CliProcess server({serverUrl(), u"--protocol"_qs, u"modbus-tcp"_qs, u"--no-stdin"_qs, u"--rules"_qs,
                       QStringLiteral(TEST_RULES "/modbus-tcp.json"), u"--exit-after-recv"_qs, u"1"_qs});
    QTRY_VERIFY(server.port() != 0);
    RunningProgram mbpoll(u"mbpoll"_qs,
                          {u"-m"_qs, u"tcp"_qs, u"-a"_qs, u"1"_qs, u"-r"_qs, u"1"_qs, u"-c"_qs, u"2"_qs, u"-t"_qs,
                           u"4:hex"_qs, u"-o"_qs, u"10"_qs, u"-1"_qs, u"-p"_qs, QString::number(server.port()),
                           u"127.0.0.1"_qs},
                          "");
    QVERIFY2(mbpoll.process().waitForStarted(), "mbpoll is not installed");
    QCOMPARE(mbpoll.exitCode(), 0);
    QVERIFY2(mbpoll.out().contains("0x1234"), mbpoll.out().constData());
    QCOMPARE(server.exitCode(), 0);
    QVERIFY2(QRegularExpression(u"^[0-9A-F]{2} [0-9A-F]{2} 00 00 00 06 01 03 00 00 00 02\n$"_qs)
                 .match(QString::fromLatin1(server.out()))
                 .hasMatch(),
             server.out().constData());
}

void TestCliProtocols::jt808Platform()
{
    QTemporaryFile rules;
    QVERIFY(rules.open());
    rules.write(R"([{"when": {"hex": "^ 0002 0000"},
                     "reply": {"hex": "8001 0005 ${received[4:10]} 0001 ${received[10:12]} 0002 00",
                               "checksum": "XOR-8"}}])");
    rules.close();
    CliProcess platform({serverUrl(), u"--protocol"_qs, u"jt808"_qs, u"--no-stdin"_qs, u"--exit-on-close"_qs,
                         u"--rules"_qs, rules.fileName()});
    QTRY_VERIFY(platform.port() != 0);
    PeerProcess terminal(u"jt808_terminal"_qs, platform.port());
    QCOMPARE(terminal.exitCode(), 0);
    QCOMPARE(terminal.lines(),
             QStringList({u"reply 8001000504304832546500017e7d000200 good"_qs,
                          u"reply 80010005043048325465000100080002"_qs + u"00 good"_qs}));
    QCOMPARE(platform.exitCode(), 0);
    QCOMPARE(QString::fromUtf8(platform.out()),
             u"0D 0A ⚠ not a message\n"
             "00 02 00 00 04 30 48 32 54 65 7E 7D 7E ✓\n"
             "00 02 00 00 04 30 48 32 54 65 00 08 75 ✓\n"_qs);
}

void TestCliProtocols::tsharkReads_data()
{
    QTest::addColumn<QString>("protocol");
    QTest::addColumn<QStringList>("send");
    QTest::addColumn<QString>("dissector");
    QTest::addColumn<QStringList>("fields");
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("HL7") << u"mllp"_qs
                         << QStringList{u"--send"_qs,
                                        u"MSH|^~\\\\&|ADT1|MCM|LABADT|MCM|1988||ADT^A01|MSG1|P|2.4\\rEVN"_qs}
                         << u"hl7"_qs << QStringList{u"hl7.message.type"_qs, u"hl7.event.type"_qs}
                         << QByteArray("ADT\tA01");
    QTest::newRow("HSMS") << u"hsms"_qs << QStringList{u"--send-hex"_qs, u"0000000A FFFF 0000 0001 0000000E"_qs}
                          << u"hsms"_qs << QStringList{u"hsms.header.stype"_qs, u"hsms.header.system"_qs}
                          << QByteArray("1\t14");
    QTest::newRow("Modbus/TCP") << u"modbus-tcp"_qs
                                << QStringList{u"--send-hex"_qs, u"1501 0000 0006 FF 03 0004 0001"_qs} << u"mbtcp"_qs
                                << QStringList{u"mbtcp.trans_id"_qs, u"mbtcp.len"_qs} << QByteArray("5377\t6");
}

/// tshark dissects what is sent.
void TestCliProtocols::tsharkReads()
{
    QFETCH(QString, protocol);
    QFETCH(QStringList, send);
    QFETCH(QString, dissector);
    QFETCH(QStringList, fields);
    QFETCH(QByteArray, line);
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const QTemporaryDir folder;
    const QString capture = folder.filePath(u"sent.pcapng"_qs);
    CliProcess client(QStringList{u"tcp://127.0.0.1:%1"_qs.arg(server.serverPort()), u"--protocol"_qs, protocol,
                                  u"--capture"_qs, capture}
                          + send,
                      "");
    QTRY_VERIFY(server.hasPendingConnections());
    QTcpSocket *peer = server.nextPendingConnection();
    connect(peer, &QTcpSocket::disconnected, peer, &QTcpSocket::close);
    QTRY_COMPARE(peer->state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(client.exitCode(), 0);
    QStringList arguments{u"-r"_qs, capture,   u"-d"_qs, u"tcp.port==%1,%2"_qs.arg(server.serverPort()).arg(dissector),
                          u"-Y"_qs, dissector, u"-T"_qs, u"fields"_qs};
    for (const QString &field : fields)
        arguments.append({u"-e"_qs, field});
    RunningProgram tshark(u"tshark"_qs, arguments, "");
    QVERIFY2(tshark.process().waitForStarted(), "tshark is not installed");
    QCOMPARE(tshark.exitCode(), 0);
    QCOMPARE(tshark.out().trimmed(), line);
}

void TestCliProtocols::printsMessages_data()
{
    QTest::addColumn<QString>("options");
    QTest::addColumn<QByteArray>("stream");
    QTest::addColumn<QString>("printed");
    const auto row = [](const char *name, const char *options, const QByteArray &stream, const QString &printed) {
        QTest::newRow(name) << QString::fromLatin1(options) << stream << printed;
    };
    row("text", "--framing between:02,03", "\x02one\x03\x02two\r\n\x03", u"one\ntwo\n"_qs);
    row("lines", "--framing line", "one\r\ntwo\n\nlast", u"one\ntwo\n\nlast\n"_qs);
    row("hex", "--framing slip --hex", "\xc0\x01\xdb\xdc\xc0", u"01 C0\n"_qs);
    row("incomplete", "--framing between:02,03 --hex", "\x02\x01", u"02 01 ⚠ incomplete\n"_qs);
    row("only noise", "--framing between:02,03", "abc", u"abc ⚠ not a message\n"_qs);
    row("malformed", "--framing cobs --hex", QByteArray::fromHex("0501000202 00"), u"05 01 00 ⚠ malformed\n02\n"_qs);
    row("too long", "--framing line,max=3", "abcdef\nx\n", u"abc ⚠ too long, cut\nx\n"_qs);
    row("checksums", "--protocol nmea", "$PFEC,GPint,RMC05*2D\r\n$PFEC,GPint,RMC05*2E\r\n",
        u"$PFEC,GPint,RMC05*2D ✓\n$PFEC,GPint,RMC05*2E ✗\n"_qs);
    row("another checksum", "--protocol jt808 --checksum SUM-8", "~\x01\x01\x02~~\x01\x01\x03~",
        u"01 01 02 ✓\n01 01 03 ✗\n"_qs);
    row("a pause", "--protocol modbus-rtu", QByteArray::fromHex("1103006b00037687"), u"11 03 00 6B 00 03 76 87 ✓\n"_qs);
    row("raw", "--framing between:02,03 --raw --reply echo", "\x02one\x03", u"\x02one\x03"_qs);
    row("unchanged without", "", "one", u"one"_qs);
}

void TestCliProtocols::printsMessages()
{
    QFETCH(QString, options);
    QFETCH(QByteArray, stream);
    QFETCH(QString, printed);
    const CliRun run = serve(options.split(u' ', Qt::SkipEmptyParts), stream);
    QCOMPARE(QString::fromUtf8(run.out), printed);
}

void TestCliProtocols::badLengthIsReported()
{
    const CliRun run = serve({u"--protocol"_qs, u"gt06"_qs},
                             QByteArray::fromHex("787801"
                                                 "787805010001d9dc0d0a"
                                                 "787805010001d9dc0d0a"));
    QCOMPARE(
        QString::fromUtf8(run.out),
        u"78 78 01 78 78 05 ⚠ bad length\n01 00 01 D9 DC 0D 0A ⚠ not a message\n78 78 05 01 00 01 D9 DC 0D 0A ✓\n"_qs);
    const CliRun absurd = serve({u"--protocol"_qs, u"hsms"_qs}, QByteArray::fromHex("7fffffff0000"));
    QCOMPARE(QString::fromUtf8(absurd.out), u"7F FF FF FF ⚠ bad length\n"_qs);
    QVERIFY2(absurd.err.contains(u"is 2147483647"), qPrintable(absurd.err));
}

/// Steps send and expect what messages carry.
void TestCliProtocols::deviceTest()
{
    QTemporaryFile file;
    QVERIFY(file.open());
    file.write(R"({"endpoint": "tcp-server://127.0.0.1:0?protocol=jt808", "steps": [
        {"expect": {"hex": "0002 0000 0430 4832 5465 7E7D ??", "exact": true}},
        {"expect": {"hex": "0002 0000 0430 4832 5465 0008 ??", "exact": true}},
        {"send": {"hex": "8001 0005 043048325465 0001 7E7D 0002 00", "checksum": "XOR-8"}},
        {"send": {"hex": "8001 0005 043048325465 0001 0008 0002 00", "checksum": "XOR-8"}},
        {"expect": {"close": true}}]})");
    file.close();
    CliProcess test({u"run"_qs, file.fileName()}, "");
    QTRY_VERIFY(test.port() != 0);
    PeerProcess terminal(u"jt808_terminal"_qs, test.port());
    QCOMPARE(terminal.exitCode(), 0);
    QCOMPARE(terminal.lines().filter(u" good"_qs).size(), 2);
    QVERIFY2(test.exitCode() == 0, test.out().constData());
}

QTEST_GUILESS_MAIN(TestCliProtocols)
#include "tst_cliprotocols.moc"
