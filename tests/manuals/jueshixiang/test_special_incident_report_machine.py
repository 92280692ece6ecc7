"""An accident of Jueshixiang under whatever order of steps, clocks and wrong steps Hypothesis thinks of."""

from __future__ import annotations

from types import ModuleType
from typing import ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize

from manuals.fuheng.case_machine import YES, CaseMachine, Filed, words
from manuals.jueshixiang import case_desk
from manuals.jueshixiang.incident_desk import HANDLED
from servicedesk import Case

pytestmark = pytest.mark.slow


class IncidentMachine(CaseMachine):
    """No accident ends before its measures are carried out, and nothing major before it was notified."""

    PROCEDURE = "special_incident_report"
    MANUAL: ClassVar[ModuleType] = case_desk
    FILED: ClassVar[Filed] = {
        "name_procedure": words(accident_procedure="质量事故处理程序"),
        "handle": words(**HANDLED),
        "carry_out_prevention": words(prevention_done="已列入季检"),
        "notify_concerned": words(notified_to="主任"),
    }

    @initialize(kind=st.sampled_from(("质量事故", "突发事件")), major=YES)
    def becomes_known(self, kind: str, major: str) -> None:
        self.comes_in(incident=kind, what_happened="水管爆裂", is_major=major)

    def at_the_end(self, case: Case) -> None:
        seen, accident = case.occurrences, case.facts["incident"] == "quality_accident"
        assert ("done:notify_concerned" in seen) == (not accident or case.facts["is_major"] is True)
        assert ("done:carry_out_prevention" in seen) == ("done:name_procedure" in seen) == accident


TestIncidentMachine = IncidentMachine.TestCase
TestIncidentMachine.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
