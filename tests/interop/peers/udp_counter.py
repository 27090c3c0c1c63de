#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Counts the datagrams of udp_blast.py until a line is typed: all, different ones, and those overtaken by a later one."""
import select
import socket
import sys

from common import bound, options, say

chosen = options(__doc__, 0)
server = bound(chosen)
server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
server.setblocking(False)
numbers = []
while sys.stdin not in select.select([server, sys.stdin], [], [])[0]:
    while True:
        try:
            numbers.append(int(server.recv(65536)[:10]))
        except BlockingIOError:
            break
overtaken, highest = 0, -1
for number in numbers:
    overtaken += number < highest
    highest = max(highest, number)
say("all", len(numbers))
say("different", len(set(numbers)))
say("overtaken", overtaken)
