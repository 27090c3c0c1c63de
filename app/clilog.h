// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/capturestore.h"
#include "model/log/trafficlog.h"

/// The log of a conversation: in a file that stays, or in a temporary folder that goes with this object.
struct CliLog
{
    std::unique_ptr<CaptureFolder> folder;
    std::shared_ptr<TrafficLog> log; // goes first

    /// A new folder for a log that does not stay.
    static Result<std::unique_ptr<CaptureFolder>> temporaryFolder();
    /// `captureFile` may be empty.
    static Result<CliLog> open(const QString &captureFile);
};
