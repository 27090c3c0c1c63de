// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/address/packedaddress.h"

#include <QByteArrayView>

#include <array>
#include <utility>

/// Recognises a socket's own datagrams when they come back, as those to a group or a broadcast address do. Address and
/// port alone do not tell them from those of another program on this computer that shares the port: what was sent is
/// remembered too, as a hash. Belongs to one thread; does not allocate.
class OwnDatagrams
{
public:
    void sent(const PackedAddress::Host &from, QByteArrayView bytes);
    /// Whether it was sent and has not come back yet. `sender` has the port of the socket.
    bool takeReturned(const PackedAddress::Host &sender, QByteArrayView bytes);
    bool isEmpty() const { return m_first == m_end; }
    void clear() { *this = {}; }
    /// How many datagrams, since the last call, came from an address that was sent from and may be own ones that are no
    /// longer remembered.
    quint64 takeDoubtful() { return std::exchange(m_doubtful, 0); }

    static constexpr size_t maxCount = 1024; ///< that are remembered

private:
    struct Sent
    {
        PackedAddress::Host from = {};
        size_t hash = 0;
        bool returned = false;
    };

    std::array<Sent, maxCount> m_sent = {}; // a ring
    size_t m_first = 0;
    size_t m_end = 0;
    bool m_hasForgotten = false; // one that had not come back
    quint64 m_doubtful = 0;
};
