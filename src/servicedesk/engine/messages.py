"""Messages are derived from entries: whoever has the history has them."""

from __future__ import annotations

from servicedesk.calendars import to_datetime
from servicedesk.engine.case import Case
from servicedesk.engine.entry import Entry, EscalationEntry
from servicedesk.engine.items import about_item
from servicedesk.engine.message import Message
from servicedesk.program.program import Program
from servicedesk.rules.keys import name_of
from servicedesk.texts.entries import repeated
from servicedesk.texts.messages import notice_text
from servicedesk.texts.moments import due_text
from servicedesk.texts.term import LANGUAGES, listed


def at_text(instant: int, zone: str) -> str:
    """An instant as a clerk writes it, in the zone of the desk."""
    return to_datetime(instant, zone).format("YYYY-MM-DD HH:mm")


def due_at(instant: int, zone: str) -> str:
    """When something is due, as a clerk writes it: the end of a day is its 24:00."""
    return due_text(to_datetime(instant, zone))


def message_of(program: Program, case: Case, entry: Entry) -> Message | None:
    """The message that this entry makes, or ``None``. Text carries the case id and the subject, never a filed value."""
    if not isinstance(entry, EscalationEntry):
        return None
    plan = program.plans[case.procedure]
    called = repeated(plan.term_of("recorded", name_of(entry.name)), entry.repeat)
    what = about_item(plan, case, called, entry.item)
    parties = tuple(name for name in entry.notified if program.is_party(name))
    roles = tuple(name for name in entry.notified if name not in parties)
    zh, en = (
        notice_text(
            lang,
            clause=plan.cite(entry.clause).text(lang),
            case=case.id,
            subject=case.subject,
            what=what.text(lang),
            to=listed((program.role_term(role).text(lang) for role in entry.notified), lang),
            by_hand=_by_hand(program, entry, roles, lang) if parties else "",
        )
        for lang in LANGUAGES
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
        to_parties=parties,
        by_hand=entry.by_hand,
    )


def _by_hand(program: Program, entry: EscalationEntry, roles: tuple[str, ...], lang: str) -> str:
    """Who delivers to a party that has no address: by name, else by role."""
    return listed(entry.by_hand or (program.role_term(role).text(lang) for role in roles), lang)
