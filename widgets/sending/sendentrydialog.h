// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/sending/sendlistfile.h"

#include <QDialog>
#include <QKeySequence>

#include <functional>
#include <memory>

class FormatFields;
class QKeySequenceEdit;
class QLineEdit;
class QSpinBox;
class SendBox;
class StatusLabel;

/// Edits one entry of the send list. Its Send button sends the message as a trial.
class SendEntryDialog : public QDialog
{
    Q_OBJECT
public:
    /// `codec` shows the bytes. `hotkeyUse` says what a key already does; empty if it is free.
    SendEntryDialog(const SendListEntry &entry, const std::shared_ptr<const TextCodec> &codec,
                    std::function<QString(const QKeySequence &)> hotkeyUse, QWidget *parent);

    /// Unchanged fields keep their original value, byte for byte.
    SendListEntry entry() const;
    SendBox &box() const { return *m_box; }

    void accept() override;

signals:
    void tryOutRequested();

private:
    void fill(const SendListEntry &entry);
    QKeySequence hotkey() const;

    SendListEntry m_original;
    PayloadFormat m_initialFormat; // the initial value of the fields
    QString m_initialText;
    QKeySequence m_initialHotkey;
    std::function<QString(const QKeySequence &)> m_hotkeyUse;
    QLineEdit *m_name = nullptr;
    SendBox *m_box = nullptr;
    FormatFields *m_format = nullptr;
    QSpinBox *m_delay = nullptr;
    QKeySequenceEdit *m_hotkey = nullptr;
    StatusLabel *m_error = nullptr;
};
