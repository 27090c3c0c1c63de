// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/mainwindow.h"

#include "widgets/captures/logexports.h"
#include "widgets/language.h"
#include "widgets/log/logarea.h"
#include "widgets/log/logselectioncontroller.h"
#include "widgets/log/logview.h"
#include "widgets/lookup/lookupdialog.h"
#include "widgets/mainmenu.h"
#include "widgets/pages/capturepage.h"
#include "widgets/pages/newlog.h"
#include "widgets/pages/pagesettings.h"
#include "widgets/pages/sessionpage.h"
#include "widgets/sending/sendtools.h"
#include "widgets/settings.h"
#include "widgets/statusarea.h"
#include "widgets/theme.h"

#include <QCloseEvent>
#include <QMessageBox>
#include <QScreen>
#include <QStatusBar>
#include <QVBoxLayout>

using Key = Settings::Key;

namespace {

MainMenu::Choices choices(const Settings &settings)
{
    const auto value = [&](Key key) { return settings.value(key).toString(); };
    return {value(Key::Language), value(Key::Theme), value(Key::TimeMode)};
}

} // namespace

MainWindow::MainWindow(const Tools &tools)
    : m_tools(tools), m_stored(tools.settings), m_menu(new MainMenu(this, choices(tools.settings))),
      m_status(new StatusArea(this)), m_tabs(new PageTabs), m_pageSettings(new PageSettings(tools.settings, *m_tabs)),
      m_private(new PrivateMode(this, *m_tabs)),
      m_opener(new CaptureOpener({tools.captures, tools.files, tools.settings}, this)),
      m_recent(new RecentLogs(tools.captures, tools.settings, this)),
      m_exports(new LogExports(this, tools.settings, tools.files, tools.captures)),
      m_settingsMessage(new MessageBar(this))
{
    buildLayout();
    connectTabs();
    connectMenu();
    connectLogMenu();
    connectExports();
    connectSendTools();
    connectSettings();
    connectRecentLogs();
    onCurrentChanged();
    setPrivate(tools.settings.value(Key::PrivateMode).toBool());
    if (!restoreGeometry(tools.settings.value(Key::WindowGeometry).toByteArray()))
        resize(QSize(1080, 820).boundedTo(screen()->availableSize() * 0.9)); // shows all panels, if the screen has room
    restoreState(tools.settings.value(Key::WindowState).toByteArray());
    centralWidget()->installEventFilter(this);
}

void MainWindow::buildLayout()
{
    statusBar()->addWidget(m_status, 1);
    statusBar()->setSizeGripEnabled(false);
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
    const auto codec = [this] { return currentPage() ? currentPage()->codec() : nullptr; };
    m_sendTools = new SendTools(this, {m_tools.settings, m_tools.files, codec}); // its dock comes after the tabs
}

void MainWindow::connectTabs()
{
    connect(m_tabs, &PageTabs::newTabRequested, this, [this] { addTab(); });
    connect(m_tabs, &PageTabs::adding, this, &MainWindow::onPageAdding);
    connect(m_tabs, &PageTabs::changed, this, [this] {
        m_tabsChanged = true;
        m_tools.settings.touch();
    });
    connect(m_tabs, &QTabWidget::tabCloseRequested, this, &MainWindow::closeTab);
    connect(m_tabs, &QTabWidget::currentChanged, this, &MainWindow::onCurrentChanged);
}

