// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>

#include <tl/expected.hpp>

#include <chrono>
#include <optional>

inline constexpr double pauseNsPerSecond = 1e9; ///< of SendMessage::pause

/// A message to send.
struct SendMessage
{
    QByteArray bytes;
    /// From the time this message is due to the time the next one is; 0: the next one follows at once.
    std::chrono::nanoseconds pause{};
    int entry = -1;    ///< index in the send list
    bool last = false; ///< of the plan
};

/// The result of a UDP test. Times in nanoseconds.
struct UdpTestResult
{
    quint64 sent = 0;
    quint64 received = 0;   ///< different datagrams that returned
    quint64 duplicates = 0; ///< further copies of them
    quint64 reordered = 0;  ///< returned after a datagram that was sent later (RFC 4737)
    quint64 damaged = 0;    ///< returned with another length or content
    qint64 roundTripMin = 0;
    qint64 roundTripMedian = 0;
    qint64 roundTripP99 = 0;
    qint64 roundTripMax = 0;

    /// Includes those in transit while the test runs.
    quint64 missing() const { return sent - received; }
    double lossPercent() const { return sent == 0 ? 0 : 100.0 * double(missing()) / double(sent); }

    bool operator==(const UdpTestResult &) const = default;
};

/// A sequence of messages and their times. Made on any thread, then used on the I/O thread only.
class SendPlan
{
public:
    /// Nothing at the end; the error is a text for the user.
    using Next = tl::expected<std::optional<SendMessage>, QString>;

    /// The size of the whole plan; 0 if it is unknown or unlimited.
    struct Extent
    {
        quint64 messages = 0;
        quint64 bytes = 0;
    };

    virtual ~SendPlan() = default;

    /// The next message, which is sent at once; `elapsed` since the start.
    virtual Next next(std::chrono::nanoseconds elapsed) = 0;
    /// The last message of next() could not be sent to any peer.
    virtual void notSent() { }
    virtual Extent extent() const { return {}; }
    /// A peer sent something, `elapsed` since the start.
    virtual void received(QByteArrayView, std::chrono::nanoseconds) { }
    /// How long to wait for replies to the last message.
    virtual std::chrono::nanoseconds linger() const { return {}; }
    virtual std::optional<UdpTestResult> udpTestResult() const { return {}; }
};
