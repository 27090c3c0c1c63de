#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Checks that --help, the man pages and the shell completion list the same options.

clidocs_test.py CLI GUI APP_FOLDER
"""
import os
import pathlib
import re
import subprocess
import sys
import unittest

CLI, GUI, APP = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
VERBS = [[], ["run"], ["export"], ["checksum"], ["lookup"], ["addresses"], ["explain"]]
OPTION = r"--[a-z][a-z-]+"


def options_of(program, verb=()):
    """The options that --help lists."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    run = subprocess.run([program, *verb, "--help"], capture_output=True, text=True, check=True, env=environment)
    left = [line[:line.index("  ", 3)] if "  " in line[3:] else line
            for line in run.stdout.splitlines() if re.match(r" {2}-", line)]
    return set(re.findall(OPTION, "\n".join(left)))


def manual(name):
    return (APP / "man" / f"{name}.1").read_text(encoding="utf-8").replace("\\-", "-")


def complete(program, *words):
    """What the shell completion offers for the last word."""
    script = (f"source {APP}/completion/socketscope-cli.bash; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); "
              "COMP_LINE=\"$*\"; COMP_POINT=${#COMP_LINE}; "
              f"{program}; printf '%s\\n' \"${{COMPREPLY[@]}}\"")
    run = subprocess.run(["bash", "-c", script, "bash", CLI, *words], capture_output=True, text=True, check=True)
    assert run.stderr == "", run.stderr
    return set(run.stdout.split("\n")) - {""}


class Documentation(unittest.TestCase):
    def test_options_are_in_the_manual(self):
        options = set().union(*(options_of(CLI, verb) for verb in VERBS))
        self.assertGreater(len(options), 25)
        self.assertEqual(options - set(re.findall(OPTION, manual("socketscope-cli"))), set())
        self.assertEqual(set(re.findall(r"^\.(?:TP\n\.B[IR]?) (" + OPTION + ")", manual("socketscope-cli"), re.M))
                         - options, set())
        self.assertEqual(options_of(GUI) - set(re.findall(OPTION, manual("socketscope"))), set())

    def test_options_are_completed(self):
        for verb in VERBS:
            first = verb or ["tcp://127.0.0.1:1"]
            self.assertEqual(complete("_socketscope_cli", *first, "--"), options_of(CLI, verb), verb)
        self.assertEqual(complete("_socketscope", "--"), options_of(GUI))

    def test_values_are_completed(self):
        self.assertEqual(complete("_socketscope_cli", "tcp://h:1", "--append", "cr"), {"cr", "crlf"})
        self.assertIn("GBK", complete("_socketscope_cli", "tcp://h:1", "--encoding", "GB"))
        self.assertIn("CRC-16/MODBUS", complete("_socketscope_cli", "checksum", "CRC-16/M"))
        self.assertEqual(complete("_socketscope_cli", "tcp://h:1", "--protocol", "modbus"), {"modbus-tcp", "modbus-rtu"})
        self.assertEqual(complete("_socketscope_cli", "r"), {"run"})
        self.assertEqual(complete("_socketscope_cli", "tcp"), {"tcp://", "tcp-server://", "tcp-relay://"})
        formats = re.search(r"--format \S+\s+([\w, \n]+)\.? ?", subprocess.run(
            [CLI, "export", "--help"], capture_output=True, text=True, check=True).stdout)[1]
        self.assertEqual(complete("_socketscope_cli", "export", "--format", ""),
                         set(re.findall(r"[a-z]+", formats.split("\n  -")[0])))

    def test_window_program_without_a_display(self):
        environment = {key: value for key, value in os.environ.items()
                       if key not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}

        def start(*words):
            run = subprocess.run([GUI, *words], capture_output=True, text=True, check=False, env=environment)
            return run.returncode, run.stdout, run.stderr

        for words in (["--help"], ["-h"], ["--help-all"], ["-platform", "offscreen", "--help"]):
            code, out, _ = start(*words)
            self.assertEqual(code, 0, words)
            self.assertIn("--theme <NAME>", out)
        self.assertEqual(start("--version")[0], 0)
        self.assertRegex(start("-v")[1], r"^socketscope \d")
        for words in (["--frobnicate"], ["--theme"], ["--theme=pink"], ["--lang="], ["--lang=en", "--lang=en"],
                      ["-platform", "offscreen", "--help-some"]):
            code, out, err = start(*words)
            self.assertEqual((code, out), (2, ""), words)
            self.assertTrue(err.startswith("socketscope: "), err)
        for words in ([], ["--private"], ["--theme=dark", "tcp-server://127.0.0.1:0"], ["tcp://h:99999"]):
            code, out, err = start(*words)
            self.assertEqual((code, out), (1, ""), words)
            self.assertIn("There is no display", err)

    def test_manual_has_no_warnings(self):
        for name in ("socketscope-cli", "socketscope"):
            page = str(APP / "man" / f"{name}.1")
            run = subprocess.run(["groff", "-man", "-ww", "-Tutf8", "-z", page], capture_output=True, text=True, check=True)
            self.assertEqual(run.stderr, "")


unittest.main(argv=sys.argv[:1])
