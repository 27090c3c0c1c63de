// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/logreader.h"
#include "model/result.h"

/// Finds a record by what a user types: its number, counted from 1 as shown (`1234`, `1,234`), or a
/// local time, of the day of the newest record or another one where no date is given (`14:05`, `14:05:30.250`,
/// `2026-01-31 14:05`). The record of a time is the earliest one that is not before it, or else the latest of all;
/// the times need not ascend, as a clock may have been set.
Result<RecordNumber> lookUpRecord(const QString &text, LogReader &records);
