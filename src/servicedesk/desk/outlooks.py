"""What happens next: if nobody does anything, with each action that is allowed, with one that is given in full.

It is worked out when it is asked for, on a copy that is thrown away, with today's answers, policy and calendar.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Final

from attrs import evolve

from servicedesk.calendars import to_datetime
from servicedesk.desk.deciding import Input
from servicedesk.desk.inputs import name_of
from servicedesk.desk.outlook_views import ActionOutlook, Dependence, LeadsTo, Outlook
from servicedesk.desk.records import Records
from servicedesk.engine.ahead import coming, prospect
from servicedesk.engine.case import Case
from servicedesk.engine.context import SLACK, Context
from servicedesk.engine.entry import ActionEntry, Actor, Entry
from servicedesk.engine.payload import Payload
from servicedesk.engine.possible import as_it_stands
from servicedesk.engine.record import changed
from servicedesk.engine.view import CaseView
from servicedesk.errors import InvalidPayload
from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.program.steps import StepPlan
from servicedesk.rules.actions import Action
from servicedesk.said import Said
from servicedesk.stores import Unit
from servicedesk.texts.fields import HOLDER, OUTCOME
from servicedesk.texts.items import number_term

MOST_CHANGES: Final = 20
"""So many changes are looked ahead, at most."""
A_YEAR: Final = 366 * 86_400_000_000
"""So far is looked ahead, at most, in microseconds."""


class Outlooks(Records):
    """The desk of whoever wants to know what happens next."""

    def outlook(
        self,
        case_id: str,
        *,
        by: Actor | None = None,
        at: datetime | str | None = None,
        action: str = "",
        payload: Mapping[str, object] | None = None,
        recorded_by: Actor | None = None,
        to_state: str = "",
    ) -> Outlook:
        """What happens next in a case; nothing is written, and no act costs more for it.

        Args:
            case_id: the case.
            by: who asks: the actions are those that he may do. Without it there are none, and no action can be given.
            at: from when on, as the case stood or will stand then; now if left out. An action occurs then.
            action: one action, or a built-in one, of which exactly what it brings is said.
            payload: what is filed with it, as :meth:`Desk.act` takes it.
            recorded_by: who writes it down, where it is recorded over the rules, as :meth:`Desk.record` takes it.
            to_state: where it led, where it is recorded and could lead to several.

        Returns:
            At most 20 changes that time brings, within a year; and what the actions would bring, or the one.

        Raises:
            CaseNotFound: no such case.
            EditionChanged: its rules have changed, and nobody can tell what comes.
            InvalidPayload: an action or a payload is given and nobody who does it, or a payload without an action; or
                ``to_state`` and nobody who records it.
            InvalidInstant: ``at`` is none.
        """
        action = name_of(action, "action")
        more = (payload, recorded_by, to_state or None)
        if (action and by is None) or (not action and more != (None, None, None)):
            raise InvalidPayload(Said("outlook_of_whom"), remedy=Said("give_action_and_actor"), field="action")
        if to_state and recorded_by is None:
            raise InvalidPayload(Said("state_of_recording"), remedy=Said("give_recorder"), field="to_state")
        given = self._input(action, payload, by or Actor("outlook"), at, None, "", None, dry_run=True)
        now = self._work.now()
        if given.at is not None and given.at > now + SLACK:  # what is to come is looked at as if it were then
            given = evolve(given, recorded=given.at, clock=given.at)
        if action:
            return self._with(case_id, given, recorded_by, to_state)
        program, case, asked = self._standing(case_id, given)
        ahead = self._coming(program, case, asked)
        if by is None or not case.version:
            return ahead
        with self.store.reading() as unit:
            return evolve(ahead, actions=tuple(self._actions(unit, program, case, asked)))

    def _standing(self, case_id: str, given: Input) -> tuple[Program, Case, Input]:
        """The case as it stands at the instant that is asked for, and who asks then."""
        instant = max(self._work.now(), self.case(case_id).recorded_at) if given.at is None else given.at
        case, _ = self._work.as_of(case_id, instant)
        asked = evolve(given, at=instant, recorded=max(instant, case.recorded_at), clock=instant)
        return self._work.program(case), case, asked

    def _from_now(self, case_id: str, given: Input) -> Outlook:
        """What comes of itself, of a case in which nothing is done."""
        return self._coming(*self._standing(case_id, given))

    def _coming(self, program: Program, case: Case, given: Input) -> Outlook:
        """What comes of itself, of a case as it stands."""
        context = self._work.context(given)
        found = coming(program, case, context, context.recorded_at + A_YEAR, MOST_CHANGES)
        zone = self.calendar.zone
        return Outlook(
            case.id,
            to_datetime(context.recorded_at, zone),
            to_datetime(found.until, zone),
            tuple(self._line(program, found.case, entry) for entry in found.entries),
            found.more,
        )

    def _with(self, case_id: str, given: Input, recorded_by: Actor | None, to_state: str) -> Outlook:
        """What one action makes, and what comes after it."""
        if recorded_by is not None:
            case, recorder = self.case(case_id), self._roles.actor(recorded_by)
            recording, barred = self._recording(case, recorder, to_state)
            if barred:
                return evolve(self._from_now(case_id, given), refusals=barred)
            given = evolve(given, recording=recording)
        result = self._work.act(name_of(case_id, "id"), given)
        before, after = result.before or result.case, result.case
        program = self._work.program(before)
        if result.refusals:
            return evolve(self._from_now(case_id, given), refusals=result.refusals)
        last = evolve(given, at=None, recorded=after.recorded_at, clock=after.recorded_at)
        return evolve(
            self._coming(program, after, last),
            made=tuple(self._line(program, after, entry) for entry in result.entries),
            opens=result.opens,
            work_out=partial(self._brought, before, after, given.by),
        )

    def _actions(self, unit: Unit, program: Program, case: Case, given: Input) -> Iterator[ActionOutlook]:
        """Of each action that is allowed what is sure, and what the rest depends on."""
        plan = program.plans[case.procedure]
        for option in self._options_in(unit, program, case, given):
            if not option.allowed:
                continue
            asked = changed(given, step=option.step, payload=Payload({"item": option.item} if option.item else {}))
            answers = self._work.answers(unit, program, case, asked)
            context = self._work.context(asked, answers)
            standing = as_it_stands(program, case, context)
            step = plan.steps[option.step].at(CaseView(standing))
            found = prospect(program, standing, step, context, option.item, self._somebody(step, context))
            unknown = [asked.name for asked in plan.questions(option.step) if answers.get(asked.name) is None]
            yield ActionOutlook(
                option.step,
                option.zh,
                option.en,
                option.clause,
                option.item,
                option.item_zh,
                option.item_en,
                tuple(self._line(program, standing, entry) for entry in found.sure if not _is_itself(entry, step)),
                tuple(LeadsTo(state, term.zh, term.en) for state in found.states for term in (plan.state_term(state),)),
                tuple(_depends(plan, step, found.depends, unknown)),
                found.may_be_refused,
                found.complete,
            )

    def _somebody(self, step: StepPlan, context: Context) -> str:
        """Somebody to whom an action may assign, by the roster; a name where nobody is known."""
        roles = step.rule.assigns if isinstance(step.rule, Action) else ()
        holding = context.holders(context.occurred_at) or {}
        return next((name for role in roles for name in holding.get(role.name, ())), HOLDER.zh)


def _is_itself(entry: Entry, step: StepPlan) -> bool:
    """Whether an entry is that of the action itself."""
    return isinstance(entry, ActionEntry) and entry.name == step.name


def _depends(plan: ProcedurePlan, step: StepPlan, names: Iterable[str], unknown: Iterable[str]) -> Iterator[Dependence]:
    """What the rest depends on: what is filed, the item that is opened, whom it is assigned to, what nobody answers."""
    for name in names:
        kind, term = ("outcome", OUTCOME) if name == "outcome" else ("field", plan.term_of("fact", name))
        yield Dependence(kind, name, term.zh, term.en)
    if step.opens_item:
        number = number_term(plan.term_of("item", step.item_kind))
        yield Dependence("item", "item", number.zh, number.en)
    if isinstance(step.rule, Action) and step.rule.assigns:
        yield Dependence("holder", "holder", HOLDER.zh, HOLDER.en)
    for name in unknown:
        term = plan.term_of("fact", name)
        yield Dependence("answer", name, term.zh, term.en)
