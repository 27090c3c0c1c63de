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

/// Gives a filter bar the peers to choose from: those connected, then those that the log has data of, the newest
/// first. However fast they come and go: once a second, and not while the user is choosing.
class PeerOffer : public QObject
{
    Q_OBJECT
public:
    /// `bar` must outlive this object.
    explicit PeerOffer(FilterBar &bar, QObject *parent = nullptr);
    ~PeerOffer() override;

    /// The bar was opened: looks for the peers in the log anew.
    void start(const std::shared_ptr<const TrafficLog> &log);
    /// Those connected now, oldest first.
    void setConnected(const std::vector<Peer> &peers);

private:
    void offerSoon();
    void offer();

    FilterBar &m_bar;
    std::unique_ptr<PeerLister> m_lister;
    std::vector<Peer> m_connected;
    std::vector<LoggedPeer> m_logged;
    QTimer m_pause; // after an offer
    bool m_changed = false;
};
