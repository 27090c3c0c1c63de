// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "app/process.h"

#include <QByteArrayView>
#include <QSocketNotifier>

#include <fcntl.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <initializer_list>

namespace {

/// open() returns the lowest free number, which is that of the closed stream.
void fillStandardStreams()
{
    for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (::fcntl(fd, F_GETFD) < 0 && errno == EBADF)
            ::open("/dev/null", fd == STDIN_FILENO ? O_RDONLY : O_WRONLY);
    }
}

/// Buffers of some hundred KiB are allocated and freed with each batch. If free() returned them to the system, each would
/// be mapped and cleared again, page by page.
void keepFreedMemory()
{
#ifdef __GLIBC__
    ::mallopt(M_MMAP_THRESHOLD, 4 << 20);
    ::mallopt(M_TRIM_THRESHOLD, 16 << 20);
#endif
}

int pipeEnds[2] = {-1, -1}; // a signal handler may only write to it

void handle(int signal)
{
    const char byte = 0;
    [[maybe_unused]] const auto written = ::write(pipeEnds[1], &byte, 1);
    std::signal(signal, SIG_DFL);
}

} // namespace

bool setUpProcess()
{
    const bool hasStdin = ::fcntl(STDIN_FILENO, F_GETFD) >= 0;
    fillStandardStreams();
    keepFreedMemory();
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &limit);
    }
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
    return hasStdin;
}

void onTermination(QObject *context, const std::function<void()> &stop)
{
    if (::pipe(pipeEnds) != 0) {
        std::fprintf(stderr, "SIGINT and SIGTERM will end the program at once, without closing connections: %s\n",
                     std::strerror(errno));
        return;
    }
    auto *notifier = new QSocketNotifier(pipeEnds[0], QSocketNotifier::Read, context);
    QObject::connect(notifier, &QSocketNotifier::activated, context, [notifier, stop] {
        notifier->setEnabled(false);
        stop();
    });
    std::signal(SIGINT, handle);
    std::signal(SIGTERM, handle);
    if (std::signal(SIGHUP, handle) == SIG_IGN) // nohup
        std::signal(SIGHUP, SIG_IGN);
}

QString argumentError(int argc, const char *const *argv)
{
    for (int i = 1; i < argc; ++i) {
        if (!QByteArrayView(argv[i]).isValidUtf8()) {
            return QStringLiteral(
                       "Argument %1 of the command line is not UTF-8: “%2”. Write bytes to send as \\xHH or in "
                       "hexadecimal; give a file or socket a name in UTF-8.")
                .arg(QString::number(i), QString::fromUtf8(argv[i]));
        }
    }
    return {};
}
