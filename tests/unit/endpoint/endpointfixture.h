// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/endpoint.h"
#include "model/session/sessionsink.h"
#include "tests/unit/log/logfixture.h"

#include <QList>

/// An endpoint with a log on the test's own thread: nothing happens while the test does not wait.
class EndpointFixture : public LogFixture
{
public:
    /// Traffic goes to the log and to the test.
    class Sink : public SessionSink
    {
    public:
        using SessionSink::SessionSink;

        void begin() override
        {
            ++m_depth;
            SessionSink::begin();
        }
        void end() override
        {
            if (m_depth == 1 && beforeEnd)
                beforeEnd(); // as the session's replies
            --m_depth;
            SessionSink::end();
        }
        void received(const Peer &peer, qint64 timeNs, QByteArrayView bytes) override
        {
            SessionSink::received(peer, timeNs, bytes);
            if (onReceived)
                onReceived(peer, bytes);
        }

        void sent(const Peer &peer, qint64 timeNs, QByteArrayView bytes, Origin origin) override
        {
            SessionSink::sent(peer, timeNs, bytes, origin);
            if (onSent)
                onSent();
        }

        std::function<void()> beforeEnd;
        std::function<void()> onSent;
        std::function<void(const Peer &, QByteArrayView)> onReceived;

    private:
        int m_depth = 0;
    };

    explicit EndpointFixture(const QString &url, Resolver::Query query = &Resolver::askSystem)
        : resolver(std::move(query)), sink(*log),
          endpoint(Endpoint::create(EndpointUrl::parse(url).value(), {sink, resolver}))
    {
        QObject::connect(&sink, &SessionSink::happened, &sink, [this](const std::vector<Event> &happened) {
            events.append({happened.begin(), happened.end()});
        });
        QObject::connect(endpoint.get(), &Endpoint::stateChanged, endpoint.get(),
                         [this](Endpoint::State, const SocketAddress &address) {
                             if (address.port != 0)
                                 local = address;
                         });
        QObject::connect(endpoint.get(), &Endpoint::peersChanged, endpoint.get(), [this](const PeerChanges &changes) {
            peers.append({changes.joined.begin(), changes.joined.end()});
            for (const PeerId gone : changes.left)
                peers.removeIf([gone](const Peer &peer) { return peer.id == gone; });
        });
        endpoint->open();
    }
    ~EndpointFixture()
    {
        sink.beforeEnd = {};
        sink.onReceived = {};
        endpoint.reset();
    }

    /// The steps of connections in the log.
    QList<EventCode> steps() const
    {
        QList<EventCode> steps = logged();
        steps.removeIf([](EventCode code) { return !isConnectionStep(code); });
        return steps;
    }

    bool isOpen() const { return endpoint->state() == Endpoint::State::Open; }
    bool isClosed() const { return endpoint->state() == Endpoint::State::Closed; }
    quint16 port() const { return local.port; }
    bool send(const QByteArray &bytes, const Target &target = {})
    {
        return endpoint->send(target, bytes, Origin::User);
    }
    bool saw(EventCode code) const
    {
        return std::any_of(events.begin(), events.end(), [code](const Event &event) { return event.code == code; });
    }

    SocketAddress local;
    QList<Peer> peers;
    QList<Event> events; // reported
    Resolver resolver;
    Sink sink;
    std::unique_ptr<Endpoint> endpoint;
};
