#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Opens a new connection for each line of its input."""
import sys

from common import connect, options, say

chosen = options(__doc__, 9999)
for line in sys.stdin:
    with connect(chosen) as client:
        client.sendall(line.encode())
        say("got", client.recv(1024).decode())
