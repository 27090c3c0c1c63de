// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/record.h"

#include <memory>
#include <optional>

/// A place in a RecordSource, from 0; not a RecordNumber, as a source may be a part of the log.
enum class RecordRow : quint64 {};

constexpr RecordRow &operator++(RecordRow &row)
{
    return row = RecordRow(quint64(row) + 1);
}

constexpr RecordRow operator+(RecordRow row, quint64 count)
{
    return RecordRow(quint64(row) + count);
}

constexpr RecordRow operator-(RecordRow row, quint64 count)
{
    return RecordRow(quint64(row) - count);
}

/// How many rows `first` is before `last`.
constexpr quint64 operator-(RecordRow last, RecordRow first)
{
    return quint64(last) - quint64(first);
}

/// Random access to records by row, for a view. Belongs to one thread; several sources may read one log.
class RecordSource
{
public:
    virtual ~RecordSource() = default;

    /// The same records, to be read by another thread.
    virtual std::unique_ptr<RecordSource> clone() const = 0;

    /// The oldest row that is still there, and one past the newest. Both only grow.
    virtual RecordRow firstRow() const = 0;
    virtual RecordRow endRow() const = 0;

    /// Nothing when the row is outside [firstRow, endRow) or the file cannot be read any more.
    /// Reading ascending neighbours is cheap; a jump costs a walk over at most 63 block headers.
    virtual std::optional<Record> read(RecordRow row) = 0;

    /// As read(), for callers that need no more than this.
    virtual std::optional<RecordHead> head(RecordRow row)
    {
        const auto record = read(row);
        if (!record)
            return {};
        return RecordHead{record->kind, record->direction, record->peer, record->timeNs};
    }

    /// The row of a record, or of the next one that the source has. And back.
    virtual RecordRow rowOf(RecordNumber number) const { return RecordRow(number); }
    virtual RecordNumber numberAt(RecordRow row) const { return RecordNumber(row); }
};
