// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "app/cli/cliconsole.h"

#include "model/bytes/printable.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

void cliconsole::report(const QString &line)
{
    std::fprintf(stderr, "%s\n", qUtf8Printable(makePrintable({line, {}}, true).text));
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
    errno = 0;
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0)
        return code;
    const int error = errno;
    if (error == EPIPE || isReaderGone()) // stdio does not keep the error of an earlier write
        return code;
    const QString message = QStringLiteral("Standard output cannot be written");
    return fail(failed, error == 0 ? message : QStringLiteral("%1: %2").arg(message, qt_error_string(error)));
}

bool cliconsole::isReaderGone()
{
    pollfd output{STDOUT_FILENO, POLLOUT, 0};
    return ::poll(&output, 1, 0) == 1 && (output.revents & POLLERR) != 0;
}
