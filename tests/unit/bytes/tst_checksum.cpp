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
    for (const QString &name : Checksum::names())
        QTest::newRow(qPrintable(name)) << name;
}

/// Of `123456789`, as the catalogues give them; in both byte orders.
void TestChecksum::checkValues()
{
    QFETCH(QString, name);
    const Checksum checksum = Checksum::find(name).value();
    QCOMPARE(checksum.value("123456789"), checksum.checkValue());
    QByteArray big = QByteArray::number(checksum.checkValue(), 16).rightJustified(2 * checksum.width(), '0');
    big = QByteArray::fromHex(big);
    QByteArray little = big;
    std::reverse(little.begin(), little.end());
    QCOMPARE(checksum.compute("123456789", ByteOrder::Big), big);
    QCOMPARE(checksum.compute("123456789", ByteOrder::Little), little);
    QVERIFY(checksum.usualOrder() != ByteOrder::Usual);
    QCOMPARE(checksum.compute("123456789"), checksum.usualOrder() == ByteOrder::Big ? big : little);
}

/// As they are on the wire, in the usual order; and of nothing.
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

/// Every name leads to its own row, however it is written.
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
