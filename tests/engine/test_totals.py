"""What adds up: henghu trusteeship 4.1.1.6e (20 kWh over the whole time), and deductions over the items of a case."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from engine.scene import Scene, actor
from sample_manuals import sums as m
from servicedesk import Policy, build_program
from servicedesk.declare import fact, share, total, yuan
from servicedesk.program.fingerprint import meaning
from servicedesk.render import sheet_data
from servicedesk.stores.codec import case_from_json, case_to_json

DAY = "2026-03-10 "
MANAGER = actor(m.MANAGER, name="陈")
CENTRE = actor(m.CENTRE, name="王敏")


def deposit() -> Scene:
    policy = Policy.from_data({"recording": {"by": ["管理处主任"]}})
    scene = Scene(m.MANUAL, options={"policy": policy})
    scene.open("deposit", DAY + "08:00", m.CENTRE)
    return scene


def deduct(scene: Scene, at: str, amount: str, item: str = "", recorded: str = "", **more: Any) -> None:
    filed = {"amount": amount, "grounds": "违章", **more, **({"item": item} if item else {})}
    scene.do("deduct" if item else "deduct_once", DAY + at, m.CENTRE, recorded and DAY + recorded, **filed)


def refused(scene: Scene, at: str, amount: str, item: str = "") -> set[tuple[str, str]]:
    filed = {"amount": amount, "grounds": "违章", **({"item": item} if item else {})}
    return scene.refusals("deduct" if item else "deduct_once", DAY + at, m.CENTRE, **filed)


def correct(scene: Scene, at: str, entry: int, item: str = "", **values: Any) -> None:
    filed = {"entry": entry, "reason": "误记", **values, **({"item": item} if item else {})}
    scene.desk.act(scene.id, "correct", filed, by=MANAGER, at=DAY + at, recorded_at=DAY + at)


def last(scene: Scene, name: str) -> int:
    return [line.entry.seq for line in scene.desk.history(scene.id) if line.name == name][-1]


# --- the sum -----------------------------------------------------------------------------------------------------


def test_meter_readings_of_the_whole_trusteeship_add_up() -> None:
    """4.1.1.6e: not more than 20 kWh over the trusteeship; 9.5 and 10.5 are 20, and 0.1 more is over it."""
    scene = Scene(m.MANUAL)
    scene.open("trusteeship", "2026-01-01 09:00", m.CENTRE, starts="2026-01-01", ends="2026-12-31")
    for month, used in (("01-31", "9.5"), ("02-28", "10.5"), ("03-31", "0.1")):
        assert scene.desk.entitlements(scene.id, on=f"2026-{month}")[0].in_force
        scene.do("read_meter", f"2026-{month} 17:00", m.CENTRE, kwh_used=used, read_on=f"2026-{month}")
    held = [scene.desk.entitlements(scene.id, on=day)[0].in_force for day in ("2026-02-28", "2026-03-01")]
    assert held == [True, False]


def test_what_is_being_filed_is_part_of_it() -> None:
    scene = deposit()
    deduct(scene, "09:00", "1500")
    assert refused(scene, "09:10", "500.01") == {("forbidden", "local")}
    deduct(scene, "09:10", "500")
    assert refused(scene, "09:20", "0.01") == {("forbidden", "local")}


def test_the_first_alone_may_be_too_much() -> None:
    assert refused(deposit(), "09:00", "2000.01") == {("forbidden", "local")}


class Sums:
    """A view that knows a sum of 300 and what it is held against."""

    def __init__(self, **known: Any) -> None:
        self.known = known

    def total(self, _: str, *, of_item: bool) -> Decimal:
        return Decimal(300 if of_item else 1000)

    def fact(self, name: str) -> Any:
        return self.known.get(name)


@pytest.mark.parametrize(
    ("billed", "enough", "over"), [("299.99", True, True), ("300", True, False), ("300.01", False, False)]
)
def test_it_is_held_against_another_fact(billed: str, enough: bool, over: bool) -> None:
    view: Any = Sums(billed=Decimal(billed), pieces=Decimal(billed))
    collected = total("collected", of_item=True)
    assert collected.at_least(fact("billed")).evaluate(view) is enough
    assert collected.over(m.Count.pieces).evaluate(view) is over
    nothing: Any = Sums(billed=None)
    assert collected.at_least(fact("billed")).evaluate(nothing) is None
    assert meaning(collected.over(m.Count.pieces)) == meaning(collected.over(fact("pieces")))
    assert list(collected.over(m.Count.pieces).facts()) == ["collected", "pieces"]


def test_it_is_over_all_items_of_the_case() -> None:
    scene = deposit()
    for item in ("a", "b", "c"):
        scene.do("find", DAY + "09:00", m.CENTRE, item=item)
    deduct(scene, "09:10", "700", "a")
    deduct(scene, "09:10", "700", "b")
    assert refused(scene, "09:20", "601", "c") == {("forbidden", "local")}
    deduct(scene, "09:20", "600", "c")


def test_of_an_item_it_is_the_items_own() -> None:
    scene = deposit()
    for item in ("a", "b"):
        scene.do("find", DAY + "09:00", m.CENTRE, item=item)
    deduct(scene, "09:10", "700", "a")
    deduct(scene, "09:20", "700", "b")
    assert refused(scene, "09:30", "101", "a") == {("forbidden", "local")}
    deduct(scene, "09:30", "100", "a")


def test_nothing_filed_is_nothing() -> None:
    """At least three pieces: none counted are too few, and no hours lost are fewer than ten."""
    scene = deposit()
    assert scene.refusals("settle", DAY + "09:00", m.CENTRE) == {("required", "local")}
    scene.do("count_pieces", DAY + "09:10", m.CENTRE, pieces=2)
    assert scene.refusals("settle", DAY + "09:20", m.CENTRE) == {("required", "local")}
    scene.do("count_pieces", DAY + "09:30", m.CENTRE, pieces=1)
    scene.do("settle", DAY + "09:40", m.CENTRE)


def test_a_sum_of_the_case_is_over_its_items_too() -> None:
    scene = deposit()
    scene.do("find", DAY + "08:40", m.CENTRE, item="a")
    scene.do("count_pieces", DAY + "09:00", m.CENTRE, pieces=1)
    scene.do("count_there", DAY + "09:10", m.CENTRE, item="a", pieces=2)
    scene.do("settle", DAY + "09:40", m.CENTRE)


def test_an_optional_field_that_was_left_empty_counts_as_nothing() -> None:
    scene = deposit()
    scene.do("count_pieces", DAY + "08:30", m.CENTRE, pieces=3)
    deduct(scene, "09:00", "1", hours_lost="9.5")
    deduct(scene, "09:10", "1")
    scene.do("settle", DAY + "09:40", m.CENTRE)


def test_what_is_owed_before_a_step_is_less_than_so_much() -> None:
    scene = deposit()
    scene.do("count_pieces", DAY + "08:30", m.CENTRE, pieces=3)
    scene.do("find", DAY + "08:40", m.CENTRE, item="a")
    deduct(scene, "09:00", "1", "a", hours_lost="4")
    deduct(scene, "09:10", "1", hours_lost="6")
    assert scene.refusals("settle", DAY + "09:40", m.CENTRE) == {("required", "local")}


def test_one_that_was_owed_and_recorded_over_makes_it_unknown() -> None:
    scene = deposit()
    given = {"by": CENTRE, "recorded_by": MANAGER, "at": DAY + "09:00", "recorded_at": DAY + "09:00"}
    scene.desk.record(scene.id, "deduct_once", {"grounds": "违章"}, **given)
    assert {kind for kind, _ in refused(scene, "09:10", "1")} == {"unknown_fact"}


def test_what_was_recorded_over_the_cap_counts() -> None:
    scene = deposit()
    given = {"by": CENTRE, "recorded_by": MANAGER, "at": DAY + "09:00", "recorded_at": DAY + "09:00"}
    scene.desk.record(scene.id, "deduct_once", {"grounds": "违章", "amount": "2500"}, **given)
    assert [row.clause for row in scene.desk.deviations(scene.id)] == ["local"]
    assert refused(scene, "09:10", "1") == {("forbidden", "local")}


def test_recorded_late_it_counts_from_when_it_is_recorded() -> None:
    scene = deposit()
    deduct(scene, "09:00", "1500", recorded="15:00")
    assert refused(scene, "15:10", "501") == {("forbidden", "local")}


# --- corrected ---------------------------------------------------------------------------------------------------


def test_a_corrected_entry_counts_once_as_corrected() -> None:
    scene = deposit()
    deduct(scene, "09:00", "1500")
    first = last(scene, "deduct_once")
    deduct(scene, "09:10", "400")
    correct(scene, "09:20", first, amount="150")
    deduct(scene, "09:30", "1450")
    assert refused(scene, "09:40", "0.01") == {("forbidden", "local")}


def test_corrected_twice_the_last_correction_holds() -> None:
    scene = deposit()
    deduct(scene, "09:00", "1500")
    first = last(scene, "deduct_once")
    correct(scene, "09:10", first, amount="150")
    correct(scene, "09:20", first, amount="1900")
    assert refused(scene, "09:30", "101") == {("forbidden", "local")}
    deduct(scene, "09:30", "100")


def test_a_correction_that_names_another_entry_is_refused_and_the_sum_stays() -> None:
    scene = deposit()
    deduct(scene, "09:00", "1000")
    deduct(scene, "09:10", "900")
    wrong = {"entry": 1, "reason": "误记", "amount": "100"}
    told = scene.desk.try_act(scene.id, "correct", wrong, by=MANAGER, at=DAY + "09:20", recorded_at=DAY + "09:20")
    assert [(each.kind, each.place) for each in told.refusals] == [("no_entry", "entry")]
    assert refused(scene, "09:40", "101") == {("forbidden", "local")}


def test_a_correction_of_the_last_that_filed_it_is_of_that_one() -> None:
    scene = deposit()
    deduct(scene, "09:00", "1000")
    deduct(scene, "09:10", "900")
    correct(scene, "09:20", last(scene, "deduct_once"), amount="100")
    deduct(scene, "09:30", "900")
    assert refused(scene, "09:40", "1") == {("forbidden", "local")}


def test_a_correction_in_an_item_is_of_that_item() -> None:
    scene = deposit()
    for item in ("a", "b"):
        scene.do("find", DAY + "09:00", m.CENTRE, item=item)
    deduct(scene, "09:10", "700", "a")
    of_a = last(scene, "deduct")
    deduct(scene, "09:10", "700", "b")
    correct(scene, "09:20", of_a, "a", amount="100")
    deduct(scene, "09:30", "700", "a")
    assert refused(scene, "09:40", "101", "b") == {("forbidden", "local")}


# --- what reads it -----------------------------------------------------------------------------------------------


def test_a_milestone_is_reached_with_the_entry_that_makes_it_full() -> None:
    scene = deposit()
    deduct(scene, "09:00", "600")
    scene.do("find", DAY + "09:10", m.CENTRE, item="a")
    deduct(scene, "09:20", "399.99", "a")
    assert scene.log("achieved") == []
    deduct(scene, "10:00", "0.01")
    assert scene.log("achieved") == [("achieved", "half_gone", DAY + "10:00")]


def settled(amount: str) -> Scene:
    """So much deducted, of it 500 for a violation; then settled."""
    scene = deposit()
    scene.do("count_pieces", DAY + "08:30", m.CENTRE, pieces=3)
    scene.do("find", DAY + "08:40", m.CENTRE, item="a")
    deduct(scene, "08:50", "500", "a")
    deduct(scene, "09:00", str(Decimal(amount) - 500))
    scene.do("rectify", DAY + "09:10", m.CENTRE, item="a")
    scene.do("settle", DAY + "10:00", m.CENTRE)
    return scene


def test_a_level_reads_it() -> None:
    assert settled("999.99").log("escalated") == []
    assert [name for _, name, _ in settled("1000").log("escalated")] == ["tell_manager"]


def test_a_limit_and_an_outcome_read_it() -> None:
    def kinds(scene: Scene) -> set[str]:
        return {kind for kind, _ in scene.refusals("decide", DAY + "11:00", m.CENTRE, outcome="back")}

    less, all_of_it = settled("1999.99"), settled("2000")
    assert (less.running(), kinds(less)) == ({"pay_back"}, set())
    assert (all_of_it.running(), kinds(all_of_it)) == (set(), {"not_applicable"})


# --- as it is kept and said --------------------------------------------------------------------------------------


def test_a_case_that_is_stored_knows_it() -> None:
    scene = deposit()
    scene.do("find", DAY + "09:00", m.CENTRE, item="a")
    deduct(scene, "09:10", "700.50", "a")
    case = scene.case
    assert case_from_json(case_to_json(case), case.id).totals == case.totals
    assert [each.amount for each in case.totals["amount"]] == [Decimal("700.50")]


@pytest.mark.parametrize(
    ("condition", "zh", "en"),
    [
        (total("amount").at_most(yuan(2000)), "扣款金额合计不超过2000元", "the total of amount is at most 2000 CNY"),
        (~total("amount").at_most(yuan(2000)), "扣款金额合计超过2000元", "the total of amount is over 2000 CNY"),
        (total("amount").over(yuan(2000)), "扣款金额合计超过2000元", "the total of amount is over 2000 CNY"),
        (~total("amount").over(yuan(2000)), "扣款金额合计未超过2000元", "the total of amount is not over 2000 CNY"),
        (
            total("amount", of_item=True).over(yuan(8)),
            "本项扣款金额合计超过8元",
            "the total of amount of this item is over 8 CNY",
        ),
    ],
)
def test_it_reads_in_both_languages(condition: Any, zh: str, en: str) -> None:
    plan = build_program(m.MANUAL, "undated").plans["deposit"]
    assert (plan.reading(condition, "zh"), plan.reading(condition, "en")) == (zh, en)


def test_a_refusal_says_what_is_too_much() -> None:
    scene = deposit()
    filed = {"amount": "2001", "grounds": "违章"}
    moment = {"at": DAY + "09:00", "recorded_at": DAY + "09:00"}
    (refusal,) = scene.desk.try_act(scene.id, "deduct_once", filed, by=CENTRE, **moment).refusals
    assert "扣款金额合计超过2000元" in refusal.zh
    assert "the total of amount is over 2000 CNY" in refusal.en


def test_the_sheet_says_it() -> None:
    program = build_program(m.MANUAL, "undated")
    rows = [" ".join(map(str, row.values())) for row in sheet_data(program, program.plans["trusteeship"], "zh")]
    assert any("本月用电度数合计超过20" in row for row in rows)


def test_the_fingerprint_knows_field_bound_and_item() -> None:
    bounds = [total("a").over(1), total("b").over(1), total("a").over(2), total("a").under(1)]
    bounds += [total("a", of_item=True).over(1), total("a").over(share("1"))]
    assert len({repr(meaning(each)) for each in bounds}) == 6
