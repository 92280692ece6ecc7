"""The letting of an owner's unit at a desk: prospect, viewing, contract, tenancy."""

from __future__ import annotations

from typing import Any, Self

from attrs import define

from manuals.fuheng.case_desk import MORNING, UNIT, Walk, new_desk, person
from manuals.fuheng.complaint_desk import MENDED, MENDING
from servicedesk import Policy

OFFICER, SUPERVISOR, FINANCE = "customer_service_officer", "customer_service_supervisor", "finance"
PROSPECT = {"prospect": "周十", "prospect_telephone": "13900000000"}
LISTED = {
    "owner_name": "郑一", "owner_telephone": "13800000001", "fittings": "家具齐全", "letting_conditions": "年付",
}
EXPLAINED = {"wishes": "两居室", "units_explained": "是", "charge_explained": "是"}
VIEWED = {"conditions_told": "是", "estate_told": "是", "charges_told": "是"}
COPIES = {"contract_copy": "是", "tenant_identity": "是"}
INSPECTED = {"let_condition": "正常", "misconduct": "否"}


@define
class Letting(Walk):
    """One letting; whatever is done without a time is done at ``now``."""

    def list_(self) -> Self:
        return self.do("list_unit", OFFICER, **LISTED)

    def explain(self, **more: str) -> Self:
        return self.do("explain_units", OFFICER, **{**EXPLAINED, **more})

    def deposit(self, **more: str) -> Self:
        return self.do("pay_viewing_deposit", FINANCE, **{"viewing_agreed": "是", **more})

    def view(self) -> Self:
        return self.do("view_unit", OFFICER, **VIEWED)

    def call(self, rent: str = "1234.50") -> Self:
        return self.do("call_owner", OFFICER, monthly_rent=rent)

    def sign(self, party: str) -> Self:
        return self.do("sign_contract", party)

    def pay(self, **more: str) -> Self:
        return self.do("pay_agency_charge", FINANCE, **more)

    def tell(self) -> Self:
        return self.do("tell_precautions", OFFICER)

    def conclude(self, at: str = "") -> Self:
        return self.do("conclude_letting", OFFICER, at, **COPIES)

    def to_informed(self) -> Self:
        return self.list_().explain()

    def to_viewed(self) -> Self:
        return self.to_informed().deposit().view()

    def to_signed(self, rent: str = "1234.50") -> Self:
        return self.to_viewed().call(rent).sign("owner").sign("tenant")

    def to_let(self, at: str = "") -> Self:
        return self.to_signed().pay().tell().conclude(at)

    def inspect(self, at: str = "", **more: str) -> Self:
        return self.do("inspect_let_unit", OFFICER, at, **{**INSPECTED, **more})

    def repair(self, line: str = "r1", at: str = "") -> Self:
        return self.do("take_repair_report", OFFICER, at, item=line, fault="水龙头漏水", location="厨房")

    def mend(self) -> Self:
        """Every repair of the unit that is open, from its slip to its end."""
        for repair in self.desk.cases(UNIT, "repair"):
            for step, role in MENDING.items():
                when = {"at": self.now, "recorded_at": self.now}
                self.desk.act(repair.id, step, MENDED.get(step, {}), by=person(role), **when)
        return self

    def visit(self, at: str = "") -> Self:
        return self.do("visit_on_repairs", OFFICER, at)

    def complain(self, line: str = "c1", at: str = "") -> Self:
        return self.do("take_complaint", OFFICER, at, item=line, complaint="楼上噪音")

    def update_limits(self, line: str = "c1", at: str = "", by: str = OFFICER) -> Self:
        return self.do("settle_complaint", by, at, item=line, settlement="已劝止")

    def report(self, line: str = "c1", at: str = "") -> Self:
        return self.do("report_complaint", OFFICER, at, item=line)

    def revisit(self, line: str = "c1", at: str = "") -> Self:
        return self.do("visit_on_complaint", OFFICER, at, item=line, visit_found="满意")

    def money(self) -> dict[str, str]:
        """Everything that was paid, by fee."""
        return dict(self.case.payments)

    def settled(self) -> list[tuple[str, str, str]]:
        """What became of the deposit: given back or kept, how much, by which clause."""
        return [
            (line.kind, line.entry.amount, line.clause)
            for line in self.desk.history(self.id)
            if line.kind in ("refunded", "kept")
        ]


def enquiry(at: str = MORNING, by: str = "customer_receptionist", **policy: Any) -> Letting:
    """Somebody looks for a unit to rent; ``policy`` is the site's."""
    desk = new_desk(policy=Policy.from_data(policy))
    case = desk.open("rental_agency", PROSPECT, subject=UNIT, by=person(by), at=at, recorded_at=at)
    return Letting(desk, case.id, at)


def let(at: str = MORNING, **policy: Any) -> Letting:
    """A unit that was let."""
    return enquiry(at, **policy).to_let()
