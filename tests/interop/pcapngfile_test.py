#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""The reader reads a capture made here, and finds every error that is put into it."""
import ipaddress
import pathlib
import struct
import tempfile
import unittest

import capturecheck
import pcapngfile
from pcapngfile import ACK, FIN, INTERFACE, JOURNAL, PACKET, SECTION, SYN

HERE, PEER = ("127.0.0.1", 9090), ("127.0.0.1", 50001)
NOW = 1_790_000_000_123_456_789


def padded(data):
    return data + b"\0" * (-len(data) % 4)


def option(code, value):
    return struct.pack("<HH", code, len(value)) + padded(value)


def block(kind, body):
    return struct.pack("<II", kind, len(body) + 12) + body + struct.pack("<I", len(body) + 12)


def header(link=101, resolution=9):
    return (block(SECTION, struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1))
            + block(INTERFACE, struct.pack("<HHI", link, 0, 0) + option(9, bytes([resolution])) + option(0, b"")))


def journal(message):
    return block(JOURNAL, padded(f"__REALTIME_TIMESTAMP={NOW // 1000}\nMESSAGE={message}\nPRIORITY=6\n".encode()))


def packet(content, way, comment=b"", time=NOW):
    extra = option(2, struct.pack("<I", 1 if way == "in" else 2)) + option(0x8001, bytes(8))
    extra += option(1, comment) if comment else b""
    return block(PACKET, struct.pack("<IIIII", 0, time >> 32, time & 0xFFFFFFFF, len(content), len(content))
                 + padded(content) + extra + option(0, b""))


def ip(protocol, source, target, body, place):
    """An IP packet; the checksum of what it carries belongs at `place`."""
    ends = [ipaddress.ip_address(end[0]) for end in (source, target)]
    addresses = ends[0].packed + ends[1].packed
    total = pcapngfile.checksum(addresses + struct.pack("!II", len(body), protocol) + body)
    body = body[:place] + struct.pack("!H", total) + body[place + 2:]
    if ends[0].version == 6:
        return struct.pack("!IHBB", 6 << 28, len(body), protocol, 64) + addresses + body
    start = struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(body), 0, 0x4000, 64, protocol, 0) + addresses
    return start[:10] + struct.pack("!H", pcapngfile.checksum(start)) + start[12:] + body


def udp(source, target, data):
    return ip(17, source, target, struct.pack("!HHHH", source[1], target[1], 8 + len(data), 0) + data, 6)


def tcp(way, sequence, acknowledged, flags, data=b"", comment=b""):
    source, target = (PEER, HERE) if way == "in" else (HERE, PEER)
    start = struct.pack("!HHIIBBHHH", source[1], target[1], sequence, acknowledged, 5 << 4, flags, 65535, 0, 0)
    return packet(ip(6, source, target, start + data, 16), way, comment)


def conversation(first, said, answer):
    """A connection whose numbers begin at `first`."""
    follow = first + 1 + len(said)
    return (tcp("in", first, 0, SYN) + tcp("out", 0, first + 1, SYN | ACK) + tcp("in", first + 1, 1, ACK)
            + tcp("in", first + 1, 1, ACK, said) + journal("in between") + tcp("out", 1, follow, ACK, answer)
            + tcp("in", follow, 1 + len(answer), FIN | ACK, comment="走了".encode()))


GOOD = (header() + conversation(0, b"one", b"ONE") + packet(udp(PEER, HERE, b""), "in")
        + packet(udp(("::1", 5), ("::1", 6), b"six"), "out") + header() + conversation(7, b"two", b"TWO"))


class PcapngFileTest(unittest.TestCase):
    def test_reads(self):
        found = list(pcapngfile.records(GOOD))
        self.assertEqual([record.kind for record in found],
                         ["tcp"] * 4 + ["journal"] + ["tcp"] * 2 + ["udp"] * 2 + ["tcp"] * 4 + ["journal"] + ["tcp"] * 2)
        self.assertEqual({record.time for record in found if record.kind != "journal"}, {NOW})
        self.assertEqual(found[6].comment, "走了")
        self.assertEqual((found[7].payload, found[8].payload), (b"", b"six"))
        self.assertEqual((found[8].source, found[8].target, found[8].direction), (("::1", 5), ("::1", 6), "out"))

    def test_agrees_with_tshark(self):
        with tempfile.TemporaryDirectory() as folder:
            path = str(pathlib.Path(folder) / "good.pcapng")
            pathlib.Path(path).write_bytes(GOOD)
            self.assertEqual(capturecheck.expert(path), [])
            found = pcapngfile.streams(pcapngfile.records(GOOD))
            for number, expected in enumerate([{"in": b"one", "out": b"ONE"}, {"in": b"two", "out": b"TWO"}]):
                for way in ("in", "out"):
                    self.assertEqual(found[number].bytes(way), expected[way])
                    self.assertEqual(capturecheck.stream(path, number, way), expected[way])

    def test_torn_end_is_only_ignored_on_demand(self):
        torn = GOOD[:-1]
        with self.assertRaises(pcapngfile.Torn):
            list(pcapngfile.records(torn))
        self.assertEqual(list(pcapngfile.records(torn, tolerant=True)), list(pcapngfile.records(GOOD))[:-1])

    def test_any_changed_byte_of_a_packet_is_seen(self):
        start = len(header())
        syn = tcp("in", 0, 0, SYN)
        own = syn.index(struct.pack("<HH", 0x8001, 8))
        # The time may be anything, and so may the option for local use: its code and its value.
        free = {*range(12, 20), own, own + 1, *range(own + 4, own + 12)}
        for place in set(range(len(syn))) - free:
            bad = bytearray(header() + syn)
            bad[start + place] ^= 0x04
            with self.subTest(place=place), self.assertRaises(pcapngfile.Fault):
                list(pcapngfile.records(bytes(bad)))

    def test_faults(self):
        opening = tcp("in", 0, 0, SYN) + tcp("out", 0, 1, SYN | ACK)
        for what, bad in {
            "zeros at the end": GOOD + bytes(64),
            "no section header": GOOD[28:],
            "a section without interface": header()[:28] + opening,
            "Ethernet": header(link=1) + opening,
            "microseconds": header(resolution=6) + opening,
            "a gap": header() + opening + tcp("in", 2, 1, ACK, b"x"),
            "a repetition": header() + opening + tcp("in", 1, 1, ACK, b"x") * 2,
            "what was never sent is acknowledged": header() + opening + tcp("in", 1, 2, ACK),
            "the same two ends and numbers again": header() + conversation(0, b"one", b"ONE") + conversation(0, b"two", b"2"),
            "a journal entry without message": header() + block(JOURNAL, padded(b"__REALTIME_TIMESTAMP=1\nPRIORITY=6\n")),
        }.items():
            with self.subTest(what), self.assertRaises(pcapngfile.Fault):
                pcapngfile.streams(pcapngfile.records(bad))


if __name__ == "__main__":
    unittest.main()
