"""Spans that end on a last day: calendar days, weeks, months, years, working days."""

from __future__ import annotations

from abc import abstractmethod
from datetime import date, timedelta
from typing import ClassVar

from attrs import field, frozen

from servicedesk.calendars import Calendar
from servicedesk.spans.amounts import add_months, month_end, plural, whole
from servicedesk.spans.span import Due, Quantity, Roll, Span, one_of, pick
from servicedesk.spans.timeline import Counts, Timeline
from servicedesk.spans.trace import Lang

_CORRESPONDING = (
    "至对应日24:00截止，没有对应日的为该月末日。",
    "Ends at 24:00 of the corresponding date, or of the month's last day where there is none.",
)


@frozen
class Whole(Span):
    """A whole number of units that ends on a last day."""

    unit: ClassVar[str]
    zh: ClassVar[str]
    count: int

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "count", whole(self.count, self.unit))

    @abstractmethod
    def day_from(self, day: date, sign: int, calendar: Calendar) -> date:
        """The last day counted forward (``sign`` 1) or backward (-1) from ``day``, which is not counted."""

    def end_of(self, day: date, calendar: Calendar) -> int:
        """The last good instant of a last day."""
        return calendar.midnight_after(day)

    def _quantity(self) -> Quantity:
        return self.count, self.unit.replace(" ", "_")

    def _words(self) -> tuple[str, str]:
        return f"{self.count}{self.zh}内", f"within {self._plain()}"

    def _plain(self) -> str:
        return plural(self.count, self.unit)

    def _last_day(self, origin: int, line: Timeline) -> date:
        calendar = line.calendar_at(origin)
        return self.day_from(calendar.local_date(origin), 1, calendar)

    def _nominal(self, origin: int, line: Timeline) -> int:
        return self.end_of(self._last_day(origin, line), line.calendar_at(origin))


@frozen
class Rolling(Whole):
    """Ends at 24:00 of a date; ``roll`` moves a last day that is a rest day of the calendar then in force."""

    roll: Roll = field(default="none", kw_only=True, validator=one_of("none", "next_working_day"))

    _rolled = ("，末日为休息日的顺延至下一工作日", ", moved to the next working day when the last is a rest day")

    def _unrolled(self, origin: int, line: Timeline) -> tuple[date, Calendar]:
        calendar = line.calendar_at(origin)
        day = self.day_from(calendar.local_date(origin), 1, calendar)
        return day, line.calendar_at(calendar.midnight_after(day) - 1)

    def _last_day(self, origin: int, line: Timeline) -> date:
        day, calendar = self._unrolled(origin, line)
        return day if self.roll == "none" else calendar.next_working_day(day)

    def _provisional(self, start: int, origin: int, at: int, line: Timeline) -> tuple[int, ...]:
        received = line.provisional(start, origin) if self.received_at == "next_opening" else ()
        if self.roll == "none":
            return received
        day, calendar = self._unrolled(origin, line)
        rolled = calendar.provisional_years(calendar.midnight(day), max(at, calendar.midnight_after(day)))
        return tuple(sorted({*received, *rolled}))


@frozen
class Days(Rolling):
    """Calendar days; the day of the start is not counted."""

    unit: ClassVar[str] = "day"
    zh: ClassVar[str] = "天"
    sense = (
        "起算当日不计，自次日起连续计算，末日24:00截止。",
        "The day of the start is not counted; ends at 24:00 of the last day.",
    )

    def day_from(self, day: date, sign: int, calendar: Calendar) -> date:  # noqa: ARG002 - other ways of counting need it
        """The ``count``-th day after or before."""
        return day + timedelta(days=sign * self.count)

    def _quantity(self) -> Quantity:
        return self.count, "calendar_day"

    def _words(self) -> tuple[str, str]:
        return f"{self.count}天内", f"within {plural(self.count, 'calendar day')}"


