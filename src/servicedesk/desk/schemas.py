"""What an action takes, as JSON Schema 2020-12: to draw a form from, or to judge a payload before it is sent.

A schema says what the fields alone can say. What only the case knows (whose turn it is, whether a number of an item is
one, whether a day may lie ahead) is decided by the desk. The desk takes more ways to write the same than a schema has
(``是`` for true, the Chinese term of a choice); a schema has the one that programs write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final, TypeAlias

from servicedesk.characters import MOST_OF_NAME, MOST_OF_TEXT, TURNING
from servicedesk.engine.payload import Json
from servicedesk.program.program import ProcedurePlan
from servicedesk.program.steps import StepPlan
from servicedesk.rules.actions import Action
from servicedesk.rules.parts import Field
from servicedesk.texts.fields import BUILTIN_FIELDS, HOLDER, OUTCOME
from servicedesk.texts.items import number_term
from servicedesk.texts.term import Term

__all__ = ["BUILT_IN", "schema_of", "schema_of_builtin"]

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

Schema: TypeAlias = dict[str, Json]
"""A schema, or a part of one, as JSON holds it."""

_TURNS: Final = "".join(f"\\u{ord(sign):04x}" for sign in sorted(TURNING))
_KEPT: Final = f"[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\ud800-\\udfff{_TURNS}]"
_TEXT: Final = f"^(?=[\\s\\S]*\\S){_KEPT}*$"
_TELEPHONE: Final = "^\\+?(?=[0-9*]{3,15}(?![0-9*]))[0-9]*(\\*+[0-9]{4})?(转[0-9]{1,6})?$"
_LARGEST: Final = 10**16 - 1
_YEAR: Final = "(19(0[1-9]|[1-9][0-9])|[2-8][0-9]{3})"
_LEAP: Final = "((19|[2-8][0-9])(0[48]|[2468][048]|[13579][26])|(2[048]|3[26]|4[048]|5[26]|6[048]|7[26]|8[048])00)"
_DAY: Final = (
    f"({_YEAR}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))"
    f"|{_LEAP}-02-29)"
)
_CLOCK: Final = "([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?"
_ZONE: Final = "(Z|[+-](0[0-9]|1[0-3]):[0-5][0-9])"
_UNITS: Final = "(working )?(minute|hour|day)s?|(week|month|year)s?"

# What a field holds by its kind, and how it is best asked for.
_KINDS: Final[Mapping[str, tuple[str, Callable[[], Schema]]]] = {
    "text": ("text", lambda: {"type": "string", "maxLength": MOST_OF_TEXT, "pattern": _TEXT}),
    "telephone": ("telephone", lambda: {"type": "string", "pattern": _TELEPHONE}),
    "number": ("number", lambda: _decimal(-_LARGEST, "-?", 15)),
    "not_negative": ("number", lambda: _decimal(0, "", 15)),
    "money": ("money", lambda: _decimal(0, "", 2)),
    "count": ("count", lambda: {"type": "integer", "minimum": 0, "maximum": _LARGEST}),
    "flag": ("checkbox", lambda: {"type": "boolean"}),
    "shown": ("checkbox", lambda: {"const": True}),
    "day": ("date", lambda: {"type": "string", "format": "date", "pattern": f"^{_DAY}$"}),
    "moment": ("datetime", lambda: {"type": "string", "format": "date-time", "pattern": f"^{_DAY}T{_CLOCK}{_ZONE}$"}),
    "span": ("span", lambda: {"type": "string", "pattern": f"^[1-9][0-9]{{0,1}} ({_UNITS})$"}),
}

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
    fields = {each.field.name: field_schema(plan, each.field, each.clause) for each in step.fields}
    needed = [each.field.name for each in step.fields if each.field.required]
    if outcome:
        chosen = step.outcomes[outcome]
        label = _both(plan.outcome_term(step.name, outcome))
        fields["outcome"] = {**_titled(OUTCOME), "const": outcome, "x-label": label}
        fields |= {each.name: field_schema(plan, each, plan.id_of(chosen)) for each in chosen.fields()}
        needed += ["outcome", *(each.name for each in chosen.fields() if each.required)]
    if isinstance(step.rule, Action) and step.rule.assigns:
        fields["holder"] = {**_titled(HOLDER), **_name()}
        needed.append("holder")
    if step.item_kind:
        fields["item"] = {**_titled(number_term(plan.term_of("item", step.item_kind))), **_name()}
        needed += [] if step.opens_item else ["item"]
    return _fields(fields, needed)


def field_schema(plan: ProcedurePlan, field: Field, clause: str) -> Schema:
    """One field: what it takes, its labels, and hints for whoever draws it (``x-``)."""
    said: Schema = {**_titled(plan.term_of("fact", field.name)), "x-clause": clause}
    if field.kind == "choice":
        listed = [
            {"const": value, **_titled(plan.term_of("option", f"{field.name}.{value}"))} for value, _ in field.options
        ]
        said |= {"x-widget": "select", "oneOf": listed}
        if field.open_list:
            said = {**_titled(plan.term_of("fact", field.name)), "x-clause": clause, "x-widget": "combobox"}
            said |= {"anyOf": [*listed, _text()]}
    else:
        widget, made = _KINDS["not_negative" if field.not_negative and field.kind == "number" else field.kind]
        said |= {"x-widget": widget, **made()}
    if not field.required:
        said = {key: value for key, value in said.items() if key.startswith("x-") or key == "title"} | {
            "anyOf": [{"type": "null"}, {key: value for key, value in said.items() if not key.startswith("x-")}]
        }
    hints = {"x-personal": field.personal, "x-past": field.past}
    return said | {name: True for name, is_so in hints.items() if is_so}


def _titled(term: Term) -> Schema:
    return {"title": term.zh, "x-title": _both(term)}


def _both(term: Term) -> Schema:
    return {"zh": term.zh, "en": term.en}


def _decimal(least: int, sign: str, places: int) -> Schema:
    """A number as an integer, or as text with so many digits after the point."""
    written = f"^{sign}[0-9]{{1,15}}(\\.[0-9]{{1,{places}}})?$"
    return {
        "anyOf": [{"type": "integer", "minimum": least, "maximum": _LARGEST}, {"type": "string", "pattern": written}]
    }


def _text() -> Schema:
    return {"type": "string", "maxLength": MOST_OF_TEXT, "pattern": _TEXT}


def _name() -> Schema:
    return {"type": "string", "minLength": 1, "maxLength": MOST_OF_NAME}


def _fields(fields: Mapping[str, Schema], needed: Iterable[str]) -> Schema:
    return {
        "type": "object",
        "properties": dict(fields),
        "required": list(dict.fromkeys(needed)),
        "additionalProperties": False,
    }
