// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/stream/tcpserver.h"
#include "model/endpoint/system/localsocket.h"

#include <QFileSystemWatcher>

/// Listens on a local socket; each client is a peer. Accepts clients as TcpServer does. Its file is removed when it closes,
/// unless another program has put its own there; that it has gone before is reported at once.
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
    void watchFile();
    void checkFile();

    std::optional<localsocket::FileId> m_file;     // while open
    std::unique_ptr<QFileSystemWatcher> m_watcher; // until the file has gone
};
