// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/loggedpeer.h"
#include "model/log/trafficlog.h"

#include <QObject>
#include <QThread>

#include <atomic>

/// Lists the peers that a log has data of, on a thread of its own. Its destructor cancels.
class PeerLister : public QObject
{
    Q_OBJECT
public:
    /// Reads the records that the log has now.
    explicit PeerLister(std::shared_ptr<const TrafficLog> log);
    ~PeerLister() override;

signals:
    /// Emitted once; in the order of their first records, at most maxLoggedPeers.
    void listed(const std::vector<LoggedPeer> &peers);

private:
    std::unique_ptr<QThread> m_thread;
    std::atomic<bool> m_stopped = false;
};
