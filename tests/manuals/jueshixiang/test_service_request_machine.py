"""A matter of an owner of Jueshixiang under whatever order of steps, clocks and wrong steps Hypothesis thinks of."""

from __future__ import annotations

from types import ModuleType
from typing import ClassVar

import pytest
from hypothesis import settings
from hypothesis.stateful import initialize

from manuals.fuheng.case_machine import YES, CaseMachine, Filed, words
from manuals.jueshixiang import case_desk
from servicedesk import Case

pytestmark = pytest.mark.slow


class RequestMachine(CaseMachine):
    """No matter ends before it was logged and looked into, and what is beyond the scope is never answered."""

    PROCEDURE = "service_request"
    MANUAL: ClassVar[ModuleType] = case_desk
    FILED: ClassVar[Filed] = {
        "log_matter": words(asked_for="代收快递"),
        "record_call": words(caller="张先生", called_about="求援"),
        "look_into": {"known": YES, "outside_duties": YES, "beyond_scope": YES},
        "help_along": words(help_given="联系快递"),
        "explain": {"explained": YES},
        "answer": words(answer_given="可代收"),
        "settle": words(answer_given="已说明"),
        "decline": words(declined_because="不代办贷款"),
    }

    @initialize(by_telephone=YES)
    def comes(self, by_telephone: str) -> None:
        self.comes_in(by_telephone=by_telephone)

    def waits_for_another_case(self) -> bool:
        """Who passed it up does not settle it: nobody is left, where one person has every role."""
        return self.case().state == "with_superior"

    def at_the_end(self, case: Case) -> None:
        seen, facts = case.occurrences, case.facts
        assert seen["done:log_matter"].first_seq < seen["done:look_into"].first_seq
        assert ("done:record_call" in seen) >= (facts["by_telephone"] is True)
        if "done:answer" in seen:
            assert facts["beyond_scope"] is False
            assert ("done:help_along" in seen) >= (facts["outside_duties"] is True)
            assert ("done:ask_leader" in seen) >= (facts["known"] is False)
            assert facts.get("explained") is not False
        assert (case.state == "declined") == ("done:decline" in seen)
        assert ("done:decline" in seen) <= (facts["beyond_scope"] is True)


TestRequestMachine = RequestMachine.TestCase
TestRequestMachine.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
