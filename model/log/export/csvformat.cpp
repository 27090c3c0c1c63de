// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/hex/hex.h"
#include "model/log/export/exportformat.h"
#include "model/log/recordclock.h"

namespace {

/// RFC 4180 in UTF-8: a header row, CR LF after each row, quotes where a cell needs them.
/// - number: the record's place in the log, from 0
/// - time: ISO 8601 with nanoseconds and the distance from UTC
/// - direction: rx, tx; empty for events
/// - kind: data, own (the endpoint's own datagram, which came back), or the stable name of the event
/// - text: with tabs and line breaks; other control characters as control pictures
/// - hex: the payload, exactly
/// Spreadsheets take a cell that begins with = + - @ for a formula, and a peer must not be able to plant one: such a text
/// is prefixed with an apostrophe. So text is for reading; the exact bytes are in hex, which can hold no formula.
class CsvFormat : public FieldsFormatter
{
public:
    CsvFormat(const exportformats::Log &log, const ExportOptions &options) : FieldsFormatter(log), m_text(log, options)
    {
    }

    void begin(QByteArray &out) override { out.append("number,time,direction,peer,local,kind,bytes,text,hex\r\n"); }

protected:
    void write(QByteArray &out, const Record &record) override
    {
        const bool data = record.kind == RecordKind::Data;
        out.append(QByteArray::number(record.number)).append(',');
        m_clock.append(out, record.timeNs, 'T');
        m_clock.appendOffset(out);
        out.append(!data ? "," : record.direction == Direction::In ? ",rx" : ",tx").append(',');
        appendAddress(out, record.remote);
        appendAddress(out, record.local);
        if (data) {
            out.append(record.own ? "own," : "data,").append(QByteArray::number(record.payload.size())).append(',');
            appendText(out, m_text.lines(record));
            out.append(',');
            appendHex(out, record.payload);
        } else {
            out.append(eventName(record.event.code).toUtf8()).append(",,");
            appendText(out, eventText(record.event).toUtf8());
            out.append(',');
        }
        out.append("\r\n");
    }

private:
    static void appendAddress(QByteArray &out, const SocketAddress &address)
    {
        if (address.isLocal())
            appendText(out, address.toString().toUtf8());
        else if (!address.host.isNull())
            out.append(address.toString().toLatin1());
        out.append(',');
    }

    static void appendText(QByteArray &out, QByteArray text)
    {
        if (!text.isEmpty() && QByteArrayView("=+-@\t\r").contains(text.front()))
            text.prepend('\'');
        const auto needsQuotes = [](char c) { return c == '"' || c == ',' || c == '\r' || c == '\n'; };
        if (std::none_of(text.cbegin(), text.cend(), needsQuotes))
            out.append(text);
        else
            out.append('"').append(text.replace('"', "\"\"")).append('"');
    }

    PayloadText m_text;
    RecordClock m_clock;
};

} // namespace

std::unique_ptr<RecordFormatter> exportformats::makeCsv(const Log &log, const ExportOptions &options)
{
    return std::make_unique<CsvFormat>(log, options);
}
