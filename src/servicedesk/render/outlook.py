"""What lies ahead of a case, as a page."""

from __future__ import annotations

from collections.abc import Iterable

from servicedesk.desk import ActionOutlook, Brought, HistoryLine, Outlook
from servicedesk.render.page import Block, Page
from servicedesk.rules.manual import Manual
from servicedesk.texts import outlook as texts
from servicedesk.texts.items import with_item
from servicedesk.texts.moments import moment_text
from servicedesk.texts.term import Term, in_words, listed


def outlook_page(outlook: Outlook, manual: Manual, lang: str = "en") -> Page:
    """The page of an outlook: the action that was asked for first, then what time brings, then the rest."""
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
