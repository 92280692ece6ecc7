"""One procedure made ready to run: every rule sorted to the step, limit or end that it bears on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from attrs import evolve

from servicedesk.program.program import Blank, Filing, LimitPlan, Plan, StepPlan, Wait
from servicedesk.program.graph import build_machine, moves_of
from servicedesk.rules.manual import Manual, Procedure
from servicedesk.rules.base import Rule
from servicedesk.rules.actions import Act, Category, Decides, Doing, FollowUp, May, Outcome, Start
from servicedesk.rules.effects import Custody, Ends, Fee, Grants, Lines, Opens, Refund
from servicedesk.rules.guards import Access, Forbids, Paper, Post, Requires, Retention, Separation
from servicedesk.rules.events import Happening, done, entered
from servicedesk.rules.limits import Deadline, Duty, Escalation, Extends, Floor, NotBefore, Pauses, Window
from servicedesk.program.payload import structurer
from servicedesk.rules.checks.report import doers_of, fields_of, forms_of, signatures_of
from servicedesk.rules.parts import Field, Role

__all__ = ["make_plan"]

Labels = Mapping[str, tuple[str, str]]


def make_plan(
    manual: Manual, edition: str, procedure: Procedure, labels: Labels, others: Mapping[str, Plan]
) -> Plan:
    """The plan of one procedure in one edition; ``others`` are the plans of that edition, perhaps not all yet."""
    machine = build_machine(procedure)
    moves = moves_of(machine)
    fields = {f.name: f for rule in _fillers(procedure) for f in _fields(rule, procedure)}
    singles = {name: structurer(f"One_{name}", [f]) for name, f in fields.items()}
    by_clause: dict[str, list[Rule]] = {}
    for rule in procedure.rules:
        by_clause.setdefault(str(rule.clause), []).append(rule)
    gathered = {clause for rule in procedure.of(Requires) for clause in rule.every}
    ident = _Ident(manual.name, procedure.name)
    limits = _limits(procedure, ident)
    return Plan(
        procedure=procedure,
        first=procedure.states[0],
        ends=frozenset(procedure.all_ends),
        steps=MappingProxyType(
            {
                rule.name: _step(procedure, rule, moves.get(rule.name, {}), limits, ident)
                for rule in procedure.rules
                if isinstance(rule, Doing | Extends) or (isinstance(rule, Duty) and rule.over is None)
            }
        ),
        limits=limits,
        escalations=(*procedure.of(Escalation), *_reports(procedure)),
        grants=tuple(procedure.of(Grants)),
        cuts=tuple(procedure.of(Ends)),
        opens=tuple(procedure.of(Opens)),
        refunds=tuple(procedure.of(Refund)),
        lines=MappingProxyType({rule.name: rule for rule in procedure.of(Lines)}),
        fees=MappingProxyType({rule.name: rule for rule in procedure.of(Fee)}),
        owed=tuple(
            a for a in procedure.of(Act) if "end" in a.before or not (a.before or str(a.clause) in gathered)
        ),
        final_papers=tuple(p for p in procedure.of(Paper) if "end" in p.before),
        retentions=tuple(procedure.of(Retention)),
        access=tuple(procedure.of(Access)),
        custody=tuple(procedure.of(Custody)),
        by_clause=MappingProxyType({clause: tuple(rules) for clause, rules in by_clause.items()}),
        waivable=MappingProxyType(
            {
                ident(rule): rule.waived_by
                for rule in procedure.rules
                if isinstance(rule, Requires | Forbids) and rule.as_a_rule
            }
        ),
        labels=labels,
        manual=manual.name,
        edition=edition,
        fields=MappingProxyType(fields),
        structure=lambda name, value: singles[name]({name: value}),
        machine=machine,
        others=MappingProxyType(others),
    )


class _Ident:
    """Full clause ids of one procedure."""

    def __init__(self, manual: str, procedure: str) -> None:
        self.prefix, self.manual = f"{manual}/{procedure}", manual

    def __call__(self, rule: Rule) -> str:
        clause = str(rule.clause)
        if clause == "house":
            return clause
        return f"{self.manual}/{clause}" if "/" in clause else f"{self.prefix}/{clause}"


def _reports(procedure: Procedure) -> Iterator[Escalation]:
    """What a doing tells others when it is done, as a rung of its own name."""
    for rule in procedure.of(Doing):
        if rule.tells:
            yield Escalation(
                rule.clause, rule.name, rule.by, to=rule.tells, when=done(rule.name), zh=rule.zh, en=rule.en
            )


def _fillers(procedure: Procedure) -> Iterator[Doing | Outcome | Duty]:
    yield from procedure.of(Doing)
    yield from procedure.of(Outcome)
    yield from procedure.of(Duty)


def _fields(rule: Doing | Outcome | Duty, procedure: Procedure) -> Iterator[Field]:
    """The blanks that one rule fills, each as that rule has it."""
    return (_with_categories(f, procedure) for f in fields_of(rule))


def _with_categories(field: Field, procedure: Procedure) -> Field:
    """An axis whose values the manual lists as categories takes those values and no others."""
    listed = {c.value.name for c in procedure.of(Category) if c.value and c.value.axis == field.name}
    if not listed:
        return field
    return Field(
        field.name,
        field.zh,
        field.kind,
        field.required,
        field.personal,
        tuple(o for o in field.options if o[0] in listed),
    )


def _step(
    procedure: Procedure,
    rule: Doing | Duty | Extends,
    moves: Mapping[tuple[str, str], str],
    limits: tuple[tuple[str, tuple[LimitPlan, ...]], ...],
    ident: _Ident,
) -> StepPlan:
    name = rule.name
    if isinstance(rule, Start):
        moves = {("", ""): procedure.states[0]}
    posts = [p for p in procedure.of(Post) if name in p.may and p.role]
    outcomes = {o.value: o for o in procedure.of(Outcome) if isinstance(rule, Decides) and o.name == name}
    ends = any(to in procedure.all_ends for to in moves.values())
    opened = next((ln for ln in procedure.of(Lines) if name in ln.opened_by), None)
    closed = next((ln for ln in procedure.of(Lines) if name in ln.closed_by), None)
    each = rule.each if isinstance(rule, Doing) else _line_of_limit(rule, limits)
    blanks = tuple(
        Blank(f, ident(rule)) for f in (() if isinstance(rule, Extends) else _fields(rule, procedure))
    ) + tuple(_fee_blanks(procedure, rule, ident))
    same_name = [r for r in procedure.of(Duty) if r.name == name] if isinstance(rule, Duty) else [rule]
    return StepPlan(
        name=name,
        rule=rule,
        clause=ident(rule),
        roles=frozenset(
            [role.name for each_rule in same_name for role in each_rule.by]
            + [p.role.name for p in posts if p.role and p.only is None and not p.instead]
        ),
        posts=tuple(p for p in posts if p.only is not None or p.instead),
        moves=MappingProxyType(dict(moves)),
        in_states=_in_states(rule, moves),
        blanks=blanks,
        structure=_structure(name, blanks, outcomes, procedure),
        outcomes=MappingProxyType(outcomes),
        only=rule.only if isinstance(rule, Doing) else None,
        unless=rule.unless if isinstance(rule, Doing) else None,
        forms=() if isinstance(rule, Extends) else tuple(forms_of(rule)),
        signatures=tuple(signatures_of(rule, doers_of(procedure.rules, name)))
        if isinstance(rule, Doing)
        else (),
        outcome_signatures=MappingProxyType(
            {value: tuple(signatures_of(o, doers_of(procedure.rules, name))) for value, o in outcomes.items()}
        ),
        requires=tuple(r for r in procedure.of(Requires) if _stands_before(r.before, name, ends)),
        forbids=tuple(r for r in procedure.of(Forbids) if _stands_before(r.steps, name, ends)),
        papers=tuple(p for p in procedure.of(Paper) if name in p.before),
        fees=tuple(f for f in procedure.of(Fee) if name in f.before),
        acts=tuple(a for a in procedure.of(Act) if name in a.before),
        waits=tuple(_waits(procedure, name, ident)),
        windows=tuple(w for w in procedure.of(Window) if name in w.blocks),
        separations=tuple(s for s in procedure.of(Separation) if s.step == name),
        blocking=tuple(
            p for _, group in limits for p in group if isinstance(p.rule, Deadline) and name in p.rule.blocks
        ),
        line_kind=opened.name if opened else (closed.name if closed else each),
        opens_line=opened.name if opened else "",
        closes_line=closed is not None,
        hands=MappingProxyType(
            {item: role.name for item, role in rule.hands} if isinstance(rule, Doing) else {}
        ),
        clauses=tuple((r.only, ident(r)) for r in same_name if isinstance(r, Duty))
        if len(same_name) > 1
        else (),
    )


def _line_of_limit(rule: Rule, limits: tuple[tuple[str, tuple[LimitPlan, ...]], ...]) -> str:
    if not isinstance(rule, Extends):
        return ""
    return next((p.each for name, group in limits if name == rule.limit for p in group if p.each), "")


def _stands_before(steps: Iterable[str], name: str, ends: bool) -> bool:
    return name in steps or (ends and "end" in steps)


def _in_states(rule: Rule, moves: Mapping[tuple[str, str], str]) -> frozenset[str] | None:
    if moves:
        return frozenset(state for state, _ in moves)
    if isinstance(rule, Act | May) and rule.in_:
        return frozenset(rule.in_)
    return None


def _fee_blanks(procedure: Procedure, rule: Rule, ident: _Ident) -> Iterator[Blank]:
    fees = {f.name: f for f in procedure.of(Fee)}
    for name in rule.pays if isinstance(rule, Doing) else ():
        fee = fees[name]
        yield Blank(Field(name, fee.zh or name, "money", required=False), ident(fee))


def _structure(
    name: str,
    blanks: tuple[Blank, ...],
    outcomes: Mapping[str, Outcome],
    procedure: Procedure,
) -> Callable[[Mapping[str, Any], str], Filing]:
    own = [b.field for b in blanks]
    plain = structurer(name, own)
    by_outcome = {
        value: structurer(f"{name}_{value}", [*own, *_fields(outcome, procedure)])
        for value, outcome in outcomes.items()
    }
    terms = {outcome.zh: value for value, outcome in outcomes.items() if outcome.zh}

    def structure(payload: Mapping[str, Any], outcome: str) -> Filing:
        return by_outcome.get(terms.get(outcome, outcome), plain)(payload)

    return structure


def _waits(procedure: Procedure, name: str, ident: _Ident) -> Iterator[Wait]:
    for rule in procedure.of(NotBefore):
        if name in rule.blocks and rule.span is not None:
            yield Wait(
                ident(rule), rule.span, _happening(rule.since), rule.after_period, rule.only,
                recorded=rule.early == "recorded",
            )  # fmt: skip
        yield from _floor(rule.floor, rule.since, name, ident(rule))
    for limit in procedure.of(Deadline):
        yield from _floor(limit.floor, limit.since, name, ident(limit))


def _floor(floor: Floor | None, since: Happening | str | None, name: str, clause: str) -> Iterator[Wait]:
    if floor is not None and name in floor.blocks:
        start = floor.since or _happening(since)
        yield Wait(clause, floor.span, start, after_period=True, floor=floor)


def _happening(value: Happening | str | None) -> Happening:
    assert value is not None  # noqa: S101  validated when declared
    return entered(value) if isinstance(value, str) else value


def _limits(procedure: Procedure, ident: _Ident) -> tuple[tuple[str, tuple[LimitPlan, ...]], ...]:
    groups: dict[str, list[LimitPlan]] = {}
    pauses = [_pauses(p) for p in procedure.of(Pauses)]
    for rule in procedure.rules:
        plan = _limit(rule, ident, tuple(p for p in pauses if rule.name in p.limits))
        if plan is not None:
            groups.setdefault(plan.name, []).append(plan)
    return tuple((name, tuple(group)) for name, group in groups.items())


def _pauses(rule: Pauses) -> Pauses:
    return evolve(rule, from_=_happening(rule.from_), until=_happening(rule.until))


def _limit(rule: Rule, ident: _Ident, pauses: tuple[Pauses, ...]) -> LimitPlan | None:
    if isinstance(rule, Deadline) and rule.span is not None:
        return LimitPlan(
            rule.name, rule, ident(rule), rule.span, _happening(rule.since), _happening(rule.until),
            rule.only, rule.unless, rule.each, rule.owed, reopening=rule.reopening, roles=_names(rule.by),
            pauses=pauses,
        )  # fmt: skip
    if isinstance(rule, FollowUp) and rule.span is not None:
        return LimitPlan(
            rule.name, rule, ident(rule), rule.span, _happening(rule.since), done(rule.name), rule.only, rule.unless,
            roles=_names(rule.by), pauses=pauses,
        )  # fmt: skip
    if isinstance(rule, Duty) and rule.over is None:
        span = rule.every or rule.within
        since = rule.on if rule.on is not None else _happening(rule.since)
        assert span is not None  # noqa: S101  validated when declared
        return LimitPlan(
            rule.name, rule, ident(rule), span, since, done(rule.name), rule.only, owed=False,
            recurs=rule.rhythm if rule.every is not None else "", roles=_names(rule.by), pauses=pauses,
        )  # fmt: skip
    return None


def _names(roles: tuple[Role, ...]) -> tuple[str, ...]:
    return tuple(role.name for role in roles)
