#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Checks the arithmetic and the tables of the benchmark, without measuring anything."""
import json
import pathlib
import tempfile
import types
import unittest

import programs
import readme
import rows_udp
from pcapngfile import Record
from table import MIB, Table, quantile

OLDER = types.SimpleNamespace(name="older", before=None)
PLACE = types.SimpleNamespace(name="newer", before=OLDER)


def compared(after, before, unit="", **options):
    """A row of two versions; one value for each round."""
    table = Table("abc1234")
    for table.round, values in enumerate(zip(after, before, strict=True)):
        for version in table.turns(PLACE):
            table.ours("row", values[0 if version is PLACE else 1], unit, **options)
    return table.rows["row"]


class TurnsTest(unittest.TestCase):
    def test_each_version_is_first_in_every_other_round(self):
        table = Table("abc1234")
        order = []
        for table.round in range(4):
            order.append([version.name for version in table.turns(PLACE)])
        self.assertEqual(order, [["newer", "older"], ["older", "newer"]] * 2)

    def test_one_version_alone(self):
        table = Table()
        for table.round in range(2):
            for version in table.turns(OLDER):
                table.ours("row", 5)
        self.assertEqual((table.rows["row"].ours, table.rows["row"].before), ({0: 5, 1: 5}, {}))
        self.assertEqual(table.rows["row"].changes(), [])
        self.assertFalse(table.rows["row"].worse())

    def test_values_go_to_the_version_whose_turn_it_is(self):
        row = compared([1, 2], [10, 20])
        self.assertEqual((row.ours, row.before), ({0: 1, 1: 2}, {1: 20, 0: 10}))


class ChangesTest(unittest.TestCase):
    def test_above_1_is_better_both_ways(self):
        self.assertEqual(compared([200], [100], MIB, most=False).changes(), [2])
        self.assertEqual(compared([100], [200], MIB, most=False).changes(), [0.5])
        self.assertEqual(compared([100], [200], "ms").changes(), [2])
        self.assertEqual(compared([200], [100], "ms").changes(), [0.5])

    def test_losses(self):
        for after, before, expected in ((0, 0, 1), (1, 0, 0.5), (0, 5, 10), (5, 10, 2), (10, 5, 0.5)):
            with self.subTest(after=after, before=before):
                self.assertEqual(compared([after], [before], limit=0).changes(), [expected])

    def test_below_the_noise_nothing_changes(self):
        self.assertEqual(compared([0.9], [0.2], "ms").changes(), [1])
        self.assertEqual(compared([-3], [0.5], "MiB").changes(), [1])
        self.assertEqual(compared([0.9], [0.2], "ms", floor=0.01).changes(), [0.2 / 0.9])
        self.assertEqual(compared([0], [0], "µs").changes(), [1])

    def test_only_rounds_that_have_both(self):
        row = compared([100, 100, 100], [50, 100, 200], MIB, most=False)
        del row.before[0], row.ours[1]
        self.assertEqual(row.changes(), [0.5])

    def test_marks_by_the_median_of_the_ratios(self):
        # The medians of the values are the same; in two of three rounds the newer version is slower.
        self.assertTrue(compared([90, 110, 100], [100, 99, 110], MIB, most=False).worse())
        self.assertFalse(compared([95, 95, 10], [100, 100, 100], MIB, most=False).worse())
        self.assertTrue(compared([94.9, 94.9, 1000], [100, 100, 100], MIB, most=False).worse())

    def test_json_holds_every_value_and_no_infinity(self):
        row = compared([0, 3], [4, 0])
        stored = json.loads(json.dumps(row.to_json(), allow_nan=False))
        self.assertEqual((stored["ours"], sorted(stored["before"]), stored["after_before"]), ([0, 3], [0, 4], [8, 0.5 / 3]))


class LimitsTest(unittest.TestCase):
    def test_of_losses_the_worst_round_counts(self):
        table = Table()
        for table.round, lost in enumerate((0, 0, 7)):
            table.ours("lost", lost, limit=0)
        self.assertFalse(table.rows["lost"].met())

    def test_relative_limits_are_for_the_ratio_to_the_yardstick(self):
        table = Table()
        options = {"limit": 0.7, "most": False, "relative": True, "against": "cat"}
        for table.round, (ours, theirs) in enumerate(((69, 100), (71, 100), (80, 100))):
            table.ours("echo", ours, MIB, **options)
            table.theirs("echo", theirs)
        self.assertEqual((table.rows["echo"].ratio(), table.rows["echo"].met()), (0.71, True))
        table.ours("echo", 10)
        self.assertFalse(table.rows["echo"].met())

    def test_the_version_before_has_no_limit(self):
        self.assertTrue(compared([50], [200], "ms", limit=100).met())


