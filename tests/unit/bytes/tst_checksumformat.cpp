// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/checksumformat.h"

#include <QTest>

using Form = ChecksumFormat::Form;

class TestChecksumFormat : public QObject
{
    Q_OBJECT
private slots:
    void fits_data();
    void fits();
    void findsEachOne_data();
    void findsEachOne();
    void widestFirst();
    void nothingFits_data();
    void nothingFits();
    void checks_data();
    void checks();
    void parses_data();
    void parses();
    void refuses_data();
    void refuses();
};

void TestChecksumFormat::fits_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<FittingChecksum>("fits");
    const auto row = [](const char *name, const QByteArray &message, const FittingChecksum &fits) {
        QTest::newRow(name) << message << fits;
    };
    row("Modbus RTU", QByteArray::fromHex("01030000000ac5cd"), {{u"CRC-16/MODBUS"_qs, ByteOrder::Little}, 0, 2});
    row("swapped", QByteArray::fromHex("01030000000acdc5"), {{u"CRC-16/MODBUS"_qs, ByteOrder::Big}, 0, 2});
    row("Modbus ASCII", ":010300000001FB\r\n", {{u"LRC"_qs, ByteOrder::Big, Form::HexFrame, 1}, 2, 1});
    row("lower-case digits", ":010300000001fb\n", {{u"LRC"_qs, ByteOrder::Big, Form::HexFrame, 1}, 1, 1});
    row("digits", "123456789CBF43926", {{u"CRC-32"_qs, ByteOrder::Big, Form::Digits}, 0, 4});
    row("NMEA 0183", "$GPGGA,092750.000,5321.6802,N,00630.3372,W,1,8,1.03,61.7,M,55.2,M,,*76\r\n",
        {{u"XOR-8"_qs, ByteOrder::Big, Form::Star, 1}, 2, 1});
    row("behind STX",
        "\x02"
        "123456789\x29\xb1",
        {{u"CRC-16/CCITT-FALSE"_qs, ByteOrder::Big, {}, 1}, 0, 2});
    row("line ending", "123456789\x31\xc3\r\n", {{u"CRC-16/XMODEM"_qs, ByteOrder::Big}, 2, 2});
    row("a checksum that is a line ending", QByteArray::fromHex("0d00000d"), {{u"XOR-8"_qs, ByteOrder::Big}, 0, 1});
}

void TestChecksumFormat::fits()
{
    QFETCH(QByteArray, message);
    QFETCH(FittingChecksum, fits);
    const auto found = fittingChecksums(message);
    QVERIFY(std::find(found.begin(), found.end(), fits) != found.end());
}

void TestChecksumFormat::findsEachOne_data()
{
    QTest::addColumn<QString>("name");
    for (const QString &name : Checksum::names())
        QTest::newRow(qPrintable(name)) << name;
}

/// Every appended checksum is recognized: each form, order and number of skipped bytes.
void TestChecksumFormat::findsEachOne()
{
    QFETCH(QString, name);
    const int width = Checksum::find(name).value().width();
    for (const Form form : {Form::Bytes, Form::Digits, Form::HexFrame, Form::Star}) {
        for (const ByteOrder order : {ByteOrder::Big, ByteOrder::Little}) {
            for (int skip = 0; skip <= 2; ++skip) {
                const ChecksumFormat use{name, width == 1 ? ByteOrder::Big : order, form, skip};
                const QByteArray message = QByteArray(skip, ':') + "31323334a5b7";
                const auto found = fittingChecksums(message + checksumFor(message, use).value());
                QVERIFY(std::find(found.begin(), found.end(), FittingChecksum{use, 0, width}) != found.end());
            }
        }
    }
}

void TestChecksumFormat::widestFirst()
{
    // Sums and CRCs without a start value of zeros are zeros.
    const auto found = fittingChecksums(QByteArray(8, '\0'));
    QVERIFY(found.size() > 10);
    QCOMPARE(found.front().width, 3);
    QVERIFY(std::is_sorted(found.begin(), found.end(), [](const auto &a, const auto &b) { return a.width > b.width; }));
    for (auto fit = found.begin(); fit != found.end(); ++fit)
        QVERIFY(std::find(fit + 1, found.end(), *fit) == found.end());
}

void TestChecksumFormat::nothingFits_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("one byte") << QByteArray("\0", 1);
    QTest::newRow("only a line ending") << QByteArray("\r\n");
    QTest::newRow("no checksum") << QByteArray("hello, world");
    QTest::newRow("a bit is wrong") << QByteArray::fromHex("01030000000ac5cc");
}

