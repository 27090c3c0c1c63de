// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "app/terminationsignals.h"

#include <QSocketNotifier>

#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>

namespace {

int pipeEnds[2] = {-1, -1}; // a signal handler may only write to it

void handle(int signal)
{
    const char byte = 0;
    [[maybe_unused]] const auto written = ::write(pipeEnds[1], &byte, 1);
    std::signal(signal, SIG_DFL);
}

} // namespace

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
