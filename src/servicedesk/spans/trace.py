"""Why a limit ends when it ends: as data that adds up, and as sentences that a clerk can read out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Protocol

from attrs import frozen

from servicedesk.calendars import Calendar, to_datetime
from servicedesk.spans.course import Course, Lang, Name, NamedDays, Segment
from servicedesk.spans.timeline import Timeline
from servicedesk.spans.wording import sentences

_WEEKEND: Name = ("周末", "weekend")


class _Meant(Protocol):
    @property
    def received_at(self) -> str: ...
    def text(self, lang: Lang) -> str: ...
    def meaning(self, lang: Lang) -> str: ...


@frozen
class Trace(Course):
    """The course of one limit, with its sentences."""

    def text(self, lang: Lang) -> str:
        """Sentences in Chinese or English, in the order in which one would tell it."""
        return ("" if lang == "zh" else " ").join(sentences(self, lang))

    def to_data(self) -> dict[str, Any]:
        """JSON-ready data; instants as ISO text on the calendar's clock, amounts in microseconds."""
        zone = self.calendar.zone

        def iso(at: int | None) -> str | None:
            return None if at is None else to_datetime(at, zone).isoformat()

        return {
            "span": str(self.span),
            "counts": self.counts,
            "start": iso(self.start),
            "due": iso(self.due),
            "budget": self.budget,
            "segments": [
                {
                    "start": iso(each.start),
                    "end": iso(each.end),
                    "counted": each.counted,
                    "why": each.why,
                    "name": {"zh": each.name[0], "en": each.name[1]},
                }
                for each in self.segments
            ],
            "crossed": [
                {
                    "first": str(each.first),
                    "last": str(each.last),
                    "name": {"zh": each.name[0], "en": each.name[1]},
                    "working": each.working,
                }
                for each in self.crossed
            ],
            "pauses": [
                {"start": iso(each.start), "until": iso(each.until), "reason": each.reason} for each in self.pauses
            ],
            "calendar": _calendar(self.calendar),
            "changes": [{"since": iso(since), **_calendar(calendar)} for since, calendar in self.changes],
            "provisional": list(self.provisional),
            "text": {"zh": self.text("zh"), "en": self.text("en")},
        }


def _calendar(calendar: Calendar) -> dict[str, str]:
    return {"name": calendar.name, "version": calendar.version, "zone": calendar.zone}


def draw(
    span: _Meant, line: Timeline, start: int, origin: int, due: int | None, budget: int, provisional: tuple[int, ...]
) -> Trace:
    """The trace of a limit whose due is known."""
    end = due
    if end is None:
        end = next(pause.start for pause in line.pauses if pause.until is None)
    first, last = min(origin, end), max(origin, end)
    segments = [Segment(start, origin, 0, "waiting")] if start < origin else []
    segments += _segments(line, first, last)
    if due is None:
        open_pause = line.pauses[-1]
        segments.append(Segment(open_pause.start, None, 0, "pause", (open_pause.reason, open_pause.reason)))
    return Trace(
        span=span,
        counts=line.counts,
        start=start,
        due=due,
        budget=budget,
        segments=tuple(segments),
        crossed=tuple(_crossed(line, min(start, first), last)),
        pauses=line.pauses,
        calendar=line.calendar,
        changes=tuple(change for change in line.changes if start < change[0] < last),
        provisional=provisional,
    )


def _segments(line: Timeline, start: int, end: int) -> Iterator[Segment]:
    for piece in line.pieces(start, end):
        until = end if piece.end is None else piece.end
        if piece.pause is not None:
            yield Segment(piece.start, until, 0, "pause", (piece.pause.reason, piece.pause.reason))
        elif line.counts == "clock":
            yield Segment(piece.start, until, until - piece.start, "counted")
        else:
            at = piece.start
            for opens, closes in piece.calendar.open_intervals(piece.start, until):
                if at < opens:
                    yield _gap(piece.calendar, at, opens)
                yield Segment(opens, closes, closes - opens, "counted")
                at = closes
            if at < until:
                yield _gap(piece.calendar, at, until)


def _gap(calendar: Calendar, start: int, end: int) -> Segment:
    first, last = calendar.local_date(start), calendar.local_date(end - 1)
    whole = [
        day for day in _days(first, last) if start <= calendar.midnight(day) and calendar.midnight_after(day) <= end
    ]
    if not whole:
        return Segment(start, end, 0, "closed")
    names = dict.fromkeys((calendar.day_name(day, "zh"), calendar.day_name(day, "en")) for day in whole)
    known = [(zh, en) for zh, en in names if zh is not None and en is not None]
    if not known:
        return Segment(start, end, 0, "rest", _WEEKEND)
    return Segment(start, end, 0, "rest", ("、".join(zh for zh, _ in known), ", ".join(en for _, en in known)))


def _crossed(line: Timeline, start: int, end: int) -> Iterator[NamedDays]:
    calendar = line.calendar
    run: NamedDays | None = None
    for day in _days(calendar.local_date(start), calendar.local_date(max(start, end - 1))):
        calendar = line.calendar_at(max(start, min(end, calendar.midnight_after(day) - 1)))
        zh, en = calendar.day_name(day, "zh"), calendar.day_name(day, "en")
        if zh is None or en is None:
            continue
        working = calendar.is_working(day)
        if run and run.name == (zh, en) and run.working == working and day - run.last == timedelta(days=1):
            run = NamedDays(run.first, day, run.name, working)
            continue
        if run:
            yield run
        run = NamedDays(day, day, (zh, en), working)
    if run:
        yield run


def _days(first: date, last: date) -> Iterator[date]:
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        yield date.fromordinal(ordinal)
