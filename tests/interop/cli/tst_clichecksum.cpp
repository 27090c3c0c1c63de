// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/checksum.h"
#include "tests/interop/cliprocess.h"

/// The verb `checksum` and the option --checksum of the real program.
class TestCliChecksum : public QObject
{
    Q_OBJECT
private slots:
    void printsTheValue_data();
    void printsTheValue();
    void readsHex();
    void lists();
    void usage_data();
    void usage();
    void cannotRead();
    void sends_data();
    void sends();
};

void TestCliChecksum::printsTheValue_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("value");
    const QByteArray check("123456789");
    QTest::newRow("modbus") << u"CRC-16/MODBUS"_qs << check << QByteArray("4B37\n");
    QTest::newRow("leading zero") << u"crc-32/mpeg-2"_qs << check << QByteArray("0376E6E7\n");
    QTest::newRow("one byte") << u"LRC"_qs << check << QByteArray("23\n");
    QTest::newRow("nothing") << u"sum-16"_qs << QByteArray() << QByteArray("0000\n");
    const QByteArray big = QByteArray("0123456789abcde\n").repeated(100'000);
    const quint32 sum = Checksum::find(u"CRC-32"_qs).value().value(big);
    QTest::newRow("1.6 MB") << u"crc-32"_qs << big
                            << QByteArray::number(sum, 16).toUpper().rightJustified(8, '0') + '\n';
}

void TestCliChecksum::printsTheValue()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, value);
    QTemporaryDir folder;
    QFile file(folder.filePath(u"bytes"_qs));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    file.close();
    for (const CliRun &shown : {runCli({u"checksum"_qs, name}, bytes), runCli({u"checksum"_qs, name, file.fileName()}),
                                runCli({u"checksum"_qs, name, u"-"_qs}, bytes)}) {
        QCOMPARE(shown.err, QString());
        QCOMPARE(shown.out, value);
        QCOMPARE(shown.code, 0);
    }
}

void TestCliChecksum::readsHex()
{
    for (const char *input : {"01 03 00 00 00 0a\n",
                              "\xef\xbc\x90"
                              "1:03:00:00:00:0A",
                              "00000000: 0103 0000  ....\n00000004: 000a  ..\n"}) {
        const CliRun shown = runCli({u"checksum"_qs, u"--hex"_qs, u"CRC-16/MODBUS"_qs}, input);
        QCOMPARE(shown.err, QString());
        QCOMPARE(shown.out, "CDC5\n");
    }
    const CliRun refused = runCli({u"checksum"_qs, u"--hex"_qs, u"LRC"_qs}, "01 2\n");
    QCOMPARE(refused.code, 1);
    QVERIFY2(refused.err.contains(u"write 02. (at character 4)"), qPrintable(refused.err));
}

void TestCliChecksum::lists()
{
    const CliRun shown = runCli({u"checksum"_qs, u"--list"_qs});
    QCOMPARE(shown.code, 0);
    const QList<QByteArray> lines = shown.out.trimmed().split('\n');
    QCOMPARE(lines.size(), Checksum::names().size());
    QVERIFY(lines.contains("CRC-16/CCITT-FALSE CRC-16/IBM-3740"));
}

void TestCliChecksum::usage_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("says");
    QTest::newRow("no name") << u"checksum"_qs << u"--help"_qs;
    QTest::newRow("unknown") << u"checksum CRC-99"_qs << u"CRC-16/MODBUS"_qs;
    QTest::newRow("two files") << u"checksum LRC a b"_qs << u"--help"_qs;
    QTest::newRow("option") << u"checksum LRC --frobnicate"_qs << u"frobnicate"_qs;
    QTest::newRow("of what is sent") << u"tcp://127.0.0.1:1 --checksum CRC-99"_qs << u"CRC-99"_qs;
    QTest::newRow("word") << u"tcp://127.0.0.1:1 --checksum LRC,middle"_qs << u"middle"_qs;
    QTest::newRow("all left out") << u"tcp://127.0.0.1:1 --checksum LRC,skip=3 --send abc"_qs << u"first 3"_qs;
}

void TestCliChecksum::usage()
{
    QFETCH(QString, arguments);
    QFETCH(QString, says);
    const CliRun refused = runCli(arguments.split(u' '));
    QCOMPARE(refused.code, 2);
    QCOMPARE(refused.out, "");
    QVERIFY2(refused.err.contains(says), qPrintable(refused.err));
}

void TestCliChecksum::cannotRead()
{
    for (const QString &name : {u"/nonexistent"_qs, u"/"_qs}) {
        const CliRun refused = runCli({u"checksum"_qs, u"LRC"_qs, name});
        QCOMPARE(refused.code, 1);
        QCOMPARE(refused.out, "");
        QVERIFY2(refused.err.contains(name), qPrintable(refused.err));
    }
}

void TestCliChecksum::sends_data()
{
    QTest::addColumn<QString>("checksum");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("sent");
    QTest::newRow("at once") << u"CRC-16/MODBUS"_qs << uR"(\x01\x03\0\0\0\n)"_qs << QByteArray()
                             << QByteArray("\x01\x03\0\0\0\x0a\xc5\xcd", 8);
    QTest::newRow("lines") << u"LRC,skip=1,modbus-ascii"_qs << QString() << QByteArray(":010300000001\r\n:01\n\n:02")
                           << QByteArray(":010300000001FB\r\n:01FF\n\n:02FE");
}

void TestCliChecksum::sends()
{
    QFETCH(QString, checksum);
    QFETCH(QString, text);
    QFETCH(QByteArray, input);
    QFETCH(QByteArray, sent);
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QStringList arguments{u"tcp://127.0.0.1:%1"_qs.arg(server.serverPort()), u"--checksum"_qs, checksum};
    if (!text.isEmpty())
        arguments += {u"--send"_qs, text};
    CliProcess cli(arguments, input);
    QTRY_VERIFY(server.hasPendingConnections());
    QTcpSocket *peer = server.nextPendingConnection();
    QTRY_COMPARE(peer->bytesAvailable(), sent.size());
    QCOMPARE(peer->readAll(), sent);
    peer->close();
    QCOMPARE(cli.exitCode(), 0);
}

QTEST_GUILESS_MAIN(TestCliChecksum)
#include "tst_clichecksum.moc"
