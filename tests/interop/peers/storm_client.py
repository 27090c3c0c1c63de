#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Many clients connect at once, send a line each and wait until the server closes."""
import resource
import selectors
import socket
import time

from common import options, say

chosen = options(__doc__, 8080, clients=1000)
files = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))
waiting = selectors.DefaultSelector()
begin = time.monotonic()
for number in range(chosen.clients):
    client = socket.socket()
    client.setblocking(False)
    client.connect_ex((chosen.host, chosen.port))
    waiting.register(client, selectors.EVENT_WRITE, number)

connected = refused = 0
while connected + refused < chosen.clients:
    for key, _ in waiting.select():
        client = key.fileobj
        if client.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
            refused += 1
            waiting.unregister(client)
            continue
        connected += 1
        client.send(b"client %06d\n" % key.data)
        waiting.modify(client, selectors.EVENT_READ)
say("connected", connected, "of", chosen.clients, "in", f"{time.monotonic() - begin:.3f} s")

received = closed = 0
while closed < connected:
    for key, _ in waiting.select():
        try:
            data = key.fileobj.recv(65536)
        except OSError:
            data = b""
        received += len(data)
        if not data:
            closed += 1
            waiting.unregister(key.fileobj)
say("closed", closed, "received", received)
