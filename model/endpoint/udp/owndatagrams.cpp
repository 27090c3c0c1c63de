// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/udp/owndatagrams.h"

#include <QHashFunctions>

void OwnDatagrams::sent(const PackedAddress::Host &from, QByteArrayView bytes)
{
    if (m_end - m_first == maxCount) {
        ++m_first;
        m_hasForgotten = true;
    }
    m_sent[m_end++ % maxCount] = {from, qHash(bytes), false};
}

bool OwnDatagrams::takeReturned(const PackedAddress::Host &sender, QByteArrayView bytes)
{
    const size_t hash = qHash(bytes);
    for (size_t i = m_first; i != m_end; ++i) {
        Sent &sent = m_sent[i % maxCount];
        if (sent.returned || sent.hash != hash || sent.from != sender)
            continue;
        sent.returned = true;
        while (m_first != m_end && m_sent[m_first % maxCount].returned)
            ++m_first;
        return true;
    }
    for (size_t i = m_first; m_hasForgotten && i != m_end; ++i) {
        if (m_sent[i % maxCount].from == sender) {
            ++m_doubtful;
            break;
        }
    }
    return false;
}
