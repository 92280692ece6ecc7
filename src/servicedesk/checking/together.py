"""Exceptions to one rule that hold in one case at once and make different things of it.

The build refuses two such exceptions unless their conditions exclude each other or one of them names the other. One
that *lifts* the other leaves one of the two. One that *changes* the other leaves both standing where both hold: what
they then make of the rule together is not what the one alone makes of it, and only a case shows whether both hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import permutations

from servicedesk.checking.finding import Finding, found
from servicedesk.checking.reading import Reading
from servicedesk.checking.search import Node, Search, explore, shortened
from servicedesk.checking.world import Came, World
from servicedesk.engine.case import Case
from servicedesk.engine.view import CaseView
from servicedesk.program.program import ProcedurePlan
from servicedesk.rules.base import Rule
from servicedesk.rules.conditions import Condition
from servicedesk.rules.exceptions import LIFTABLE, Except, changed, names_rule

LIFTED = "lifted"
"""What an exception makes of a rule that it lifts."""


def exceptions_of(plan: ProcedurePlan) -> list[Except]:
    """The exceptions of a procedure, and those that others make to its rules."""
    return [rule for rule in (*plan.procedure.rules, *plan.procedure.exceptions) if isinstance(rule, Except)]


def at_odds(plan: ProcedurePlan) -> Iterator[tuple[Except, Except, Rule]]:
    """The exceptions of which one changes another, and what both make of a rule is not what it makes alone."""
    rules = [rule for rule in plan.procedure.rules if not isinstance(rule, Except)]
    for one, other in permutations(exceptions_of(plan), 2):
        if not _named(one.changes, other) or _named(one.lifts, other):
            continue
        differing = (rule for rule in rules if _differ(_made(one, rule), _made(other, rule)))
        if (rule := next(differing, None)) is not None:
            yield one, other, rule


def _named(names: Sequence[object], rule: Rule) -> bool:
    return any(isinstance(name, str) and names_rule(name, rule) for name in names)


def _made(exception: Except, rule: Rule) -> Mapping[str, object] | str | None:
    """What it puts in the place of fields of a rule, that it lifts it, or ``None``."""
    if isinstance(rule, LIFTABLE) and _named(exception.lifts, rule):
        return LIFTED
    return (changed(exception, rule) or None) if _named(exception.changes, rule) else None


def _differ(one: Mapping[str, object] | str | None, other: Mapping[str, object] | str | None) -> bool:
    """Whether the one, and the other as changed by it, come to different things."""
    if one is None or other is None:
        return False
    if isinstance(one, str) or isinstance(other, str):
        return one != other
    return {**other, **one} != one


def together(
    search: Search, most: int, cut: Callable[[Search, Except], Finding], steps: Callable[[Condition], Iterator[str]]
) -> Iterator[Finding]:
    """The first case in which such two hold at once; ``cut`` says what was not searched to its end."""
    plan, program = search.world.plan, search.world.program
    every = exceptions_of(plan)
    for one, other, rule in at_odds(plan):
        reads = [each.only for each in every if each.only is not None]
        more = [name for part in reads for name in steps(part)]
        world = World(program, plan, Reading.of(plan, more, reads))

        def both(case: Case, pair: tuple[Except, Except] = (one, other)) -> bool:
            views = (CaseView(case, "", item) for item in (None, *case.items))
            return case.open and any(all(_holds(each, view, every) for each in pair) for view in views)

        def came_to(came: Came, both: Callable[[Case], bool] = both) -> bool:
            return both(came.case)

        def stays(node: Node, both: Callable[[Case], bool] = both) -> bool:
            return both(node.case)

        own = explore(world, wanted=came_to, most=most)
        if own.found is not None:
            path = own.found.path() if own.exact else shortened(world, own.found, stays)
            terms = {"what": plan.label_term(one), "other": plan.label_term(other), "rule": plan.label_term(rule)}
            yield found("exceptions_together", plan, other, terms, path)
        elif own.cut:
            yield cut(own, other)


def _holds(exception: Except, view: CaseView, every: Sequence[Except], seen: tuple[Except, ...] = ()) -> bool:
    """Whether an exception holds, and none that lifts it."""
    if exception.only is not None and exception.only.evaluate(view) is not True:
        return False
    above = (each for each in every if each is not exception and each not in seen and _named(each.lifts, exception))
    return not any(_holds(each, view, every, (*seen, exception)) for each in above)
