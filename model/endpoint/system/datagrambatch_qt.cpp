// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/system/datagrambatch.h"

#include <QNetworkDatagram>
#include <QUdpSocket>

namespace {

constexpr qint64 maxSize = 65536;
constexpr int maxErrors = 1000; // before the first datagram

} // namespace

struct DatagramBatch::Buffers
{
};

DatagramBatch::DatagramBatch(QUdpSocket &socket) : m_socket(socket) { }

DatagramBatch::~DatagramBatch() = default;

bool DatagramBatch::hasArrivalTimes()
{
    return false;
}

int DatagramBatch::read(const Handler &handle)
{
    int count = 0;
    m_hadErrors = false;
    for (int errors = 0; count < maxCount && errors < maxErrors;) {
        if (!m_socket.hasPendingDatagrams() && !m_socket.hasPendingDatagrams()) // the first may only clear an error
            break;
        const QNetworkDatagram datagram = m_socket.receiveDatagram(maxSize);
        if (!datagram.isValid()) {
            ++errors;
            m_hadErrors = true;
            continue;
        }
        const QByteArray payload = datagram.data();
        const SocketAddress sender = SocketAddress::fromHost(datagram.senderAddress(), quint16(datagram.senderPort()));
        handle({payload, PackedAddress::of(sender), PackedAddress::hostOf(datagram.destinationAddress()), nowNs()});
        ++count;
    }
    return count;
}
