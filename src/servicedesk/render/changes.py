"""What a change of calendar moved, as a page in Chinese and English."""

from __future__ import annotations

from datetime import datetime

from servicedesk.desk import MovedLimit, Recalculation
from servicedesk.render.page import Block, Page

__all__ = ["recalculation_page"]

_HEADS = (
    ("案件", "对象", "时限", "条款", "原应于", "现应于", "说明"),
    ("case", "subject", "limit", "clause", "was due", "due", "note"),
)


def recalculation_page(report: Recalculation, lang: str = "en", *, dry_run: bool = False) -> Page:
    """Every limit that moved, with old and new due, and the cases that could not be counted anew."""
    side = 0 if lang == "zh" else 1
    rows = [
        (limit.case_id, limit.subject, limit.limit, limit.clause, _at(limit.old), _at(limit.new), _note(limit, side))
        for limit in report
    ]
    moved = len(report)
    dry = ("（试算，未写入）", " (a dry run: nothing was written)")[side] if dry_run else ""
    head = (
        f"检查案件{report.checked}件，变动时限{moved}项",
        f"{report.checked} cases looked at, {moved} limits moved",
    )[side]
    failed = [*((case, "busy") for case in report.busy), *report.failed]
    failed_heads = (("案件", "原因"), ("case", "why"))[side]
    return Page(
        (
            Block(headers=_HEADS[side], rows=rows),
            *([Block(("未能重算", "not counted anew")[side], failed_heads, failed)] if failed else []),
            Block(lines=(head + dry,)),
        )
    )


def _at(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment:%Y-%m-%d %H:%M}"


def _note(moved: MovedLimit, side: int) -> str:
    if moved.new is None:
        return ("暂停中，恢复后按新日历计算", "paused, goes on under the new calendar")[side]
    if moved.provisional:
        years = ", ".join(map(str, moved.provisional))
        return (f"暂定：{years}年放假安排未公布", f"provisional: no notice for {years}")[side]
    return ("已确定", "settled")[side] if moved.was_provisional else ""
