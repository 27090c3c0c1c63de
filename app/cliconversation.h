// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/payload.h"
#include "model/log/capturestore.h"
#include "model/log/logreader.h"
#include "model/session.h"

#include <QSocketNotifier>
#include <QTimer>

#include <map>

/// A session driven from standard input and output. What was received goes to standard output as
/// UTF-8, events go to standard error, lines of standard input are sent.
class CliConversation : public QObject
{
    Q_OBJECT
public:
    struct Options
    {
        EndpointUrl url;
        std::shared_ptr<const TextCodec> codec;
        QList<QByteArray> sends;   ///< sent one after another once open
        PayloadFormat format = {}; ///< of the lines; the line ending is the one that was read
        bool readStdin = true;
        int durationMs = 0; ///< 0: no limit
        bool stats = false;
    };

    /// The log must have been made for `options.url`.
    CliConversation(Options options, const std::shared_ptr<TrafficLog> &log);

    void start();

signals:
    /// 0: done, 1: the network failed.
    void finished(int exitCode);

public slots:
    /// Closes the endpoint, writes out the rest and finishes.
    void stop();

private:
    void onState();
    void onHappened(const Event &event);
    void printNew();
    void printRecord(const Record &record);
    void printData(const captureblocks::RecordView &record);
    void printText(const DecodedText &text);
    void readInput();
    void sendLine(const QString &line);
    void finish();

    const Options m_options;
    std::shared_ptr<TrafficLog> m_log;
    Session m_session;
    LogReader m_records;
    const bool m_onTerminal;                    // where lines are made safe to show
    const bool m_passUtf8;                      // valid text goes to the output as it came
    std::map<PeerId, StreamDecoder> m_decoders; // of connected TCP peers
    RecordNumber m_printed = 0;
    QTimer m_printPause;
    std::unique_ptr<QSocketNotifier> m_input;
    QByteArray m_inputBuffer;
    qint64 m_startedNs = 0;
    bool m_wasOpen = false;
    bool m_failed = false;
    bool m_done = false;
};
