"""The words that manuals are written with: roles, forms with their fields, documents.

The Chinese term is the source and travels with the object; the English gloss explains it. Identifiers are
English ``snake_case``. All of these are open values: a manual makes its own by calling the functions below.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from attrs import evolve, frozen

from servicedesk.errors import DefinitionFault
from servicedesk.rules.calling import word
from servicedesk.rules.several import as_tuple
from servicedesk.said import Said, known_or

EVERY_ROLE = "*"
"""Every role of the manual (所有员工): what a role may include instead of naming them."""

_NAME = re.compile(r"[a-z][a-z0-9_]*")


def is_name(name: str) -> bool:
    """Whether it is English snake_case: a small letter, then small letters, digits and underscores."""
    return _NAME.fullmatch(name) is not None


def check_name(name: str, what: str) -> str:
    """The name, if it is English snake_case.

    Raises:
        DefinitionFault: it is not.
    """
    if not is_name(name):
        raise DefinitionFault(
            Said("fault_no_name_for", name=name, what=known_or(f"thing_{what}", what)),
            remedy=Said("fault_use_english_snake_case"),
            clause="",
            place=name,
        )
    return name


def normalise(term: str) -> str:
    """Fold width, case, spaces and title brackets, so that printed variants of one term compare equal."""
    folded = unicodedata.normalize("NFKC", term).casefold()
    return re.sub(r"[\s《》<>()\[\]【】“”\"'·/、-]", "", folded)


@frozen
class NamedCalendar:
    """Working hours that a manual gives a name to (前台作息); the policy of a site says what it stands for."""

    name: str
    zh: str
    gloss: str = ""


@frozen
class Role:
    """A role (岗位) that acts. ``reports_to`` names the next role up; the last one is the manual's head.

    ``includes`` names the roles whose holders have this one too, or says ``EVERY_ROLE`` (所有员工).

    A *party* (业主、租户) stands outside the company, in no other role and in no roster, and a message
    to it goes to it alone. ``calendar`` names the hours by which limits count that the role answers for.
    """

    name: str
    zh: str
    gloss: str = ""
    reports_to: str = ""
    aliases: tuple[str, ...] = ()
    includes: tuple[str, ...] = ()
    is_party: bool = False
    calendar: NamedCalendar | None = None

    def or_(self, other: Role, *, when: Any) -> Signature:
        """Say who may sign in this role's place, and on which condition (代签)."""
        return Signature(role=self, substitute=other, when=when)


@frozen
class Field:
    """One field of a form. ``kind`` is text, telephone, number, count, money, flag, day, moment, span or choice.

    A choice from an ``open_list`` takes the examples listed and any other text. A day or a moment that is ``past``
    never lies after the action that fills it, one that is ``ahead`` never before it. A number that is ``not_negative``
    is zero or more, as a count and an amount of money always are.
    """

    name: str
    zh: str
    kind: str = "text"
    required: bool = True
    personal: bool = False
    options: tuple[tuple[str, str], ...] = ()
    if_empty: bool | None = None
    open_list: bool = False
    past: bool = False
    ahead: bool = False
    not_negative: bool = False

    def optional(self) -> Field:
        """The same field, which may stay empty."""
        return evolve(self, required=False)


@frozen
class Form:
    """A form (表单) with its fields, or a document that is shown (证件, one field: seen or not)."""

    name: str
    zh: str
    gloss: str = ""
    fields: tuple[Field, ...] = ()
    aliases: tuple[str, ...] = ()

    def part(self, *names: str) -> FormPart:
        """The fields of this form that one step fills; the rest is left to other steps."""
        known = {f.name for f in self.fields}
        unknown = [n for n in names if n not in known]
        if unknown:
            raise DefinitionFault(
                Said(
                    "fault_form_has_no_field",
                    name=self.name,
                    zh=self.zh,
                    names=tuple(Said("text_shown", text=each) for each in unknown),
                ),
                remedy=Said("fault_fields", known=tuple(sorted(known)) or Said("none")),
                clause="",
                place=self.name,
            )
        return FormPart(form=self, names=names)

    def by(self, signer: Role) -> Signature:
        """This form with the signature of one role."""
        return Signature(role=signer, form=self)


@frozen
class FormPart:
    """Some fields of a form."""

    form: Form
    names: tuple[str, ...]

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The fields that are named, in the form's order."""
        return tuple(f for f in self.form.fields if f.name in self.names)


@frozen
class Signature:
    """Who signs (签字), on which form, who may sign instead on a condition, and under which exception nobody need."""

    role: Role
    form: Form | None = None
    substitute: Role | None = None
    when: Any = None
    unless: Any = None


@word
def role(
    name: str,
    zh: str,
    gloss: str = "",
    *,
    reports_to: str = "",
    aliases: tuple[str, ...] = (),
    includes: str | Role | Iterable[str | Role] = (),
    calendar: NamedCalendar | None = None,
) -> Role:
    """Declare a role.

    Args:
        name: its name, English snake_case.
        zh: what the manual calls it.
        gloss: what that means.
        reports_to: the name of the role above it.
        aliases: what the manual calls it elsewhere.
        includes: the roles, or their names, whose holders count as holders of this one, to act and to sign; or
            ``EVERY_ROLE``. A message to it goes to those whom the roster names under it, else to the heads of these.
        calendar: the hours by which limits count that it answers for; the desk's where left out.
    """
    several = includes.split() if isinstance(includes, str) else as_tuple(includes)
    named = tuple(each.name if isinstance(each, Role) else each for each in several)
    return Role(check_name(name, "role"), zh, gloss, reports_to, aliases, named, calendar=calendar)


@word
def calendar(name: str, zh: str, gloss: str = "") -> NamedCalendar:
    """Give working hours a name, for instance those of the front desk; the policy of a site says what they are."""
    return NamedCalendar(check_name(name, "calendar"), zh, gloss)


@word
def party(name: str, zh: str, gloss: str = "", *, aliases: tuple[str, ...] = ()) -> Role:
    """Declare somebody outside the company who acts, signs or is notified: an owner, a tenant, a contractor."""
    return Role(check_name(name, "party"), zh, gloss, aliases=aliases, is_party=True)


def form(name: str, zh: str, *fields: Field, gloss: str = "", aliases: tuple[str, ...] = ()) -> Form:
    """Declare a form with its fields; printed variants of its title go to ``aliases``."""
    names = [f.name for f in fields]
    twice = sorted({n for n in names if names.count(n) > 1})
    if twice:
        raise DefinitionFault(
            Said("fault_form_has_two_fields", name=name, zh=zh, names=tuple(twice)),
            remedy=Said("fault_name_field"),
            clause="",
            place=name,
        )
    return Form(check_name(name, "form"), zh, gloss, fields, aliases)


def document(name: str, zh: str, gloss: str = "", *, aliases: tuple[str, ...] = ()) -> Form:
    """Declare a document that is shown or handed in: one field, which must be yes."""
    return Form(check_name(name, "document"), zh, gloss, (Field(name, zh, "shown"),), aliases)
