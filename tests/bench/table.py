# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Rows, their samples over the rounds, and the table that comes of them."""
import statistics
from dataclasses import dataclass, field

MIB = "MiB/s"


@dataclass
class Row:
    """One line of the table. `limit` bounds our median, or with `relative` its ratio to the yardstick's median.
    `most`: at most the limit, else at least it. `against` names the yardstick."""
    name: str
    unit: str = ""
    limit: float | None = None
    most: bool = True
    against: str = ""
    relative: bool = False
    note: str = ""
    ours: list = field(default_factory=list)
    theirs: list = field(default_factory=list)

    def ratio(self):
        if not self.against or not self.ours or not self.theirs or not statistics.median(self.theirs):
            return None
        return statistics.median(self.ours) / statistics.median(self.theirs)

    def judged(self):
        """What the limit is for. Of losses the worst round counts."""
        if self.relative:
            return self.ratio()
        if not self.ours:
            return None
        return max(self.ours) if self.limit == 0 else statistics.median(self.ours)

    def met(self):
        value = self.judged()
        if value is None or self.limit is None:
            return None
        return value <= self.limit if self.most else value >= self.limit

    def target(self):
        if self.limit is None:
            return ""
        sign = "≤" if self.most else "≥"
        if self.relative:
            return f"{sign} {self.limit:g} ×"
        return "0" if self.limit == 0 else f"{sign} {number(self.limit)} {self.unit}".strip()

    def to_json(self):
        return {"name": self.name, "unit": self.unit, "ours": self.ours, "yardstick": self.against,
                "yardstick_samples": self.theirs, "ratio": self.ratio(), "target": self.target(), "met": self.met(),
                "note": self.note}


class Table:
    def __init__(self):
        self.rows = {}
        self.round = 0

    def row(self, name, unit="", **options):
        """The row of that name, made at its first mention; what is given here is set."""
        row = self.rows.setdefault(name, Row(name))
        for key, value in {**options, **({"unit": unit} if unit else {})}.items():
            setattr(row, key, value)
        return row

    def ours(self, name, value, unit="", **options):
        self.row(name, unit, **options).ours.append(value)

    def theirs(self, name, value, unit="", **options):
        self.row(name, unit, **options).theirs.append(value)

    def markdown(self):
        lines = ["| measured | SocketScope | yardstick | ratio | target | met |", "|---|---|---|---|---|---|"]
        for row in self.rows.values():
            ratio = row.ratio()
            yardstick = f"{row.against} {spread(row.theirs, row.unit)}" if row.theirs else row.against
            met = {True: "yes", False: "**no**", None: ""}[row.met()]
            note = f" ({row.note})" if row.note else ""
            lines.append(f"| {row.name}{note} | {spread(row.ours, row.unit)} | {yardstick} | "
                         f"{'' if ratio is None else f'{ratio:.2f} ×'} | {row.target()} | {met} |")
        return "\n".join(lines)


def number(value):
    """Three digits are more than the noise leaves."""
    if value == int(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def spread(values, unit):
    """Median and, of several rounds, the range."""
    if not values:
        return ""
    text = f"{number(statistics.median(values))} {unit}".strip()
    if len(values) > 1 and min(values) != max(values):
        text += f" ({number(min(values))}–{number(max(values))})"
    return text
