"""What a form holds of a case, field by field: as a value, and in the words of its procedure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias

from attrs import evolve

from servicedesk.calendars import to_datetime
from servicedesk.engine.case import Case
from servicedesk.program.form_fields import FormField
from servicedesk.rules.keys import in_item
from servicedesk.rules.values import Instant, Token, Value
from servicedesk.spans import Span
from servicedesk.texts.fields import HIDDEN, value_term
from servicedesk.texts.term import Term

Shown: TypeAlias = str | bool | int | Decimal | date | datetime | Span
"""A value as it is handed out: a moment as an aware datetime in the desk's zone."""


def with_values(
    fields: Iterable[FormField], case: Case, vault: Mapping[str, Value], zone: str, item: str = ""
) -> tuple[FormField, ...]:
    """Fields with what a case, or an item of it, holds of each; ``vault`` has the personal values that may be read."""
    return tuple(_filled(fields, case, vault, zone, item))


def _filled(
    fields: Iterable[FormField], case: Case, vault: Mapping[str, Value], zone: str, item: str
) -> Iterator[FormField]:
    for each in fields:
        own = case.facts.get(in_item(each.name, item)) if item else None
        held = case.facts.get(each.name) if own is None else own
        yield each if held is None or each.kind == "name" else with_value(each, held, vault, zone)


def with_value(field: FormField, held: Value, vault: Mapping[str, Value], zone: str) -> FormField:
    """A field with what a case holds of it, hidden where that is a personal value which may not be read."""
    value = vault.get(held.name) if isinstance(held, Token) else held
    if value is None or isinstance(value, Token):
        return evolve(field, hidden=True, value_zh=HIDDEN.zh, value_en=HIDDEN.en)
    shown = to_datetime(value.us, zone) if isinstance(value, Instant) else value
    words = in_words(field, shown)
    return evolve(field, value=shown, value_zh=words.zh, value_en=words.en)


def in_words(field: FormField, value: Shown) -> Term:
    """A value as the form shows it: a choice by what it is called, a number with its unit."""
    if isinstance(value, str):
        chosen = (Term(each.zh, each.en) for each in field.choices if each.value == value)
        return next(chosen, Term(value, value))
    if isinstance(value, Span):
        return Term(value.long("zh"), value.long("en"))
    return value_term(field.kind, value, field.unit)
