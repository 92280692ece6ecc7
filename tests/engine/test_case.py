"""A case is a fold over its entries."""

from __future__ import annotations

from datetime import datetime

from attrs import evolve

from engine.job import WORKER, at, job, working
from engine.scene import Scene
from servicedesk.calendars import to_instant
from servicedesk.engine.case import Case
from servicedesk.engine.draft import Draft, fold


def empty(case: Case) -> Case:
    """What a case is before its first entry."""
    return Case(
        case.id, case.manual, case.edition, case.fingerprint, case.procedure, case.subject,
        tenant=case.tenant, exclusive_key=case.exclusive_key, opening_key=case.opening_key,
    )  # fmt: skip


def entries(scene: Scene) -> list[object]:
    return [line.entry for line in scene.desk.history(scene.id)]


def test_the_case_is_what_its_entries_make_of_a_blank_one() -> None:
    scene = working()
    scene.do("note_defect", at("10:10"), WORKER, allowed="2天")
    assert fold(empty(scene.case), entries(scene)) == scene.case


def test_the_version_is_the_number_of_entries() -> None:
    scene = working()
    assert scene.case.version == len(entries(scene))
    assert [entry.seq for entry in entries(scene)] == list(range(1, scene.case.version + 1))


def test_an_event_that_came_again_keeps_its_first_and_its_last_time() -> None:
    scene = working()
    for step, clock in (("wait", "10:10"), ("go_on", "10:20"), ("wait", "10:30")):
        scene.do(step, at(clock), WORKER)
    instant = {clock: to_instant(datetime.fromisoformat(at(clock) + "+08:00")) for clock in ("10:10", "10:30")}
    found = scene.case.occurrences["done:wait"]
    assert found.times == 2
    assert [found.first_at, found.last_at] == [instant["10:10"], instant["10:30"]]


def test_a_draft_leaves_the_case_that_it_started_from() -> None:
    case = job().case
    draft = Draft(case)
    entry = evolve(entries(job())[0], seq=draft.next_seq, kind="step", state="working")
    draft.append(entry)
    assert (draft.case.state, draft.case.version) == ("working", case.version + 1)
    assert case.state == "received"
