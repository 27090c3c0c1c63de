// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "app/cli/reportqueue.h"

#include "app/cli/cliconsole.h"

#include <QString>

#include <algorithm>
#include <climits>
#include <system_error>
#include <thread>

namespace {

constexpr qsizetype maxWaiting = 256 << 10; // bytes

} // namespace

std::shared_ptr<ReportQueue> ReportQueue::start(int fd)
{
    const std::shared_ptr<ReportQueue> queue(new ReportQueue(fd));
    try {
        std::thread([queue] { queue->run(); }).detach();
    } catch (const std::system_error &) {
        queue->m_hasThread = false; // no more threads can be had
    }
    return queue;
}

void ReportQueue::add(const QByteArray &line)
{
    const std::lock_guard lock(m_mutex);
    if (m_over)
        return;
    if (!m_hasThread) {
        m_over = cliconsole::writeAll(m_fd, line) != 0;
        return;
    }
    // Once lines were left out, some more are, so that it is said once for many of them.
    const qsizetype room = m_leftOut > 0 ? maxWaiting / 2 : maxWaiting;
    if (!m_unlimited && m_queued.size() + line.size() > room) {
        ++m_leftOut;
        return;
    }
    sayLeftOut();
    m_queued += line;
    m_wakeUp.notify_all();
}

void ReportQueue::liftLimit()
{
    const std::lock_guard lock(m_mutex);
    m_unlimited = true;
}

bool ReportQueue::finish(std::chrono::milliseconds patience, bool atMost)
{
    std::unique_lock lock(m_mutex);
    auto deadline = std::chrono::steady_clock::now() + patience;
    while (!m_over && !isIdle()) {
        const quint64 pieces = m_pieces;
        if (m_wakeUp.wait_until(lock, deadline) == std::cv_status::timeout)
            m_over = !isIdle();
        else if (!atMost && m_pieces != pieces)
            deadline = std::chrono::steady_clock::now() + patience;
    }
    return !m_over;
}

void ReportQueue::sayLeftOut()
{
    if (m_leftOut == 0)
        return;
    m_queued += QStringLiteral("%1 lines left out: standard error was not read in time.\n").arg(m_leftOut).toUtf8();
    m_leftOut = 0;
}

/// Whole lines, as many as a pipe takes in one piece: standard output may be the same pipe.
QByteArray ReportQueue::takePiece()
{
    qsizetype size = m_queued.lastIndexOf('\n', std::min<qsizetype>(m_queued.size(), PIPE_BUF) - 1) + 1;
    if (size == 0)
        size = m_queued.indexOf('\n') + 1;
    QByteArray piece = m_queued.first(size);
    m_queued.remove(0, size);
    return piece;
}

void ReportQueue::run()
{
    std::unique_lock lock(m_mutex);
    while (!m_over) {
        if (m_queued.isEmpty())
            sayLeftOut();
        if (m_queued.isEmpty()) {
            m_wakeUp.wait(lock);
            continue;
        }
        const QByteArray piece = takePiece();
        m_isWriting = true;
        lock.unlock();
        const int error = cliconsole::writeAll(m_fd, piece);
        lock.lock();
        m_isWriting = false;
        ++m_pieces;
        m_over = m_over || error != 0;
        m_wakeUp.notify_all();
    }
}
