// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/hex/hex.h"
#include "model/bytes/hex/hexdump.h"

#include <QTest>

class TestHex : public QObject
{
    Q_OBJECT
private slots:
    void parses_data();
    void parses();
    void refuses_data();
    void refuses();
    void roundTrip();
    void dumpLine_data();
    void dumpLine();
};

void TestHex::parses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << u""_qs << QByteArray("");
    QTest::newRow("blanks only") << u" \n\t "_qs << QByteArray("");
    QTest::newRow("packed") << u"48656c6C6F"_qs << QByteArray("Hello");
    QTest::newRow("spaced") << u"48 65 6C 6c 6f"_qs << QByteArray("Hello");
    QTest::newRow("commas") << u"48,65,6C,6C,6F"_qs << QByteArray("Hello");
    QTest::newRow("0x") << u"0x48, 0x65 0X6C,0x6C6F"_qs << QByteArray("Hello");
    QTest::newRow("0x stuck together") << u"0x480x65"_qs << QByteArray("He");
    QTest::newRow("\\x") << u"\\x48\\x65"_qs << QByteArray("He");
    QTest::newRow("line breaks") << u"48\r\n65\n"_qs << QByteArray("He");
    QTest::newRow("semicolons") << u"48;65;"_qs << QByteArray("He");
    QTest::newRow("high bytes") << u"00 7F 80 FF"_qs << QByteArray("\x00\x7f\x80\xff", 4);
}

void TestHex::parses()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, bytes);
    const auto parsed = parseHex(text);
    QVERIFY2(parsed.has_value(), parsed ? "" : qPrintable(parsed.error().message));
    QCOMPARE(*parsed, bytes);
}

void TestHex::refuses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qsizetype>("position");
    QTest::newRow("single digits") << u"0 1 2"_qs << qsizetype(0);
    QTest::newRow("odd count") << u"ABC"_qs << qsizetype(2);
    QTest::newRow("odd in the middle") << u"AB C DE"_qs << qsizetype(3);
    QTest::newRow("no digit") << u"AB GH"_qs << qsizetype(3);
    QTest::newRow("half a digit pair") << u"AB 1G"_qs << qsizetype(4);
    QTest::newRow("0x alone") << u"41 0x"_qs << qsizetype(4);
    QTest::newRow("0x and one digit") << u"0x4 0x41"_qs << qsizetype(2);
    QTest::newRow("Chinese") << u"41 你"_qs << qsizetype(3);
}

void TestHex::refuses()
{
    QFETCH(QString, text);
    QFETCH(qsizetype, position);
    const auto parsed = parseHex(text);
    QVERIFY(!parsed.has_value());
    QCOMPARE(parsed.error().position, position);
    QVERIFY(!parsed.error().message.isEmpty());
}

void TestHex::roundTrip()
{
    QByteArray all;
    for (int i = 0; i < 256; ++i)
        all.append(char(i));
    QCOMPARE(parseHex(toHex(all)).value(), all);
    QCOMPARE(toHex("\x01\xab"), u"01 AB"_qs);
}

void TestHex::dumpLine_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<quint64>("offset");
    QTest::addColumn<QString>("line");
    QTest::newRow("full") << QByteArray("0123456789abcdef") << quint64(16)
                          << u"00000010  30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66  0123456789abcdef"_qs;
    QTest::newRow("short") << QByteArray("A\x00\xff", 3) << quint64(0)
                           << u"00000000  41 00 FF                                          A.."_qs;
    QTest::newRow("nine") << QByteArray("012345678") << quint64(0)
                          << u"00000000  30 31 32 33 34 35 36 37  38                       012345678"_qs;
}

void TestHex::dumpLine()
{
    QFETCH(QByteArray, bytes);
    QFETCH(quint64, offset);
    QFETCH(QString, line);
    QCOMPARE(hexDumpLine(bytes, offset), line);
}

QTEST_GUILESS_MAIN(TestHex)
#include "tst_hex.moc"
