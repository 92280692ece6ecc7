"""The checks of a procedure. Each function names one matter; ``check_procedure`` runs them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from decimal import Decimal

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
from servicedesk.rules.checks.promises import check_promises
from servicedesk.rules.checks.references import check_condition, check_names
from servicedesk.rules.checks.report import Names, Report
from servicedesk.rules.checks.several import check_one_name
from servicedesk.rules.checks.subjects import check_subjects
from servicedesk.rules.checks.types import check_types
from servicedesk.rules.checks.units import check_units
from servicedesk.rules.citation import LocalRule, fault_of
from servicedesk.rules.declaration import ProcedureDeclaration
from servicedesk.rules.effects import (
    ChildCase,
    Custody,
    Deposit,
    Entitlement,
    EntitlementEnd,
    Fee,
    Items,
    Refund,
    Target,
)
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
        raise InvalidProcedure(f"procedure {declared.name!r} is declared wrongly", report.faults)


def _clauses(declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    if not is_name(declared.name):
        report.add(None, f"{declared.name!r} is no name for a procedure", "use English snake_case")
    for rule in declared.expanded:
        if wrong := fault_of(rule.clause):
            report.add(rule, wrong, 'write it as the catalogue does ("4.2.3a"), or local_rule("why")')
    unmodelled = {str(r.clause) for r in declared.of(Unmodelled)}
    for rule in declared.expanded:
        if isinstance(rule, Unmodelled):
            if not rule.reason.strip():
                report.add(rule, "stands for an unmodelled row without a reason", "say why it is not modelled")
        else:
            claimed = {str(rule.clause), *rule.also} & unmodelled
            for clause in sorted(claimed):
                report.add(rule, f"claims {clause}, which another rule says is unmodelled", "keep one of the two")


def _labels(declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    for rule in declared.rules:
        shown = isinstance(rule, Extension | StandingTask | Deadline | Escalation | Fee | Items | Entitlement | Except)
        if isinstance(rule, Action) and not rule.zh.strip():
            report.add(rule, "has no Chinese label", 'say in zh="..." what is done')
        elif shown and isinstance(rule.clause, LocalRule) and not rule.zh:
            report.add(rule, "no clause lends it a Chinese term", 'write zh="…" (and en=) beside the local rule')


def _readings(declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    read: set[tuple[str, str]] = set()
    for rule in declared.rules:
        for reading in filter(None, (rule.reading, rule.reading_zh)):
            if (str(rule.clause), reading) in read and not isinstance(rule.clause, LocalRule):
                report.add(
                    rule, f"repeats the reading of {rule.clause}", "a reading stands with the first rule of its row"
                )
                break
        read |= {(str(rule.clause), rule.reading), (str(rule.clause), rule.reading_zh)}


def _parts(declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    for rule in declared.rules:
        only = None if rule.heading is None else rule.heading.only
        if only is not None and not hasattr(rule, "only"):
            report.add(rule, "knows no only=, and stands in a part that has one", "write it outside of the part")


def _roles(declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    authorized = {step for rule in declared.of(Authorization) for step in rule.actions}
    for rule in declared.expanded:
        if isinstance(rule, Action | StandingTask | Extension):
            if not rule.performers and rule.name not in authorized:
                report.add(
                    rule, "names nobody who may do it", "name the roles after its name, or give an Authorization"
                )
        elif isinstance(rule, Escalation):
            if not rule.notifies:
                report.add(rule, "notifies nobody", "name the roles in notifies=")
            if rule.since is None:
                report.add(rule, "does not say when", "give since=missed(...) or another event")
        elif isinstance(rule, Authorization) and not rule.actions:
            report.add(rule, "opens no step to the role", "name the steps in actions=")


def _fields(declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    kinds: dict[str, str] = {}
    for rule in declared.expanded:
        if not rule.fills:
            continue
        for each in rule.fields():
            kind = f"{each.kind} {each.options} {each.open_list}"
            if kinds.setdefault(each.name, kind) != kind:
                report.add(rule, f"the field {each.name!r} is of two kinds", "one name, one kind")
            if each.name in ("outcome", "item", "reason", "waives", "holder"):
                report.add(rule, f"a field cannot be called {each.name!r}", "the engine uses that word")


def _classifications(declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    stated = {a.name for rule in declared.of(Action) for a in rule.sets}
    for rule in declared.of(Category):
        if rule.category is None:
            report.add(
                rule,
                "is a category without a value",
                "give one value of a classification, for instance cause.own_service",
            )
        elif rule.category.classification not in stated:
            report.add(
                rule, f"no step states the classification {rule.category.classification!r}", "name it in a step's sets="
            )
    for classification in declared.of(Classification):
        if classification.classification is None or classification.classification.name not in stated:
            report.add(classification, "no step states this classification", "name it in a step's sets=")


def _decisions(declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    outcomes: Counter[tuple[str, str]] = Counter((o.name, o.outcome) for o in declared.of(Outcome))
    for rule in declared.of(Decision):
        values = {value for name, value in outcomes if name == rule.name}
        if len(values) < 2:
            report.add(rule, f"the decision has {len(values)} outcome(s)", "declare an Outcome for each answer")
    for outcome in declared.of(Outcome):
        if outcome.name not in known.decisions:
            report.unknown(outcome, "decision", outcome.name, known.decisions)
        if outcomes[outcome.name, outcome.outcome] > 1:
            outcomes[outcome.name, outcome.outcome] = 1
            report.add(outcome, f"the outcome {outcome.outcome!r} is declared twice", "one outcome, one rule")


def _follow_ups(declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    for rule in declared.of(FollowUp):
        fields = {f.name: f.kind for f in rule.fields()}
        if fields.get(rule.good) != "flag":
            report.add(rule, f"{rule.good!r} is no yes-or-no field of the visit", "name it in good=, and file it")
        if rule.span is None or rule.since is None:
            report.add(rule, "does not say when it is due", "give a span and since=")


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
                report.add(rule, "requires nothing", "give a condition, or clauses in clauses=")
            if not rule.before_steps:
                report.add(rule, "stands before no step", "name the steps in before_steps=")
            report.each_known(rule, "rule with the clause", rule.clauses, fulfilled)
        if isinstance(rule, Prohibition) and (not rule.steps or rule.condition is None):
            report.add(rule, "forbids nothing", "give a condition and steps=")


def _documents(declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    members = included(role for rule in declared.expanded for role in rule.roles())
    for rule in declared.of(DocumentRequirement):
        if rule.form is None:
            report.add(rule, "requires a document and names no form", "give the form")
            continue
        form = rule.form.form if isinstance(rule.form, FormPart) else rule.form
        if form.name not in known.filed:
            report.add(rule, f"no step fills the form {form.name!r} ({form.zh})", "name it in a step's files=")
        for signer in rule.signed_by:
            roles = [signer.name] if isinstance(signer, Role) else [signer.role.name]
            roles += [signer.substitute.name] if not isinstance(signer, Role) and signer.substitute else []
            for role in roles:
                if not any((form.name, each) in known.signed for each in (role, *members.get(role, ()))):
                    report.add(rule, f"no step lets {role!r} sign {form.name!r}", "name it in a step's signs=")
    for retention in declared.of(Retention):
        if retention.form is None or not retention.keepers:
            report.add(retention, "does not say which form who keeps", "give the form and keepers=")
        else:
            report.each_known(retention, "filled form", (retention.form.name,), known.filed)
    for access in declared.of(Access):
        if access.form is None or not access.readers:
            report.add(access, "does not say which form who reads", "give the form and readers=")
        else:
            report.each_known(access, "filled form", (access.form.name,), known.filed)


def _money(declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    for rule in declared.of(Fee):
        if rule.name not in known.paid:
            report.add(rule, f"no step pays {rule.name!r}", "name it in a step's pays=")
        if rule.rate is not None and not rule.of_fact:
            report.add(rule, "is a rate of nothing", "name the fact in of_fact=")
        report.each_known(rule, "fact", filter(None, (rule.of_fact,)), known.facts)
    for name, fee in known.fees.items():
        parts = [r for r in declared.of(Refund) if r.fee == name]
        if parts and not isinstance(fee, Deposit):
            report.add(parts[0], f"{name!r} is no deposit", "only a deposit is given back")
        sums: dict[str, Decimal] = {}
        for part in parts:
            if part.amount is not None and fee.amount is not None:
                sums[part.on_step] = sums.get(part.on_step, Decimal(0)) + part.amount.value
        for step, total in sums.items():
            if fee.amount is not None and total != fee.amount.value:
                report.add(
                    fee, f"the parts given back or kept by {step!r} make {total}", f"they must make {fee.amount.value}"
                )
    for refund in declared.of(Refund):
        if refund.fee not in known.fees:
            report.unknown(refund, "deposit", refund.fee, known.fees)


def _effects(declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    for entitlement in declared.of(Entitlement):
        if entitlement.lasts is None:
            report.each_known(entitlement, "fact", (entitlement.from_fact, entitlement.until_fact), known.facts)
        if entitlement.since is None:
            report.add(entitlement, "does not say what gives it", "give since=done(...)")
    for cut in declared.of(EntitlementEnd):
        if cut.name not in known.entitlements:
            report.unknown(cut, "entitlement", cut.name, known.entitlements)
        if cut.condition is None and cut.amount is None:
            report.add(cut, "does not say when it ends", "give condition=, or amount= for what holds after its time")
        if cut.from_start_of not in ("month", "day"):
            report.add(cut, f"from_start_of={cut.from_start_of!r}", "write month or day")
        days = (name for name, each in known.facts.items() if each.kind == "day")
        report.each_known(cut, "date", filter(None, (cut.of_fact,)), days)
    for target in declared.of(Target):
        report.each_known(target, "standing task", target.standing_tasks, known.standing)
    for norm in declared.of(HeadCount):
        if norm.role is None or norm.heads is None:
            report.add(norm, "does not say how many hold which role", 'write HeadCount("clause", ROLE, 4)')
        elif norm.role.is_party:
            report.add(norm, f"counts {norm.role.name!r}, who stands outside the company", "name a role")
        if isinstance(norm.heads, Quantity) and (
            norm.heads.unit != "count" or norm.heads.value % 1 or norm.heads.value < 0
        ):
            report.add(norm, f"{norm.heads.text('en')} is no number of people", "write a whole number")
        if norm.bound not in ("exact", "min"):
            report.add(norm, f"bound={norm.bound!r}", "write exact or min")
    for opening in declared.of(ChildCase):
        if not opening.procedure or opening.since is None:
            report.add(opening, "does not say what it opens when", "give procedure= and since=")
        report.each_known(opening, "fact", opening.carries.values(), (*known.facts, "subject"))
    _followed(declared, known, report)
    for custody in declared.of(Custody):
        if not custody.article or custody.to_role is None:
            report.add(
                custody, "does not say which article goes to whom", "name the article after the clause, and to_role="
            )
    for permission in declared.of(Permission):
        if (permission.wait is None) != (permission.since is None):
            report.add(permission, "counts from nothing", "give wait= and since= together")
        if permission.decline and permission.name in known.limits:
            report.add(permission, "may be declined, and its limit would run on", "leave out one of them")


def _followed(declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    """Child cases whose end is awaited or told."""
    followed = [opening for opening in declared.of(ChildCase) if opening.is_followed]
    taken = {rule.name for rule in declared.expanded if isinstance(rule, Action | Escalation | Deadline)}
    known_as: set[str] = set()
    for opening in followed:
        for step in sorted(opening.openers() & set(opening.awaited_before)):
            report.add(opening, f"{step!r} would wait for the case that it opens", "name a later step")
        if not opening.notifies and not any(declared.performers(step) for step in opening.openers()):
            report.add(opening, "notifies nobody of its end", "name the roles in notifies=")
        if opening.called in known_as:
            report.add(opening, f"two child cases are called {opening.called!r}", "give each a name of its own")
        known_as.add(opening.called)
        if f"{opening.called}_ended" in taken:
            report.add(opening, f"its end is called {opening.called}_ended, as another rule", "give it another name")


def _counts_from(rule: Action) -> bool:
    return rule.since is not None and not isinstance(rule.since, ItemOpened)


def _own_limits(declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    for rule in declared.rules:
        if not isinstance(rule, Action):
            continue
        counts = isinstance(rule, Permission | FollowUp)  # these have a since= of their own
        if isinstance(rule, Start | FollowUp) and (rule.within is not None or rule.owner):
            report.add(rule, "carries no limit of this form", "give a visit its span after the roles, a start none")
        elif rule.within is None and (rule.owner or (_counts_from(rule) and not counts)):
            report.add(rule, "says from when or who answers and not how long", "give within=, or leave the rest out")
        elif rule.within is not None and isinstance(rule, Permission) and rule.wait is not None:
            report.add(rule, "waits and has a limit from one event", "put the limit in a Deadline beside it")
        elif rule.within is not None and rule.switch and not getattr(rule, "arises", False):
            report.add(rule, "has a limit that would run with the switch off", "leave out within= or switch=")


def _starts(declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    if (
        declared.has_cases
        and not any(True for _ in declared.of(Start))
        and not all(isinstance(r, Unmodelled) for r in declared.expanded)
    ):
        report.add(None, "no rule says how a case comes in", "declare a Start")
    moving: list[Step | FollowUp] = [*declared.of(Step), *declared.of(FollowUp)]
    for rule in moving:
        if not rule.from_states or not rule.to_state:
            report.add(rule, "does not say from where to where it moves the case", "give both states")


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
    _money,
    check_units,
    _effects,
    check_subjects,
    check_milestones,
    check_promises,
)
