// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/checksum.h"

#include <QTest>

#include <random>

class TestChecksum : public QObject
{
    Q_OBJECT
private slots:
    void checkValues_data();
    void checkValues();
    void knownFrames_data();
    void knownFrames();
    void piecesEqualTheWhole_data() { checkValues_data(); }
    void piecesEqualTheWhole();
    void finds_data();
    void finds();
    void namesAreUnique();
    void unknown();
};

void TestChecksum::checkValues_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<quint32>("check");
    int rows = 0;
    const auto row = [&rows](const char *name, quint32 check) {
        QTest::newRow(name) << QString::fromLatin1(name) << check;
        ++rows;
    };
    row("CRC-16/MODBUS", 0x4b37);
    row("CRC-16/CCITT-FALSE", 0x29b1);
    row("CRC-16/XMODEM", 0x31c3);
    row("CRC-16/ARC", 0xbb3d);
    row("CRC-16/KERMIT", 0x2189);
    row("CRC-16/X-25", 0x906e);
    row("CRC-16/USB", 0xb4c8);
    row("CRC-16/MAXIM", 0x44c2);
    row("CRC-16/DNP", 0xea82);
    row("CRC-16/EN-13757", 0xc2b7);
    row("CRC-16/GENIBUS", 0xd64e);
    row("CRC-16/AUG-CCITT", 0xe5cc);
    row("CRC-16/MCRF4XX", 0x6f91);
    row("CRC-16/UMTS", 0xfee8);
    row("CRC-8", 0xf4);
    row("CRC-8/MAXIM", 0xa1);
    row("CRC-8/ROHC", 0xd0);
    row("CRC-8/ITU", 0xa1);
    row("CRC-8/SAE-J1850", 0x4b);
    row("CRC-8/AUTOSAR", 0xdf);
    row("CRC-24/LTE-A", 0xcde703);
    row("CRC-32", 0xcbf43926);
    row("CRC-32/BZIP2", 0xfc891918);
    row("CRC-32C", 0xe3069283);
    row("CRC-32/MPEG-2", 0x0376e6e7);
    row("CRC-32/JAMCRC", 0x340bc6d9);
    row("CRC-32/POSIX", 0x765e7680);
    row("XOR-8", 0x31);
    row("SUM-8", 0xdd);
    row("SUM-16", 0x01dd);
    row("LRC", 0x23);
    row("Fletcher-16", 0x1ede);
    row("Adler-32", 0x091e01de);
    QCOMPARE(rows, Checksum::names().size());
}

/// The values of `123456789` in the catalogues, in both byte orders.
void TestChecksum::checkValues()
{
    QFETCH(QString, name);
    const Checksum checksum = Checksum::find(name).value();
    QFETCH(quint32, check);
    QCOMPARE(checksum.value("123456789"), check);
    QByteArray big = QByteArray::number(check, 16).rightJustified(2 * checksum.width(), '0');
    big = QByteArray::fromHex(big);
    QByteArray little = big;
    std::reverse(little.begin(), little.end());
    QCOMPARE(checksum.compute("123456789", ByteOrder::Big), big);
    QCOMPARE(checksum.compute("123456789", ByteOrder::Little), little);
    QVERIFY(checksum.usualOrder() != ByteOrder::Usual);
    QCOMPARE(checksum.compute("123456789"), checksum.usualOrder() == ByteOrder::Big ? big : little);
}

/// As on the wire, in the usual order; and of no bytes.
void TestChecksum::knownFrames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("hex");
    QTest::addColumn<QByteArray>("checksum");
    QTest::newRow("Modbus RTU request") << u"crc-16/modbus"_qs << QByteArray("01030000000a") << QByteArray("c5cd");
    QTest::newRow("Modbus ASCII request") << u"LRC"_qs << QByteArray("010300000001") << QByteArray("fb");
    QTest::newRow("DNP3 header") << u"CRC-16/DNP"_qs << QByteArray("056405c001000004") << QByteArray("e921");
    QTest::newRow("bytes above 7F") << u"SUM-8"_qs << QByteArray("ffff") << QByteArray("fe");
    QTest::newRow("SUM-16 over") << u"SUM-16"_qs << QByteArray("ff").repeated(300) << QByteArray("2ad4");
    QTest::newRow("no bytes: CRC-32") << u"CRC-32"_qs << QByteArray() << QByteArray("00000000");
    QTest::newRow("no bytes: Modbus") << u"CRC-16/MODBUS"_qs << QByteArray() << QByteArray("ffff");
    QTest::newRow("no bytes: Adler-32") << u"Adler-32"_qs << QByteArray() << QByteArray("00000001");
    QTest::newRow("no bytes: LRC") << u"LRC"_qs << QByteArray() << QByteArray("00");
}

void TestChecksum::knownFrames()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, hex);
    QFETCH(QByteArray, checksum);
    QCOMPARE(Checksum::find(name).value().compute(QByteArray::fromHex(hex)).toHex(), checksum);
}

void TestChecksum::piecesEqualTheWhole()
{
    QFETCH(QString, name);
    const Checksum checksum = Checksum::find(name).value();
    QByteArray bytes(1'000'000, Qt::Uninitialized);
    std::mt19937 random(1);
    std::generate(bytes.begin(), bytes.end(), [&] { return char(random()); });
    Checksum::Running running(checksum);
    for (qsizetype at = 0, size = 0; at < bytes.size(); at += size, size = size * 2 + 1)
        running.add(QByteArrayView(bytes).sliced(at).first(std::min(size, bytes.size() - at)));
    QCOMPARE(running.value(), checksum.value(bytes));
}

void TestChecksum::finds_data()
{
    QTest::addColumn<QString>("asked");
    QTest::addColumn<QString>("name");
    QTest::newRow("as written") << u"CRC-16/MODBUS"_qs << u"CRC-16/MODBUS"_qs;
    QTest::newRow("lower case") << u"crc-16/modbus"_qs << u"CRC-16/MODBUS"_qs;
    QTest::newRow("no separators") << u"crc16modbus"_qs << u"CRC-16/MODBUS"_qs;
    QTest::newRow("other name") << u"crc-16/ibm-3740"_qs << u"CRC-16/CCITT-FALSE"_qs;
    QTest::newRow("third name") << u"CRC_16 CCITT"_qs << u"CRC-16/KERMIT"_qs;
    QTest::newRow("bcc") << u"bcc"_qs << u"XOR-8"_qs;
}

void TestChecksum::finds()
{
    QFETCH(QString, asked);
    QFETCH(QString, name);
    QCOMPARE(Checksum::find(asked).value().name(), name);
}

/// Every name finds its own algorithm.
void TestChecksum::namesAreUnique()
{
    QVERIFY(Checksum::names().size() > 20);
    for (const QString &name : Checksum::names()) {
        const Checksum checksum = Checksum::find(name).value();
        QCOMPARE(checksum.name(), name);
        for (const QString &other : checksum.otherNames())
            QCOMPARE(Checksum::find(other).value().name(), name);
    }
}

void TestChecksum::unknown()
{
    const auto checksum = Checksum::find(u"CRC-99"_qs);
    QVERIFY(!checksum);
    QVERIFY(checksum.error().message.contains(u"CRC-99"));
    QVERIFY(checksum.error().message.contains(u"CRC-16/MODBUS"));
    QVERIFY(!Checksum::find(QString()));
}

QTEST_GUILESS_MAIN(TestChecksum)
#include "tst_checksum.moc"
