// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Long because it connects every entry of the menus, the tabs and the settings to the page in front.
#include "widgets/mainwindow.h"

#include "widgets/captureopener.h"
#include "widgets/language.h"
#include "widgets/logarea.h"
#include "widgets/logexports.h"
#include "widgets/logview.h"
#include "widgets/mainmenu.h"
#include "widgets/messagebar.h"
#include "widgets/sendtools.h"
#include "widgets/sessionpage.h"
#include "widgets/settings.h"
#include "widgets/statedot.h"
#include "widgets/statusarea.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QCloseEvent>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QScreen>
#include <QStatusBar>
#include <QTabBar>
#include <QTabWidget>
#include <QThread>
#include <QToolButton>
#include <QVBoxLayout>

using Key = Settings::Key;

namespace {

LogTime timeModeOf(const QString &name)
{
    if (name == u"relative")
        return LogTime::Relative;
    return name == u"delta" ? LogTime::Delta : LogTime::OfDay;
}

} // namespace

MainWindow::MainWindow(const Tools &tools) : m_tools(tools), m_stored(tools.settings)
{
    const auto setting = [&](Key key) { return tools.settings.value(key).toString(); };
    m_menu = new MainMenu(this, {setting(Key::Language), setting(Key::Theme), setting(Key::TimeMode)});
    m_status = new StatusArea(this);
    statusBar()->addWidget(m_status, 1);
    statusBar()->setSizeGripEnabled(false);
    m_opener = new CaptureOpener({tools.captures, tools.files, tools.settings}, this);
    buildTabs();
    connectMenu();
    connectSendTools();
    connectSettings();
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
    m_offer = new MessageBar(this);
    m_offerOpen = m_offer->addButton();
    m_offerDiscard = m_offer->addButton();
    auto *central = new QWidget;
    auto *layout = new QVBoxLayout(central);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_settingsMessage);
    layout->addWidget(m_offer);
    layout->addWidget(m_opener->messages());
    layout->addWidget(m_tabs, 1);
    setCentralWidget(central);
    connect(m_newTab, &QToolButton::clicked, this, [this] { addTab(); });
    connect(m_tabs, &QTabWidget::tabCloseRequested, this, &MainWindow::closeTab);
    connect(m_tabs, &QTabWidget::currentChanged, this, &MainWindow::onCurrentChanged);
    connect(m_tabs->tabBar(), &QTabBar::tabMoved, this, &MainWindow::onTabsChanged);
    connect(m_offerOpen, &QPushButton::clicked, this, &MainWindow::recoverNext);
    connect(m_offerDiscard, &QPushButton::clicked, this, [this] {
        for (const CaptureStore::Orphan &orphan : m_orphans)
            m_tools.captures.discard(orphan);
        m_orphans.clear();
        m_offer->hide();
    });
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
               "Ctrl+PgDown, Ctrl+PgUp: next tab, previous tab\nCtrl+O, Ctrl+S: open capture, save log\n"
               "Ctrl+Shift+E: export\nCtrl+L: clear view\nCtrl+F, F3, Shift+F3: find, next hit, previous hit\n"
               "Ctrl+Shift+F: filter\nCtrl+G: go to a record or a time\nDouble click, Enter: details of a record\n"
               "End: follow the newest record\nCtrl+wheel, Ctrl+0: size of the log's text\n"
               "Ctrl+Shift+L: send list\nCtrl+1 to Ctrl+9: send a message of the list"));
    });
}

void MainWindow::connectExports()
{
    m_exports = new LogExports(this, m_tools.settings, m_tools.files, m_tools.captures);
    const auto findWireshark = [this] { m_menu->setWiresharkEnabled(m_exports->wireshark().isAvailable()); };
    connect(m_menu, &MainMenu::saveLog, this, [this] { m_exports->save(currentPage()); });
    connect(m_menu, &MainMenu::exportLog, this, [this] { m_exports->exportLog(currentPage()); });
    connect(m_menu, &MainMenu::openInWireshark, this, [this] { m_exports->openInWireshark(currentPage()); });
    connect(m_menu, &MainMenu::saveDeviceTest, this, [this] { m_exports->saveDeviceTest(currentPage()); });
    connect(m_menu, &MainMenu::fileMenuOpens, this, findWireshark);
    connect(m_menu, &MainMenu::fileMenuOpens, this,
            [this] { m_menu->setDeviceTestEnabled(LogExports::hasTraffic(*currentPage())); });
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
        if (name != Settings::nameOf(Key::History))
            return;
        for (int i = 0; i < m_tabs->count(); ++i)
            qobject_cast<SessionPage *>(m_tabs->widget(i))
                ->setHistory(m_tools.settings.value(Key::History).toStringList());
    });
    if (!settings->problem().isEmpty())
        showSettingsMessage(settings->problem());
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
    std::unique_ptr<CaptureFolder> folder;
    TrafficLog::Options options;
    QString problem;
    if (url && !url->captureFile.isEmpty()) {
        options.file = url->captureFile;
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
    return page;
}

