// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/codecs/textcodec.h"
#include "model/log/logreader.h"
#include "model/log/recordtext.h"

/// What can be chosen about a format; each takes what concerns it.
struct ExportOptions
{
    std::shared_ptr<const TextCodec> codec; ///< of the payloads; what is written is UTF-8
    bool hex = false;                       ///< payloads as hex instead of text
    bool byteOrderMark = false;             ///< begins with EF BB BF, by which Excel knows UTF-8
};

/// Turns records into the bytes of a file. Memory stays flat: a formatter keeps nothing that grows
/// with the log. Where records are missing, because the log cannot give them any more, it puts a mark: an
/// event record that is in no log. Belongs to one thread.
class RecordFormatter
{
public:
    explicit RecordFormatter(std::shared_ptr<const TrafficLog> log) : m_log(std::move(log)) { }
    virtual ~RecordFormatter() = default;

    /// Appends what stands before the first record.
    virtual void begin(QByteArray &out) { Q_UNUSED(out) }
    /// Before the first record stands a mark that says so.
    void setDropped(quint64 records) { m_missing = records; }
    /// Appends a record, at most about 10 bytes for each of its payload. Numbers only grow. False,
    /// and nothing is appended, when the log cannot give it.
    bool append(QByteArray &out, RecordNumber number);
    /// Appends what stands behind the last record.
    void finish(QByteArray &out);

protected:
    /// Holds a record for writeRecord(); false when there is none. Its time, if it is known, goes to `timeNs`.
    virtual bool readRecord(RecordNumber number, qint64 &timeNs) = 0;
    virtual void writeRecord(QByteArray &out) = 0;
    /// `before`: the number of the record that follows.
    virtual void writeMark(QByteArray &out, const Event &event, qint64 timeNs, RecordNumber before) = 0;
    virtual void end(QByteArray &out) { Q_UNUSED(out) }

private:
    void markMissing(QByteArray &out, RecordNumber before);

    const std::shared_ptr<const TrafficLog> m_log;
    quint64 m_missing = 0; // just before this place
    RecordNumber m_next = 0;
    qint64 m_timeNs = 0;
};

/// A formatter for which a record's fields are enough.
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

/// Text of payloads for formatters.
class PayloadText
{
public:
    PayloadText(const std::shared_ptr<const TrafficLog> &log, const ExportOptions &options)
        : m_records(log), m_text(m_records, options.codec)
    {
    }

    /// On one line: control characters, line breaks too, are pictures.
    QByteArray line(const Record &record);
    /// With tabs and line breaks as they came; other control characters are pictures.
    QByteArray lines(const Record &record);

private:
    LogReader m_records;
    RecordText m_text;
};
