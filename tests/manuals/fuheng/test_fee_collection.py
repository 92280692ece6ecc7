"""Charges: the types of chapter 5, each due under its own clause; shared consumption traced back; the ledger."""

from __future__ import annotations

from typing import Any

import pytest

from manuals.fuheng.case_desk import UNIT, assert_only_refused, assert_refused, everybody, manual, new_desk, person
from manuals.fuheng.fee_collection_desk import COLLECTOR, bill
from manuals.tables import fields_of_steps, out_of_place, roles_of_steps, table
from servicedesk import Policy
from servicedesk.program.catalogue import load_catalogue
from servicedesk.rules.citation import LocalRule
from servicedesk.traceability import ledger

# The printed types of charge: clause, what the charge is called in the rules.
CHARGES = {
    "物业管理服务费": ("1", "property_service_fee"),
    "机动车占位费": ("2", "parking_fee"),
    "特约有偿服务费": ("3", "special_service_fee"),
    "共用水电费用分摊": ("4a", "shared_utilities_fee"),
    "场地及房屋租赁费": ("5", "rent"),
    "保证金": ("6", "deposit"),
    "修复款": ("6", "restoration_money"),
    "代收费": ("6", "third_party_charge"),
    "工本费": ("6", "other_charge"),
}
EACH = [
    pytest.param(zh, row, name, marks=pytest.mark.clause(f"fuheng/fee_collection/{row}"), id=name)
    for zh, (row, name) in CHARGES.items()
]


@pytest.mark.parametrize(("zh", "row", "name"), EACH)
def test_each_type_of_charge_is_billed_and_settled_when_it_is_paid(zh: str, row: str, name: str) -> None:
    case = bill(zh)
    refusal = assert_only_refused(case, "settle", COLLECTOR, by=row, kind="unpaid")
    assert refusal.zh == f"“{zh if name != 'other_charge' else '其他收费'}”未缴"
    case.collect()
    assert case.case.payments == {name: "120.50"}
    assert (name, "met") in {(owed.name, owed.status) for owed in case.desk.obligations(case.id, at=case.now)}
    case.settle()
    assert (case.state, case.case.open) == ("settled", False)


@pytest.mark.parametrize(("zh", "row", "name"), EACH)
def test_what_is_billed_is_collected_and_nothing_else(zh: str, row: str, name: str) -> None:
    case = bill(zh)
    refusal = assert_only_refused(case, "collect", COLLECTOR, by=row, kind="wrong_amount", **{name: "120.49"})
    assert refusal.zh == f"“{zh if name != 'other_charge' else '其他收费'}”应为120.50元"
    case.collect(**{name: "120.50"}).settle()
    assert case.state == "settled"


@pytest.mark.parametrize(("zh", "row", "name"), EACH)
def test_what_is_taken_under_another_charge_is_refused_by_its_name(zh: str, row: str, name: str) -> None:
    """A bill is for one kind of charge: of the others nothing is due."""
    other, (other_row, other_name) = next((z, r) for z, r in CHARGES.items() if r[1] != name)
    amounts = {name: "120.50", other_name: "120.50"}
    refusal = assert_only_refused(bill(zh), "collect", COLLECTOR, by=other_row, kind="not_due", **amounts)
    assert refusal.zh == f"本案不收“{other}”"
    case = bill(zh)
    assert_only_refused(case, "settle", COLLECTOR, by=row, kind="unpaid")
    case.collect(**{**amounts, other_name: "0"}).settle()


@pytest.mark.parametrize(("zh", "row", "name"), EACH)
def test_a_kind_corrected_after_the_money_was_taken_leaves_the_sum_taken(zh: str, row: str, name: str) -> None:
    """What was collected once is not collected again: the bill is of the other kind, and settled with that sum."""
    taken = next(z for z, (_, n) in CHARGES.items() if n != name)
    case = bill(taken).collect()
    case.correct_charge(zh)
    case.settle()
    assert (case.state, case.case.payments) == ("settled", {CHARGES[taken][1]: "120.50"})
    before = bill(taken)
    before.correct_charge(zh)
    assert_only_refused(before, "settle", COLLECTOR, by=row, kind="unpaid")
    assert before.collect().case.payments == {name: "120.50"}


@pytest.mark.parametrize(("zh", "row", "name"), EACH)
def test_an_amount_corrected_after_the_money_was_taken_leaves_the_sum_taken(zh: str, row: str, name: str) -> None:  # noqa: ARG001
    """已登记的收款不因事后更正应收金额而重算: the difference is settled beside the bill."""
    case = bill(zh, "50").collect(**{name: "50"}).correct("open", billed_amount="80")
    assert case.settle().case.payments == {name: "50.00"}


@pytest.mark.parametrize(("zh", "row", "name"), EACH)
def test_the_site_sets_the_amount_of_each_type(zh: str, row: str, name: str) -> None:
    policy = Policy.from_data({"amounts": {f"fuheng/fee_collection/{row}": "99.00"}})
    case = bill(zh, policy=policy)
    assert_only_refused(case, "collect", COLLECTOR, by=row, kind="wrong_amount", **{name: "120.50"})
    case.collect()
    assert case.case.payments == {name: "99.00"}


@pytest.mark.clause("fuheng/fee_collection/6")
def test_the_other_charges_are_examples_and_whatever_else_is_charged_is_named_on_the_bill() -> None:
    """其他收费项目（如保证金、修复款、代收费）: 如 says that there may be others."""
    assert bill("滞纳金").case.facts["charge"] == "滞纳金"
    assert bill("保证金").case.facts["charge"] == "deposit"


