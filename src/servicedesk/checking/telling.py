"""What tells two cases apart: what a guard can still read of them, and nothing else."""

from __future__ import annotations

from functools import cached_property

from attrs import frozen

from servicedesk.checking.reading import Reader, Reading
from servicedesk.engine.case import Case
from servicedesk.engine.fulfilled import NOTHING, missing_of, views
from servicedesk.engine.view import CaseView
from servicedesk.program.program import ProcedurePlan
from servicedesk.rules.actions import Action
from servicedesk.rules.conditions import Condition
from servicedesk.rules.guards import DocumentRequirement
from servicedesk.rules.keys import EventKey


@frozen(eq=False)
class Telling:
    """The cases of one procedure, told apart by what is read of them."""

    plan: ProcedurePlan
    reading: Reading

    def key(self, case: Case) -> tuple[object, ...]:
        """What of a case any guard can tell: two cases of one key can do the same, from here on."""
        items = sorted((self._of_item(case, item) for item in case.items), key=repr)
        limits = tuple(
            sorted(
                (
                    limit.key,
                    limit.is_open,
                    limit.state == "paused",
                    bool(limit.missed_run) and limit.name in self.reading.missed,
                    len(limit.extensions),
                )
                for limit in case.limits.values()
                if limit.name in self.reading.limits
            )
        )
        rest = (
            tuple(sorted((c.rule, c.item, c.state) for c in case.consequences.values() if c.state == "open")),
            tuple(sorted(case.custody.items())),
            tuple(sorted((c.name, c.item, c.ended_at is None) for c in case.followed.values() if c.ended_at is None)),
            tuple(sorted(case.waived)),
            tuple(sorted(case.holders))
            if any(isinstance(s.rule, Action) and s.rule.holder for s in self.plan.steps.values())
            else (),
            tuple(sorted(name for name, holds in case.holds.items() if any(h.until is None for h in holds))),
        )
        return (case.state, self._seen(case, None), tuple(items), limits, rest)

    def _of_item(self, case: Case, item: str) -> tuple[object, ...]:
        known = case.items[item]
        return (known.kind, known.open, self._seen(case, item))

    def _seen(self, case: Case, item: str | None) -> tuple[object, ...]:
        view, live = CaseView(case, "", item), self._live(case)
        there = {key: occurrence for key in live.keys if (occurrence := view.occurrence(key)) is not None}
        last = tuple(
            None if (a := there.get(one)) is None else (b := there.get(other)) is None or a.last_seq > b.last_seq
            for one, other in live.pairs
        )
        counted = tuple(
            min(o.times, most) if (o := view.occurrence(key)) is not None else 0 for key, most in live.counts
        )
        atoms = tuple(atom.evaluate(view) for atom in live.atoms)
        papers = tuple(
            tuple(
                sorted(
                    (lack.key, len(lack.fields))
                    for inside in views(self.plan, rule, view)
                    for lack in missing_of(self.plan, rule, inside, NOTHING)
                )
            )
            for rule in live.documents
        )
        totals = tuple(view.total(name, of_item=bool(item)) for name in live.totals)
        return (tuple(there), last, counted, atoms, papers, totals)

    def _live(self, case: Case) -> Live:
        """What can still be asked for from a state on, with so much done."""
        over = frozenset(key for key in self._untils if key in case.occurrences)
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
class Live:
    """What of all that is read can still be asked for from a state on, in one order."""

    keys: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    counts: tuple[tuple[str, int], ...]
    atoms: tuple[Condition, ...]
    documents: tuple[DocumentRequirement, ...]
    totals: tuple[str, ...]

    @classmethod
    def of(cls, reading: Reading, onward: frozenset[str], over: frozenset[str], plan: ProcedurePlan) -> Live:
        """That of a state from which a case can come into these, where these events have come about."""

        def asks(reader: Reader) -> bool:
            here = reader.places is None or not reader.places.isdisjoint(onward)
            return here and reader.until not in over

        def lives(what: object) -> bool:
            return any(map(asks, reading.alive[what])) if what in reading.alive else True

        return cls(
            keys=tuple(sorted(filter(lives, reading.keys))),
            pairs=tuple(sorted(filter(lives, reading.pairs))),
            counts=tuple(sorted((key, most) for key, most in reading.counts.items() if lives(("times", key)))),
            atoms=tuple(filter(lives, reading.atoms)),
            documents=tuple(filter(lives, reading.documents)),
            totals=tuple(sorted(plan.summed)),
        )
