// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>

/// Lines for a descriptor that its reader may not read for a while. A thread of its own writes them, in their order, so
/// that whoever adds one never waits. Up to 256 KiB wait; then lines are left out, and their number is written at their
/// place. All functions may be called on any thread.
class ReportQueue
{
public:
    /// Starts the thread, which shares the queue: it may still be in a write() when the program ends. Where there can be no
    /// thread, add() writes.
    static std::shared_ptr<ReportQueue> start(int fd);

    /// UTF-8, with its line break.
    void add(const QByteArray &line);
    /// From now on no line is left out.
    void liftLimit();
    /// Waits until all is written, or nothing was for `patience`; with `atMost` in no case longer than that. After it has
    /// waited in vain nothing more is written. Returns whether all was written.
    bool finish(std::chrono::milliseconds patience, bool atMost);

private:
    explicit ReportQueue(int fd) : m_fd(fd) { }

    bool isIdle() const { return m_queued.isEmpty() && m_leftOut == 0 && !m_isWriting; }
    void sayLeftOut();
    QByteArray takePiece();
    void run();

    const int m_fd;
    std::mutex m_mutex; // guards what follows
    std::condition_variable m_wakeUp;
    QByteArray m_queued;   // whole lines
    quint64 m_leftOut = 0; // lines after those
    quint64 m_pieces = 0;  // that were written
    bool m_isWriting = false;
    bool m_unlimited = false;
    bool m_hasThread = true;
    bool m_over = false; // nothing more can be written
};
