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

    void listen()
    {
        open(u"tcp-server://127.0.0.1:0"_qs);
        QTRY_VERIFY(isOpen());
    }

    void connectClient(QTcpSocket &client)
    {
        const size_t before = session.peers().size();
        client.connectToHost(u"127.0.0.1"_qs, port());
        QTRY_COMPARE(session.peers().size(), before + 1);
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