void TestChecksumFormat::nothingFits()
{
    QFETCH(QByteArray, message);
    for (const FittingChecksum &fit : fittingChecksums(message))
        QVERIFY2(fit.width == 1, qPrintable(fit.use.name)); // one-byte checksums may fit by chance
}

void TestChecksumFormat::checks_data()
{
    QTest::addColumn<QString>("use");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<ChecksumVerdict>("verdict");
    using V = ChecksumVerdict;
    const QByteArray modbus = QByteArray::fromHex("01030000000ac5cd");
    QTest::newRow("good") << u"CRC-16/MODBUS"_qs << modbus << V::Good;
    QTest::newRow("bad") << u"CRC-16/MODBUS"_qs << modbus.chopped(1) + 'x' << V::Bad;
    QTest::newRow("other order") << u"CRC-16/MODBUS,big"_qs << modbus << V::Bad;
    QTest::newRow("nothing before it") << u"CRC-16/MODBUS"_qs << QByteArray("ab") << V::Bad;
    QTest::newRow("empty") << u"CRC-16/MODBUS"_qs << QByteArray() << V::None;
    QTest::newRow("Modbus ASCII") << u"LRC,modbus-ascii,skip=1"_qs << QByteArray(":010300000001FB\r\n") << V::Good;
    QTest::newRow("no digits") << u"LRC,modbus-ascii,skip=1"_qs << QByteArray(":0103x0000001FB\r\n") << V::Bad;
    QTest::newRow("small digits") << u"CRC-32,big,digits"_qs << QByteArray("123456789cbf43926") << V::Good;
    QTest::newRow("NMEA") << u"XOR-8,nmea,skip=1"_qs << QByteArray("$PFEC,GPint,RMC05*2D\r\n") << V::Good;
    QTest::newRow("NMEA, no star") << u"XOR-8,nmea,skip=1"_qs << QByteArray("$PFEC,GPint,RMC052D\r\n") << V::Bad;
    QTest::newRow("NMEA, bad") << u"XOR-8,nmea,skip=1"_qs << QByteArray("$PFEC,GPint,RMC05*2E\r\n") << V::Bad;
    QTest::newRow("skips more than there is") << u"SUM-8,skip=9"_qs << QByteArray("abc") << V::Bad;
}

void TestChecksumFormat::checks()
{
    QFETCH(QString, use);
    QFETCH(QByteArray, message);
    QTEST(checkMessage(message, ChecksumFormat::parse(use).value()), "verdict");
    QCOMPARE(checkMessage(message, {}), ChecksumVerdict::None);
}

void TestChecksumFormat::parses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<ChecksumFormat>("use");
    QTest::newRow("name") << u"crc-32"_qs << ChecksumFormat{u"CRC-32"_qs};
    QTest::newRow("order") << u"CRC-32,big"_qs << ChecksumFormat{u"CRC-32"_qs, ByteOrder::Big};
    QTest::newRow("all") << u"bcc,skip=12,digits,little"_qs
                         << ChecksumFormat{u"XOR-8"_qs, ByteOrder::Little, Form::Digits, 12};
    QTest::newRow("NMEA") << u"xor8,nmea"_qs << ChecksumFormat{u"XOR-8"_qs, {}, Form::Star};
    QTest::newRow("Modbus ASCII") << u"LRC,skip=1,modbus-ascii"_qs << ChecksumFormat{u"LRC"_qs, {}, Form::HexFrame, 1};
}

void TestChecksumFormat::parses()
{
    QFETCH(QString, text);
    QFETCH(ChecksumFormat, use);
    QCOMPARE(ChecksumFormat::parse(text).value(), use);
}

void TestChecksumFormat::refuses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("says");
    QTest::newRow("name") << u"CRC-99,big"_qs << u"CRC-99"_qs;
    QTest::newRow("empty") << QString() << u"CRC-16/MODBUS"_qs;
    QTest::newRow("word") << u"LRC,middle"_qs << u"middle"_qs;
    QTest::newRow("negative") << u"LRC,skip=-1"_qs << u"skip=-1"_qs;
    QTest::newRow("no number") << u"LRC,skip="_qs << u"skip="_qs;
}

void TestChecksumFormat::refuses()
{
    QFETCH(QString, text);
    QFETCH(QString, says);
    const auto use = ChecksumFormat::parse(text);
    QVERIFY(!use);
    QVERIFY2(use.error().message.contains(says), qPrintable(use.error().message));
}

QTEST_GUILESS_MAIN(TestChecksumFormat)
#include "tst_checksumformat.moc"
