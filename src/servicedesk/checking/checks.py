"""All checks of a manual, one after another: first each procedure by itself, then what several show together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from servicedesk.characters import is_a
from servicedesk.checking.categories import categories
from servicedesk.checking.deadlines import deadlines
from servicedesk.checking.finding import Finding
from servicedesk.checking.levels import levels, openings
from servicedesk.checking.people import Staff, roles, staff_of, staffing
from servicedesk.checking.reaching import reaching, search_of
from servicedesk.checking.search import MOST, Search, bounded_search
from servicedesk.program.build import build_program
from servicedesk.program.named import plan_named
from servicedesk.program.program import Program
from servicedesk.program.registry import Registry
from servicedesk.program.standing_tasks import standing_procedure
from servicedesk.roster import RosterEntry
from servicedesk.rules.manual import Manual
from servicedesk.rules.standing_tasks import StandingTask


def check(
    manual: Manual | str,
    procedure: str | None = None,
    *,
    edition: str = "",
    roster: Mapping[str, Iterable[RosterEntry | str]] | None = None,
    most: int = MOST,
) -> tuple[Finding, ...]:
    """What a manual says and cannot mean, or leaves open: found by search, each with the shortest way there.

    Args:
        manual: a manual, or the name of an installed one.
        procedure: one procedure only, with its standing tasks over subjects; the manual as a whole, its roles too,
            where left out.
        edition: its name; the one latest in force where left out.
        roster: whom a site has in each role, written as for a desk, if its people are to be checked too.
        most: how many cases a search may tell apart, from 1 on; one that needs more is cut, which is a finding.

    Raises:
        UnknownManual: no manual of that name is installed.
        UnknownName: the manual has no such procedure, or no such edition.
        InvalidProcedure: the manual cannot be built.
        InvalidRoster: the roster is none, or names a role that the manual has not.
        InvalidPayload: ``most`` is no whole number, or below 1.

    Example:
        >>> from servicedesk.checking import check
        >>> [finding.id for finding in check("fuheng", "goods_release")]
        ['miss_without_effect goods_release/month_end']
    """
    bounded_search(most)
    known = manual if isinstance(manual, Manual) else Registry.installed().manual(manual)
    latest = is_a(edition, str) and not edition
    name = known.latest.name if latest else edition
    program = build_program(known, name)
    staff = staff_of(known, {} if roster is None else roster)
    only = None if procedure is None else frozenset(_with_its_standing_tasks(program, procedure))
    return tuple(_findings(program, only, staff, most))


def _with_its_standing_tasks(program: Program, procedure: str) -> Iterator[str]:
    plan = plan_named(program, procedure)
    yield procedure
    for task in plan.procedure.of(StandingTask):
        yield standing_procedure(procedure, task.name)


def _findings(program: Program, only: Collection[str] | None, staff: Staff, most: int) -> Iterator[Finding]:
    searches: dict[str, Search] = {}
    for name, plan in program.plans.items():
        if (only is not None and name not in only) or not plan.procedure.has_cases:
            continue
        searches[name] = search_of(program, plan, most)
        yield from reaching(searches[name], most)
        yield from levels(program, plan)
        yield from deadlines(plan)
        yield from categories(plan)
        if staff:
            yield from staffing(program, plan, staff)
    if only is None:
        yield from roles(program, searches)
        yield from openings(program)
