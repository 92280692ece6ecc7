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
from servicedesk.said import Choices, Said, Together
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
                    Said(
                        "fault_limits_can_apply_together",
                        name=name,
                        clause=str(one.clause),
                        clause_two=str(other.clause),
                    ),
                    Said("fault_make_disjoint_or_two_names"),
                )
            elif one.clause == other.clause and not isinstance(one.clause, LocalRule):
                report.add(
                    other,
                    Said("fault_two_limits_rest_case", name=name, clause=str(other.clause)),
                    Said("fault_cite_row_each_give"),
                )
    for name, several in known.limits.items():
        _covers_every_category(name, [each for each in several if by_exception(each) is None], report)
    for rule in declared.of(Deadline):
        if rule.span is None:
            report.add(rule, Said("fault_has_no_length"), Said("fault_give_span_after_roles"))
        if rule.since is None:
            report.add(rule, Said("fault_counts_from_nothing"), Said("fault_give_since"))
        if rule.met_by is None:
            report.add(rule, Said("fault_kept_nothing"), Said("fault_give_met_by"))
        if rule.reopening not in ("restart", "resume", "none"):
            report.add(rule, Said("fault_reopening", reopening=rule.reopening), Said("fault_write_restart_resume_none"))
        if isinstance(rule.span, Stated | OrStated):
            _stated(rule, rule.span, known.facts, report)
    _calendars(declared, report)
    for level in declared.of(Escalation):
        _level(level, declared, known, report)
    for wait in declared.of(NotBefore):
        if wait.span is None or wait.since is None or not wait.steps:
            report.add(wait, Said("fault_not_say_what_waits"), Said("fault_give_span_since_steps"))
        if wait.if_early not in ("refused", "recorded"):
            report.add(wait, Said("fault_if_early", if_early=wait.if_early), Said("fault_write_refused_recorded"))
    for window in declared.of(Window):
        if window.around is None or not window.steps or (window.early is None and window.late is None):
            report.add(window, Said("fault_no_window"), Said("fault_give_around_early_late"))
    for pause in declared.of(Pause):
        _held(pause, report)
    for extension in declared.of(Extension):
        if extension.span is None or extension.times < 1:
            report.add(extension, Said("fault_not_say_how_much"), Said("fault_give_span_times_from"))
    for standing_task in declared.of(StandingTask):
        if (standing_task.every is None) == (standing_task.on_event is None):
            report.add(standing_task, Said("fault_needs_either_rhythm_event"), Said("fault_give_every_on_event"))
        if standing_task.on_event is not None and standing_task.within is None:
            report.add(standing_task, Said("fault_has_no_time_be"), Said("fault_give_within"))
        if isinstance(standing_task.within, Stated):
            _stated(standing_task, standing_task.within, known.facts | {f.name: f for f in standing_task.asks}, report)
        if standing_task.asks and (standing_task.subjects is None or standing_task.on_event is None):
            report.add(standing_task, Said("fault_asks_what_nobody_reports"), Said("fault_give_fields_action_reports"))
        if standing_task.season is not None and standing_task.every is None:
            report.add(standing_task, Said("fault_work_season_without_rhythm"), Said("fault_give_every_leave_season"))
        if isinstance(standing_task.every, SameDay | AtOnce | Before):
            report.add(
                standing_task,
                Said("fault_every_no_rhythm", every=str(standing_task.every)),
                Said("fault_write_days_by_month_end_another"),
            )
        if standing_task.rhythm not in ("interval", "calendar"):
            report.add(
                standing_task, Said("fault_rhythm", rhythm=standing_task.rhythm), Said("fault_write_interval_calendar")
            )
        if standing_task.subjects is None and standing_task.since is None and standing_task.every is not None:
            report.add(standing_task, Said("fault_runs_inside_case_starts"), Said("fault_give_since_subjects_subjects"))
        if standing_task.subjects is not None and standing_task.in_states:
            report.add(standing_task, Said("fault_runs_cases_own_have"), Said("fault_leave_in_states_out"))


