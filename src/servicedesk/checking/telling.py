"""What tells two cases apart: what a guard can still read of them, and nothing else."""

from __future__ import annotations

from functools import cached_property

from attrs import frozen

from servicedesk.checking.placing import kept_in
from servicedesk.checking.reading import Reader, Reading
from servicedesk.checking.ways import Move, Ways, What, brought_by, moves_of
from servicedesk.engine.case import Case
from servicedesk.engine.fulfilled import NOTHING, is_done, missing_of
from servicedesk.engine.parts import Limit
from servicedesk.engine.view import CaseView
from servicedesk.program.program import ProcedurePlan
from servicedesk.program.steps import LimitPlan
from servicedesk.rules.actions import Action, Task
from servicedesk.rules.base import Rule
from servicedesk.rules.conditions import AllOf, AnyOf, Condition, walk
from servicedesk.rules.events import Arisen, CaseEvent
from servicedesk.rules.guards import DocumentRequirement
from servicedesk.rules.keys import EventKey
from servicedesk.rules.totals import TotalCompare


@frozen
class Off:
    """On what a rule holds in a case no more, for good: one condition never to hold, another to hold once."""

    only: Condition | None
    unless: Condition | None

    def holds(self, view: CaseView) -> bool:
        """Whether it is off in a case."""
        if self.only is not None and self.only.evaluate(view) is False:
            return True
        return self.unless is not None and self.unless.evaluate(view) is True


