// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Long because it connects every entry of the menus, the tabs and the settings to the page in front.
#include "widgets/mainwindow.h"

#include "model/files/filelock.h"
#include "model/log/logfile.h"
#include "widgets/captures/captureopener.h"
#include "widgets/captures/keeplogsdialog.h"
#include "widgets/captures/logexports.h"
#include "widgets/captures/recentlogs.h"
#include "widgets/language.h"
#include "widgets/log/logarea.h"
#include "widgets/log/logview.h"
#include "widgets/mainmenu.h"
#include "widgets/network/statedot.h"
#include "widgets/pages/sessionpage.h"
#include "widgets/parts/messagebar.h"
#include "widgets/sending/sendtools.h"
#include "widgets/settings.h"
#include "widgets/statusarea.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDir>
#include <QInputDialog>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QScreen>
#include <QStatusBar>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

using Key = Settings::Key;

namespace {

LogTime timeModeOf(const QString &name)
{
    if (name == u"relative")
        return LogTime::Relative;
    return name == u"delta" ? LogTime::Delta : LogTime::OfDay;
}

/// The file that the URL names, or a free one beside it, which `note` then tells.
QString captureFileFor(const EndpointUrl &url, QString &note)
{
    const QString &wanted = url.captureFile;
    const bool isBusy = filelock::isLocked(wanted);
    if (!isBusy && (url.overwrite || !logfile::exists(wanted)))
        return wanted;
    QString free = logfile::freeName(wanted);
    note = (isBusy ? MainWindow::tr("Another log is being written to %1, so this one is written to %2.")
                   : MainWindow::tr("%1 exists already, so the log is written to %2."))
               .arg(QDir::toNativeSeparators(wanted), QDir::toNativeSeparators(free))
        + u'\n';
    return free;
}

} // namespace

MainWindow::MainWindow(const Tools &tools) : m_tools(tools), m_stored(tools.settings)
{
    const auto setting = [&](Key key) { return tools.settings.value(key).toString(); };
    m_menu = new MainMenu(this, {setting(Key::Language), setting(Key::Theme), setting(Key::TimeMode)});
    m_status = new StatusArea(this);
    statusBar()->addWidget(m_status, 1);
    statusBar()->setSizeGripEnabled(false);
    m_privateSign = new QLabel(this);
    m_privateSign->setFrameShape(QFrame::StyledPanel);
    statusBar()->addPermanentWidget(m_privateSign);
    m_opener = new CaptureOpener({tools.captures, tools.files, tools.settings}, this);
    m_recent = new RecentLogs(tools.captures, tools.settings, this);
    buildTabs();
    connectMenu();
    connectSendTools();
    connectSettings();
    connectRecentLogs();
    onCurrentChanged();
    setPrivate(tools.settings.value(Key::PrivateMode).toBool());
    retranslate();
    if (!restoreGeometry(tools.settings.value(Key::WindowGeometry).toByteArray()))
        resize(QSize(1080, 820).boundedTo(screen()->availableSize() * 0.9)); // all groups, where there is room
    restoreState(tools.settings.value(Key::WindowState).toByteArray());
    centralWidget()->installEventFilter(this);
}

MainWindow::~MainWindow() = default;

void MainWindow::buildTabs()
{
    m_tabs = new QTabWidget;
    m_tabs->setTabsClosable(true);
    m_tabs->setMovable(true);
    m_tabs->setDocumentMode(true);
    m_newTab = new QToolButton;
    m_newTab->setText(QStringLiteral("+"));
    m_newTab->setAutoRaise(true);
    m_tabs->setCornerWidget(m_newTab, Qt::TopLeftCorner);
    m_settingsMessage = new MessageBar(this);
    auto *central = new QWidget;
    auto *layout = new QVBoxLayout(central);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_settingsMessage);
    layout->addWidget(m_recent->offer());
    layout->addWidget(m_recent->problems());
    layout->addWidget(m_opener->messages());
    layout->addWidget(m_tabs, 1);
    setCentralWidget(central);
    connect(m_newTab, &QToolButton::clicked, this, [this] { addTab(); });
    connect(m_tabs, &QTabWidget::tabCloseRequested, this, &MainWindow::closeTab);
    connect(m_tabs, &QTabWidget::currentChanged, this, &MainWindow::onCurrentChanged);
    connect(m_tabs->tabBar(), &QTabBar::tabMoved, this, &MainWindow::onTabsChanged);
}

