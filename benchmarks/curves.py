"""What an act costs as something grows: a figure a size, beside the smallest in the same rounds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from statistics import median
from typing import Final

from benchmarks.replaying import once
from benchmarks.subject import ACTOR, CALENDAR, CLERK, WHY, Hands, complaint, desk_of, fill, manual_of
from benchmarks.timing import Effort, Run, compare, figure
from servicedesk import Desk, Manual, Policy
from servicedesk.declare import Deadline, Items, Permission, Start, Step, done, opened, working_days
from servicedesk.rules.base import Rule
from servicedesk.stores.memory import MemoryStore

_NOON: Final = datetime(2026, 3, 5, 4, tzinfo=UTC)


@dataclass(frozen=True)
class Curve:
    """Microseconds of an act by size, and their ratios to the smallest size."""

    what: str
    sizes: tuple[int, ...]
    micros: tuple[float, ...]
    ratios: tuple[float, ...]

    def line(self) -> str:
        cells = " | ".join(
            f"{size:,}: {figure(micros)} ({figure(ratio)})"
            for size, micros, ratio in zip(self.sizes, self.micros, self.ratios, strict=True)
        )
        return f"| {self.what} | {cells} |"


def manual(*rules: Rule) -> Manual:
    return manual_of(
        Start(WHY, CLERK, zh="开"),
        Step(WHY, "finish", CLERK, "received", "finished", zh="完"),
        Permission(WHY, "remark", CLERK, zh="记"),
        *rules,
        states="received",
    )


def remarking(desk: Desk, ident: str = "") -> Run:
    """The act that is measured: nothing is filed, nothing begins or ends."""
    ident = ident or desk.open("complaint", subject="301", by=ACTOR).id

    def run(turns: int) -> None:
        for _ in range(turns):
            desk.act(ident, "remark", by=ACTOR)

    return run


def rules(count: int) -> Run:
    """Half of them permissions, half limits that none of them has started."""
    more: list[Rule] = []
    for number in range(count // 2):
        name = f"extra{number}"
        more.append(Permission(WHY, name, CLERK, zh=name))
        limit = Deadline(WHY, f"by{number}", CLERK, working_days(3), since=done(name), met_by=done("remark"), zh=name)
        more.append(limit)
    return remarking(desk_of(manual(*more)))


def items(count: int, *, limits: bool = False) -> Run:
    """Open items of one case, each with a running limit of its own or without."""
    more: list[Rule] = [
        Items(WHY, "violation", opened_by="find", closed_by="rectify", zh="违章"),
        Permission(WHY, "find", CLERK, zh="登记"),
        Permission(WHY, "rectify", CLERK, per_item="violation", zh="整改"),
    ]
    if limits:
        more.append(
            Deadline(
                WHY,
                "rectify_by",
                CLERK,
                working_days(30),
                since=opened("violation"),
                met_by=done("rectify"),
                per_item="violation",
                zh="限",
            )
        )
    desk = desk_of(manual(*more))
    ident = desk.open("complaint", subject="301", by=ACTOR).id
    for _ in range(count):
        desk.act(ident, "find", by=ACTOR)
    return remarking(desk, ident)


def entries(count: int) -> Run:
    run = remarking(desk_of(manual()))
    run(count)
    return run


def cases(count: int) -> Run:
    store = MemoryStore()
    fill(store, count)
    return remarking(desk_of(complaint(limits=True), store), f"c{count // 2}")


def years(count: int) -> Run:
    """Of a case, with a limit in working days that runs all the time."""
    limit = Deadline(WHY, "by", CLERK, working_days(250 * count + 60), since="received", met_by="finished", zh="限")
    clock = Hands(_NOON - timedelta(days=365 * count))
    desk = Desk(manual(limit), policy=Policy(calendar=CALENDAR), clock=clock)
    ident = desk.open("complaint", subject="301", by=ACTOR).id
    clock.now = _NOON
    return remarking(desk, ident)


def curves(effort: Effort) -> Iterator[Curve]:
    wanted: list[tuple[str, Callable[[int], Run], tuple[int, ...]]] = [
        ("rules in the procedure", rules, (10, 100, 400)),
        ("open items in the case", items, (1, 10, 100)),
        ("running limits in the case", partial(items, limits=True), (1, 10, 100)),
        ("entries in the case", entries, (10, 100, effort.of(120, 1_000, 10_000))),
        ("cases in the store", cases, (10, 1_000, effort.of(1_200, 5_000, 50_000))),
        ("years since it was opened", years, (0, 1, 6)),
    ]
    for what, make, sizes in wanted:
        costs = compare({str(size): make(size) for size in sizes}, effort)
        names = [str(size) for size in sizes]
        micros = tuple(1e6 * min(costs.seconds[name]) for name in names)
        yield Curve(what, sizes, micros, tuple(median(costs.ratios(name, names[0])) for name in names))


def replayed(effort: Effort) -> Iterator[tuple[int, float, float]]:
    """Rows, rows a processor second, and MiB at the most, of a log taken into an SQLite file."""
    for rows in (effort.of(20, 1_000, 1_000), effort.of(40, 2_000, 10_000), *([100_000] if effort.whole else [])):
        told = once(rows, "file")
        yield rows, rows / told["seconds"], told["memory"]


def table(found: list[Curve]) -> str:
    lines = ["| what grows | size: us (x the smallest) | | |", "|---|---:|---:|---:|", *(each.line() for each in found)]
    return "\n".join(lines)


def replay_table(found: list[tuple[int, float, float]]) -> str:
    lines = ["| rows of a log | rows a processor second | MiB at the most |", "|---:|---:|---:|"]
    lines += (f"| {rows:,} | {figure(rate)} | {figure(memory)} |" for rows, rate, memory in found)
    return "\n".join(lines)
