"""Checks that what stands in a field of a declaration is of the kind that the field is for.

They run first. A wrong value is told and then taken out, so that every later check reads what it expects, and what
the rule lacks without it is not told again.
"""

# What a declaration holds may be of any type: that is what is checked here.
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportUnknownLambdaType=false, reportUnknownMemberType=false, reportArgumentType=false

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Final, Literal, Union, cast, get_args, get_origin, get_type_hints

import attrs

from servicedesk.rules.base import NAMES, Rule
from servicedesk.rules.calling import Wrong
from servicedesk.rules.checks.report import Report, suggest
from servicedesk.rules.conditions import OTHER, Categories, CategoryIs, CategoryValue, Condition, Faulty
from servicedesk.rules.declaration import ProcedureDeclaration
from servicedesk.rules.lengths import WrongSpan
from servicedesk.rules.parts import Signature
from servicedesk.spans import Span

# By the name of a type in an annotation: what is expected there, and what to write.
EXPECTED: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "BeforeDue": ("time before a limit is due", "write before_due(...)"),
        "BuiltinRoles": ("table of built-in roles", "write builtin_roles(withdraw=..., merge=..., ...)"),
        "ByPolicy": ("interval of the site", "write by_policy()"),
        "CaseEvent": ("event", 'write done("step"), entered("state"), missed("limit") or another event'),
        "Categories": ("classification", 'declare it with classification("name", "term", value="term")'),
        "CategoryValue": ("category", "give one value of a classification, for instance cause.own_service"),
        "Citation": ("clause", 'write it as it is printed, for instance "4.2.3a"'),
        "Condition": ("condition", "compare a field by .is_(), .over() and the like; join conditions by &, | and ~"),
        "Edition": ("edition", 'declare it with edition("2024", procedure, in_force_from=..., verified_on=...)'),
        "Field": ("field", 'declare it with text("name", "term") or another kind of field'),
        "Floor": ("law", 'write law("article", span, steps="...")'),
        "Form": ("form", 'declare it with form("name", "term", fields)'),
        "FormPart": ("part of a form", "name some of its fields"),
        "LocalRule": ("local rule", 'write local_rule("why")'),
        "InSeason": ("season", 'declare it with season("name", "term")'),
        "NamedCalendar": ("calendar", 'declare it with calendar("name", "term")'),
        "Mapping": ("table", "write {name: value, ...}"),
        "OrStated": ("span or stated time", "write or_stated(span, fact)"),
        "Quantity": ("quantity", 'write yuan(50), share("0.95") or another number with its unit'),
        "Reached": ("share of a limit", "write reached(limit, percent)"),
        "Role": ("role", 'declare it with role("name", "term")'),
        "Rule": ("rule", "give rules, one a clause"),
        "Signature": ("signature", "write FORM.by(ROLE)"),
        "Span": ("span", "write hours(4), working_days(2) or another length of time"),
        "Stated": ("stated time", 'write stated("fact")'),
        "Subjects": ("kind of subject", 'write subjects("unit")'),
        "bool": ("yes or no", "write True or False"),
        "date": ("date", "write YYYY-MM-DD"),
        "int": ("whole number", "write it without quotation marks"),
        "str": ("name or text", "write it in quotation marks"),
    }
)
# Types that the class itself cannot say without a circle.
_HINTS: Final[Mapping[tuple[type[object], str], Any]] = MappingProxyType(
    {(Signature, "when"): Condition | None, (Signature, "unless"): Condition | None}
)
_SEPARATORS: Final = re.compile(r"[,，、;；\s]+")


