// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/refusalcount.h"

#include <utility>

std::optional<QStringList> RefusalCount::take(bool isEnd)
{
    if (m_count == 0 || (!isEnd && m_lastReport.isValid() && !m_lastReport.hasExpired(reportMs)))
        return {};
    m_lastReport.start();
    return QStringList{QString::number(std::exchange(m_count, 0)), m_last.unpacked().toString()};
}
