#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Sends a line and resets the connection (RST)."""
from common import connect, options, reset, say

client = connect(options(__doc__, 8080))
client.send(b"about to vanish\n")
reset(client)
say("reset")
