// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/address/packedaddress.h"

#include <QElapsedTimer>
#include <QStringList>

#include <optional>

/// Counts those who were refused or ignored, so that each does not need an event of its own. Belongs to one thread.
class RefusalCount
{
public:
    static constexpr int reportMs = 10'000;

    void add(const PackedAddress &who)
    {
        ++m_count;
        m_last = who;
    }
    bool isEmpty() const { return m_count == 0; }
    const PackedAddress &last() const { return m_last; }
    /// How many since the last report, and the last one's address; nothing when there were none, or when the last report is
    /// less than `reportMs` old, unless `isEnd`.
    std::optional<QStringList> take(bool isEnd);

private:
    quint64 m_count = 0;
    PackedAddress m_last;
    QElapsedTimer m_lastReport;
};
