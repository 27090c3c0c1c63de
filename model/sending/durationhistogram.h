// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

#include <vector>

/// The distribution of any number of durations in a few KiB, with a resolution of 3 %. In nanoseconds; negative values
/// count as 0.
class DurationHistogram
{
public:
    void add(qint64 ns);

    quint64 count() const { return m_count; }
    qint64 min() const { return m_min; }
    qint64 max() const { return m_max; }
    qint64 mean() const { return m_count == 0 ? 0 : qint64(m_sum / double(m_count)); }
    /// The value that a share of the durations, 0 to 1, does not exceed; 0 without any.
    qint64 quantile(double share) const;

private:
    std::vector<quint64> m_buckets;
    quint64 m_count = 0;
    double m_sum = 0;
    qint64 m_min = 0;
    qint64 m_max = 0;
};
