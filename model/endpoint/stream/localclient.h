// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/stream/tcpclient.h"

/// Connects to a local socket; its server is the only peer. Reconnects as TcpClient does.
class LocalClient : public TcpClient
{
    Q_OBJECT
public:
    LocalClient(const EndpointUrl &url, const Links &links, const Backoff::Sources &sources = {});

protected:
    void start() override;

private:
    void tryToConnect();

    QTimer m_busyRetry;
};
