// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/stream/tlsserver.h"

#include "model/endpoint/qtsocket.h"
#include "model/endpoint/stream/tlsconnection.h"
#include "model/endpoint/tls/certificatetext.h"
#include "model/endpoint/tls/tlsconfiguration.h"

#include <QSslCertificate>
#include <QSslSocket>

#include <utility>

void TlsServer::open()
{
    bool isSelfSigned = false;
    auto configuration = tlsconfiguration::forServer(url().tls, &isSelfSigned);
    if (!configuration) {
        setState(State::Opening);
        failToOpen({EventCode::TlsNotOpened, {configuration.error().message}});
        return;
    }
    m_configuration = std::move(*configuration);
    TcpServer::open();
    const QSslCertificate certificate = m_configuration.localCertificate();
    if (state() != State::Closed)
        report({EventCode::TlsServing,
                {certificatetext::subject(certificate), certificatetext::names(certificate),
                 certificatetext::fingerprint(certificate), isSelfSigned ? QStringLiteral("made") : QString()}});
}

std::unique_ptr<QTcpSocket> TlsServer::makeSocket() const
{
    return qtsocket::make<QSslSocket>();
}

TcpConnection *TlsServer::makeConnection(std::unique_ptr<QTcpSocket> socket, const Peer &peer)
{
    return new TlsConnection(std::move(socket), peer, sink(),
                             {m_configuration, url().tls, true, {}, url().timeoutMs, {}}, this);
}
