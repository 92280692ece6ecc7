"""A complaint of Jueshixiang under whatever order of steps, clocks and wrong steps Hypothesis thinks of."""

from __future__ import annotations

from types import ModuleType
from typing import ClassVar

import pytest
from hypothesis import settings
from hypothesis.stateful import initialize

from manuals.fuheng.case_machine import YES, CaseMachine, Filed, words
from manuals.jueshixiang import case_desk
from manuals.jueshixiang.complaint_desk import GIVEN
from servicedesk import Case

pytestmark = pytest.mark.slow


class ComplaintMachine(CaseMachine):
    """No complaint ends before the manager knows of it, it was handled, and its result was reported back."""

    PROCEDURE = "complaint"
    MANUAL: ClassVar[ModuleType] = case_desk
    FILED: ClassVar[Filed] = {
        "clear_up": {"cleared_up": YES},
        "handle": words(nature="设备噪声"),
        "report_result": words(result="已更换导靴"),
        "follow_up": words(follow_up="已请维保单位"),
        "notify_concerned": words(notified_to="设备维护部"),
        "revisit": words(visit_found="满意"),
    }

    @initialize(valid=YES)
    def received(self, valid: str) -> None:
        self.comes_in(**{**GIVEN, "valid": valid})

    def at_the_end(self, case: Case) -> None:
        assert case.state == "closed"
        seen = case.occurrences
        order = [seen[key].last_seq for key in ("done:handle", "done:report_result", "entered:closed")]
        assert order == sorted(order)
        assert seen["done:report_to_manager"].first_seq < order[0]
        assert {"done:give_feedback", "done:follow_up", "done:notify_concerned"} <= seen.keys()
        assert ("done:revisit" in seen) >= (case.facts["valid"] is True)


TestComplaintMachine = ComplaintMachine.TestCase
TestComplaintMachine.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
