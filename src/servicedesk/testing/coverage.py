"""How much of a manual some inputs reached: its actions, limits, levels and refusals, by name, and what was left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from attrs import define, field, frozen

from servicedesk.engine.case import Case
from servicedesk.engine.entry import Entry, EscalationEntry
from servicedesk.engine.refusals import Refusal
from servicedesk.program.named import plan_named
from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.program.registry import Registry
from servicedesk.rules.base import Rule
from servicedesk.rules.guards import DocumentRequirement, Prohibition, Requirement, Separation
from servicedesk.rules.limits import NotBefore, Window
from servicedesk.rules.manual import Manual

__all__ = ["Coverage", "Covered", "coverage_of"]

KINDS: Final = ("action", "limit", "level", "refusal")

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
"""A procedure, one of the kinds, and the name of an action, limit or level, or the clause that refuses."""


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
            if isinstance(entry, EscalationEntry):
                self.things.add((case.procedure, "level", entry.name.partition("@")[0]))

    def of_refusals(self, case: Case, refusals: Iterable[Refusal]) -> None:
        """Take the clauses that stood against an input, but for who it was, where the case stood and what was filed."""
        told = (each for each in refusals if each.kind in _GUARDS)
        self.things |= {(case.procedure, "refusal", each.clause) for each in told}


@frozen
class Coverage:
    """What there is in a manual, or in one procedure of it, and what of that was reached.

    ``rows`` have for each procedure and each kind (action, limit, level, refusal) the names that were reached and those
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
            missing = f"; not reached: {', '.join(left)}" if left else ""
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
        'fee_collection action: 0 of 3; not reached: open, collect, settle'
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
    refusing: list[Rule] = [rule for rule in plan.procedure.expanded if isinstance(rule, _REFUSING)]
    return {
        "action": tuple(dict.fromkeys(name for name in plan.steps)),
        "limit": tuple(dict.fromkeys(name for name, _ in plan.limits)),
        "level": tuple(dict.fromkeys(rule.name for rule in plan.escalations)),
        "refusal": tuple(dict.fromkeys(plan.id_of(rule) for rule in refusing)),
    }
