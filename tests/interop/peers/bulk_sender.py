#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Sends many random bytes and prints their SHA-256."""
import hashlib
import random

from common import connect, options, say

chosen = options(__doc__, 8080, mib=64, seed=1)
client = connect(chosen)
source = random.Random(chosen.seed)
digest = hashlib.sha256()
for _ in range(chosen.mib):
    piece = source.randbytes(1 << 20)
    digest.update(piece)
    client.sendall(piece)
client.close()
say("sha256", digest.hexdigest())
