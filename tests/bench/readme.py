#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""readme.py ROOT RESULT.json: puts the chief figures of a full run into both READMEs, section "Speed"."""
import json
import pathlib
import statistics
import sys

from table import number, spread

# The row's name; what the README calls it in English and Chinese; its yardstick in Chinese.
FILE = "TCP, 1024 MiB of text lines"
MESSAGES = "TCP messages of 64 bytes, TCP_NODELAY, window"
STORM = "10,000 clients at once, a line each: all in, read and closed"
RIVAL = "UDP 20,000/s, another program"
ROWS = [
    ("UDP 20,000/s: dropped by the system", "UDP 20,000/s into the open window: lost", "UDP 每秒 20,000 个进打开的窗口：丢失",
     "recvmmsg 写文件"),
    ("UDP 100,000/s: dropped by the system", "UDP 100,000/s: lost", "UDP 每秒 100,000 个：丢失", "recvmmsg 写文件"),
    ("UDP 100,000/s: window waits, 99th percentile", "UDP 100,000/s: window waits, 99th percentile",
     "UDP 每秒 100,000 个：窗口卡顿，99 百分位", ""),
    ("UDP 100,000/s: window waits, longest", "UDP 100,000/s: longest wait", "UDP 每秒 100,000 个：最长卡顿", ""),
    ("UDP 200,000/s: dropped by the system", "UDP 200,000/s: lost", "UDP 每秒 200,000 个：丢失", "recvmmsg 写文件"),
    ("UDP 200,000/s: window waits, longest", "UDP 200,000/s: longest wait", "UDP 每秒 200,000 个：最长卡顿", ""),
    ("UDP 20,000/s, arbitrary bytes: window waits, longest", "UDP 20,000/s of arbitrary bytes: longest wait",
     "UDP 每秒 20,000 个任意字节：最长卡顿", ""),
    ("UDP 1,000/s: processor use", "UDP 1,000/s: processor use", "UDP 每秒 1,000 个：处理器占用", ""),
    (f"{FILE}, window: speed", "TCP text lines into the window, 1 GiB", "TCP 文本行进窗口，1 GiB", "socat 写文件"),
    (f"{FILE}: window waits, 99th percentile", "the same: window waits, 99th percentile", "同上：窗口卡顿，99 百分位", ""),
    (MESSAGES, "TCP messages of 64 bytes into the window", "TCP 64 字节消息进窗口", "纯 epoll 写文件"),
    (STORM, "10,000 clients at once, a line each, none lost", "10,000 个客户端同时连入，各发一行，不丢", "纯 epoll 服务器"),
    ("echo with 100 clients, median", "echo with 100 clients (engine), median", "100 个客户端的回显（引擎），中位数",
     "纯 epoll 回显"),
    ("echo with 4,000 clients, median", "echo with 4,000 clients (engine), median", "4,000 个客户端的回显（引擎），中位数",
     "纯 epoll 回显"),
    ("memory grows while 4 GiB are logged", "memory grows while 4 GiB are logged", "记录 4 GiB 期间内存增长", ""),
    ("10 million records: index in memory", "10 million records: index", "1000 万条记录：索引", ""),
    ("10 million records: jump and repaint, 99th percentile", "10 million records: jump and repaint, 99th percentile",
     "1000 万条记录：跳转并重画，99 百分位", ""),
    ("start: window painted", "start to first paint, warm", "启动到首次画出（热）", ""),
]
CHINESE = {"bytes a record": "字节/条", "cores": "核", "": ""}


def table(rows, chinese):
    lines = ["| 测量 | SocketScope | 对照 | 目标 |" if chinese else "| measured | SocketScope | yardstick | target |",
             "|---|---|---|---|"]
    for key, english, translated, yardstick in ROWS:
        row = rows.get(key)
        if not row:
            continue
        unit = CHINESE.get(row["unit"], row["unit"]) if chinese else row["unit"]
        against = (yardstick if chinese else row["yardstick"]) if yardstick else ""
        theirs = f"{against} {spread(row['yardstick_samples'], unit)}" if row["yardstick_samples"] else ""
        missed = (" **未达到**" if chinese else " **missed**") if row["met"] is False else ""
        target = row["target"].replace(row["unit"], unit) if row["unit"] else row["target"]
        lines.append(f"| {translated if chinese else english} | {spread(row['ours'], unit)} | {theirs} | {target}{missed} |")
    return "\n".join(lines)


def sections(result):
    rows = {row["name"]: row for row in result["rows"]}
    machine = result["machine"]
    kernel = machine["kernel"].split("-")[0]
    rival = [number(statistics.median(rows[f"{RIVAL}: {what}"]["yardstick_samples"]))
             for what in ("dropped by the system", "window waits, 99th percentile")]
    load = f"{machine['load_average_before']} – {machine['load_average_after']}"
    yield "README.md", "## Speed\n", "## What it builds on\n", f"""
`./dev bench` measures this and more, each time next to other programs at the same work, and writes `build/bench/`
(12 minutes; `--quick` takes 2). Loopback, {machine['processor']}, {machine['cores']} cores, Linux {kernel},
{machine['date'][:10]}, median of {result['rounds']} rounds (range). Other work ran on the machine meanwhile (load average {load}), so a
figure says little without its yardstick from the same minutes.

{table(rows, False)}

A window's wait is how long it takes to answer a window manager's ping, asked 100 times a second. Packet Sender at
20,000 datagrams/s for 5 s lost {rival[0]} of 100,000 and let one wait {rival[1]} ms (99th percentile).

"""
    yield "README.zh_CN.md", "## 速度\n", "## 依赖\n", f"""
`./dev bench` 测量下表及更多项目，每一项都与其他程序在同一时段做同样的工作，结果写入 `build/bench/`（12 分钟；`--quick` 2 分钟）。本机回环，{machine['processor']}，{machine['cores']} 核，Linux {kernel}，{machine['date'][:10]}，{result['rounds']} 轮的中位数（范围）。测量时机器上另有任务（平均负载 {load}），所以数字要与同一时段的对照一起看。

{table(rows, True)}

窗口卡顿指窗口回答窗口管理器 ping 所需的时间，每秒测 100 次。Packet Sender 在每秒 20,000 个数据报、持续 5 秒时丢失 100,000 个中的 {rival[0]} 个，窗口卡顿 {rival[1]} 毫秒（99 百分位）。

"""


def main(root, path):
    result = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
    for name, heading, following, text in sections(result):
        file = pathlib.Path(root, name)
        before, after = file.read_text(encoding="utf-8").split(following, 1)
        file.write_text(before.split(heading, 1)[0] + heading + text + following + after, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
