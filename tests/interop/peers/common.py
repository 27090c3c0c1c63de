# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""What the peers share: options, a time limit, and output that a test can read line by line."""
import argparse
import os
import socket
import struct
import threading
import time


def options(description, port, **more):
    """Reads --host, --port and --timeout; ends the program when the time is over."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=port)
    parser.add_argument("--timeout", type=float, default=120, help="seconds until the program gives up")
    for name, standard in more.items():
        parser.add_argument("--" + name, type=type(standard), default=standard)
    chosen = parser.parse_args()
    clock = threading.Timer(chosen.timeout, give_up)
    clock.daemon = True
    clock.start()
    return chosen


def give_up():
    try:
        say("time is over")
    finally:  # a test that was killed reads no more: saying it fails, ending must not
        os._exit(3)


def say(*words):
    """Prints a line as one piece: the words of one print() may get mixed with those of another thread."""
    print(" ".join(map(str, words)) + "\n", end="", flush=True)


def listener(chosen, backlog=5):
    """A listening TCP socket; prints `listening PORT` first."""
    server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind((chosen.host, chosen.port))
    server.listen(backlog)
    say("listening", server.getsockname()[1])
    return server


def bound(chosen):
    """A bound UDP socket; prints `listening PORT` first."""
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind((chosen.host, chosen.port))
    say("listening", server.getsockname()[1])
    return server


def connect(chosen):
    client = socket.create_connection((chosen.host, chosen.port))
    client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return client


def reset(client):
    """Closes with a RST, not a FIN: the port is free at once."""
    time.sleep(0.1)  # a RST would take along what has not been read
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    client.close()
