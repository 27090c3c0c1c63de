#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Listens with a full backlog and accepts nothing: connecting to it times out."""
import socket
import time

from common import listener, options, say

chosen = options(__doc__, 8080)
server = listener(chosen, backlog=0)
port = server.getsockname()[1]
waiting = []
while True:
    client = socket.socket()
    client.settimeout(0.5)
    try:
        client.connect((chosen.host, port))
    except TimeoutError:
        break
    waiting.append(client)
say("full", port)
time.sleep(chosen.timeout + 1)  # ended by the clock of --timeout
