"""A community event of Jueshixiang under whatever order of steps, clocks and wrong steps Hypothesis thinks of."""

from __future__ import annotations

from types import ModuleType
from typing import ClassVar

import pytest
from hypothesis import settings
from hypothesis.stateful import initialize

from manuals.fuheng.case_machine import YES, CaseMachine, Filed, words
from manuals.jueshixiang import case_desk
from manuals.jueshixiang.community_desk import EVALUATED, GIVEN
from servicedesk import Case

pytestmark = pytest.mark.slow


class EventMachine(CaseMachine):
    """No event is over before it was planned, guided, publicised and evaluated."""

    PROCEDURE = "community_event"
    MANUAL: ClassVar[ModuleType] = case_desk
    FILED: ClassVar[Filed] = {
        "enter_in_plan": {"in_plan": YES, **words(event_held_on="2026-03-14")},
        "provide_venue": words(venue_and_facilities="会所一层"),
        "guide_event": words(guidance_given="秩序良好"),
        "collect_results": words(results_collected="照片60张"),
        "publicise": words(publicity="宣传栏"),
        "evaluate": words(**EVALUATED),
    }

    @initialize(in_plan=YES)
    def is_planned(self, in_plan: str) -> None:
        self.comes_in(**{**GIVEN, "in_plan": in_plan})

    def at_the_end(self, case: Case) -> None:
        seen = case.occurrences
        order = [seen[f"done:{step}"].last_seq for step in ("provide_venue", "begin_event", "end_event", "evaluate")]
        assert order == sorted(order)
        assert order[1] < seen["done:guide_event"].first_seq < order[2] < seen["done:collect_results"].first_seq < order[3]
        assert seen["done:publicise"].first_seq < order[3]
        assert case.facts["in_plan"] is True


TestEventMachine = EventMachine.TestCase
TestEventMachine.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
