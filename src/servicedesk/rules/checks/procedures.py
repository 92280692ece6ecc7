"""The checks of a procedure. Each function names one matter; ``check_procedure`` runs them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from servicedesk.errors import InvalidProcedure
from servicedesk.rules.actions import (
    Action,
    Category,
    Classification,
    Decision,
    FollowUp,
    Outcome,
    Permission,
    Start,
    Step,
)
from servicedesk.rules.checks.consequences import check_consequences, check_waivers
from servicedesk.rules.checks.exceptions import check_exceptions
from servicedesk.rules.checks.feasible import check_feasible
from servicedesk.rules.checks.graph import check_graph
from servicedesk.rules.checks.holders import check_holders
from servicedesk.rules.checks.limits import check_limits
from servicedesk.rules.checks.milestones import check_milestones
from servicedesk.rules.checks.money import check_money
from servicedesk.rules.checks.promises import check_promises
from servicedesk.rules.checks.references import check_condition, check_names
from servicedesk.rules.checks.report import Names, Report
from servicedesk.rules.checks.several import check_one_name
from servicedesk.rules.checks.subjects import check_subjects
from servicedesk.rules.checks.types import check_types
from servicedesk.rules.checks.units import check_units
from servicedesk.rules.citation import LocalRule, fault_of
from servicedesk.rules.declaration import ProcedureDeclaration
from servicedesk.rules.effects import ChildCase, Custody, Entitlement, EntitlementEnd, Fee, Items, Target
from servicedesk.rules.events import ItemOpened
from servicedesk.rules.exceptions import Except
from servicedesk.rules.guards import (
    Access,
    Authorization,
    DocumentRequirement,
    Prohibition,
    Requirement,
    Retention,
    Unmodelled,
)
from servicedesk.rules.included import included
from servicedesk.rules.limits import Deadline, Escalation, Extension
from servicedesk.rules.parts import FormPart, Role, is_name
from servicedesk.rules.staffing import HeadCount
from servicedesk.rules.standing_tasks import StandingTask
from servicedesk.rules.values import Quantity
from servicedesk.said import Said


def check_procedure(declared: ProcedureDeclaration) -> None:
    """Check a procedure as declared.

    Raises:
        InvalidProcedure: every fault that was found, each with clause and place.
    """
    report = Report(declared.name)
    declared = check_types(declared, report)
    known = Names.of(declared)
    for check in _CHECKS:
        check(declared, known, report)
    if report.faults:
        raise InvalidProcedure(Said("fault_procedure_declared_wrongly", name=declared.name), report.faults)


def _clauses(declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    if not is_name(declared.name):
        report.add(None, Said("fault_no_name_procedure", name=declared.name), Said("fault_use_english_snake_case"))
    for rule in declared.expanded:
        if wrong := fault_of(rule.clause):
            report.add(rule, wrong, Said("fault_write_catalogue_local_rule_why"))
    unmodelled = {str(r.clause) for r in declared.of(Unmodelled)}
    for rule in declared.expanded:
        if isinstance(rule, Unmodelled):
            if not rule.reason.strip():
                report.add(rule, Said("fault_stands_unmodelled_row_without"), Said("fault_say_why_not_modelled"))
        else:
            claimed = {str(rule.clause), *rule.also} & unmodelled
            for clause in sorted(claimed):
                report.add(rule, Said("fault_claims_another_rule_says", clause=clause), Said("fault_keep_two"))


def _labels(declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    for rule in declared.rules:
        shown = isinstance(rule, Extension | StandingTask | Deadline | Escalation | Fee | Items | Entitlement | Except)
        if isinstance(rule, Action) and not rule.zh.strip():
            report.add(rule, Said("fault_has_no_chinese_label"), Said("fault_say_zh_what_done"))
        elif shown and isinstance(rule.clause, LocalRule) and not rule.zh:
            report.add(rule, Said("fault_no_clause_lends_chinese"), Said("fault_write_zh_en_beside"))


def _readings(declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    read: set[tuple[str, str]] = set()
    for rule in declared.rules:
        for reading in filter(None, (rule.reading, rule.reading_zh)):
            if (str(rule.clause), reading) in read and not isinstance(rule.clause, LocalRule):
                report.add(
                    rule,
                    Said("fault_repeats_reading", clause=str(rule.clause)),
                    Said("fault_reading_stands_with_first"),
                )
                break
        read |= {(str(rule.clause), rule.reading), (str(rule.clause), rule.reading_zh)}


def _parts(declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    for rule in declared.rules:
        only = None if rule.heading is None else rule.heading.only
        if only is not None and not hasattr(rule, "only"):
            report.add(rule, Said("fault_knows_no_only_stands"), Said("fault_write_outside_part"))


def _roles(declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    authorized = {step for rule in declared.of(Authorization) for step in rule.actions}
    for rule in declared.expanded:
        if isinstance(rule, Action | StandingTask | Extension):
            if not rule.performers and rule.name not in authorized:
                report.add(rule, Said("fault_names_nobody_who_may"), Said("fault_name_roles_after_name"))
        elif isinstance(rule, Escalation):
            if not rule.notifies:
                report.add(rule, Said("fault_notifies_nobody"), Said("fault_name_roles_notifies"))
            if rule.since is None:
                report.add(rule, Said("fault_not_say_when"), Said("fault_give_since_missed_another"))
        elif isinstance(rule, Authorization) and not rule.actions:
            report.add(rule, Said("fault_opens_no_step_role"), Said("fault_name_steps_actions"))


def _fields(declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    kinds: dict[str, str] = {}
    for rule in declared.expanded:
        if not rule.fills:
            continue
        for each in rule.fields():
            kind = f"{each.kind} {each.options} {each.open_list} {each.past} {each.ahead} {each.not_negative}"
            if kinds.setdefault(each.name, kind) != kind:
                report.add(rule, Said("fault_field_two_kinds", name=each.name), Said("fault_name_kind"))
            if each.name in ("outcome", "item", "reason", "waives", "holder"):
                report.add(rule, Said("fault_field_cannot_be_called", name=each.name), Said("fault_engine_uses_word"))


def _classifications(declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    stated = {a.name for rule in declared.of(Action) for a in rule.sets}
    for rule in declared.of(Category):
        if rule.category is None:
            report.add(rule, Said("fault_category_without_value"), Said("fault_give_value_classification_instance"))
        elif rule.category.classification not in stated:
            report.add(
                rule,
                Said("fault_no_step_states_classification", classification=rule.category.classification),
                Said("fault_name_step_s_sets"),
            )
    for classification in declared.of(Classification):
        if classification.classification is None or classification.classification.name not in stated:
            report.add(classification, Said("fault_no_step_states_this"), Said("fault_name_step_s_sets"))


def _decisions(declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    outcomes: Counter[tuple[str, str]] = Counter((o.name, o.outcome) for o in declared.of(Outcome))
    for rule in declared.of(Decision):
        values = {value for name, value in outcomes if name == rule.name}
        if len(values) < 2:
            report.add(
                rule, Said("fault_decision_has_outcome_s", count=len(values)), Said("fault_declare_outcome_each_answer")
            )
    for outcome in declared.of(Outcome):
        if outcome.name not in known.decisions:
            report.unknown(outcome, "decision", outcome.name, known.decisions)
        if outcomes[outcome.name, outcome.outcome] > 1:
            outcomes[outcome.name, outcome.outcome] = 1
            report.add(
                outcome, Said("fault_outcome_declared_twice", outcome=outcome.outcome), Said("fault_outcome_rule")
            )


def _follow_ups(declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    for rule in declared.of(FollowUp):
        fields = {f.name: f.kind for f in rule.fields()}
        if fields.get(rule.good) != "flag":
            report.add(rule, Said("fault_no_yes_no_field", good=rule.good), Said("fault_name_good_file"))
        if rule.span is None or rule.since is None:
            report.add(rule, Said("fault_not_say_when_due"), Said("fault_give_span_since"))


def _references(declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    for rule in declared.expanded:
        for place, condition in () if isinstance(rule, Except) else rule.conditions():
            if place not in ("span", "within", "season"):  # a stated time, a season: the check of limits knows them
                check_condition(rule, place, condition, known, report)
        check_names(rule, known, report, stateless=not declared.states)


def _guards(declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    fulfilled = {str(r.clause) for r in declared.expanded if not isinstance(r, Requirement)}
    for rule in declared.expanded:
        if isinstance(rule, Requirement):
            if rule.condition is None and not rule.clauses:
                report.add(rule, Said("fault_requires_nothing"), Said("fault_give_condition_clauses_clauses"))
            if not rule.before_steps:
                report.add(rule, Said("fault_stands_before_no_step"), Said("fault_name_steps_before_steps"))
            report.each_known(rule, "rule with the clause", rule.clauses, fulfilled)
        if isinstance(rule, Prohibition) and (not rule.steps or rule.condition is None):
            report.add(rule, Said("fault_forbids_nothing"), Said("fault_give_condition_steps"))


def _documents(declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    members = included(role for rule in declared.expanded for role in rule.roles())
    for rule in declared.of(DocumentRequirement):
        if rule.form is None:
            report.add(rule, Said("fault_requires_document_names_no"), Said("fault_give_form"))
            continue
        form = rule.form.form if isinstance(rule.form, FormPart) else rule.form
        if form.name not in known.filed:
            report.add(
                rule, Said("fault_no_step_fills_form", name=form.name, zh=form.zh), Said("fault_name_step_s_files")
            )
        for signer in rule.signed_by:
            roles = [signer.name] if isinstance(signer, Role) else [signer.role.name]
            roles += [signer.substitute.name] if not isinstance(signer, Role) and signer.substitute else []
            for role in roles:
                if not any((form.name, each) in known.signed for each in (role, *members.get(role, ()))):
                    report.add(
                        rule,
                        Said("fault_no_step_lets_sign", role=role, name=form.name),
                        Said("fault_name_step_s_signs"),
                    )
    for retention in declared.of(Retention):
        if retention.form is None or not retention.keepers:
            report.add(retention, Said("fault_not_say_who_keeps"), Said("fault_give_form_keepers"))
        else:
            report.each_known(retention, "filled form", (retention.form.name,), known.filed)
    for access in declared.of(Access):
        if access.form is None or not access.readers:
            report.add(access, Said("fault_not_say_who_reads"), Said("fault_give_form_readers"))
        else:
            report.each_known(access, "filled form", (access.form.name,), known.filed)


def _effects(declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    for entitlement in declared.of(Entitlement):
        if entitlement.lasts is None:
            report.each_known(entitlement, "fact", (entitlement.from_fact, entitlement.until_fact), known.facts)
        if entitlement.since is None:
            report.add(entitlement, Said("fault_not_say_what_gives"), Said("fault_give_since_done"))
    for cut in declared.of(EntitlementEnd):
        if cut.name not in known.entitlements:
            report.unknown(cut, "entitlement", cut.name, known.entitlements)
        if cut.condition is None and cut.amount is None:
            report.add(cut, Said("fault_not_say_when_ends"), Said("fault_give_condition_amount_what"))
        if cut.from_start_of not in ("month", "day"):
            report.add(cut, Said("fault_from_start_of", from_start_of=cut.from_start_of), Said("fault_write_month_day"))
        days = (name for name, each in known.facts.items() if each.kind == "day")
        report.each_known(cut, "date", filter(None, (cut.of_fact,)), days)
    for target in declared.of(Target):
        report.each_known(target, "standing task", target.standing_tasks, known.standing)
        if target.bound not in ("min", "max"):
            report.add(target, Said("fault_bound", bound=target.bound), Said("fault_write_min_max"))
        counts = (name for name, each in known.facts.items() if each.kind == "count")
        report.each_known(target, "fact", filter(None, (target.of_year,)), counts)
        if (target.latest or target.of_year) and not target.standing_tasks:
            report.add(target, Said("fault_latest_of_cases"), Said("fault_name_standing_tasks"))
    for norm in declared.of(HeadCount):
        if norm.role is None or norm.heads is None:
            report.add(norm, Said("fault_not_say_how_many"), Said("fault_write_headcount_clause_role"))
        elif norm.role.is_party:
            report.add(norm, Said("fault_counts_who_stands_outside", name=norm.role.name), Said("fault_name_a_role"))
        if isinstance(norm.heads, Quantity) and (
            norm.heads.unit != "count" or norm.heads.value % 1 or norm.heads.value < 0
        ):
            report.add(norm, Said("fault_no_number_people", value=norm.heads), Said("fault_write_whole_number"))
        if norm.bound not in ("exact", "min"):
            report.add(norm, Said("fault_bound", bound=norm.bound), Said("fault_write_exact_min"))
    for opening in declared.of(ChildCase):
        if not opening.procedure or opening.since is None:
            report.add(opening, Said("fault_not_say_what_opens"), Said("fault_give_procedure_since"))
        report.each_known(opening, "fact", opening.carries.values(), (*known.facts, "subject"))
    _followed(declared, known, report)
    for custody in declared.of(Custody):
        if not custody.article or custody.to_role is None:
            report.add(custody, Said("fault_not_say_article_goes"), Said("fault_name_article_after_clause"))
    for permission in declared.of(Permission):
        if (permission.wait is None) != (permission.since is None):
            report.add(permission, Said("fault_counts_from_nothing"), Said("fault_give_wait_since_together"))
        if permission.decline and permission.name in known.limits:
            report.add(permission, Said("fault_may_be_declined_limit"), Said("fault_leave_out_them"))


def _followed(declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    """Child cases whose end is awaited or told."""
    followed = [opening for opening in declared.of(ChildCase) if opening.is_followed]
    taken = {rule.name for rule in declared.expanded if isinstance(rule, Action | Escalation | Deadline)}
    known_as: set[str] = set()
    for opening in followed:
        for step in sorted(opening.openers() & set(opening.awaited_before)):
            report.add(opening, Said("fault_would_wait_case_opens", step=step), Said("fault_name_later_step"))
        if not opening.notifies and not any(declared.performers(step) for step in opening.openers()):
            report.add(opening, Said("fault_notifies_nobody_end"), Said("fault_name_roles_notifies"))
        if opening.called in known_as:
            report.add(
                opening, Said("fault_two_child_cases_called", called=opening.called), Said("fault_give_each_name_own")
            )
        known_as.add(opening.called)
        if f"{opening.called}_ended" in taken:
            report.add(
                opening, Said("fault_end_called_ended_another", called=opening.called), Said("fault_give_another_name")
            )


def _counts_from(rule: Action) -> bool:
    return rule.since is not None and not isinstance(rule.since, ItemOpened)


def _own_limits(declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    for rule in declared.rules:
        if not isinstance(rule, Action):
            continue
        counts = isinstance(rule, Permission | FollowUp)  # these have a since= of their own
        if isinstance(rule, Start | FollowUp) and (rule.within is not None or rule.owner):
            report.add(rule, Said("fault_carries_no_limit_this"), Said("fault_give_visit_span_after"))
        elif rule.within is None and (rule.owner or (_counts_from(rule) and not counts)):
            report.add(rule, Said("fault_says_from_when_who"), Said("fault_give_within_leave_rest"))
        elif rule.within is not None and isinstance(rule, Permission) and rule.wait is not None:
            report.add(rule, Said("fault_waits_has_limit_from"), Said("fault_put_limit_deadline_beside"))
        elif rule.within is not None and rule.switch and not getattr(rule, "arises", False):
            report.add(rule, Said("fault_has_limit_would_run"), Said("fault_leave_out_within_switch"))


def _starts(declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    if (
        declared.has_cases
        and not any(True for _ in declared.of(Start))
        and not all(isinstance(r, Unmodelled) for r in declared.expanded)
    ):
        report.add(None, Said("fault_no_rule_says_how"), Said("fault_declare_start"))
    moving: list[Step | FollowUp] = [*declared.of(Step), *declared.of(FollowUp)]
    for rule in moving:
        if not rule.from_states or not rule.to_state:
            report.add(rule, Said("fault_not_say_from_moves"), Said("fault_give_both_states"))


_CHECKS: tuple[Callable[[ProcedureDeclaration, Names, Report], None], ...] = (
    _clauses,
    _labels,
    _readings,
    _parts,
    check_one_name,
    _roles,
    check_holders,
    check_graph,
    _own_limits,
    _starts,
    _fields,
    _classifications,
    _decisions,
    _follow_ups,
    _references,
    check_exceptions,
    check_consequences,
    check_waivers,
    check_limits,
    check_feasible,
    _guards,
    _documents,
    check_money,
    check_units,
    _effects,
    check_subjects,
    check_milestones,
    check_promises,
)
