// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/session.h"
#include "widgets/sending/jobs/jobrunner.h"
#include "widgets/sending/targetrow.h"

class SendBox;
class SendingBar;
class SendPanel;

/// Sends for a page: the typed message, once or repeatedly, and jobs. Its errors are shown below the message.
class PageSending : public JobRunner
{
    Q_OBJECT
public:
    struct Parts
    {
        Session &session;
        TargetRow &target;
        SendBox &box;
        SendPanel &panel;
    };

    explicit PageSending(const Parts &parts, QObject *parent = nullptr);

    SendingBar *bar() const { return m_bar; }
    SendBox &box() const { return m_parts.box; }
    const TextCodec &codec() const { return *m_codec; }
    std::shared_ptr<const TextCodec> sharedCodec() const override { return m_codec; }
    void setCodec(std::shared_ptr<const TextCodec> codec) { m_codec = std::move(codec); }

    /// Sends the typed message, or starts repeating it.
    void sendTyped();
    /// Sends one message to the chosen targets; the error says what is missing.
    Result<void> send(const QByteArray &bytes);
    Result<void> start(const std::function<QString()> &title, SendJob job) override;
    void stop() override { m_parts.session.stopSending(); }
    bool isRunning() const override { return m_parts.session.isSending(); }
    bool sendsDatagrams() const override { return isDatagram(m_parts.target.role()); }

signals:
    void messageSent();

private:
    Result<std::vector<Target>> targets() const;
    void repeatTyped(const QByteArray &bytes);
    Result<void> begin(const std::function<QString()> &title, SendJob job);

    const Parts m_parts;
    SendingBar *m_bar = nullptr;
    std::shared_ptr<const TextCodec> m_codec;
    bool m_repeating = false; // the running job repeats the typed message
};
