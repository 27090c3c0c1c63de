// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/payloadformat.h"

#include <QTest>

using Input = PayloadFormat::Input;
using Ending = PayloadFormat::LineEnding;
using Form = ChecksumFormat::Form;

class TestPayload : public QObject
{
    Q_OBJECT
private slots:
    void builds_data();
    void builds();
    void errorKeepsItsPlace();
    void checksumErrors_data();
    void checksumErrors();
};

void TestPayload::builds_data()
{
    QTest::addColumn<QString>("codec");
    QTest::addColumn<PayloadFormat>("format");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char *name, Input input, Ending ending, const ChecksumFormat &checksum,
                        const QString &typed, const QByteArray &bytes, const QString &codec = u"UTF-8"_qs) {
        QTest::newRow(name) << codec << PayloadFormat{input, false, ending, checksum} << typed << bytes;
    };
    const ChecksumFormat modbus{u"CRC-16/MODBUS"_qs};
    QTest::newRow("text") << u"UTF-8"_qs << PayloadFormat{} << u"你好"_qs << QByteArray("你好");
    QTest::newRow("gbk") << u"GBK"_qs << PayloadFormat{} << u"你好"_qs << QByteArray("\xc4\xe3\xba\xc3");
    row("lf", Input::Text, Ending::Lf, {}, u"a"_qs, "a\n");
    row("cr", Input::Text, Ending::Cr, {}, u"a"_qs, "a\r");
    row("crlf", Input::Text, Ending::CrLf, {}, u"a"_qs, "a\r\n");
    row("crlf in utf-16", Input::Text, Ending::CrLf, {}, u"a"_qs, QByteArray("a\0\r\0\n\0", 6), u"UTF-16LE"_qs);
    QTest::newRow("backslash is text") << u"UTF-8"_qs << PayloadFormat{} << uR"(\n)"_qs << QByteArray("\\n");
    QTest::newRow("escapes") << u"UTF-8"_qs << PayloadFormat{Input::Text, true, Ending::None} << uR"(\x01\n)"_qs
                             << QByteArray("\x01\n");
    QTest::newRow("hex") << u"UTF-16LE"_qs << PayloadFormat{Input::Hex, true, Ending::CrLf} << u"01 02"_qs
                         << QByteArray("\x01\x02\r\n");
    QTest::newRow("two lines") << u"UTF-8"_qs << PayloadFormat{} << u"a\nb"_qs << QByteArray("a\nb");
    row("Modbus RTU", Input::Hex, Ending::None, modbus, u"01 03 00 00 00 0A"_qs,
        QByteArray("\x01\x03\0\0\0\x0a\xc5\xcd", 8));
    row("high byte first", Input::Hex, Ending::None, {u"crc-16/modbus"_qs, ByteOrder::Big}, u"01 03 00 00 00 0A"_qs,
        QByteArray("\x01\x03\0\0\0\x0a\xcd\xc5", 8));
    row("Modbus ASCII", Input::Text, Ending::CrLf, {u"LRC"_qs, {}, Form::HexFrame, 1}, u":010300000001"_qs,
        ":010300000001FB\r\n");
    row("digits", Input::Text, Ending::Lf, {u"XOR-8"_qs, {}, Form::Digits, 1}, u"$GPGLL"_qs, "$GPGLL50\n");
    row("digits in utf-16", Input::Text, Ending::Lf, {u"SUM-8"_qs, {}, Form::Digits, 2}, u"ab"_qs,
        QByteArray::fromHex("61006200360032000a00"), u"UTF-16LE"_qs);
    row("before the line ending", Input::Text, Ending::CrLf, {u"SUM-8"_qs}, u"ab"_qs, "ab\xc3\r\n");
    row("of the encoded text", Input::Text, Ending::None, {u"SUM-16"_qs}, u"你"_qs, "\xc4\xe3\x01\xa7", u"GBK"_qs);
    row("none of nothing", Input::Text, Ending::Lf, modbus, {}, "\n");
    QTest::newRow("nothing") << u"UTF-8"_qs << PayloadFormat{} << u""_qs << QByteArray("");
}

void TestPayload::builds()
{
    QFETCH(QString, codec);
    QFETCH(PayloadFormat, format);
    QFETCH(QString, typed);
    QFETCH(QByteArray, bytes);
    QCOMPARE(buildPayload(typed, format, **TextCodec::find(codec)).value(), bytes);
}

void TestPayload::errorKeepsItsPlace()
{
    const auto codec = *TextCodec::find(u"GBK"_qs);
    QCOMPARE(buildPayload(u"ok 😀"_qs, {}, *codec).error().position, 3);
    QCOMPARE(buildPayload(u"01 0"_qs, {Input::Hex, false, Ending::Lf}, *codec).error().position, 3);
}

void TestPayload::checksumErrors_data()
{
    QTest::addColumn<ChecksumFormat>("checksum");
    QTest::addColumn<QString>("says");
    QTest::newRow("unknown") << ChecksumFormat{u"CRC-99"_qs} << u"CRC-99"_qs;
    QTest::newRow("all left out") << ChecksumFormat{u"LRC"_qs, {}, {}, 3} << u"first 3 bytes"_qs;
    QTest::newRow("more left out") << ChecksumFormat{u"LRC"_qs, {}, {}, 1000} << u"has only 3"_qs;
    QTest::newRow("half a byte") << ChecksumFormat{u"LRC"_qs, {}, Form::HexFrame} << u"hexadecimal"_qs;
    QTest::newRow("no digits") << ChecksumFormat{u"LRC"_qs, {}, Form::HexFrame, 1} << u"hexadecimal"_qs;
}

void TestPayload::checksumErrors()
{
    QFETCH(ChecksumFormat, checksum);
    QFETCH(QString, says);
    const auto bytes = buildPayload(u"12g"_qs, {.checksum = checksum}, **TextCodec::find(u"UTF-8"_qs));
    QVERIFY(!bytes);
    QVERIFY2(bytes.error().message.contains(says), qPrintable(bytes.error().message));
    QCOMPARE(bytes.error().position, -1);
}

QTEST_GUILESS_MAIN(TestPayload)
#include "tst_payload.moc"
