// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/address/resolver.h"
#include "model/log/store/logstore.h"
#include "widgets/captures/captureopener.h"
#include "widgets/captures/recentlogs.h"
#include "widgets/pages/pagetabs.h"
#include "widgets/parts/messagebar.h"
#include "widgets/privatemode.h"

#include <QMainWindow>

class FileChooser;
class Language;
class LogExports;
class LookupDialog;
class MainMenu;
class PageSettings;
class SendTools;
class Settings;
class StatusArea;
struct EndpointUrl;

/// The window: connects the menu, the tabs, and what works on the page in front.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    /// What the window needs from outside; everything outlives it.
    struct Tools
    {
        Settings &settings;
        Language &language;
        LogStore &captures;
        FileChooser &files;
        /// Shared by all tabs.
        std::shared_ptr<Resolver> resolver = std::make_shared<Resolver>();
    };

    explicit MainWindow(const Tools &tools);

    /// Adds a session; with a URL its fields are filled in, and it is opened. Null when no log can be created.
    SessionPage *addTab(const EndpointUrl *url = nullptr);
    /// Adds a session in place of a word of the command line that is no URL, and says why.
    void addRefused(const QString &word, const Error &error);
    /// Restores the tabs of the last time, or adds an empty one; none is opened. A window that never calls this leaves
    /// those of the last time stored, and its own are forgotten once it is closed.
    void restoreTabs();
    /// Opens a capture file in a tab of its own; see CaptureOpener.
    void openCapture(const QString &file) { m_opener->open(file); }
    /// See PrivateMode::set().
    void setPrivate(bool on) { m_private->set(on); }
    RecentLogs &recentLogs() const { return *m_recent; }

    LogPage *currentPage() const { return m_tabs->currentPage(); }
    /// Null when the tab in front is no session.
    SessionPage *currentSessionPage() const { return m_tabs->currentSessionPage(); }
    PageTabs *tabs() const { return m_tabs; }
    LogExports &exports() const { return *m_exports; }

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;
    void moveEvent(QMoveEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildLayout();
    void connectTabs();
    void connectMenu();
    void connectLogMenu();
    void connectExports();
    void connectSendTools();
    void connectSettings();
    void connectRecentLogs();
    void openLookup();
    void useLocalHost(const QString &host);
    void retranslate();
    void onPageAdding(LogPage *page);
    void onCurrentChanged();
    void closeTab(int index);
    void showCapture(const CaptureOpener::Opened &opened);
    void showKeptLog(RecentLogs::Opened &opened);
    void restoreSetup(const QJsonObject &setup, const QString &why);
    void collect();
    void showSettingsMessage(const QString &text) { m_settingsMessage->showMessage(text, MessageBar::Tone::Warning); }

    Tools m_tools;
    StoredTabs m_stored;
    MainMenu *m_menu;
    StatusArea *m_status;
    PageTabs *m_tabs;
    PageSettings *m_pageSettings;
    PrivateMode *m_private;
    CaptureOpener *m_opener;
    RecentLogs *m_recent;
    LogExports *m_exports;
    MessageBar *m_settingsMessage;
    SendTools *m_sendTools = nullptr;
    LookupDialog *m_lookup = nullptr; // once it was opened
    bool m_tabsChanged = false;       // since restoreTabs()
    bool m_isClosed = false;
};
