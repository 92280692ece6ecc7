"""A service of Jueshixiang under whatever order of steps, clocks and wrong steps Hypothesis thinks of."""

from __future__ import annotations

from types import ModuleType
from typing import Any, ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize

from manuals.fuheng.case_machine import CaseMachine, Filed, words
from manuals.jueshixiang import case_desk
from manuals.jueshixiang.paid_service_desk import ORDER
from servicedesk import Case

pytestmark = pytest.mark.slow


class ServiceMachine(CaseMachine):
    """No service ends before its price was explained and all that was handed over is back."""

    PROCEDURE = "paid_service"
    MANUAL: ClassVar[ModuleType] = case_desk
    FILED: ClassVar[Filed] = {
        "change_appointment": words(appointment="2026-02-14T09:00+08:00"),
        "take_over": words(thing_taken="门禁卡"),
        "give_back": words(thing_given_back="门禁卡"),
        "follow_procedure": words(followed_procedure="家政服务程序"),
        "explain_price": words(contents_explained="保洁", price_explained="120"),
    }

    # An appointment that is over by then is refused.
    OPEN_TO: ClassVar[frozenset[str]] = frozenset({"change_appointment"})

    @initialize()
    def is_ordered(self) -> None:
        self.comes_in(**{**ORDER, "appointment": "2026-02-13T16:00+08:00"})

    def payload(self, step: str, data: st.DataObject) -> dict[str, Any]:
        filed = super().payload(step, data)
        return {**filed, "item": self.line_of(step)} if step == "give_back" else filed

    def at_the_end(self, case: Case) -> None:
        seen = case.occurrences
        order = [seen[f"done:{step}"].last_seq for step in ("arrive", "begin", "close")]
        assert order == sorted(order)
        assert seen["done:explain_price"].first_seq < order[1]
        assert "done:follow_procedure" in seen


TestServiceMachine = ServiceMachine.TestCase
TestServiceMachine.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
