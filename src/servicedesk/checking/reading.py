"""What the guards of a procedure read of a case: events, their order, facts, counts; nothing else tells cases apart.

A rule that only notifies, keeps or lists stands in nobody's way, and what it alone reads is left out: unless a guard
reads in turn what it brings about (a miss, a report, a named point, an entitlement).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import define, evolve, field, frozen

from servicedesk.checking.placing import fixed, kind_of, made_by, makers, places
from servicedesk.checking.ways import What
from servicedesk.engine.fulfilled import form_of, signatures
from servicedesk.program.program import ProcedurePlan
from servicedesk.program.steps import StepPlan
from servicedesk.rules.actions import Action, FollowUp, Outcome, Permission, Sanction, Task
from servicedesk.rules.base import Rule
from servicedesk.rules.circumstances import InForce
from servicedesk.rules.conditions import AllOf, AnyOf, CategoryIs, Condition, Not, walk
from servicedesk.rules.counts import NthTime
from servicedesk.rules.effects import ChildCase, Entitlement, EntitlementEnd, Fee, Milestone
from servicedesk.rules.events import After, CaseEvent, HeldBy, Joined, Stated
from servicedesk.rules.exceptions import Excepted
from servicedesk.rules.facts import Compare
from servicedesk.rules.guards import Authorization, DocumentRequirement, Prohibition, Requirement
from servicedesk.rules.keys import EventKey
from servicedesk.rules.limits import Deadline, Escalation, Pause, Window
from servicedesk.rules.standing_tasks import StandingTask


@frozen
class Reader:
    """A rule that reads: in which states it may still be asked (``None``: in any), until which event has come about.

    ``kind`` is the kind of the items inside of which it reads, empty where it reads the case as a whole. What only the
    entries of ``makers`` have read is read after they have filed; what ``step`` alone reads is read no more once its
    own conditions bar it for good, and what a ``limit`` reads that began with the opening once that is over. While
    ``rests`` is done it reads nothing until it is owed anew, by ``renewals``, in the states ``anew``.
    """

    places: frozenset[str] | None
    until: str = ""
    kind: str = ""
    makers: frozenset[str] = frozenset()
    step: str = ""
    limit: str = ""
    rests: str = ""
    anew: frozenset[str] = frozenset()
    renewals: frozenset[str] = frozenset()


@define
class Reading:
    """What is read by the rules that stand in the way of an action, of an end, or of one question more.

    ``keys`` are events, ``pairs`` those of which it is read which came last, ``atoms`` conditions on anything else,
    ``counts`` how often is counted at most, by event. ``against`` are the events that may also stand in the way.
    """

    keys: set[str] = field(factory=set[str])
    pairs: set[tuple[str, str]] = field(factory=set[tuple[str, str]])
    under: dict[tuple[str, str], frozenset[tuple[str, str]]] = field(
        factory=dict[tuple[str, str], "frozenset[tuple[str, str]]"]
    )
    atoms: dict[Condition, None] = field(factory=dict[Condition, None])
    counts: dict[str, int] = field(factory=dict[str, int])
    against: set[str] = field(factory=set[str])
    limits: set[str] = field(factory=set[str])
    missed: set[str] = field(factory=set[str])
    documents: list[DocumentRequirement] = field(factory=list[DocumentRequirement])
    steps: set[str] = field(factory=set[str])
    clauses: set[str] = field(factory=set[str])
    document_fields: set[str] = field(factory=set[str])
    conditions: dict[Condition, None] = field(factory=dict[Condition, None])
    signs: dict[Condition, set[int]] = field(factory=dict[Condition, set[int]])
    """By condition on anything but events whether it helps that it holds (1), hinders (-1), or both (0)."""
    fixed: frozenset[str] = frozenset()
    """The facts that are said when the case is opened, and never again."""
    alive: dict[What, list[Reader]] = field(factory=dict[What, "list[Reader]"])
    """Who reads it."""
    _reader: Reader = field(factory=lambda: Reader(None))

    @classmethod
    def of(cls, plan: ProcedurePlan, goals: Iterable[str] = (), more: Iterable[Condition] = ()) -> Reading:
        """What stands in the way of every move, of the ends, and of these actions; ``more`` are read beside it."""
        found = cls(fixed=fixed(plan))
        moving = (name for name, step in plan.steps.items() if any(each.moves for each in step.alternatives))
        found.steps = {
            *moving,
            *goals,
            *(step for rule in plan.items.values() for step in rule.opened_by + rule.closed_by),
        }
        for condition in more:
            found.take(condition, 0)
        for name in found.steps & plan.steps.keys():
            found._waits(plan, name)
        waiting, before = list(plan.procedure.expanded), tuple[int, ...]()
        while (now := found._size(waiting)) != before:
            before = now
            waiting = [rule for rule in waiting if not found.takes(rule, plan)]
        return found

    def _size(self, waiting: list[Rule]) -> tuple[int, ...]:
        known = (
            waiting,
            self.steps,
            self.keys,
            self.pairs,
            self.atoms,
            self.clauses,
            self.document_fields,
            self.missed,
        )
        return tuple(map(len, known))

    @property
    def timed(self) -> bool:
        """Whether time alone can change what a guard reads."""
        return (
            bool(self.missed)
            or any(key.startswith("recorded:") for key in self.keys)
            or any(isinstance(atom, InForce) for atom in self.atoms)
        )

    def takes(self, rule: Rule, plan: ProcedurePlan) -> bool:
        """Take what a rule reads, if it stands in anybody's way as far as is known; say whether it did."""
        gathered = str(rule.clause) in self.clauses
        asked = places(rule, plan, gathered)
        self._reader = Reader(None if asked is None else frozenset(asked), kind=kind_of(rule, plan))
        if isinstance(rule, Deadline):
            once = rule.since == CaseEvent("done", "open")
            made = made_by(rule, plan) if asked is not None else frozenset[str]()
            self._reader = evolve(self._reader, makers=made, limit=rule.name if once else "")
        if isinstance(rule, Action):
            return self._action(rule, plan, gathered)
        if isinstance(rule, Deadline | StandingTask):
            return self._limit(rule, plan, gathered)
        if isinstance(rule, Outcome) and rule.name in self.steps:
            self._conditions(rule, only=1)
        elif isinstance(rule, Requirement) and self._bears(rule.before_steps):
            self.clauses.update(rule.clauses)
            self._conditions(rule, condition=1, only=-1, unless=1)
        elif isinstance(rule, Prohibition) and self._bears(rule.steps):
            self._conditions(rule, condition=-1, only=-1, unless=1)
        elif isinstance(rule, Authorization) and any(
            self._bears([n]) and not _is_manned(n, plan) for n in rule.actions
        ):
            self._conditions(rule, only=0 if rule.instead else 1)
        elif isinstance(rule, Window) and self._bears(rule.steps):
            self._conditions(rule, around=0, only=-1)
        elif isinstance(rule, DocumentRequirement) and (self._bears(rule.before_steps) or gathered):
            self._conditions(rule, only=-1, unless=1, when=1)
            self.documents.append(rule)
            self._live(rule)
            form = form_of(rule).name
            self.keys.add(EventKey.filed(form))
            signers = [each for s in signatures(rule) for each in (s.role, s.substitute) if each is not None]
            named = (name for role in signers for name in plan.counting_as(role.name))
            for name in named:
                self._key(EventKey.signed(form, name), 1)
            self.document_fields.update(each.name for each in (rule.form.fields if rule.form is not None else ()))
        elif isinstance(rule, Fee) and (self._bears(rule.before_steps) or gathered):
            self._conditions(rule, only=-1, unless=1)
            self._key(EventKey.paid(rule.name), 1)
        elif isinstance(rule, ChildCase) and rule.awaited_before:
            self._conditions(rule, since=0, only=0)
        elif isinstance(rule, Pause) and (
            self._bears(rule.actions) or rule.entitlements or self.limits.intersection(rule.limits)
        ):
            self._conditions(rule, since=-1, resumed_by=1)
        elif isinstance(rule, Escalation) and EventKey.recorded(rule.name) in self.keys:
            self._conditions(rule, since=0, only=0, unless=0)
        elif isinstance(rule, Milestone) and EventKey.achieved(rule.name) in self.keys:
            self._conditions(rule, condition=0)
        elif isinstance(rule, Entitlement | EntitlementEnd) and self._in_force(rule.name):
            self._conditions(rule, since=0, only=0, condition=0)
        else:
            return False
        return True

    def _bears(self, steps: Iterable[str]) -> bool:
        return any(step == "end" or step in self.steps for step in steps)

    def _waits(self, plan: ProcedurePlan, name: str) -> None:
        for step in plan.steps[name].alternatives:
            for wait in step.waits:
                self.take(wait.since, 1)
                for condition, sign in ((wait.only, -1), (wait.unless, 1)):
                    if condition is not None:
                        self.take(condition, sign)

    def renews(self, step: StepPlan) -> bool:
        """Whether a step may have to be done again for what it files or signs: a paper that is asked for."""
        papers = {EventKey.filed(form.name) for form in step.forms}
        papers |= {EventKey.signed(s.form.name, s.role.name) for s in step.signatures if s.form is not None}
        return not papers.isdisjoint(self.keys) or any(each.field.name in self.document_fields for each in step.fields)

    def makes(self, rule: Action | StandingTask, plan: ProcedurePlan) -> bool:
        """Whether an action makes or says something that is read."""
        known = plan.steps.get(rule.name)
        if known is None:
            return False
        facts = {name for atom in self.atoms for part in walk(atom) for name in part.facts()}
        facts |= self.document_fields
        for step in known.alternatives:
            outcomes = (f.name for outcome in step.outcomes.values() for f in outcome.fields())
            if not facts.isdisjoint((*(each.field.name for each in step.fields), *outcomes)):
                return True
        events = {EventKey.done(rule.name), *(f"{EventKey.done(rule.name)}:{o}" for o in known.outcomes)}
        events |= {EventKey.filed(form.name) for form in known.forms}
        events |= {EventKey.signed(s.form.name, s.role.name) for s in known.signatures if s.form is not None}
        events |= {EventKey.paid(name) for name in getattr(rule, "pays", ())}
        events |= {EventKey.reported(name) for name in getattr(rule, "reports", ())}
        held = {atom.name for atom in self.atoms if isinstance(atom, HeldBy)}
        return not events.isdisjoint(self.keys | self.counts.keys()) or not held.isdisjoint(known.hands)

    def _action(self, rule: Action, plan: ProcedurePlan, gathered: bool) -> bool:
        task = isinstance(rule, Task) and (rule in plan.mandatory or self._bears(rule.before_steps))
        owed = task or (isinstance(rule, Sanction) and rule.mandatory) or gathered
        if not (owed or rule.name in self.steps or self.makes(rule, plan)):
            return False
        if rule.name not in self.steps:
            self.steps.add(rule.name)
            if rule.name in plan.steps:
                self._waits(plan, rule.name)
        once = isinstance(rule, Task) and owed and not rule.renewals and not rule.per_item and not rule.arises
        reader = self._reader
        if once:
            self._reader = evolve(reader, until=EventKey.done(rule.name))
        elif isinstance(rule, Task) and owed:
            self._reader = _resting(reader, rule, plan)
        elif not owed and rule.name in plan.steps and not plan.steps[rule.name].variants:
            self._reader = evolve(reader, step=rule.name)
        self._conditions(rule, only=0 if owed else 1, unless=0 if owed else -1)
        self._reader = reader
        if isinstance(rule, Permission) and rule.wait is not None:
            self._conditions(rule, since=1)
        if owed and rule.name != "open":
            self._reader = evolve(reader, until=EventKey.done(rule.name)) if once else reader
            anew = rule.renewals if isinstance(rule, Task) else ()
            self._key(EventKey.done(rule.name), 1, alone=not anew)
            self._reader = reader
            states: tuple[str, ...] = getattr(rule, "in_states", ())
            for event in anew:
                for key in _events(event):
                    self._pair(EventKey.done(rule.name), key, under=_orders(rule.only, key))
            for state in states:
                self._key(EventKey.entered(state), 1)
        if isinstance(rule, Task | Sanction) and rule.for_missed:
            self.missed.add(rule.for_missed)
        if isinstance(rule, FollowUp):
            self.limits.add(rule.name)
            self._conditions(rule, since=-1)
        return owed  # what is not may be yet, when more is known

    def _limit(self, rule: Deadline | StandingTask, plan: ProcedurePlan, gathered: bool) -> bool:
        blocks = isinstance(rule, Deadline) and (rule.mandatory or self._bears(rule.before_steps) or gathered)
        asked = EventKey.missed(rule.name) in self.keys or rule.name in self.missed
        done = isinstance(rule, StandingTask) and EventKey.done(rule.name) in self.keys
        makes = isinstance(rule, StandingTask) and (rule.name in self.steps or self.makes(rule, plan))
        if not (blocks or asked or done or makes):
            return False
        if done or makes:
            self.steps.add(rule.name)
        self.limits.add(rule.name)
        if asked:
            self.missed.add(rule.name)
        self._conditions(rule, since=-1, met_by=1, only=0, unless=0, on_event=0)
        return True

    def _in_force(self, name: str) -> bool:
        return any(isinstance(part, InForce) and part.entitlement in name.split() for part in self.atoms)

    def _conditions(self, rule: Rule, **signs: int) -> None:
        for place, condition in rule.conditions():
            if place in signs:
                self.take(condition, signs[place])

    def take(self, condition: Condition, sign: int, *, alone: bool = True) -> None:
        """Take what a condition reads: ``sign`` is 1 where it helps that it holds, -1 where it hinders, 0 for both.

        Of an event that is not read ``alone`` only its order is read.
        """
        self.conditions.setdefault(condition)
        if isinstance(condition, Not):
            self.take(condition.condition, -sign)
        elif isinstance(condition, AllOf | AnyOf):
            if self.is_constant(condition):
                self._atom(condition, sign)
                return
            for part in condition.parts():
                self.take(part, sign)
        elif isinstance(condition, Excepted):
            for part in condition.parts():
                self.take(part, 0)
        elif isinstance(condition, After):
            self.take(condition.event, sign, alone=False)
            self.take(
                condition.other, 1 if sign > 0 else 0, alone=False
            )  # doing it later than the first is what may hinder
            for one in _events(condition.event):
                for other in _events(condition.other):
                    self._pair(one, other)
        elif isinstance(condition, Joined):
            for part in condition.choices:
                self.take(part, sign)
        elif isinstance(condition, NthTime):
            done = EventKey.done(condition.name, condition.outcome)
            self._live(("times", done))
            self.counts[done] = max(condition.number, self.counts.get(done, 0))
            self._key(done, sign)
        elif isinstance(condition, HeldBy | Stated) or not isinstance(condition, CaseEvent):
            self._atom(condition, sign)
        else:
            self._key(EventKey.of(condition.kind, condition.name), sign, alone=alone)

    def is_constant(self, condition: Condition) -> bool:
        """Whether it is of facts alone that never change: what it comes to is all that is read of them."""
        simple = (part for part in walk(condition) if not isinstance(part, AllOf | AnyOf | Not))
        return all(map(self._is_fixed, simple))

    def _is_fixed(self, part: Condition) -> bool:
        if isinstance(part, CaseEvent):
            return part.kind in ("opened_by", "opened_from")
        return (
            isinstance(part, Compare | CategoryIs) and self.fixed.issuperset(part.facts()) and not any(part.questions())
        )

    def _atom(self, condition: Condition, sign: int) -> None:
        self.atoms.setdefault(condition)
        self.signs.setdefault(condition, set()).add(sign)
        self._live(condition)

    def _live(self, what: What) -> None:
        readers = self.alive.setdefault(what, [])
        if self._reader not in readers:
            readers.append(self._reader)

    def _key(self, key: str, sign: int, *, alone: bool = True) -> None:
        self.keys.add(key)
        self._live(key)
        if alone:
            self._live(("alone", key))
        if sign <= 0:
            self.against.add(key)

    def _pair(self, one: str, other: str, under: frozenset[tuple[str, str]] = frozenset()) -> None:
        """Take the order of two events; ``under`` are those of which one has to hold before it is read."""
        self.keys |= {one, other}
        self.under[one, other] = self.under.get((one, other), under) & under
        self.pairs.add((one, other))
        for each in (one, other, (one, other)):
            self._live(each)


