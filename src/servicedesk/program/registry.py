"""Which manuals there are. Installed ones announce themselves by the entry point group ``servicedesk.manuals``."""

from __future__ import annotations

import copyreg
import warnings
from collections.abc import Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from types import MappingProxyType

from attrs import field, frozen

from servicedesk.characters import brief, cut, is_a, is_text
from servicedesk.errors import DefinitionFault, InvalidProcedure, ServicedeskWarning, UnknownManual
from servicedesk.program import build_program
from servicedesk.program.files import is_file
from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.rules.manual import Manual
from servicedesk.said import Said

__all__ = ["Registry", "installed"]

GROUP = "servicedesk.manuals"
_MOST_OF_NAME = 500


@frozen
class Registry:
    """Manuals by name; immutable. Make one with ``Registry.installed()`` or, for tests, ``Registry.of(MANUAL)``.

    A manual is imported when it is first asked for, and compiled once for each edition.

    Example:
        >>> "fuheng" in Registry.installed().names()
        True
    """

    points: Mapping[str, EntryPoint | Manual] = field(factory=dict[str, EntryPoint | Manual])
    _programs: dict[tuple[str, str], Program] = field(
        factory=dict[tuple[str, str], Program], init=False, eq=False, repr=False
    )

    @classmethod
    def installed(cls) -> Registry:
        """Every manual that an installed package announces; none is imported before it is asked for.

        Raises:
            DefinitionFault: two packages announce one name; both are named.
        """
        points: dict[str, EntryPoint | Manual] = {}
        for point in entry_points(group=GROUP):
            known = points.get(point.name)
            if isinstance(known, EntryPoint) and known.value != point.value:
                raise DefinitionFault(
                    Said("two_manuals", name=point.name, one=known.value, other=point.value),
                    remedy=Said("rename_one"),
                    clause="",
                    place=point.name,
                )
            points[point.name] = point
        return cls(MappingProxyType(points))

    @classmethod
    def of(cls, *manuals: Manual) -> Registry:
        """These manuals and no others."""
        return cls(MappingProxyType({m.name: m for m in manuals}))

    def names(self) -> tuple[str, ...]:
        """The names of all manuals, sorted."""
        return tuple(sorted(self.points))

    def manual(self, name: str) -> Manual:
        """The manual of that name.

        Raises:
            UnknownManual: there is none, or it does not load; the message says which.
        """
        if not is_text(name, _MOST_OF_NAME):
            raise UnknownManual(Said("no_manual", name=brief(name)), remedy=Said("name_as_text"), manual=cut(name))
        if name not in self.points:
            near = get_close_matches(name, self.points, 1)
            known = self.names() or Said("none")
            remedy = Said("did_you_mean", near=near[0]) if near else Said("installed_are", known=known)
            if is_file(name):
                remedy = Said("read_from_file")
            raise UnknownManual(Said("no_manual", name=brief(name)), remedy=remedy, manual=cut(name))
        point = self.points[name]
        if isinstance(point, Manual):
            return point
        try:
            loaded = point.load()
        except (ImportError, AttributeError) as error:
            raise UnknownManual(
                Said("manual_not_loaded", name=brief(name), kind=type(error).__name__, said=str(error)),
                remedy=Said("check_entry_point", point=point.value),
                manual=name,
            ) from error
        if not isinstance(loaded, Manual):
            raise UnknownManual(
                Said("not_a_manual", name=brief(name)), remedy=Said("let_name_manual", point=point.value), manual=name
            )
        return loaded

    def __iter__(self) -> Iterator[Manual]:
        """Every manual that loads; one that does not is warned of by name."""
        for name in self.names():
            try:
                yield self.manual(name)
            except UnknownManual as error:
                warnings.warn(ServicedeskWarning(error.said), stacklevel=2)

    def program_on(self, name: str, day: date) -> Program:
        """The rule book of the edition in force on a day.

        Raises:
            UnknownManual: there is no such manual, or none of its editions is in force on that day.
            InvalidPayload: the day is no date.
            InvalidProcedure: it is declared wrongly.
        """
        return self.program(name, self.manual(name).edition_at(day).name)

    def program(self, name: str, edition: str) -> Program:
        """The rule book of a named edition, in force or not.

        Raises:
            UnknownManual: there is no such manual.
            UnknownName: it has no such edition.
            InvalidProcedure: it is declared wrongly.
        """
        known = self._programs.get((name, edition)) if is_a(name, str) and is_a(edition, str) else None
        if known is None:
            # Two threads may compile the same book at once; both are equal, and the last one stays.
            known = self._programs[name, edition] = build_program(self.manual(name), edition)
        return known

    def programs(self, name: str) -> dict[str, Program]:
        """The rule books of all editions of a manual, by edition, in the manual's order.

        Raises:
            UnknownManual: there is no such manual.
            InvalidProcedure: everything that is wrong in any of them, a clause that the catalogue lacks for one.
        """
        programs: dict[str, Program] = {}
        faults: dict[str, DefinitionFault] = {}  # what two editions share is told once
        for edition in self.manual(name).editions:
            try:
                programs[edition.name] = self.program(name, edition.name)
            except InvalidProcedure as wrong:
                faults |= {str(fault): fault for fault in wrong.faults}
        if faults:
            raise InvalidProcedure(Said("manual_declared", name=brief(name)), list(faults.values()))
        return programs


@cache
def installed() -> Registry:
    """Every manual that is installed, in one registry that a process shares: each edition is compiled once."""
    return Registry.installed()


# --- pickling: what is compiled holds functions, so only its name travels and it is compiled where it arrives ---


def _program_again(manual: str | Manual, edition: str) -> Program:
    registry = Registry.of(manual) if isinstance(manual, Manual) else installed()
    return registry.program(manual.name if isinstance(manual, Manual) else manual, edition)


def _plan_again(manual: str, edition: str, procedure: str) -> ProcedurePlan:
    return _program_again(manual, edition).plans[procedure]


def _reduce_program(program: Program) -> tuple[object, ...]:
    name = program.manual.name
    known = name in installed().points and installed().manual(name) is program.manual
    return _program_again, (name if known else program.manual, program.edition)


def _reduce_plan(plan: ProcedurePlan) -> tuple[object, ...]:
    return _plan_again, (plan.manual, plan.edition, plan.procedure.name)


copyreg.pickle(Program, _reduce_program)  # type: ignore[arg-type]  # the stub wants exact tuples
copyreg.pickle(ProcedurePlan, _reduce_plan)  # type: ignore[arg-type]  # the stub wants exact tuples
