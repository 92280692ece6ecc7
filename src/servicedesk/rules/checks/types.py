"""Checks that what stands in a field of a declaration is of the kind that the field is for.

They run first. A wrong value is told and then taken out, so that every later check reads what it expects, and what
the rule lacks without it is not told again.
"""

# What a declaration holds may be of any type: that is what is checked here.
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportUnknownLambdaType=false, reportUnknownMemberType=false, reportArgumentType=false

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Final, Literal, Union, cast, get_args, get_origin

import attrs

from servicedesk.rules.base import Rule
from servicedesk.rules.calling import Wrong
from servicedesk.rules.checks.fitting import SEPARATORS, SPACED, Sound, fields_fit, is_a
from servicedesk.rules.checks.report import Report, suggest
from servicedesk.rules.conditions import OTHER, Categories, CategoryIs, CategoryValue, Condition, Faulty
from servicedesk.rules.declaration import ProcedureDeclaration
from servicedesk.rules.lengths import WrongSpan
from servicedesk.said import Choices, Said
from servicedesk.spans import Span

# By the name of a type in an annotation: what is expected there, and what to write.
EXPECTED: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "BeforeDue": (Said("fault_time_before_limit_due"), Said("fault_write_before_due")),
        "BuiltinRoles": (Said("fault_table_built_roles"), Said("fault_write_builtin_roles_withdraw_merge")),
        "ByPolicy": (Said("fault_interval_site"), Said("fault_write_by_policy")),
        "CaseEvent": (Said("fault_event"), Said("fault_write_done_step_entered")),
        "Categories": (Said("fault_classification"), Said("fault_declare_with_classification_name")),
        "CategoryValue": (Said("fault_category"), Said("fault_give_value_classification_instance")),
        "Citation": (Said("fault_clause"), Said("fault_write_printed_instance")),
        "Condition": (Said("fault_condition"), Said("fault_compare_field_is_over")),
        "Edition": (Said("fault_edition"), Said("fault_declare_with_edition_procedure")),
        "Field": (Said("fault_field"), Said("fault_declare_with_text_name")),
        "Floor": (Said("fault_law"), Said("fault_write_law_article_span")),
        "Form": (Said("fault_form"), Said("fault_declare_with_form_name")),
        "FormPart": (Said("fault_part_form"), Said("fault_name_some_fields")),
        "LocalRule": (Said("fault_local_rule"), Said("fault_write_local_rule_why")),
        "InSeason": (Said("fault_season"), Said("fault_declare_with_season_name")),
        "NamedCalendar": (Said("fault_calendar"), Said("fault_declare_with_calendar_name")),
        "Mapping": (Said("fault_table"), Said("fault_write_table")),
        "OrStated": (Said("fault_span_stated_time"), Said("fault_write_or_stated_span_fact")),
        "Quantity": (Said("fault_quantity"), Said("fault_write_yuan_share_another")),
        "Reached": (Said("fault_share_limit"), Said("fault_write_reached_limit_percent")),
        "Role": (Said("fault_role"), Said("fault_declare_with_role_name")),
        "Rule": (Said("fault_rule"), Said("fault_give_rules_clause")),
        "Signature": (Said("fault_signature"), Said("fault_write_form_role")),
        "Span": (Said("fault_span"), Said("fault_write_hours_working_days_another")),
        "Stated": (Said("fault_stated_time"), Said("fault_write_stated_fact")),
        "Subjects": (Said("fault_kind_subject"), Said("fault_write_subjects_unit")),
        "bool": (Said("fault_yes_no"), Said("fault_write_true_false")),
        "date": (Said("fault_date"), Said("fault_write_yyyy_mm_dd")),
        "int": (Said("fault_whole_number"), Said("fault_write_unquoted")),
        "str": (Said("fault_name_or_text"), Said("fault_write_quoted")),
    }
)


def check_types(declared: ProcedureDeclaration, report: Report) -> ProcedureDeclaration:
    """The declaration without what is of a wrong type, each such thing told."""
    told: list[tuple[Rule | None, Wrong]] = []
    own = {each.name: getattr(declared, each.name) for each in attrs.fields(ProcedureDeclaration)}
    for name, wrong, instead in wrong_fields(declared, skip="rules"):
        own[name] = instead
        told += [(None, each) for each in wrong]
    rules: list[Rule] = []
    sound: Sound = set()  # the declaration holds all that it names
    for rule in cast("tuple[object, ...]", declared.rules):
        if isinstance(rule, Wrong):
            told.append((None, rule))
            continue
        if not isinstance(rule, Rule):
            told.append((None, Wrong(Said("fault_no_rule_rules", shown=_shown(rule)), EXPECTED["Rule"][1])))
            continue
        found = list(wrong_fields(rule, sound=sound))
        told += [(rule, each) for _, wrong, _ in found for each in wrong]
        if found:
            rule = attrs.evolve(rule, **{name: instead for name, _, instead in found})  # noqa: PLW2901  in its place
        rules.append(rule)
    for of, wrong_value in told:
        report.add(of, wrong_value.message, wrong_value.remedy)
    report.mended |= {(str(rule.clause), rule.name) for rule, _ in told if rule is not None}
    return ProcedureDeclaration(**own | {"rules": tuple(rules)}) if told else declared


