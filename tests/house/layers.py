#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Checks which folder includes which, and a few more rules for the sources.

The CMakeLists.txt of each folder in app/, model/ and widgets/ lists the other folders and headers that its files may
include, in a line "May include: …". Entries that are not used must be removed.

layers.py ROOT          checks the tree at ROOT
layers.py --self-test   checks that each rule can fail
layers.py --links FILE  checks that a program does not link the Gui or Widgets library
"""
import pathlib
import re
import subprocess
import sys
import tempfile

SOCKETS = r"<(QTcp|QUdp|QSsl|QLocal)(Socket|Server)>|<sys/socket.h>"
SCREEN = r"<(QWidget|QApplication|QMessageBox|QGuiApplication|QPainter|QtWidgets|QtGui)"

# (files, what they must not include, why)
RULES = [
    (r"model/|tests/unit/", SCREEN, "the model and its tests must work without a screen"),
    (r"(app|model|widgets)/(?!endpoint/system/)", r"<sys/(socket|epoll)\.h>|<net(inet/|db\.h)",
     "only model/endpoint/system/ may call socket functions of the system"),
    (r"widgets/", SOCKETS, "widgets/ must not use sockets"),
    (r"(app|model|widgets)/", r'"(?!app/|model/|widgets/)', "an include starts with app/, model/ or widgets/"),
]
# (files, folders that they must not include, even if "May include" lists them)
NEVER = [
    (r"model/", r"(widgets|app)(/|$)"),
    (r"model/bytes/", r"model(/(?!bytes|(nearestname|result)\.h)|$)"),
    (r"model/endpoint/", r"model/(log|sending|session|devicetest)"),
    (r"model/log/", r"model/(endpoint|replies|sending|session|devicetest)"),
    (r"model/(replies|sending)/", r"model/(endpoint|log|session|devicetest)"),
    (r"widgets/", r"app(/|$)|model/endpoint/(system|stream|udp|relay)|model/endpoint$"),
    (r"widgets/.", r"widgets(/(?!(settings|theme)\.h$)[^/]+\.h)?$"),
    (r"widgets/(log|network|parts|replies|sending)/", r"widgets/(captures|pages)"),
]

# The system clock can be set at any time, so durations must not be computed from it. A line that needs the time of day
# has a comment with the words "time stamp".
WALL_CLOCK = r"nowNs\(\)\s*[-+]|[-+=]\s*nowNs\(\)|system_clock|SinceEpoch\(\)\s*[-+]|[-+=]\s*QDateTime::current[MS]"


def may_include(root, folder):
    """The entries of the folder's "May include" line, or None without such a line."""
    file = root / folder / "CMakeLists.txt"
    match = file.is_file() and re.search(r"^# May include:((.*\n#    )*.*)$", file.read_text(encoding="utf-8"), re.M)
    return match[1].replace("\n#", "").split() if match else None


def folder_complaints(root, used):
    """`used`: for each folder, the headers of other folders that it includes, each with the place of one #include."""
    for folder, headers in used.items():
        allowed = may_include(root, folder)
        if allowed is None:
            yield f"{folder}/CMakeLists.txt: the line '# May include: …' is missing"
            continue
        for entry in allowed:
            if not any(entry in (header, header.rpartition("/")[0]) for header in headers):
                yield f"{folder}/CMakeLists.txt: remove {entry} from 'May include', it is not used"
            if any(re.match(where, folder + "/") and re.match(what, entry) for where, what in NEVER):
                yield f"{folder}/CMakeLists.txt: this folder must not include {entry}"
        for header, place in headers.items():
            if header not in allowed and header.rpartition("/")[0] not in allowed:
                yield f"{place}: {header}: not allowed by {folder}/CMakeLists.txt"


def complaints(root):
    used = {}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.suffix not in (".cpp", ".h") or not re.match(r"(app|model|widgets|tests)/", name):
            continue
        text = path.read_text(encoding="utf-8")
        lines = text.splitlines()
        folder = name.rpartition("/")[0]
        headers = {} if name.startswith("tests/") else used.setdefault(folder, {})
        if "SPDX-License-Identifier: MIT" not in "\n".join(lines[:2]):
            yield f"{name}: the first two lines must be the SPDX lines"
        if len(lines) > 400 and not any(line.startswith("// Long because ") for line in lines[:8]):
            yield f"{name}: {len(lines)} lines; over 400 needs a reason at the top: '// Long because …'"
        if re.search(r"\b(SIGNAL|SLOT)\(", text):
            yield f"{name}: uses SIGNAL() or SLOT(); connect by member pointer"
        for number, line in enumerate(lines, 1):
            if name[:6] != "tests/" and re.search(WALL_CLOCK, line) and "time stamp" not in line:
                yield f"{name}:{number}: measure durations with a monotonic clock (QElapsedTimer)"
            match = re.match(r"\s*#\s*include\s+(\S+)", line)
            if not match:
                continue
            for where, what, why in RULES:
                if re.match(where, name) and re.match(what, match[1]):
                    yield f"{name}:{number}: {match[1]}: {why}"
            header = match[1].strip('"')
            if match[1][0] == '"' and header.rpartition("/")[0] != folder:
                headers.setdefault(header, f"{name}:{number}")
    yield from folder_complaints(root, used)


