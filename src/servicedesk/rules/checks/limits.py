"""Checks of limits, escalations and standing tasks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from servicedesk.rules.actions import Action, FollowUp
from servicedesk.rules.calendars import answering
from servicedesk.rules.checks.report import Names, Report
from servicedesk.rules.citation import LocalRule
from servicedesk.rules.conditions import OTHER, AllOf, AnyOf, CategoryIs, Condition, Not
from servicedesk.rules.declaration import ProcedureDeclaration
from servicedesk.rules.events import CaseEvent, Stated, done
from servicedesk.rules.exceptions import Excepted, by_exception
from servicedesk.rules.facts import Compare
from servicedesk.rules.levels import BeforeDue, Reached
from servicedesk.rules.limits import Deadline, Escalation, Extension, NotBefore, Pause, Window
from servicedesk.rules.parts import Field
from servicedesk.rules.standing_tasks import StandingTask
from servicedesk.rules.values import OrStated
from servicedesk.spans import AtOnce, Before, SameDay
from servicedesk.spans.days import Days, Months, Weeks, WorkingDays, Years
from servicedesk.spans.kinds import Amount


def disjoint(one: Condition | None, other: Condition | None) -> bool:
    """Whether two conditions can never both be met, as far as their form shows."""
    if one is None or other is None:
        return False
    if isinstance(one, Excepted):
        return implies(other, one.unless) or disjoint(one.condition, other)
    if isinstance(other, Excepted):
        return disjoint(other, one)
    if isinstance(one, Not) and one.condition == other:
        return True
    if isinstance(other, Not) and other.condition == one:
        return True
    if isinstance(one, AllOf):
        return any(disjoint(part, other) for part in one.conditions)
    if isinstance(other, AllOf):
        return disjoint(other, one)
    if isinstance(one, CategoryIs) and isinstance(other, CategoryIs):
        return one.classification.name == other.classification.name and not set(one.names) & set(other.names)
    if isinstance(one, Compare) and isinstance(other, Compare) and one.how == other.how == "is":
        return one.ref == other.ref and not set(one.values) & set(other.values)
    return False


def implies(one: Condition | None, other: Condition | None) -> bool:
    """Whether the one is never met without the other, as far as their form shows."""
    if one is None or other is None:
        return False
    if one == other:
        return True
    if isinstance(other, AnyOf):
        return any(implies(one, part) for part in other.conditions)
    return isinstance(one, AllOf) and any(implies(part, other) for part in one.conditions)


def _apart(one: Deadline | StandingTask, other: Deadline | StandingTask) -> bool:
    """Whether two limits never apply together: they exclude each other, or one holds unless the other does."""
    if disjoint(one.only, other.only) or _elsewhere(one, other):
        return True
    if any(implies(b.only, a.unless) for a, b in ((one, other), (other, one))):
        return True
    # What two exceptions say at once is told of the exceptions.
    return by_exception(one) is not None and by_exception(other) is not None


def _elsewhere(one: Deadline | StandingTask, other: Deadline | StandingTask) -> bool:
    """Whether two standing tasks are owed in states of which none is the other's."""
    both = [set(each.in_states) for each in (one, other) if isinstance(each, StandingTask) and each.in_states]
    return len(both) == 2 and not both[0] & both[1]


