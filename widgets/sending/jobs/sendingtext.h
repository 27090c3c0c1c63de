// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/sendjob.h"

#include <QString>

/// How far a job has come, in words, in the language in use now.
namespace sendingtext {

/// Such as `120 sent, 2.4 KiB · every 10.00 ms on average (9.97 to 10.1), jitter 0.05 ms · 3 missed`.
QString progress(const SendProgress &progress);
/// Such as `Done: ` with what was sent.
QString outcome(const SendOutcome &outcome);
/// A duration in the unit that suits it: `35 µs`, `1.02 ms`, `12.5 s`.
QString duration(qint64 ns);
/// The whole number of percent that is done, or -1 when that is not known.
int percent(const SendProgress &progress);

} // namespace sendingtext
