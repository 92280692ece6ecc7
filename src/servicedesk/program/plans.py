"""One procedure made ready to run: every rule sorted to the step, limit or end that it bears on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from types import MappingProxyType

from attrs import evolve

from servicedesk.program.asked import conditions_in
from servicedesk.program.consequences import Consequences
from servicedesk.program.graph import build_machine, moves_of
from servicedesk.program.payload import structurer
from servicedesk.program.program import ProcedurePlan
from servicedesk.program.steps import ClauseIds, Filing, LimitPlan, StepField, StepPlan, Wait
from servicedesk.program.variants import moves_from, one_step, variant_of
from servicedesk.rules import guards
from servicedesk.rules.actions import Action, Category, Decision, FollowUp, Outcome, Permission, Sanction, Start, Task
from servicedesk.rules.base import Rule
from servicedesk.rules.calendars import calendar_of
from servicedesk.rules.conditions import Condition, any_of
from servicedesk.rules.counts import NthTime
from servicedesk.rules.effects import ChildCase, Custody, Entitlement, EntitlementEnd, Fee, Items, Milestone, Refund
from servicedesk.rules.events import CaseEvent, done
from servicedesk.rules.exceptions import by_exception
from servicedesk.rules.included import including
from servicedesk.rules.limits import Deadline, Escalation, Extension, Floor, NotBefore, Pause, Window
from servicedesk.rules.manual import Manual
from servicedesk.rules.parts import Field, Role
from servicedesk.rules.procedure import Procedure
from servicedesk.rules.standing_tasks import StandingTask
from servicedesk.rules.totals import TotalCompare
from servicedesk.texts.rules import ended_term
from servicedesk.texts.term import Term

Labels = Mapping[str, tuple[str, str]]


def make_plan(
    manual: Manual, edition: str, procedure: Procedure, labels: Labels, others: Mapping[str, ProcedurePlan]
) -> ProcedurePlan:
    """The plan of one procedure in one edition; ``others`` are the plans of that edition, perhaps not all yet."""
    machine = build_machine(procedure) if procedure.has_cases else None
    moves: Mapping[str, dict[tuple[str, str], str]] = moves_of(machine) if procedure.has_cases else {}
    fields = {f.name: f for rule in _fillers(procedure) for f in _fields(rule, procedure)}
    singles = {name: structurer(f"One_{name}", [f]) for name, f in fields.items()}
    by_clause: dict[str, list[Rule]] = {}
    for rule in procedure.expanded:
        by_clause.setdefault(str(rule.clause), []).append(rule)
    gathered = {clause for rule in procedure.of(guards.Requirement) for clause in rule.clauses}
    ident = ClauseIds(manual.name, procedure.name)
    limits = _limits(procedure, ident)
    return ProcedurePlan(
        procedure=procedure,
        first=procedure.states[0] if procedure.has_cases else "",
        ends=frozenset(procedure.all_ends),
        steps=MappingProxyType(_steps(procedure, moves, limits, ident)),
        limits=limits,
        escalations=(
            *procedure.of(Escalation),
            *_reports(procedure),
            *_ends_of_children(procedure, manual.name, labels),
        ),
        entitlements=tuple(procedure.of(Entitlement)),
        entitlement_ends=tuple(procedure.of(EntitlementEnd)),
        opens=tuple(procedure.of(ChildCase)),
        refunds=tuple(procedure.of(Refund)),
        items=MappingProxyType({rule.name: rule for rule in procedure.of(Items)}),
        fees=MappingProxyType({rule.name: rule for rule in procedure.of(Fee) if by_exception(rule) is None}),
        mandatory=(
            *(
                a
                for a in procedure.of(Task)
                if "end" in a.before_steps or not (a.before_steps or str(a.clause) in gathered)
            ),
            *(sanction for sanction in procedure.of(Sanction) if sanction.mandatory),
        ),
        final_documents=tuple(p for p in procedure.of(guards.DocumentRequirement) if "end" in p.before_steps),
        retentions=tuple(procedure.of(guards.Retention)),
        access=tuple(procedure.of(guards.Access)),
        custody=tuple(procedure.of(Custody)),
        pauses=tuple(_pauses(rule) for rule in procedure.of(Pause) if rule.actions or rule.entitlements),
        milestones=tuple(procedure.of(Milestone)),
        left=frozenset(_asked(procedure, "left")),
        counted=MappingProxyType(_counted(procedure)),
        summed=frozenset(
            [part.name for part in conditions_in(procedure.expanded) if isinstance(part, TotalCompare)]
            + [rule.less for rule in procedure.of(Refund) if rule.less]
        ),
        declinable=frozenset(rule.name for rule in procedure.of(Permission) if rule.decline),
        origins=frozenset(_asked(procedure, "opened_from")),
        openers=frozenset(_asked(procedure, "opened_by")),
        by_clause=MappingProxyType({clause: tuple(rules) for clause, rules in by_clause.items()}),
        waivable=MappingProxyType(
            {
                ident(rule): getattr(rule, "waived_by", ())
                for rule in procedure.expanded
                if getattr(rule, "waivable", False)
            }
        ),
        labels=labels,
        manual=manual.name,
        edition=edition,
        id_of=ident,
        policy_key=ident.policy_key,
        fields=MappingProxyType(fields),
        structure=lambda name, value, zone: singles[name]({name: value}, zone),
        including=including(manual.roles),
        machine=machine,
        consequences=Consequences.of(procedure, ident),
        others=MappingProxyType(others),
    )


def _asked(procedure: Procedure, kind: str) -> Iterator[str]:
    """What conditions ask of one kind of event: states that are left, what opened the case, who did."""
    read = conditions_in(procedure.expanded)
    return (part.name for part in read if isinstance(part, CaseEvent) and part.kind == kind)


def _reports(procedure: Procedure) -> Iterator[Escalation]:
    """What an action notifies others of when it is done, as a level of its own name."""
    for rule in procedure.of(Action):
        if rule.notifies:
            variant = variant_of(rule, procedure.expanded)
            since = done(f"{rule.name}:{variant}" if variant else rule.name)
            level = Escalation(rule.clause, rule.name, rule.performers, notifies=rule.notifies, since=since)
            yield evolve(level, zh=rule.zh, en=rule.en)


def _ends_of_children(procedure: Procedure, manual: str, labels: Labels) -> Iterator[Escalation]:
    """What is told of the end of a case that this one opened and follows."""
    for rule in procedure.of(ChildCase):
        if rule.is_followed:
            openers = (role for step in sorted(rule.openers()) for role in procedure.performers(step))
            notifies = rule.notifies or tuple(dict.fromkeys(openers))
            zh, name = labels.get(f"{manual}/{rule.procedure}", (rule.procedure, rule.procedure))
            label = ended_term(Term(rule.zh or zh, rule.en or name.replace("_", " ")))
            since = CaseEvent("child_ended", rule.called)
            yield Escalation(
                rule.clause, f"{rule.called}_ended", notifies=notifies, since=since, zh=label.zh, en=label.en
            )


def _counted(procedure: Procedure) -> dict[str, frozenset[tuple[str, int]]]:
    """By action the counts that rules read: with which outcome, and how many times."""
    found: dict[str, set[tuple[str, int]]] = {}
    for part in conditions_in(procedure.expanded):
        if isinstance(part, NthTime):
            found.setdefault(part.name, set()).add((part.outcome, part.number))
    return {step: frozenset(counts) for step, counts in found.items()}


def _fillers(procedure: Procedure) -> Iterator[Action | Outcome | StandingTask]:
    return chain(procedure.of(Action), procedure.of(Outcome), procedure.of(StandingTask))


def _fields(rule: Action | Outcome | StandingTask, procedure: Procedure) -> Iterator[Field]:
    """The fields that one rule fills, each as that rule has it."""
    return (_with_categories(f, procedure) for f in rule.fields())


def _with_categories(field: Field, procedure: Procedure) -> Field:
    """A classification whose values the manual lists as categories takes those values and no others."""
    listed = {c.category.name for c in procedure.of(Category) if c.category and c.category.classification == field.name}
    if not listed or field.open_list:
        return field
    return evolve(field, options=tuple(o for o in field.options if o[0] in listed))


def _steps(
    procedure: Procedure,
    moves: Mapping[str, dict[tuple[str, str], str]],
    limits: tuple[tuple[str, tuple[LimitPlan, ...]], ...],
    ident: ClauseIds,
) -> dict[str, StepPlan]:
    found: dict[str, list[StepPlan]] = {}
    for rule in procedure.expanded:
        if not (isinstance(rule, Action | Extension) or (isinstance(rule, StandingTask) and rule.subjects is None)):
            continue
        own = moves_from(rule, moves.get(rule.name, {}))
        plan = _step(procedure, rule, own, limits, ident)
        if plan.variant:
            found.setdefault(rule.name, []).append(plan)
        else:
            found[rule.name] = [plan]  # of standing tasks by stages the last has the clauses of all

    def structure(name: str, fields: tuple[StepField, ...]) -> Callable[[Mapping[str, object], str, str], Filing]:
        return _structure(name, fields, {}, procedure)

    return {name: one_step(several, structure) for name, several in found.items()}


def _step(
    procedure: Procedure,
    rule: Action | StandingTask | Extension,
    moves: Mapping[tuple[str, str], str],
    limits: tuple[tuple[str, tuple[LimitPlan, ...]], ...],
    ident: ClauseIds,
) -> StepPlan:
    name = rule.name
    if isinstance(rule, Start):
        moves = {("", ""): procedure.states[0]}
    authorizations = [p for p in procedure.of(guards.Authorization) if name in p.actions and p.role]
    outcomes = {o.outcome: o for o in procedure.of(Outcome) if isinstance(rule, Decision) and o.name == name}
    ends = any(to in procedure.all_ends for to in moves.values())
    opened = next((ln for ln in procedure.of(Items) if name in ln.opened_by), None)
    closed = next((ln for ln in procedure.of(Items) if name in ln.closed_by), None)
    per_item = rule.per_item if isinstance(rule, Action) else _item_of_limit(rule, limits)
    fields = tuple(
        StepField(f, ident(rule)) for f in (() if isinstance(rule, Extension) else _fields(rule, procedure))
    ) + tuple(_fee_fields(procedure, rule, ident))
    same_name = [r for r in procedure.of(StandingTask) if r.name == name] if isinstance(rule, StandingTask) else [rule]
    states = _in_states(same_name, moves)
    return StepPlan(
        name=name,
        rule=rule,
        clause=ident(rule),
        roles=frozenset(
            [role.name for each_rule in same_name for role in each_rule.performers]
            + [p.role.name for p in authorizations if p.role and p.only is None and not p.instead]
        ),
        authorizations=tuple(p for p in authorizations if p.only is not None or p.instead),
        moves=MappingProxyType(dict(moves)),
        in_states=states,
        fields=fields,
        structure=_structure(name, fields, outcomes, procedure),
        outcomes=MappingProxyType(outcomes),
        only=rule.only if isinstance(rule, Action) else _begun(same_name) if states is None else None,
        unless=rule.unless if isinstance(rule, Action) else None,
        forms=() if isinstance(rule, Extension) else tuple(rule.forms()),
        signatures=tuple(rule.signatures(procedure.performers(name))) if isinstance(rule, Action) else (),
        outcome_signatures=MappingProxyType(
            {value: tuple(o.signatures(procedure.performers(name))) for value, o in outcomes.items()}
        ),
        requires=tuple(r for r in procedure.of(guards.Requirement) if _stands_before(r.before_steps, name, ends)),
        forbids=tuple(r for r in procedure.of(guards.Prohibition) if _stands_before(r.steps, name, ends)),
        documents=tuple(p for p in procedure.of(guards.DocumentRequirement) if name in p.before_steps),
        fees=tuple(f for f in procedure.of(Fee) if name in f.before_steps),
        acts=tuple(a for a in procedure.of(Task) if name in a.before_steps),
        awaits=tuple(c for c in procedure.of(ChildCase) if name in c.awaited_before),
        opens=tuple(c for c in procedure.of(ChildCase) if c.is_followed and name in c.openers()),
        waits=tuple(_waits(procedure, name, ident)),
        windows=tuple(w for w in procedure.of(Window) if name in w.steps),
        separations=tuple(s for s in procedure.of(guards.Separation) if s.step == name),
        blocking=tuple(
            p for _, group in limits for p in group if isinstance(p.rule, Deadline) and name in p.rule.before_steps
        ),
        item_kind=opened.name if opened else (closed.name if closed else per_item),
        opens_item=opened.name if opened else "",
        closes_item=closed is not None,
        hands=MappingProxyType({item: role.name for item, role in rule.hands} if isinstance(rule, Action) else {}),
        clauses=tuple((r.only, r.unless, ident(r)) for r in same_name if isinstance(r, StandingTask))
        if len(same_name) > 1
        else (),
        variant=variant_of(rule, procedure.expanded),
    )


def _item_of_limit(rule: Rule, limits: tuple[tuple[str, tuple[LimitPlan, ...]], ...]) -> str:
    if not isinstance(rule, Extension):
        return ""
    return next((p.per_item for name, group in limits if name == rule.limit for p in group if p.per_item), "")


def _stands_before(steps: Iterable[str], name: str, ends: bool) -> bool:
    return name in steps or (ends and "end" in steps)


def _in_states(rules: Sequence[Rule], moves: Mapping[tuple[str, str], str]) -> frozenset[str] | None:
    """The states in which a step can be done by any of its rules; ``None`` where it can be in all."""
    if moves:
        return frozenset(state for state, _ in moves)
    own = [r.in_states if isinstance(r, Task | Permission | Sanction | StandingTask) else () for r in rules]
    return frozenset(chain.from_iterable(own)) if all(own) else None


def _begun(rules: Sequence[Rule]) -> Condition | None:
    """That one of the standing tasks of a name has begun; ``None`` where one has no start of its own."""
    starts = [rule.since if isinstance(rule, StandingTask) else None for rule in rules]
    known = tuple(dict.fromkeys(start for start in starts if start is not None))
    if not known or None in starts:
        return None
    return known[0] if len(known) == 1 else any_of(*known)


def _fee_fields(procedure: Procedure, rule: Rule, ident: ClauseIds) -> Iterator[StepField]:
    fees = {f.name: f for f in procedure.of(Fee) if by_exception(f) is None}
    for name in rule.pays if isinstance(rule, Action) else ():
        fee = fees[name]
        yield StepField(Field(name, fee.zh or name, "money", required=False), ident(fee))


def _structure(
    name: str, fields: tuple[StepField, ...], outcomes: Mapping[str, Outcome], procedure: Procedure
) -> Callable[[Mapping[str, object], str, str], Filing]:
    own = [b.field for b in fields]
    plain = structurer(name, own)
    by_outcome = {
        value: structurer(f"{name}_{value}", [*own, *_fields(outcome, procedure)])
        for value, outcome in outcomes.items()
    }
    terms = {outcome.zh: value for value, outcome in outcomes.items() if outcome.zh}

    def structure(payload: Mapping[str, object], outcome: str, zone: str) -> Filing:
        return by_outcome.get(terms.get(outcome, outcome), plain)(payload, zone)

    return structure


def _waits(procedure: Procedure, name: str, ident: ClauseIds) -> Iterator[Wait]:
    for rule in procedure.of(NotBefore):
        if name in rule.steps and rule.span is not None:
            yield Wait(
                ident(rule),
                rule.span,
                _event(rule.since),
                rule.after_period,
                rule.only,
                recorded=rule.if_early == "recorded",
                policy_key=ident.policy_key(rule),
                unless=rule.unless,
            )
        if by_exception(rule) is None:  # the law stands above the rule as printed, and no exception takes from it
            yield from _floor(rule.floor, rule.since, name, ident(rule))
    for limit in procedure.of(Deadline):
        yield from _floor(limit.floor, limit.since, name, ident(limit))


def _floor(floor: Floor | None, since: CaseEvent | None, name: str, clause: str) -> Iterator[Wait]:
    if floor is not None and name in floor.steps:
        start = floor.since if floor.since is not None else _event(since)
        yield Wait(clause, floor.span, start, after_period=True, floor=floor)


def _event(value: CaseEvent | None) -> CaseEvent:
    assert value is not None  # noqa: S101  validated when declared
    return value


def _limits(procedure: Procedure, ident: ClauseIds) -> tuple[tuple[str, tuple[LimitPlan, ...]], ...]:
    groups: dict[str, list[LimitPlan]] = {}
    pauses = [_pauses(p) for p in procedure.of(Pause)]
    for rule in procedure.expanded:
        plan = _limit(rule, ident, tuple(p for p in pauses if rule.name in (*p.limits, *p.actions)))
        if plan is not None:
            groups.setdefault(plan.name, []).append(plan)
    return tuple((name, tuple(_numbered(group))) for name, group in groups.items())


def _numbered(group: list[LimitPlan]) -> Iterator[LimitPlan]:
    """Limits of one name under local rules, which have no clause of their own: from the second on with their number."""
    local = 0
    for plan in group:
        local += plan.clause == "local"
        more = f"#{local}" if plan.clause == "local" and local > 1 else ""
        yield evolve(plan, clause=plan.clause + more, policy_key=plan.policy_key + more) if more else plan


def _pauses(rule: Pause) -> Pause:
    return evolve(rule, since=_event(rule.since), resumed_by=_event(rule.resumed_by))


def _limit(rule: Rule, ident: ClauseIds, pauses: tuple[Pause, ...]) -> LimitPlan | None:
    make = partial(LimitPlan, rule.name, rule, ident(rule), pauses=pauses, policy_key=ident.policy_key(rule))
    if isinstance(rule, Deadline) and rule.span is not None:
        own = partial(make, per_item=rule.per_item, mandatory=rule.mandatory, reopening=rule.reopening)
        until, roles, named = _event(rule.met_by), _names(rule.owner), calendar_of(rule)
        return own(rule.span, _event(rule.since), until, rule.only, rule.unless, roles=roles, calendar=named)
    if isinstance(rule, FollowUp) and rule.span is not None:
        roles, named = _names(rule.performers), calendar_of(rule)
        return make(rule.span, _event(rule.since), done(rule.name), rule.only, rule.unless, roles=roles, calendar=named)
    if isinstance(rule, StandingTask) and rule.subjects is None:
        span = rule.every or rule.within
        since = rule.on_event if rule.on_event is not None else _event(rule.since)
        assert span is not None  # noqa: S101  validated when declared
        recurs, roles = rule.rhythm if rule.every is not None else "", _names(rule.performers)
        own = partial(make, mandatory=False, recurs=recurs, roles=roles, calendar=calendar_of(rule), season=rule.season)
        own = partial(own, per_event=rule.on_event is not None, in_states=frozenset(rule.in_states))
        return own(span, since, done(rule.name), rule.only, rule.unless)
    return None


def _names(roles: tuple[Role, ...]) -> tuple[str, ...]:
    return tuple(role.name for role in roles)
