"""What loses nothing by being done at once: so that a large search need not try it in every order.

A task, or another action that moves nothing, *only helps* where nobody is shut out by what it makes true. One that is
against somebody *must come first* where it stands before every move from here, or before the end: a case without it
leads nowhere that one with it does not. What is left undone for good is another question: see ``search.trapped``.
"""

from __future__ import annotations

from functools import cached_property

from attrs import frozen

from servicedesk.checking.reading import Reading
from servicedesk.engine.case import Case
from servicedesk.engine.view import CaseView
from servicedesk.program.program import ProcedurePlan
from servicedesk.program.steps import StepPlan
from servicedesk.rules.actions import Action, Task
from servicedesk.rules.keys import EventKey


def last_move(case: Case) -> int:
    """The number of the entry with which a case came into the state that it is in."""
    return max((o.last_seq for key, o in case.occurrences.items() if key.startswith("entered:")), default=0)


@frozen(eq=False)
class Help:
    """Of one procedure the steps that only help; ``stating`` are those that may say something else each time."""

    plan: ProcedurePlan
    reading: Reading
    stating: frozenset[str]

    @cached_property
    def free(self) -> frozenset[str]:
        """The steps that only ever help: whoever does them at once loses nothing by it."""
        return frozenset(name for name, step in self.plan.steps.items() if self._is_free(step))

    def _is_free(self, step: StepPlan) -> bool:
        return self._is_plain(step) and not step.opens and self._made(step).isdisjoint(self.reading.against)

    def _is_plain(self, step: StepPlan) -> bool:
        """Whether all that a step does is that it was done, signed, filed or paid."""
        rule = step.rule
        if step.moves or step.opens_item or step.closes_item or step.hands or step.name in self.stating:
            return False
        if not isinstance(rule, Action) or rule.takes or rule.assigns or rule.rotates or rule.releases:
            return False
        opens = any(step.name in opening.openers() for opening in self.plan.opens)
        return not opens or bool(step.opens)

    def _made(self, step: StepPlan) -> set[str]:
        rule = step.rule
        made = {EventKey.done(step.name), *(EventKey.filed(form.name) for form in step.forms)}
        made |= {EventKey.signed(s.form.name, s.role.name) for s in step.signatures if s.form is not None}
        made |= {EventKey.paid(name) for name in getattr(rule, "pays", ())}
        return made | {EventKey.reported(name) for name in getattr(rule, "reports", ())}

    @cached_property
    def plain(self) -> frozenset[str]:
        """The steps that nobody needs twice: for no paper, after nothing else, and in no further round."""
        first = {EventKey.parse(one).name for one, _ in self.reading.pairs if one.startswith("done:")}
        every = [
            (n, step) for n, step in self.plan.steps.items() if not step.item_kind and not self.reading.renews(step)
        ]
        return frozenset(n for n, step in every if n not in first and not getattr(step.rule, "arises", False))

    @cached_property
    def others(self) -> frozenset[str]:
        """The steps that another has to come after: done a second time they may undo that."""
        return frozenset(other.split(":")[1] for _, other in self.reading.pairs if other.startswith("done:"))

    def now(self, case: Case) -> frozenset[str]:
        """The steps that lose nothing by being done at once: those that only help, and those that must come first."""
        return self.free | {name for name in self._plain if self._must(name, case)}

    @cached_property
    def _plain(self) -> frozenset[str]:
        return frozenset(
            name
            for name, step in self.plan.steps.items()
            if name in self.reading.steps
            and name not in self.free
            and isinstance(step.rule, Task)
            and self._is_plain(step)
        )

    def _must(self, name: str, case: Case) -> bool:
        """Whether a task stands before every move from here, or before the end, and nothing comes before it here."""
        step, view = self.plan.steps[name], CaseView(case)
        rule = step.rule
        assert isinstance(rule, Task)  # noqa: S101  these alone are plain
        if (
            rule.unless is not None
            or step.item_kind
            or (rule.only is not None and rule.only.evaluate(view) is not True)
        ):
            return False
        moves = [s for s in self.plan.steps.values() if s.moves and s.in_states and case.state in s.in_states]
        moves = [s for s in moves if s.only is None or s.only.evaluate(view) is not False]
        if rule not in self.plan.mandatory and not all(rule in s.acts for s in moves):
            return False
        done = EventKey.done(name)
        for one, other in self.reading.pairs:
            if one == done and other.startswith("done:"):
                awaited = self.plan.steps.get(other.split(":")[1])
                here = awaited is not None and (awaited.in_states is None or case.state in awaited.in_states)
                if here and other.count(":") == 1 and not self._since(case, other):
                    return False
        return True

    def _since(self, case: Case, key: str) -> bool:
        """Whether something happened since the case last moved."""
        occurred = case.occurrences.get(key)
        return occurred is not None and occurred.last_seq > last_move(case)
