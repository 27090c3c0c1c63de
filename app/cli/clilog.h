// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/endpointurl.h"
#include "model/log/logstore.h"
#include "model/log/trafficlog.h"

/// The log of a conversation: in a file that stays, or in a temporary folder that goes with this object. Only when the
/// program is killed, the folder stays, and is listed by the window until it is too old.
struct CliLog
{
    std::unique_ptr<LogStore> store;
    std::unique_ptr<LogFolder> folder; // goes before
    std::shared_ptr<TrafficLog> log;   // goes first

    /// Where the logs of the command line are.
    static std::unique_ptr<LogStore> ownStore();
    /// For the `captureFile` of the URL, which may be empty; what the user should know of the file is told on standard
    /// error. Old logs are tidied up on a thread.
    static Result<CliLog> open(const EndpointUrl &url);
};
