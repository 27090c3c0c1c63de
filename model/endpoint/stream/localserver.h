// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/stream/tcpserver.h"
#include "model/endpoint/system/localsocket.h"

/// Listens on a local socket; each client is a peer. Accepts clients as TcpServer does. Its file is removed when it closes,
/// unless another program has put its own there.
class LocalServer : public TcpServer
{
    Q_OBJECT
public:
    using TcpServer::TcpServer;
    ~LocalServer() override;

    void open() override;
    void close() override;

protected:
    SocketAddress listenAddress() const override { return SocketAddress::ofLocalServer(url().path); }
    SocketAddress remoteAddress(const QTcpSocket &) const override { return listenAddress(); }
    void onClientAdded(const Connection &client, qintptr descriptor) override;

private:
    std::optional<localsocket::FileId> m_file; // while open
};
