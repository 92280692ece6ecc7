"""Time zones reduced to what limits need: offsets at instants, and the instants of a reading of the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

import pendulum
from attrs import field, frozen

from servicedesk.characters import brief, cut, is_a
from servicedesk.errors import CalendarError, InvalidInstant, OutOfBounds
from servicedesk.said import Said

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
EPOCH_ORDINAL = 719_163
"""``date(1970, 1, 1).toordinal()``."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PROBE_FROM, _PROBE_TO, _PROBE_STEP = 0, 130 * 366 * DAY, 7 * DAY
_NEVER = 2**63


FIRST_YEAR, LAST_YEAR = 1900, 9000
FIRST, LAST = -2_208_988_800 * SECOND - DAY, 221_876_928_000 * SECOND + DAY
"""All instants of these years, on any clock."""


def out_of_bounds() -> OutOfBounds:
    """What is raised for a moment or a day that lies in no year that is counted with."""
    return OutOfBounds(Said("years_bounds", first=FIRST_YEAR, last=LAST_YEAR), remedy=Said("check_year"))


def bounded(instant: int) -> int:
    """The instant itself.

    Raises:
        InvalidInstant: it is no number of microseconds.
        OutOfBounds: it lies outside the years that are counted with.
    """
    if not is_a(instant, int):
        raise InvalidInstant(Said("no_instant", text=brief(instant)), remedy=Said("give_microseconds"))
    if FIRST <= instant <= LAST:
        return instant
    raise out_of_bounds()


def bounded_day(day: date) -> date:
    """The day itself.

    Raises:
        CalendarError: it is no date.
        OutOfBounds: it lies outside the years that are counted with.
    """
    if not is_a(day, date):
        raise CalendarError(Said("no_date", text=brief(day)), remedy=Said("give_day"))
    if FIRST_YEAR <= day.year <= LAST_YEAR:
        return day
    raise out_of_bounds()


def microseconds(gap: timedelta) -> int:
    """The whole of a timedelta."""
    return gap.days * DAY + gap.seconds * SECOND + gap.microseconds


@frozen(eq=False)
class Zone:
    """A zone of the IANA data base; ``wall`` counts microseconds on its clock since 1970-01-01 00:00."""

    key: str
    info: tzinfo
    settled: int
    """From this instant on the offset never changes again."""
    offset: int
    """Microseconds ahead of UTC from ``settled`` on."""
    origin: pendulum.DateTime
    """1970-01-01 00:00 on this zone's clock, whatever the offset was then."""
    _moves: dict[tuple[int, int], int] = field(factory=dict[tuple[int, int], int], repr=False)

    def offset_at(self, instant: int) -> int:
        """Microseconds ahead of UTC."""
        if instant >= self.settled:
            return self.offset
        moment = (_EPOCH + timedelta(microseconds=instant)).astimezone(self.info)
        shift = moment.utcoffset()
        return 0 if shift is None else microseconds(shift)

    def steady(self, wall: int) -> int | None:
        """The offset, when it does not change from the day before ``wall`` to two days after, else None."""
        if wall - self.offset - DAY >= self.settled:
            return self.offset
        before = self.offset_at(wall - DAY)
        return before if before == self.offset_at(wall + 3 * DAY) else None

    def readings(self, wall: int) -> tuple[int, ...]:
        """The instants at which the local clock shows ``wall``, in order: none in a gap, two in a fold."""
        if wall - self.offset - DAY >= self.settled:
            return (wall - self.offset,)
        found = {wall - shift for shift in self._around(wall) if self.offset_at(wall - shift) == shift}
        return tuple(sorted(found))

    def instant(self, wall: int) -> int:
        """The first instant at which the local clock shows ``wall`` or later."""
        if wall - self.offset - DAY >= self.settled:
            return wall - self.offset
        found = self.readings(wall)
        return found[0] if found else self._move(wall)

    def edges(self, wall: int) -> tuple[int, int]:
        """Both readings of an absent ``wall``, in order: by the offset after and before the change."""
        before, after = self._around(wall)
        return wall - after, wall - before

    def _around(self, wall: int) -> tuple[int, int]:
        return self.offset_at(wall - DAY), self.offset_at(wall + DAY)

    def _move(self, wall: int) -> int:
        low, high = self.edges(wall)
        key = (low, high)
        if key not in self._moves:
            before = self.offset_at(low)
            while high - low > 1:
                middle = (low + high) // 2
                if self.offset_at(middle) == before:
                    low = middle
                else:
                    high = middle
            self._moves[key] = high
        return self._moves[key]


def find_zone(key: str) -> Zone:
    """The zone of this IANA name; :class:`CalendarError` where there is none."""
    return _found(key) if is_a(key, str) else _found(brief(key))


@cache
def _found(key: str) -> Zone:
    try:
        info = ZoneInfo(key)
    except (LookupError, ValueError, OSError, TypeError):
        raise CalendarError(Said("no_zone", zone=brief(key)), remedy=Said("write_zone"), zone=cut(key)) from None
    settled, offset = _settled(info)
    origin = pendulum.DateTime(1970, 1, 1, tzinfo=pendulum.timezone(key))
    return Zone(key, info, settled, offset, origin)


def _settled(info: tzinfo) -> tuple[int, int]:
    probe = Zone("", info, _NEVER, 0, pendulum.DateTime(1970, 1, 1))
    last = probe.offset_at(_PROBE_TO)
    instant = _PROBE_TO
    while instant >= _PROBE_FROM and probe.offset_at(instant) == last:
        instant -= _PROBE_STEP
    still_changing = instant > _PROBE_TO - 2 * 366 * DAY
    return _NEVER if still_changing else instant + _PROBE_STEP, last
