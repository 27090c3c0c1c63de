#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Sends one datagram in GBK without binding: from a new port each time."""
import socket

from common import options, say

chosen = options(__doc__, 8080, text="你好,数据报")
client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
client.sendto(chosen.text.encode("gbk"), (chosen.host, chosen.port))
say("sent from", client.getsockname()[1])
