// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/cliinput.h"
#include "app/cli/clioptions.h"
#include "model/session/session.h"

#include <memory>
#include <optional>

/// Sends what the command line says, then what comes from standard input, as the peers take it.
class CliSender : public QObject
{
    Q_OBJECT
public:
    /// Both outlive this object.
    CliSender(const CliOptions &options, Session &session);

    /// Sends on, and reads on, as far as there is somebody to send to, and room. Tells the session whether more is to
    /// come.
    void feed();
    /// Standard input waits meanwhile.
    void hold(bool on);
    /// Nothing more is sent or read.
    void stop();
    /// Bytes that were handed to the session last had nobody to go to.
    void setRestLost() { m_restLost = true; }

    /// A connection ended before the input that it waited for had come.
    void setInputTooLate() { m_inputTooLate = true; }

    /// Whether all that was asked for is on its way, and standard input has ended: nothing more will be sent.
    bool isDone() const;
    /// Whether standard input may still bring something for the connections that there are. Where somebody types, a
    /// server's clients can be answered; a connection to a server goes when the server has closed it.
    bool awaitsInput() const;
    /// Whether something could not be sent, which was told.
    bool hasFailed() const { return m_failed; }
    /// Then what a peer that goes did not get any more is no loss.
    bool onlyRepeatsForEver() const { return m_options.count == 0 && !m_hadInput; }
    /// What was to be sent and was not, in words for the user; empty when that is nothing. `enough` says that the
    /// peers have answered all that was asked for: what `--every` repeats was sent often enough then.
    QString missing(bool enough) const;

signals:
    /// All of standard input is on its way.
    void inputEnded();
    /// No more of it can be read; `error` is an errno value.
    void inputFailed(int error);
    /// Session::isSending() is false from now on.
    void jobEnded();

private:
    bool isReady() const;
    bool hasMoreToSend() const;
    void tellMoreToCome();
    void sendOn();
    bool canComeBack() const;
    Target target() const;
    void sendNext();
    void repeat();
    void sendFile(const QString &name);
    void onSendingEnded(const SendOutcome &outcome);
    void sendInput(const QByteArray &bytes, bool cut);
    void sendLine(QString line);
    void lineNotSent(const QString &why);

    const CliOptions &m_options;
    Session &m_session;
    const bool m_atTerminal;
    std::unique_ptr<CliInput> m_input;
    qsizetype m_next = 0;   // of m_options.sends
    quint64 m_messages = 0; // repeated ones that went out
    quint64 m_lines = 0;    // of standard input
    QString m_cutFile;      // what was not sent to its end
    bool m_alone = false;   // when it was stopped, nobody was there to send to
    bool m_restLost = false;
    bool m_inputTooLate = false;
    bool m_hadInput = false;
    bool m_inLine = false;          // what comes is the rest of a long line
    bool m_skipLine = false;        // which is not sent
    std::optional<bool> m_toldMore; // to the session
    bool m_held = false;
    bool m_stopped = false;
    bool m_failed = false;
};
