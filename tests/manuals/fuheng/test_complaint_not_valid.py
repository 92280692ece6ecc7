"""A complaint that is not valid: the refusal says what is left, 只能撤销."""

from __future__ import annotations

import pytest

from manuals.fuheng.case_desk import assert_refused
from manuals.fuheng.complaint_desk import CLASS_1, CLASS_2, complaint


@pytest.mark.clause("fuheng/complaint/2")
def test_a_complaint_that_is_not_valid_is_withdrawn_and_the_refusal_says_so() -> None:
    """本作业指导书适用于有效投诉: of what is not valid, as it is registered or found out later, 撤销 alone is left."""
    case = complaint().announce()
    slip = {"assignment": "核实", "assignee": "赵", "cause": CLASS_1, "valid": "否"}
    first = assert_refused(case, "register", "customer_receptionist", by="2", kind="required", **slip)
    case.register(CLASS_2).correct("register", valid="否")
    later = assert_refused(case, "receive_slip", "responsible_person", by="2", kind="required")
    assert {refusal.text("zh") for refusal in (first, later)} == {"第2条：不能办理：非有效投诉。可办理：撤销"}
    assert {refusal.help_en for refusal in (first, later)} == {"what may be done now: withdraw"}
    assert case.do("withdraw", "superior", reason="经核实无效").state == "withdrawn"
