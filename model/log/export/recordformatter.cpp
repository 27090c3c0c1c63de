// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/export/recordformatter.h"

#include <utility>

bool RecordFormatter::append(QByteArray &out, RecordNumber number)
{
    m_next = number + 1;
    if (!readRecord(number, m_timeNs)) {
        ++m_missing;
        return false;
    }
    markMissing(out, number);
    writeRecord(out);
    return true;
}

void RecordFormatter::finish(QByteArray &out)
{
    markMissing(out, m_next);
    end(out);
}

void RecordFormatter::markMissing(QByteArray &out, RecordNumber before)
{
    if (m_missing == 0)
        return;
    const EventCode code = before <= m_log->first() ? EventCode::LogDropped : EventCode::LogUnreadable;
    writeMark(out, {code, {QString::number(std::exchange(m_missing, 0))}}, m_timeNs, before);
}

bool FieldsFormatter::readRecord(RecordNumber number, qint64 &timeNs)
{
    m_record = m_records.read(number);
    timeNs = m_record ? m_record->timeNs : timeNs;
    return m_record.has_value();
}

void FieldsFormatter::writeMark(QByteArray &out, const Event &event, qint64 timeNs, RecordNumber before)
{
    Record mark;
    mark.number = before == 0 ? 0 : before - 1; // that of the last missing one
    mark.kind = RecordKind::Event;
    mark.timeNs = timeNs;
    mark.event = event;
    write(out, mark);
}
