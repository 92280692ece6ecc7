"""Conditions: values that say when a rule applies, readable in both languages and evaluated three-valued.

``True`` is met, ``False`` unmet, ``None`` unknown: something the condition reads has not been recorded or
answered. Nothing is guessed from an unknown. Conditions are built by calls (``cause.is_("own_service")``,
``fact("area").over(50)``) and joined by ``&``, ``|`` and ``~``, never parsed from text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Final, NoReturn

from attrs import field, frozen

from servicedesk.errors import DefinitionFault
from servicedesk.rules.parts import Field, check_name
from servicedesk.rules.values import ConditionView
from servicedesk.said import Said
from servicedesk.texts import conditions as texts
from servicedesk.texts.term import Term

Terms = Callable[[str, str], str]


def as_named(kind: str, name: str) -> str:  # noqa: ARG001  the kind matters to those that know terms
    """A name as it stands, where nobody gives its Chinese term."""
    return name


class Condition:
    """Base of all conditions.

    ``&``, ``|`` and ``~`` join them. Python would decide ``and``, ``or``, ``not`` and ``if`` on the spot, while the
    manual is read, so a condition has no truth value of its own.
    """

    __slots__ = ()

    def __and__(self, other: Condition) -> AllOf:
        return AllOf((*_of(AllOf, self), *_of(AllOf, other)))

    def __or__(self, other: Condition) -> Condition:
        return AnyOf((*_of(AnyOf, self), *_of(AnyOf, other)))

    def __invert__(self) -> Not:
        return Not(self)

    def __bool__(self) -> NoReturn:
        raise DefinitionFault(
            Said("fault_says_when_rule_applies", name=type(self).__name__),
            remedy=Said("fault_write_b_b_place"),
            clause="",
            place=type(self).__name__,
        )

    # What stands beside & or | may come first and be no condition: the rule that holds it tells so.
    def __rand__(self, other: object) -> AllOf:
        return AllOf((*_of(AllOf, other), *_of(AllOf, self)))

    def __ror__(self, other: object) -> AnyOf:
        return AnyOf((*_of(AnyOf, other), *_of(AnyOf, self)))

    def evaluate(self, view: ConditionView) -> bool | None:
        """Met, unmet, or ``None`` where something it reads is unknown."""
        raise TypeError(f"{type(self).__name__} does not say how it is evaluated")

    def text(self, lang: str, term: Terms = as_named) -> str:
        """The condition in words, ``zh`` or ``en``; ``term(kind, name)`` gives the term of a name in that language."""
        return self.said(lang, term, so=True)

    def opposite(self, lang: str, term: Terms = as_named) -> str:
        """That it does not hold, as a statement of its own: 非有效投诉, 尚未完成“登记”."""
        return self.said(lang, term, so=False)

    def unmet(self, lang: str, term: Terms = as_named) -> str:
        """What is lacking where it is not met, as a refusal says it; the opposite, where there is no more to say."""
        return self.opposite(lang, term)

    def said(self, lang: str, term: Terms, *, so: bool) -> str:
        """The statement, or its opposite where ``so`` is false."""
        raise TypeError(f"{type(self).__name__} does not say how it reads")

    def facts(self) -> Iterator[str]:
        """Names of the case facts it reads."""
        return iter(())

    def questions(self) -> Iterator[str]:
        """Names of what only the host can answer."""
        return iter(())

    def parts(self) -> Iterable[Condition]:
        """The conditions it is made of."""
        return ()


def unmet_part(condition: Condition, view: ConditionView) -> Condition:
    """The part for which it is not met: of several that must all hold, only those that do not."""
    if not isinstance(condition, AllOf):
        return condition
    parts = tuple(unmet_part(part, view) for part in condition.conditions if part.evaluate(view) is False)
    return parts[0] if len(parts) == 1 else AllOf(parts) if parts else condition


def met_part(condition: Condition, view: ConditionView) -> Condition:
    """The part for which it is met: of several of which one is enough, only those that hold."""
    if isinstance(condition, Not):
        return Not(unmet_part(condition.condition, view))
    if not isinstance(condition, AnyOf):
        return condition
    parts = tuple(met_part(part, view) for part in condition.conditions if part.evaluate(view) is True)
    return parts[0] if len(parts) == 1 else AnyOf(parts) if parts else condition


def walk(condition: Condition | None) -> Iterator[Condition]:
    """The condition and everything inside it, outermost first."""
    if condition is not None:
        yield condition
        for part in condition.parts():
            yield from walk(part)


def reads_of(condition: Condition) -> tuple[str, ...]:
    """Every fact and answer that a condition reads, once each."""
    return tuple(dict.fromkeys(n for part in walk(condition) for n in (*part.facts(), *part.questions())))


@frozen
class Faulty(Condition):
    """Stands where something else than a condition was written, until the rule that holds it tells so."""

    given: object

    def evaluate(self, view: ConditionView) -> bool | None:
        return None

    def said(self, lang: str, term: Terms, *, so: bool) -> str:
        return repr(self.given)


def as_condition(value: Condition | None) -> Condition | None:
    """What stands in a rule where a condition is expected; anything else becomes a fault of that rule."""
    if value is None or isinstance(value, Condition):  # pyright: ignore[reportUnnecessaryIsInstance]  # as below
        return value
    return Faulty(value)  # type: ignore[unreachable]  # what a manual passes is not always what it should


def _of(kind: type[AllOf | AnyOf], value: object) -> tuple[Condition, ...]:
    """The parts of a condition of this kind, or the condition alone, so that a chain is flat."""
    if isinstance(value, kind):
        return value.conditions
    return (_condition(value),)  # type: ignore[arg-type]  # what is no condition becomes a fault


# --- attributes of the case ---------------------------------------------------------------------------


OTHER: Final = "*"
"""How a condition names whatever an open list does not list."""


@frozen
class CategoryValue:
    """One value of a classification, for instance class 1 of the complaints."""

    classification: str
    name: str
    zh: str


@frozen
class Categories:
    """An attribute of a case that rules depend on (分类), with its values and their Chinese terms.

    A value is reached as an attribute: ``cause.own_service``. An ``open_list`` gives examples (如…): it takes any other
    text too, and ``is_other()`` is the condition that such a text was stated.
    """

    name: str
    zh: str
    values: tuple[CategoryValue, ...]
    open_list: bool = False

    def __getattr__(self, name: str) -> CategoryValue:
        if not name.startswith("_"):
            for value in self.values:
                if value.name == name:
                    return value
        known = ", ".join(value.name for value in self.values)
        raise AttributeError(f"classification {self.name!r} has no value {name!r}; its values are {known}")

    def is_(self, *names: str) -> CategoryIs:
        """The condition that the case has one of these values; an unknown one is a fault of the rule that takes it."""
        return CategoryIs(self, names)

    def is_other(self) -> CategoryIs:
        """The condition that something else was stated than the values listed; only an open list takes that."""
        return CategoryIs(self, (OTHER,))

    def as_field(self) -> Field:
        """The field in which a step states this attribute."""
        return Field(
            self.name, self.zh, "choice", options=tuple((v.name, v.zh) for v in self.values), open_list=self.open_list
        )


def classification(name: str, zh: str, *, open_list: bool = False, **values: str) -> Categories:
    """Declare an attribute of cases: each keyword is a value, its text the Chinese term.

    An ``open_list`` gives examples, and takes any other text too.

    Raises:
        DefinitionFault: no value, or a name that is not snake_case.
    """
    check_name(name, "classification")
    if not values:
        raise DefinitionFault(
            Said("fault_classification_has_no_value", name=name),
            remedy=Said("fault_name_values"),
            clause="",
            place=name,
        )
    several = tuple(CategoryValue(name, check_name(v, "category"), t) for v, t in values.items())
    return Categories(name, zh, several, open_list)


@frozen
class CategoryIs(Condition):
    """The case has one of these values of a classification."""

    classification: Categories
    names: tuple[str, ...]

    def __or__(self, other: Condition) -> Condition:
        if isinstance(other, CategoryIs) and other.classification == self.classification:
            return CategoryIs(self.classification, tuple(dict.fromkeys((*self.names, *other.names))))
        return Condition.__or__(self, other)

    def evaluate(self, view: ConditionView) -> bool | None:
        value = view.fact(self.classification.name)
        if value is None or value in self.names:
            return None if value is None else True
        return OTHER in self.names and all(value != known.name for known in self.classification.values)

    def said(self, lang: str, term: Terms, *, so: bool) -> str:
        name, values = self._terms
        return texts.compared_text(lang, how="is", name=name.text(lang), values=[v.text(lang) for v in values], so=so)

    @cached_property
    def _terms(self) -> tuple[Term, tuple[Term, ...]]:
        own = self.classification
        named: list[CategoryValue] = [getattr(own, name) for name in self.names if name != OTHER]
        values = [Term(value.zh, _plain(value.name)) for value in named] + [texts.OTHER] * (OTHER in self.names)
        return Term(own.zh, _plain(own.name)), tuple(values)

    def facts(self) -> Iterator[str]:
        yield self.classification.name


# --- facts and answers ----------------------------------------------------------------------------------


def _plain(name: str) -> str:
    """A name of the language as words."""
    return name.replace("_", " ")


# --- logic ---------------------------------------------------------------------------------------------------


def _condition(value: Condition) -> Condition:
    condition = as_condition(value)
    return Faulty(None) if condition is None else condition


def _conditions(values: Iterable[Condition]) -> tuple[Condition, ...]:
    return tuple(map(_condition, values))


@frozen
class AllOf(Condition):
    """Every part is met."""

    conditions: tuple[Condition, ...] = field(converter=_conditions)

    def evaluate(self, view: ConditionView) -> bool | None:
        values = [c.evaluate(view) for c in self.conditions]
        return False if False in values else (None if None in values else True)

    def said(self, lang: str, term: Terms, *, so: bool) -> str:
        parts = [part.said(lang, term, so=so) for part in self.conditions]
        return texts.all_text(lang, parts) if so else texts.any_text(lang, parts)

    def unmet(self, lang: str, term: Terms = as_named) -> str:
        return texts.all_text(lang, [part.unmet(lang, term) for part in self.conditions])

    def parts(self) -> Iterable[Condition]:
        return self.conditions


@frozen
class AnyOf(Condition):
    """At least one part is met."""

    conditions: tuple[Condition, ...] = field(converter=_conditions)

    def evaluate(self, view: ConditionView) -> bool | None:
        values = [c.evaluate(view) for c in self.conditions]
        return True if True in values else (None if None in values else False)

    def said(self, lang: str, term: Terms, *, so: bool) -> str:
        parts = [part.said(lang, term, so=so) for part in self.conditions]
        return texts.any_text(lang, parts) if so else texts.neither_text(lang, parts)

    def parts(self) -> Iterable[Condition]:
        return self.conditions


@frozen
class Not(Condition):
    """The part is unmet."""

    condition: Condition = field(converter=_condition)

    def evaluate(self, view: ConditionView) -> bool | None:
        value = self.condition.evaluate(view)
        return None if value is None else not value

    def said(self, lang: str, term: Terms, *, so: bool) -> str:
        return self.condition.said(lang, term, so=not so)

    def parts(self) -> Iterable[Condition]:
        return (self.condition,)


def all_of(*conditions: Condition) -> AllOf:
    """Met where every one is; unmet as soon as one is unmet; else unknown."""
    return AllOf(conditions)


def any_of(*conditions: Condition) -> AnyOf:
    """Met as soon as one is; unmet where all are; else unknown."""
    return AnyOf(conditions)


def not_(condition: Condition) -> Not:
    """The opposite; unknown stays unknown."""
    return Not(condition)
