"""What every rule has: its clause first, then its name; and what any rule can be asked about what it holds.

The answers are found by the type of what stands in the fields of a kind, and by the word of a field that names
something: ``before_steps`` names steps in every rule. A kind whose fields say more answers for itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from operator import attrgetter
from typing import Any, ClassVar, Final, cast

from attrs import field, fields, frozen

from servicedesk.rules.calling import Called, Wrong
from servicedesk.rules.citation import Citation, LocalRule, cite
from servicedesk.rules.conditions import Categories, Condition
from servicedesk.rules.numbers import Number, in_condition, in_quantity, in_span
from servicedesk.rules.parts import Field, Form, FormPart, Role, Signature
from servicedesk.rules.several import names
from servicedesk.said import Said

# What a field names, by its word: the same word stands for the same thing in every kind of rule.
NAMES: Final = {
    "actions": "step",
    "after_step": "step",
    "awaited_before": "step",
    "bad_to_state": "state",
    "entitlements": "entitlement",
    "before_steps": "step",
    "closed_by": "step",
    "for_missed": "limit",
    "from_states": "state",
    "in_states": "state",
    "limit": "limit",
    "limits": "limit",
    "on_step": "step",
    "opened_by": "step",
    "others": "step",
    "pays": "fee",
    "per_item": "item",
    "step": "step",
    "steps": "step",
    "to_state": "state",
}

# Where a field holds the roles that a rule is for: who does it, answers for it, keeps it, is notified.
_PEOPLE: Final = frozenset(
    {"performers", "owner", "reporters", "role", "keepers", "filled_by", "notifies", "to_role", "payer"}
)


@frozen
class Heading:
    """Under which heading of a manual a rule stands, with what holds for all that stand there."""

    text: str
    only: Condition | None = None
    clause: str = ""


@frozen
class Rule(metaclass=Called):
    """One clause of the manual as an object.

    ``also`` names further rows that the rule satisfies, ``reading`` says how a text that leaves something open is
    read (the row carries a reading too, both or none), ``reading_zh`` says it in Chinese. ``zh`` and ``en`` are the
    label; where they are empty the label is the clause's key term and summary in the catalogue. ``heading`` is the
    heading of the ``Part`` that it stands in.

    A kind whose forms are filled in when it is done says so with ``fills``; one that keeps within what its
    conditions say to be beyond (a prohibition) says so with ``turned``.

    The fingerprint of an edition knows a kind by its ``kind`` and its fields by ``keys``: they stay when a class or a
    field is renamed. Fields that only say something about a rule are ``words``, and change no answer.
    """

    kind: ClassVar[str] = "rule"
    fills: ClassVar[bool] = False
    turned: ClassVar[bool] = False
    keys: ClassVar[Mapping[str, str]] = {"clause": "clause", "name": "name", "also": "also"}
    words: ClassVar[frozenset[str]] = frozenset({"zh", "en", "reading", "reading_zh", "heading"})

    clause: Citation | LocalRule = field(converter=cite)
    name: str = ""
    also: tuple[str, ...] = field(default=(), converter=names, kw_only=True)
    reading: str = field(default="", kw_only=True)
    reading_zh: str = field(default="", kw_only=True)
    zh: str = field(default="", kw_only=True)
    en: str = field(default="", kw_only=True)
    heading: Heading | None = field(default=None, kw_only=True, eq=False)

    @classmethod
    def _carried(cls, found: Sequence[Wrong], given: Mapping[str, Any]) -> Mapping[str, Any]:
        """A rule that is called wrongly carries that among the rows that it names, and the check of the rule tells."""
        return {"clause": "", **given, "also": (*found, *names(given.get("also")))}

    @property
    def decides(self) -> bool:
        """Whether any answer about a case turns on it; what does not only stands in lists."""
        return True

    def place(self) -> str:
        """How a message points to this rule."""
        return Said(
            "rule_place" if self.name else "rule_place_unnamed",
            keyword=type(self).__name__,
            clause=str(self.clause),
            name=self.name,
        )

    def held(self) -> Iterator[tuple[str, object]]:
        """Everything that it holds, one by one, each with the field it stands in."""
        return iter(self._held)

    @cached_property
    def _held(self) -> tuple[tuple[str, object], ...]:
        found: list[tuple[str, object]] = []
        names, values = _fields_of(type(self))
        for name, value in zip(names, values(self), strict=True):
            if type(value) is str:
                found.append((name, value))
            elif value is not None and value != ():
                found += [(name, each) for each in _opened(value)]
        return tuple(found)

    @cached_property
    def _things(self) -> tuple[tuple[str, object], ...]:
        """The same without words and yes and no, which are most of it."""
        return tuple(each for each in self._held if type(each[1]) not in (str, bool))

    def named(self) -> Iterator[tuple[str, str, str]]:
        """Every name of something else in the procedure: the field it stands in, what it names, the name."""
        for place, value in self.held():
            if place in NAMES and isinstance(value, str) and value:
                yield place, NAMES[place], value

    def step_names(self) -> Iterator[str]:
        """The names of the actions it is about, its own not counted."""
        return (name for _, what, name in self.named() if what == "step")

    def conditions(self) -> Iterator[tuple[str, Condition]]:
        """Every condition, events too, with the name of the field it stands in."""
        return iter(self._conditions)

    @cached_property
    def _conditions(self) -> tuple[tuple[str, Condition], ...]:
        return tuple(self._found_conditions())

    def _found_conditions(self) -> Iterator[tuple[str, Condition]]:
        for place, value in self._things:
            if isinstance(value, Condition):
                yield place, value
            elif isinstance(value, Signature):
                yield from (
                    (each, when) for each in ("when", "unless") if isinstance(when := getattr(value, each), Condition)
                )

    def forms(self) -> Iterator[Form]:
        """The forms it is about, whole or in part."""
        for _, value in self._things:
            if isinstance(value, Form | FormPart):
                yield value.form if isinstance(value, FormPart) else value

    def fields(self) -> Iterator[Field]:
        """Every field it is about: of forms, of its own, of categories."""
        for _, value in self._things:
            yield from fields_in(value)

    def signatures(self, performers: Sequence[Role]) -> Iterator[Signature]:
        """The signatures that come with it, done by one of these; a form alone is signed in the actor's own role."""
        for place, value in self._things:
            if place != "signs":
                continue
            if isinstance(value, Signature):
                yield value
            elif isinstance(value, Form):
                yield from (Signature(role, value) for role in performers)

    def roles(self) -> Iterator[Role]:
        """Every role, of signatures and substitutes too."""
        for _, value in self._things:
            if isinstance(value, Role):
                yield value
            elif isinstance(value, Signature):
                yield value.role
                if value.substitute is not None:
                    yield value.substitute

    def people(self) -> Iterator[Role]:
        """The roles that it is for: who does it, answers for it, keeps it or is notified."""
        return (value for place, value in self._things if place in _PEOPLE and isinstance(value, Role))

    def numbers(self) -> Iterator[Number]:
        """Every number that it states, in the units of the catalogue."""
        yield from self.own_numbers()
        for _, condition in self.conditions():
            yield from in_condition(condition, turned=self.turned)

    def own_numbers(self) -> Iterator[Number]:
        """The numbers that stand in its own fields; those of its conditions come after them."""
        for _, value in self._things:
            yield from in_span(value)
            yield from in_quantity(value)


@cache
def _fields_of(kind: type[Rule]) -> tuple[tuple[str, ...], Callable[[Rule], tuple[object, ...]]]:
    """The names of the fields of a kind, and how to have what stands in them."""
    names = tuple(each.name for each in fields(kind))
    return names, attrgetter(*names)


def fields_in(value: object) -> Iterator[Field]:
    """The fields of a form, of a part of one, of categories; a field itself; none of anything else."""
    if isinstance(value, Form | FormPart):
        yield from value.fields
    elif isinstance(value, Field):
        yield value
    elif isinstance(value, Categories):
        yield value.as_field()


def _opened(value: object) -> Iterator[object]:
    if isinstance(value, list | tuple):
        for each in cast("Iterable[object]", value):
            yield from _opened(each)
    elif value is not None:
        yield value
