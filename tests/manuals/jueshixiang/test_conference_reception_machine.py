"""A reception under whatever order of steps, clocks and wrong steps Hypothesis thinks of."""

from __future__ import annotations

from datetime import timedelta
from types import ModuleType
from typing import Any, ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from manuals.fuheng.case_machine import YES, CaseMachine, Filed, words
from manuals.jueshixiang import case_desk
from manuals.jueshixiang.reception_desk import CHECK, DETAILS, IN_ORDER
from servicedesk import Case

pytestmark = pytest.mark.slow

OTHER = {name: value for name, value in DETAILS.items() if name != "arrives_at"}
ARRIVALS = st.sampled_from(("2026-02-13 16:20", "2026-02-14 10:00", "2026-02-16 14:00"))
ORDER = ["announced", "settled", "preparing", "ready", "meeting", "over", "cleared", "closed"]


class ReceptionMachine(CaseMachine):
    """No reception is summed up before all was prepared, checked, served, collected and reported, in this order."""

    PROCEDURE = "conference_reception"
    MANUAL: ClassVar[ModuleType] = case_desk
    FILED: ClassVar[Filed] = {
        "contact_departments": words(departments_contacted="环境管理部"),
        "change_details": {**words(**OTHER), "show_flat": YES},
        "change_arrival": {"arrives_at": ARRIVALS},
        "delay_arrival": {"delayed_until": ARRIVALS},
        "fill_in_work_sheet": {**words(**OTHER), "show_flat": YES, "arrives_at": ARRIVALS},
        "assign_preparations": words(arrangement="迎宾两人"),
        "check_equipment": {**words(lights_in_order="是", projector_in_order="是"), "room_clean": YES},
        "check_again": words(**CHECK),
        "record_tea": words(tea_issued="绿茶", ware_issued="12"),
        "stay_outside": {"staff_outside": st.sampled_from(("0", "1", "1", "2"))},
        "record_collected": words(ware_collected="12"),
        **{f"report_{post}": words(**{f"{post}_report": "正常"}) for post in ("greeting", "service", "venue", "show_flat")},
        "sum_up": words(experience="好", shortcomings="无"),
    }
    OPEN_TO = frozenset({"stay_outside"})

    @initialize(seated=st.booleans(), show_flat=YES)
    def announced(self, seated: bool, show_flat: str) -> None:
        """Half of the time the guests have been seated already."""
        self.comes_in(announced="电话来访通知")
        if seated:
            self.walk(
                ("contact_departments", {"departments_contacted": "环境管理部"}),
                ("fill_in_work_sheet", {**DETAILS, "show_flat": show_flat}),
                ("assign_preparations", {"arrangement": "迎宾两人"}), ("prepare_refreshments", {}),
                ("notify_environment", {}), ("clean_venue", {}), ("check_equipment", IN_ORDER), ("set_out_room", {}),
                ("check_again", CHECK), ("seat_guests", {}),
            )  # fmt: skip

    def walk(self, *steps: tuple[str, dict[str, str]]) -> None:
        """Do these steps at once, on both desks."""
        for step, filed in steps:
            for desk in (self.desk, self.quiet):
                desk.act("case-1", step, filed, by=self.everybody(), at=self.now, recorded_at=self.now)

    @rule(data=st.data())
    def time_passes(self, data: st.DataObject) -> None:
        """To just before, at or just after what is due next, or by some minutes: a meeting is no matter of days."""
        dues = [d.due for d in self.desk.due() if d.due is not None and d.due > self.now]
        near = [due + timedelta(microseconds=us) for due in dues[:1] for us in (-1, 0, 1)]
        far = [self.now + timedelta(minutes=minutes) for minutes in (1, 6, 20)]
        self.now = max(self.now, data.draw(st.sampled_from([*near, *far])))

    def payload(self, step: str, data: st.DataObject) -> dict[str, Any]:
        filed = super().payload(step, data)
        return {**filed, "item": self.line_of(step)} if step == "take_shoe_covers_back" else filed

    def at_the_end(self, case: Case) -> None:
        assert case.state == "closed"
        seen = case.occurrences
        last = [seen[f"entered:{state}"].last_seq for state in ORDER]
        assert last == sorted(last)
        assert seen["done:stay_outside"].last_seq < seen["done:see_off"].last_seq
        assert seen["done:serve_tea"].last_seq < seen["done:see_off"].last_seq
        assert {f"done:report_{post}" for post in ("greeting", "service", "venue")} <= seen.keys()
        assert ("done:put_on_shoe_covers" in seen) == ("done:take_shoe_covers_back" in seen)


TestReceptionMachine = ReceptionMachine.TestCase
TestReceptionMachine.settings = settings(max_examples=15, stateful_step_count=25, deadline=None)
