#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Reads a capture strictly by the drafts, without code of SocketScope or Wireshark.

Stricter than tshark: lengths, padding, options, checksums and sequence numbers must be exactly right.

pcapngfile.py summary FILE
pcapngfile.py stream FILE --index N --direction in|out [--sha256]
pcapngfile.py cut FILE      the file cut at every byte of its last three blocks, and at many before, opens up to the
                            last whole block; with tshark at some of these places
"""
import argparse
import concurrent.futures
import dataclasses
import hashlib
import ipaddress
import struct
import subprocess
import sys
import tempfile

SECTION, INTERFACE, PACKET, JOURNAL = 0x0A0D0D0A, 1, 6, 9
FIN, SYN, RST, ACK = 1, 2, 4, 16


class Fault(Exception):
    """An error and its position."""


class Torn(Fault):
    """The file ends inside a block."""


def demand(condition, offset, what):
    if not condition:
        raise Fault(f"at {offset}: {what}")


@dataclasses.dataclass
class Record:
    offset: int
    time: int  # nanoseconds since the Unix epoch
    kind: str  # "tcp", "udp" or "journal"
    direction: str = ""  # "in" or "out"
    source: tuple = ()
    target: tuple = ()
    payload: bytes = b""
    comment: str = ""
    flags: int = 0
    sequence: int = 0
    acknowledged: int = 0
    fields: dict = dataclasses.field(default_factory=dict)  # of a journal entry


def blocks(data):
    """Offset, type and body of each block."""
    at = 0
    while at < len(data):
        if at + 12 > len(data):
            raise Torn(f"at {at}: the file ends in the head of a block")
        kind, length = struct.unpack_from("<II", data, at)
        demand(length >= 12 and length % 4 == 0, at, f"block length {length}")
        if at + length > len(data):
            raise Torn(f"at {at}: the file ends in a block of {length} bytes")
        demand(struct.unpack_from("<I", data, at + length - 4)[0] == length, at, "the two lengths of the block differ")
        yield at, kind, data[at + 8:at + length - 4]
        at += length


def options(data, offset):
    """Code and value of each option. An empty list of options may lack its end mark; any other may not."""
    at = 0
    while at < len(data):
        demand(at + 4 <= len(data), offset, "an option is cut off")
        code, length = struct.unpack_from("<HH", data, at)
        if code == 0:
            demand(length == 0 and at + 4 == len(data), offset, "something follows the end of the options")
            return
        end = at + 4 + length
        at = end + -length % 4
        demand(at <= len(data), offset, f"option {code} is longer than its block")
        demand(not any(data[end:at]), offset, f"option {code} is padded with something else than zeros")
        yield code, data[end - length:end]
    demand(not data, offset, "the options have no end mark")


def checksum(data):
    data += b"\0" * (len(data) % 2)
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return total ^ 0xFFFF


def parse_packet(packet, record):
    """Fills in the fields of the IP and TCP or UDP headers."""
    at = record.offset
    demand(len(packet) >= 20, at, "no room for an IP header")
    version = packet[0] >> 4
    if version == 4:
        demand(packet[0] & 15 == 5, at, "an IPv4 header with options")
        demand(struct.unpack_from("!H", packet, 2)[0] == len(packet), at, "the length in the IPv4 header is wrong")
        demand(struct.unpack_from("!H", packet, 6)[0] & 0x3FFF == 0, at, "a fragment")
        demand(checksum(packet[:20]) == 0, at, "the IPv4 checksum is wrong")
        protocol, addresses, body = packet[9], packet[12:20], packet[20:]
        pseudo = addresses + struct.pack("!HH", protocol, len(body))
    else:
        demand(version == 6 and len(packet) >= 40, at, f"neither IPv4 nor IPv6: version {version}")
        length, protocol = struct.unpack_from("!HB", packet, 4)
        addresses, body = packet[8:40], packet[40:]
        demand(length == len(body), at, "the length in the IPv6 header is wrong")
        pseudo = addresses + struct.pack("!II", len(body), protocol)
    half = len(addresses) // 2
    hosts = [str(ipaddress.ip_address(part)) for part in (addresses[:half], addresses[half:])]
    demand(protocol in (6, 17), at, f"protocol {protocol}")
    record.kind = {6: "tcp", 17: "udp"}[protocol]
    demand(len(body) >= {6: 20, 17: 8}[protocol], at, f"no room for a {record.kind} header")
    ports = struct.unpack_from("!HH", body)
    record.source, record.target = (hosts[0], ports[0]), (hosts[1], ports[1])
    given = struct.unpack_from("!H", body, 16 if protocol == 6 else 6)[0]
    if protocol == 17 and given == 0:
        demand(version == 4, at, "UDP over IPv6 without a checksum")
    else:
        demand(checksum(pseudo + body) == 0, at, f"the {record.kind} checksum is wrong")
    if protocol == 17:
        demand(struct.unpack_from("!H", body, 4)[0] == len(body), at, "the length in the UDP header is wrong")
        record.payload = body[8:]
        return
    record.sequence, record.acknowledged, start, record.flags = struct.unpack_from("!IIBB", body, 4)
    demand(20 <= (start >> 4) * 4 <= len(body), at, "the TCP header's own length is wrong")
    record.payload = body[(start >> 4) * 4:]


def parse_interface(body, at):
    link, _, _ = struct.unpack_from("<HHI", body)
    demand(link == 101, at, f"link type {link}, not 101 (raw IP)")
    found = dict(options(body[8:], at))
    demand(found.get(9) == b"\x09", at, "times are not in nanoseconds")


def parse_traffic(body, at):
    demand(len(body) >= 20, at, "no room for a packet block")
    interface, high, low, size, original = struct.unpack_from("<IIIII", body)
    demand(interface == 0, at, f"interface {interface}")
    demand(size == original, at, "a shortened packet")
    end = 20 + size + -size % 4
    demand(end <= len(body) and not any(body[20 + size:end]), at, "packet length or padding")
    record = Record(at, high << 32 | low, "")
    for code, value in options(body[end:], at):
        if code == 1:
            record.comment = value.decode()
        elif code == 2:
            demand(len(value) == 4, at, "the flags are not 32 bits")
            record.direction = {1: "in", 2: "out"}.get(struct.unpack("<I", value)[0], "")
    demand(record.direction, at, "no direction")
    parse_packet(body[20:20 + size], record)
    return record


def parse_journal(body, at):
    text = body.rstrip(b"\0")
    demand(len(body) - len(text) < 4 and text.endswith(b"\n"), at, "a journal entry without end of line, or badly padded")
    fields = {}
    for line in text[:-1].decode().split("\n"):
        name, equals, value = line.partition("=")
        demand(equals and name and name not in fields, at, f"journal line {line!r}")
        fields[name] = value
    for name in ("__REALTIME_TIMESTAMP", "MESSAGE", "PRIORITY"):
        demand(name in fields, at, f"a journal entry without {name}")
    return Record(at, int(fields["__REALTIME_TIMESTAMP"]) * 1000, "journal", fields=fields)


def records(data, tolerant=False):
    """All records of a capture; `tolerant` ignores an incomplete last block."""
    ready = section = False
    try:
        for at, kind, body in blocks(data):
            demand(section or kind == SECTION, at, "the file does not begin with a section header")
            if kind == SECTION:
                section, ready = True, False
                demand(struct.unpack_from("<IHH", body) == (0x1A2B3C4D, 1, 0), at, "byte order or version")
                list(options(body[16:], at))
            elif kind == INTERFACE:
                ready = True
                parse_interface(body, at)
            elif kind == PACKET:
                demand(ready, at, "traffic before its interface")
                yield parse_traffic(body, at)
            elif kind == JOURNAL:
                yield parse_journal(body, at)
            else:
                raise Fault(f"at {at}: block type {kind:#x}")
    except Torn:
        if not tolerant:
            raise


class Stream:
    """A TCP connection: its bytes of each direction, with every sequence number accounted for."""

    def __init__(self, first):
        self.pieces = {"in": [], "out": []}
        self.next = {}
        self.first = first

    def add(self, record):
        way = record.direction
        other = "out" if way == "in" else "in"
        expected = self.next.get(way, record.sequence)
        demand(record.sequence == expected, record.offset, f"sequence number {record.sequence}, not {expected}")
        if record.flags & ACK and other in self.next:
            demand(record.acknowledged == self.next[other], record.offset,
                   f"acknowledges {record.acknowledged}, not {self.next[other]}")
        self.pieces[way].append(record.payload)
        step = len(record.payload) + bool(record.flags & SYN) + bool(record.flags & FIN)
        self.next[way] = (record.sequence + step) & 0xFFFFFFFF

    def bytes(self, way):
        return b"".join(self.pieces[way])


def streams(all_records):
    """The connections in the order in which they began; a second SYN begins another."""
    found = []
    current = {}
    for record in all_records:
        if record.kind != "tcp":
            continue
        ends = frozenset((record.source, record.target))
        if ends not in current or record.flags & (SYN | ACK) == SYN:
            before = current.get(ends)
            demand(not before or before.first.sequence != record.sequence, record.offset,
                   "another connection of the same two ends begins with the same sequence number: "
                   "Wireshark takes it for a repetition")
            current[ends] = Stream(record)
            found.append(current[ends])
        current[ends].add(record)
    return found


def read(path):
    with open(path, "rb") as file:
        return file.read()


def summary(path):
    everything = list(records(read(path)))
    for record in everything:
        if record.kind == "journal":
            print(record.time, "journal", record.fields["MESSAGE"])
            continue
        marks = "".join(letter for letter, bit in zip("SFRA", (SYN, FIN, RST, ACK)) if record.flags & bit) or "-"
        print(record.time, record.direction, record.kind, *("%s:%d" % end for end in (record.source, record.target)), marks,
              record.payload.hex() if len(record.payload) <= 32 else f"({len(record.payload)} bytes)", record.comment)
    for number, stream in enumerate(streams(everything)):
        for way in ("in", "out"):
            content = stream.bytes(way)
            print(f"stream {number} {way} {len(content)} bytes sha256 {hashlib.sha256(content).hexdigest()}")


def frames(data):
    """The number of frames that tshark reads from the beginning of a capture."""
    with tempfile.NamedTemporaryFile(suffix=".pcapng") as file:
        file.write(data)
        file.flush()
        done = subprocess.run(["tshark", "-n", "-r", file.name, "-T", "fields", "-e", "frame.number"],
                              capture_output=True, text=True)
    return len(done.stdout.splitlines()), done.stderr


def cut(path, samples=60):
    data = read(path)
    ends = [at + len(body) + 12 for at, _, body in blocks(data)]
    demand(len(ends) > 2, 0, "nothing to cut")
    whole = list(records(data))
    first = ends[-4] if len(ends) > 4 else ends[1]
    own = list(range(first, len(data) + 1, 1 + (len(data) - first) // 4000)) + list(range(ends[1], first, 1 + first // 500))
    for place in own:
        left = list(records(data[:place], tolerant=True))
        expected = [record for record, end in zip(whole, record_ends(whole, ends)) if end <= place]
        demand(left == expected, place, f"cut here: {len(left)} records, not {len(expected)}")
    places = set(range(first, len(data) + 1, max(1, (len(data) - first) // samples)))
    places |= {end + step for end in ends[-4:] for step in (-1, 0, 1, 8, 11, 12) if ends[1] <= end + step <= len(data)}
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for place, (count, complaint) in zip(sorted(places), pool.map(lambda p: frames(data[:p]), sorted(places))):
            expected = sum(1 for end in record_ends(whole, ends) if end <= place)
            demand(count == expected, place, f"cut here: tshark sees {count} frames, not {expected}; it says: {complaint}")
    print(f"cut at {len(own)} places for this reader, at {len(places)} for tshark")


def record_ends(whole, ends):
    starts = {0, *ends}
    after = dict(zip(sorted(starts), sorted(ends)))
    return [after[record.offset] for record in whole]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(dest="verb", required=True)
    for verb in ("summary", "stream", "cut"):
        verbs.add_parser(verb).add_argument("file")
    stream = verbs.choices["stream"]
    stream.add_argument("--index", type=int, default=0)
    stream.add_argument("--direction", choices=("in", "out"), default="in")
    stream.add_argument("--sha256", action="store_true")
    chosen = parser.parse_args()
    try:
        if chosen.verb == "summary":
            summary(chosen.file)
        elif chosen.verb == "cut":
            cut(chosen.file)
        else:
            found = streams(records(read(chosen.file)))
            demand(chosen.index < len(found), 0, f"{len(found)} streams, there is no stream {chosen.index}")
            content = found[chosen.index].bytes(chosen.direction)
            if chosen.sha256:
                print(hashlib.sha256(content).hexdigest())
            else:
                sys.stdout.buffer.write(content)
    except Fault as fault:
        sys.exit(f"{chosen.file}: {fault}")


if __name__ == "__main__":
    main()
