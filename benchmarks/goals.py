"""The rows that the next edition is held against: what is timed, what must be, and what is aimed at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from benchmarks.timing import Measured, figure


@dataclass(frozen=True)
class Goal:
    """One row; ``more`` says that a larger figure is a better one."""

    row: str
    timed: str
    must: float
    aim: float
    more: bool = False

    def verdict(self, value: float) -> str:
        """Which of the two is reached."""
        if self.more:
            return "aim" if value >= self.aim else "must" if value >= self.must else "not met"
        return "aim" if value <= self.aim else "must" if value <= self.must else "not met"


GOALS: Final = (
    Goal("1", "pure decision: role, guard, audit entry; x a trigger of transitions", 1.5, 0.8),
    Goal("1a", "whole `Desk.act` in memory, the same event; x a trigger", 10, 5),
    Goal("2", "pure decision with two limits in working hours; x a trigger", 2.5, 1.5),
    Goal("2a", "whole `Desk.act` in memory, the same; x a trigger", 13, 7),
    Goal("3", "what may be done now, yes or no for 13 steps; x `get_triggers` and `_can_trigger`", 1.0, 0.5),
    Goal("4", "a new case; x an object with slots", 15, 8),
    Goal("5", "bytes of a case in memory, a complaint of Fuheng with 22 entries", 12_000, 8_000),
    Goal("6 object", "bytes of an entry, as an object", 320, 260),
    Goal("6 stored", "bytes of an entry, stored", 400, 300),
    Goal("7 declare", "declare 20 states and 60 transitions; x `Machine(model=None)`", 5, 3),
    Goal("7 compile", "the same with its manual, compiled; x `Machine(model=None)`", 20, 10),
    Goal("8 import", "`import servicedesk`; x the core packages", 1.15, 0.8),
    Goal("8 desk", 'import and `Desk("fuheng")`, cold; x the core packages', 2.0, 1.5),
    Goal("8 version", "`servicedesk --version`; x (2 bare Pythons + 50 ms)", 1, 1),
    Goal("9 add", "add working days; x bisection", 1, 0.5),
    Goal("9 count", "count working days; x bisection", 1, 0.5),
    Goal("10 add", "add working hours; x bisection", 2.5, 1.9),
    Goal("10 between", "working time between two moments; x bisection", 2.5, 1.9),
    Goal("11", "read a stored case; x JSON by hand", 1.0, 0.6),
    Goal("12", "whole act, SQLite `NORMAL`, 1 process; of the bare driver's rate", 0.30, 0.45, more=True),
    Goal("14 of 1", "whole act, PostgreSQL, 1 process; of the bare driver's rate", 0.60, 0.75, more=True),
    Goal("14 of 4", "the same, 4 processes", 0.60, 0.75, more=True),
    Goal("15 share", "4 writers on SQLite `FULL`: the slowest's part of a fair share", 0.5, 0.85, more=True),
    Goal("15 p99", "the same: the wait of one act in a hundred, ms", 50, 20),
    Goal("16", "a tick over overdue cases, by miss or level; x an act of the procedure", 0.8, 0.5),
    Goal("17", "`due()` of 100 limits among 10,000 open cases; x among 100", 2, 1.2),
    Goal("18", "`options` of a complaint of Fuheng with every reason; x an act", 3, 1.5),
    Goal("19 memory", "a log replayed into memory, rows a processor second; x 0.1.0", 3, 5, more=True),
    Goal("19 SQLite", "the same, into an SQLite file", 2.5, 4, more=True),
)


def table(found: list[Measured]) -> str:
    """Every row that was measured, as Markdown."""
    by_row = {each.row: each for each in found}
    lines = [
        "| # | what is timed | here (least to most) | must | aim | met | in the same run |",
        "|---|---|---:|---:|---:|---|---|",
    ]
    for goal in GOALS:
        if goal.row in by_row:
            one = by_row[goal.row]
            spread = "" if one.low == one.high else f" ({figure(one.low)}-{figure(one.high)})"
            cells = [goal.row, goal.timed, f"**{figure(one.value)}**{spread}", f"{goal.must:,g}", f"{goal.aim:,g}"]
            lines.append("| " + " | ".join([*cells, goal.verdict(one.value), one.beside]) + " |")
    return "\n".join(lines)