def wrong_fields(value: Any, *, skip: str = "", sound: Sound | None = None) -> Iterator[tuple[str, list[Wrong], Any]]:
    """Each field that holds something of a wrong type: its name, what is wrong, and what stands there without it.

    ``sound`` is what has been looked into already, for one who looks at several.
    """
    sound = set[tuple[int, bool]]() if sound is None else sound
    kind: Any = type(value)
    fields, values = fields_fit(kind)
    for given, (attribute, hint, simple, fits) in zip(values(value), fields, strict=True):
        if given is attribute.default or type(given) in simple or fits(given, sound) or attribute.name == skip:
            continue
        if found := list(_faults(given, hint, attribute.name)):
            yield attribute.name, found, _instead(given, hint, attribute)


def _instead(given: Any, hint: Any, attribute: attrs.Attribute[Any]) -> Any:
    """What stands in a field once the wrong is taken out: the good ones of several, else the default."""
    if get_origin(hint) is tuple and isinstance(given, tuple):
        several = cast("tuple[object, ...]", given)
        element = get_args(hint)[0]
        if element is str and all(isinstance(each, str) for each in several):
            return tuple(name for each in several for name in SEPARATORS.split(str(each)) if name)
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
            yield Wrong(
                Said("fault_value_of", place=place, value=repr(value)),
                Said("fault_write_either", names=Choices(map(str, inside))),
            )
    elif isinstance(origin, type) and issubclass(origin, Mapping):
        if not isinstance(value, Mapping):
            yield _wrong(value, (Mapping,), place)
    elif isinstance(hint, type):
        if not is_a(value, hint):
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
        if isinstance(kind, type) and is_a(value, kind):
            yield from _faults(value, arm, place)
            return
    yield _wrong(value, tuple(arm for arm in several if isinstance(arm, type)), place)


def _several(value: object, inside: tuple[Any, ...], place: str) -> Iterator[Wrong]:
    if not isinstance(value, tuple):
        yield Wrong(Said("fault_no_list", shown=_shown(value), place=place), Said("fault_write_another"))
        return
    items = cast("tuple[object, ...]", value)
    if len(inside) == 2 and inside[1] is ...:
        for each in items:
            if isinstance(each, str) and inside[0] is str and place in SPACED and SEPARATORS.search(each):
                yield Wrong(
                    Said("fault_no_name_in", name=each, place=place), Said("fault_separate_names_spaces_another")
                )
            else:
                yield from _faults(each, inside[0], place)
    elif len(items) != len(inside):
        yield Wrong(Said("fault_no_pair", shown=_shown(value), place=place), Said("fault_write_name_role"))
    else:
        for each, hint in zip(items, inside, strict=True):
            yield from _faults(each, hint, place)


def _within(value: object, place: str) -> Iterator[Wrong]:
    """What is wrong inside a condition, an event, a form; a procedure has been checked by itself."""
    if isinstance(value, Faulty):
        yield _wrong(value.given, (Condition,), place)
    elif isinstance(value, WrongSpan):
        yield Wrong(Said("fault_holds_wrong_span", place=place, message=value.message), value.remedy)
    elif isinstance(value, CategoryIs):
        yield from _categories(value, place)
    elif attrs.has(type(value)) and not isinstance(value, Span | ProcedureDeclaration | Rule):
        kind: Any = type(value)
        fields, values = fields_fit(kind)
        for given, (_, hint, simple, _) in zip(values(value), fields, strict=True):
            if type(given) not in simple:
                yield from _faults(given, hint, place)


def _categories(value: CategoryIs, place: str) -> Iterator[Wrong]:
    """The values of a comparison are those of the classification that it compares."""
    if not isinstance(cast("object", value.classification), Categories):
        yield _wrong(value.classification, (Categories,), place)
        return
    known = [each.name for each in value.classification.values]
    if OTHER in value.names and not value.classification.open_list:
        named = value.classification.name
        yield Wrong(
            Said("fault_takes_values_listed_no", named=named, place=place), Said("fault_declare_with_open_list_true")
        )
    for name in cast("tuple[object, ...]", value.names):
        if isinstance(name, CategoryValue):
            message = Said(
                "fault_value_not",
                name=name.name,
                classification=name.classification,
                name_two=value.classification.name,
            )
            yield Wrong(Said("fault_in_place", message=message, place=place), suggest(name.name, known))
        elif name not in known and name != OTHER:
            yield Wrong(
                Said("fault_no_value", shown=_shown(name), name=value.classification.name, place=place),
                suggest(str(name), known),
            )


def _wrong(value: object, kinds: tuple[type[object], ...], place: str) -> Wrong:
    """Say what stands there, what is expected, and what to write."""
    expected = [EXPECTED[kind.__name__] for kind in kinds if kind.__name__ in EXPECTED] or [
        (Said("fault_value_of_kind"), Said("fault_see_language"))
    ]
    what = Choices(dict.fromkeys(word for word, _ in expected))
    remedies = dict.fromkeys(words for _, words in expected)
    remedy = reduce(lambda one, other: Said("fault_or_else", one=one, other=other), remedies)
    if isinstance(value, bool) and Condition in kinds:
        remedy = Said("fault_not_give_bool_at", remedy=remedy)
    return Wrong(Said("fault_no_such_kind", shown=_shown(value), what=what, place=place), remedy)


def _shown(value: object) -> str:
    """A value as its writer would know it: objects by kind and name, the rest as Python writes it."""
    name = getattr(value, "name", None)
    if isinstance(value, Rule):
        return value.place()
    if attrs.has(type(value)) and isinstance(name, str):
        return f"{type(value).__name__}({name!r})"
    return repr(value) if not callable(value) else Said("fault_the_function", name=getattr(value, "__name__", ""))
