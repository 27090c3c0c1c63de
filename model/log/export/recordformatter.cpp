// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/export/recordformatter.h"

#include "model/bytes/printable.h"

bool FieldsFormatter::append(QByteArray &out, RecordNumber number)
{
    const auto record = m_records.read(number);
    if (record)
        write(out, *record);
    return record.has_value();
}

QByteArray PayloadText::line(const Record &record)
{
    return makePrintable(m_text.decodeNext(record)).text.toUtf8();
}

QByteArray PayloadText::lines(const Record &record)
{
    return makePrintableLines(m_text.decodeNext(record)).text.toUtf8();
}
