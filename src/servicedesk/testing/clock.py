"""A clock that stands still until it is moved: what a desk and its tests share."""

from __future__ import annotations

from datetime import datetime, timedelta

from servicedesk.calendars import parse_instant, to_datetime, to_instant

__all__ = ["FrozenClock"]


class FrozenClock:
    """The present instant, as a test says it: give it to a desk as its clock.

    A text without a zone is read on the clock of ``zone``. It goes back as well as on, but a desk takes nothing that is
    recorded before what it has.

    Raises:
        InvalidInstant: the text is no instant, or the clock is changed then.
        NaiveDatetime: the datetime has no zone.

    Example:
        >>> from servicedesk import Desk
        >>> from servicedesk.testing import FrozenClock
        >>> clock = FrozenClock("2026-04-28 16:30")
        >>> desk = Desk("fuheng", clock=clock)
        >>> clock.move_to("2026-04-29 09:00")
        >>> str(clock())
        '2026-04-29 09:00:00+08:00'
        >>> clock.advance(minutes=1)
        >>> str(clock())
        '2026-04-29 09:01:00+08:00'
    """

    def __init__(self, now: datetime | str, *, zone: str = "Asia/Shanghai") -> None:
        self._zone = zone
        self._now = self._read(now)

    def __call__(self) -> datetime:
        """The instant, aware, on the clock of the zone."""
        return to_datetime(self._now, self._zone)

    def move_to(self, now: datetime | str) -> None:
        """Say what time it is from here on."""
        self._now = self._read(now)

    def advance(self, **some: float) -> None:
        """Let time pass: ``days``, ``hours``, ``minutes``, ``seconds``, ``microseconds``, as a ``timedelta`` has it."""
        self._now += timedelta(**some) // timedelta(microseconds=1)

    def _read(self, now: datetime | str) -> int:
        return parse_instant(now, zone=self._zone) if isinstance(now, str) else to_instant(now)
