// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/replies/messagetemplate.h"

#include <QTest>

using Input = PayloadFormat::Input;

class TestMessageTemplate : public QObject
{
    Q_OBJECT
private slots:
    void expands_data();
    void expands();
    void refuses_data();
    void refuses();
    void refusesWhenFilled();
    void patterns();
    void everyByte();
    void slicesAsPython();

private:
    static std::shared_ptr<const TextCodec> codec(const QString &name) { return TextCodec::find(name).value(); }
    static TemplateValues values(const QByteArray &received)
    {
        return {received, {received, "one", QByteArray("\0\xff", 2)}, {QHostAddress(u"127.0.0.1"_qs), 5000}, 3};
    }
};

void TestMessageTemplate::expands_data()
{
    QTest::addColumn<PayloadFormat>("format");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("encoding");
    const auto text = [](const char *name, const QString &written, const QByteArray &bytes,
                         const PayloadFormat &format = {}, const QString &encoding = u"UTF-8"_qs) {
        QTest::newRow(name) << format << written << bytes << encoding;
    };
    const auto hex = [](const char *name, const QString &written, const char *bytes, PayloadFormat format = {}) {
        format.input = Input::Hex;
        QTest::newRow(name) << format << written << QByteArray::fromHex(bytes) << u"UTF-8"_qs;
    };
    text("nothing", {}, {});
    text("escapes", uR"(a\r\n\t\0\\\"\x41\xff\u4F60\u{1F600})"_qs, QByteArray("a\r\n\t\0\\\"A\xff你😀", 16));
    text("escapes in GBK", uR"(好\xff\u597d)"_qs, QByteArray::fromHex("bac3ffbac3"), {}, u"GBK"_qs);
    text("dollars", u"$5 $${x} $ $$${count}"_qs, "$5 ${x} $ $${count}");
    text("a backslash before a placeholder", uR"(\\${count})"_qs, "\\3");
    text("a dollar by its number", uR"(\u{24}{count})"_qs, "${count}");
    text("an escape is no placeholder", uR"(\x24{count})"_qs, "${count}");
    text("peer and count", u"${peer} ${count}"_qs, "127.0.0.1:5000 3");
    text("received", u"<${received}>"_qs,
         "<\xc4\xe3"
         "abc>");
    text("groups are bytes", u"${1}-${2}"_qs, QByteArray("one-\0\xff", 6));
    text("bytes in UTF-16", u"a${received[:2]}"_qs, QByteArray("a\0\xc4\xe3", 4), {}, u"UTF-16LE"_qs);
    text("dollars in UTF-16", u"$${"_qs, QByteArray("$\0{\0", 4), {}, u"UTF-16LE"_qs);
    text("ending", u"${1}"_qs, "one\r\n", {.lineEnding = PayloadFormat::LineEnding::CrLf});
    text("checksum, then ending", u"A${count}"_qs, "A333\n",
         {.lineEnding = PayloadFormat::LineEnding::Lf,
          .checksum = {u"XOR-8"_qs, ByteOrder::Usual, ChecksumFormat::Form::Digits, 1}});
    text("checksum of nothing", {}, {}, {.checksum = {u"XOR-8"_qs}});
    text("checksum in the middle", uR"(\x02AB${checksum:XOR-8,skip=1}\x03)"_qs,
         "\x02"
         "AB\x03\x03");
    text("checksum over captured bytes", u"${received}${checksum:SUM-8}"_qs,
         QByteArray("\xc4\xe3"
                    "abc\xcd"));
    text("digits of a checksum in UTF-16", u"A${checksum:XOR-8,digits}"_qs,
         QByteArray("A\0"
                    "4\0"
                    "1\0",
                    6),
         {}, u"UTF-16LE"_qs);
    hex("hex", u"01 02,ff"_qs, "0102ff");
    hex("hex with bytes", u"${received[0:2]} 8180 ${1}00"_qs, "c4e381806f6e6500");
    hex("hex between placeholders", u"${received[0]}${received[-1]}FF${2}"_qs, "c463ff00ff");
    hex("hex, words", u"00${count}"_qs, "0033");
    hex("hex, checksum", u"01 03 02 ${2}"_qs, "01030200fff804", {.checksum = {u"CRC-16/MODBUS"_qs}});
    hex("hex, checksum in the middle", u"01 03 02 ${2} ${checksum:CRC-16/MODBUS} 0D"_qs, "01030200fff8040d");
}

void TestMessageTemplate::expands()
{
    QFETCH(PayloadFormat, format);
    QFETCH(QString, text);
    QFETCH(QString, encoding);
    const auto made = MessageTemplate::parse(text, format, codec(encoding), 2);
    QVERIFY2(made, made ? "" : qPrintable(made.error().message));
    QTEST(made->expand(values("\xc4\xe3"
                              "abc"))
              .value(),
          "bytes");
}