def check_types(declared: ProcedureDeclaration, report: Report) -> ProcedureDeclaration:
    """The declaration without what is of a wrong type, each such thing told."""
    told: list[tuple[Rule | None, Wrong]] = []
    own = {each.name: getattr(declared, each.name) for each in attrs.fields(ProcedureDeclaration)}
    for name, wrong, instead in wrong_fields(declared, skip="rules"):
        own[name] = instead
        told += [(None, each) for each in wrong]
    rules: list[Rule] = []
    for rule in cast("tuple[object, ...]", declared.rules):
        if isinstance(rule, Wrong):
            told.append((None, rule))
            continue
        if not isinstance(rule, Rule):
            told.append((None, Wrong(f"{_shown(rule)} is no rule in rules=", EXPECTED["Rule"][1])))
            continue
        found = list(wrong_fields(rule))
        told += [(rule, each) for _, wrong, _ in found for each in wrong]
        if found:
            rule = attrs.evolve(rule, **{name: instead for name, _, instead in found})  # noqa: PLW2901  in its place
        rules.append(rule)
    for of, wrong_value in told:
        report.add(of, wrong_value.message, wrong_value.remedy)
    report.mended |= {(str(rule.clause), rule.name) for rule, _ in told if rule is not None}
    return ProcedureDeclaration(**own | {"rules": tuple(rules)}) if told else declared


def wrong_fields(value: Any, *, skip: str = "") -> Iterator[tuple[str, list[Wrong], Any]]:
    """Each field that holds something of a wrong type: its name, what is wrong, and what stands there without it."""
    for attribute in attrs.fields(type(value)):
        if attribute.init and attribute.name != skip:
            given, hint = getattr(value, attribute.name), hint_of(type(value), attribute.name)
            if found := list(_faults(given, hint, attribute.name)):
                yield attribute.name, found, _instead(given, hint, attribute)


@cache
def _hints(kind: type[Any]) -> Mapping[str, Any]:
    return get_type_hints(kind)


def hint_of(kind: Any, name: str) -> Any:
    """The type that a class says its field is of."""
    return _HINTS.get((kind, name), _hints(kind)[name])


def _instead(given: Any, hint: Any, attribute: attrs.Attribute[Any]) -> Any:
    """What stands in a field once the wrong is taken out: the good ones of several, else the default."""
    if get_origin(hint) is tuple and isinstance(given, tuple):
        several = cast("tuple[object, ...]", given)
        element = get_args(hint)[0]
        if element is str and all(isinstance(each, str) for each in several):
            return tuple(name for each in several for name in _SEPARATORS.split(str(each)) if name)
        return tuple(each for each in several if not any(True for _ in _faults(each, element, attribute.name)))
    default = attribute.default
    if default is attrs.NOTHING:
        return "" if hint is str else () if get_origin(hint) is tuple else None
    factory = getattr(default, "factory", None)
    return default if factory is None else factory()


# --- one value against one type --------------------------------------------------------------------------------


def _faults(value: object, hint: Any, place: str) -> Iterator[Wrong]:
    origin, inside = get_origin(hint), get_args(hint)
    if isinstance(value, Wrong):
        yield value
        return
    if hint is Any:
        return
    if origin in (Union, UnionType):
        yield from _union(value, inside, place)
    elif origin is tuple:
        yield from _several(value, inside, place)
    elif origin is Literal:
        if value not in inside:
            yield Wrong(f"{place}={value!r}", f"write {' or '.join(map(str, inside))}")
    elif isinstance(origin, type) and issubclass(origin, Mapping):
        if not isinstance(value, Mapping):
            yield _wrong(value, (Mapping,), place)
    elif isinstance(hint, type):
        if not _is(value, hint):
            yield _wrong(value, (hint,), place)
        else:
            yield from _within(value, place)


def _union(value: object, arms: Iterable[Any], place: str) -> Iterator[Wrong]:
    """One of the arms must fit from the outside; what is wrong inside it is told as it is there."""
    several = [arm for arm in arms if arm is not NoneType]
    if value is None and len(several) < len(tuple(arms)):
        return
    for arm in several:
        kind = get_origin(arm) or arm
        if isinstance(kind, type) and _is(value, kind):
            yield from _faults(value, arm, place)
            return
    yield _wrong(value, tuple(arm for arm in several if isinstance(arm, type)), place)


