// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <csignal>

/// A running program; killed by the destructor.
class RunningProgram
{
public:
    /// Standard input is `input`, or stays open without it.
    RunningProgram(const QString &program, const QStringList &arguments, const std::optional<QByteArray> &input = {})
    {
        m_process.start(program, arguments);
        if (!input)
            return;
        m_process.write(*input);
        m_process.closeWriteChannel();
    }
    ~RunningProgram()
    {
        m_process.kill();
        m_process.waitForFinished(programPatienceMs);
    }

    QProcess &process() { return m_process; }
    const QByteArray &out()
    {
        m_out.append(m_process.readAllStandardOutput());
        return m_out;
    }
    QString err()
    {
        m_err.append(m_process.readAllStandardError());
        return QString::fromUtf8(m_err);
    }
    bool hasEnded() const { return m_process.state() == QProcess::NotRunning; }
    /// Waits for the end; -1 if the program does not end, crashes or did not start.
    int exitCode()
    {
        const bool ended = QTest::qWaitFor([this] { return hasEnded(); }, programPatienceMs)
            && m_process.error() != QProcess::FailedToStart && m_process.exitStatus() == QProcess::NormalExit;
        return ended ? m_process.exitCode() : -1;
    }
    void type(const QByteArray &bytes) { m_process.write(bytes); }
    void endInput() { m_process.closeWriteChannel(); }
    void signal(int number) { ::kill(pid_t(m_process.processId()), number); }

private:
    QProcess m_process;
    QByteArray m_out;
    QByteArray m_err;
};
