"""Named points of a case: when one is reached, and at which moment.

A milestone is read after every entry. Its moment is the latest of the events that it reads: it lies where the case came
to be so, and not where somebody came to know it.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicedesk.engine.context import Context
from servicedesk.engine.course import MilestoneEntry, MilestoneKind
from servicedesk.engine.draft import Draft
from servicedesk.engine.entry import BuiltinEntry, Entry
from servicedesk.engine.view import CaseView
from servicedesk.program.program import ProcedurePlan
from servicedesk.rules.conditions import walk
from servicedesk.rules.effects import Milestone
from servicedesk.rules.events import CaseEvent, Joined, Stated
from servicedesk.rules.keys import EventKey


def read_milestones(plan: ProcedurePlan, draft: Draft, cause: Entry, context: Context) -> None:
    """Note every milestone that the case has reached now, in the manual's order, and those that a correction leaves."""
    for rule in plan.milestones:
        view = CaseView(draft.case, context.calendar.local_date(cause.at).isoformat())
        if _stands(rule, view):
            if _is_shaken(rule, cause, view):
                _note(plan, rule, draft, "still_achieved", cause.at, cause)
        elif rule.condition is not None and _is_read(rule, view) and rule.condition.evaluate(view) is True:
            _note(plan, rule, draft, "achieved", _moment(rule, view, cause), cause)


def _is_read(rule: Milestone, view: CaseView) -> bool:
    """Whether the case is in one of its states, where it has any."""
    return not rule.in_states or view.state() in rule.in_states


def _stands(rule: Milestone, view: CaseView) -> bool:
    """Whether it was reached, with ``again`` since the case last came into the first of its states."""
    reached = view.occurrence(EventKey.achieved(rule.name))
    come = view.occurrence(EventKey.entered(rule.in_states[0])) if rule.again else None
    return reached is not None and (come is None or reached.last_seq > come.last_seq)


def _is_shaken(rule: Milestone, cause: Entry, view: CaseView) -> bool:
    """Whether a correction has taken away what it was reached by."""
    corrected = isinstance(cause, BuiltinEntry) and any(
        name in cause.facts for part in walk(rule.condition) for name in part.facts()
    )
    return corrected and rule.condition is not None and rule.condition.evaluate(view) is not True


def _moment(rule: Milestone, view: CaseView, cause: Entry) -> int:
    """The latest of the events that it reads; the entry that it is read after, where it reads none."""
    return max(_moments(rule, view), default=cause.at)


def _moments(rule: Milestone, view: CaseView) -> Iterator[int]:
    if rule.in_states:
        yield from _of(EventKey.entered(view.state()), view)
    for part in walk(rule.condition):
        if isinstance(part, CaseEvent) and not isinstance(part, Joined | Stated):
            yield from _of(part.key(view), view)
        for name in part.facts():
            yield from _of(EventKey.stated(name), view)


def _of(key: str, view: CaseView) -> Iterator[int]:
    occurrence = view.occurrence(key)
    if occurrence is not None:
        yield occurrence.last_at


def _note(plan: ProcedurePlan, rule: Milestone, draft: Draft, kind: MilestoneKind, at: int, cause: Entry) -> None:
    draft.append(
        MilestoneEntry(
            seq=draft.next_seq,
            kind=kind,
            name=rule.name,
            clause=plan.id_of(rule),
            at=at,
            recorded=cause.recorded,
            checked_at=cause.checked_at,
        )
    )