def _level(level: Escalation, declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    """A level stands on a limit that there is, before its end; and what repeats does so in a way that ends."""
    if isinstance(level.since, Reached | BeforeDue):
        report.each_known(level, "limit", (level.since.limit,), known.limits)
    if isinstance(level.since, Reached) and not 0 < level.since.percent < 100:
        report.add(level, Said("fault_way", percent=level.since.percent), Said("fault_from_1_to_99"))
    if isinstance(level.since, Reached) and any(
        isinstance(limit.span, Before) for limit in known.limits.get(level.since.limit, ())
    ):
        report.add(
            level, Said("fault_limit_counted_back_from", limit=level.since.limit), Said("fault_write_before_due")
        )
    _repeats(level, declared, report)


def _repeats(level: Escalation, declared: ProcedureDeclaration, report: Report) -> None:
    """A notice that repeats has a rhythm, a bound, and an end."""
    if level.repeats is None:
        if level.times:
            report.add(level, Said("fault_says_how_often_not"), Said("fault_give_repeats_leave_times"))
        return
    if level.times < 1:
        report.add(level, Said("fault_repeats_without_end"), Said("fault_say_how_often_at"))
    if not isinstance(level.repeats, Days | Weeks | Months | Years | WorkingDays | Amount):
        report.add(
            level, Said("fault_repeats_no_distance", repeats=str(level.repeats)), Said("fault_write_days_hours_another")
        )
    if isinstance(level.since, Reached | BeforeDue):
        report.add(level, Said("fault_repeats_level_way_limit"), Said("fault_let_what_repeats_stand"))
    elif level.unless is None and not _after_miss(level, declared):
        report.add(level, Said("fault_repeats_until_nothing"), Said("fault_say_unless_what_ends"))


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
            shown = Together(
                sorted(
                    Said("fault_desk_calendar") if each is None else Said("text_shown", text=each.name)
                    for each in named
                )
            )
            report.add(rule, Said("fault_those_who_answer_go", shown=shown), Said("fault_say_calendar"))
    for action in declared.of(Action):
        if action.calendar is not None and not isinstance(action, FollowUp):
            report.add(action, Said("fault_names_calendar_counts_nothing"), Said("fault_give_limit_within_since"))


def _held(pause: Pause, report: Report) -> None:
    """A pause says what it holds from when until when; what holds actions has a name, and leaves what could end it."""
    if pause.since is None or pause.resumed_by is None or not (pause.limits or pause.actions or pause.entitlements):
        report.add(pause, Said("fault_not_say_what_stands"), Said("fault_give_limits_since_resumed_by"))
    if (pause.actions or pause.entitlements) and not pause.name:
        report.add(pause, Said("fault_holds_more_than_limits"), Said("fault_name_after_clause"))
    for name in pause.actions:
        if name in ("open", "end"):
            report.add(pause, Said("fault_holds_nothing_done_case", name=name), Said("fault_name_action"))
        elif pause.resumed_by == done(name):
            report.add(pause, Said("fault_holds_alone_ends", name=name), Said("fault_take_out_actions"))


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
    left += [Said("fault_something_else")] if listed.open_list and OTHER not in covered else []
    if left:
        report.add(
            limits[-1],
            Said("fault_no_limit", name=name, what=classifications.pop(), names=Choices(left)),
            Said("fault_give_let_hold_unless"),
        )


def _stated(rule: Deadline | StandingTask, span: Stated | OrStated, facts: Mapping[str, Field], report: Report) -> None:
    name = span.name if isinstance(span, Stated) else span.fact
    stating = facts.get(name)
    if stating is None:
        report.unknown(rule, "fact", name, facts)
    elif stating.kind not in ("span", "moment", "day"):
        report.add(
            rule, Said("fault_fact", name=name, kind=stating.kind), Said("fault_declare_with_span_of_time_moment")
        )
