"""A window around an event: from so long before to so long after, both ends included."""

from __future__ import annotations

from attrs import field, frozen

from servicedesk.characters import brief, is_a
from servicedesk.errors import SpanError
from servicedesk.said import Said
from servicedesk.spans.kinds import ClockTime
from servicedesk.spans.span import Span
from servicedesk.spans.trace import Lang


def _clock(value: Span | None) -> ClockTime | None:
    if value is None or (isinstance(value, ClockTime) and value.received_at == "day" and not value.after_period):
        return value
    said = brief(str(value)) if is_a(value, Span) else brief(value)
    raise SpanError(Said("no_side", side=said), remedy=Said("clock_side"))


@frozen
class Window:
    """Clock time before and after an event; None on a side is no time at all there."""

    before: ClockTime | None = field(converter=_clock)
    after: ClockTime | None = field(converter=_clock)

    def __attrs_post_init__(self) -> None:
        if self.before is None and self.after is None:
            raise SpanError(Said("empty_window"), remedy=Said("give_side"))

    def bounds(self, event: int) -> tuple[int, int]:
        """The first and the last good instant."""
        return event - (self.before.length if self.before else 0), event + (self.after.length if self.after else 0)

    def contains(self, event: int, instant: int) -> bool:
        """Whether the instant lies in the window of the event."""
        first, last = self.bounds(event)
        return first <= instant <= last

    def text(self, lang: Lang) -> str:
        """``5分钟前至2分钟后``, ``from 5 minutes before to 2 minutes after``."""
        sides = [side.text(lang) if side else "" for side in (self.before, self.after)]
        if is_a(lang, str) and lang == "zh":
            early, late = (side.removesuffix("内") or "0分钟" for side in sides)
            return f"{early}前至{late}后"
        early, late = (side.removeprefix("within ") or "0 minutes" for side in sides)
        return f"from {early} before to {late} after"

    def __str__(self) -> str:
        return f"from {self.before or '0 minutes'} before to {self.after or '0 minutes'} after"


def window(before: Span | None = None, after: Span | None = None) -> Window:
    """``window(minutes(5), minutes(2))`` around an appointment."""
    return Window(before, after)
