"""What is outstanding for somebody, as a page."""

from __future__ import annotations

from servicedesk.desk import OutstandingRow, Page
from servicedesk.render.page import Block
from servicedesk.render.page import Page as Shown
from servicedesk.texts import pages
from servicedesk.texts.limits import OVERDUE
from servicedesk.texts.moments import due_text
from servicedesk.texts.obligations import STATUS_WORDS
from servicedesk.texts.term import Term


def worklist_page(page: Page[OutstandingRow], lang: str = "en") -> Shown:
    """The page of a worklist; what cannot be read is told elsewhere."""
    lines = [] if page else [pages.NOTHING_OUTSTANDING.text(lang)]
    if page.following:
        lines.append(pages.GO_ON_AFTER.text(lang, after=page.following))
    return Shown((Block("", pages.WORKLIST_HEADS.text(lang), [_row(row, lang) for row in page], lines=tuple(lines)),))


def _row(row: OutstandingRow, lang: str) -> tuple[object, ...]:
    due = "" if row.due is None else due_text(row.due)
    status = Term(*STATUS_WORDS[row.status])
    return (
        pages.noted(Term(due, due), lang, OVERDUE if row.overdue else None) if due else "",
        row.case_id,
        row.subject,
        Term(row.procedure_zh, row.procedure_en).text(lang),
        Term(row.zh, row.en).text(lang),
        Term(row.item_zh, row.item_en).text(lang),
        row.clause,
        row.holder,
        pages.noted(status, lang, pages.RULES_CHANGED if row.rules_changed else None),
    )
