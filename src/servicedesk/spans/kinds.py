"""The ways of counting, one type each."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import ClassVar, Literal

from attrs import field, frozen

from servicedesk.calendars import DAY, HOUR, MINUTE, Calendar
from servicedesk.errors import SpanError
from servicedesk.spans.span import Due, Lang, Quantity, Roll, Span, one_of
from servicedesk.spans.timeline import Changes, Counts, Pause, Timeline
from servicedesk.spans.trace import Trace

_LONGEST = 200 * 366 * DAY
_UNITS = {"minute": MINUTE, "hour": HOUR, "day": DAY, "working_day": DAY, "week": 7 * DAY, "month": 31 * DAY,
          "year": 366 * DAY}  # fmt: skip
_ZH = {"minute": "分钟", "hour": "小时", "day": "天", "working_day": "个工作日", "week": "周", "month": "个月",
       "year": "年"}  # fmt: skip
_LATE = ("，非工作时间收到的自下次开门起算", ", counted from the next opening when received outside hours")
_ROLL = ("，末日为休息日的顺延至下一工作日", ", moved to the next working day when the last is a rest day")


def _pick(lang: Lang, zh: str, en: str) -> str:
    return en if lang == "en" else zh


def late(span: Span, lang: Lang) -> str:
    """What ``received_at`` adds to a text."""
    return _pick(lang, *_LATE) if span.received_at == "next_opening" else ""


def options(span: Span) -> str:
    """The options that differ from the default, in the strict text form."""
    words = ""
    if getattr(span, "roll", "none") != "none":
        words += f" roll {getattr(span, 'roll', '')}"
    if span.received_at != "day":
        words += f" received_at {span.received_at}"
    return words + (" after_period" if span.after_period else "")


def plural(amount: int | Decimal, unit: str) -> str:
    return f"{amount} {unit}" if amount == 1 else f"{amount} {unit}s"


def amount_of(value: int | Decimal, unit: str) -> int | Decimal:
    """A positive amount of a unit; :class:`SpanError` for zero, below, too much, or what is no whole microsecond."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise SpanError(f"{value!r} is no number of {unit}s", remedy="use an int or a Decimal", unit=unit)
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise SpanError(f"{value} is no number of {unit}s", remedy="use an int or a Decimal", unit=unit)
        value = int(value) if value == value.to_integral_value() else value.normalize()
    if value <= 0:
        raise SpanError(f"{plural(value, unit)} is no length of time", remedy='write "at once" for no time', unit=unit)
    if value * _UNITS[unit] > _LONGEST:
        raise SpanError(f"{plural(value, unit)} is longer than 200 years", remedy="state a shorter span", unit=unit)
    if isinstance(value, Decimal) and (unit not in ("minute", "hour") or value * _UNITS[unit] % 1):
        raise SpanError(f"{plural(value, unit)} cannot be counted", remedy="use whole units", unit=unit)
    return value


