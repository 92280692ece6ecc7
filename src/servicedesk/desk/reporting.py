"""What is told beside an answer, once it is saved: to the log, and as a warning where something is not settled."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterable, Sequence

from servicedesk.engine.case import Case
from servicedesk.engine.context import SitePolicy
from servicedesk.engine.entry import Entry
from servicedesk.errors import CalendarHorizonWarning, UnsetIntervalWarning, UnsetSeasonWarning
from servicedesk.program.program import Program
from servicedesk.program.steps import LimitPlan
from servicedesk.rules.values import ByPolicy
from servicedesk.said import Said

_log = logging.getLogger("servicedesk.desk")
_CALLER = 7  # how far up the caller of the desk is


def report(case: Case, entries: Sequence[Entry]) -> None:
    """Tell the log of every entry, and warn of a due that no notice of rest days settles."""
    told = _log.isEnabledFor(logging.INFO)
    for entry in entries:
        if told:
            _log.info("%s #%d %s %s (%s)", case.id, entry.seq, entry.kind, entry.name, entry.clause)
        if entry.kind == "started" and entry.limit is not None and entry.limit.provisional:
            due = Said("provisional", limit=entry.limit.key, id=case.id, years=entry.limit.provisional)
            warnings.warn(CalendarHorizonWarning(due), stacklevel=_CALLER)


def warn_of_unset(program: Program, site: SitePolicy, case: Case, entries: Sequence[Entry]) -> None:
    """Warn, where a case was opened, of work asked of nobody: the policy has not its season, or its interval."""
    if not any(entry.kind == "opened" for entry in entries):
        return
    for name, group in program.plans[case.procedure].index.begun_by_site:
        unset = {rule.season.name: rule.season.zh for rule in group if rule.season is not None}
        for season, zh in unset.items():
            if season not in site.seasons:
                told = Said("season_unset", name=name, id=case.id, season=season, zh=zh)
                warnings.warn(UnsetSeasonWarning(told), stacklevel=_CALLER)
        for key in unset_intervals(group, site):
            told = Said("interval_unset", name=name, id=case.id, clause=key)
            warnings.warn(UnsetIntervalWarning(told), stacklevel=_CALLER)


def unset_intervals(group: Iterable[LimitPlan], site: SitePolicy) -> tuple[str, ...]:
    """The clauses of limits of one name whose interval only the site gives, and its policy never does."""
    asked = (rule.policy_key for rule in group if isinstance(rule.span, ByPolicy))
    return tuple(key for key in asked if site.first_day(key) is None)
