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
};

void TestEscape::parses_data()
{
    QTest::addColumn<QString>("codec");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("plain") << u"UTF-8"_qs << u"hello"_qs << QByteArray("hello");
    QTest::newRow("simple ones") << u"UTF-8"_qs << uR"(\n\r\t\0\a\b\f\v\e\\\"\')"_qs
                                 << QByteArray("\n\r\t\0\a\b\f\v\x1b\\\"'", 12);
    QTest::newRow("bytes as they are") << u"UTF-8"_qs << uR"(\x02a\xff\x03)"_qs
                                       << QByteArray("\x02"
                                                     "a\xff\x03");
    QTest::newRow("NUL, then a digit") << u"UTF-8"_qs << uR"(\07)"_qs
                                       << QByteArray("\0"
                                                     "7",
                                                     2);
    QTest::newRow("u4") << u"UTF-8"_qs << uR"(\u4F60!)"_qs << QByteArray("你!");
    QTest::newRow("u braces") << u"UTF-8"_qs << uR"(\u{1F600}\u{A})"_qs << QByteArray("😀\n");
    QTest::newRow("text in GBK, byte raw") << u"GBK"_qs << uR"(好\xff)"_qs << QByteArray("\xba\xc3\xff");
    QTest::newRow("newline in UTF-16") << u"UTF-16LE"_qs << uR"(A\n)"_qs << QByteArray("A\0\n\0", 4);
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

QTEST_GUILESS_MAIN(TestEscape)
#include "tst_escape.moc"
