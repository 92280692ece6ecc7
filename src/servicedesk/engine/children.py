"""The cases that a case opens: when one is opened, and which of them it still waits for.

What is opened by a rule with ``awaited_before`` or ``notifies`` is *followed*: it stands on the case that opened it
until, and after, its end is told. A rule opens no second case while the first is open, unless the case has come back
into a state of the action that opens it: then it is another round, with a case of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from servicedesk.engine.context import Context
from servicedesk.engine.draft import Draft
from servicedesk.engine.entry import ChildEntry, Entry
from servicedesk.engine.parts import FollowedChild
from servicedesk.engine.record import record
from servicedesk.engine.view import CaseView
from servicedesk.program.program import ProcedurePlan
from servicedesk.rules.effects import ChildCase
from servicedesk.rules.keys import EventKey
from servicedesk.rules.values import Value


@record
class ChildOpening:
    """A case to open: by which clause, in which procedure, with what carried over from its parent."""

    id: str
    clause: str
    procedure: str
    subject: str
    facts: Mapping[str, Value]


def followed(plan: ProcedurePlan, rule: ChildCase, view: CaseView) -> Iterator[FollowedChild]:
    """What the rule has opened and the case follows, ended or not; inside an item what was opened there, or in none."""
    if not view.case.followed:
        return
    clause = plan.id_of(rule)
    for child in view.case.followed.values():
        if (child.name, child.clause) == (rule.called, clause) and (not view.item or child.item in ("", view.item)):
            yield child


def awaited(plan: ProcedurePlan, rule: ChildCase, view: CaseView) -> Iterator[FollowedChild]:
    """What the rule has opened and has not ended, where the case waits for it."""
    if rule.awaited_before:
        yield from (child for child in followed(plan, rule, view) if child.ended_at is None)


def open_already(plan: ProcedurePlan, rule: ChildCase, view: CaseView) -> FollowedChild | None:
    """What the rule has opened in this round and has not ended: no second one is opened beside it."""
    states = {state for name in rule.openers() if name in plan.steps for state in plan.steps[name].in_states or ()}
    entries = (view.occurrence(EventKey.entered(state)) for state in states)
    back = max((entry.last_seq for entry in entries if entry is not None), default=0)
    same_item = (child for child in followed(plan, rule, view) if child.item == (view.item or ""))
    return next((child for child in same_item if child.ended_at is None and child.seq > back), None)


def openings(plan: ProcedurePlan, draft: Draft, cause: Entry, context: Context) -> tuple[ChildOpening, ...]:
    """Append what opens child cases by ``cause``, in the manual's order, and return them."""
    children: list[ChildOpening] = []
    day = context.calendar.local_date(cause.at).isoformat()
    for rule in plan.opens:
        view = CaseView(draft.case, day, cause.item or None, context.answers)
        occurred = rule.since.last(view) if rule.since is not None else None
        if occurred is None or occurred.last_seq != cause.seq:
            continue
        if rule.only is not None and rule.only.evaluate(view) is not True:
            continue
        if open_already(plan, rule, view) is not None:
            continue
        number = draft.case.children + 1
        child = ChildOpening(
            id=f"{draft.case.id}.{number}",
            clause=plan.id_of(rule),
            procedure=rule.procedure,
            subject=draft.case.subject,
            facts={
                blank: value
                for blank, name in rule.carries.items()
                if (value := draft.case.subject if name == "subject" else view.fact(name)) is not None
            },
        )
        children.append(child)
        draft.append(
            ChildEntry(
                seq=draft.next_seq,
                kind="opened_child",
                name=rule.called,
                clause=child.clause,
                at=cause.at,
                recorded=cause.recorded,
                checked_at=cause.checked_at,
                child=child.id,
                procedure=rule.procedure,
                number=number,
                item=cause.item,
                followed=rule.is_followed,
            )
        )
    return tuple(children)
