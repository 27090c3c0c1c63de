// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/result.h"

#include <QStringList>

#include <vector>

/// A table of text as in RFC 4180, in UTF-8: commas between cells, quotes around cells that need them. Lines may also end
/// in LF, and the file may start with a byte order mark.
struct CsvTable
{
    struct Row
    {
        int line = 0; ///< of its start, from 1
        QStringList cells;
    };
    std::vector<Row> rows; ///< without empty lines

    /// The error names the line.
    static Result<CsvTable> parse(const QByteArray &csv);
    /// A row with CR LF at the end.
    static QByteArray line(const QStringList &cells);
};
