#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Sends urgent bytes (MSG_OOB) among others."""
import socket
import sys

from common import connect, options, say

client = connect(options(__doc__, 8080))
client.sendall(b"ab")
client.send(b"!", socket.MSG_OOB)
client.sendall(b"cd")
client.send(b"xy?", socket.MSG_OOB)  # the last byte is the urgent one
client.sendall(b"end")
say("sent")
sys.stdin.readline()
