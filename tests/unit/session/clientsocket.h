// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "tests/unit/session/sessionfixture.h"

#include <QTcpSocket>
#include <QTest>

/// A socket that is connected to a server; each of its messages is sent at once.
class ClientSocket : public QTcpSocket
{
public:
    explicit ClientSocket(const SessionFixture &server, qint64 readBufferSize = 0)
    {
        setReadBufferSize(readBufferSize); // 0: no limit
        connectToHost(QStringLiteral("127.0.0.1"), server.port());
        QVERIFY(waitForConnected(30'000));
        setSocketOption(QAbstractSocket::LowDelayOption, 1);
    }
};
