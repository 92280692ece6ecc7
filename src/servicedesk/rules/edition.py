"""Editions of a manual, the roles of its built-in actions, and what a manual says before anybody has checked it."""

from __future__ import annotations

from datetime import date

from attrs import evolve, field, frozen

from servicedesk.arguments import as_text, of_kind
from servicedesk.characters import brief, is_a
from servicedesk.errors import DefinitionFault, UnknownManual, UnknownName
from servicedesk.rules.calling import Called, word
from servicedesk.rules.exceptions import for_procedure
from servicedesk.rules.parts import Role
from servicedesk.rules.procedure import Procedure
from servicedesk.rules.several import as_tuple
from servicedesk.said import Said


@frozen
class BuiltinRoles(metaclass=Called):
    """Who may do the built-in actions that every procedure has: withdraw, merge, correct, waive, erase."""

    withdraw: tuple[Role, ...] = field(converter=as_tuple)
    merge: tuple[Role, ...] = field(converter=as_tuple)
    correct: tuple[Role, ...] = field(converter=as_tuple)
    erase: tuple[Role, ...] = field(converter=as_tuple)


@word
def builtin_roles(
    *,
    withdraw: Role | tuple[Role, ...],
    merge: Role | tuple[Role, ...],
    correct: Role | tuple[Role, ...],
    erase: Role | tuple[Role, ...],
) -> BuiltinRoles:
    """Name the roles that may withdraw a case, merge it into another, correct an entry, erase a person."""
    return BuiltinRoles(withdraw, merge, correct, erase)


def _procedures(value: object) -> tuple[Procedure, ...]:
    """The procedures of an edition, each with the exceptions that others make to its rules."""
    procedures = as_tuple(value)
    if not all(isinstance(each, Procedure) for each in procedures):
        return procedures  # told with the faults of the manual
    return tuple(_with_exceptions(each, procedures) for each in procedures)


def _with_exceptions(procedure: Procedure, procedures: tuple[Procedure, ...]) -> Procedure:
    others = (other for other in procedures if other.name != procedure.name)
    exceptions = tuple(each for other in others for each in for_procedure(other.name, other.rules, procedure.name))
    return procedure if exceptions == procedure.exceptions else evolve(procedure, exceptions=exceptions)


@frozen
class Edition(metaclass=Called):
    """A manual from a date on (版次). ``name`` is the printed date, or ``undated``.

    Example:
        >>> edition("2026", in_force_from="2026-01-01", verified_on="2026-01-01").in_force_from
        datetime.date(2026, 1, 1)
    """

    name: str
    in_force_from: date
    verified_on: date
    procedures: tuple[Procedure, ...] = field(converter=_procedures)


@frozen
class Compatible(metaclass=Called):
    """Says that a fingerprint replaces another of the same edition, and why old cases go on under it."""

    old: str
    new: str
    why: str


@word
def edition(name: str, *procedures: Procedure, in_force_from: str, verified_on: str) -> Edition:
    """Declare an edition; both dates are ``YYYY-MM-DD``.

    Args:
        name: its printed date, or ``undated``.
        procedures: what it holds.
        in_force_from: the first day on which cases are opened under it.
        verified_on: when a person last held the declarations against the manual.

    Raises:
        DefinitionFault: a date is none.
    """
    return Edition(name, _day(name, in_force_from), _day(name, verified_on), procedures)


def _day(edition: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError):
        raise DefinitionFault(
            Said("fault_edition_no_date", edition=edition, text=text),
            remedy=Said("fault_write_yyyy_mm_dd"),
            clause="",
            place=edition,
        ) from None


@frozen
class ManualDeclaration(metaclass=Called):
    """A service manual as declared: its editions, its roles from the desk to the head, its catalogue.

    ``catalogue`` is the package that holds ``catalogue.jsonl``, or the path of such a file; without one every rule is a
    local rule. ``head`` is notified where nobody else is there.
    """

    name: str
    zh: str
    editions: tuple[Edition, ...] = field(converter=as_tuple, kw_only=True)
    roles: tuple[Role, ...] = field(converter=as_tuple, kw_only=True)
    head: Role = field(kw_only=True)
    builtin: BuiltinRoles = field(kw_only=True)
    catalogue: str = field(default="", converter=str, kw_only=True)
    compatible: tuple[Compatible, ...] = field(default=(), converter=as_tuple, kw_only=True)

    def edition_at(self, day: date) -> Edition:
        """The edition in force on a day.

        Raises:
            UnknownManual: none is in force yet.
            InvalidPayload: the day is no date.
        """
        given = of_kind(day, date, "day")
        day = date(given.year, given.month, given.day)  # a datetime compares with no date
        in_force = [e for e in self.editions if e.in_force_from <= day]
        if not in_force:
            first = min(self.editions, key=lambda e: e.in_force_from)
            raise UnknownManual(
                Said("manual_not_in_force", manual=self.name, day=day),
                remedy=Said("first_in_force", edition=first.name, day=first.in_force_from),
                manual=self.name,
                day=day.isoformat(),
            )
        return max(in_force, key=lambda e: e.in_force_from)

    @property
    def latest(self) -> Edition:
        """The edition that comes into force last."""
        return max(self.editions, key=lambda e: e.in_force_from)

    def edition(self, name: str) -> Edition:
        """The edition of that name, in force or not.

        Raises:
            UnknownName: the manual has none of that name.
        """
        for candidate in self.editions:
            if is_a(name, str) and candidate.name == name:
                return candidate
        raise UnknownName(
            Said("manual_no_edition", manual=self.name, edition=brief(name)),
            remedy=Said("its_editions", editions=tuple(e.name for e in self.editions)),
            manual=self.name,
        )

    def role(self, name: str) -> Role | None:
        """The role of that name, or ``None``.

        Raises:
            InvalidPayload: the name is no text.
        """
        wanted = as_text(name, "role")
        return next((r for r in self.roles if r.name == wanted), None)
