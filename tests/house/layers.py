#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Checks what may include what, and a few more rules of the sources.

layers.py ROOT          the tree at ROOT
layers.py --self-test   that each rule can fail
layers.py --links FILE  that a program needs no Gui or Widgets library
"""
import pathlib
import re
import subprocess
import sys
import tempfile

SOCKETS = r"<(QTcp|QUdp|QSsl|QLocal)(Socket|Server)>|<sys/socket.h>|\"model/endpoint/(tcp|udp|system)"
SCREEN = r"<(QWidget|QApplication|QMessageBox|QGuiApplication|QPainter|QtWidgets|QtGui)|\"(widgets|app)/"

# Where, what must not be included there, and why not.
RULES = [
    (r"model/", SCREEN, "model/ knows nothing of the screen"),
    (r"model/bytes/", r'"model/(?!bytes/|result\.h)', "model/bytes is the bottom"),
    (r"model/endpoint/", r'"model/(log|sending)/', "endpoints know no log and no sending"),
    (r"model/log/", r'"model/(endpoint|sending)/', "the log knows no endpoint and no sending"),
    (r"model/sending/", r'"model/(endpoint|log)/', "sending knows no endpoint and no log"),
    (r"model/(?!session)", r'"model/session', "the session is the top of the model"),
    (r"(app|model|widgets)/(?!endpoint/(system/|resolver\.cpp))", r"<sys/(socket|epoll)\.h>|<netinet/",
     "a system's socket calls stand in model/endpoint/system/ alone"),
    (r"widgets/", SOCKETS, "widgets/ knows no socket"),
    (r"widgets/", r'"app/', "widgets/ knows no program"),
    (r"(app|model|widgets)/", r'"(?!app/|model/|widgets/)', "includes name the folder"),
]

# The system's clock may be set at any moment: a line that calculates with it, or keeps it, says that it is a time stamp.
WALL_CLOCK = r"nowNs\(\)\s*[-+]|[-+=]\s*nowNs\(\)|system_clock|SinceEpoch\(\)\s*[-+]|[-+=]\s*QDateTime::current[MS]"


def complaints(root):
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.suffix not in (".cpp", ".h") or not re.match(r"(app|model|widgets|tests)/", name):
            continue
        text = path.read_text(encoding="utf-8")
        lines = text.splitlines()
        if "SPDX-License-Identifier: MIT" not in "\n".join(lines[:2]):
            yield f"{name}: the first two lines are not the licence"
        if len(lines) > 400 and not any(line.startswith("// Long because ") for line in lines[:8]):
            yield f"{name}: {len(lines)} lines; over 400, the top says '// Long because …'"
        if re.search(r"\b(SIGNAL|SLOT)\(", text):
            yield f"{name}: connects by SIGNAL() or SLOT()"
        for number, line in enumerate(lines, 1):
            if name[:6] != "tests/" and re.search(WALL_CLOCK, line) and "time stamp" not in line:
                yield f"{name}:{number}: durations are measured by a monotonic clock (QElapsedTimer)"
            match = re.match(r"\s*#\s*include\s+(\S+)", line)
            for where, what, why in RULES if match else []:
                if re.match(where, name) and re.match(what, match[1]):
                    yield f"{name}:{number}: {match[1]}: {why}"


def self_test():
    licence = "// SPDX-FileCopyrightText: x\n// SPDX-License-Identifier: MIT\n"
    bad = {
        "model/log/a.cpp": licence + '#include "widgets/x.h"\n',
        "model/bytes/b.cpp": licence + '#include "model/types.h"\n',
        "model/endpoint/c.cpp": licence + '#include "model/log/x.h"\n',
        "model/log/d.h": licence + '#include "model/endpoint/x.h"\n',
        "model/types.h": licence + '#include "model/session/session.h"\n',
        "widgets/e.cpp": licence + "#include <QTcpSocket>\n",
        "model/endpoint/n.cpp": licence + "#include <sys/socket.h>\n",
        "app/o.cpp": licence + "#include <netinet/in.h>\n",
        "widgets/f.cpp": licence + '#include "app/x.h"\n',
        "app/g.cpp": licence + '#include "x.h"\n',
        "app/h.cpp": "int main() {}\n",
        "app/i.cpp": licence + "int i;\n" * 400,
        "app/j.cpp": licence + "connect(a, SIGNAL(b()), c, SLOT(d()));\n",
        "app/k.cpp": licence + "report(nowNs() - startedNs);\n",
        "model/l.cpp": licence + "    const qint64 now = nowNs();\n",
        "widgets/m.cpp": licence + "if (QDateTime::currentMSecsSinceEpoch() - m_shown > 40)\n",
    }
    good = {
        "model/bytes/ok.cpp": licence + '#include "model/bytes/x.h"\n#include "model/result.h"\n',
        "model/bytes/long.cpp": licence + "// Long because one table stands in it.\n" + "int i;\n" * 400,
        "model/endpoint/system/ok.cpp": licence + "#include <sys/socket.h>\n",
        "model/ok.cpp": licence + "m_startedNs = nowNs(); // a time stamp\nwriter.event(event, nowNs());\n",
    }
    for name, text in {**bad, **good}.items():
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, name)
            path.parent.mkdir(parents=True)
            path.write_text(text, encoding="utf-8")
            if bool(list(complaints(pathlib.Path(folder)))) != (name in bad):
                return [f"self-test: wrong about {name}"]
    return []


def links(program):
    needed = subprocess.run(["ldd", program], capture_output=True, text=True, check=True).stdout
    if "Qt6Core" not in needed:
        return [f"{program}: ldd names no Qt6Core, so this check proves nothing"]
    return [f"{program} needs {line.strip()}" for line in needed.splitlines() if re.search(r"Qt6(Gui|Widgets)", line)]


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
