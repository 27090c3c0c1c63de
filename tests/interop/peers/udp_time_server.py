#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Replies to each datagram with the local time."""
import time

from common import bound, options, say

server = bound(options(__doc__, 12345))
while True:
    data, address = server.recvfrom(1024)
    say("got", data.decode())
    server.sendto(time.ctime().encode(), address)
