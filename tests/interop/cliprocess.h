// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QProcess>
#include <QStringList>
#include <QTest>

#include <csignal>

/// A running socketscope-cli; killed by the destructor.
class CliProcess
{
public:
    /// Standard input is `input`, or stays open without it.
    explicit CliProcess(const QStringList &arguments, const std::optional<QByteArray> &input = {})
    {
        m_process.start(QStringLiteral(TEST_CLI), arguments);
        if (!input)
            return;
        m_process.write(*input);
        m_process.closeWriteChannel();
    }
    ~CliProcess()
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
    /// The port of a server, 0 until it listens.
    quint16 port()
    {
        const QString begin = QStringLiteral("listening on ");
        const QString text = err();
        const qsizetype at = text.indexOf(begin);
        const qsizetype end = text.indexOf(u'\n', at);
        return at < 0 || end < 0 ? 0 : text.mid(at, end - at).section(u':', -1).toUShort();
    }
    bool hasEnded() const { return m_process.state() == QProcess::NotRunning; }
    /// Waits for the end; -1 if the program does not end, crashes or did not start.
    int exitCode()
    {
        const bool ended = QTest::qWaitFor([this] { return hasEnded(); }, 60'000)
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
