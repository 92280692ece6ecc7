"""Why a limit ends when it ends: as data that adds up, and as sentences that a clerk can read out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Literal, Protocol

from attrs import frozen

from servicedesk.calendars import HOUR, MINUTE, SECOND, Calendar, to_datetime
from servicedesk.characters import is_a
from servicedesk.spans.timeline import Counts, Gap, Timeline

Lang = Literal["zh", "en"]
Name = tuple[str, str]

_WEEKEND: Name = ("周末", "weekend")
# The calendars that are made without a name of their own, as they are called in Chinese.
_CALENDARS_ZH = {"statutory": "法定工作日", "always open": "全天", "daily": "每日", "weekly": "每周"}
_WEEKDAYS = {"zh": "一二三四五六日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}


@frozen
class Segment:
    """One stretch of a limit's course; the ``counted`` of all of them add up to the limit's budget.

    ``why`` is ``counted``, ``waiting`` (before the opening at which it counts as received), ``closed``
    (outside hours), ``rest`` (whole days off) or ``pause``; ``name`` says more in Chinese and English.
    ``end`` is None for a pause that is still open.
    """

    start: int
    end: int | None
    counted: int
    why: Literal["counted", "waiting", "closed", "rest", "pause"]
    name: Name = ("", "")


@frozen
class NamedDays:
    """Days of one name that the limit runs over; ``working`` tells make-up days from feasts and closures."""

    first: date
    last: date
    name: Name
    working: bool


class _Meant(Protocol):
    def text(self, lang: Lang) -> str: ...
    def meaning(self, lang: Lang) -> str: ...


@frozen
class Trace:
    """The course of one limit; instants are microseconds since the epoch, UTC, amounts microseconds."""

    span: _Meant
    counts: Counts
    start: int
    due: int | None
    budget: int
    segments: tuple[Segment, ...]
    crossed: tuple[NamedDays, ...]
    pauses: tuple[Gap, ...]
    calendar: Calendar
    changes: tuple[tuple[int, Calendar], ...]
    provisional: tuple[int, ...]

    def text(self, lang: Lang, *, opening: str = "") -> str:
        """Sentences in Chinese or English, in the order in which one would tell it; ``opening`` for the first."""
        lang = "zh" if is_a(lang, str) and lang == "zh" else "en"
        first, *rest = sentences(self, lang)
        return ("" if lang == "zh" else " ").join((opening or first, *rest))

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
                    "name": dict(zip(("zh", "en"), each.name, strict=True)),
                }
                for each in self.segments
            ],
            "crossed": [
                {
                    "first": str(each.first),
                    "last": str(each.last),
                    "name": dict(zip(("zh", "en"), each.name, strict=True)),
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


# --- as sentences ------------------------------------------------------------------------------------


def sentences(trace: Trace, lang: Lang) -> Iterator[str]:
    """Start, way of counting, days crossed, pauses, changes, result, length, calendar, reservations."""
    zh = lang == "zh"
    zone = trace.calendar
    span = trace.span
    begin = moment(trace.start, zone, lang)
    yield f"自{begin}起，{span.text('zh')}。" if zh else f"From {begin}: {span.text('en')}."
    yield span.meaning(lang)
    for each in trace.segments:
        if each.why == "waiting" and each.end is not None:
            at = moment(each.end, zone, lang)
            yield (f"非工作时间收到，视为{at}收到。" if zh else f"Received outside hours, so it counts from {at}.")
    for days in trace.crossed:
        yield _crossed_text(days, lang, counts=trace.counts == "clock" or days.working)
    for pause in trace.pauses:
        reason = (f"（{pause.reason}）" if zh else f" ({pause.reason})") if pause.reason else ""
        first = moment(pause.start, zone, lang)
        if pause.until is None:
            yield (f"{first}起暂停{reason}，尚未恢复。" if zh else f"Paused since {first}{reason} and not resumed.")
        else:
            last = moment(pause.until, zone, lang)
            yield (
                f"{first}至{last}暂停{reason}，不计。" if zh else f"Paused from {first} to {last}{reason}: not counted."
            )
    for since, calendar in trace.changes:
        at = moment(since, zone, lang)
        yield (
            f"{at}起按日历“{_called(calendar)}”（版本{calendar.version}）计算，此前已用时间保留。"
            if zh
            else f'From {at} the calendar "{calendar.name}" ({calendar.version}) applies; time used is kept.'
        )
    yield from _result(trace, lang)
    yield (
        f"日历“{_called(trace.calendar)}”，版本{trace.calendar.version}。"
        if zh
        else f'Calendar "{trace.calendar.name}", version {trace.calendar.version}.'
    )
    if trace.provisional:
        years = "、".join(map(str, trace.provisional)) if zh else ", ".join(map(str, trace.provisional))
        yield (
            f"{years}年的放假安排尚未公布，按周末和法定节日暂计，公布后重新计算。"
            if zh
            else f"The rest days of {years} are not announced: provisional, computed again when they are."
        )


def _called(calendar: Calendar) -> str:
    return calendar.zh or calendar_zh(calendar.name)


def calendar_zh(name: str) -> str:
    """What a calendar is called in Chinese: its own name where it has one."""
    return _CALENDARS_ZH.get(name, name)


def _result(trace: Trace, lang: Lang) -> Iterator[str]:
    zh = lang == "zh"
    if trace.due is None:
        used = duration(sum(each.counted for each in trace.segments), lang)
        yield (f"已用{used}，暂停期间没有截止时间。" if zh else f"{used} used; while paused there is no due time.")
        return
    until = ending(trace.due, trace.calendar, lang)
    if trace.due < trace.start:
        yield f"最迟{until}。" if zh else f"By {until} at the latest."
        return
    yield f"截止{until}。" if zh else f"Due {until}."
    if trace.due > trace.start:
        total, used = duration(trace.due - trace.start, lang), duration(trace.budget, lang)
        if trace.counts == "working":
            yield f"其中工作时间{used}。" if zh else f"That is {used} of working time."
        else:
            yield f"从起点到截止共{total}。" if zh else f"That leaves {total}."


def _crossed_text(days: NamedDays, lang: Lang, *, counts: bool) -> str:
    one = days.first == days.last
    if lang == "zh":
        when = day_text(days.first, lang) if one else f"{day_text(days.first, lang)}至{day_text(days.last, lang)}"
        return f"{when}{days.name[0]}，{'计入' if counts else '不计'}。"
    when = day_text(days.first, lang) if one else f"{day_text(days.first, lang)} to {day_text(days.last, lang)}"
    return f"{when}, {days.name[1]}: {'counted' if counts else 'not counted'}."


def day_text(day: date, lang: Lang) -> str:
    """``2026-02-14（周六）`` or ``Sat 2026-02-14``."""
    weekday = _WEEKDAYS[lang][day.weekday()]
    return f"{day}（周{weekday}）" if lang == "zh" else f"{weekday} {day}"


def moment(instant: int, calendar: Calendar, lang: Lang) -> str:
    """A date and a time on the calendar's clock, seconds only where there are any."""
    at = to_datetime(instant, calendar.zone)
    clock = f"{at:%H:%M:%S}" if at.second or at.microsecond else f"{at:%H:%M}"
    day = date(at.year, at.month, at.day)
    return f"{day_text(day, lang)}{clock}" if lang == "zh" else f"{day_text(day, lang)} {clock}"


def ending(instant: int, calendar: Calendar, lang: Lang) -> str:
    """A due as people say it: midnight is 24:00 of the day that ends."""
    at = to_datetime(instant, calendar.zone)
    if (at.hour, at.minute, at.second, at.microsecond) != (0, 0, 0, 0):
        return moment(instant, calendar, lang)
    day = date(at.year, at.month, at.day) - timedelta(days=1)
    return f"{day_text(day, lang)}24:00" if lang == "zh" else f"{day_text(day, lang)} 24:00"


def duration(amount: int, lang: Lang) -> str:
    """Hours, minutes and seconds; below a second is left out."""
    parts = (
        (amount // HOUR, "小时", "h"),
        (amount % HOUR // MINUTE, "分钟", "min"),
        (amount % MINUTE // SECOND, "秒", "s"),
    )
    if lang == "zh":
        return "".join(f"{number}{unit}" for number, unit, _ in parts if number) or "0分钟"
    return " ".join(f"{number} {unit}" for number, _, unit in parts if number) or "0 min"
