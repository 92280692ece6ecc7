"""Instants as stores keep them: whole microseconds since 1970-01-01 UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from operator import attrgetter
from typing import Any, Final

from attrs import evolve

from servicedesk.calendars import zones
from servicedesk.stores.port import EARLIEST, INSTANTS, LATEST, aware
from servicedesk.stores.records import CaseRow

_instants = attrgetter(*INSTANTS)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def micros(instant: datetime, what: str) -> int:
    """Count the microseconds; ``what`` names the instant when it is refused for having no zone."""
    since = aware(instant, what) - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def moment(count: int) -> datetime:
    """Give the plain aware datetime in UTC; the inverse of :func:`micros`."""
    return _EPOCH + timedelta(microseconds=count)


def plain_utc(instant: datetime) -> datetime:
    """The same instant as a plain aware datetime in UTC: itself, where it is one."""
    return instant if type(instant) is datetime and instant.tzinfo is UTC else moment(micros(instant, "instant"))


def in_utc(row: CaseRow) -> CaseRow:
    """The row with each instant in UTC, as a store gives it back: the same row, where none is elsewhere."""
    for at in _instants(row):
        if at is not None and not (type(at) is datetime and at.tzinfo is UTC):
            break
    else:
        return row
    kept: dict[str, Any] = {name: plain_utc(at) for name in INSTANTS if (at := getattr(row, name)) is not None}
    return evolve(row, **kept)


FIRST: Final = micros(EARLIEST, "first")
LAST: Final = micros(LATEST, "last")
BEYOND: Final = zones.LAST
"""No instant that the package writes is later."""
