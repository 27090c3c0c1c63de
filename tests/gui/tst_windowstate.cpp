// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Long because everything that the window remembers has its test here.
#include "tests/gui/windowfixture.h"
#include "widgets/log/find/filterbar.h"
#include "widgets/log/find/findbar.h"
#include "widgets/log/logarea.h"
#include "widgets/log/logview.h"
#include "widgets/mainmenu.h"
#include "widgets/pages/sessionpage.h"
#include "widgets/parts/messagebar.h"
#include "widgets/replies/ruleeditor.h"
#include "widgets/sending/messageedit.h"
#include "widgets/sending/sendlistpanel.h"

#include <csignal>
#include <sys/resource.h>

namespace {

/// Changes the content of a field, as a user would. Returns false when it has only one.
bool change(QWidget *widget)
{
    if (auto *text = qobject_cast<QPlainTextEdit *>(widget)) {
        if (!text->isReadOnly())
            text->insertPlainText(u"文"_qs);
        return !text->isReadOnly();
    }
    if (auto *number = qobject_cast<QSpinBox *>(widget)) {
        number->setValue(number->value() == number->maximum() ? number->minimum() : number->value() + 1);
        return true;
    }
    if (auto *box = qobject_cast<QComboBox *>(widget)) {
        if (box->count() > 1)
            box->setCurrentIndex((box->currentIndex() + 1) % box->count());
        return box->count() > 1;
    }
    if (auto *line = qobject_cast<QLineEdit *>(widget)) {
        if (line->isReadOnly() || qobject_cast<QAbstractSpinBox *>(line->parent()))
            return false;
        line->setText(line->text() + u'1');
        return true;
    }
    auto *button = qobject_cast<QAbstractButton *>(widget);
    if (!button || !button->isCheckable() || (button->isChecked() && button->autoExclusive()))
        return false;
    button->toggle();
    return true;
}

QString described(const QWidget &field)
{
    const auto *button = qobject_cast<const QAbstractButton *>(&field);
    return button && field.accessibleName().isEmpty() ? button->text() : field.accessibleName();
}

} // namespace

/// What is stored when the program is killed: a copy of the settings is what kill -9 leaves.
class TestWindowState : public QObject
{
    Q_OBJECT
private slots:
    void everyFieldIsStored_data();
    void everyFieldIsStored();
    void comesBack();
    void keepsOptionsOfAUrl();
    void keepsTabsInTheirOrder();
    void keepsTabsWithoutALog();
    void keepsDialogs();
    void keepsUnappliedRules();
    void keepsTheWindowsPlace();
    void twoWindows();
    void windowForUrls_data();
    void windowForUrls();
    void listsFollowTheOtherWindow();
    void reportsBadSettings();
    void reportsABadSendList();
    void reportsThatNothingIsStored();

private:
    /// What the file holds.
    static QByteArray stored(const WindowFixture &fixture, Settings::Key key)
    {
        return Settings(fixture.settings.file()).value(key).toByteArray();
    }
    static QJsonArray storedTabs(const WindowFixture &fixture)
    {
        return QJsonDocument::fromJson(stored(fixture, Settings::Key::Tabs)).array();
    }
    static QJsonArray tabs(const WindowFixture &fixture)
    {
        QJsonArray all;
        for (int i = 0; i < fixture.window.tabs()->count(); ++i)
            all.append(qobject_cast<SessionPage *>(fixture.window.tabs()->widget(i))->save());
        return all;
    }
    static QStringList titles(const WindowFixture &fixture)
    {
        QStringList all;
        for (int i = 0; i < fixture.window.tabs()->count(); ++i)
            all.append(fixture.window.tabs()->tabText(i));
        return all;
    }
    /// The folder as a program killed now would leave it.
    static std::unique_ptr<QTemporaryDir> afterKill(const WindowFixture &fixture)
    {
        auto folder = std::make_unique<QTemporaryDir>();
        QFile::copy(fixture.settings.file(), folder->filePath(u"socketscope.json"_qs));
        return folder;
    }
};

