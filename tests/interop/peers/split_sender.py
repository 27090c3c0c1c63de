#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Sends a line once for each position where it can be cut, in two segments with a pause between them."""
import time

from common import connect, options, say

chosen = options(__doc__, 8080, encoding="gbk", text="A中文字符B")
client = connect(chosen)
line = chosen.text.encode(chosen.encoding)
for cut in range(1, len(line)):
    for part in (line[:cut], line[cut:]):
        client.send(part)
        time.sleep(0.05)  # so that TCP does not join what is to arrive in two pieces
client.close()
say("sent", len(line) - 1)