void MainWindow::connectMenu()
{
    connect(m_menu, &MainMenu::newTab, this, [this] { addTab(); });
    connect(m_menu, &MainMenu::closeTab, this, [this] { closeTab(m_tabs->currentIndex()); });
    connect(m_menu, &MainMenu::openCapture, m_opener, &CaptureOpener::ask);
    connect(m_opener, &CaptureOpener::opened, this, [this](const CaptureOpener::Opened &opened) {
        SessionPage *page = addPage(std::move(*opened.folder), opened.log);
        page->showCapture(opened.file);
        m_sendTools->pageChanged();
        if (!opened.note.isEmpty())
            page->showMessage(opened.note, false);
    });
    connectExports();
    connect(m_menu, &MainMenu::quit, this, &QWidget::close);
    connectLogMenu();
    const auto goTab = [this](int step) {
        if (m_tabs->count() > 0)
            m_tabs->setCurrentIndex((m_tabs->currentIndex() + step + m_tabs->count()) % m_tabs->count());
    };
    connect(m_menu, &MainMenu::nextTab, this, [goTab] { goTab(1); });
    connect(m_menu, &MainMenu::previousTab, this, [goTab] { goTab(-1); });
    connect(m_menu, &MainMenu::languageChosen, this, [this](const QString &name) {
        m_tools.settings.setValue(Key::Language, name);
        m_tools.language.use(name);
    });
    connect(m_menu, &MainMenu::themeChosen, this, [this](const QString &name) {
        m_tools.settings.setValue(Key::Theme, name);
        applyTheme(name);
    });
    connect(m_menu, &MainMenu::about, this, [this] {
        QMessageBox::about(this, tr("About SocketScope"),
                           tr("SocketScope %1\nA network debugging assistant with a log that is true.\n\nMIT licence")
                               .arg(QStringLiteral(SOCKETSCOPE_VERSION)));
    });
    connect(m_menu, &MainMenu::shortcuts, this, [this] {
        QMessageBox::information(
            this, tr("Keyboard shortcuts"),
            tr("Ctrl+Enter: send\nCtrl+↑, Ctrl+↓: earlier messages\nCtrl+T, Ctrl+W: new tab, close tab\n"
               "Ctrl+Shift+T: reopen closed tab\nCtrl+PgDown, Ctrl+PgUp: next tab, previous tab\nCtrl+O, Ctrl+S: open "
               "capture, save log\n"
               "Ctrl+Shift+E: export\nCtrl+L: clear view\nCtrl+F, F3, Shift+F3: find, next hit, previous hit\n"
               "Ctrl+Shift+F: filter\nCtrl+G: go to a record or a time\nDouble click, Enter: details of a record\n"
               "End: follow the newest record\nCtrl+wheel, Ctrl+0: size of the log's text\n"
               "Ctrl+Shift+L: send list\nCtrl+1 to Ctrl+9: send a message of the list"));
    });
}

void MainWindow::connectExports()
{
    m_exports = new LogExports(this, m_tools.settings, m_tools.files, m_tools.captures);
    const auto findWireshark = [this] {
        m_menu->setWiresharkEnabled(currentPage() && m_exports->wireshark().isAvailable());
    };
    connect(m_menu, &MainMenu::saveLog, this, [this] { m_exports->save(currentPage()); });
    connect(m_menu, &MainMenu::exportLog, this, [this] { m_exports->exportLog(currentPage()); });
    connect(m_menu, &MainMenu::openInWireshark, this, [this] { m_exports->openInWireshark(currentPage()); });
    connect(m_menu, &MainMenu::saveDeviceTest, this, [this] { m_exports->saveDeviceTest(currentPage()); });
    connect(m_menu, &MainMenu::fileMenuOpens, this, findWireshark);
    connect(m_menu, &MainMenu::fileMenuOpens, this,
            [this] { m_menu->setDeviceTestEnabled(currentPage() && LogExports::hasTraffic(*currentPage())); });
    findWireshark();
}

