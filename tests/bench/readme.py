#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""readme.py ROOT RESULT.json: puts the chief figures of a full run into both READMEs, section "Speed"."""
import json
import pathlib
import statistics
import sys

from table import SLOWER, change, line, number, spread

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
    ("UDP, 50 bursts of 200: time in the log against an independent capture, 99th percentile",
     "UDP in bursts of 200: time in the log against an independent capture, 99th percentile",
     "UDP 每次突发 200 个：日志时间与独立抓包之差，99 百分位", ""),
    (f"{FILE}, window: speed", "TCP text lines into the window, 1 GiB", "TCP 文本行进窗口，1 GiB", "socat 写文件"),
    (f"{FILE}, window: speed, next to plain epoll", "the same, next to plain epoll", "同上，与纯 epoll 对照", "纯 epoll 写文件"),
    (f"{FILE}: window waits, 99th percentile", "the same: window waits, 99th percentile", "同上：窗口卡顿，99 百分位", ""),
    (f"{FILE}, without a screen: speed", "TCP text lines into `socketscope-cli`, 1 GiB", "TCP 文本行进 `socketscope-cli`，1 GiB",
     "socat 写文件"),
    ("--raw, 1024 MiB from a pipe to a server", "`--raw`, 1 GiB from a pipe to a server", "`--raw`，1 GiB 从管道到服务器",
     "socat，不存储"),
    ("--reply echo, 512 MiB there and back", "`--reply echo`, 512 MiB there and back", "`--reply echo`，512 MiB 往返",
     "套接字上的 cat，不存储"),
    (MESSAGES, "TCP messages of 64 bytes into the window", "TCP 64 字节消息进窗口", "纯 epoll 写文件"),
    (STORM, "10,000 clients at once, a line each, none lost", "10,000 个客户端同时连入，各发一行，不丢", "纯 epoll 服务器"),
    ("echo with 100 clients, median", "echo with 100 clients, median", "100 个客户端的回显，中位数",
     "纯 epoll 回显"),
    ("echo with 4,000 clients, median", "echo with 4,000 clients, median", "4,000 个客户端的回显，中位数",
     "纯 epoll 回显"),
    ("memory grows while 4 GiB are logged", "memory grows while 4 GiB are logged", "记录 4 GiB 期间内存增长", ""),
    ("10 million records: index in memory", "10 million records: index", "1000 万条记录：索引", ""),
    ("10 million records: jump and repaint, 99th percentile", "10 million records: jump and repaint, 99th percentile",
     "1000 万条记录：跳转并重画，99 百分位", ""),
    ("start: window painted", "start to first paint, warm", "启动到首次画出（热）", ""),
]
CHINESE = {"bytes a record": "字节/条", "cores": "核", "": ""}


def table(rows, chinese, against):
    """The rows of a result; with the commit of another version also what that one did."""
    heads = ["测量", "SocketScope", "对照", "目标"] if chinese else ["measured", "SocketScope", "yardstick", "target"]
    if against:
        heads[1:2] = ["之前", "之后", "之后 / 之前"] if chinese else ["before", "after", "after / before"]
    lines = [line(*heads), "|---" * len(heads) + "|"]
    for key, english, translated, yardstick in ROWS:
        row = rows.get(key)
        if not row:
            continue
        unit = CHINESE.get(row["unit"], row["unit"]) if chinese else row["unit"]
        name = (yardstick if chinese else row["yardstick"]) if yardstick else ""
        theirs = f"{name} {spread(row['yardstick_samples'], unit)}" if row["yardstick_samples"] else ""
        missed = (" **未达到**" if chinese else " **missed**") if row["met"] is False else ""
        target = row["target"].replace(row["unit"], unit) if row["unit"] else row["target"]
        ours = [spread(row["ours"], unit)]
        if against:
            ours = [spread(row["before"], unit), *ours, change(row["after_before"])]
        lines.append(line(translated if chinese else english, *ours, theirs, target + missed))
    return "\n".join(lines)


def compared(against, chinese):
    """The sentences on the version before."""
    if not against:
        return ""
    if chinese:
        return (f"“之前”是提交 {against}，在同一次运行中与“之后”交替测量。“之后 / 之前”是各轮比值的中位数（范围）；越小越好的项目取倒数，"
                f"所以大于 1 都表示变好，低于 {SLOWER} 的用粗体。\n\n")
    return (f"“Before” is commit {against}, measured in the same run by turns. “After / before” is the median (range) of the\n"
            "ratios of each round, inverted where less is better, so that above 1 is always better; bold is below "
            f"{SLOWER}.\n\n")


def sections(result):
    rows = {row["name"]: row for row in result["rows"]}
    machine = result["machine"]
    against = result.get("against", "")
    kernel = machine["kernel"].split("-")[0]
    rival = [number(statistics.median(rows[f"{RIVAL}: {what}"]["yardstick_samples"]))
             for what in ("dropped by the system", "window waits, 99th percentile")]
    load = f"{machine['load_average_before']} – {machine['load_average_after']}"
    yield "README.md", "## Speed\n", "## What it builds on\n", f"""
`./dev bench` measures this and more, each time next to other programs at the same work, and writes `build/bench/`
(12 minutes; `--quick` takes 2; `--against COMMIT` also measures the programs of that commit, by turns).
Loopback, {machine['processor']}, {machine['cores']} cores, Linux {kernel}, {machine['date'][:10]}, median of {result['rounds']} rounds (range). Other work ran on the
machine meanwhile (load average {load}), so a figure says little without its yardstick from the same minutes.

{table(rows, False, against)}

{compared(against, False)}\
A window's wait is how long it takes to answer a window manager's ping, asked 100 times a second. Packet Sender at
20,000 datagrams/s for 5 s lost {rival[0]} of 100,000 and let one wait {rival[1]} ms (99th percentile).

"""
    yield "README.zh_CN.md", "## 速度\n", "## 依赖\n", f"""
`./dev bench` 测量下表及更多项目，每一项都与其他程序在同一时段做同样的工作，结果写入 `build/bench/`（12 分钟；`--quick` 2 分钟；`--against COMMIT` 还会交替测量该提交的程序）。本机回环，{machine['processor']}，{machine['cores']} 核，Linux {kernel}，{machine['date'][:10]}，{result['rounds']} 轮的中位数（范围）。测量时机器上另有任务（平均负载 {load}），所以数字要与同一时段的对照一起看。

{table(rows, True, against)}

{compared(against, True)}\
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