void TestWindowState::everyFieldIsStored_data()
{
    QTest::addColumn<int>("role");
    QTest::newRow("TCP server") << 0;
    QTest::newRow("TCP client") << 1;
    QTest::newRow("UDP") << 2;
}

/// Every visible field is stored, but for those that concern the moment.
void TestWindowState::everyFieldIsStored()
{
    QFETCH(const int, role);
    const QStringList ofTheMoment{u"Pause view"_qs, u"Auto-scroll"_qs, u"Target"_qs};
    WindowFixture fixture;
    fixture.begin();
    SessionPage &page = *fixture.window.currentSessionPage();
    existing<QComboBox>(page, "Role").setCurrentIndex(role);
    existing<QComboBox>(page, "Reply with").setCurrentIndex(6); // files: enables the folder
    page.logArea().startFilter();
    page.logArea().startFind();
    QSignalSpy changed(&page, &SessionPage::changed);
    int fields = 0;
    for (QWidget *field : page.findChildren<QWidget *>()) {
        if (!field->isVisibleTo(&page) || described(*field) == u"Role" || ofTheMoment.contains(described(*field)))
            continue;
        const QJsonObject before = page.save();
        const qsizetype told = changed.size();
        if (!change(field))
            continue;
        ++fields;
        QVERIFY2(page.save() != before, qPrintable(u"not stored: %1"_qs.arg(described(*field))));
        QVERIFY2(changed.size() > told, qPrintable(u"not told: %1"_qs.arg(described(*field))));
    }
    QVERIFY2(fields > 25, qPrintable(QString::number(fields)));
    QTRY_COMPARE(storedTabs(fixture), tabs(fixture));
}

void TestWindowState::comesBack()
{
    WindowFixture first;
    first.begin();
    SessionPage &page = *first.window.currentSessionPage();
    existing<QComboBox>(page, "Role").setCurrentIndex(1);
    existing<QLineEdit>(page, "Remote port").setText(u"not a port"_qs);
    existing<QComboBox>(page, "Encoding").setCurrentText(u"GBK"_qs);
    existing<MessageEdit>(page, "Message").setPlainText(u"a draft\nof two lines"_qs);
    page.logArea().startFilter();
    existing<QLineEdit>(page, "Filter by content").setText(u"error"_qs);
    existing<QLineEdit>(page, "Smallest size in bytes").setText(u"7"_qs);
    page.logArea().startFind();
    existing<QLineEdit>(page, "Find").setText(u"0D 0A"_qs);
    page.logView().setFocus();
    QTest::keyClick(&page.logView(), Qt::Key_Plus, Qt::ControlModifier);
    QCOMPARE(page.logView().zoomSteps(), 1);
    page.setHistory({u"earlier"_qs});
    Q_EMIT page.historyChanged();
    QTRY_COMPARE(storedTabs(first), tabs(first));

    const auto left = afterKill(first);
    WindowFixture second(left->path());
    second.begin();
    const SessionPage &again = *second.window.currentSessionPage();
    QCOMPARE(existing<QComboBox>(again, "Role").currentIndex(), 1);
    QCOMPARE(existing<QLineEdit>(again, "Remote port").text(), u"not a port"_qs);
    QCOMPARE(existing<QComboBox>(again, "Encoding").currentText(), u"GBK"_qs);
    QCOMPARE(existing<MessageEdit>(again, "Message").toPlainText(), u"a draft\nof two lines"_qs);
    QCOMPARE(existing<QLineEdit>(again, "Filter by content").text(), u"error"_qs);
    QCOMPARE(existing<QLineEdit>(again, "Find").text(), u"0D 0A"_qs);
    QCOMPARE(again.history(), QStringList{u"earlier"_qs});
    QCOMPARE(again.logView().zoomSteps(), 1);
    QCOMPARE(tabs(second), tabs(first));
    QTRY_VERIFY(again.logArea().filter()); // it is applied, not only filled in
}

