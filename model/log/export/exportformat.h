// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/export/recordformatter.h"

#include <span>

/// The formats of exportFormats(), in the order of a menu.
enum class ExportFormat : quint8 { Pcapng, Text, NetAssist, Csv, HexDump, Raw, Session };

/// Which traffic a format can hold.
enum class ExportStreams : quint8 {
    All,
    OnePeer,  ///< one peer, both directions
    OneStream ///< one peer and one direction
};

/// A format as the table of all formats describes it.
struct ExportFormatInfo
{
    const char *name;   ///< on the command line and in settings: must not change
    const char *title;  ///< to be translated by exportFormatTitle()
    const char *suffix; ///< of file names
    bool isText;        ///< takes ExportOptions::codec and byteOrderMark
    bool hasHex;        ///< takes ExportOptions::hex
    ExportStreams streams;
    std::unique_ptr<RecordFormatter> (*make)(const std::shared_ptr<const TrafficLog> &, const ExportOptions &);
};

/// In the order of ExportFormat.
std::span<const ExportFormatInfo> exportFormats();
const ExportFormatInfo &exportFormatInfo(ExportFormat format);
/// For the user, in the current language.
QString exportFormatTitle(ExportFormat format);
/// The format of that name; the error lists all names.
Result<ExportFormat> exportFormatFromName(const QString &name);

/// One for each format; its file describes it.
namespace exportformats {

using Log = std::shared_ptr<const TrafficLog>;

std::unique_ptr<RecordFormatter> makePcapng(const Log &log, const ExportOptions &options);
std::unique_ptr<RecordFormatter> makeText(const Log &log, const ExportOptions &options);
std::unique_ptr<RecordFormatter> makeNetAssist(const Log &log, const ExportOptions &options);
std::unique_ptr<RecordFormatter> makeCsv(const Log &log, const ExportOptions &options);
std::unique_ptr<RecordFormatter> makeHexDump(const Log &log, const ExportOptions &options);
std::unique_ptr<RecordFormatter> makeSession(const Log &log, const ExportOptions &options);

} // namespace exportformats
