#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Runs a program in a network of its own: namespace.py [--silent-dns] [--dns MODE] [--prohibit NET] [--link-local ADDRESS]
PROGRAM ARG…

There is nothing but the loopback interface, with an address more. --silent-dns: the name server never answers, and
a look-up takes minutes. --dns: what the name server does, see RCODES; or there is none (none), or no way to it (away), or
none is configured (missing), or it is silent, but the system gives up soon (silent).
--prohibit: the route to a network is forbidden. Exit status 77: the system does not allow this.
"""
import argparse
import os
import pathlib
import socket
import subprocess
import sys
import tempfile

IMPOSSIBLE = 77


def run(*command):
    try:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError) as error:
        print(error, file=sys.stderr)
        sys.exit(IMPOSSIBLE)


def configure_dns(resolv_conf):
    folder = pathlib.Path(tempfile.mkdtemp())
    for name, text in (("resolv.conf", resolv_conf), ("nsswitch.conf", "hosts: files dns\n")):
        (folder / name).write_text(text, encoding="ascii")
        run("mount", "--bind", str(folder / name), f"/etc/{name}")


def silent_dns():
    configure_dns("nameserver 127.0.0.1\noptions timeout:30 attempts:5\n")
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 53))
    os.set_inheritable(server.detach(), True)  # the program keeps it, and nobody reads from it


# no error and no address, or for IPv6 one address
RCODES = {"nodata": 0, "ipv6": 0, "servfail": 2, "nxdomain": 3, "refused": 5}


def dns(mode):
    address = "10.1.2.3" if mode == "away" else "127.0.0.1"
    server = f"nameserver {address}\n" if mode != "missing" else ""
    patience = 20 if mode in RCODES else 1  # an answer may take longer on a busy machine
    configure_dns(server + f"options timeout:{patience} attempts:1\n")
    if mode in ("none", "away", "missing"):
        return
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 53))
    program = os.getpid()
    if os.fork() == 0:
        serve_dns(server, mode, program)
        os._exit(0)


def serve_dns(server, mode, program):
    """Answers each query as long as the program runs."""
    server.settimeout(0.2)
    while os.getppid() == program:
        try:
            query, client = server.recvfrom(600)
        except TimeoutError:
            continue
        if mode == "silent":
            continue
        end = query.index(0, 12) + 5
        answer = b""
        if mode == "ipv6" and query[end - 4:end - 2] == b"\0\x1c":  # AAAA
            answer = b"\xc0\x0c\0\x1c\0\1\0\0\0\x3c\0\x10" + socket.inet_pton(socket.AF_INET6, "2001:db8::7")
        counts = bytes([0, 1, 0, bool(answer), 0, 0, 0, 0])
        server.sendto(query[:2] + bytes([0x81, 0x80 | RCODES[mode]]) + counts + query[12:end] + answer, client)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--silent-dns", action="store_true")
    parser.add_argument("--dns", choices=[*RCODES, "none", "away", "missing", "silent"])
    parser.add_argument("--prohibit")
    parser.add_argument("--link-local")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("program", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    if not options.inside:
        again = ["unshare", "--map-root-user", "--mount", "--net"]
        run(*again, "true")
        os.execvp(again[0], [*again, "python3", __file__, "--inside", *sys.argv[1:]])
    run("ip", "link", "set", "lo", "up")
    run("ip", "address", "add", "10.9.9.9/32", "dev", "lo")  # with loopback addresses alone, no name is looked up
    if options.link_local:
        run("ip", "address", "add", options.link_local + "/64", "dev", "lo", "nodad")
    if options.prohibit:
        run("ip", "route", "add", "prohibit", options.prohibit)
    if options.silent_dns:
        silent_dns()
    if options.dns:
        dns(options.dns)
    os.execv(options.program[0], options.program)


main()
