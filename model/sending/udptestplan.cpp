// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/sending/udptestplan.h"

#include <QtEndian>

#include <algorithm>

namespace {

constexpr qsizetype testAt = 4;
constexpr qsizetype numberAt = 8;
constexpr qsizetype timeAt = 16;

} // namespace

UdpTestPlan::UdpTestPlan(const Options &options, quint32 testNumber)
    : m_options(options), m_pause(qint64(1e9 / options.perSecond)),
      m_datagram(std::max(options.size, minSize), Qt::Uninitialized), m_returned(remembered)
{
    for (qsizetype i = minSize; i < m_datagram.size(); ++i)
        m_datagram[i] = char(i);
    m_datagram.replace(0, 4, "SSUT");
    qToBigEndian(testNumber, m_datagram.data() + testAt);
}

SendPlan::Next UdpTestPlan::next(std::chrono::nanoseconds elapsed)
{
    if (m_options.count > 0 && m_next == m_options.count)
        return std::nullopt;
    m_returned[m_next % remembered] = false;
    qToBigEndian(m_next, m_datagram.data() + numberAt);
    qToBigEndian(qint64(elapsed.count()), m_datagram.data() + timeAt);
    ++m_next;
    return SendMessage{m_datagram, m_pause, -1, m_next == m_options.count};
}

bool UdpTestPlan::isWhole(QByteArrayView bytes) const
{
    return bytes.size() == m_datagram.size()
        && std::equal(bytes.begin() + minSize, bytes.end(), m_datagram.cbegin() + minSize);
}

void UdpTestPlan::received(QByteArrayView bytes, std::chrono::nanoseconds elapsed)
{
    if (bytes.size() < minSize || !std::equal(bytes.begin(), bytes.begin() + numberAt, m_datagram.cbegin()))
        return; // something else
    const auto number = qFromBigEndian<quint64>(bytes.data() + numberAt);
    const auto sentAt = qFromBigEndian<qint64>(bytes.data() + timeAt);
    if (number >= m_next || !isWhole(bytes)) {
        ++m_result.damaged;
        return;
    }
    if (m_next - number > remembered)
        return;
    if (m_returned[number % remembered]) {
        ++m_result.duplicates;
        return;
    }
    m_returned[number % remembered] = true;
    ++m_result.received;
    if (number < m_highest)
        ++m_result.reordered;
    m_highest = std::max(m_highest, number + 1);
    m_roundTrips.add(elapsed.count() - sentAt);
}

std::optional<UdpTestResult> UdpTestPlan::udpTestResult() const
{
    UdpTestResult result = m_result;
    result.sent = m_next - m_notSent;
    result.roundTripMin = m_roundTrips.min();
    result.roundTripMedian = m_roundTrips.quantile(0.5);
    result.roundTripP99 = m_roundTrips.quantile(0.99);
    result.roundTripMax = m_roundTrips.max();
    return result;
}
