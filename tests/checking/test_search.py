"""The search itself: each way that it tells is one that a desk takes, and what it leaves out makes no difference."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

import pytest

import checking.rounds as _  # noqa: F401  the faults register themselves
from checking.seeded import PAGE, SEEDED, found
from servicedesk import Actor, Desk, Registry
from servicedesk.calendars import to_datetime
from servicedesk.checking.reading import Reading
from servicedesk.checking.search import Node, Search, explore
from servicedesk.checking.world import Tried, World
from servicedesk.engine.case import Case
from servicedesk.errors import UnknownName
from servicedesk.manuals import fuheng, jueshixiang
from servicedesk.program.build import build_program
from servicedesk.rules.manual import Manual

WHOLE = ["goods_release", "lost_and_found", "fee_collection", "vacant_unit"]


def searched(manual: Manual, procedure: str, *, every: bool = False, **bounds: int) -> Search:
    """The search of one procedure; with ``every`` all that any action reads tells cases apart."""
    program = build_program(manual, manual.editions[0].name)
    plan = program.plans[procedure]
    return explore(World(program, plan, Reading.of(plan, plan.steps if every else ())), **bounds)


class Answering:
    """A host that answers as the way says that it did."""

    def __init__(self) -> None:
        self.answers: Mapping[str, object] = {}

    def answer(self, questions: Sequence[Any], *, as_of: datetime) -> Mapping[str, object]:
        assert as_of.tzinfo is not None
        return {question.name: self.answers[question.name] for question in questions if question.name in self.answers}


@lru_cache
def registry_of(name: str) -> Registry:
    """The manual of a name, compiled once."""
    return Registry.of({"fuheng": fuheng.MANUAL}[name])


def taken(manual: Manual, procedure: str, path: Sequence[Tried]) -> str:
    """The state to which a desk comes by a way; it refuses nothing on it."""
    host, registry = Answering(), registry_of(manual.name)
    desk = Desk(manual, registry=registry, facts=host, clock=lambda: to_datetime(path[-1].at))
    for tried in path:
        at = to_datetime(tried.at)
        host.answers = tried.answers
        by = Actor(f"{tried.name}者", tried.roles)
        if tried.kind == "time":
            desk.tick(at=at)
        elif tried.name == "open":
            desk.open(procedure, dict(tried.payload), subject="1", by=by, at=at, recorded_at=at, id="1")
        else:
            desk.act("1", tried.name, dict(tried.payload), by=by, at=at, recorded_at=at)
    return desk.case("1").state


def ways(search: Search) -> Iterator[Node]:
    """Where a search came to without a case beside this one."""
    return (node for node in search.nodes.values() if all(tried.kind in ("step", "time") for tried in node.path()))


@pytest.mark.parametrize("procedure", ["goods_release", "lost_and_found", "fee_collection"])
def test_every_way_is_one_that_a_desk_takes(procedure: str) -> None:
    """Inputs, answers and instants of the search, given to a desk: nothing is refused, and it comes to that state."""
    search = searched(fuheng.MANUAL, procedure)
    nodes = [*list(ways(search))[::4], *search.ends.values()]
    assert len(nodes) > 3
    for node in nodes:
        assert taken(fuheng.MANUAL, procedure, node.path()) == node.case.state


@pytest.mark.parametrize("procedure", WHOLE)
def test_what_no_guard_reads_makes_no_difference(procedure: str) -> None:
    """With everything told apart that any action reads, the same can be done and the same ends are come to."""
    slice_of, whole = (searched(fuheng.MANUAL, procedure, every=every, exact=4000) for every in (False, True))
    assert slice_of.exact
    assert whole.exact
    assert not whole.cut
    assert slice_of.done.keys() == whole.done.keys()
    assert slice_of.ends.keys() == whole.ends.keys()
    assert len(slice_of.nodes) <= len(whole.nodes)


@pytest.mark.parametrize("procedure", ["move_in", "service_request", "renovation"])
def test_what_is_done_at_once_makes_no_difference(procedure: str) -> None:
    """Where every order can be tried, trying only those that matter comes to the same."""
    exact, reduced = (searched(fuheng.MANUAL, procedure, exact=bound) for bound in (4000, 1))
    assert exact.exact
    assert not reduced.exact
    assert not exact.cut
    assert not reduced.cut
    assert exact.done.keys() == reduced.done.keys()
    assert exact.ends.keys() == reduced.ends.keys()


def onward(world: World, case: Case) -> dict[Hashable, Case]:
    """All that a case can come to next and that is told apart from it, by what tells it apart."""
    tried = (world.decided(case, each) for each in world.tries(case))
    came = [each.case for each in (*tried, *world.of_itself(case)) if not each.refusals]
    return {key: each for each in came if (key := world.key(each)) != world.key(case)}


def compared(search: Search, every: int) -> int:
    """How many pairs of cases that are told to be one were compared, one in so many; both can do the same."""
    world, same = search.world, 0
    for node in list(search.nodes.values())[::every]:
        for key, case in onward(world, node.case).items() if node.case.open else ():
            known = search.nodes.get(key)
            if case.open and known is not None and known.key == key and known.case != case:
                assert onward(world, known.case).keys() == onward(world, case).keys(), known.path()
                same += 1
    return same


@pytest.mark.parametrize("procedure", ["goods_release", "move_in", "service_request", "renovation"])
def test_what_is_told_to_be_one_case_can_do_the_same(procedure: str) -> None:
    """Whatever a search forgets: two cases that it does not tell apart come to the same from there."""
    assert compared(searched(fuheng.MANUAL, procedure, exact=4000), every=7) > 3


@pytest.mark.slow
@pytest.mark.parametrize("procedure", ["complaint", "repair"])
def test_what_is_told_to_be_one_case_can_do_the_same_in_a_large_procedure(procedure: str) -> None:
    search = searched(fuheng.MANUAL, procedure)
    assert not search.cut
    assert compared(search.parts[0], every=97) > 30


@pytest.mark.parametrize("name", [name for name, seeded in SEEDED.items() if seeded.kind == "trap"])
def test_what_is_told_to_be_one_case_can_do_the_same_in_a_trap(name: str) -> None:
    for made in (SEEDED[name].wrong(), SEEDED[name].right()):
        assert compared(searched(made, "job"), every=1) >= 0


@pytest.mark.parametrize(
    "name",
    [
        "a task that is left behind for good",
        "an answer that is never taken back",
        "an end behind a limit that nothing can meet",
    ],
)
def test_a_reduced_search_finds_the_same_faults(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """And says the same shortest way there, with what it does at once dropped again."""
    seeded = SEEDED[name]
    exact = found(seeded.wrong(), seeded.kind)
    monkeypatch.setattr("servicedesk.checking.search.EXACT", 1)
    monkeypatch.setattr(explore, "__kwdefaults__", {**(explore.__kwdefaults__ or {}), "exact": 1})
    assert [each.id for each in found(seeded.wrong(), seeded.kind)] == [each.id for each in exact]


def test_a_search_that_is_cut_is_a_finding() -> None:
    """Of three cases at most, nothing is called clean."""
    findings = found(SEEDED["a task that is left behind for good"].right(), "search_cut", most=3)
    (whole,) = (each for each in findings if each.what.zh == "搜索在区分3种情形后中止，未能搜尽：整个流程")
    assert f"| {whole.what.en} |" in PAGE


def test_a_procedure_that_is_not_there_is_told() -> None:
    with pytest.raises(UnknownName, match="no procedure"):
        found(jueshixiang.MANUAL, "trap", procedure="nothing")
