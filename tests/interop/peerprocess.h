// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "tests/interop/runningprogram.h"

/// A running Python program of tests/interop/peers.
class PeerProcess : public RunningProgram
{
public:
    /// A client of the given port, or a server, which chooses its own port if this is 0.
    explicit PeerProcess(const QString &script, quint16 port = 0, const QStringList &more = {})
        : RunningProgram(QStringLiteral("python3"),
                         QStringList{QStringLiteral(TEST_PEERS "/") + script + QStringLiteral(".py"),
                                     QStringLiteral("--port"), QString::number(port)}
                             + more)
    {
    }

    /// The complete lines printed so far.
    QStringList lines()
    {
        const QByteArray complete = out().first(out().lastIndexOf('\n') + 1);
        return QString::fromUtf8(complete).split(u'\n', Qt::SkipEmptyParts);
    }
    bool said(const QString &line) { return lines().contains(line); }
    /// What follows the first line that begins with `word`; empty when there is none yet.
    QString after(const QString &word)
    {
        for (const QString &line : lines()) {
            if (line.startsWith(word + u' '))
                return line.sliced(word.size() + 1);
        }
        return {};
    }
    /// The port of a server, 0 until it listens.
    quint16 port() { return after(QStringLiteral("listening")).toUShort(); }
    void type(const QString &line) { RunningProgram::type(line.toUtf8() + '\n'); }
};
