// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/logreader.h"
#include "model/result.h"

/// Finds the record that a user names: by its number, counted from 1 as shown (`1234`, `1,234`), or by a local time
/// (`14:05`, `14:05:30.250`, `2026-01-31 14:05`; without a date, of the newest record's day or an earlier one). The
/// record of a time is the earliest one that is not before it, or else the latest of all; times need not ascend, as a
/// clock may have been set.
Result<RecordNumber> lookUpRecord(const QString &text, LogReader &records);
