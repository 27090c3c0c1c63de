// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/posixsocket.h"

#include <QByteArray>

#include <netinet/in.h>

#include <array>
#include <optional>
#include <vector>

/// Reads datagrams in batches, with their senders and the local addresses that they came to. One
/// system call for many datagrams (recvmmsg) is what keeps up with 200,000 of them in a second.
class DatagramReader
{
public:
    static constexpr int batchSize = 64;

    DatagramReader();

    /// Reads up to batchSize datagrams; returns how many, or -1 with errno set.
    int read(int fd);

    QByteArrayView payload(int index) const;
    /// The sender's raw address; equal bytes mean the same sender.
    const posixsocket::NativeAddress &sender(int index) const { return m_senders[size_t(index)]; }
    /// An IPv6 address as it stands in a packet; IPv4 is mapped; zeros: not known.
    using RawAddress = std::array<quint64, 2>;
    static RawAddress rawAddress(const QHostAddress &host);
    static QHostAddress hostAddress(const RawAddress &raw);
    /// The local address that the datagram came to; zeros where the system does not say.
    RawAddress destination(int index) const;

    /// An ICMP error that waits on the socket: which address it is about, and the errno value.
    struct IcmpError
    {
        SocketAddress about;
        int error = 0;
    };
    static std::optional<IcmpError> takeIcmpError(int fd);

    /// How many datagrams the system dropped since the socket was made, because its buffer was full.
    static quint32 drops(int fd);

private:
    static constexpr size_t slotSize = 65536; // no datagram is longer
    // At a power of two apart the beginnings of all slots would share a few lines of the processor's caches.
    static constexpr size_t slotDistance = slotSize + 64;
    static constexpr size_t controlSize = 128;

    std::vector<char> m_payloads;
    std::array<posixsocket::NativeAddress, batchSize> m_senders;
    std::array<std::array<char, controlSize>, batchSize> m_controls;
    std::array<iovec, batchSize> m_vectors;
    std::array<mmsghdr, batchSize> m_messages;
    size_t m_used = batchSize; // so many headers were written to since they were prepared
};
