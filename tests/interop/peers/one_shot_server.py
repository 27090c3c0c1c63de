#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""One request per connection: replies in capitals and closes."""
import socketserver

from common import options, say


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        data = self.request.recv(1024).strip()
        say("got", data.decode())
        self.request.sendall(data.upper())


socketserver.TCPServer.allow_reuse_address = True
chosen = options(__doc__, 9999)
with socketserver.TCPServer((chosen.host, chosen.port), Handler) as server:
    say("listening", server.server_address[1])
    server.serve_forever()
