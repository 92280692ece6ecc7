"""A renovation under whatever order of steps, clocks and wrong steps Hypothesis thinks of."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from manuals.fuheng.case_desk import UNIT, person
from manuals.fuheng.case_machine import YES, CaseMachine, Filed, words
from manuals.fuheng.renovation_desk import AGREED, CARPENTRY, FORM, OTHER, PAPERS, TILING, WATER
from servicedesk import Case

pytestmark = pytest.mark.slow

STAGES = {"stage": st.sampled_from((WATER, CARPENTRY, TILING, OTHER))}
BAD = {"judge_inspection": {"fault": "对讲无声"}, "first_inspection": {"to_correct": "补勾缝"}, "reinspect": {"to_correct": "补漆"}}
GOOD = {"judge_inspection": "satisfied", "first_inspection": "passed", "reinspect": "passed"}


class RenovationMachine(CaseMachine):
    """The deposit goes back once, whole, and after everything that the chart puts before it."""

    PROCEDURE = "renovation"
    FILED: ClassVar[Filed] = {
        "second_inspection": {"smart_home": YES, "heating_pressure": YES, "water_retention": YES},
        "hand_in_papers": words(**PAPERS),
        "sign_agreement": words(**AGREED),
        "complete_application": words(**FORM),
        "pay_charges": words(renovation_charges="500", renovation_deposit="2000.05"),
        "issue_permit": words(permit_number="2026-017"),
        "start_works": STAGES,
        "enter_stage": STAGES,
        "report_installation": {"installed": st.sampled_from(("燃气热水器", "空调", "洁具", "抽油烟机"))},
    }
    OPEN_TO = frozenset({"judge_inspection", "inspect_installation"})

    @initialize()
    def asked_about(self) -> None:
        self.comes_in()

    @precondition(lambda self: self.desk.cases(UNIT, "repair"))
    @rule()
    def a_repair_is_over(self) -> None:
        (repair,) = self.desk.cases(UNIT, "repair")
        for desk in (self.desk, self.quiet):
            given = {"by": person("superior"), "at": self.now, "recorded_at": self.now}
            desk.act(repair.id, "withdraw", {"reason": "已修复"}, **given)

    def waits_for_another_case(self) -> bool:
        return self.case().state == "in_repair" and any(repair.open for repair in self.desk.cases(UNIT, "repair"))

    def payload(self, step: str, data: st.DataObject) -> dict[str, Any]:
        filed = super().payload(step, data)
        if step == "inspect_installation":
            filed["item"] = next((line.id for line in self.case().items.values() if line.open), "")
        if step in GOOD:
            bad = data.draw(st.sampled_from((False, False, True)))
            filed |= {"outcome": {"judge_inspection": "not_satisfied"}.get(step, "failed"), **BAD[step]} if bad else {
                "outcome": GOOD[step]
            }
        return filed

    def at_the_end(self, case: Case) -> None:
        assert case.state == "closed"
        assert case.payments == {"renovation_charges": "500.00", "renovation_deposit": "2000.05"}
        back = [line.entry.amount for line in self.desk.history(case.id) if line.kind == "refunded"]
        assert back == ["2000.05"]
        signed = {occurrence for occurrence in case.occurrences if occurrence.startswith("signed:")}
        assert signed == {"signed:renovation_agreement.owner", "signed:renovation_agreement.renovation_company"}
        assert {case.facts[test] for test in ("smart_home", "heating_pressure", "water_retention")} == {True}
        order = [
            "applied", "inspected", "papers_in", "agreed", "informed", "paid", "permitted", "works", "finished",
            "first_passed", "reinspected", "closed",
        ]
        last = [case.occurrences[f"entered:{state}"].last_seq for state in order]
        assert last == sorted(last)


TestRenovationMachine = RenovationMachine.TestCase
TestRenovationMachine.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
