"""The entry of a step: what it is called, what it makes true, what is paid, and where personal values go."""

from __future__ import annotations

from engine.job import ROW, WORKER, at, job, working
from engine.scene import actor
from properties import sample as m


def test_the_entry_of_a_step_says_what_it_made_true() -> None:
    scene = working()
    (line,) = [h for h in scene.desk.history(scene.id) if h.name == "begin" and h.kind == "step"]
    assert {"done:begin", "entered:working"} <= set(line.entry.events)
    assert (line.entry.by, line.entry.roles, line.entry.state) == ("wang", ("worker",), "working")


def test_opening_stepping_and_acting_have_kinds_of_their_own() -> None:
    scene = working()
    scene.do("pay", at("10:30"), m.CLERK)
    assert scene.log("opened", "step", "task") == [
        ("opened", "open", at("09:00")),
        ("step", "begin", at("10:00")),
        ("task", "pay", at("10:30")),
    ]


def test_a_personal_value_stands_in_no_entry() -> None:
    scene = job()
    assert list(scene.desk.case(scene.id, by=actor(m.CLERK)).vault.values()) == ["张三"]
    assert [h for h in scene.desk.history(scene.id) if "张三" in f"{h.entry}{h.zh}{h.en}"] == []
    assert scene.case.facts["note"] == "漏水"


def test_what_a_fee_comes_to_is_paid_where_no_amount_is_filed() -> None:
    scene = job()
    assert scene.do("pay", at("09:30"), m.CLERK).payments == {"deposit": "100.00"}
    assert "paid:deposit" in scene.case.occurrences


def test_another_amount_than_the_deposit_is_refused() -> None:
    refusal = job().refused("pay", at("09:30"), m.CLERK, ROW + "6", deposit="99.99")
    assert refusal.kind == "wrong_amount"


def test_an_item_is_opened_under_a_name_of_its_own_and_closed_by_it() -> None:
    scene = working()
    scene.do("note_defect", at("10:10"), WORKER, allowed="2天")
    scene.do("note_defect", at("10:20"), WORKER, allowed="3天")
    scene.do("mend_defect", at("10:40"), WORKER, item="defect-1")
    assert {item.id: item.open for item in scene.case.items.values()} == {"defect-1": False, "defect-2": True}
