#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Sends a greeting in GBK and prints the reply."""
from common import connect, options, say

client = connect(options(__doc__, 9090))
client.send("你好,我是客户端小白!!".encode("gbk"))
say("got", client.recv(1024).decode("gbk"))
client.close()
