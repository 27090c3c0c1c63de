// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/search/recordscan.h"

/// A match of a pattern in the log.
struct LogHit
{
    RecordNumber record = 0;
    Range place; ///< see RecordTester::matches()

    bool operator==(const LogHit &) const = default;
};

/// Finds the next and the previous match of a pattern. Another thread scans the log from the user's position on, so the
/// nearest match is found fast in a log of any length. Belongs to one thread.
class LogSearch : public QObject
{
    Q_OBJECT
public:
    /// Searches the records from `first` on; `filter` has a pattern.
    LogSearch(const std::shared_ptr<const TrafficLog> &log, const std::shared_ptr<const CompiledFilter> &filter,
              RecordNumber first, QObject *parent = nullptr);

    /// Only matches in these records count; null: all. The search waits while the set is filled: see wakeByShown().
    void setShown(std::shared_ptr<const RecordSet> shown);
    /// More is known of the records that are shown.
    void wakeByShown() { step(); }

    /// Finds the nearest match that begins after (before) `from`, or at it when `orHere` is set; at the end of the log
    /// the search wraps around. The result is a signal, perhaps before this returns. Another call replaces the search.
    void findNext(const LogHit &from, bool orHere = false) { begin({from, orHere, true}); }
    void findPrevious(const LogHit &from) { begin({from, false, false}); }

    /// There may be new records.
    void wake() { m_scan.wake(); }
    quint64 hits() const { return m_scan.found()->hits(); }
    quint64 records() const { return m_scan.found()->count(); }
    /// How many of records() are known not to be among those that are shown.
    quint64 hiddenRecords() const { return m_shown ? m_scan.found()->countOutside(*m_shown) : 0; }
    /// See RecordScan.
    quint64 undecided() const { return m_scan.undecided(); }
    /// The result waits for the set of records that are shown.
    bool waitsForShown() const { return m_waitsForShown; }
    /// How much of the log was scanned, 0 to 1.
    double progress() const { return m_scan.progress(); }

signals:
    void found(const LogHit &hit, bool wrapped);
    void nothingFound();
    /// hits(), records() or progress() changed; see RecordScan::advanced().
    void advanced();

private:
    /// Where the search is: in the record of its start, on to the end, from the other end on.
    enum class Stage : quint8 { Within, Onward, Wrapped };

    struct Task
    {
        LogHit start;
        bool orHere = false;
        bool forward = true;
        Stage stage = Stage::Within;
        RecordNumber from = 0; // from Stage::Onward on
    };
    /// Whether step() continues at once.
    enum class Turn : quint8 { Continue, Wait };

    void begin(const Task &task);
    void step();
    Turn lookWithin();
    Turn lookOnward();
    bool reportWithin();
    bool report(RecordNumber number);
    Turn continueBehind(RecordNumber number);
    Turn wrap();
    void finish(const LogHit &hit, bool wrapped);

    const std::shared_ptr<const TrafficLog> m_log;
    const RecordNumber m_first;
    std::shared_ptr<const RecordSet> m_shown;
    RecordTester m_tester;
    RecordScan m_scan;
    std::optional<Task> m_task;
    bool m_waitsForShown = false;
};
