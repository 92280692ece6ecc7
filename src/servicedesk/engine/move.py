"""A case goes on under another edition: its state by the name that it has there, its limits as after a change of class.

What fell due before it did so by the old rules. From then on the new ones hold: a limit whose rule is the same runs on,
one whose rule is another is retargeted from its own start, one that has no rule is cancelled, and what has begun under
the new rules starts, from the instant at which it began.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from operator import attrgetter

from attrs import evolve, field, frozen

from servicedesk.arguments import as_text
from servicedesk.characters import brief
from servicedesk.engine.applying import applies
from servicedesk.engine.case import Case
from servicedesk.engine.clock import advance
from servicedesk.engine.context import Context
from servicedesk.engine.counting import project
from servicedesk.engine.decide import Decided
from servicedesk.engine.draft import Draft
from servicedesk.engine.entry import EditionEntry
from servicedesk.engine.going_on import go_on
from servicedesk.engine.holding import release_gone
from servicedesk.engine.limit_entries import close, move
from servicedesk.engine.limit_starts import retarget
from servicedesk.engine.limits import update_limits
from servicedesk.engine.parts import Limit
from servicedesk.engine.reasons import hidden
from servicedesk.engine.record import changed
from servicedesk.engine.refusals import Refusal, refusal
from servicedesk.errors import DefinitionFault
from servicedesk.program.payload import name_fault, text_fault
from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.said import Said, Statements
from servicedesk.texts.term import Term

_asked = attrgetter("clause", "span", "roles", "mandatory", "recurs")
"""What a rule asks of a limit that runs."""


def _states(value: Mapping[str, str]) -> dict[str, str]:
    """A copy of a mapping of names; of anything else one that names nothing, which is told with what else is wrong."""
    try:
        several = dict(value)
    except Exception:  # noqa: BLE001  whatever a foreign mapping answers with
        return {"": ""}
    return {"": ""} if any(name_fault(name) is not None for pair in several.items() for name in pair) else several


@frozen
class Move:
    """That running cases go on under another edition, and why (改按新版办理).

    ``states`` says what a state of the old edition is called in the new one; one that keeps its name may be left out.
    Where two procedures need different answers, ``procedure/state`` names one of them.

    Raises:
        DefinitionFault: there is no reason, both editions are one, or what is given is no text that can be kept.

    Example:
        >>> Move("2025", "2026", states={"assigned": "accepted"}, why="4.2.3 was split in two").states["assigned"]
        'accepted'
    """

    from_edition: str
    to_edition: str
    states: Mapping[str, str] = field(factory=dict[str, str], converter=_states, kw_only=True)
    why: str = field(kw_only=True)

    def __attrs_post_init__(self) -> None:
        old, new = brief(self.from_edition), brief(self.to_edition)
        editions = name_fault(self.from_edition) or name_fault(self.to_edition)
        faults = [] if editions is None else [Said("edition_as_text")]
        if text_fault(self.why) is not None:
            faults.append(Said("reason_not_kept"))
        elif not self.why.strip():
            faults.append(Said("reason_missing"))
        if "" in self.states:
            faults.append(Said("states_no_names"))
        if not editions and self.from_edition == self.to_edition:
            faults.append(Said("editions_one"))
        if faults:
            said = Said("move_cannot", old=old, new=new, faults=Statements(faults))
            raise DefinitionFault(said, remedy=Said("two_editions"), clause="", place="Move")

    def state(self, procedure: str, state: str) -> str:
        """What a state of a procedure is called in the new edition.

        Raises:
            InvalidPayload: one of them is no text.
        """
        procedure, state = as_text(procedure, "procedure"), as_text(state, "state")
        return self.states.get(f"{procedure}/{state}", self.states.get(state, state))


def move_case(old: Program, new: Program, case: Case, asked: Move, context: Context) -> Decided:
    """Decide the move of one case; nothing for one that runs under the new edition already."""
    if case.edition == asked.to_edition:
        return Decided(case)
    draft, before = Draft(case), old.plans[case.procedure]
    advance(old, draft, context, context.recorded_at)
    refusals = tuple(_refusals(before, new, draft.case, asked))
    if refusals:
        return Decided(case, refusals=refusals)
    plan = new.plans[case.procedure]
    names = ((state, asked.state(case.procedure, state)) for state in before.procedure.states)
    entry = EditionEntry(
        seq=draft.next_seq,
        kind="moved",
        name="move",
        clause="local",
        at=context.recorded_at,
        recorded=context.recorded_at,
        checked_at=context.recorded_at,
        from_edition=case.edition,
        from_fingerprint=case.fingerprint,
        edition=new.edition,
        fingerprint=new.fingerprint,
        by=context.actor.name,
        reason=hidden(asked.why, case.vault),
        states={state: name for state, name in names if name != state},
    )
    release_gone(before, plan, draft, entry, context)
    entry = evolve(entry, seq=draft.next_seq)
    draft.append(entry)
    for limit in tuple(draft.case.limits.values()):
        if limit.is_open:
            _carry_over(before, plan, draft, limit, entry, context)
    place = entry.seq - draft.entries[0].seq
    update_limits(plan, draft, entry, context)
    go_on(plan, draft, place, context)
    advance(new, draft, context, context.recorded_at)
    key = draft.case.exclusive_key
    if before.procedure.one_open != plan.procedure.one_open:
        key = f"{case.procedure}/{case.subject}" if plan.procedure.one_open else None
    return Decided(changed(draft.case, exclusive_key=key), tuple(draft.entries))


def _refusals(before: ProcedurePlan, new: Program, case: Case, asked: Move) -> Iterator[Refusal]:
    """What keeps a case where it is: everything in it that the new edition has no place for."""
    if not case.open:
        yield refusal("ended", "local", state=Term(before.state_term(case.state).zh, case.state))
        return
    if case.edition != asked.from_edition:
        yield refusal("other_edition", "local", edition=case.edition, wanted=asked.from_edition)
        return
    plan, edition = new.plans.get(case.procedure), new.edition
    if plan is None:
        term = Term(before.procedure.zh, case.procedure)
        yield refusal("no_procedure", "local", edition=edition, procedure=term)
        return
    state = asked.state(case.procedure, case.state)
    if state not in plan.procedure.states:
        term = before.state_term(case.state) if state == case.state else Term(state, state)
        yield refusal("unmapped_state", "local", place=case.state, edition=edition, state=Term(term.zh, state))
    for item in case.items.values():
        if item.open and item.kind not in plan.items:
            kind = Term(before.term("item", item.kind), item.kind)
            yield refusal("unmapped_item", "local", place=item.id, edition=edition, kind=kind, item=item.id)
    known = {rule.name for rule in plan.entitlements}
    for entitlement in case.entitlements.values():
        if not entitlement.over and entitlement.name not in known:
            term = before.term_of("entitlement", entitlement.name)
            yield refusal("unmapped_entitlement", "local", place=entitlement.name, edition=edition, what=term)


def _carry_over(
    before: ProcedurePlan, plan: ProcedurePlan, draft: Draft, limit: Limit, cause: EditionEntry, context: Context
) -> None:
    """Let an open limit run on, retarget it to the rule that it has now, or cancel it where it has none.

    A rhythm whose rule is another begins again with the move.
    """
    view = draft.view(limit.item)
    named = (
        p for name, group in plan.limits if name == limit.name for p in group if bool(p.per_item) == bool(limit.item)
    )
    truths = [(p, applies(p, view, context)) for p in named]
    rule = next((p for p, truth in truths if truth is True), None)
    rule = rule or next((p for p, truth in truths if truth is None and p.clause == limit.clause), None)
    old = before.find_limit(limit.name, limit.clause)
    same = rule is not None and old is not None and _asked(rule) == _asked(old)
    if rule is None or (rule.recurs and not same):
        close(draft, limit, "cancelled", "cancelled", cause.at, cause, "no_longer_applies")
        return
    causes = {each.name or str(each.clause) for each in rule.pauses}
    gone = [gap for gap in limit.pauses if gap.until is None and gap.reason not in causes]
    if gone:
        ended = tuple(evolve(gap, until=max(cause.at, gap.start)) if gap in gone else gap for gap in limit.pauses)
        resumed = project(changed(limit, pauses=ended), context)
        limit = move(draft, "resumed", limit, resumed, cause, reason=gone[0].reason)
    if not same:
        retarget(rule, draft, limit, view, cause, context, old)
