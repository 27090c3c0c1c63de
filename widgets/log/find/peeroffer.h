// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/loggedpeer.h"
#include "model/peer.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <vector>

class FilterBar;
class PeerLister;
class TrafficLog;

/// Gives a filter bar the peers to choose from: first the connected ones, then those that the log has data of, the newest
/// first. At most once a second, and not while the user is choosing.
class PeerOffer : public QObject
{
    Q_OBJECT
public:
    /// `bar` must outlive this object.
    PeerOffer(FilterBar &bar, std::shared_ptr<const TrafficLog> log);
    ~PeerOffer() override;

    /// The bar was opened: lists the peers of the log again.
    void start();
    /// The connected peers, oldest first.
    void setConnected(const std::vector<Peer> &peers);

private:
    void offerSoon();
    void offer();

    FilterBar &m_bar;
    const std::shared_ptr<const TrafficLog> m_log;
    std::unique_ptr<PeerLister> m_lister;
    std::vector<Peer> m_connected;
    std::vector<LoggedPeer> m_logged;
    QTimer m_pause; // after an offer
    bool m_changed = false;
};
