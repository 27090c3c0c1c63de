# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Many clients: a storm of them, and the time an answer takes."""
import resource
import subprocess

import programs

STORMS = (1000, 4000, 10000)
ECHOES = ((1, 1.5), (100, 1.5), (4000, 3))  # clients, how many times the floor's median is allowed
SPARE = 100  # descriptors for other things


def storm(place, table, quick):
    allowed = resource.getrlimit(resource.RLIMIT_NOFILE)[1] - SPARE
    for clients in STORMS[:2] if quick else STORMS:
        name = f"{clients:,} clients at once, a line each"
        if clients > allowed:
            table.row(name, note=f"not measured: this machine allows {allowed + SPARE} open files")
            continue
        capture = place.file("storm.pcapng")
        with programs.window(place, "tcp-server", capture) as (process, port):
            with programs.stall(place, process) as waits:
                ours = programs.load(place, "bench_storm", port, clients)
        count = programs.load(place, "bench_count", capture, 0)
        with programs.floor(place, "sink", place.file("storm.out")) as port:
            theirs = programs.load(place, "bench_storm", port, clients)
        table.ours(f"{name}: all in, read and closed", ours["seconds"] * 1000, "ms", limit=3, relative=True,
                   against="plain epoll server")
        table.theirs(f"{name}: all in, read and closed", theirs["seconds"] * 1000)
        table.ours(f"{name}: lines lost", clients - count["lines"] + ours["failed"], limit=0)
        table.ours(f"{name}: window waits, longest", waits["max_ms"], "ms")


def echo(place, table, quick):
    """By socketscope-cli --reply once there is one; until then by the engine alone, in a program of its own."""
    words = subprocess.run([place.cli_program, "--help"], capture_output=True, text=True, timeout=10, check=False)
    replies = "--reply" in words.stdout
    note = "" if replies else "the engine alone"
    rounds = 500 if quick else 3000
    for clients, limit in ECHOES:
        name = f"echo with {clients:,} client{'s' if clients > 1 else ''}"
        with programs.floor(place, "echo") as port:
            theirs = programs.load(place, "bench_echo", port, clients, rounds)
        if replies:
            with programs.cli(place, "tcp-server", "--reply", "echo") as (_, port):
                ours = programs.load(place, "bench_echo", port, clients, rounds)
        else:
            with programs.server(place, "bench_echoserver", place.scratch) as port:
                ours = programs.load(place, "bench_echo", port, clients, rounds)
        for key, what, bound in (("p50_us", "median", limit), ("p99_us", "99th percentile", None)):
            row = table.row(f"{name}, {what}", "µs", limit=bound, relative=True, against="plain epoll echo", note=note)
            row.ours.append(ours[key])
            row.theirs.append(theirs[key])
