"""Work of a season begins and ends with it, by the clock: at 0:00 of the first day, and at 24:00 of the last.

So does what has an interval that only the site gives: at 0:00 of the day from which on the policy gives it.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicedesk.engine.applying import holds
from servicedesk.engine.case import Case
from servicedesk.engine.context import Context
from servicedesk.engine.counting import period_from, project, reference, span_of, written
from servicedesk.engine.draft import Draft
from servicedesk.engine.entry import LimitEntry
from servicedesk.engine.limit_entries import start
from servicedesk.engine.parts import Limit
from servicedesk.engine.record import changed, record
from servicedesk.engine.seasons import season_end, site_start
from servicedesk.engine.view import CaseView
from servicedesk.program.program import ProcedurePlan
from servicedesk.program.steps import LimitPlan
from servicedesk.spans import Span


@record
class SeasonTurn:
    """A season, or an interval of the site, begins; or a season ends with a ``limit`` of its work still open.

    ``at`` is its nominal instant.
    """

    name: str
    at: int
    rule: LimitPlan
    limit: Limit | None = None


def season_turns(plan: ProcedurePlan, case: Case, context: Context) -> Iterator[SeasonTurn]:
    """What the site's seasons and intervals will next begin or end in a case, as it stands."""
    for name, group in plan.index.begun_by_site:
        limit = case.limits.get(name)
        if limit is not None and limit.is_open:
            rule = plan.find_limit(name, limit.clause)
            end = None if rule is None or rule.season is None else season_end(rule.season, limit.anchor, context)
            if rule is not None and end is not None:
                yield SeasonTurn(name, end, rule, limit)
            continue
        for rule in group:
            begun = rule.since.last(CaseView(case))
            if begun is None or holds(rule, CaseView(case)) is not True:
                continue
            after = begun.last_at if limit is None or limit.closed_at is None else limit.closed_at
            at = site_start(rule, begun.last_at, after, context)
            if at is not None:
                yield SeasonTurn(name, at, rule)


def turn_season(draft: Draft, turn: SeasonTurn, recorded: int, checked_at: int, context: Context) -> None:
    """Begin the work of a season with its first run, or end what is open of it."""
    if turn.limit is None:
        _begin(draft, turn, recorded, checked_at, context)
        return
    over = changed(turn.limit, state="cancelled", closed_at=turn.at, left=turn.limit.misses)
    draft.append(
        LimitEntry(
            seq=draft.next_seq,
            kind="cancelled",
            name=over.key,
            clause=over.clause,
            at=turn.at,
            recorded=recorded,
            checked_at=checked_at,
            limit=over,
            reason="season_over",
        )
    )


def _begin(draft: Draft, turn: SeasonTurn, recorded: int, checked_at: int, context: Context) -> None:
    rule, old = turn.rule, draft.case.limits.get(turn.name)
    span = span_of(rule, draft.view(""), turn.at, context)
    assert isinstance(span, Span)  # noqa: S101  a rhythm states its span
    calendar = context.calendar_named(rule.calendar)
    first = Limit(
        name=rule.name,
        clause=rule.clause,
        span=written(span),
        calendar=reference(calendar),
        anchor=period_from(span, turn.at, calendar),
        anchor_seq=draft.next_seq - 1,
        due=None,
        run=1 if old is None else old.run + 1,
        roles=rule.roles,
        mandatory=rule.mandatory,
        known_at=recorded,
        cause="late_knowledge",
        missed_run=0 if old is None else old.missed_run,
    )
    start(draft, project(first, context), recorded, checked_at)
