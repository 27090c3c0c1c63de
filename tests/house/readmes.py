#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Checks that the Chinese README has the structure of the English one.

The same headings, paragraphs, lists, tables and code blocks in the same order: as many items and rows, the same code but
for comments, the same figures in each row of a table, the same links and pictures.

readmes.py ROOT         README.md and README.zh_CN.md at ROOT
readmes.py --self-test  that each rule can fail
"""
import pathlib
import re
import sys

ENGLISH, CHINESE = "README.md", "README.zh_CN.md"
ITEM = r"(-|\d+\.) "
NUMBER = r"(\d[\d,.]*\d|\d)"


def figures(text):
    """All numbers, in ascending order of their text: the languages order words differently."""
    def value(match):
        return str(int(match[1].replace(",", "")) * (1_000_000 if match[2] == "million" else 10_000))
    return sorted(re.findall(NUMBER, re.sub(NUMBER + r" ?(million|万)", value, text)))


def links(text):
    """The targets of links and pictures; those that differ by the language only are the same."""
    return ["the other language" if target in (ENGLISH, CHINESE) else target.replace("-zh.", "-en.")
            for target in re.findall(r"\]\(([^)]+)\)", text)]


def code(lines):
    """A code block's language and lines, without the comments of a shell."""
    is_shell = lines[0] == "```sh"
    return [re.sub(r"\s+#.*", "", line) if is_shell else line for line in lines]


def block(lines):
    """What a block must have in common with that of the other language: its kind, and what is compared."""
    text = "\n".join(lines)
    if lines[0].startswith("#"):
        return f"heading of level {lines[0].index(' ')}", []
    if lines[0].startswith("```"):
        return "code block", code(lines)
    if lines[0].startswith("|"):
        return "table", [(line.count("|"), figures(line), links(line)) for line in lines]
    if re.match(ITEM, lines[0]):
        return "list", [re.match(ITEM, line)[1] for line in lines if re.match(ITEM, line)] + links(text)
    return "paragraph", links(text)


def blocks(text):
    """The line number of each block, and what block() says."""
    start, lines = 1, []
    for number, line in enumerate([*text.splitlines(), ""], 1):
        is_code = lines[:1] != [] and lines[0].startswith("```") and lines[1:].count("```") == 0
        if line or is_code:
            start = start if lines else number
            lines.append(line)
        elif lines:
            yield start, *block(lines)
            lines = []


def complaints(english, chinese):
    ours, theirs = list(blocks(english)), list(blocks(chinese))
    for (line, kind, content), (other_line, other_kind, other_content) in zip(ours, theirs):
        where = f"{CHINESE}:{other_line}: not as {ENGLISH}:{line}: "
        if kind != other_kind:
            yield f"{where}{other_kind} instead of {kind}"
            return  # all that follows would differ
        if len(content) != len(other_content):
            yield f"{where}{kind} of {len(other_content)} instead of {len(content)}"
            continue
        for part, other_part in zip(content, other_content):
            if part != other_part:
                yield f"{where}{kind}: {other_part!r} instead of {part!r}"
    if len(ours) != len(theirs):
        yield f"{CHINESE}: {len(theirs)} blocks instead of {len(ours)}"


def self_test():
    english = ("# Title\n\nText, [link](docs/a.md)\nand [other](README.zh_CN.md).\n\n![x](docs/main-en.png)\n\n"
               "- one\n- two\n  more\n\n```sh\nrun --all   # comment\n\nend\n```\n\n"
               "| a | b |\n|---|---|\n| 10 million of 7 | 1,234 ms (5.6–7) |\n")
    good = ("# 标题\n\n文字，[链接](docs/a.md)和[另一种](README.md)。\n\n![x](docs/main-zh.png)\n\n"
            "- 一\n- 二\n\n```sh\nrun --all   # 注释\n\nend\n```\n\n"
            "| 甲 | 乙 |\n|---|---|\n| 7 之 1000 万 | 1,234 毫秒 (5.6–7) |\n")
    bad = {
        "heading": ("# 标题", "## 标题"),
        "paragraph": ("。\n\n!", "。\n\n又\n\n!"),
        "link": ("docs/a.md", "docs/b.md"),
        "picture": ("main-zh", "side-zh"),
        "item": ("- 二\n", ""),
        "marker": ("- 二", "1. 二"),
        "code": ("run --all", "run"),
        "language of code": ("```sh", "```json"),
        "row": ("|---|---|\n", "|---|---|\n| 1 | 2 |\n"),
        "figure": ("1,234", "1,235"),
        "million": ("1000 万", "100 万"),
        "column": ("| 甲 | 乙 |", "| 甲 |"),
        "end": ("(5.6–7) |\n", "(5.6–7) |\n\n完\n"),
    }
    wrong = [] if not list(complaints(english, good)) else ["good"]
    wrong += [name for name, (old, new) in bad.items() if not list(complaints(english, good.replace(old, new)))]
    return [f"self-test: wrong about {name}" for name in wrong]


def main(argument):
    if argument == "--self-test":
        found = self_test()
    else:
        texts = [pathlib.Path(argument, name).read_text(encoding="utf-8") for name in (ENGLISH, CHINESE)]
        found = list(complaints(*texts))
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
