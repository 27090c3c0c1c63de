// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/export/exportformat.h"
#include "model/log/export/recordselection.h"

#include <functional>

class QIODevice;

/// Which records to export, and how.
struct ExportRequest
{
    std::shared_ptr<const TrafficLog> log;
    std::shared_ptr<RecordSelection> selection;
    ExportFormat format = ExportFormat::Pcapng;
    ExportOptions options = {};
};

/// What an export wrote.
struct ExportSummary
{
    quint64 records = 0;
    quint64 bytes = 0;
    quint64 missing = 0; ///< selected, but dropped during the export, or unreadable
    quint64 dropped = 0; ///< by the log before the export, when it starts at the first record
    quint64 gaps = 0;    ///< gaps of the log itself, see isLogGap()
    bool cancelled = false;
};

/// A warning to the user of records that are missing; else empty.
QString exportWarning(const ExportSummary &summary);

/// Called before each record, and at the end, with the progress through the selection; false stops the export.
using ExportProgress = std::function<bool(quint64 done, quint64 total)>;

/// Writes records to an open device. Gaps of the log that concern the selection are marked, except in formats that hold
/// bytes only. Needs about 1 MiB and the text of one record. The error is the device's. Blocks; any thread.
Result<ExportSummary> exportRecords(const ExportRequest &request, QIODevice &out, const ExportProgress &progress);

/// As exportRecords(), to a file, which is created or replaced only when everything is written. The error names it.
Result<ExportSummary> exportToFile(const ExportRequest &request, const QString &file, const ExportProgress &progress);
