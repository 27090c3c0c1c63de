// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/log/page/logpager.h"

#include <QRect>
#include <QString>

class LogGutter;

/// The lines of a page as plain text, and where on the screen its characters are.
struct VisibleText
{
    VisibleText(std::vector<PageLine> pageLines, const QString &notice, const LogGutter &gutter);

    /// The cell of a character; empty outside the text.
    QRect rect(qsizetype offset, const LayoutCache &layouts, int scrollX) const;
    /// The character whose cell contains `point`, or -1.
    qsizetype offsetAt(QPoint point, const LayoutCache &layouts, int scrollX) const;

    QString text;

private:
    struct Piece // a line: the gutter, if it begins its record, and its part of the payload
    {
        qsizetype start = 0;   // into text
        qsizetype payload = 0; // into text
    };

    std::vector<PageLine> m_lines;
    std::vector<Piece> m_pieces;
};
