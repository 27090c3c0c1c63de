// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>

/// Writes the times of records as local time; fast for neighbours, which share their second.
class RecordClock
{
public:
    /// Appends `2026-01-31 12:00:00.123456789`, with 1 to 9 `digits` of the second (cut, not
    /// rounded) and `separator` between date and time. `timeNs` as in Record.
    void append(QByteArray &out, qint64 timeNs, char separator = ' ', int digits = 9);
    /// One time alone, to the nanosecond.
    static QString text(qint64 timeNs)
    {
        QByteArray out;
        RecordClock().append(out, timeNs);
        return QString::fromLatin1(out);
    }
    /// Appends the distance from UTC of the time appended last: `+08:00`.
    void appendOffset(QByteArray &out) const { out.append(m_offset); }

private:
    void update(qint64 second);

    qint64 m_second = -1;
    QByteArray m_date;
    QByteArray m_time;
    QByteArray m_offset;
};
