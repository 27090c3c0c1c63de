// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/framecutter.h"
#include "model/devicetest/devicetest.h"
#include "model/devicetest/stepcursor.h"
#include "model/log/logreader.h"
#include "model/session/session.h"

#include <QElapsedTimer>
#include <QTimer>

#include <deque>

/// The result of a step.
struct StepReport
{
    QString number; ///< of the step; empty for the connecting before the first
    QString rounds; ///< see StepCursor::rounds()
    QString action; ///< see TestStep::describe()
    QString note;
    bool ok = false;
    qint64 startedNs = 0; ///< since the epoch
    qint64 tookNs = 0;
    QString error;            ///< why it failed
    QByteArray received = {}; ///< by a failed expectation, the first bytes
    qint64 receivedBytes = 0; ///< all of them; -1: the step expects no bytes
};

/// Plays a device test with a session, step by step. Received bytes are read from the session's log when a step needs
/// them, so that memory use stays constant. With a framing in the endpoint's URL, expectations are checked against whole
/// messages, as rules see them, and texts and hex are sent as messages of it. Lives on the session's thread.
class DeviceTestRunner : public QObject
{
    Q_OBJECT
public:
    /// `session` outlives this object, and only this object opens and closes it.
    DeviceTestRunner(DeviceTest test, Session &session);

    /// Call once. `url` is usually the test's own endpoint; its `reconnect` is ignored, as a test is one connection.
    void start(const EndpointUrl &url);
    /// Fails the current step.
    void cancel(const QString &reason);

    /// Passed steps so far, each counted as often as it was played.
    quint64 passed() const { return m_passed; }

signals:
    void stepDone(const StepReport &report);
    /// Once, after the session is closed. A failed step is the last one.
    void finished(bool ok);

private:
    void onState();
    void onHappened(const Event &event);
    void onSendingProgressed(const SendProgress &progress);
    void onSendingEnded(const SendOutcome &outcome);
    void readLog();
    void readEvent(RecordNumber number);
    void connected();
    void scheduleNext();
    void next();
    void begin(const TestStep &step);
    void beginSending(const SendStep &send);
    bool canSend() const;
    bool isSending() const { return m_step && std::holds_alternative<SendStep>(m_step->what); }
    void checkExpectation();
    bool startExpecting(const ExpectStep &expect);
    TemplateValues values() const;
    void matched(const QList<QByteArray> &captures, const QByteArray &message);
    void checkDatagrams(const Expectation &what);
    void checkStream(const Expectation &what);
    bool readStream();
    void checkMessages(const Expectation &what);
    bool readMessages();
    void checkMessage(const Expectation &what, const QByteArray &message);
    void onTimeout();
    StepReport report() const;
    void pass();
    void fail(const QString &error);
    void failExpectation(const QString &error);
    void end(bool ok);
    Target target() const;

    const DeviceTest m_test;
    StepCursor m_cursor;
    Session &m_session;
    LogReader m_eventLog;
    LogReader m_receivedLog;
    RecordNumber m_nextEvent; // the first record that m_eventLog has not read
    RecordNumber m_nextReceived;
    PeerId m_peer = PeerId::None; // None: any UDP peer
    bool m_datagrams = false;
    bool m_tls = false;
    Framing m_framing;                   // of the endpoint's URL
    std::optional<FrameCutter> m_cutter; // of a stream with a framing
    std::deque<QByteArray> m_messages;   // of it that no expectation used yet
    const TestStep *m_step = nullptr;    // current; null while connecting and between steps
    qint64 m_stepStartedNs = 0;
    QElapsedTimer m_clock;
    QTimer m_timeout;
    quint64 m_taken = 0;  // bytes of the step that the peer took
    qint64 m_waiting = 0; // bytes that the peer has not taken
    QByteArray m_buffer;  // received stream that no expectation used yet
    QByteArray m_excerpt; // the first bytes that the expectation received
    qint64 m_receivedBytes = 0;
    std::optional<Expectation> m_expected; // by the current step
    QByteArray m_lastReceived;             // of this and the following members: values of placeholders
    QList<QByteArray> m_captures;
    SocketAddress m_address; // of the peer
    quint64 m_expectedCount = 0;
    std::optional<Event> m_closed; // by the peer
    bool m_closeExpected = false;  // a step expected m_closed
    quint64 m_passed = 0;
    bool m_connecting = false;
    bool m_hasBegun = false; // the first step
    bool m_over = false;
    bool m_ok = false;
    bool m_finishedEmitted = false;
};
