// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/system/datagrambatch.h"

#include <QNetworkDatagram>
#include <QUdpSocket>

namespace {

constexpr qint64 largest = 65536;
constexpr int mostErrors = 1000; // that wait before the first datagram

} // namespace

struct DatagramBatch::Room
{
};

DatagramBatch::DatagramBatch(QUdpSocket &socket) : m_socket(socket) { }

DatagramBatch::~DatagramBatch() = default;

bool DatagramBatch::tellsArrival()
{
    return false;
}

int DatagramBatch::read(const Take &take)
{
    int count = 0;
    m_hadErrors = false;
    for (int errors = 0; count < most && errors < mostErrors;) {
        if (!m_socket.hasPendingDatagrams() && !m_socket.hasPendingDatagrams()) // the first may only eat an error
            break;
        const QNetworkDatagram datagram = m_socket.receiveDatagram(largest);
        if (!datagram.isValid()) {
            ++errors;
            m_hadErrors = true;
            continue;
        }
        const QByteArray payload = datagram.data();
        const SocketAddress sender = SocketAddress::fromHost(datagram.senderAddress(), quint16(datagram.senderPort()));
        take({payload, PackedAddress::of(sender), PackedAddress::hostOf(datagram.destinationAddress()), nowNs()});
        ++count;
    }
    return count;
}
