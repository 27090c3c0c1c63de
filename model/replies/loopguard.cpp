// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/replies/loopguard.h"

#include <QHashFunctions>

#include <utility>

namespace {

constexpr qsizetype maxExpected = 1 << 20; // two echoes never have more in transit

size_t hashOf(QByteArrayView bytes)
{
    constexpr size_t seed = 1; // with 0, Qt uses a hash that is several times slower
    return qHashBits(bytes.data(), size_t(bytes.size()), seed);
}

} // namespace

void LoopGuard::sentUnprompted(QByteArrayView sent)
{
    if (!m_weBegan || m_stopped) {
        m_weBegan = true;
        m_stopped = false;
        m_expected.clear();
        m_rounds = 0;
    }
    expect(sent);
}

void LoopGuard::replySent(QByteArrayView bytes)
{
    if (m_weBegan)
        expect(bytes);
}

void LoopGuard::expect(QByteArrayView sent)
{
    if (m_expected.size() + sent.size() > maxExpected) // no echo
        reset();
    else
        m_expected.append(sent);
}

LoopGuard::Verdict LoopGuard::received(QByteArrayView bytes, qint64 timeNs)
{
    const qint64 pause = timeNs - std::exchange(m_lastNs, timeNs);
    if (m_stopped) {
        if (pause < quietNs)
            return Verdict::Silent;
        *this = LoopGuard(m_mayMeasure);
        m_lastNs = timeNs;
    }
    m_isEcho = isEcho(bytes);
    if (m_isEcho && m_rounds > 0)
        return judge(timeNs);
    m_rounds = 0;
    m_startNs = timeNs;
    return Verdict::Reply;
}

bool LoopGuard::isEcho(QByteArrayView bytes)
{
    if (bytes.isEmpty())
        return false;
    if (!m_weBegan)
        return bytes.size() == m_lastSize && hashOf(bytes) == m_lastHash;
    if (QByteArrayView(m_expected).startsWith(bytes)) {
        m_expected.remove(0, bytes.size());
        return true;
    }
    reset(); // the peer sent something of its own
    return false;
}

/// As if the peer sent first, and without a last reply.
void LoopGuard::reset()
{
    m_weBegan = false;
    m_expected = {};
    m_lastSize = 0;
}

LoopGuard::Verdict LoopGuard::judge(qint64 timeNs)
{
    const qint64 elapsed = timeNs - m_startNs;
    if (m_weBegan) {
        if (m_rounds < maxRounds)
            return Verdict::Reply;
        m_stopped = elapsed < slowNs;
    } else {
        if (elapsed < suspiciousNs)
            return Verdict::Reply;
        if (m_rounds >= suspiciousRounds && m_mayMeasure)
            return std::exchange(m_warned, true) ? Verdict::Reply : Verdict::Suspicious;
        m_stopped = m_rounds >= suspiciousRounds;
    }
    if (m_stopped)
        return Verdict::Stop;
    m_rounds = 0; // slow: count again
    m_startNs = timeNs;
    return Verdict::Reply;
}

void LoopGuard::replied(QByteArrayView bytes)
{
    if (!m_weBegan) {
        m_lastSize = bytes.size();
        m_lastHash = hashOf(bytes);
    }
    m_rounds += m_isEcho || m_rounds == 0 ? 1 : 0;
}
