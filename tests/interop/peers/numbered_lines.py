#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Sends N numbered lines of 8 bytes over TCP, then closes."""
from common import connect, options, say

chosen = options(__doc__, 8080, lines=1000)
client = connect(chosen)
client.sendall(b"".join(b"%07d\n" % number for number in range(chosen.lines)))
client.close()
say("sent", chosen.lines)