@frozen(eq=False)
class Telling:
    """The cases of one procedure, told apart by what is read of them."""

    plan: ProcedurePlan
    reading: Reading

    def key(self, case: Case) -> tuple[object, ...]:
        """What of a case any guard can tell: two cases of one key can do the same, from here on."""
        barred = self._barred(CaseView(case))
        never = self._never(case, barred)
        live = self._live(case, never, barred)
        parts = self._parts(case)
        items = sorted((self._of_item(case, item, live, parts.get(item, ())) for item in case.items), key=repr)
        rest = (
            tuple(sorted(case.waived)),
            tuple(sorted(case.holders)) if self._is_held else (),
            tuple(sorted(name for name, holds in case.holds.items() if any(h.until is None for h in holds))),
        )
        return (case.state, self._seen(case, None, live, never), tuple(items), parts.get("", ()), rest)

    @cached_property
    def _is_held(self) -> bool:
        return any(isinstance(s.rule, Action) and s.rule.holder for s in self.plan.steps.values())

    @cached_property
    def _handed(self) -> frozenset[str]:
        """The articles of which some rule reads who has them."""
        every = (condition for rule in self.plan.procedure.expanded for _, condition in rule.conditions())
        events = [part for condition in every for part in walk(condition) if isinstance(part, CaseEvent)]
        return frozenset(part.name.partition(":")[0] for part in events if part.kind == "held")

    def _parts(self, case: Case) -> dict[str, tuple[object, ...]]:
        """By item, or by none, what runs, is owed, is held and is awaited."""
        found: dict[str, list[tuple[object, ...]]] = {}
        for limit in case.limits.values():
            if limit.name in self.reading.limits and (limit.is_open or not self._is_over(limit, case)):
                missed = bool(limit.missed_run) and limit.name in self.reading.missed
                told = (limit.name, limit.is_open, limit.state == "paused", missed, len(limit.extensions))
                found.setdefault(limit.item or "", []).append(("limit", *told))
        for each in case.consequences.values():
            if each.state == "open":
                found.setdefault(each.item, []).append(("arisen", each.rule))
        for article, role in case.custody.items():
            name, _, item = article.partition("@")
            if name in self._handed:
                found.setdefault(item, []).append(("held", name, role))
        children: dict[tuple[str, str], bool] = {}
        for child in case.followed.values():
            where = (child.item or "", child.name)
            children[where] = children.get(where, False) or child.ended_at is None
        for (item, name), is_open in children.items():
            found.setdefault(item, []).append(("child", name, is_open))
        return {item: tuple(sorted(told, key=repr)) for item, told in found.items()}

    def _is_over(self, limit: Limit, case: Case) -> bool:
        """Whether a limit that is closed is as good as none: nothing but its start happening again can open it."""
        if limit.name in self._done_with:
            return True
        if limit.name in self.reading.missed or limit.state not in ("met", "late"):
            return False
        view = CaseView(case, "", limit.item or None)
        return all(self._is_kept(each, view) for each in self._groups[limit.name])

    def _is_kept(self, limit: LimitPlan, view: CaseView) -> bool:
        """Whether what began a limit is answered under this rule of its name too."""
        plain = not (limit.recurs or limit.per_event or limit.reopening == "none" or isinstance(limit.since, Arisen))
        begun, kept = limit.since.last(view), limit.until.last(view)
        return plain and begun is not None and kept is not None and kept.last_seq > begun.last_seq

    @cached_property
    def _from_opening(self) -> dict[str, tuple[LimitPlan, ...]]:
        """The limits that are read and begin when a case is opened, or never."""
        names = {reader.limit for several in self.reading.alive.values() for reader in several}
        return {name: group for name, group in self._groups.items() if name in names - self.reading.missed}

    def _has_run(self, name: str, case: Case) -> bool:
        """Whether a limit that begins with the opening is over, or does not begin, for good."""
        limit = case.limits.get(name)
        if limit is not None and not limit.is_open and self._is_over(limit, case):
            return True
        view = CaseView(case)
        closed = limit is None or not limit.is_open
        return closed and all(off.holds(view) for off in self._offs[name])

    def _off(self, rule: Rule) -> Off:
        only, unless = getattr(rule, "only", None), getattr(rule, "unless", None)
        return Off(
            only if only is not None and self.reading.is_constant(only) else None,
            unless if unless is not None and self._stays(unless) else None,
        )

    @cached_property
    def _offs(self) -> dict[str, tuple[Off, ...]]:
        return {name: tuple(self._off(each.rule) for each in group) for name, group in self._from_opening.items()}

    @cached_property
    def _groups(self) -> dict[str, tuple[LimitPlan, ...]]:
        return {name: tuple(group) for name, group in self.plan.limits}

    @cached_property
    def _done_with(self) -> frozenset[str]:
        """The limits that begin when a case is opened or never: one that is closed is as good as none."""
        plans = ((name, group) for name, group in self.plan.limits if name not in self.reading.missed)
        return frozenset(name for name, group in plans if all(map(self._begins_once, group)))

    def _begins_once(self, limit: LimitPlan) -> bool:
        since = limit.since
        opened = type(since) is CaseEvent and EventKey.of(since.kind, since.name) == EventKey.done("open")
        held = (condition for place, condition in limit.rule.conditions() if place in ("only", "unless"))
        return opened and all(map(self.reading.is_constant, held))

    @cached_property
    def _once(self) -> dict[str, tuple[Off, frozenset[str]]]:
        """By event the tasks that are owed once, or never: on what never, and which other actions must be barred."""
        found: dict[str, tuple[Off, frozenset[str]]] = {}
        for key, readers in self.reading.alive.items():
            rules = self._tasks.get(key, []) if isinstance(key, str) else []
            others = [reader for reader in readers if reader.until != key and not reader.limit]
            if len(rules) == 1 and any(r.until == key for r in readers) and all(r.step for r in others):
                found[str(key)] = self._off(rules[0]), frozenset(reader.step for reader in others)
        return found

    def _stays(self, condition: Condition) -> bool:
        """Whether a condition that holds holds for good."""
        if isinstance(condition, AnyOf | AllOf) and not self.reading.is_constant(condition):
            return all(map(self._stays, condition.conditions))
        event = type(condition) is CaseEvent and condition.kind in ("done", "entered")
        return event or self.reading.is_constant(condition)

    @cached_property
    def _bars(self) -> dict[str, Off]:
        """By name the actions that their own conditions can bar for good."""
        found: dict[str, Off] = {}
        for name, step in self.plan.steps.items():
            rules = self._tasks.get(EventKey.done(name), [])
            if len(rules) == 1 and not step.variants and not step.item_kind:
                found[name] = self._off(rules[0])
        return {name: off for name, off in found.items() if off.only is not None or off.unless is not None}

    def _barred(self, view: CaseView) -> frozenset[str]:
        """The actions that nobody can ever do in this case any more, by their own conditions."""
        return frozenset(name for name, off in self._bars.items() if off.holds(view))

    @cached_property
    def _resting(self) -> dict[str, Task]:
        """The tasks that nobody needs to do again while they are done, and of which doing so changes nothing."""
        reading = self.reading
        others = {other for _, other in reading.pairs}
        readers = (reader for several in reading.alive.values() for reader in several if reader.rests)
        names = {reader.rests for reader in readers} - {key.split(":")[1] for key in reading.counts}
        facts = {name for atom in reading.atoms for part in walk(atom) for name in part.facts()}
        found: dict[str, Task] = {}
        for name in names:
            step, rules = self.plan.steps[name], self._tasks.get(EventKey.done(name), [])
            filed = {each.field.name for each in step.fields}
            again = EventKey.done(name) in others or reading.renews(step) or not filed.isdisjoint(facts)
            if not again and len(rules) == 1 and isinstance(rules[0], Task):
                found[name] = rules[0]
        return found

    @cached_property
    def _tasks(self) -> dict[object, list[Action]]:
        found: dict[object, list[Action]] = {}
        for rule in self.plan.procedure.of(Action):
            found.setdefault(EventKey.done(rule.name), []).append(rule)
        return found

    def _never(self, case: Case, barred: frozenset[str]) -> frozenset[str]:
        """The tasks, by event, that this case never owes."""
        view = CaseView(case)
        return frozenset(key for key, (off, steps) in self._once.items() if steps <= barred and off.holds(view))

    def _of_item(self, case: Case, item: str, live: Live, parts: tuple[object, ...]) -> tuple[object, ...]:
        known = case.items[item]
        return (known.kind, known.open, self._seen(case, item, live), parts)

    def _seen(
        self, case: Case, item: str | None, live: Live, never: frozenset[str] = frozenset()
    ) -> tuple[object, ...]:
        view = CaseView(case, "", item)
        kind = case.items[item].kind if item else ""
        asked = live.inside.get(kind, live.whole)
        there = {key: occurrence for key in asked.keys if (occurrence := view.occurrence(key)) is not None}
        last = tuple(
            (a := there.get(one)) is not None and ((b := there.get(other)) is None or a.last_seq > b.last_seq)
            for one, other in asked.pairs
        )
        holding = {pair for pair, holds in zip(asked.pairs, last, strict=True) if holds}
        under = self.reading.under
        last = tuple(
            holds and (not under[pair] or not holding.isdisjoint(under[pair]))
            for pair, holds in zip(asked.pairs, last, strict=True)
        )
        counted = tuple(
            min(o.times, most) if (o := view.occurrence(key)) is not None else 0 for key, most in asked.counts
        )
        atoms = tuple(atom.evaluate(view) for atom in asked.atoms)
        papers = tuple(
            tuple((lack.key, len(lack.fields)) for lack in missing_of(self.plan, rule, view, NOTHING))
            for rule in asked.documents
        )
        totals = tuple(view.total(name, of_item=bool(item)) for name in live.totals)
        told = tuple(key for key in asked.alone if key in there or key in never)
        return (told, last, counted, atoms, papers, totals, live.numbers.get(kind, live.number))

    def _live(self, case: Case, never: frozenset[str], barred: frozenset[str]) -> Live:
        """What can still be asked for from a state on, with so much done."""
        view = CaseView(case)
        over = frozenset(key for key in self._untils if key in case.occurrences or key in never)
        over |= frozenset(f"rests:{name}" for name, rule in self._resting.items() if is_done(rule, view))
        over |= {f"barred:{name}" for name in barred}
        over |= {f"limit:{name}" for name in self._from_opening if self._has_run(name, case)}
        found = self._lives.get((case.state, over))
        if found is None:
            ways = Ways(self._moves, case.state, over)
            found = self._lives[case.state, over] = Live.of(self.reading, ways, over, self.plan, self._numbers)
        return found

    @cached_property
    def _numbers(self) -> dict[Asked, int]:
        """Of all that can be asked for at once a number: what is told apart is told with what was asked for."""
        return {}

    @cached_property
    def _moves(self) -> tuple[Move, ...]:
        return moves_of(self.plan)

    @cached_property
    def _untils(self) -> frozenset[str]:
        """What ends that something is read, and nobody needs to do again."""
        reading, first = self.reading, {one for one, _ in self.reading.pairs}
        until = {r.until for readers in reading.alive.values() for r in readers if r.until} - first
        named = {key: self.plan.steps.get(EventKey.parse(key).name) for key in until}
        steps = {
            key: step for key, step in named.items() if step is not None
        }  # a clause taken out takes its step along
        opened = EventKey.done("open")
        return frozenset(key for key, step in steps.items() if key == opened or not reading.renews(step))

    @cached_property
    def _lives(self) -> dict[tuple[str, frozenset[str]], Live]:
        return {}

    @cached_property
    def onward(self) -> dict[str, frozenset[str]]:
        """By state, itself and those that a case can still come to."""
        every = (*self.plan.procedure.states, *self.plan.ends)
        return {state: Ways(self._moves, state, frozenset()).to(None) for state in every}


