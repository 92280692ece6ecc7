"""What a record passed over stays owed: the case ends when it was done after all, and not before."""

from __future__ import annotations

from typing import Any

from manuals.fuheng.case_desk import Walk, assert_refused, person
from manuals.jueshixiang.campaign_desk import DIRECTOR, MAILED, MARKETING, campaign
from manuals.jueshixiang.case_desk import new_desk
from manuals.jueshixiang.paid_service_desk import WORKER, paid_service
from manuals.jueshixiang.reception_desk import CHECK, GREETER, STAFF, reception
from manuals.jueshixiang.renovation_desk import PATROLS, Renovation, renovation
from manuals.jueshixiang.repair_desk import ASSISTANT, BUILDER, repair
from servicedesk import Desk, Policy

SITE = Policy.from_data({"override": [PATROLS], "recording": {"by": ["公司"]}})


def recording() -> Desk:
    """A desk at which the company may write down what was done although something stood against it."""
    return new_desk(policy=SITE)


def record(case: Walk, step: str, by: str, *, to_state: str = "", **filed: Any) -> None:
    """Write it down."""
    when = {"at": case.now, "recorded_at": case.now, "to_state": to_state}
    case.desk.record(case.id, step, filed, by=person(by), recorded_by=person("company"), **when)


def against(case: Walk, step: str, by: str, **filed: Any) -> set[str]:
    """The clauses that stand against a step."""
    return {refusal.clause.rpartition("/")[2] for refusal in case.try_(step, by, **filed)}


SUMMED_UP = {"experience": "座位牌提前核对", "shortcomings": "停车引导不足"}


def test_a_reception_is_not_summed_up_while_the_second_check_is_owed() -> None:
    """4.2.1: checked again half an hour before. The guests were seated without it."""
    case = reception(desk=recording()).to_preparing().prepare()
    record(case, "seat_guests", GREETER)
    case.tea().record_tea().stay().see_off().clear().record_collected()
    case.report("greeting").report("service").report("venue")
    assert_refused(case, "sum_up", STAFF, by="4.2.1b", kind="limit_open", **SUMMED_UP)
    record(case, "check_again", STAFF, **CHECK)
    assert "4.2.1b" not in against(case, "sum_up", STAFF, **SUMMED_UP)


def test_a_move_in_is_not_over_while_owners_were_not_written_to() -> None:
    """4.2.1: 挂号信寄发. The move-in began without the letters."""
    case = campaign(desk=recording()).to_planned().prepare(without="send_notices")
    record(case, "begin_move_in", DIRECTOR)
    assert_refused(case, "close", DIRECTOR, by="4.2.1a", kind="outstanding")
    record(case, "send_notices", MARKETING, **MAILED)
    assert case.close().state == "closed"


def test_a_move_in_is_not_over_while_nothing_stood_in_the_press() -> None:
    """4.2.1: 登报公告 a week ahead, and it began without."""
    case = campaign(desk=recording()).to_planned().prepare(without="announce_in_press")
    record(case, "begin_move_in", DIRECTOR)
    assert_refused(case, "close", DIRECTOR, by="4.2.1b", kind="limit_open")
    record(case, "announce_in_press", MARKETING, newspaper="晚报")
    assert case.close().state == "closed"


def test_a_service_is_not_over_while_nobody_is_known_to_have_come() -> None:
    """7.1: within two minutes of the time agreed. It was begun, and no arrival written down."""
    case = paid_service(desk=recording()).tick("2026-03-12 14:00")
    record(case, "begin", WORKER)
    assert_refused(case, "close", WORKER, by="7.1b", kind="limit_open")
    record(case, "arrive", WORKER)
    assert "7.1b" not in against(case, "close", WORKER)


def to_refund(case: Renovation) -> None:
    """From the permit, which is written down as the entry is, as far as the approved refund of the deposit."""
    record(case, "issue_permit", "customer_service_department", permit_number="2026-017")
    record(case, "enter_site", "contractor", extinguishers="3")
    case.do("pass_unit_data", ASSISTANT).finish().accept("passed").approve_refund()


REFUND = ("refund_deposit", "back_office_assistant")


def test_a_deposit_is_not_refunded_while_engineering_owes_its_opinion() -> None:
    """5.1.3: 二个工作日内. It was handed on to the director, and decided, without one."""
    case = renovation(policy=SITE).to_with_engineering().review()
    record(case, "submit", "equipment_maintenance_manager")
    record(case, "decide", DIRECTOR, outcome="approves", decision_opinion="同意")
    to_refund(case.through_formalities())
    assert_refused(case, *REFUND, by="5.1.3a", kind="limit_open")
    record(case, "give_opinion", "equipment_maintenance_manager", outcome="conforms", maintenance_opinion="符合要求")
    assert "5.1.3a" not in against(case, *REFUND)


def test_a_deposit_is_not_refunded_while_the_director_owes_his_decision() -> None:
    """5.1.4: 一个工作日内. The permit was issued without it."""
    case = renovation(policy=SITE).to_with_director()
    to_refund(case)
    assert_refused(case, *REFUND, by="5.1.4a", kind="limit_open")
    record(case, "decide", DIRECTOR, outcome="approves", decision_opinion="同意")
    assert "5.1.4a" not in against(case, *REFUND)


def test_a_deposit_is_not_refunded_while_a_violation_is_to_be_put_right() -> None:
    """5.2.1: 限期整改. The works are written down as finished before."""
    case = renovation(policy=SITE).to_works().order("1").call("1").notice("1")
    record(case, "finish_works", "contractor")
    case.accept("passed").approve_refund()
    assert_refused(case, *REFUND, by="5.2.1d", kind="limit_open")
    record(case, "confirm_corrected", "equipment_maintenance_technician", item="1")
    assert "5.2.1d" not in against(case, *REFUND)


def test_a_repair_is_not_settled_while_the_builder_has_not_said_that_it_is_done() -> None:
    """4.4 item 3: 在约定时间内处理. The resident was called all the same."""
    case = repair(desk=recording()).notify().ask()
    record(case, "call_resident", ASSISTANT)
    inspect = ("inspect_again", "maintenance_worker")
    assert_refused(case, *inspect, by="4.4-item-3", kind="limit_open", outcome="合格")
    record(case, "rectify", BUILDER)
    assert "4.4-item-3" not in against(case, *inspect, outcome="合格")
