"""Where a case can go from a state, and what of it is said or made anew on every way to where it is read.

A fact that every way to its next reader files anew is forgotten, and so is the order of two events where every way
brings one of them again: a further round then goes on from few cases, whatever the rounds before it said.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import field, frozen

from servicedesk.program.program import ProcedurePlan
from servicedesk.rules.base import Rule
from servicedesk.rules.conditions import CategoryIs, Condition
from servicedesk.rules.facts import Compare
from servicedesk.rules.keys import EventKey

What = Condition | Rule | str | tuple[str, str]
"""What is read: a condition, a document, an event by its key, of two which came last; ``("alone", key)``: it came."""


@frozen
class Move:
    """One move of a step, with the facts that it always files, and the events that it always brings."""

    step: str
    at: str
    to: str
    files: frozenset[str]
    brings: frozenset[str]


def moves_of(plan: ProcedurePlan) -> tuple[Move, ...]:
    """Every move of a procedure."""
    found: list[Move] = []
    for name, named in plan.steps.items():
        for step in named.alternatives:
            in_case = not step.item_kind
            files = {each.field.name for each in step.fields if each.field.required and in_case}
            for (at, _), to in step.moves.items():
                brings = {EventKey.done(name)} if in_case else set[str]()
                brings |= {EventKey.entered(to)} if at != to else set[str]()
                found.append(Move(name, at, to, frozenset(files), frozenset(brings)))
    return tuple(found)


@frozen(eq=False)
class Ways:
    """The ways from one state, by every move of a step that is not barred for good."""

    moves: tuple[Move, ...]
    state: str
    over: frozenset[str]
    _known: dict[What | None, frozenset[str]] = field(factory=dict[What | None, "frozenset[str]"], init=False)

    def to(self, what: What | None) -> frozenset[str]:
        """The state and those that a case can come to with this as it is: a condition, a key, or a pair of them."""
        if what not in self._known:
            seen, waiting = {self.state}, [self.state]
            while waiting:
                at = waiting.pop()
                for move in self._open(at):
                    if move.to not in seen and not _renews(move, what):
                        seen.add(move.to)
                        waiting.append(move.to)
            self._known[what] = frozenset(seen)
        return self._known[what]

    def _open(self, at: str) -> Iterator[Move]:
        return (move for move in self.moves if move.at == at and f"barred:{move.step}" not in self.over)

    def lead(self, what: What | None, places: frozenset[str] | None, makers: frozenset[str]) -> bool:
        """Whether one leads to where it is read as it is; what ``makers`` have read is read after what they file."""
        if places is None:
            return True
        here = places & self.to(what)
        if not makers or not makers <= {move.step for move in self.moves}:
            return bool(here)
        return any(not _renews(move, what) for at in here for move in self._open(at) if move.step in makers)


def _renews(move: Move, what: What | None) -> bool:
    """Whether a move says or makes this anew, so that nobody can tell what it was."""
    if isinstance(what, Compare | CategoryIs):
        return not any(what.questions()) and move.files.issuperset(what.facts())
    return not move.brings.isdisjoint(_keys(what)) and sum(key in move.brings for key in _keys(what)) == 1


def brought_by(what: What, event: str) -> bool:
    """Whether an event alone makes this what it then is: a key, or which of two came last."""
    return event in _keys(what)


def _keys(what: What | None) -> tuple[str, ...]:
    """The keys of events of which something is read; none where it is more than that or which came last."""
    if isinstance(what, str):
        return (what,)
    if isinstance(what, tuple) and what[0] != "times":
        first, second = what
        return (second,) if first == "alone" else (first, second)
    return ()
