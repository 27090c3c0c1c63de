// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/search/recordtester.h"

#include <memory>
#include <optional>

/// Which records of a log are exported. Used by one thread at a time: created on one, then handed to the export's.
class RecordSelection
{
public:
    virtual ~RecordSelection() = default;

    /// No record outside [first, end) is chosen.
    virtual RecordNumber first() const = 0;
    virtual RecordNumber end() const = 0;

    /// The first chosen record in [from, before); nothing when there is none. Asked in ascending
    /// order and for one record at a time, so that a search through many records can be cancelled.
    virtual std::optional<RecordNumber> next(RecordNumber from, RecordNumber before) = 0;

    /// Whether records that are missing at a gap of the log (see isLogGap()) may have been chosen.
    virtual bool isTouchedBy(const Record &gap) const
    {
        Q_UNUSED(gap)
        return true;
    }
};

/// Every record of [first, end).
class RangeSelection : public RecordSelection
{
public:
    RangeSelection(RecordNumber first, RecordNumber end) : m_first(first), m_end(std::max(first, end)) { }
    /// All that is in the log now.
    explicit RangeSelection(const TrafficLog &log) : RangeSelection(log.first(), log.end()) { }

    RecordNumber first() const override { return m_first; }
    RecordNumber end() const override { return m_end; }
    std::optional<RecordNumber> next(RecordNumber from, RecordNumber before) override;

private:
    const RecordNumber m_first;
    const RecordNumber m_end;
};

/// The records of another selection that pass a filter.
class FilterSelection : public RecordSelection
{
public:
    FilterSelection(const std::shared_ptr<const TrafficLog> &log, std::shared_ptr<RecordSelection> within,
                    std::shared_ptr<const CompiledFilter> filter)
        : m_tester(log, std::move(filter)), m_within(std::move(within))
    {
    }

    RecordNumber first() const override { return m_within->first(); }
    RecordNumber end() const override { return m_within->end(); }
    std::optional<RecordNumber> next(RecordNumber from, RecordNumber before) override;
    bool isTouchedBy(const Record &gap) const override { return m_within->isTouchedBy(gap); }

private:
    RecordTester m_tester;
    const std::shared_ptr<RecordSelection> m_within;
};

/// A peer, a direction, or both; unset fields match any. An address means all connections with it.
struct StreamChoice
{
    std::optional<PeerId> peer = {};
    std::optional<SocketAddress> remote = {};
    std::optional<Direction> direction = {};
};

/// The data records of a stream within another selection; without a direction also the peer's events.
class StreamSelection : public RecordSelection
{
public:
    StreamSelection(std::shared_ptr<const TrafficLog> log, std::shared_ptr<RecordSelection> within,
                    StreamChoice choice);

    RecordNumber first() const override { return m_within->first(); }
    RecordNumber end() const override { return m_within->end(); }
    std::optional<RecordNumber> next(RecordNumber from, RecordNumber before) override;
    bool isTouchedBy(const Record &gap) const override;

private:
    bool isChosen(RecordNumber number);

    LogReader m_records;
    const std::shared_ptr<RecordSelection> m_within;
    const StreamChoice m_choice;
};
