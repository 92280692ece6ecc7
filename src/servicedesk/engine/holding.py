"""Pauses that hold more than limits: when they begin and end, and what they hold at an instant.

A pause is noted in the history as it begins and as it ends, so that whoever asks later knows on which days it was on.
What happens in an item begins and ends the pause of that item; what happens to the case as a whole begins its own, and
ends it everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicedesk.engine.case import Case
from servicedesk.engine.context import Context
from servicedesk.engine.course import HeldEntry, HeldKind
from servicedesk.engine.draft import Draft
from servicedesk.engine.entry import Entry
from servicedesk.engine.parts import Hold
from servicedesk.program.program import ProcedurePlan
from servicedesk.rules.events import CaseEvent
from servicedesk.rules.keys import in_item, item_of, name_of
from servicedesk.rules.limits import Pause


def update_holds(plan: ProcedurePlan, draft: Draft, cause: Entry, context: Context) -> None:
    """Note each pause that an entry begins or ends."""
    for rule in plan.pauses:
        assert isinstance(rule.since, CaseEvent)  # noqa: S101  compiled so
        assert isinstance(rule.resumed_by, CaseEvent)  # noqa: S101  compiled so
        view = draft.view(cause.item)
        ended = rule.resumed_by.last_from(view, cause.seq)
        if ended is not None:
            _end(plan, rule, draft, ended.last_at, cause, context)
            continue
        begun = rule.since.last_from(view, cause.seq)
        key = in_item(rule.name, cause.item)
        if begun is not None and not any(hold.until is None for hold in draft.case.holds.get(key, ())):
            day = context.calendar.local_date(begun.last_at).isoformat()
            hold = Hold(begun.last_at, None, day, "", rule.entitlements)
            _note(plan, rule, draft, "held", cause.item, hold, cause)


def held_by(plan: ProcedurePlan, case: Case, action: str, item: str, at: int) -> Iterator[tuple[Pause, Hold]]:
    """The pauses that hold an action at an instant, of an item or of the case as a whole; each once."""
    for rule in plan.pauses:
        if action not in rule.actions:
            continue
        own = {rule.name, in_item(rule.name, item)}
        keys = own if item else {key for key in case.holds if name_of(key) == rule.name}
        on = (hold for key in keys for hold in case.holds.get(key, ()) if hold.is_on(at))
        first = min(on, key=lambda hold: hold.start, default=None)
        if first is not None:
            yield rule, first


def release_gone(before: ProcedurePlan, after: ProcedurePlan, draft: Draft, cause: Entry, context: Context) -> None:
    """End the pauses that the rules the case goes on under no longer have: nothing there could end them."""
    known = {rule.name for rule in after.pauses}
    for rule in before.pauses:
        if rule.name not in known:
            _end(before, rule, draft, cause.at, cause, context)


def _end(plan: ProcedurePlan, rule: Pause, draft: Draft, at: int, cause: Entry, context: Context) -> None:
    own = in_item(rule.name, cause.item)
    for key in [k for k in draft.case.holds if k == own or (not cause.item and name_of(k) == rule.name)]:
        hold = draft.case.holds[key][-1]
        if hold.until is None:
            until = max(at, hold.start)
            day = context.calendar.local_date(until).isoformat()
            over = hold._replace(until=until, until_day=day)
            _note(plan, rule, draft, "released", item_of(key), over, cause)


def _note(plan: ProcedurePlan, rule: Pause, draft: Draft, kind: HeldKind, item: str, hold: Hold, cause: Entry) -> None:
    draft.append(
        HeldEntry(
            seq=draft.next_seq,
            kind=kind,
            name=rule.name,
            clause=plan.id_of(rule),
            at=cause.at,
            recorded=cause.recorded,
            checked_at=cause.checked_at,
            hold=hold,
            item=item,
        )
    )