class TablesTest(unittest.TestCase):
    def filled(self, against, place):
        table = Table(against)
        for table.round in range(2):
            for version in table.turns(place):
                table.ours("UDP 1,000/s: processor use", 0.08 if version is PLACE else 0.04, "cores", limit=0.06)
                table.ours("echo with 100 clients, median", 20 + table.round, "µs", limit=1.5, relative=True,
                           against="plain epoll echo")
            table.theirs("echo with 100 clients, median", 10)
        return table

    def test_markdown_of_two_versions(self):
        lines = self.filled("abc1234", PLACE).markdown().splitlines()
        self.assertEqual(lines[0], "| measured | before | after | after / before | yardstick | ratio | target | met |")
        self.assertEqual(lines[1], "|---|---|---|---|---|---|---|---|")
        self.assertEqual(lines[2], "| UDP 1,000/s: processor use | 0.04 cores | 0.08 cores | **0.5 ×** |  |  | ≤ 0.06 cores "
                                   "| **no** |")
        self.assertEqual(lines[3], "| echo with 100 clients, median | 20.5 µs (20–21) | 20.5 µs (20–21) | 1 × | "
                                   "plain epoll echo 10 µs | 2.05 × | ≤ 1.5 × | **no** |")
        self.assertEqual(self.filled("abc1234", PLACE).worse(), ["UDP 1,000/s: processor use"])

    def test_markdown_of_one_version(self):
        lines = self.filled("", OLDER).markdown().splitlines()
        self.assertEqual(lines[0], "| measured | SocketScope | yardstick | ratio | target | met |")
        self.assertEqual(lines[2], "| UDP 1,000/s: processor use | 0.04 cores |  |  | ≤ 0.06 cores | yes |")

    def test_tables_of_the_readmes(self):
        def rows(table):
            return {row.name: row.to_json() for row in table.rows.values()}

        both = rows(self.filled("abc1234", PLACE))
        english = readme.table(both, False, "abc1234").splitlines()
        self.assertEqual(english[0], "| measured | before | after | after / before | yardstick | target |")
        self.assertEqual(english[1], "|---|---|---|---|---|---|")
        self.assertEqual(english[2], "| UDP 1,000/s: processor use | 0.04 cores | 0.08 cores | **0.5 ×** |  | "
                                     "≤ 0.06 cores **missed** |")
        chinese = readme.table(both, True, "abc1234").splitlines()
        self.assertEqual(chinese[0], "| 测量 | 之前 | 之后 | 之后 / 之前 | 对照 | 目标 |")
        self.assertEqual(chinese[3], "| 100 个客户端的回显，中位数 | 20.5 µs (20–21) | 20.5 µs (20–21) | 1 × | 纯 epoll 回显 10 µs "
                                     "| ≤ 1.5 × **未达到** |")
        alone = readme.table(rows(self.filled("", OLDER)), False, "").splitlines()
        self.assertEqual(alone[0], "| measured | SocketScope | yardstick | target |")
        self.assertEqual(alone[2], "| UDP 1,000/s: processor use | 0.04 cores |  | ≤ 0.06 cores |")


class StampsTest(unittest.TestCase):
    def test_datagrams_are_matched_by_their_numbers(self):
        def record(number, time):
            return Record(0, time, "udp", payload=b"%016x BENCH" % number + bytes(42))

        records = [record(2, 2500), record(0, 1000), Record(0, 5, "udp", payload=b"of somebody else")]
        self.assertEqual(rows_udp.time_differences([1300, 1400, 2400], records), [300, 100])

    def test_quantile(self):
        self.assertEqual([quantile(range(100, 0, -1), part) for part in (0, 0.5, 0.99, 1)], [1, 51, 100, 100])


class UrlsTest(unittest.TestCase):
    def test_a_version_is_asked_which_key_it_knows(self):
        with tempfile.TemporaryDirectory() as folder:
            older = pathlib.Path(folder, "older")  # knows the earlier key only
            older.write_text("#!/bin/sh\ncase $1 in *half-open=*) exit 0;; esac\nexit 2\n", "utf-8")
            older.chmod(0o755)
            for program, key in (("true", "half-closed"), (str(older), "half-open"), ("false", None)):
                place = types.SimpleNamespace(cli_program=program, environment=None)
                self.assertEqual(programs.half_closed_key(place), key)

    def test_a_server_that_can_stay_half_closed_is_not_to(self):
        for key, scheme, options, expected in (
            (None, "tcp-server", {}, "tcp-server://127.0.0.1:1"),
            ("half-open", "tcp-server", {}, "tcp-server://127.0.0.1:1?half-open=0"),
            ("half-closed", "tcp-server", {"capture": "/a"}, "tcp-server://127.0.0.1:1?capture=/a&half-closed=0"),
            ("half-closed", "udp-server", {"capture": "/a"}, "udp-server://127.0.0.1:1?capture=/a"),
        ):
            with self.subTest(expected):
                place = types.SimpleNamespace(half_closed_key=key)
                self.assertEqual(programs.listening_url(place, scheme, 1, **options), expected)


if __name__ == "__main__":
    unittest.main()
