# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Packet Sender, the rival that Debian has, at work that a device could give it."""
import os
import pathlib
import re
import shutil
import time

import programs

RATE = 20_000


def packet_sender(place, table, quick):
    # It looks for a screen by running xrandr, and opens a UDP port of its own accord.
    if not shutil.which("packetsender") or not shutil.which("xrandr"):
        table.row("Packet Sender", note="not installed: packetsender, x11-xserver-utils")
        return
    with programs.running(place, ["packetsender"]) as process:
        port = wait_port(process)
        with programs.stall(place, process) as waits:
            programs.load(place, "bench_udpsend", port, RATE, 2 if quick else 5, "text")
        drops = programs.kernel_drops(port)
    name = f"UDP {RATE:,}/s, another program"
    table.theirs(f"{name}: dropped by the system", drops, against="Packet Sender")
    table.theirs(f"{name}: window waits, 99th percentile", waits["p99_ms"], "ms", against="Packet Sender")


def wait_port(process):
    """The UDP port that a process has opened, by the kernel's lists."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        time.sleep(0.3)
        try:
            links = [os.readlink(entry) for entry in pathlib.Path(f"/proc/{process.pid}/fd").iterdir()]
        except OSError:
            continue
        inodes = {match[1] for match in (re.fullmatch(r"socket:\[(\d+)\]", link) for link in links) if match}
        with open("/proc/net/udp", encoding="ascii") as file:
            for line in file:
                fields = line.split()
                if len(fields) > 9 and fields[9] in inodes:
                    return int(fields[1].split(":")[1], 16)
    raise programs.BenchError("Packet Sender opens no UDP port")
