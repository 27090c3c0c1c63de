// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/network/receivepanel.h"
#include "widgets/sending/messageedit.h"
#include "widgets/sending/sendbox.h"

namespace {

struct Box
{
    SendBox box;

    explicit Box(const QString &encoding, const PayloadFormat &format = {})
    {
        box.resize(900, 120);
        box.setFormat(format, TextCodec::find(encoding).value());
        box.show();
    }

    void type(const QString &text) { box.edit()->setPlainText(text); }
    QString status() const { return box.findChild<QLabel *>()->text(); }
    /// The replacement offered; null if there is none.
    QPushButton *offer() const
    {
        for (QPushButton *button : box.findChildren<QPushButton *>()) {
            if (button->isVisible() && button->accessibleName() != u"Send")
                return button;
        }
        return nullptr;
    }
};

} // namespace

class TestSendBox : public QObject
{
    Q_OBJECT
private slots:
    void offersTheNearest();
    void offersAllAtOnce();
    void offersNothing_data();
    void offersNothing();
    void encodingThatTakesTheNearest();
    void showsWhatHexWasRecognized();
    void encodingsKnowTheirAliases();
};

void TestSendBox::offersTheNearest()
{
    Box f(u"GBK"_qs);
    f.type(u"温度3〜5"_qs);
    QVERIFY(f.status().contains(u"U+301C") && f.status().contains(u"U+FF5E"));
    QVERIFY(f.offer());
    QVERIFY(f.offer()->text().contains(u'～'));
    QVERIFY(f.offer()->toolTip().contains(u"U+301C"));
    QCOMPARE(f.box.edit()->text(), u"温度3〜5"_qs); // the text is not changed yet
    f.offer()->click();
    QCOMPARE(f.box.edit()->text(), u"温度3～5"_qs);
    QVERIFY(!f.offer());
    QVERIFY(f.status().contains(u"33 A1 AB 35")); // the bytes as they will go out
    QCOMPARE(f.box.payload().value(), QByteArray::fromHex("cec2b6c833a1ab35"));
    f.box.edit()->undo();
    QCOMPARE(f.box.edit()->text(), u"温度3〜5"_qs);
    QVERIFY(f.offer());
}

void TestSendBox::offersAllAtOnce()
{
    Box f(u"Shift_JIS"_qs);
    f.type(u"¥5\n〜¥9😀"_qs); // the last one has no similar character
    QVERIFY(f.offer());
    f.offer()->click();
    QCOMPARE(f.box.edit()->text(), u"￥5\n～￥9😀"_qs);
    QVERIFY(!f.offer());
    QVERIFY(f.status().contains(u"U+1F600"));
    f.box.edit()->undo();
    QCOMPARE(f.box.edit()->text(), u"¥5\n〜¥9😀"_qs); // in one step
}

void TestSendBox::offersNothing_data()
{
    QTest::addColumn<QString>("encoding");
    QTest::addColumn<PayloadFormat>("format");
    QTest::addColumn<QString>("text");
    QTest::newRow("can be written") << u"GBK"_qs << PayloadFormat{} << u"～"_qs;
    QTest::newRow("has no similar one") << u"GBK"_qs << PayloadFormat{} << u"😀〜"_qs;
    QTest::newRow("UTF-8") << u"UTF-8"_qs << PayloadFormat{} << u"〜"_qs;
    QTest::newRow("hex") << u"GBK"_qs << PayloadFormat{.input = PayloadFormat::Input::Hex} << u"〜"_qs;
    QTest::newRow("by number") << u"GBK"_qs << PayloadFormat{.escapes = true} << u"\\u301C〜"_qs;
}

void TestSendBox::offersNothing()
{
    QFETCH(QString, encoding);
    QFETCH(PayloadFormat, format);
    QFETCH(QString, text);
    Box f(encoding, format);
    f.type(text);
    QVERIFY(!f.offer());
    f.box.showError(u"something else"_qs);
    QVERIFY(!f.offer());
}

void TestSendBox::encodingThatTakesTheNearest()
{
    Box f(u"GBK,nearest"_qs);
    f.type(u"3〜"_qs);
    QVERIFY(!f.offer());
    QVERIFY(f.status().contains(u"33 A1 AB"));
}

void TestSendBox::showsWhatHexWasRecognized()
{
    Box f(u"UTF-8"_qs, {.input = PayloadFormat::Input::Hex});
    f.type(u"00000000: 3031 6162  01ab\n00000004: ff  .\n"_qs);
    QCOMPARE(f.status(), u"xxd dump, 5 byte(s): 30 31 61 62 FF"_qs);
    f.type(u"b'\\x01A'"_qs);
    QCOMPARE(f.status(), u"Python bytes, 2 byte(s): 01 41"_qs);
    f.type(u"AA:BB"_qs);
    QCOMPARE(f.status(), u"2 byte(s): AA BB"_qs);
    f.type(u"00000000: 3031 6162  01ac\n"_qs);
    QVERIFY2(f.status().contains(u"text column") && f.status().contains(u"22"), qPrintable(f.status()));
    f.box.setFormat({}, TextCodec::find(u"UTF-8"_qs).value());
    QVERIFY(!f.status().contains(u"dump"));
}

void TestSendBox::encodingsKnowTheirAliases()
{
    ReceivePanel panel;
    const auto *encodings = panel.findChild<QComboBox *>();
    QCOMPARE(encodings->count(), TextCodec::names().size());
    QVERIFY(encodings->itemData(encodings->findText(u"EUC-KR"_qs), Qt::ToolTipRole).toString().contains(u"CP949"));
    QVERIFY(panel.setEncoding(u"windows-949"_qs));
    QCOMPARE(panel.encoding(), u"EUC-KR"_qs);
    QVERIFY(panel.setEncoding(u"cp936,nearest"_qs));
    QCOMPARE(panel.encoding(), u"GBK,nearest"_qs);
    QVERIFY(!panel.setEncoding(u"klingon"_qs));
    QCOMPARE(panel.encoding(), u"GBK,nearest"_qs);
}

QTEST_MAIN(TestSendBox)
#include "tst_sendbox.moc"
