// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/stream/tlsclient.h"

#include "model/endpoint/stream/tlsconnection.h"
#include "model/endpoint/tls/tlsconfiguration.h"

#include <utility>

void TlsClient::open()
{
    auto configuration = tlsconfiguration::forClient(url().tls);
    if (!configuration) {
        setState(State::Opening);
        failToOpen({EventCode::TlsNotOpened, {configuration.error().message}});
        return;
    }
    m_configuration = std::move(*configuration);
    TcpClient::open();
}

TcpConnection *TlsClient::makeConnection(std::unique_ptr<QTcpSocket> socket, const Peer &peer)
{
    const TlsSettings &tls = url().tls;
    const QString name = tls.serverName.isEmpty() ? url().remoteHost : tls.serverName;
    return new TlsConnection(std::move(socket), peer, sink(),
                             {m_configuration, tls, false, name, url().timeoutMs,
                              [this](const Event &event) { return isNewFailure(event); }},
                             this);
}

void TlsClient::onConnection(TcpConnection &connection, const SocketAddress &local)
{
    connect(static_cast<TlsConnection *>(&connection), &TlsConnection::established, this,
            [this, local] { becomeOpen(local); });
}
