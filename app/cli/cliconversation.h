// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/clioptions.h"
#include "app/cli/clioutput.h"
#include "app/cli/clisender.h"
#include "model/log/logreader.h"
#include "model/session/session.h"

#include <QElapsedTimer>
#include <QTimer>

#include <vector>

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
    /// 0: done, 1: the network failed, or not everything was sent, received or printed that was asked for.
    void finished(int exitCode);

public slots:
    /// At the wish of a person: closes the endpoint, writes out the rest and finishes; what nobody takes from
    /// standard output within two seconds is left. What is not done yet is no failure.
    void stop();

private:
    void onState();
    void onPeers();
    void onHappened(const Event &event);
    void tellEvent(const Event &event);
    void onOutputFailed(int error);
    void onInputFailed(int error);
    void finishSending();
    void tellFailure(const Event &event);
    void tellRepeated();
    bool isUndone(EventCode code) const;
    void print();
    void printRecord(QByteArray &out, RecordNumber number);
    void skipDropped();
    void holdTraffic();
    void end();
    void close();
    void finishIfDone();
    void tellMissing();
    void tellUnstored();
    void finish();

    const CliOptions m_options;
    std::shared_ptr<TrafficLog> m_log;
    Session m_session;
    LogReader m_records;
    CliOutput m_output;
    CliFormatter m_formatter;
    CliSender m_sender;
    const SegmentIndex::Kinds m_kinds; // of the records that something is to be done with
    RecordNumber m_printed = 0;
    RecordNumber m_wantedEnd = 0; // up to here, from m_printed on, there may be some of them
    qint64 m_received = 0;        // records
    quint64 m_skipped = 0;        // records that the log had lost before they were printed
    QTimer m_printPause;
    int m_closeWaits = 5;
    QTimer m_patience; // with standard output, once stopped
    QElapsedTimer m_running;
    struct Told
    {
        Event event; // with the number of those that were not told
        QElapsedTimer since;
    };
    std::vector<Told> m_told;
    bool m_exitOnClose;
    bool m_hadPeer = false;
    bool m_wasOpen = false;
    bool m_openingFailed = false; // so far
    bool m_held = false;          // peers and standard input wait for standard output
    bool m_closed = false;        // the session is, or nothing more of it matters
    bool m_wished = false;        // a person has ended it
    bool m_outputFailed = false;
    bool m_failed = false;
    bool m_done = false;
};
