// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/conversation/cliinput.h"
#include "app/cli/conversation/clioptions.h"
#include "app/cli/conversation/clisubstitutions.h"
#include "model/bytes/hex/hex.h"
#include "model/session/session.h"

#include <memory>
#include <optional>

/// Sends what the command line says, then standard input, as fast as the peers take it.
class CliSender : public QObject
{
    Q_OBJECT
public:
    /// Both outlive this object.
    CliSender(const CliOptions &options, Session &session);

    /// Sends and reads on if there is a peer and room in its queue. Tells the session whether more will follow.
    void feed();
    /// While on, standard input is not read.
    void hold(bool on);
    /// Nothing more is sent or read.
    void stop();
    /// The last bytes were not sent, as there was no peer any more.
    void setRestLost() { m_restLost = true; }
    /// A connection ended while it waited for standard input.
    void setInputTooLate() { m_inputTooLate = true; }

    /// Whether everything was handed to the session and standard input has ended: nothing more will be sent.
    bool isDone() const;
    /// Whether standard input may still have something for the present connections. At a terminal that is true of a
    /// server's clients only: a client ends when the server has closed the connection.
    bool awaitsInput() const;
    /// Whether something could not be sent; it was reported.
    bool hasFailed() const { return m_failed; }
    /// Then what a leaving peer did not receive is no loss.
    bool onlyRepeatsForever() const { return m_options.count == 0 && !m_hadInput; }
    /// A message that says what was not sent; empty if nothing is missing. `enough`: all records of --exit-after-recv
    /// were received, so that what --every repeats was sent often enough.
    QString missing(bool enough) const;

signals:
    /// All of standard input was handed to the session.
    void inputEnded();
    /// Standard input cannot be read; `error` is an errno value.
    void inputFailed(int error);
    /// Session::isSending() is false from now on.
    void jobEnded();

private:
    bool isReady() const;
    bool hasMoreToSend() const;
    void updateMoreToCome();
    void sendOn();
    bool mayReconnect() const;
    Target target() const;
    void sendNext();
    void repeat();
    void sendFile(const QString &name);
    void onSendingEnded(const SendOutcome &outcome);
    void sendInput(const QByteArray &bytes, bool cut);
    void sendLine(QString line);
    Result<QByteArray> hexLine(const QString &line);
    void lineNotSent(const QString &why);

    const CliOptions &m_options;
    Session &m_session;
    const bool m_atTerminal;
    std::unique_ptr<CliInput> m_input;
    qsizetype m_next = 0;   // of m_options.sends
    quint64 m_messages = 0; // repeated ones that were sent
    quint64 m_lines = 0;    // of standard input
    HexLineReader m_hexLines;
    QString m_unsentFile; // of --send-file, not sent to its end
    bool m_alone = false; // there was no peer at stop()
    bool m_restLost = false;
    bool m_inputTooLate = false;
    bool m_hadInput = false;
    bool m_inLine = false;         // the next piece continues a long line
    bool m_skipLine = false;       // that line is not sent
    std::optional<bool> m_hasMore; // as the session knows it
    CliSubstitutions m_substitutions;
    bool m_held = false;
    bool m_stopped = false;
    bool m_failed = false;
};