void MainWindow::connectSendTools()
{
    m_sendTools = new SendTools(this, {m_tools.settings, m_tools.files, [this] { return currentPage(); }});
    connect(m_sendTools, &SendTools::canSendChanged, m_menu, &MainMenu::setCanSend);
    connect(m_menu, &MainMenu::toggleSendList, m_sendTools, &SendTools::toggleSendList);
    connect(m_menu, &MainMenu::sendFile, m_sendTools, &SendTools::openFileDialog);
    connect(m_menu, &MainMenu::sendInPieces, m_sendTools, &SendTools::openPieces);
    connect(m_menu, &MainMenu::generateTraffic, m_sendTools, &SendTools::openGenerator);
    connect(m_menu, &MainMenu::testUdp, m_sendTools, &SendTools::openUdpTest);
}

void MainWindow::connectSettings()
{
    Settings *settings = &m_tools.settings;
    connect(settings, &Settings::collecting, this, &MainWindow::collect);
    connect(settings, &Settings::failed, this, &MainWindow::showSettingsMessage);
    connect(settings, &Settings::recovered, m_settingsMessage, &QWidget::hide);
    connect(settings, &Settings::changedElsewhere, this, [this](const QString &name) {
        if (name == Settings::nameOf(Key::HalfClosedTimeout))
            applyHalfClosedTimeout();
        if (name != Settings::nameOf(Key::History))
            return;
        for (int i = 0; i < m_tabs->count(); ++i)
            qobject_cast<SessionPage *>(m_tabs->widget(i))
                ->setHistory(m_tools.settings.value(Key::History).toStringList());
    });
    if (!settings->problem().isEmpty())
        showSettingsMessage(settings->problem());
    connect(m_menu, &MainMenu::halfClosedTimeout, this, &MainWindow::askHalfClosedTimeout);
}

void MainWindow::askHalfClosedTimeout()
{
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Half-closed clients"));
    dialog->setLabelText(tr("A client that sends nothing more (FIN) may still wait for an answer.\n"
                            "Seconds for which a server without automatic answers keeps such a connection,\n"
                            "since the FIN or the last bytes sent to it. 0 closes it at once.\n"
                            "Goes for all tabs, unless half-closed= in a URL says otherwise."));
    dialog->setInputMode(QInputDialog::IntInput);
    dialog->setIntRange(0, EndpointUrl::maxHalfClosedSeconds);
    dialog->setIntValue(halfClosedSeconds());
    connect(dialog, &QInputDialog::intValueSelected, this, [this](int seconds) {
        m_tools.settings.setValue(Key::HalfClosedTimeout, seconds);
        applyHalfClosedTimeout();
    });
    dialog->open();
}

void MainWindow::applyHalfClosedTimeout()
{
    for (int i = 0; i < m_tabs->count(); ++i)
        qobject_cast<SessionPage *>(m_tabs->widget(i))->setHalfClosedTimeout(halfClosedSeconds());
}

int MainWindow::halfClosedSeconds() const
{
    return std::clamp(m_tools.settings.value(Key::HalfClosedTimeout).toInt(), 0, EndpointUrl::maxHalfClosedSeconds);
}

void MainWindow::showSettingsMessage(const QString &text)
{
    m_settingsMessage->showMessage(text, MessageBar::Tone::Warning);
}