void MainWindow::connectMenu()
{
    connect(m_menu, &MainMenu::newTab, this, [this] { addTab(); });
    connect(m_menu, &MainMenu::closeTab, this, [this] { closeTab(m_tabs->currentIndex()); });
    connect(m_menu, &MainMenu::nextTab, m_tabs, [this] { m_tabs->step(1); });
    connect(m_menu, &MainMenu::previousTab, m_tabs, [this] { m_tabs->step(-1); });
    connect(m_menu, &MainMenu::openCapture, m_opener, &CaptureOpener::ask);
    connect(m_opener, &CaptureOpener::opened, this, &MainWindow::showCapture);
    connect(m_menu, &MainMenu::privateToggled, this, [this](bool on) {
        m_tools.settings.setValue(Key::PrivateMode, on);
        setPrivate(on);
    });
    connect(m_private, &PrivateMode::changed, m_menu, &MainMenu::setPrivate);
    connect(m_menu, &MainMenu::halfClosedTimeout, m_pageSettings, &PageSettings::askHalfClosedTimeout);
    connect(m_menu, &MainMenu::lookUp, this, &MainWindow::openLookup);
    connect(m_menu, &MainMenu::acceptedCertificates, m_pageSettings, &PageSettings::editCertificates);
    connect(m_menu, &MainMenu::languageChosen, this, [this](const QString &name) {
        m_tools.settings.setValue(Key::Language, name);
        m_tools.language.use(name);
    });
    connect(m_menu, &MainMenu::themeChosen, this, [this](const QString &name) {
        m_tools.settings.setValue(Key::Theme, name);
        applyTheme(name);
    });
    connect(m_menu, &MainMenu::quit, this, &QWidget::close);
}

/// The entries for the log of the page in front.
void MainWindow::connectLogMenu()
{
    const auto onArea = [this](void (MainMenu::*signal)(), void (LogArea::*slot)()) {
        connect(m_menu, signal, this, [this, slot] { (currentPage()->logArea().*slot)(); });
    };
    onArea(&MainMenu::find, &LogArea::startFind);
    onArea(&MainMenu::findNext, &LogArea::findNext);
    onArea(&MainMenu::findPrevious, &LogArea::findPrevious);
    onArea(&MainMenu::filter, &LogArea::startFilter);
    onArea(&MainMenu::goTo, &LogArea::goTo);
    connect(m_menu, &MainMenu::copy, this, [this] { currentPage()->logView().selection().copy(); });
    connect(m_menu, &MainMenu::selectAll, this, [this] { currentPage()->logView().selection().selectAll(); });
    connect(m_menu, &MainMenu::clearView, this, [this] { currentPage()->clearView(); });
    connect(m_menu, &MainMenu::showAll, this, [this] { currentPage()->showAll(); });
    connect(m_menu, &MainMenu::timeModeChosen, m_pageSettings, &PageSettings::setTimeMode);
}

void MainWindow::connectExports()
{
    const auto onPage = [this](void (MainMenu::*signal)(), void (LogExports::*slot)(LogPage *)) {
        connect(m_menu, signal, m_exports, [this, slot] { (m_exports->*slot)(currentPage()); });
    };
    onPage(&MainMenu::saveLog, &LogExports::save);
    onPage(&MainMenu::exportLog, &LogExports::exportLog);
    onPage(&MainMenu::saveDeviceTest, &LogExports::saveDeviceTest);
    onPage(&MainMenu::openInWireshark, &LogExports::openInWireshark);
    const auto findWireshark = [this] {
        m_menu->setWiresharkEnabled(currentPage() && m_exports->wireshark().isAvailable());
    };
    connect(m_menu, &MainMenu::fileMenuOpens, this, findWireshark);
    connect(m_menu, &MainMenu::fileMenuOpens, this,
            [this] { m_menu->setDeviceTestEnabled(currentPage() && currentPage()->hasTraffic()); });
    findWireshark();
}

void MainWindow::connectSendTools()
{
    connect(m_sendTools, &SendTools::sendProblemChanged, m_menu, &MainMenu::setSendProblem);
    connect(m_sendTools, &SendTools::failed, this, [this](const QString &message) {
        if (currentPage())
            currentPage()->showMessage(message, true);
    });
    connect(m_menu, &MainMenu::toggleSendList, m_sendTools, &SendTools::toggleSendList);
    connect(m_menu, &MainMenu::sendFile, m_sendTools, &SendTools::openFileDialog);
    connect(m_menu, &MainMenu::sendInPieces, m_sendTools, &SendTools::openPieces);
    connect(m_menu, &MainMenu::generateTraffic, m_sendTools, &SendTools::openGenerator);
    connect(m_menu, &MainMenu::testUdp, m_sendTools, &SendTools::openUdpTest);
}

