"""The base of every length of time that a rule may state."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, ClassVar, Final, Literal

from attrs import Attribute, field, frozen, validators

from servicedesk.calendars import SECOND, Calendar
from servicedesk.calendars.zones import bounded
from servicedesk.characters import brief, is_a
from servicedesk.errors import SpanError
from servicedesk.said import Choices, Said
from servicedesk.spans.timeline import Changes, Counts, Gap, Timeline, check, timeline
from servicedesk.spans.trace import Lang, Trace, draw

Roll = Literal["none", "next_working_day"]
ReceivedAt = Literal["day", "next_opening"]
Quantity = tuple[int | Decimal, str]

_ONE: Final = re.compile(r"^1(?![\d.])(个(?=月))?")  # of a rhythm: 每天, 每月, not 每1天
_LATE = ("，非工作时间收到的自下次开门起算", ", counted from the next opening when received outside hours")


@frozen
class Due:
    """When a limit ends: ``at`` is the last good instant, 24:00 as 00:00 of the next date.

    None while an open pause keeps it from ending.

    ``provisional`` names the years without notice that the answer depends on.
    """

    at: int | None
    provisional: tuple[int, ...] = ()


def one_of(*allowed: str) -> Callable[[object, Attribute[Any], Any], None]:
    """A validator for an option with few values; :class:`SpanError` names them."""

    def check(_: object, attribute: Attribute[Any], value: Any) -> None:
        if not isinstance(value, str) or value not in allowed:
            name = attribute.name
            raise SpanError(
                Said("no_choice", name=name, value=brief(value)),
                remedy=Said("choose", options=Choices(allowed)),
                field=name,
            )

    return check


def pick(lang: Lang, words: tuple[str, str]) -> str:
    """The Chinese or the English one."""
    return words[is_a(lang, str) and lang == "en"]


@frozen
class Span(ABC):
    """A length of time with its own way of counting; a value that prints, parses, compares and pickles.

    Options, keyword only:
        received_at: ``day`` counts from the start itself; ``next_opening`` from the next opening of the desk
            when the start lies outside hours.
        after_period: used as a not-before, the day after the period instead of its last day.
    """

    counts: ClassVar[Counts] = "clock"
    """What pauses, shares of the way and traces are measured in."""
    sense: ClassVar[tuple[str, str]]
    _said: ClassVar[tuple[str, str]]
    """The text without options, where no amount stands in it."""
    _written: ClassVar[str]
    """The strict text form without options, where no amount stands in it."""
    _rolled: ClassVar[tuple[str, str]] = ("", "")
    """What the text adds when the last day rolls."""

    received_at: ReceivedAt = field(default="day", kw_only=True, validator=one_of("day", "next_opening"))
    after_period: bool = field(default=False, kw_only=True, validator=validators.instance_of(bool))

    @property
    def quantity(self) -> Quantity:
        """Amount and unit as clause catalogues state them: ``(2, "working_day")``."""
        return self._quantity()

    def text(self, lang: Lang) -> str:
        """What it means, in a few words: ``2个工作日内``, ``within 2 working days``."""
        late = pick(lang, _LATE) if self.received_at == "next_opening" else ""
        rolled = pick(lang, self._rolled) if self._roll() != "none" else ""
        return pick(lang, self._words()) + rolled + late

    def long(self, lang: Lang) -> str:
        """How long it is, said of no limit: ``2个工作日``, ``2 working days``."""
        zh, en = self._words()
        return pick(lang, (zh.removesuffix("内"), en.removeprefix("within ")))

    def rhythm(self, lang: Lang) -> str:
        """How often it is, where it is the rhythm of what recurs: ``月``, ``2个月``; ``1 month``."""
        return pick(lang, (_ONE.sub("", self.long("zh")), self.long("en")))

    def meaning(self, lang: Lang) -> str:
        """How it is counted, in one sentence."""
        return pick(lang, self.sense)

    def __str__(self) -> str:
        roll = self._roll()
        return (
            self._plain()
            + (f" roll {roll}" if roll != "none" else "")
            + (f" received_at {self.received_at}" if self.received_at != "day" else "")
            + (" after_period" if self.after_period else "")
        )

    def due(self, start: int, calendar: Calendar, *, pauses: Sequence[Gap] = (), changes: Changes = ()) -> Due:
        """The last good instant of a limit that starts at ``start``.

        Args:
            start: microseconds since the epoch, UTC.
            calendar: in force at the start.
            pauses: each costs exactly the counted time that it covers; in any order, overlapping or not.
            changes: calendars that apply from an instant on; time used until then is kept.

        Raises:
            CalendarHorizonError: a strict calendar is asked beyond its notices, or any beyond 2199.
            OutOfBounds: the start or the end lies before 1900 or after 9000.
        """
        bounded(start)
        check(calendar, pauses, changes)
        if not pauses and not changes:
            found = self._plain_due(start, calendar)
            bounded(start if found.at is None else found.at)
            return found
        line = timeline(self.counts, calendar, start, pauses, changes)
        origin = self._origin(start, line)
        at = line.advance(origin, self._budget(origin, line)) if line.pauses else self._nominal(origin, line)
        bounded(start if at is None else at)
        return Due(at, () if at is None else self._provisional(start, origin, at, line))

    def not_before(
        self, start: int, calendar: Calendar, *, after_period: bool | None = None, changes: Changes = ()
    ) -> int:
        """The first good instant of an act that must wait this long.

        Spans of days wait for 00:00 of their last day, with ``after_period`` for 00:00 of the day after;
        spans of hours for the very instant. ``after_period`` left out is the span's own option.
        """
        line = timeline(self.counts, calendar, bounded(start), (), changes)
        origin = self._origin(start, line)
        day = self._last_day(origin, line)
        if day is None:
            return bounded(self._nominal(origin, line))
        after = self.after_period if after_period is None else after_period
        place = line.calendar_at(origin)
        return place.midnight_after(day) if after else max(start, place.midnight(day))

    def at_share(
        self, start: int, calendar: Calendar, percent: int, *, pauses: Sequence[Gap] = (), changes: Changes = ()
    ) -> int | None:
        """The instant by which ``percent`` (1 to 100) of the counted time has passed, to the second.

        None when a pause that is still open begins before.
        """
        if not (is_a(percent, int) and 1 <= percent <= 100):
            raise SpanError(Said("no_percent", percent=brief(percent)), remedy=Said("percents"))
        line = timeline(self.counts, calendar, bounded(start), pauses, changes)
        origin = self._origin(start, line)
        budget = self._budget(origin, line)
        seconds = (Decimal(budget * percent) / (100 * SECOND)).quantize(Decimal(1), ROUND_HALF_UP)
        return line.advance(origin, budget if percent == 100 else min(budget, int(seconds) * SECOND))

    def trace(self, start: int, calendar: Calendar, *, pauses: Sequence[Gap] = (), changes: Changes = ()) -> Trace:
        """Why the limit ends then, as data and as sentences."""
        due = self.due(start, calendar, pauses=pauses, changes=changes)
        line = timeline(self.counts, calendar, start, pauses, changes)
        origin = self._origin(start, line)
        return draw(self, line, start, origin, due.at, self._budget(origin, line), due.provisional)

    # --- what each way of counting says ---------------------------------------------------------------

    @abstractmethod
    def _quantity(self) -> Quantity: ...

    def _words(self) -> tuple[str, str]:
        """The text without options."""
        return self._said

    def _plain(self) -> str:
        """The strict text form without options."""
        return self._written

    def _roll(self) -> str:
        """The option ``roll``, which only days have."""
        return getattr(self, "roll", "none")

    @abstractmethod
    def _nominal(self, origin: int, line: Timeline) -> int:
        """The due without any pause."""

    def _last_day(self, origin: int, line: Timeline) -> date | None:  # noqa: ARG002 - only days have one
        return None

    def _budget(self, origin: int, line: Timeline) -> int:
        plain = line.unpaused()
        return plain.counted(origin, self._nominal(origin, plain))

    def _plain_due(self, start: int, calendar: Calendar) -> Due:
        line = Timeline(self.counts, calendar)
        origin = self._origin(start, line)
        at = self._nominal(origin, line)
        return Due(at, self._provisional(start, origin, at, line))

    def _provisional(self, start: int, origin: int, at: int, line: Timeline) -> tuple[int, ...]:
        if self.counts == "working":
            return line.provisional(start, at)
        return line.provisional(start, origin) if self.received_at == "next_opening" else ()

    def _origin(self, start: int, line: Timeline) -> int:
        return line.calendar_at(start).next_opening(start) if self.received_at == "next_opening" else start
