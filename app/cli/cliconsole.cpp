// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "app/cli/cliconsole.h"

#include "app/cli/reportqueue.h"
#include "model/bytes/printable.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

namespace {

/// That of the one standard error.
ReportQueue &reports()
{
    static const std::shared_ptr<ReportQueue> queue = ReportQueue::start(STDERR_FILENO);
    return *queue;
}

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
    reports().add(makePrintable({line, {}}, true).text.toUtf8() + '\n');
}

void cliconsole::reportLast()
{
    reports().liftLimit();
}

bool cliconsole::finishReports(std::chrono::milliseconds patience, bool atMost)
{
    return reports().finish(patience, atMost);
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
