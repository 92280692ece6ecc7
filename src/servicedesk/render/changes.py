"""What a change of calendar, or of the edition, moved, as a page in Chinese and English."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from servicedesk.desk import CaseMove, MovedLimit, MoveReport, Recalculation
from servicedesk.render.page import Block, Page
from servicedesk.texts.moments import due_text
from servicedesk.texts.pages import (
    FAILED_HEADS,
    MOVED,
    MOVED_HEADS,
    NOT_CHECKED,
    RECALCULATED,
    RECALCULATED_HEADS,
    failed_rows,
)
from servicedesk.texts.term import listed


def recalculation_page(report: Recalculation, lang: str = "en", *, dry_run: bool = False) -> Page:
    """Every limit that moved, with old and new due, and the cases that could not be counted anew."""
    rows = [
        (each.case_id, each.subject, each.limit, each.clause, _at(each.old), _at(each.new), _note(each, lang))
        for each in report
    ]
    head = RECALCULATED["head"].text(lang, checked=report.checked, moved=len(report))
    dry = RECALCULATED["dry_run"].text(lang) if dry_run else ""
    failed = failed_rows(lang, report.busy, report.failed)
    return Page(
        (
            Block(headers=RECALCULATED_HEADS.text(lang), rows=rows),
            *([Block(RECALCULATED["failed"].text(lang), FAILED_HEADS.text(lang), failed)] if failed else []),
            Block(lines=(head + dry,)),
        )
    )


def move_page(report: MoveReport, lang: str = "en", *, dry_run: bool = False) -> Page:
    """Each case with what starts, ends and moves in it, and the cases that stay where they are, with every reason."""
    rows = [row for each in report.moved for row in _changes(each, lang)]
    refused = [(case, refusal.text(lang)) for case, refusals in report.refused for refusal in refusals]
    failed = failed_rows(lang, report.busy, report.failed)
    counts = {"checked": report.checked, "moved": len(report.moved), "refused": len(report.refused)}
    head = MOVED["head"].text(lang, **counts) + (RECALCULATED["dry_run"].text(lang) if dry_run else "")
    heads = FAILED_HEADS.text(lang)
    return Page(
        (
            Block(headers=MOVED_HEADS.text(lang), rows=rows),
            *([Block(MOVED["refused"].text(lang), heads, refused)] if refused else []),
            *([Block(NOT_CHECKED.text(lang), heads, failed)] if failed else []),
            Block(lines=(head,)),
        )
    )


def _changes(moved: CaseMove, lang: str) -> Iterator[tuple[str, ...]]:
    case = (moved.case_id, moved.subject, moved.old_state, moved.new_state)
    for what, changes in (("started", moved.started), ("ended", moved.ended), ("moved", moved.moved)):
        for each in changes:
            yield (*case, MOVED[what].text(lang), each.limit, each.clause, _at(each.old), _at(each.new))
    for each in moved.changes:
        if each.kind == "missed":
            yield (*case, MOVED["missed"].text(lang), each.limit, each.clause, _at(each.old), "")
    if not moved.changes:
        yield (*case, MOVED["none"].text(lang), "", "", "", "")


def _at(moment: datetime | None) -> str:
    return "" if moment is None else due_text(moment)


def _note(moved: MovedLimit, lang: str) -> str:
    if moved.new is None:
        return RECALCULATED["paused"].text(lang)
    if moved.provisional:
        return RECALCULATED["provisional"].text(lang, years=listed(map(str, moved.provisional), lang))
    return RECALCULATED["settled"].text(lang) if moved.was_provisional else ""
