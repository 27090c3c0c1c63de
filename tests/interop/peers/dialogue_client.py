#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Sends each line of its input until the reply is `closed`."""
import sys

from common import connect, options, say

client = connect(options(__doc__, 8000))
for line in sys.stdin:
    client.send(line.rstrip("\n").encode())
    answer = client.recv(1024).decode()
    say("got", answer)
    if answer == "closed":
        break
