# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Starts what is measured and what it is measured with; everything ends with the run, whatever happens."""
import contextlib
import copy
import json
import os
import pathlib
import re
import select
import shutil
import signal
import socket
import subprocess
import tempfile
import time

LIMIT = 120  # seconds that a load may take
WITH_MODEL = ("bench_append", "bench_log", "bench_search")  # bench programs that hold the code that they measure


class BenchError(Exception):
    """A measurement that could not be made; the run goes on with the others."""


class Place:
    """Where the programs of a version, the load programs, scratch files and the screen are."""

    def __init__(self, build, stack):
        self.loads = pathlib.Path(build)
        # Not in /tmp where that is in memory: captures of gigabytes are written.
        self.scratch = pathlib.Path(stack.enter_context(
            tempfile.TemporaryDirectory(prefix="bench-", dir=build, ignore_cleanup_errors=True)))
        self.environment = {**os.environ, "LC_ALL": "C.UTF-8", "QT_QPA_PLATFORM": "xcb"}
        self.environment.pop("DBUS_SESSION_BUS_ADDRESS", None)
        start_screen(self.environment, stack)
        self.before = None
        self.use(build, "after")

    def use(self, build, name):
        """Measures the programs of `build`, with settings and logs in a folder of that name."""
        self.build = pathlib.Path(build)
        home = self.scratch / name
        home.mkdir()
        folders = {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("CACHE", "CONFIG", "DATA")}
        self.environment = {**self.environment, **folders, "HOME": str(home), "TMPDIR": str(self.scratch)}
        self.window_program = str(self.build / "app/socketscope")
        self.cli_program = str(self.build / "app/socketscope-cli")
        self.half_closed_key = half_closed_key(self)

    def compare_with(self, build):
        """Another version, measured with the same load programs in the same scratch folder and on the same screen."""
        self.before = copy.copy(self)
        self.before.use(build, "before")

    def tool(self, name):
        """The path of a small bench program; fails when it was not built."""
        path = (self.build if name in WITH_MODEL else self.loads) / "tests/bench" / name
        if not path.exists():
            raise BenchError(f"{name} was not built")
        return str(path)

    def file(self, name):
        path = self.scratch / name
        path.unlink(missing_ok=True)
        return path


def half_closed_key(place):
    """The URL key of a TCP server for how long a connection stays half-closed after its peer's FIN, or None in a version
    without one. The loads end by a FIN and wait for the server's, which comes at once with 0 and without the key."""
    for key in ("half-closed", "half-open"):  # the second in earlier versions
        done = subprocess.run(
            [place.cli_program, f"tcp-server://127.0.0.1:0?{key}=0", "--no-stdin", "--duration", "0.01"],
            env=place.environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=20, check=False)
        if done.returncode == 0:
            return key
    return None


