#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Runs a program in a network of its own: namespace.py [--silent-dns] [--prohibit NET] [--link-local ADDRESS] PROGRAM ARG…

There is nothing but the loopback interface, with an address more. --silent-dns: the name server never answers, and
a look-up takes minutes.
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


def silent_dns():
    folder = pathlib.Path(tempfile.mkdtemp())
    for name, text in (("resolv.conf", "nameserver 127.0.0.1\noptions timeout:30 attempts:5\n"), ("nsswitch.conf", "hosts: files dns\n")):
        (folder / name).write_text(text, encoding="ascii")
        run("mount", "--bind", str(folder / name), f"/etc/{name}")
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 53))
    os.set_inheritable(server.detach(), True)  # the program keeps it, and nobody reads from it


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--silent-dns", action="store_true")
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
    os.execv(options.program[0], options.program)


main()
