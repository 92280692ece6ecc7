"""A condition as an entry keeps it: no sentence and no value, but what its words are found again from.

What joins conditions is written out before what it joins, and everything else is a digest of what it means, under
which the rules of the procedure have it: ``("not", "all:2", "9f…", "ab…")``. So the part of a condition that stood
against a step, which no rule holds as such, reads the same in the history as it did in the refusal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from servicedesk.program.fingerprint import digest_of
from servicedesk.program.program import ProcedurePlan
from servicedesk.rules.conditions import AllOf, AnyOf, Condition, Not
from servicedesk.rules.exceptions import Excepted


def kept(condition: Condition) -> tuple[str, ...]:
    """What an entry keeps of a condition."""
    return tuple(_written(condition))


def _written(condition: Condition) -> Iterator[str]:
    if isinstance(condition, AllOf | AnyOf):
        yield f"{'all' if isinstance(condition, AllOf) else 'any'}:{len(condition.conditions)}"
        inside = condition.conditions
    elif isinstance(condition, Not):
        yield "not"
        inside = (condition.condition,)
    elif isinstance(condition, Excepted):
        yield "excepted" if condition.unless is None else "unless"
        inside = tuple(condition.parts())
    else:
        yield digest_of(condition)
        return
    for part in inside:
        yield from _written(part)


def found_again(plan: ProcedurePlan, words: tuple[str, ...]) -> Condition | None:
    """The condition of what was kept; ``None`` where the procedure has it no more, as under another edition."""
    try:
        return _read(iter(words), plan.by_digest)
    except (KeyError, StopIteration):
        return None


def _read(words: Iterator[str], known: Mapping[str, Condition]) -> Condition:
    word, _, number = next(words).partition(":")
    if word in ("all", "any"):
        several = tuple([_read(words, known) for _ in range(int(number))])
        return AllOf(several) if word == "all" else AnyOf(several)
    if word == "not":
        return Not(_read(words, known))
    if word in ("excepted", "unless"):
        condition = _read(words, known)
        return Excepted("", condition, _read(words, known) if word == "unless" else None)
    return known[word]
