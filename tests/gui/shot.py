#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""shot.py PROGRAM FOLDER: pictures of the main screens under Xvfb, in both languages, light and dark, and main-en.png and
main-zh.png for docs/images."""
import contextlib
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import time

from screen import screen

TABS = ["server", "udp", "client"]
DIALOGS = {
    "goto": ["ctrl+g"],
    "export": ["ctrl+shift+e"],
    "pieces": ["alt+t", "Down", "Return"],
    "generator": ["alt+t", "Down", "Down", "Return"],
    "udptest": ["alt+t", "Down", "Down", "Down", "Return"],
    "sendlist": ["ctrl+shift+l"],  # stays: the last
}


def free_port(kind):
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def converse(tcp, udp):
    """What a device, a browser and a damaged stream might send. The pauses keep the pieces apart."""
    end = time.monotonic() + 10
    while True:
        try:
            first = socket.create_connection(("127.0.0.1", tcp))
            break
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
    second = socket.create_connection(("127.0.0.1", tcp))
    reading = "温度=23.5℃ 湿度=40%\n".encode()
    for client, data in ((first, "你好,我是客户端小白!!\r\n".encode()), (second, reading[:4]),
                         (first, b"GET /status HTTP/1.1\r\nHost: device\r\n\r\n"), (second, reading[4:]),
                         (second, b"\x02STATUS\x03\xff\xfe end\n"), (first, b"0123456789 " * 30)):
        client.send(data)
        time.sleep(0.06)
    second.close()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        for data in ("数据报 1".encode(), b"", b"datagram 3"):
            sender.sendto(data, ("127.0.0.1", udp))
            time.sleep(0.02)
    return first


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def say(window, text):
    """Types into the send box of the page in front, and sends."""
    run("xdotool", "mousemove", "--window", window, "600", "720", "click", "1")
    run("xdotool", "type", text)
    run("xdotool", "key", "ctrl+Return")
    time.sleep(0.4)


def look_around(window):
    """On the server's page: a filter, a search, the details of a record."""
    run("xdotool", "key", "ctrl+Next")
    time.sleep(0.4)
    run("xdotool", "mousemove", "--window", window, "650", "134", "click", "--repeat", "2", "--delay", "60", "1")
    time.sleep(0.4)
    run("xdotool", "key", "ctrl+shift+f")
    time.sleep(0.4)
    run("xdotool", "key", "ctrl+f")
    time.sleep(0.4)
    run("xdotool", "type", "STAT")
    time.sleep(0.8)


def dialogs(found, picture):
    """What opens over the page in front, one after another."""
    for name, keys in DIALOGS.items():
        run("xdotool", "windowfocus", "--sync", found)  # no window manager gives the focus back
        for key in keys:
            run("xdotool", "key", key)
            time.sleep(0.2)
        time.sleep(0.6)
        picture(name)
        run("xdotool", "key", "Escape")
        time.sleep(0.4)


def live(program, options, capture, picture):
    """Three endpoints that talk."""
    tcp, udp = free_port(socket.SOCK_STREAM), free_port(socket.SOCK_DGRAM)
    urls = [f"tcp-server://127.0.0.1:{tcp}?capture={capture}", f"udp-server://127.0.0.1:{udp}", f"tcp://127.0.0.1:{tcp}"]
    with window(program, *options, *urls) as found:
        client = converse(tcp, udp)
        say(found, "hello, server")  # the client's page, opened last
        for name in TABS:
            # The page before the first is the last; three steps come round again.
            run("xdotool", "key", "ctrl+Next")
            time.sleep(0.6)
            picture(name)
        look_around(found)
        picture("search")
        dialogs(found, picture)
        client.close()


@contextlib.contextmanager
def window(program, *words):
    """The X server's name for the window of a program that is started with these words."""
    process = subprocess.Popen([program, *words], stderr=subprocess.DEVNULL)
    try:
        found = run("xdotool", "search", "--sync", "--onlyvisible", "--pid", str(process.pid)).split()[-1]
        run("xdotool", "windowfocus", found)
        yield found
    finally:
        process.terminate()
        process.wait(10)


def shoot(program, folder, language, theme):
    def picture(name):
        path = folder / f"{name}-{language}-{theme}.png"
        run("import", "-window", "root", str(path))
        print(path)

    with tempfile.TemporaryDirectory() as config:
        options = ["--config", config, "--lang", language, "--theme", theme]
        capture = pathlib.Path(config) / "conversation.pcapng"
        live(program, options, capture, picture)
        with window(program, *options, str(capture)):
            time.sleep(1)
            picture("opened")


RULES = """[{"when": {"event": "connect"}, "reply": {"text": "hello ${peer}\\\\r\\\\n"}},
            {"when": {"regex": "^温度=(.*?)℃"}, "reply": {"text": "温度 ${1} 已记录\\\\r\\\\n"}}]"""


def main_picture(program, folder, language):
    """Two devices that speak GBK, and a server that replies by rules and by hand: the picture in the READMEs."""
    port = free_port(socket.SOCK_STREAM)
    path = folder / f"main-{language[:2]}.png"
    with contextlib.ExitStack() as stack:
        config = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory()))
        (config / "rules.json").write_text(RULES, encoding="utf-8")
        found = stack.enter_context(window(
            program, "--config", str(config), "--lang", language, "--theme", "light",
            f"tcp-server://127.0.0.1:{port}?encoding=GBK&rules={config}/rules.json"))
        first, second = [stack.enter_context(socket.create_connection(("127.0.0.1", port))) for _ in range(2)]
        for client, text in ((first, "你好,我是1号设备\r\n"), (second, "温度=23.5℃ 湿度=40%\r\n"), (first, "温度=-4.0℃\r\n")):
            client.send(text.encode("gbk"))
            time.sleep(0.2)
        say(found, "status?")
        first.send(b"\x02OK\x03\xff end\r\n")
        time.sleep(0.2)
        first.recv(1000)
        second.recv(1000)
        second.close()
        time.sleep(0.2)
        run("xdotool", "key", "ctrl+a")
        run("xdotool", "type", "reset 1")
        time.sleep(0.8)
        run("import", "-window", found, "+dither", "-colors", "256", f"png8:{path}")
    print(path)


def main(program, folder):
    if "SOCKETSCOPE_SHOT" not in os.environ:
        with screen(1200, 912) as display:
            environment = {**os.environ, "SOCKETSCOPE_SHOT": "1", "QT_QPA_PLATFORM": "xcb", "DISPLAY": display}
            return subprocess.run([sys.executable, __file__, program, folder], env=environment).returncode
    path = pathlib.Path(folder)
    path.mkdir(parents=True, exist_ok=True)
    for language in ("en", "zh_CN"):
        for theme in ("light", "dark"):
            shoot(program, path, language, theme)
        main_picture(program, path, language)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
