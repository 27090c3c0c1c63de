#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""A vehicle terminal of JT/T 808-2013: sends noise and two heartbeats in pieces, and checks the platform's replies.

Its serial numbers have the bytes 7E and 7D, so that both sides have to escape them."""
import functools
import operator
import re

from common import connect, options, say

PHONE = bytes.fromhex("043048325465")


def xor(data):
    return functools.reduce(operator.xor, data, 0)


def frame(body):
    whole = body + bytes([xor(body)])
    return b"\x7e" + re.sub(b"[\x7d\x7e]", lambda m: b"\x7d" + bytes([m[0][0] - 0x7c]), whole) + b"\x7e"


def unframed(data):
    return re.sub(b"\x7d([\x01\x02])", lambda m: bytes([m[1][0] + 0x7c]), data)


client = connect(options(__doc__, 8808))
beats = frame(b"\x00\x02\x00\x00" + PHONE + b"\x7e\x7d") + frame(b"\x00\x02\x00\x00" + PHONE + b"\x00\x08")
client.sendall(b"\r\n" + beats[:9])
client.sendall(beats[9:])
received = b""
while received.count(b"\x7e") < 4:
    received += client.recv(4096)
for reply in received.strip(b"\x7e").split(b"\x7e\x7e"):
    whole = unframed(reply)
    say("reply", whole[:-1].hex(), "good" if xor(whole) == 0 else "bad")
