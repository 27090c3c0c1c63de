#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""translations.py LUPDATE ROOT: checks that every text is translated and keeps its placeholders (%1, %n)."""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

PARTS = ("app", "model", "widgets")  # not build/, which may contain the sources of another commit


def updated(lupdate, root, name, options):
    """The messages of a translation file, updated from the sources in a copy."""
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder, name)
        shutil.copy(root / "translations" / name, copy)
        sources = [str(root / part) for part in PARTS]
        subprocess.run([lupdate, "-silent", "-no-obsolete", *options, *sources, "-ts", str(copy)],
                       check=True, stderr=subprocess.DEVNULL)
        return list(ET.parse(copy).iter("message"))


def complaints(name, messages):
    for message in messages:
        source = message.findtext("source")
        translation = message.find("translation")
        texts = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
        if translation.get("type") == "unfinished" or not all(texts):
            yield f"{name}: not translated: {source!r}"
            continue
        for text in texts:
            if set(re.findall(r"%\d|%n", source)) != set(re.findall(r"%\d|%n", text)):
                yield f"{name}: placeholders differ: {source!r}, {text!r}"


def foreign_contexts(root):
    """Classes that declare the translation context of another class; lupdate uses their own name."""
    for header in sorted(path for part in PARTS for path in (root / part).rglob("*.h")):
        for name, context in re.findall(r"^class (\w+)[^;{]*\{\s*Q_DECLARE_TR_FUNCTIONS\((\w+)\)", header.read_text(), re.M):
            if name != context:
                yield f"{header.name}: {name} uses the translation context of {context}"


def main(lupdate, root):
    root = pathlib.Path(root)
    found = list(foreign_contexts(root))
    for name, options in (("socketscope_zh_CN.ts", []), ("socketscope_en.ts", ["-pluralonly"])):
        messages = updated(lupdate, root, name, options)
        if not messages:
            found.append(f"{name}: contains no messages")
        found += complaints(name, messages)
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
