// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/network/statedot.h"
#include "widgets/pages/logpage.h"

/// A log that can be read, searched and exported, and nothing else: no session, nothing to open or to send.
class CapturePage final : public LogPage
{
    Q_OBJECT
public:
    /// Of a capture file. `folder` is that of its converted copy, or null.
    CapturePage(std::unique_ptr<LogFolder> folder, std::shared_ptr<TrafficLog> log, const QString &file);
    /// Of a kept log that cannot be continued.
    CapturePage(std::unique_ptr<LogFolder> folder, std::shared_ptr<TrafficLog> log, const LogDescription &description);

    QString title() const override { return m_title; }
    QIcon icon() const override { return stateDot(Session::State::Closed); }
    QString location() const override { return m_location; }
    bool keepsLog() const override { return folder() && !folder()->description().isPrivate; }
    QJsonObject save() const override;

private:
    void showBeginning();

    QString m_location; // the file, or the folder of a kept log
    QString m_title;
    QJsonObject m_setup; // of the session that wrote the log
};
