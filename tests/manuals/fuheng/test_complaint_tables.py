"""Tables typed from the text: who may do what, in which state, filling which blanks, for which complaints."""

from __future__ import annotations

import pytest

from manuals.fuheng.case_desk import everybody
from manuals.fuheng.complaint_desk import CLASS_1, CLASS_2, CLASS_3, Complaint, complaint
from manuals.tables import WhatInWhichState, WhichFields, WhoMayDoWhat

TOOK_IT = "recipient front_desk staff"
# 接收人、前台，和所有员工（3.5）: everybody of the company, in whatever role; nobody outside it.
# 委托人 is named for one visit (4.3) and is nothing beside the post that he has.
WHOEVER = """
    recipient front_desk staff customer_receptionist customer_service_officer maintenance_worker team_leader
    responsible_person responsible_department warranty_office warranty_clerk management_office superior
    department_head enterprise_management_dept management_representative company_director top_management
    fee_collector customer_centre_director department department_admin duty_guard person_in_charge key_keeper
    customer_service_supervisor sales_supervisor finance office_staff
"""

# Step: the posts that the text gives it to. Nobody else may.
WHO = {
    "report_unsettled": "responsible_person responsible_department department_head",  # 各部门汇报
    "representative_opinion": "management_representative",
    "delegate_handling": "management_representative",
    "archive": "enterprise_management_dept",
    "archive_explained": "enterprise_management_dept",
    "handle": "responsible_person department_head",
    "settle_on_spot": WHOEVER,
    "report_settled": WHOEVER,
    "tell_superior": WHOEVER,
    "superior_opinion": "superior",
    "record_result": "customer_receptionist",
    "tell_desk": WHOEVER,
    "register": "customer_receptionist",
    "receive_slip": "responsible_person",
    "reply": "responsible_person",
    "report_to_top": "customer_receptionist",
    "report_direct": WHOEVER,
    "file_at_desk": "customer_receptionist",
    "head_opinion": "department_head",
    "write_analysis": "responsible_department",
    "send_to_repair": "responsible_person responsible_department",
    "warranty_report": "warranty_office",
    "warranty_follow_up": "warranty_office",
    "explain_to_owner": "customer_receptionist",
    "consult_authorities": "customer_receptionist responsible_person",
    "train_on_analysis": "responsible_department",
    "explain_unsolved": "customer_receptionist",
    "write_opinion": "responsible_department",
    "officer_signs": "customer_service_officer",
    "submit_record": "responsible_department",
    "revisit": "department_head",
    "delegate_visit": "department_head",
    "handle_again": "department_head",
}

# 接收人、前台、员工: whom others are told it is for.
NAMED = dict.fromkeys(["settle_on_spot", "report_settled", "tell_superior", "tell_desk", "report_direct"], TOOK_IT)

# State: what can be done in it. What is not listed anywhere can be done in every open state.
WHERE = {
    "received": "settle_on_spot register",
    "registered": "receive_slip warranty_report",
    "assigned": "report_unsettled representative_opinion delegate_handling handle reply send_to_repair "
    "explain_to_owner consult_authorities explain_unsolved write_opinion officer_signs submit_record warranty_report",
    "handled": "record_result file_at_desk write_analysis warranty_report warranty_follow_up revisit delegate_visit "
    "send_to_repair explain_to_owner",
    "visited": "record_result file_at_desk write_analysis warranty_report warranty_follow_up archive send_to_repair "
    "explain_to_owner handle_again",
    "understood": "record_result file_at_desk archive_explained handle explain_unsolved send_to_repair",
}

# Step: required fields | fields that may stay empty.
FIELDS = {
    "settle_on_spot": "cause result valid | large_impact",
    "record_result": "course result analysis |",
    "register": "assignment assignee cause valid | large_impact",
    "write_analysis": "case_lesson |",
    "warranty_report": "impact_report |",
    "warranty_follow_up": "follow_up |",
    "explain_unsolved": "understood |",
    "write_opinion": "opinion |",
    "revisit": "| visit_by satisfied owner_opinion effect prevention",  # 4.3 requires them one by one
}

