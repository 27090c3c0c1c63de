# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""A relay of TCP between a client and a server that keeps nothing; both sides are logged. socat does the same without a log."""
import os

import programs
from table import MIB


def relay(place, table, quick):
    mib = 256 if quick else 1024
    count = 100_000 if quick else 500_000
    for name, what, amount, figure, unit in (
            (f"TCP relay, {mib} MiB of text lines", "lines", mib, "mib_s", MIB),
            ("TCP relay, messages of 64 bytes, TCP_NODELAY", "messages", count, "messages_s", "/s")):
        def through(port):
            os.sync()
            return programs.load(place, "bench_tcpsend", port, what, amount)[figure]

        with programs.floor(place, "sink", "/dev/null") as server:
            for version in table.turns(place):
                capture = place.file("relay.pcapng")
                with programs.cli(version, "tcp-relay", "--raw", "--capture", str(capture),
                                  to=f"127.0.0.1:{server}") as (_, port):
                    table.ours(name, through(port), unit, limit=0.5, most=False, relative=True,
                               against="socat, nothing stored")
                capture.unlink()
            port = programs.free_port()
            with programs.running(place, ["socat", "-b", "262144", f"TCP4-LISTEN:{port},bind=127.0.0.1,nodelay",
                                          f"TCP4:127.0.0.1:{server},nodelay"]):
                programs.wait_open(port)
                table.theirs(name, through(port))
            table.theirs(f"{name}, without a relay", through(server), unit, against="no relay")
