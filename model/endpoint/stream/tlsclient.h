// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/stream/tcpclient.h"

#include <QSslConfiguration>

/// A TCP client that speaks TLS. It is open once the handshake is done and the server's certificate verified, or accepted
/// because the URL says so.
class TlsClient : public TcpClient
{
    Q_OBJECT
public:
    using TcpClient::TcpClient;

    void open() override;

protected:
    TcpConnection *makeConnection(std::unique_ptr<QTcpSocket> socket, const Peer &peer) override;
    void onConnection(TcpConnection &connection, const SocketAddress &local) override;

private:
    QSslConfiguration m_configuration;
};
