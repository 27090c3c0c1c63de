// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/stream/localclient.h"

#include "model/endpoint/qtsocket.h"
#include "model/endpoint/stream/tcpconnection.h"
#include "model/endpoint/system/localsocket.h"

namespace {

constexpr int busyRetryMs = 20; // the system does not tell when the server's queue has room again

} // namespace

LocalClient::LocalClient(const EndpointUrl &url, const Links &links, const Backoff::Sources &sources)
    : TcpClient(url, links, sources), m_busyRetry(this)
{
    m_busyRetry.setSingleShot(true);
    m_busyRetry.setInterval(busyRetryMs);
    connect(&m_busyRetry, &QTimer::timeout, this, &LocalClient::tryToConnect);
}

void LocalClient::start()
{
    m_busyRetry.stop();
    startTrying(SocketAddress::ofLocalServer(url().path));
    tryToConnect();
}

void LocalClient::tryToConnect()
{
    if (!isTrying()) // closed, or out of time
        return;
    const auto descriptor = localsocket::connect(url().path);
    if (!descriptor) {
        fail(descriptor.error());
        return;
    }
    if (*descriptor < 0) {
        m_busyRetry.start();
        return;
    }
    auto socket = qtsocket::make<QTcpSocket>();
    if (!socket->setSocketDescriptor(*descriptor)) {
        fail({EventCode::Other, {url().path, socket->errorString()}});
        return;
    }
    const Connection &server = establish(std::move(socket));
    if (const auto program = localsocket::peerProgram(*descriptor))
        report({EventCode::LocalPeer, {url().path, program->toString(), program->user}}, server.peer().id);
}
