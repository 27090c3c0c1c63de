// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/endpoint.h"

#include "model/endpoint/relay/relay.h"
#include "model/endpoint/stream/localclient.h"
#include "model/endpoint/stream/localserver.h"
#include "model/endpoint/stream/tcpclient.h"
#include "model/endpoint/stream/tcpserver.h"
#include "model/endpoint/stream/tlsclient.h"
#include "model/endpoint/stream/tlsserver.h"
#include "model/endpoint/system/socketsystem.h"
#include "model/endpoint/udp/udpendpoint.h"

#include <algorithm>
#include <utility>

Endpoint::Endpoint(const EndpointUrl &url, const Links &links) : m_url(url), m_links(links) { }

std::unique_ptr<Endpoint> Endpoint::create(const EndpointUrl &url, const Links &links)
{
    switch (url.role) {
    case Role::TcpServer:
        return std::make_unique<TcpServer>(url, links);
    case Role::TcpClient:
        return std::make_unique<TcpClient>(url, links);
    case Role::Udp:
    case Role::Multicast:
        return std::make_unique<UdpEndpoint>(url, links);
    case Role::LocalServer:
        return std::make_unique<LocalServer>(url, links);
    case Role::LocalClient:
        return std::make_unique<LocalClient>(url, links);
    case Role::TlsServer:
        return std::make_unique<TlsServer>(url, links);
    case Role::TlsClient:
        return std::make_unique<TlsClient>(url, links);
    case Role::TcpRelay:
    case Role::TlsRelay:
    case Role::UdpRelay:
        return std::make_unique<Relay>(url, links);
    }
    Q_UNREACHABLE();
}

void Endpoint::setState(State state, const SocketAddress &local)
{
    flushPeers();
    m_state = state;
    Q_EMIT stateChanged(state, local);
}

void Endpoint::report(const Event &event, PeerId peer)
{
    const SinkBatch batch(sink());
    batch->event(event, peer);
}

void Endpoint::failToOpen(const Event &event)
{
    report(event);
    setState(State::Closed);
}

void Endpoint::peerJoined(const Peer &peer)
{
    m_changes.joined.push_back(peer);
    scheduleFlush();
}

void Endpoint::peerLeft(PeerId peer)
{
    std::erase(m_changes.halfClosed, peer);
    if (std::erase_if(m_changes.joined, [peer](const Peer &p) { return p.id == peer; }) == 0)
        m_changes.left.push_back(peer);
    scheduleFlush();
}

void Endpoint::peerHalfClosed(PeerId peer)
{
    m_changes.halfClosed.push_back(peer);
    scheduleFlush();
}

void Endpoint::scheduleFlush()
{
    if (!std::exchange(m_flushScheduled, true))
        QMetaObject::invokeMethod(this, &Endpoint::flushPeers, Qt::QueuedConnection);
}

void Endpoint::flushPeers()
{
    m_flushScheduled = false;
    if (!m_changes.isEmpty())
        Q_EMIT peersChanged(std::exchange(m_changes, {}));
}

std::optional<Event> Endpoint::bindToInterface(qintptr socket, const SocketAddress &address)
{
    SocketOptions only;
    only.interfaceName = url().socketOptions().interfaceName;
    if (!only.interfaceName)
        return {};
    if (auto unknown = interfaceError(address.toString(), *only.interfaceName))
        return unknown;
    for (const auto &[option, reason] : socketsystem::setOptions(socket, only))
        return Event{EventCode::OptionRefused, {address.toString(), option, reason}};
    return {};
}

void Endpoint::applyOptions(qintptr socket, const SocketAddress &address)
{
    SocketOptions options = url().socketOptions();
    options.interfaceName.reset();
    for (const auto &[option, reason] : socketsystem::setOptions(socket, options))
        report({EventCode::OptionRefused, {address.toString(), option, reason}});
}

void Endpoint::readOptions(qintptr socket, const SocketAddress &address, bool toGroups)
{
    const SocketOptions granted = socketsystem::options(socket, toGroups);
    Q_EMIT optionsRead(granted);
    SocketOptions asked = url().socketOptions();
    if (url().noDelay)
        asked.noDelay.reset(); // the user did not set it
    const QString separator = QStringLiteral(", ");
    if (asked != SocketOptions())
        report({EventCode::OptionsSet,
                {address.toString(), granted.common(asked).toText().join(separator),
                 asked.notIn(granted).join(separator)}});
}
