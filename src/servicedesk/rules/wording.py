"""Forms, documents, fields and classifications as classes of assignments, for the words file of a manual.

    class ComplaintRecord(Form, zh="业主投诉及建议记录表"):
        complainant = text("投诉人", personal=True)
        valid = flag("有效投诉")

Names are derived: of a form from its class, of a field from its attribute. Behind each class stands the same value that
``form(...)`` or ``classification(...)`` makes; rules turn what they are given into those values at once.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import ClassVar, Generic, Self, TypeVar, overload

from attrs import evolve

from servicedesk.errors import DefinitionFault
from servicedesk.rules.calling import method, word
from servicedesk.rules.conditions import Categories, CategoryIs, CategoryValue
from servicedesk.rules.facts import Compare, FactRef
from servicedesk.rules.parts import Field, Form, Role, Signature, check_name
from servicedesk.rules.values import Quantity, Rate
from servicedesk.said import Said
from servicedesk.spans.kinds import ClockTime

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
                Said("fault_field_elsewhere", name=name, name_two=owner.__name__, name_three=self.value.name),
                remedy=Said("fault_declare_each_field_stands"),
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
    """A field with a list of answers: these and no others, unless it is open."""

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

    def not_negative(self) -> Self:
        """The same field, which is zero or more: a reading of a meter. A count and an amount of money always are."""
        self.value = evolve(self.value, not_negative=True)
        return self

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


Number = int | Decimal | Quantity | Rate | ClockTime


class _Dated(DeclaredField):
    """A field for a day or a moment."""

    __slots__ = ()

    def past(self) -> Self:
        """The same field, which never lies after the action that fills it: when something was found."""
        self.value = evolve(self.value, past=True, ahead=False)
        return self

    def ahead(self) -> Self:
        """The same field, which never lies before the action that fills it: an appointment."""
        self.value = evolve(self.value, ahead=True, past=False)
        return self


class DayField(_Dated):
    """A field for a calendar date."""

    __slots__ = ()

    def is_(self, *values: date) -> Compare:
        """One of these dates."""
        return self.fact.is_(*values)


class MomentField(_Dated):
    """A field for a point in time."""

    __slots__ = ()


class SpanField(DeclaredField):
    """A field for a length of time."""

    __slots__ = ()


F = TypeVar("F", bound=DeclaredField)


class TelephoneField(DeclaredField):
    """A field for a telephone number, which is personal."""

    __slots__ = ()


class FieldMaker(Generic[F]):
    """Makes fields of one kind: with its term in a class of fields, with name and term for a program."""

    def __init__(self, field: type[F], kind: str, name: str = "") -> None:
        self.field, self.kind, self.name = field, kind, name or kind

    @overload
    def __call__(self, zh: str, /, *, required: bool = True) -> F: ...
    @overload
    def __call__(self, name: str, zh: str, /, *, required: bool = True) -> Field: ...
    @method(lambda maker: f"{maker.name}(...)")
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
span_of_time = FieldMaker(SpanField, "span", "span_of_time")  # a length of time in the strict text form: 2 working days


@overload
def text(zh: str, /, *, required: bool = True, personal: bool = False) -> TextField: ...
@overload
def text(name: str, zh: str, /, *, required: bool = True, personal: bool = False) -> Field: ...
@word
def text(name: str, zh: str | None = None, /, *, required: bool = True, personal: bool = False) -> TextField | Field:
    """A field for words; at most 4,000 characters. ``personal`` keeps its value out of the history."""
    return _field(TextField, Field("", "", "text", required, personal), name, zh)


@overload
def telephone_number(zh: str, /, *, required: bool = True) -> TelephoneField: ...
@overload
def telephone_number(name: str, zh: str, /, *, required: bool = True) -> Field: ...
@word
def telephone_number(name: str, zh: str | None = None, /, *, required: bool = True) -> TelephoneField | Field:
    """A field for a person's telephone number, personal and kept as digits, however it is written (转801, ext. 801)."""
    return _field(TelephoneField, Field("", "", "telephone", required, personal=True), name, zh)


@overload
def flag(zh: str, /, *, required: bool = True, if_empty: bool | None = None) -> FlagField: ...
@overload
def flag(name: str, zh: str, /, *, required: bool = True, if_empty: bool | None = None) -> Field: ...
@word
def flag(
    name: str, zh: str | None = None, /, *, required: bool = True, if_empty: bool | None = None
) -> FlagField | Field:
    """A field for yes or no (是, 否). ``if_empty=False`` makes it a box: left unticked (未勾选) it says no."""
    return _field(FlagField, Field("", "", "flag", required and if_empty is None, if_empty=if_empty), name, zh)


