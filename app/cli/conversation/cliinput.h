// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QObject>
#include <QSocketNotifier>

/// Standard input, read only while it is wanted: what cannot be sent yet stays in the pipe or file.
class CliInput : public QObject
{
    Q_OBJECT
public:
    enum class Cut : quint8 {
        Lines, ///< one line with its ending at a time
        Pieces ///< as read
    };
    /// Pieces and lines have at most `maxSize` bytes; longer lines are cut between two UTF-8 characters.
    CliInput(Cut cut, qsizetype maxSize);

    /// Off at first. In a slot of received() it takes effect after the current line.
    void setWanted(bool on);
    /// Whether something was not emitted yet: unread in a file, a pipe or a socket, or the beginning of a line.
    bool hasUnread() const;
    /// Whether ended() or failed() was emitted.
    bool hasEnded() const { return m_ended; }

signals:
    /// With `cut`, the line is longer than `maxSize`, and the next received() continues it.
    void received(const QByteArray &bytes, bool cut);
    /// Once, after the last received().
    void ended();
    /// Instead of ended(); `error` is an errno value.
    void failed(int error);

private:
    void read();
    void takeLines();
    void takeLinesLater();
    void endIfDone();

    const Cut m_cut;
    const qsizetype m_maxSize;
    QSocketNotifier m_notifier;
    QByteArray m_buffer;     // lines, the last one perhaps incomplete
    bool m_hasLines = false; // m_buffer may hold a whole line
    bool m_wanted = false;
    bool m_scheduled = false; // takeLines() is in the event queue
    bool m_atEnd = false;
    int m_error = 0; // errno of the last read()
    bool m_ended = false;
};
