"""servicedesk in the words of workload.py, and a complaint of Fuheng: what the rows measure."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from time import time_ns
from typing import Final

from attrs import evolve

from benchmarks.workload import LAP, STATES, TRANSITIONS, big
from servicedesk import Actor, Case, Context, Desk, Entry, Policy, Program, build_program, decide, statutory_calendar
from servicedesk.declare import (
    Deadline,
    Manual,
    Permission,
    Procedure,
    Start,
    Step,
    builtin_roles,
    edition,
    fact,
    local_rule,
    role,
    text,
    working_hours,
)
from servicedesk.engine.clock import next_check_at
from servicedesk.engine.payload import Payload
from servicedesk.rules.base import Rule
from servicedesk.stores import Store
from servicedesk.stores.rows import row_of, rows_of

HEAD: Final = role("head", "经理")
CLERK: Final = role("clerk", "文员", reports_to="head")
WHY: Final = local_rule("a workload to measure")
ACTOR: Final = Actor("li", {"clerk"})
CALENDAR: Final = statutory_calendar("08:30-12:00,13:30-17:30")
NOTHING: Final = Payload({})

_BEGIN: Final = 1_772_674_215_000_000  # 2026-03-05, well inside the days that are settled
_SHIFT: Final = _BEGIN - time_ns() // 1000


def now() -> int:
    """The clock of this machine, as if the process had begun on one day: a due costs the same on any."""
    return time_ns() // 1000 + _SHIFT


# --- the complaint of workload.py ---------------------------------------------------------------------------


def manual_of(*rules: Rule, states: str = " ".join(STATES), ends: str = "finished") -> Manual:
    terms = {name: name for name in [*states.replace(">", "").split(), *ends.split()]}
    procedure = Procedure("complaint", "投诉", states=states, ends=ends, rules=rules, terms=terms)
    return Manual(
        "measured",
        "样例",
        editions=edition("1", procedure, in_force_from="2020-01-01", verified_on="2026-01-01"),
        roles=(CLERK, HEAD),
        head=HEAD,
        builtin=builtin_roles(withdraw=HEAD, merge=HEAD, correct=HEAD, erase=HEAD),
    )


@cache
def complaint(*, limits: bool) -> Manual:
    """Each step has a role and a guard and leaves an entry; with ``limits`` two deadlines run in working hours."""
    guard = fact("owner").is_("clerk")
    exits: dict[tuple[str, str], list[str]] = {}
    for event, source, target in TRANSITIONS:
        exits.setdefault((event, target), []).append(source)
    rules: list[Rule] = [Start(WHY, CLERK, asks=text("owner", "主"), zh="开")]
    rules += (
        Step(WHY, event, CLERK, " ".join(sources), target, only=guard, zh=event)
        for (event, target), sources in exits.items()
    )
    rules.append(Step(WHY, "finish", CLERK, "closed", "finished", zh="完"))
    if limits:
        for name, since, met_by in (("assign_by", "recorded", "assigned"), ("propose_by", "investigating", "proposed")):
            rules.append(
                Deadline(WHY, name, CLERK, working_hours(8), since=since, met_by=met_by, mandatory=False, zh="限")
            )
    rules.append(Permission(WHY, "remark", CLERK, only=guard, zh="记"))
    return manual_of(*rules)


@cache
def program(*, limits: bool) -> Program:
    return build_program(complaint(limits=limits), "1")


def blank(program: Program, ident: str = "c") -> Case:
    return Case(
        id=ident, manual="measured", edition="1", fingerprint=program.fingerprint, procedure="complaint", subject="301"
    )


def context(instant: int | None = None) -> Context:
    at = now() if instant is None else instant
    return Context(ACTOR, at, at, CALENDAR)


def opened(program: Program, ident: str = "c", instant: int | None = None) -> tuple[Case, list[Entry]]:
    decided = decide(program, blank(program, ident), "open", Payload({"owner": "clerk"}), context(instant))
    return decided.case, list(decided.entries)


def decide_laps(*, limits: bool) -> Callable[[int], list[str]]:
    """The pure decision, a lap a turn; answers the steps of its last lap."""
    rules = program(limits=limits)
    box = [opened(rules)[0]]

    def run(turns: int) -> list[str]:
        case, done = box[0], list[str]()
        for _ in range(turns):
            done.clear()
            for step in LAP:
                decided = decide(rules, case, step, NOTHING, context())
                case = decided.case
                done.append(decided.entries[0].name)
        box[0] = case
        return done

    return run


def desk_laps(*, limits: bool) -> Callable[[int], Case]:
    """Whole acts on a desk in memory, a lap a turn."""
    desk = desk_of(complaint(limits=limits))
    ident = desk.open("complaint", {"owner": "clerk"}, subject="301", by=ACTOR).id

    def run(turns: int) -> Case:
        for _ in range(turns):
            for step in LAP:
                case = desk.act(ident, step, by=ACTOR)
        return case

    return run


def desk_of(manual: Manual, store: str | Store = "memory:") -> Desk:
    return Desk(
        manual, store=store, policy=Policy(calendar=CALENDAR), clock=lambda: datetime.fromtimestamp(now() / 1e6, UTC)
    )


def walked(steps: int) -> tuple[Case, list[Entry]]:
    """A complaint with two limits after so many steps of its laps."""
    rules = program(limits=True)
    start = now() - 10_000_000_000
    case, entries = opened(rules, instant=start)
    for number, step in enumerate(itertools.islice(itertools.cycle(LAP), steps), 1):
        decided = decide(rules, case, step, NOTHING, context(start + 1000 * number))
        case = decided.case
        entries += decided.entries
    return case, entries


def define() -> Procedure:
    """20 states and 60 transitions, declared and checked."""
    return _big().editions[0].procedures[0]


def define_and_compile() -> Program:
    return build_program(_big(), "1")


def _big() -> Manual:
    states, moves = big()
    return manual_of(
        Start(WHY, CLERK, zh="开"),
        *(Step(WHY, f"{event}_{source}", CLERK, source, target, zh=event) for event, source, target in moves),
        Step(WHY, "finish", CLERK, states[-1], "finished", zh="完"),
        states=" ".join(states),
    )


def fill(store: Store, number: int, steps: int = 9) -> tuple[Case, int]:
    """So many copies of one complaint, between propose and dispute; it, and how many entries each has."""
    case, entries = walked(steps)
    rules = program(limits=True)
    wake = next_check_at(rules, case, context())
    for first in range(0, number, 200):
        with store.unit() as unit:
            for place in range(first, min(number, first + 200)):
                copy = evolve(case, id=f"c{place}", subject=f"s{place}")
                unit.save(row_of(copy, wake), 0, rows_of(entries, copy.id))
    return case, len(entries)


# --- a complaint of Fuheng ----------------------------------------------------------------------------------

STAFF: Final = Actor(
    "wang", {"recipient", "customer_receptionist", "responsible_person", "customer_service_officer", "front_desk"}
)
CALL: Final = {"complainant": "张三", "contents": "外墙广告灯影响休息", "channel": "电话"}
SLIP: Final = {"cause": "三类投诉", "valid": "是", "assignment": "与广告公司协商", "assignee": "赵"}
AGAIN: Final = "consult_authorities"
"""A permission that may be used as often as anybody likes while a complaint is assigned."""
MORNING: Final = datetime(2026, 3, 2, 1, tzinfo=UTC)  # Monday, 09:00 in Shanghai


COURSE: Final[tuple[tuple[str, str, Mapping[str, str]], ...]] = (  # role, step, what is filed
    ("recipient", "tell_desk", {}),
    (
        "customer_receptionist",
        "register",
        {**SLIP, "cause": "一类投诉", "assignment": "核实502装修施工时间并制止节假日施工"},
    ),
    ("responsible_person", "receive_slip", {}),
    ("responsible_department", "write_opinion", {"opinion": "按装修管理规定责令停工，周末不得施工"}),
    ("customer_service_officer", "officer_signs", {}),
    ("responsible_department", "submit_record", {}),
    ("responsible_person", "reply", {}),
    ("responsible_person", "handle", {}),
    (
        "customer_receptionist",
        "record_result",
        {
            "course": "上门核实，装修队周日擅自施工，已当场制止并约谈",
            "result": "装修队书面承诺周末及节假日不施工",
            "analysis": "装修巡查周末无人，未及时发现",
        },
    ),
    ("responsible_department", "write_analysis", {"case_lesson": "周末装修巡查纳入秩序部排班"}),
)
"""An ordinary complaint until it is handled and recorded: 22 entries."""


class Hands:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime = MORNING) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forth(self, **by: float) -> None:
        self.now += timedelta(**by)


def fuheng(store: str | Store = "memory:", clock: Callable[[], datetime] | None = None) -> Desk:
    return Desk("fuheng", store=store, clock=clock or Hands())


def complain(desk: Desk, ident: str, subject: str = "3-2-501") -> str:
    return desk.open("complaint", CALL, subject=subject, by=STAFF, id=ident).id


def assigned(desk: Desk, ident: str, entries: int) -> str:
    """A complaint in the hands of somebody, with so many entries."""
    complain(desk, ident, ident)
    steps: Iterator[tuple[str, Mapping[str, str]]] = itertools.chain(
        [("tell_desk", {}), ("register", SLIP), ("receive_slip", {})], itertools.repeat((AGAIN, {}))
    )
    while desk.case(ident).version < entries:
        step, payload = next(steps)
        desk.act(ident, step, payload, by=STAFF)
    return ident


def handled(desk: Desk, ident: str) -> str:
    """A complaint that has gone its course."""
    complain(desk, ident, ident)
    for whose, step, payload in COURSE:
        desk.act(ident, step, payload, by=Actor(whose, {whose}))
    return ident
