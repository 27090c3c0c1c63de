// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT

// The dialogs of the menu Tools while the language changes.
#include "tests/gui/sendingfixture.h"
#include "widgets/sending/jobs/tooldialog.h"
#include "widgets/sending/sendtools.h"

namespace {

QStringList cellsOf(const QTableWidget &table)
{
    QStringList words;
    for (int row = 0; row < table.rowCount(); ++row)
        words << table.verticalHeaderItem(row)->text() << table.item(row, 0)->text();
    return words;
}

/// All words of a dialog, of each of its parts.
QStringList wordsOf(const QDialog &dialog)
{
    QStringList words{dialog.windowTitle()};
    for (const QWidget *part : dialog.findChildren<QWidget *>()) {
        words << part->accessibleName() << part->toolTip();
        if (const auto *label = qobject_cast<const QLabel *>(part))
            words << label->text();
        else if (const auto *button = qobject_cast<const QAbstractButton *>(part))
            words << button->text();
        else if (const auto *box = qobject_cast<const QAbstractSpinBox *>(part))
            words << box->text() << box->specialValueText();
        else if (const auto *table = qobject_cast<const QTableWidget *>(part))
            words << cellsOf(*table);
        const auto *choice = qobject_cast<const QComboBox *>(part);
        for (int i = 0; choice && i < choice->count(); ++i)
            words << choice->itemText(i);
    }
    words.sort();
    return words;
}

using Open = void (SendTools::*)();

} // namespace

Q_DECLARE_METATYPE(Open)

class TestToolDialogs : public QObject
{
    Q_OBJECT
private slots:
    void init() { m_window = std::make_unique<SendingFixture>(); }
    void cleanup() { m_window.reset(); }
    void changeTheirLanguage_data();
    void changeTheirLanguage();
    void showErrorsInTheNewLanguage();
    void jobsChangeTheirLanguage_data();
    void jobsChangeTheirLanguage();

private:
    SendTools &tools() { return *m_window->window.findChild<SendTools *>(); }

    std::unique_ptr<SendingFixture> m_window;
};

void TestToolDialogs::changeTheirLanguage_data()
{
    QTest::addColumn<Open>("open");
    QTest::addColumn<QString>("url");
    const QString tcp = u"tcp-server://127.0.0.1:0"_qs;
    const QString udp = u"udp-server://127.0.0.1:0"_qs;
    QTest::newRow("file") << Open(&SendTools::openFileDialog) << tcp;
    QTest::newRow("file in datagrams") << Open(&SendTools::openFileDialog) << udp;
    QTest::newRow("generator") << Open(&SendTools::openGenerator) << tcp;
    QTest::newRow("pieces") << Open(&SendTools::openPieces) << tcp;
    QTest::newRow("UDP test") << Open(&SendTools::openUdpTest) << udp;
}

/// An open dialog has the same texts as one opened afterwards, and keeps its fields.
void TestToolDialogs::changeTheirLanguage()
{
    QFETCH(Open, open);
    QFETCH(QString, url);
    m_window->open(url);
    (tools().*open)();
    QPointer<ToolDialog> dialog = m_window->dialog<ToolDialog>();
    for (QSpinBox *box : dialog->findChildren<QSpinBox *>()) {
        if (box->isVisible())
            box->stepUp();
    }
    const QJsonObject entered = dialog->save();
    const QString title = dialog->windowTitle();
    m_window->language.use(u"zh_CN"_qs);
    QTRY_VERIFY(dialog->windowTitle() != title);
    QCoreApplication::sendPostedEvents();
    QCOMPARE(dialog->save(), entered);
    const QStringList changed = wordsOf(*dialog);
    dialog->close();
    QTRY_VERIFY(!dialog);
    (tools().*open)();
    dialog = m_window->dialog<ToolDialog>();
    QCOMPARE(dialog->save(), entered);
    QCOMPARE(changed, wordsOf(*dialog));
    m_window->language.use(u"en"_qs);
    QTRY_COMPARE(dialog->windowTitle(), title);
}

void TestToolDialogs::showErrorsInTheNewLanguage()
{
    m_window->open(u"tcp-server://127.0.0.1:0"_qs);
    tools().openFileDialog();
    auto *dialog = m_window->dialog<ToolDialog>();
    const auto isShown = [&] {
        const QString text = QCoreApplication::translate("SendFileDialog", "Choose a file.");
        const auto labels = dialog->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(),
                           [&](const QLabel *label) { return label->isVisible() && label->text() == text; });
    };
    buttonIn(*dialog, u"Start"_qs)->click();
    QVERIFY(isShown());
    for (const char *language : {"zh_CN", "en"}) {
        m_window->language.use(QString::fromLatin1(language));
        QVERIFY(!isShown()); // the events are posted
        QTRY_VERIFY(isShown());
    }
}

void TestToolDialogs::jobsChangeTheirLanguage_data()
{
    QTest::addColumn<int>("count");
    QTest::newRow("running") << 0; // until stopped
    QTest::newRow("done") << 1;
}

/// The bar of a job, as long as it is shown.
void TestToolDialogs::jobsChangeTheirLanguage()
{
    QFETCH(int, count);
    QTcpSocket client;
    m_window->open(u"tcp-server://127.0.0.1:0"_qs);
    m_window->connectClient(client);
    tools().openGenerator();
    auto *dialog = m_window->dialog<ToolDialog>();
    named<QSpinBox>(*dialog, u"Messages"_qs)->setValue(count);
    named<QDoubleSpinBox>(*dialog, u"Rate"_qs)->setValue(1);
    buttonIn(*dialog, u"Start"_qs)->click();
    QTRY_COMPARE(m_window->page().sending().isRunning(), count == 0);
    QTRY_VERIFY(!m_window->bar().text().isEmpty());
    const auto words = [this] {
        QStringList all;
        for (const QLabel *label : m_window->bar().findChildren<QLabel *>())
            all << label->text();
        return all;
    };
    const QStringList english = words();
    QVERIFY(english.contains(u"Traffic generator"_qs));
    m_window->language.use(u"zh_CN"_qs);
    const QString title = QCoreApplication::translate("GeneratorDialog", "Traffic generator");
    QVERIFY(title != u"Traffic generator");
    QTRY_VERIFY(words().contains(title));
    if (count == 1)
        QVERIFY(words().size() == 2 && !words().contains(english.at(1)) && !words().contains(english.at(0)));
    m_window->language.use(u"en"_qs);
    QTRY_VERIFY(words().contains(u"Traffic generator"_qs));
    m_window->page().sending().stop();
}

QTEST_MAIN(TestToolDialogs)
#include "tst_tooldialogs.moc"
