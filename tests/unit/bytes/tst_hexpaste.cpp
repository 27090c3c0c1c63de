// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Long because it has a row for each form in which programs write bytes.
#include "model/bytes/byteliterals.h"
#include "model/bytes/codecs/textcodec.h"
#include "model/bytes/escape.h"
#include "model/bytes/hex/hex.h"
#include "model/bytes/hex/hexdump.h"

#include <QRandomGenerator>
#include <QTest>

/// Hexadecimal bytes as they are copied from other programs and from this one.
class TestHexPaste : public QObject
{
    Q_OBJECT
private slots:
    void isRead_data();
    void isRead();
    void knowsWildcards_data();
    void knowsWildcards();
    void isRefused_data();
    void isRefused();
    void continuesLineByLine_data();
    void continuesLineByLine();
    void readsOwnCopies_data();
    void readsOwnCopies();
    void neverTakesTextForBytes();
};

namespace {

void addRow(const char *name, const QString &text, const char *digits, HexForm form = HexForm::Digits)
{
    QTest::newRow(name) << text << QByteArray::fromHex(digits) << int(form);
}

} // namespace

void TestHexPaste::isRead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("form");
    addRow("colons", u"AA:bb:0C"_qs, "aabb0c");
    addRow("hyphens", u"AA-BB-0C"_qs, "aabb0c");
    addRow("en dashes", u"AA–BB—0C"_qs, "aabb0c");
    addRow("words", u"0011:2233 4455-6677"_qs, "0011223344556677");
    addRow("h", u"AAh 0BBh, 0Ch;0fH"_qs, "aabb0c0f");
    addRow("0x with commas", u"0xAA,0xBB, 0XCC"_qs, "aabbcc");
    addRow("0x with colons", u"0xAA:0xBB"_qs, "aabb");
    addRow("\\x", uR"(\x01\x02\xff)"_qs, "0102ff");
    addRow("\\x in lines", u"\\x01\\x02\r\n\\xff\n"_qs, "0102ff");
    addRow("full width", u"０Ａ　ｆｆ，１２；３４：５６、７８"_qs, "0aff12345678");
    addRow("no-break and zero-width spaces", u"\ufeff0A\u00a00B\u200b0C\u20280D"_qs, "0a0b0c0d");
    addRow("$ of Pascal", u"$01 $02,$FF"_qs, "0102ff");
    addRow("$ without blanks", u"$01$02$ff"_qs, "0102ff");
    addRow("#$ of Pascal", u"#$0D#$0A"_qs, "0d0a");
    addRow("&H of Basic", u"&H48, &h65"_qs, "4865");
    addRow("16# of IEC 61131", u"16#48, 16#FF"_qs, "48ff");
    addRow("B#16# of Step 7", u"B#16#48 b#16#0d"_qs, "480d");
    addRow("0x, then plainly hexadecimal", u"0x0D 0A"_qs, "0d0a");
    addRow("plainly hexadecimal, then 0x", u"6C,0x6c 0xff"_qs, "6c6cff");
    addRow("% of URLs", u"%01%02%ff"_qs, "0102ff");
    addRow("libmodbus, sent", u"[11][03][00][6B][00][03][76][87]"_qs, "1103006b00037687");
    addRow("libmodbus, received", u"<11><03><02>\n<0A>"_qs, "1103020a");
    addRow("bytes.fromhex", u"bytes.fromhex('01 03 ff')"_qs, "0103ff");
    addRow("bytearray.fromhex", u"data = bytearray.fromhex(\"0103ff\")"_qs, "0103ff");
    addRow("unhexlify", u"binascii.unhexlify('0103ff')"_qs, "0103ff");
    addRow("Qt", u"QByteArray::fromHex(\"4865\");"_qs, "4865");
    addRow("Node.js, hex", u"Buffer.from('48656c', 'hex')"_qs, "48656c");
    addRow("Node.js, printed", u"<Buffer 48 65 6c>"_qs, "48656c");
    addRow("SQL", u"X'4865'"_qs, "4865");
    addRow("upper case, not binary", u"0B11"_qs, "0b11");
    addRow("comments", u"01 /* 02 */ 03 // 04\n05"_qs, "010305");

    addRow("braces", u"{0x01, 0x02}"_qs, "0102", HexForm::CArray);
    addRow("braces, one digit", u"{0x1,0xF,\n}"_qs, "010f", HexForm::CArray);
    addRow("braces, full width", u"｛０ｘ０１，　０ｘ０２｝；"_qs, "0102", HexForm::CArray);
    addRow("brackets", u"[0x01, 0x02]"_qs, "0102", HexForm::CArray);
    addRow("parentheses", u"(0x01, 0x02)"_qs, "0102", HexForm::CArray);
    addRow("brackets around digits", u"[01 02 ff]"_qs, "0102ff");
    addRow("empty braces", u"{}"_qs, "");
    addRow("C", u"static const uint8_t a[ 2 ] = { 0x01, /* x} */ 0x02 };"_qs, "0102", HexForm::CArray);
    addRow("C++", u"std::array<uint8_t, 2> a = {0x01, 0x02}"_qs, "0102", HexForm::CArray);
    addRow("Java", u"byte[] a = new byte[] { (byte)0xFE, 0x02 };"_qs, "fe02", HexForm::CArray);
    addRow("Go", u"[]byte{0x01, 0x02}"_qs, "0102", HexForm::CArray);
    addRow("Rust", u"let a: [u8; 2] = [0x01, 0x02];"_qs, "0102", HexForm::CArray);
    addRow("Python list", u"data = bytes([0x01, 0x02])"_qs, "0102", HexForm::CArray);
    addRow("Rust vector", u"let v: Vec<u8> = vec![0x01, 0x02];"_qs, "0102", HexForm::CArray);
    addRow("Rust slice", u"&[0x01, 0x02]"_qs, "0102", HexForm::CArray);
    addRow("Swift", u"let a: [UInt8] = [0x01, 0x02]"_qs, "0102", HexForm::CArray);
    addRow("JavaScript", u"new Uint8Array([0x01, 0x02]);"_qs, "0102", HexForm::CArray);
    addRow("Kotlin", u"byteArrayOf(0x01, 0x02)"_qs, "0102", HexForm::CArray);
    addRow("PowerShell", u"@(0x01, 0x02)"_qs, "0102", HexForm::CArray);
    addRow("Pascal", u"($01, $FF)"_qs, "01ff", HexForm::CArray);
    addRow("IEC 61131", u"[16#01, 16#FF]"_qs, "01ff", HexForm::CArray);
    addRow("Basic", u"{&H01, &HF}"_qs, "010f", HexForm::CArray);
    addRow("gdb print/x", u"$1 = {0x48, 0x65}"_qs, "4865", HexForm::CArray);
    addRow("brackets around a word", u"[DEADBEEF]"_qs, "deadbeef");
    addRow("a leading 0 in brackets", u"[10 00 20]"_qs, "100020");
    addRow("xxd -i", u"unsigned char a_bin[] = {\n  0x41, 0x42\n};\nunsigned int a_bin_len = 2;\n"_qs, "4142",
           HexForm::CArray);
    addRow("lines of a C array", u"0x41, 0x42, /* AB */\n0x43, 0x44  /* CD */\n"_qs, "41424344");
    addRow("C array of Wireshark",
           u"/* Frame (10 bytes) */\nstatic const unsigned char pkt1[10] = {\n"
           "0x30, 0x31, 0x2c, 0x33, 0x00, 0x7d, 0xff, 0x37, /* 01,3.}.7 */\n0x38, 0x39  /* 89 */\n};\n"_qs,
           "30312c33007dff373839", HexForm::CArray);

    addRow("Python", uR"(b'\x01A \'"\n\r\t\\\0\101?')"_qs, "01412027220a0d095c00413f", HexForm::PythonBytes);
    addRow("Python, double quotes", uR"( B"it's" )"_qs, "69742773", HexForm::PythonBytes);
    addRow("Python, two lines", u"b'\\x01' \\\n   b'\\x02'\n"_qs, "0102", HexForm::PythonBytes);
    addRow("Python, typographic quotes", u"b‘\\x01a’"_qs, "0161", HexForm::PythonBytes);
    addRow("Python, like hex", u"b'0102'"_qs, "30313032", HexForm::PythonBytes);
    addRow("Python, empty", u"b''"_qs, "", HexForm::PythonBytes);
    addRow("Python bytearray", uR"(data = bytearray(b'\x01A'))"_qs, "0141", HexForm::PythonBytes);
    addRow("Python assignment", uR"(data = b'\x01A')"_qs, "0141", HexForm::PythonBytes);
    addRow("escaped string of Wireshark", u"\"\\x01\\x02\" \\\n\"\\x0a\"\n"_qs, "01020a", HexForm::CString);

    addRow("hex stream of Wireshark", u"0103000000010d0a\n"_qs, "0103000000010d0a");
    addRow("hex dump of Wireshark, one line", u"0000   01 03 00 00 00 01\n"_qs, "010300000001", HexForm::Wireshark);
    addRow("hex dump of Wireshark", u"0000   30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66\n0010   41 42\n"_qs,
           "303132333435363738396162636465664142", HexForm::Wireshark);
    addRow("hex and ASCII of Wireshark",
           u"0000   30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66   0123456789abcdef\n"
           "0010   41 42 20 43                                       AB C\n"_qs,
           "3031323334353637383961626364656641422043", HexForm::Wireshark);
    addRow("a line from the middle", u"0010   41 42 20 43 44 20 45 46 20 30 31 20 32 33 20 34   AB CD EF 01 23 4"_qs,
           "41422043442045462030312032332034", HexForm::Wireshark);
    addRow("lines from the middle", u"00a0  41 42                     AB\n00a2  20 20\n00a4  01      .\n"_qs,
           "4142202001", HexForm::Wireshark);
    addRow("tshark -x", u"0000  20 52 45 43 56 00 20 53 45 4e 44 00 08 00 45 00    RECV. SEND...E.\n"_qs,
           "2052454356002053454e440008004500", HexForm::Wireshark);
    addRow("Follow Stream",
           u"00000000  41 42 20 43 44 20 45 46  20 30 31 20 32 33 20 34  AB CD EF  01 23 4\n"
           "00000010  20 20 20 20 20 20 20 20  20 41 ff                          A.\n"_qs,
           "41422043442045462030312032332034202020202020202020"
           "41ff",
           HexForm::Dump);
    addRow("Follow Stream, the other direction", u"    00000000  61 62                              ab\n"_qs, "6162",
           HexForm::Dump);
    addRow("tcpdump -xx", u"\t0x0000:  4500 003c 1c46\n"_qs, "4500003c1c46", HexForm::Tcpdump);
    addRow("tcpdump -X",
           u"12:34:56.789012 IP 10.0.0.1.4000 > 10.0.0.2.80: Flags [P.], length 5: HTTP\n"
           "\t0x0000:  4500 0029 0001 0000 4006 66cc 0a00 0001  E..)....@.f.....\n"
           "\t0x0010:  2041 4220 43                              .AB.C\n"_qs,
           "45000029000100004006"
           "66cc0a0000012041422043",
           HexForm::Tcpdump);
    addRow("xxd", u"00000000: 3031 3233 3435 3637 3839 6162 6364 6566  0123456789abcdef\n00000010: 0102 ff  ...\n"_qs,
           "303132333435363738396162636465660102ff", HexForm::Xxd);
    addRow("xxd -g1, its first blanks", u"00000000: 20 20 41 0a                                        A.\n"_qs,
           "2020410a", HexForm::Xxd);
    addRow("xxd, cut blanks at the end", u"00000000: 4120 2020  A\n"_qs, "41202020", HexForm::Xxd);
    addRow("hexdump -C",
           u"00000000  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|\n*\n"
           "00000030  7c 20 7c                                          || ||\n00000033\n"_qs,
           QByteArray("00").repeated(48).append("7c207c").constData(), HexForm::HexdumpC);
    addRow("od -A x -t x1z", u"000000 3c 41 42 3e  ><AB><\n000004\n"_qs, "3c41423e", HexForm::Od);
    addRow("od -t x1", u"0000000 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f 10\n0000020 11\n0000021\n"_qs,
           "0102030405060708090a0b0c0d0e0f1011", HexForm::Od);
    addRow("od -A d -t x1", u"0000000 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f 10\n0000016 11\n"_qs,
           "0102030405060708090a0b0c0d0e0f1011", HexForm::Od);
    addRow("od -A n -t x1z", u" 41 42 0a                                         >AB.<\n"_qs, "41420a", HexForm::Dump);
    addRow("Format-Hex", u"00000000   48 65 6C 6C 6F 20 57 6F-72 6C 64 21  Hello World!"_qs, "48656c6c6f20576f726c6421",
           HexForm::Dump);
    addRow("Format-Hex with its ruler",
           u"           00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F\n\n"
           "00000000   41 42 43 44                                      ABCD\n"_qs,
           "41424344", HexForm::Dump);
    addRow("ncat -x", u"[0000]   48 65 6C 6C 6F 0A                                   Hello."_qs, "48656c6c6f0a",
           HexForm::Dump);
    addRow("openssl s_client -debug",
           u"0000 - 16 03 01 00 c8 01 00 00-c4 03 03 41 42 43 44 45   ...........ABCDE\n"
           "0010 - a6 a7                                             ..\n"_qs,
           "16030100c8010000c403034142434445a6a7", HexForm::Dump);
    addRow("gdb x/8xb",
           u"0x7fffffffe0a0:\t0x48\t0x65\t0x6c\t0x6c\t0x6f\t0x00\t0x01\t0x02\n"
           "0x7fffffffe0a8:\t0x48\t0x65\n"_qs,
           "48656c6c6f0001024865", HexForm::Dump);
    addRow("gdb x/2xb, symbol", u"0x4005d4 <main+4>:\t0x48\t0x65\n"_qs, "4865", HexForm::Dump);
    addRow("curl --trace", u"=> Send header, 7 bytes (0x7)\n0000: 48 65 6c 6c 6f 0d 0a            Hello..\n"_qs,
           "48656c6c6f0d0a", HexForm::Xxd);
    addRow("this program's hex display", u"00000000  30 31 32 33 34 35 36 37  38 39\n"_qs, "30313233343536373839",
           HexForm::Dump);
    addRow("this program's hex dump export",
           u"2026-01-31 12:00:00.123456789 RX 127.0.0.1:5000 2\n"
           "00000000  41 42                                             AB\n\n"_qs,
           "4142", HexForm::Dump);
    // No dumps
    addRow("digits in fours", u"0001 0000 0006 0103 0000 000A"_qs, "00010000000601030000000a");
    addRow("digits in fours and twos", u"0103 00 00\n0104 00 01"_qs, "0103000001040001");
}

void TestHexPaste::isRead()
{
    QFETCH(QString, text);
    HexForm form = HexForm::Digits;
    const auto bytes = parseHex(text, &form);
    QVERIFY2(bytes.has_value(), bytes ? "" : qPrintable(bytes.error().message));
    QTEST(*bytes, "bytes");
    QTEST(int(form), "form");
    QVERIFY(form == HexForm::Digits || !hexFormName(form).isEmpty());
    const auto pattern = parseHexPattern(text);
    QCOMPARE(qsizetype(pattern->size()), bytes->size());
}

void TestHexPaste::knowsWildcards_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("colons") << u"4?:??:01"_qs;
    QTest::newRow("h") << u"4?h ??h 01h"_qs;
    QTest::newRow("array") << u"{0x4?, 0x??, 0x1}"_qs;
    QTest::newRow("dump") << u"00000000: 4? ??\n00000002: 01"_qs;
    QTest::newRow("dump with text") << u"00000000  4? ?? 01    |AB.|\n"_qs;
}