SessionPage *MainWindow::addPage(std::unique_ptr<CaptureFolder> folder, const std::shared_ptr<TrafficLog> &log)
{
    auto *page = new SessionPage(std::move(folder), log, m_tools.files, m_tools.resolver);
    page->setHistory(m_tools.settings.value(Key::History).toStringList());
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

void MainWindow::updateTab(SessionPage *page)
{
    const int index = m_tabs->indexOf(page);
    if (index < 0)
        return;
    m_tabs->setTabText(index, page->title());
    m_tabs->setTabToolTip(index, page->captureFile());
    m_tabs->setTabIcon(index, stateDot(page->session().state()));
}

void MainWindow::closeTab(int index)
{
    QWidget *page = m_tabs->widget(index);
    m_tabs->removeTab(index);
    delete page;
    onTabsChanged();
    if (m_tabs->count() == 0)
        addTab();
}

SessionPage *MainWindow::currentPage() const
{
    return qobject_cast<SessionPage *>(m_tabs->currentWidget());
}

void MainWindow::onCurrentChanged()
{
    m_status->setSession(currentPage() ? &currentPage()->session() : nullptr);
    if (m_sendTools)
        m_sendTools->pageChanged();
}

void MainWindow::restoreTabs()
{
    m_restoresTabs = true;
    const WindowTabs::State state = m_stored.takeOver();
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
    WindowTabs::State state;
    for (int i = 0; i < m_tabs->count(); ++i) {
        const auto *page = qobject_cast<SessionPage *>(m_tabs->widget(i));
        if (page->isCapture())
            continue;
        if (i <= m_tabs->currentIndex())
            state.current = state.pages.size();
        state.pages.append(page->save());
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
    m_orphans = m_tools.captures.orphans();
    updateOffer();
}

void MainWindow::updateOffer()
{
    if (m_orphans.empty()) {
        m_offer->hide();
        return;
    }
    qint64 bytes = 0;
    for (const CaptureStore::Orphan &orphan : m_orphans)
        bytes += orphan.bytes;
    m_offer->showMessage(
        tr("SocketScope did not end properly. %n log(s) with %1 were kept.", nullptr, int(m_orphans.size()))
            .arg(QLocale().formattedDataSize(bytes)),
        MessageBar::Tone::Info);
    m_offerOpen->setText(tr("Open"));
    m_offerOpen->setAccessibleName(tr("Open kept log"));
    m_offerDiscard->setText(tr("Discard"));
}

/// Reading a large log takes seconds, so another thread does it.
void MainWindow::recoverNext()
{
    if (m_orphans.empty())
        return;
    const CaptureStore::Orphan orphan = m_orphans.front();
    m_orphans.erase(m_orphans.begin());
    auto adopted = m_tools.captures.adopt(orphan);
    updateOffer();
    if (!adopted) {
        m_offer->showMessage(adopted.error().message, MessageBar::Tone::Warning);
        return;
    }
    struct Recovery
    {
        std::unique_ptr<CaptureFolder> folder;
        Result<std::shared_ptr<TrafficLog>> log;
    };
    auto recovery = std::make_shared<Recovery>(Recovery{std::move(*adopted), failure({})});
    QThread *thread = QThread::create([recovery] {
        TrafficLog::Options options;
        options.directory = recovery->folder->path();
        recovery->log = TrafficLog::reopen(options);
    });
    connect(thread, &QThread::finished, this, [this, recovery] {
        if (recovery->log)
            addPage(std::move(recovery->folder), *recovery->log);
        else
            m_offer->showMessage(recovery->log.error().message, MessageBar::Tone::Warning);
    });
    connect(thread, &QThread::finished, thread, &QObject::deleteLater);
    thread->start();
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
    setWindowTitle(tr("SocketScope"));
    m_menu->retranslate();
    m_sendTools->retranslate();
    m_newTab->setToolTip(tr("New tab"));
    m_newTab->setAccessibleName(tr("New tab"));
    updateOffer();
}
