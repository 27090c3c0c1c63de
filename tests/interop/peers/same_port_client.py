#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Connects repeatedly from the same port, and sends a word each time."""
import socket
import struct
import time

from common import options, say

chosen = options(__doc__, 8080, words="one,two,three")
source = ("", 0)
for word in chosen.words.split(","):
    client = socket.create_connection((chosen.host, chosen.port), source_address=source)
    source = client.getsockname()
    client.sendall(word.encode())
    time.sleep(0.1)  # a RST would take along what has not been read
    # RST, not FIN: the port is free at once.
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    client.close()
    say("said", word, "from", source[1])
