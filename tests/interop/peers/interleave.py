#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Two clients send the same words at once, a byte in turn: one in GBK, one in UTF-8."""
import itertools
import time

from common import connect, options, say

chosen = options(__doc__, 8080, text="你好,我是客户端小白!!")
clients = [(connect(chosen), chosen.text.encode("gbk")), (connect(chosen), chosen.text.encode("utf-8"))]
for bytes_in_turn in itertools.zip_longest(*(text for _, text in clients)):
    for (client, _), byte in zip(clients, bytes_in_turn):
        if byte is not None:
            client.send(bytes([byte]))
            time.sleep(0.005)
for client, _ in clients:
    say("port", client.getsockname()[1])
    client.close()
