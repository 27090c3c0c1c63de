#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Prints what it receives and replies with the local time, until the client closes."""
import time

from common import listener, options, say

server = listener(options(__doc__, 12345))
client, address = server.accept()
say("joined", *address)
while data := client.recv(1024):
    say("got", data.decode())
    client.send(time.ctime().encode())
say("left")
