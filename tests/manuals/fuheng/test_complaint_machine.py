"""A complaint under whatever order of steps, clocks and wrong steps Hypothesis thinks of."""

from __future__ import annotations

from typing import ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize

from manuals.fuheng.case_machine import YES, CaseMachine, Filed, history
from manuals.fuheng.complaint_desk import CLASS_1, CLASS_2, CLASS_3, RECORD, VISIT
from servicedesk import Case

pytestmark = pytest.mark.slow

DIRECT = ("公司", "上级单位", "政府有关部门")
CHANNELS = st.sampled_from(("当面", "来信", "电话", "电子邮件", *DIRECT))
CLASSES = st.sampled_from((CLASS_1, CLASS_2, CLASS_3))

# What each step files; steps that are not here file nothing.
FILED: Filed = {
    "settle_on_spot": {"cause": CLASSES, "valid": st.just("是"), "result": st.just("当场清理"), "large_impact": YES},
    "register": {
        "assignment": st.just("核实"), "assignee": st.just("赵"), "cause": CLASSES, "valid": st.just("是"),
        "large_impact": YES,
    },
    "record_result": {name: st.just(text) for name, text in RECORD.items()},
    "write_opinion": {"opinion": st.just("整改")},
    "write_analysis": {"case_lesson": st.just("巡查")},
    "warranty_report": {"impact_report": st.just("渗水")},
    "warranty_follow_up": {"follow_up": st.just("已修")},
    "explain_unsolved": {"understood": st.just("是")},
    "revisit": {**{name: st.just(text) for name, text in VISIT.items()}, "satisfied": YES},
}

# What must have been done by the end, by which complaints; typed from the text.
AT_THE_END = {
    "record_result": lambda _: True,
    "write_analysis": lambda case: case.facts["cause"] == "own_service",
    "train_on_analysis": lambda case: case.facts["cause"] == "own_service",
    "warranty_follow_up": lambda case: (
        case.facts["cause"] == "building_quality" and case.facts["large_impact"]
    ),
    "report_settled": lambda case: "done:settle_on_spot" in case.occurrences,
    "reply": lambda case: "done:register" in case.occurrences,
    "officer_signs": lambda case: "done:register" in case.occurrences,
}


class ComplaintMachine(CaseMachine):
    """Every channel, difficult or not."""

    PROCEDURE = "complaint"
    FILED: ClassVar[Filed] = FILED

    @initialize(channel=CHANNELS, difficult=YES)
    def somebody_complains(self, channel: str, difficult: str) -> None:
        self.comes_in(complainant="张三", contents="漏水", channel=channel, difficult=difficult)

    def at_the_end(self, case: Case) -> None:
        assert case.state in ("closed", "explained")
        last = "archive" if case.state == "closed" else "archive_explained"
        assert history(self.desk)[-1].name == last
        assert {step for step, needed in AT_THE_END.items() if case.state == "closed" and needed(case)} <= {
            occurrence.removeprefix("done:") for occurrence in case.occurrences
        }


TestComplaintMachine = ComplaintMachine.TestCase
TestComplaintMachine.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
