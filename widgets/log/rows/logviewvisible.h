// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/log/rows/logviewpager.h"

#include <QRect>
#include <QString>

class LogLayouts;
class LogViewGutter;

/// The rows of a page as plain text, and where on the screen its characters are.
struct LogVisibleText
{
    LogVisibleText(std::vector<LogPageRow> pageRows, const QString &notice, const LogViewGutter &gutter);

    /// The cell of a character; an empty rectangle outside the text.
    QRect rect(qsizetype offset, const LogLayouts &layouts, int scrollX) const;
    /// The character whose cell holds `point`, or -1.
    qsizetype offsetAt(QPoint point, const LogLayouts &layouts, int scrollX) const;

    QString text;

private:
    struct Piece // a row; its gutter, if it begins its record, and its part of the payload
    {
        qsizetype start = 0;   // into text
        qsizetype payload = 0; // into text
    };

    std::vector<LogPageRow> m_rows;
    std::vector<Piece> m_pieces;
};
