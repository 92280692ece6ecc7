"""Cases of the small chapters: a key, an entrusted thing, an account, a business, a call-back."""

from __future__ import annotations

from typing import Any

from attrs import define

from manuals.fuheng.case_desk import Walk, person
from manuals.jueshixiang.case_desk import new_desk, put_to_test
from servicedesk import Desk

__all__ = ["BEGUN", "CENTRE", "DEPARTMENT", "FINANCE", "KEEPER", "MORNING", "Small", "opened", "put_to_test"]

MORNING = "2026-03-10 09:00"  # a plain Tuesday
CENTRE, DEPARTMENT, FINANCE, KEEPER = "service_center", "customer_service_department", "finance_department", "key_keeper"
# By procedure: who begins a case of it, and with what.
BEGUN: dict[str, tuple[str, dict[str, str]]] = {
    "key_lending": (KEEPER, {"key_label": "3栋-配电房", "key_class": "设备房"}),
    "trusteeship": (
        CENTRE, {"entrusted": "资金", "thing_entrusted": "现金2000元", "entrusted_by": "张先生", "answerable": "王敏"},
    ),
    "fee_collection": (FINANCE, {"fees_from": "2026-03-01", "charged_until": "2026-05-31"}),
    "rental_agency": (CENTRE, {"side_business": "房屋代理租赁", "agency_contents": "代租3-2-501"}),
    "return_visit": (DEPARTMENT, {"service_given": "上门维修水龙头"}),
}  # fmt: skip


@define
class Small(Walk):
    """One case of a small chapter."""


def opened(procedure: str, at: str = MORNING, *, desk: Desk | None = None, **more: Any) -> Small:
    """A case of that chapter."""
    desk = desk or new_desk()
    by, given = BEGUN[procedure]
    case = desk.open(procedure, {**given, **more}, subject="3-2-501", by=person(by), at=at, recorded_at=at)
    return Small(desk, case.id, at)


def opening_refused(procedure: str, by: str = "", **more: Any) -> list[tuple[str, str, str]]:
    """Why a case of that chapter is not opened: kind, clause and field of each refusal."""
    whoever, given = BEGUN[procedure]
    at = {"at": MORNING, "recorded_at": MORNING}
    outcome = new_desk().try_open(procedure, {**given, **more}, subject="3-2-501", by=person(by or whoever), **at)
    return [(r.kind, r.clause, r.place) for r in outcome.refusals]
