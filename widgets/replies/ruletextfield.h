// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/escape.h"
#include "widgets/parts/fields.h"

#include <QCheckBox>
#include <QPlainTextEdit>
#include <QTextDocument>

/// A field for a text of a rule, and the check box that says whether it is written with escapes (see
/// parseEscapedText()). Loses nothing: characters that a field cannot hold or would hide, such as CR, are shown as
/// escapes, and the box is checked. In a field of one line so are line breaks, and Return is left to the dialog.
class RuleTextField : public QPlainTextEdit
{
    Q_OBJECT
public:
    struct Text
    {
        QString text = {};
        bool escapes = false;

        bool operator==(const Text &) const = default;
    };

    /// The check box has the same parent; the caller adds it to a layout.
    RuleTextField(int lines, QWidget *parent);

    QCheckBox *escapes() const { return m_escapes; }
    /// The text is in a language with the same escapes, such as a regex: they show hidden characters, and the check box
    /// has no effect.
    void setHasOwnEscapes(bool on) { m_hasOwnEscapes = on; }
    /// As it was set, unless it was edited since.
    Text value() const;
    void setValue(const Text &value);
    /// From the top of the field to its first line.
    int firstLineTop() const { return frameWidth() + int(document()->documentMargin()); }

signals:
    void edited();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void insertFromMimeData(const QMimeData *source) override;

private:
    Text written() const { return {exactText(*this), !m_hasOwnEscapes && m_escapes->isChecked()}; }
    bool isHidden(QStringView text) const { return needsEscapes(text) || (m_isOneLine && text.contains(u'\n')); }
    QString shown(const Text &value) const;

    const bool m_isOneLine;
    bool m_hasOwnEscapes = false;
    QCheckBox *m_escapes;
    Text m_value; // the argument of setValue()
    Text m_shown; // its text in the field
};
