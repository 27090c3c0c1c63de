// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/sending/udptestresult.h"

#include <QByteArray>
#include <QString>

#include <tl/expected.hpp>

#include <chrono>
#include <optional>

inline constexpr double pauseNsPerSecond = 1e9; ///< of SendMessage::pause

/// One message as it goes out.
struct SendMessage
{
    QByteArray bytes;
    /// From when this one is due until the next one is; 0: the next follows at once.
    std::chrono::nanoseconds pause{};
    int entry = -1;    ///< which of a send list, from 0
    bool last = false; ///< nothing follows
};

/// What is sent one after another, and when. Made on any thread, then used on the I/O thread only.
class SendPlan
{
public:
    /// Nothing at the end; or why it cannot go on, in words for the user.
    using Next = tl::expected<std::optional<SendMessage>, QString>;

    /// How much there is in all; 0 where it is not known or has no end.
    struct Extent
    {
        quint64 messages = 0;
        quint64 bytes = 0;
    };

    virtual ~SendPlan() = default;

    /// The next message, which is sent at once; `elapsed` since the plan began.
    virtual Next next(std::chrono::nanoseconds elapsed) = 0;
    /// What next() gave last could not be sent to anybody.
    virtual void notSent() { }
    virtual Extent extent() const { return {}; }
    /// What a peer sent meanwhile, `elapsed` since the plan began.
    virtual void received(QByteArrayView, std::chrono::nanoseconds) { }
    /// How long answers to the last message are waited for.
    virtual std::chrono::nanoseconds linger() const { return {}; }
    virtual std::optional<UdpTestResult> udpTestResult() const { return {}; }
};