def start_screen(environment, stack):
    """An X server without a screen, and without a window manager."""
    if not shutil.which("Xvfb"):
        raise BenchError("no Xvfb")
    reading, writing = os.pipe()
    server = subprocess.Popen(["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x860x24", "-nolisten", "tcp"],
                              pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    stack.callback(end, server)
    os.close(writing)
    with os.fdopen(reading) as answers:
        if not select.select([answers], [], [], 15)[0]:
            raise BenchError("Xvfb does not start")
        environment["DISPLAY"] = ":" + answers.readline().strip()


def end(process, seconds=20):
    """Terminates a process that we started and waits for its end."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def load(place, tool, *arguments, **environment):
    """Runs one of the load programs to its end and returns its figures."""
    command = [place.tool(tool), *map(str, arguments)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT,
                              env={**place.environment, **environment})
    except subprocess.TimeoutExpired:
        raise BenchError(f"{tool} was not done after {LIMIT} s") from None
    if done.returncode != 0:
        raise BenchError(f"{tool}: {done.stderr.strip() or done.returncode}")
    return json.loads(done.stdout)


def free_port(kind=socket.SOCK_STREAM):
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_open(port, kind=socket.SOCK_STREAM, seconds=15):
    """Waits until somebody listens on the port, looking at the kernel's list, so that nobody is disturbed."""
    tables = ("tcp", "tcp6") if kind == socket.SOCK_STREAM else ("udp", "udp6")
    stop = time.monotonic() + seconds
    while time.monotonic() < stop:
        if any(kind == socket.SOCK_DGRAM or line[3] == "0A" for line in sockets(port, tables)):
            return
        time.sleep(0.02)
    raise BenchError(f"nobody listens on port {port}")


def sockets(port, tables):
    """The lines of /proc/net/… of the sockets bound to the port."""
    for table in tables:
        with contextlib.suppress(OSError), open(f"/proc/net/{table}", encoding="ascii") as file:
            for line in file:
                fields = line.split()
                if len(fields) > 3 and fields[1].endswith(f":{port:04X}"):
                    yield fields


def kernel_drops(port):
    return sum(int(fields[-1]) for fields in sockets(port, ("udp", "udp6")))


@contextlib.contextmanager
def running(place, command, **options):
    """A program that runs while the block does."""
    process = subprocess.Popen(list(map(str, command)), env=place.environment, stdin=subprocess.DEVNULL,
                               **{"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **options})
    try:
        yield process
    finally:
        end(process)


def listening_url(place, scheme, port, **options):
    if scheme == "tcp-server" and place.half_closed_key:
        options[place.half_closed_key] = 0
    query = "&".join(f"{key}={value}" for key, value in options.items())
    return f"{scheme}://127.0.0.1:{port}" + (f"?{query}" if query else "")


@contextlib.contextmanager
def window(place, scheme, **options):
    """The real window with one tab, listening; yields (process, port)."""
    kind = socket.SOCK_DGRAM if scheme.startswith("udp") else socket.SOCK_STREAM
    port = free_port(kind)
    url = listening_url(place, scheme, port, **options)
    config = tempfile.mkdtemp(dir=place.scratch)
    # A connection ends with its client, which waits for that. (Versions that know no other way do not read this.)
    pathlib.Path(config, "socketscope.json").write_text('{"format": 1, "values": {"network/halfOpen": 0}}', "utf-8")
    with running(place, [place.window_program, "--config", config, "--lang", "en", url]) as process:
        wait_open(port, kind)
        time.sleep(0.3)  # until it is painted
        yield process, port
    shutil.rmtree(config, ignore_errors=True)


@contextlib.contextmanager
def cli(place, scheme, *options, **keys):
    """The program without a screen, with the keys of its URL; yields (process, port)."""
    kind = socket.SOCK_DGRAM if scheme.startswith("udp") else socket.SOCK_STREAM
    port = free_port(kind)
    url = listening_url(place, scheme, port, **keys)
    with running(place, [place.cli_program, url, "--no-stdin", *options]) as process:
        wait_open(port, kind)
        yield process, port


@contextlib.contextmanager
def server(place, tool, *arguments):
    """A bench program that says on which port it listens; yields that."""
    with running(place, [place.tool(tool), *arguments], stderr=subprocess.PIPE, text=True) as process:
        match = re.search(r":(\d+)$", process.stderr.readline().strip())
        if not match:
            raise BenchError(f"{tool} does not start")
        yield int(match[1])


def floor(place, *mode):
    """The plain epoll server; yields its port."""
    return server(place, "bench_floor", *mode)


@contextlib.contextmanager
def stall(place, process):
    """Measures while the block runs how long the window lets one wait; yields a dict that is filled at its end."""
    result = {}
    prober = subprocess.Popen([place.tool("bench_stall"), str(process.pid)], env=place.environment, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        if prober.stderr.readline().strip() != "probing":
            raise BenchError("bench_stall finds no window")
        yield result
        prober.send_signal(signal.SIGTERM)
        output, _ = prober.communicate(timeout=60)
        result.update(json.loads(output))
        if result["unanswered"]:
            raise BenchError(f"the window answered {result['unanswered']} of {result['pings']} pings never")
    except subprocess.TimeoutExpired:
        raise BenchError("the window hangs") from None
    finally:
        end(prober)


def resident_bytes(process):
    with open(f"/proc/{process.pid}/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def peak_bytes(process):
    """The most memory that was ever resident."""
    with open(f"/proc/{process.pid}/status", encoding="ascii") as file:
        return int(re.search(r"VmHWM:\s+(\d+) kB", file.read())[1]) * 1024


def processor_seconds(process):
    with open(f"/proc/{process.pid}/stat", encoding="ascii") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
