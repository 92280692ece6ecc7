"""How much of a manual some inputs reached: its actions, limits, levels and refusals, by name, and what was left.

An action is reached where it was done; a limit where it began, and besides where it was met in time and where it was
missed; a level where somebody was told; a refusal where the rule stood against an input, an obligation where it did so
because it was not fulfilled yet. What stands on standing tasks alone is counted in their cases, and what a requirement
gathers from other clauses is counted as that requirement.
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
from servicedesk.program.steps import LimitPlan
from servicedesk.rules.actions import Permission
from servicedesk.rules.base import Rule
from servicedesk.rules.effects import ChildCase
from servicedesk.rules.events import FirstOf
from servicedesk.rules.guards import DocumentRequirement, Prohibition, Requirement, Separation
from servicedesk.rules.limits import Extension, NotBefore, Pause, Window
from servicedesk.rules.manual import Manual
from servicedesk.rules.standing_tasks import StandingTask

__all__ = ["Coverage", "Covered", "coverage_of"]

KINDS: Final = ("action", "limit", "met", "missed", "level", "refusal", "outstanding")

_DONE: Final = frozenset({"opened", "step", "task", "early", "extended"})
_GUARDS: Final = frozenset(
    {
        "required",
        "forbidden",
        "separation",
        "missing_document",
        "empty_field",
        "missing_signature",
        "signed_empty",
        "outdated_signature",
        "too_early",
        "too_early_law",
        "outside_window",
        "paused_by",
        "times_used",
        "unknown_fact",
        "unread_cases",
    }
)
_GATHERED: Final = frozenset({"unpaid", "child_not_ended"})
"""What a requirement of whole clauses lacks is said in the words of fees and cases, under its own clause."""

_OUTSTANDING: Final = frozenset({"outstanding", "unpaid", "limit_open", "child_not_ended", "child_open"})

Thing = tuple[str, str, str]
"""A procedure, one of the kinds, and the name of an action, limit, level or obligation, or the clause that refuses; of
a limit the kinds are ``limit`` where it began, ``met`` and ``missed``."""


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
        """Take what stood against an input, but for who it was, where the case stood, what was filed, and the site."""
        for each in refusals:
            if each.kind in _GUARDS or each.kind in _GATHERED:
                self.things.add((case.procedure, "refusal", each.clause))
            if each.kind in _OUTSTANDING:
                self.things.add((case.procedure, "outstanding", _in_the_way(case, each)))


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
    rules = plan.procedure.expanded
    elsewhere = {rule.name for rule in plan.procedure.of(StandingTask) if rule.subjects is not None}
    untold = {f"{rule.called}_ended" for rule in plan.procedure.of(ChildCase) if not rule.notifies}
    levels = (rule.name for rule in plan.escalations if not _named(rule.since) <= elsewhere)
    refusing = (plan.id_of(rule) for rule in rules if _refuses(rule, elsewhere))
    before = _before_steps(plan, elsewhere)
    outstanding = (_called(rule) for rule in rules if _called(rule) in before)
    return {
        "action": tuple(dict.fromkeys(name for name in plan.steps)),
        **dict.fromkeys(("limit", "met", "missed"), limits),
        "level": tuple(dict.fromkeys(name for name in levels if name not in untold)),
        "refusal": tuple(dict.fromkeys(refusing)),
        "outstanding": tuple(dict.fromkeys(outstanding)),
    }


def _named(since: object) -> set[str]:
    """What an event names, or each of several of which any will do."""
    several = since.choices if isinstance(since, FirstOf) else (since,)
    return {getattr(each, "name", getattr(each, "limit", "")) for each in several}


def _refuses(rule: Rule, elsewhere: Collection[str]) -> bool:
    """Whether a rule shuts out something that is done in the cases of its own procedure."""
    if isinstance(rule, Requirement | DocumentRequirement):
        return not set(rule.before_steps) <= set(elsewhere)  # with none, another requirement gathers it
    if isinstance(rule, Prohibition | Separation | Window | NotBefore):
        steps: tuple[str, ...] = getattr(rule, "steps", ())
        return not steps or not set(steps) <= set(elsewhere)
    if isinstance(rule, Pause):
        return bool(rule.actions)
    return isinstance(rule, Extension) or (isinstance(rule, Permission) and rule.wait is not None)


def _before_steps(plan: ProcedurePlan, elsewhere: Collection[str]) -> set[str]:
    """What has to be done, paid, closed, kept or ended before a step, or before the end."""
    steps = [each for name, step in plan.steps.items() if name not in elsewhere for each in step.alternatives]
    awaited = [rule for rule in plan.opens if "end" in rule.awaited_before]
    fulfilled = [rule for step in steps for rule in (*step.acts, *step.fees, *step.awaits, *step.opens)]
    limits = {limit.name for _, group in plan.limits for limit in group if limit.mandatory and not _ends(plan, limit)}
    limits |= {limit.name for step in steps for limit in step.blocking}
    return {_called(rule) for rule in (*plan.mandatory, *plan.items.values(), *awaited, *fulfilled)} | limits


def _ends(plan: ProcedurePlan, limit: LimitPlan) -> bool:
    """Whether every step that ends the case meets a limit itself: at no end it is there to be refused for."""
    until = limit.until.choices if isinstance(limit.until, FirstOf) else (limit.until,)
    met = {(each.kind, each.name) for each in until}
    ending = ((name, to) for name, step in plan.steps.items() for to in step.moves.values() if to in plan.ends)
    return all(("done", name) in met or ("entered", to) in met for name, to in ending)


def _called(rule: Rule) -> str:
    return rule.called if isinstance(rule, ChildCase) else rule.name


def _in_the_way(case: Case, refusal: Refusal) -> str:
    """The name of what stands in the way: of a case that was opened that of the rule which opened it."""
    opened = dict(refusal.arguments).get("child")
    child = next((each for each in case.followed.values() if each.at_hand == opened), None)
    return refusal.obligation.partition("@")[0] if child is None else child.name
