"""A vacancy under whatever order of steps, clocks and wrong steps Hypothesis thinks of."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from manuals.fuheng.case_machine import YES, CaseMachine, Filed, words
from manuals.fuheng.vacant_unit_desk import READ, UNOCCUPIED
from servicedesk import Case

pytestmark = pytest.mark.slow

PERIOD = {"vacant_from": "2026-02-20", "vacant_until": "2026-06-30", "vacancy_reason": "外派"}
AGAIN = {"vacant_from": "2026-07-01", "vacant_until": "2026-12-31", "vacancy_reason": "外派延长"}
SHUT = {"water_shut": YES, "power_shut": YES}


class VacancyMachine(CaseMachine):
    """Both charges are halved together or not at all, and nothing is skipped on the way."""

    PROCEDURE = "vacant_unit"
    FILED: ClassVar[Filed] = {
        "inform_owner": {"told_supply": YES, "told_goods": YES, "told_cancelling": YES},
        "give_opinion": words(officer_opinion="属实"),
        "cut_off": {**words(**READ), **SHUT},
        "read_meters": {
            **words(**READ),
            **SHUT,
            "metered_month": st.sampled_from(("2026-02-01", "2026-04-30", "2026-06-15", "2026-09-01")),
            "water_used": st.sampled_from(("0", "1", "1.01")),
            "electricity_used": st.sampled_from(("0", "5", "5.01")),
        },
        "look_after": {**words(daily_note="已巡视"), "abnormal": YES},
        "apply_anew": words(**AGAIN, identity_card="是"),
    }
    OPEN_TO = frozenset({"inform_owner", "cut_off"})

    @initialize()
    def applied(self) -> None:
        self.comes_in(**PERIOD, identity_card="是", vacancy=UNOCCUPIED)

    @rule()
    def weeks_pass(self) -> None:
        self.now += timedelta(days=40)

    @invariant()
    def both_charges_are_halved_together_within_the_period_only(self) -> None:
        by_day = {
            day: self.halved(day)
            for day in ("2026-02-19", "2026-02-20", "2026-05-01", "2026-06-30", "2026-07-01")
        }
        assert by_day["2026-02-19"] == by_day["2026-07-01"] == 0
        signed = "entered:approved" in self.case().occurrences
        assert set(by_day.values()) <= ({0, 2} if signed else {0})
        assert by_day["2026-02-20"] >= by_day["2026-05-01"] >= by_day["2026-06-30"]

    def halved(self, day: str) -> int:
        return sum(entitlement.in_force for entitlement in self.desk.entitlements(self.case().id, on=day))

    def at_the_end(self, case: Case) -> None:
        needed = {"inform_owner", "give_opinion", "sign", "pass_to_collector", "dispatch_cut_off", "cut_off"}
        assert needed <= {occurrence.removeprefix("done:") for occurrence in case.occurrences}
        assert {
            f"signed:vacancy_application.{role}"
            for role in ("customer_service_officer", "customer_centre_director")
        } <= set(case.occurrences)
        children = self.desk.cases(case.subject, "vacant_unit")
        assert [child.parent for child in children] == ([case.id] if case.state == "renewed" else [])


TestVacancyMachine = VacancyMachine.TestCase
TestVacancyMachine.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
