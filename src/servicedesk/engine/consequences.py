"""What a miss or a breach has brought: it arises at the miss, is done, or lapses with the miss.

A rule that arises has a record for each miss that brought it, in the case. One is open until the action is done, which
fulfils the oldest that is open, or until the miss is excused or turns out to be none. Where a miss comes to hold again
(an exception that is corrected away), what lapsed with it arises again.
"""

from __future__ import annotations

from collections.abc import Iterable

from servicedesk.engine.case import Case
from servicedesk.engine.context import Context
from servicedesk.engine.course import ConsequenceEntry, ConsequenceKind
from servicedesk.engine.draft import Draft
from servicedesk.engine.entry import ActionEntry, Entry, LimitEntry
from servicedesk.engine.parts import Consequence
from servicedesk.engine.record import changed
from servicedesk.program.consequences import Following
from servicedesk.program.program import ProcedurePlan
from servicedesk.rules.keys import in_item


def bring_consequences(plan: ProcedurePlan, draft: Draft, cause: Entry, context: Context) -> None:
    """Let what has just happened bring what it brings, and end what rested on it."""
    if isinstance(cause, LimitEntry):
        rules = plan.consequences.of_limits.get(cause.limit.name, ())
        for rule in rules:
            if cause.kind in ("excused", "known_late"):
                _lapse(plan, rule, draft, cause)
            elif cause.limit.state == "missed" and cause.limit.due is not None:
                limit, due = cause.limit, cause.limit.due
                key = f"{in_item(rule.name, limit.item)}#{limit.missed_run}"
                wanted = Consequence(key, rule.name, limit.item, limit.key, limit.missed_run, due, cause.seq)
                _arise(plan, rule, draft, wanted, cause, context)
    elif isinstance(cause, ActionEntry) and cause.deviations:
        found = (plan.consequences.of_breaches.get((each.kind, each.clause), ()) for each in cause.deviations)
        for rule in dict.fromkeys(rule for rules in found for rule in rules):
            item = cause.item if rule.per_item else ""
            key = f"{in_item(rule.name, item)}#{rule.for_breach_of}#{cause.seq}"
            wanted = Consequence(key, rule.name, item, "", cause.seq, cause.at, cause.seq)
            _arise(plan, rule, draft, wanted, cause, context)


def _arise(
    plan: ProcedurePlan, rule: Following, draft: Draft, wanted: Consequence, cause: Entry, context: Context
) -> None:
    """Once a rule, item and missed run; behind a switch only where that is on when it was missed."""
    known = draft.case.consequences.get(wanted.key)
    if known is not None and known.state != "lapsed":
        return
    if rule.switch and rule.switch not in context.switches_at(wanted.at):
        return
    _note(plan, rule, draft, "arisen", changed(wanted, seq=draft.next_seq), cause)


def _lapse(plan: ProcedurePlan, rule: Following, draft: Draft, cause: LimitEntry) -> None:
    """The last miss of the limit is none any more: what it brought and nobody did yet ends."""
    brought = [c for c in draft.case.consequences.values() if (c.rule, c.limit) == (rule.name, cause.limit.key)]
    last = max(brought, key=lambda each: each.run, default=None)
    if last is not None and last.state == "open":
        _note(plan, rule, draft, "lapsed", changed(last, state="lapsed"), cause)


def _note(
    plan: ProcedurePlan, rule: Following, draft: Draft, kind: ConsequenceKind, consequence: Consequence, cause: Entry
) -> None:
    draft.append(
        ConsequenceEntry(
            seq=draft.next_seq,
            kind=kind,
            name=in_item(consequence.rule, consequence.item),
            clause=plan.id_of(rule),
            at=consequence.at if kind == "arisen" else cause.at,
            recorded=cause.recorded,
            checked_at=cause.checked_at,
            consequence=consequence,
        )
    )


def of_rule(case: Case, rule: str) -> Iterable[Consequence]:
    """All that was brought of a rule, the oldest first."""
    return (each for each in case.consequences.values() if each.rule == rule)


def next_open(case: Case, rule: str, item: str) -> Consequence | None:
    """What the action of a rule fulfils, for the case or an item: the oldest that is open."""
    open_ones = (each for each in of_rule(case, rule) if each.state == "open" and each.item == item)
    return min(open_ones, key=lambda each: (each.at, each.seq), default=None)
