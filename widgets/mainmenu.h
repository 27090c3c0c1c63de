// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QAction>
#include <QObject>

class QMainWindow;
class QMenu;

/// The menu bar of the window: a signal for each entry, but for those of Help, which it shows itself.
class MainMenu : public QObject
{
    Q_OBJECT
public:
    /// The entries to tick; see Settings.
    struct Choices
    {
        QString language;
        QString theme;
        QString timeMode;
    };
    MainMenu(QMainWindow *window, const Choices &current);

    void retranslate();
    void setWiresharkEnabled(bool enabled) { m_wireshark->setEnabled(enabled); }
    void setCanReopen(bool can) { m_reopen->setEnabled(can); }
    void setPrivate(bool on) { m_private->setChecked(on); }
    /// Whether there is a tab; most entries need one.
    void setHasPage(bool has);
    /// An entry of Recent logs.
    struct RecentLog
    {
        QString text;
        QString folder;
    };
    void setRecentLogs(const QList<RecentLog> &logs);
    void setDeviceTestEnabled(bool enabled) { m_deviceTest->setEnabled(enabled); }
    /// Disables what sends, for the reason given; empty: enables it.
    void setSendProblem(const QString &problem);

signals:
    void newTab();
    void closeTab();
    void reopenTab();
    void privateToggled(bool on);
    void openCapture();
    void recentLogChosen(const QString &folder);
    void clearRecentLogs();
    void keepLogs();
    void saveLog();
    void exportLog();
    void saveDeviceTest();
    void openInWireshark();
    void fileMenuOpens();
    void quit();
    void copy();
    void selectAll();
    void clearView();
    void showAll();
    void find();
    void findNext();
    void findPrevious();
    void filter();
    void goTo();
    void toggleSendList();
    void sendFile();
    void sendInPieces();
    void generateTraffic();
    void testUdp();
    void halfClosedTimeout();
    void lookUp();
    void acceptedCertificates();
    void timeModeChosen(const QString &name);
    void nextTab();
    void previousTab();
    void languageChosen(const QString &name);
    void themeChosen(const QString &name);

private:
    void showShortcuts();
    void showAbout();
    QAction *add(QMenu *menu, const char *text, void (MainMenu::*slot)());
    QMenu *addChoices(QMenu *menu, const QStringList &names, const QString &current,
                      void (MainMenu::*signal)(const QString &));

    struct Entry
    {
        QAction *action;
        const char *text; // translated in retranslate()
    };
    QList<Entry> m_entries;
    QMenu *m_file = nullptr;
    QMenu *m_recent = nullptr;
    QAction *m_noRecent = nullptr;
    QAction *m_clearRecent = nullptr;
    QAction *m_reopen = nullptr;
    QAction *m_private = nullptr;
    QList<QAction *> m_pageActions;
    QAction *m_deviceTest = nullptr;
    QAction *m_wireshark = nullptr;
    QMenu *m_edit = nullptr;
    QMenu *m_view = nullptr;
    QMenu *m_tools = nullptr;
    QList<QAction *> m_sendTools;
    QMenu *m_help = nullptr;
    QMenu *m_language = nullptr;
    QMenu *m_theme = nullptr;
    QMenu *m_time = nullptr;
};
