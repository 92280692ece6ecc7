"""Who hears of a miss: limits that nobody hears of, levels that go to nobody or no higher, rounds without a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from servicedesk.checking.finding import Finding, found
from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.program.steps import LimitPlan
from servicedesk.rules.actions import Action
from servicedesk.rules.base import Rule
from servicedesk.rules.conditions import walk
from servicedesk.rules.events import CaseEvent
from servicedesk.rules.levels import BeforeDue, Reached
from servicedesk.rules.limits import Deadline, Escalation
from servicedesk.rules.standing_tasks import StandingTask
from servicedesk.texts import checks as texts
from servicedesk.texts.term import Term


def levels(program: Program, plan: ProcedurePlan) -> Iterator[Finding]:
    """Every finding about who hears of what in one procedure."""
    own = list(plan.procedure.of(Escalation))
    yield from _rising(program, plan, own)
    yield from _unheard(plan, own)
    yield from _rounds(plan)


def _rising(program: Program, plan: ProcedurePlan, own: list[Escalation]) -> Iterator[Finding]:
    """A level after another goes to somebody who is not below whom the first went to."""
    named = {rule.name: rule for rule in own}
    for rule in own:
        since = rule.since
        if not isinstance(since, CaseEvent) or since.kind != "recorded" or rule.holders_superior:
            continue
        before = named.get(since.name)
        if before is None or before.holders_superior or not rule.notifies or not before.notifies:
            continue
        told = {role.name for role in before.notifies}
        above = [role for role in rule.notifies if role.name not in told and not _below(program, role.name, told)]
        if not above:
            roles = texts.several(program.role_term(role.name) for role in rule.notifies)
            terms = {"what": plan.label_term(rule), "before": plan.label_term(before), "roles": roles}
            yield found("level_not_rising", plan, rule, terms)


def _below(program: Program, role: str, others: set[str]) -> bool:
    """Whether a role stands below one of these: that one is on the way from it to the head."""
    return not others.isdisjoint(program.chain(role)[1:])


def _unheard(plan: ProcedurePlan, own: list[Escalation]) -> Iterator[Finding]:
    """Limits whose miss nobody is told of, and that brings nothing."""
    heard = {rule.since.limit for rule in own if isinstance(rule.since, Reached | BeforeDue)}
    for rule in plan.procedure.expanded:
        for _, condition in rule.conditions():
            heard |= {part.name for part in walk(condition) if isinstance(part, CaseEvent) and part.kind == "missed"}
        heard.add(getattr(rule, "for_missed", ""))
    told: set[str] = set()
    for name, group in plan.limits:
        first = group[0].rule
        if name not in heard and name not in told and isinstance(first, Deadline | StandingTask | Action):
            told.add(name)
            yield found("miss_without_effect", plan, first, {"what": plan.label_term(first)})


def _rounds(plan: ProcedurePlan) -> Iterator[Finding]:
    """Limits that each begin with the miss of another, in a circle: the clock alone goes round."""
    after: dict[str, dict[str, Rule]] = {}
    for name, group in plan.limits:
        for limit in group:
            for other in _missed(plan, limit):
                after.setdefault(other, {})[name] = limit.rule
    for name in sorted(after):
        circle = _circle(name, after)
        if circle and name == min(circle):
            chain = texts.several(plan.term_of("missed", each) for each in (*circle, name))
            yield found("loop_without_person", plan, after[circle[-1]][name], {"chain": chain})


def _missed(plan: ProcedurePlan, limit: LimitPlan) -> Iterator[str]:
    """The limits by whose miss this one may begin, at once or after a level."""
    for part in walk(limit.since):
        if isinstance(part, CaseEvent) and part.kind == "missed":
            yield part.name
        elif isinstance(part, CaseEvent) and part.kind == "recorded":
            foot, after_miss = plan.ladder(part.name) if part.name in plan.index.ladders else ("", False)
            if after_miss:
                yield foot


def _circle(start: str, after: Mapping[str, Mapping[str, Rule]]) -> tuple[str, ...]:
    waiting: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    while waiting:
        way = waiting.pop(0)
        for name in after.get(way[-1], {}):
            if name == start:
                return way
            if name not in seen:
                seen.add(name)
                waiting.append((*way, name))
    return ()


def openings(program: Program) -> Iterator[Finding]:
    """Procedures that open each other as soon as they are opened: cases without end, and nobody opens one."""
    after: dict[str, dict[str, Rule]] = {}
    for name, plan in program.plans.items():
        for rule in plan.opens:
            if "open" in rule.openers() and rule.only is None:
                after.setdefault(name, {})[rule.procedure] = rule
    for name in sorted(after):
        circle = _circle(name, after)
        if circle and name == min(circle):
            plan = program.plans[name]
            terms = [Term(program.plans[each].procedure.zh, each.replace("_", " ")) for each in (*circle, name)]
            first = after[name][circle[1] if len(circle) > 1 else name]
            yield found("loop_without_person", plan, first, {"chain": texts.several(terms)}, about=name)
