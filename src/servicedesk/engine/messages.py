"""Messages are derived from entries: whoever has the history has them."""

from __future__ import annotations

from servicedesk.calendars import to_datetime
from servicedesk.engine.case import Case
from servicedesk.engine.entry import Entry, EscalationEntry, Message
from servicedesk.program.program import Program
from servicedesk.rules.keys import name_of
from servicedesk.texts.phrases import say

__all__ = ["at_text", "message_of"]


def at_text(instant: int, zone: str) -> str:
    """An instant as a clerk writes it, in the zone of the desk."""
    return to_datetime(instant, zone).format("YYYY-MM-DD HH:mm")


def message_of(program: Program, case: Case, entry: Entry) -> Message | None:
    """What this entry tells somebody, or ``None``. Text carries the case id and the subject, never a filed value."""
    if not isinstance(entry, EscalationEntry):
        return None
    plan = program.plans[case.procedure]
    rule = plan.escalation(name_of(entry.name))
    roles = entry.to
    zh = say(
        "escalated",
        "zh",
        clause=entry.clause,
        case=case.id,
        subject=case.subject,
        what=plan.label(rule, "zh") + entry.item,
        to="、".join(program.role_zh(r) for r in roles),
    )
    en = say(
        "escalated",
        "en",
        clause=entry.clause,
        case=case.id,
        subject=case.subject,
        what=entry.name,
        to=", ".join(roles),
    )
    return Message(
        id=f"{case.id}#{entry.seq}",
        case_id=case.id,
        clause=entry.clause,
        name=entry.name,
        to_roles=roles,
        to_names=entry.names,
        nominal_at=entry.at,
        deliver_at=entry.deliver_at,
        zh=zh,
        en=en,
    )
