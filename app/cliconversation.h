// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/cliinput.h"
#include "app/clioptions.h"
#include "app/clioutput.h"
#include "model/log/logreader.h"
#include "model/session.h"

#include <QTimer>

/// A session driven from standard input and output. What was received goes to standard output, events go to
/// standard error, standard input is sent. Nothing piles up in memory: standard input is read as the peers take
/// it, and what standard output does not take yet stays in the log. Before the log's quota would drop any of it,
/// TCP peers have to wait.
class CliConversation : public QObject
{
    Q_OBJECT
public:
    /// The log must have been made for `options.url`.
    CliConversation(CliOptions options, const std::shared_ptr<TrafficLog> &log);

    void start();

signals:
    /// 0: done, 1: the network failed, or not everything could be sent or printed.
    void finished(int exitCode);

public slots:
    /// Closes the endpoint, writes out the rest and finishes; what nobody takes from standard output within
    /// two seconds is left.
    void stop();

private:
    void onState();
    void onPeers();
    void onHappened(const Event &event);
    void onOutputFailed(int error);
    bool isReady() const;
    Target target() const;
    /// Sends on, and reads on, as far as there is room.
    void feed();
    void sendNext();
    void onSendingEnded(const SendOutcome &outcome);
    void sendInput(const QByteArray &bytes);
    void sendLine(QString line);
    void onInputEnded();
    void print();
    void printRecord(QByteArray &out, RecordNumber number);
    void skipDropped();
    void holdTraffic();
    void close();
    void finishIfDone();
    void finish();

    const CliOptions m_options;
    std::shared_ptr<TrafficLog> m_log;
    Session m_session;
    LogReader m_records;
    CliOutput m_output;
    CliPrinter m_printer;
    std::unique_ptr<CliInput> m_input;
    qsizetype m_sent = 0; // of m_options.sends
    quint64 m_lines = 0;  // of standard input
    RecordNumber m_printed = 0;
    qint64 m_received = 0; // records
    quint64 m_skipped = 0; // records that the log dropped before they were printed
    QTimer m_printPause;
    QTimer m_patience; // with standard output, once stopped
    qint64 m_startedNs = 0;
    bool m_exitOnClose;
    bool m_hadPeer = false;
    bool m_wasOpen = false;
    bool m_held = false;   // peers and standard input wait for standard output
    bool m_closed = false; // the session is, or nothing more of it matters
    bool m_stopped = false;
    bool m_failed = false;
    bool m_done = false;
};
