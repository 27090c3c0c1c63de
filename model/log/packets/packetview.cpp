// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/packets/packetview.h"

#include "model/log/packets/ipheader.h"

std::optional<PacketView> PacketView::of(QByteArrayView packet)
{
    const auto ip = IpHeader::read(packet);
    if (!ip || ip->hasOptions())
        return {};
    const QByteArrayView bytes = packet.sliced(ip->size());
    PacketView view;
    if (ip->protocol() == ipprotocol::udp) {
        const auto udp = UdpHeader::read(bytes);
        if (!udp)
            return {};
        view.transport = Transport::Udp;
        view.fromPort = udp->fromPort();
        view.toPort = udp->toPort();
        view.payloadOffset = ip->size() + UdpHeader::size;
    } else if (ip->protocol() == ipprotocol::tcp) {
        const auto tcp = TcpHeader::read(bytes);
        if (!tcp || tcp->size() > bytes.size())
            return {};
        view.fromPort = tcp->fromPort();
        view.toPort = tcp->toPort();
        view.tcp = tcp->segment();
        view.payloadOffset = ip->size() + tcp->size();
    } else {
        return {};
    }
    view.ipv6 = ip->isIpv6();
    view.from = ip->from();
    view.to = ip->to();
    return view;
}

quint8 PacketView::flagsOfEmptyTcp(QByteArrayView start, qsizetype size)
{
    const auto ip = IpHeader::read(start);
    if (!ip || ip->hasOptions() || ip->protocol() != ipprotocol::tcp)
        return 0;
    const auto tcp = TcpHeader::read(start.sliced(ip->size()));
    return tcp && size == ip->size() + tcp->size() ? tcp->flags() : 0;
}
