// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/export/exportformat.h"
#include "model/log/export/recordselection.h"

#include <functional>

class QIODevice;

/// What to write, and how.
struct ExportRequest
{
    std::shared_ptr<const TrafficLog> log;
    std::shared_ptr<RecordSelection> selection;
    ExportFormat format = ExportFormat::Pcapng;
    ExportOptions options = {};
};

/// What was written.
struct ExportSummary
{
    quint64 records = 0;
    quint64 bytes = 0;
    quint64 missing = 0; ///< chosen, but dropped from the log before their turn came, or not readable any more
    quint64 dropped = 0; ///< by the log before, where its beginning was to be written
    quint64 gaps = 0;    ///< places where the log itself says that records are missing
    bool cancelled = false;
};

/// What is missing in what was written, in words for the user; empty when that is nothing.
QString exportWarning(const ExportSummary &summary);

/// Told before each record, and at the end, how far the walk through the selection is; false stops it.
using ExportProgress = std::function<bool(quint64 done, quint64 total)>;

/// Writes records to a device, which is open. Where the log has a gap that touches the selection there is a mark, except
/// in formats that hold nothing but bytes. Holds about 1 MiB and the text of one record, however
/// long the log. The error is the device's. Blocks; any thread.
Result<ExportSummary> exportRecords(const ExportRequest &request, QIODevice &out, const ExportProgress &progress);

/// As exportRecords, to a file, which appears or changes only when all is written. The error names it.
Result<ExportSummary> exportToFile(const ExportRequest &request, const QString &file, const ExportProgress &progress);
