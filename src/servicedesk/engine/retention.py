"""How long each paper of a case is kept, counted from an event: by whom, by which rule, until which day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from servicedesk.calendars import Calendar
from servicedesk.engine.case import Case
from servicedesk.engine.context import SitePolicy
from servicedesk.engine.view import CaseView
from servicedesk.program.program import ProcedurePlan
from servicedesk.rules.events import CaseEvent, done, filed
from servicedesk.rules.guards import Retention
from servicedesk.rules.keys import EventKey
from servicedesk.rules.parts import Form
from servicedesk.spans import Span


@frozen
class Kept:
    """One copy of a form that somebody keeps.

    ``period`` is ``None`` where neither manual nor site gives one: it is kept without end. ``since`` is when the period
    begins, ``None`` while its event has not occurred; ``free_from`` the instant from which it need not be kept, and
    ``until`` the last day on which it must.
    """

    rule: Retention
    form: Form
    role: str
    clause: str
    start: CaseEvent
    period: Span | None = None
    since: int | None = None
    free_from: int | None = None
    until: date | None = None

    @property
    def lacks_start(self) -> bool:
        """Whether there is a period, and nothing that it counts from."""
        return self.period is not None and self.since is None


def start_of_keeping(rule: Retention, form: Form) -> CaseEvent:
    """What the period of a rule counts from: its own event, else the step after which it is kept, else the filing."""
    if rule.since is not None:
        return rule.since
    return done(rule.after_step) if rule.after_step else filed(form)


def kept(plan: ProcedurePlan, case: Case, site: SitePolicy, calendar: Calendar) -> Iterator[Kept]:
    """Every copy of every form that is filed, in the manual's order; one that goes to its keeper later, once it has.

    The period is that of the site, where its policy names one under ``clause#form``, else the manual's.
    """
    view = CaseView(case)
    for rule in plan.retentions:
        form = rule.form
        if form is None or EventKey.filed(form.name) not in case.occurrences:
            continue
        if rule.after_step and EventKey.done(rule.after_step) not in case.occurrences:
            continue
        start = start_of_keeping(rule, form)
        begun = start.last(view)
        day = None if begun is None else calendar.local_date(begun.last_at).isoformat()
        own = None if day is None else site.span(f"{plan.policy_key(rule)}#{form.name}", day)
        period = own or rule.period
        since = None if begun is None or period is None else begun.last_at
        free = None if since is None or period is None else period.not_before(since, calendar, after_period=True)
        last = None if free is None else calendar.local_date(free - 1)
        for role in rule.keepers:
            yield Kept(rule, form, role.name, plan.id_of(rule), start, period, since, free, last)
