#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Checks a capture with tshark, which is independent of SocketScope.

capturecheck.py records FILE                      a line a packet: direction, source, destination, payload in hex
capturecheck.py stream FILE INDEX in|out          SHA-256 of one direction of a TCP stream
capturecheck.py expert FILE                       fails when tshark sees an error, a warning or a malformed packet
capturecheck.py cuts FILE                         the file cut at many places still opens up to its last whole block
"""
import hashlib
import re
import struct
import subprocess
import sys
import tempfile

CHECKSUMS = ["-o", "ip.check_checksum:TRUE", "-o", "tcp.check_checksum:TRUE", "-o", "udp.check_checksum:TRUE"]
# Payloads are arbitrary: a dissector chosen by port number would call them malformed.
BYTES_ONLY = ["-d", "tcp.port==1-65535,data", "-d", "udp.port==1-65535,data"]


def tshark(*arguments, check=True):
    """Returns the output lines; fails on errors of tshark."""
    done = subprocess.run(["tshark", "-n", *CHECKSUMS, *BYTES_ONLY, *arguments], capture_output=True, text=True)
    complaints = [line for line in done.stderr.splitlines() if "Running as user" not in line and line.strip()]
    if check and (done.returncode != 0 or complaints):
        sys.exit("tshark: " + " ".join(complaints))
    return done.stdout.splitlines()


def records(path):
    fields = ["frame.packet_flags_direction", "ip.src", "ip.dst", "ipv6.src", "ipv6.dst", "tcp.srcport", "tcp.dstport",
              "udp.srcport", "udp.dstport", "frame.time_epoch", "tcp.flags.str", "tcp.payload", "udp.payload"]
    options = [part for field in fields for part in ("-e", field)]
    for line in tshark("-r", path, "-T", "fields", "-E", "separator=|", "-Y", "tcp or udp", *options):
        row = dict(zip(fields, line.split("|")))
        way = {"0x00000001": "in", "0x00000002": "out"}.get(row[fields[0]], "?" + row[fields[0]])
        source = (row["ip.src"] or row["ipv6.src"]) + ":" + (row["tcp.srcport"] or row["udp.srcport"])
        target = (row["ip.dst"] or row["ipv6.dst"]) + ":" + (row["tcp.dstport"] or row["udp.dstport"])
        flags = re.sub(r"[^A-Z]", "", row["tcp.flags.str"]) or "-"
        payload = (row["tcp.payload"] or row["udp.payload"]).replace(":", "") or "-"
        yield way, source, target, flags, payload, row["frame.time_epoch"]


def stream(path, index, way):
    """Follows a stream with tshark and returns the bytes of one direction."""
    lines = tshark("-r", path, "-q", "-z", f"follow,tcp,raw,{index}")
    # The client's bytes start at the margin, the server's after a tab. The SYN shows which is which.
    syn = [r for r in records(path) if r[3] == "S"][index]
    from_client = (way == "in") == (syn[0] == "in")
    chosen = [line for line in lines if re.fullmatch(r"[0-9a-f]+" if from_client else r"\t[0-9a-f]+", line)]
    return bytes.fromhex("".join(line.strip() for line in chosen))


def expert(path):
    """The errors and warnings of tshark, without those about a RST of a peer."""
    bad = []
    heading = ""
    for line in tshark("-r", path, "-q", "-z", "expert"):
        heading = line if re.match(r"\w+ \(\d+\)", line) else heading
        if re.match(r"(Errors|Warns) ", heading) and re.match(r"\s+\d+ ", line) and "Connection reset (RST)" not in line:
            bad.append(line)
    return bad + tshark("-r", path, "-Y", "_ws.malformed")


def blocks(data):
    """The end of each complete block of a capture."""
    at = 0
    while at + 12 <= len(data):
        length = struct.unpack_from("<I", data, at + 4)[0]
        if length < 12 or at + length > len(data):
            return
        assert struct.unpack_from("<I", data, at + length - 4)[0] == length
        at += length
        yield at


def cuts(path):
    with open(path, "rb") as file:
        data = file.read()
    ends = list(blocks(data))
    assert ends and ends[-1] == len(data), "the capture itself ends in a torn block"
    header = ends[1]
    places = sorted(set(list(range(header, len(data), max(1, len(data) // 40))) + [end + d for end in ends[-4:] for d in (-5, -1, 0)]))
    for place in places:
        if place < header or place > len(data):
            continue
        with tempfile.NamedTemporaryFile(suffix=".pcapng") as cut:
            cut.write(data[:place])
            cut.flush()
            frames = len(tshark("-r", cut.name, check=False))
        whole = sum(1 for end in ends if end <= place) - 2
        assert frames == whole, f"cut at {place}: {frames} frames, {whole} whole blocks"
    return len(places)


def main(verb, path, *more):
    if verb == "records":
        for record in records(path):
            print(*record)
    elif verb == "stream":
        print(hashlib.sha256(stream(path, int(more[0]), more[1])).hexdigest())
    elif verb == "expert":
        found = expert(path)
        print("\n".join(found))
        return 1 if found else 0
    elif verb == "cuts":
        print(cuts(path), "cuts")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
