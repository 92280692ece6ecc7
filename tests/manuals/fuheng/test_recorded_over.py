"""What a record passed over stays owed: the case ends when it was done after all, and not before."""

from __future__ import annotations

from typing import Any

from manuals.fuheng.case_desk import Walk, assert_only_refused, assert_refused, person
from manuals.fuheng.complaint_desk import VISIT, complaint
from manuals.fuheng.move_in_desk import PASSED, move_in
from manuals.fuheng.repair_desk import repair
from manuals.fuheng.service_request_desk import COMPLAINT, request
from manuals.fuheng.vacant_unit_desk import vacancy
from servicedesk import Policy

SITE = Policy.from_data({"recording": {"by": ["上级领导"]}})
DESK, WORKER, OFFICER = "customer_receptionist", "maintenance_worker", "customer_service_officer"


def record(case: Walk, step: str, by: str, **filed: Any) -> None:
    """Write down what was done although something stood against it."""
    when = {"at": case.now, "recorded_at": case.now}
    case.desk.record(case.id, step, filed, by=person(by), recorded_by=person("superior"), **when)


def against(case: Walk, step: str, by: str) -> set[str]:
    """The clauses that stand against a step."""
    return {refusal.clause.rpartition("/")[2] for refusal in case.try_(step, by)}


def test_a_repair_is_not_closed_while_nobody_is_known_to_have_come() -> None:
    """2b: 15分钟内到达现场. It is finished, and the arrival was not written down."""
    case = repair(policy=SITE).open_slip().collect()
    record(case, "finish", WORKER)
    case.sign().check().visit()
    assert_refused(case, "close", DESK, by="2b", kind="limit_open")
    record(case, "arrive", WORKER)
    assert "2b" not in against(case, "close", DESK)


def test_a_repair_is_not_closed_while_nobody_is_known_to_have_come_back() -> None:
    """4 note: back on site 30 minutes after the report to the team leader, and finished without a word of it."""
    case = repair(policy=SITE).to_on_site().examine("review")
    record(case, "finish", WORKER)
    case.sign().check().visit()
    assert_refused(case, "close", DESK, by="4-note", kind="limit_open")
    record(case, "return_to_site", WORKER)
    assert "4-note" not in against(case, "close", DESK)


def test_information_is_not_answered_before_its_handler_replied() -> None:
    """4.1: 24小时内回复. It is put down as a complaint although it is none: the reply is owed still."""
    case = request(policy=SITE).to_assigned()
    record(case, "enter_complaint", DESK, **COMPLAINT)
    assert_only_refused(case, "answer", DESK, by="4.1", kind="limit_open", answer_given="已更换灯管")
    record(case, "reply", "responsible_person", result="已更换灯管")
    assert case.answer().state == "answered"


def test_a_vacancy_does_not_end_without_the_officers_opinion() -> None:
    """5.2.3a: 签署意见. The director signed before the officer had given one."""
    case = vacancy(policy=SITE).inform()
    record(case, "sign", "customer_centre_director")
    case.pass_on().dispatch().cut_off()
    assert_refused(case, "end_vacancy", DESK, by="5.2.3a", kind="outstanding")
    record(case, "give_opinion", OFFICER, officer_opinion="情况属实")
    assert "5.2.3a" not in against(case, "end_vacancy", DESK)


def test_nobody_has_moved_in_while_a_defect_is_open() -> None:
    """Flow 6: each defect is repaired and inspected again. The second acceptance is written down all the same."""
    case = move_in(policy=SITE).to_inspected().note("墙面裂缝", "主卧", "1")
    record(case, "accept_second", OFFICER, **PASSED)
    assert_refused(case, "move_in_as_it_is", "owner", by="flow-6d", kind="outstanding")
    record(case, "close_defect", OFFICER, item="1")
    assert "flow-6d" not in against(case, "move_in_as_it_is", "owner")


def test_a_complaint_is_not_filed_as_explained_before_the_return_visit() -> None:
    """4.3a: 回访 within three days of the handling, which is explained to the owner only then."""
    case = complaint(policy=SITE).to_handled()
    record(case, "explain_unsolved", "responsible_person")
    case.record()
    archive = ("archive_explained", "enterprise_management_dept")
    assert_refused(case, *archive, by="4.3a", kind="limit_open")
    record(case, "revisit", "department_head", **VISIT)
    assert "4.3a" not in against(case, *archive)
