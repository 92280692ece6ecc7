"""A procedure is a rule book: one clause, one rule, in the manual's order. A manual holds procedures and editions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import TypeVar

from attrs import field, frozen

from servicedesk.errors import DefinitionFault, UnknownManual, UnknownName
from servicedesk.rules.base import Rule, as_tuple
from servicedesk.rules.checks import check_manual, check_procedure
from servicedesk.rules.expand import expanded
from servicedesk.rules.parts import Role

__all__ = ["BuiltinRoles", "Compatible", "Edition", "Manual", "Procedure", "builtin_roles", "edition"]

R = TypeVar("R", bound=Rule)

ALWAYS_ENDS = ("withdrawn", "merged")


def _states(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return tuple(value.replace(">", " ").split()) if isinstance(value, str) else tuple(value)


@frozen
class Procedure:
    """One procedure of a manual (流程).

    ``states`` is a text in reading order (``"received > registered"``; ``>`` makes no transition), ``ends`` the
    states in which a case is over; ``withdrawn`` and ``merged`` are always ends. With ``one_open=True`` a subject
    has at most one open case. ``terms`` are the Chinese terms of the states.

    Raises:
        InvalidProcedure: everything that is wrong, at once, each fault with clause and place.
    """

    name: str
    zh: str
    section: str = field(default="", kw_only=True)
    states: tuple[str, ...] = field(converter=_states, kw_only=True)
    ends: tuple[str, ...] = field(converter=_states, kw_only=True)
    rules: tuple[Rule, ...] = field(converter=as_tuple, kw_only=True)
    one_open: bool = field(default=False, kw_only=True)
    terms: Mapping[str, str] = field(factory=dict[str, str], kw_only=True, hash=False)

    def __attrs_post_init__(self) -> None:
        check_procedure(self)  # pyright: ignore[reportArgumentType]  # it takes a converter for the field

    @property
    def all_ends(self) -> tuple[str, ...]:
        """The declared ends and the two that every procedure has."""
        return self.ends + tuple(e for e in ALWAYS_ENDS if e not in self.ends)

    @cached_property
    def expanded(self) -> tuple[Rule, ...]:
        """The rules as they are checked and run, where ``rules`` are as they are written."""
        return expanded(self.rules)

    def of(self, kind: type[R]) -> Iterator[R]:
        """The expanded rules of one kind, subclasses included, in the manual's order."""
        return (rule for rule in self.expanded if isinstance(rule, kind))


@frozen
class BuiltinRoles:
    """Who may use the house rules that every procedure has: withdraw, merge, correct, waive, erase."""

    withdraw: tuple[Role, ...] = field(converter=as_tuple)
    merge: tuple[Role, ...] = field(converter=as_tuple)
    correct: tuple[Role, ...] = field(converter=as_tuple)
    erase: tuple[Role, ...] = field(converter=as_tuple)


def builtin_roles(
    *,
    withdraw: Role | tuple[Role, ...],
    merge: Role | tuple[Role, ...],
    correct: Role | tuple[Role, ...],
    erase: Role | tuple[Role, ...],
) -> BuiltinRoles:
    """Name the roles that may withdraw a case, merge it into another, correct an entry, erase a person."""
    return BuiltinRoles(withdraw, merge, correct, erase)


@frozen
class Edition:
    """A manual from a date on (版次). ``name`` is the printed date, or ``undated``."""

    name: str
    in_force_from: date
    verified_on: date
    procedures: tuple[Procedure, ...] = field(converter=as_tuple)


@frozen
class Compatible:
    """Says that a fingerprint replaces another of the same edition, and why old cases go on under it."""

    old: str
    new: str
    why: str


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
    except ValueError:
        raise DefinitionFault(
            f"edition {edition!r}: {text!r} is no date", remedy="write YYYY-MM-DD", clause="", place=edition
        ) from None


@frozen
class Manual:
    """A service manual: its editions, its posts from the desk to the head, its catalogue.

    ``catalogue`` is the package that holds ``catalogue.jsonl``, or the path of such a file. ``head`` is told where
    nobody else is there.

    Raises:
        InvalidProcedure: everything that only the whole shows to be wrong, at once.
    """

    name: str
    zh: str
    editions: tuple[Edition, ...] = field(converter=as_tuple, kw_only=True)
    roles: tuple[Role, ...] = field(converter=as_tuple, kw_only=True)
    head: Role = field(kw_only=True)
    builtin: BuiltinRoles = field(kw_only=True)
    catalogue: str = field(converter=str, kw_only=True)
    compatible: tuple[Compatible, ...] = field(default=(), converter=as_tuple, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_manual(self)  # pyright: ignore[reportArgumentType]  # it takes a converter for the field

    def edition_at(self, day: date) -> Edition:
        """The edition in force on a day.

        Raises:
            UnknownManual: none is in force yet.
        """
        in_force = [e for e in self.editions if e.in_force_from <= day]
        if not in_force:
            first = min(self.editions, key=lambda e: e.in_force_from)
            raise UnknownManual(
                f"manual {self.name!r} has no edition in force on {day}",
                remedy=f"its first edition {first.name!r} is in force from {first.in_force_from}",
                manual=self.name,
                day=day.isoformat(),
            )
        return max(in_force, key=lambda e: e.in_force_from)

    def edition(self, name: str) -> Edition:
        """The edition of that name, in force or not.

        Raises:
            UnknownName: the manual has none of that name.
        """
        for candidate in self.editions:
            if candidate.name == name:
                return candidate
        raise UnknownName(
            f"manual {self.name!r} has no edition {name!r}",
            remedy=f"its editions are {', '.join(e.name for e in self.editions)}",
            manual=self.name,
        )

    def role(self, name: str) -> Role | None:
        """The post of that name, or ``None``."""
        return next((r for r in self.roles if r.name == name), None)