/// What concerns the log of the page in front.
void MainWindow::connectLogMenu()
{
    const auto onArea = [this](void (MainMenu::*signal)(), void (LogArea::*what)()) {
        connect(m_menu, signal, this, [this, what] { (currentPage()->logArea().*what)(); });
    };
    onArea(&MainMenu::find, &LogArea::startFind);
    onArea(&MainMenu::findNext, &LogArea::findNext);
    onArea(&MainMenu::findPrevious, &LogArea::findPrevious);
    onArea(&MainMenu::filter, &LogArea::startFilter);
    onArea(&MainMenu::goTo, &LogArea::goTo);
    connect(m_menu, &MainMenu::copy, this, [this] { currentPage()->logView().copySelection(); });
    connect(m_menu, &MainMenu::selectAll, this, [this] { currentPage()->logView().selectAll(); });
    connect(m_menu, &MainMenu::clearView, this, [this] { currentPage()->clearView(); });
    connect(m_menu, &MainMenu::showAll, this, [this] { currentPage()->showAll(); });
    connect(m_menu, &MainMenu::timeModeChosen, this, [this](const QString &name) {
        m_tools.settings.setValue(Key::TimeMode, name);
        for (int i = 0; i < m_tabs->count(); ++i)
            qobject_cast<SessionPage *>(m_tabs->widget(i))->logView().setTimeMode(timeModeOf(name));
    });
}

SessionPage *MainWindow::addTab(const EndpointUrl *url)
{
    std::unique_ptr<LogFolder> folder;
    TrafficLog::Options options;
    QString problem;
    QString note;
    if (url && !url->captureFile.isEmpty()) {
        options.overwrite = url->overwrite;
        options.file = captureFileFor(*url, note);
    } else if (auto created = m_tools.captures.create()) {
        folder = std::move(*created);
        options.directory = folder->path();
    } else {
        problem = created.error().message;
    }
    auto log = problem.isEmpty() ? TrafficLog::create(options) : failure(problem);
    if (!log) {
        QMessageBox::warning(this, tr("No log"), log.error().message);
        return nullptr;
    }
    SessionPage *page = addPage(std::move(folder), *log);
    if (url) {
        page->setUrl(*url);
        page->open();
    }
    note += logfile::permissionsNotice(options.file);
    if (!note.isEmpty())
        page->showMessage(note.trimmed(), true);
    return page;
}

SessionPage *MainWindow::addPage(std::unique_ptr<LogFolder> folder, const std::shared_ptr<TrafficLog> &log)
{
    auto *page = new SessionPage(std::move(folder), log, m_tools.files, m_tools.resolver);
    if (m_private)
        page->setPrivate();
    page->setHistory(m_tools.settings.value(Key::History).toStringList());
    page->setHalfClosedTimeout(halfClosedSeconds());
    page->logView().setTimeMode(timeModeOf(m_tools.settings.value(Key::TimeMode).toString()));
    connect(page, &SessionPage::titleChanged, this, [this, page] { updateTab(page); });
    connect(page, &SessionPage::saveRequested, this, [this, page] { m_exports->save(page); });
    connect(page, &SessionPage::fileRequested, m_sendTools, &SendTools::openFileDialog);
    connect(page, &SessionPage::sendListRequested, m_sendTools, &SendTools::toggleSendList);
    connect(page, &SessionPage::historyChanged, this,
            [this, page] { m_tools.settings.setValue(Key::History, page->history()); });
    connect(page, &SessionPage::changed, this, &MainWindow::onTabsChanged);
    connect(page, &SessionPage::logRefreshed, this, [this, page] {
        if (page == currentPage())
            m_status->refresh();
    });
    m_tabs->setCurrentIndex(m_tabs->addTab(page, QString()));
    updateTab(page);
    onTabsChanged();
    return page;
}

/// A page with this set-up in which nothing has happened.
SessionPage *MainWindow::unusedPage(const QJsonObject &setup) const
{
    for (int i = 0; i < m_tabs->count(); ++i) {
        auto *page = qobject_cast<SessionPage *>(m_tabs->widget(i));
        const bool isUnused =
            !page->isCapture() && page->session().state() == Session::State::Closed && page->session().log().end() == 0;
        if (isUnused && !setup.isEmpty() && page->save() == setup)
            return page;
    }
    return nullptr;
}

