// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/session.h"
#include "tests/unit/log/logfixture.h"

#include <QCoreApplication>
#include <QList>
#include <QSet>

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

    // A counter, and what a peer has received, may be known before the batch of the I/O thread ends that logs it.
    QList<Record> records() const
    {
        endBatch();
        return LogFixture::records();
    }
    QList<EventCode> logged() const
    {
        endBatch();
        return LogFixture::logged();
    }
    QByteArray bytes(Direction direction, PeerId peer = PeerId::None) const
    {
        endBatch();
        return LogFixture::bytes(direction, peer);
    }

    /// Whether so many connections were made, and all are closed. An empty list of peers may mean that the session has
    /// not yet reported the first: so the log must have an end of each, and what was reported before it is heard.
    bool haveLeft(int connections = 1)
    {
        int made = 0;
        QSet<PeerId> open;
        for (const Record &record : records()) {
            if (record.kind != RecordKind::Event || !isConnectionStep(record.event.code))
                continue;
            if (record.event.code == EventCode::Connected) {
                ++made;
                open.insert(record.peer);
            } else {
                open.remove(record.peer);
            }
        }
        QCoreApplication::sendPostedEvents(&session, QEvent::MetaCall);
        return made >= connections && open.isEmpty() && session.peers().empty();
    }

    Session session;
    QList<Event> events;

private:
    /// Waits for the end of the batch that is being logged.
    void endBatch() const { const TrafficLog::Writer afterIt(*log); }
};
