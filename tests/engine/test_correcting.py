"""Which entry a correction may name: one that filed a field that is corrected, and none besides (docs/desk.md)."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from engine.scene import Scene, later_than_all, shared
from engine.test_totals import CENTRE, DAY, MANAGER, correct, deduct, deposit, last, refused
from sample_manuals import sums as m
from servicedesk import Actor, Desk, RecordRow


def told(scene: Scene, entry: int, item: str = "", **values: str) -> list[tuple[str, str]]:
    """The refusals of a correction, by kind and place; it changes nothing where it is refused."""
    before = scene.desk.case(scene.id)
    filed = {"entry": entry, "reason": "误记", **values, **({"item": item} if item else {})}
    answer = scene.desk.try_act(scene.id, "correct", filed, by=MANAGER, at=DAY + "12:00", recorded_at=DAY + "12:00")
    assert not answer.refusals or scene.desk.case(scene.id) == before
    return [(each.kind, each.place) for each in answer.refusals]


def numbers(scene: Scene, *names: str) -> list[int]:
    return [line.seq for line in scene.desk.history(scene.id) if line.name in names]


NO_ENTRY = [("no_entry", "entry")]


def test_what_the_clock_or_another_action_wrote_cannot_be_named() -> None:
    """Each number of the history that is not of the action which filed it."""
    scene = deposit()
    scene.do("find", DAY + "08:30", CENTRE, item="a")
    for at in ("09:00", "10:00", "11:00"):
        deduct(scene, at, "100")
        scene.do("count_pieces", DAY + at, CENTRE, pieces=1)
    scene.desk.tick(DAY + "11:30")
    filed = numbers(scene, "deduct_once")
    others = [line.seq for line in scene.desk.history(scene.id) if line.seq not in filed]
    assert len(filed) == 3
    assert len(others) >= 5
    assert [told(scene, entry, amount="1") for entry in others] == [NO_ENTRY] * len(others)


def test_whoever_names_such_an_entry_reads_why() -> None:
    scene = deposit()
    deduct(scene, "09:00", "100")
    answer = scene.desk.try_act(
        scene.id, "correct", {"entry": 1, "reason": "误记", "amount": "1"}, by=MANAGER, recorded_at=DAY + "12:00"
    )
    assert answer.refusals[0].zh == "没有可更正的第1条记录"


@pytest.mark.parametrize("which", [0, 1, 2])
def test_each_entry_that_filed_it_can_be_named_a_superseded_one_too(which: int) -> None:
    scene = deposit()
    for at in ("09:00", "10:00", "11:00"):
        deduct(scene, at, "100")
    assert told(scene, numbers(scene, "deduct_once")[which], amount="1") == []


def facts(scene: Scene) -> Mapping[str, object]:
    return scene.desk.case(scene.id).facts


def test_what_was_filed_anew_since_stays_as_it_stands() -> None:
    """A slip in the first entry is not the present value, however often it is mended; the last entry's is."""
    scene = deposit()
    for at, amount in (("09:00", "100"), ("10:00", "200"), ("11:00", "300")):
        deduct(scene, at, amount)
    first, _, third = numbers(scene, "deduct_once")
    correct(scene, "11:10", first, amount="150")
    assert str(facts(scene)["amount"]) == "300.00"
    correct(scene, "11:20", last(scene, "correct"), amount="160")
    assert str(facts(scene)["amount"]) == "300.00"
    correct(scene, "11:30", third, amount="310")
    assert str(facts(scene)["amount"]) == "310.00"
    correct(scene, "11:40", last(scene, "correct"), amount="320")
    assert str(facts(scene)["amount"]) == "320.00"
    entries = [line.entry for line in scene.desk.history(scene.id) if line.name == "correct"]
    assert [entry.corrects for entry in entries] == [first, first, third, third]
    assert [[str(v) for v in entry.past_facts.values()] for entry in entries] == [["150.00"], ["160.00"], [], []]
    assert [[str(v) for v in entry.facts.values()] for entry in entries] == [[], [], ["310.00"], ["320.00"]]
    deduct(scene, "11:50", "1320")  # 160 and 200 and 320 and this are the 2000 of the deposit
    assert refused(scene, "11:55", "0.01") == {("forbidden", "local")}


def test_of_one_entry_each_field_goes_by_itself() -> None:
    """The hours stand in the first entry alone and are mended there; the amount was filed anew since."""
    scene = deposit()
    deduct(scene, "09:00", "100", hours_lost="4")
    deduct(scene, "10:00", "200")
    correct(scene, "10:10", numbers(scene, "deduct_once")[0], amount="150", hours_lost="5")
    assert (str(facts(scene)["amount"]), str(facts(scene)["hours_lost"])) == ("200.00", "5")


def test_what_another_item_filed_since_is_nothing_to_it() -> None:
    scene = deposit()
    for item in ("a", "b"):
        scene.do("find", DAY + "08:40", CENTRE, item=item)
    deduct(scene, "09:00", "100", "a")
    deduct(scene, "09:10", "200", "b")
    correct(scene, "09:20", numbers(scene, "deduct")[0], "a", amount="150")
    assert (str(facts(scene)["amount@a"]), str(facts(scene)["amount@b"])) == ("150.00", "200.00")


