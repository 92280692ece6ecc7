"""A found article under whatever order of steps, clocks and wrong steps Hypothesis thinks of."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from manuals.fuheng.case_machine import YES, CaseMachine, Filed, words
from manuals.fuheng.lost_and_found_desk import CLAIM, REGISTER
from servicedesk import Case

pytestmark = pytest.mark.slow

DAY = 86_400_000_000


class FoundMachine(CaseMachine):
    """The article is always with somebody, and with nobody before its time."""

    PROCEDURE = "lost_and_found"
    FILED: ClassVar[Filed] = {
        "register": {**words(**REGISTER), "valuable": YES},
        "check_articles": words(checked="相符"),
        "collect": {**words(**CLAIM), "verified": st.sampled_from(("是", "否", "否", "否"))},
        "dispose": words(disposal="捐赠"),
    }
    OPEN_TO = frozenset({"collect"})

    @initialize()
    def found(self) -> None:
        self.comes_in()

    @precondition(lambda self: self.case().open)
    @rule(days=st.sampled_from((20, 95, 370)))
    def the_year_goes_on(self, days: int) -> None:
        self.now += timedelta(days=days)

    @invariant()
    def it_is_where_the_last_hand_over_put_it(self) -> None:
        case = self.case()
        holders = {
            "open": "front_desk", "register": "customer_receptionist", "hand_to_admin": "department_admin",
            "report_unclaimed": "enterprise_management_dept", "collect": "claimant",
        }
        last = max(
            (step for step in holders if f"done:{step}" in case.occurrences),
            key=lambda s: case.occurrences[f"done:{s}"].last_seq,
        )
        assert dict(case.custody) == {"article": holders[last]}

    def at_the_end(self, case: Case) -> None:
        if case.state == "returned":
            assert (case.custody["article"], case.facts["verified"]) == ("claimant", True)
            assert "signed:found_article_register.claimant" in case.occurrences
            return
        assert (case.state, case.custody["article"]) == ("disposed", "enterprise_management_dept")
        at = {
            step: case.occurrences[f"done:{step}"]
            for step in ("register", "report_unclaimed", "public_notice", "dispose")
        }
        assert (
            at["report_unclaimed"].first_at - at["register"].last_at > 88 * DAY
        )  # the shortest three months
        assert at["dispose"].last_at - at["public_notice"].last_at > 364 * DAY


TestFoundMachine = FoundMachine.TestCase
TestFoundMachine.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
