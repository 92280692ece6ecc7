"""Whether it is the season at an instant, and when it begins and ends, by days on the clock of the desk."""

from __future__ import annotations

from servicedesk.engine.context import Context
from servicedesk.rules.circumstances import InSeason


def in_season(season: InSeason | None, instant: int, context: Context) -> bool | None:
    """Whether it is the season at an instant, or no season is asked for; ``None`` where the policy does not say."""
    if season is None:
        return True
    known = context.site.seasons.get(season.name)
    return None if known is None else known.on(context.calendar.local_date(instant))


def season_end(season: InSeason, instant: int, context: Context) -> int | None:
    """24:00 of the last day of the season that an instant lies in; the instant itself where it lies in none."""
    known = context.site.seasons.get(season.name)
    if known is None:
        return None
    day = context.calendar.local_date(instant)
    return context.calendar.midnight_after(known.last_day(day)) if known.on(day) else instant


def season_start(season: InSeason, after: int, context: Context) -> int | None:
    """0:00 of the first day of the next season that begins after an instant, or at it."""
    known = context.site.seasons.get(season.name)
    first = None if known is None else known.next_first(context.calendar.local_date(after - 1))
    return None if first is None else context.calendar.midnight(first)
