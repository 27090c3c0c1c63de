#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Sends each line of its input and prints the reply, until the input ends or the reply is `closed`."""
import sys

from common import connect, options, say

client = connect(options(__doc__, 8000))
for line in sys.stdin:
    client.send(line.rstrip("\n").encode())
    reply = client.recv(1024).decode()
    say("got", reply)
    if reply == "closed":
        break
