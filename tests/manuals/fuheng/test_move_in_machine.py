"""A move-in under whatever order of steps, clocks and wrong steps Hypothesis thinks of."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from manuals.fuheng.case_desk import UNIT, person
from manuals.fuheng.case_machine import ID, YES, CaseMachine, Filed, words
from manuals.fuheng.move_in_desk import CHECKLIST, GIVEN, PAPERS, SIGNED
from servicedesk import Case

pytestmark = pytest.mark.slow


class MoveInMachine(CaseMachine):
    """Nobody moves in past an open defect, without keys, charges, signatures or the three tests."""

    PROCEDURE = "move_in"
    FILED: ClassVar[Filed] = {
        "sign_agreements": words(**SIGNED),
        "receive_material": words(**GIVEN),
        "pay_charges": words(direct_debit="是", move_in_charges="3200"),
        "fill_checklist": words(**CHECKLIST),
        "accept_first": words(acceptance_found="完好"),
        "note_defect": {"fault": st.sampled_from(("渗水", "开裂")), "location": st.sampled_from(("主卧", "厨房"))},
        "accept_second": {"smart_home": YES, "heating_pressure": YES, "water_retention": YES},
    }
    OPEN_TO = frozenset({"accept_second", "close_defect"})

    @initialize()
    def verified(self) -> None:
        self.comes_in(**PAPERS)

    @precondition(lambda self: self.desk.cases(UNIT, "repair"))
    @rule()
    def the_repairs_are_over(self) -> None:
        for repair in self.desk.cases(UNIT, "repair"):
            for desk in (self.desk, self.quiet):
                given = {"by": person("superior"), "at": self.now, "recorded_at": self.now}
                desk.act(repair.id, "withdraw", {"reason": "已修复"}, **given)

    def payload(self, step: str, data: st.DataObject) -> dict[str, Any]:
        filed = super().payload(step, data)
        if step == "close_defect":
            filed["item"] = next((line.id for line in self.case().items.values() if line.open), "")
        return filed

    def at_the_end(self, case: Case) -> None:
        assert case.state == "moved_in"
        assert case.custody == {"keys": "owner", "door_viewer": "owner", "doorbell": "owner"}
        assert case.payments == {"move_in_charges": "3200.00"}
        signed = {occurrence for occurrence in case.occurrences if occurrence.startswith("signed:")}
        assert signed == {f"signed:{p}.owner" for p in ("service_agreement", "temporary_covenant", "direct_debit")}
        assert {case.facts[test] for test in ("smart_home", "heating_pressure", "water_retention")} == {True}
        assert {"done:fill_checklist", "done:accept_first"} <= set(case.occurrences)
        repairs = [c for c in self.desk.cases(UNIT, "repair", open=None) if c.parent == ID]
        assert (len(repairs), {c.open for c in repairs} - {False}) == (len(case.items), set())
        renovations = [c.parent for c in self.desk.cases(UNIT, "renovation")]
        assert renovations == ([ID] if "done:apply_for_renovation" in case.occurrences else [])


TestMoveInMachine = MoveInMachine.TestCase
TestMoveInMachine.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
