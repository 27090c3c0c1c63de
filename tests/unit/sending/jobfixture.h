// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/sending/listplan.h"
#include "tests/unit/session/sessionfixture.h"

#include <QTcpSocket>
#include <QTest>

#include <optional>

/// A session whose jobs are watched.
class JobFixture : public SessionFixture
{
public:
    JobFixture()
    {
        QObject::connect(&session, &Session::sendingEnded, &session,
                         [this](const SendOutcome &ended) { outcome = ended; });
        QObject::connect(&session, &Session::sendingProgressed, &session,
                         [this](const SendProgress &progressed) { progress = progressed; });
    }

    explicit JobFixture(const QString &url) : JobFixture() { open(url); }

    static std::unique_ptr<JobFixture> listening()
    {
        auto server = std::make_unique<JobFixture>(u"tcp-server://127.0.0.1:0"_qs);
        [&] { QTRY_VERIFY(server->isOpen()); }();
        return server;
    }

    bool ended() const { return outcome.has_value(); }

    static SendJob repeat(const QByteArray &bytes, quint64 count, std::chrono::nanoseconds interval)
    {
        SendJob job;
        job.makePlan = [=] { return std::make_unique<ListPlan>(bytes, count, interval); };
        return job;
    }

    std::optional<SendOutcome> outcome;
    SendProgress progress;
};

/// A client that the session has reported as a peer.
class JobClient : public QTcpSocket
{
public:
    explicit JobClient(const JobFixture &server, qint64 readBufferSize = 0)
    {
        const size_t before = server.session.peers().size();
        setReadBufferSize(readBufferSize); // 0: no limit
        connectToHost(u"127.0.0.1"_qs, server.port());
        QTRY_COMPARE(server.session.peers().size(), before + 1);
    }
};
