// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/payload.h"

#include <QTest>

using Input = PayloadFormat::Input;
using Ending = PayloadFormat::LineEnding;

class TestPayload : public QObject
{
    Q_OBJECT
private slots:
    void builds_data();
    void builds();
    void errorKeepsItsPlace();
};

void TestPayload::builds_data()
{
    QTest::addColumn<QString>("codec");
    QTest::addColumn<PayloadFormat>("format");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("text") << u"UTF-8"_qs << PayloadFormat{} << u"你好"_qs << QByteArray("你好");
    QTest::newRow("gbk") << u"GBK"_qs << PayloadFormat{} << u"你好"_qs << QByteArray("\xc4\xe3\xba\xc3");
    QTest::newRow("lf") << u"UTF-8"_qs << PayloadFormat{Input::Text, false, Ending::Lf} << u"a"_qs << QByteArray("a\n");
    QTest::newRow("cr") << u"UTF-8"_qs << PayloadFormat{Input::Text, false, Ending::Cr} << u"a"_qs << QByteArray("a\r");
    QTest::newRow("crlf") << u"UTF-8"_qs << PayloadFormat{Input::Text, false, Ending::CrLf} << u"a"_qs
                          << QByteArray("a\r\n");
    QTest::newRow("crlf in utf-16") << u"UTF-16LE"_qs << PayloadFormat{Input::Text, false, Ending::CrLf} << u"a"_qs
                                    << QByteArray("a\0\r\0\n\0", 6);
    QTest::newRow("backslash is text") << u"UTF-8"_qs << PayloadFormat{} << uR"(\n)"_qs << QByteArray("\\n");
    QTest::newRow("escapes") << u"UTF-8"_qs << PayloadFormat{Input::Text, true, Ending::None} << uR"(\x01\n)"_qs
                             << QByteArray("\x01\n");
    QTest::newRow("hex") << u"UTF-16LE"_qs << PayloadFormat{Input::Hex, true, Ending::CrLf} << u"01 02"_qs
                         << QByteArray("\x01\x02\r\n");
    QTest::newRow("two lines") << u"UTF-8"_qs << PayloadFormat{} << u"a\nb"_qs << QByteArray("a\nb");
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

QTEST_GUILESS_MAIN(TestPayload)
#include "tst_payload.moc"