def test_a_correction_of_the_past_survives_the_store() -> None:
    scene = deposit()
    for at in ("09:00", "10:00"):
        deduct(scene, at, "100")
    correct(scene, "10:10", numbers(scene, "deduct_once")[0], amount="150")
    case = scene.desk.case(scene.id)
    again = Desk(m.MANUAL, store=scene.desk.store, clock=later_than_all, registry=shared(m.MANUAL)).case(scene.id)
    assert again == case
    with scene.desk.store.unit() as unit:
        written = [entry.body for entry in unit.entries(scene.id)][-1]
    assert '"past_facts":{"amount":' in written.replace(" ", "")


def test_a_correction_can_be_corrected_itself() -> None:
    scene = deposit()
    deduct(scene, "09:00", "100")
    correct(scene, "10:00", last(scene, "deduct_once"), amount="1")
    assert told(scene, last(scene, "correct"), amount="2") == []
    assert told(scene, last(scene, "correct"), grounds="他因") == NO_ENTRY


def test_a_field_that_was_left_empty_is_corrected_where_it_was_filed() -> None:
    """The first deduction names no hours, so none of them can be wrong there."""
    scene = deposit()
    deduct(scene, "09:00", "100")
    first = last(scene, "deduct_once")
    deduct(scene, "10:00", "100", hours_lost="4")
    assert told(scene, first, hours_lost="5") == NO_ENTRY
    assert told(scene, last(scene, "deduct_once"), hours_lost="5") == []


def test_one_that_had_to_be_filled_is_corrected_where_it_was_left_out() -> None:
    """docs/course.md: recorded over, it makes the sum unknown until that entry is corrected: 100 and 1900 are 2000."""
    scene = deposit()
    given = {"by": CENTRE, "recorded_by": MANAGER, "at": DAY + "09:00", "recorded_at": DAY + "09:00"}
    scene.desk.record(scene.id, "deduct_once", {"grounds": "违章"}, **given)
    left_out = last(scene, "deduct_once")
    scene.desk.record(scene.id, "deduct_once", {"grounds": "违章", "amount": "100"}, **given)
    assert {kind for kind, _ in refused(scene, "09:10", "1")} == {"unknown_fact"}
    correct(scene, "09:20", left_out, amount="1900")
    assert refused(scene, "09:30", "0.01") == {("forbidden", "local")}


def test_of_several_fields_it_filed_one() -> None:
    scene = deposit()
    deduct(scene, "09:00", "100")
    first = last(scene, "deduct_once")
    deduct(scene, "10:00", "100", hours_lost="4")
    assert told(scene, first, hours_lost="5", amount="1") == []


def test_in_an_item_it_is_an_entry_of_that_item() -> None:
    scene = deposit()
    for item in ("a", "b"):
        scene.do("find", DAY + "08:40", CENTRE, item=item)
    deduct(scene, "09:00", "100", "a")
    deduct(scene, "09:10", "100", "b")
    deduct(scene, "09:20", "100")
    a, b = numbers(scene, "deduct")
    (whole,) = numbers(scene, "deduct_once")
    wrong = [told(scene, entry, item, amount="1") for entry, item in ((b, "a"), (whole, "a"), (a, ""), (b, ""))]
    assert wrong == [NO_ENTRY] * 4
    assert [told(scene, a, "a", amount="1"), told(scene, whole, amount="1")] == [[], []]


def test_what_is_unknown_is_told_as_that() -> None:
    scene = deposit()
    deduct(scene, "09:00", "100")
    assert told(scene, last(scene, "deduct_once"), weight="1") == [("unknown_field", "weight")]
    assert told(scene, 99, weight="1") == [*NO_ENTRY, ("unknown_field", "weight")]
    assert told(scene, last(scene, "deduct_once")) == [("missing_field", "*")]


def test_typed_up_in_one_night_a_correction_names_what_was_filed_that_night() -> None:
    scene = deposit()
    number = scene.desk.case(scene.id).version + 1
    rows = [
        RecordRow("deduct_once", {"amount": "1500", "grounds": "违章"}, by=CENTRE, at=DAY + "09:00"),
        RecordRow("correct", {"entry": number, "reason": "误记", "amount": "150"}, by=MANAGER, at=DAY + "09:30"),
    ]
    scene.desk.record_all(scene.id, rows, recorded_by=MANAGER, recorded_at=DAY + "10:00")
    assert numbers(scene, "deduct_once") == [number]
    deduct(scene, "10:10", "1850")
    assert refused(scene, "10:20", "0.01") == {("forbidden", "local")}


@pytest.mark.parametrize("fields", [{}, {"weight": "1"}, {"contents": "电梯异响"}])
def test_an_entry_of_the_clock_is_none_whether_it_stands_there_or_not(fields: dict[str, str]) -> None:
    """With a tick before it and without, the same is told: what the clock found is nobody's to correct."""
    answers: list[list[tuple[str, str]]] = []
    for ticked in (True, False):
        desk = Desk("fuheng")
        by = Actor("王", [role.name for role in desk.manual.roles])
        call = {"complainant": "张", "contents": "噪声", "channel": "电话"}
        case = desk.open("complaint", call, subject="1", by=by, at=DAY + "09:00", recorded_at=DAY + "09:00")
        if ticked:
            desk.tick(DAY + "11:00")
        stored = [line.kind for line in desk.history(case.id)]
        assert ("missed" in stored) == ticked
        given = {"entry": 3, "reason": "误记", **fields}
        answer = desk.try_act(case.id, "correct", given, by=by, at=DAY + "12:00", recorded_at=DAY + "12:00")
        answers.append([(each.kind, each.place) for each in answer.refusals])
    assert answers[0] == answers[1]
    assert NO_ENTRY[0] in answers[0]
