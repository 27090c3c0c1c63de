// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/packedaddress.h"

#include <QByteArray>

#include <functional>
#include <memory>

class QUdpSocket;

/// Reads datagrams from a bound QUdpSocket, each with its sender, the local address that it came to, and the time at
/// which it came. On Linux many in one system call (recvmmsg), with the kernel's own time; elsewhere one by one as Qt
/// reads them, with the time of reading. Lives on the socket's thread.
class DatagramBatch
{
public:
    struct Datagram
    {
        QByteArrayView payload; ///< until the call returns
        PackedAddress sender;
        PackedAddress::Host destination; ///< zeros: not known
        qint64 timeNs = 0;               ///< since the Unix epoch
    };
    using Take = std::function<void(const Datagram &)>;

    /// More are not read in one call.
    static constexpr int most = 64;

    explicit DatagramBatch(QUdpSocket &socket);
    ~DatagramBatch();
    DatagramBatch(const DatagramBatch &) = delete;
    DatagramBatch &operator=(const DatagramBatch &) = delete;

    /// Calls `take` for each datagram read, and returns how many they were. Fewer than `most` may mean that an error
    /// cut the call short; none means that none waits.
    int read(const Take &take);
    /// Whether `timeNs` is when a datagram came, not when it was read.
    static bool tellsArrival();
    /// Whether the last read() met errors, which were taken away.
    bool hadErrors() const { return m_hadErrors; }

private:
    struct Room;
    QUdpSocket &m_socket;
    bool m_hadErrors = false;
    const std::unique_ptr<Room> m_room;
};
