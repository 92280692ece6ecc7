"""Forms, documents, fields and classifications as classes of assignments, for the words file of a manual.

    class ComplaintRecord(Form, zh="业主投诉及建议记录表"):
        complainant = text("投诉人", personal=True)
        valid = flag("有效投诉")

Names are derived: of a form from its class, of a field from its attribute. Behind each class stands the same value that
``form(...)`` or ``classification(...)`` makes; rules turn what they are given into those values at once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Generic, Self, TypeVar, overload

from attrs import evolve

from servicedesk.errors import DefinitionFault
from servicedesk.rules.circumstances import Between
from servicedesk.rules.conditions import Categories, CategoryIs, CategoryValue, Compare, FactRef
from servicedesk.rules.parts import Field, Form, FormPart, Role, Signature, check_name
from servicedesk.rules.several import as_tuple
from servicedesk.rules.values import Quantity, Rate

__all__ = [
    "SUBJECT",
    "ChoiceField",
    "DayField",
    "DeclaredCategories",
    "DeclaredDocument",
    "DeclaredField",
    "DeclaredFields",
    "DeclaredForm",
    "FactNames",
    "FlagField",
    "MomentField",
    "NumberField",
    "SpanField",
    "TextField",
    "as_categories",
    "as_category",
    "as_classification",
    "as_fields",
    "as_form",
    "as_forms",
    "as_signatures",
    "as_whole_form",
    "between",
    "category",
    "choice",
    "count",
    "day",
    "fact_map",
    "fact_name",
    "fact_names",
    "flag",
    "form_of",
    "moment",
    "money",
    "number",
    "one_per",
    "span_of_time",
    "text",
]

SUBJECT = "subject"  # what a case is about, carried over to a child case like a fact


def _snake_case(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()


# --- fields ----------------------------------------------------------------------------------------------


class DeclaredField:
    """A field as an attribute of its class, which can be filed, asked and compared."""

    __slots__ = ("owner", "value")

    def __init__(self, value: Field) -> None:
        self.value = value
        self.owner: type[DeclaredForm] | None = None

    def __set_name__(self, owner: type, name: str) -> None:
        if self.value.name:
            raise DefinitionFault(
                f"the field {name!r} of {owner.__name__} is {self.value.name!r} elsewhere",
                remedy="declare each field where it stands",
                clause="",
                place=owner.__name__,
            )
        self.value = evolve(self.value, name=check_name(name, "field"))
        if issubclass(owner, DeclaredForm):
            self.owner = owner

    def __repr__(self) -> str:
        return f"{self.owner.__name__}.{self.value.name}" if self.owner else self.value.name

    @property
    def fact(self) -> FactRef:
        """The fact that the field records."""
        return FactRef(self.value.name)

    def optional(self) -> Self:
        """The same field, which may stay empty."""
        self.value = self.value.optional()
        return self

    def is_known(self) -> Compare:
        """The field has been filled at all; never unknown."""
        return self.fact.is_known()


class TextField(DeclaredField):
    """A field for words."""

    __slots__ = ()

    def is_(self, *values: str) -> Compare:
        """Equals one of these texts."""
        return self.fact.is_(*values)


class ChoiceField(DeclaredField):
    """A field with a fixed list of answers."""

    __slots__ = ()

    def is_(self, *values: str) -> Compare:
        """One of these answers was given."""
        return self.fact.is_(*values)


class FlagField(DeclaredField):
    """A field for yes or no."""

    __slots__ = ()

    def is_(self, value: bool) -> Compare:
        """The answer is yes, or no."""
        return self.fact.is_(value)


class NumberField(DeclaredField):
    """A field for a number, a count or an amount of money."""

    __slots__ = ()

    def is_(self, *values: int | Decimal) -> Compare:
        """Equals one of these numbers."""
        return self.fact.is_(*values)

    def is_zero(self) -> Compare:
        """Equal to zero."""
        return self.fact.is_zero()

    def over(self, bound: Number) -> Compare:
        """Strictly more than (超过)."""
        return self.fact.over(bound)

    def at_least(self, bound: Number) -> Compare:
        """This much or more (不少于)."""
        return self.fact.at_least(bound)

    def under(self, bound: Number) -> Compare:
        """Strictly less than (低于)."""
        return self.fact.under(bound)

    def at_most(self, bound: Number) -> Compare:
        """This much or less (不超过)."""
        return self.fact.at_most(bound)


Number = int | Decimal | Quantity | Rate


class DayField(DeclaredField):
    """A field for a calendar date."""

    __slots__ = ()

    def is_(self, *values: date) -> Compare:
        """One of these dates."""
        return self.fact.is_(*values)


class MomentField(DeclaredField):
    """A field for a point in time."""

    __slots__ = ()


class SpanField(DeclaredField):
    """A field for a length of time."""

    __slots__ = ()


F = TypeVar("F", bound=DeclaredField)


class FieldMaker(Generic[F]):
    """Makes fields of one kind: with its term in a class of fields, with name and term for a program."""

    def __init__(self, field: type[F], kind: str) -> None:
        self.field, self.kind = field, kind

    @overload
    def __call__(self, zh: str, /, *, required: bool = True) -> F: ...
    @overload
    def __call__(self, name: str, zh: str, /, *, required: bool = True) -> Field: ...
    def __call__(self, name: str, zh: str | None = None, /, *, required: bool = True) -> F | Field:
        return _field(self.field, Field("", "", self.kind, required), name, zh)


def _field(kind: type[F], value: Field, name: str, zh: str | None) -> F | Field:
    if zh is None:
        return kind(evolve(value, zh=name))
    return evolve(value, name=check_name(name, "field"), zh=zh)


number = FieldMaker(NumberField, "number")  # a decimal number, never a float
count = FieldMaker(NumberField, "count")  # a whole number, zero or more
money = FieldMaker(NumberField, "money")  # an amount in CNY, zero or more, to the fen
day = FieldMaker(DayField, "day")  # a calendar date, without a time and so without a zone
moment = FieldMaker(MomentField, "moment")  # a point in time with its zone
span_of_time = FieldMaker(SpanField, "span")  # a length of time in the strict text form: 2 working days


@overload
def text(zh: str, /, *, required: bool = True, personal: bool = False) -> TextField: ...
@overload
def text(name: str, zh: str, /, *, required: bool = True, personal: bool = False) -> Field: ...
def text(name: str, zh: str | None = None, /, *, required: bool = True, personal: bool = False) -> TextField | Field:
    """A field for words; at most 4,000 characters. ``personal`` keeps its value out of the history."""
    return _field(TextField, Field("", "", "text", required, personal), name, zh)


@overload
def flag(zh: str, /, *, required: bool = True, if_empty: bool | None = None) -> FlagField: ...
@overload
def flag(name: str, zh: str, /, *, required: bool = True, if_empty: bool | None = None) -> Field: ...
def flag(
    name: str, zh: str | None = None, /, *, required: bool = True, if_empty: bool | None = None
) -> FlagField | Field:
    """A field for yes or no (是, 否). ``if_empty=False`` makes it a box: left unticked (未勾选) it says no."""
    return _field(FlagField, Field("", "", "flag", required and if_empty is None, if_empty=if_empty), name, zh)


@overload
def choice(zh: str, /, *, required: bool = True, **options: str) -> ChoiceField: ...
@overload
def choice(name: str, zh: str, /, *, required: bool = True, **options: str) -> Field: ...
def choice(name: str, zh: str | None = None, /, *, required: bool = True, **options: str) -> ChoiceField | Field:
    """A field with a fixed list of answers: each keyword is one, its text the Chinese term."""
    return _field(ChoiceField, Field("", "", "choice", required, options=tuple(options.items())), name, zh)


# --- forms and documents -----------------------------------------------------------------------------------


def _declared_fields(cls: type, base: type) -> tuple[Field, ...]:
    own = {name: value for name, value in vars(cls).items() if not name.startswith("__")}
    for name, value in own.items():
        if hasattr(base, name):
            raise DefinitionFault(
                f"{cls.__name__}: {name!r} is a name that every form has",
                remedy="call the field otherwise",
                clause="",
                place=cls.__name__,
            )
        if not isinstance(value, DeclaredField):
            raise DefinitionFault(
                f"{cls.__name__}: {name!r} is no field",
                remedy='give it text("..."), flag("...") or another kind of field',
                clause="",
                place=cls.__name__,
            )
    return tuple(value.value for value in own.values() if isinstance(value, DeclaredField))


class DeclaredFields:
    """Fields of no form (无表单): what a step asks for and no form keeps. Used as ``asks=(Intake.valid, ...)``."""

    def __init_subclass__(cls) -> None:
        _declared_fields(cls, DeclaredFields)


class DeclaredForm:
    """A form (表单) with its fields as attributes.

    ``zh`` is its title, ``aliases`` are printed variants of it, ``gloss`` explains it in English; ``name`` is the
    class's in snake_case unless another is said.
    """

    name: ClassVar[str] = ""
    zh: ClassVar[str] = ""
    gloss: ClassVar[str] = ""
    aliases: ClassVar[tuple[str, ...]] = ()
    value_: ClassVar[Form]

    def __init_subclass__(cls, *, zh: str, gloss: str = "", aliases: tuple[str, ...] = (), name: str = "") -> None:
        fields = _declared_fields(cls, DeclaredForm)
        cls.name = check_name(name or _snake_case(cls.__name__), "form")
        cls.zh, cls.gloss, cls.aliases = zh, gloss, aliases
        cls.value_ = Form(cls.name, zh, gloss, fields, aliases)

    @classmethod
    def by(cls, signer: Role) -> Signature:
        """This form with the signature of one role."""
        return cls.value_.by(signer)


class DeclaredDocument(DeclaredForm, zh=""):
    """A document that is shown or handed in (证件): it has no fields, it is seen or not."""

    def __init_subclass__(cls, *, zh: str, gloss: str = "", aliases: tuple[str, ...] = (), name: str = "") -> None:
        super().__init_subclass__(zh=zh, gloss=gloss, aliases=aliases, name=name)
        if cls.value_.fields:
            raise DefinitionFault(
                f"{cls.__name__}: a document has no fields", remedy="make it a Form", clause="", place=cls.__name__
            )
        cls.value_ = evolve(cls.value_, fields=(Field(cls.name, zh, "shown"),))


# --- classifications ---------------------------------------------------------------------------------------


def category(zh: str) -> CategoryIs:
    """One value of a classification, which is the condition that the case has it."""
    return CategoryIs(Categories("", zh, ()), ())


class DeclaredCategories:
    """An attribute of a case that rules depend on (分类); each value is a condition."""

    name: ClassVar[str] = ""
    zh: ClassVar[str] = ""
    value_: ClassVar[Categories]

    def __init_subclass__(cls, *, zh: str, name: str = "") -> None:
        own = {name: value for name, value in vars(cls).items() if not name.startswith("__")}
        named = check_name(name or _snake_case(cls.__name__), "classification")
        for value, said in own.items():
            if hasattr(DeclaredCategories, value) or not isinstance(said, CategoryIs) or said.names:
                raise DefinitionFault(
                    f"{cls.__name__}: {value!r} is no value of a classification",
                    remedy='write NAME = category("..."), with a name that no classification has of itself',
                    clause="",
                    place=cls.__name__,
                )
        if not own:
            raise DefinitionFault(
                f"classification {named!r} has no value", remedy="name its values", clause="", place=named
            )
        cls.name, cls.zh = named, zh
        cls.value_ = Categories(
            named, zh, tuple(CategoryValue(named, check_name(n, "value"), v.classification.zh) for n, v in own.items())
        )
        for value in own:
            setattr(cls, value, CategoryIs(cls.value_, (value,)))

    @classmethod
    def is_(cls, *names: str) -> CategoryIs:
        """The condition that the case has one of these values; an unknown one is a fault of the rule that takes it."""
        return cls.value_.is_(*names)


# --- what rules make of them ---------------------------------------------------------------------------------

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
                f"the field {item.value.name!r} stands on no form", remedy="ask for it by asks=", clause="", place=""
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
        return forms  # type: ignore[return-value]
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
    if not isinstance(value, Mapping):
        return value  # type: ignore[unreachable]  # the check of the rule tells
    return {fact_name(theirs): fact_name(ours) for theirs, ours in value.items()}


def between(start: FactName, end: FactName) -> Between:
    """The period from one recorded date to another."""
    return Between(fact_name(start), fact_name(end))


def one_per(per: Quantity, *, of: FactName) -> Rate:
    """One for each ``per`` of the fact ``of``, a part counting as a whole, never less than one."""
    return Rate(per, fact_name(of))
