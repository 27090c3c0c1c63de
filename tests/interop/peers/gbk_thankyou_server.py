#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Serves one client at a time: prints its message in GBK and thanks it."""
from common import listener, options, say

server = listener(options(__doc__, 7788))
while True:
    client, address = server.accept()
    while data := client.recv(1024):
        say("got", data.decode("gbk"))
        client.send("thank you !".encode("gbk"))
    client.close()
    say("left")