def self_test():
    licence = "// SPDX-FileCopyrightText: x\n// SPDX-License-Identifier: MIT\n"
    bytes_header = '#include "model/bytes/x.h"\n'
    # (file, its text, what its folder may include)
    bad = [
        ("model/log/a.cpp", '#include "widgets/x.h"\n', "widgets"),
        ("model/log/a2.cpp", "#include <QWidget>\n", ""),
        ("tests/unit/log/a3.cpp", "#include <QWidget>\n", ""),
        ("model/bytes/b.cpp", '#include "model/types.h"\n', "model"),
        ("model/bytes/b2.cpp", '#include "model/types.h"\n', "model/types.h"),
        ("model/endpoint/c.cpp", '#include "model/log/x.h"\n', "model/log"),
        ("model/log/d.h", '#include "model/endpoint/x.h"\n', "model/endpoint"),
        ("model/sending/d.h", '#include "model/session/x.h"\n', "model/session"),
        ("model/log/e.h", bytes_header, ""),
        ("model/log/e2.h", bytes_header, None),
        ("model/log/e3.h", '#include "model/bytes/codecs/x.h"\n', "model/bytes"),
        ("model/log/e4.h", bytes_header, "model/bytes model/files"),
        ("model/log/e5.h", bytes_header, "model/bytes/y.h"),
        ("widgets/e.cpp", "#include <QTcpSocket>\n", ""),
        ("widgets/e2.cpp", '#include "model/endpoint/stream/tcpserver.h"\n', "model/endpoint/stream/tcpserver.h"),
        ("model/endpoint/n.cpp", "#include <sys/socket.h>\n", ""),
        ("app/o.cpp", "#include <netinet/in.h>\n", ""),
        ("model/endpoint/address/o2.cpp", "#include <netdb.h>\n", ""),
        ("widgets/f.cpp", '#include "app/x.h"\n', "app"),
        ("widgets/log/f2.cpp", '#include "widgets/mainwindow.h"\n', "widgets/mainwindow.h"),
        ("widgets/sending/f4.cpp", '#include "widgets/pages/x.h"\n', "widgets/pages/x.h"),
        ("widgets/log/f3.cpp", '#include "widgets/mainwindow.h"\n', "widgets"),
        ("app/g.cpp", '#include "x.h"\n', ""),
        ("app/i.cpp", "int i;\n" * 400, ""),
        ("app/j.cpp", "connect(a, SIGNAL(b()), c, SLOT(d()));\n", ""),
        ("app/k.cpp", "report(nowNs() - startedNs);\n", ""),
        ("model/l.cpp", "    const qint64 now = nowNs();\n", ""),
        ("widgets/m.cpp", "if (QDateTime::currentMSecsSinceEpoch() - m_shown > 40)\n", ""),
    ]
    good = [
        ("model/log/ok.cpp", bytes_header + '#include "model/result.h"\n#include "model/log/own.h"\n',
         "model/bytes\n#     model/result.h"),
        ("model/bytes/long.cpp", "// Long because one table stands in it.\n" + "int i;\n" * 400, ""),
        ("model/endpoint/system/ok.cpp", "#include <sys/socket.h>\n", ""),
        ("widgets/log/ok.cpp", '#include "widgets/settings.h"\n#include "widgets/parts/x.h"\n',
         "widgets/settings.h widgets/parts"),
        ("model/ok.cpp", "m_startedNs = nowNs(); // a time stamp\nwriter.event(event, nowNs());\n", ""),
    ]

    def is_refused(name, text, allowed):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, name)
            path.parent.mkdir(parents=True)
            path.write_text(text, encoding="utf-8")
            if allowed is not None:
                path.with_name("CMakeLists.txt").write_text(f"# May include: {allowed}\n", encoding="utf-8")
            return bool(list(complaints(pathlib.Path(folder))))

    wrong = [name for name, text, allowed in bad if not is_refused(name, licence + text, allowed)]
    wrong += [name for name, text, allowed in good if is_refused(name, licence + text, allowed)]
    wrong += [] if is_refused("app/h.cpp", "int main() {}\n", "") else ["app/h.cpp"]
    return [f"self-test: wrong result for {name}" for name in wrong]


def links(program):
    needed = subprocess.run(["ldd", program], capture_output=True, text=True, check=True).stdout
    if "Qt6Core" not in needed:
        return [f"{program}: ldd names no Qt6Core, so this check is useless"]
    return [f"{program} links {line.strip()}" for line in needed.splitlines() if re.search(r"Qt6(Gui|Widgets)", line)]


def main(arguments):
    if arguments[0] == "--self-test":
        found = self_test()
    elif arguments[0] == "--links":
        found = links(arguments[1])
    else:
        found = list(complaints(pathlib.Path(arguments[0])))
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
