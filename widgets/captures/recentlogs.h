// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/store/logstore.h"
#include "model/log/trafficlog.h"

#include <QJsonObject>
#include <QObject>
#include <QThreadPool>

#include <atomic>
#include <functional>
#include <memory>
#include <vector>

class MessageBar;
class QPushButton;
class QWidget;
class Settings;

/// The logs that no tab shows any more: those of closed tabs and of programs that ended, which are listed until they
/// are too old, and those that a crash left, which are offered until the user opens or discards them. Files are read
/// and removed on another thread. GUI thread.
class RecentLogs : public QObject
{
    Q_OBJECT
public:
    /// A tab that was closed. Without `folder` its log was not kept, and only the setup can be restored.
    struct ClosedTab
    {
        QString folder;
        QString captureFile; ///< of a tab that showed one
        QJsonObject setup;
    };

    /// A log, ready to be shown in a tab of its own.
    struct Opened
    {
        std::unique_ptr<LogFolder> folder; ///< to be taken
        std::shared_ptr<TrafficLog> log;   ///< sealed when nothing can be written to it
        LogDescription description;
    };

    /// All outlive this.
    RecentLogs(LogStore &captures, Settings &settings, QWidget *window);
    /// Cancels the log that is being opened, and waits for it.
    ~RecentLogs() override;

    /// The bar that offers logs after a crash, to be placed by the window.
    MessageBar *offer() const { return m_offer; }
    /// Says why a log could not be opened; to be placed by the window.
    MessageBar *problems() const { return m_problems; }
    /// Tidies up, lists the logs that are kept, and offers those that a crash left.
    void start();
    /// Removes the logs above the limits and reads the list again. Runs every hour by itself.
    void tidy();
    /// Newest first, as last read.
    const std::vector<LogStore::KeptLog> &logs() const { return m_logs; }
    /// Title, time and size, for lists.
    static QString textOf(const LogStore::KeptLog &log);

    /// Remembers a tab for reopenClosed(). Call it before the page is deleted, and tidy() after that.
    void addClosed(const ClosedTab &tab);
    bool canReopen() const { return !m_closed.empty(); }
    /// Reopens the tab that was closed last: see opened(), captureWanted() and setupWanted().
    void reopenClosed();
    /// One of logs().
    void open(const QString &folder) { read(folder, {}); }
    /// Asks whether to delete logs(), and does it.
    void askToClear();
    /// Asks how many logs are kept, and applies it.
    void askLimits();
    void retranslate() { updateOffer(); }

signals:
    /// logs() or canReopen() has changed.
    void changed();
    void opened(const std::shared_ptr<RecentLogs::Opened> &opened);
    void captureWanted(const QString &file);
    /// A tab whose log cannot be opened; `why` is empty when it had none.
    void setupWanted(const QJsonObject &setup, const QString &why);

private:
    struct Reading;

    void refresh(bool offering = false);
    void show(const std::vector<LogStore::KeptLog> &logs);
    void read(const QString &folder, const ClosedTab &tab);
    void onRead(const std::shared_ptr<Reading> &reading, const QString &folder, const ClosedTab &tab);
    void clear();
    void openOffered();
    void discardOffered();
    std::vector<LogStore::KeptLog> offered() const;
    void updateOffer();
    template<typename T>
    void inBackground(QThreadPool *pool, std::function<T()> work, std::function<void(const T &)> done);

    LogStore &m_captures;
    Settings &m_settings;
    QWidget *m_window;
    MessageBar *m_offer;
    QPushButton *m_offerOpen;
    QPushButton *m_offerDiscard;
    MessageBar *m_problems;
    std::vector<LogStore::KeptLog> m_logs;
    std::vector<ClosedTab> m_closed; // the last is the newest
    std::vector<QString> m_opening;  // folders, no longer offered
    std::vector<QString> m_failed;   // folders that could not be opened: the others are offered before them
    quint64 m_requests = 0;          // of lists; only the last one's is shown
    bool m_offering = false;         // what crashes left is offered
    bool m_offeringNext = false;     // from the next list on
    bool m_offered = false;          // the bar was shown for them
    QThreadPool m_readers;           // goes before the rest
    std::atomic<bool> m_ending = false;
};
