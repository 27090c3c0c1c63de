// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/sendjob.h"

#include <QString>

/// The progress and the result of a job as text, in the current language.
namespace sendingtext {

/// Such as `120 sent, 2.4 KiB · every 10.00 ms on average (9.97 to 10.1), jitter 0.05 ms · 3 missed`.
QString progress(const SendProgress &progress);
/// Such as `Done: 120 of 120 sent, 2.4 KiB`.
QString outcome(const SendOutcome &outcome);
/// A duration in a suitable unit: `35 µs`, `1.02 ms`, `12.5 s`.
QString duration(qint64 ns);
/// Percent done, or -1 if unknown.
int percent(const SendProgress &progress);

} // namespace sendingtext
