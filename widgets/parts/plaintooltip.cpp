// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/parts/plaintooltip.h"

#include <QTextDocument>

QString plainToolTip(const QString &text)
{
    constexpr int longestLine = 80;
    constexpr int longestWord = 40;
    constexpr QChar breakHere(0x200b); // a space without a width
    QString broken;
    int word = 0;
    int line = 0;
    int longest = 0;
    for (const QChar c : text) {
        word = c.isSpace() ? 0 : word + 1;
        line = c == u'\n' ? 0 : line + 1;
        longest = std::max(longest, line);
        if (word > longestWord && !c.isLowSurrogate())
            broken += breakHere;
        broken += c;
    }
    if (longest <= longestLine && !Qt::mightBeRichText(text))
        return text; // as it is
    // Qt breaks the lines of rich text alone.
    return QStringLiteral("<p style='white-space: pre-wrap'>%1</p>").arg(broken.toHtmlEscaped());
}
