// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "tests/interop/runningprogram.h"

/// A running socketscope-cli.
class CliProcess : public RunningProgram
{
public:
    explicit CliProcess(const QStringList &arguments, const std::optional<QByteArray> &input = {})
        : RunningProgram(QStringLiteral(TEST_CLI), arguments, input)
    {
    }

    /// The port of a server or of a bound UDP socket, 0 until it is open.
    quint16 port()
    {
        static const QRegularExpression address(QStringLiteral("(?:listening on|Bound to) \\S+:(\\d+)[ \\n]"));
        return address.match(err()).captured(1).toUShort();
    }
};

/// What socketscope-cli did with some arguments; -1 as in RunningProgram::exitCode().
struct CliRun
{
    int code = -1;
    QByteArray out;
    QString err;
};

inline CliRun runCli(const QStringList &arguments, const QByteArray &input = {})
{
    CliProcess cli(arguments, input);
    const int code = cli.exitCode();
    return {code, cli.out(), cli.err()};
}
