// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/codecs/textbytemap.h"
#include "widgets/log/page/logposition.h"

/// What is selected: the characters or whole records between two positions. Holds no text.
class LogSelection
{
public:
    /// An empty selection at `position`; `wholeRecords`: extending it selects whole records, this one included.
    void start(LogPosition position, bool wholeRecords);
    void extendTo(LogPosition position) { m_cursor = position; }
    void select(LogPosition from, LogPosition to);
    void clear() { m_active = false; }

    /// There is a position that a selection can be extended from.
    bool isActive() const { return m_active; }
    bool isEmpty() const { return !m_active || begin() == end(); }
    LogPosition cursor() const { return m_cursor; }
    LogPosition begin() const;
    LogPosition end() const;
    bool spansRecords() const { return !isEmpty() && begin().row != end().row; }

    /// The selected part of the record in this row, whose text has this length.
    Range within(RecordRow row, qsizetype length) const;

private:
    bool m_active = false;
    bool m_wholeRecords = false;
    LogPosition m_anchor;
    LogPosition m_cursor;
};
