// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/cliformatter.h"
#include "model/bytes/payloadformat.h"
#include "model/endpoint/endpointurl.h"

class QCommandLineParser;

/// What the command line asks of a conversation.
struct CliOptions
{
    struct Send
    {
        QByteArray bytes;
        QString file; ///< instead
    };

    EndpointUrl url;
    std::shared_ptr<const TextCodec> codec;
    CliFormatter::Form form = CliFormatter::Form::Text; ///< of input and output
    QList<Send> sends;                                  ///< one after another once open, before standard input
    int everyMs = 0;                                    ///< `sends` are repeated with this pause; 0: see `count`
    quint64 count = 1;                                  ///< so often; 0: without end
    PayloadFormat line;                                 ///< of lines of standard input
    bool keepLineEnding = true;                         ///< a line of text is sent with the ending that it came with
    bool readStdin = true;
    bool timestamps = false;
    bool exitOnClose = false; ///< when the last peer has closed
    bool keepOpen = false;    ///< the end of standard input changes nothing
    bool stats = false;
    int durationMs = 0;          ///< 0: no limit
    qint64 exitAfterRecords = 0; ///< received; 0: no limit

    bool repeats() const { return everyMs > 0 || count != 1; }
    bool answers() const { return !url.reply.isEmpty() || !url.rulesFile.isEmpty(); }
    /// Whether the end of all that is to be sent is said to TCP peers (FIN), and the program ends when they close too.
    bool endsWithInput() const;
    /// Whether a line too long to be held goes out piece by piece.
    bool sendsLinesInPieces() const;

    static void describe(QCommandLineParser &parser);
    static Result<CliOptions> read(const QCommandLineParser &parser, const QString &url);
};

/// An endpoint URL; the error tells where in it the trouble is.
Result<EndpointUrl> readUrl(const QString &text);

/// The error's words, and behind them its place where it has one.
QString withPlace(const Error &error);
