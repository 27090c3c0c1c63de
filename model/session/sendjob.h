// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/target.h"
#include "model/sending/intervalmeter.h"
#include "model/sending/sendplan.h"

#include <QMetaType>

#include <functional>
#include <memory>
#include <vector>

/// Messages for a session to send by a plan; see Session::startSending.
struct SendJob
{
    using MakePlan = std::function<tl::expected<std::unique_ptr<SendPlan>, QString>()>;

    MakePlan makePlan; ///< called on the I/O thread
    /// One target, or several clients. Peers that have gone are left out; with nobody left the job ends.
    std::vector<Target> targets{Target{}};
    /// A plan for each TCP peer connected at the start, at that peer's own speed: a file.
    bool ownPace = false;
    /// A peer with a long queue misses a message that others can take; otherwise all wait for it.
    bool skipSlowPeers = false;
    /// See SendSchedule: how much lateness is made up for.
    std::chrono::nanoseconds tolerance{};
};

/// The progress of a job.
struct SendProgress
{
    quint64 messages = 0;    ///< that at least one peer gets
    quint64 bytes = 0;       ///< to all peers together
    SendPlan::Extent extent; ///< of the whole, to all peers together; 0: no end, or unknown
    quint64 missed = 0;      ///< moments that passed without a message: see SendSchedule
    quint64 skipped = 0;     ///< messages that a slow peer did not get; see SendJob::skipSlowPeers
    quint64 failed = 0;      ///< messages that could not be sent to a peer; reported as events
    IntervalStats interval{};
    std::chrono::nanoseconds elapsed{};
    int entry = -1;       ///< the newest of a send list
    bool waiting = false; ///< for a peer that reads too slowly
    std::optional<UdpTestResult> udpTest;
};

/// How a job ended.
struct SendOutcome
{
    enum class Kind : quint8 {
        Done,
        Stopped,  ///< by the user, or for another job
        Closed,   ///< with the endpoint
        PeerGone, ///< reported as an event
        Failed,   ///< reported as an event
    };
    Kind kind = Kind::Done;
    SendProgress progress;
};

Q_DECLARE_METATYPE(SendProgress)
Q_DECLARE_METATYPE(SendOutcome)
