#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Connects repeatedly from the same port, and sends a word each time; then waits for a line on standard input."""
import socket
import sys

from common import options, reset, say

chosen = options(__doc__, 8080, words="one,two,three")
source = ("", 0)
for word in chosen.words.split(","):
    client = socket.create_connection((chosen.host, chosen.port), source_address=source)
    source = client.getsockname()
    client.sendall(word.encode())
    reset(client)
    say("said", word, "from", source[1])
    sys.stdin.readline()
