"""The calendars of the cases, and instants as people write them."""

from __future__ import annotations

from servicedesk.calendars import (
    HOUR,
    MINUTE,
    Calendar,
    always_open,
    daily,
    parse_instant,
    statutory_calendar,
    to_datetime,
    weekly,
)

C0 = always_open()
C1 = statutory_calendar()
C2 = daily("08:30-20:30")
C3 = statutory_calendar("09:00-18:00")
CN = daily("20:00-08:00")
CNW = statutory_calendar("20:00-08:00")
G = weekly("08:00-18:00")

__all__ = ["C0", "C1", "C2", "C3", "CN", "CNW", "HOUR", "MINUTE", "Calendar", "G", "at", "shown"]


def at(text: str) -> int:
    """An instant on the clock of Shanghai; ``24:00`` is the end of the day."""
    return parse_instant(text, zone="Asia/Shanghai")


def shown(instant: int | None) -> str | None:
    """The same back, seconds only where there are any."""
    if instant is None:
        return None
    moment = to_datetime(instant, "Asia/Shanghai")
    return f"{moment:%Y-%m-%d %H:%M:%S}".removesuffix(":00")
