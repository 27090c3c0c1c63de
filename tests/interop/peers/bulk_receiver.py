#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Receives from one client until it closes; prints the number of bytes and their SHA-256."""
import hashlib
import time

from common import listener, options, say

chosen = options(__doc__, 8080, wait=0.0)
client, address = listener(chosen).accept()
time.sleep(chosen.wait)  # a slow reader: what the other side does meanwhile is the question
digest = hashlib.sha256()
size = 0
while data := client.recv(1 << 18):
    digest.update(data)
    size += len(data)
say("size", size)
say("sha256", digest.hexdigest())
