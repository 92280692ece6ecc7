"""A repair of what an inspection found, under whatever order of steps, clocks and wrong steps Hypothesis thinks of."""

from __future__ import annotations

from types import ModuleType
from typing import Any, ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize

from manuals.fuheng.case_machine import CaseMachine, Filed, words
from manuals.jueshixiang import case_desk
from manuals.jueshixiang.repair_desk import GIVEN
from servicedesk import Case

pytestmark = pytest.mark.slow

TIMES = st.sampled_from(("2026-02-16 18:00", "2026-02-24 10:00", "2026-03-02 18:00"))


class RepairMachine(CaseMachine):
    """It ends with an inspection that passes, and each round before it was reported and told anew."""

    PROCEDURE = "repair"
    MANUAL: ClassVar[ModuleType] = case_desk
    FILED: ClassVar[Filed] = {
        "assess_conversion": {**words(assessed="经评审"), "sound": st.sampled_from(("是", "否"))},
        "notify_project_engineering": {"settle_by": TIMES},
        "report_progress": words(progress="已更换密封条"),
        "answer_enquiry": words(progress="配件已到"),
        "tell_resident": {"next_inspection": TIMES},
        "set_time": {"settle_by": TIMES},
    }

    # A time that is over by then is refused.
    OPEN_TO: ClassVar[frozenset[str]] = frozenset({"notify_project_engineering", "tell_resident", "set_time"})

    @initialize(conversion=st.sampled_from(("是", "否", "否")))
    def reported(self, conversion: str) -> None:
        self.comes_in(**GIVEN, conversion=conversion)

    def payload(self, step: str, data: st.DataObject) -> dict[str, Any]:
        if step != "inspect_again":
            return super().payload(step, data)
        if data.draw(st.booleans()):
            return {"outcome": "passed"}
        return {"outcome": "failed", "to_rectify": "仍渗水"}

    def at_the_end(self, case: Case) -> None:
        assert case.state == "settled"
        assert case.facts["sound"] if case.facts["conversion"] else "sound" not in case.facts
        seen = case.occurrences
        rounds = seen["entered:rectifying"].times
        failed = seen.get("done:inspect_again:failed")
        assert rounds == 1 + (0 if failed is None else failed.times)
        for step in ("report_progress", "tell_resident", "call_resident", "rectify"):
            assert seen[f"done:{step}"].times >= rounds
        runs = [limit.run for limit in case.limits.values() if limit.name == "rectify"]
        assert runs == [rounds]


TestRepairMachine = RepairMachine.TestCase
TestRepairMachine.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