void TestMessageTemplate::refuses_data()
{
    QTest::addColumn<bool>("hex");
    QTest::addColumn<QString>("text");
    QTest::addColumn<qsizetype>("position");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, bool hex, const QString &text, int position, const QString &says) {
        QTest::newRow(name) << hex << text << qsizetype(position) << says;
    };
    row("unknown escape", false, uR"(${count}a\q)"_qs, 9, uR"(“\q”)"_qs);
    row("escape of a dollar", false, uR"(ab\${count})"_qs, 2, uR"(“\$”)"_qs);
    row("backslash at the end", false, uR"(${count}\)"_qs, 8, u"backslash"_qs);
    row("not in the encoding", false, u"${count}ab好"_qs, 10, u"好"_qs);
    row("unknown name", false, u"a${tme}"_qs, 1, u"${tme}"_qs);
    row("no name", false, u"${}"_qs, 0, u"${}"_qs);
    row("blank", false, u"${ time}"_qs, 0, u"${ time}"_qs);
    row("not closed", false, u"ab${time"_qs, 2, u"not closed"_qs);
    row("no such group", false, u"${3}"_qs, 0, u"has 2"_qs);
    row("group 0", false, u"${0}"_qs, 0, u"${0}"_qs);
    row("group with a sign", false, u"${+1}"_qs, 0, u"${+1}"_qs);
    row("empty slice", false, u"${received[]}"_qs, 0, u"${received[]}"_qs);
    row("a step", false, u"${received[0:4:2]}"_qs, 0, u"Unknown"_qs);
    row("slice of a time", false, u"${time[0:2]}"_qs, 0, u"Unknown"_qs);
    row("no number", false, u"${1[a:]}"_qs, 0, u"Unknown"_qs);
    row("too large a number", false, u"${1[99999999999:]}"_qs, 0, u"Unknown"_qs);
    row("unknown checksum", false, u"a${checksum:CRC-99}"_qs, 1, u"CRC-99"_qs);
    row("checksum that leaves out all", false, u"a${checksum:XOR-8,skip=1}"_qs, -1, u"skips"_qs);
    row("lone digit", true, u"0 ${1}"_qs, 0, u"single digit"_qs);
    row("lone digit behind", true, u"${1} 00 1"_qs, 8, u"single digit"_qs);
    row("no digit", true, u"00 ${1} xy"_qs, 8, u"x"_qs);
    row("no wildcard", true, u"00 ??"_qs, 3, u"?"_qs);
    row("dollars in hex", true, u"$${1}"_qs, 0, u"$"_qs);
}

void TestMessageTemplate::refuses()
{
    QFETCH(bool, hex);
    QFETCH(QString, text);
    QFETCH(qsizetype, position);
    QFETCH(QString, says);
    const auto made =
        MessageTemplate::parse(text, {.input = hex ? Input::Hex : Input::Text}, codec(u"ISO-8859-1"_qs), 2);
    QVERIFY(!made);
    QVERIFY2(made.error().message.contains(says), qPrintable(made.error().message));
    QCOMPARE(made.error().position, position);
}

/// Errors that depend on the values fail expand() instead of giving a wrong message.
void TestMessageTemplate::refusesWhenFilled()
{
    const auto made =
        MessageTemplate::parse(u"${received}"_qs, {.checksum = {u"XOR-8"_qs, {}, {}, 4}}, codec(u"UTF-8"_qs), 0);
    QCOMPARE(made->expand(values("abcde")).value(), "abcde\x65");
    QVERIFY(made->expand(values("abcd")).error().message.contains(u"skips"));
}

void TestMessageTemplate::patterns()
{
    const auto made =
        MessageTemplate::parsePattern(u"01 ?? 4? ${received[0:2]} ${checksum:XOR-8}"_qs, codec(u"UTF-8"_qs), 0);
    QVERIFY(!made);
    QVERIFY(made.error().message.contains(u"?"));
    const auto pattern =
        MessageTemplate::parsePattern(u"01 ${received[0:2]}${checksum:XOR-8} ?? 4?"_qs, codec(u"UTF-8"_qs), 0);
    QVERIFY(!pattern->isFixed());
    QCOMPARE(pattern->expandPattern(values("ab?")).value(), parseHexPattern(u"01 61 62 02 ?? 4?").value());
    QVERIFY(MessageTemplate::parsePattern(u"?? 01"_qs, codec(u"UTF-8"_qs), 0)->isFixed());
}

/// Whatever the codec.
void TestMessageTemplate::everyByte()
{
    QByteArray all;
    for (int byte = 0; byte < 256; ++byte)
        all.append(char(byte));
    for (const QString &name : {u"UTF-8"_qs, u"GBK"_qs, u"UTF-16BE"_qs, u"ASCII"_qs}) {
        for (const Input input : {Input::Text, Input::Hex}) {
            const auto made = MessageTemplate::parse(u"${received}${1[1:]}"_qs, {.input = input}, codec(name), 1);
            QCOMPARE(made->expand({all, {{}, all}, {}, 0}).value(), all + all.sliced(1));
        }
    }
}

void TestMessageTemplate::slicesAsPython()
{
    const QByteArray bytes("abcde");
    const auto slice = [&](const QString &written) {
        return MessageTemplate::parse(u"${received["_qs + written + u"]}"_qs, {}, codec(u"UTF-8"_qs), 0)
            ->expand({bytes, {}, {}, 0})
            .value();
    };
    // As b"abcde"[…] in Python.
    const std::vector<std::pair<const char16_t *, const char *>> expected{
        {u"0:2", "ab"}, {u":2", "ab"}, {u"2:", "cde"},    {u":", "abcde"}, {u"-2:", "de"},     {u":-2", "abc"},
        {u"1:1", ""},   {u"3:1", ""},  {u"-4:-1", "bcd"}, {u"-9:2", "ab"}, {u"2:99", "cde"},   {u"7:9", ""},
        {u"0", "a"},    {u"-1", "e"},  {u"-5", "a"},      {u"4", "e"},     {u" 1 : 3 ", "bc"},
    };
    for (const auto &[written, part] : expected)
        QCOMPARE(slice(QString::fromUtf16(written)), QByteArray(part));
    QCOMPARE(slice(u"5"_qs), QByteArray()); // an error in Python; empty here
    QCOMPARE(slice(u"-6"_qs), QByteArray());
}

QTEST_GUILESS_MAIN(TestMessageTemplate)
#include "tst_messagetemplate.moc"
