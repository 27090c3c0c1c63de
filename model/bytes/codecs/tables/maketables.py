#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Writes the tables of the text encodings, the .txt files beside this script.

They are committed and compiled in, so that an encoding means the same on every system. Run this only to change
them; it needs the charmaps of the GNU C library: Debian's package `locales`, here of version 2.36-9+deb12u14.
What is changed against the charmaps stands below, with the reason. charactertable.h says how the files are read.
"""
import gzip
import pathlib
import re
import unicodedata

CHARMAPS = pathlib.Path("/usr/share/i18n/charmaps")
SOURCE = "GNU C library 2.36, localedata/charmaps (Debian package locales 2.36-9+deb12u14)"


class Table(dict):
    """Bytes -> text of one character or of one with a combining mark. `read_only`: never written."""

    def __init__(self, *args):
        super().__init__(*args)
        self.read_only = set()

    def part(self, wanted):
        made = Table((code, text) for code, text in self.items() if wanted(code, text))
        made.read_only = self.read_only & set(made)
        return made

    def add(self, other, read_only=False):
        """Takes what `other` has over, in place of what was there."""
        for code, text in other.items():
            self[code] = text
            self.read_only.discard(code)
            if read_only or (isinstance(other, Table) and code in other.read_only):
                self.read_only.add(code)


def charmap(name):
    """What is not ASCII and no control character of C1, which TableCodec knows by itself."""
    table = Table()
    line = re.compile(r"(%IRREVERSIBLE%)?<U([0-9A-F]+)>(?:\.\.<U([0-9A-F]+)>)?\s+((?:/x[0-9a-f]{2})+)\s")
    with gzip.open(CHARMAPS / (name + ".gz"), "rt", encoding="latin-1") as file:
        for text in file:
            if text.startswith("END CHARMAP"):
                break
            found = line.match(text)
            if not found:
                continue
            first = int(found[2], 16)
            last = int(found[3] or found[2], 16)
            code = bytes.fromhex(found[4].replace("/x", ""))
            for character in range(first, last + 1):
                if character >= 0xA0 or (character >= 0x80 and len(code) > 1):
                    table[code] = chr(character)
                    if found[1]:
                        table.read_only.add(code)
                code = following(code)
    return table


def quad(code):
    return ((code[0] - 0x81) * 10 + code[1] - 0x30) * 1260 + (code[2] - 0x81) * 10 + code[3] - 0x30


def following(code):
    """The next code of a run: of four bytes as GB18030 counts, else the next last byte (none: b'')."""
    if len(code) == 4:
        index = quad(code) + 1
        return bytes([0x81 + index // 12600, 0x30 + index // 1260 % 10, 0x81 + index // 10 % 126, 0x30 + index % 10])
    return code[:-1] + bytes([code[-1] + 1]) if code[-1] < 0xFF else b""


def is_private(text):
    return "\ue000" <= text[0] <= "\uf8ff"


def is_plain(text):
    """Whether it can stand in a file without confusing its reader."""
    return len(text) == 1 and unicodedata.category(text) not in {"Cc", "Cf", "Cn", "Co", "Cs", "Mn", "Me", "Zl", "Zp"}


def numbered(text):
    return "U+" + "+".join("%04X" % ord(character) for character in text)


def runs_as_in(table, base):
    """The codes that are in both as the same, in as few ranges as can be."""
    runs = []
    whole = set()
    run = None
    for code in sorted(set(base) | set(table), key=lambda code: (len(code), code)):
        same = code in base and base[code] == table.get(code) and (code in base.read_only) == (code in table.read_only)
        if same:
            whole.add(code)
            if run and len(run[1]) == len(code):
                run[1] = code
            else:
                run = [code, code]
                runs.append(run)
        elif code in base:
            run = None
    return runs, whole


def lines(table, base=None, base_name=""):
    written = set()
    if base is not None:
        runs, written = runs_as_in(table, base)
        for first, last in runs:
            yield "%s..%s = %s" % (first.hex().upper(), last.hex().upper(), base_name)
    rest = sorted((code for code in table if code not in written), key=lambda code: (len(code), code))
    at = 0
    while at < len(rest):
        start = rest[at]
        flag = start in table.read_only
        plain = is_plain(table[start])
        end = at + 1
        while (end < len(rest) and rest[end] == following(rest[end - 1]) and (rest[end] in table.read_only) == flag
               and is_plain(table[rest[end]]) == plain and len(table[start]) == len(table[rest[end]]) == 1
               and (plain or ord(table[rest[end]]) == ord(table[rest[end - 1]]) + 1)
               and (len(start) < 4 or ord(table[rest[end]]) == ord(table[rest[end - 1]]) + 1)):
            end += 1
        texts = [table[code] for code in rest[at:end]]
        if plain and len(start) < 4:
            shown = "".join(texts)
        else:
            shown = numbered(texts[0]) + (".." + numbered(texts[-1]) if len(texts) > 1 else "")
        yield start.hex().upper() + ("< " if flag else " ") + shown
        at = end


def write(name, sections, notes=""):
    with open(pathlib.Path(__file__).with_name(name), "w", encoding="utf-8", newline="\n") as file:
        file.write("# SPDX-FileCopyrightText: 2026 The SocketScope authors\n# SPDX-License-Identifier: MIT\n")
        file.write("# Made by maketables.py from: %s.\n" % SOURCE)
        file.write("".join("# %s\n" % note for note in notes))
        for title, parts in sections.items():
            file.write("[%s]\n" % title)
            file.writelines(text + "\n" for text in lines(*parts))


# --- Chinese, simplified ---------------------------------------------------------------------------------------
# GB 18030-2022. The charmap has the changes of 2022 already: the characters of A6D9-A6DF, A6EC, A6ED, A6F3, FE59,
# FE61, FE66, FE67, FE6D, FE7E, FE90, FEA0 (and since 2005 A8BC) are no longer private ones. The changes were compared
# with ICU's gb18030-2022.ucm and with the WHATWG's Encoding Standard, chapter "gb18030 encoder", which list them.
gb18030 = charmap("GB18030").part(lambda code, text: ord(text) <= 0xFFFF or len(code) == 2)
# These six stay private in the standard of 2022, for the characters have their codes of four bytes in plane 2.
components = gb18030.part(lambda code, text: ord(text) > 0xFFFF)
assert len(components) == 6
gb18030.add(dict(zip(sorted(components), "\ue816\ue817\ue818\ue831\ue83b\ue855")))
# The codes of four bytes that the 18 characters had until 2022: they are still read, as ICU and the WHATWG do.
old = {"84318236": 0xFE10, "84318237": 0xFE11, "84318238": 0xFE12, "84318239": 0xFE13, "84318330": 0xFE14,
       "84318331": 0xFE15, "84318332": 0xFE16, "84318333": 0xFE17, "84318334": 0xFE18, "84318335": 0xFE19,
       "82359037": 0x9FB4, "82359038": 0x9FB5, "82359039": 0x9FB6, "82359130": 0x9FB7, "82359131": 0x9FB8,
       "82359132": 0x9FB9, "82359133": 0x9FBA, "82359134": 0x9FBB}
gb18030.add({bytes.fromhex(code): chr(character) for code, character in old.items()}, read_only=True)

# GBK as the web and Windows have it: the pairs of GB18030, the six components, and 80 for the euro sign as Windows'
# code page 936. No private characters: they are more useful as bytes.
gbk = gb18030.part(lambda code, text: len(code) == 2 and not is_private(text))
gbk.add(components)
gbk.add({b"\xa2\xe3": "€"}, read_only=True)
gbk.add({b"\x80": "€"})
gbk_strict = charmap("GBK").part(lambda code, text: len(code) == 2)
# GB 2312-80, its · and — and all others as GBK has them: the glyphs are the same ones.
codes_of_gb2312 = charmap("GB2312")
gb2312_strict = gbk.part(lambda code, text: code in codes_of_gb2312)
assert len(gb2312_strict) == 7445

# --- Chinese, traditional --------------------------------------------------------------------------------------
big5 = charmap("BIG5").part(lambda code, text: not is_private(text))
hkscs = charmap("BIG5-HKSCS").part(lambda code, text: not is_private(text))
# Four codes stand for a letter with a combining mark, which a charmap can't say.
hkscs.add({b"\x88\x62": "Ê\u0304", b"\x88\x64": "Ê\u030c", b"\x88\xa3": "ê\u0304", b"\x88\xa5": "ê\u030c"})
# The signs of A140-A3FE as code page 950 has them, and so Windows in Hong Kong and the WHATWG: what people type
# (～ ￥ ‧) could not be written otherwise.
hkscs.add(big5.part(lambda code, text: b"\xa1\x40" <= code <= b"\xa3\xfe"))

# --- Japanese --------------------------------------------------------------------------------------------------
shift_jis = charmap("WINDOWS-31J").part(lambda code, text: not is_private(text))
euc_jp = charmap("EUC-JP-MS").part(lambda code, text: not is_private(text))
euc_jp_strict = charmap("EUC-JP")

# --- Korean ----------------------------------------------------------------------------------------------------
cp949 = charmap("CP949")
euc_kr_strict = charmap("EUC-KR")

SINGLE = ["ISO-8859-%d" % part for part in (1, 2, 5, 6, 7, 8, 9, 15)] + ["KOI8-R", "KOI8-U", "IBM866"]
WINDOWS = range(1250, 1259)

if __name__ == "__main__":
    write("chinese.txt", {"GBK": [gbk], "GB18030": [gb18030, gbk, "GBK"], "GBK-strict": [gbk_strict, gbk, "GBK"],
                          "GB2312-strict": [gb2312_strict, gbk, "GBK"]})
    write("big5.txt", {"Big5": [big5], "Big5-HKSCS": [hkscs, big5, "Big5"]})
    write("japanese.txt", {"Shift_JIS": [shift_jis], "EUC-JP": [euc_jp],
                           "EUC-JP-strict": [euc_jp_strict, euc_jp, "EUC-JP"]})
    write("korean.txt", {"EUC-KR": [cp949], "EUC-KR-strict": [euc_kr_strict, cp949, "EUC-KR"]})
    write("singlebyte.txt", {name: [charmap(name)] for name in SINGLE}
          | {"Windows-%d" % page: [charmap("CP%d" % page)] for page in WINDOWS})
