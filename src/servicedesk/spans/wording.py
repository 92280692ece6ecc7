"""The sentences of a trace."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from servicedesk.calendars import HOUR, MINUTE, SECOND, Calendar, to_datetime
from servicedesk.spans.course import Course, Lang, NamedDays

# The calendars that are made without a name of their own, as they are called in Chinese.
_CALENDARS_ZH = {"statutory": "法定工作日", "always open": "全天", "daily": "每日", "weekly": "每周"}
_WEEKDAYS = {"zh": "一二三四五六日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}


def sentences(trace: Course, lang: Lang) -> Iterator[str]:
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
        yield _crossed(days, lang, counts=trace.counts == "clock" or days.working)
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
            f"{at}起按日历“{_calendar_zh(calendar)}”（版本{calendar.version}）计算，此前已用时间保留。"
            if zh
            else f'From {at} the calendar "{calendar.name}" ({calendar.version}) applies; time used is kept.'
        )
    yield from _result(trace, lang)
    yield (
        f"日历“{_calendar_zh(trace.calendar)}”，版本{trace.calendar.version}。"
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


def _calendar_zh(calendar: Calendar) -> str:
    return _CALENDARS_ZH.get(calendar.name, calendar.name)


def _result(trace: Course, lang: Lang) -> Iterator[str]:
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


def _crossed(days: NamedDays, lang: Lang, *, counts: bool) -> str:
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
