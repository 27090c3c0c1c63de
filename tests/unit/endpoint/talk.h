// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "tests/unit/endpoint/endpointfixture.h"
#include "tests/unit/endpoint/plainsocket.h"

#include <QTest>

constexpr int large = 8 << 20; ///< bytes, more than the system buffers

/// The rows of a test for both roles.
inline void bothRoles()
{
    QTest::addColumn<bool>("server");
    QTest::newRow("server") << true;
    QTest::newRow("client") << false;
}

/// A TCP endpoint of either role on the test's own thread, and a peer that it is connected to.
class Talk
{
public:
    /// `options` is the query of the URL.
    explicit Talk(bool server, const QString &options = {}, const char *host = "127.0.0.1")
    {
        const QString query = options.isEmpty() ? QString() : u"?"_qs + options;
        const QString there = QString::fromLatin1(host);
        if (server) {
            us = std::make_unique<EndpointFixture>(u"tcp-server://%1:0%2"_qs.arg(there, query));
            if (QTest::qWaitFor([this] { return us->isOpen(); }, patienceMs))
                peer = PlainSocket::connected(us->port(), host);
        } else {
            const PlainSocket listener = PlainSocket::listening(host);
            us = std::make_unique<EndpointFixture>(u"tcp://%1:%2%3"_qs.arg(there).arg(listener.port()).arg(query));
            const auto accepted = [&] {
                peer = listener.accept();
                return bool(peer);
            };
            if (!QTest::qWaitFor(accepted, patienceMs))
                return;
        }
        isConnected = peer && QTest::qWaitFor([this] { return us->isOpen() && us->peers.size() == 1; }, patienceMs);
        if (isConnected)
            id = us->peers.first().id;
    }

    /// No peer is left, and a client is closed.
    bool isOver() const { return us->peers.isEmpty() && us->logged().contains(EventCode::Connected); }

    QList<EventCode> steps() const { return us->steps(); }

    std::unique_ptr<EndpointFixture> us;
    PlainSocket peer;
    bool isConnected = false;
    PeerId id = PeerId::None;
};