/// Puts `page` where `old` is, which goes without a trace.
void MainWindow::replaceTab(SessionPage *old, SessionPage *page)
{
    const int place = m_tabs->indexOf(old);
    m_tabs->removeTab(place);
    delete old;
    m_tabs->tabBar()->moveTab(m_tabs->indexOf(page), place);
    m_tabs->setCurrentWidget(page);
    onTabsChanged();
}

void MainWindow::updateTab(SessionPage *page)
{
    const int index = m_tabs->indexOf(page);
    if (index < 0)
        return;
    page->describeLog();
    m_tabs->setTabText(index, page->title());
    m_tabs->setTabToolTip(index, page->captureFile());
    m_tabs->setTabIcon(index, stateDot(page->session().state()));
}

void MainWindow::closeTab(int index)
{
    auto *page = qobject_cast<SessionPage *>(m_tabs->widget(index));
    if (!page)
        return;
    const bool ownCapture = page->isCapture() && (!page->folder() || page->folder()->description().isPrivate);
    m_recent->addClosed({page->keepsLog() ? page->folder()->path() : QString(),
                         ownCapture ? page->captureFile() : QString(), page->save(), page->title()});
    m_tabs->removeTab(index);
    delete page;
    onTabsChanged();
    m_recent->tidy();
    if (m_tabs->count() == 0)
        addTab();
}

SessionPage *MainWindow::currentPage() const
{
    return qobject_cast<SessionPage *>(m_tabs->currentWidget());
}

void MainWindow::onCurrentChanged()
{
    showPrivate();
    m_menu->setHasPage(currentPage() != nullptr); // none: no log could be made
    m_status->setSession(currentPage() ? &currentPage()->session() : nullptr);
    if (m_sendTools)
        m_sendTools->pageChanged();
}

void MainWindow::restoreTabs()
{
    m_restoresTabs = true;
    const StoredTabs::State state = m_stored.takeOver();
    for (const auto page : state.pages) {
        if (SessionPage *tab = m_unmade.isEmpty() ? addTab() : nullptr)
            tab->restore(page.toObject());
        else
            m_unmade.append(page);
    }
    m_tabs->setCurrentIndex(int(state.current));
    if (m_tabs->count() == 0 && m_unmade.isEmpty())
        addTab();
    m_tabsChanged = !state.pages.isEmpty(); // what was taken over is ours to store
}

void MainWindow::onTabsChanged()
{
    m_tabsChanged = true;
    m_tools.settings.touch();
}

/// Puts into the settings what the window and its pages hold.
void MainWindow::collect()
{
    if (m_isClosed)
        return;
    StoredTabs::State state;
    for (int i = 0; i < m_tabs->count(); ++i) {
        auto *page = qobject_cast<SessionPage *>(m_tabs->widget(i));
        if (page->isCapture())
            continue;
        if (i <= m_tabs->currentIndex())
            state.current = state.pages.size();
        state.pages.append(page->save());
        page->describeLog();
    }
    for (const auto page : m_unmade)
        state.pages.append(page);
    if (m_tabsChanged)
        m_stored.store(state);
    m_sendTools->collect();
    m_tools.settings.setValue(Key::WindowState, saveState());
    m_tools.settings.setValue(Key::WindowGeometry, saveGeometry());
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    collect();
    if (!m_restoresTabs)
        m_stored.discard();
    m_isClosed = true;
    m_tools.settings.sync();
    event->accept();
}

void MainWindow::moveEvent(QMoveEvent *event)
{
    QMainWindow::moveEvent(event);
    m_tools.settings.touch();
}

/// The middle of the window gets another size with the window, and when what is docked moves.
bool MainWindow::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == centralWidget() && event->type() == QEvent::Resize)
        m_tools.settings.touch();
    return QMainWindow::eventFilter(watched, event);
}

void MainWindow::openCapture(const QString &file)
{
    m_opener->open(file);
}

void MainWindow::offerOrphans()
{
    m_recent->start();
}

