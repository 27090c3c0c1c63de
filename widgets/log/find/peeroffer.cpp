// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/log/find/peeroffer.h"

#include "model/log/trafficlog.h"
#include "widgets/log/find/filterbar.h"
#include "widgets/log/find/peerlister.h"

namespace {

constexpr int offerPauseMs = 1000;
constexpr qsizetype maxOffered = 200;

/// Adds addresses, from the last to the first, until there are maxOffered.
template<typename Peers>
void addNewest(const Peers &peers, QStringList &names)
{
    for (auto peer = peers.crbegin(); peer != peers.crend() && names.size() < maxOffered; ++peer) {
        if (const QString name = peer->remote.toString(); !names.contains(name))
            names.append(name);
    }
}

} // namespace

PeerOffer::PeerOffer(FilterBar &bar, std::shared_ptr<const TrafficLog> log) : m_bar(bar), m_log(std::move(log))
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(offerPauseMs);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (m_changed)
            offerSoon();
    });
}

PeerOffer::~PeerOffer() = default;

void PeerOffer::start()
{
    offer();
    m_lister = std::make_unique<PeerLister>(m_log);
    connect(m_lister.get(), &PeerLister::listed, this, [this](const std::vector<LoggedPeer> &peers) {
        m_logged = peers;
        if (m_bar.isChoosingPeer())
            offerSoon();
        else
            offer(); // once each time the bar is opened
    });
}

void PeerOffer::setConnected(const std::vector<Peer> &peers)
{
    m_connected = peers;
    if (m_bar.isVisible())
        offerSoon();
}

void PeerOffer::offerSoon()
{
    m_changed = true;
    if (m_pause.isActive())
        return;
    if (m_bar.isChoosingPeer())
        m_pause.start();
    else
        offer();
}

void PeerOffer::offer()
{
    m_changed = false;
    m_pause.start();
    QStringList names;
    addNewest(m_connected, names);
    addNewest(m_logged, names);
    m_bar.setPeers(names);
}
