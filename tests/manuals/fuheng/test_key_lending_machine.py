"""The keys of a unit under whatever order of steps, clocks and wrong steps Hypothesis thinks of."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant

from manuals.fuheng.case_machine import YES, CaseMachine, Filed, words
from manuals.fuheng.key_lending_desk import CONSTRUCTION, KEPT, LOAN, MAINTENANCE, OTHER, OWNER, SALES
from servicedesk import Case

pytestmark = pytest.mark.slow

OF_A_LOAN = ("apply_to_borrow", "lend", "drop_loan", "approve_sales_loan", "complete_loan", "take_back")


class KeysMachine(CaseMachine):
    """A key is with a borrower as long as its loan is open and lent, and with the keeper else."""

    PROCEDURE = "key_lending"
    FILED: ClassVar[Filed] = {
        "inspect_keeping": words(keeping_found="相符"),
        "hand_over_keeping": {"holder": st.sampled_from(("everybody", ""))},
        "fill_issue_register": words(keys_issued="入户门2把"),
        "issue_keys": {"identity_confirmed": YES},
        "register_loan": {
            "borrowed_by": st.sampled_from((OWNER, CONSTRUCTION, MAINTENANCE, SALES, OTHER)),
            **words(**LOAN),
        },
        "apply_to_borrow": words(application="取物品"),
        "complete_loan": words(**LOAN),
        "lend": {"identity_confirmed": YES},
        "take_back": words(return_record="已还"),
        "enter_key_store": words(business="清点"),
    }
    OPEN_TO = frozenset({"lend", "issue_keys", "hand_over_keeping"})

    @initialize()
    def taken_over(self) -> None:
        self.comes_in(**KEPT)

    def payload(self, step: str, data: st.DataObject) -> dict[str, Any]:
        line = {"item": self.line_of(step)} if step in OF_A_LOAN else {}
        return super().payload(step, data) | line

    @invariant()
    def a_key_is_out_as_long_as_its_loan_is_open(self) -> None:
        case = self.case()
        for line in case.items.values():
            lent = f"done:lend@{line.id}" in case.occurrences
            out = case.custody.get(f"key@{line.id}") == "borrower"
            assert out == (lent and line.open)

    @invariant()
    def what_is_out_was_signed_for(self) -> None:
        case = self.case()
        for line in case.items.values():
            if f"done:lend@{line.id}" in case.occurrences:
                who = case.facts[f"borrowed_by@{line.id}"]
                signer = {"owner": "owner", "sales": "sales_supervisor"}.get(str(who))
                assert signer is None or f"signed:key_borrowing_register.{signer}@{line.id}" in case.occurrences

    def at_the_end(self, case: Case) -> None:
        assert (case.state, case.custody["key"]) == ("issued", "owner")
        assert "signed:key_issue_register.owner" in case.occurrences
        assert case.facts["identity_confirmed"] is True


TestKeysMachine = KeysMachine.TestCase
TestKeysMachine.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
