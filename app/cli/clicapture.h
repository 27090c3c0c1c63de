// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/store/logstore.h"
#include "model/log/trafficlog.h"
#include "model/types.h"

#include <memory>
#include <optional>

/// A capture file that is only read.
class CliCapture
{
public:
    /// A capture of SocketScope is read where it is, also while it is being written. One of another program is converted
    /// into a log in a temporary folder, which goes with this object; runs the event loop meanwhile.
    static Result<CliCapture> open(const QString &path);

    const std::shared_ptr<TrafficLog> &log() const { return m_log; }

    /// Reports on standard error what the file says about itself: damage, and packets that were left out. Returns
    /// whether all of it could be read.
    bool reportState() const;
    /// Whether bytes of the streams (with `remote`, of this peer) are missing in the capture; reports them. For a format
    /// that cannot show them.
    bool reportGaps(const std::optional<SocketAddress> &remote) const;

    /// Removes the temporary folder, and waits for that.
    void removeFolder();

private:
    CliCapture(QString path, std::shared_ptr<TrafficLog> log) : m_path(std::move(path)), m_log(std::move(log)) { }
    static Result<CliCapture> import(const QString &path);

    QString m_path;
    std::unique_ptr<LogStore> m_store;
    std::unique_ptr<LogFolder> m_folder; // goes before m_store
    std::shared_ptr<TrafficLog> m_log;   // goes first
};
