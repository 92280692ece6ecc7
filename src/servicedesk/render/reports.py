"""What became of the limits of a time, as a page and as rows of a table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from servicedesk.desk import Report, ReportRow
from servicedesk.render.page import Block, Page
from servicedesk.render.targets import percent, targets_page
from servicedesk.texts.limits import length
from servicedesk.texts.reports import (
    BEGINNING,
    BEHIND,
    BEHIND_HEADS,
    CLAUSE,
    COLUMNS,
    COUNTED_BY,
    DEVIATIONS,
    LEVELS,
    LONGEST,
    MEAN,
    NOBODY,
    PERIOD,
    PRESENT,
    SHARE,
    TOTAL,
)
from servicedesk.texts.term import Term, listed

_NAMED: Final = 2  # so many columns say what a row is counted by


def report_heads(report: Report, lang: str = "en") -> list[str]:
    """The heads of :func:`report_rows`."""
    columns = (COUNTED_BY[report.per], CLAUSE, *COLUMNS.values(), LEVELS, SHARE, LONGEST, MEAN)
    return [column.text(lang) for column in columns]


def report_rows(report: Report, lang: str = "en") -> list[tuple[str, ...]]:
    """A row for each thing that is counted by, then the total."""
    rows = [_shown(row, Term(row.zh or NOBODY.zh, row.en or NOBODY.en), lang) for row in report.rows]
    return [*rows, _shown(report.total, TOTAL, lang)]


def report_page(report: Report, lang: str = "en") -> Page:
    """The page of a report: the figures, the cases behind each, the targets."""
    heads = report_heads(report, lang)
    since = BEGINNING.text(lang) if report.since is None else _clock(report.since)
    until = PRESENT.text(lang) if report.until is None else _clock(report.until)
    lines: tuple[str, ...] = ()
    if report.deviations:
        lines = (DEVIATIONS.text(lang, count=report.deviations, cases=listed(report.deviating, lang)),)
    blocks = [
        Block(
            PERIOD.text(lang, since=since, until=until, at=_clock(report.at)),
            heads,
            report_rows(report, lang),
            right=tuple(range(_NAMED, len(heads))),
            lines=lines,
        )
    ]
    behind = [row for each in report.rows for row in _behind(each, lang)]
    if behind:
        blocks.append(Block(BEHIND.text(lang), BEHIND_HEADS.text(lang), behind))
    shares = targets_page(report.targets, lang).blocks if report.targets else ()
    return Page((*blocks, *shares))


def _behind(row: ReportRow, lang: str) -> Iterator[tuple[str, ...]]:
    name = Term(row.zh or NOBODY.zh, row.en or NOBODY.en).text(lang)
    for column, term in COLUMNS.items():
        if row.cases[column]:
            yield (name, term.text(lang), listed(row.cases[column], lang))


def _shown(row: ReportRow, name: Term, lang: str) -> tuple[str, ...]:
    counts = (str(getattr(row, column)) for column in COLUMNS)
    late = (_late(row.late_longest, lang), _late(row.late_mean, lang))
    return (name.text(lang), row.clause, *counts, str(row.levels), _share(row.share), *late)


def _share(share: Decimal | None) -> str:
    return "" if share is None else percent(share)


def _late(by: timedelta, lang: str) -> str:
    return length(by // timedelta(microseconds=1), lang) if by else ""


def _clock(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"
