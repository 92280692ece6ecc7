"""Checks that what a condition names is there: facts that are recorded, steps that exist, forms that are filed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from servicedesk.rules.actions import FollowUp
from servicedesk.rules.base import Rule
from servicedesk.rules.checks.report import Names, Report
from servicedesk.rules.circumstances import InForce, ItemsClosed, season_asked
from servicedesk.rules.conditions import Condition
from servicedesk.rules.counts import NthTime
from servicedesk.rules.declaration import BUILTIN_ACTIONS
from servicedesk.rules.effects import Milestone
from servicedesk.rules.events import CaseEvent, HeldBy, Joined, Stated
from servicedesk.rules.exceptions import Excepted
from servicedesk.rules.guards import DocumentRequirement, Prohibition, Requirement
from servicedesk.rules.limits import Deadline, Escalation, NotBefore
from servicedesk.rules.standing_tasks import StandingTask
from servicedesk.rules.totals import TotalCompare
from servicedesk.said import Said


def check_names(rule: Rule, known: Names, report: Report, *, stateless: bool) -> None:
    """Every name of a step, state, limit, fee or kind of item that a rule mentions, whatever its kind.

    Of a procedure that is ``stateless`` the one fault is that it has no states.
    """
    # A guard, and a document, may stand before a standing task that runs over subjects.
    standing = known.standing if isinstance(rule, Requirement | DocumentRequirement | Prohibition) else set[str]()
    names: dict[str, Iterable[str]] = {
        "entitlement": known.entitlements,
        "fee": known.fees,
        "item": known.items,
        "limit": known.limits,
        "state": known.states,
        "step": (*known.steps, "end", *standing),
    }
    for _, what, name in rule.named():
        if what == "state" and stateless:
            continue
        report.each_known(rule, "kind of item" if what == "item" else what, (name,), names[what])
    if isinstance(rule, Requirement | Prohibition):
        report.each_known(rule, "step", rule.advises, (*known.steps, *BUILTIN_ACTIONS))


def check_condition(rule: Rule, place: str, condition: Condition, known: Names, report: Report) -> None:
    """Everything inside one condition; what an exception reads is told of the exception."""
    for part in _outside(condition):
        if isinstance(part, Joined):
            if not part.choices:
                report.add(rule, Said("fault_holds_empty_list_events", place=place), Said("fault_name_at_least_two"))
        elif isinstance(part, CaseEvent):
            _event(rule, part, known, report)
        elif isinstance(part, ItemsClosed):
            report.each_known(rule, "kind of item", (part.kind,), known.items)
        elif isinstance(part, InForce):
            report.each_known(rule, "entitlement", (part.entitlement,), known.entitlements)
        elif isinstance(part, TotalCompare):
            check_sum(rule, part.name, known, report)
            if part.of_item and not known.items:
                told = Said("fault_adds_up_item_none", name=part.name)
                report.add(rule, told, Said("fault_leave_of_item_true_out"))
        if not isinstance(part, Stated):
            report.each_known(rule, "fact", part.facts(), known.facts)
        clocked = isinstance(rule, Deadline | StandingTask | Escalation | NotBefore | Milestone)
        if clocked and any(True for _ in part.questions()):
            if any(season_asked(name) for name in part.questions()):
                told = Said("fault_asks_season_clock_never", place=place)
                report.add(rule, told, Said("fault_write_season_standingtask_only"))
            else:
                told = Said("fault_asks_host_clock_never", place=place)
                report.add(rule, told, Said("fault_bring_action_records"))


def _outside(condition: Condition) -> Iterator[Condition]:
    yield condition
    if not isinstance(condition, Excepted):
        for part in condition.parts():
            yield from _outside(part)


def _count(rule: Rule, part: NthTime, known: Names, report: Report) -> None:
    """A count is of an action, of an outcome that it has, and of more than nothing."""
    report.each_known(rule, "step", (part.name,), known.steps)
    if part.name in known.steps and part.outcome:
        visit = isinstance(known.steps[part.name], FollowUp)
        outcomes = {"yes", "no"} if visit else known.outcomes.get(part.name, set())
        report.each_known(rule, Said("thing_outcome", name=part.name), (part.outcome,), outcomes)
    if part.number < 1:
        report.add(
            rule, Said("fault_counts_times", number=part.number, name=part.name), Said("fault_write_at_least_more")
        )


def check_sum(rule: Rule, name: str, known: Names, report: Report) -> None:
    """What is added up are numbers that the history knows."""
    asked = known.facts.get(name)
    if asked is not None and asked.kind not in ("number", "money", "count"):
        report.add(rule, Said("fault_fact_not_added_up", name=name, kind=asked.kind), Said("fault_declare_with_number"))
    elif asked is not None and asked.personal:
        report.add(rule, Said("fault_fact_personal_not_added", name=name), Said("fault_leave_personal_true_out"))


def _event(rule: Rule, part: CaseEvent, known: Names, report: Report) -> None:
    if isinstance(part, NthTime):
        _count(rule, part, known, report)
        return
    if isinstance(part, Stated):
        stating = known.facts.get(part.name)
        if stating is None:
            report.unknown(rule, "fact", part.name, known.facts)
        elif stating.kind != "moment":
            report.add(
                rule, Said("fault_fact_no_moment", name=part.name, kind=stating.kind), Said("fault_declare_with_moment")
            )
    elif isinstance(part, HeldBy):
        if (part.name, part.holder) not in known.handed:
            report.add(
                rule, Said("fault_nothing_hands", name=part.name, holder=part.holder), Said("fault_name_step_s_hands")
            )
    elif part.kind in ("arisen", "opened"):
        return  # the check of what a miss brings knows these
    elif part.kind == "done":
        standing = known.standing if isinstance(rule, Escalation) else set[str]()
        report.each_known(rule, "step", (part.name,), (*known.steps, "open", *standing))
    elif part.kind == "achieved":
        report.each_known(rule, "milestone", (part.name,), known.milestones)
    elif part.kind == "entered":
        report.each_known(rule, "state", (part.name,), known.states)
    elif part.kind == "left":
        report.each_known(rule, "state that is left", (part.name,), known.leavable)
    elif part.kind == "recorded":
        report.each_known(rule, "escalation", (part.name,), known.escalations)
    elif part.kind == "missed":
        report.each_known(rule, "limit", (part.name,), known.limits)
    elif part.kind == "filed":
        report.each_known(rule, "filled form", (part.name,), known.filed)
    elif part.kind == "signed":
        if tuple(part.name.split(".")) not in known.signed:
            report.add(rule, Said("fault_nobody_signs", x=part.label or part.name), Said("fault_name_step_s_signs"))
    elif part.kind == "changed":
        report.each_known(rule, "fact", (part.name,), known.facts)
    elif part.kind == "paid":
        report.each_known(rule, "fee", (part.name,), known.fees)
    elif part.kind == "reported" and not (isinstance(rule, StandingTask) and rule.subjects is not None):
        report.each_known(rule, "reported event", (part.name,), known.events)