def add_months(day: date, months: int) -> date:
    """The corresponding date, or the last day of the month where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@frozen
class _Amount(Span):
    """Minutes or hours."""

    amount: int | Decimal
    unit: Literal["minute", "hour"]
    length: int = field(init=False, eq=False, repr=False)
    """In microseconds."""

    def __attrs_post_init__(self) -> None:
        value = amount_of(self.amount, self.unit)
        object.__setattr__(self, "amount", value)
        object.__setattr__(self, "length", int(value * _UNITS[self.unit]))

    def _budget(self, origin: int, line: Timeline) -> int:  # noqa: ARG002
        return self.length


@frozen
class ClockTime(_Amount):
    """Minutes or hours by the clock, rest days and nights included."""

    @property
    def quantity(self) -> Quantity:
        return self.amount, self.unit

    def text(self, lang: Lang) -> str:
        words = _pick(lang, f"{self.amount}{_ZH[self.unit]}内", f"within {plural(self.amount, self.unit)}")
        return words + late(self, lang)

    def meaning(self, lang: Lang) -> str:
        return _pick(
            lang,
            "自该时刻起按自然时间连续计算，夜间和休息日照计。",
            "Runs by the clock from the moment itself, through nights and rest days.",
        )

    def __str__(self) -> str:
        return f"{plural(self.amount, self.unit)}{options(self)}"

    def _nominal(self, origin: int, line: Timeline) -> int:  # noqa: ARG002
        return origin + self.length


@frozen
class WorkingTime(_Amount):
    """Minutes or hours of working time."""

    counts: ClassVar[Counts] = "working"

    @property
    def quantity(self) -> Quantity:
        return self.amount, f"working_{self.unit}"

    def text(self, lang: Lang) -> str:
        word = "个工作小时" if self.unit == "hour" else "个工作分钟"
        return _pick(lang, f"{self.amount}{word}内", f"within {plural(self.amount, f'working {self.unit}')}")

    def meaning(self, lang: Lang) -> str:
        return _pick(
            lang,
            "只计工作时间，恰在关门时用完的即在关门时截止。",
            "Counts working time only; what is used up exactly at a closing ends at that closing.",
        )

    def __str__(self) -> str:
        return f"{plural(self.amount, f'working {self.unit}')}{options(self)}"

    def _nominal(self, origin: int, line: Timeline) -> int:
        if not line.changes:
            return line.calendar.add_working(origin, self.length)
        at = line.unpaused().advance(origin, self.length)
        assert at is not None  # noqa: S101 - only an open pause ends a timeline
        return at

    def _plain_due(self, start: int, calendar: Calendar) -> Due:
        at = calendar.add_working(start, self.length)
        return Due(at, calendar.provisional_years(start, at))


@frozen
class _ThisDay(Span):
    """A span that ends on the day of its start."""

    @property
    def quantity(self) -> Quantity:
        return 0, "same_day"

    def _last_day(self, origin: int, line: Timeline) -> date | None:
        return line.calendar_at(origin).local_date(origin)

    def _midnight(self, origin: int, line: Timeline) -> int:
        calendar = line.calendar_at(origin)
        return calendar.midnight_after(calendar.local_date(origin))


@frozen
class SameDay(_ThisDay):
    """Until 24:00 of the day of the start."""

    def text(self, lang: Lang) -> str:
        return _pick(lang, "当日24:00前", "by 24:00 the same day") + late(self, lang)

    def meaning(self, lang: Lang) -> str:
        return _pick(lang, "当日24:00截止，休息日亦同。", "Ends at 24:00 of that date, on a rest day too.")

    def __str__(self) -> str:
        return f"same day{options(self)}"

    def _nominal(self, origin: int, line: Timeline) -> int:
        return self._midnight(origin, line)


@frozen
class CloseOfDesk(_ThisDay):
    """Until the desk closes on the day of the start; 24:00 where it is closed by then or all day."""

    def text(self, lang: Lang) -> str:
        return _pick(lang, "当日营业结束前", "by the close of the desk the same day") + late(self, lang)

    def meaning(self, lang: Lang) -> str:
        return _pick(
            lang,
            "当日最后关门时截止；已关门或当日休息的，当日24:00截止。",
            "Ends at the last closing of that date; at 24:00 when the desk is closed by then, or all day.",
        )

    def __str__(self) -> str:
        return f"close of desk{options(self)}"

    def _closings(self, instant: int, calendar: Calendar) -> Sequence[int | None]:
        return (calendar.closing(calendar.local_date(instant)),)

    def _nominal(self, origin: int, line: Timeline) -> int:
        at = self._close(origin, line.calendar_at(origin))
        for since, calendar in line.changes:
            if origin < since < at:
                at = self._close(since, calendar)
        return at

    def _close(self, instant: int, calendar: Calendar) -> int:
        ahead = [at for at in self._closings(instant, calendar) if at is not None and at > instant]
        return ahead[0] if ahead else calendar.midnight_after(calendar.local_date(instant))

    def _provisional(self, start: int, origin: int, at: int, line: Timeline) -> tuple[int, ...]:  # noqa: ARG002
        return line.provisional(start, at)


@frozen
class CloseOfShift(CloseOfDesk):
    """Until the running shift ends, over midnight too; without one as :class:`CloseOfDesk`."""

    def text(self, lang: Lang) -> str:
        return _pick(lang, "当班结束前", "by the end of the shift") + late(self, lang)

    def meaning(self, lang: Lang) -> str:
        return _pick(
            lang,
            "当班结束时截止，夜班至次日；无人当班的，当日24:00截止。",
            "Ends with the running shift, a night shift on the next date; at 24:00 when no shift runs or follows.",
        )

    def __str__(self) -> str:
        return f"close of shift{options(self)}"

    def _closings(self, instant: int, calendar: Calendar) -> Sequence[int | None]:
        today = calendar.local_date(instant)
        return calendar.closing(today - timedelta(days=1)), calendar.closing(today)


@frozen
class _Whole(Span):
    """A whole number of days or more, ending on a last day."""

    unit: ClassVar[str]
    catalogue_unit: ClassVar[str]
    count: int

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "count", amount_of(self.count, self.unit))

    @property
    def quantity(self) -> Quantity:
        return self.count, self.catalogue_unit

    def day_from(self, day: date, sign: int, calendar: Calendar) -> date:
        """The last day counted forward (1) or backward (-1) from ``day``."""
        raise NotImplementedError

    def end_of(self, day: date, calendar: Calendar) -> int:
        """The last good instant of a last day."""
        return calendar.midnight_after(day)

    def _last_day(self, origin: int, line: Timeline) -> date:
        calendar = line.calendar_at(origin)
        return self.day_from(calendar.local_date(origin), 1, calendar)

    def _nominal(self, origin: int, line: Timeline) -> int:
        return self.end_of(self._last_day(origin, line), line.calendar_at(origin))

    def __str__(self) -> str:
        return f"{plural(self.count, self.unit.replace('_', ' '))}{options(self)}"


@frozen
class _Rolling(_Whole):
    """Calendar days and what is made of them; ``roll`` moves a last day that is a rest day."""

    roll: Roll = field(default="none", kw_only=True, validator=one_of("none", "next_working_day"))

    def _last_day(self, origin: int, line: Timeline) -> date:
        day = _Whole._last_day(self, origin, line)
        if self.roll == "none":
            return day
        calendar = line.calendar_at(line.calendar_at(origin).midnight_after(day) - 1)
        return calendar.next_working_day(day)

    def _provisional(self, start: int, origin: int, at: int, line: Timeline) -> tuple[int, ...]:
        received = Span._provisional(self, start, origin, at, line)
        if self.roll == "none":
            return received
        calendar = line.calendar_at(origin)
        last = self.day_from(calendar.local_date(origin), 1, calendar)
        rolled = line.provisional(calendar.midnight(last), max(at, calendar.midnight_after(last)))
        return tuple(sorted({*received, *rolled}))

    def text(self, lang: Lang) -> str:
        zh = f"{self.count}{_ZH[self.unit]}内"
        en = f"within {plural(self.count, 'calendar day' if self.unit == 'day' else self.unit)}"
        return _pick(lang, zh, en) + (_pick(lang, *_ROLL) if self.roll != "none" else "") + late(self, lang)


@frozen
class Days(_Rolling):
    """Calendar days; the day of the start is not counted."""

    unit: ClassVar[str] = "day"
    catalogue_unit: ClassVar[str] = "calendar_day"

    def meaning(self, lang: Lang) -> str:
        return _pick(
            lang,
            "起算当日不计，自次日起连续计算，末日24:00截止。",
            "The day of the start is not counted; ends at 24:00 of the last day.",
        )

    def day_from(self, day: date, sign: int, calendar: Calendar) -> date:  # noqa: ARG002
        return day + timedelta(days=sign * self.count)


@frozen
class Weeks(_Rolling):
    """Weeks of seven calendar days."""

    unit: ClassVar[str] = "week"
    catalogue_unit: ClassVar[str] = "week"

    def meaning(self, lang: Lang) -> str:
        return _pick(
            lang, "至相应周的同一星期几24:00截止。", "Ends at 24:00 of the same weekday, so many weeks later."
        )

    def day_from(self, day: date, sign: int, calendar: Calendar) -> date:  # noqa: ARG002
        return day + timedelta(days=7 * sign * self.count)


@frozen
class Months(_Rolling):
    """Calendar months to the corresponding date."""

    unit: ClassVar[str] = "month"
    catalogue_unit: ClassVar[str] = "month"

    def meaning(self, lang: Lang) -> str:
        return _pick(
            lang,
            "至相应月的对应日24:00截止，没有对应日的为该月末日。",
            "Ends at 24:00 of the corresponding date, or of the month's last day where there is none.",
        )

    def day_from(self, day: date, sign: int, calendar: Calendar) -> date:  # noqa: ARG002
        return add_months(day, sign * self.count)


@frozen
class Years(_Rolling):
    """Calendar years to the corresponding date."""

    unit: ClassVar[str] = "year"
    catalogue_unit: ClassVar[str] = "year"

    def meaning(self, lang: Lang) -> str:
        return _pick(
            lang,
            "至相应年的对应日24:00截止，没有对应日的为该月末日。",
            "Ends at 24:00 of the corresponding date, or of the month's last day where there is none.",
        )

    def day_from(self, day: date, sign: int, calendar: Calendar) -> date:  # noqa: ARG002
        return add_months(day, 12 * sign * self.count)


@frozen
class MonthEnd(_Rolling):
    """Until the end of the month of the start."""

    unit: ClassVar[str] = "month"
    catalogue_unit: ClassVar[str] = "month"
    count: int = field(default=1, init=False)

    def text(self, lang: Lang) -> str:
        rolled = _pick(lang, *_ROLL) if self.roll != "none" else ""
        return _pick(lang, "当月月底前", "by the end of the month") + rolled + late(self, lang)

    def meaning(self, lang: Lang) -> str:
        return _pick(lang, "当月末日24:00截止。", "Ends at 24:00 of the last day of that month.")

    def day_from(self, day: date, sign: int, calendar: Calendar) -> date:  # noqa: ARG002
        return day.replace(day=monthrange(day.year, day.month)[1])

    def __str__(self) -> str:
        return f"by month end{options(self)}"


@frozen
class WorkingDays(_Whole):
    """Working days; the day of the start is not counted, the last ends when the desk closes."""

    counts: ClassVar[Counts] = "working"
    unit: ClassVar[str] = "working_day"
    catalogue_unit: ClassVar[str] = "working_day"

    def text(self, lang: Lang) -> str:
        words = f"{self.count}个工作日内", f"within {plural(self.count, 'working day')}"
        return _pick(lang, *words) + late(self, lang)

    def meaning(self, lang: Lang) -> str:
        return _pick(
            lang,
            "起算当日不计，只计工作日（含调休上班日），末日最后关门时截止。",
            "The day of the start is not counted, make-up days are; ends at the last closing of the last day.",
        )

    def day_from(self, day: date, sign: int, calendar: Calendar) -> date:
        return calendar.add_working_days(day, sign * self.count)

    def end_of(self, day: date, calendar: Calendar) -> int:
        closing = calendar.closing(day)
        return calendar.midnight_after(day) if closing is None else closing

    def _nominal(self, origin: int, line: Timeline) -> int:
        return self.end_of(*self._last(origin, line))

    def _last_day(self, origin: int, line: Timeline) -> date:
        return self._last(origin, line)[0]

    def _last(self, origin: int, line: Timeline) -> tuple[date, Calendar]:
        """The last day and the calendar that it falls under; a day closed before a change counts as it was."""
        calendar = line.calendar_at(origin)
        day, left = calendar.local_date(origin), self.count
        for since, other in line.changes:
            if since <= origin:
                continue
            over = max(day, _last_day_over(since, calendar))
            used = calendar.count_working_days(day, over)
            if used >= left:
                break
            day, left, calendar = over, left - used, other
        return calendar.add_working_days(day, left), calendar


def _last_day_over(instant: int, calendar: Calendar) -> date:
    day = calendar.local_date(instant)
    for _ in range(2):
        closing = calendar.closing(day)
        if (calendar.midnight_after(day) if closing is None else closing) <= instant:
            return day
        day -= timedelta(days=1)
    return day


@frozen
class AtOnce(Span):
    """No time at all: the start itself."""

    @property
    def quantity(self) -> Quantity:
        return 0, "minute"

    def text(self, lang: Lang) -> str:
        return _pick(lang, "立即", "at once") + late(self, lang)

    def meaning(self, lang: Lang) -> str:
        return _pick(lang, "起算时刻即为截止时刻。", "Due at the very moment of the start.")

    def __str__(self) -> str:
        return f"at once{options(self)}"

    def _nominal(self, origin: int, line: Timeline) -> int:  # noqa: ARG002
        return origin


@frozen
class Before(Span):
    """So long before an event, which is the start given; its day is not counted. Pauses do not move it."""

    span: ClockTime | WorkingTime | _Whole
    roll: Literal["none", "previous_working_day"] = field(
        default="none", kw_only=True, validator=one_of("none", "previous_working_day")
    )

    def __attrs_post_init__(self) -> None:
        inner = self.span
        usable = isinstance(inner, ClockTime | WorkingTime | _Whole) and not isinstance(inner, MonthEnd)  # pyright: ignore[reportUnnecessaryIsInstance]
        if not usable or inner.received_at != "day" or inner.after_period or getattr(inner, "roll", "none") != "none":
            raise SpanError(
                f'"{inner}" has no way of counting backward', remedy="give a plain amount of one unit, such as weeks(1)"
            )
        if self.received_at != "day" or (self.roll != "none" and not isinstance(inner, _Whole)):
            raise SpanError("only days roll, and nothing is received before an event", remedy="drop the option")

    @property
    def quantity(self) -> Quantity:
        return self.span.quantity

    def text(self, lang: Lang) -> str:
        amount = self.span.text(lang)
        rolled = (
            _pick(lang, "，末日为休息日的提前至上一工作日", ", moved back to a working day when that is a rest day")
            if self.roll != "none"
            else ""
        )
        return _pick(lang, f"至少提前{amount.removesuffix('内')}", f"at least {amount.removeprefix('within ')} before") + rolled

    def meaning(self, lang: Lang) -> str:
        return _pick(
            lang,
            "自事件之日倒算，事件当日不计；遇休息日只提前，不顺延。",
            "Counted back from the event, its day not counted; a rest day moves it back, never forward.",
        )

    def __str__(self) -> str:
        return f"{self.span} before{options(self)}"

    def due(self, start: int, calendar: Calendar, *, pauses: Sequence[Pause] = (), changes: Changes = ()) -> Due:
        return super().due(start, calendar, changes=changes)

    def at_share(
        self, start: int, calendar: Calendar, percent: int, *, pauses: Sequence[Pause] = (), changes: Changes = ()
    ) -> int | None:
        raise SpanError("a limit before an event has no share of the way", remedy="name a second limit before it")

    def trace(
        self, start: int, calendar: Calendar, *, pauses: Sequence[Pause] = (), changes: Changes = ()
    ) -> Trace:
        return super().trace(start, calendar, changes=changes)

    def _provisional(self, start: int, origin: int, at: int, line: Timeline) -> tuple[int, ...]:  # noqa: ARG002
        return line.provisional(at, start) if self.span.counts == "working" or self.roll != "none" else ()

    def _last_day(self, origin: int, line: Timeline) -> date | None:
        if not isinstance(self.span, _Whole):
            return None
        calendar = line.calendar_at(origin)
        day = self.span.day_from(calendar.local_date(origin), -1, calendar)
        return day if self.roll == "none" else calendar.previous_working_day(day)

    def _nominal(self, origin: int, line: Timeline) -> int:
        calendar = line.calendar_at(origin)
        if isinstance(self.span, _Whole):
            day = self._last_day(origin, line)
            assert day is not None  # noqa: S101 - whole days have one
            return self.span.end_of(day, calendar)
        length = self.span.length
        return origin - length if isinstance(self.span, ClockTime) else calendar.subtract_working(origin, length)
