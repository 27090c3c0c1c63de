// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/log/rows/logpager.h"

/// What is selected: a stretch of the log between two places, characters or whole records. Holds
/// places, not text, and so costs nothing however much it spans.
class LogSelection
{
public:
    /// An empty selection at `position`; extending it by whole records selects from that record on.
    void start(LogPosition position, bool wholeRecords);
    void extendTo(LogPosition position);
    void select(LogPosition from, LogPosition to);
    void clear() { m_active = false; }

    /// There is a place from which a selection can be extended.
    bool isActive() const { return m_active; }
    bool isEmpty() const { return !m_active || begin() == end(); }
    LogPosition anchor() const { return m_anchor; }
    LogPosition cursor() const { return m_cursor; }
    LogPosition begin() const;
    LogPosition end() const;
    bool spansRecords() const { return !isEmpty() && begin().record != end().record; }

    /// The selected part of a record with so long a text: [first, second).
    std::pair<qsizetype, qsizetype> within(RecordNumber record, qsizetype length) const;

private:
    bool m_active = false;
    bool m_wholeRecords = false;
    LogPosition m_anchor;
    LogPosition m_cursor;
};