def _resting(reader: Reader, rule: Task, plan: ProcedurePlan) -> Reader:
    """How a task reads that may be owed anew: not while it is done, until what makes it due comes about."""
    if rule.per_item or rule.arises or not all(type(event) is CaseEvent for event in rule.renewals):
        return reader
    made = [makers(event, plan) for event in rule.renewals]
    if not made or any(each is None for each in made):
        return reader
    anew = frozenset(state for each in made for state in each or ())
    renewals = frozenset(EventKey.of(event.kind, event.name) for event in rule.renewals)
    return evolve(reader, rests=rule.name, anew=anew, renewals=renewals)


def _orders(only: Condition | None, key: str) -> frozenset[tuple[str, str]]:
    """The orders that have to hold for a condition, in which this event comes after another: it makes them hold."""
    parts = only.conditions if isinstance(only, AllOf) else (only,)
    found = (part for part in parts if isinstance(part, After) and type(part.event) is type(part.other) is CaseEvent)
    keys = ((EventKey.of(p.event.kind, p.event.name), EventKey.of(p.other.kind, p.other.name)) for p in found)
    return frozenset(pair for pair in keys if pair[0] == key)


def _is_manned(name: str, plan: ProcedurePlan) -> bool:
    """Whether an action has somebody who may do it anyway; in a search who acts is in every role that ever may."""
    return name not in plan.steps or all(step.roles for step in plan.steps[name].alternatives)


def _events(event: CaseEvent) -> Iterator[str]:
    for part in walk(event):
        if isinstance(part, NthTime):
            yield EventKey.done(part.name, part.outcome)
        elif isinstance(part, CaseEvent) and not isinstance(part, Joined | Stated | HeldBy):
            yield EventKey.of(part.kind, part.name)
