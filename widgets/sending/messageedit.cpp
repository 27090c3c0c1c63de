// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/sending/messageedit.h"

#include "widgets/theme.h"

#include <QFontDatabase>
#include <QKeyEvent>

MessageEdit::MessageEdit(QWidget *parent) : QPlainTextEdit(parent)
{
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setTabChangesFocus(true);
}

void MessageEdit::setHistory(const QStringList &history)
{
    constexpr qsizetype maxHistory = 100;
    m_history = history.mid(std::max<qsizetype>(0, history.size() - maxHistory));
    m_historyIndex = m_history.size();
}

void MessageEdit::remember(const QString &message)
{
    if (!message.isEmpty()) {
        m_history.removeAll(message);
        m_history.append(message);
    }
    setHistory(QStringList(m_history));
}

void MessageEdit::markError(qsizetype position)
{
    QList<QTextEdit::ExtraSelection> marks;
    if (position >= 0) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = textCursor();
        const int last = int(text().size());
        mark.cursor.setPosition(std::min(int(position), std::max(0, last - 1)));
        mark.cursor.movePosition(QTextCursor::NextCharacter, QTextCursor::KeepAnchor);
        mark.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        mark.format.setUnderlineColor(warningColor());
        mark.format.setBackground(QColor(229, 72, 77, 70));
        marks.append(mark);
    }
    setExtraSelections(marks);
}

void MessageEdit::browse(int step)
{
    const qsizetype index = m_historyIndex + step;
    if (index < 0 || index > m_history.size())
        return;
    if (m_historyIndex == m_history.size())
        m_draft = text();
    m_historyIndex = index;
    setPlainText(index == m_history.size() ? m_draft : m_history[index]);
    moveCursor(QTextCursor::End);
}

void MessageEdit::keyPressEvent(QKeyEvent *event)
{
    const bool control = event->modifiers().testFlag(Qt::ControlModifier);
    if (control && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter))
        Q_EMIT sendRequested();
    else if (control && event->key() == Qt::Key_Up)
        browse(-1);
    else if (control && event->key() == Qt::Key_Down)
        browse(1);
    else
        QPlainTextEdit::keyPressEvent(event);
}
