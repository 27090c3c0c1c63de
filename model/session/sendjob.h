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

/// What a session is to send by itself. A value to hand over; see Session::startSending.
struct SendJob
{
    using MakePlan = std::function<tl::expected<std::unique_ptr<SendPlan>, QString>()>;

    MakePlan makePlan; ///< called on the I/O thread
    /// Who gets it: one, or several clients. Who is gone is left out; with nobody left the job ends.
    std::vector<Target> targets{Target{}};
    /// A plan for each TCP peer that is there at the start, as fast as this one takes it: a file.
    bool ownPace = false;
    /// Somebody with much waiting is left out of a message that others can take; else all wait.
    bool passesOver = false;
    /// See SendSchedule: how much lateness is made up for.
    std::chrono::nanoseconds tolerance{};
};

/// How far a job has come.
struct SendProgress
{
    quint64 messages = 0;    ///< that somebody gets
    quint64 bytes = 0;       ///< to all peers together
    SendPlan::Extent extent; ///< of the whole, to all peers together; 0: no end, or not known
    quint64 missed = 0;      ///< moments that passed without a message: see SendSchedule
    quint64 passedOver = 0;  ///< messages that a peer with much waiting did not get
    quint64 failed = 0;      ///< messages that could not be sent to a peer, told by events
    IntervalStats interval{};
    std::chrono::nanoseconds elapsed{};
    int entry = -1;       ///< the newest of a send list
    bool waiting = false; ///< for a peer that does not read fast enough
    std::optional<UdpTestResult> udpTest;
};

/// How a job ended.
struct SendOutcome
{
    enum class How : quint8 {
        Done,
        Stopped,  ///< as the user wished, or for another job
        Closed,   ///< with the endpoint
        PeerGone, ///< told by an event
        Failed,   ///< told by an event
    };
    How how = How::Done;
    SendProgress progress;
};

Q_DECLARE_METATYPE(SendProgress)
Q_DECLARE_METATYPE(SendOutcome)
