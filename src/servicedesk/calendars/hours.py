"""Hours of a day as text and as intervals: ``09:00-12:00,13:30-18:00``."""

from __future__ import annotations

import re

from servicedesk.calendars.zones import DAY, HOUR, MINUTE, SECOND
from servicedesk.characters import brief, cut, is_text
from servicedesk.errors import CalendarError
from servicedesk.said import Said

Hours = tuple[tuple[int, int], ...]
"""Half-open intervals in microseconds from 00:00 of the day that they belong to, in order; a close beyond 24
hours lies on the next date (night shift). Empty: closed."""

_TIME = r"(\d{1,2}):(\d{2})(?::(\d{2}))?"
_PART = re.compile(rf"{_TIME}\s*[-~\u2013至]\s*{_TIME}", re.ASCII)
_LONGEST = 400
_CLOSED = frozenset({"", "closed", "off", "休息"})


def parse_hours(text: str) -> Hours:
    """Read the opening hours of one day.

    Intervals are ``HH:MM-HH:MM`` (seconds may follow), separated by commas. 24:00 is the end of the day and
    so is 00:00 where it ends an interval; an end at or before its beginning otherwise lies on the next date.
    An empty text is a closed day. Intervals that touch are one.

    Raises:
        CalendarError: a part is no interval, is empty, or overlaps another.
    """
    if not is_text(text, _LONGEST):
        raise CalendarError(Said("no_hours", text=brief(text)), remedy=Said("write_hours"))
    said = brief(text)
    if text.strip().lower() in _CLOSED:
        return ()
    merged: list[tuple[int, int]] = []
    for opens, closes in sorted(_interval(part.strip(), text) for part in re.split(r"[,，、;；]", text)):
        if merged and opens < merged[-1][1]:
            raise CalendarError(
                Said("hours_overlap", text=said, one=_show(merged[-1]), other=_show((opens, closes))),
                remedy=Said("one_interval"),
                hours=cut(text),
            )
        if merged and opens == merged[-1][1]:
            merged[-1] = (merged[-1][0], closes)
        else:
            merged.append((opens, closes))
    if merged[-1][1] > merged[0][0] + DAY:
        raise CalendarError(Said("hours_run_on", text=said), remedy=Said("end_of_shift"), hours=cut(text))
    return tuple(merged)


def format_hours(hours: Hours) -> str:
    """The text that :func:`parse_hours` reads back; a closed day is the empty text."""
    return ",".join(_show(each) for each in hours)


def _interval(part: str, text: str) -> tuple[int, int]:
    said = brief(text)
    match = _PART.fullmatch(part)
    if match is None:
        raise CalendarError(
            Said("no_interval", text=said, part=brief(part)), remedy=Said("write_hours"), hours=cut(text)
        )
    numbers = [int(number or 0) for number in match.groups()]
    opens, closes = _time(numbers[:3]), _time(numbers[3:])
    if opens is None or closes is None or opens >= DAY:
        raise CalendarError(
            Said("no_time_in_hours", text=said, part=brief(part)), remedy=Said("clock_bounds"), hours=cut(text)
        )
    if closes == 0:
        closes = DAY
    if closes == opens:
        raise CalendarError(
            Said("empty_interval", text=said, part=brief(part)), remedy=Said("whole_day"), hours=cut(text)
        )
    return opens, closes if closes > opens else closes + DAY


def _time(parts: list[int]) -> int | None:
    hour, minute, second = parts
    if hour > 24 or minute > 59 or second > 59 or (hour == 24 and minute + second):
        return None
    return hour * HOUR + minute * MINUTE + second * SECOND


def _show(interval: tuple[int, int]) -> str:
    opens, closes = interval
    return f"{_clock(opens)}-{_clock(closes if closes <= DAY else closes - DAY)}"


def _clock(time: int) -> str:
    hour, rest = divmod(time, HOUR)
    minute, rest = divmod(rest, MINUTE)
    return f"{hour:02}:{minute:02}" + (f":{rest // SECOND:02}" if rest else "")
