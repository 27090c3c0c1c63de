// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/messageexpression.h"

#include <QRandomGenerator>
#include <QTest>

class TestMessageExpression : public QObject
{
    Q_OBJECT
private slots:
    void captures_data();
    void captures();
    void everyByteIsOneCharacter();
    void invalidBytesOfEachEncoding_data();
    void invalidBytesOfEachEncoding();
    void unfinishedCharacters();
    void badExpression();
};

void TestMessageExpression::captures_data()
{
    QTest::addColumn<QString>("encoding"); // empty: over bytes
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArrayList>("captured"); // empty: no match
    const auto row = [](const char *name, const char *encoding, const QString &expression, const QByteArray &message,
                        const QByteArrayList &captured) {
        QTest::newRow(name) << QString::fromLatin1(encoding) << expression << message << captured;
    };
    const auto hex = [](const char *digits) { return QByteArray::fromHex(digits); };
    row("text", "UTF-8", u"T=(\\d+)"_qs, "..T=12;", {"T=12", "12"});
    row("a group without a part", "UTF-8", u"(a)|(b)"_qs, "b", {"b", "", "b"});
    row("a group of nothing", "UTF-8", u"a()b"_qs, "ab", {"ab", ""});
    row("characters of several bytes", "UTF-8", u"(.)(.)$"_qs, "x你😀", {"你😀", "你", "😀"});
    row("letters", "UTF-8", u"(\\w+)"_qs, "。名字é1。", {"名字é1", "名字é1"});
    row("in GBK", "GBK", u"名=(.+)$"_qs, hex("c3fb3dd5c5ff"), {hex("c3fb3dd5c5ff"), hex("d5c5ff")});
    row("invalid bytes, one each", "UTF-8", u"^(.)(.)(.)$"_qs, "\xff\xfe\xc3",
        {"\xff\xfe\xc3", "\xff", "\xfe", "\xc3"});
    row("invalid by its value", "UTF-8", u"\\xff(\\x80)"_qs, "a\xff\x80", {"\xff\x80", "\x80"});
    row("invalid in a range", "UTF-8", u"^[\\x80-\\xff]+"_qs, "\x80\xfe\xffz", {"\x80\xfe\xff"});
    row("invalid before text", "UTF-8", u"^.(.)"_qs, "\xff你", {"\xff你", "你"});
    row("no byte within a character", "UTF-8", u"\\xe4"_qs, "你", {});
    row("a character by its number", "UTF-8", u"\\x{4f60}"_qs, "你", {"你"});
    row("a cut character", "UTF-8", u"^a(.)(.)$"_qs, "a\xe4\xbd", {"a\xe4\xbd", "\xe4", "\xbd"});
    row("NUL", "UTF-8", u"a\\x00(.)"_qs, QByteArray("a\0\0", 3), {QByteArray("a\0\0", 3), QByteArray("\0", 1)});
    row("NUL written", "UTF-8", QString(QChar(0)) + u"(b)"_qs, QByteArray("a\0b", 3), {QByteArray("\0b", 2), "b"});
    row("the dot and CR", "UTF-8", u"a(.)"_qs, "a\r", {"a\r", "\r"});
    row("the dot and LF", "UTF-8", u"a."_qs, "a\n", {});
    row("the dot and LF, (?s)", "UTF-8", u"(?s)a."_qs, "a\n", {"a\n"});
    row("the beginning is not that of a line", "UTF-8", u"^b"_qs, "a\nb", {});
    row("the beginning of a line, (?m)", "UTF-8", u"(?m)^b"_qs, "a\nb", {"b"});
    row("the end before LF", "UTF-8", u"a$"_qs, "a\n", {"a"});
    row("the end not before CR", "UTF-8", u"a$"_qs, "a\r\n", {});
    row("the very end", "UTF-8", u"a\\z"_qs, "a\n", {});
    row("U+FEFF", "UTF-8", u"^(.)a"_qs, hex("efbbbf61"), {hex("efbbbf61"), hex("efbbbf")});
    row("UTF-16", "UTF-16LE", u"^a(.)"_qs, hex("6100604f"), {hex("6100604f"), hex("604f")});
    row("UTF-16, its own LF", "UTF-16LE", u"^(.)$"_qs, hex("0a4e0a00"), {hex("0a4e"), hex("0a4e")});
    row("UTF-16, half a character", "UTF-16BE", u"a(.)$"_qs, hex("0061ff"), {hex("0061ff"), hex("ff")});
    row("UTF-16, lone surrogate", "UTF-16BE", u"^(.)(.)a"_qs, hex("d8000061"), {hex("d8000061"), hex("d8"), hex("00")});
    row("UTF-16, a pair", "UTF-16BE", u"^(.)a"_qs, hex("d83dde000061"), {hex("d83dde000061"), hex("d83dde00")});
    row("bytes", "", u"^(.)(.)(.)$"_qs, "你", {"你", "\xe4", "\xbd", "\xa0"});
    row("bytes by their value", "", u"\\xe4\\xbd(.)"_qs, "a你", {"你", "\xa0"});
    row("bytes, NUL and LF", "", u"(?s)^(..)\\x0a(.)"_qs, QByteArray("\0\xff\n\0", 4),
        {QByteArray("\0\xff\n\0", 4), QByteArray("\0\xff", 2), QByteArray("\0", 1)});
    row("bytes are no letters", "", u"^\\w"_qs, "\xe9", {});
    row("no character above FF", "", u"你"_qs, "你", {});
}

