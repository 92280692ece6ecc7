"""What a site says of time: which calendar a limit goes by, and every calendar and season that a manual names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from servicedesk.rules.actions import Action, FollowUp
from servicedesk.rules.base import Rule
from servicedesk.rules.circumstances import InSeason
from servicedesk.rules.conditions import walk
from servicedesk.rules.limits import Deadline
from servicedesk.rules.parts import NamedCalendar, Role
from servicedesk.rules.standing_tasks import StandingTask


def answering(rule: Rule) -> tuple[Role, ...]:
    """The roles that answer for the limit that a rule is, or carries; none where it has no limit."""
    if isinstance(rule, Deadline):
        return rule.owner
    if isinstance(rule, Action) and rule.within is not None:
        return rule.owner or rule.performers
    return rule.performers if isinstance(rule, FollowUp | StandingTask) else ()


def calendar_of(rule: Rule) -> NamedCalendar | None:
    """The calendar that the limit of a rule counts by; ``None`` for the desk's own."""
    own: NamedCalendar | None = getattr(rule, "calendar", None)
    return own or next((role.calendar for role in answering(rule)), None)


def calendars(roles: Iterable[Role], rules: Iterable[Rule]) -> Iterator[NamedCalendar]:
    """Every calendar that roles and rules name."""
    yield from (role.calendar for role in roles if role.calendar is not None)
    for rule in rules:
        yield from (value for _, value in rule.held() if isinstance(value, NamedCalendar))


def seasons(rules: Iterable[Rule]) -> Iterator[InSeason]:
    """Every season that rules name."""
    for rule in rules:
        for _, condition in rule.conditions():
            yield from (part for part in walk(condition) if isinstance(part, InSeason))
