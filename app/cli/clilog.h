// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/endpointurl.h"
#include "model/log/store/logstore.h"
#include "model/log/trafficlog.h"

/// The log of a conversation: in a file that stays, or in a temporary folder that is removed with this object. If the
/// program is killed, the folder stays, and the window lists it until it is too old.
struct CliLog
{
    std::unique_ptr<LogStore> store;
    std::unique_ptr<LogFolder> folder; // destroyed before the store
    std::shared_ptr<TrafficLog> log;   // destroyed first

    /// The folder of the command line's temporary logs.
    static std::unique_ptr<LogStore> ownStore();
    /// In the URL's `captureFile`, unless that is empty. Reports on standard error if others may read the file. Removes
    /// old logs on a thread.
    static Result<CliLog> open(const EndpointUrl &url);
};

/// Fails if `file` exists and is not empty; the error names --overwrite and a free name.
Result<void> refuseExisting(const QString &file);
