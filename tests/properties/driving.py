"""Random days at a desk: abstract moves become concrete inputs once, and can then be repeated in any way."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from attrs import field, frozen
from hypothesis import strategies as st

from properties.sample import MANUAL
from servicedesk import Actor, ActResult, Desk, Entry, Registry
from servicedesk.stores import CaseRow, Store
from servicedesk.stores.checksum import checked
from servicedesk.stores.codec import entry_from_json

REGISTRY = Registry.of(MANUAL)
# Two days before the Labour Day holiday, 10:00 in Shanghai.
BEGIN = datetime(2026, 4, 29, 2, 0, tzinfo=UTC)
PERSON = "王小明13800138000"
JOB, DUTY = "job-1", "standing:sample/job/9/lift-1"

CLERK = Actor("chen", {"clerk"})
WORKER = Actor("wu", {"worker"})
LEADER = Actor("liu", {"leader"})
HEAD = Actor("he", {"head"})
ALL = Actor("zhao", {"clerk", "worker", "leader", "head"})
ACTORS = (CLERK, WORKER, LEADER, HEAD, ALL)

# Who does what in the job. The first five lead a case to its end and are tried first every fifth time.
STEPS: tuple[tuple[str, Actor], ...] = (
    ("mend_defect", WORKER),
    ("begin", WORKER),
    ("close", CLERK),
    ("sign_off", LEADER),
    ("finish", WORKER),
    ("note_defect", WORKER),
    ("wait", WORKER),
    ("go_on", WORKER),
    ("extend", LEADER),
    ("patrol", WORKER),
    ("pay", CLERK),
    ("apply", CLERK),
    ("read_meter", WORKER),
    ("reopen", CLERK),
    ("correct", LEADER),
    ("waive", HEAD),
    ("reject", LEADER),
    ("erase", HEAD),
    ("withdraw", LEADER),
)
RARE = frozenset({"reject", "withdraw", "erase"})
GAPS = (0, 1, 1, 5, 5, 30, 30, 60, 119, 240, 241, 480, 1440, 2880, 2881, 4320, 10080)
LATES = (0, 0, 0, 0, 5, 300, 3000)


@frozen
class Move:
    """One abstract input. ``gap`` and ``late`` are minutes; ``pick`` chooses among what may be done."""

    gap: int
    pick: int
    wild: bool
    late: int
    keyed: bool


@frozen
class Given:
    """One concrete input, the instant at which it is recorded, and whether it was accepted."""

    case: str
    step: str
    payload: Mapping[str, Any]
    by: Actor
    at: datetime
    recorded: datetime
    key: str


@frozen
class Run:
    """What a desk made of its inputs: outcomes in order, and at the end the rows and entries of every case."""

    given: tuple[Given, ...]
    outcomes: tuple[ActResult, ...]
    end: datetime
    rows: Mapping[str, CaseRow] = field(repr=False)
    raw: Mapping[str, tuple[str, ...]] = field(repr=False)

    @property
    def entries(self) -> dict[str, tuple[Entry, ...]]:
        return {
            case: tuple(entry_from_json(checked(body, case), case) for body in bodies)
            for case, bodies in self.raw.items()
        }


moves = st.builds(
    Move,
    gap=st.sampled_from(GAPS) | st.integers(0, 6000),
    pick=st.integers(0, 40),
    wild=st.sampled_from((False, False, False, True)),
    late=st.sampled_from(LATES),
    keyed=st.booleans(),
)


def long_script(seed: int) -> list[Move]:
    """Sixteen moves by a plain random generator: deeper than what the library likes to draw by itself."""
    draw = random.Random(seed)  # noqa: S311  a test draws at random
    return [
        Move(draw.choice(GAPS), draw.randrange(41), draw.random() < 0.2, draw.choice(LATES), draw.random() < 0.5)
        for _ in range(16)
    ]


scripts = st.lists(moves, min_size=1, max_size=12) | st.integers(0, 2**32).map(long_script)
ticks = st.lists(st.integers(0, 40_000), max_size=8)


def desk_of(store: Store | str = "memory:", **more: Any) -> Desk:
    """A desk whose clock is later than every script."""
    return Desk(MANUAL, store=store, registry=REGISTRY, clock=lambda: BEGIN + timedelta(days=3650), **more)


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


def open_all(desk: Desk) -> ActResult:
    """A job about one unit, and the standing duty over one lift."""
    payload = {"note": "漏水", "caller": PERSON}
    opened = desk.try_open("job", payload, subject="3-2-501", by=CLERK, at=BEGIN, recorded_at=BEGIN, id=JOB, key="o")
    desk.start_standing_tasks({"lift": ["lift-1"]}, by=WORKER, at=BEGIN, recorded_at=BEGIN)
    return opened


def payload_of(desk: Desk, case: str, step: str, pick: int) -> dict[str, Any]:
    """What the step files, mostly right."""
    state = desk.case(case)
    line = next((line.id for line in state.items.values() if line.open), "defect-9")
    plain: dict[str, dict[str, Any]] = {
        "begin": {"grade": ("小修", "大修", "large", "中修")[pick % 4]},
        "note_defect": {"allowed": ("2 days", "4 hours", "1 working day")[pick % 3]},
        "mend_defect": {"item": line},
        "pay": {"deposit": ("100", "100.00", "99")[pick % 3]},
        "apply": {"from_day": "2026-05-01", "until_day": ("2026-05-03", "2026-06-30")[pick % 2]},
        "read_meter": {"tonnes": ("0.5", "1.5")[pick % 2]},
        "sign_off": {"good": ("是", "否")[pick % 2]},
        "correct": {"entry": 1, "reason": "误记", "caller": PERSON + "改"},
        "waive": {"clause": "sample/job/5e", "reason": "业主同意"},
        "erase": {"reason": "本人要求"},
        "withdraw": {"reason": "重复"},
    }
    return plain.get(step, {})


def choose(desk: Desk, move: Move, at: datetime) -> tuple[str, str, Actor, dict[str, Any]]:
    """Mostly something that may be done now; sometimes anything by anybody."""
    if move.wild:
        step, _ = STEPS[move.pick % len(STEPS)]
        if step in RARE and move.pick % 5:
            step = "finish"
        return JOB, step, ACTORS[move.pick % len(ACTORS)], payload_of(desk, JOB, step, move.pick)
    children = [case.id for case in desk.cases("3-2-501", "visit")]
    if children and move.pick % 7 == 0:
        return children[0], "make", CLERK, {}
    if move.pick % 11 == 0:
        return DUTY, "inspect", WORKER, {}
    usual = [pair for pair in STEPS if pair[0] not in RARE]
    turn = (move.pick * 7 + move.gap) % len(usual) if move.pick % 5 else 0
    for step, actor in usual[turn:] + usual[:turn]:
        payload = payload_of(desk, JOB, step, move.pick)
        if desk.try_act(JOB, step, payload, by=actor, at=at, recorded_at=at, dry_run=True).ok:
            return JOB, step, actor, payload
    return JOB, "close", CLERK, {}


def record(script: Sequence[Move]) -> Run:
    """Play a script on a fresh desk and write down each concrete input."""
    desk, now = desk_of(), BEGIN
    given: list[Given] = []
    outcomes = [open_all(desk)]
    for number, move in enumerate(script):
        now += minutes(move.gap)
        at = now - minutes(move.late)
        case, step, actor, payload = choose(desk, move, now)
        one = Given(case, step, payload, actor, at, now, f"k{number}" if move.keyed else "")
        given.append(one)
        outcomes.append(act(desk, one))
    return finish(desk, given, outcomes, now)


def act(desk: Desk, one: Given, **more: Any) -> ActResult:
    return desk.try_act(
        one.case, one.step, one.payload, by=one.by, at=one.at, recorded_at=one.recorded, key=one.key, **more
    )


def finish(desk: Desk, given: Iterable[Given], outcomes: Iterable[ActResult], now: datetime) -> Run:
    """Look once more ten days later, and read everything back."""
    end = now + timedelta(days=10)
    desk.tick(end)
    rows, raw = read_all(desk)
    return Run(tuple(given), tuple(outcomes), end, rows, raw)


def read_all(desk: Desk) -> tuple[dict[str, CaseRow], dict[str, tuple[str, ...]]]:
    rows: dict[str, CaseRow] = {}
    raw: dict[str, tuple[str, ...]] = {}
    with desk.store.unit() as unit:
        for subject in ("3-2-501", "lift-1"):
            for row in unit.cases(subject, None, None):
                rows[row.id] = row
                raw[row.id] = tuple(entry.body for entry in unit.entries(row.id))
    return rows, raw


def replay(run: Run, views: Iterable[int] = (), desks: Sequence[Desk] | None = None) -> Run:
    """Give the same inputs again, with ticks at these minutes from the beginning; desks take turns."""
    desks = desks or [desk_of()]
    outcomes = [open_all(desks[0])]
    events: list[tuple[datetime, int, Given | None]] = [(BEGIN + minutes(m), 0, None) for m in views]
    events += [(one.recorded, 1, one) for one in run.given]
    for turn, (when, _, one) in enumerate(sorted(events, key=lambda e: e[:2])):
        desk = desks[turn % len(desks)]
        if one is not None:
            outcomes.append(act(desk, one))
        elif when <= run.end:
            desk.tick(when)
    now = run.given[-1].recorded if run.given else BEGIN
    return finish(desks[0], run.given, outcomes, now)
