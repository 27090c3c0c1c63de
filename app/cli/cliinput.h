// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QObject>
#include <QSocketNotifier>

/// Standard input, read only while it is wanted, so that what nobody can take yet stays where it comes from.
class CliInput : public QObject
{
    Q_OBJECT
public:
    enum class Cut : quint8 {
        Lines, ///< a line with its ending at a time
        Pieces ///< as it was read
    };
    /// Pieces have at most `largest` bytes; so have lines, longer ones are cut between two characters of UTF-8.
    CliInput(Cut cut, qsizetype largest);

    /// At first it is not. May be called while came() is emitted, and stops it behind the line in hand.
    void setWanted(bool on);
    /// Whether something of it was not handed on yet: unread in a file, a pipe or a socket, or the beginning of a line.
    bool hasUnread() const;
    /// Whether ended() or failed() was emitted.
    bool hasEnded() const { return m_ended; }

signals:
    /// With `cut`, a line was longer than `largest`, and the next came() brings more of it.
    void came(const QByteArray &bytes, bool cut);
    /// Once, behind the last came().
    void ended();
    /// Instead; `error` is an errno value.
    void failed(int error);

private:
    void read();
    void takeLines();
    void takeLinesLater();
    void endIfDone();

    const Cut m_cut;
    const qsizetype m_largest;
    QSocketNotifier m_notifier;
    QByteArray m_buffer;     // lines, and the beginning of one
    bool m_hasLines = false; // perhaps
    bool m_wanted = false;
    bool m_scheduled = false; // takeLines()
    bool m_atEnd = false;     // of reading
    int m_error = 0;          // errno that it ended with
    bool m_ended = false;
};
