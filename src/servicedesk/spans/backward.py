"""Limits that run backward from an event."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

from attrs import field, frozen

from servicedesk.calendars import Calendar
from servicedesk.characters import brief, is_a
from servicedesk.errors import SpanError
from servicedesk.said import Said
from servicedesk.spans.days import MonthEnd, Whole
from servicedesk.spans.kinds import ClockTime, WorkingTime
from servicedesk.spans.span import Due, Quantity, Span, one_of, pick
from servicedesk.spans.timeline import Changes, Gap, Timeline
from servicedesk.spans.trace import Lang

_MOVED_BACK = (
    "自事件之日倒算，事件当日不计；遇休息日只提前，不顺延。",
    "Counted back from the event, its day not counted; a rest day moves it back, never forward.",
)
_OF_TIME = ("自事件发生时刻倒算。", "Counted back from the very moment of the event.")
_OF_WORKING_TIME = (
    "自事件发生时刻倒算，只计工作时间。",
    "Counted back from the very moment of the event, working time only.",
)


def _countable(span: Span) -> ClockTime | WorkingTime | Whole:
    if not is_a(span, Span):
        raise SpanError(Said("no_span", text=brief(span)), remedy=Said("as_weeks"))
    plain = span.received_at == "day" and not span.after_period and getattr(span, "roll", "none") == "none"
    if isinstance(span, ClockTime | WorkingTime | Whole) and not isinstance(span, MonthEnd) and plain:
        return span
    raise SpanError(Said("not_backward", span=str(span)), remedy=Said("plain_amount"))


@frozen
class Before(Span):
    """So long before an event, which is the start given; its day is not counted. Pauses do not move it.

    Days end at 24:00 of the last possible day, working days at its last closing. With ``roll`` a rest day
    moves back to a working day, never forward.
    """

    span: ClockTime | WorkingTime | Whole = field(converter=_countable)
    roll: Literal["none", "previous_working_day"] = field(
        default="none", kw_only=True, validator=one_of("none", "previous_working_day")
    )
    sense = ("自事件之日倒算，事件当日不计。", "Counted back from the event, its day not counted.")
    _rolled = ("，末日为休息日的提前至上一工作日", ", moved back to a working day when that is a rest day")

    def __attrs_post_init__(self) -> None:
        if self.received_at != "day" or self.after_period or (self.roll != "none" and not isinstance(self.span, Whole)):
            raise SpanError(Said("only_days_roll", span=str(self)), remedy=Said("drop_option"))

    def due(self, start: int, calendar: Calendar, *, pauses: Sequence[Gap] = (), changes: Changes = ()) -> Due:
        """The last good instant before the event at ``start``; pauses are ignored."""
        del pauses
        return super().due(start, calendar, changes=changes)

    def at_share(self, *_: Any, **__: Any) -> int | None:
        """Refused with :class:`SpanError`: there is no way from a start to be shared."""
        raise SpanError(Said("no_share_backward"), remedy=Said("second_limit"))

    def meaning(self, lang: Lang) -> str:
        """How it is counted, in one sentence: days without that of the event, hours from its very moment."""
        if isinstance(self.span, WorkingTime):
            return pick(lang, _OF_WORKING_TIME)
        if isinstance(self.span, ClockTime):
            return pick(lang, _OF_TIME)
        return pick(lang, self.sense if self.roll == "none" else _MOVED_BACK)

    def _quantity(self) -> Quantity:
        return self.span.quantity

    def _words(self) -> tuple[str, str]:
        zh, en = self.span.text("zh"), self.span.text("en")
        return f"至少提前{zh.removesuffix('内')}", f"at least {en.removeprefix('within ')} before"

    def _plain(self) -> str:
        return f"{self.span} before"

    def _last_day(self, origin: int, line: Timeline) -> date | None:
        if not isinstance(self.span, Whole):
            return None
        calendar = line.calendar_at(origin)
        day = self.span.day_from(calendar.local_date(origin), -1, calendar)
        return day if self.roll == "none" else calendar.previous_working_day(day)

    def _nominal(self, origin: int, line: Timeline) -> int:
        calendar = line.calendar_at(origin)
        if isinstance(self.span, WorkingTime):
            return calendar.subtract_working(origin, self.span.length)
        if isinstance(self.span, ClockTime):
            return origin - self.span.length
        return self.span.end_of(self._last_day(origin, line) or calendar.local_date(origin), calendar)

    def _provisional(self, start: int, origin: int, at: int, line: Timeline) -> tuple[int, ...]:
        del origin
        return line.provisional(at, start) if self.span.counts == "working" or self.roll != "none" else ()
