#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Replies to each message in GBK, with a thread for each client."""
import threading

from common import listener, options, say


def serve(client, address):
    say("joined", *address)
    while data := client.recv(1024):
        say("got", data.decode("gbk"))
        client.send("好的,我是服务端".encode("gbk"))
    say("left", *address)


server = listener(options(__doc__, 9090))
while True:
    threading.Thread(target=serve, args=server.accept(), daemon=True).start()
