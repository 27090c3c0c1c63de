// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/conversation/cliformatter.h"
#include "app/cli/conversation/climessages.h"
#include "app/cli/conversation/clioptions.h"
#include "app/cli/conversation/clioutput.h"
#include "model/log/logreader.h"
#include "model/session/session.h"

#include <QTimer>

/// Prints on standard output what a session receives. What standard output does not take yet stays in the log, not in
/// memory. Before the log would drop any of it because of its quota, TCP peers are paused.
class CliReceiver : public QObject
{
    Q_OBJECT
public:
    /// The session outlives this object.
    CliReceiver(const CliOptions &options, Session &session);

    /// Whether events are read from the log, in order with the data: those of connections and what begins them. Not by
    /// Session::happened().
    static bool isReadFromLog(EventCode code);

    /// Prints the new records, as long as standard output takes them.
    void print();
    /// Prints only the records that the log has before this event.
    void printBefore(const Event &event);
    /// Whether all records were printed.
    bool isPrinted() const { return m_printed >= m_log->end(); }
    /// Whether all of that was written too.
    bool isIdle() const { return m_outputFailed || (isPrinted() && m_output.isIdle()); }
    /// Whether as many records were received as --exit-after-recv says.
    bool hasEnough() const { return m_wanted > 0 && m_received >= m_wanted; }
    qint64 received() const { return m_received; }
    /// Records that the log lost before they were printed.
    quint64 skipped() const { return m_skipped; }
    /// Says what standard output has not taken yet.
    QString unprinted() const;

signals:
    /// An event that isReadFromLog(); it was reported on standard error.
    void eventRead(const Event &event);
    /// After each print() and printBefore().
    void printed();
    /// hasEnough() is true, and nothing more is printed.
    void enoughReceived();
    /// Standard output took something.
    void progressed();
    /// Nothing more can be printed; `error` is an errno value, EPIPE if the reader has closed it.
    void outputFailed(int error);
    /// Whether standard input should wait for standard output, as TCP peers do.
    void lagging(bool on);

private:
    void printUpTo(RecordNumber end);
    RecordNumber find(const Event &event);
    void printRecord(QByteArray &out, RecordNumber number);
    void printIdle();
    CliMessages::Take into(QByteArray &out);
    void skipDropped();
    void holdTraffic();

    Session &m_session;
    const std::shared_ptr<TrafficLog> m_log;
    const qint64 m_wanted; // records or messages; 0: no limit
    LogReader m_records;
    CliOutput m_output;
    CliFormatter m_formatter;
    CliMessages m_messages;
    QTimer m_idle;                     // ends a message
    bool m_outputFailed = false;       // nothing more can be printed
    const SegmentIndex::Kinds m_kinds; // of the records that are read
    const bool m_printsOwn;            // also what the endpoint itself has sent to a group
    RecordNumber m_printed = 0;
    RecordNumber m_stretchEnd = 0; // from m_printed up to here, some may be of m_kinds
    qint64 m_received = 0;
    quint64 m_takenRecords = 0; // received ones that were read, and their bytes
    quint64 m_takenBytes = 0;
    quint64 m_skipped = 0;
    bool m_lagging = false;
    QTimer m_pause;
};