void TestMessageExpression::captures()
{
    QFETCH(QString, encoding);
    QFETCH(QString, expression);
    QFETCH(QByteArray, message);
    QFETCH(QByteArrayList, captured);
    const auto codec = encoding.isEmpty() ? nullptr : TextCodec::find(encoding).value();
    const auto made = MessageExpression::compile(expression, codec);
    QVERIFY2(made, made ? "" : qPrintable(made.error().message));
    QList<QByteArray> found;
    const auto end = made->find(made->textOf(message, true), found);
    QCOMPARE(end.has_value(), !captured.isEmpty());
    QCOMPARE(found, captured);
}

void TestMessageExpression::everyByteIsOneCharacter()
{
    for (int byte = 0; byte < 256; ++byte) {
        const auto made =
            MessageExpression::compile(u"(?s)\\A(\\x%1)(.)\\z"_qs.arg(byte, 2, 16, QLatin1Char('0')), nullptr);
        const QByteArray message = QByteArray(1, char(byte)) + char(255 - byte);
        QList<QByteArray> found;
        QVERIFY2(made->find(made->textOf(message, true), found), message.toHex().constData());
        QCOMPARE(found, (QList<QByteArray>{message, message.first(1), message.last(1)}));
    }
}

void TestMessageExpression::invalidBytesOfEachEncoding_data()
{
    QTest::addColumn<QString>("encoding");
    for (const char *name :
         {"UTF-8", "GBK", "GB18030", "Big5", "Shift_JIS", "EUC-KR", "UTF-16LE", "ASCII", "Windows-1252"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

/// For any bytes, the characters of a message cover all of them without overlap.
void TestMessageExpression::invalidBytesOfEachEncoding()
{
    QFETCH(QString, encoding);
    const auto made = MessageExpression::compile(u"(?s)\\A(.*?)(.)(.?)(.*)\\z"_qs, TextCodec::find(encoding).value());
    QRandomGenerator random(1);
    for (int round = 0; round < 2000; ++round) {
        QByteArray message;
        for (int size = random.bounded(1, 12); size > 0; --size)
            message.append(char(random.bounded(4) == 0 ? 'a' : random.bounded(256)));
        QList<QByteArray> found;
        QVERIFY(made->find(made->textOf(message, true), found));
        found.resize(5);
        QCOMPARE(found[0], message);
        QCOMPARE(found[1] + found[2] + found[3] + found[4], message);
        QVERIFY(!found[2].isEmpty() && found[2].size() <= 4);
    }
}

/// More bytes may complete them.
void TestMessageExpression::unfinishedCharacters()
{
    const auto made = MessageExpression::compile(u"a."_qs, TextCodec::find(u"UTF-8"_qs).value());
    QList<QByteArray> found;
    QVERIFY(!made->find(made->textOf("a\xe4\xbd", false), found));
    QVERIFY(found.isEmpty());
    QCOMPARE(made->find(made->textOf("a\xe4\xbd\xa0z", false), found).value(), 4);
}

void TestMessageExpression::badExpression()
{
    const auto made = MessageExpression::compile(u"ab("_qs, nullptr);
    QVERIFY(!made);
    QCOMPARE(made.error().position, 3);
}

QTEST_GUILESS_MAIN(TestMessageExpression)
#include "tst_messageexpression.moc"
