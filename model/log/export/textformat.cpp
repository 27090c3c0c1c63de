// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/hex/hexdump.h"
#include "model/log/export/exportformat.h"
#include "model/log/recordclock.h"

namespace {

/// One line per record: `2026-01-31 12:00:00.123456789 RX 127.0.0.1:5000 12 text`, where 12 is the size of the payload,
/// or `-- text` after the time of an event; (own) after the address marks the endpoint's own datagrams that came back.
/// Control characters in the payload become control pictures.
class TextFormat : public FieldsFormatter
{
public:
    TextFormat(const exportformats::Log &log, const ExportOptions &options) : FieldsFormatter(log), m_text(log, options)
    {
    }

protected:
    void write(QByteArray &out, const Record &record) override
    {
        m_clock.append(out, record.timeNs);
        if (record.kind == RecordKind::Event) {
            out.append(" -- ").append(eventText(record.event).toUtf8());
        } else {
            out.append(record.direction == Direction::In ? " RX " : " TX ");
            out.append(record.remote.toString().toUtf8()).append(record.own ? " (own) " : " ");
            out.append(QByteArray::number(record.payload.size())).append(' ').append(m_text.line(record));
        }
        out.append('\n');
    }

private:
    PayloadText m_text;
    RecordClock m_clock;
};

/// A line as in the text format, without the text, then the payload as offset, hex and ASCII, then a blank line.
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
        out.append(record.remote.toString().toUtf8()).append(record.own ? " (own) " : " ");
        out.append(QByteArray::number(record.payload.size())).append('\n');
        appendHexDump(out, record.payload);
        out.append('\n');
    }

private:
    RecordClock m_clock;
};

} // namespace

std::unique_ptr<RecordFormatter> exportformats::makeText(const Log &log, const ExportOptions &options)
{
    return std::make_unique<TextFormat>(log, options);
}

std::unique_ptr<RecordFormatter> exportformats::makeHexDump(const Log &log, const ExportOptions &)
{
    return std::make_unique<HexDumpFormat>(log);
}
