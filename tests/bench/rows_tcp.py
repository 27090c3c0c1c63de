# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""One TCP client that sends as fast as it can. The time ends when the receiver has read everything and closed."""
import json
import os
import re
import shutil
import subprocess

import programs
from table import MIB


def lines(place, table, quick):
    mib = 256 if quick else 1024
    name = f"TCP, {mib} MiB of text lines"
    output = place.file("tcp.out")
    commands = {
        "socat to a file": ["socat", "-u", "-b", "262144", "TCP4-LISTEN:{port},bind=127.0.0.1",
                            f"OPEN:{output},creat,trunc"],
        "socat to /dev/null": ["socat", "-u", "-b", "262144", "TCP4-LISTEN:{port},bind=127.0.0.1", "OPEN:/dev/null"],
        "ncat to a file": ["sh", "-c", f"exec ncat -l --recv-only 127.0.0.1 {{port}} >{output}"],
    }

    def window():
        for version in table.turns(place):
            os.sync()  # what the one before wrote, or deleted, is not this one's burden
            capture = place.file("tcp.pcapng")
            with programs.window(version, "tcp-server", capture=capture) as (process, port):
                before = programs.resident_bytes(process)
                with programs.stall(place, process) as waits:
                    sent = programs.load(place, "bench_tcpsend", port, "lines", mib)
                grown = programs.peak_bytes(process) - before
            count = programs.load(place, "bench_count", capture, 0)
            capture.unlink()
            speed = {"unit": MIB, "most": False, "relative": True}
            table.ours(f"{name}, window: speed", sent["mib_s"], limit=1, against="socat to a file", **speed)
            table.ours(f"{name}, window: speed, next to plain epoll", sent["mib_s"], limit=0.9,
                       against="plain epoll to a file", **speed)
            table.ours(f"{name}, window: bytes missing in the log", sent["bytes"] - count["bytes"], limit=0)
            table.ours(f"{name}: window waits, 99th percentile", waits["p99_ms"], "ms", limit=16)
            table.ours(f"{name}: window waits, longest", waits["max_ms"], "ms")
            table.ours(f"{name}: memory of the window grows", grown / 2**20, "MiB", limit=64)

    def without_screen():
        for version in table.turns(place):
            os.sync()
            capture = place.file("cli.pcapng")
            with programs.cli(version, "tcp-server", "--capture", str(capture)) as (_, port):
                sent = programs.load(place, "bench_tcpsend", port, "lines", mib)
            capture.unlink()
            table.ours(f"{name}, without a screen: speed", sent["mib_s"], MIB, limit=1, most=False, relative=True,
                       against="socat to a file")

    def other(subject):
        speed = into(place, commands[subject], "lines", mib)["mib_s"]
        if subject == "socat to a file":
            table.theirs(f"{name}, window: speed", speed)
            table.theirs(f"{name}, without a screen: speed", speed)
        else:
            table.theirs(f"{name}, {subject}", speed, MIB, against=subject)

    def epoll():
        with programs.floor(place, "sink", output) as port:
            speed = programs.load(place, "bench_tcpsend", port, "lines", mib)["mib_s"]
        table.theirs(f"{name}, window: speed, next to plain epoll", speed)

    turns = [window, *(lambda subject=subject: other(subject) for subject in commands), without_screen, epoll]
    first = table.round % len(turns)  # who writes first finds the disk's cache clean: everyone in turn
    for turn in turns[first:] + turns[:first]:
        os.sync()
        turn()
    if shutil.which("iperf3"):
        table.theirs(f"{name}, iperf3", iperf(place, 1 if quick else 3), MIB, against="iperf3, nothing stored")
    output.unlink(missing_ok=True)


def into(place, command, *what):
    """Sends to a program that listens for one client."""
    port = programs.free_port()
    with programs.running(place, [word.replace("{port}", str(port)) for word in command]):
        programs.wait_open(port)
        return programs.load(place, "bench_tcpsend", port, *what)


def iperf(place, seconds):
    port = programs.free_port()
    with programs.running(place, ["iperf3", "-s", "-B", "127.0.0.1", "-p", port]):
        programs.wait_open(port)
        done = subprocess.run(["iperf3", "-c", "127.0.0.1", "-p", str(port), "-t", str(seconds), "-J"],
                              capture_output=True, text=True, timeout=60, check=False)
    match = re.search(r"\{.*\}", done.stdout, re.DOTALL)
    if not match or "end" not in json.loads(match[0]):
        raise programs.BenchError("iperf3 gave no result")
    return json.loads(match[0])["end"]["sum_received"]["bits_per_second"] / 8 / 2**20


def messages(place, table, quick):
    """Small messages, each in a segment of its own if the receiver is quick enough."""
    count = 200_000 if quick else 1_000_000
    name = "TCP messages of 64 bytes, TCP_NODELAY"
    options = {"limit": 0.8, "most": False, "against": "plain epoll to a file", "relative": True}
    for version in table.turns(place):
        capture = place.file("messages.pcapng")
        with programs.window(version, "tcp-server", capture=capture) as (_, port):
            sent = programs.load(place, "bench_tcpsend", port, "messages", count)
        counted = programs.load(place, "bench_count", capture, 0)
        table.ours(f"{name}, window", sent["messages_s"], "/s", **options)
        table.ours(f"{name}, window: bytes missing in the log", sent["bytes"] - counted["bytes"], limit=0)
    with programs.floor(place, "sink", place.file("messages.out")) as port:
        speed = programs.load(place, "bench_tcpsend", port, "messages", count)["messages_s"]
    table.theirs(f"{name}, window", speed)
    table.theirs(f"{name}, without a screen", speed)
    for version in table.turns(place):
        with programs.cli(version, "tcp-server", "--capture", str(place.file("messages.pcapng"))) as (_, port):
            sent = programs.load(place, "bench_tcpsend", port, "messages", count)
        table.ours(f"{name}, without a screen", sent["messages_s"], "/s", **options)
