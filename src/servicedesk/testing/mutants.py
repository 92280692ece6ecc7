"""What can be changed in a rule: every rule of a procedure left out in turn, and what it says altered bit by bit.

A change touches only what the declaration says: a rule is left out; a span, role, state, condition, happening, blank,
signature, number of a list is dropped or put in another's place; a citation or a reading is lost.
:mod:`servicedesk.testing.mutation` runs the tests of a manual on each.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import NOTHING, evolve, fields, frozen

from servicedesk.declare import days, done, minutes
from servicedesk.rules.actions import Classification
from servicedesk.rules.base import Rule
from servicedesk.rules.circumstances import InSeason
from servicedesk.rules.citation import LocalRule
from servicedesk.rules.conditions import AllOf, AnyOf, CategoryIs, CategoryValue, Condition, not_
from servicedesk.rules.counts import NthTime
from servicedesk.rules.events import After, CaseEvent, FirstOf
from servicedesk.rules.parts import Field, Form, FormPart, NamedCalendar, Role, Signature
from servicedesk.rules.procedure import Procedure
from servicedesk.rules.several import as_tuple
from servicedesk.rules.standing_tasks import Subjects
from servicedesk.rules.totals import TotalCompare
from servicedesk.rules.values import ByPolicy, Quantity
from servicedesk.spans import Span

__all__ = ["Mutant", "mutants"]

# Words about a rule, not the rule; a rule's name is what the tests call it by.
WORDS = {"zh", "en", "reading_zh", "name", "reason", "reason_zh", "heading"}
STATES = {"from_states", "in_states", "to_state", "bad_to_state"}
OPENED = done("open")
NOBODY = Role("nobody", "无此岗位")  # where every role of the manual stands in one rule


@frozen
class Mutant:
    """One change: of which rule, what it does, and the rule after it, ``None`` where it is left out."""

    place: int
    what: str
    rule: Rule | None


def mutants(procedure: Procedure, roles: tuple[Role, ...]) -> Iterator[Mutant]:
    """Every change of every rule; ``roles`` are the posts of the manual."""
    for place, rule in enumerate(procedure.rules):
        stranger = next((role for role in reversed(roles) if role not in _roles(rule)), NOBODY)
        if not _says_it_again(rule, place, procedure):
            yield Mutant(place, "left out", None)
        for attribute in fields(type(rule)):
            if attribute.name in WORDS or not attribute.init:
                continue
            value = getattr(rule, attribute.name)
            if value == _default(attribute):
                continue
            for what, new in _changes(attribute.name, value, procedure, stranger):
                yield Mutant(place, f"{attribute.name} {what}", _evolved(rule, attribute.name, new))


def _says_it_again(rule: Rule, place: int, procedure: Procedure) -> bool:
    """A classification whose row another rule claims too: an action states it, so that no answer turns on the rule."""
    if not isinstance(rule, Classification) or rule.also:
        return False
    others = [each for number, each in enumerate(procedure.rules) if number != place]
    rows = {str(each.clause) for each in others}.union(*(each.also for each in others))
    return isinstance(rule.clause, LocalRule) or str(rule.clause) in rows


def _roles(rule: Rule) -> list[Any]:
    items = [item for attribute in fields(type(rule)) for item in as_tuple(getattr(rule, attribute.name))]
    return [item.role if isinstance(item, Signature) else item for item in items]


def _default(attribute: Any) -> Any:
    factory = getattr(attribute.default, "factory", None)
    value = factory() if factory else attribute.default
    convert = attribute.converter
    return None if value is NOTHING else convert(value) if convert else value


def _evolved(rule: Rule, name: str, value: Any) -> Rule:
    made: Rule = evolve(rule, **{name: value})
    return made


def _changes(name: str, value: Any, procedure: Procedure, stranger: Role) -> Iterator[tuple[str, Any]]:
    whole = value  # of whatever kind the looks below find
    if name == "clause":
        yield "another row", "2" if str(value) != "2" else "5"
    elif name in STATES and not isinstance(value, Role):
        yield from _states(name, value, procedure)
    elif isinstance(value, tuple):
        yield from _parts(whole, stranger)
    elif isinstance(value, bool):
        yield "flipped", not value
    elif isinstance(value, str):
        yield "lost", ""
        if name == "copy":
            yield "another copy", "duplicate"
    elif isinstance(value, dict):
        for key in whole:
            yield f"without {key}", {k: v for k, v in whole.items() if k != key}
    else:
        if not isinstance(value, Role):
            yield "none", None
        yield from _item(value, stranger)


def _parts(several: tuple[Any, ...], stranger: Role) -> Iterator[tuple[str, Any]]:
    yield "none", ()
    for index, item in enumerate(several):
        rest = (*several[:index], *several[index + 1 :])
        if rest:
            yield f"without {_word(item)}", rest
        for what, new in _item(item, stranger):
            yield what, (*several[:index], new, *several[index + 1 :])


def _states(name: str, value: Any, procedure: Procedure) -> Iterator[tuple[str, Any]]:
    everywhere = (*procedure.states, *procedure.ends)
    if isinstance(value, str):
        yield from ((f"to {other}", other) for other in everywhere if other != value)
        return
    for index, state in enumerate(value):
        rest = (*value[:index], *value[index + 1 :])
        if rest:
            yield f"without {state}", rest
    if name == "in_states":
        yield "any state", ()
    yield from ((f"with {s} too", (*value, s)) for s in procedure.states if s not in value)


def _word(item: Any) -> str:
    return str(getattr(item, "name", "") or item)[:40]


def _item(item: Any, stranger: Role) -> Iterator[tuple[str, Any]]:
    """The same thing, altered."""
    if isinstance(item, Role):
        yield f"{item.name} to a stranger", stranger
    elif isinstance(item, Signature):
        yield "of a stranger", evolve(item, role=stranger)
    elif isinstance(item, Span):
        yield from _longer(item)
    elif isinstance(item, ByPolicy):
        yield "a number that nobody gave", days(1)
    elif isinstance(item, CaseEvent):
        yield "another happening", OPENED if item != OPENED else done("register")
        if isinstance(item, NthTime):
            yield "once more", evolve(item, number=item.number + 1)
            if item.outcome:
                yield "whatever the outcome", evolve(item, outcome="")
        if isinstance(item, FirstOf):
            for choice in item.choices:
                yield (f"without {choice.name}", evolve(item, choices=tuple(c for c in item.choices if c != choice)))
    elif isinstance(item, InSeason):
        yield "another season", InSeason("another", "另一季节")
    elif isinstance(item, Condition):
        yield "negated", not_(item)
        yield from _weaker(item)
    elif isinstance(item, FormPart):
        for name in item.names:
            if len(item.names) > 1:
                yield f"without {name}", evolve(item, names=tuple(n for n in item.names if n != name))
    elif isinstance(item, Field):
        if item.if_empty is not None:
            yield f"{item.name} blank means the other", evolve(item, if_empty=not item.if_empty)
        yield f"{item.name} required or not", evolve(item, required=not item.required, if_empty=None)
    elif isinstance(item, CategoryValue):
        yield "another value", evolve(item, name="another")
    elif isinstance(item, NamedCalendar):
        yield "another calendar", NamedCalendar("another", "另一作息")
    elif isinstance(item, Subjects):
        yield "over others", Subjects("others")
    elif isinstance(item, Form):
        yield "another form", Form("another", "另一表单")


def _longer(span: Span) -> Iterator[tuple[str, Span]]:
    for name in ("count", "amount"):
        if any(attribute.name == name and attribute.init for attribute in fields(type(span))):
            yield "longer by one", evolve(span, **{name: getattr(span, name) + 1})
            return
    yield "a day longer", days(1)
    yield "a minute", minutes(1)


def _weaker(condition: Condition) -> Iterator[tuple[str, Condition]]:
    if isinstance(condition, AllOf | AnyOf):
        for index, part in enumerate(condition.conditions):
            rest = tuple(c for i, c in enumerate(condition.conditions) if i != index)
            yield f"without {part.text('en')}", evolve(condition, conditions=rest)
            for what, new in _weaker(part):
                changed = (*condition.conditions[:index], new, *condition.conditions[index + 1 :])
                yield what, evolve(condition, conditions=changed)
    elif isinstance(condition, CategoryIs) and len(condition.names) > 1:
        for name in condition.names:
            yield f"without {name}", evolve(condition, names=tuple(n for n in condition.names if n != name))
    elif isinstance(condition, TotalCompare):
        yield "another field", evolve(condition, name="another")
        yield "the item's or the case's", evolve(condition, of_item=not condition.of_item)
        if isinstance(condition.bound, Quantity):
            yield (
                "a bound of one more",
                evolve(condition, bound=evolve(condition.bound, value=condition.bound.value + 1)),
            )
    elif isinstance(condition, After):
        yield "whenever it happened", condition.event
