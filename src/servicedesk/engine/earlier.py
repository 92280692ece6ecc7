"""What a correction shows of an earlier entry, when a later one has filed the same fields anew.

The case stands as the later entry has it. But April's reading that turns out to be too high ends a half fee all the
same, and February's inspection that turns out to have found something is told: read as that entry stands now.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from servicedesk.engine.applying import notice_applies
from servicedesk.engine.context import Context
from servicedesk.engine.draft import Draft
from servicedesk.engine.entry import NOTHING, BuiltinEntry, Entry, EscalationEntry
from servicedesk.engine.view import CaseView
from servicedesk.program.program import ProcedurePlan
from servicedesk.rules.conditions import Condition
from servicedesk.rules.events import CaseEvent, EachOf
from servicedesk.rules.keys import in_item
from servicedesk.rules.limits import Escalation
from servicedesk.rules.values import Value


def corrected_of_earlier(cause: Entry, context: Context) -> Mapping[str, Value]:
    """What the corrected action filed, as it stands now; nothing where no later entry had filed it anew."""
    if context.action is None or not isinstance(cause, BuiltinEntry) or not cause.past_facts:
        return NOTHING
    return {**context.action.facts, **cause.corrected_facts}


def notices_of_earlier(
    plan: ProcedurePlan, draft: Draft, cause: Entry, context: Context
) -> Iterator[tuple[Escalation, str]]:
    """The notices of that action which apply to it now and did not before, each with its key."""
    now = corrected_of_earlier(cause, context)
    if not now or context.action is None:
        return
    action = context.action
    told = {entry.name for entry in draft.entries if isinstance(entry, EscalationEntry)}
    for rule in plan.escalations:
        if rule.wait is not None or not isinstance(rule.since, CaseEvent) or not _is_of(rule.since, action.events):
            continue
        before, after = (CaseView(draft.case, item=action.item or None, filed=filed) for filed in (action.facts, now))
        key = in_item(rule.name, action.item)
        if key not in told and notice_applies(rule, after) and not notice_applies(rule, before):
            yield rule, key


def _is_of(since: Condition, events: tuple[str, ...]) -> bool:
    """Whether a notice stands on one of these events, each time that it occurs."""
    if type(since) is EachOf:
        return any(_is_of(each, events) for each in since.parts())
    return type(since) is CaseEvent and since.item_key in events
