#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Compares what SocketScope made of another program's capture with what tshark sees in it, stream by stream.

foreigncheck.py FOREIGN LOG…    LOG: the segments of the log that the capture was converted to

A TCP stream is followed by tshark (follow,tcp,raw), of UDP each datagram is compared. Exit code 1 and a line for each
stream that differs. What tshark does not print counts as equal: bytes behind a gap that nobody acknowledged.
"""
import collections
import ipaddress
import json
import re
import struct
import subprocess
import sys

# UDP tunnels are not decoded: what they carry is no stream here.
OPTIONS = ["-n", "-q", "-d", "tcp.port==1-65535,data", "-d", "udp.port==1-65535,data"]
MISSING = re.compile(rb"\[(\d+) bytes missing in capture file\]\0")
STEP = 40  # streams asked for at once


def follow(path, first, count):
    """Yields protocol, number, the two ends and the hex lines of each stream."""
    taps = []
    for number in range(first, first + count):
        taps += ["-z", f"follow,tcp,raw,{number}", "-z", f"follow,udp,raw,{number}"]
    done = subprocess.run(["tshark", *OPTIONS, "-r", path, *taps], capture_output=True, text=True, errors="replace")
    for part in done.stdout.split("=" * 67 + "\nFollow: ")[1:]:
        lines = part.split("\n")
        nodes = [line.split(": ", 1)[1] for line in lines[2:4]]
        if nodes[0] not in (":0", "0.0.0.0:0"):
            number = int(lines[1].rsplit(" ", 1)[1])
            yield (lines[0].split(",")[0], number, [end(*node.rsplit(":", 1)) for node in nodes],
                   [line for line in lines[4:] if re.fullmatch(r"\t?[0-9a-f]+", line)])


def end(host, port):
    address = ipaddress.ip_address(host.strip("[]"))
    return f"{getattr(address, 'ipv4_mapped', None) or address} {port}"


def theirs(path, most=2000):
    """By protocol and pair of ends: a list of streams, each a list of payloads by sender."""
    found = collections.defaultdict(list)
    for first in range(0, most, STEP):
        streams = sorted(follow(path, first, STEP), key=lambda stream: stream[1])
        for protocol, _, nodes, lines in streams:
            stream = {nodes[0]: [], nodes[1]: []}
            for line in lines:
                stream[nodes[line[0] == "\t"]].append(bytes.fromhex(line.strip()))
            found[protocol, frozenset(nodes)].append(stream)
        if not streams:
            break
    return found


def blocks(data):
    at = 0
    while at < len(data):
        kind, length = struct.unpack_from("<II", data, at)
        yield kind, data[at + 8:at + length - 4]
        at += length


def ours(paths):
    """As theirs(). Gaps are numbers among the payloads."""
    found = collections.defaultdict(list)
    streams = {}

    def stream(protocol, pair, peer):
        key = protocol, peer
        if key not in streams:
            streams[key] = collections.defaultdict(list)
            found[protocol, pair].append(streams[key])
        return streams[key]

    for path in paths:
        with open(path, "rb") as file:
            data = file.read()
        for kind, body in blocks(data):
            if kind == 9:
                fields = dict(line.split("=", 1) for line in body.rstrip(b"\0").decode().splitlines())
                if fields["SOCKETSCOPE_EVENT"] == "capture-gap":
                    size, source, target = json.loads(fields["SOCKETSCOPE_ARGS"])
                    source, target = (end(*address.rsplit(":", 1)) for address in (source, target))
                    peer = int(fields["SOCKETSCOPE_PEER"])
                    protocol = "udp" if ("udp", peer) in streams else "tcp"
                    stream(protocol, frozenset((source, target)), peer)[source].append(int(size))
                continue
            if kind != 6:
                continue
            size = struct.unpack_from("<I", body, 12)[0]
            packet = body[20:20 + size]
            tail = body[20 + size + -size % 4:]
            peer = None
            while len(tail) >= 4:
                code, length = struct.unpack_from("<HH", tail)
                if code == 0x8001:
                    peer = struct.unpack_from("<I", tail, 4)[0]
                tail = tail[4 + length + -length % 4:]
            if peer is None:
                continue
            v6 = packet[0] >> 4 == 6
            hosts = (packet[8:24], packet[24:40]) if v6 else (packet[12:16], packet[16:20])
            protocol = {6: "tcp", 17: "udp"}[packet[6] if v6 else packet[9]]
            inner = packet[40 if v6 else 20:]
            ports = struct.unpack_from("!HH", inner)
            source, target = (end(ipaddress.ip_address(host).compressed, port) for host, port in zip(hosts, ports))
            payload = inner[8:] if protocol == "udp" else inner[(inner[12] >> 4) * 4:]
            entry = stream(protocol, frozenset((source, target)), peer)
            if payload:
                entry[source].append(payload)
    return found


def joined(pieces):
    """The bytes, and the positions of gaps in them."""
    out = bytearray()
    gaps = []
    for piece in pieces:
        if isinstance(piece, int):
            gaps.append(len(out))
        elif MISSING.fullmatch(piece):
            gaps.append(len(out))
        else:
            out += piece
    return bytes(out), gaps


def compare(protocol, them, us):
    """The difference in one direction, or None."""
    if protocol == "udp":
        them = [p for p in them if p]
        us = [p for p in us if not isinstance(p, int)]
        if them == us:
            return None
        return f"{len(them)} datagrams, {sum(map(len, them))} bytes; here {len(us)}, {sum(map(len, us))}"
    their_bytes, _ = joined(them)
    our_bytes, gaps = joined(us)
    if their_bytes == our_bytes:
        return None
    if our_bytes.startswith(their_bytes) and len(their_bytes) in gaps:
        return None
    at = next((i for i, (a, b) in enumerate(zip(their_bytes, our_bytes)) if a != b), min(len(their_bytes), len(our_bytes)))
    return f"{len(their_bytes)} bytes; here {len(our_bytes)}, other from {at} on, gaps at {gaps[:5]}"


def differences(path, logs):
    them = theirs(path)
    us = ours(logs)
    for key in sorted(set(them) | set(us), key=repr):
        protocol, pair = key
        left, right = them.get(key, []), us.get(key, [])
        # A connection with control packets only is not in the log.
        filled = [[s for s in streams if any(isinstance(p, bytes) for pieces in s.values() for p in pieces)]
                  for streams in (left, right)]
        for side in pair:
            one = [p for s in left for p in s.get(side, [])]
            two = [p for s in right for p in s.get(side, [])]
            what = compare(protocol, one, two)
            if what:
                yield f"{protocol} {side} of {' - '.join(sorted(pair))}: {what}"
        if protocol == "tcp" and len(filled[0]) != len(filled[1]):
            yield f"{protocol} {' - '.join(sorted(pair))}: {len(filled[0])} connections with data; here {len(filled[1])}"


def main():
    found = list(differences(sys.argv[1], sys.argv[2:]))
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
