// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/session.h"
#include "tests/unit/log/logfixture.h"

#include <QList>

/// A session with a log of its own, and its events.
class SessionFixture : public LogFixture
{
public:
    SessionFixture() : session(log)
    {
        QObject::connect(&session, &Session::happened, &session, [this](const Event &event) { events.append(event); });
    }
    /// With the endpoint of the URL, which begins to open.
    explicit SessionFixture(const QString &url) : SessionFixture() { open(url); }

    /// A server closes a connection as soon as its client has, unless the URL says otherwise (half-closed=…).
    void open(const QString &url)
    {
        EndpointUrl parsed = EndpointUrl::parse(url).value();
        if (parsed.role == Role::TcpServer && !parsed.halfClosedSeconds)
            parsed.halfClosedSeconds = 0;
        session.open(parsed);
    }
    bool isOpen() const { return session.state() == Session::State::Open; }
    bool isClosed() const { return session.state() == Session::State::Closed; }
    quint16 port() const { return session.localAddress().port; }

    bool saw(EventCode code) const
    {
        return std::any_of(events.begin(), events.end(), [code](const Event &event) { return event.code == code; });
    }

    /// Whether so many connections were made, and all are closed. An empty list of peers may mean that the
    /// session has not yet reported the first.
    bool haveLeft(int connections = 1) const
    {
        return session.peers().empty() && logged().count(EventCode::Connected) >= connections;
    }

    Session session;
    QList<Event> events;
};
