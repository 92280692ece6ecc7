"""Checks of limits, ladders and duties."""

from __future__ import annotations

from itertools import combinations

from servicedesk.rules.conditions import AllOf, AxisIs, Compare, Condition, Not
from servicedesk.rules.happenings import BeforeDue, Reached, Stated
from servicedesk.rules.limits import Deadline, Duty, Escalation, Extends, NotBefore, OrStated, Pauses, Window
from servicedesk.validation.report import Declared, Names, Report

__all__ = ["check_limits", "disjoint"]


def disjoint(one: Condition | None, other: Condition | None) -> bool:
    """Whether two conditions can never both be met, as far as their form shows."""
    if one is None or other is None:
        return False
    if isinstance(one, Not) and one.condition == other:
        return True
    if isinstance(other, Not) and other.condition == one:
        return True
    if isinstance(one, AllOf):
        return any(disjoint(part, other) for part in one.conditions)
    if isinstance(other, AllOf):
        return disjoint(other, one)
    if isinstance(one, AxisIs) and isinstance(other, AxisIs):
        return one.axis.name == other.axis.name and not set(one.names) & set(other.names)
    if isinstance(one, Compare) and isinstance(other, Compare) and one.how == other.how == "is":
        return one.ref == other.ref and not set(one.values) & set(other.values)
    return False


def check_limits(declared: Declared, known: Names, report: Report) -> None:
    """Limits say from when, how long and until; limits of one name never apply together."""
    duties: dict[str, list[Deadline | Duty]] = {}
    for duty in declared.of(Duty):
        duties.setdefault(duty.name, []).append(duty)
    for name, limits in (*known.limits.items(), *duties.items()):
        for one, other in combinations(limits, 2):
            if not disjoint(one.only, other.only):
                report.add(
                    other,
                    f"the limits {name!r} of {one.clause} and {other.clause} can apply together",
                    "make their only= disjoint, or give them two names",
                )
    for rule in declared.of(Deadline):
        if rule.span is None:
            report.add(rule, "has no length", "give the span after the roles")
        if rule.since is None:
            report.add(rule, "counts from nothing", "give since=")
        if rule.until is None:
            report.add(rule, "is kept by nothing", "give until=")
        if rule.reopening not in ("restart", "resume", "none"):
            report.add(rule, f"reopening={rule.reopening!r}", "write restart, resume or none")
        if isinstance(rule.span, Stated | OrStated):
            name = rule.span.name if isinstance(rule.span, Stated) else rule.span.fact
            blank = known.facts.get(name)
            if blank is None:
                report.unknown(rule, "fact", name, known.facts)
            elif blank.kind not in ("span", "moment"):
                report.add(rule, f"the fact {name!r} is a {blank.kind}", "declare it with span_of_time(...)")
    for rule in declared.of(Escalation):
        if isinstance(rule.when, Reached | BeforeDue):
            report.each_known(rule, "limit", (rule.when.limit,), known.limits)
        if isinstance(rule.when, Reached) and not 0 < rule.when.percent < 100:
            report.add(rule, f"{rule.when.percent} % of the way", "from 1 to 99")
    for rule in declared.of(NotBefore):
        if rule.span is None or rule.since is None or not rule.blocks:
            report.add(rule, "does not say what waits how long for what", "give a span, since= and blocks=")
    for rule in declared.of(Window):
        if rule.around is None or not rule.blocks or (rule.before is None and rule.after is None):
            report.add(rule, "is no window", "give around=, before= or after=, and blocks=")
    for rule in declared.of(Pauses):
        report.each_known(rule, "limit", rule.limits, known.limits)
        if rule.from_ is None or rule.until is None or not rule.limits:
            report.add(
                rule, "does not say what stands still from when until when", "give limits=, from_=, until="
            )
    for rule in declared.of(Extends):
        report.each_known(rule, "limit", (rule.limit,), known.limits)
        if rule.span is None or rule.times < 1:
            report.add(rule, "does not say by how much and how often", "give span= and times= from 1")
    for rule in declared.of(Duty):
        if (rule.every is None) == (rule.on is None):
            report.add(rule, "needs either a rhythm or an event", "give every= or on=")
        if rule.on is not None and rule.within is None:
            report.add(rule, "has no time to be done in after the event", "give within=")
        if rule.rhythm not in ("interval", "calendar"):
            report.add(rule, f"rhythm={rule.rhythm!r}", "write interval or calendar")
        if rule.over is None and rule.since is None and rule.every is not None:
            report.add(rule, "runs inside a case and starts nowhere", "give since=, or over=subjects(...)")