def check_limits(declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    """Limits say from when, how long and until; limits of one name never apply together."""
    standing_tasks: dict[str, list[Deadline | StandingTask]] = {}
    for each in declared.of(StandingTask):
        standing_tasks.setdefault(each.name, []).append(each)
    named: list[tuple[str, list[Deadline | StandingTask]]] = [
        *((name, list[Deadline | StandingTask](limits)) for name, limits in known.limits.items()),
        *standing_tasks.items(),
    ]
    for name, limits in named:
        for one, other in combinations(limits, 2):
            if not _apart(one, other):
                report.add(
                    other,
                    f"the limits {name!r} of {one.clause} and {other.clause} can apply together",
                    "make their only= disjoint, let one hold unless= the other does, or give them two names",
                )
            elif one.clause == other.clause and not isinstance(one.clause, LocalRule):
                report.add(
                    other,
                    f"two limits {name!r} rest on {other.clause}, and a case could not tell which one runs",
                    "cite the row of each, or give them two names",
                )
    for name, several in known.limits.items():
        _covers_every_category(name, [each for each in several if by_exception(each) is None], report)
    for rule in declared.of(Deadline):
        if rule.span is None:
            report.add(rule, "has no length", "give the span after the roles")
        if rule.since is None:
            report.add(rule, "counts from nothing", "give since=")
        if rule.met_by is None:
            report.add(rule, "is kept by nothing", "give met_by=")
        if rule.reopening not in ("restart", "resume", "none"):
            report.add(rule, f"reopening={rule.reopening!r}", "write restart, resume or none")
        if isinstance(rule.span, Stated | OrStated):
            _stated(rule, rule.span, known.facts, report)
    _calendars(declared, report)
    for level in declared.of(Escalation):
        _level(level, declared, known, report)
    for wait in declared.of(NotBefore):
        if wait.span is None or wait.since is None or not wait.steps:
            report.add(wait, "does not say what waits how long for what", "give a span, since= and steps=")
        if wait.if_early not in ("refused", "recorded"):
            report.add(wait, f"if_early={wait.if_early!r}", "write refused or recorded")
    for window in declared.of(Window):
        if window.around is None or not window.steps or (window.early is None and window.late is None):
            report.add(window, "is no window", "give around=, early= or late=, and steps=")
    for pause in declared.of(Pause):
        _held(pause, report)
    for extension in declared.of(Extension):
        if extension.span is None or extension.times < 1:
            report.add(extension, "does not say by how much and how often", "give span= and times= from 1")
    for standing_task in declared.of(StandingTask):
        if (standing_task.every is None) == (standing_task.on_event is None):
            report.add(standing_task, "needs either a rhythm or an event", "give every= or on_event=")
        if standing_task.on_event is not None and standing_task.within is None:
            report.add(standing_task, "has no time to be done in after the event", "give within=")
        if isinstance(standing_task.within, Stated):
            _stated(standing_task, standing_task.within, known.facts | {f.name: f for f in standing_task.asks}, report)
        if standing_task.asks and (standing_task.subjects is None or standing_task.on_event is None):
            report.add(
                standing_task, "asks what nobody reports to it", "give the fields to the action that reports the event"
            )
        if standing_task.season is not None and standing_task.every is None:
            report.add(standing_task, "is work of a season without a rhythm", "give every=, or leave season= out")
        if isinstance(standing_task.every, SameDay | AtOnce | Before):
            report.add(
                standing_task, f"every={standing_task.every} is no rhythm", "write days(1), by_month_end() or another"
            )
        if standing_task.rhythm not in ("interval", "calendar"):
            report.add(standing_task, f"rhythm={standing_task.rhythm!r}", "write interval or calendar")
        if standing_task.subjects is None and standing_task.since is None and standing_task.every is not None:
            report.add(standing_task, "runs inside a case and starts nowhere", "give since=, or subjects=subjects(...)")
        if standing_task.subjects is not None and standing_task.in_states:
            report.add(
                standing_task,
                "runs in cases of its own, which have no states of this procedure",
                "leave in_states= out",
            )


def _level(level: Escalation, declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    """A level stands on a limit that there is, before its end; and what repeats does so in a way that ends."""
    if isinstance(level.since, Reached | BeforeDue):
        report.each_known(level, "limit", (level.since.limit,), known.limits)
    if isinstance(level.since, Reached) and not 0 < level.since.percent < 100:
        report.add(level, f"{level.since.percent} % of the way", "from 1 to 99")
    if isinstance(level.since, Reached) and any(
        isinstance(limit.span, Before) for limit in known.limits.get(level.since.limit, ())
    ):
        report.add(level, f"the limit {level.since.limit!r} is counted back from an event", "write before_due(...)")
    _repeats(level, declared, report)


def _repeats(level: Escalation, declared: ProcedureDeclaration, report: Report) -> None:
    """A notice that repeats has a rhythm, a bound, and an end."""
    if level.repeats is None:
        if level.times:
            report.add(level, "says how often and not how far apart", "give repeats=, or leave times= out")
        return
    if level.times < 1:
        report.add(level, "repeats without end", "say how often at most: times= from 1")
    if not isinstance(level.repeats, Days | Weeks | Months | Years | WorkingDays | Amount):
        report.add(level, f"repeats={level.repeats} is no distance", "write days(1), hours(24) or another length")
    if isinstance(level.since, Reached | BeforeDue):
        report.add(level, "repeats a level on the way of a limit", "let what repeats stand on missed(...) or an event")
    elif level.unless is None and not _after_miss(level, declared):
        report.add(level, "repeats until nothing", "say in unless= what ends it, or let it stand on missed(...)")


def _after_miss(level: Escalation, declared: ProcedureDeclaration) -> bool:
    """Whether a level stands on a missed limit, directly or on one that does."""
    levels = {each.name: each for each in declared.of(Escalation)}
    passed: set[str] = set()
    at: Escalation | None = level
    while at is not None and isinstance(at.since, CaseEvent) and at.name not in passed:
        if at.since.kind == "missed":
            return True
        passed.add(at.name)
        at = levels.get(at.since.name) if at.since.kind == "recorded" else None
    return False


def _calendars(declared: ProcedureDeclaration, report: Report) -> None:
    """A limit goes by one calendar: its own, or that of everybody who answers for it."""
    limits: list[Deadline | FollowUp | StandingTask] = [
        *declared.of(Deadline),
        *declared.of(FollowUp),
        *declared.of(StandingTask),
    ]
    for rule in limits:
        named = {role.calendar for role in answering(rule)}
        if rule.calendar is None and len(named) > 1:
            shown = " and ".join(sorted("the desk's" if each is None else repr(each.name) for each in named))
            report.add(rule, f"those who answer for it go by several calendars: {shown}", "say which: calendar=...")
    for action in declared.of(Action):
        if action.calendar is not None and not isinstance(action, FollowUp):
            report.add(action, "names a calendar and counts nothing", "give it a limit: within=, since=")


def _held(pause: Pause, report: Report) -> None:
    """A pause says what it holds from when until when; what holds actions has a name, and leaves what could end it."""
    if pause.since is None or pause.resumed_by is None or not (pause.limits or pause.actions or pause.entitlements):
        report.add(pause, "does not say what stands still from when until when", "give limits=, since=, resumed_by=")
    if (pause.actions or pause.entitlements) and not pause.name:
        report.add(pause, "holds more than limits and has no name", "name it after the clause")
    for name in pause.actions:
        if name in ("open", "end"):
            report.add(pause, f"holds {name!r}, which is nothing that is done in a case", "name an action")
        elif pause.resumed_by == done(name):
            report.add(pause, f"holds {name!r}, which alone ends it", "take it out of actions=")


def _covers_every_category(name: str, limits: Sequence[Deadline], report: Report) -> None:
    """Several limits of one name, each for some categories, leave none without one by oversight."""
    conditions = [each.only for each in limits if isinstance(each.only, CategoryIs)]
    classifications = {condition.classification.name for condition in conditions}
    if len(limits) < 2 or len(conditions) < len(limits) or len(classifications) > 1:
        return
    said = conditions + [each.none_for for each in limits if isinstance(each.none_for, CategoryIs)]
    covered = {value for condition in said for value in condition.names}
    listed = conditions[0].classification
    left = [value.name for value in listed.values if value.name not in covered]
    left += ["something else"] if listed.open_list and OTHER not in covered else []
    if left:
        report.add(
            limits[-1],
            f"no limit {name!r} where {classifications.pop()} is {' or '.join(left)}",
            "give one, let one hold unless= the others do, or say none_for= where the manual sets none",
        )


def _stated(rule: Deadline | StandingTask, span: Stated | OrStated, facts: Mapping[str, Field], report: Report) -> None:
    name = span.name if isinstance(span, Stated) else span.fact
    stating = facts.get(name)
    if stating is None:
        report.unknown(rule, "fact", name, facts)
    elif stating.kind not in ("span", "moment", "day"):
        report.add(rule, f"the fact {name!r} is a {stating.kind}", "declare it with span_of_time(...), moment or day")
