// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/loggedpeer.h"
#include "model/log/trafficlog.h"

#include <QObject>
#include <QThread>

#include <atomic>

/// Finds the peers that a log has data of, on a thread of its own; deleted meanwhile, it stops.
class PeerLister : public QObject
{
    Q_OBJECT
public:
    /// Looks at the records that are there now.
    explicit PeerLister(std::shared_ptr<const TrafficLog> log, QObject *parent = nullptr);
    ~PeerLister() override;

signals:
    /// Once; by their first appearance, at most maxLoggedPeers.
    void listed(const std::vector<LoggedPeer> &peers);

private:
    std::unique_ptr<QThread> m_thread;
    std::atomic<bool> m_stopped = false;
};
