#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Requests a file by name and receives until the server closes; prints the number of bytes and their SHA-256."""
import hashlib
import time

from common import connect, options, say

chosen = options(__doc__, 12345, name="file.bin", pause=0.0)
client = connect(chosen)
client.send(chosen.name.encode())
size, digest = 0, hashlib.sha256()
time.sleep(chosen.pause)
while piece := client.recv(1 << 20):
    size += len(piece)
    digest.update(piece)
say("got", size, digest.hexdigest())
client.close()
