"""Rest days and make-up days from an iCalendar file (RFC 5545), as phones and offices subscribe to them."""

from __future__ import annotations

import re
from datetime import date, timedelta

from servicedesk.calendars.china import notice_year
from servicedesk.calendars.notices import ENGLISH, Name, Notice, named
from servicedesk.characters import brief
from servicedesk.errors import CalendarError
from servicedesk.said import Said, Statements

_WORK = re.compile(r"补班|上班|调班|[（(]班[)）]|workday|working day|make-?up", re.IGNORECASE)
_LONGEST_EVENT = 60  # days
_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)


def read_notices(text: str, published: date) -> list[Notice]:
    """A notice for each year that the file names.

    Every event must last whole days and not recur. An event whose summary speaks of working (上班, 补班,
    workday) is a make-up day, any other a rest day.

    Raises:
        CalendarError: no event at all, or events that are no whole days; all of them are named.
    """
    off: dict[int, list[tuple[date, Name]]] = {}
    work: dict[int, list[tuple[date, Name]]] = {}
    faults: list[str] = []
    for event in _events(text):
        summary = event.get("SUMMARY", "")
        days = _days(event)
        if days is None:
            faults.append(Said("not_whole_days", event=brief(summary) if summary else Said("an_event")))
            continue
        kind = work if _WORK.search(summary) else off
        for day in days:
            kind.setdefault(notice_year(day), []).append((day, _name(summary)))
    years = sorted(off.keys() | work.keys())
    if not years and not faults:
        faults.append(Said("no_event"))
    if faults:
        raise CalendarError(Said("ics_faults", faults=Statements(faults)), remedy=Said("all_day_events"), faults=faults)
    return [Notice(year, off.get(year, ()), work.get(year, ()), published) for year in years if year in off]


def _events(text: str) -> list[dict[str, str]]:
    events: list[dict[str, str]] = []
    current: dict[str, str] | None = None
    for line in re.sub(r"\r?\n[ \t]", "", text).splitlines():
        name, _, value = line.partition(":")
        key = name.partition(";")[0].upper()
        if (key, value.upper()) == ("BEGIN", "VEVENT"):
            current = {}
        elif (key, value.upper()) == ("END", "VEVENT") and current is not None:
            events.append(current)
            current = None
        elif current is not None:
            current.setdefault(key, value.strip())
    return events


def _days(event: dict[str, str]) -> list[date] | None:
    first = _date(event.get("DTSTART", ""))
    if first is None or "RRULE" in event or "RDATE" in event:
        return None
    end = _date(event["DTEND"]) if "DTEND" in event else first + timedelta(days=1)
    if end is None or not 0 < (end - first).days <= _LONGEST_EVENT:
        return None
    return [first + timedelta(days=shift) for shift in range((end - first).days)]


def _date(text: str) -> date | None:
    match = _DATE.fullmatch(text)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _name(summary: str) -> Name:
    """The feast that the summary mentions, else the summary itself."""
    return named(next((feast for feast in ENGLISH if feast.removesuffix("节") in summary), summary))
