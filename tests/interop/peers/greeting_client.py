#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Connects and prints what the server sends until it closes."""
from common import connect, options, say

client = connect(options(__doc__, 12345))
said = b""
while piece := client.recv(1024):
    said += piece
say("got", said.decode())
client.close()
