// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/conversation/cliformatter.h"
#include "app/cli/conversation/clisubstitutions.h"
#include "model/bytes/payloadformat.h"
#include "model/endpoint/endpointurl.h"
#include "model/endpoint/target.h"

class CliParser;
class QCommandLineParser;

/// The command line of a conversation.
struct CliOptions
{
    struct Send
    {
        QByteArray bytes;
        QString file; ///< instead of bytes
    };

    EndpointUrl url;
    std::shared_ptr<const TextCodec> codec;
    CliFormatter::Form form = CliFormatter::Form::Text; ///< of input and output
    QList<Send> sends;                                  ///< in this order once open, before standard input
    Target::Kind sendTo = Target::Kind::Servers;        ///< a relay: Servers or Clients
    int everyMs = 0;                                    ///< interval at which `sends` are repeated; 0: without pause
    quint64 count = 1;                                  ///< how often; 0: without end
    PayloadFormat line;                                 ///< of lines of standard input
    bool keepLineEnding = true;                         ///< a line of text is sent with its own ending
    bool readStdin = true;
    bool timestamps = false;
    bool exitOnClose = false; ///< exit when the last peer has closed
    bool keepOpen = false;    ///< the end of standard input changes nothing
    bool stats = false;
    int durationMs = 0;             ///< 0: no limit
    qint64 exitAfterRecords = 0;    ///< received; 0: no limit
    CliSubstitutions substitutions; ///< those in `sends` were reported

    bool repeats() const { return everyMs > 0 || count != 1; }
    bool replies() const { return !url.reply.isEmpty() || !url.rulesFile.isEmpty(); }
    /// Whether FIN is sent once everything was sent, and the program exits when the peers close too.
    bool endsWithInput() const;
    /// Whether lines over the maximum size are sent in pieces.
    bool sendsLinesInPieces() const;

    static void describe(CliParser &parser);
    static Result<CliOptions> read(const QCommandLineParser &parser, const QString &url);
};

/// An endpoint URL; the error names the position.
Result<EndpointUrl> readUrl(const QString &text);
