"""Rows 1 to 4 and 18: one event, what may be done now, a new case, and everything that stands against each action."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks import peers
from benchmarks.subject import (
    ACTOR,
    AGAIN,
    STAFF,
    assigned,
    blank,
    complaint,
    context,
    decide_laps,
    desk_laps,
    desk_of,
    fuheng,
    program,
)
from benchmarks.timing import Effort, Measured, Run, compare
from benchmarks.workload import EVENTS, LAP
from servicedesk.engine.possible import possible as possible_steps

OTHERS = ("Automat", "viewflow", "transitions", "python-statemachine", "SpiffWorkflow")
RAW = "transitions"


def measure(effort: Effort) -> Iterator[Measured]:
    yield from events(effort)
    yield possible(effort)
    yield new(effort)
    yield options(effort)


def events(effort: Effort) -> Iterator[Measured]:
    """Rows 1, 1a, 2, 2a: one event of the lap, decided, and acted on a desk in memory."""
    known = peers.installed(
        peers.floor,
        peers.floor_with_limit,
        peers.transitions,
        peers.automat,
        peers.viewflow,
        peers.python_statemachine,
        peers.spiff,
    )
    runs: dict[str, Run] = {name: peer.laps() for name, peer in known.items()}
    for limits in (False, True):
        runs[f"decide {limits}"] = decide_laps(limits=limits)
        runs[f"act {limits}"] = desk_laps(limits=limits)
    costs = compare(runs, effort, per=len(LAP))
    yield costs.measured("1", "decide False", RAW, ("floor", "Automat", "viewflow"))
    yield costs.measured("1a", "act False", RAW, ("python-statemachine", "SpiffWorkflow"))
    yield costs.measured("2", "decide True", RAW, ("floor with limit",))
    yield costs.measured("2a", "act True", RAW, ("python-statemachine", "SpiffWorkflow"))


def possible(effort: Effort) -> Measured:
    """Row 3: which of 13 steps may be done now, yes or no."""
    machine, model = peers.machine(), peers.Complaint()
    machine.events["record"].trigger(model)
    raw = {name for name in machine.get_triggers(model.state) if machine._can_trigger(model, name)}

    desk = desk_of(complaint(limits=True))
    ident = desk.open("complaint", {"owner": "clerk"}, subject="301", by=ACTOR).id
    desk.act(ident, "record", by=ACTOR)
    case, rules = desk.case(ident), program(limits=True)

    def by_name() -> frozenset[str]:
        return possible_steps(rules, case, EVENTS, context())

    if not raw == by_name() == {"assign", "reject", "retract"}:
        raise AssertionError(f"{raw} and {by_name()} are possible")

    def theirs(turns: int) -> None:
        for _ in range(turns):
            {name for name in machine.get_triggers(model.state) if machine._can_trigger(model, name)}

    def ours(turns: int) -> None:
        for _ in range(turns):
            by_name()

    return compare({RAW: theirs, "ours": ours}, effort).measured("3", "ours", RAW)


def new(effort: Effort) -> Measured:
    """Row 4: a case that nothing has happened to."""
    rules = program(limits=False)
    makers = {"slotted": peers.Slotted, "ours": lambda: blank(rules)}
    makers |= {name: peer.new for name, peer in peers.installed(peers.automat, peers.viewflow).items()}

    def making(make: object) -> Run:
        def run(turns: int) -> None:
            for _ in range(turns):
                make()

        return run

    costs = compare({name: making(make) for name, make in makers.items()}, effort)
    return costs.measured("4", "ours", "slotted", ("Automat", "viewflow"))


def options(effort: Effort) -> Measured:
    """Row 18: every action of a complaint of Fuheng with all the reasons against it, beside one act."""
    desk = fuheng()
    asked, acted = assigned(desk, "asked", 20), assigned(desk, "acted", 20)

    def asking(turns: int) -> None:
        for _ in range(turns):
            for option in desk.options(asked, by=STAFF):
                for refusal in option.refusals:
                    _ = refusal.zh, refusal.en

    def acting(turns: int) -> None:
        for _ in range(turns):
            desk.act(acted, AGAIN, by=STAFF)

    return compare({"act": acting, "options": asking}, effort).measured("18", "options", "act")