/// Options without a field are restored too, but not the capture file, which would be overwritten.
void TestWindowState::keepsOptionsOfAUrl()
{
    WindowFixture first;
    first.begin();
    const QString options = u"keepalive=7&half-closed=5&nodelay=0&reconnect=1&timeout=3000"_qs;
    SessionPage &page = *first.window.currentSessionPage();
    page.setUrl(EndpointUrl::parse(u"tcp://127.0.0.1:9?capture=x.pcapng&encoding=GBK&"_qs + options).value());
    SessionPage &again = *first.window.addTab();
    again.restore(page.save());
    QCOMPARE(again.save(), page.save());
    QVERIFY(!QJsonDocument(page.save()).toJson().contains("x.pcapng"));
    again.open();
    const EndpointUrl opened = again.session().url();
    QCOMPARE(opened.keepAlive.idleSeconds, 7);
    QVERIFY(opened.halfClosedSeconds == 5);
    QCOMPARE(opened.timeoutMs, 3000);
    QVERIFY(opened.reconnect && !opened.noDelay);
    QCOMPARE(opened.remoteHost, u"127.0.0.1"_qs);
    QCOMPARE(opened.remotePort, quint16(9));
}

void TestWindowState::keepsTabsInTheirOrder()
{
    WindowFixture first;
    first.begin();
    for (const char *port : {"1001", "1002", "1003"})
        existing<QLineEdit>(*first.window.addTab(), "Local port").setText(QString::fromLatin1(port));
    QTRY_COMPARE(storedTabs(first), tabs(first));
    first.window.tabs()->tabBar()->moveTab(3, 1);
    Q_EMIT first.window.tabs()->tabCloseRequested(0);
    first.window.tabs()->setCurrentIndex(1);
    QTRY_COMPARE(storedTabs(first), tabs(first));
    QTRY_COMPARE(stored(first, Settings::Key::CurrentTab), "1");

    const auto left = afterKill(first);
    WindowFixture second(left->path());
    second.begin();
    QCOMPARE(titles(second), QStringList({u"Server :1003"_qs, u"Server :1001"_qs, u"Server :1002"_qs}));
    QCOMPARE(second.window.tabs()->currentIndex(), 1);
}

/// Tabs for which no log can be created are restored at the next start.
void TestWindowState::keepsTabsWithoutALog()
{
    QTemporaryDir folder;
    {
        WindowFixture first(folder.path());
        first.begin();
        existing<QLineEdit>(*first.window.addTab(), "Local port").setText(u"1001"_qs);
        first.window.close();
    }
    const QString captures = folder.filePath(u"captures"_qs);
    QVERIFY(QDir(captures).removeRecursively());
    QFile inTheWay(captures);
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    {
        WindowFixture second(folder.path());
        int warnings = 0;
        QTimer closer;
        connect(&closer, &QTimer::timeout, &closer, [&warnings] {
            if (QWidget *warning = QApplication::activeModalWidget()) {
                ++warnings;
                warning->close();
            }
        });
        closer.start(10);
        second.begin();
        QCOMPARE(warnings, 1);
        QCOMPARE(second.window.tabs()->count(), 0);
        second.window.close();
    }
    QVERIFY(inTheWay.remove());
    WindowFixture third(folder.path());
    third.begin();
    QCOMPARE(titles(third), QStringList({u"Server :8080"_qs, u"Server :1001"_qs}));
}

/// Also of a dialog that was never closed.
void TestWindowState::keepsDialogs()
{
    WindowFixture first;
    first.begin();
    Q_EMIT first.window.findChild<MainMenu *>()->generateTraffic();
    existing<QSpinBox>(first.window, "Size").setValue(321);
    QTRY_VERIFY(stored(first, Settings::Key::SendDialogs).contains("321"));

    const auto left = afterKill(first);
    WindowFixture second(left->path());
    second.begin();
    Q_EMIT second.window.findChild<MainMenu *>()->generateTraffic();
    QCOMPARE(existing<QSpinBox>(second.window, "Size").value(), 321);
}

