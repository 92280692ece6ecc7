"""What a rule makes of what it is given: a class of the words file, or the value behind it, or several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from servicedesk.errors import DefinitionFault
from servicedesk.rules.calling import word
from servicedesk.rules.circumstances import Between
from servicedesk.rules.conditions import Categories, CategoryIs, CategoryValue
from servicedesk.rules.parts import Field, Form, FormPart, Signature
from servicedesk.rules.several import as_tuple
from servicedesk.rules.values import Quantity, Rate
from servicedesk.rules.wording import DeclaredCategories, DeclaredDocument, DeclaredField, DeclaredForm
from servicedesk.said import Said

FormLike = Form | FormPart | DeclaredField | type[DeclaredForm]
FieldLike = Field | DeclaredField
SignatureLike = Form | Signature | type[DeclaredForm]
CategoriesLike = Categories | type[DeclaredCategories]
FactName = str | DeclaredField | type[DeclaredDocument] | type[DeclaredCategories]
FactNames = FactName | Sequence[FactName]


def form_of(value: Form | type[DeclaredForm]) -> Form:
    """The form behind a class, or the form itself."""
    given: Any = value
    found: Form = given if isinstance(given, Form) else getattr(given, "value_", given)
    return found


def as_forms(value: FormLike | Sequence[FormLike] | None) -> tuple[Form | FormPart, ...]:
    """Forms and parts of forms; fields of one form that follow each other are one part of it."""
    found: list[Form | FormPart] = []
    for item in as_tuple(value):
        if not isinstance(item, DeclaredField):
            found.append(item if isinstance(item, FormPart) else form_of(item))
            continue
        if item.owner is None:
            raise DefinitionFault(
                Said("fault_field_stands_no_form", name=item.value.name),
                remedy=Said("fault_ask_asks"),
                clause="",
                place="",
            )
        form, last = item.owner.value_, found[-1] if found else None
        if isinstance(last, FormPart) and last.form == form:
            found[-1] = form.part(*last.names, item.value.name)
        else:
            found.append(form.part(item.value.name))
    return tuple(found)


def as_form(value: FormLike | Sequence[FormLike] | None) -> Form | FormPart | None:
    """One form, or some fields of one form."""
    forms = as_forms(value)
    if len(forms) > 1:  # a rule for each form, which the check of the rule tells
        return forms  # type: ignore[return-value]  # a fault of the rule
    return forms[0] if forms else None


def as_whole_form(value: Form | type[DeclaredForm] | None) -> Form | None:
    """A form as a whole."""
    return None if value is None else form_of(value)


def as_fields(value: FieldLike | Sequence[FieldLike] | None) -> tuple[Field, ...]:
    """Fields that belong to no form here."""
    return tuple(f.value if isinstance(f, DeclaredField) else f for f in as_tuple(value))


def as_signatures(value: SignatureLike | Sequence[SignatureLike] | None) -> tuple[Form | Signature, ...]:
    """Forms that are signed, each by the actor or by a role that is said."""
    return tuple(s if isinstance(s, Signature) else form_of(s) for s in as_tuple(value))


def as_categories(value: CategoriesLike | Sequence[CategoriesLike] | None) -> tuple[Categories, ...]:
    """Classifications that a step states."""
    return tuple(c for c in map(as_classification, as_tuple(value)) if c is not None)


def as_classification(value: CategoriesLike | None) -> Categories | None:
    """The classification behind a class, or itself."""
    given: Any = value
    found: Categories | None = given if isinstance(given, Categories) else getattr(given, "value_", given)
    return found


def as_category(value: CategoryValue | CategoryIs | None) -> CategoryValue | None:
    """The value that a condition on one value names."""
    if isinstance(value, CategoryIs):
        one = (v for v in value.classification.values if value.names == (v.name,))
        return next(one, value)  # type: ignore[return-value]  # several are no category, which the check of the rule tells
    return value


def fact_name(value: FactName) -> str:
    """The name of the fact that a field, a document or a classification records."""
    if isinstance(value, type):
        return value.name
    return value.value.name if isinstance(value, DeclaredField) else value


def fact_names(value: FactNames) -> tuple[str, ...]:
    """The names of several facts."""
    return tuple(map(fact_name, as_tuple(value)))


def fact_map(value: Mapping[FactName, FactName]) -> dict[str, str]:
    """Fields of another case by fields of this one."""
    if not isinstance(value, Mapping):  # pyright: ignore[reportUnnecessaryIsInstance]  # as below
        return value  # type: ignore[unreachable]  # the check of the rule tells
    return {fact_name(theirs): fact_name(ours) for theirs, ours in value.items()}


@word
def between(start: FactName, end: FactName) -> Between:
    """The period from one recorded date to another."""
    return Between(fact_name(start), fact_name(end))


@word
def one_per(per: Quantity, *, of: FactName) -> Rate:
    """One for each ``per`` of the fact ``of``, a part counting as a whole, never less than one."""
    return Rate(per, fact_name(of))
