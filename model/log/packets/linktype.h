// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

/// What a captured packet begins with: LINKTYPE_ numbers of files (https://www.tcpdump.org/linktypes.html), and DLT_
/// numbers of libpcap where they differ.
namespace linktype {

constexpr int bsdLoopback = 0; // DLT_NULL
constexpr int ethernet = 1;
constexpr int tokenRing = 6; // IEEE 802.5
constexpr int slip = 8;
constexpr int ppp = 9;
constexpr int fddi = 10;
constexpr int atmRfc1483Dlt = 11;
constexpr int rawDlt = 12; // DLT_RAW of most systems
constexpr int rawOpenBsdDlt = 14;
constexpr int pppSerial = 50;
constexpr int pppoe = 51;
constexpr int atmRfc1483 = 100;
constexpr int raw = 101;
constexpr int ciscoHdlc = 104;
constexpr int wlan = 105; // IEEE 802.11
constexpr int atmClip = 106;
constexpr int frameRelay = 107;
constexpr int openBsdLoopback = 108;
constexpr int openBsdEncapsulated = 109;
constexpr int linuxCooked = 113;
constexpr int packetFilterLog = 117;
constexpr int wlanPrism = 119;
constexpr int fibreChannel = 122; // RFC 2625
constexpr int wlanRadiotap = 127;
constexpr int appleFirewire = 138; // IP over IEEE 1394
constexpr int applePktapDlt = 149;
constexpr int wlanAvs = 163;
constexpr int pppWithDirectionDlt = 166;
constexpr int perPacket = 192; // PPI
constexpr int pppWithDirection = 204;
constexpr int ciscoHdlcWithDirection = 205;
constexpr int frameRelayWithDirection = 206;
constexpr int solarisIpnet = 226;
constexpr int ipv4 = 228;
constexpr int ipv6 = 229;
constexpr int netfilterLog = 239;
constexpr int netAnalyzer = 240;
constexpr int netlink = 253;
constexpr int applePktap = 258;
constexpr int linuxCooked2 = 276;

} // namespace linktype
