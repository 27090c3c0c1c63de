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

/// One entry of the send list. Its own Send button tries it out.
class SendEntryDialog : public QDialog
{
    Q_OBJECT
public:
    /// `codec` shows the bytes. `hotkeyTaken` says what a key already does, or nothing.
    SendEntryDialog(const SendListEntry &entry, const std::shared_ptr<const TextCodec> &codec,
                    std::function<QString(const QKeySequence &)> hotkeyTaken, QWidget *parent);

    /// What was not changed is as it was given, byte for byte.
    SendListEntry entry() const;
    SendBox &box() const { return *m_box; }

    void accept() override;

signals:
    void tryOutRequested();

private:
    void fill(const SendListEntry &entry);
    QKeySequence hotkey() const;

    SendListEntry m_given;
    PayloadFormat m_shownFormat; // what the fields were filled with
    QString m_shownText;
    QKeySequence m_shownHotkey;
    std::function<QString(const QKeySequence &)> m_hotkeyTaken;
    QLineEdit *m_name = nullptr;
    SendBox *m_box = nullptr;
    FormatFields *m_format = nullptr;
    QSpinBox *m_delay = nullptr;
    QKeySequenceEdit *m_hotkey = nullptr;
    StatusLabel *m_error = nullptr;
};
