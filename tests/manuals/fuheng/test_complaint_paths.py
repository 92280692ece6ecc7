"""The straight path of each class through each channel: state by state, limit by limit, message by message."""

from __future__ import annotations

import pytest

from manuals.fuheng.complaint_desk import CLASS_1, CLASS_2, CLASS_3, complaint, missed, told

# Who is told on the way in, and on the way through, as 4.2.1, 4.2.3, 4.2.5 and 4.2.7 say.
IN = {
    "当面": [("tell_superior", "superior")],
    "来信": [("tell_desk", "customer_receptionist")],
    "电话": [("tell_desk", "customer_receptionist")],
    "电子邮件": [("tell_desk", "customer_receptionist")],
    "公司": [("report_direct", "department_head")],
    "上级单位": [("report_direct", "department_head")],
    "政府有关部门": [("report_direct", "department_head")],
}
THROUGH = [("register", "responsible_person"), ("submit_record", "superior"), ("reply", "customer_receptionist")]


@pytest.mark.parametrize("channel", list(IN))
@pytest.mark.parametrize("cause", [CLASS_1, CLASS_2, CLASS_3])
def test_the_straight_path(channel: str, cause: str) -> None:
    direct = channel in ("公司", "上级单位", "政府有关部门")
    outside = channel in ("上级单位", "政府有关部门")
    case = complaint(channel).to_assigned(cause).prepare()
    case.handle(by="management_representative" if outside else "responsible_person").record().visit()
    if cause == CLASS_1:
        case.learn()
    if direct:
        case.do("file_at_desk", "customer_receptionist")
    case.do("archive", "enterprise_management_dept")
    states = [line.entry.state for line in case.desk.history(case.id) if line.entry.state]
    assert states == ["received", "registered", "assigned", "handled", "visited", "closed"]
    assert missed(case) == []
    assert {limit.state for limit in case.case.limits.values()} == {"met"}
    assert [(name, *to) for name, to, _ in told(case)] == [
        *IN[channel],
        *THROUGH,
        *([("report_to_director", "company_director")] if direct else []),
        *([("repair_ended", "responsible_person", "responsible_department")] if cause == CLASS_2 else []),
    ]
    assert not case.case.open


@pytest.mark.parametrize("channel", ["电话", "当面", "公司"])
def test_the_path_of_class_3_that_cannot_be_solved(channel: str) -> None:
    case = complaint(channel).to_assigned(CLASS_3).prepare()
    case.do("explain_unsolved", "customer_receptionist", understood="是").record()
    if channel == "公司":
        case.do("file_at_desk", "customer_receptionist")
    case.do("archive_explained", "enterprise_management_dept")
    states = [line.entry.state for line in case.desk.history(case.id) if line.entry.state]
    assert states == ["received", "registered", "assigned", "understood", "explained"]
    assert {limit.state for limit in case.case.limits.values()} == {"met"}


@pytest.mark.parametrize("cause", [CLASS_1, CLASS_2, CLASS_3])
def test_the_path_of_what_is_settled_on_the_spot(cause: str) -> None:
    case = complaint("当面").do("settle_on_spot", "staff", cause=cause, valid="是", result="当场清理")
    case.do("report_settled", "staff").record().visit()
    if cause == CLASS_1:
        case.learn()
    case.do("archive", "enterprise_management_dept")
    states = [line.entry.state for line in case.desk.history(case.id) if line.entry.state]
    assert states == ["received", "handled", "visited", "closed"]
    assert {k: v.state for k, v in case.case.limits.items()} == {
        "tell_superior": "cancelled", "record_result": "met", "revisit": "met",
    }


def test_the_repair_of_class_2_runs_to_its_own_end() -> None:
    """4.2.6b: fifteen minutes to the site from the slip, the owner's signature and rating, the visit, closed."""
    case = complaint().to_handled(CLASS_2)
    (repair,) = case.repairs()
    case.now = "2026-03-10 13:00"
    case.mend(repair)
    assert case.desk.case(repair).state == "closed"
    assert case.state == "handled"
