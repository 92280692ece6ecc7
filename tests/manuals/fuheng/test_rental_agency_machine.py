"""A letting under whatever order of steps, clocks and wrong steps Hypothesis thinks of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant

from manuals.fuheng.case_machine import ID, YES, CaseMachine, Filed, words
from manuals.fuheng.rental_agency_desk import COPIES, EXPLAINED, INSPECTED, LISTED, PROSPECT, VIEWED, Letting
from servicedesk import Case, Policy

pytestmark = pytest.mark.slow

OF_A_LINE = ("settle_repair_report", "settle_complaint", "report_complaint", "visit_on_complaint")
SITE = Policy.from_data({"switches": ["return_viewing_deposit", "set_off_viewing_deposit"]})


class LettingMachine(CaseMachine):
    """The money adds up: a hundred, ninety and ten, half a month's rent."""

    PROCEDURE = "rental_agency"
    SITE: ClassVar[Mapping[str, Any]] = {"policy": SITE}
    FILED: ClassVar[Filed] = {
        "spot_check": words(spot_check_found="正常"),
        "list_unit": words(**LISTED),
        "give_owner_data": {"renting_customer": YES},
        "approve_special_case": words(special_case="公安机关查询"),
        "explain_units": {**words(**EXPLAINED), "charge_explained": YES},
        "pay_viewing_deposit": {"viewing_agreed": YES},
        "view_unit": {**words(**VIEWED), "estate_told": YES},
        "call_owner": words(monthly_rent="1234.50"),
        "conclude_letting": words(**COPIES),
        "take_repair_report": words(fault="漏水", location="厨房"),
        "inspect_let_unit": words(**INSPECTED),
        "take_complaint": words(complaint="噪音"),
        "settle_complaint": words(settlement="已劝止"),
        "visit_on_complaint": words(visit_found="满意"),
        "update_tenant_file": words(tenant_name="周十", tenant_telephone="139", file_change="电话"),
    }
    OPEN_TO = frozenset({"give_owner_data", "explain_units", "pay_viewing_deposit", "view_unit"})

    @initialize(let=st.booleans())
    def somebody_asks(self, let: bool) -> None:
        """Half of the walks begin where the unit is let."""
        self.comes_in(**PROSPECT)
        for desk in (self.desk, self.quiet) if let else ():
            Letting(desk, ID, self.now.isoformat()).to_let()

    def payload(self, step: str, data: st.DataObject) -> dict[str, Any]:
        line = {"item": self.line_of(step)} if step in OF_A_LINE else {}
        return super().payload(step, data) | line

    def settled(self) -> list[tuple[str, str]]:
        return [
            (line.kind, line.entry.amount)
            for line in self.desk.history(self.case().id)
            if line.kind in ("refunded", "kept")
        ]

    @invariant()
    def nothing_is_viewed_unpaid_and_nothing_let_without_contract_and_charge(self) -> None:
        case = self.case()
        if "entered:viewed" in case.occurrences:
            assert case.payments["viewing_deposit"] == "100.00"
        if "entered:let" in case.occurrences:
            assert case.payments["agency_charge"] == "617.25"
            signed = {occurrence for occurrence in case.occurrences if occurrence.startswith("signed:")}
            assert signed == {"signed:tenancy_contract.owner", "signed:tenancy_contract.tenant"}
            assert self.settled() in ([], [("refunded", "100.00")], [("kept", "100.00")])

    def at_the_end(self, case: Case) -> None:
        assert case.state in ("declined", "ended")
        if case.state == "declined":
            assert self.settled() == [("refunded", "90.00"), ("kept", "10.00")]


TestLettingMachine = LettingMachine.TestCase
TestLettingMachine.settings = settings(max_examples=15, stateful_step_count=25, deadline=None)
