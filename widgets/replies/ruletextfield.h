// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QPlainTextEdit>

class QCheckBox;

/// A field for a text of a rule, and the tick that says whether it is written with escapes (see parseEscapedText()).
/// Loses nothing: what a field cannot hold or would hide, such as CR, is shown as escapes, and ticked so. In a field
/// of one line this goes for line breaks too, and Return is left to the dialog.
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

    /// The tick has the same parent and is the caller's to place.
    RuleTextField(int lines, QWidget *parent);

    QCheckBox *escapes() const { return m_escapes; }
    /// The text is in a language that has these escapes itself: what is hidden is written with them, and the tick says
    /// nothing.
    void setOwnEscapes(bool on);
    /// As it was set, unless it was changed since.
    Text value() const;
    void setValue(const Text &value);
    /// From the field's upper edge to its first line.
    int firstLineTop() const;

signals:
    void edited();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void insertFromMimeData(const QMimeData *source) override;

private:
    Text written() const;
    bool isHidden(QStringView text) const;
    QString shown(const Text &value) const;

    const bool m_oneLine;
    bool m_ownEscapes = false;
    QCheckBox *m_escapes;
    Text m_set;   // what setValue() was given
    Text m_shown; // what stood here then
};
