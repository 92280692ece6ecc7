"""One step of one case under examination: what every question about it is asked of."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from servicedesk.engine.context import Context
from servicedesk.engine.fulfilled import Brings
from servicedesk.engine.record import changed, record
from servicedesk.engine.refusals import ConditionWords, Refusal, Remedy, refusal
from servicedesk.engine.view import CaseView
from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.program.steps import Filing, StepPlan, Wait
from servicedesk.rules.base import Rule
from servicedesk.rules.circumstances import InSeason, ItemsClosed
from servicedesk.rules.conditions import AllOf, Condition, Not, met_part, reads_of, unmet_part, walk
from servicedesk.rules.events import After, CaseEvent
from servicedesk.rules.guards import Prohibition, Requirement
from servicedesk.rules.other_cases import OtherCases
from servicedesk.texts.entries import BUILTIN
from servicedesk.texts.phrases import Moment, Several
from servicedesk.texts.term import Term


@record
class Attempt:
    """A step, the case as it sees it, and what is filed with it; ``filing`` is ``None`` while nothing is yet.

    The questions (who, where, what is filed, what must be there, when) are functions of it, each giving refusals.
    """

    program: Program
    plan: ProcedurePlan
    step: StepPlan
    view: CaseView
    context: Context
    filing: Filing | None

    @cached_property
    def brings(self) -> Brings:
        """What the step would itself put there, so that it does not stand in its own way."""
        forms, signatures, fields = self.step.brought
        return Brings(
            forms=forms,
            signatures=signatures,
            fields=fields,
            switches=self.context.switches,
            ends=any(to in self.plan.ends for to in self.step.moves.values()),
            filed=None if self.filing is None else self.filing.values,
        )

    # --- what things are called ---------------------------------------------------------------------------

    def label(self, rule: Rule) -> Term:
        """A rule by its term and its name."""
        return Term(self.plan.label(rule, "zh"), rule.name)

    def step_term(self, name: str) -> Term:
        """A step by its term and its name."""
        return self.plan.named.steps.get(name) or BUILTIN.get(name, Term(name, name))

    def roles(self, names: list[str], *, choice: bool = False) -> Several:
        """Roles by term and name."""
        return Several(tuple(Term(self.program.role_term(name).zh, name) for name in names), choice)

    def moment(self, instant: int) -> Moment:
        """An instant in the desk's zone."""
        return Moment(instant, self.context.calendar.zone)

    def beginning(self, instant: int) -> Moment:
        """The instant from which something may be done: of a whole day the day alone."""
        calendar = self.context.calendar
        return Moment(instant, calendar.zone, calendar.midnight(calendar.local_date(instant)) == instant)

    # --- conditions ------------------------------------------------------------------------------------------

    def holds(self, only: Condition | None, view: CaseView | None = None) -> bool:
        """Met or unknown; not where the step itself could still say so."""
        return self.brings.allows(only, view or self.view)

    def stands(self, rule: Requirement | Prohibition | Wait) -> bool:
        """Whether a rule that stands in the way of a step applies, and no exception lifts it."""
        return self.holds(rule.only) and not self.brings.lifted(rule.unless, self.view)

    def condition(
        self, clause: str, condition: Condition | None, kind: str, *, want: bool, remedy: Remedy | None = None
    ) -> tuple[Refusal, ...]:
        """Refuse as ``kind`` where a condition is not as wanted, as ``unknown_fact`` where nobody can tell."""
        if condition is None:
            return ()
        value = condition.evaluate(self.view)
        if value is want:
            return ()
        reads = reads_of(condition)
        if self.brings.could_say(reads) and self._is_said_later(condition, want=want):
            return ()
        if value is None:
            return self._unknown(clause, condition, reads)
        lacking = unmet_part(condition, self.view) if want else met_part(condition, self.view)
        if remedy is None and want:
            remedy = self.todo(lacking)
        words = ConditionWords(lacking, want, self.plan.terms)
        return (refusal(kind, clause, reads=reads, remedy=remedy, condition=words),)

    def _is_said_later(self, condition: Condition, *, want: bool) -> bool:
        """Whether the step itself could still fill all that keeps a condition from being as wanted."""
        parts = condition.conditions if want and isinstance(condition, AllOf) else (condition,)
        return all(p.evaluate(self.view) is want or self.brings.could_say(reads_of(p)) for p in parts)

    def _unknown(self, clause: str, condition: Condition, reads: tuple[str, ...]) -> tuple[Refusal, ...]:
        """What a condition reads and nobody has said, where the step itself does not say it."""
        missing = [n for n in reads if self.view.fact(n) is None and self.view.answer(n) is None] or list(reads)
        if self.brings.could_say(missing):
            return ()
        unset = [part for part in walk(condition) if isinstance(part, InSeason) and part.question in missing]
        if unset:
            named = Several(tuple(Term(part.zh, part.name) for part in unset), quoted=True)
            return (refusal("unset_season", clause, reads=reads, remedy=Remedy("help_season"), seasons=named),)
        asked = [part for part in walk(condition) if isinstance(part, OtherCases) and part.name in missing]
        if asked:
            return (self.unread(clause, condition, asked),)
        facts = Several(tuple(self.plan.term_of("fact", n) for n in missing), quoted=True)
        reading = ConditionWords(condition, terms=self.plan.terms)
        help_fact = Remedy("help_fact", (("facts", facts),))
        return (refusal("unknown_fact", clause, reads=reads, remedy=help_fact, facts=facts, condition=reading),)

    def unread(self, clause: str, condition: Condition, asked: list[OtherCases]) -> Refusal:
        """The refusal where other cases would tell, and one of them cannot be read."""
        cases = Several(tuple(dict.fromkeys(self.plan.term_of("fact", part.name) for part in asked)))
        words = ConditionWords(condition, terms=self.plan.terms)
        mended = Remedy("help_mend")
        return refusal("unread_cases", clause, reads=reads_of(condition), remedy=mended, cases=cases, condition=words)

    def todo(self, condition: Condition) -> Remedy | None:
        """The first action that the condition waits for; what has been done, or must not be, is no advice."""
        for part in _awaited(condition):
            if isinstance(part, CaseEvent) and part.kind == "done" and part.name in self.plan.steps:
                return Remedy("help_do", (("step", self.step_term(part.name)),))
            if isinstance(part, ItemsClosed):
                return self.to_close(part.kind)
        return None

    def to_close(self, kind: str) -> Remedy:
        """What closes the items of a kind that are open: of several ways those that an open one has left."""
        ways = [self.plan.steps[name] for name in self.plan.items[kind].closed_by]
        inside = [
            changed(self.view, item=item.id)
            for item in self.view.case.items.values()
            if item.kind == kind and item.open
        ]
        left = [way for way in ways if any(is_left(way, view) for view in inside)]
        steps = Several(tuple(self.label(way.rule) for way in left or ways), choice=True, quoted=True)
        return Remedy("help_close", (("steps", steps),))


def is_left(step: StepPlan, view: CaseView) -> bool:
    """Whether nothing that is known says that a step does not apply."""
    return (step.only is None or step.only.evaluate(view) is not False) and (
        step.unless is None or step.unless.evaluate(view) is not True
    )


def _awaited(condition: Condition) -> Iterator[Condition]:
    """The parts that are still to come: not what another is to come after, what was done, nor what must not be."""
    if isinstance(condition, After):
        yield from _awaited(condition.event)
    elif isinstance(condition, OtherCases):
        yield condition
    elif not isinstance(condition, Not):
        yield condition
        for part in condition.parts():
            yield from _awaited(part)
