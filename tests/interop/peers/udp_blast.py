#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Sends datagrams at a given rate: each begins with its number, as far as --size has room (0 to 65507)."""
import socket
import time

from common import options, say

chosen = options(__doc__, 8080, count=1000, rate=10000.0, size=64)
client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
client.connect((chosen.host, chosen.port))
begin = time.monotonic()
refused = 0
for number in range(chosen.count):
    while time.monotonic() < begin + number / chosen.rate:
        time.sleep(0.0005)
    datagram = b"%010d" % number
    try:
        client.send(datagram.ljust(chosen.size, b".")[:chosen.size])
    except ConnectionRefusedError:  # an earlier one came back: nobody listens
        refused += 1
say("sent", chosen.count - refused, "refused", refused, "in", f"{time.monotonic() - begin:.3f} s")
