"""Right uses of the typed desk: every line passes."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import assert_type

from fuheng_desk import ComplaintOpen, ComplaintStep, FuhengDesk, Procedure

from servicedesk import Actor, ActResult, Case, Desk


def front_desk() -> FuhengDesk:
    """A desk of the manual, seen as its stub has it."""
    return Desk("fuheng")


clerk = Actor("王敏", {"recipient"})
desk = front_desk()
call: ComplaintOpen = {"complainant": "张先生", "contents": "电梯异响", "channel": "telephone"}
case = desk.open("complaint", call, subject="3-2-501", by=clerk, at="2026-03-10 09:00", key="call-1")
assert_type(case, Case)
desk.open("renovation", subject="3-2-501", by=clerk)
desk.open(
    "vacant_unit",
    {
        "vacant_from": date(2026, 1, 15),
        "vacant_until": date(2026, 7, 15),
        "vacancy_reason": "外派",
        "identity_card": True,
        "vacancy": "业主装修后暂不居住",
    },
    subject="3-2-501",
    by=clerk,
)
desk.act(case.id, "tell_desk", by=clerk, seen=case.version)
desk.act("R", "judge_inspection", {"outcome": "satisfied"}, by=clerk)
desk.act("R", "judge_inspection", {"outcome": "不合格", "fault": "暖气渗水"}, by=clerk)
desk.act("R", "pay_charges", {"renovation_charges": Decimal(500), "renovation_deposit": "2000.00"}, by=clerk)
desk.act("R", "inspect_installation", {"item": "空调"}, by=clerk, at=datetime(2026, 5, 9, 2, tzinfo=UTC))
desk.act("R", "withdraw", {"reason": "业主撤回"}, by=clerk)
desk.act("R", "correct", {"entry": 3, "reason": "笔误", "works": "贴砖"}, by=clerk)
tried = desk.try_act("B", "inspect_basement", {"basement_condition": "干燥", "abnormal": False}, by=clerk)
assert_type(tried, ActResult)
step: ComplaintStep = "handle"
procedure: Procedure = "lost_and_found"
