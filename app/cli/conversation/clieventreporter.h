// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/event.h"

#include <QElapsedTimer>

#include <vector>

/// Reports events on standard error. A failure that repeats is reported once; those that follow are counted, and
/// reported once a minute and by reportRepeated().
class CliEventReporter
{
public:
    void report(const Event &event);
    /// Reports the failures that were only counted, and starts anew.
    void reportRepeated();

private:
    void reportFailure(const Event &event);

    struct Failure
    {
        Event event; // its `more` counts those that were not reported
        QElapsedTimer sinceReport;
    };
    std::vector<Failure> m_failures;
};
