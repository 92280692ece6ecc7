"""The small chapters under whatever order of steps, clocks and wrong steps Hypothesis thinks of."""

from __future__ import annotations

from types import ModuleType
from typing import Any, ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize

from manuals.fuheng.case_machine import YES, CaseMachine, Filed, words
from manuals.jueshixiang import case_desk
from manuals.jueshixiang.small_desk import BEGUN
from servicedesk import Case

pytestmark = pytest.mark.slow


class SmallMachine(CaseMachine):
    """A case of a small chapter."""

    MANUAL: ClassVar[ModuleType] = case_desk

    @initialize()
    def begins(self) -> None:
        self.comes_in(**BEGUN[self.PROCEDURE][1])


class KeyMachine(SmallMachine):
    """No key is handed out before it is in the list, and nobody has it twice."""

    PROCEDURE = "key_lending"
    FILED: ClassVar[Filed] = {
        "hand_out_key": words(key_taker="赵工", taken_how="借用"),
        "take_key_back": words(key_returned="完好"),
        "list_key": words(listed_as="017", opens_what="配电房"),
        "strike_off": words(struck_off_for="换锁"),
    }

    def at_the_end(self, case: Case) -> None:
        assert case.state == "struck_off"
        handed = [line.name for line in self.desk.history("case-1") if line.name in ("hand_out_key", "take_key_back")]
        assert handed == ["hand_out_key", "take_key_back"] * (len(handed) // 2) + ["hand_out_key"] * (len(handed) % 2)
        assert not handed or "done:list_key" in case.occurrences


class TrustMachine(SmallMachine):
    """What was entrusted ends with the user."""

    PROCEDURE = "trusteeship"
    FILED: ClassVar[Filed] = {"give_out": words(collected_by="张先生", collected_in_state="完好")}

    def at_the_end(self, case: Case) -> None:
        assert (case.state, case.custody["entrusted_thing"]) == ("given_back", "resident")


class FeeMachine(SmallMachine):
    """No account is closed before each bill is collected."""

    PROCEDURE = "fee_collection"
    FILED: ClassVar[Filed] = {
        "issue_bill": words(billed_for="管理费", amount_billed="450"),
        "collect_part": words(amount_collected="100"),
        "collect": words(amount_collected="450"),
        "charge_on": words(charged_until="2026-12-31"),
    }

    def payload(self, step: str, data: st.DataObject) -> dict[str, Any]:
        filed = super().payload(step, data)
        return {**filed, "item": self.line_of(step)} if step in ("collect", "collect_part", "press") and self.enabled()[step] else filed

    def at_the_end(self, case: Case) -> None:
        assert case.state == "closed"
        assert all(f"done:collect@{number}" in case.occurrences for number in case.items)


class BusinessMachine(SmallMachine):
    """A business begins and ends."""

    PROCEDURE = "rental_agency"

    def at_the_end(self, case: Case) -> None:
        assert case.state == "ended"


class CallBackMachine(SmallMachine):
    """A call-back says whether the user is satisfied."""

    PROCEDURE = "return_visit"
    FILED: ClassVar[Filed] = {"call_back": {"user_satisfied": YES}}

    def at_the_end(self, case: Case) -> None:
        assert case.state == "called_back"
        assert "user_satisfied" in case.facts


TestKeyMachine = KeyMachine.TestCase
TestTrustMachine = TrustMachine.TestCase
TestFeeMachine = FeeMachine.TestCase
TestBusinessMachine = BusinessMachine.TestCase
TestCallBackMachine = CallBackMachine.TestCase
for machine in (TestKeyMachine, TestTrustMachine, TestFeeMachine, TestBusinessMachine, TestCallBackMachine):
    machine.settings = settings(max_examples=10, stateful_step_count=12, deadline=None)