void MainWindow::connectRecentLogs()
{
    connect(m_recent, &RecentLogs::changed, this, [this] {
        QList<MainMenu::RecentLog> entries;
        for (const LogStore::KeptLog &log : m_recent->logs())
            entries.append({RecentLogs::textOf(log), log.path});
        m_menu->setRecentLogs(entries);
        m_menu->setCanReopen(m_recent->canReopen());
    });
    m_menu->setRecentLogs({});
    m_menu->setCanReopen(false);
    connect(m_menu, &MainMenu::reopenTab, m_recent, &RecentLogs::reopenClosed);
    connect(m_menu, &MainMenu::recentLogChosen, m_recent, &RecentLogs::open);
    connect(m_menu, &MainMenu::clearRecentLogs, this, &MainWindow::askToClearLogs);
    connect(m_menu, &MainMenu::keepLogs, this, [this] {
        auto *dialog = new KeepLogsDialog(m_tools.settings.logLimits(), this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &QDialog::accepted, this, [this, dialog] {
            m_tools.settings.setLogLimits(dialog->limits());
            m_recent->tidy();
        });
        dialog->open();
    });
    connect(m_menu, &MainMenu::privateToggled, this, [this](bool on) {
        m_tools.settings.setValue(Key::PrivateMode, on);
        setPrivate(on);
    });
    connect(m_recent, &RecentLogs::opened, this, [this](const std::shared_ptr<RecentLogs::Opened> &opened) {
        // After a crash the tab is there already, as the settings had it, without its log.
        const bool hasCrashed = !opened->description.ended.isValid();
        SessionPage *twin = hasCrashed ? unusedPage(opened->description.setup) : nullptr;
        SessionPage *page = addPage(std::move(opened->folder), opened->log);
        page->resume(opened->description);
        if (twin)
            replaceTab(twin, page);
        m_sendTools->pageChanged();
    });
    connect(m_recent, &RecentLogs::captureWanted, m_opener, &CaptureOpener::open);
    connect(m_recent, &RecentLogs::setupWanted, this, [this](const QJsonObject &setup, const QString &why) {
        SessionPage *page = addTab();
        if (page)
            page->restore(setup);
        if (page && !why.isEmpty())
            page->showMessage(tr("Only the set-up of the tab could be brought back. %1").arg(why), true);
    });
}

void MainWindow::askToClearLogs()
{
    auto *box = new QMessageBox(QMessageBox::Question, tr("Clear list of recent logs"),
                                tr("Delete the %n log(s) in the list? What was received and sent there is gone then.",
                                   nullptr, int(m_recent->logs().size())),
                                QMessageBox::Cancel, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *remove = box->addButton(tr("Delete"), QMessageBox::DestructiveRole);
    connect(remove, &QPushButton::clicked, m_recent, &RecentLogs::clear);
    box->open();
}

void MainWindow::setPrivate(bool on)
{
    m_private = on;
    m_menu->setPrivate(on);
    for (int i = 0; on && i < m_tabs->count(); ++i)
        qobject_cast<SessionPage *>(m_tabs->widget(i))->setPrivate();
    showPrivate();
}

/// A tab that was opened, or used, in private mode stays private.
void MainWindow::showPrivate()
{
    const bool on = currentPage() ? currentPage()->isPrivate() : m_private;
    m_privateSign->setVisible(on);
    m_privateSign->setText(tr("Private"));
    m_privateSign->setToolTip(tr("The log of this tab is deleted when the tab is closed."));
    setWindowTitle(on ? tr("SocketScope (private)") : tr("SocketScope"));
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::ActivationChange && isActiveWindow())
        m_tools.settings.refresh(); // another window may have been in use
    else if (event->type() == QEvent::ActivationChange && !m_isClosed) {
        collect();
        m_tools.settings.store();
    }
}

void MainWindow::retranslate()
{
    showPrivate();
    m_menu->retranslate();
    m_recent->retranslate();
    m_sendTools->retranslate();
    m_newTab->setToolTip(tr("New tab"));
    m_newTab->setAccessibleName(tr("New tab"));
}
