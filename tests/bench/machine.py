# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""What machine this is, and how busy."""
import datetime
import os
import platform
import re
import subprocess
import sys

MAP_POPULATE = 0x8000  # Linux; mmap has a name for it from Python 3.10 on


def version(*command):
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=10, check=False)
    except OSError:
        return None
    return (done.stdout + done.stderr).strip()


def first(pattern, text):
    match = re.search(pattern, text or "")
    return match[1] if match else None


def describe(root):
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        processor = first(r"model name\s*:\s*(.+)", file.read()) or platform.machine()
    with open("/proc/meminfo", encoding="utf-8") as file:
        memory = int(first(r"MemTotal:\s+(\d+)", file.read())) / 2**20
    return {
        "processor": processor,
        "cores": os.cpu_count(),
        "memory_gib": round(memory, 1),
        "kernel": platform.release(),
        "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
        "commit": version("git", "-C", str(root), "rev-parse", "--short", "HEAD"),
        "rmem_max": int(open("/proc/sys/net/core/rmem_max", encoding="ascii").read()),
        "yardsticks": {
            "socat": first(r"socat version (\S+)", version("socat", "-V")),
            "ncat": first(r"Version (\S+)", version("ncat", "--version")),
            "iperf3": first(r"iperf (\S+)", version("iperf3", "--version")),
        },
        "load_average_before": round(os.getloadavg()[0], 2),
    }


def warm_memory():
    """Touches all free memory once. On a virtual machine the host hands out a page when it is first touched, which costs
    several times what a program does with it: whoever came first would pay for all that come later."""
    with open("/proc/meminfo", encoding="utf-8") as file:
        free = int(first(r"MemFree:\s+(\d+)", file.read())) << 10
    spared = 1 << 30
    if free > spared:
        code = f"import mmap; mmap.mmap(-1, {free - spared}, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | {MAP_POPULATE})"
        subprocess.run([sys.executable, "-c", code], timeout=300, check=True)


def sentence(machine):
    loads = f"load average {machine['load_average_before']} before"
    if "load_average_after" in machine:
        loads += f", {machine['load_average_after']} after (the run itself included)"
    return (f"{machine['processor']}, {machine['cores']} cores, {machine['memory_gib']} GiB, "
            f"Linux {machine['kernel']}, {machine['date']}, commit {machine['commit']}, {loads}.")
