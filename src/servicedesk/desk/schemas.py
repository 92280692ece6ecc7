"""What an action takes, as JSON Schema 2020-12: to draw a form from, or to judge a payload before it is sent.

A schema says what the fields alone can say. What only the case knows (whose turn it is, whether a number of an item is
one, whether a day may lie ahead) is decided by the desk. The desk takes more ways to write the same than a schema has
(``是`` for true, the Chinese term of a choice); a schema has the one that programs write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final, TypeAlias

from servicedesk.answers import Json
from servicedesk.characters import MOST_OF_NAME, MOST_OF_TEXT, TURNING, unseen
from servicedesk.program.form_fields import FormField
from servicedesk.program.program import ProcedurePlan
from servicedesk.program.steps import StepPlan
from servicedesk.texts.fields import BUILTIN_FIELDS, EXTENSION, OUTCOME
from servicedesk.texts.term import Term

__all__ = ["BUILT_IN", "field_schema", "schema_of", "schema_of_builtin"]

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

Schema: TypeAlias = dict[str, Json]
"""A schema, or a part of one, as JSON holds it."""

_TURNS: Final = "".join(f"\\u{ord(sign):04x}" for sign in sorted(TURNING))
_KEPT: Final = f"[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\ud800-\\udfff{_TURNS}]"
_TEXT: Final = f"^(?=[\\s\\S]*\\S){_KEPT}*$"
_TELEPHONE: Final = f"^\\+?(?=[0-9*]{{3,15}}(?![0-9*]))[0-9]*(\\*+[0-9]{{4}})?({EXTENSION}[0-9]{{1,6}})?$"
_YEAR: Final = "(19[0-9]{2}|[2-8][0-9]{3}|9000)"
_LEAP: Final = "((19|[2-8][0-9])(0[48]|[2468][048]|[13579][26])|(2[048]|3[26]|4[048]|5[26]|6[048]|7[26]|8[048])00)"
_DAY: Final = (
    f"({_YEAR}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))"
    f"|{_LEAP}-02-29)"
)
_CLOCK: Final = "([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?"
_ZONE: Final = "(Z|[+-](0[0-9]|1[0-3]):[0-5][0-9])"
_UNITS: Final = "(working )?(minute|hour|day)s?|(week|month|year)s?"

BUILT_IN: Final[Mapping[str, tuple[str, ...]]] = {
    "withdraw": ("reason",),
    "merge": ("into", "reason"),
    "waive": ("clause", "reason"),
    "erase": ("reason",),
}


def schema_of(plan: ProcedurePlan, step: StepPlan) -> Schema:
    """The schema of what one action of a procedure files."""
    several = [_object(plan, each, outcome) for each in step.alternatives for outcome in each.outcomes or ("",)]
    label = plan.label_term(step.rule)
    head = {"$schema": DIALECT, **_titled(label), "x-clause": step.clause, "x-action": step.name}
    return {**head, **several[0]} if len(several) == 1 else {**head, "anyOf": several}


def schema_of_builtin(plan: ProcedurePlan, action: str, label: Term) -> Schema:
    """The schema of an action that every procedure has, but for a correction, which depends on the entry."""
    known: dict[str, Schema] = {
        "reason": _text(),
        "into": _name(),
        "clause": {"enum": sorted(plan.waivable)} if plan.waivable else {"not": {}},
    }
    fields = {name: {**_titled(BUILTIN_FIELDS[name]), **known[name]} for name in BUILT_IN[action]}
    head = {"$schema": DIALECT, **_titled(label), "x-action": action}
    return {**head, **_fields(fields, fields)}


def _object(plan: ProcedurePlan, step: StepPlan, outcome: str) -> Schema:
    """What one rule of an action files, with one outcome where it has several."""
    asked = [each for each in plan.described.fields_of(step) if each.outcome in ("", outcome)]
    fields = {each.name: field_schema(each) for each in asked}
    needed = [each.name for each in asked if each.required]
    if outcome:
        label = _both(plan.outcome_term(step.name, outcome))
        fields["outcome"] = {**_titled(OUTCOME), "const": outcome, "x-label": label}
        needed.append("outcome")
    return _fields(fields, needed)


def field_schema(field: FormField) -> Schema:
    """One field: what it takes, its labels, and hints for whoever draws it (``x-``)."""
    widget, made = _KINDS[field.kind]
    said: Schema = {**_titled(Term(field.zh, field.en)), "x-clause": field.clause}
    said["x-widget"] = "combobox" if field.open_list else widget
    if field.help_zh or field.help_en:
        said |= {"description": field.help_zh, "x-help": {"zh": field.help_zh, "en": field.help_en}}
    if field.unit:
        said |= {"x-unit": field.unit, "x-unit-label": {"zh": field.unit_zh, "en": field.unit_en}}
    said |= made(field) if field.required else {"anyOf": [{"type": "null"}, made(field)]}
    hints = {"x-personal": field.personal, "x-past": field.past, "x-ahead": field.ahead}
    return said | {name: True for name, is_so in hints.items() if is_so}


def _titled(term: Term) -> Schema:
    return {"title": term.zh, "x-title": _both(term)}


def _both(term: Term) -> Schema:
    return {"zh": term.zh, "en": term.en}


def _whole(field: FormField) -> Schema:
    return {"type": "integer", "minimum": field.least, "maximum": field.most}


def _decimal(field: FormField) -> Schema:
    """A number as an integer, or as text with so many digits after the point."""
    sign = "" if field.least == 0 else "-?"
    written = f"^{sign}[0-9]{{1,16}}(\\.[0-9]{{1,{field.places}}})?$"
    return {"anyOf": [_whole(field), {"type": "string", "pattern": written}]}


def _one_of(field: FormField) -> Schema:
    """One of the values that are listed, or from an open list any text."""
    listed = [{"const": each.value, **_titled(Term(each.zh, each.en))} for each in field.choices]
    return {"anyOf": [*listed, _text(field.characters)]} if field.open_list else {"oneOf": listed}


def _text(most: int | None = MOST_OF_TEXT) -> Schema:
    return {"type": "string", "maxLength": most, "pattern": _TEXT}


def _name(most: int | None = MOST_OF_NAME) -> Schema:
    return {"type": "string", "maxLength": most, "pattern": f"^(?=[\\s\\S]*\\S)[^{unseen()}]*$"}


def _fields(fields: Mapping[str, Schema], needed: Iterable[str]) -> Schema:
    return {
        "type": "object",
        "properties": dict(fields),
        "required": list(dict.fromkeys(needed)),
        "additionalProperties": False,
    }


# What a field takes by its kind, and how it is best asked for.
_KINDS: Final[Mapping[str, tuple[str, Callable[[FormField], Schema]]]] = {
    "text": ("text", lambda field: _text(field.characters)),
    "telephone": ("telephone", lambda _: {"type": "string", "pattern": _TELEPHONE}),
    "name": ("text", lambda field: _name(field.characters)),
    "number": ("number", _decimal),
    "money": ("money", _decimal),
    "count": ("count", _whole),
    "flag": ("checkbox", lambda _: {"type": "boolean"}),
    "shown": ("checkbox", lambda _: {"const": True}),
    "day": ("date", lambda _: {"type": "string", "format": "date", "pattern": f"^{_DAY}$"}),
    "moment": ("datetime", lambda _: {"type": "string", "format": "date-time", "pattern": f"^{_DAY}T{_CLOCK}{_ZONE}$"}),
    "span": ("span", lambda _: {"type": "string", "pattern": f"^[1-9][0-9]{{0,1}} ({_UNITS})$"}),
    "choice": ("select", _one_of),
}
