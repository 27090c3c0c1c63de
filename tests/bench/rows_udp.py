# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Datagrams: what is lost at which rate, how the window feels meanwhile, and what little traffic costs."""
import socket
import time

import programs

RATES = (20_000, 100_000, 200_000)


def datagrams(place, table, quick):
    seconds = 3 if quick else 10
    for rate in RATES:
        name = f"UDP {rate:,}/s"
        into_window(place, table, name, rate, seconds)
        lost, _ = into_floor(place, rate, seconds)
        table.theirs(f"{name}: dropped by the system", lost)
        lost = into_socat(place, rate, seconds)
        table.theirs(f"{name}: dropped by the system, socat", lost, against="socat to a file")
    # Arbitrary bytes hold characters of every script by chance, with fonts and without.
    into_window(place, table, f"UDP {RATES[0]:,}/s, arbitrary bytes", RATES[0], seconds, "binary")


def into_window(place, table, name, rate, seconds, kind="text"):
    capture = place.file("udp.pcapng")
    with programs.window(place, "udp-server", capture) as (process, port):
        with programs.stall(place, process) as waits:
            sent = programs.load(place, "bench_udpsend", port, rate, seconds, kind)
            time.sleep(0.3)
        drops = programs.kernel_drops(port)
    count = programs.load(place, "bench_count", capture, sent["sent"])
    table.theirs(f"{name}: really sent", sent["rate"], "/s", against="the sender")
    table.ours(f"{name}: dropped by the system", drops, limit=0, against="recvmmsg to a file")
    table.ours(f"{name}: missing in the log", count["missing"] - drops if count["missing"] > drops else 0, limit=0)
    table.ours(f"{name}: window waits, 99th percentile", waits["p99_ms"], "ms", limit=16)
    table.ours(f"{name}: window waits, longest", waits["max_ms"], "ms", limit=50)


def into_floor(place, rate, seconds):
    with programs.floor(place, "udp", place.file("udp.raw")) as port:
        sent = programs.load(place, "bench_udpsend", port, rate, seconds)
        time.sleep(0.3)
        return programs.kernel_drops(port), sent


def into_socat(place, rate, seconds):
    port = programs.free_port(socket.SOCK_DGRAM)
    output = place.file("udp.raw")
    with programs.running(place, ["socat", "-u", "-b", "65536", f"UDP4-RECV:{port},bind=127.0.0.1",
                                  f"OPEN:{output},creat,trunc"]):
        programs.wait_open(port, socket.SOCK_DGRAM)
        programs.load(place, "bench_udpsend", port, rate, seconds)
        time.sleep(0.3)
        return programs.kernel_drops(port)


def processor(place, table, quick):
    """What a window that is open and follows costs at 1,000 datagrams a second; and how it waits when nothing comes."""
    seconds = 3 if quick else 10
    with programs.window(place, "udp-server") as (process, port):
        with programs.stall(place, process) as waits:
            time.sleep(2)
        table.ours("idle: window waits, 99th percentile", waits["p99_ms"], "ms", note="the probe's own floor")
        before = programs.processor_seconds(process)
        programs.load(place, "bench_udpsend", port, 1000, seconds)
        used = programs.processor_seconds(process) - before
    table.ours("UDP 1,000/s: processor use", used / seconds, "cores", limit=0.10)
