// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/result.h"

#include <QStringList>

#include <vector>

/// A table of text as RFC 4180 has it: commas, quotes where a cell needs them, in UTF-8. Lines may also end
/// in LF, and a byte order mark may come first, as programs write them.
struct CsvTable
{
    struct Row
    {
        int line = 0; ///< where it begins, from 1
        QStringList cells;
    };
    std::vector<Row> rows; ///< without empty lines

    /// The error names the line: a quotation mark in the wrong place, bytes that are no UTF-8.
    static Result<CsvTable> parse(const QByteArray &csv);
    /// One row with CR LF behind it.
    static QByteArray line(const QStringList &cells);
};
