// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "app/cli/conversation/clieventreporter.h"

#include "app/cli/cliconsole.h"

#include <unistd.h>

#include <algorithm>
#include <utility>

namespace {

constexpr size_t maxFailures = 64; // that are remembered
constexpr int repeatMs = 60'000;

} // namespace

void CliEventReporter::report(const Event &event)
{
    const bool isLineTyped = event.code == EventCode::NoPeer && ::isatty(STDIN_FILENO) == 1;
    if (isFailure(event.code) && !isLineTyped)
        reportFailure(event);
    else if (event.code == EventCode::Listening)
        cliconsole::report(QStringLiteral("listening on %1").arg(event.args.value(0)));
    else
        cliconsole::report(event);
}

void CliEventReporter::reportFailure(const Event &event)
{
    const auto known = std::find_if(m_failures.begin(), m_failures.end(), [&](const Failure &failure) {
        return failure.event.code == event.code && failure.event.args == event.args;
    });
    if (known == m_failures.end()) {
        cliconsole::report(event);
        if (m_failures.size() >= maxFailures)
            m_failures.erase(m_failures.begin());
        m_failures.push_back({event, {}});
        m_failures.back().event.more = 0;
        m_failures.back().sinceReport.start();
        return;
    }
    known->event.more += 1 + event.more;
    if (known->sinceReport.hasExpired(repeatMs)) {
        cliconsole::report(known->event);
        known->event.more = 0;
        known->sinceReport.start();
    }
}

void CliEventReporter::reportRepeated()
{
    for (const Failure &failure : std::exchange(m_failures, {})) {
        if (failure.event.more > 0)
            cliconsole::report(failure.event);
    }
}
