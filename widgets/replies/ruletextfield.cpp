// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/replies/ruletextfield.h"

#include <QKeyEvent>
#include <QMimeData>
#include <QSignalBlocker>
#include <QTextBlock>

RuleTextField::RuleTextField(int lines, QWidget *parent)
    : QPlainTextEdit(parent), m_isOneLine(lines == 1), m_escapes(new QCheckBox(parent))
{
    setTabChangesFocus(true);
    setFixedHeight(fontMetrics().lineSpacing() * lines + 14);
    connect(this, &QPlainTextEdit::textChanged, this, &RuleTextField::edited);
    connect(m_escapes, &QCheckBox::toggled, this, &RuleTextField::edited);
}

RuleTextField::Text RuleTextField::value() const
{
    Text now = written();
    return now == m_shown ? m_value : now;
}

/// With escapes.
QString RuleTextField::shown(const Text &value) const
{
    QString text = toEscapedText(value.text, value.escapes || m_hasOwnEscapes);
    return m_isOneLine ? text.replace(u'\n', QStringLiteral("\\n")) : text;
}

void RuleTextField::setValue(const Text &value)
{
    const bool hidden = isHidden(value.text);
    const bool escapes = !m_hasOwnEscapes && (value.escapes || hidden);
    {
        const QSignalBlocker once(m_escapes);
        m_escapes->setChecked(escapes);
    }
    m_value = value;
    m_shown = {escapes || hidden ? shown(value) : value.text, escapes};
    setPlainText(m_shown.text);
}

void RuleTextField::keyPressEvent(QKeyEvent *event)
{
    if (m_isOneLine && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter))
        event->ignore();
    else
        QPlainTextEdit::keyPressEvent(event);
}

void RuleTextField::insertFromMimeData(const QMimeData *source)
{
    const QString pasted = source->text();
    if (!isHidden(pasted)) {
        QPlainTextEdit::insertFromMimeData(source);
        return;
    }
    const Text now = written();
    const QTextCursor cursor = textCursor();
    const QString before = shown({now.text.left(cursor.selectionStart()), now.escapes}) + shown({pasted, now.escapes});
    const QString after = shown({now.text.mid(cursor.selectionEnd()), now.escapes});
    {
        const QSignalBlocker once(m_escapes);
        m_escapes->setChecked(!m_hasOwnEscapes);
    }
    QTextCursor all(document());
    all.select(QTextCursor::Document);
    all.insertText(before + after); // so that it can be undone
    QTextCursor cursorAfter = textCursor();
    cursorAfter.setPosition(int(before.size()));
    setTextCursor(cursorAfter);
}
