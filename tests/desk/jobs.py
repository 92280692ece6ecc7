"""A job of the tiny sample, whose rules are written anew for each test of editions."""

from __future__ import annotations

from typing import Any

from engine.scene import actor
from servicedesk import Desk
from servicedesk.declare import (
    Deadline,
    Manual,
    Procedure,
    Start,
    Step,
    builtin_roles,
    edition,
    hours,
    local_rule,
    role,
    text,
)
from servicedesk.rules.parts import form

HEAD = role("head", "负责人")
CLERK = role("clerk", "文员", reports_to="head")
CALL = form("call", "来电单", text("caller", "来电人", required=False, personal=True))
WHY = local_rule("the course needs the act")
NINE, TEN, LATE = "2026-03-10 09:00", "2026-03-10 10:00", "2026-03-10 15:00"
BY = actor(CLERK)
TERMS = {"received": "已受理", "begun": "已开工", "finished": "已办结"}


def job(*rules: Any, within: int = 4, states: str = "received > begun", **changes: Any) -> Procedure:
    """Received, begun, done; to be done within hours from its reception, by clause 2.1; 0 hours for no such limit."""
    first, begun = states.split(" > ")
    solve = Deadline("2.1", "solve", CLERK, hours(within or 1), since=first, met_by="finished", zh="处理")
    return Procedure(
        "job",
        "派工",
        states=states,
        ends="finished",
        terms={state: zh for state, zh in TERMS.items() if state in (first, begun, "finished")},
        rules=[
            Start(WHY, CLERK, files=CALL, zh="受理"),
            *([solve] if within else []),
            Step(WHY, "begin", CLERK, first, begun, zh="开工"),
            Step(WHY, "finish", CLERK, begun, "finished", zh="办结"),
            *rules,
        ],
        **changes,
    )


def manual(*rules: Any, within: int = 4, states: str = "received > begun", **changes: Any) -> Manual:
    """The manual of one such job, or of the editions given."""
    good: dict[str, Any] = {
        "editions": edition(
            "2026", job(*rules, within=within, states=states), in_force_from="2019-01-01", verified_on="2026-11-24"
        ),
        "roles": (HEAD, CLERK),
        "head": HEAD,
        "builtin": builtin_roles(withdraw=CLERK, merge=CLERK, correct=HEAD, erase=HEAD),
        "catalogue": "sample_manuals",
    }
    return Manual("tiny", "示例手册", **(good | changes))


def opened(desk: Desk, ident: str, **payload: Any) -> str:
    """A case that is received at nine."""
    return desk.open("job", payload, subject=ident, id=ident, by=BY, at=NINE, recorded_at=NINE).id
