#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Prints datagrams received in GBK."""
from common import bound, options, say

server = bound(options(__doc__, 7788))
while True:
    data, address = server.recvfrom(65535)
    say("got", data.decode("gbk"), "from", address[1])
