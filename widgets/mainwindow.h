// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/logstore.h"
#include "model/session/session.h"
#include "widgets/pages/storedtabs.h"

#include <QMainWindow>

class CaptureOpener;
class FileChooser;
class Language;
class LogExports;
class MainMenu;
class QTabWidget;
class MessageBar;
class RecentLogs;
class SendTools;
class SessionPage;
class Settings;
class StatusArea;

/// The window: a tab for each session.
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
        /// One for all tabs.
        std::shared_ptr<Resolver> resolver = std::make_shared<Resolver>();
    };

    explicit MainWindow(const Tools &tools);
    ~MainWindow() override;

    /// A new tab; with a URL it is filled in and opened. Null when no log can be made.
    SessionPage *addTab(const EndpointUrl *url = nullptr);
    /// The tabs of the last time, or one of the standard; none is opened. A window that has never done this shows tabs
    /// of the moment: once it is closed they are forgotten, and those of the last time are still there.
    void restoreTabs();
    /// Opens a capture file in a tab of its own; see CaptureOpener.
    void openCapture(const QString &file);
    /// No log of a tab that is open now, or opened while this is on, is kept. Stored only when the user chooses it.
    void setPrivate(bool on);
    bool isPrivate() const { return m_private; }
    RecentLogs &recentLogs() const { return *m_recent; }
    /// Offers logs that a crashed program left, and lists those that are kept.
    void offerOrphans();

    SessionPage *currentPage() const;
    QTabWidget *tabs() const { return m_tabs; }
    LogExports &exports() const { return *m_exports; }

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;
    void moveEvent(QMoveEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildTabs();
    void connectMenu();
    void connectLogMenu();
    void connectExports();
    void connectSendTools();
    void connectSettings();
    void askHalfClosedTimeout();
    void applyHalfClosedTimeout();
    int halfClosedSeconds() const;
    void retranslate();
    SessionPage *addPage(std::unique_ptr<LogFolder> folder, const std::shared_ptr<TrafficLog> &log);
    void closeTab(int index);
    void updateTab(SessionPage *page);
    SessionPage *unusedPage(const QJsonObject &setup) const;
    void replaceTab(SessionPage *old, SessionPage *page);
    void onCurrentChanged();
    void onTabsChanged();
    void collect();
    void showSettingsMessage(const QString &text);
    void connectRecentLogs();
    void askToClearLogs();
    void showPrivate();

    Tools m_tools;
    StoredTabs m_stored;
    QJsonArray m_unmade; // stored tabs that got no log, for the next start
    bool m_restoresTabs = false;
    bool m_tabsChanged = false; // since restoreTabs()
    bool m_isClosed = false;
    MainMenu *m_menu = nullptr;
    QTabWidget *m_tabs = nullptr;
    LogExports *m_exports = nullptr;
    SendTools *m_sendTools = nullptr;
    StatusArea *m_status = nullptr;
    CaptureOpener *m_opener = nullptr;
    MessageBar *m_settingsMessage = nullptr;
    RecentLogs *m_recent = nullptr;
    class QLabel *m_privateSign = nullptr;
    bool m_private = false;
    class QToolButton *m_newTab = nullptr;
};