void TestHexPaste::knowsWildcards()
{
    QFETCH(QString, text);
    const auto pattern = parseHexPattern(text);
    QVERIFY2(pattern, pattern ? "" : qPrintable(pattern.error().message));
    QVERIFY((*pattern == std::vector<MaskedByte>{{0xf0, 0x40}, {0, 0}, {0xff, 1}}));
    QVERIFY(!parseHex(text));
}

void TestHexPaste::isRefused_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qsizetype>("position");
    QTest::addColumn<QString>("hint"); // in the message
    const auto row = [](const char *name, const QString &text, qsizetype position, const QString &hint) {
        QTest::newRow(name) << text << position << hint;
    };
    row("single digits", u"0 1 2"_qs, 0, u"write 00"_qs);
    row("single digits in an array", u"{0, 1, 2}"_qs, 1, u"decimal"_qs);
    row("an odd number", u"01 ABC"_qs, 5, u"“ABC” has an odd number"_qs);
    row("0x and one digit", u"0x0A 0x1"_qs, 7, u"write 01"_qs);
    row("a short address", u"0:1a:2b"_qs, 0, u"write 00"_qs);
    row("an empty group", u"fe80::01"_qs, 4, u"AA:BB"_qs);
    row("a colon with a blank", u"00: 86 80"_qs, 2, u"AA:BB"_qs);
    row("a word with h", u"4865h"_qs, 0, u"order"_qs);
    row("words in an array", u"{0x4865, 0x6c6c}"_qs, 1, u"order"_qs);
    row("an array of uint32_t", u"uint32_t a[] = {0x41, 0x42};"_qs, 0, u"“uint32_t”"_qs);
    row("an array of int16_t", u"int16_t a[] = {0x41, 0x42};"_qs, 0, u"“int16_t”"_qs);
    row("an array of short", u"short a[] = {0x41, 0x42};"_qs, 0, u"“short”"_qs);
    row("an array of int", u"int a[] = {0x41, 0x42};"_qs, 0, u"“int”"_qs);
    row("an array of long", u"long a[] = {0x41, 0x42};"_qs, 0, u"“long”"_qs);
    row("an array of unsigned", u"unsigned a[] = {0x41, 0x42};"_qs, 0, u"“unsigned”"_qs);
    row("an array of DWORD", u"DWORD a[] = {0x41, 0x42};"_qs, 0, u"“DWORD”"_qs);
    row("an array of WORD", u"WORD a[] = {0x41, 0x42};"_qs, 0, u"“WORD”"_qs);
    row("an array of uint16", u"uint16 a[] = {0x41, 0x42};"_qs, 0, u"“uint16”"_qs);
    row("an array of u32", u"u32 a[] = {0x41, 0x42};"_qs, 0, u"“u32”"_qs);
    row("an array of static const unsigned int", u"static const unsigned int a[] = {0x41, 0x42};"_qs, 13,
        u"“unsigned”"_qs);
    row("an array of std::uint64_t", u"std::uint64_t a[] = {0x41, 0x42};"_qs, 5, u"“uint64_t”"_qs);
    row("an array of Go's int", u"[]int{0x41, 0x42}"_qs, 2, u"“int”"_qs);
    row("an array of Rust's u16", u"let a: [u16; 2] = [0x41, 0x42];"_qs, 8, u"“u16”"_qs);
    row("an array of Java's short", u"short[] a = {0x41, 0x42};"_qs, 0, u"“short”"_qs);
    row("decimal numbers", u"{0x01, 16}"_qs, 7, u"decimal"_qs);
    row("a letter in an array", u"{0x01, 'A'}"_qs, 7, u"not a hexadecimal digit"_qs);
    row("escapes in an array", u"[\\x01]"_qs, 1, u"0x41"_qs);
    row("two commas", u"{0x01,, 0x02}"_qs, 6, u"not a hexadecimal digit"_qs);
    row("an open brace", u"a[] = {0x01, 0x02"_qs, 6, u"not closed"_qs);
    row("a wrong size", u"char a[3] = {0x01, 0x02};"_qs, 7, u"3 are declared"_qs);
    row("a wrong length", u"char a[] = {0x01};\nint a_len = 2;"_qs, 31, u"2 are declared"_qs);
    row("two arrays", u"char a[] = {0x01};\nchar b[] = {0x02};"_qs, 16, u"not a hexadecimal digit"_qs);
    row("an escape of text", u"01 \\n"_qs, 3, u"0A"_qs);
    row("digits, then an escape", u"AB\\x00"_qs, 2, u"\\x41\\x42"_qs);
    row("an escape, then digits", u"\\x00AB"_qs, 4, u"\\x41\\x42"_qs);
    row("escapes with a blank", u"\\x01 \\x02"_qs, 4, u"\\x20"_qs);
    row("a blank before an escape", u" \\x01"_qs, 0, u"\\x20"_qs);
    row("text in quotation marks", u"\"0102\""_qs, 1, u"quotation marks"_qs);
    row("an open quotation mark", u"b'\\x01"_qs, 0, u"not closed"_qs);
    row("half an escape", u"b'\\x1'"_qs, 2, u"two hexadecimal digits"_qs);
    row("no byte", u"b'\u00e9'"_qs, 2, u"\\xHH"_qs);
    row("behind a string", u"b'a', 01"_qs, 4, u"does not belong"_qs);
    row("emoji", u"01 😀"_qs, 3, u"😀"_qs);
    row("text after full width", u"０１ Ｇ"_qs, 3, u"Ｇ"_qs);

    row("one number in braces", u"{1234}"_qs, 1, u"decimal"_qs);
    row("two digits in braces", u"{12}"_qs, 1, u"decimal"_qs);
    row("a binary number in braces", u"{0b11}"_qs, 1, u"“0b11”"_qs);
    row("one number in brackets", u"[12]"_qs, 1, u"decimal"_qs);
    row("one number in parentheses", u"(48)"_qs, 1, u"decimal"_qs);
    row("Go's decimal numbers", u"[72 10 13]"_qs, 1, u"“72” could be a decimal"_qs);
    row("Go's decimal numbers, three digits", u"[72 101]"_qs, 1, u"decimal"_qs);
    row("binary", u"0b01001000 0b01100101"_qs, 0, u"binary"_qs);
    row("binary octets", u"01001000 01100101"_qs, 0, u"binary"_qs);
    row("a decimal number", u"255"_qs, 2, u"decimal number, write FF"_qs);
    row("0x, then digits", u"0x48 13"_qs, 5, u"one form"_qs);
    row("digits, then 0x", u"48 0x13"_qs, 3, u"one form"_qs);
    row("0x, letters, then digits", u"0x0D 0A 13"_qs, 8, u"one form"_qs);
    row("0x, then a directive", u"0x48 db"_qs, 5, u"one form"_qs);
    row("h, then digits", u"48h 13"_qs, 4, u"one form"_qs);
    row("db of an assembler", u"db 48h, 65h"_qs, 3, u"one form"_qs);
    row("db with 0x", u"db 0x48, 0x65"_qs, 3, u"one form"_qs);
    row("a word with $", u"$4865"_qs, 0, u"order"_qs);
    row("a word with 16#", u"16#4865"_qs, 0, u"order"_qs);
    row("text of a URL", u"%48ab"_qs, 0, u"by itself"_qs);
    row("a word of text", u"hello"_qs, 0, u"68 65 6C 6C 6F"_qs);
    row("a bar between", u"01|03"_qs, 2, u"blank or a comma"_qs);
    row("a dot between", u"0011.2233"_qs, 4, u"blank or a comma"_qs);
    row("a time before", u"12:34:56 48 65"_qs, 0, u"time"_qs);
    row("a date before", u"48\n2024-05-06 12:34:56 48 65"_qs, 3, u"date"_qs);
    row("two lists in brackets", u"[01 02][03 04]"_qs, 0, u"not a hexadecimal digit"_qs);
    row("two assignments", u"a=[01 02] b=[03 04]"_qs, 1, u"not a hexadecimal digit"_qs);
    row("hex before parentheses", u"ab(cd)"_qs, 2, u"not a hexadecimal digit"_qs);
    row("bytes in brackets with commas", u"[01],[02]"_qs, 0, u"not a hexadecimal digit"_qs);
    row("casts without braces", u"(byte)0x48, (byte)0x65"_qs, 0, u"not a hexadecimal digit"_qs);
    row("a buffer that is cut", u"<Buffer 48 65 ... 5 more bytes>"_qs, 14, u"not a hexadecimal digit"_qs);
    row("words of gdb", u"0x7fffffffe0a0:\t0x6c6c6548\t0x0201006f\n"_qs, 16, u"order"_qs);
    row("words of WinDbg", u"0012ff70  6c6c6548 0201006f"_qs, 0, u"offset or bytes"_qs);
    row("an offset or bytes", u"0010 41 42"_qs, 0, u"Remove the offset"_qs);
    row("an offset or bytes in fours", u"0000 4865"_qs, 0, u"Remove the offset"_qs);
    row("an offset or bytes in fours, more", u"00000000 4865 6c6c"_qs, 0, u"Remove the offset"_qs);
    row("an offset or bytes in twos and fours", u"0000 48 656c"_qs, 0, u"Remove the offset"_qs);
    row("an offset or bytes with a colon", u"0000:48 65"_qs, 0, u"Remove the offset"_qs);
    row("an offset or bytes with a colon, second line", u"0010:4865\n0020:4865"_qs, 0, u"Remove the offset"_qs);
    row("an offset or bytes with 0x and a colon", u"0x0000:48 65"_qs, 2, u"Remove the offset"_qs);
    row("a wrong offset", u"0000   41 42\n0003   43"_qs, 13, u"should be 0002"_qs);
    row("a wrong offset of xxd", u"00000000: 4142  AB\n00000010: 43  C"_qs, 19, u"should be 00000002"_qs);
    row("a wrong octal offset", u"0000000 01 02 03 04 05 06 07 08 09\n0000010 01"_qs, 35, u"should be 0000011"_qs);
    row("a wrong length at the end", u"00000000  41 42  |AB|\n00000003"_qs, 22, u"should be 00000002"_qs);
    row("lines after the end", u"00000000  41  |A|\n00000001\n00000001  42  |B|"_qs, 27, u"ended"_qs);
    row("a missing offset", u"0000: 41 42\n43 44"_qs, 12, u"no offset"_qs);
    row("a second dump", u"0000: 41\n0000: 42"_qs, 9, u"second dump"_qs);
    row("a wrong text", u"00000000: 4142  AC\n00000002: 43  C"_qs, 16, u"text column"_qs);
    row("a short text", u"00000000  41 42 43  |AB|"_qs, 20, u"text column"_qs);
    row("text or bytes", u"34 31  41"_qs, 7, u"one blank"_qs);
    row("text or bytes after an offset", u"00000000: 34 31 20 34 32 20 34 33  41 42 43"_qs, 35, u"one blank"_qs);
    row("swapped words", u"0000000 6548 6c6c 006f\n0000005\n"_qs, 8, u"hexdump -C"_qs);
    row("an odd digit in a dump", u"0000: 41 4\n0002: 43"_qs, 9, u"single digit"_qs);
    row("another group in a dump", u"0000: 41 4243\n0003: 43"_qs, 9, u"another number of digits"_qs);
    row("* without end", u"0000: 41\n*"_qs, 9, u"missing"_qs);
    row("* that does not fit", u"0000: 41 42\n*\n0005: 43"_qs, 14, u"does not fit"_qs);
    row("* with octal or decimal", u"0000000 41 42  >AB<\n*\n0000020 43  >C<"_qs, 22, u"octal or decimal"_qs);
    row("* for too much", u"0000: 41\n*\nffff0000: 43"_qs, 11, u"16 MiB"_qs);
    row("a broken first line", u"000g  41 42   AB\n0002  43 44   CD"_qs, 3, u"not a hexadecimal digit"_qs);
    row("text below", u"0000: 41\nHello"_qs, 9, u"no offset"_qs);
}

