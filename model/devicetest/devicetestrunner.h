// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/devicetest/stepcursor.h"
#include "model/log/logreader.h"
#include "model/session/session.h"

#include <QElapsedTimer>
#include <QTimer>

/// What became of a step.
struct StepReport
{
    QString number; ///< of the step, empty for the connecting before the first
    QString rounds; ///< `2/10`, with those of the repetitions it stands in before it; empty outside of one
    QString action; ///< what it does, for a reader
    QString note;
    bool ok = false;
    qint64 startedNs = 0; ///< since the epoch
    qint64 tookNs = 0;
    QString trouble;      ///< why it failed
    QByteArray came = {}; ///< the beginning of what an expectation that failed has got
    qint64 cameBytes = 0; ///< how much that was; -1: not a matter of bytes
};

/// Plays a session file over a session, step by step, and checks what comes against it. What comes is read
/// from the session's log as the steps need it, so that memory stays flat. Lives on the session's thread.
class DeviceTestRunner : public QObject
{
    Q_OBJECT
public:
    /// `session` outlives this object and is opened and closed by nobody else meanwhile.
    DeviceTestRunner(DeviceTest file, Session &session);
    ~DeviceTestRunner() override;

    /// `url` is where to, usually the file's own endpoint. Not more than once. One connection is played, whatever the
    /// URL says of connecting again.
    void start(const EndpointUrl &url);
    /// Fails the step at hand.
    void cancel(const QString &reason);

    /// Steps so far, each as often as it was played.
    quint64 passed() const { return m_passed; }

signals:
    void stepDone(const StepReport &report);
    /// Once, after the session is closed. Nothing is played behind a step that failed.
    void finished(bool ok);

private:
    void onState();
    void onHappened(const Event &event);
    void onSendingProgressed(const SendProgress &progress);
    void onSendingEnded(const SendOutcome &outcome);
    void readLog();
    void noteRecord(RecordNumber number);
    void connected();
    void scheduleNext();
    void next();
    void begin(const TestStep &step);
    void beginSending(const SendStep &send);
    bool canSend() const;
    bool isSending() const { return m_step && std::holds_alternative<SendStep>(m_step->what); }
    void lookForExpected();
    bool prepareExpecting(const ExpectStep &expect);
    TemplateValues values() const;
    void cameAsExpected(const QList<QByteArray> &captures, const QByteArray &message);
    void lookAtDatagrams(const Expectation &what);
    void lookAtStream(const Expectation &what);
    bool readReceived();
    void onTimeout();
    StepReport report() const;
    void pass();
    void fail(const QString &trouble);
    void failExpectation(const QString &trouble);
    void end(bool ok);
    Target target() const;

    const DeviceTest m_file;
    StepCursor m_course;
    Session &m_session;
    LogReader m_events;   // what happened
    LogReader m_received; // as far as it was needed
    RecordNumber m_eventsAt;
    RecordNumber m_receivedAt;
    PeerId m_peer = PeerId::None; // None: anyone, of UDP
    bool m_datagrams = false;
    const TestStep *m_step = nullptr; // at hand; null while connecting and between steps
    qint64 m_stepStartedNs = 0;
    QElapsedTimer m_clock;
    QTimer m_timeout;
    quint64 m_taken = 0;  // by the peer, bytes of the step
    qint64 m_waiting = 0; // for the peer, bytes of whatever
    QByteArray m_buffer;  // received of a stream and not used yet
    QByteArray m_came;    // during an expectation, its beginning
    qint64 m_cameBytes = 0;
    std::optional<Expectation> m_expected; // by the step at hand
    QByteArray m_lastReceived;             // what placeholders stand for
    QList<QByteArray> m_captures;
    SocketAddress m_address; // of the peer
    quint64 m_expectedCount = 0;
    std::optional<Event> m_closed; // the peer's end
    bool m_closeExpected = false;  // by a step, and it came
    quint64 m_passed = 0;
    bool m_connecting = false;
    bool m_begun = false; // the first step has
    bool m_over = false;
    bool m_ok = false;
    bool m_told = false; // finished() was
};
