"""What a change of calendar moved, as a page in Chinese and English."""

from __future__ import annotations

from datetime import datetime

from servicedesk.desk import MovedLimit, Recalculation
from servicedesk.render.page import Block, Page
from servicedesk.texts.pages import BUSY, FAILED_HEADS, RECALCULATED, RECALCULATED_HEADS
from servicedesk.texts.term import listed


def recalculation_page(report: Recalculation, lang: str = "en", *, dry_run: bool = False) -> Page:
    """Every limit that moved, with old and new due, and the cases that could not be counted anew."""
    rows = [
        (each.case_id, each.subject, each.limit, each.clause, _at(each.old), _at(each.new), _note(each, lang))
        for each in report
    ]
    head = RECALCULATED["head"].text(lang, checked=report.checked, moved=len(report))
    dry = RECALCULATED["dry_run"].text(lang) if dry_run else ""
    failed = [*((case, BUSY.text(lang)) for case in report.busy), *report.failed]
    return Page(
        (
            Block(headers=RECALCULATED_HEADS.text(lang), rows=rows),
            *([Block(RECALCULATED["failed"].text(lang), FAILED_HEADS.text(lang), failed)] if failed else []),
            Block(lines=(head + dry,)),
        )
    )


def _at(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment:%Y-%m-%d %H:%M}"


def _note(moved: MovedLimit, lang: str) -> str:
    if moved.new is None:
        return RECALCULATED["paused"].text(lang)
    if moved.provisional:
        return RECALCULATED["provisional"].text(lang, years=listed(map(str, moved.provisional), lang))
    return RECALCULATED["settled"].text(lang) if moved.was_provisional else ""