/// Rules being edited, valid or not, are restored in the editor, and are not used before they are applied.
void TestWindowState::keepsUnappliedRules()
{
    WindowFixture first;
    first.begin();
    SessionPage &page = *first.window.currentSessionPage();
    existing<QComboBox>(page, "Reply with").setCurrentIndex(7);
    const auto openEditor = [](WindowFixture &fixture) {
        buttonIn(*fixture.window.currentSessionPage(), u"Edit rules…"_qs)->click();
        return fixture.window.findChild<RuleEditor *>();
    };
    RuleEditor *editor = openEditor(first);
    QVERIFY(editor);
    WrittenRule bad;
    bad.when = WrittenRule::When::Hex;
    bad.pattern = u"4"_qs;
    WrittenRules rules{{bad, {}}, u"line"_qs};
    editor->setDraft(rules);
    QTRY_VERIFY(stored(first, Settings::Key::Tabs).contains("draft"));
    QTRY_COMPARE(storedTabs(first), tabs(first));

    const auto left = afterKill(first);
    WindowFixture second(left->path());
    second.begin();
    editor = openEditor(second);
    QVERIFY(editor);
    QVERIFY(editor->rules() == rules);
    editor->setDraft({}); // as it was
    editor->reject();
    QTRY_VERIFY(!tabs(second)[0][u"replies"][u"draft"].isObject());
}

void TestWindowState::keepsTheWindowsPlace()
{
    WindowFixture first;
    first.begin();
    first.window.resize(900, 640);
    Q_EMIT first.window.findChild<MainMenu *>()->toggleSendList();
    QVERIFY(first.window.height() == 640); // the width may have to be larger
    QTRY_COMPARE(stored(first, Settings::Key::WindowGeometry), first.window.saveGeometry());
    QTRY_COMPARE(stored(first, Settings::Key::WindowState), first.window.saveState());

    const auto left = afterKill(first);
    WindowFixture second(left->path());
    second.begin();
    QCOMPARE(second.window.size(), first.window.size());
    QVERIFY(second.window.findChild<SendListPanel *>()->isVisible());
}

/// Each keeps its own tabs; the next one that is started alone has them all, once.
void TestWindowState::twoWindows()
{
    const QTemporaryDir folder;
    const auto name = [](WindowFixture &fixture, const QString &port) {
        existing<QLineEdit>(*fixture.window.currentSessionPage(), "Local port").setText(port);
    };
    {
        WindowFixture first(folder.path());
        first.begin();
        name(first, u"1001"_qs);
        WindowFixture second(folder.path());
        second.begin();
        QCOMPARE(titles(second), QStringList{u"Server :8080"_qs});
        name(second, u"1002"_qs);
        WindowFixture idle(folder.path()); // not used
        idle.begin();
        first.window.close();
        second.window.close();
        idle.window.close();
    }
    for (int i = 0; i < 2; ++i) {
        WindowFixture third(folder.path());
        third.begin();
        QCOMPARE(titles(third), QStringList({u"Server :1001"_qs, u"Server :1002"_qs}));
        third.window.close();
    }
}

void TestWindowState::windowForUrls_data()
{
    QTest::addColumn<bool>("killed");
    QTest::newRow("closed") << false;
    QTest::newRow("killed") << true;
}

