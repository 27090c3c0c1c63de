// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QPlainTextEdit>
#include <QStringList>

/// The field for what is to be sent: Ctrl+Enter sends, Ctrl+Up and Ctrl+Down go through what was
/// sent before and back to the draft.
class MessageEdit : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit MessageEdit(QWidget *parent = nullptr);

    /// What was typed; unlike toPlainText(), with its no-break spaces.
    QString text() const;
    /// Oldest first.
    const QStringList &history() const { return m_history; }
    void setHistory(const QStringList &history);
    /// Puts a message at the end of the history, where it stands only once.
    void remember(const QString &message);
    /// Underlines the place of an error; -1: none.
    void markError(qsizetype position);

signals:
    void sendRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void browse(int step);

    QStringList m_history;
    qsizetype m_place = 0; // in the history; its size: the draft
    QString m_draft;
};
