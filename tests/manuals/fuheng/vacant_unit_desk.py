"""Vacant units at a desk: an owner's application walked through the text, and standing duties over units."""

from __future__ import annotations

from typing import Any, Self

from attrs import define

from manuals.fuheng.case_desk import Walk, everybody, new_desk, person
from servicedesk import Desk, Policy

UNOCCUPIED = "业主装修后暂不居住"
PERIOD = {"vacant_from": "2026-01-15", "vacant_until": "2026-07-15", "vacancy_reason": "外派"}
TOLD = {"told_supply": "是", "told_goods": "是", "told_cancelling": "是"}
SHUT = {"water_shut": "是", "power_shut": "是"}
READ = {"water_reading": "120.5", "electricity_reading": "3460"}
EVENT = "2026-07-11 18:00"


SEASONS = Policy.from_data({"seasons": {"多雨季节": "04-15..10-15"}})
"""A site that says when the rainy season is."""


@define
class Vacancy(Walk):
    """One application of an owner; whatever is done without a time is done at ``now``."""

    def inform(self, **more: str) -> Self:
        return self.do("inform_owner", "customer_service_officer", **{**TOLD, **more})

    def opinion(self) -> Self:
        return self.do("give_opinion", "customer_service_officer", officer_opinion="情况属实")

    def sign(self, at: str = "") -> Self:
        return self.do("sign", "customer_centre_director", at)

    def pass_on(self) -> Self:
        return self.do("pass_to_collector", "customer_service_officer")

    def dispatch(self) -> Self:
        return self.do("dispatch_cut_off", "customer_receptionist")

    def cut_off(self, at: str = "", **more: str) -> Self:
        return self.do("cut_off", "maintenance_worker", at, **{**READ, **SHUT, **more})

    def to_approved(self) -> Self:
        return self.inform().opinion().sign()

    def to_vacant(self) -> Self:
        return self.to_approved().pass_on().dispatch().cut_off()

    def read(self, month: str, water: str = "0", electricity: str = "0", at: str = "", **more: str) -> Self:
        used = {"metered_month": month, "water_used": water, "electricity_used": electricity}
        return self.do("read_meters", "customer_service_officer", at, **{**READ, **SHUT, **used, **more})

    def halved(self, day: str) -> set[str]:
        """The charges that are halved on a day."""
        return {g.name for g in self.desk.entitlements(self.id, on=day) if g.in_force}

    def shares(self, day: str) -> dict[str, str]:
        """What share of each charge is due on a day, where the manual says."""
        return {g.name: str(g.value) for g in self.desk.entitlements(self.id, on=day) if g.value is not None}


def try_vacancy(
    desk: Desk, by: str = "owner", at: str = "2026-01-05 09:00", *, subject: str = "3-2-501", **more: Any
) -> Any:
    """Apply, or be refused."""
    blanks = {**PERIOD, "identity_card": "是", "vacancy": UNOCCUPIED, **more}
    blanks = {name: value for name, value in blanks.items() if value is not None}
    return desk.try_open("vacant_unit", blanks, subject=subject, by=person(*by.split()), at=at, recorded_at=at)


def vacancy(
    by: str = "owner", at: str = "2026-01-05 09:00", *, policy: Policy | None = None, **more: Any
) -> Vacancy:
    """An application that must be allowed, on a fresh desk."""
    desk = new_desk(policy=policy)
    outcome = try_vacancy(desk, by, at, **more)
    assert outcome.ok, [r.text("en") for r in outcome.refusals]
    return Vacancy(desk, outcome.case.id, at)


@define
class Standing(Walk):
    """One standing duty over one subject."""

    def clause(self, short: str) -> str:
        return short if short == "local" else f"fuheng/vacant_unit/{short}"

    def storm(self, at: str, inspect_by: str = f"{EVENT}+08:00") -> Self:
        return self.do("severe_weather", "customer_service_officer", at, inspect_by=inspect_by)


def standing(
    clause: str, kind: str, subject: str = "1-101", at: str = "2026-01-31 09:00", desk: Desk | None = None,
) -> Standing:
    """Start the duties of a subject, and give the one of that clause."""
    desk = desk or new_desk(policy=SEASONS)
    started = desk.start_standing_tasks({kind: [subject]}, by=everybody(), at=at, recorded_at=at)
    ident = f"standing:fuheng/vacant_unit/{clause}/{subject}"
    assert ident in started, started
    return Standing(desk, ident, at)


def started(kind: str) -> set[str]:
    """The clauses of the duties that stand over subjects of a kind."""
    idents = new_desk(policy=SEASONS).start_standing_tasks(
        {kind: ["x"]}, by=everybody(), at="2026-01-31 09:00", recorded_at="2026-01-31 09:00"
    )
    return {
        ident.removeprefix("standing:fuheng/vacant_unit/").removesuffix("/x")
        for ident in idents
        if "vacant_unit" in ident
    }
