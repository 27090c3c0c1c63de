// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/address/packedaddress.h"

#include <QByteArray>

#include <functional>
#include <memory>

class QUdpSocket;

/// Reads datagrams from a bound QUdpSocket, on its thread. On Linux many in one system call (recvmmsg), with the
/// kernel's time of arrival; elsewhere one by one by Qt, with the time of reading.
class DatagramBatch
{
public:
    struct Datagram
    {
        QByteArrayView payload; ///< valid during the call
        PackedAddress sender;
        PackedAddress::Host destination; ///< zeros: unknown
        qint64 timeNs = 0;               ///< since the Unix epoch
    };
    using Handler = std::function<void(const Datagram &)>;

    /// The most that one call reads.
    static constexpr int maxCount = 64;

    explicit DatagramBatch(QUdpSocket &socket);
    ~DatagramBatch();
    DatagramBatch(const DatagramBatch &) = delete;
    DatagramBatch &operator=(const DatagramBatch &) = delete;

    /// Calls `handle` for each datagram read, and returns how many they were. Fewer than `maxCount` may mean that an error
    /// cut the call short; 0 means that none waits.
    int read(const Handler &handle);
    /// Whether `timeNs` is the time of arrival, not of reading.
    static bool hasArrivalTimes();
    /// Whether the last read() met errors, and cleared them.
    bool hadErrors() const { return m_hadErrors; }

private:
    struct Buffers;
    QUdpSocket &m_socket;
    bool m_hadErrors = false;
    const std::unique_ptr<Buffers> m_buffers;
};
