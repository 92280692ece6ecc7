"""Categories without a limit, rules that are switched off, and order and replay of a history (A68, A77, A129, A130)."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from effort import examples
from engine.scene import Scene, actor
from engine.test_pauses import C3, job
from sample_manuals import tiny as m
from servicedesk import Desk, Policy
from servicedesk.calendars import parse_instant
from servicedesk.declare import (
    Deadline,
    Manual,
    Permission,
    Procedure,
    Start,
    Step,
    builtin_roles,
    edition,
    hours,
    local_rule,
)
from servicedesk.engine.case import Case
from servicedesk.engine.context import Context
from servicedesk.engine.decide import tick
from servicedesk.engine.draft import fold
from servicedesk.engine.entry import Actor
from servicedesk.errors import DefinitionFault, InvalidProcedure
from servicedesk.rules.conditions import Condition, classification
from servicedesk.stores import Store
from servicedesk.stores.memory import MemoryStore
from servicedesk.stores.rows import case_of, entry_of
from servicedesk.stores.sqlite import SqliteStore

WHY = local_rule("the course needs the act")
kind = classification("kind", "种类", water="水", light="电", other="其他")


def sorted_jobs(*limits: Deadline, name: str = "sorted") -> Procedure:
    return Procedure(
        name,
        "分类派工",
        states="received",
        ends="finished",
        rules=[
            Start(WHY, m.CLERK, sets=kind, zh="受理", en="open"),
            Permission(WHY, "sort", m.CLERK, sets=kind, zh="改类", en="sort"),
            *limits,
            Step(WHY, "finish", m.CLERK, "received", "finished", zh="办结", en="finish"),
        ],
    )


def within(
    clause: str,
    count: int,
    *,
    only: Condition | None = None,
    unless: Condition | None = None,
    none_for: Condition | None = None,
) -> Deadline:
    return Deadline(
        clause,
        "solve",
        m.CLERK,
        hours(count),
        only=only,
        unless=unless,
        none_for=none_for,
        since="received",
        met_by="finished",
        zh="处理",
    )


def manual(*editions: tuple[str, str, Procedure]) -> Manual:
    return Manual(
        "sorting",
        "分类手册",
        editions=tuple(
            edition(name, procedure, in_force_from=since, verified_on="2026-11-24")
            for name, since, procedure in editions
        ),
        roles=(m.HEAD, m.SUPERVISOR, m.FOREMAN, m.CLERK),
        head=m.HEAD,
        builtin=builtin_roles(withdraw=m.CLERK, merge=m.CLERK, correct=m.SUPERVISOR, erase=m.HEAD),
        catalogue="sample_manuals",
    )


URGENT = within("2.1", 1, only=kind.is_("water"))
DEFAULT = within("2.2", 4, unless=kind.is_("water"))


def test_a68_a_category_without_a_limit_takes_the_default_and_the_trace_says_so() -> None:
    scene = Scene(manual(("2026-01", "2026-01-01", sorted_jobs(URGENT, DEFAULT))))
    scene.open("sorted", "2026-03-10 09:00", m.CLERK, kind="other")
    assert scene.due("solve") == "2026-03-10 13:00"
    why = scene.desk.explain(scene.id, "solve")
    assert (why.clause, why.unless) == ("sorting/sorted/2.2", "kind is water")
    assert "此为一般时限，除种类为水外均适用。" in why.text("zh")
    assert "This is the general limit: it holds unless kind is water." in why.text("en")
    scene.do("sort", "2026-03-10 09:10", m.CLERK, kind="water")
    assert scene.due("solve") == "2026-03-10 10:00"
    assert scene.desk.explain(scene.id, "solve").unless == ""


def test_a68_a_category_without_a_limit_and_without_default_is_refused_when_it_is_read() -> None:
    with pytest.raises(InvalidProcedure) as refused:
        sorted_jobs(URGENT, within("2.2", 4, only=kind.is_("light")))
    (fault,) = refused.value.exceptions
    assert isinstance(fault, DefinitionFault)
    assert "no limit 'solve' where kind is other" in str(fault)
    said = within("2.2", 4, only=kind.is_("light"), none_for=kind.is_("other"))
    assert sorted_jobs(URGENT, said).name == "sorted"


def test_a77_under_a_new_edition_running_clocks_go_on_by_the_old_and_new_cases_take_the_new() -> None:
    """The rules are switched over on 11 March: the open case keeps its 4 hours until it is met."""
    programs = manual(
        ("old", "2026-01-01", sorted_jobs(DEFAULT, URGENT)),
        ("new", "2026-03-11", sorted_jobs(within("2.2", 8, unless=kind.is_("water")), URGENT)),
    )
    scene = Scene(programs)
    scene.open("sorted", "2026-03-10 23:00", m.CLERK, kind="light")
    later = scene.desk.open(
        "sorted",
        {"kind": "light"},
        subject="1-1-102",
        by=actor(m.CLERK),
        at="2026-03-11 01:00",
        recorded_at="2026-03-11 01:00",
    )
    due = {d.case_id: d.due.format("YYYY-MM-DD HH:mm") for d in scene.desk.due() if d.due is not None}
    assert due == {scene.id: "2026-03-11 03:00", later.id: "2026-03-11 09:00"}
    scene.do("finish", "2026-03-11 02:30", m.CLERK)
    assert (scene.limit("solve").state, scene.limit("solve").clause) == ("met", "sorting/sorted/2.2")


def test_a77_a_clock_whose_rule_no_longer_applies_ends_cancelled_with_its_cause_and_tells_nobody() -> None:
    scene = job("2026-03-10 09:00")
    scene.do("set_urgency", "2026-03-10 10:00", m.CLERK, urgency="low")
    line = scene.desk.history(scene.id)[-1]
    entry = line.entry
    assert (line.kind, entry.reason, entry.cause, entry.by_us) == ("cancelled", "no_longer_applies", "", 0)
    assert (scene.limit("solve").state, scene.running()) == ("cancelled", set())
    assert scene.tick("2026-03-12 18:00") == []


def busy_case(store: Store) -> Scene:
    """Several clocks, two of which fall due at one instant."""
    scene = Scene(m.MANUAL, options={"store": store, "policy": Policy(calendar=C3)})
    scene.open("clocks", "2026-03-09 09:00", m.CLERK)
    return scene


@settings(max_examples=examples(40), deadline=None)
@given(st.randoms(use_true_random=False))
def test_a129_what_falls_due_at_one_instant_is_recorded_in_one_order_however_it_is_stored(
    shuffle: random.Random,
) -> None:
    """Three clocks are put on one due: the limits of the case are shuffled, the entries stay the same."""
    scene = busy_case(MemoryStore())
    (program,) = scene.desk.programs().values()
    now = parse_instant("2026-03-09 18:00", zone="Asia/Shanghai")
    context = Context(Actor("clock"), now, now, calendar=C3)
    with scene.desk.store.unit() as unit:
        case = case_of(unit.load(scene.id))
    level = {name: evolve(limit, due=case.limits["answer"].due) for name, limit in case.limits.items()}
    orders = [list(level.items()) for _ in range(2)]
    shuffle.shuffle(orders[1])
    first, second = (tick(program, evolve(case, limits=dict(order)), context) for order in orders)
    assert first.entries == second.entries
    assert [entry.name for entry in first.entries] == ["answer", "solve", "tell_superior"]


def test_a129_the_order_in_which_a_table_lies_on_the_disk_changes_nothing(tmp_path: Path) -> None:
    """Entries recorded at one instant: the same rows, written backwards into another file."""
    with SqliteStore(tmp_path / "a.db") as store:
        scene = busy_case(store)
        scene.do("answer", "2026-03-09 09:30", m.CLERK)
        lines = [(h.seq, h.kind, h.name) for h in scene.desk.history(scene.id)]
    with sqlite3.connect(tmp_path / "a.db") as db:
        rows = db.execute("SELECT * FROM sd_entry ORDER BY seq DESC").fetchall()
        db.execute("DELETE FROM sd_entry")
        db.executemany("INSERT INTO sd_entry VALUES (?,?,?,?,?)", rows)
    db.close()
    with Desk(m.MANUAL, store=f"sqlite:///{tmp_path / 'a.db'}") as desk:
        assert [(h.seq, h.kind, h.name) for h in desk.history(scene.id)] == lines
        assert len({h.recorded_at for h in desk.history(scene.id)}) < len(lines)


ACTS = ("set_urgency urgent", "set_urgency normal", "suspend", "resume", "closure", "tick", "finish")


@pytest.mark.slow
@pytest.mark.parametrize("kind_of_store", ["memory", "sqlite"])
@settings(max_examples=examples(40), deadline=None)
@given(acts=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 300)), max_size=8))
def test_a130_replaying_the_log_gives_the_stored_clocks(
    kind_of_store: str, acts: list[tuple[str, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Targets that change, pauses, a closed day, late looks: the entries alone give every clock that is stored."""
    store: Store = (
        MemoryStore() if kind_of_store == "memory" else SqliteStore(tmp_path_factory.mktemp("replay") / "desk.db")
    )
    with store:
        scene = Scene(m.MANUAL, options={"store": store, "policy": Policy(calendar=C3)})
        scene.open("job", "2026-03-10 09:00", m.CLERK, urgency="normal")
        clock = scene.desk.history(scene.id)[0].at
        for act, minutes in acts:
            clock = clock.add(minutes=minutes)
            name, _, urgency = act.partition(" ")
            if name == "tick":
                scene.desk.tick(clock)
            elif name == "closure":
                scene.desk.recalculate(C3.with_closure("2026-03-11"), by=actor(m.HEAD), at=clock, recorded_at=clock)
            else:
                facts = {"urgency": urgency} if urgency else {}
                scene.desk.try_act(scene.id, name, facts, by=actor(m.CLERK), at=clock, recorded_at=clock)
        with store.unit() as unit:
            case = case_of(unit.load(scene.id))
            entries = [entry_of(row, scene.id) for row in unit.entries(scene.id)]
        settled = (
            "id",
            "manual",
            "edition",
            "fingerprint",
            "procedure",
            "subject",
            "tenant",
            "parent",
            "exclusive_key",
            "opening_key",
        )
        replayed = fold(Case(**{name: getattr(case, name) for name in settled}), entries)
        assert replayed.limits == case.limits
        assert replayed == case