@frozen
class Asked:
    """What of all that is read can still be asked for from a state on, in one order."""

    keys: tuple[str, ...]
    alone: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    counts: tuple[tuple[str, int], ...]
    atoms: tuple[Condition, ...]
    documents: tuple[DocumentRequirement, ...]


@frozen
class Live:
    """What can still be asked for from a state on: of the case as a whole, and by kind inside of an item."""

    whole: Asked
    inside: dict[str, Asked]
    totals: tuple[str, ...]
    number: int
    numbers: dict[str, int]

    @classmethod
    def of(
        cls, reading: Reading, ways: Ways, over: frozenset[str], plan: ProcedurePlan, numbers: dict[Asked, int]
    ) -> Live:
        """That of a state from which a case can go these ways, where so much is over."""

        def asks(what: What, reader: Reader, kind: str | None) -> bool:
            """A task that may be owed anew is asked whether it is done all the same."""
            if not over.isdisjoint((f"barred:{reader.step}", f"limit:{reader.limit}")) or kind not in (
                None,
                reader.kind,
            ):
                return False
            if reader.until in over and what not in (reader.until, ("alone", reader.until)):
                return False
            places = reader.places
            if f"rests:{reader.rests}" in over:
                if reader.renewals and all(brought_by(what, event) for event in reader.renewals):
                    return False
                places = reader.anew
            return ways.lead(None if reader.kind else what, places, reader.makers)

        def asked(kind: str) -> Asked:
            def lives(what: What, *names: str) -> bool:
                """In an item what its own rules read; of the case all that is not of items alone."""
                of = kind if kind or all(map(_is_of_items, names)) else None
                known = reading.alive.get(what)
                return True if known is None else any(asks(what, reader, of) for reader in known)

            def _is_of_items(key: str) -> bool:
                name = key.split(":")[1] if key.startswith("done:") else ""
                return name in plan.steps and bool(plan.steps[name].item_kind)

            def anew(atom: Condition) -> bool:
                """Whether it is asked anew with whatever reads it: what was answered before is of no account."""
                return any(atom.questions()) and not any(atom.facts()) and atom not in by_time

            alone = {key for key in reading.keys if ("alone", key) in reading.alive and lives(("alone", key), key)}
            pairs = {pair for pair in reading.pairs if lives(pair, *pair)}
            return Asked(
                keys=tuple(sorted({*alone, *(key for pair in pairs for key in pair)})),
                alone=tuple(sorted(alone)),
                pairs=tuple(sorted(pairs)),
                counts=tuple(sorted((key, most) for key, most in reading.counts.items() if lives(("times", key), key))),
                atoms=tuple(atom for atom in reading.atoms if lives(atom, "") and not anew(atom)),
                documents=tuple(rule for rule in reading.documents if kept_in(plan, rule) == kind and lives(rule, "")),
            )

        limits = (condition for _, group in plan.limits for each in group for _, condition in each.rule.conditions())
        by_time = {part for condition in limits for part in walk(condition)}
        inside = {kind: asked(kind) for kind in plan.items}
        whole = asked("")
        of_kind = {kind: numbers.setdefault(each, len(numbers)) for kind, each in inside.items()}
        totals = tuple(sorted(_compared(plan)))
        return cls(whole, inside, totals, numbers.setdefault(whole, len(numbers)), of_kind)


def _compared(plan: ProcedurePlan) -> set[str]:
    """The sums that a condition reads; what is only taken from a deposit leads no case elsewhere."""
    conditions = (condition for rule in plan.procedure.expanded for _, condition in rule.conditions())
    return {part.name for each in conditions for part in walk(each) if isinstance(part, TotalCompare)}
