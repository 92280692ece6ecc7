"""A list of cases, as a page."""

from __future__ import annotations

from servicedesk.desk import FoundCase, FoundPage
from servicedesk.render.page import Block, Page
from servicedesk.texts import pages
from servicedesk.texts.limits import OVERDUE
from servicedesk.texts.moments import due_text, moment_text
from servicedesk.texts.term import Term, in_words


def cases_page(page: FoundPage[FoundCase], lang: str = "en") -> Page:
    """The cases of one page; what cannot be read is told elsewhere."""
    lines = [] if page else [pages.NO_CASE.text(lang)]
    if page.total is not None:
        lines.append(pages.CASES_IN_ALL.text(lang, count=page.total))
    if page.following:
        lines.append(pages.GO_ON_AFTER.text(lang, after=page.following))
    return Page((Block("", pages.FOUND_HEADS.text(lang), [_row(case, lang) for case in page], lines=tuple(lines)),))


def _due(case: FoundCase, lang: str) -> str:
    if case.due is None:
        return ""
    due = due_text(case.due)
    return pages.noted(Term(due, due), lang, OVERDUE if case.overdue else None)


def _row(case: FoundCase, lang: str) -> tuple[object, ...]:
    state = Term(case.state_zh, case.state_en)
    return (
        case.id,
        case.subject,
        Term(case.procedure_zh, in_words(case.procedure)).text(lang),
        Term(case.category_zh, in_words(case.category)).text(lang),
        pages.noted(state, lang, pages.RULES_CHANGED if case.rules_changed else None),
        case.holder,
        moment_text(case.opened_at),
        "" if case.closed_at is None else moment_text(case.closed_at),
        _due(case, lang),
        case.deviations or "",
    )
