// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/backgroundscan.h"
#include "model/log/recordset.h"
#include "model/log/search/recordtester.h"

#include <mutex>

/// Scans a log for the records that pass a filter, new ones too. Emits advanced() at most 25 times a second.
class RecordScan final : public BackgroundScan
{
    Q_OBJECT
public:
    enum class Order : quint8 {
        Ascending,      ///< for the rows of a filtered view
        NearestToWanted ///< for a search: see want()
    };

    /// Scans the records from `first` on.
    RecordScan(const std::shared_ptr<const TrafficLog> &log, std::shared_ptr<const CompiledFilter> filter,
               RecordNumber first, Order order, QObject *parent = nullptr);
    /// Stops the thread, which checks for that at each record, and waits for it.
    ~RecordScan() override { stop(); }

    /// Shared with the thread, which fills it.
    std::shared_ptr<const RecordSet> found() const { return m_found; }
    /// How much of the log is scanned: 0 to 1.
    double progress() const;
    /// Records for which the regular expression was too costly: whether they match is not known.
    quint64 undecided() const { return m_undecided; }

    /// Scan the records from here on, or from here back, before others.
    void want(RecordNumber number, bool forward);

private:
    Step step() override;
    std::optional<RecordNumber> nextChunk();
    std::optional<RecordNumber> unfinished(RecordNumber from, RecordNumber to) const;
    void scanChunk(RecordNumber chunk);

    const std::shared_ptr<const TrafficLog> m_log;
    const Order m_order;
    const std::shared_ptr<RecordSet> m_found;
    RecordTester m_tester; // the thread's
    std::atomic<quint64> m_undecided = 0;

    std::mutex m_wantedMutex; // guards these:
    RecordNumber m_wanted = 0;
    bool m_forward = true;
};
