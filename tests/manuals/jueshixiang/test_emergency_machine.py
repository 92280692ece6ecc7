"""The safety of a project under whatever order of steps, clocks and wrong steps Hypothesis thinks of."""

from __future__ import annotations

from types import ModuleType
from typing import Any, ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize

from manuals.fuheng.case_machine import YES, CaseMachine, Filed, words
from manuals.jueshixiang import case_desk
from manuals.jueshixiang.emergency_desk import GIVEN, NUMBERS, WORKS
from servicedesk import Case

pytestmark = pytest.mark.slow


class EmergencyMachine(CaseMachine):
    """No scheme is published before the rules are complete; no works are left running when it is replaced."""

    PROCEDURE = "emergency"
    MANUAL: ClassVar[ModuleType] = case_desk
    FILED: ClassVar[Filed] = {
        "check_rules": {"rules_complete": YES, "protection_laid_down": YES, "surroundings_conform": YES},
        "publish_numbers": words(**NUMBERS),
        "begin_works": {**words(**WORKS), "measures_complete": YES},
        "end_works": {"carried_out": YES},
    }
    OPEN_TO = frozenset({"begin_works", "end_works"})

    @initialize()
    def is_drafted(self) -> None:
        self.comes_in(**GIVEN)

    def payload(self, step: str, data: st.DataObject) -> dict[str, Any]:
        filed = super().payload(step, data)
        return {**filed, "item": self.line_of(step)} if step == "end_works" and self.enabled()[step] else filed

    def at_the_end(self, case: Case) -> None:
        assert case.state == "replaced"
        assert [case.facts[name] for name in ("rules_complete", "protection_laid_down", "surroundings_conform")] == [True] * 3
        assert case.occurrences["done:check_rules"].first_seq < case.occurrences["done:publish_numbers"].first_seq
        assert all(f"done:end_works@{number}" in case.occurrences for number in case.items)


TestEmergencyMachine = EmergencyMachine.TestCase
TestEmergencyMachine.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
