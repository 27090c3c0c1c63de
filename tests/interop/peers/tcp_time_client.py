#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Sends each line of its input and prints the reply; ends with the input."""
import sys

from common import connect, options, say

client = connect(options(__doc__, 12345))
for line in sys.stdin:
    client.send(line.rstrip("\n").encode())
    say("got", client.recv(1024).decode())
client.close()
