"""What the desk answers, as JSON-ready data and as pages, in Chinese and English."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from servicedesk.desk import (
    ClauseNote,
    DeviationView,
    DueLimit,
    Explanation,
    HistoryLine,
    ObligationView,
    Option,
    Options,
    TickReport,
)
from servicedesk.program.form_fields import FormField
from servicedesk.render.page import Block, Page
from servicedesk.rules.keys import name_of
from servicedesk.rules.manual import Manual
from servicedesk.texts import pages
from servicedesk.texts.items import with_item
from servicedesk.texts.limits import AHEAD, BY_THE_CLOCK, OVERDUE, STATES
from servicedesk.texts.moments import due_text, moment_text
from servicedesk.texts.obligations import CAUSES, KINDS, NO_OBLIGATION, OBLIGATION_HEADS, STATUS_WORDS, promised_text
from servicedesk.texts.term import Term, in_words, listed


def _at(moment: datetime | None) -> str:
    return "" if moment is None else moment_text(moment)


def _due(moment: datetime | None) -> str:
    return "" if moment is None else due_text(moment)


def _table(title: str, heads: pages.Heads, rows: Sequence[tuple[object, ...]], nothing: Term, lang: str) -> Block:
    """A table, or the line that says that there is nothing."""
    return Block(title, heads.text(lang), rows, lines=() if rows else (nothing.text(lang),))


# --- options -------------------------------------------------------------------------------------------------


_NOT_ITS_TURN: Final = frozenset({"wrong_state", "not_applicable", "not_now", "ended"})


def options_page(options: Options[Option], lang: str = "en") -> Page:
    """What may be done now with its fields (``*`` must be filled); then in short what may not, and the first reason.

    Above them stands until when the case is recorded ahead of the clock, where it is; below them what of the procedure
    is not enforced, and how its open texts are read.
    """
    allowed = [
        (_label(o, lang), o.clause, listed((_field(field, lang) for field in o.fields if not field.outcome), lang))
        for o in options
        if o.allowed
    ]
    blocks = [_table(pages.OPTIONS["allowed"].text(lang), pages.ALLOWED_HEADS, allowed, pages.OPTIONS["nothing"], lang)]
    considered = [
        (_label(o, lang), o.clause, o.declined or pages.OPTIONS["may_decline"].text(lang))
        for o in options
        if o.declined or o.may_decline
    ]
    if considered:
        blocks.append(Block(pages.OPTIONS["declined"].text(lang), pages.DECLINED_HEADS.text(lang), considered))
    blocks.append(_refused([o for o in options if not o.allowed], lang))
    blocks += _notes(options, lang)
    ahead = next((option.recorded_ahead_until for option in options), None)
    return Page([Block(lines=(AHEAD.text(lang, until=_at(ahead)),)), *blocks] if ahead else blocks)


def _notes(answer: Options[Option] | Explanation, lang: str) -> list[Block]:
    """What of a procedure is not enforced, and how its open texts are read; nothing where there is none."""

    def rows(notes: Iterable[ClauseNote]) -> list[tuple[str, str]]:
        return [(note.clause.rpartition("/")[2], note.text(lang)) for note in notes]

    blocks = [
        Block(pages.NOT_MODELLED.text(lang), pages.NOT_MODELLED_HEADS.text(lang), rows(answer.not_modelled)),
        Block(pages.READINGS.text(lang), pages.READINGS_HEADS.text(lang), rows(answer.readings)),
    ]
    return [block for block in blocks if block.rows]


def _refused(options: Sequence[Option], lang: str) -> Block:
    """What may not be done: with the first reason; in one line whatever is not its turn."""
    later = [o for o in options if any(refusal.kind in _NOT_ITS_TURN for refusal in o.refusals)]
    rows = [(_label(o, lang), o.refusals[0].clause, _reason(o, lang)) for o in options if o not in later and o.refusals]
    names = listed((_label(o, lang) for o in later), lang)
    lines = (pages.OPTIONS["later"].text(lang, steps=names),) if later else ()
    nothing = () if rows or later else (pages.OPTIONS["nothing"].text(lang),)
    return Block(
        pages.OPTIONS["refused"].text(lang), pages.REFUSED_HEADS.text(lang) if rows else (), rows, lines=lines + nothing
    )


def _reason(option: Option, lang: str) -> str:
    """The first reason without what would help, and how many more there are."""
    first, *others = option.refusals
    text = Term(first.zh, first.en).text(lang)
    return pages.OPTIONS["more"].text(lang, reason=text, n=len(others)) if others else text


def _label(option: Option, lang: str) -> str:
    return with_item(Term(option.zh, option.en), Term(option.item_zh, option.item_en)).text(lang)


def _field(field: FormField, lang: str) -> str:
    return pages.field_text(lang, term=Term(field.zh, field.en), required=field.required)


# --- deviations ----------------------------------------------------------------------------------------------


def deviations_page(deviations: Iterable[DeviationView], lang: str = "en") -> Page:
    """What was recorded over a rule, in the order given: when, in which case, by whom, over which clause."""
    rows = [
        (
            _at(d.at),
            d.case_id,
            Term(d.step_zh, d.step.replace("_", " ")).text(lang),
            d.by,
            d.recorded_by,
            d.clause,
            Term(d.zh, d.en).text(lang),
        )
        for d in deviations
    ]
    return Page((_table("", pages.DEVIATION_HEADS, rows, pages.NO_DEVIATION, lang),))


# --- limits --------------------------------------------------------------------------------------------------


def due_rows(limits: Iterable[DueLimit], manual: Manual, lang: str = "en") -> list[tuple[str, ...]]:
    """One row a limit, under the headings of ``DUE_HEADS``."""
    rows: list[tuple[str, ...]] = []
    for each in limits:
        label = Term(each.zh, in_words(name_of(each.name)))
        rows.append(
            (
                _due(each.due),
                each.case_id,
                each.subject,
                with_item(label, Term(each.item_zh, each.item_en)).text(lang),
                each.clause,
                listed((_role(name, manual, lang) for name in each.roles), lang),
                pages.noted(_state(each), lang, pages.RULES_CHANGED if each.rules_changed else None),
            )
        )
    return rows


def _state(limit: DueLimit) -> Term:
    """How it stands; whatever is past its due is overdue, recorded as missed or not yet."""
    return OVERDUE if limit.overdue else STATES[limit.state]


def due_page(limits: Iterable[DueLimit], manual: Manual, lang: str = "en") -> Page:
    """Limits still to be kept, in the order given."""
    rows = due_rows(limits, manual, lang)
    return Page((_table("", pages.DUE_HEADS, rows, pages.NO_LIMIT, lang),))


# --- explain -------------------------------------------------------------------------------------------------


def explanation_page(explanation: Explanation, lang: str = "en") -> Page:
    """The sentences of an explanation; below them what of the procedure is not enforced, and how texts are read."""
    return Page((Block(lines=explanation.text(lang).split("\n")), *_notes(explanation, lang)))


# --- history -------------------------------------------------------------------------------------------------


def history_page(case_id: str, lines: Iterable[HistoryLine], lang: str = "en") -> Page:
    """The time line of a case: when, what, by which clause, by whom; and when it was recorded, where that is later."""
    rows = [
        (_happened(e), e.text(lang), e.clause, e.by, _at(e.recorded_at) if _at(e.recorded_at) != _at(e.at) else "")
        for e in lines
    ]
    return Page((Block(case_id, pages.HISTORY_HEADS.text(lang), rows),))


def _happened(line: HistoryLine) -> str:
    """When it was; what the clock records came with the end of a limit, and is written as that is."""
    return _due(line.at) if line.kind in BY_THE_CLOCK else _at(line.at)


# --- obligations ---------------------------------------------------------------------------------------------


def obligations_page(case_id: str, obligations: Iterable[ObligationView], manual: Manual, lang: str = "en") -> Page:
    """Everything owed in a case as a table: how it stands, what it is, who owes it, by when, before what."""
    rows = [
        (
            Term(*STATUS_WORDS[each.status]).text(lang) + _beside(each, lang),
            promised_text(
                lang,
                what=with_item(Term(each.zh, each.en), Term(each.item_zh, each.item_en)).text(lang),
                to=[_role(name, manual, lang) for name in each.promised_to],
            ),
            Term(*KINDS[each.kind]).text(lang),
            each.clause,
            f"{listed((_role(name, manual, lang) for name in each.roles), lang)} {each.holder}".rstrip(),
            _due(each.due),
            _at(each.met_at),
            listed(
                (
                    Term(zh, name.replace("_", " ")).text(lang)
                    for zh, name in zip(each.blocks_zh, each.blocks, strict=True)
                ),
                lang,
            ),
        )
        for each in obligations
    ]
    return Page((_table(case_id, OBLIGATION_HEADS, rows, NO_OBLIGATION, lang),))


def _beside(view: ObligationView, lang: str) -> str:
    """What is to be known beside the status: who waived it, why it was cancelled or declined."""
    beside = view.waived_by if view.status == "waived" else view.reason
    if view.cause:
        beside = Term(*CAUSES[view.cause]).text(lang)
    return beside and Term(f"（{beside}）", f" ({beside})").text(lang)


def _role(name: str, manual: Manual, lang: str) -> str:
    role = manual.role(name)
    return Term(role.zh if role else name, name.replace("_", " ")).text(lang)


# --- the clock -----------------------------------------------------------------------------------------------


def tick_page(report: TickReport, lang: str = "en") -> Page:
    """What one look at everything due brought: messages to deliver, and cases that could not be looked at."""
    head = pages.TICKED.text(
        lang,
        checked=report.checked,
        entries=len(report.entries),
        missed=sum(entry.kind == "missed" for _, entry in report.entries),
        messages=len(report.messages),
    )
    failed = pages.failed_rows(lang, report.busy, report.failed)
    return Page(
        (
            Block(lines=(head, *(message.text(lang) for message in report.messages))),
            *([Block(pages.NOT_CHECKED.text(lang), pages.FAILED_HEADS.text(lang), failed)] if failed else []),
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
    heads = pages.MANUALS_HEADS.text(lang)
    return Page((Block("", heads, rows, right=(4,), lines=() if rows else (pages.NO_MANUAL.text(lang),)),))
