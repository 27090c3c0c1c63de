# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Datagrams: what is lost at which rate, how the window feels meanwhile, what little traffic costs, and how exact their
times are."""
import pathlib
import socket
import sys
import time

import programs
from table import quantile

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "interop"))
import pcapngfile  # noqa: E402

RATES = (20_000, 100_000, 200_000)
BURST = 200  # datagrams


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
    for version in table.turns(place):
        capture = place.file("udp.pcapng")
        with programs.window(version, "udp-server", capture=capture) as (process, port):
            with programs.stall(place, process) as waits:
                sent = programs.load(place, "bench_udpsend", port, rate, seconds, kind)
                time.sleep(0.3)
            drops = programs.kernel_drops(port)
        count = programs.load(place, "bench_count", capture, sent["sent"])
        table.ours(f"{name}: really sent to it", sent["rate"], "/s", most=False)
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
    for version in table.turns(place):
        with programs.window(version, "udp-server") as (process, port):
            with programs.stall(place, process) as waits:
                time.sleep(2)
            before = programs.processor_seconds(process)
            programs.load(place, "bench_udpsend", port, 1000, seconds)
            used = programs.processor_seconds(process) - before
        table.ours("idle: window waits, 99th percentile", waits["p99_ms"], "ms", note="the probe's own floor")
        table.ours("UDP 1,000/s: processor use", used / seconds, "cores", limit=0.06, floor=0.005)


def stamps(place, table, quick):
    """How far the times in the log are from those that the kernel gave the same datagrams, as an independent capture on
    the loopback interface has them."""
    bursts = 25 if quick else 50
    name = f"UDP, {bursts} bursts of {BURST}"
    late = f"{name}: time in the log against an independent capture, 99th percentile"
    for version in table.turns(place):
        capture = place.file("stamps.pcapng")
        with programs.cli(version, "udp-server", "--capture", str(capture)) as (_, port):
            seen = programs.load(place, "bench_stamps", port, bursts, BURST)
            time.sleep(0.3)
        if not seen["allowed"]:
            table.row(late, note="not measured: an independent capture needs CAP_NET_RAW")
            return
        try:
            differences = time_differences(seen["times_ns"], pcapngfile.records(capture.read_bytes()))
        except pcapngfile.Fault as fault:
            raise programs.BenchError(f"the log is damaged: {fault}") from None
        table.ours(f"{name}: missing in the log", len(seen["times_ns"]) - len(differences), limit=0)
        if differences:
            table.ours(late, quantile(differences, 0.99) / 1e6, "ms", limit=0.2, floor=0.01)


def time_differences(times, records):
    """How far apart the two times of each datagram are, in nanoseconds: `times` by its number, and our record of it."""
    ours = {int(record.payload[:16], 16): record.time for record in records if record.payload[16:22] == b" BENCH"}
    return [abs(ours[number] - seen) for number, seen in enumerate(times) if number in ours]
