// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/parts/fields.h"

#include <QPlainTextEdit>
#include <QStringList>

/// The field for the message to send: Ctrl+Enter sends it, Ctrl+Up and Ctrl+Down browse sent messages and the draft.
class MessageEdit : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit MessageEdit(QWidget *parent = nullptr);

    /// Unlike toPlainText(), keeps no-break spaces.
    QString text() const { return exactText(*this); }
    /// Oldest first.
    const QStringList &history() const { return m_history; }
    void setHistory(const QStringList &history);
    /// Moves or adds a message to the end of the history.
    void remember(const QString &message);
    /// Underlines the position of an error; -1: none.
    void markError(qsizetype position);

signals:
    void sendRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void browse(int step);

    QStringList m_history;
    qsizetype m_historyIndex = 0; // the size of the history: the draft
    QString m_draft;
};
