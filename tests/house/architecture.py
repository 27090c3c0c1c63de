#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Checks that docs/architecture.md names files and functions that exist.

Every path exists; every Class::function is in the file named after it, in the same line of a figure or in the same
paragraph or list item. The stations of a figure are numbered from 1, and there are at most 15.

architecture.py ROOT         docs/architecture.md at ROOT
architecture.py --self-test  that each rule can fail
"""
import pathlib
import re
import sys
import tempfile

DOCUMENT = "docs/architecture.md"
MAX_STATIONS = 15
PATH = r"\b(?:app|model|widgets|tests|docs|translations)/[\w./-]*\w"
FUNCTION = r"\b\w+(?:::\w+)+"
STATION = rf" *(\d+)  (\w+(?:::\w+)*) +({PATH})"


def defines(text, name):
    """Whether a source declares or defines a function; a call is indented, or has no type before it."""
    scope, _, function = name.rpartition("::")
    outer = scope.split("::")[-1]
    if re.search(rf"^(\S.*[\s*&])?{name}\(", text, re.M):
        return True
    if not re.search(rf"^ *(class|struct|namespace) {outer}\b", text, re.M):
        return False
    return re.search(rf"^(\S.*[\s*&]| +(?!return)[\w:<>, ]+[ *&]+){function}\(", text, re.M) is not None


def figures(text):
    """The lines of each block of code, with their numbers."""
    lines = None
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("```"):
            if lines is not None:
                lines.append((number, line))
        elif lines is None:
            lines = []
        else:
            yield lines
            lines = None


def parts(text):
    """Each line of a figure, each other paragraph or list item, with the number of its first line."""
    in_figure, start, lines = False, 1, []
    for number, line in enumerate([*text.splitlines(), ""], 1):
        is_fence = line.startswith("```")
        if lines and (in_figure or is_fence or not line or re.match(r"- |\|", line)):
            yield start, " ".join(lines)
            lines = []
        in_figure = in_figure != is_fence
        if line and not is_fence:
            start = start if lines else number
            lines.append(line)


def complaints(root, text):
    found = list(figures(text))
    if not found:
        yield f"{DOCUMENT}: no figure"
    for figure in found:
        stations = [(number, re.match(STATION, line)) for number, line in figure if re.match(r" *\d", line)]
        for count, (number, station) in enumerate(stations, 1):
            if not station:
                yield f"{DOCUMENT}:{number}: not a station: its number, function and file"
            elif int(station[1]) != count:
                yield f"{DOCUMENT}:{number}: station {station[1]} instead of {count}"
        if len(stations) > MAX_STATIONS:
            yield f"{DOCUMENT}:{figure[0][0]}: {len(stations)} stations; at most {MAX_STATIONS} are allowed"
    for number, part in parts(text):
        station = re.match(STATION, part)
        waiting = [station[2]] if station and "::" not in station[2] else []
        for token in re.findall(rf"{PATH}|{FUNCTION}", part):
            path = root / token
            if "/" not in token:
                waiting.append(token)
            elif not path.exists():
                yield f"{DOCUMENT}:{number}: {token} does not exist"
            elif path.is_file():
                source = path.read_text(encoding="utf-8")
                for name in waiting:
                    if not defines(source, name):
                        yield f"{DOCUMENT}:{number}: {token} has no {name}()"
                waiting = []
        for name in waiting:
            yield f"{DOCUMENT}:{number}: the file of {name}() is not named after it"


def self_test():
    good = ("# Title\n\nIn `model/`, see\n`One::step` in\n`model/one.cpp`.\n\n"
            "```text\n socket\n   1  One::step  model/one.cpp  text\n   2  plain  model/one.cpp\n```\n\n"
            "- `ns::free` in `model/one.cpp`\n- `Two::made` in `model/two.h`\n")
    sources = {"one.cpp": "namespace ns {\nvoid free() { }\n}\nvoid One::step(int)\n{\n    Two::made();\n}\n"
                          "void plain()\n",
               "two.h": "class Two\n{\n    void made();\n};\n"}
    many = "".join(f"  {number}  plain  model/one.cpp\n" for number in range(3, 17))
    bad = {
        "folder": ("`model/`", "`model/none/`"),
        "file": ("model/two.h", "model/three.h"),
        "function": ("`One::step`", "`One::stop`"),
        "class": ("`One::step`", "`Two::step`"),
        "namespace": ("ns::free", "other::free"),
        "call": ("`Two::made` in `model/two.h`", "`Two::made` in `model/one.cpp`"),
        "function in a header": ("Two::made", "Two::lost"),
        "plain function of a station": ("2  plain", "2  plane"),
        "function of a station": ("1  One::step", "1  One::stop"),
        "station without a file": ("2  plain  model/one.cpp", "2  plain"),
        "number": ("   2  ", "   3  "),
        "too many stations": ("   2  plain  model/one.cpp\n", "   2  plain  model/one.cpp\n" + many),
        "function without a file": ("`Two::made` in `model/two.h`", "`Two::made`"),
        "figure": ("```", "~~~"),
    }
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        (root / "model").mkdir()
        for name, text in sources.items():
            (root / "model" / name).write_text(text, encoding="utf-8")
        wrong = ["good"] if list(complaints(root, good)) else []
        wrong += [name for name, (old, new) in bad.items()
                  if old not in good or not list(complaints(root, good.replace(old, new)))]
    return [f"self-test: wrong about {name}" for name in wrong]


def main(argument):
    if argument == "--self-test":
        found = self_test()
    else:
        root = pathlib.Path(argument)
        found = list(complaints(root, (root / DOCUMENT).read_text(encoding="utf-8")))
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
