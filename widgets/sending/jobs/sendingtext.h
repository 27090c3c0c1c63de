// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/sendjob.h"

#include <QCoreApplication>

/// The progress and the result of a job as text, in the current language.
class SendingText
{
    Q_DECLARE_TR_FUNCTIONS(SendingText)
public:
    /// Such as `120 sent, 2.4 KiB · every 10.00 ms on average (9.97 to 10.1), jitter 0.05 ms · 3 missed`.
    static QString progress(const SendProgress &progress);
    /// Such as `Done: 120 of 120 sent, 2.4 KiB`.
    static QString outcome(const SendOutcome &outcome);
    /// A duration in a suitable unit: `35 µs`, `1.02 ms`, `12.5 s`.
    static QString duration(qint64 ns);

private:
    static QString amount(const SendProgress &progress);
    static QStringList details(const SendProgress &progress);
    static QString ending(SendOutcome::Kind kind);
};