@pytest.mark.clause("fuheng/fee_collection/6")
def test_of_the_other_charges_the_deposit_is_one_that_is_given_back() -> None:
    rules = next(p for p in manual().editions[0].procedures if p.name == "fee_collection").rules
    assert [rule.name for rule in rules if getattr(rule, "refundable", False)] == ["deposit"]


@pytest.mark.parametrize("blank", ["charge", "billed_amount", "billing_period"])
def test_a_bill_says_what_for_how_much_and_for_when(blank: str) -> None:
    blanks = {"charge": "代收费", "billed_amount": "120.5", "billing_period": "2026年3月"}
    del blanks[blank]
    outcome = new_desk().try_open("fee_collection", blanks, subject=UNIT, by=person(COLLECTOR))
    assert [(r.kind, r.place) for r in outcome.refusals] == [("missing_field", blank)]
    other = new_desk().try_open("fee_collection", {**blanks, blank: "?"}, subject=UNIT, by=person("owner"))
    assert "wrong_role" in {r.kind for r in other.refusals}


def test_bills_are_the_fee_collectors() -> None:
    case = bill("代收费")
    assert roles_of_steps(case) == {"collect": {"fee_collector"}, "settle": {"fee_collector"}}
    assert out_of_place(case) == set()
    names = " ".join(name for _, name in CHARGES.values())
    assert fields_of_steps(case) == table({"collect": f"| {names}"})
    case.collect()
    assert_only_refused(case, "collect", COLLECTOR, by="local", kind="not_now")
    case.settle()
    assert_refused(case, "collect", COLLECTOR, by="local", kind="ended")


# --- 4 shared consumption, traced back ---------------------------------------------------------------------------


def traced(started: str = "2026-03-10 09:00") -> tuple[Any, str]:
    desk = new_desk()
    standing_tasks = desk.start_standing_tasks({"estate": ["金水园"]}, by=everybody(), at=started, recorded_at=started)
    return desk, next(standing_task for standing_task in standing_tasks if "fee_collection" in standing_task)


@pytest.mark.clause("fuheng/fee_collection/4b")
def test_shared_consumption_is_used_to_find_gaps_such_as_corridor_lights_left_on() -> None:
    desk, standing_task = traced()
    at = {"at": "2026-03-31 17:00", "recorded_at": "2026-03-31 17:00"}
    empty = desk.try_act(standing_task, "trace_consumption", {}, by=person(COLLECTOR), **at)
    assert [(r.kind, r.place) for r in empty.refusals] == [("missing_field", "consumption_finding")]
    finding = {"consumption_finding": "楼道照明异常"}
    other = desk.try_act(standing_task, "trace_consumption", finding, by=person("owner"), **at)
    assert [r.kind for r in other.refusals] == ["wrong_role"]
    desk.act(standing_task, "trace_consumption", finding, by=person(COLLECTOR), **at)
    assert dict(desk.case(standing_task).facts) == finding


@pytest.mark.clause("fuheng/fee_collection/4b")
def test_the_tracing_comes_round_with_the_monthly_share_out() -> None:
    """No rhythm is printed; the house rule's month ends with the day of the next month that has the same number."""
    desk, standing_task = traced()
    assert standing_task == "standing:fuheng/fee_collection/trace_consumption/金水园"
    (limit,) = [d for d in desk.due() if d.case_id == standing_task]
    assert (limit.name, limit.due.format("MM-DD HH:mm"), limit.roles) == (
        "trace_consumption",
        "04-11 00:00",
        (COLLECTOR,),
    )
    at = {"at": "2026-04-11 00:00", "recorded_at": "2026-04-11 00:00"}
    desk.act(standing_task, "trace_consumption", {"consumption_finding": "无异常"}, by=person(COLLECTOR), **at)
    desk.tick("2026-05-12 00:00")
    assert [line.kind for line in desk.history(standing_task) if line.kind in ("met", "missed")] == ["met"]
    desk.tick("2026-05-12 00:01")
    misses = [line.at.format("MM-DD HH:mm") for line in desk.history(standing_task) if line.kind == "missed"]
    assert misses == ["05-12 00:00"]


# --- the ledger ------------------------------------------------------------------------------------------


def test_every_enforceable_row_is_claimed_and_agrees() -> None:
    figures = ledger(manual(), "fee_collection").to_data()
    assert (figures["enforceable"], figures["modelled"]) == (7, 7)
    assert [figures[name] for name in ("unmodelled", "open", "uncited", "disagreements")] == [[], [], [], []]


def test_the_rules_stand_in_the_manuals_order() -> None:
    rows = load_catalogue(manual().catalogue).of("fee_collection")
    order = [row.id.removeprefix("fuheng/fee_collection/") for row in rows]
    rules = next(p for p in manual().editions[0].procedures if p.name == "fee_collection").rules
    places = [order.index(str(rule.clause)) for rule in rules if not isinstance(rule.clause, LocalRule)]
    assert places == sorted(places)
    assert [rule.place() for rule in rules if bool(rule.reading) != bool(rule.reading_zh)] == []


@pytest.mark.clause("fuheng/fee_collection/2")
@pytest.mark.parametrize("amount", ["150.005", "-5", "abc"])
def test_a_charge_that_is_no_amount_is_named_in_chinese(amount: str) -> None:
    """机动车占位费: whoever reads the refusal knows no name of a program."""
    case = bill("机动车占位费")
    (refusal,) = case.try_("collect", COLLECTOR, parking_fee=amount)
    assert (refusal.kind, refusal.place) == ("wrong_value", "parking_fee")
    assert "机动车占位费" in refusal.zh
    assert "parking" not in refusal.zh