void TestHexPaste::isRefused()
{
    QFETCH(QString, text);
    QFETCH(QString, hint);
    const auto bytes = parseHex(text);
    QVERIFY2(!bytes, bytes ? bytes->toHex().constData() : "");
    QVERIFY2(bytes.error().message.contains(hint), qPrintable(bytes.error().message));
    QTEST(bytes.error().position, "position");
    QCOMPARE(parseHexPattern(text).has_value(), false);
}

void TestHexPaste::continuesLineByLine_data()
{
    QTest::addColumn<QStringList>("lines");
    QTest::addColumn<QStringList>("read"); // digits, or a part of the error
    QTest::newRow("digits") << QStringList{u"01 02"_qs, u"0304"_qs} << QStringList{u"0102"_qs, u"0304"_qs};
    QTest::newRow("hexdump -C") << QStringList{u"00000000  41 42  |AB|"_qs, u"00000002  43  |C|"_qs, u"00000003"_qs,
                                               u"00000003"_qs}
                                << QStringList{u"4142"_qs, u"43"_qs, u""_qs, u"00000003"_qs};
    QTest::newRow("od") << QStringList{u"0000000 41 42"_qs, u"0000002 43"_qs, u"0000003"_qs}
                        << QStringList{u"4142"_qs, u"43"_qs, u""_qs};
    QTest::newRow("two dumps") << QStringList{u"0000: 41"_qs, u"0000: 42"_qs, u"0001: 43"_qs}
                               << QStringList{u"41"_qs, u"42"_qs, u"43"_qs};
    QTest::newRow("a wrong offset") << QStringList{u"0000: 41"_qs, u"0002: 42"_qs}
                                    << QStringList{u"41"_qs, u"0: The offset 0002"_qs};
    QTest::newRow("left out") << QStringList{u"0000: 41"_qs, u"*"_qs} << QStringList{u"41"_qs, u"0: “*”"_qs};
    QTest::newRow("digits after a dump") << QStringList{u"0000: 41"_qs, u"42 43"_qs}
                                         << QStringList{u"41"_qs, u"4243"_qs};
}

