"""Checks for what is declared and can never happen, or can never stop happening."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from servicedesk.rules.actions import Category, Decision, FollowUp, Step, Task
from servicedesk.rules.base import Rule
from servicedesk.rules.checks.graph import onward
from servicedesk.rules.checks.limits import disjoint
from servicedesk.rules.checks.report import Names, Report, chained
from servicedesk.rules.conditions import OTHER, AllOf, AnyOf, CategoryIs, Condition, walk
from servicedesk.rules.declaration import ProcedureDeclaration
from servicedesk.rules.events import CaseEvent
from servicedesk.rules.exceptions import by_exception
from servicedesk.rules.facts import Compare
from servicedesk.rules.limits import Deadline, Escalation
from servicedesk.said import Said


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
            report.add(rule, Said("fault_only_can_never_hold"), Said("fault_state_values_case_can"))
        if only is not None and only == unless:
            report.add(rule, Said("fault_unless_only_so_never"), Said("fault_keep_two"))
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
                        Said("fault_no_category_though_other", name=name, name_two=part.classification.name),
                        Said("fault_declare_category_too_leave"),
                    )


def _same(since: CaseEvent | None, until: CaseEvent | None) -> bool:
    return since is not None and since == until


def _limits(declared: ProcedureDeclaration, report: Report) -> None:
    for limit in declared.of(Deadline):
        if _same(limit.since, limit.met_by):
            report.add(limit, Said("fault_starts_ends_with_same"), Said("fault_name_what_keeps_met_by"))
        if (
            isinstance(limit.met_by, CaseEvent)
            and limit.met_by.kind == "done"
            and limit.met_by.name in limit.before_steps
        ):
            report.add(
                limit, Said("fault_blocks_alone_can_keep", name=limit.met_by.name), Said("fault_take_out_before_steps")
            )


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
            report.add(
                level,
                Said("fault_waits_itself", names=chained("fault_after", [*seen, name])),
                Said("fault_begin_ladder_with_missed"),
            )


def _acts(declared: ProcedureDeclaration, report: Report) -> None:
    moving: dict[str, tuple[str, ...]] = {}
    for rule in _moving(declared):
        moving[rule.name] = (*moving.get(rule.name, ()), *rule.from_states)
    reach = onward(declared)
    for act in declared.of(Task):
        within = [state for state in act.in_states if state not in declared.all_ends]
        if act.in_states and not within:
            report.add(act, Said("fault_mandatory_case_over"), Said("fault_name_state_before_end"))
            continue
        for step in act.before_steps if within else ():
            states = moving.get(step)
            if states and not any(state in reach[start] for start in within if start in reach for state in states):
                report.add(
                    act, Said("fault_mandatory_before_past_then", step=step), Said("fault_name_earlier_state_in_states")
                )


def _moving(declared: ProcedureDeclaration) -> Iterator[Step | FollowUp | Decision]:
    rules: list[Rule] = list(declared.expanded)
    return (rule for rule in rules if isinstance(rule, Step | FollowUp | Decision))
