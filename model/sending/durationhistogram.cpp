// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/sending/durationhistogram.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace {

constexpr int bitsKept = 5; // of each value, after its highest bit
constexpr quint64 exactBuckets = quint64(1) << (bitsKept + 1);

size_t bucketOf(quint64 value)
{
    if (value < exactBuckets)
        return size_t(value);
    const int shift = std::bit_width(value) - bitsKept - 1;
    return size_t(value >> shift) + (size_t(shift) << bitsKept);
}

/// The largest value of a bucket.
quint64 topOf(size_t bucket)
{
    if (bucket < exactBuckets)
        return bucket;
    const size_t shift = (bucket >> bitsKept) - 1;
    const quint64 kept = bucket - (shift << bitsKept);
    return ((kept + 1) << shift) - 1;
}

} // namespace

void DurationHistogram::add(qint64 ns)
{
    const qint64 value = std::max<qint64>(ns, 0);
    const size_t bucket = bucketOf(quint64(value));
    if (bucket >= m_buckets.size())
        m_buckets.resize(bucket + 1);
    ++m_buckets[bucket];
    m_min = m_count == 0 ? value : std::min(m_min, value);
    m_max = std::max(m_max, value);
    m_sum += double(value);
    ++m_count;
}

qint64 DurationHistogram::quantile(double share) const
{
    const auto wanted = quint64(std::ceil(std::clamp(share, 0.0, 1.0) * double(m_count)));
    quint64 passed = 0;
    for (size_t i = 0; i < m_buckets.size(); ++i) {
        passed += m_buckets[i];
        if (passed >= wanted && passed > 0)
            return std::clamp(qint64(topOf(i)), m_min, m_max);
    }
    return 0;
}
