"""Whether a value fits the type of its field, answered quickly: nearly all do, and what does not is told elsewhere.

For each type there is one function, put together once. It says the same as the search for what is wrong
(:mod:`servicedesk.rules.checks.types`) without saying what: true where that finds nothing. Where it is in doubt it says
no, and the search decides.
"""

# What a declaration holds may be of any type: that is what is checked here.
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportUnknownMemberType=false, reportArgumentType=false

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from operator import attrgetter
from types import MappingProxyType, NoneType, SimpleNamespace, UnionType
from typing import Any, Final, Literal, TypeAlias, Union, cast, get_args, get_origin, get_type_hints

import attrs

from servicedesk.rules.base import NAMES, Rule
from servicedesk.rules.calling import Wrong
from servicedesk.rules.conditions import OTHER, Categories, CategoryIs, Condition, Faulty
from servicedesk.rules.declaration import ProcedureDeclaration
from servicedesk.rules.lengths import WrongSpan
from servicedesk.rules.parts import Signature
from servicedesk.spans import Span

Sound = set[tuple[int, bool]]
"""What has been found to be sound, by its place in memory and whether names were to stand apart in it."""
Fits = Callable[[Any, Sound], bool]

# Types that the class itself cannot say without a circle.
_HINTS: Final[Mapping[tuple[type[object], str], Any]] = MappingProxyType(
    {(Signature, "when"): Condition | None, (Signature, "unless"): Condition | None}
)
SPACED: Final = frozenset(NAMES) | {"states", "ends"}
"""The fields whose names are written with spaces between them."""
SEPARATORS: Final = re.compile(r"[,，、;；\s]+")


FieldFits: TypeAlias = "tuple[attrs.Attribute[Any], Any, frozenset[type], Fits]"
"""A field, its type, the simple types that fit as they are, and whether a value fits."""
Values = Callable[[Any], tuple[Any, ...]]


@cache
def fields_fit(kind: Any) -> tuple[tuple[FieldFits, ...], Values]:
    """The fields that a class is made of, and how to have their values."""
    own = [each for each in attrs.fields(kind) if each.init]
    fits = [(each, hint := hint_of(kind, each.name), _simple(hint), _fits(hint, each.name in SPACED)) for each in own]
    return tuple(fits), _values_of([each.name for each in own])


def _values_of(names: list[str]) -> Values:
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple([getattr(value, name) for name in names])


def hint_of(kind: Any, name: str) -> Any:
    """The type that a class says its field is of."""
    stated = _HINTS.get((kind, name))
    if stated is not None:
        return stated
    return next(own[name] for each in kind.__mro__ if name in (own := _hints(each)))


@cache
def _hints(kind: type[Any]) -> Mapping[str, Any]:
    """Of the fields that the class itself says: each is read once, however many classes have it from there."""
    if not attrs.has(kind):
        return {}
    names = {each.name for each in attrs.fields(kind)}
    own = {name: hint for name, hint in vars(kind).get("__annotations__", {}).items() if name in names}
    return get_type_hints(SimpleNamespace(__annotations__=own), vars(sys.modules[kind.__module__]), dict(vars(kind)))


def _simple(hint: Any) -> frozenset[type]:
    """Nothing stands inside a value of these, so that what is of one of them needs no further look."""
    arms = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    return frozenset(arm for arm in arms if arm in (str, bool, int, date, NoneType))


def is_a(value: object, kind: type[object]) -> bool:
    """Whether a value is of a kind; yes and no are no numbers."""
    if kind in (int, date) and isinstance(value, bool):
        return False
    return isinstance(value, kind)


@cache
def _fits(hint: Any, spaced: bool) -> Fits:
    origin, inside = get_origin(hint), get_args(hint)
    if hint is Any:
        return _is_right
    if origin in (Union, UnionType):
        return _one_of(inside, spaced=spaced)
    if origin is tuple:
        return _several(inside, spaced=spaced)
    if origin is Literal:
        return lambda value, _: not isinstance(value, Wrong) and value in inside
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _is_table
    if isinstance(hint, type):
        return lambda value, sound: is_a(value, hint) and _sound(value, sound, spaced=spaced)
    return _in_doubt


def _in_doubt(value: object, sound: Sound) -> bool:
    return False


def _is_right(value: object, _: Sound) -> bool:
    return not isinstance(value, Wrong)


def _is_table(value: object, _: Sound) -> bool:
    return isinstance(value, Mapping)


def _one_of(arms: tuple[Any, ...], *, spaced: bool) -> Fits:
    """The first arm that fits from the outside decides."""
    kinds = [(get_origin(arm) or arm, _fits(arm, spaced)) for arm in arms if arm is not NoneType]
    may_be_none = NoneType in arms

    def fits(value: Any, sound: Sound) -> bool:
        if value is None and may_be_none:
            return True
        if isinstance(value, Wrong):
            return False
        for kind, inside in kinds:
            if isinstance(kind, type) and is_a(value, kind):
                return inside(value, sound)
        return False

    return fits


def _several(inside: tuple[Any, ...], *, spaced: bool) -> Fits:
    if len(inside) == 2 and inside[1] is ...:
        element = _fits(inside[0], spaced)
        if inside[0] is str:
            return lambda value, _: (
                type(value) is tuple
                and all(type(each) is str and not (spaced and SEPARATORS.search(each)) for each in value)
            )
        return lambda value, sound: isinstance(value, tuple) and all(element(each, sound) for each in value)
    elements = [_fits(each, spaced) for each in inside]
    return lambda value, sound: (
        isinstance(value, tuple)
        and len(value) == len(elements)
        and all(fits(each, sound) for fits, each in zip(elements, value, strict=True))
    )


def _sound(value: Any, sound: Sound, *, spaced: bool) -> bool:
    """Whether nothing wrong stands inside a condition, an event, a form; a procedure has been checked by itself."""
    if (id(value), spaced) in sound:
        return True
    kind: Any = type(value)
    plan = _plan(kind, spaced)
    if plan is None:
        return kind is CategoryIs and _category_is(value)
    fields, values = plan
    for given, (simple, fits) in zip(values(value), fields, strict=True):
        if type(given) not in simple and not fits(given, sound):
            return False
    sound.add((id(value), spaced))
    return True


def _category_is(value: CategoryIs) -> bool:
    """Whether the values of a comparison are those of the classification that it compares."""
    if not isinstance(cast("object", value.classification), Categories):
        return False
    known = {OTHER} if value.classification.open_list else set[str]()
    known |= {each.name for each in value.classification.values}
    return all(type(name) is str and name in known for name in value.names)


Plan = tuple[tuple[tuple[frozenset[type], Fits], ...], Values]


@cache
def _plan(kind: Any, spaced: bool) -> Plan | None:
    """How to look inside values of a class, nothing where there is nothing to see, ``None`` where the search must."""
    if issubclass(kind, Faulty | WrongSpan | CategoryIs):
        return None
    if not attrs.has(kind) or issubclass(kind, Span | ProcedureDeclaration | Rule):
        return (), _values_of([])
    names = [each.name for each in attrs.fields(kind) if each.init]
    fits = tuple((_simple(hint), _fits(hint, spaced)) for hint in (hint_of(kind, name) for name in names))
    return fits, _values_of(names)
