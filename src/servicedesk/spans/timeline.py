"""How time passes for one limit: by the clock or in working time, with pauses, under changing calendars."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Literal, cast

from attrs import frozen

from servicedesk.calendars import Calendar
from servicedesk.errors import SpanError
from servicedesk.said import Said

Counts = Literal["clock", "working"]
Changes = Sequence[tuple[int, Calendar]]


@frozen
class Gap:
    """The clock stands from ``start`` until ``until`` (instants, half open); None while it is not resumed."""

    start: int
    until: int | None
    reason: str = ""

    def __attrs_post_init__(self) -> None:
        if self.until is not None and self.until < self.start:
            raise SpanError(Said("pause_backward"), remedy=Said("swap_pause"))


def normalise_pauses(pauses: Iterable[Gap], *, since: int | None = None) -> tuple[Gap, ...]:
    """Pauses in order; those that overlap or touch merged, empty ones dropped, all cut to after ``since``.

    A merged pause joins the different reasons by ``"; "`` in order.
    """
    merged: list[Gap] = []
    for pause in sorted(pauses, key=lambda each: each.start):
        start = pause.start if since is None else max(pause.start, since)
        if pause.until is not None and pause.until <= start:
            continue
        last = merged[-1] if merged else None
        if last is None or (last.until is not None and last.until < start):
            merged.append(Gap(start, pause.until, pause.reason))
            continue
        until = None if last.until is None or pause.until is None else max(last.until, pause.until)
        reasons = dict.fromkeys(part for text in (last.reason, pause.reason) for part in text.split("; ") if part)
        merged[-1] = Gap(last.start, until, "; ".join(reasons))
    return tuple(merged)


@frozen
class Piece:
    """A stretch under one calendar, paused or not; ``end`` is None for ever."""

    start: int
    end: int | None
    calendar: Calendar
    pause: Gap | None


@frozen
class Timeline:
    """Pauses are normalised, changes in order of their instants."""

    counts: Counts
    calendar: Calendar
    pauses: tuple[Gap, ...] = ()
    changes: tuple[tuple[int, Calendar], ...] = ()

    def calendar_at(self, instant: int) -> Calendar:
        """The calendar in force at an instant."""
        calendar = self.calendar
        for since, other in self.changes:
            if since > instant:
                break
            calendar = other
        return calendar

    def unpaused(self) -> Timeline:
        """The same without pauses."""
        return Timeline(self.counts, self.calendar, (), self.changes) if self.pauses else self

    def pieces(self, start: int, end: int | None = None) -> Iterator[Piece]:
        """The stretches from ``start`` to ``end`` (None: for ever), in order and without gaps."""
        cuts = {since for since, _ in self.changes}
        cuts.update(at for pause in self.pauses for at in (pause.start, pause.until) if at is not None)
        inner = sorted(cut for cut in cuts if cut > start and (end is None or cut < end))
        edges: list[int | None] = [start, *inner, end]
        for begin, until in pairwise(edges):
            if begin is not None and begin != until:
                yield Piece(begin, until, self.calendar_at(begin), self._pause_at(begin))

    def counted(self, start: int, end: int) -> int:
        """The time that counts from ``start`` to ``end``."""
        return sum(self.measure(piece, end) for piece in self.pieces(start, end) if piece.pause is None)

    def measure(self, piece: Piece, end: int) -> int:
        """The time that would count in a piece, were it not paused; ``end`` stands in for an open end."""
        until = end if piece.end is None else piece.end
        return piece.calendar.working_between(piece.start, until) if self.counts == "working" else until - piece.start

    def advance(self, start: int, amount: int) -> int | None:
        """The first instant by which ``amount`` has been counted; None when an open pause keeps it off."""
        for piece in self.pieces(start):
            if piece.pause is not None:
                if amount == 0:
                    return piece.start
                continue
            if piece.end is not None:
                capacity = self.measure(piece, piece.end)
                if amount > capacity or (amount == capacity == 0):
                    amount -= capacity
                    continue
            working = self.counts == "working"
            return piece.calendar.add_working(piece.start, amount) if working else piece.start + amount
        return None

    def provisional(self, start: int, end: int) -> tuple[int, ...]:
        """The years without notice that working days from ``start`` to ``end`` depend on."""
        if not self.changes:
            return self.calendar.provisional_years(start, end)
        years: set[int] = set()
        for piece in self.pieces(start, end):
            years.update(piece.calendar.provisional_years(piece.start, end if piece.end is None else piece.end))
        return tuple(sorted(years))

    def _pause_at(self, instant: int) -> Gap | None:
        for pause in self.pauses:
            if pause.start <= instant and (pause.until is None or instant < pause.until):
                return pause
        return None


def _are(several: object, kind: Callable[[object], bool]) -> bool:
    """Whether it is a list of which each is of a kind."""
    return isinstance(several, list | tuple) and all(map(kind, cast("Sequence[object]", several)))


def _is_gap(value: object) -> bool:
    return isinstance(value, Gap)


def _is_change(value: object) -> bool:
    match value:
        case (int(), Calendar()):
            return True
        case _:
            return False


def check(calendar: object, pauses: object, changes: object) -> None:
    """Hold what a caller gives to what can be counted on.

    Raises:
        SpanError: there is no calendar, no list of pauses, or no list of changes.
    """
    nothing = type(pauses) is tuple is type(changes) and not pauses and not changes  # so nearly always
    if nothing and isinstance(calendar, Calendar):
        return
    if not (isinstance(calendar, Calendar) and _are(pauses, _is_gap) and _are(changes, _is_change)):
        raise SpanError(Said("not_countable"), remedy=Said("give_countable"))


def timeline(
    counts: Counts, calendar: Calendar, start: int, pauses: Sequence[Gap] = (), changes: Changes = ()
) -> Timeline:
    """A timeline from arguments as callers have them.

    Raises:
        SpanError: there is no calendar, no list of pauses, or no list of changes.
    """
    check(calendar, pauses, changes)
    ordered = tuple(sorted(changes, key=lambda change: change[0]))
    return Timeline(counts, calendar, normalise_pauses(pauses, since=start) if pauses else (), ordered)
