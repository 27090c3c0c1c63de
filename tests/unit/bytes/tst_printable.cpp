// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/printable.h"

#include <QTest>

class TestPrintable : public QObject
{
    Q_OBJECT
private slots:
    void shows_data();
    void shows();
    void keepsMarks();
    void lines_data();
    void lines();
};

void TestPrintable::shows_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    QTest::newRow("plain") << u"abc 你好 😀"_qs << u"abc 你好 😀"_qs;
    QTest::newRow("NUL") << QString(u'\0') << u"␀"_qs;
    QTest::newRow("escape sequence") << u"\u001b[31mred"_qs << u"␛[31mred"_qs;
    QTest::newRow("line ending") << u"a\r\n"_qs << u"a␍␊"_qs;
    QTest::newRow("DEL") << u"\u007f"_qs << u"␡"_qs;
    QTest::newRow("C1") << u"\u0085"_qs << u"<U+0085>"_qs;
    QTest::newRow("bidi override") << u"a\u202eb\u202c"_qs << u"a<U+202E>b<U+202C>"_qs;
    QTest::newRow("zero width") << u"a\u200bb\ufeff"_qs << u"a<U+200B>b<U+FEFF>"_qs;
    QTest::newRow("markup stays text") << u"<b>&amp;</b>"_qs << u"<b>&amp;</b>"_qs;
}

void TestPrintable::shows()
{
    QFETCH(QString, text);
    QFETCH(QString, shown);
    const DecodedText printable = makePrintable({text, {}});
    QCOMPARE(printable.text, shown);
    // Differences from the text are marked.
    QCOMPARE(printable.spans.empty(), text == shown);
    for (const TextSpan &span : printable.spans)
        QCOMPARE(span.kind, SpanKind::Control);
}

void TestPrintable::keepsMarks()
{
    DecodedText text;
    text.text = u"a\n"_qs;
    text.appendBytes("\xff", SpanKind::Invalid);
    text.text += u"b"_qs;
    const DecodedText printable = makePrintable(text);
    QCOMPARE(printable.text, u"a␊\\xFFb"_qs);
    const std::vector<TextSpan> expected{{1, 1, SpanKind::Control}, {2, 4, SpanKind::Invalid}};
    QVERIFY(printable.spans == expected);
}

void TestPrintable::lines_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("lines");
    QTest::newRow("empty") << u""_qs << QStringList{u""_qs};
    QTest::newRow("one") << u"a"_qs << QStringList{u"a"_qs};
    QTest::newRow("ends with LF") << u"a\n"_qs << QStringList{u"a␊"_qs};
    QTest::newRow("all endings") << u"a\nb\r\nc\rd"_qs << QStringList{u"a␊"_qs, u"b␍␊"_qs, u"c␍"_qs, u"d"_qs};
    QTest::newRow("empty lines") << u"\n\n"_qs << QStringList{u"␊"_qs, u"␊"_qs};
    QTest::newRow("tab") << u"a\tb"_qs << QStringList{u"a\tb"_qs};
}

void TestPrintable::lines()
{
    QFETCH(QString, text);
    QFETCH(QStringList, lines);
    QStringList shown;
    for (const DecodedText &line : printableLines({text, {}}))
        shown.append(line.text);
    QCOMPARE(shown, lines);
}

QTEST_GUILESS_MAIN(TestPrintable)
#include "tst_printable.moc"
