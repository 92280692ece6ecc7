"""What lies ahead of a case, as data and as a page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from servicedesk.desk import ActionOutlook, Brought, HistoryLine, Outlook
from servicedesk.render.page import Block, Page
from servicedesk.rules.manual import Manual
from servicedesk.texts import outlook as texts
from servicedesk.texts.items import with_item
from servicedesk.texts.moments import moment_text
from servicedesk.texts.term import Term, in_words, listed


def outlook_data(outlook: Outlook) -> dict[str, Any]:
    """What comes by itself, and what the actions would bring; or what one of them brings, and why it is refused."""
    brought = outlook.brought
    return {
        "case": outlook.case_id,
        "at": outlook.at.isoformat(),
        "until": outlook.until.isoformat(),
        "more": outlook.more,
        "coming": _lines(outlook.coming),
        "actions": [_action(each) for each in outlook.actions],
        "made": _lines(outlook.made),
        "refusals": [
            {"kind": each.kind, "clause": each.clause, "zh": each.zh, "en": each.en} for each in outlook.refusals
        ],
        "started": [{"kind": o.kind, "name": o.name, "item": o.item, "clause": o.clause} for o in brought.started],
        "ended": [{"kind": o.kind, "name": o.name, "item": o.item, "clause": o.clause} for o in brought.ended],
        "newly_allowed": [{"step": o.step, "item": o.item, "clause": o.clause} for o in brought.newly_allowed],
        "opens": list(outlook.opens),
    }


def _lines(lines: Iterable[HistoryLine]) -> list[dict[str, Any]]:
    return [
        {
            "seq": line.seq,
            "kind": line.kind,
            "name": line.name,
            "clause": line.clause,
            "at": line.at.isoformat(),
            "zh": line.zh,
            "en": line.en,
        }
        for line in lines
    ]


def _action(action: ActionOutlook) -> dict[str, Any]:
    return {
        "step": action.step,
        "item": action.item,
        "clause": action.clause,
        "zh": action.zh,
        "en": action.en,
        "sure": _lines(action.sure),
        "leads_to": [{"state": each.state, "zh": each.zh, "en": each.en} for each in action.leads_to],
        "depends_on": [
            {"kind": each.kind, "name": each.name, "zh": each.zh, "en": each.en} for each in action.depends_on
        ],
        "may_be_refused": action.may_be_refused,
        "complete": action.complete,
    }


def outlook_page(outlook: Outlook, manual: Manual, lang: str = "en") -> Page:
    """The page for :func:`outlook_data`: the action that was asked for first, then what time brings, then the rest."""
    blocks: list[Block] = []
    if outlook.refusals:
        reasons = tuple(each.text(lang) for each in outlook.refusals)
        blocks.append(Block(texts.REFUSED.text(lang), lines=reasons))
    elif outlook.made:
        blocks.append(Block(texts.MADE.text(lang), texts.COMING_HEADS.text(lang), _rows(outlook.made, lang)))
        lines = tuple(_brought(outlook.brought, outlook.opens, manual, lang))
        if lines:
            blocks.append(Block(lines=lines))
    blocks.append(_coming(outlook, lang))
    if outlook.actions:
        rows = [_action_row(each, lang) for each in outlook.actions]
        blocks.append(Block(texts.ACTIONS.text(lang), texts.ACTION_HEADS.text(lang), rows))
    return Page(blocks)


def _coming(outlook: Outlook, lang: str) -> Block:
    title, until = texts.COMING_AFTER if outlook.made else texts.COMING, outlook.until.format("YYYY-MM-DD")
    rows = _rows(outlook.coming, lang)
    lines = (texts.MORE.text(lang, until=until),) if outlook.more else ()
    if not rows and not lines:
        lines = (texts.NOTHING.text(lang, until=until),)
    heads = texts.COMING_HEADS.text(lang) if rows else ()
    return Block(title.text(lang, at=moment_text(outlook.at)), heads, rows, lines=lines)


def _rows(lines: Iterable[HistoryLine], lang: str) -> list[tuple[str, str, str]]:
    return [(moment_text(line.at), line.text(lang), line.clause) for line in lines]


def _action_row(action: ActionOutlook, lang: str) -> tuple[str, ...]:
    sure = listed((line.text(lang) for line in action.sure), lang)
    return (
        with_item(Term(action.zh, action.en), Term(action.item_zh, action.item_en)).text(lang),
        action.clause,
        listed((Term(each.zh, each.en).text(lang) for each in action.leads_to), lang),
        sure if action.complete else texts.UNSURE.text(lang),
        listed((Term(each.zh, each.en).text(lang) for each in action.depends_on), lang),
    )


def _brought(brought: Brought, opens: Iterable[str], manual: Manual, lang: str) -> Iterable[str]:
    called = {each.name: Term(each.zh, in_words(each.name)) for each in manual.latest.procedures}
    found = {
        "started": (with_item(Term(o.zh, o.en), Term(o.item_zh, o.item_en)) for o in brought.started),
        "ended": (with_item(Term(o.zh, o.en), Term(o.item_zh, o.item_en)) for o in brought.ended),
        "newly_allowed": (with_item(Term(o.zh, o.en), Term(o.item_zh, o.item_en)) for o in brought.newly_allowed),
        "opens": (called.get(name, Term(name, in_words(name))) for name in opens),
    }
    for which, terms in found.items():
        names = listed(dict.fromkeys(term.text(lang) for term in terms), lang)
        if names:
            yield texts.labelled(lang, label=texts.BROUGHT[which], names=names)
