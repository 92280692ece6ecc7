"""What a site says of when work begins and ends: in its season, and with its interval, by days of the desk."""

from __future__ import annotations

from datetime import date

from servicedesk.engine.context import Context
from servicedesk.program.steps import LimitPlan
from servicedesk.rules.circumstances import InSeason
from servicedesk.rules.values import ByPolicy


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


def site_start(plan: LimitPlan, begun: int, after: int, context: Context) -> int | None:
    """When what the site begins will begin next after an instant; ``begun`` is when the case came to it.

    An interval of the site begins at 0:00 of the day from which on the policy gives it; where that lies before
    ``begun`` and it never ran, the policy has it from now on and it began then.
    """
    if not isinstance(plan.span, ByPolicy):
        return None if plan.season is None else season_start(plan.season, after, context)
    day = context.site.first_day(plan.policy_key)
    if day is None:
        return None
    given = max(context.calendar.midnight(date.fromisoformat(day)), begun)
    if given >= after and in_season(plan.season, given, context):
        return given
    return None if plan.season is None else season_start(plan.season, max(given, after), context)


def waits_for(plan: LimitPlan, instant: int, context: Context) -> str:
    """What of the site a rule waits for at an instant: its season, or what the policy leaves out; empty for nothing."""
    if in_season(plan.season, instant, context) is not True:
        known = plan.season is not None and plan.season.name in context.site.seasons
        return "out_of_season" if known else "unset_season"
    day = context.calendar.local_date(instant).isoformat()
    unset = isinstance(plan.span, ByPolicy) and context.site.span(plan.policy_key, day) is None
    return "unset_interval" if unset else ""
