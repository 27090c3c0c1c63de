#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Sends a line and resets the connection (RST)."""
import socket
import struct
import time

from common import connect, options, say

client = connect(options(__doc__, 8080))
client.send(b"about to vanish\n")
time.sleep(0.1)  # a RST would take along what has not been read
client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
client.close()
say("reset")
