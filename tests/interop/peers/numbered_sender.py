#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Sends numbered lines as fast as it can until the peer has gone; prints the last number."""
from common import connect, options, say

client = connect(options(__doc__, 8080))
number = 0
try:
    while True:
        client.sendall(b"%010d\n" % number)
        number += 1
        if number == 1000:
            say("running")
except OSError:
    say("last", number)
