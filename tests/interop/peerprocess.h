// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QProcess>
#include <QStringList>

/// A running Python program of tests/interop/peers; killed by the destructor.
class PeerProcess
{
public:
    explicit PeerProcess(const QString &script, const QStringList &arguments = {})
    {
        const QStringList all =
            QStringList{QStringLiteral(TEST_PEERS "/") + script + QStringLiteral(".py")} + arguments;
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.start(QStringLiteral("python3"), all);
    }
    /// A client of the given port.
    PeerProcess(const QString &script, quint16 port, const QStringList &more = {})
        : PeerProcess(script, QStringList{QStringLiteral("--port"), QString::number(port)} + more)
    {
    }
    ~PeerProcess()
    {
        m_process.kill();
        m_process.waitForFinished(programPatienceMs);
    }

    /// Everything printed so far.
    const QStringList &lines()
    {
        m_rest.append(m_process.readAll());
        for (qsizetype end = m_rest.indexOf('\n'); end >= 0; end = m_rest.indexOf('\n')) {
            m_lines.append(QString::fromUtf8(m_rest.first(end)));
            m_rest.remove(0, end + 1);
        }
        return m_lines;
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
    bool hasEnded() const { return m_process.state() == QProcess::NotRunning; }
    void type(const QString &line) { m_process.write(line.toUtf8() + '\n'); }
    void endInput() { m_process.closeWriteChannel(); }

private:
    QProcess m_process;
    QStringList m_lines;
    QByteArray m_rest;
};
