#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Sends each line of its input as a datagram and prints the reply."""
import socket
import sys

from common import options, say

chosen = options(__doc__, 12345)
client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for line in sys.stdin:
    client.sendto(line.rstrip("\n").encode(), (chosen.host, chosen.port))
    say("got", client.recvfrom(1024)[0].decode())
