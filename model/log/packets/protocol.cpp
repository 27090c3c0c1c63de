// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/packets/protocol.h"

#include <QCoreApplication>

#include <pcap/pcap.h>

#include <array>

namespace {

struct KnownProtocol
{
    Protocol protocol;
    const char *name;
};

constexpr std::array knownProtocols{
    KnownProtocol{{Protocol::Layer::Ethernet, 0x0806}, "ARP"},
    KnownProtocol{{Protocol::Layer::Ethernet, 0x8863}, "PPPoE discovery"},
    KnownProtocol{{Protocol::Layer::Ethernet, 0x888e}, "IEEE 802.1X"},
    KnownProtocol{{Protocol::Layer::Ethernet, 0x88cc}, "LLDP"},
    KnownProtocol{{Protocol::Layer::Ethernet, 0x88e5}, "MACsec"},
    KnownProtocol{{Protocol::Layer::Ip, 1}, "ICMP"},
    KnownProtocol{{Protocol::Layer::Ip, 2}, "IGMP"},
    KnownProtocol{{Protocol::Layer::Ip, 47}, "GRE"},
    KnownProtocol{{Protocol::Layer::Ip, 50}, "IPsec ESP"},
    KnownProtocol{{Protocol::Layer::Ip, 58}, "ICMPv6"},
    KnownProtocol{{Protocol::Layer::Ip, 89}, "OSPF"},
    KnownProtocol{{Protocol::Layer::Ip, 103}, "PIM"},
    KnownProtocol{{Protocol::Layer::Ip, 112}, "VRRP"},
    KnownProtocol{{Protocol::Layer::Ip, 132}, "SCTP"},
    KnownProtocol{{Protocol::Layer::Llc, 0x42}, "STP"},
    KnownProtocol{{Protocol::Layer::Ppp, 0xc021}, "PPP LCP"},
};

} // namespace

QString Protocol::name() const
{
    for (const KnownProtocol &known : knownProtocols) {
        if (known.protocol == *this)
            return QString::fromLatin1(known.name);
    }
    const QString hex = QStringLiteral("0x") + QString::number(number, 16).rightJustified(4, u'0');
    switch (layer) {
    case Layer::Link: {
        const char *description = pcap_datalink_val_to_description(number);
        return description ? QString::fromLatin1(description) : QStringLiteral("LINKTYPE %1").arg(number);
    }
    case Layer::Ethernet:
        return QStringLiteral("EtherType ") + hex;
    case Layer::Ip:
        return QCoreApplication::translate("PacketParser", "IP protocol %1").arg(number);
    case Layer::Ppp:
        return QStringLiteral("PPP ") + hex;
    case Layer::Llc:
        return QStringLiteral("LLC ") + hex.last(2);
    case Layer::EncryptedWlan:
        return QCoreApplication::translate("PacketParser", "encrypted IEEE 802.11");
    }
    return {};
}
