// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/store/logstore.h"
#include "model/log/trafficlog.h"

#include <QCoreApplication>

struct EndpointUrl;

/// An empty log for a new session.
struct NewLog
{
    Q_DECLARE_TR_FUNCTIONS(NewLog)
public:
    std::unique_ptr<LogFolder> folder; ///< null when the log is a file of the user's own
    std::shared_ptr<TrafficLog> log;
    QString note; ///< what the user should know about the file; mostly empty

    /// In the file that `url` names, or in a folder of the store. A file that is in use, or that must not be replaced,
    /// gets another name.
    static Result<NewLog> create(LogStore &captures, const EndpointUrl *url);
};
