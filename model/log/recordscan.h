// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/recordset.h"
#include "model/log/recordtester.h"

#include <QObject>
#include <QThread>

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>

/// Goes through a log on a thread of its own and notes which records a filter lets through; goes on
/// with records that come later (see wake()). Make, use and destroy it on one thread, where its
/// signals arrive.
class RecordScan : public QObject
{
    Q_OBJECT
public:
    enum class Order : quint8 {
        Ascending,      ///< for a row of what was found
        NearestToWanted ///< for a search: see want()
    };

    /// Looks at the records from `first` on.
    RecordScan(const std::shared_ptr<const TrafficLog> &log, std::shared_ptr<const CompiledFilter> filter,
               RecordNumber first, Order order, QObject *parent = nullptr);
    /// Stops the thread, which looks for that once in 64 records, and waits for it.
    ~RecordScan() override;

    /// Shared with the thread, which fills it.
    std::shared_ptr<const RecordSet> found() const { return m_found; }
    /// How much of what there is to look at is done: 0 to 1.
    double progress() const;
    bool isComplete() const;

    /// There may be new records.
    void wake();
    /// Records from here on, or from here back, are looked at before others.
    void want(RecordNumber number, bool forward);

signals:
    /// More is known; at most 25 times a second, and at the end of what there is.
    void advanced();

private:
    void run();
    std::optional<RecordNumber> nextChunk();
    std::optional<RecordNumber> unfinished(RecordNumber from, RecordNumber to) const;
    bool isUnfinished(RecordNumber chunk) const;
    void scanChunk(RecordNumber chunk);
    void tell(bool always);

    const std::shared_ptr<const TrafficLog> m_log;
    const Order m_order;
    const std::shared_ptr<RecordSet> m_found;
    RecordTester m_tester; // the thread's

    std::mutex m_mutex; // guards these:
    std::condition_variable m_woken;
    bool m_stop = false;
    bool m_wake = false;
    RecordNumber m_wanted = 0;
    bool m_forward = true;

    std::atomic<bool> m_stopping = false;
    qint64 m_toldNs = 0;
    std::unique_ptr<QThread> m_thread;
};