void TestHexPaste::continuesLineByLine()
{
    QFETCH(QStringList, lines);
    QStringList results;
    HexLineReader reader;
    for (const QString &line : lines) {
        const auto bytes = reader.read(line);
        results.append(bytes ? QString::fromLatin1(bytes->toHex())
                             : QString::number(bytes.error().position) + u": "_qs + bytes.error().message);
    }
    QFETCH(QStringList, read);
    QCOMPARE(results.size(), read.size());
    for (qsizetype i = 0; i < read.size(); ++i)
        QVERIFY2(read[i].contains(u':') ? results[i].startsWith(read[i]) : results[i] == read[i],
                 qPrintable(results[i]));
}

namespace {

/// As many bytes as a test wants, of the kind that its name says.
QByteArray pastedBytes(const QString &kind, qsizetype size, QRandomGenerator &random)
{
    static const QByteArray digits("0123456789abcdefABCDEF");
    static const QByteArray marks(" .|<>*:-{}[]/\\'\"b?x0,;h\n\t");
    QByteArray bytes;
    for (qsizetype i = 0; i < size; ++i) {
        const quint32 r = random.generate() >> 4;
        const bool mark = kind == u"marks" || (kind == u"spaced digits" && i % 3 == 2);
        bytes.append(kind == u"any"          ? char(r)
                         : kind == u"spaces" ? (r % 4 ? ' ' : 'A')
                         : kind == u"zeros"  ? char(0)
                         : mark              ? (kind == u"marks" ? marks[r % marks.size()] : ' ')
                                             : digits[r % digits.size()]);
    }
    return bytes;
}

} // namespace

