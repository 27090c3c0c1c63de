// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/packets/packetview.h"

#include "model/log/packets/ipheader.h"

namespace {

std::optional<IpHeader> ownIpHeader(QByteArrayView packet)
{
    const auto ip = IpHeader::read(packet);
    return ip && (ip->ipv6 || ip->size == IpHeader::ipv4Size) ? ip : std::nullopt;
}

} // namespace

std::optional<PacketView> PacketView::of(QByteArrayView packet)
{
    const auto ip = ownIpHeader(packet);
    if (!ip)
        return {};
    const QByteArrayView bytes = packet.sliced(ip->size);
    PacketView view;
    if (ip->protocol == ipprotocol::udp) {
        const auto udp = UdpHeader::read(bytes);
        if (!udp)
            return {};
        view.transport = Transport::Udp;
        view.fromPort = udp->fromPort;
        view.toPort = udp->toPort;
        view.payloadOffset = ip->size + UdpHeader::size;
    } else if (ip->protocol == ipprotocol::tcp) {
        const auto tcp = TcpHeader::read(bytes);
        if (!tcp || tcp->size > bytes.size())
            return {};
        view.fromPort = tcp->fromPort;
        view.toPort = tcp->toPort;
        view.tcp = tcp->segment;
        view.payloadOffset = ip->size + tcp->size;
    } else {
        return {};
    }
    view.ipv6 = ip->ipv6;
    view.from = ip->from;
    view.to = ip->to;
    return view;
}

quint8 PacketView::flagsOfEmptyTcp(QByteArrayView start, qsizetype size)
{
    const auto ip = ownIpHeader(start);
    if (!ip || ip->protocol != ipprotocol::tcp)
        return 0;
    const auto tcp = TcpHeader::read(start.sliced(ip->size));
    return tcp && size == ip->size + tcp->size ? tcp->segment.flags : 0;
}
