// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/record.h"
#include "model/log/recordrow.h"

#include <memory>
#include <optional>

/// Random access to records by row, for a view. An object belongs to one thread; several may read one log at the same
/// time.
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
