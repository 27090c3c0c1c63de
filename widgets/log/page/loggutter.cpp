// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/log/page/loggutter.h"

#include "widgets/log/content/recordcontent.h"
#include "widgets/log/page/logmetrics.h"

#include <algorithm>

void LogGutter::reset(const LogMetrics &metrics, bool withTime)
{
    m_gap = metrics.cell();
    m_timeWidth = withTime ? metrics.width(u"00:00:00.000") : 0;
    m_directionWidth = metrics.width(u"← RX");
    m_peerWidth = 0;
    m_sizeWidth = metrics.width(u"00");
}

void LogGutter::fit(const LogMetrics &metrics, const RecordContent &content)
{
    m_peerWidth = std::max(m_peerWidth, metrics.width(content.peerName));
    m_sizeWidth = std::max(m_sizeWidth, metrics.width(content.size));
}
