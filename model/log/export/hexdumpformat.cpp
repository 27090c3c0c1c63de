// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/hexdump.h"
#include "model/log/export/exportformat.h"
#include "model/log/recordclock.h"

namespace {

/// A header line as in the text format, without the text, then the payload as offset, hex and ASCII
/// (see appendHexDump), then a blank line. Events are as in the text format.
class HexDumpFormat : public FieldsFormatter
{
public:
    using FieldsFormatter::FieldsFormatter;

protected:
    void write(QByteArray &out, const Record &record) override
    {
        m_clock.append(out, record.timeNs);
        if (record.kind == RecordKind::Event) {
            out.append(" -- ").append(eventText(record.event).toUtf8()).append("\n\n");
            return;
        }
        out.append(record.direction == Direction::In ? " RX " : " TX ");
        out.append(record.remote.toString().toLatin1()).append(' ');
        out.append(QByteArray::number(record.payload.size())).append('\n');
        appendHexDump(out, record.payload);
        out.append('\n');
    }

private:
    RecordClock m_clock;
};

} // namespace

std::unique_ptr<RecordFormatter> exportformats::makeHexDump(const Log &log, const ExportOptions &)
{
    return std::make_unique<HexDumpFormat>(log);
}