void MainWindow::connectSettings()
{
    const Settings *settings = &m_tools.settings;
    connect(settings, &Settings::collecting, this, &MainWindow::collect);
    connect(settings, &Settings::failed, this, &MainWindow::showSettingsMessage);
    connect(settings, &Settings::recovered, m_settingsMessage, &QWidget::hide);
    if (!settings->problem().isEmpty())
        showSettingsMessage(settings->problem());
}

void MainWindow::connectRecentLogs()
{
    const auto updateMenu = [this] {
        QList<MainMenu::RecentLog> entries;
        for (const LogStore::KeptLog &log : m_recent->logs())
            entries.append({RecentLogs::textOf(log), log.path});
        m_menu->setRecentLogs(entries);
        m_menu->setCanReopen(m_recent->canReopen());
    };
    connect(m_recent, &RecentLogs::changed, this, updateMenu);
    updateMenu();
    connect(m_menu, &MainMenu::reopenTab, m_recent, &RecentLogs::reopenClosed);
    connect(m_menu, &MainMenu::recentLogChosen, m_recent, &RecentLogs::open);
    connect(m_menu, &MainMenu::clearRecentLogs, m_recent, &RecentLogs::askToClear);
    connect(m_menu, &MainMenu::keepLogs, m_recent, &RecentLogs::askLimits);
    connect(m_recent, &RecentLogs::opened, this,
            [this](const std::shared_ptr<RecentLogs::Opened> &opened) { showKeptLog(*opened); });
    connect(m_recent, &RecentLogs::captureWanted, m_opener, &CaptureOpener::open);
    connect(m_recent, &RecentLogs::setupWanted, this, &MainWindow::restoreSetup);
}

void MainWindow::openLookup()
{
    if (!m_lookup) {
        m_lookup = new LookupDialog(this);
        connect(m_lookup, &LookupDialog::localHostChosen, this, &MainWindow::useLocalHost);
    }
    m_lookup->bringUp();
}

/// For the endpoint of the tab in front.
void MainWindow::useLocalHost(const QString &host)
{
    SessionPage *page = currentSessionPage();
    if (!page) {
        m_lookup->showOutcome(tr("The current tab has no endpoint. Choose another tab, or open a new one."), true);
    } else if (page->session().state() != Session::State::Closed) {
        m_lookup->showOutcome(tr("“%1” is open. Close it to change its local host.").arg(page->title()), true);
    } else {
        page->setLocalHost(host);
        m_lookup->showOutcome(tr("Local host of “%1”: %2").arg(page->title(), host), false);
    }
}

SessionPage *MainWindow::addTab(const EndpointUrl *url)
{
    auto made = NewLog::create(m_tools.captures, url);
    if (!made) {
        QMessageBox::warning(this, tr("No log"), made.error().message);
        return nullptr;
    }
    auto *page = new SessionPage(std::move(made->folder), made->log, m_tools.files, m_tools.resolver);
    m_tabs->add(page);
    if (url) {
        page->setUrl(*url);
        page->open();
    }
    if (!made->note.isEmpty())
        page->showMessage(made->note, true);
    return page;
}

void MainWindow::addRefused(const QString &word, const Error &error)
{
    SessionPage *page = addTab();
    if (!page)
        return;
    if (word.contains(u':'))
        page->showMessage(tr("%1 was not opened. %2").arg(word, error.message), true);
    else
        page->showMessage(tr("There is no file %1.").arg(word), true);
}

void MainWindow::onPageAdding(LogPage *page)
{
    connect(page, &LogPage::saveRequested, this, [this, page] { m_exports->save(page); });
    const auto *session = qobject_cast<SessionPage *>(page);
    if (!session)
        return;
    connect(session, &SessionPage::fileRequested, m_sendTools, &SendTools::openFileDialog);
    connect(session, &SessionPage::sendListRequested, m_sendTools, &SendTools::toggleSendList);
    connect(session, &SessionPage::logRefreshed, this, [this, page] {
        if (page == currentPage())
            m_status->refresh();
    });
}

