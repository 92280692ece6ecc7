"""Notices of rest days: who moved which days for a year, and when that was published.

A notice names the rest days (``off``) and the weekend days worked instead (``work``) of one year; the latest
one published for a year holds. Days of late December may stand in the next year's notice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import islice
from typing import Any, cast

from attrs import field, frozen

from servicedesk.calendars.zones import FIRST_YEAR, LAST_YEAR
from servicedesk.characters import brief, is_a
from servicedesk.errors import CalendarError
from servicedesk.said import Said

Name = tuple[str, str]
"""The Chinese and the English name of a day."""

Days = tuple[tuple[date, Name], ...]

ENGLISH: Mapping[str, str] = {
    "元旦": "New Year's Day",
    "春节": "Spring Festival",
    "清明节": "Tomb-Sweeping Day",
    "劳动节": "Labour Day",
    "端午节": "Dragon Boat Festival",
    "中秋节": "Mid-Autumn Festival",
    "国庆节": "National Day",
    "抗战胜利纪念日": "Victory Day",
}


_MOST_DAYS = 100_000


def named(name: str | Name) -> Name:
    """A Chinese name with its English gloss where one is known, else the same text for both."""
    return (name, ENGLISH.get(name, name)) if isinstance(name, str) else name


def day_list(days: Mapping[date, str | Name] | Iterable[date], default: str) -> Days:
    """Days with their names, in order; days given without names get ``default``."""
    given: Iterable[date] = days
    names: Mapping[date, str | Name] = cast("Mapping[date, str | Name]", days) if isinstance(days, Mapping) else {}
    try:
        several: list[date | None] = [*islice(given, _MOST_DAYS + 1)] if is_a(given, Iterable) else [None]
    except Exception:  # noqa: BLE001  an error of whoever made it, which may say what is in it
        several = [None]
    if len(several) > _MOST_DAYS or not all(is_a(day, date) for day in several):
        raise CalendarError(Said("no_days", most=_MOST_DAYS), remedy=Said("give_dates"))
    return tuple(
        sorted(
            (date(day.year, day.month, day.day), named(names.get(day, default))) for day in several if day is not None
        )
    )


def _in_order(days: Iterable[tuple[date, Name]]) -> Days:
    return tuple(sorted(days))


@frozen
class Notice:
    """The rest days of one year as one publication settles them."""

    year: int
    off: Days = field(converter=_in_order)
    work: Days = field(converter=_in_order)
    published: date = date.min
    """``date.min`` where the day of publication is not known: then the notice counts as always known."""

    def __attrs_post_init__(self) -> None:
        if type(self.year) is not int or not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise CalendarError(Said("no_notice_year", year=brief(self.year)), remedy=Said("notice_years"))
        off, work = {day for day, _ in self.off}, {day for day, _ in self.work}
        if both := sorted(off & work):
            raise CalendarError(
                Said("day_both_ways", year=self.year, day=both[0]), remedy=Said("keep_one"), year=self.year
            )
        first, last = date(self.year - 1, 12, FIRST_OPEN_DAY), date(self.year, 12, 31)
        if strays := sorted(day for day in off | work if not first <= day <= last):
            raise CalendarError(
                Said("stray_day", day=strays[0], year=self.year), remedy=Said("notice_days"), year=self.year
            )

    def to_data(self) -> dict[str, Any]:
        """JSON-ready data that :meth:`from_data` reads back."""
        names = dict.fromkeys(name for _, name in (*self.off, *self.work))
        return {
            "year": self.year,
            "published": None if self.published == date.min else self.published.isoformat(),
            "days": [
                {
                    "name": zh,
                    "name_en": en,
                    "off": format_days(day for day, name in self.off if name == (zh, en)),
                    "work": format_days(day for day, name in self.work if name == (zh, en)),
                }
                for zh, en in names
            ],
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Notice:
        """Read :meth:`to_data`, or days of the widespread form ``{"name", "date", "isOffDay"}``."""
        try:
            rows = list(data["days"])
            off: list[tuple[date, Name]] = []
            work: list[tuple[date, Name]] = []
            for row in rows:
                name = (row["name"], row["name_en"]) if "name_en" in row else named(row["name"])
                if "isOffDay" in row:
                    (off if row["isOffDay"] else work).append((date.fromisoformat(row["date"]), name))
                else:
                    off += [(day, name) for day in parse_days(row.get("off", ""))]
                    work += [(day, name) for day in parse_days(row.get("work", ""))]
            published = date.fromisoformat(data["published"]) if data.get("published") else date.min
            return cls(int(data["year"]), off, work, published)
        except CalendarError:
            raise
        except Exception as error:  # noqa: BLE001  a foreign mapping may raise anything, and say what is in it
            ours = isinstance(error, AttributeError | KeyError | OverflowError | TypeError | ValueError)
            raise CalendarError(
                Said("notice_unreadable", kind=type(error).__name__, error=brief(str(error)) if ours else "-"),
                remedy=Said("notice_parts"),
            ) from None


FIRST_OPEN_DAY = 28
"""From this day of December on the next year's notice may still move days: notices since 2006 have reached
back to the 29th, and one for a New Year's Day on a Wednesday could reach the 28th."""


def format_days(days: Iterable[date]) -> str:
    """``2026-01-01..2026-01-03, 2026-02-15``."""
    runs: list[list[date]] = []
    for day in sorted(days):
        if runs and day - runs[-1][-1] == timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}..{run[-1]}" for run in runs)


def parse_days(text: str) -> list[date]:
    """Read :func:`format_days`; ValueError when a part is no date or no range."""
    days: list[date] = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        first, _, last = part.partition("..")
        begin = date.fromisoformat(first)
        end = date.fromisoformat(last) if last else begin
        if not 0 <= (end - begin).days <= 366:
            raise ValueError(f"{brief(part)} is no range of days within a year")
        days += [begin + timedelta(days=offset) for offset in range((end - begin).days + 1)]
    return days
