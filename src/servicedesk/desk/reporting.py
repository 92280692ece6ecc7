"""What is told beside an answer, once it is saved: to the log, and as a warning where something is not settled."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Sequence

from servicedesk.engine.case import Case
from servicedesk.engine.context import SitePolicy
from servicedesk.engine.entry import Entry
from servicedesk.errors import CalendarHorizonWarning, UnsetSeasonWarning
from servicedesk.program.program import Program

_log = logging.getLogger("servicedesk.desk")
_CALLER = 7  # how far up the caller of the desk is


def report(case: Case, entries: Sequence[Entry]) -> None:
    """Tell the log of every entry, and warn of a due that no notice of rest days settles."""
    for entry in entries:
        _log.info("%s #%d %s %s (%s)", case.id, entry.seq, entry.kind, entry.name, entry.clause)
        if entry.kind == "started" and entry.limit is not None and entry.limit.provisional:
            years = ", ".join(map(str, entry.limit.provisional))
            told = f"limit {entry.limit.key} of case {case.id} is provisional: no notice of rest days for {years}"
            warnings.warn(told, CalendarHorizonWarning, stacklevel=_CALLER)


def warn_of_seasons(program: Program, site: SitePolicy, case: Case, entries: Sequence[Entry]) -> None:
    """Warn, where a case was opened, of work that is asked of nobody: the policy does not have its season."""
    if not any(entry.kind == "opened" for entry in entries):
        return
    for name, group in program.plans[case.procedure].seasonal:
        unset = {rule.season.name: rule.season.zh for rule in group if rule.season is not None}
        for season, zh in unset.items():
            if season not in site.seasons:
                told = (
                    f"{name!r} of case {case.id} is asked of nobody: the policy does not say when {season!r} ({zh}) is"
                )
                warnings.warn(told, UnsetSeasonWarning, stacklevel=_CALLER)
