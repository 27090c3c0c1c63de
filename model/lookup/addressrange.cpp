// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/lookup/addressrange.h"

#include <QCoreApplication>

#include <iterator>

namespace {

struct RangeRow
{
    const char *network;
    const char *kind;
    const char *meaning;
    const char *rfc;
};

struct RangeTable
{
    Q_DECLARE_TR_FUNCTIONS(Lookup)
public:
    /// The first that an address is in counts, so smaller blocks come before the larger ones that they are part of.
    static constexpr RangeRow rows[] = {
        {"0.0.0.0/32", QT_TR_NOOP("Unspecified"),
         QT_TR_NOOP("A server that listens on it listens on every IPv4 address of its computer"), "RFC 1122"},
        {"0.0.0.0/8", QT_TR_NOOP("This network"), QT_TR_NOOP("Only as the source of a host without an address"),
         "RFC 791"},
        {"10.0.0.0/8", QT_TR_NOOP("Private"), QT_TR_NOOP("For local networks; not forwarded on the Internet"),
         "RFC 1918"},
        {"100.64.0.0/10", QT_TR_NOOP("Shared"), QT_TR_NOOP("Between a provider and its customers (carrier-grade NAT)"),
         "RFC 6598"},
        {"127.0.0.0/8", QT_TR_NOOP("Loopback"), QT_TR_NOOP("This computer itself; never leaves it"), "RFC 1122"},
        {"169.254.0.0/16", QT_TR_NOOP("Link-local"),
         QT_TR_NOOP("Chosen by the host itself, often because no DHCP server answered; only in its own network"),
         "RFC 3927"},
        {"172.16.0.0/12", QT_TR_NOOP("Private"), QT_TR_NOOP("For local networks; not forwarded on the Internet"),
         "RFC 1918"},
        {"192.0.0.0/24", QT_TR_NOOP("Protocol assignments"), QT_TR_NOOP("Kept by IANA for protocols"), "RFC 6890"},
        {"192.0.2.0/24", QT_TR_NOOP("Documentation"), QT_TR_NOOP("For examples (TEST-NET-1); used nowhere"),
         "RFC 5737"},
        {"192.88.99.0/24", QT_TR_NOOP("6to4 relay"), QT_TR_NOOP("No longer used"), "RFC 7526"},
        {"192.168.0.0/16", QT_TR_NOOP("Private"), QT_TR_NOOP("For local networks; not forwarded on the Internet"),
         "RFC 1918"},
        {"198.18.0.0/15", QT_TR_NOOP("Benchmarking"), QT_TR_NOOP("For tests of network devices"), "RFC 2544"},
        {"198.51.100.0/24", QT_TR_NOOP("Documentation"), QT_TR_NOOP("For examples (TEST-NET-2); used nowhere"),
         "RFC 5737"},
        {"203.0.113.0/24", QT_TR_NOOP("Documentation"), QT_TR_NOOP("For examples (TEST-NET-3); used nowhere"),
         "RFC 5737"},
        {"224.0.0.0/24", QT_TR_NOOP("Multicast"), QT_TR_NOOP("Local network control: never forwarded by routers"),
         "RFC 5771"},
        {"232.0.0.0/8", QT_TR_NOOP("Multicast"), QT_TR_NOOP("Source-specific: joined together with a sender"),
         "RFC 4607"},
        {"233.0.0.0/8", QT_TR_NOOP("Multicast"), QT_TR_NOOP("GLOP: the middle bytes are the owner's AS number"),
         "RFC 3180"},
        {"239.0.0.0/8", QT_TR_NOOP("Multicast"), QT_TR_NOOP("Administratively scoped: free to use within a site"),
         "RFC 2365"},
        {"224.0.0.0/4", QT_TR_NOOP("Multicast"), QT_TR_NOOP("A group of receivers: join it to receive"), "RFC 5771"},
        {"255.255.255.255/32", QT_TR_NOOP("Limited broadcast"),
         QT_TR_NOOP("To all hosts of the own network; never forwarded by routers"), "RFC 919"},
        {"240.0.0.0/4", QT_TR_NOOP("Reserved"), QT_TR_NOOP("For future use; most systems reject it"), "RFC 1112"},
        {"::/128", QT_TR_NOOP("Unspecified"),
         QT_TR_NOOP("A server that listens on it listens on every address of its computer"), "RFC 4291"},
        {"::1/128", QT_TR_NOOP("Loopback"), QT_TR_NOOP("This computer itself; never leaves it"), "RFC 4291"},
        {"::ffff:0:0/96", QT_TR_NOOP("IPv4-mapped"), QT_TR_NOOP("An IPv4 address, as an IPv6 socket shows it"),
         "RFC 4291"},
        {"::/96", QT_TR_NOOP("IPv4-compatible"), QT_TR_NOOP("No longer used"), "RFC 4291"},
        {"64:ff9b::/96", QT_TR_NOOP("NAT64"), QT_TR_NOOP("An IPv4 host, reached from a network without IPv4"),
         "RFC 6052"},
        {"64:ff9b:1::/48", QT_TR_NOOP("NAT64"), QT_TR_NOOP("Of a local translator to IPv4"), "RFC 8215"},
        {"100::/64", QT_TR_NOOP("Discard"), QT_TR_NOOP("What is sent there is thrown away"), "RFC 6666"},
        {"2001::/32", QT_TR_NOOP("Teredo"), QT_TR_NOOP("A tunnel through IPv4 and NAT"), "RFC 4380"},
        {"2001:2::/48", QT_TR_NOOP("Benchmarking"), QT_TR_NOOP("For tests of network devices"), "RFC 5180"},
        {"2001:20::/28", QT_TR_NOOP("ORCHID"), QT_TR_NOOP("A cryptographic identifier, not a place in the network"),
         "RFC 7343"},
        {"2001:db8::/32", QT_TR_NOOP("Documentation"), QT_TR_NOOP("For examples; used nowhere"), "RFC 3849"},
        {"2001::/23", QT_TR_NOOP("Protocol assignments"), QT_TR_NOOP("Kept by IANA for protocols"), "RFC 2928"},
        {"2002::/16", QT_TR_NOOP("6to4"), QT_TR_NOOP("A tunnel through IPv4; no longer used"), "RFC 3056"},
        {"3fff::/20", QT_TR_NOOP("Documentation"), QT_TR_NOOP("For examples; used nowhere"), "RFC 9637"},
        {"2000::/3", QT_TR_NOOP("Global unicast"), QT_TR_NOOP("Reachable from the whole Internet"), "RFC 4291"},
        {"fc00::/7", QT_TR_NOOP("Unique local"), QT_TR_NOOP("For local networks; not forwarded on the Internet"),
         "RFC 4193"},
        {"fe80::/10", QT_TR_NOOP("Link-local"),
         QT_TR_NOOP("Only in its own network; needs the interface: fe80::1%eth0"), "RFC 4291"},
        {"fec0::/10", QT_TR_NOOP("Site-local"), QT_TR_NOOP("No longer used; replaced by unique local addresses"),
         "RFC 3879"},
        {"ff00::/8", QT_TR_NOOP("Multicast"), QT_TR_NOOP("A group of receivers: join it to receive"), "RFC 4291"},
        {"::/0", QT_TR_NOOP("Reserved"), QT_TR_NOOP("Not assigned"), "RFC 4291"},
    };
};

struct KnownGroup
{
    const char *address;
    const char *name;
};

constexpr KnownGroup knownGroups[] = {
    {"224.0.0.1", "All hosts"}, {"224.0.0.2", "All routers"},
    {"224.0.0.5", "OSPF"},      {"224.0.0.6", "OSPF, designated routers"},
    {"224.0.0.9", "RIPv2"},     {"224.0.0.18", "VRRP"},
    {"224.0.0.22", "IGMPv3"},   {"224.0.0.251", "mDNS"},
    {"224.0.0.252", "LLMNR"},   {"224.0.1.1", "NTP"},
    {"224.0.1.129", "PTP"},     {"239.255.255.250", "SSDP (UPnP)"},
    {"ff02::1", "All hosts"},   {"ff02::2", "All routers"},
    {"ff02::5", "OSPF"},        {"ff02::6", "OSPF, designated routers"},
    {"ff02::c", "SSDP (UPnP)"}, {"ff02::16", "MLDv2"},
    {"ff02::fb", "mDNS"},       {"ff02::1:2", "DHCPv6"},
    {"ff02::1:3", "LLMNR"},     {"224.0.0.10", "EIGRP"},
    {"224.0.0.13", "PIMv2"},    {"224.0.0.102", "HSRPv2"},
    {"224.0.1.187", "CoAP"},    {"224.0.23.12", "KNXnet/IP"},
    {"ff01::1", "All hosts"},   {"ff01::2", "All routers"},
    {"ff02::d", "PIMv2"},       {"ff02::fd", "CoAP"},
    {"ff05::2", "All routers"}, {"ff05::c", "SSDP (UPnP)"},
    {"ff05::fd", "CoAP"},       {"ff05::1:3", "DHCPv6 servers"},
};

} // namespace

AddressRange AddressRange::of(const QHostAddress &address)
{
    for (const RangeRow &row : RangeTable::rows) {
        const QString network = QString::fromLatin1(row.network);
        if (address.isInSubnet(QHostAddress::parseSubnet(network)))
            return {RangeTable::tr(row.kind), RangeTable::tr(row.meaning), network, QString::fromLatin1(row.rfc)};
    }
    return {RangeTable::tr("Public"), RangeTable::tr("Reachable from the whole Internet"), {}, {}};
}

QString multicastGroup(const QHostAddress &address)
{
    QHostAddress plain = address;
    plain.setScopeId({});
    for (const KnownGroup &group : knownGroups) {
        if (plain == QHostAddress(QString::fromLatin1(group.address)))
            return QString::fromLatin1(group.name);
    }
    return {};
}
