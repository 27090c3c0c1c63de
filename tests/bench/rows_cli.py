# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""The command line's bulk work: answering everything, and standing in a pipe."""
import os
import subprocess
import time

import programs
from table import MIB


def echo(place, table, quick):
    """All that comes goes back, and both ways are logged; the yardstick keeps nothing."""
    mib = 128 if quick else 512
    name = f"--reply echo, {mib} MiB there and back"
    for version in table.turns(place):
        os.sync()
        with programs.cli(version, "tcp-server", "--reply", "echo", "--raw") as (_, port):
            speed = programs.load(place, "bench_bulkecho", port, mib)["mib_s"]
        table.ours(name, speed, MIB, limit=0.7, most=False, relative=True, against="cat on the socket, nothing stored")
    port = programs.free_port()
    with programs.running(place, ["socat", f"TCP4-LISTEN:{port},bind=127.0.0.1", "EXEC:cat,nofork"]):
        programs.wait_open(port)
        table.theirs(name, programs.load(place, "bench_bulkecho", port, mib)["mib_s"])


def raw(place, table, quick):
    """cat FILE | program > /dev/null, to a server that reads everything."""
    mib = 256 if quick else 1024
    name = f"--raw, {mib} MiB from a pipe to a server"
    file = place.file("raw.in")
    with open(file, "wb") as out:
        for _ in range(mib):
            out.write(os.urandom(1 << 20))
    os.sync()

    def speed(version, command):
        with programs.floor(place, "sink", "/dev/null") as port:
            begun = time.monotonic()
            subprocess.run(["sh", "-c", f"cat '{file}' | {command.replace('PORT', str(port))} >/dev/null 2>&1"],
                           env=version.environment, check=True, timeout=programs.LIMIT)
            return mib / (time.monotonic() - begun)

    for version in table.turns(place):
        table.ours(name, speed(version, f"'{version.cli_program}' tcp://127.0.0.1:PORT --raw"), MIB, limit=1, most=False,
                   relative=True, against="socat, nothing stored")
    table.theirs(name, speed(place, "socat -b 262144 - TCP4:127.0.0.1:PORT"))
    file.unlink()


def command_line(place, table, quick):
    echo(place, table, quick)
    raw(place, table, quick)
