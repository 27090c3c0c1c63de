#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""window_test.py PROGRAM: conversations of the real window with the Python peers, under Xvfb.

Starts itself again inside Xvfb, a D-Bus session and the accessibility bus. The system's Python has pyatspi.
"""
import contextlib
import hashlib
import json
import os
import pathlib
import queue
import re
import signal
import struct
import subprocess
import sys
import tempfile
import threading

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "gui"))
from screen import screen  # noqa: E402
INSIDE = "SOCKETSCOPE_WINDOW_TEST"


class Peer:
    """One of the Python peers, and what it prints."""

    def __init__(self, script, *arguments):
        command = ["python3", str(HERE / "peers" / (script + ".py")), *map(str, arguments)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.lines = queue.Queue()
        threading.Thread(target=lambda: [self.lines.put(line.rstrip("\n")) for line in self.process.stdout],
                         daemon=True).start()

    def expect(self, pattern):
        """Waits for a line that matches and returns the match."""
        seen = []
        while True:
            try:
                seen.append(self.lines.get(timeout=30))
            except queue.Empty:
                raise AssertionError(f"{self.process.args[1]} never printed {pattern!r}, but {seen}") from None
            if match := re.fullmatch(pattern, seen[-1]):
                return match

    def type(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def end(self):
        self.process.kill()
        self.process.wait()


def open_server(window, role):
    """Opens a TCP server or UDP endpoint by clicks, on a free port; returns that."""
    window.choose("Role", role)
    window.type("Local host", "127.0.0.1")
    window.type("Local port", "0")
    window.press("Open")
    line = window.wait_log("127.0.0.1:", "Listening on" if role == "TCP Server" else "Bound to")
    return int(re.search(r"127\.0\.0\.1:(\d+)", line)[1])


def open_client(window, port):
    window.choose("Role", "TCP Client")
    window.type("Remote host", "127.0.0.1")
    window.type("Remote port", str(port))
    window.press("Open")
    window.wait_log(f"127.0.0.1:{port}", "connected")


def send(window, text):
    window.type("Message", text)
    window.press("Send")


def tcp_time(window):
    """The window as client of the time server, then as server of the time client."""
    server = Peer("tcp_time_server", "--port", 0)
    port = int(server.expect(r"listening (\d+)")[1])
    open_client(window, port)
    send(window, "几点了")
    server.expect("got 几点了")
    window.wait_log("TX", f"127.0.0.1:{port}", "几点了")
    window.wait_log("RX", f"127.0.0.1:{port}", ":")
    window.wait_counts(sent=9, received=24)
    window.press("Close")
    server.expect("left")
    server.end()

    port = open_server(window, "TCP Server")
    client = Peer("line_client", "--port", port)
    client.type("time please")
    window.wait_log("RX", "127.0.0.1:", "time please")
    send(window, "Sat Nov 21 06:00:00 2026")
    client.expect("got Sat Nov 21 06:00:00 2026")
    window.wait_log("TX", "127.0.0.1:", "Sat Nov 21 06:00:00 2026")
    window.wait_counts(sent=9 + 24, received=24 + 11)
    client.end()
    window.wait_log("closed the connection")
    window.press("Close")


def udp_time(window):
    port = open_server(window, "UDP")
    client = Peer("udp_time_client", "--port", port)
    client.type("现在几点")
    line = window.wait_log("RX", "现在几点")
    sender = int(re.search(r"127\.0\.0\.1:(\d+)", line)[1])
    window.type("Remote host", "127.0.0.1")
    window.type("Remote port", str(sender))
    send(window, "noon")
    client.expect("got noon")
    window.wait_log("TX", f"127.0.0.1:{sender}", "noon")
    window.wait_counts(sent=4, received=12)
    client.end()

    server = Peer("udp_time_server", "--port", 0)
    target = int(server.expect(r"listening (\d+)")[1])
    window.type("Remote port", str(target))
    send(window, "time?")
    server.expect(r"got time\?")
    window.wait_log("RX", f"127.0.0.1:{target}", ":")
    window.wait_counts(sent=4 + 5, received=12 + 24)
    server.end()
    window.press("Close")


def gbk(window):
    window.choose("Encoding", "GBK")
    port = open_server(window, "TCP Server")
    client = Peer("gbk_tcp_client", "--port", port)
    window.wait_log("RX", "127.0.0.1:", "你好,我是客户端小白!!")
    send(window, "好的,我是服务端")
    client.expect("got 好的,我是服务端")
    window.wait_log("TX", "127.0.0.1:", "好的,我是服务端")
    window.wait_counts(sent=15, received=21)  # as GBK
    # The same bytes decoded as UTF-8, and back.
    window.choose("Encoding", "UTF-8")
    window.wait_log("RX", "\\xC4\\xE3\\xBA\\xC3")
    window.choose("Encoding", "GBK")
    window.wait_log("RX", "你好,我是客户端小白!!")
    client.end()
    window.press("Close")

    server = Peer("gbk_tcp_server", "--port", 0)
    port = int(server.expect(r"listening (\d+)")[1])
    open_client(window, port)
    send(window, "我在")
    server.expect("got 我在")
    window.wait_log("RX", f"127.0.0.1:{port}", "好的,我是服务端")
    window.wait_counts(sent=15 + 4, received=21 + 15)
    window.press("Close")
    server.expect("left .*")
    server.end()


def answers(window):
    """The window as the servers of the tutorials, with their clients."""
    window.enlarge(1300, 880)
    port = open_server(window, "TCP Server")
    window.choose("Reply with", "the time")
    client = Peer("line_client", "--port", port)
    client.type("time please")
    client.expect(r"got \w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4}")
    client.end()
    window.choose("Reply with", "“accepted”")
    client = Peer("line_client", "--port", port)
    client.type("hello")
    client.expect("got accepted")
    client.type("close")
    client.expect("got closed")
    window.wait_log("TX", "closed")
    client.end()
    window.choose("Reply with", "a greeting")
    client = Peer("greeting_client", "--port", port)
    client.expect("got Thank you for connecting")
    client.end()
    window.choose("Reply with", "Chinese in GBK")
    client = Peer("gbk_tcp_client", "--port", port)
    client.expect("got 好的,我是服务端")
    client.end()
    files(window, port)
    window.press("Close")


def files(window, port):
    content = bytes(range(256)) * 5000
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "图片.bin").write_bytes(content)
        window.choose("Reply with", "the requested file")
        window.type("Folder", folder)
        window.focus("Folder")
        window.keys("Return")
        client = Peer("file_client", "--port", port, "--name", "图片.bin")
        client.expect(f"got {len(content)} {hashlib.sha256(content).hexdigest()}")
        client.end()
        client = Peer("file_client", "--port", port, "--name", "missing")
        client.expect("got 0 .*")
        client.end()
        window.wait_log("was refused the file “missing”")


def capture_file(folder):
    """A capture as tcpdump writes it: one datagram over Ethernet."""
    datagram = struct.pack(">HHHH", 40000, 53, 8 + 12, 0) + b"from tcpdump"
    ip = struct.pack(">BBHHHBBH", 0x45, 0, 20 + len(datagram), 0, 0, 64, 17, 0) + bytes([10, 0, 0, 2, 10, 0, 0, 1])
    frame = bytes(12) + b"\x08\x00" + ip + datagram
    path = os.path.join(folder, "foreign.pcap")
    with open(path, "wb") as file:
        file.write(struct.pack("<IHHIIII", 0xa1b2c3d4, 2, 4, 0, 0, 65535, 1))
        file.write(struct.pack("<IIII", 1_700_000_000, 0, len(frame), len(frame)) + frame)
    return path


def capture(window):
    """A file named on the command line."""
    window.wait_log("RX", "10.0.0.2:40000", "from tcpdump")
    window.wait_counts(sent=0, received=12)


def refused(window):
    """One word of the command line that is no URL does not keep the others from being opened."""
    from windowdriver import showing, tree, wait_for
    wait_for("the message", lambda: any("Did you mean “timeout”?" in node.name and showing(node)
                                        for _, node in tree(window.root)))
    wait_for("three tabs", lambda: len(window.tabs()) == 3)


def settings(config):
    """The stored settings: none yet, or complete."""
    path = pathlib.Path(config, "socketscope.json")
    return json.loads(path.read_bytes())["values"] if path.exists() else {}


def killed(program, config):
    """Input is restored after kill -9, and the stored settings are complete at any time."""
    from windowdriver import wait_for
    with opened(program, config) as window:
        window.choose("Role", "TCP Client")
        window.type("Remote host", "192.0.2.7")
        window.type("Remote port", "not a port")
        window.choose("Encoding", "GBK")
        window.type("Message", "没有发送的草稿")
        window.press("New tab")
        wait_for("another tab", lambda: len(window.tabs()) == 2)
        window.choose("Role", "UDP")
        window.type("Local port", "4711")
        wait_for("that to be stored", lambda: all(typed in settings(config).get("ui/tabs", "") for typed in
                                                  ("192.0.2.7", "没有发送的草稿", "4711")))
        window.kill()
    with opened(program, config) as window:
        assert window.tabs() == ["Client 192.0.2.7:not a port", "UDP :4711"], window.tabs()
        assert window.text("Local port") == "4711"
        window.show_tab("Client 192.0.2.7:not a port")
        wait_for("the first tab", lambda: window.text("Message") == "没有发送的草稿")
        assert window.text("Remote host") == "192.0.2.7"
        assert window.text("Remote port") == "not a port"
        assert window.find("Encoding").name == "GBK"
        window.kill()
    for size in range(4):
        with opened(program, config) as window:
            before = settings(config)
            window.type("Message", "x" * 10 ** size)
            wait_for("that to be stored", lambda: settings(config) != before)  # which reads it at any moment
            window.type("Message", "y")
            window.kill()
        assert len(json.loads(settings(config)["ui/tabs"])) == 2


@contextlib.contextmanager
def opened(program, config, *arguments):
    """A window that exits normally or is killed; if the test fails, the state of the window is printed."""
    from windowdriver import Window
    window = Window(program, config, *arguments)
    try:
        yield window
    except BaseException:
        try:
            window.dump()
            print("the log:", window.log(), file=sys.stderr)
        finally:
            window.kill()
        raise
    if window.process.returncode is None:
        window.close()


def inside(program):
    words = {refused: ["udp-server://127.0.0.1:0", "tcp://127.0.0.1:80?timout=5", "/no/such/file.pcapng"]}
    for scenario in (tcp_time, udp_time, gbk, answers, capture, refused, killed):
        with tempfile.TemporaryDirectory() as config:
            if scenario is killed:
                killed(program, config)
            else:
                arguments = [capture_file(config)] if scenario is capture else words.get(scenario, [])
                with opened(program, config, *arguments) as window:
                    scenario(window)
            print("passed", scenario.__name__, flush=True)


def outside(program):
    launcher = next((path for path in ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
                     if os.path.exists(path)), "at-spi-bus-launcher")
    with screen(1400, 900) as display:
        return run_inside(program, launcher, display)


def run_inside(program, launcher, display):
    environment = {**os.environ, INSIDE: "1", "DISPLAY": display, "QT_QPA_PLATFORM": "xcb",
                   "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
    script = f'{launcher} --launch-immediately >/dev/null 2>&1 & exec "$0" "$@"'
    command = ["dbus-run-session", "--", "sh", "-c", script,
               "/usr/bin/python3", __file__, program]
    # A process group of its own, so that all processes end with the test.
    with subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, start_new_session=True) as process:
        try:
            return process.wait(timeout=400)
        finally:
            with contextlib.suppress(ProcessLookupError):  # all gone already
                os.killpg(process.pid, signal.SIGKILL)


if __name__ == "__main__":
    if os.environ.get(INSIDE):
        inside(sys.argv[1])
    else:
        sys.exit(outside(sys.argv[1]))
