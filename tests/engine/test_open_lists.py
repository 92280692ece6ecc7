"""A list that says "such as" takes its examples and any other text: fuheng fee_collection 6."""

from __future__ import annotations

import pytest
from attrs import evolve

from engine.scene import Scene, actor
from sample_manuals import charges as m
from servicedesk import Policy, build_program
from servicedesk.declare import Categories, category, choice
from servicedesk.program.fingerprint import meaning
from servicedesk.render import steps_data
from servicedesk.rules.given import as_classification
from servicedesk.stubs import stubs

ROW = "fuheng/fee_collection/6"
AT = {"at": "2026-03-10 09:00", "recorded_at": "2026-03-10 09:00"}


def bill(charge: object) -> Scene:
    scene = Scene(m.MANUAL)
    scene.open("fee_collection", "2026-03-10 09:00", m.COLLECTOR, charge=charge, billed="120.50")
    return scene


@pytest.mark.parametrize(
    ("said", "kept"), [("保证金", "deposit"), ("deposit", "deposit"), ("工本费", "工本费"), (" 滞纳金 ", "滞纳金")]
)
def test_it_takes_what_is_listed_and_any_other_text(said: str, kept: str) -> None:
    assert bill(said).case.facts["charge"] == kept


@pytest.mark.parametrize("said", ["工" * 4001, 7, True, ["工本费"], "工本\u202e费", "工本\x00费"])
def test_what_is_no_text_is_refused_as_of_any_text(said: object) -> None:
    scene = Scene(m.MANUAL)
    result = scene.desk.try_open(
        "fee_collection", {"charge": said, "billed": "1"}, subject="1", by=actor(m.COLLECTOR), **AT
    )
    assert [(r.kind, r.place) for r in result.refusals] == [("wrong_value", "charge")]
    assert "工本" not in result.refusals[0].zh


def test_something_else_has_a_condition_of_its_own_and_is_none_of_the_examples() -> None:
    scene = bill("工本费")
    refusal = scene.refused("settle", "2026-03-10 10:00", m.COLLECTOR, ROW)
    assert refusal.zh == "“其他收费”未缴"
    scene.do("collect", "2026-03-10 10:00", m.COLLECTOR)
    assert scene.case.payments == {"other": "120.50"}
    assert scene.do("settle", "2026-03-10 11:00", m.COLLECTOR).state == "settled"
    assert bill("保证金").refused("settle", "2026-03-10 10:00", m.COLLECTOR, ROW).zh == "“保证金”未缴"


def test_a_limit_by_class_counts_for_something_else_and_a_correction_reads_it_anew() -> None:
    scene = bill("工本费")
    due = scene.due("collect")
    scene.do("correct", "2026-03-10 10:00", m.HEAD, entry=1, reason="误记", charge="修复款")
    assert (scene.case.facts["charge"], scene.running()) == ("restoration", set())
    scene.do("correct", "2026-03-10 11:00", m.HEAD, entry=1, reason="误记", charge="工本费")
    assert (scene.case.facts["charge"], scene.due("collect")) == ("工本费", due)


def test_recorded_it_takes_the_same() -> None:
    scene = Scene(m.MANUAL, options={"policy": Policy.from_data({"recording": {"by": ["head"]}})})
    given = {"subject": "1", "by": actor(m.COLLECTOR), "recorded_by": actor(m.HEAD), **AT}
    case = scene.desk.record_opening("fee_collection", {"charge": "工本费", "billed": "1"}, **given)
    assert (case.facts["charge"], scene.desk.deviations(case.id)) == ("工本费", ())


def test_a_field_may_be_an_open_list_too() -> None:
    scene = bill("保证金")
    scene.do("note_payer", "2026-03-10 10:00", m.COLLECTOR, paid_by="刷卡")
    assert scene.case.facts["paid_by"] == "card"
    scene.do("note_payer", "2026-03-10 10:00", m.COLLECTOR, paid_by="微信")
    assert scene.case.facts["paid_by"] == "微信"


def test_the_condition_reads_in_both_languages() -> None:
    other = m.CHARGE.is_other()
    assert other.text("zh") == "收费项目为其他（未列明的）"
    assert other.opposite("zh") == "收费项目不是其他（未列明的）"
    assert (other | m.CHARGE.is_("deposit")).text("en") == "charge is deposit or something else than is listed"


class Charge(Categories, zh="收费项目", open_list=True):
    deposit = category("保证金")


def test_a_class_of_values_is_open_where_it_says_so() -> None:
    declared = as_classification(Charge)
    assert declared is not None
    assert (declared.open_list, Charge.is_other()) == (True, declared.is_other())
    assert choice("paid_by", "支付方式", open_list=True, cash="现金").open_list
    assert not choice("paid_by", "支付方式", cash="现金").open_list


def test_program_stubs_and_page_know_that_it_is_open() -> None:
    program = build_program(m.MANUAL, "undated")
    closed = evolve(m.CHARGE, open_list=False)
    assert meaning(closed) != meaning(m.CHARGE)
    assert "open" not in str(meaning(closed.as_field()))
    typed = stubs(m.MANUAL)
    assert 'charge: Literal["deposit", "保证金", "restoration", "修复款"] | str  # 收费项目' in typed
    assert 'paid_by: Literal["cash", "现金", "card", "刷卡"] | str' in typed
    fields = steps_data(program, program.plans["fee_collection"])["steps"][0]["fields"]
    assert [each["open_list"] for each in fields if each["name"] == "charge"] == [True]
