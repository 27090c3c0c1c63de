// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/endpoint.h"
#include "model/endpoint/tcpconnection.h"

#include <QSocketNotifier>
#include <QTimer>

#include <memory>
#include <unordered_map>

/// Listens on a TCP port; each client is a peer.
class TcpServer : public Endpoint
{
    Q_OBJECT
public:
    TcpServer(const EndpointUrl &url, const Links &links);
    ~TcpServer() override;

    void open() override;
    void close() override;
    bool send(const Target &target, const QByteArray &bytes, Origin origin) override;
    std::vector<PeerId> recipients(const Target &target) const override;
    void disconnectPeer(PeerId peer, bool reset) override;
    void finishSending() override;
    void pauseReceiving(bool on) override;
    void stallChanged() override;
    void answer(PeerId peer, Answer answer) override;
    void holdPeer(PeerId peer, bool on) override;

private:
    void listenOn(const Resolver::Answer &addresses);
    void acceptSome();
    void acceptFailed(int error);
    void addClient(SocketFd fd, const posixsocket::NativeAddress &from);
    void onEnded(PeerId peer);

    SocketFd m_fd;
    std::unique_ptr<QSocketNotifier> m_notifier;
    QTimer m_acceptAgain;
    bool m_paused = false;
    bool m_toldTooMany = false;
    std::unordered_map<PeerId, TcpConnection *> m_clients; // children of this object
};
