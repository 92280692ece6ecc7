"""A move-in under whatever order of steps, clocks and wrong steps Hypothesis thinks of."""

from __future__ import annotations

from types import ModuleType
from typing import Any, ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from manuals.fuheng.case_machine import UNIT, YES, CaseMachine, Filed, words
from manuals.jueshixiang import case_desk
from manuals.jueshixiang.move_in_desk import AGREEMENTS, ISSUED, METERS, NOTICE, PAPERS
from servicedesk import Case

pytestmark = pytest.mark.slow

COPIES = st.sampled_from(("2", "2", "2", "1"))
WISHES = st.sampled_from(("搬入或二次装修前维修", "搬入后再行维修"))


class MoveInMachine(CaseMachine):
    """Nobody moves in before papers, inspection, charges, keys and agreements, and the kept key waits for its repair."""

    PROCEDURE = "move_in"
    MANUAL: ClassVar[ModuleType] = case_desk
    FILED: ClassVar[Filed] = {
        "check_papers": {**words(**PAPERS), "photographs_each": COPIES, "company_buyer": YES, "by_agent": YES},
        "show_licence": words(business_licence="是"),
        "show_power_of_attorney": words(power_of_attorney="是"),
        "make_cards": words(cards_made="3"),
        "return_originals": words(paper_copies="是"),
        "inspect_unit": words(**METERS),
        "collect_charges": words(receipt_items="入住费用", gas_connection_fee="3000", cable_television_fee="300"),
        "sign_key_record": {"keys_taken": st.sampled_from(("5", "4"))},
        "keep_one_key": {"door_keys_kept": st.sampled_from(("1", "1", "2"))},
        "hand_over_agreements": {**words(**AGREEMENTS), "copies_given": COPIES},
        "file_agreements": {"copies_filed": st.sampled_from(("1", "1", "2"))},
        "issue_papers": words(**ISSUED),
    }
    OPEN_TO = frozenset({"check_papers", "keep_one_key", "hand_over_agreements", "file_agreements"})

    @initialize()
    def the_notice_is_sent(self) -> None:
        self.comes_in(**NOTICE)

    def payload(self, step: str, data: st.DataObject) -> dict[str, Any]:
        filed = super().payload(step, data)
        if step != "inspect_unit":
            return filed
        if data.draw(st.booleans()):
            return {**filed, "outcome": "passed"}
        return {**filed, "outcome": "problems", "problems": "窗渗水", "repair_when": data.draw(WISHES)}

    @precondition(lambda self: any(each.open for each in self.desk.cases(UNIT, "repair", open=None)))
    @rule()
    def the_repair_ends(self) -> None:
        given = {"by": self.everybody(), "at": self.now, "recorded_at": self.now}
        for desk in (self.desk, self.quiet):
            (repair,) = (each for each in desk.cases(UNIT, "repair", open=None) if each.open)
            desk.act(repair.id, "withdraw", {"reason": "已修复"}, **given)

    def waits_for_another_case(self) -> bool:
        return any(each.open for each in self.desk.cases(UNIT, "repair", open=None))

    def at_the_end(self, case: Case) -> None:
        assert case.state == "moved_in"
        seen = case.occurrences
        order = ["checked", "inspected", "keys_issued", "agreements_filed", "papers_issued", "moved_in"]
        last = [seen[f"entered:{state}"].last_seq for state in order]
        assert last == sorted(last)
        assert case.payments.keys() == {"gas_connection_fee", "cable_television_fee"}
        agreed = {name for name in seen if name.startswith(("signed:interim", "signed:service", "signed:safety"))}
        assert agreed == {
            "signed:interim_covenant.resident", "signed:interim_covenant.service_center",
            "signed:service_agreement.resident", "signed:safety_letter.resident",
        }  # fmt: skip
        kept = "done:keep_one_key" in seen
        assert kept == ("done:return_key" in seen)
        assert kept != ("signed:step_sheet.resident" in seen)
        assert dict(case.custody) == {"keys": "resident", **({"door_key": "resident"} if kept else {})}
        signed, changed = seen["signed:key_record.resident"], seen.get("changed:keys_taken")
        assert changed is None or changed.last_seq <= signed.last_seq


TestMoveInMachine = MoveInMachine.TestCase
TestMoveInMachine.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