void TestHexPaste::readsOwnCopies_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind : {"any", "digits", "spaced digits", "marks", "spaces", "zeros"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

/// All formats of “Copy bytes as”, and the hex dump of the export.
void TestHexPaste::readsOwnCopies()
{
    const auto ascii = TextCodec::find(u"UTF-8"_qs).value();
    QFETCH(QString, kind);
    QRandomGenerator random(1);
    for (qsizetype size = 0; size < 300; size += size < 70 ? 1 : 37) {
        const QByteArray bytes = pastedBytes(kind, size, random);
        QCOMPARE(parseHex(toHex(bytes)).value(), bytes);
        QCOMPARE(parseHex(toCArray(bytes)).value(), bytes);
        QCOMPARE(parseHex(toPythonBytes(bytes)).value(), bytes);
        QByteArray dump;
        appendHexDump(dump, bytes);
        const auto read = parseHex(QString::fromLatin1(dump));
        QVERIFY2(read, dump.constData());
        QCOMPARE(*read, bytes);
        QCOMPARE(parseEscapes(toEscaped(bytes), *ascii).value(), bytes); // text with escapes
        HexForm form = HexForm::Digits;
        const auto escaped = parseHex(toEscaped(bytes), &form);
        if (escaped && form == HexForm::Digits && toEscaped(bytes).contains(u"\\x"))
            QCOMPARE(*escaped, bytes);
    }
}

/// Other programs' layouts with text that looks like hexadecimal digits.
void TestHexPaste::neverTakesTextForBytes()
{
    QRandomGenerator random(2);
    for (int round = 0; round < 2000; ++round) {
        const QString kind = round % 2 ? u"digits"_qs : u"spaced digits"_qs;
        const qsizetype size = 1 + random.bounded(40);
        const QByteArray bytes = pastedBytes(kind, size, random);
        const qsizetype width = 1 + random.bounded(16);
        for (const int form : {0, 1, 2, 3}) {
            QString dump;
            for (qsizetype at = 0; at < size; at += width) {
                const QByteArray part = bytes.mid(at, width);
                const QString offset = QString::number(at, 16).rightJustified(form == 3 ? 4 : 8, u'0');
                const QString text = QString::fromLatin1(part);
                const QString hex = toHex(part).leftJustified(3 * width - 1);
                dump += form == 0 ? offset + u": "_qs + hex + u"  "_qs + text + u'\n'
                    : form == 1   ? offset + u"  "_qs + hex + u"  |"_qs + text + u"|\n"_qs
                    : form == 2   ? offset + u' ' + hex + u"  >"_qs + text + u"<\n"_qs
                                  : offset + u"   "_qs + hex + u"   "_qs + text + u'\n';
            }
            if (const auto read = parseHex(dump)) // what could be read in two ways is refused
                QCOMPARE(*read, bytes);
            else
                QVERIFY2(form == 0, qPrintable(dump + read.error().message));
        }
    }
}

QTEST_GUILESS_MAIN(TestHexPaste)
#include "tst_hexpaste.moc"
