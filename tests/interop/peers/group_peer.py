#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""A UDP device: joins --group on --iface, prints `heard ADDRESS PORT TTL TEXT`, and sends what it is told.

A line `to HOST PORT TEXT` on standard input sends a datagram; `from ADDRESS to HOST PORT TEXT` from another socket, with
this local address.
"""
import os
import select
import socket
import struct
import sys

from common import options, say

IP_RECVTTL = 12  # Python 3.11 has no name for it

chosen = options(__doc__, 9107, group="", iface="", ttl=1)
ipv6 = ":" in chosen.group
family = socket.AF_INET6 if ipv6 else socket.AF_INET
index = socket.if_nametoindex(chosen.iface) if chosen.iface else 0


def opened(address, port):
    device = socket.socket(family, socket.SOCK_DGRAM)
    device.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    device.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
    if ipv6:
        device.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_IF, index)
        device.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_RECVHOPLIMIT, 1)
    else:
        device.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, struct.pack("@4s4si", b"\0" * 4, b"\0" * 4, index))
        device.setsockopt(socket.IPPROTO_IP, IP_RECVTTL, 1)
    device.bind((address, port))
    return device


def tell(line):
    words = line.split(" ", 5 if line.startswith("from") else 3)
    sender = peer
    if words[0] == "from":
        sender = opened(words[1], 0)
        words = words[2:]
    sender.sendto(words[3].encode(), (words[1], int(words[2])))


peer = opened("", chosen.port)
if ipv6:
    peer.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_JOIN_GROUP,
                    socket.inet_pton(socket.AF_INET6, chosen.group) + struct.pack("@I", index))
elif chosen.group:
    peer.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP,
                    struct.pack("@4s4si", socket.inet_aton(chosen.group), b"\0" * 4, index))
say("listening", peer.getsockname()[1])
while True:
    ready, _, _ = select.select([peer, sys.stdin], [], [])
    if peer in ready:
        text, control, _, sender = peer.recvmsg(65536, 256)
        hops = struct.unpack("@i", control[0][2])[0] if control else 0
        say("heard", sender[0], sender[1], hops, text.decode())
    if sys.stdin in ready:
        typed = os.read(sys.stdin.fileno(), 65536).decode()
        if not typed:
            break
        for line in typed.splitlines():
            tell(line)
