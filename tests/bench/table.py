# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""Rows, their samples of each round, and the table that is made from them."""
import statistics
from dataclasses import dataclass, field

MIB = "MiB/s"
SLOWER = 0.95  # a change below this is marked
# Smaller values are compared as if they were this large: the noise of losses (0 stays 0), of the probe and of malloc.
FLOORS = {"": 0.5, "ms": 1, "MiB": 1}


@dataclass
class Row:
    """One line of the table. `limit` bounds our median, or with `relative` its ratio to the yardstick's median.
    `most`: less is better, and the limit is the most; else more is better, and the limit is the least. `against` names
    the yardstick. `floor`: see FLOORS. `ours`, `before` (another version of ours) and `theirs` hold a value a round."""
    name: str
    unit: str = ""
    limit: float | None = None
    most: bool = True
    against: str = ""
    relative: bool = False
    note: str = ""
    floor: float | None = None
    ours: dict = field(default_factory=dict)
    before: dict = field(default_factory=dict)
    theirs: dict = field(default_factory=dict)

    def ratio(self):
        if not self.against or not self.ours or not self.theirs or not median(self.theirs):
            return None
        return median(self.ours) / median(self.theirs)

    def changes(self):
        """After / before in each round that has both, inverted where less is better: above 1 is always better."""
        floor = FLOORS.get(self.unit, 1e-9) if self.floor is None else self.floor
        pairs = [(max(self.ours[number], floor), max(self.before[number], floor))
                 for number in sorted(self.ours.keys() & self.before.keys())]
        return [before / after if self.most else after / before for after, before in pairs]

    def worse(self):
        """Whether this version is marked as worse than the one before."""
        changes = self.changes()
        return bool(changes) and statistics.median(changes) < SLOWER

    def judged(self):
        """What the limit is for. Of losses the worst round counts."""
        if self.relative:
            return self.ratio()
        if not self.ours:
            return None
        return max(self.ours.values()) if self.limit == 0 else median(self.ours)

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
        return {"name": self.name, "unit": self.unit, "ours": list(self.ours.values()),
                "before": list(self.before.values()), "after_before": self.changes(), "worse": self.worse(),
                "yardstick": self.against, "yardstick_samples": list(self.theirs.values()), "ratio": self.ratio(),
                "target": self.target(), "met": self.met(), "note": self.note}


class Table:
    """`against`: the commit of the version before, when two versions are compared."""

    def __init__(self, against=""):
        self.against = against
        self.rows = {}
        self.round = 0
        self.measured = "ours"

    def turns(self, place):
        """The versions to measure, one after the other: `place`, and where two are compared the one before. Which of them
        is first changes with every round. What ours() is given meanwhile is taken down for the version at hand."""
        versions = [(place, "ours")] + ([(place.before, "before")] if place.before else [])
        for version, self.measured in versions[::-1] if self.round % 2 else versions:
            yield version

    def row(self, name, unit="", **options):
        """The row of that name, made at its first mention; what is given here is set."""
        row = self.rows.setdefault(name, Row(name))
        for key, value in {**options, **({"unit": unit} if unit else {})}.items():
            setattr(row, key, value)
        return row

    def ours(self, name, value, unit="", **options):
        """A value of the version whose turn it is."""
        getattr(self.row(name, unit, **options), self.measured)[self.round] = value

    def theirs(self, name, value, unit="", **options):
        """A value of the yardstick: once a round, whether one version is measured or two."""
        self.row(name, unit, **options).theirs[self.round] = value

    def worse(self):
        """The names of the rows that are marked as worse than before."""
        return [row.name for row in self.rows.values() if row.worse()]

    def markdown(self):
        columns = ["SocketScope", "yardstick", "ratio", "target", "met"]
        if self.against:
            columns = ["before", "after", "after / before", *columns[1:]]
        lines = [line("measured", *columns), "|---" * (len(columns) + 1) + "|"]
        for row in self.rows.values():
            ratio = row.ratio()
            ours = [spread(row.ours.values(), row.unit)]
            if self.against:
                ours = [spread(row.before.values(), row.unit), *ours, change(row.changes())]
            yardstick = f"{row.against} {spread(row.theirs.values(), row.unit)}" if row.theirs else row.against
            met = {True: "yes", False: "**no**", None: ""}[row.met()]
            note = f" ({row.note})" if row.note else ""
            lines.append(line(row.name + note, *ours, yardstick, "" if ratio is None else f"{ratio:.2f} ×",
                              row.target(), met))
        return "\n".join(lines)


def line(*cells):
    return f"| {' | '.join(cells)} |"


def median(samples):
    return statistics.median(samples.values())


def quantile(values, part):
    """The value below which a `part` (0 to 1) of them lies."""
    return sorted(values)[min(len(values) - 1, int(part * len(values)))]


def number(value):
    """Three digits are more than the noise leaves."""
    if value == int(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def spread(values, unit):
    """Median and, of several rounds, the range."""
    values = list(values)
    if not values:
        return ""
    text = f"{number(statistics.median(values))} {unit}".strip()
    if len(values) > 1 and min(values) != max(values):
        text += f" ({number(min(values))}–{number(max(values))})"
    return text


def change(changes):
    """The cell of Row.changes(); bold where it is worse."""
    text = spread(changes, "×")
    return f"**{text}**" if changes and statistics.median(changes) < SLOWER else text
