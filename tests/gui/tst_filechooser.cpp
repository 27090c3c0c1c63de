// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/parts/filechooser.h"

/// The real dialog for the name of a file to write to.
class TestFileChooser : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs); }
    void addsTheSuffix_data();
    void addsTheSuffix();
    void asksBeforeItReplaces();

private:
    static constexpr const char *filters = "JSON (*.json);;CSV (*.csv);;All files (*)";

    /// What a user does when the dialog is shown.
    static QString choose(const QString &folder, QString *filter, const std::function<void(QFileDialog &)> &use)
    {
        QTimer::singleShot(0, qApp, [use] {
            auto *dialog = qobject_cast<QFileDialog *>(QApplication::activeModalWidget());
            QVERIFY(dialog);
            const auto close = qScopeGuard([dialog] {
                if (dialog->isVisible()) // a check has failed
                    dialog->reject();
            });
            use(*dialog);
        });
        return FileChooser().saveName(nullptr, u"Save"_qs, folder + u"/list.json"_qs, QString::fromLatin1(filters),
                                      filter);
    }
    static void type(const QFileDialog &dialog, const QString &name)
    {
        dialog.findChild<QLineEdit *>(u"fileNameEdit"_qs)->setText(name);
    }
};

void TestFileChooser::addsTheSuffix_data()
{
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("then");
    QTest::addColumn<QString>("typed"); // empty: as suggested
    QTest::addColumn<QString>("chosen");
    const QString json = u"JSON (*.json)"_qs;
    const QString csv = u"CSV (*.csv)"_qs;
    const QString all = u"All files (*)"_qs;
    QTest::newRow("as suggested") << json << QString() << QString() << u"list.json"_qs;
    QTest::newRow("other filter, as suggested") << json << csv << QString() << u"list.csv"_qs;
    QTest::newRow("no suffix") << json << QString() << u"mine"_qs << u"mine.json"_qs;
    QTest::newRow("filter at first") << csv << QString() << u"mine"_qs << u"mine.csv"_qs;
    QTest::newRow("other filter") << json << csv << u"mine"_qs << u"mine.csv"_qs;
    QTest::newRow("and back") << csv << json << u"mine"_qs << u"mine.json"_qs;
    QTest::newRow("suffix of one's own") << json << csv << u"mine.txt"_qs << u"mine.txt"_qs;
    QTest::newRow("all files") << json << all << u"mine"_qs << u"mine"_qs;
}

void TestFileChooser::addsTheSuffix()
{
    QFETCH(QString, first);
    QFETCH(QString, then);
    QFETCH(QString, typed);
    QFETCH(QString, chosen);
    const QTemporaryDir folder;
    QString filter = first;
    const QString name = choose(folder.path(), &filter, [&](QFileDialog &dialog) {
        QCOMPARE(dialog.selectedNameFilter(), first);
        if (!then.isEmpty()) {
            dialog.selectNameFilter(then);
            Q_EMIT dialog.filterSelected(then); // as its box does it
        }
        if (!typed.isEmpty())
            type(dialog, typed);
        dialog.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save)->click();
    });
    QCOMPARE(name, folder.filePath(chosen));
    QCOMPARE(filter, then.isEmpty() ? first : then);
}

void TestFileChooser::asksBeforeItReplaces()
{
    const QTemporaryDir folder;
    QFile there(folder.filePath(u"mine.csv"_qs));
    QVERIFY(there.open(QIODevice::WriteOnly));
    bool asked = false;
    QString filter = u"CSV (*.csv)"_qs;
    const QString name = choose(folder.path(), &filter, [&](QFileDialog &dialog) {
        type(dialog, u"mine"_qs);
        QTimer::singleShot(0, &dialog, [&] {
            auto *question = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
            asked = question && question->text().contains(u"mine.csv"_qs);
            if (question)
                question->button(QMessageBox::No)->click();
        });
        dialog.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save)->click();
        dialog.reject();
    });
    QVERIFY(asked);
    QVERIFY(name.isEmpty());
}

QTEST_MAIN(TestFileChooser)
#include "tst_filechooser.moc"
