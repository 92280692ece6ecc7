"""An instant as a clerk writes it: the end of a day is its 24:00, wherever it stands."""

from __future__ import annotations

from datetime import datetime, timedelta


def moment_text(moment: datetime) -> str:
    """A moment at which something happens, to the minute; with seconds where it has some."""
    return f"{moment:%Y-%m-%d %H:%M:%S}" if moment.second else f"{moment:%Y-%m-%d %H:%M}"


def due_text(moment: datetime) -> str:
    """A moment by which something is due: midnight is 24:00 of the day that ends with it."""
    if moment.hour or moment.minute or moment.second:
        return moment_text(moment)
    return f"{moment.date() - timedelta(days=1):%Y-%m-%d} 24:00"
