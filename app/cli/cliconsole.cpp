// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "app/cli/cliconsole.h"

#include "model/bytes/printable.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <condition_variable>
#include <cstdio>
#include <memory>
#include <mutex>
#include <system_error>
#include <thread>

namespace {

/// The lines for standard error, which a thread of its own writes: a reader that pauses stops nothing else.
class ReportQueue
{
public:
    /// Shared with its thread, which may still be in a write() when the program ends.
    static const std::shared_ptr<ReportQueue> &instance()
    {
        static const std::shared_ptr<ReportQueue> queue = start();
        return queue;
    }

    void add(const QByteArray &line)
    {
        const std::lock_guard lock(m_mutex);
        if (m_over)
            return;
        if (!m_hasThread) {
            m_over = cliconsole::writeAll(STDERR_FILENO, line) != 0;
            return;
        }
        // Once lines were left out, some more are, so that it is said once for many of them.
        const qsizetype room = m_leftOut > 0 ? maxQueued / 2 : maxQueued;
        if (!m_unlimited && m_queued.size() + line.size() > room) {
            ++m_leftOut;
            return;
        }
        sayLeftOut();
        m_queued += line;
        m_wakeUp.notify_all();
    }

    void liftLimit()
    {
        const std::lock_guard lock(m_mutex);
        m_unlimited = true;
    }

    bool finish(std::chrono::milliseconds patience, bool atMost)
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

private:
    static constexpr qsizetype maxQueued = 256 << 10;

    static std::shared_ptr<ReportQueue> start()
    {
        auto queue = std::make_shared<ReportQueue>();
        try {
            std::thread([queue] { queue->run(); }).detach();
        } catch (const std::system_error &) {
            queue->m_hasThread = false; // no more threads can be had
        }
        return queue;
    }

    bool isIdle() const { return m_queued.isEmpty() && m_leftOut == 0 && !m_isWriting; }

    void sayLeftOut()
    {
        if (m_leftOut == 0)
            return;
        m_queued += QStringLiteral("%1 lines left out: standard error was not read in time.\n").arg(m_leftOut).toUtf8();
        m_leftOut = 0;
    }

    /// Whole lines, as many as a pipe takes in one piece: standard output may be the same pipe.
    QByteArray takePiece()
    {
        qsizetype size = m_queued.lastIndexOf('\n', std::min<qsizetype>(m_queued.size(), PIPE_BUF) - 1) + 1;
        if (size == 0)
            size = m_queued.indexOf('\n') + 1;
        QByteArray piece = m_queued.first(size);
        m_queued.remove(0, size);
        return piece;
    }

    void run()
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
            const int error = cliconsole::writeAll(STDERR_FILENO, piece);
            lock.lock();
            m_isWriting = false;
            ++m_pieces;
            m_over = m_over || error != 0;
            m_wakeUp.notify_all();
        }
    }

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

} // namespace

int cliconsole::writeAll(int fd, const QByteArray &bytes)
{
    for (qsizetype done = 0; done < bytes.size();) {
        const ssize_t taken = ::write(fd, bytes.constData() + done, size_t(bytes.size() - done));
        if (taken >= 0) {
            done += taken;
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) { // another process made it non-blocking
            pollfd ready{fd, POLLOUT, 0};
            ::poll(&ready, 1, -1);
        } else if (errno != EINTR) {
            return errno;
        }
    }
    return 0;
}

void cliconsole::report(const QString &line)
{
    ReportQueue::instance()->add(makePrintable({line, {}}, true).text.toUtf8() + '\n');
}

void cliconsole::reportLast()
{
    ReportQueue::instance()->liftLimit();
}

bool cliconsole::finishReports(std::chrono::milliseconds patience, bool atMost)
{
    return ReportQueue::instance()->finish(patience, atMost);
}

void cliconsole::report(const Event &event)
{
    QString text = eventText(event);
    const bool isServers = !event.args.value(2).isEmpty();
    if (event.code == EventCode::TlsUnverified && isServers && !event.args.value(8).isEmpty())
        text += QStringLiteral(" If you know that it is the right one, accept exactly this certificate: add trust= and "
                               "the SHA-256 to the options of the URL.");
    report(text);
}

int cliconsole::fail(int code, const QString &message)
{
    report(QStringLiteral("socketscope-cli: %1").arg(message));
    return code;
}

void cliconsole::print(const QString &text)
{
    std::fputs(qUtf8Printable(makePrintableLines({text, {}}).text), stdout);
}

int cliconsole::flush(int code)
{
    finishReports();
    errno = 0;
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0)
        return code;
    const int error = errno;
    if (error == EPIPE || isReaderGone()) // stdio does not keep the error of an earlier write
        return code;
    const QString message = QStringLiteral("Standard output cannot be written");
    fail(failed, error == 0 ? message : QStringLiteral("%1: %2").arg(message, qt_error_string(error)));
    finishReports();
    return failed;
}

bool cliconsole::isReaderGone()
{
    pollfd output{STDOUT_FILENO, POLLOUT, 0};
    return ::poll(&output, 1, 0) == 1 && (output.revents & POLLERR) != 0;
}
