"""Who holds a case, or an item of it: whose alone an action is, and who holds it afterwards.

A holder narrows a role and never widens it. That he may act at all, when he takes a case and when he acts in it, is
asked of him as of everybody. The case remembers the role in which it was taken; an action that is for other roles is
for anybody of these.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from attrs import frozen

from servicedesk.engine.case import Case
from servicedesk.engine.context import Context
from servicedesk.engine.parts import CaseHolder
from servicedesk.engine.payload import Payload
from servicedesk.engine.refusals import Refusal, Remedy, refusal
from servicedesk.engine.view import CaseView
from servicedesk.program.payload import name_fault
from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.program.steps import StepPlan
from servicedesk.rules.actions import Action
from servicedesk.rules.parts import Role
from servicedesk.texts.fields import FAULTS, HOLDER
from servicedesk.texts.phrases import Several
from servicedesk.texts.term import Term

New = tuple[CaseHolder | None, tuple[Refusal, ...]]
"""Who holds it from then on, ``None`` where that does not change; and what stands against it."""


def holder_for(plan: ProcedurePlan, case: Case, item: str, roles: Iterable[str]) -> CaseHolder | None:
    """Who holds an item, or the case, in one of these roles or in one that they include."""
    held = case.holder(item)
    return held if held is not None and plan.held(frozenset({held.role})) & set(roles) else None


def whose_alone(plan: ProcedurePlan, step: StepPlan, view: CaseView) -> CaseHolder | None:
    """The holder who alone may do a step: where it is left to him, and he holds it in a role that may."""
    if not isinstance(step.rule, Action) or not step.rule.holder:
        return None
    return holder_for(plan, view.case, view.item or "", step.open_to(view)[0])


def on_duty(program: Program, roles: Iterable[Role], context: Context) -> dict[str, str]:
    """Everybody on duty in these roles, in the order of the roster, each with the role in which he stands there."""
    holding = context.holders(context.occurred_at) or {}
    people: dict[str, str] = {}
    for role in _with_included(program, roles):
        for name in holding.get(role, ()):
            people.setdefault(name, role)
    return people


def _with_included(program: Program, roles: Iterable[Role]) -> list[str]:
    return [each for role in roles for each in (role.name, *sorted(program.included.get(role.name, ())))]


def new_holder(program: Program, step: StepPlan, case: Case, item: str, payload: Payload, context: Context) -> New:
    """Who holds it after a step, by what the step does and whom it names."""
    rule = step.rule
    if not isinstance(rule, Action):
        return None, ()
    if rule.assigns or rule.takes or rule.releases or rule.rotates or "holder" in payload:
        return _Change(program, step, rule, case, item, context).made(payload)
    return None, ()


@frozen
class _Change:
    """One action about to change who holds a case, or an item of it."""

    program: Program
    step: StepPlan
    rule: Action
    case: Case
    item: str
    context: Context

    def made(self, payload: Payload) -> New:
        rule = self.rule
        if "holder" in payload and not rule.assigns:
            return None, (refusal("unknown_field", self.step.clause, place="holder", name="holder"),)
        if self.case.parent is not None and not self.case.version and not rule.rotates:
            return None, ()  # a rule opened it, and perhaps in the name of somebody without a role in it
        if rule.takes:
            return CaseHolder(self.context.actor.name, self.own_role()), ()
        if rule.releases:
            return CaseHolder("", ""), ()
        if rule.rotates:
            return self.next_in_turn(), ()
        return self.assigned(payload) if rule.assigns else (None, ())

    def own_role(self) -> str:
        """The role in which the actor takes it: of those that may, his own; else the one of his that they include."""
        authorized = (each.role for each in self.step.authorizations if each.role)
        may = [*(role.name for role in (*self.rule.performers, *authorized)), *sorted(self.step.roles)]
        roles = self.context.actor.roles
        plan = self.program.plans[self.case.procedure]
        direct = [name for name in may if name in roles]
        counting = [name for name in sorted(roles) if plan.held(frozenset({name})) & set(may)]
        return (direct or counting or may)[0]

    def assigned(self, payload: Payload) -> New:
        """To whom it is assigned; to nobody, where somebody holds it and the name is left empty."""
        clause, named = self.step.clause, payload.holder
        if named is None or named == "":
            if "holder" in payload and self.item in self.case.holders:
                return CaseHolder("", ""), ()
            fill = Remedy("help_field", (("field", HOLDER),))
            empty = refusal("missing_field", clause, place="holder", remedy=fill, name="holder", field=HOLDER.zh)
            return None, (empty,)
        why = name_fault(named) or (None if str(named).strip() else FAULTS["characters"])
        if why is not None:
            wrong = refusal("wrong_value", clause, place="holder", name="holder", field=HOLDER.zh, reason=why)
            return None, (wrong,)
        name, roster = str(named).strip(), self.context.roster
        known = {} if roster is None else roster.members(self.context.occurred_at)
        listed = [role for role in _with_included(self.program, self.rule.assigns) if role in known]
        role = next((role for role in listed if name in known[role]), "")
        if role or not listed:
            return CaseHolder(name, role or self.rule.assigns[0].name), ()
        roles = Several(tuple(Term(role.zh, role.name) for role in self.rule.assigns), choice=True)
        stranger = refusal("not_in_role", clause, place="holder", holder=name, roles=roles)
        return CaseHolder(name, self.rule.assigns[0].name), (stranger,)

    def next_in_turn(self) -> CaseHolder | None:
        """The next of those on duty: after who holds it now; where nobody does, by the case, so that each gets some."""
        people = on_duty(self.program, self.rule.rotates, self.context)
        names, held = list(people), self.case.holder(self.item)
        if not names:
            return None
        if held is not None and held.name in names:
            place = names.index(held.name) + 1
        else:
            place = zlib.crc32(f"{self.case.id}@{self.item}".encode())
        chosen = names[place % len(names)]
        return CaseHolder(chosen, people[chosen])