/// A window for URLs of the command line does not replace the stored tabs.
void TestWindowState::windowForUrls()
{
    QFETCH(const bool, killed);
    QTemporaryDir folder;
    {
        WindowFixture first(folder.path());
        first.begin();
        existing<QLineEdit>(*first.window.currentSessionPage(), "Local port").setText(u"1001"_qs);
        first.window.close();
    }
    std::unique_ptr<QTemporaryDir> left;
    {
        WindowFixture second(folder.path());
        const auto url = EndpointUrl::parse(u"udp-server://127.0.0.1:0"_qs).value();
        second.language.use(u"en"_qs);
        second.window.addTab(&url);
        second.window.show();
        existing<MessageEdit>(second.window, "Message").setPlainText(u"typed"_qs);
        const auto crashed = [&] { return storedValue(second.settings.file(), u"window2/tabs"_qs).toString(); };
        QTRY_VERIFY(crashed().contains(u"typed"));
        left = afterKill(second);
        second.window.close();
        QVERIFY(crashed().isEmpty());
    }
    WindowFixture third(killed ? left->path() : folder.path());
    third.begin();
    QStringList expected{u"Server :1001"_qs};
    if (killed)
        expected.append(u"UDP :0"_qs);
    QCOMPARE(titles(third), expected);
}

/// The history and the send list of one window are read by the other when it is activated.
void TestWindowState::listsFollowTheOtherWindow()
{
    const QTemporaryDir folder;
    WindowFixture first(folder.path());
    first.begin();
    WindowFixture second(folder.path());
    second.begin();
    second.settings.setValue(Settings::Key::History, QStringList{u"sent there"_qs});
    second.settings.setValue(Settings::Key::SendEntries, QByteArray(R"([{"name": "listed there", "text": "x"}])"));
    second.settings.sync();
    first.settings.refresh();
    QTRY_COMPARE(first.window.currentSessionPage()->history(), QStringList{u"sent there"_qs});
    const auto *list = first.window.findChild<SendListPanel *>()->findChild<QTableView *>()->model();
    QTRY_COMPARE(list->rowCount(), 1);
    QCOMPARE(list->index(0, 0).data().toString(), u"listed there"_qs);
}

void TestWindowState::reportsBadSettings()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"socketscope.json"_qs));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray(100, '\0')) == 100);
    file.close();
    WindowFixture fixture(folder.path());
    fixture.begin();
    QStringList told;
    for (const MessageBar *bar : fixture.window.findChildren<MessageBar *>()) {
        if (bar->isVisible())
            told.append(bar->text());
    }
    QCOMPARE(told.size(), 1);
    QVERIFY2(told[0].contains(u"socketscope.json.kept-"), qPrintable(told[0]));
}

void TestWindowState::reportsABadSendList()
{
    const QTemporaryDir folder;
    {
        Settings settings(folder.filePath(u"socketscope.json"_qs));
        settings.setValue(Settings::Key::SendEntries, QByteArray(R"([{"unknown": 1}])"));
        settings.setValue(Settings::Key::Theme, u"dark"_qs);
    }
    WindowFixture fixture(folder.path());
    fixture.begin();
    QVERIFY2(fixture.settings.problem().contains(u"Some of the settings"), qPrintable(fixture.settings.problem()));
    QCOMPARE(QDir(folder.path()).entryList({u"*.kept-*"_qs}).size(), 1);
    QCOMPARE(fixture.settings.value(Settings::Key::Theme).toString(), u"dark"_qs);
}

/// Once, in the window, until it works again.
void TestWindowState::reportsThatNothingIsStored()
{
    WindowFixture fixture;
    fixture.begin();
    const auto told = [&] {
        for (const MessageBar *bar : fixture.window.findChildren<MessageBar *>()) {
            if (bar->isVisible() && bar->text().contains(u"cannot be stored"))
                return true;
        }
        return false;
    };
    auto &message = existing<MessageEdit>(*fixture.window.currentSessionPage(), "Message");
    rlimit usual = {};
    getrlimit(RLIMIT_FSIZE, &usual);
    const rlimit full = {0, usual.rlim_max};
    std::signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &full);
    message.setPlainText(u"x"_qs);
    QTRY_VERIFY(told());
    setrlimit(RLIMIT_FSIZE, &usual);
    message.setPlainText(u"xy"_qs);
    fixture.settings.sync();
    QTRY_VERIFY(!told());
}

QTEST_MAIN(TestWindowState)
#include "tst_windowstate.moc"
