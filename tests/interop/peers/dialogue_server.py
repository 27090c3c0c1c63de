#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Replies `accepted` to everything and `closed` to `close`, then closes."""
from common import listener, options, say

server = listener(options(__doc__, 8000))
client, address = server.accept()
while data := client.recv(1024):
    say("got", data.decode())
    if data.decode().strip().lower() == "close":
        client.send(b"closed")
        break
    client.send(b"accepted")
client.close()
say("ended")
