"""What tells two cases apart: what a guard can still read of them, and nothing else."""

from __future__ import annotations

from functools import cached_property

from attrs import frozen

from servicedesk.checking.placing import kept_in
from servicedesk.checking.reading import Reader, Reading
from servicedesk.engine.case import Case
from servicedesk.engine.fulfilled import NOTHING, missing_of
from servicedesk.engine.view import CaseView
from servicedesk.program.program import ProcedurePlan
from servicedesk.program.steps import LimitPlan
from servicedesk.rules.actions import Action
from servicedesk.rules.conditions import Condition, walk
from servicedesk.rules.events import CaseEvent
from servicedesk.rules.guards import DocumentRequirement
from servicedesk.rules.keys import EventKey
from servicedesk.rules.totals import TotalCompare


@frozen(eq=False)
class Telling:
    """The cases of one procedure, told apart by what is read of them."""

    plan: ProcedurePlan
    reading: Reading

    def key(self, case: Case) -> tuple[object, ...]:
        """What of a case any guard can tell: two cases of one key can do the same, from here on."""
        never = self._never(case)
        live = self._live(case, never)
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
            if limit.name in self.reading.limits and (limit.is_open or limit.name not in self._done_with):
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
        for child in case.followed.values():
            if child.ended_at is None:
                found.setdefault(child.item or "", []).append(("child", child.name))
        return {item: tuple(sorted(told, key=repr)) for item, told in found.items()}

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
    def _once(self) -> dict[str, Action]:
        """By event the tasks that are owed once, or never: which of it is settled when the case is opened."""
        found: dict[str, Action] = {}
        for key, readers in self.reading.alive.items():
            rules = self._tasks.get(key, []) if isinstance(key, str) else []
            if len(rules) == 1 and all(reader.until == key for reader in readers):
                held = (rules[0].only, rules[0].unless)
                if all(each is None or self.reading.is_constant(each) for each in held):
                    found[str(key)] = rules[0]
        return found

    @cached_property
    def _tasks(self) -> dict[object, list[Action]]:
        found: dict[object, list[Action]] = {}
        for rule in self.plan.procedure.of(Action):
            found.setdefault(EventKey.done(rule.name), []).append(rule)
        return found

    def _never(self, case: Case) -> frozenset[str]:
        """The tasks, by event, that this case never owes."""
        view = CaseView(case)
        off = ((key, rule.only, rule.unless) for key, rule in self._once.items())
        return frozenset(
            key
            for key, only, unless in off
            if (only is not None and only.evaluate(view) is False)
            or (unless is not None and unless.evaluate(view) is True)
        )

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
            None if (a := there.get(one)) is None else (b := there.get(other)) is None or a.last_seq > b.last_seq
            for one, other in asked.pairs
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
        return (tuple(key for key in asked.keys if key in there or key in never), last, counted, atoms, papers, totals)

    def _live(self, case: Case, never: frozenset[str]) -> Live:
        """What can still be asked for from a state on, with so much done."""
        over = frozenset(key for key in self._untils if key in case.occurrences or key in never)
        found = self._lives.get((case.state, over))
        if found is None:
            onward = self.onward.get(case.state, frozenset())
            found = self._lives[case.state, over] = Live.of(self.reading, onward, over, self.plan)
        return found

    @cached_property
    def _untils(self) -> frozenset[str]:
        """What ends that something is read, and nobody needs to do again."""
        reading, first = self.reading, {one for one, _ in self.reading.pairs}
        until = {r.until for readers in reading.alive.values() for r in readers if r.until} - first
        steps = {key: self.plan.steps[EventKey.parse(key).name] for key in until}
        return frozenset(key for key, step in steps.items() if not reading.renews(step))

    @cached_property
    def _lives(self) -> dict[tuple[str, frozenset[str]], Live]:
        return {}

    @cached_property
    def onward(self) -> dict[str, frozenset[str]]:
        """By state, itself and those that a case can still come to."""
        moves: dict[str, set[str]] = {}
        for step in self.plan.steps.values():
            for each in step.alternatives:
                for (at, _), to in each.moves.items():
                    moves.setdefault(at, set()).add(to)
        found: dict[str, frozenset[str]] = {}
        for state in (*self.plan.procedure.states, *self.plan.ends):
            seen, waiting = {state}, [state]
            while waiting:
                for to in moves.get(waiting.pop(), ()):
                    if to not in seen:
                        seen.add(to)
                        waiting.append(to)
            found[state] = frozenset(seen)
        return found


@frozen
class Asked:
    """What of all that is read can still be asked for from a state on, in one order."""

    keys: tuple[str, ...]
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

    @classmethod
    def of(cls, reading: Reading, onward: frozenset[str], over: frozenset[str], plan: ProcedurePlan) -> Live:
        """That of a state from which a case can come into these, where these events have come about."""

        def asks(reader: Reader, kind: str | None) -> bool:
            here = reader.places is None or not reader.places.isdisjoint(onward)
            return here and reader.until not in over and kind in (None, reader.kind)

        def asked(kind: str) -> Asked:
            def lives(what: object, *names: str) -> bool:
                """In an item what its own rules read; of the case all that is not of items alone."""
                of = kind if kind or all(map(_is_of_items, names)) else None
                return any(asks(reader, of) for reader in reading.alive[what]) if what in reading.alive else True

            def _is_of_items(key: str) -> bool:
                name = key.split(":")[1] if key.startswith("done:") else ""
                return name in plan.steps and bool(plan.steps[name].item_kind)

            def anew(atom: Condition) -> bool:
                """Whether it is asked anew with whatever reads it: what was answered before is of no account."""
                return any(atom.questions()) and not any(atom.facts()) and atom not in by_time

            return Asked(
                keys=tuple(sorted(key for key in reading.keys if lives(key, key))),
                pairs=tuple(sorted(pair for pair in reading.pairs if lives(pair, *pair))),
                counts=tuple(sorted((key, most) for key, most in reading.counts.items() if lives(("times", key), key))),
                atoms=tuple(atom for atom in reading.atoms if lives(atom, "") and not anew(atom)),
                documents=tuple(rule for rule in reading.documents if kept_in(plan, rule) == kind and lives(rule, "")),
            )

        limits = (condition for _, group in plan.limits for each in group for _, condition in each.rule.conditions())
        by_time = {part for condition in limits for part in walk(condition)}
        inside = {kind: asked(kind) for kind in plan.items}
        return cls(whole=asked(""), inside=inside, totals=tuple(sorted(_compared(plan))))


def _compared(plan: ProcedurePlan) -> set[str]:
    """The sums that a condition reads; what is only taken from a deposit leads no case elsewhere."""
    conditions = (condition for rule in plan.procedure.expanded for _, condition in rule.conditions())
    return {part.name for each in conditions for part in walk(each) if isinstance(part, TotalCompare)}
