# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""The log: memory, many records, search; and how fast the window is there."""
import re
import statistics
import subprocess
import tempfile

import programs


def memory(place, table, quick):
    gib = 0.5 if quick else 4
    for version in table.turns(place):
        with programs.cli(version, "tcp-server") as (process, port):
            before = programs.resident_bytes(process)
            programs.load(place, "bench_tcpsend", port, "lines", int(gib * 1024))
            grown = programs.peak_bytes(process) - before
        table.ours(f"memory grows while {gib:g} GiB are logged", grown / 2**20, "MiB", limit=64)


def records(place, table, quick):
    count = 1_000_000 if quick else 10_000_000
    name = f"{count // 1_000_000} million records"
    appending = f"{name}: appending one there"
    for version in table.turns(place):
        figures = programs.load(version, "bench_log", count, "view", QT_QPA_PLATFORM="offscreen")
        table.ours(f"{name}: index in memory", figures["bytes_per_record"], "bytes a record", limit=2)
        table.ours(appending, figures["late_ns"], "ns", limit=1.3, relative=True, against="among the first 20,000")
        if version is place:
            table.theirs(appending, figures["early_ns"])
        table.ours(f"{name}: jump and repaint, median", figures["jump_p50_ms"], "ms", limit=16)
        table.ours(f"{name}: jump and repaint, 99th percentile", figures["jump_p99_ms"], "ms", limit=16)
        table.ours(f"{name}: jump and repaint, longest", figures["jump_max_ms"], "ms")


def instructions(place, table, quick):
    """What no other load on the machine changes: how many instructions a record takes, early and late in a log."""
    name = "appending one record after 1 million: instructions"
    for version in table.turns(place):
        table.ours(name, counted(version, 1_000_000), limit=1.02, relative=True, against="after 10,000")
    table.theirs(name, counted(place, 10_000))


def counted(place, before):
    """Instructions for each of the 10,000 records that come after `before`."""
    command = ["valgrind", "--tool=callgrind", "--toggle-collect=measuredAppend", "--callgrind-out-file=/dev/null",
               place.tool("bench_append"), str(before)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=programs.LIMIT, env=place.environment)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise programs.BenchError(f"valgrind: {error}") from None
    found = re.search(r"Collected\s*:\s*(\d+)", done.stderr)
    if not found:
        raise programs.BenchError("valgrind gave no count")
    return int(found[1]) / 10_000


def search(place, table, quick):
    for version in table.turns(place):
        figures = programs.load(version, "bench_search", 256 if quick else 2048)
        for name, prefix in (("pieces of 65,000 bytes", ""), ("datagrams of 64 bytes", "small_")):
            table.ours(f"search, {name}: text", figures[prefix + "literal_mb_s"], "MB/s", limit=1000, most=False)
            table.ours(f"search, {name}: text in any case", figures[prefix + "any_case_mb_s"], "MB/s", most=False)
            table.ours(f"search, {name}: regular expression", figures[prefix + "regex_mb_s"], "MB/s", limit=100,
                       most=False)


def start(place, table, quick):
    def once(version):
        with tempfile.TemporaryDirectory(dir=place.scratch) as config:
            return programs.load(version, "bench_start", version.window_program, "--config", config, "--lang", "en")

    for version in table.turns(place):
        once(version)  # warm from here on
        figures = [once(version) for _ in range(3 if quick else 7)]
        resolution = max(figure["resolution_ms"] for figure in figures)
        table.ours("start: window mapped", statistics.median(figure["mapped_ms"] for figure in figures), "ms")
        table.ours("start: window painted", statistics.median(figure["painted_ms"] for figure in figures), "ms", limit=115,
                   note=f"resolution {resolution:.1f} ms")
