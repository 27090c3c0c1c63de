#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Writes captures as other programs do, each of another kind: foreigncaptures.py FOLDER

The same ones each time. Some come from editcap, mergecap and randpkt, which belong to Wireshark.
"""
import ipaddress
import os
import random
import struct
import subprocess
import sys

FIN, SYN, RST, PSH, ACK = 1, 2, 4, 8, 16
START = 1_700_000_000_000_000  # microseconds


def checksum(data):
    data += b"\0" * (len(data) % 2)
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return total ^ 0xFFFF


def ip(source, target, protocol, payload, identification=1, offset=0, more=False, options=b""):
    source, target = ipaddress.ip_address(source).packed, ipaddress.ip_address(target).packed
    if len(source) == 16:
        if offset or more:
            payload = struct.pack("!BBHI", protocol, 0, offset | more, identification) + payload
            protocol = 44
        return struct.pack("!IHBB", 6 << 28, len(payload), protocol, 64) + source + target + payload
    head = struct.pack("!BBHHHBBH", 0x45 + len(options) // 4, 0, 20 + len(options) + len(payload), identification,
                       offset // 8 | more << 13, 64, protocol, 0) + source + target + options
    return head[:10] + struct.pack("!H", checksum(head)) + head[12:] + payload


def with_checksum(source, target, protocol, segment, at):
    pseudo = ipaddress.ip_address(source).packed + ipaddress.ip_address(target).packed
    pseudo += struct.pack("!II", len(segment), protocol)
    return segment[:at] + struct.pack("!H", checksum(pseudo + segment) or 0xFFFF) + segment[at + 2:]


def udp(source, target, payload):
    datagram = struct.pack("!HHHH", source[1], target[1], 8 + len(payload), 0) + payload
    return with_checksum(source[0], target[0], 17, datagram, 6)


def tcp(source, target, sequence, acknowledged, flags, payload=b"", window=65535, options=b""):
    options += b"\0" * (-len(options) % 4)
    segment = struct.pack("!HHIIBBHHH", source[1], target[1], sequence & 0xFFFFFFFF, acknowledged & 0xFFFFFFFF,
                          (5 + len(options) // 4) << 4, flags, window, 0, 0) + options + payload
    return with_checksum(source[0], target[0], 6, segment, 16)


class Talk:
    """A TCP connection; `packets` are IP packets with the microseconds before them."""

    def __init__(self, client=("10.0.0.2", 40000), server=("10.0.0.1", 80), starts=(1000, 5000)):
        self.ends = client, server
        self.starts = list(starts)
        self.at = [1, 1]
        self.packets = []

    def raw(self, side, flags, at, payload=b"", acknowledged=None, window=65535, options=b"", wait=1000):
        other = 1 - side
        ack = self.starts[other] + (self.at[other] if acknowledged is None else acknowledged)
        segment = tcp(self.ends[side], self.ends[other], self.starts[side] + at, ack if flags & ACK else 0, flags,
                      payload, window, options)
        self.packets.append((wait, ip(self.ends[side][0], self.ends[other][0], 6, segment)))
        return self

    def shake(self, options=b""):
        self.raw(0, SYN, 0, options=options)
        self.raw(1, SYN | ACK, 0, acknowledged=1, options=options)
        return self.raw(0, ACK, 1)

    def send(self, side, payload, flags=PSH | ACK, lost=False):
        if not lost:
            self.raw(side, flags, self.at[side], payload)
        self.at[side] += len(payload) + (flags & FIN)
        return self

    def ack(self, side):
        return self.raw(side, ACK, self.at[side])

    def close(self):
        self.send(0, b"", FIN | ACK).send(1, b"", FIN | ACK)
        return self.ack(0)


def ethernet(packet):
    return b"\2\0\0\0\0\1\2\0\0\0\0\2" + (b"\x86\xdd" if packet[0] >> 4 == 6 else b"\x08\0") + packet


def pcap(packets, link=1, magic=0xA1B2C3D4, order="<", snaplen=262144):
    """`packets`: for each the microseconds before it, and its bytes."""
    out = struct.pack(order + "IHHiIII", magic, 2, 4, 0, 0, snaplen, link)
    now = START
    for wait, packet in packets:
        now += wait
        kept = packet[:snaplen]
        rest = now % 1_000_000 * (1000 if magic == 0xA1B23C4D else 1)
        out += struct.pack(order + "IIII", now // 1_000_000 & 0xFFFFFFFF, rest, len(kept), len(packet)) + kept
    return out


def block(order, kind, body):
    body += b"\0" * (-len(body) % 4)
    return struct.pack(order + "II", kind, len(body) + 12) + body + struct.pack(order + "I", len(body) + 12)


def section(order="<"):
    return block(order, 0x0A0D0D0A, struct.pack(order + "IHHq", 0x1A2B3C4D, 1, 0, -1))


def interface(order="<", link=1, snaplen=0, resolution=None, offset=None):
    options = b""
    if resolution is not None:
        options += struct.pack(order + "HHB3x", 9, 1, resolution)
    if offset is not None:
        options += struct.pack(order + "HHq", 14, 8, offset)
    return block(order, 1, struct.pack(order + "HHI", link, 0, snaplen) + options + (b"\0" * 4 if options else b""))


def enhanced(packet, time=START, number=0, order="<", snaplen=0):
    kept = packet[:snaplen] if snaplen else packet
    padded = kept + b"\0" * (-len(kept) % 4)
    return block(order, 6, struct.pack(order + "IIIII", number, time >> 32, time & 0xFFFFFFFF, len(kept), len(packet))
                 + padded)


def fragments(source, target, protocol, payload, size, identification=7):
    return [ip(source, target, protocol, payload[at:at + size], identification, at, at + size < len(payload))
            for at in range(0, len(payload), size)]


def plain(*packets):
    return [(1000, packet) for packet in packets]


def pattern(size, seed=1):
    return random.Random(seed).randbytes(size)


A, B = ("10.0.0.2", 1000), ("10.0.0.1", 2000)
A6, B6 = ("fd00::2", 1000), ("fd00::1", 2000)


def datagram(payload, source=A, target=B):
    return ip(source[0], target[0], 17, udp(source, target, payload))


def some_talk(size=3000, **ends):
    talk = Talk(**ends).shake()
    for i in range(12):
        talk.send(i % 3 == 0, pattern(size // 10 + i, i)).ack(i % 3 != 0)
    return talk.close()


def tcp_kinds():
    talk = Talk(starts=(0xFFFFFF00, 0xFFFFFFFE)).shake()
    for i in range(20):
        talk.send(0, pattern(60, i)).send(1, pattern(5, i))
    yield "wraps", talk.close()
    talk = Talk().shake().send(0, b"one ").ack(1)
    yield "retransmitted", talk.raw(0, ACK, 1, b"one ").raw(0, ACK, 1, b"one two ").raw(0, ACK, 5, b"TWO three")
    talk = Talk().shake().raw(0, ACK, 9, b"ghi").raw(0, ACK, 4, b"defghi").raw(0, ACK, 1, b"abcdef")
    yield "out_of_order_overlapping", talk.raw(1, ACK, 1, acknowledged=12)
    talk = Talk().shake().send(0, b"x" * 100).send(0, b"lost", lost=True).send(0, b"y" * 100)
    yield "lost", talk.ack(1).ack(1).ack(1).send(0, b"z", PSH | ACK).ack(1).close()
    talk = Talk(starts=(77777, 88888))
    talk.at = [500, 900]
    yield "middle", talk.send(0, b"in the middle").send(1, b"answer").send(0, b"more").close()
    talk = Talk().shake().send(0, b"bye", FIN | PSH | ACK)
    yield "half_closed", talk.send(1, b"still ").send(1, b"talking").send(1, b"", FIN | ACK).ack(0)
    talk = Talk().shake().send(0, b"abc").ack(1)
    yield "keep_alive", talk.raw(0, ACK, 3, b"\0").ack(1).raw(0, ACK, 3).ack(1).send(0, b"def").ack(1)
    talk = Talk().shake().send(0, b"abc").raw(1, ACK, 1, acknowledged=4, window=0)
    talk.raw(0, ACK, 4, b"d").raw(1, ACK, 1, acknowledged=4, window=0).raw(0, ACK, 4, b"d")
    yield "window_probe", talk.raw(1, ACK, 1, acknowledged=5).raw(0, ACK, 4, b"defg").raw(1, ACK, 1, acknowledged=8)
    talk = Talk()
    talk.raw(0, SYN, 0, b"early data").raw(1, SYN | ACK, 0, acknowledged=11)
    yield "fast_open", talk.raw(1, PSH | ACK, 1, b"answer", acknowledged=11).raw(0, PSH | ACK, 11, b"late", 7)
    talk = Talk()
    talk.raw(0, SYN, 0, b"early").raw(1, SYN | ACK, 0, acknowledged=1).raw(0, PSH | ACK, 1, b"early", 1)
    yield "fast_open_refused", talk.raw(0, PSH | ACK, 6, b" and late", 1)
    first, again = some_talk(500), some_talk(700, starts=(900_000_000, 3_000_000_000))
    first.packets += again.packets
    yield "ports_again", first
    first, again = Talk().shake().send(0, b"never closed"), some_talk(700, starts=(900_000, 300_000))
    first.packets += again.packets
    yield "ports_again_unclosed", first
    talk = Talk().shake().send(0, b"one").raw(1, RST, 90_000_000).raw(0, RST, -5000).send(0, b"two").send(1, b"ack")
    yield "reset_out_of_window", talk.close()
    talk = Talk().shake(b"\3\3\7\0").send(0, b"x" * 10).raw(1, RST | ACK, 1, acknowledged=11)
    yield "reset", talk
    talk = Talk().shake()
    chance = random.Random(3)
    sent = pattern(20_000, 3)
    pieces = [(at, sent[at:at + chance.randrange(1, 400)]) for at in range(0, len(sent), 100)]
    chance.shuffle(pieces)
    for at, piece in pieces:
        talk.raw(0, ACK, 1 + at, piece)
    yield "shuffled", talk.raw(1, ACK, 1, acknowledged=len(sent))
    yield "ipv6", some_talk(client=("fd00::2", 40000), server=("fd00::1", 80))


def link_kinds():
    both = [p for _, p in some_talk(300).packets] + [datagram(b"four"), datagram(b"six", A6, B6)]
    mac = bytes(12)
    family = lambda p, order: struct.pack(order + "I", 24 if p[0] >> 4 == 6 else 2)
    kind = lambda p: b"\x86\xdd" if p[0] >> 4 == 6 else b"\x08\0"
    ppp = lambda p: b"\0\x57" if p[0] >> 4 == 6 else b"\0\x21"
    pppoe = lambda p: b"\x11\0\0\5" + struct.pack("!H", len(p) + 2) + ppp(p) + p
    gre = lambda p, flags, fields: ip("1.1.1.1", "2.2.2.2", 47, flags + kind(p) + fields + p)
    snap = lambda p: b"\xaa\xaa\3\0\0\0" + kind(p) + p
    wlan = lambda p, flags: b"\x08" + flags + b"\0\0" + bytes(18) + b"\0\0" + snap(p)
    quality = lambda p: b"\x88\1\0\0" + bytes(18) + b"\0\0" + b"\0\0" + snap(p)
    radiotap = lambda p: b"\0\0\x08\0\0\0\0\0" + quality(p)
    for name, link, frame in (
            ("raw", 101, lambda p: p), ("null_little", 0, lambda p: family(p, "<") + p),
            ("null_big", 0, lambda p: family(p, ">") + p), ("loop", 108, lambda p: family(p, ">") + p),
            ("sll", 113, lambda p: bytes(14) + kind(p) + p), ("sll2", 276, lambda p: kind(p) + bytes(18) + p),
            ("vlan", 1, lambda p: mac + b"\x81\0\0\5" + kind(p) + p),
            ("qinq", 1, lambda p: mac + b"\x88\xa8\0\5\x81\0\0\6" + kind(p) + p),
            ("pppoe", 1, lambda p: mac + b"\x88\x64" + pppoe(p)), ("ppp", 9, lambda p: b"\xff\3" + ppp(p) + p),
            ("ppp_short", 9, lambda p: ppp(p)[1:] + p), ("hdlc", 104, lambda p: b"\x0f\0" + kind(p) + p),
            ("mpls", 1, lambda p: mac + b"\x88\x47\0\1\0\x40\0\2\1\x40" + p),
            ("gre", 101, lambda p: gre(p, b"\0\0", b"")), ("gre_key", 1, lambda p: ethernet(gre(p, b"\xb0\0", bytes(12)))),
            ("gre_ethernet", 101, lambda p: ip("1.1.1.1", "2.2.2.2", 47, b"\0\0\x65\x58" + ethernet(p))),
            ("ip_in_ip", 101, lambda p: ip("1.1.1.1", "2.2.2.2", 41 if p[0] >> 4 == 6 else 4, p)),
            ("in_ipv6", 101, lambda p: ip("fd00::3", "fd00::4", 41 if p[0] >> 4 == 6 else 4, p)),
            ("snap", 1, lambda p: mac + struct.pack("!H", len(p) + 8) + snap(p)),
            ("wlan", 105, lambda p: wlan(p, b"\1")), ("radiotap", 127, radiotap),
            ("pflog", 117, lambda p: b"\x3d" + family(p, ">")[3:] + bytes(62) + p)):
        yield name, pcap(plain(*map(frame, both)), link)


def fragment_kinds():
    long, tail = udp(A, B, pattern(4000)), datagram(b"after")
    parts = fragments(A[0], B[0], 17, long, 1480)
    yield "in_order", [*parts, tail]
    yield "backwards", [*parts[::-1], tail]
    yield "twice", [*parts, tail, *parts]
    yield "last_twice", [parts[0], parts[1], parts[1], parts[2], tail]
    overlapping = fragments(A[0], B[0], 17, long, 1480)
    overlapping.insert(1, ip(A[0], B[0], 17, b"\xee" * 800, 7, 1000 // 8 * 8, True))
    yield "overlapping", [*overlapping, tail]
    other = fragments(A[0], B[0], 17, udp(A, B, pattern(3000, 2)), 1000, 8)
    yield "mixed", [p for pair in zip(parts, other) for p in pair] + other[3:] + [tail]
    six = fragments(A6[0], B6[0], 17, udp(A6, B6, pattern(4000)), 1232)
    yield "ipv6", [six[2], six[0], six[3], six[1], tail]
    segment = tcp(("10.0.0.2", 40000), ("10.0.0.1", 80), 1001, 5001, PSH | ACK, pattern(3000))
    shake = [p for _, p in Talk().shake().packets]
    yield "tcp", [*shake, *fragments(A[0], B[0], 6, segment, 1000), tail]
    inner = ip("172.16.0.1", "172.16.0.2", 17, udp(("172.16.0.1", 5), ("172.16.0.2", 6), pattern(3000)))
    yield "tunnel", [*fragments(A[0], B[0], 4, inner, 1400), tail]


def pcapng_kinds():
    packet, other = ethernet(datagram(b"ethernet")), datagram(b"raw")
    yield "link_types", section() + interface() + interface(link=101) + enhanced(packet) + enhanced(other, number=1)
    yield "late_interface", (section() + interface() + enhanced(packet) + interface(link=101)
                             + enhanced(other, number=1) + enhanced(packet))
    yield "sections", (section() + interface() + enhanced(packet) + section(">") + interface(">", 101)
                       + enhanced(other, order=">") + section() + interface(link=101) + enhanced(other))
    yield "clocks", (section() + interface(resolution=9) + interface(resolution=0x94) + interface(offset=-1_000_000_000)
                     + enhanced(packet, START * 1000) + enhanced(packet, START // 1_000_000 << 20, 1)
                     + enhanced(packet, START, 2))
    simple = block("<", 3, struct.pack("<I", len(packet)) + packet)
    old = block("<", 2, struct.pack("<HHIIII", 0, 0xFFFF, START >> 32, START & 0xFFFFFFFF, len(packet), len(packet))
                + packet)
    unknown = block("<", 0x80001234, pattern(200_000)) + block("<", 4, bytes(4)) + block("<", 5, bytes(12))
    yield "blocks", section() + interface() + unknown + enhanced(packet) + simple + unknown + old
    yield "short_simple", section() + interface(snaplen=50) + block("<", 3, struct.pack("<I", len(packet)) + packet[:50])
    yield "snap_lengths", (section() + interface(snaplen=46) + interface(snaplen=1000)
                           + enhanced(packet, snaplen=46) + enhanced(packet, number=1))


def write(folder):
    def put(name, data):
        with open(os.path.join(folder, name), "wb") as file:
            file.write(data)

    def run(*command):
        subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    for name, talk in tcp_kinds():
        put(f"tcp_{name}.pcap", pcap([(wait, ethernet(packet)) for wait, packet in talk.packets]))
    for name, data in link_kinds():
        put(f"link_{name}.pcap", data)
    for name, packets in fragment_kinds():
        put(f"fragments_{name}.pcap", pcap(plain(*packets), 101))
    for name, data in pcapng_kinds():
        put(f"pcapng_{name}.pcapng", data)
    talk = [(wait, ethernet(packet)) for wait, packet in some_talk().packets]
    put("pcap_big_endian.pcap", pcap(talk, order=">"))
    put("pcap_nanoseconds.pcap", pcap(talk, magic=0xA1B23C4D))
    put("pcap_nanoseconds_big_endian.pcap", pcap(talk, magic=0xA1B23C4D, order=">"))
    put("pcap_cut.pcap", pcap(talk, snaplen=200))
    put("times_back.pcap", pcap([(-7_200_000_000 if i % 9 == 5 else 600_000_000, p) for i, (_, p) in enumerate(talk)]))
    put("times_years.pcap", pcap([(10 ** 14 * (i % 5 == 4), p) for i, (_, p) in enumerate(talk)]))
    run("mergecap", "-w", "mergecap.pcapng", "link_raw.pcap", "link_sll.pcap", "tcp_wraps.pcap", "pcap_cut.pcap")
    run("mergecap", "-a", "-w", "appended.pcapng", "tcp_ports_again.pcap", "link_null_big.pcap")
    run("editcap", "-s", "100", "-F", "pcap", "tcp_lost.pcap", "editcap_short.pcap")
    run("editcap", "-F", "nsecpcap", "tcp_shuffled.pcap", "editcap_nanoseconds.pcap")
    run("editcap", "-F", "modpcap", "tcp_wraps.pcap", "editcap_modified.pcap")
    run("editcap", "-C", "14", "-T", "rawip", "-F", "pcapng", "tcp_wraps.pcap", "editcap_raw.pcapng")
    run("editcap", "-t", "-1800000000", "tcp_wraps.pcap", "editcap_before_1970.pcapng")


if __name__ == "__main__":
    write(sys.argv[1])
