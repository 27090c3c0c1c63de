#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Makes hosts in network namespaces, and keeps them until standard input ends.

    here (10.71.1.1, fd71::1 on a0; 10.72.1.1 on a1)
      a0 ---- b0 there (10.71.1.2 and .9, fd71::2)
      a1 ---- b1 there (10.72.1.2) r1 ---- c1 beyond (10.73.1.3)

`there` forwards the group 239.9.9.9 from b0 to `beyond`, if the system has multicast routing. Prints
`ready PID PID PID ROUTES`: a process in each (`nsenter -U -n --preserve-credentials -t PID PROGRAM` runs a program
there), and whether there is multicast routing. Exit status 77: the system does not allow this.
"""
import os
import socket
import struct
import subprocess
import sys

IMPOSSIBLE = 77
MRT_INIT, MRT_ADD_VIF, MRT_ADD_MFC, MAX_VIFS = 200, 202, 204, 32  # linux/mroute.h
VIF_USES_INDEX = 8


def run(*command):
    try:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError) as error:
        print(error, file=sys.stderr)
        sys.exit(IMPOSSIBLE)


def host():
    """A process in a network namespace of its own, that ends with this one."""
    process = subprocess.Popen(["unshare", "--net", "sh", "-c", "ip link set lo up; echo; exec cat"],
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    if not process.stdout.readline():
        sys.exit(IMPOSSIBLE)
    return process


def inside(process, *command):
    run("nsenter", "-n", "-t", str(process.pid), *command)


def cable(one, name, other, other_name):
    """The ends are given to processes; None: this one."""
    run("ip", "link", "add", name, "type", "veth", "peer", "name", other_name)
    for process, end in ((one, name), (other, other_name)):
        if process:
            run("ip", "link", "set", end, "netns", str(process.pid))
        up = ("ip", "link", "set", end, "up")
        if process:
            inside(process, *up)
        else:
            run(*up)


def routes_groups():
    """Multicast routing of 239.9.9.9 from b0 to r1, for as long as this socket is open; in `there`."""
    router = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_IGMP)
    router.setsockopt(socket.IPPROTO_IP, MRT_INIT, 1)
    for number, name in enumerate(("b0", "r1")):
        router.setsockopt(socket.IPPROTO_IP, MRT_ADD_VIF, struct.pack(
            "@HBBIiI", number, VIF_USES_INDEX, 1, 0, socket.if_nametoindex(name), 0))
    thresholds = bytes([0, 1] + [0] * (MAX_VIFS - 2))
    router.setsockopt(socket.IPPROTO_IP, MRT_ADD_MFC, struct.pack(
        "@4s4sH32sIIIi", socket.inet_aton("10.71.1.1"), socket.inet_aton("239.9.9.9"), 0, thresholds, 0, 0, 0, 0))
    return router


def main():
    if "--route" in sys.argv:
        try:
            router = routes_groups()
        except OSError as error:
            print(error, file=sys.stderr)
            print("no", flush=True)
            return
        print("yes", flush=True)
        sys.stdin.read()
        router.close()
        return
    if "--inside" not in sys.argv:
        again = ["unshare", "--map-root-user", "--net"]
        run(*again, "true")
        os.execvp(again[0], [*again, "python3", __file__, "--inside"])
    run("ip", "link", "set", "lo", "up")
    there, beyond = host(), host()
    cable(None, "a0", there, "b0")
    cable(None, "a1", there, "b1")
    cable(there, "r1", beyond, "c1")
    for end, address in (("a0", "10.71.1.1/24"), ("a0", "fd71::1/64"), ("a1", "10.72.1.1/24")):
        run("ip", "address", "add", address, "dev", end, *(["nodad"] if ":" in address else []))
    for end, address in (("b0", "10.71.1.2/24"), ("b0", "10.71.1.9/24"), ("b0", "fd71::2/64"), ("b1", "10.72.1.2/24"),
                         ("r1", "10.73.1.2/24")):
        inside(there, "ip", "address", "add", address, "dev", end, *(["nodad"] if ":" in address else []))
    inside(beyond, "ip", "address", "add", "10.73.1.3/24", "dev", "c1")
    inside(beyond, "ip", "route", "add", "default", "via", "10.73.1.2")
    router = subprocess.Popen(["nsenter", "-n", "-t", str(there.pid), "python3", __file__, "--route"],
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    print("ready", os.getpid(), there.pid, beyond.pid, router.stdout.readline().strip(), flush=True)
    sys.stdin.read()


main()
