"""Spans that end at an instant: by the clock, in working time, on the same day, at once."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, ClassVar, Final, Literal

from attrs import Attribute, field, frozen
from attrs.validators import optional

from servicedesk.calendars import Calendar
from servicedesk.characters import brief
from servicedesk.errors import SpanError
from servicedesk.said import Said
from servicedesk.spans.amounts import LENGTH, checked, plural
from servicedesk.spans.span import Due, Quantity, Span, pick
from servicedesk.spans.timeline import Counts, Timeline
from servicedesk.spans.trace import Lang

LANGUAGES: Final[tuple[Lang, Lang]] = ("zh", "en")


@frozen
class Amount(Span):
    """Minutes or hours, whole or as a Decimal of whole microseconds."""

    _prefix: ClassVar[tuple[str, str]] = ("", "")
    """What stands before the unit, in Chinese and English."""

    amount: int | Decimal
    unit: Literal["minute", "hour"]
    length: int = field(init=False, eq=False, repr=False)
    """In microseconds."""

    def __attrs_post_init__(self) -> None:
        amount = checked(self.amount, self.unit)
        object.__setattr__(self, "amount", amount)
        object.__setattr__(self, "length", int(amount * LENGTH[self.unit]))

    def _quantity(self) -> Quantity:
        return self.amount, f"{self._prefix[1]}{self.unit}".replace(" ", "_")

    def _words(self) -> tuple[str, str]:
        unit = "小时" if self.unit == "hour" else "分钟"
        return f"{self.amount}{self._prefix[0]}{unit}内", f"within {self._plain()}"

    def _plain(self) -> str:
        return plural(self.amount, f"{self._prefix[1]}{self.unit}")

    def _budget(self, origin: int, line: Timeline) -> int:  # noqa: ARG002 - other ways of counting need it
        return self.length


@frozen
class ClockTime(Amount):
    """Minutes or hours by the clock, rest days and nights included."""

    sense = (
        "自该时刻起按自然时间连续计算，夜间和休息日照计。",
        "Runs by the clock from the moment itself, through nights and rest days.",
    )

    def _nominal(self, origin: int, line: Timeline) -> int:  # noqa: ARG002 - other ways of counting need it
        return origin + self.length


@frozen
class WorkingTime(Amount):
    """Minutes or hours of working time."""

    counts: ClassVar[Counts] = "working"
    _prefix = ("个工作", "working ")
    sense = (
        "只计工作时间，恰在关门时用完的即在关门时截止。",
        "Counts working time only; what is used up exactly at a closing ends at that closing.",
    )

    def _nominal(self, origin: int, line: Timeline) -> int:
        at = line.unpaused().advance(origin, self.length)
        assert at is not None  # noqa: S101 - only an open pause leaves a timeline without an end
        return at

    def _plain_due(self, start: int, calendar: Calendar) -> Due:
        at = calendar.add_working(start, self.length)
        return Due(at, calendar.provisional_years(start, at))


def _by_the_clock(_: object, attribute: Attribute[Any], value: object) -> None:
    """The validator of ``at_least``."""
    if type(value) is not ClockTime or (value.received_at, value.after_period) != ("day", False):
        raise SpanError(
            Said("no_clock_time", name=attribute.name, value=brief(value)),
            remedy=Said("write_clock_time"),
            field=attribute.name,
        )


@frozen
class ThisDay(Span):
    """A span that ends with the day of its start, or with its hours."""

    def _quantity(self) -> Quantity:
        return 0, "same_day"

    def _last_day(self, origin: int, line: Timeline) -> date | None:
        return line.calendar_at(origin).local_date(origin)


@frozen
class SameDay(ThisDay):
    """Until 24:00 of the day of the start; ``at_least`` so long where that is given, in the evening beyond 24:00."""

    sense = ("当日24:00截止，休息日亦同。", "Ends at 24:00 of that date, on a rest day too.")
    _over: ClassVar[tuple[str, str]] = (
        "当日24:00截止，休息日亦同；临近24:00的，顺延至满{least}。",
        "Ends at 24:00 of that date, on a rest day too; towards 24:00 only after {least}.",
    )

    at_least: ClockTime | None = field(default=None, kw_only=True, validator=optional(_by_the_clock))

    def meaning(self, lang: Lang) -> str:
        """How it is counted, in one sentence."""
        if self.at_least is None:
            return super().meaning(lang)
        return pick(lang, self._over).format(least=self.at_least.long(lang))

    def _words(self) -> tuple[str, str]:
        if self.at_least is None:
            return "当日24:00前", "by 24:00 the same day"
        zh, en = (self.at_least.long(lang) for lang in LANGUAGES)
        return f"当日24:00前且不少于{zh}", f"by 24:00 the same day, and no less than {en}"

    def _plain(self) -> str:
        return "same day" if self.at_least is None else f"same day at_least {self.at_least}"

    def _nominal(self, origin: int, line: Timeline) -> int:
        calendar = line.calendar_at(origin)
        least = 0 if self.at_least is None else self.at_least.length
        return max(calendar.midnight_after(calendar.local_date(origin)), origin + least)


@frozen
class CloseOfDesk(ThisDay):
    """Until the desk closes on the day of the start; 24:00 where it is closed by then, all day, or open till then."""

    sense = (
        "当日最后关门时截止；已关门、当日休息或营业过夜的，当日24:00截止。",
        "Ends at the last closing of that date; at 24:00 when closed by then, closed all day, or open overnight.",
    )

    _said = ("当日营业结束前", "by the close of the desk the same day")
    _written = "close of desk"
    _often: ClassVar[tuple[str, str]] = ("日营业结束前", "day of work, by its close")

    def rhythm(self, lang: Lang) -> str:
        """Each day, or shift, of work."""
        return pick(lang, self._often)

    def _nominal(self, origin: int, line: Timeline) -> int:
        at = self._close(origin, line.calendar_at(origin))
        for since, calendar in line.changes:
            if origin < since < at:
                at = self._close(since, calendar)
        return at

    def _close(self, instant: int, calendar: Calendar) -> int:
        today = calendar.local_date(instant)
        midnight, closing = calendar.midnight_after(today), calendar.closing(today)
        return min(closing, midnight) if closing is not None and closing > instant else midnight

    def _provisional(self, start: int, origin: int, at: int, line: Timeline) -> tuple[int, ...]:
        del origin
        return line.provisional(start, at)


@frozen
class CloseOfShift(CloseOfDesk):
    """Until the running shift ends, over midnight too; else until the day's last; 24:00 without one."""

    sense = (
        "当班结束时截止，夜班至次日；无人当班的，当日24:00截止。",
        "Ends with the running shift, by night on the next date; at 24:00 when no shift runs or follows.",
    )

    _said = ("当班结束前", "by the end of the shift")
    _written = "close of shift"
    _often = ("班结束前", "shift, by its end")

    def _close(self, instant: int, calendar: Calendar) -> int:
        today = calendar.local_date(instant)
        for day in (today - timedelta(days=1), today):
            closing = calendar.closing(day)
            if closing is not None and closing > instant:
                return closing
        return calendar.midnight_after(today)


@frozen
class AtOnce(Span):
    """No time at all: the start itself."""

    sense = ("起算时刻即为截止时刻。", "Due at the very moment of the start.")

    _said = ("立即", "at once")
    _written = "at once"

    def _quantity(self) -> Quantity:
        return 0, "minute"

    def _nominal(self, origin: int, line: Timeline) -> int:  # noqa: ARG002 - other ways of counting need it
        return origin
