"""A repair under whatever order of steps, clocks and wrong steps Hypothesis thinks of."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize

from manuals.fuheng.case_machine import YES, CaseMachine, Filed, words
from manuals.fuheng.repair_desk import PART, QUOTE
from servicedesk import Case

pytestmark = pytest.mark.slow

OPENS = {"note_part": "part", "pass_on": "nonconforming"}
CLOSES = {"verify_part": "part", "put_right": "nonconforming"}


class RepairMachine(CaseMachine):
    """A chargeable repair needs a quote before its slip, a finding a line of its own, a closed line is closed."""

    PROCEDURE = "repair"
    FILED: ClassVar[Filed] = {
        "quote": words(**QUOTE),
        "open_slip": {
            "area": st.sampled_from(("入户维修", "公共维修")), "chargeable": YES,
            "appointment": st.sampled_from(("", "2026-02-14T10:00+08:00")),
        },
        "note_part": words(**PART),
        "examine": {"outcome": st.sampled_from(("立即维修", "报告班长评审")), "parts_needed": YES},
        "review": words(review_opinion="换阀"),
        "collect_charge": words(remarks="已收"),
        "owner_signs": words(satisfaction="满意"),
        "officer_confirms": words(satisfaction="满意"),
        "revisit": {**words(visit_note="认可", visit_result="已修"), "conforming": YES},
        "pass_on": words(nonconformity="密封不严"),
        "put_right": words(correction="重装"),
    }
    OPEN_TO = frozenset({"open_slip", *CLOSES})

    @initialize()
    def reported(self) -> None:
        self.comes_in(location="厨房", fault="漏水")

    def payload(self, step: str, data: st.DataObject) -> dict[str, Any]:
        filed, items = super().payload(step, data), self.case().items.values()
        if step in OPENS:
            filed["item"] = f"{OPENS[step]}-{len(items) + 1}"
        elif step in CLOSES:
            filed["item"] = next((item.id for item in items if item.open and item.kind == CLOSES[step]), "")
        return filed

    def at_the_end(self, case: Case) -> None:
        done = {occurrence.removeprefix("done:") for occurrence in case.occurrences if occurrence.startswith("done:")}
        needed = {"collect_slip", "arrive", "examine", "finish", "check_slip"}
        if case.facts["area"] == "in_unit":
            needed |= {"owner_signs", "revisit"}
            assert "signed:repair_slip.owner" in case.occurrences
        else:
            needed |= {"officer_confirms"}
        if case.facts["chargeable"]:
            needed |= {"quote", "collect_charge", "hand_over_charge", "deliver_invoice"}
            assert (case.payments["repair_charge"], case.custody["charge"]) == ("35.00", "fee_collector")
        if case.facts["parts_needed"]:
            needed |= {"note_part", "verify_part"}
        if case.facts.get("conforming") is False:
            needed |= {"pass_on", "put_right"}
        assert case.facts["satisfaction"] == "good"
        assert needed <= done


TestRepairMachine = RepairMachine.TestCase
TestRepairMachine.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
