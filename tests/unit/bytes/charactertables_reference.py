# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Prints what Python's codecs of the names given make of all codes and of all characters, for tst_charactertables.

A line `codec NAME`, then `R BYTES TEXT` for each code that is read and `W TEXT BYTES` for each text that is written,
all in hex; the text as code points joined by `+`. Of the planes above the BMP there are samples.
"""
import sys

MARKED = ["\u00ca\u0304", "\u00ca\u030c", "\u00ea\u0304", "\u00ea\u030c"]
SAMPLE = 251


def quad(index):
    return bytes([0x81 + index // 12600, 0x30 + index // 1260 % 10, 0x81 + index // 10 % 126, 0x30 + index % 10])


def codes(name, read):
    single = [bytes([byte]) for byte in range(256)]
    yield from single
    leads = [byte for byte in single if byte[0] >= 0x80 and read(byte) is None]
    if name.startswith("utf"):
        return
    for lead in leads:
        yield from (lead + byte for byte in single)
    if name == "euc_jp":
        yield from (b"\x8f" + first + second for first in single for second in single)
    if name == "gb18030":
        yield from (quad(index) for index in range(39420))
        yield from (quad(index) for index in range(39420, 126 * 10 * 126 * 10, SAMPLE))


def texts(name):
    for character in range(0x10000):
        if not 0xD800 <= character < 0xE000:
            yield chr(character)
    yield from (chr(character) for character in range(0x10000, 0x110000, SAMPLE))
    if name == "big5hkscs":
        yield from (chr(character) for character in range(0x20000, 0x2FA20))
        yield from MARKED


def writable(name):
    """The texts but for blocks that have none that can be written."""
    block = []
    for text in texts(name):
        block.append(text)
        if len(block) == 64:
            if "".join(block).encode(name, "ignore"):
                yield from block
            block = []
    yield from block


def main():
    for name in sys.argv[1:]:
        def read(code):
            try:
                text = code.decode(name)
            except UnicodeDecodeError:
                return None
            return text if len(text) == 1 or text in MARKED else None

        lines = ["codec " + name]
        for code in codes(name, read):
            text = read(code)
            if text is not None:
                lines.append("R %s %s" % (code.hex(), "+".join("%04X" % ord(c) for c in text)))
        for text in writable(name):
            try:
                code = text.encode(name)
            except UnicodeEncodeError:
                continue
            lines.append("W %s %s" % ("+".join("%04X" % ord(c) for c in text), code.hex()))
        print("\n".join(lines))


main()
