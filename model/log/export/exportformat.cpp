// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/export/exportformat.h"

#include <QCoreApplication>

namespace {

using namespace exportformats;

/// The payloads, concatenated.
class RawFormat : public FieldsFormatter
{
public:
    using FieldsFormatter::FieldsFormatter;

protected:
    void write(QByteArray &out, const Record &record) override { out.append(record.payload); }
};

std::unique_ptr<RecordFormatter> makeRaw(const Log &log, const ExportOptions &)
{
    return std::make_unique<RawFormat>(log);
}

constexpr auto all = ExportStreams::All;

constexpr ExportFormatInfo formats[] = {
    {"pcapng", QT_TRANSLATE_NOOP("ExportFormat", "Capture for Wireshark"), "pcapng", false, false, all, makePcapng},
    {"text", QT_TRANSLATE_NOOP("ExportFormat", "Text, one line per record"), "txt", true, false, all, makeText},
    {"netassist", QT_TRANSLATE_NOOP("ExportFormat", "NetAssist log"), "log", true, true, all, makeNetAssist},
    {"csv", QT_TRANSLATE_NOOP("ExportFormat", "Table (CSV)"), "csv", true, false, all, makeCsv},
    {"hexdump", QT_TRANSLATE_NOOP("ExportFormat", "Hex dump"), "hex", false, false, all, makeHexDump},
    {"raw", QT_TRANSLATE_NOOP("ExportFormat", "Bytes of one stream"), "bin", false, false, ExportStreams::OneStream,
     makeRaw},
    {"session", QT_TRANSLATE_NOOP("ExportFormat", "Device test: data sent, and replies expected"), "json", true, false,
     ExportStreams::OnePeer, makeSession},
};

} // namespace

std::span<const ExportFormatInfo> exportFormats()
{
    return formats;
}

const ExportFormatInfo &exportFormatInfo(ExportFormat format)
{
    return formats[size_t(format)];
}

QString exportFormatTitle(ExportFormat format)
{
    return QCoreApplication::translate("ExportFormat", exportFormatInfo(format).title);
}

Result<ExportFormat> exportFormatFromName(const QString &name)
{
    QStringList names;
    for (size_t i = 0; i < std::size(formats); ++i) {
        names.append(QLatin1StringView(formats[i].name));
        if (names.last() == name)
            return ExportFormat(i);
    }
    return failure(QCoreApplication::translate("ExportFormat", "Unknown format “%1”. Known formats: %2")
                       .arg(name, names.join(QStringLiteral(", "))));
}