@overload
def choice(zh: str, /, *, required: bool = True, open_list: bool = False, **options: str) -> ChoiceField: ...
@overload
def choice(name: str, zh: str, /, *, required: bool = True, open_list: bool = False, **options: str) -> Field: ...
@word
def choice(
    name: str, zh: str | None = None, /, *, required: bool = True, open_list: bool = False, **options: str
) -> ChoiceField | Field:
    """A field with a list of answers: each keyword is one, its text the Chinese term.

    An ``open_list`` gives examples (如…), and takes any other text too.
    """
    value = Field("", "", "choice", required, options=tuple(options.items()), open_list=open_list)
    return _field(ChoiceField, value, name, zh)


# --- forms and documents -----------------------------------------------------------------------------------


def _as_class(cls: type) -> str:
    return f"class {cls.__name__}"


def _declared_fields(cls: type, base: type) -> tuple[Field, ...]:
    own = {name: value for name, value in vars(cls).items() if not name.startswith("__")}
    for name, value in own.items():
        if hasattr(base, name):
            raise DefinitionFault(
                Said("fault_name_every_form_has", name=cls.__name__, name_two=name),
                remedy=Said("fault_call_field_otherwise"),
                clause="",
                place=cls.__name__,
            )
        if not isinstance(value, DeclaredField):
            raise DefinitionFault(
                Said("fault_no_field", name=cls.__name__, name_two=name),
                remedy=Said("fault_give_text_flag_another"),
                clause="",
                place=cls.__name__,
            )
    return tuple(value.value for value in own.values() if isinstance(value, DeclaredField))


class DeclaredFields:
    """Fields of no form (无表单): what a step asks for and no form keeps. Used as ``asks=(Intake.valid, ...)``."""

    @method(_as_class)
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

    @method(_as_class)
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

    @method(_as_class)
    def __init_subclass__(cls, *, zh: str, gloss: str = "", aliases: tuple[str, ...] = (), name: str = "") -> None:
        super().__init_subclass__(zh=zh, gloss=gloss, aliases=aliases, name=name)
        if cls.value_.fields:
            raise DefinitionFault(
                Said("fault_document_has_no_fields", name=cls.__name__),
                remedy=Said("fault_make_form"),
                clause="",
                place=cls.__name__,
            )
        cls.value_ = evolve(cls.value_, fields=(Field(cls.name, zh, "shown"),))


# --- classifications ---------------------------------------------------------------------------------------


@word
def category(zh: str) -> CategoryIs:
    """One value of a classification, which is the condition that the case has it."""
    return CategoryIs(Categories("", zh, ()), ())


class DeclaredCategories:
    """An attribute of a case that rules depend on (分类); each value is a condition.

    With ``open_list=True`` the values are examples (如…): any other text is taken too, and ``is_other()`` is the
    condition of it.
    """

    name: ClassVar[str] = ""
    zh: ClassVar[str] = ""
    value_: ClassVar[Categories]

    @method(_as_class)
    def __init_subclass__(cls, *, zh: str, name: str = "", open_list: bool = False) -> None:
        own = {name: value for name, value in vars(cls).items() if not name.startswith("__")}
        named = check_name(name or _snake_case(cls.__name__), "classification")
        for value, said in own.items():
            if hasattr(DeclaredCategories, value) or not isinstance(said, CategoryIs) or said.names:
                raise DefinitionFault(
                    Said("fault_no_value_classification", name=cls.__name__, value=repr(value)),
                    remedy=Said("fault_write_name_category_with"),
                    clause="",
                    place=cls.__name__,
                )
        if not own:
            raise DefinitionFault(
                Said("fault_classification_has_no_value", name=named),
                remedy=Said("fault_name_values"),
                clause="",
                place=named,
            )
        cls.name, cls.zh = named, zh
        several = tuple(CategoryValue(named, check_name(n, "value"), v.classification.zh) for n, v in own.items())
        cls.value_ = Categories(named, zh, several, open_list)
        for value in own:
            setattr(cls, value, CategoryIs(cls.value_, (value,)))

    @classmethod
    def is_(cls, *names: str) -> CategoryIs:
        """The condition that the case has one of these values; an unknown one is a fault of the rule that takes it."""
        return cls.value_.is_(*names)

    @classmethod
    def is_other(cls) -> CategoryIs:
        """The condition that something else was stated than the values listed; only an open list takes that."""
        return cls.value_.is_other()
