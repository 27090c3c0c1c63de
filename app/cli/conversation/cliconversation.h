// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/conversation/clieventreporter.h"
#include "app/cli/conversation/clioptions.h"
#include "app/cli/conversation/clireceiver.h"
#include "app/cli/conversation/clisender.h"
#include "model/session/session.h"

#include <QElapsedTimer>
#include <QTimer>

#include <chrono>

/// A session with standard input, output and error: opens it, ends it and decides the exit code. Nothing is buffered in
/// memory: standard input is read as the peers take it, and what standard output does not take yet stays in the log.
class CliConversation : public QObject
{
    Q_OBJECT
public:
    /// The log must have been made for `options.url`.
    CliConversation(CliOptions options, const std::shared_ptr<TrafficLog> &log);

    void start();

signals:
    /// 0: done, 1: the network failed, or not everything was sent, received or printed that was asked for.
    void finished(int exitCode);

public slots:
    /// On user request: closes the endpoint, prints the rest and finishes. Two seconds later what is not printed yet is
    /// only counted. What is not done yet is no failure.
    void stop();

private:
    void onState();
    void onPeers();
    void onHappened(const Event &event);
    void onEventRead(const Event &event);
    void onOutputFailed(int error);
    void onInputFailed(int error);
    void onClosingTimeout();
    void finishSending();
    bool isTaskFailure(EventCode code) const;
    void end();
    void close();
    void finishIfDone();
    void reportMissing();
    void reportUnstored();
    void reportUnprinted();
    QJsonObject socketOptions() const;
    void printStats();
    std::chrono::milliseconds reportsPatience() const;
    void finish();

    const CliOptions m_options;
    Session m_session;
    CliReceiver m_receiver;
    CliSender m_sender;
    CliEventReporter m_events;
    QTimer m_closingTimer; // runs while the conversation ends
    int m_closingRounds = 5;
    QStringList m_relayTotals; // of EventCode::RelayTotals
    QElapsedTimer m_running;
    QElapsedTimer m_ending; // since the user, or --duration, ends the program
    bool m_exitOnClose;
    bool m_hadPeer = false;
    bool m_wasOpen = false;
    bool m_openingFailed = false; // so far
    bool m_closed = false;        // the session is closed
    bool m_stopped = false;       // on user request
    bool m_outputFailed = false;
    bool m_failed = false;
    bool m_finished = false;
};
