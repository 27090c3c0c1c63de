#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Receives one datagram, and prints the hop limit and the DSCP of its IP header."""
import socket
import sys

from common import options, say

# Of <linux/in.h> and <linux/in6.h>; Python has names for some of them only.
IP_TOS, IP_TTL, IP_RECVTTL, IP_RECVTOS = 1, 2, 12, 13
IPV6_RECVHOPLIMIT, IPV6_HOPLIMIT, IPV6_RECVTCLASS, IPV6_TCLASS = 51, 52, 66, 67

chosen = options(__doc__, 0)
ipv6 = ":" in chosen.host
peer = socket.socket(socket.AF_INET6 if ipv6 else socket.AF_INET, socket.SOCK_DGRAM)
level = socket.IPPROTO_IPV6 if ipv6 else socket.IPPROTO_IP
for option in (IPV6_RECVHOPLIMIT, IPV6_RECVTCLASS) if ipv6 else (IP_RECVTTL, IP_RECVTOS):
    peer.setsockopt(level, option, 1)
peer.bind((chosen.host, chosen.port))
say("listening", peer.getsockname()[1])
for _, kind, value in peer.recvmsg(100, 200)[1]:
    number = int.from_bytes(value, sys.byteorder)
    if kind in (IP_TTL, IPV6_HOPLIMIT):
        say("hops", number)
    elif kind in (IP_TOS, IPV6_TCLASS):
        say("dscp", number >> 2)
