// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/stream/tcpserver.h"

#include <QSslConfiguration>

/// A TCP server whose clients speak TLS, with the certificate of the URL or a self-signed one.
class TlsServer : public TcpServer
{
    Q_OBJECT
public:
    using TcpServer::TcpServer;

    void open() override;

protected:
    std::unique_ptr<QTcpSocket> makeSocket() const override;
    TcpConnection *makeConnection(std::unique_ptr<QTcpSocket> socket, const Peer &peer) override;

private:
    QSslConfiguration m_configuration;
};
