// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/framecodec.h"

#include <QRandomGenerator>
#include <QTest>

namespace {

QByteArray counting(int from, int to)
{
    QByteArray bytes;
    for (int i = from; i <= to; ++i)
        bytes.append(char(i));
    return bytes;
}

} // namespace

class TestFrameCodec : public QObject
{
    Q_OBJECT
private slots:
    void cobs_data();
    void cobs();
    void badCobs_data();
    void badCobs();
    void slip_data();
    void slip();
    void jt808_data();
    void jt808();
    void thereAndBack();
};

/// The examples of Wikipedia's article "Consistent Overhead Byte Stuffing" (without the 00 at the end).
void TestFrameCodec::cobs_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("encoded");
    const auto row = [](const char *name, const QByteArray &message, const QByteArray &encoded) {
        QTest::newRow(name) << message << encoded;
    };
    const auto hex = [](const char *digits) { return QByteArray::fromHex(digits); };
    row("1", hex("00"), hex("0101"));
    row("2", hex("0000"), hex("010101"));
    row("3", hex("001100"), hex("01021101"));
    row("4", hex("11220033"), hex("0311220233"));
    row("5", hex("11223344"), hex("0511223344"));
    row("6", hex("11000000"), hex("0211010101"));
    row("7", counting(1, 254), hex("ff") + counting(1, 254));
    row("8", hex("00") + counting(1, 254), hex("01ff") + counting(1, 254));
    row("9", counting(1, 255), hex("ff") + counting(1, 254) + hex("02ff"));
    row("10", counting(2, 255) + hex("00"), hex("ff") + counting(2, 255) + hex("0101"));
    row("11", counting(3, 255) + hex("0001"), hex("fe") + counting(3, 255) + hex("0201"));
    row("empty", {}, hex("01"));
}

void TestFrameCodec::cobs()
{
    QFETCH(QByteArray, message);
    QFETCH(QByteArray, encoded);
    QCOMPARE(framecodec::cobsEncoded(message).toHex(' '), encoded.toHex(' '));
    QCOMPARE(framecodec::cobsDecoded(encoded).value().toHex(' '), message.toHex(' '));
}

void TestFrameCodec::badCobs_data()
{
    QTest::addColumn<QByteArray>("encoded");
    QTest::newRow("beyond the end") << QByteArray::fromHex("0511");
    QTest::newRow("00 as code") << QByteArray::fromHex("0211000111");
    QTest::newRow("00 inside") << QByteArray::fromHex("031100");
}

void TestFrameCodec::badCobs()
{
    QFETCH(QByteArray, encoded);
    QVERIFY(!framecodec::cobsDecoded(encoded));
}

void TestFrameCodec::slip_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("encoded");
    QTest::newRow("plain") << QByteArray("ab") << QByteArray("ab");
    QTest::newRow("RFC 1055: END") << QByteArray::fromHex("01c002") << QByteArray::fromHex("01dbdc02");
    QTest::newRow("RFC 1055: ESC") << QByteArray::fromHex("db") << QByteArray::fromHex("dbdd");
    QTest::newRow("both") << QByteArray::fromHex("dbc0dcdd") << QByteArray::fromHex("dbdddbdcdcdd");
}

void TestFrameCodec::slip()
{
    QFETCH(QByteArray, message);
    QFETCH(QByteArray, encoded);
    QCOMPARE(framecodec::slipEncoded(message).toHex(' '), encoded.toHex(' '));
    QCOMPARE(framecodec::slipDecoded(encoded).value().toHex(' '), message.toHex(' '));
    for (const char *invalid : {"db78", "01db", "dbdb", "dbdcdb"})
        QVERIFY2(!framecodec::slipDecoded(QByteArray::fromHex(invalid)), invalid);
}

/// JT/T 808-2011, 4.4.2: "30 7e 08 7d 55" becomes "30 7d 02 08 7d 01 55".
void TestFrameCodec::jt808_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("encoded");
    QTest::newRow("standard") << QByteArray::fromHex("307e087d55") << QByteArray::fromHex("307d02087d0155");
    QTest::newRow("what looks escaped") << QByteArray::fromHex("7d02") << QByteArray::fromHex("7d0102");
}

void TestFrameCodec::jt808()
{
    QFETCH(QByteArray, message);
    QFETCH(QByteArray, encoded);
    QCOMPARE(framecodec::jt808Escaped(message).toHex(' '), encoded.toHex(' '));
    QCOMPARE(framecodec::jt808Unescaped(encoded).value().toHex(' '), message.toHex(' '));
    for (const char *invalid : {"7d05", "017d", "7d7d", "7d017d"})
        QVERIFY2(!framecodec::jt808Unescaped(QByteArray::fromHex(invalid)), invalid);
}

/// Messages of the bytes that matter: no flag is left inside, and decoding gives the message.
void TestFrameCodec::thereAndBack()
{
    QRandomGenerator random(808);
    const QByteArray alphabet = QByteArray::fromHex("0001027d7ec0dbdcddff");
    for (int i = 0; i < 5000; ++i) {
        QByteArray message;
        for (int size = random.bounded(i % 10 == 0 ? 700 : 12); size > 0; --size)
            message.append(i % 3 == 0 ? char(1 + random.bounded(255)) : alphabet[random.bounded(int(alphabet.size()))]);
        const QByteArray cobs = framecodec::cobsEncoded(message);
        QVERIFY(!cobs.contains('\0'));
        QCOMPARE(framecodec::cobsDecoded(cobs).value(), message);
        const QByteArray slip = framecodec::slipEncoded(message);
        QVERIFY(!slip.contains(framecodec::slipEnd));
        QCOMPARE(framecodec::slipDecoded(slip), message);
        const QByteArray jt808 = framecodec::jt808Escaped(message);
        QVERIFY(!jt808.contains('\x7e'));
        QCOMPARE(framecodec::jt808Unescaped(jt808), message);
    }
}

QTEST_GUILESS_MAIN(TestFrameCodec)
#include "tst_framecodec.moc"
