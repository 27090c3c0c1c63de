// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/record.h"

#include <memory>
#include <optional>

/// Random access to a row of records; what a view, a search or an export reads. An object belongs
/// to one thread; several objects may read one log at the same time.
class RecordSource
{
public:
    virtual ~RecordSource() = default;

    /// The same row, to be read by another thread.
    virtual std::unique_ptr<RecordSource> clone() const = 0;

    /// The oldest record still there, and one past the newest. Both only grow.
    virtual RecordNumber first() const = 0;
    virtual RecordNumber end() const = 0;

    /// Nothing when the number is outside [first, end) or the file cannot be read any more.
    /// Reading ascending neighbours is cheap; a jump costs a walk over at most 63 block headers.
    virtual std::optional<Record> read(RecordNumber number) = 0;

    /// As read(), for those that need nothing but this.
    virtual std::optional<RecordHead> head(RecordNumber number)
    {
        const auto record = read(number);
        if (!record)
            return {};
        return RecordHead{record->kind, record->direction, record->peer, record->timeNs};
    }

    /// Where the record with this number in the log is read, if the row is only a part of the log:
    /// itself, or the next one there is. And back.
    virtual RecordNumber rowOf(RecordNumber number) const { return number; }
    virtual RecordNumber numberAt(RecordNumber row) const { return row; }
};
