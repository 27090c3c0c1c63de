// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/escape.h"

#include <QTest>

class TestEscape : public QObject
{
    Q_OBJECT
private slots:
    void parses_data();
    void parses();
    void refuses_data();
    void refuses();
    void roundTrip();
    void text_data();
    void text();
    void refusesBytesInText();
};

void TestEscape::parses_data()
{
    QTest::addColumn<QString>("codec");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("plain") << u"UTF-8"_qs << u"hello"_qs << QByteArray("hello");
    QTest::newRow("simple ones") << u"UTF-8"_qs << uR"(\n\r\t\0\a\b\f\v\e\\\"\')"_qs
                                 << QByteArray("\n\r\t\0\a\b\f\v\x1b\\\"'", 12);
    QTest::newRow("bytes as they are") << u"UTF-8"_qs << uR"(\x02a\xff\x03)"_qs << QByteArray::fromHex("0261ff03");
    QTest::newRow("NUL, then a digit") << u"UTF-8"_qs << uR"(\07)"_qs << QByteArray::fromHex("0037");
    QTest::newRow("u4") << u"UTF-8"_qs << uR"(\u4F60!)"_qs << QByteArray("你!");
    QTest::newRow("u braces") << u"UTF-8"_qs << uR"(\u{1F600}\u{A})"_qs << QByteArray("😀\n");
    QTest::newRow("text in GBK, byte raw") << u"GBK"_qs << uR"(好\xff)"_qs << QByteArray("\xba\xc3\xff");
    QTest::newRow("newline in UTF-16") << u"UTF-16LE"_qs << uR"(A\n)"_qs << QByteArray("A\0\n\0", 4);
    QTest::newRow("byte order mark") << u"UTF-8"_qs << uR"(\u{FEFF}a)"_qs << QByteArray::fromHex("efbbbf61");
    QTest::newRow("newline typed") << u"UTF-8"_qs << u"a\nb"_qs << QByteArray("a\nb");
}

void TestEscape::parses()
{
    QFETCH(QString, codec);
    QFETCH(QString, text);
    QFETCH(QByteArray, bytes);
    const auto parsed = parseEscapes(text, **TextCodec::find(codec));
    QVERIFY2(parsed.has_value(), parsed ? "" : qPrintable(parsed.error().message));
    QCOMPARE(*parsed, bytes);
}

void TestEscape::refuses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qsizetype>("position");
    QTest::newRow("backslash at the end") << uR"(ab\)"_qs << qsizetype(2);
    QTest::newRow("unknown letter") << uR"(ab\q)"_qs << qsizetype(2);
    QTest::newRow("x without digits") << uR"(a\xg0)"_qs << qsizetype(1);
    QTest::newRow("x with one digit") << uR"(a\x4)"_qs << qsizetype(1);
    QTest::newRow("x with sign") << uR"(\x+1)"_qs << qsizetype(0);
    QTest::newRow("u too short") << uR"(a\u4F6)"_qs << qsizetype(1);
    QTest::newRow("u not closed") << uR"(\u{41)"_qs << qsizetype(0);
    QTest::newRow("u empty") << uR"(\u{})"_qs << qsizetype(0);
    QTest::newRow("u too large") << uR"(\u{110000})"_qs << qsizetype(0);
    QTest::newRow("surrogate") << uR"(\uD800)"_qs << qsizetype(0);
    QTest::newRow("not in the codec") << uR"(ab\n你)"_qs << qsizetype(4);
    QTest::newRow("escape not in the codec") << uR"(ab\u4F60)"_qs << qsizetype(2);
}

void TestEscape::refuses()
{
    QFETCH(QString, text);
    QFETCH(qsizetype, position);
    const auto parsed = parseEscapes(text, **TextCodec::find(u"ISO-8859-1"_qs));
    QVERIFY(!parsed.has_value());
    QCOMPARE(parsed.error().position, position);
}

void TestEscape::roundTrip()
{
    QByteArray all;
    for (int i = 0; i < 256; ++i)
        all.append(char(i)).append("1a");
    QCOMPARE(parseEscapes(toEscaped(all), **TextCodec::find(u"ASCII"_qs)).value(), all);
    QCOMPARE(toEscaped("a'\"\r\n\x02"), uR"(a'\"\r\n\x02)"_qs);
}

void TestEscape::text_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("needs");
    QTest::addColumn<QString>("escaped");
    QTest::newRow("plain") << u"好 a\tb\n"_qs << false << u"好 a\tb\n"_qs;
    QTest::newRow("backslash") << uR"(a\n)"_qs << false << uR"(a\\n)"_qs;
    QTest::newRow("CR LF") << u"a\r\nb"_qs << true << u"a\\r\nb"_qs;
    QTest::newRow("CR") << u"a\r"_qs << true << uR"(a\r)"_qs;
    QTest::newRow("NUL, then a digit") << QString(QChar(0)) + u'7' << true << uR"(\07)"_qs;
    QTest::newRow("controls") << u"\x02\x1b\x7f\x85"_qs << true << uR"(\u{2}\e\u{7F}\u{85})"_qs;
    QTest::newRow("spaces that do not break") << u"1\u00a0000\u202f"_qs << true << uR"(1\u{A0}000\u{202F})"_qs;
    QTest::newRow("separators") << u"\u2028\u2029"_qs << true << uR"(\u{2028}\u{2029})"_qs;
    QTest::newRow("byte order mark") << u"\ufeffa"_qs << true << uR"(\u{FEFF}a)"_qs;
    QTest::newRow("Qt's frames") << QString(QChar(0xfdd0)) + QChar(0xfdd1) << true << uR"(\u{FDD0}\u{FDD1})"_qs;
    QTest::newRow("beyond 16 bits") << u"😀\r"_qs << true << uR"(😀\r)"_qs;
}

void TestEscape::text()
{
    QFETCH(QString, text);
    QFETCH(bool, needs);
    QFETCH(QString, escaped);
    QCOMPARE(needsEscapes(text), needs);
    QCOMPARE(toEscapedText(text), escaped);
    QVERIFY(!needsEscapes(escaped));
    QCOMPARE(parseEscapedText(escaped).value(), text);
    QCOMPARE(toEscapedText(escaped, true), escaped);
}

void TestEscape::refusesBytesInText()
{
    QCOMPARE(parseEscapedText(uR"(\x0D\x7f)"_qs).value(), u"\r\x7f"_qs);
    QCOMPARE(parseEscapedText(u"\ufeff"_qs).value(), u"\ufeff"_qs);
    QCOMPARE(parseEscapedText(uR"(ab\x80)"_qs).error().position, 2);
    QCOMPARE(parseEscapedText(uR"(ab\q)"_qs).error().position, 2);
}

QTEST_GUILESS_MAIN(TestEscape)
#include "tst_escape.moc"
