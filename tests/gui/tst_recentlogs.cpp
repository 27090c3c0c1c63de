// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Long because each way in which a log can end is one test of the same window.
#include "tests/gui/windowfixture.h"
#include "tests/unit/log/readonlyfolder.h"
#include "widgets/captures/keeplogsdialog.h"
#include "widgets/captures/recentlogs.h"
#include "widgets/log/logscroller.h"
#include "widgets/log/logview.h"
#include "widgets/mainmenu.h"
#include "widgets/pages/capturepage.h"
#include "widgets/pages/sessionpage.h"
#include "widgets/parts/messagebar.h"
#include "widgets/sending/messageedit.h"

/// What becomes of logs when their tab, their window or their program ends.
class TestRecentLogs : public QObject
{
    Q_OBJECT
private slots:
    void closedTabComesBack();
    void severalInARow();
    void continuesTheLog();
    void closedWindowIsListed();
    void withoutTrafficOnlyTheSetup();
    void nothingToReopen();
    void crashIsOffered();
    void crashKeepsTheSetup();
    void crashFillsTheRestoredTab();
    void failedRecoveryRemovesNothing();
    void readOnlyLog();
    void damagedLog();
    void discardedOffer();
    void privateMode();
    void privateModeIsRemembered();
    void limits();
    void limitsDialog();
    void clearList();
    void commandLine();
    void vanishedLog();
    void openedCapture();
    void takesAFreeName();

private:
    static SessionPage &page(WindowFixture &fixture) { return *fixture.window.currentSessionPage(); }
    static void receive(SessionPage &page, const QByteArray &bytes)
    {
        TrafficLog &log = page.session().log();
        LogFlow flow;
        flow.id = log.nextPeerId();
        flow.transport = Transport::Udp;
        flow.local = {QHostAddress(QHostAddress::LocalHost), 1};
        flow.remote = {QHostAddress(QHostAddress::LocalHost), 2};
        TrafficLog::Writer(log).data(flow, Direction::In, 1'000'000'000, bytes);
    }
    static void fillIn(SessionPage &page, const QString &name)
    {
        existing<QComboBox>(page, "Role").setCurrentIndex(1);
        existing<QLineEdit>(page, "Remote port").setText(u"4711"_qs);
        existing<QComboBox>(page, "Encoding").setCurrentText(u"GBK"_qs);
        existing<MessageEdit>(page, "Message").setPlainText(name);
    }
    static QString typed(SessionPage &page) { return existing<MessageEdit>(page, "Message").toPlainText(); }
    static void closeTab(WindowFixture &fixture)
    {
        Q_EMIT fixture.window.tabs()->tabCloseRequested(fixture.window.tabs()->currentIndex());
    }
    static QAction *action(WindowFixture &fixture, const QString &text) { return actionIn(fixture.window, text); }
    static QStringList listed(WindowFixture &fixture)
    {
        QStringList texts;
        for (const auto &log : fixture.window.recentLogs().logs())
            texts.append(RecentLogs::textOf(log));
        return texts;
    }
    /// A crash, simulated: copies the files of a page that stays open to another folder.
    static QString crash(WindowFixture &fixture)
    {
        const QString from = page(fixture).folder()->path();
        const QString made = fixture.place + u"/made"_qs;
        const QString to = fixture.place + u"/captures/crashed"_qs;
        QDir().mkpath(made);
        for (const QString &name : QDir(from).entryList(QDir::Files))
            QFile::copy(from + u'/' + name, made + u'/' + name);
        QDir().rename(made, to); // in one step: an empty folder would be tidied up
        return to;
    }
    static void start(WindowFixture &fixture)
    {
        fixture.begin();
        fixture.window.recentLogs().start();
    }
    /// A window with “typed before” in the message box that crashes once this is in the folder of its log.
    static void crashWithText(WindowFixture &fixture, const QByteArray &received)
    {
        start(fixture);
        fillIn(page(fixture), u"typed before"_qs);
        receive(page(fixture), received);
        page(fixture).describeLog();
        const QString file = page(fixture).folder()->path() + u"/session.json"_qs;
        QTRY_VERIFY([&] {
            QFile content(file);
            return content.open(QIODevice::ReadOnly) && content.readAll().contains("typed before");
        }());
        crash(fixture);
    }
};

void TestRecentLogs::closedTabComesBack()
{
    WindowFixture fixture;
    start(fixture);
    fillIn(page(fixture), u"a draft\nof two lines"_qs);
    receive(page(fixture), "first words");
    const QString folder = page(fixture).folder()->path();
    closeTab(fixture);
    QTRY_COMPARE(listed(fixture).size(), 1);
    QVERIFY2(listed(fixture)[0].startsWith(u"Client "), qPrintable(listed(fixture)[0]));
    QVERIFY(listed(fixture)[0].contains(u":4711, "));

    QAction *reopen = action(fixture, u"Reopen closed tab"_qs);
    QVERIFY(reopen && reopen->isEnabled());
    QCOMPARE(reopen->shortcut(), QKeySequence(u"Ctrl+Shift+T"_qs));
    reopen->trigger();
    QTRY_COMPARE(fixture.window.tabs()->count(), 2); // with the empty one
    SessionPage &again = page(fixture);
    QCOMPARE(again.folder()->path(), folder);
    QCOMPARE(typed(again), u"a draft\nof two lines"_qs);
    QCOMPARE(existing<QComboBox>(again, "Role").currentIndex(), 1);
    QCOMPARE(existing<QLineEdit>(again, "Remote port").text(), u"4711"_qs);
    QCOMPARE(existing<QComboBox>(again, "Encoding").currentText(), u"GBK"_qs);
    QTRY_VERIFY(again.logView().visibleText().contains(u"first words"));
    QTRY_VERIFY(listed(fixture).isEmpty()); // it is in use
    QVERIFY(!reopen->isEnabled());
}

void TestRecentLogs::severalInARow()
{
    WindowFixture fixture;
    start(fixture);
    for (const QString &name : {u"one"_qs, u"two"_qs, u"three"_qs}) {
        fixture.window.addTab();
        fillIn(page(fixture), name);
        receive(page(fixture), name.toUtf8());
    }
    for (int i = 0; i < 3; ++i) {
        fixture.window.tabs()->setCurrentIndex(fixture.window.tabs()->count() - 1);
        closeTab(fixture);
    }
    QTRY_COMPARE(listed(fixture).size(), 3);
    for (int i = 0; i < 3; ++i)
        action(fixture, u"Reopen closed tab"_qs)->trigger();
    QTRY_COMPARE(fixture.window.tabs()->count(), 4);
    QStringList names;
    for (int i = 1; i < 4; ++i)
        names.append(typed(*qobject_cast<SessionPage *>(fixture.window.tabs()->widget(i))));
    QCOMPARE(names, (QStringList{u"one"_qs, u"two"_qs, u"three"_qs}));
}

void TestRecentLogs::continuesTheLog()
{
    WindowFixture fixture;
    start(fixture);
    for (int round = 0; round < 3; ++round) {
        receive(page(fixture), "round " + QByteArray::number(round));
        QCOMPARE(page(fixture).session().log().end(), RecordNumber(round + 1));
        closeTab(fixture);
        QTRY_COMPARE(listed(fixture).size(), 1);
        action(fixture, u"Reopen closed tab"_qs)->trigger();
        QTRY_COMPARE(fixture.window.tabs()->count(), 2);
        fixture.window.tabs()->setCurrentIndex(0);
        closeTab(fixture); // the empty one
        QVERIFY(!page(fixture).session().log().isSealed());
    }
    page(fixture).logView().scroller().scrollTo({});
    QTRY_VERIFY(page(fixture).logView().visibleText().contains(u"round 0"));
    QVERIFY(page(fixture).logView().visibleText().contains(u"round 2"));
}

void TestRecentLogs::closedWindowIsListed()
{
    QTemporaryDir folder;
    {
        WindowFixture first(folder.path());
        start(first);
        fillIn(page(first), u"draft"_qs);
        receive(page(first), "words");
        first.window.close();
    }
    WindowFixture second(folder.path());
    start(second);
    QTRY_COMPARE(listed(second).size(), 1);
    QVERIFY(second.window.recentLogs().offer()->isHidden()); // no crash
    QMenu *recent = nullptr;
    for (QMenu *menu : second.window.findChildren<QMenu *>()) {
        if (menu->title() == u"&Recent logs")
            recent = menu;
    }
    QVERIFY(recent);
    QCOMPARE(recent->actions().constFirst()->text(), listed(second)[0]);
    recent->actions().constFirst()->trigger();
    QTRY_COMPARE(second.window.tabs()->count(), 2);
    QTRY_VERIFY(page(second).logView().visibleText().contains(u"words"));
    QCOMPARE(typed(page(second)), u"draft"_qs);
    QTRY_VERIFY(action(second, u"No log is kept"_qs)->isVisible());
}

void TestRecentLogs::withoutTrafficOnlyTheSetup()
{
    WindowFixture fixture;
    start(fixture);
    fillIn(page(fixture), u"nothing sent"_qs);
    closeTab(fixture);
    QTRY_COMPARE(fixture.logFolders().size(), 1); // of the open tab
    QVERIFY(listed(fixture).isEmpty());
    action(fixture, u"Reopen closed tab"_qs)->trigger();
    QTRY_COMPARE(fixture.window.tabs()->count(), 2);
    QCOMPARE(typed(page(fixture)), u"nothing sent"_qs);
}

void TestRecentLogs::nothingToReopen()
{
    WindowFixture fixture;
    start(fixture);
    QVERIFY(!action(fixture, u"Reopen closed tab"_qs)->isEnabled());
    fixture.window.recentLogs().reopenClosed();
    QCOMPARE(fixture.window.tabs()->count(), 1);
    QVERIFY(!action(fixture, u"Clear list…"_qs)->isEnabled());
}

void TestRecentLogs::crashIsOffered()
{
    WindowFixture fixture;
    start(fixture);
    receive(page(fixture), "before the crash");
    crash(fixture);
    fixture.window.recentLogs().start();
    auto *open = fixture.window.recentLogs().offer()->findChild<QPushButton *>();
    QTRY_VERIFY(open->isVisible());
    QTRY_COMPARE(listed(fixture).size(), 1);
    QVERIFY(listed(fixture)[0].endsWith(u"(did not end properly)"));
    QTest::mouseClick(open, Qt::LeftButton);
    QTRY_COMPARE(fixture.window.tabs()->count(), 2);
    QTRY_VERIFY(page(fixture).logView().visibleText().contains(u"before the crash"));
    QVERIFY(!open->isVisible());
    // Closed in order, it is listed like the others.
    closeTab(fixture);
    QTRY_VERIFY(listed(fixture).size() == 1 && !listed(fixture)[0].contains(u'('));
}

void TestRecentLogs::crashKeepsTheSetup()
{
    WindowFixture fixture;
    crashWithText(fixture, "x");
    fixture.window.recentLogs().start();
    QTRY_COMPARE(listed(fixture).size(), 1);
    fixture.window.recentLogs().open(fixture.window.recentLogs().logs()[0].path);
    QTRY_COMPARE(fixture.window.tabs()->count(), 2);
    QCOMPARE(typed(page(fixture)), u"typed before"_qs);
}

/// The settings restore the tab, and the offer its log: that is one tab.
void TestRecentLogs::crashFillsTheRestoredTab()
{
    WindowFixture fixture;
    crashWithText(fixture, "before the crash");
    const QJsonObject setup = page(fixture).save();
    fixture.window.addTab()->restore(setup);
    QCOMPARE(page(fixture).save(), setup);
    fixture.window.recentLogs().start();
    QTRY_COMPARE(listed(fixture).size(), 1);
    fixture.window.recentLogs().open(fixture.window.recentLogs().logs()[0].path);
    QTRY_VERIFY(page(fixture).logView().visibleText().contains(u"before the crash"));
    QCOMPARE(fixture.window.tabs()->count(), 2);
    QCOMPARE(typed(page(fixture)), u"typed before"_qs);
}

void TestRecentLogs::failedRecoveryRemovesNothing()
{
    WindowFixture fixture;
    start(fixture);
    receive(page(fixture), "x");
    const QString left = crash(fixture);
    const QString segment = left + u"/segment-000001.pcapng"_qs;
    QVERIFY(QFile::rename(segment, left + u"/away"_qs) && QDir().mkdir(segment));
    fixture.window.recentLogs().start();
    auto *open = fixture.window.recentLogs().offer()->findChild<QPushButton *>();
    QTRY_VERIFY(open->isVisible());
    for (int i = 0; i < 2; ++i) {
        QTest::mouseClick(open, Qt::LeftButton);
        QTRY_VERIFY(fixture.window.recentLogs().problems()->isVisible());
        QVERIFY(fixture.window.recentLogs().problems()->text().contains(u"segment-000001"));
        fixture.window.recentLogs().problems()->hide();
        QTRY_VERIFY(open->isVisible()); // still offered
    }
    QVERIFY(QFile::exists(left + u"/away"_qs));
    QVERIFY(QDir().rmdir(segment) && QFile::rename(left + u"/away"_qs, segment));
    QTest::mouseClick(open, Qt::LeftButton);
    QTRY_COMPARE(fixture.window.tabs()->count(), 2);
}

void TestRecentLogs::readOnlyLog()
{
    WindowFixture fixture;
    start(fixture);
    receive(page(fixture), "still there");
    const QString left = crash(fixture);
    const ReadOnlyFolder readOnly(left);
    if (!readOnly.isReadOnly())
        QSKIP("neither permissions nor a mount can make a folder read-only here");
    fixture.window.recentLogs().open(left);
    QTRY_COMPARE(fixture.window.tabs()->count(), 2);
    LogPage &opened = *fixture.window.currentPage();
    QTRY_VERIFY(opened.logView().visibleText().contains(u"still there"));
    QVERIFY(opened.log().isSealed());
    QVERIFY(qobject_cast<CapturePage *>(&opened)); // nothing can be opened or sent
    QVERIFY(opened.findChild<MessageBar *>()->text().contains(u"read-only"));
    closeTab(fixture);
    QTest::qWait(0);
    QVERIFY(QFile::exists(left + u"/segment-000001.pcapng"_qs));
}

void TestRecentLogs::damagedLog()
{
    WindowFixture fixture;
    start(fixture);
    for (const char *text : {"first", "second", "third"})
        receive(page(fixture), text);
    const QString left = crash(fixture);
    QFile segment(left + u"/segment-000001.pcapng"_qs);
    QVERIFY(segment.open(QIODevice::ReadWrite));
    QByteArray bytes = segment.readAll();
    bytes.replace(bytes.indexOf("second") - 56, 8, QByteArray(8, '\xee'));
    segment.seek(0);
    segment.write(bytes);
    segment.close();
    fixture.window.recentLogs().open(left);
    QTRY_COMPARE(fixture.window.tabs()->count(), 2);
    QTRY_VERIFY(page(fixture).logView().visibleText().contains(u"first"));
    const QString text = page(fixture).logView().visibleText();
    QVERIFY2(text.contains(u"third") && text.contains(u"damaged") && !text.contains(u"second"), qPrintable(text));
    QVERIFY(page(fixture).findChild<MessageBar *>()->text().contains(u"damaged"));
}

void TestRecentLogs::discardedOffer()
{
    WindowFixture fixture;
    start(fixture);
    receive(page(fixture), "x");
    const QString left = crash(fixture);
    fixture.window.recentLogs().start();
    MessageBar *offer = fixture.window.recentLogs().offer();
    QTRY_VERIFY(offer->isVisible());
    bool offeredAgain = false;
    connect(&fixture.window.recentLogs(), &RecentLogs::changed, offer,
            [&] { offeredAgain = offeredAgain || offer->isVisible(); });
    fixture.window.recentLogs().start(); // its list has the log, and comes late
    QTest::mouseClick(offer->findChildren<QPushButton *>().at(1), Qt::LeftButton);
    QTRY_VERIFY(!QFile::exists(left));
    QTRY_VERIFY(listed(fixture).isEmpty());
    QVERIFY(!offeredAgain);
}

void TestRecentLogs::privateMode()
{
    WindowFixture fixture;
    start(fixture);
    const auto sign = [&] {
        for (const QLabel *label : fixture.window.findChildren<QLabel *>()) {
            if (label->text() == u"Private")
                return label->isVisible();
        }
        return false;
    };
    QVERIFY(!sign());
    QAction *tick = action(fixture, u"Private mode"_qs);
    QVERIFY(tick->isCheckable() && !tick->isChecked());
    tick->trigger();
    QVERIFY(sign() && fixture.window.windowTitle().contains(u"private"));
    fillIn(page(fixture), u"secret"_qs);
    receive(page(fixture), "secret words");
    const QString folder = page(fixture).folder()->path();
    fixture.window.addTab();
    receive(page(fixture), "more secrets");
    closeTab(fixture);
    closeTab(fixture);
    QTRY_VERIFY(!QFile::exists(folder));
    QTRY_COMPARE(fixture.logFolders().size(), 1);
    // The setup can be restored as long as the window is open.
    action(fixture, u"Reopen closed tab"_qs)->trigger();
    QTRY_COMPARE(fixture.window.tabs()->count(), 2);
    QCOMPARE(typed(page(fixture)), u"secret"_qs);
    QCOMPARE(page(fixture).session().log().end(), RecordNumber(0));
    // Off again: the private tab stays private, the next tab is not.
    tick->trigger();
    QVERIFY(sign());
    fixture.window.addTab();
    QVERIFY(!sign());
    receive(page(fixture), "public");
    closeTab(fixture);
    QTRY_COMPARE(listed(fixture).size(), 1);
}

/// Not even after a crash is a private log offered.
void TestRecentLogs::privateModeIsRemembered()
{
    QTemporaryDir folder;
    QString left;
    {
        WindowFixture fixture(folder.path());
        start(fixture);
        action(fixture, u"Private mode"_qs)->trigger();
        receive(page(fixture), "secret");
        QTRY_VERIFY(LogDescription::read(page(fixture).folder()->path()).isPrivate);
        left = crash(fixture);
    }
    WindowFixture fixture(folder.path());
    start(fixture);
    QVERIFY(action(fixture, u"Private mode"_qs)->isChecked());
    QVERIFY(page(fixture).isPrivate());
    QTRY_VERIFY(!QFile::exists(left));
    QVERIFY(fixture.window.recentLogs().offer()->isHidden());
    QVERIFY(listed(fixture).isEmpty());
}

void TestRecentLogs::limits()
{
    WindowFixture fixture;
    fixture.settings.setLogLimits({2, qint64(1) << 30, 7});
    start(fixture);
    for (int i = 0; i < 4; ++i) {
        receive(page(fixture), "x");
        closeTab(fixture);
    }
    QTRY_COMPARE(listed(fixture).size(), 2);
    QTRY_COMPARE(fixture.logFolders().size(), 3); // with that of the open tab
}

void TestRecentLogs::limitsDialog()
{
    WindowFixture fixture;
    start(fixture);
    for (int i = 0; i < 3; ++i) {
        receive(page(fixture), "x");
        closeTab(fixture);
    }
    QTRY_COMPARE(listed(fixture).size(), 3);
    action(fixture, u"Keep logs…"_qs)->trigger();
    auto *dialog = fixture.window.findChild<KeepLogsDialog *>();
    QVERIFY(dialog && dialog->isVisible());
    auto &count = existing<QSpinBox>(*dialog, "Maximum number of logs");
    auto &size = existing<QDoubleSpinBox>(*dialog, "Maximum total size");
    auto &days = existing<QSpinBox>(*dialog, "Maximum days since the last record");
    QCOMPARE(count.value(), 20);
    QCOMPARE(size.value(), 4.0);
    QCOMPARE(days.value(), 7);
    count.setValue(1);
    size.setValue(1.5);
    days.setValue(30);
    dialog->accept();
    QCOMPARE(fixture.settings.logLimits().count, 1);
    QCOMPARE(fixture.settings.logLimits().bytes, qint64(3) << 29);
    QCOMPARE(fixture.settings.logLimits().days, 30);
    QTRY_COMPARE(listed(fixture).size(), 1);
}

void TestRecentLogs::clearList()
{
    WindowFixture fixture;
    start(fixture);
    receive(page(fixture), "x");
    closeTab(fixture);
    QTRY_COMPARE(listed(fixture).size(), 1);
    const auto ask = [&]() -> QMessageBox * {
        action(fixture, u"Clear list…"_qs)->trigger();
        return fixture.window.findChild<QMessageBox *>();
    };
    QMessageBox *box = ask();
    QVERIFY(box && box->isVisible());
    box->button(QMessageBox::Cancel)->click();
    QTRY_VERIFY(!fixture.window.findChild<QMessageBox *>());
    QCOMPARE(listed(fixture).size(), 1);
    box = ask();
    for (QAbstractButton *button : box->buttons()) {
        if (box->buttonRole(button) == QMessageBox::DestructiveRole)
            button->click();
    }
    QTRY_COMPARE(fixture.logFolders().size(), 1);
    QTRY_VERIFY(listed(fixture).isEmpty());
    QVERIFY(!action(fixture, u"Reopen closed tab"_qs)->isEnabled());
}

void TestRecentLogs::commandLine()
{
    WindowFixture fixture;
    start(fixture);
    receive(page(fixture), "of the command line");
    const QString left = crash(fixture);
    LogDescription description;
    description.program = u"socketscope-cli"_qs;
    description.title = u"udp-server://127.0.0.1:4712"_qs;
    description.setup = {{u"url"_qs, description.title}};
    QVERIFY(description.write(left));
    fixture.window.recentLogs().start();
    // The first list may have been read before the description was written.
    QTRY_VERIFY(listed(fixture).size() == 1 && listed(fixture)[0].endsWith(u"(command line)"));
    QTRY_VERIFY(fixture.window.recentLogs().offer()->isHidden());
    fixture.window.recentLogs().open(left);
    QTRY_COMPARE(fixture.window.tabs()->count(), 2);
    QCOMPARE(existing<QComboBox>(page(fixture), "Role").currentIndex(), 2);
    QCOMPARE(existing<QLineEdit>(page(fixture), "Local port").text(), u"4712"_qs);
}

/// Another window has cleared the list meanwhile.
void TestRecentLogs::vanishedLog()
{
    WindowFixture fixture;
    start(fixture);
    fillIn(page(fixture), u"set-up"_qs);
    receive(page(fixture), "x");
    const QString folder = page(fixture).folder()->path();
    closeTab(fixture);
    QTRY_COMPARE(listed(fixture).size(), 1);
    QVERIFY(QDir(folder).removeRecursively());
    action(fixture, u"Reopen closed tab"_qs)->trigger();
    QTRY_COMPARE(fixture.window.tabs()->count(), 2);
    QCOMPARE(typed(page(fixture)), u"set-up"_qs);
    QVERIFY(page(fixture).findChild<MessageBar *>()->text().contains(u"no longer exists"));
}

void TestRecentLogs::openedCapture()
{
    WindowFixture fixture;
    start(fixture);
    const QString file = fixture.place + u"/kept.pcapng"_qs;
    {
        TrafficLog::Options options;
        options.file = file;
        TrafficLog::Writer(*TrafficLog::create(options).value()).event({EventCode::NoPeer, {}}, 1);
    }
    fixture.window.openCapture(file);
    QTRY_COMPARE(fixture.window.tabs()->count(), 2);
    closeTab(fixture);
    QCOMPARE(fixture.window.tabs()->count(), 1);
    action(fixture, u"Reopen closed tab"_qs)->trigger();
    QTRY_COMPARE(fixture.window.tabs()->count(), 2);
    QCOMPARE(fixture.window.currentPage()->location(), file);
}

void TestRecentLogs::takesAFreeName()
{
    WindowFixture fixture;
    start(fixture);
    const QString file = fixture.place + u"/my.pcapng"_qs;
    QFile before(file);
    QVERIFY(before.open(QIODevice::WriteOnly) && before.write("mine") == 4);
    before.close();
    auto url = EndpointUrl::parse(u"udp-server://127.0.0.1:0?capture="_qs + file).value();
    QVERIFY(fixture.window.addTab(&url));
    QCOMPARE(page(fixture).session().log().options().file, fixture.place + u"/my-2.pcapng"_qs);
    QVERIFY(page(fixture).findChild<MessageBar *>()->text().contains(u"my-2.pcapng"));
    QVERIFY(before.open(QIODevice::ReadOnly));
    QCOMPARE(before.readAll(), "mine");
    before.close();
    // A second tab for the same file: it may overwrite, but another log is being written there.
    url = EndpointUrl::parse(u"udp-server://127.0.0.1:0?overwrite=1&capture="_qs + fixture.place + u"/my-2.pcapng"_qs)
              .value();
    QVERIFY(fixture.window.addTab(&url));
    QCOMPARE(page(fixture).session().log().options().file, fixture.place + u"/my-2-2.pcapng"_qs);
    // An old file is overwritten, with a warning about who can read it.
    QVERIFY(QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
    url = EndpointUrl::parse(u"udp-server://127.0.0.1:0?overwrite=1&capture="_qs + file).value();
    QVERIFY(fixture.window.addTab(&url));
    QCOMPARE(page(fixture).session().log().options().file, file);
    QVERIFY(page(fixture).findChild<MessageBar *>()->text().contains(u"0604"));
}

QTEST_MAIN(TestRecentLogs)
#include "tst_recentlogs.moc"