@frozen
class Weeks(Rolling):
    """Weeks of seven calendar days."""

    unit: ClassVar[str] = "week"
    zh: ClassVar[str] = "周"
    sense = ("至相应周的同一星期几24:00截止。", "Ends at 24:00 of the same weekday, so many weeks later.")

    def day_from(self, day: date, sign: int, calendar: Calendar) -> date:  # noqa: ARG002 - other ways of counting need it
        """The same weekday."""
        return day + timedelta(days=7 * sign * self.count)


@frozen
class Months(Rolling):
    """Calendar months to the corresponding date, always from the original date."""

    unit: ClassVar[str] = "month"
    zh: ClassVar[str] = "个月"
    sense = _CORRESPONDING

    def day_from(self, day: date, sign: int, calendar: Calendar) -> date:  # noqa: ARG002 - other ways of counting need it
        """The corresponding date, or the month's last day."""
        return add_months(day, sign * self.count)


@frozen
class Years(Rolling):
    """Calendar years to the corresponding date, always from the original date."""

    unit: ClassVar[str] = "year"
    zh: ClassVar[str] = "年"
    sense = _CORRESPONDING

    def day_from(self, day: date, sign: int, calendar: Calendar) -> date:  # noqa: ARG002 - other ways of counting need it
        """The corresponding date, or the month's last day."""
        return add_months(day, 12 * sign * self.count)


@frozen
class MonthEnd(Rolling):
    """Until the end of the month of the start."""

    unit: ClassVar[str] = "month"
    zh: ClassVar[str] = "个月"
    count: int = field(default=1, init=False)
    sense = ("当月末日24:00截止。", "Ends at 24:00 of the last day of that month.")

    def day_from(self, day: date, sign: int, calendar: Calendar) -> date:  # noqa: ARG002 - other ways of counting need it
        """The last day of the month."""
        return month_end(day)

    def _words(self) -> tuple[str, str]:
        return "当月月底前", "by the end of the month"

    def rhythm(self, lang: Lang) -> str:
        """Each month of the calendar."""
        return pick(lang, ("月月底前", "month, by its end"))

    def _plain(self) -> str:
        return "by month end"


@frozen
class WorkingDays(Whole):
    """Working days; the day of the start is not counted, the last ends when the desk closes."""

    counts: ClassVar[Counts] = "working"
    unit: ClassVar[str] = "working day"
    zh: ClassVar[str] = "个工作日"
    sense = (
        "起算当日不计，只计工作日（含调休上班日），末日最后关门时截止。",
        "The day of the start is not counted, make-up days are; ends at the last closing of the last day.",
    )

    def day_from(self, day: date, sign: int, calendar: Calendar) -> date:
        """The ``count``-th working day after or before."""
        return calendar.add_working_days(day, sign * self.count)

    def end_of(self, day: date, calendar: Calendar) -> int:
        """The last closing of that day."""
        closing = calendar.closing(day)
        return calendar.midnight_after(day) if closing is None else closing

    def _nominal(self, origin: int, line: Timeline) -> int:
        return self.end_of(*self._last(origin, line))

    def _plain_due(self, start: int, calendar: Calendar) -> Due:
        if self.received_at != "day":
            return super()._plain_due(start, calendar)
        at = self.end_of(calendar.add_working_days(calendar.local_date(start), self.count), calendar)
        return Due(at, calendar.provisional_years(start, at))

    def _last_day(self, origin: int, line: Timeline) -> date:
        return self._last(origin, line)[0]

    def _last(self, origin: int, line: Timeline) -> tuple[date, Calendar]:
        """The last day and the calendar that it falls under; a day over before a change counts as it was."""
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
    """The last date whose hours had ended by then; a night shift may reach into the next."""
    today = calendar.local_date(instant)
    for shift in (0, 1):
        day = today - timedelta(days=shift)
        closing = calendar.closing(day)
        if (calendar.midnight_after(day) if closing is None else closing) <= instant:
            return day
    return today - timedelta(days=2)
