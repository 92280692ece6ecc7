"""What the printed sheet of the complaint tells of twenty situations is what the desk then does.

The situations and what was expected of them stand in ``tests/second_reading/fuheng/sheet_of_complaint.md``.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from manuals.fuheng.complaint_desk import (
    CLASS_1,
    CLASS_2,
    CLASS_3,
    Complaint,
    assert_due,
    assert_not_due,
    assert_refused,
    complaint,
    missed,
    told,
)

TEN = "2026-04-13 10:00"  # a Monday
RECEPTIONIST = "customer_receptionist"
SLIP = {"assignment": "查修照明", "assignee": "赵强"}


def received(cause: str, channel: str = "电话") -> Complaint:
    """Assigned with the slip at ten."""
    return complaint(channel, "2026-04-13 09:00").announce().register(cause).receive(TEN)


def refused(case: Complaint, step: str, actor: str, by: str, kind: str, **payload: object) -> None:
    assert_refused(case, step, actor, by=by, kind=kind, **payload)


def not_told() -> None:
    case = complaint(at=TEN)
    assert_due(case, "tell_desk", "2026-04-13 11:00", by="4.2.3a")
    case.desk.tick("2026-04-13 11:01")
    assert missed(case) == [("tell_desk", "2026-04-13 11:00:00")]


def settled() -> None:
    case = complaint("当面", TEN)
    case.do("settle_on_spot", "staff", cause=CLASS_2, valid="是", result="当场清理")
    assert case.case.state == "handled"
    assert_not_due(case, "tell_superior")


def class_1_late() -> None:
    case = received(CLASS_1)
    case.desk.tick("2026-04-13 14:01")
    assert ("report_overdue", ("superior",), "2026-04-13 14:00") in [
        (what, tuple(to), at[:16]) for what, to, at in told(case)
    ]


def at_once() -> None:
    case = complaint("公司", TEN)
    assert_due(case, "report_direct", TEN, by="4.2.5a")
    case.desk.tick("2026-04-13 10:01")
    assert ("report_direct", f"{TEN}:00") in missed(case)


def not_visited() -> None:
    case = received(CLASS_1).prepare().handle("2026-04-13 12:00")
    assert_due(case, "revisit", "2026-04-17 00:00", by="4.3a")
    case.desk.tick("2026-04-17 00:01")
    assert ("urge_visit", ("department_head",), "2026-04-17 00:00") in [
        (what, tuple(to), at[:16]) for what, to, at in told(case)
    ]


SITUATIONS: dict[int, Callable[[], object]] = {
    1: not_told,
    2: lambda: refused(
        complaint(), "register", RECEPTIONIST, "4.2.3a", "outstanding", cause=CLASS_1, valid="是", **SLIP
    ),
    3: lambda: refused(
        complaint("当面"), "register", RECEPTIONIST, "4.2.1b", "outstanding", cause=CLASS_1, valid="是", **SLIP
    ),
    4: settled,
    5: lambda: refused(
        complaint(), "settle_on_spot", "staff", "4.2.1a", "not_applicable", cause=CLASS_1, valid="是", result="清理"
    ),
    6: lambda: refused(
        complaint().announce(), "register", RECEPTIONIST, "2", "required", cause=CLASS_1, valid="否", **SLIP
    ),
    7: lambda: refused(
        complaint().announce(), "register", "duty_guard", "4.2.3b", "wrong_role", cause=CLASS_1, valid="是", **SLIP
    ),
    8: lambda: assert_due(received(CLASS_1), "handle", "2026-04-13 14:00", by="4.2.3d"),
    9: lambda: assert_due(received(CLASS_2), "handle", "2026-04-14 00:00", by="4.2.3e"),
    10: lambda: assert_due(received(CLASS_3), "handle", "2026-04-17 00:00", by="4.2.3f"),
    11: class_1_late,
    12: at_once,
    13: lambda: refused(received(CLASS_1), "handle", "responsible_person", "4.2.3g", "outstanding"),
    14: lambda: refused(
        received(CLASS_3).prepare(), "explain_unsolved", RECEPTIONIST, "4.2.6f", "required", understood="否"
    ),
    15: lambda: refused(
        received(CLASS_3).put_on_record().do("reply", "responsible_person"),
        "explain_unsolved", RECEPTIONIST, "4.2.6d", "outstanding", understood="是",
    ),
    16: lambda: refused(
        received(CLASS_1).prepare(), "explain_unsolved", RECEPTIONIST, "4.2.6f", "not_applicable", understood="是"
    ),
    17: lambda: refused(
        received(CLASS_1).do("write_opinion", "responsible_department", opinion="整改"),
        "submit_record", "responsible_department", "4.2.7b", "missing_signature",
    ),
    18: lambda: refused(
        received(CLASS_1, "政府有关部门").prepare(), "handle", "responsible_person", "3.1b", "wrong_role"
    ),
    19: not_visited,
    20: lambda: refused(received(CLASS_1).prepare().handle(), "archive", "enterprise_management_dept", "3.2b", "wrong_state"),
}  # fmt: skip


@pytest.mark.parametrize("number", SITUATIONS)
def test_the_desk_does_what_the_sheet_says(number: int) -> None:
    SITUATIONS[number]()
