"""How much of a manual some inputs reached: its actions, limits, levels and refusals, by name, and what was left.

An action is reached where it was done; a limit where it began, and besides where it was met in time and where it was
missed; a level where somebody was told; a refusal where the rule stood against an input. What stands on standing tasks
alone is counted in their cases, and what a requirement gathers from other clauses is counted as that requirement.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from attrs import define, field, frozen

from servicedesk.engine.case import Case
from servicedesk.engine.entry import Entry, EscalationEntry
from servicedesk.engine.refusals import Refusal
from servicedesk.program.named import plan_named
from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.program.registry import Registry
from servicedesk.rules.base import Rule
from servicedesk.rules.events import FirstOf
from servicedesk.rules.guards import DocumentRequirement, Prohibition, Requirement, Separation
from servicedesk.rules.limits import NotBefore, Window
from servicedesk.rules.manual import Manual
from servicedesk.rules.standing_tasks import StandingTask

__all__ = ["Coverage", "Covered", "coverage_of"]

KINDS: Final = ("action", "limit", "met", "missed", "level", "refusal")

_DONE: Final = frozenset({"opened", "step", "task", "early", "extended"})
_GUARDS: Final = frozenset(
    {
        "required",
        "forbidden",
        "separation",
        "missing_document",
        "empty_field",
        "missing_signature",
        "too_early",
        "too_early_law",
        "outside_window",
        "unknown_fact",
        "unread_cases",
    }
)
_REFUSING: Final = (Requirement, Prohibition, Separation, DocumentRequirement, Window, NotBefore)

Thing = tuple[str, str, str]
"""A procedure, one of the kinds, and the name of an action, limit or level, or the clause that refuses; of a limit
the kinds are ``limit`` where it began, ``met`` and ``missed``."""


@define
class Covered:
    """What came about, gathered from histories and refusals as they come."""

    things: set[Thing] = field(factory=set[Thing])

    def of_history(self, case: Case, entries: Iterable[Entry]) -> None:
        """Take what the entries of a case tell."""
        for entry in entries:
            if entry.kind in _DONE:
                self.things.add((case.procedure, "action", entry.name))
            if entry.limit is not None:
                self.things.add((case.procedure, "limit", entry.limit.name))
                if entry.kind in ("met", "missed"):
                    self.things.add((case.procedure, entry.kind, entry.limit.name))
            if isinstance(entry, EscalationEntry):
                self.things.add((case.procedure, "level", entry.name.partition("@")[0]))

    def of_refusals(self, case: Case, refusals: Iterable[Refusal]) -> None:
        """Take the clauses that stood against an input, but for who it was, where the case stood and what was filed."""
        told = (each for each in refusals if each.kind in _GUARDS)
        self.things |= {(case.procedure, "refusal", each.clause) for each in told}


@frozen
class Coverage:
    """What there is in a manual, or in one procedure of it, and what of that was reached.

    ``rows`` have for each procedure and each of the ``KINDS`` the names that were reached and those
    that were not, in the manual's order.
    """

    rows: Mapping[tuple[str, str], tuple[tuple[str, ...], tuple[str, ...]]]

    @property
    def missing(self) -> tuple[Thing, ...]:
        """Everything that was not reached."""
        return tuple((*key, name) for key, (_, left) in self.rows.items() for name in left)

    def text(self) -> str:
        """A line a procedure and kind, and what is missing from it."""
        lines: list[str] = []
        for (procedure, kind), (reached, left) in self.rows.items():
            of = len(reached) + len(left)
            missing = f"; not covered: {', '.join(left)}" if left else ""
            lines.append(f"{procedure} {kind}: {len(reached)} of {of}{missing}")
        return "\n".join(lines)


def coverage_of(
    manual: Manual, covered: Covered, *, procedure: str | None = None, registry: Registry | None = None
) -> Coverage:
    """Hold what was reached against what the present edition of a manual has.

    Args:
        manual: the manual.
        covered: what came about.
        procedure: one procedure; all that have cases where left out.
        registry: where the rules of the manual are found; compiled anew where left out.

    Raises:
        UnknownName: no such procedure.

    Example:
        >>> from servicedesk.manuals.fuheng import MANUAL
        >>> from servicedesk.testing.coverage import Covered, coverage_of
        >>> coverage_of(MANUAL, Covered(), procedure="fee_collection").text().splitlines()[0]
        'fee_collection action: 0 of 3; not covered: open, collect, settle'
    """
    program = (registry or Registry.of(manual)).program(manual.name, manual.latest.name)
    rows: dict[tuple[str, str], tuple[tuple[str, ...], tuple[str, ...]]] = {}
    for plan in _plans(program, procedure):
        for kind, names in _there_is(plan).items():
            found = {name for name in names if (plan.procedure.name, kind, name) in covered.things}
            rows[plan.procedure.name, kind] = (
                tuple(name for name in names if name in found),
                tuple(name for name in names if name not in found),
            )
    return Coverage(rows)


def _plans(program: Program, procedure: str | None) -> Iterator[ProcedurePlan]:
    if procedure is not None:
        yield plan_named(program, procedure)
        return
    yield from (plan for plan in program.plans.values() if plan.procedure.has_cases)


def _there_is(plan: ProcedurePlan) -> dict[str, tuple[str, ...]]:
    """The names by kind, each once, in the manual's order."""
    limits = tuple(dict.fromkeys(name for name, _ in plan.limits))
    elsewhere = {rule.name for rule in plan.procedure.of(StandingTask) if rule.subjects is not None}
    levels = (rule.name for rule in plan.escalations if not _named(rule.since) <= elsewhere)
    refusing = (rule for rule in plan.procedure.expanded if isinstance(rule, _REFUSING) and _refuses(rule, elsewhere))
    return {
        "action": tuple(dict.fromkeys(name for name in plan.steps)),
        **dict.fromkeys(("limit", "met", "missed"), limits),
        "level": tuple(dict.fromkeys(levels)),
        "refusal": tuple(dict.fromkeys(plan.id_of(rule) for rule in refusing)),
    }


def _named(since: object) -> set[str]:
    """What an event names, or each of several of which any will do."""
    several = since.choices if isinstance(since, FirstOf) else (since,)
    return {getattr(each, "name", getattr(each, "limit", "")) for each in several}


def _refuses(rule: Rule, elsewhere: Collection[str]) -> bool:
    """Whether a rule stands before something that is done in the cases of its own procedure."""
    if isinstance(rule, Requirement | DocumentRequirement):
        return not set(rule.before_steps) <= set(elsewhere)  # with none, another requirement gathers it
    steps: tuple[str, ...] = getattr(rule, "steps", ())
    return not steps or not set(steps) <= set(elsewhere)