# Limit: the posts it is addressed to.
ADDRESSED = {
    "tell_superior": TOOK_IT,
    "tell_desk": "recipient",
    "report_direct": "recipient",
    "handle": "responsible_person",
    "record_result": "customer_receptionist responsible_person",
    "revisit": "department_head",
}


def in_state(state: str) -> Complaint:
    case = complaint()
    if state == "received":
        return case
    if state == "registered":
        return case.announce().register(CLASS_3)
    if state == "understood":
        case.to_assigned(CLASS_3).prepare()
        return case.do("explain_unsolved", "customer_receptionist", understood="是")
    return {"assigned": case.to_assigned, "handled": case.to_handled, "visited": case.to_visited}[state](
        CLASS_3
    )


class TestTables(WhoMayDoWhat, WhatInWhichState, WhichFields):
    who, named, where, fields = WHO, NAMED, WHERE, FIELDS
    begun = staticmethod(complaint)
    in_state = staticmethod(in_state)


def test_what_is_said_of_a_complaint_when_it_comes_in() -> None:
    """投诉人, 联系电话, 投诉内容, 投诉方式; the telephone may be missing, 难度较大 is a box to tick."""
    case = complaint("电话", telephone="")
    assert set(case.case.facts) == {"complainant", "contents", "channel", "difficult"}
    assert case.case.facts["difficult"] is False


def test_a_step_that_leaves_the_box_of_larger_impact_unticked_says_no() -> None:
    spot = {"cause": CLASS_2, "valid": "是", "result": "当场清理"}
    assert complaint("当面").do("settle_on_spot", "staff", **spot).case.facts["large_impact"] is False
    assert complaint().announce().register(CLASS_2).case.facts["large_impact"] is False


@pytest.mark.parametrize("cause", [CLASS_1, CLASS_2, CLASS_3])
@pytest.mark.parametrize("limit", list(ADDRESSED))
def test_whom_each_limit_is_addressed_to(limit: str, cause: str) -> None:
    case = complaint("当面" if limit == "tell_superior" else "公司" if limit == "report_direct" else "电话")
    if limit in ("record_result", "revisit"):
        case.to_handled(cause)
    elif limit == "handle":
        case.to_assigned(cause)
    (due,) = [d for d in case.desk.due() if d.name == limit]
    assert set(due.roles) == set(ADDRESSED[limit].split())


@pytest.mark.parametrize(
    ("channel", "difficult", "cause", "expected"),
    [
        ("电话", "否", CLASS_1, "tell_desk"),
        ("来信", "否", CLASS_2, "tell_desk send_to_repair"),
        ("其他途径", "否", CLASS_1, "tell_desk"),
        ("电子邮件", "否", CLASS_3, "tell_desk explain_to_owner consult_authorities explain_unsolved"),
        ("当面", "否", CLASS_1, "tell_superior superior_opinion"),
        ("公司", "否", CLASS_1, "report_direct head_opinion"),
        ("上级单位", "否", CLASS_1, "report_direct head_opinion delegate_handling"),
        ("政府有关部门", "否", CLASS_1, "report_direct head_opinion delegate_handling"),
        ("电话", "是", CLASS_1, "tell_desk report_direct head_opinion"),
    ],
)
def test_which_acts_are_for_which_complaints(channel: str, difficult: str, cause: str, expected: str) -> None:
    """In the state assigned, of the acts that are for some complaints only, those that the text gives to this one."""
    case = complaint(channel, difficult=difficult).to_assigned(cause)
    options = {
        o.step: {r.kind for r in o.refusals} for o in case.desk.options(case.id, by=everybody(), at=case.now)
    }
    special = {
        "tell_desk", "tell_superior", "superior_opinion", "report_direct", "head_opinion", "delegate_handling",
        "send_to_repair", "explain_to_owner", "consult_authorities", "explain_unsolved",
    }
    assert {step for step in special if "not_applicable" not in options[step]} == set(expected.split())
