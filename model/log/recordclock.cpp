// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/recordclock.h"

#include "model/types.h"

#include <QDateTime>

void RecordClock::append(QByteArray &out, qint64 timeNs, char separator, int digits)
{
    const bool before = timeNs % nsPerSecond < 0; // 1970
    const qint64 second = timeNs / nsPerSecond - (before ? 1 : 0);
    const qint64 rest = timeNs % nsPerSecond + (before ? nsPerSecond : 0);
    if (second != m_second || m_date.isEmpty())
        update(second);
    out.append(m_date).append(separator).append(m_time).append('.');
    const QByteArray fraction = QByteArray::number(rest).rightJustified(9, '0');
    out.append(fraction.first(digits));
}

void RecordClock::update(qint64 second)
{
    const QDateTime time = QDateTime::fromSecsSinceEpoch(second);
    m_second = second;
    m_date = time.toString(u"yyyy-MM-dd").toLatin1();
    m_time = time.toString(u"hh:mm:ss").toLatin1();
    const int minutes = time.offsetFromUtc() / 60;
    const QTime distance = QTime(0, 0).addSecs(std::abs(minutes) * 60);
    m_offset = (minutes < 0 ? '-' : '+') + distance.toString(u"hh:mm").toLatin1();
}
