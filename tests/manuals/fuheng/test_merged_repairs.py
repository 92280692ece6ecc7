"""A repair that another case opened and that is merged into one that was reported before: who waits, waits for that."""

from __future__ import annotations

from typing import Any

import pytest

from manuals.fuheng.case_desk import UNIT, Walk, assert_only_refused, assert_refused, person
from manuals.fuheng.complaint_desk import CLASS_2, complaint
from manuals.fuheng.service_request_desk import DESK, REPAIR, request

ARCHIVE = "enterprise_management_dept"


def merged(case: Walk, repair: str) -> str:
    """Into a repair of the same fault that the owner has reported himself."""
    when: dict[str, Any] = {"at": case.now, "recorded_at": case.now}
    own = case.desk.open("repair", REPAIR, subject=UNIT, by=person(DESK), **when).id
    case.desk.act(repair, "merge", {"into": own, "reason": "同一处"}, by=person(DESK), **when)
    return own


@pytest.mark.clause("fuheng/complaint/4.2.6b")
def test_a_complaint_waits_for_the_repair_that_its_own_was_merged_into() -> None:
    """二类投诉按《…维修流程》进行处理: it is not mended because its slip was laid beside another."""
    case = complaint().to_handled(CLASS_2).record().visit(mended=False)
    (repair,) = case.repairs()
    own = merged(case, repair)
    refusal = assert_only_refused(case, "archive", ARCHIVE, by="4.2.6b", kind="child_not_ended")
    assert (refusal.zh, refusal.help_zh) == (f"转办的“维修”（{own}）尚未结案", f"请先办结{own}")
    case.mend(own).do("archive", ARCHIVE)


@pytest.mark.clause("fuheng/service_request/3.1", "fuheng/service_request/3.4a")
def test_a_request_goes_by_the_slip_of_the_repair_that_its_own_was_merged_into() -> None:
    case = request().classify("报修").enter_repair()
    own = merged(case, f"{case.id}.1")
    assert_refused(case, "enter_repair", DESK, by="3.1", kind="not_now", **REPAIR)
    assert_only_refused(case, "dispatch", DESK, by="3.4a", kind="required")
    slip = {"area": "入户维修"}
    case.desk.act(own, "open_slip", slip, by=person(DESK), at=case.now, recorded_at=case.now)
    case.dispatch()


@pytest.mark.clause("fuheng/service_request/3.1")
def test_a_repair_that_was_withdrawn_before_its_slip_is_entered_anew() -> None:
    case = request().classify("报修").enter_repair()
    own = merged(case, f"{case.id}.1")
    case.desk.act(own, "withdraw", {"reason": "误报"}, by=person(DESK), at=case.now, recorded_at=case.now)
    case.enter_repair()
