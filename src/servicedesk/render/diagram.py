"""A procedure as a diagram for Mermaid: states and steps, and beside them what runs, who is told, who may act.

A step that moves the case is an edge. Whatever else may be done, each limit and each level of escalation stands in a
note beside the state in which it may be done or begins to run; what is bound to no state stands beside the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen

from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.program.steps import StepPlan
from servicedesk.render.sheet import sheet_row
from servicedesk.rules.base import Rule
from servicedesk.rules.events import CaseEvent, Joined
from servicedesk.rules.levels import BeforeDue, Reached
from servicedesk.rules.limits import Escalation, NotBefore
from servicedesk.rules.standing_tasks import StandingTask
from servicedesk.texts.conditions import VERDICTS
from servicedesk.texts.diagram import ANY_TIME, OVER_SUBJECTS, edge_text, noted_text
from servicedesk.texts.term import Term, joined, listed

# Signs that Mermaid reads as its own, each with the full-width one that looks like it.
_ALIKE = str.maketrans({"\n": " "} | {sign: chr(ord(sign) + 0xFEE0) for sign in ':;#"<>'})


def mermaid(program: Program, plan: ProcedurePlan, lang: str = "zh") -> str:
    """A procedure for Mermaid: steps with clause and roles, limits with their span, levels with whom they tell.

    A procedure without cases has no state, and nothing is drawn.
    """
    return "\n".join(_Diagram(program, plan, lang).lines()) + "\n"


@frozen
class _Diagram:
    """A procedure in one language."""

    program: Program
    plan: ProcedurePlan
    lang: str

    @property
    def states(self) -> tuple[str, ...]:
        return states_of(self.plan)

    def lines(self) -> Iterator[str]:
        yield "stateDiagram-v2"
        if not self.states:
            return
        edges = list(self._edges())
        reached = {to for _, to, _ in edges} | {self.plan.first}
        notes = dict(self._notes())
        for state in self.states:
            if state in reached or state in notes:
                yield f"    {state} : {_plain(self._state(state))}"
        yield from (f"    {source or '[*]'} --> {to} : {_plain(words)}" for source, to, words in edges)
        yield from (f"    {state} --> [*]" for state in self.states if state in self.plan.ends and state in reached)
        for state, told in notes.items():
            yield from (f"    note right of {state}", *(f"        {_plain(line)}" for line in told), "    end note")

    # --- what is drawn

    def _edges(self) -> Iterator[tuple[str, str, str]]:
        for step in self._steps():
            clause, what = self._row(step.rule)["clause"], self._label(step.rule)
            for (source, outcome), to in step.moves.items():
                named = self._outcome(step, outcome)
                yield source, to, edge_text(self.lang, what=what, outcome=named, clause=clause, who=self._who(step))

    def _notes(self) -> Iterator[tuple[str, list[str]]]:
        """The notes by state; what holds in every state comes first, beside the first of them."""
        found = list(self._noted())
        anywhere = [line for line, places in found if not places]
        for state in self.states:
            own = [line for line, places in found if state in places]
            if state == self.plan.first and anywhere:
                own += [ANY_TIME.text(self.lang), *anywhere]
            if state == self.plan.first:
                own += self._over_subjects()
            if own:
                yield state, own

    def _over_subjects(self) -> list[str]:
        """Standing tasks that have a case of their own for each subject, under a heading."""
        own = [task for task in self.plan.procedure.of(StandingTask) if task.subjects is not None]
        return [OVER_SUBJECTS.text(self.lang), *(self._line(task, "within", "when") for task in own)] if own else []

    def _noted(self) -> Iterator[tuple[str, frozenset[str]]]:
        """Each line of a note, with the states beside which it stands; with none where it is bound to no state."""
        for step in self._steps():
            if not step.moves:
                words = ("within", "when") if self._row(step.rule)["within"] else ()
                yield self._line(step.rule, *words, who=self._who(step)), step.in_states or frozenset()
        for name, group in self.plan.limits:
            for limit in group:
                yield self._line(limit.rule, "within", "when"), self._of_limit(name, limit.clause)
        for wait in self.plan.procedure.of(NotBefore):
            yield self._line(wait, "within", "when"), self._after(wait.since)
        for level in self.plan.escalations:
            yield self._line(level, "within", "when", "does"), self._of_level(level)

    def _line(self, rule: Rule, *columns: str, who: str = "") -> str:
        """A rule as its note has it, with so much of the sheet's row."""
        row = self._row(rule)
        return noted_text(
            self.lang,
            kind=row["kind"],
            clause=row["clause"],
            what=self._label(rule),
            who=who or row["who"],
            words=joined([row[column] for column in columns if row[column]], self.lang),
        )

    def _row(self, rule: Rule) -> dict[str, str]:
        return sheet_row(self.program, self.plan, rule, self.lang)

    def _label(self, rule: Rule) -> str:
        return self.plan.label_term(rule).text(self.lang)

    # --- where it stands

    def _of_limit(self, name: str, clause: str = "") -> frozenset[str]:
        """The states in which a limit begins to run; where its start tells none, those in which it may be kept."""
        group = dict(self.plan.limits).get(name, ())
        found = (
            self._after(limit.since) or self._within(limit.until) for limit in group if clause in ("", limit.clause)
        )
        return frozenset[str]().union(*found)

    def _of_level(self, level: Escalation) -> frozenset[str]:
        since = level.since
        return self._of_limit(since.limit) if isinstance(since, Reached | BeforeDue) else self._after(since)

    def _after(self, event: CaseEvent | None) -> frozenset[str]:
        """The states in which a case is once something has happened; none where that may be any."""
        if isinstance(event, Joined):
            return frozenset[str]().union(*map(self._after, event.choices))
        if event is None or event.kind not in ("entered", "done", "missed", "recorded"):
            return frozenset()
        if event.kind == "entered":
            return frozenset({event.name})
        if event.kind == "missed":
            return self._of_limit(event.name)
        if event.kind == "recorded":
            levels = (level for level in self.plan.escalations if level.name == event.name)
            return frozenset[str]().union(*(self._of_level(level) for level in levels if level.since is not event))
        return frozenset[str]().union(
            *(frozenset(step.moves.values()) or step.in_states or () for step in self._named(event.name))
        )

    def _within(self, event: CaseEvent) -> frozenset[str]:
        """The states in which a case is until something happens."""
        if isinstance(event, Joined):
            return frozenset[str]().union(*map(self._within, event.choices))
        if event.kind == "entered":
            moves = (move for step in self._steps() for move in step.moves.items())
            return frozenset(source for (source, _), to in moves if to == event.name and source)
        steps = self._named(event.name) if event.kind == "done" else ()
        return frozenset[str]().union(
            *(frozenset(source for source, _ in step.moves if source) or step.in_states or () for step in steps)
        )

    # --- what it is called

    def _steps(self) -> Iterator[StepPlan]:
        return (each for named in self.plan.steps.values() for each in named.alternatives)

    def _named(self, name: str) -> Iterable[StepPlan]:
        return self.plan.steps[name].alternatives if name in self.plan.steps else ()

    def _state(self, state: str) -> str:
        return Term(self.plan.state_term(state).zh, state.replace("_", " ")).text(self.lang)

    def _who(self, step: StepPlan) -> str:
        return listed((self.program.role_term(role).text(self.lang) for role in roles_of(step)), self.lang)

    def _outcome(self, step: StepPlan, outcome: str) -> str:
        if not outcome:
            return ""
        rule = step.outcomes.get(outcome)
        return (VERDICTS[outcome] if rule is None else self.plan.label_term(rule)).text(self.lang)


def states_of(plan: ProcedurePlan) -> tuple[str, ...]:
    """Every state of a procedure in reading order, its ends last; none where it has no cases."""
    return (*plan.procedure.states, *plan.procedure.all_ends) if plan.procedure.has_cases else ()


def roles_of(step: StepPlan) -> list[str]:
    """The roles that may do a step, those that it is opened to among them."""
    return sorted({*step.roles, *(post.role.name for post in step.authorizations if post.role)})


def _plain(words: str) -> str:
    """With signs that look alike in place of those that Mermaid reads as its own."""
    return words.translate(_ALIKE)
