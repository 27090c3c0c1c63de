# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Many clients: a storm of them, and the time an answer takes."""
import resource

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
        for version in table.turns(place):
            capture = place.file("storm.pcapng")
            with programs.window(version, "tcp-server", capture=capture) as (process, port):
                with programs.stall(place, process) as waits:
                    ours = programs.load(place, "bench_storm", port, clients)
            count = programs.load(place, "bench_count", capture, 0)
            table.ours(f"{name}: all in, read and closed", ours["seconds"] * 1000, "ms", limit=3, relative=True,
                       against="plain epoll server")
            table.ours(f"{name}: lines lost", clients - count["lines"] + ours["failed"], limit=0)
            table.ours(f"{name}: window waits, longest", waits["max_ms"], "ms")
        with programs.floor(place, "sink", place.file("storm.out")) as port:
            theirs = programs.load(place, "bench_storm", port, clients)
        table.theirs(f"{name}: all in, read and closed", theirs["seconds"] * 1000)


def echo(place, table, quick):
    rounds = 500 if quick else 3000
    for clients, limit in ECHOES:
        name = f"echo with {clients:,} client{'s' if clients > 1 else ''}"
        rows = (("p50_us", f"{name}, median", limit), ("p99_us", f"{name}, 99th percentile", None))
        with programs.floor(place, "echo") as port:
            theirs = programs.load(place, "bench_echo", port, clients, rounds)
        for key, what, _ in rows:
            table.theirs(what, theirs[key], "µs", against="plain epoll echo")
        for version in table.turns(place):
            with programs.cli(version, "tcp-server", "--reply", "echo") as (_, port):
                ours = programs.load(place, "bench_echo", port, clients, rounds)
            for key, what, bound in rows:
                table.ours(what, ours[key], limit=bound, relative=True)