void MainWindow::showCapture(const CaptureOpener::Opened &opened)
{
    auto *page = new CapturePage(std::move(*opened.folder), opened.log, opened.file);
    m_tabs->add(page);
    if (!opened.note.isEmpty())
        page->showMessage(opened.note, false);
}

void MainWindow::showKeptLog(RecentLogs::Opened &opened)
{
    LogPage *page = nullptr;
    SessionPage *session = nullptr;
    if (opened.log->isSealed())
        page = new CapturePage(std::move(opened.folder), opened.log, opened.description);
    else
        page = session = new SessionPage(std::move(opened.folder), opened.log, m_tools.files, m_tools.resolver);
    // After a crash, the settings have restored the tab already, without its log.
    const bool hasCrashed = !opened.description.ended.isValid();
    if (SessionPage *twin = hasCrashed ? m_tabs->unusedPage(opened.description.setup) : nullptr)
        m_tabs->replace(twin, page);
    else
        m_tabs->add(page);
    if (session)
        session->resume(opened.description);
}

void MainWindow::restoreSetup(const QJsonObject &setup, const QString &why)
{
    SessionPage *page = addTab();
    if (!page)
        return;
    page->restore(setup);
    if (!why.isEmpty())
        page->showMessage(tr("Only the setup of the tab could be restored. %1").arg(why), true);
}

void MainWindow::closeTab(int index)
{
    LogPage *page = m_tabs->page(index);
    if (!page)
        return;
    const bool keepsLog = page->keepsLog();
    m_recent->addClosed(
        {keepsLog ? page->folder()->path() : QString(), keepsLog ? QString() : page->location(), page->save()});
    m_tabs->remove(page);
    m_recent->tidy();
    if (m_tabs->count() == 0)
        addTab();
}

void MainWindow::onCurrentChanged()
{
    m_menu->setHasPage(currentPage() != nullptr); // there is none when no log can be created
    m_status->setPage(currentPage());
    const SessionPage *session = currentSessionPage();
    m_sendTools->setSending(session ? &session->sending() : nullptr);
}

void MainWindow::restoreTabs()
{
    const StoredTabs::State state = m_stored.takeOver();
    bool canAdd = true;
    for (const auto stored : state.pages) {
        SessionPage *page = canAdd ? addTab() : nullptr;
        canAdd = page != nullptr; // one message about it is enough
        if (page)
            page->restore(stored.toObject());
        else
            m_stored.setAside(stored);
    }
    m_tabs->setCurrentIndex(int(state.current));
    if (m_tabs->count() == 0 && canAdd)
        addTab();
    m_tabsChanged = !state.pages.isEmpty(); // what was taken over is this window's to store
}

/// Puts the state of the window and its pages into the settings.
void MainWindow::collect()
{
    if (m_isClosed)
        return;
    for (LogPage *page : m_tabs->pages())
        page->describeLog();
    if (m_tabsChanged)
        m_stored.store(m_tabs->save());
    m_sendTools->collect();
    m_tools.settings.setValue(Key::WindowState, saveState());
    m_tools.settings.setValue(Key::WindowGeometry, saveGeometry());
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    collect();
    m_stored.close();
    m_isClosed = true;
    m_tools.settings.sync();
    event->accept();
}

void MainWindow::moveEvent(QMoveEvent *event)
{
    QMainWindow::moveEvent(event);
    m_tools.settings.touch();
}

/// The central widget is resized with the window, and when a dock moves.
bool MainWindow::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == centralWidget() && event->type() == QEvent::Resize)
        m_tools.settings.touch();
    return QMainWindow::eventFilter(watched, event);
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::ActivationChange && isActiveWindow())
        m_tools.settings.refresh(); // another window may have stored values
    else if (event->type() == QEvent::ActivationChange && !m_isClosed) {
        collect();
        m_tools.settings.store();
    }
}

void MainWindow::retranslate()
{
    m_private->update();
    m_menu->retranslate();
    m_recent->retranslate();
    m_sendTools->retranslate();
}