def _several(value: object, inside: tuple[Any, ...], place: str) -> Iterator[Wrong]:
    if not isinstance(value, tuple):
        yield Wrong(f"{_shown(value)} is no list in {place}=", "write (one, another)")
        return
    items = cast("tuple[object, ...]", value)
    if len(inside) == 2 and inside[1] is ...:
        for each in items:
            if isinstance(each, str) and inside[0] is str and place in _SPACED and _SEPARATORS.search(each):
                yield Wrong(f"{each!r} is no name in {place}=", 'separate names by spaces: "one another"')
            else:
                yield from _faults(each, inside[0], place)
    elif len(items) != len(inside):
        yield Wrong(f"{_shown(value)} is no pair in {place}=", 'write ("name", ROLE)')
    else:
        for each, hint in zip(items, inside, strict=True):
            yield from _faults(each, hint, place)


_SPACED: Final = frozenset(NAMES) | {"states", "ends"}


def _is(value: object, kind: type[object]) -> bool:
    if kind in (int, date) and isinstance(value, bool):
        return False
    return isinstance(value, kind)


def _within(value: object, place: str) -> Iterator[Wrong]:
    """What is wrong inside a condition, an event, a form; a procedure has been checked by itself."""
    if isinstance(value, Faulty):
        yield _wrong(value.given, (Condition,), place)
    elif isinstance(value, WrongSpan):
        yield Wrong(f"{place}= holds a wrong span: {value.message}", value.remedy)
    elif isinstance(value, CategoryIs):
        yield from _categories(value, place)
    elif attrs.has(type(value)) and not isinstance(value, Span | ProcedureDeclaration | Rule):
        for attribute in attrs.fields(cast("type[attrs.AttrsInstance]", type(value))):
            if attribute.init:
                yield from _faults(getattr(value, attribute.name), hint_of(type(value), attribute.name), place)


def _categories(value: CategoryIs, place: str) -> Iterator[Wrong]:
    """The values of a comparison are those of the classification that it compares."""
    if not isinstance(cast("object", value.classification), Categories):
        yield _wrong(value.classification, (Categories,), place)
        return
    known = [each.name for each in value.classification.values]
    if OTHER in value.names and not value.classification.open_list:
        named = value.classification.name
        yield Wrong(f"{named!r} takes the values listed and no other, in {place}=", "declare it with open_list=True")
    for name in cast("tuple[object, ...]", value.names):
        if isinstance(name, CategoryValue):
            message = f"{name.name!r} is a value of {name.classification!r}, not of {value.classification.name!r}"
            yield Wrong(f"{message}, in {place}=", suggest(name.name, known))
        elif name not in known and name != OTHER:
            yield Wrong(
                f"{_shown(name)} is no value of {value.classification.name!r} in {place}=", suggest(str(name), known)
            )


def _wrong(value: object, kinds: tuple[type[object], ...], place: str) -> Wrong:
    """Say what stands there, what is expected, and what to write."""
    expected = [EXPECTED[kind.__name__] for kind in kinds if kind.__name__ in EXPECTED] or [
        ("value of its kind", "see the language")
    ]
    what = " or ".join(dict.fromkeys(word for word, _ in expected))
    remedy = "; or ".join(dict.fromkeys(words for _, words in expected))
    if isinstance(value, bool) and Condition in kinds:
        remedy = f"`and`, `or`, `not` and == give a bool at once; {remedy}"
    return Wrong(f"{_shown(value)} is no {what} in {place}=", remedy)


def _shown(value: object) -> str:
    """A value as its writer would know it: objects by kind and name, the rest as Python writes it."""
    name = getattr(value, "name", None)
    if isinstance(value, Rule):
        return value.place()
    if attrs.has(type(value)) and isinstance(name, str):
        return f"{type(value).__name__}({name!r})"
    return repr(value) if not callable(value) else f"the function {getattr(value, '__name__', 'of that name')}"
