"""An estate that is taken over under whatever order of steps, clocks and wrong steps Hypothesis thinks of."""

from __future__ import annotations

from types import ModuleType
from typing import Any, ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize

from manuals.fuheng.case_machine import YES, CaseMachine, Filed, words
from manuals.jueshixiang import case_desk
from manuals.jueshixiang.campaign_desk import CONTRACT, INSPECTED, PLAN, PREPARATIONS, VALID
from servicedesk import Case

pytestmark = pytest.mark.slow

DATES = st.sampled_from(("2026-02-20 09:00", "2026-03-07 09:00", "2026-05-16 09:00"))
BEFORE = {"train_staff", "print_material", "print_forms", "fit_out_venue", "post_certificates", "arrange_logistics"}


class CampaignMachine(CaseMachine):
    """Nobody moves in before contract, inspection, takeover, plan, letters, press and preparations."""

    PROCEDURE = "handover_campaign"
    MANUAL: ClassVar[ModuleType] = case_desk
    FILED: ClassVar[Filed] = {
        "sign_contract": words(**CONTRACT),
        "review_contract": {**words(**VALID), "lawful": YES},
        "inspect_buildings": words(**INSPECTED),
        "note_rework": words(rework_needed="渗水"),
        "follow_rework": words(rework_progress="已注胶"),
        "confirm_rework": words(rework_result="已修好"),
        "hold_meeting": words(meeting_result="五月入伙"),
        "draw_up_plan": {**words(**PLAN), "move_in_begins": DATES},
        "change_date": {"move_in_begins": DATES},
        **{step: words(**filed) for step, (_, filed) in PREPARATIONS.items()},
    }

    @initialize(estate=st.sampled_from(("新建物业", "新建物业", "原有物业")), by_owners=YES)
    def entered(self, estate: str, by_owners: str) -> None:
        self.comes_in(estate=estate, by_owners=by_owners)

    def payload(self, step: str, data: st.DataObject) -> dict[str, Any]:
        filed = super().payload(step, data)
        return {**filed, "item": self.line_of(step)} if step in {"follow_rework", "confirm_rework"} else filed

    def at_the_end(self, case: Case) -> None:
        assert case.state == "closed"
        seen = case.occurrences
        signed = {name.rpartition(".")[2] for name in seen if name.startswith("signed:management_contract.")}
        assert {"company"} < signed
        order = ["contracting", "taken_over"]
        if "entered:moving_in" in seen:
            order += ["planned", "moving_in"]
            assert {f"done:{step}" for step in BEFORE} <= seen.keys()
            for letter in ("send_notices", "announce_in_press"):
                changed = seen.get("done:change_date")
                assert changed is None or changed.last_seq < seen[f"done:{letter}"].last_seq
        else:
            assert case.facts["estate"] == "existing"
        last = [seen[f"entered:{state}"].last_seq for state in [*order, "closed"]]
        assert last == sorted(last)


TestCampaignMachine = CampaignMachine.TestCase
TestCampaignMachine.settings = settings(max_examples=15, stateful_step_count=25, deadline=None)
