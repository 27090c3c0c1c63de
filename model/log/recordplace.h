// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/recordsource.h"
#include "model/result.h"

/// Finds a record by what a user types: its number, counted from 1 as shown (`1234`, `1,234`), or a
/// local time, of the day of the newest record where no date is given (`14:05`, `14:05:30.250`,
/// `2026-01-31 14:05`). The record of a time is the first one not before it, or the newest.
Result<RecordNumber> recordAt(const QString &text, RecordSource &records);
