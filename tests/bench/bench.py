#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""bench.py BUILD OUTPUT [--quick] [--rounds N] [--against COMMIT] [NAME…]: measures the built programs, and other
programs at the same work in the same minutes; with --against also those of another commit, which are built first. Prints
one table and writes OUTPUT/result.json and OUTPUT/result.md.
"""
import argparse
import contextlib
import json
import os
import pathlib
import subprocess
import sys
import time

import against
import machine
import programs
import rows_cli
import rows_clients
import rows_log
import rows_relay
import rows_rivals
import rows_tcp
import rows_udp
from table import SLOWER, Table

ROOT = pathlib.Path(__file__).resolve().parents[2]
GROUPS = {
    "udp": rows_udp.datagrams,
    "rivals": rows_rivals.packet_sender,
    "lines": rows_tcp.lines,
    "messages": rows_tcp.messages,
    "clients": rows_clients.storm,
    "echo": rows_clients.echo,
    "cli": rows_cli.command_line,
    "relay": rows_relay.relay,
    "memory": rows_log.memory,
    "records": rows_log.records,
    "instructions": rows_log.instructions,
    "search": rows_log.search,
    "start": rows_log.start,
    "processor": rows_udp.processor,
    "stamps": rows_udp.stamps,
}


def run(arguments, place, table):
    """All rounds; returns what could not be measured."""
    failures = {}
    for number in range(arguments.rounds):
        table.round = number
        for name in arguments.names or GROUPS:
            begun = time.monotonic()
            try:
                GROUPS[name](place, table, arguments.quick)
            except (programs.BenchError, OSError, subprocess.SubprocessError) as error:
                failures[name] = str(error)
            print(f"round {number + 1}/{arguments.rounds}: {name}, {time.monotonic() - begun:.0f} s "
                  f"{failures.get(name, '')}", file=sys.stderr, flush=True)
    return failures


def main():
    parser = argparse.ArgumentParser(description="Measures SocketScope.")
    parser.add_argument("build")
    parser.add_argument("output", type=pathlib.Path)
    parser.add_argument("names", nargs="*", metavar="NAME", help=" ".join(GROUPS))
    parser.add_argument("--quick", action="store_true", help="shorter loads, fewer rounds")
    parser.add_argument("--rounds", type=int, default=0)
    parser.add_argument("--against", metavar="COMMIT", help="measure the programs of this commit, too, by turns")
    arguments = parser.parse_intermixed_args()
    if unknown := set(arguments.names) - set(GROUPS):
        parser.error(f"{' '.join(sorted(unknown))}: there are {' '.join(GROUPS)}")
    if not arguments.rounds:
        arguments.rounds = 1 if arguments.quick else 3
        if arguments.against:
            arguments.rounds += 1  # an even number, so that each version is first equally often
    arguments.output.mkdir(parents=True, exist_ok=True)
    commit, build = "", None
    if arguments.against:
        try:
            commit, build = against.build(ROOT, arguments.against)
        except programs.BenchError as error:
            parser.error(str(error))
    table = Table(commit)
    described = machine.describe(ROOT)
    machine.warm_memory()
    with contextlib.ExitStack() as stack:
        place = programs.Place(arguments.build, stack)
        if build:
            place.compare_with(build)
        failures = run(arguments, place, table)
    described["load_average_after"] = round(os.getloadavg()[0], 2)
    text = (f"{machine.sentence(described)} Median of {arguments.rounds} round(s), range in brackets.\n\n"
            f"{table.markdown()}\n")
    if commit:
        text += (f"\nBefore: commit {commit}, measured by turns in each round. After / before: the median (range) of the "
                 "ratios of each round, inverted where less is better, so that above 1 is always better. "
                 f"Below {SLOWER}: {'; '.join(table.worse()) or 'none'}.\n")
    for name, why in failures.items():
        text += f"\nNot measured in every round: {name}: {why}"
    print(text)
    (arguments.output / "result.md").write_text(text, encoding="utf-8")
    result = {"machine": described, "rounds": arguments.rounds, "quick": arguments.quick, "against": commit,
              "failures": failures, "rows": [row.to_json() for row in table.rows.values()]}
    (arguments.output / "result.json").write_text(json.dumps(result, ensure_ascii=False, indent=1), encoding="utf-8")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
