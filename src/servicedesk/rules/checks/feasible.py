"""Checks for what is declared and can never happen, or can never stop happening."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from servicedesk.rules.actions import Category, Decision, FollowUp, Step, Task
from servicedesk.rules.base import Rule
from servicedesk.rules.checks.graph import onward
from servicedesk.rules.checks.limits import disjoint
from servicedesk.rules.checks.report import Names, Report
from servicedesk.rules.conditions import OTHER, AllOf, AnyOf, CategoryIs, Condition, walk
from servicedesk.rules.declaration import ProcedureDeclaration
from servicedesk.rules.events import CaseEvent
from servicedesk.rules.exceptions import by_exception
from servicedesk.rules.facts import Compare
from servicedesk.rules.limits import Deadline, Escalation


def impossible(condition: Condition | None) -> bool:
    """Whether a condition can never be met, as far as its form shows."""
    if isinstance(condition, AllOf):
        parts = condition.conditions
        return any(map(impossible, parts)) or any(disjoint(a, b) for a, b in combinations(parts, 2))
    if isinstance(condition, AnyOf):
        return all(map(impossible, condition.conditions))
    if isinstance(condition, CategoryIs):
        return not condition.names
    return isinstance(condition, Compare) and condition.how == "is" and not condition.values


def check_feasible(declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    """Conditions that contradict themselves, limits that end where they start, escalations that wait for each other."""
    for rule in declared.expanded:
        only, unless = getattr(rule, "only", None), getattr(rule, "unless", None)
        if impossible(only):
            report.add(rule, "its only= can never hold", "state values that one case can have at once")
        if only is not None and only == unless:
            report.add(rule, "its unless= is its only=, so it never applies", "keep one of the two")
    _categories(declared, report)
    _limits(declared, report)
    _ladders(declared, report)
    _acts(declared, report)


def _categories(declared: ProcedureDeclaration, report: Report) -> None:
    listed: dict[str, set[str]] = {}
    for category in declared.of(Category):
        if category.category is not None:
            listed.setdefault(category.category.classification, set()).add(category.category.name)
    for rule in (each for each in declared.expanded if by_exception(each) is None):
        for part in walk(getattr(rule, "only", None)):
            if isinstance(part, CategoryIs) and part.classification.name in listed:
                for name in sorted(set(part.names) - listed[part.classification.name] - {OTHER}):
                    report.add(
                        rule,
                        f"{name!r} is no category of {part.classification.name!r}, though other values are",
                        "declare a Category for it too, or leave the value out",
                    )


def _same(since: CaseEvent | None, until: CaseEvent | None) -> bool:
    return since is not None and since == until


def _limits(declared: ProcedureDeclaration, report: Report) -> None:
    for limit in declared.of(Deadline):
        if _same(limit.since, limit.met_by):
            report.add(limit, "starts and ends with the same event", "name what keeps it in met_by=")
        if (
            isinstance(limit.met_by, CaseEvent)
            and limit.met_by.kind == "done"
            and limit.met_by.name in limit.before_steps
        ):
            report.add(limit, f"blocks {limit.met_by.name!r}, which alone can keep it", "take it out of before_steps=")


def _ladders(declared: ProcedureDeclaration, report: Report) -> None:
    after: dict[str, Escalation] = {}
    waits: dict[str, str] = {}
    for level in declared.of(Escalation):
        after[level.name] = level
        if isinstance(level.since, CaseEvent) and level.since.kind == "recorded":
            waits[level.name] = level.since.name
    for name, level in after.items():
        seen = [name]
        while (nxt := waits.get(seen[-1])) is not None and nxt not in seen:
            seen.append(nxt)
        if nxt == name == min(seen):  # a circle is told once
            report.add(level, f"waits for itself: {' after '.join([*seen, name])}", "begin the ladder with missed(...)")


def _acts(declared: ProcedureDeclaration, report: Report) -> None:
    moving: dict[str, tuple[str, ...]] = {}
    for rule in _moving(declared):
        moving[rule.name] = (*moving.get(rule.name, ()), *rule.from_states)
    reach = onward(declared)
    for act in declared.of(Task):
        within = [state for state in act.in_states if state not in declared.all_ends]
        if act.in_states and not within:
            report.add(act, "is mandatory where the case is over", "name a state before the end in in_states=")
            continue
        for step in act.before_steps if within else ():
            states = moving.get(step)
            if states and not any(state in reach[start] for start in within if start in reach for state in states):
                report.add(
                    act, f"is mandatory before {step!r}, which is past by then", "name an earlier state in in_states="
                )


def _moving(declared: ProcedureDeclaration) -> Iterator[Step | FollowUp | Decision]:
    rules: list[Rule] = list(declared.expanded)
    return (rule for rule in rules if isinstance(rule, Step | FollowUp | Decision))
