// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/codecs/textcodec.h"
#include "model/bytes/printable.h"
#include "model/log/logreader.h"
#include "model/log/recordtext.h"

/// Options of export formats; each uses those that concern it.
struct ExportOptions
{
    std::shared_ptr<const TextCodec> codec; ///< of the payloads; the export is UTF-8
    bool hex = false;                       ///< payloads as hex instead of text
    bool byteOrderMark = false;             ///< EF BB BF at the beginning, by which Excel detects UTF-8
};

/// Turns records into the bytes of a file; its memory does not grow with the log. Where records cannot be read any more,
/// it writes a mark: an event that is not in the log. Belongs to one thread.
class RecordFormatter
{
public:
    explicit RecordFormatter(std::shared_ptr<const TrafficLog> log) : m_log(std::move(log)) { }
    virtual ~RecordFormatter() = default;

    /// Appends the beginning of the file.
    virtual void begin(QByteArray &out) { Q_UNUSED(out) }
    /// The number of dropped records, which is reported before the first record.
    void setDropped(quint64 records) { m_missing = records; }
    /// Appends a record, ascending: at most about 10 bytes for each byte of payload. False when it cannot be read.
    bool append(QByteArray &out, RecordNumber number);
    /// Appends the end of the file.
    void finish(QByteArray &out);

protected:
    /// Reads a record for writeRecord(); false when that fails. Sets `timeNs` if its time is known.
    virtual bool readRecord(RecordNumber number, qint64 &timeNs) = 0;
    virtual void writeRecord(QByteArray &out) = 0;
    /// `before`: the number of the record that follows.
    virtual void writeMark(QByteArray &out, const Event &event, qint64 timeNs, RecordNumber before) = 0;
    virtual void end(QByteArray &out) { Q_UNUSED(out) }

private:
    void markMissing(QByteArray &out, RecordNumber before);

    const std::shared_ptr<const TrafficLog> m_log;
    quint64 m_missing = 0; // just before the next record
    RecordNumber m_next = 0;
    qint64 m_timeNs = 0;
};

/// A formatter that needs only the fields of a record.
class FieldsFormatter : public RecordFormatter
{
public:
    explicit FieldsFormatter(const std::shared_ptr<const TrafficLog> &log) : RecordFormatter(log), m_records(log) { }

protected:
    bool readRecord(RecordNumber number, qint64 &timeNs) final;
    void writeRecord(QByteArray &out) final { write(out, *m_record); }
    void writeMark(QByteArray &out, const Event &event, qint64 timeNs, RecordNumber before) final;
    virtual void write(QByteArray &out, const Record &record) = 0;

private:
    LogReader m_records;
    std::optional<Record> m_record;
};

/// The text of payloads, for formatters.
class PayloadText
{
public:
    PayloadText(const std::shared_ptr<const TrafficLog> &log, const ExportOptions &options)
        : m_records(log), m_text(m_records, options.codec)
    {
    }

    /// On one line: all control characters become control pictures.
    QByteArray line(const Record &record) { return makePrintable(m_text.decodeNext(record)).text.toUtf8(); }
    /// With tabs and line breaks; other control characters become control pictures.
    QByteArray lines(const Record &record) { return makePrintableLines(m_text.decodeNext(record)).text.toUtf8(); }

private:
    LogReader m_records;
    RecordText m_text;
};
