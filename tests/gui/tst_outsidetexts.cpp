// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Labels and tool tips with texts from outside: long words, and what looks like rich text.
#include "widgets/parts/plaintooltip.h"
#include "widgets/parts/wrappedlabel.h"

class TestOutsideTexts : public QObject
{
    Q_OBJECT

private slots:
    /// A label breaks anywhere, and what is copied is the text itself.
    void wrappedLabel()
    {
        WrappedLabel label;
        const QString text = QString(300, u'w') + u"\n<b>/tmp/a b</b>"_qs;
        label.setText(text);
        QVERIFY(label.minimumSizeHint().width() < 150);
        QVERIFY(label.heightForWidth(200) > 4 * label.fontMetrics().height());
        label.resize(200, label.heightForWidth(200));
        label.show();
        QTest::keyClick(&label, Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(label.selectedText(), text);
        QTest::keyClick(&label, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), text);
        QTest::mousePress(&label, Qt::LeftButton, {}, QPoint(0, 2));
        QTest::mouseMove(&label, QPoint(150, 2));
        QTest::mouseRelease(&label, Qt::LeftButton, {}, QPoint(150, 2));
        label.setText(u"another"_qs);
        label.grab();
        QCOMPARE(label.selectedText(), QString()); // of the text before
    }

    void plainToolTips()
    {
        QCOMPARE(plainToolTip(u"short & <plain"_qs), u"short & <plain"_qs);
        QVERIFY(plainToolTip(u"<b>bold</b>"_qs).contains(u"&lt;b&gt;bold"));
        const QString tip = plainToolTip(QString(300, u'w'));
        QVERIFY(Qt::mightBeRichText(tip));
        QTextDocument document;
        document.setHtml(tip);
        document.setTextWidth(400);
        QVERIFY(document.size().width() <= 400);
    }
};

QTEST_MAIN(TestOutsideTexts)
#include "tst_outsidetexts.moc"
