"""What the wrong declarations share: a few posts and forms, and a procedure that is right without them."""

from __future__ import annotations

from typing import Any

from servicedesk.declare import (
    Manual,
    Procedure,
    Start,
    Step,
    builtin_roles,
    classification,
    edition,
    flag,
    form,
    role,
    text,
)
from servicedesk.rules.base import Rule

CLERK = role("clerk", "接待员", reports_to="head")
HEAD = role("head", "经理")
SLIP = form("slip", "工单", text("note", "内容"))
OTHER = form("other", "另单", text("remark", "备注"))
VISIT = form("visit", "回访单", flag("happy", "满意"))
cause = classification("cause", "类别", own="一类", foreign="二类")


def procedure(*rules: Rule, **changes: Any) -> Procedure:
    """Received, then closed; and the rules given."""
    good = {"states": "received", "ends": "closed"}
    own = (Start("1", CLERK, zh="办理"), Step("2", "close", CLERK, "received", "closed", zh="办理"))
    return Procedure("process", "流程", rules=(*own, *rules), **(good | changes))


def manual(*procedures: Procedure, **changes: Any) -> Manual:
    """One edition of these procedures."""
    good: dict[str, Any] = {
        "editions": edition("undated", *procedures, in_force_from="2012-01-01", verified_on="2026-11-24"),
        "roles": (CLERK, HEAD),
        "head": HEAD,
        "builtin": builtin_roles(withdraw=CLERK, merge=CLERK, correct=HEAD, erase=HEAD),
        "catalogue": "bad",
    }
    return Manual(**({"name": "sample", "zh": "样例"} | good | changes))
