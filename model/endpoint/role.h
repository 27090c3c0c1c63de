// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

/// The kinds of endpoints. Stored by the scheme of their URL (see EndpointUrl::scheme), never as numbers.
enum class Role : quint8 {
    TcpServer,
    TcpClient,
    Udp,
    Multicast,
    TlsServer,
    TlsClient,
    TcpRelay,
    TlsRelay,
    UdpRelay,
    LocalServer,
    LocalClient
};

/// Accepts clients; each is a peer.
constexpr bool isServer(Role role)
{
    return role == Role::TcpServer || role == Role::TlsServer || role == Role::LocalServer;
}

/// Connects to a server, its only peer.
constexpr bool isClient(Role role)
{
    return role == Role::TcpClient || role == Role::TlsClient || role == Role::LocalClient;
}

/// Keeps the boundaries of messages; the peers are addresses.
constexpr bool isDatagram(Role role)
{
    return role == Role::Udp || role == Role::Multicast || role == Role::UdpRelay;
}

/// Passes traffic on between its clients and a server. The peers are both: clients, and for each of them the server.
constexpr bool isRelay(Role role)
{
    return role == Role::TcpRelay || role == Role::TlsRelay || role == Role::UdpRelay;
}

/// Has a path of this computer instead of hosts and ports.
constexpr bool isLocal(Role role)
{
    return role == Role::LocalServer || role == Role::LocalClient;
}

/// Encrypts its connections.
constexpr bool isTls(Role role)
{
    return role == Role::TlsServer || role == Role::TlsClient || role == Role::TlsRelay;
}
