"""A piece of information under whatever order of steps, clocks and wrong steps Hypothesis thinks of."""

from __future__ import annotations

from typing import ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from manuals.fuheng.case_desk import person
from manuals.fuheng.case_machine import ID, YES, CaseMachine, Filed, words
from manuals.fuheng.service_request_desk import COMPLAINT, REPAIR
from servicedesk import Case

pytestmark = pytest.mark.slow


class RequestMachine(CaseMachine):
    """A repair waits for its slip, which is opened in the case of the repair."""

    PROCEDURE = "service_request"
    FILED: ClassVar[Filed] = {
        "classify": {
            "information": st.sampled_from(("报修", "投诉", "员工落实反馈")),
            "importance": st.sampled_from(("一般性问题", "重大问题")),
        },
        "enter_repair": words(**REPAIR),
        "enter_complaint": words(**COMPLAINT),
        "enter_feedback": words(feedback="已更换"),
        "make_work_slip": words(assignment="核实", assignee="赵"),
        "receive_slip": {"beyond_handler": YES},
        "reply": words(result="已更换"),
        "answer": words(answer_given="已更换"),
    }

    @initialize()
    def somebody_says(self) -> None:
        self.comes_in(informant="李四", message="照明不亮")

    def repair(self) -> Case | None:
        child = f"{ID}.1"
        found = [case for case in self.desk.cases("3-2-501") if case.id == child and case.procedure == "repair"]
        return found[0] if found and found[0].state == "reported" else None

    @precondition(lambda self: self.repair() is not None)
    @rule()
    def the_repair_slip_is_opened(self) -> None:
        for desk in (self.desk, self.quiet):
            desk.act(
                f"{ID}.1", "open_slip", {"area": "入户维修"}, by=person("customer_receptionist"),
                at=self.now, recorded_at=self.now,
            )

    def an_open_case_goes_on(self) -> None:
        """A repair may have to wait for its slip, and for nothing else."""
        assert not self.case().open or any(self.enabled().values()) or self.repair() is not None

    def at_the_end(self, case: Case) -> None:
        done = {occurrence.removeprefix("done:") for occurrence in case.occurrences if occurrence.startswith("done:")}
        needed = {
            "repair": {"enter_repair", "dispatch", "receive_slip", "reply"},
            "complaint": {"enter_complaint"},
            "feedback": {"enter_feedback", "make_work_slip", "dispatch", "receive_slip", "reply"},
        }[str(case.facts["information"])]
        if case.facts["importance"] == "major":
            needed |= {"report_major"}
        if case.facts.get("beyond_handler") is True:
            needed |= {"report_to_superior", "report_state"}
        assert needed | {"classify", "answer"} <= done


TestRequestMachine = RequestMachine.TestCase
TestRequestMachine.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
