// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/parts/exacttext.h"

#include <QPlainTextEdit>
#include <QTextDocument>

QString exactText(const QPlainTextEdit &edit)
{
    QString text = edit.document()->toRawText();
    // Return inserts a paragraph separator, Shift+Return a line separator.
    return text.replace(QChar::ParagraphSeparator, u'\n').replace(QChar::LineSeparator, u'\n');
}
