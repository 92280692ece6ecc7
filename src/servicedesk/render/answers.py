"""What the desk answers, as JSON-ready data and as pages, in Chinese and English."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from servicedesk.calendars import to_datetime
from servicedesk.desk import DueLimit, HistoryLine, ObligationView, Option, TickReport
from servicedesk.engine.refusals import Refusal
from servicedesk.render.page import Block, Page
from servicedesk.rules.keys import split_item
from servicedesk.rules.manual import Manual
from servicedesk.texts.entries import item_text
from servicedesk.texts.limits import STATES
from servicedesk.texts.obligations import CAUSES, KINDS, NO_OBLIGATION, OBLIGATION_HEADS, STATUS_WORDS
from servicedesk.texts.pages import (
    ALLOWED_HEADS,
    BUSY,
    DUE_HEADS,
    FAILED_HEADS,
    HISTORY_HEADS,
    MANUALS_HEADS,
    NO_LIMIT,
    NO_MANUAL,
    NOT_CHECKED,
    OPTIONS,
    REFUSED_HEADS,
    TICKED,
    field_text,
)
from servicedesk.texts.term import Term, listed


def _at(moment: datetime | None) -> str:
    if moment is None:
        return ""
    return f"{moment:%Y-%m-%d %H:%M:%S}" if moment.second else f"{moment:%Y-%m-%d %H:%M}"


# --- options -------------------------------------------------------------------------------------------------


def options_data(options: Iterable[Option]) -> list[dict[str, Any]]:
    """Every step: allowed or not, the reasons, the fields and outcomes."""
    return [
        {
            "step": option.step,
            "zh": option.zh,
            "clause": option.clause,
            "allowed": option.allowed,
            "refusals": [_refusal(refusal) for refusal in option.refusals],
            "fields": [{"name": name, "zh": zh, "required": required} for name, zh, required in option.fields],
            "outcomes": list(option.outcomes),
        }
        for option in options
    ]


def _refusal(refusal: Refusal) -> dict[str, Any]:
    return {
        "kind": refusal.kind,
        "clause": refusal.clause,
        "zh": refusal.zh,
        "en": refusal.en,
        "help_zh": refusal.help_zh,
        "help_en": refusal.help_en,
        "place": refusal.place,
    }


def options_page(options: Iterable[Option], lang: str = "en") -> Page:
    """What may be done now with its fields (``*`` must be filled), then what may not and why."""
    every = tuple(options)
    allowed = [
        (o.step, _label(o, lang), o.clause, listed((_field(field, lang) for field in o.fields), lang))
        for o in every
        if o.allowed
    ]
    refused = [
        (o.step, _label(o, lang), refusal.clause, Term(refusal.zh, refusal.en).text(lang))
        for o in every
        for refusal in o.refusals
    ]
    nothing = (OPTIONS["nothing"].text(lang),)
    titles = [OPTIONS[name].text(lang) for name in ("allowed", "refused")]
    return Page(
        (
            Block(titles[0], ALLOWED_HEADS.text(lang), allowed, lines=() if allowed else nothing),
            Block(titles[1], REFUSED_HEADS.text(lang), refused, lines=() if refused else nothing),
        )
    )


def _label(option: Option, lang: str) -> str:
    return Term(option.zh, option.en).text(lang)


def _field(field: tuple[str, str, bool], lang: str) -> str:
    name, zh, required = field
    return field_text(lang, name=name, term=Term(zh, "").text(lang), required=required)


# --- limits --------------------------------------------------------------------------------------------------


def due_data(limits: Iterable[DueLimit]) -> list[dict[str, Any]]:
    """Limits still to be kept; ``due`` is null while one is paused."""
    return [
        {
            "case": each.case_id,
            "subject": each.subject,
            "procedure": each.procedure,
            "limit": each.name,
            "zh": each.zh,
            "clause": each.clause,
            "due": None if each.due is None else each.due.isoformat(),
            "state": each.state,
            "roles": list(each.roles),
            "provisional": list(each.provisional),
        }
        for each in limits
    ]


def due_rows(limits: Iterable[DueLimit], manual: Manual, lang: str = "en") -> list[tuple[str, ...]]:
    """One row a limit, under the headings of ``DUE_HEADS``."""
    rows: list[tuple[str, ...]] = []
    for each in limits:
        roles = [Term(role.zh if (role := manual.role(name)) else name, name).text(lang) for name in each.roles]
        name, item = split_item(each.name)
        rows.append(
            (
                _at(each.due),
                each.case_id,
                each.subject,
                item_text(lang, what=Term(each.zh, name).text(lang), item=item),
                each.clause,
                listed(roles, lang),
                STATES[each.state].text(lang),
            )
        )
    return rows


def due_page(limits: Iterable[DueLimit], manual: Manual, lang: str = "en") -> Page:
    """Limits still to be kept, in the order given."""
    rows = due_rows(limits, manual, lang)
    return Page((Block(headers=DUE_HEADS.text(lang), rows=rows, lines=() if rows else (NO_LIMIT.text(lang),)),))


# --- history -------------------------------------------------------------------------------------------------


def history_data(lines: Iterable[HistoryLine]) -> list[dict[str, Any]]:
    """Every entry with both instants and both sentences; personal values stay tokens."""
    return [
        {
            "seq": line.seq,
            "kind": line.kind,
            "name": line.name,
            "clause": line.clause,
            "at": line.at.isoformat(),
            "recorded_at": line.recorded_at.isoformat(),
            "by": line.by,
            "zh": line.zh,
            "en": line.en,
        }
        for line in lines
    ]


def history_page(case_id: str, lines: Iterable[HistoryLine], lang: str = "en") -> Page:
    """The time line of a case: when, what, by which clause, by whom; and when it was recorded, where that is later."""
    rows = [
        (_at(e.at), e.text(lang), e.clause, e.by, _at(e.recorded_at) if _at(e.recorded_at) != _at(e.at) else "")
        for e in lines
    ]
    return Page((Block(case_id, HISTORY_HEADS.text(lang), rows),))


# --- obligations ---------------------------------------------------------------------------------------------


def obligations_data(obligations: Iterable[ObligationView]) -> list[dict[str, Any]]:
    """Everything owed in a case; instants are null where there is none."""

    def moment(at: datetime | None) -> str | None:
        return None if at is None else at.isoformat()

    return [
        {
            "kind": each.kind,
            "name": each.name,
            "item": each.item,
            "clause": each.clause,
            "zh": each.zh,
            "en": each.en,
            "roles": list(each.roles),
            "status": each.status,
            "due": moment(each.due),
            "met_at": moment(each.met_at),
            "missed_at": moment(each.missed_at),
            "excused": each.excused,
            "waived_by": each.waived_by,
            "cause": each.cause,
            "blocks": list(each.blocks),
            "blocking": each.is_blocking,
        }
        for each in obligations
    ]


def obligations_page(case_id: str, obligations: Iterable[ObligationView], manual: Manual, lang: str = "en") -> Page:
    """Everything owed in a case as a table: how it stands, what it is, who owes it, by when, before what."""
    rows = [
        (
            Term(*STATUS_WORDS[each.status]).text(lang) + _beside(each, lang),
            item_text(lang, what=Term(each.zh, each.en).text(lang), item=each.item),
            Term(*KINDS[each.kind]).text(lang),
            each.clause,
            listed((Term(_role(manual, name), name).text(lang) for name in each.roles), lang),
            _at(each.due),
            _at(each.met_at),
            listed((Term(zh, name).text(lang) for zh, name in zip(each.blocks_zh, each.blocks, strict=True)), lang),
        )
        for each in obligations
    ]
    return Page((Block(case_id, OBLIGATION_HEADS.text(lang), rows, lines=() if rows else (NO_OBLIGATION.text(lang),)),))


def _beside(view: ObligationView, lang: str) -> str:
    """What is to be known beside the status: who waived it, why it was cancelled."""
    beside = view.waived_by if view.status == "waived" else ""
    if view.cause:
        beside = Term(*CAUSES[view.cause]).text(lang)
    return beside and Term(f"（{beside}）", f" ({beside})").text(lang)


def _role(manual: Manual, name: str) -> str:
    role = manual.role(name)
    return role.zh if role else name


# --- the clock -----------------------------------------------------------------------------------------------


def tick_data(report: TickReport, zone: str) -> dict[str, Any]:
    """What one look brought, with the messages to deliver; instants on the clock of the zone."""
    messages = [
        {
            "id": m.id,
            "case": m.case_id,
            "clause": m.clause,
            "name": m.name,
            "to_roles": list(m.to_roles),
            "to_names": list(m.to_names),
            "at": to_datetime(m.nominal_at, zone).isoformat(),
            "deliver_at": to_datetime(m.deliver_at, zone).isoformat(),
            "zh": m.zh,
            "en": m.en,
        }
        for m in report.messages
    ]
    return {**report.to_data(), "messages": messages}


def tick_page(report: TickReport, lang: str = "en") -> Page:
    """What one look at everything due brought: messages to deliver, and cases that could not be looked at."""
    head = TICKED.text(
        lang,
        checked=report.checked,
        entries=len(report.entries),
        missed=sum(entry.kind == "missed" for _, entry in report.entries),
        messages=len(report.messages),
    )
    failed = [*((case, BUSY.text(lang)) for case in report.busy), *report.failed]
    return Page(
        (
            Block(lines=(head, *(message.text(lang) for message in report.messages))),
            *([Block(NOT_CHECKED.text(lang), FAILED_HEADS.text(lang), failed)] if failed else []),
        )
    )


# --- manuals -------------------------------------------------------------------------------------------------


def manuals_data(manuals: Iterable[Manual]) -> list[dict[str, Any]]:
    """Every manual with its editions, and each edition with its procedures."""
    return [
        {
            "manual": manual.name,
            "zh": manual.zh,
            "editions": [
                {
                    "edition": edition.name,
                    "in_force_from": edition.in_force_from.isoformat(),
                    "verified_on": edition.verified_on.isoformat(),
                    "procedures": [
                        {"procedure": p.name, "zh": p.zh, "section": p.section, "rules": len(p.rules)}
                        for p in edition.procedures
                    ],
                }
                for edition in manual.editions
            ],
        }
        for manual in manuals
    ]


def manuals_page(manuals: Sequence[dict[str, Any]], lang: str = "en") -> Page:
    """The page for :func:`manuals_data`."""
    rows = [
        (manual["manual"], edition["edition"], p["procedure"], p["zh"], p["rules"])
        for manual in manuals
        for edition in manual["editions"]
        for p in edition["procedures"]
    ]
    nothing = (NO_MANUAL.text(lang),)
    return Page((Block(headers=MANUALS_HEADS.text(lang), rows=rows, right=(4,), lines=() if rows else nothing),))
