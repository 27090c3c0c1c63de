// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/export/exportformat.h"

namespace {

/// The payloads, concatenated.
class RawFormat : public FieldsFormatter
{
public:
    using FieldsFormatter::FieldsFormatter;

protected:
    void write(QByteArray &out, const Record &record) override { out.append(record.payload); }
};

} // namespace

std::unique_ptr<RecordFormatter> exportformats::makeRaw(const Log &log, const ExportOptions &)
{
    return std::make_unique<RawFormat>(log);
}
