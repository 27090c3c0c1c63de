// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/textcodec.h"
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
/// with the log. Belongs to one thread.
class RecordFormatter
{
public:
    virtual ~RecordFormatter() = default;

    /// Appends what stands before the first record.
    virtual void begin(QByteArray &out) { Q_UNUSED(out) }
    /// Appends a record, at most about 10 bytes for each of its payload. Numbers only grow. False,
    /// and nothing is appended, when the log has dropped it.
    virtual bool append(QByteArray &out, RecordNumber number) = 0;
    /// Appends what stands behind the last record.
    virtual void end(QByteArray &out) { Q_UNUSED(out) }
};

/// A formatter for which a record's fields are enough.
class FieldsFormatter : public RecordFormatter
{
public:
    explicit FieldsFormatter(const std::shared_ptr<const TrafficLog> &log) : m_records(log) { }
    bool append(QByteArray &out, RecordNumber number) final;

protected:
    virtual void write(QByteArray &out, const Record &record) = 0;

private:
    LogReader m_records;
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
