"""Collects the faults of one declaration and knows the names it may use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from attrs import define, field

from servicedesk.errors import DefinitionFault
from servicedesk.rules.actions import Action, Decision, FollowUp, Outcome
from servicedesk.rules.base import Rule
from servicedesk.rules.declaration import ProcedureDeclaration
from servicedesk.rules.effects import Custody, Entitlement, Fee, Items, Milestone
from servicedesk.rules.limits import Deadline, Escalation, Extension
from servicedesk.rules.parts import Field
from servicedesk.rules.standing_tasks import StandingTask
from servicedesk.said import Said, known_names, known_or


def thing(what: str) -> str:
    """What a name is the name of, in words."""
    return known_or(f"thing_{what.replace(' ', '_')}", what)


def chained(kind: str, names: Sequence[str]) -> str:
    """Names one after another, each with the next in a sentence of that kind."""
    *before, chain = names
    for name in reversed(before):
        chain = Said(kind, name=name, rest=chain)
    return chain


def suggest(name: str, known: Iterable[str]) -> Said:
    """The nearest of the known names as a question, or all of them."""
    candidates = sorted(set(known))
    near = get_close_matches(name, candidates, 1)
    return Said("did_you_mean", near=near[0]) if near else known_names(candidates)


@define
class Report:
    """The faults found so far."""

    procedure: str
    faults: list[DefinitionFault] = field(factory=list[DefinitionFault])
    # Rules that something of a wrong type was taken out of: what they lack now is that fault again.
    mended: set[tuple[str, str]] = field(factory=set[tuple[str, str]])

    def add(self, rule: Rule | None, message: str, remedy: str = "") -> None:
        if rule is not None and (str(rule.clause), rule.name) in self.mended:
            return
        clause = str(rule.clause) if rule is not None else ""
        place = rule.place() if rule is not None else Said("procedure_place", name=self.procedure)
        self.faults.append(
            DefinitionFault(Said("at", place=place, what=message), remedy=remedy, clause=clause, place=place)
        )

    def unknown(self, rule: Rule | None, what: str, name: str, known: Iterable[str], *, place: str = "") -> None:
        said = Said("fault_unknown", what=thing(what), name=name)
        self.add(rule, Said("fault_at_keyword", place=place, what=said) if place else said, suggest(name, known))

    def each_known(self, rule: Rule, what: str, names: Iterable[str], known: Iterable[str]) -> None:
        allowed = set(known)
        for name in names:
            if name not in allowed:
                self.unknown(rule, what, name, allowed)


@define
class Names:
    """Everything that a declaration gives a name to."""

    states: Sequence[str]
    steps: dict[str, Rule]
    limits: dict[str, list[Deadline]]
    escalations: dict[str, Escalation]
    fees: dict[str, Fee]
    items: dict[str, Items]
    entitlements: dict[str, Entitlement]
    decisions: dict[str, Decision]
    facts: dict[str, Field]
    filed: set[str]
    signed: set[tuple[str, str]]
    paid: set[str]
    events: set[str]
    handed: set[tuple[str, str]]
    standing: set[str]
    milestones: set[str]
    outcomes: dict[str, set[str]]
    leavable: set[str]

    @classmethod
    def of(cls, declared: ProcedureDeclaration) -> Names:
        actions_ = list(declared.of(Action))
        fillers = [rule for rule in declared.expanded if rule.fills]
        signatures = [s for rule in declared.expanded for s in rule.signatures(declared.performers(rule.name))]
        limits: dict[str, list[Deadline]] = {}
        for limit in declared.of(Deadline):
            limits.setdefault(limit.name, []).append(limit)
        steps: dict[str, Rule] = {rule.name: rule for rule in actions_}
        steps |= {rule.name: rule for rule in declared.of(Extension)}
        steps |= {rule.name: rule for rule in declared.of(StandingTask) if rule.subjects is None}
        visits = {rule.name for rule in (*declared.of(FollowUp), *declared.of(StandingTask))}
        return cls(
            states=(*declared.states, *declared.all_ends),
            steps=steps,
            limits=limits | {name: [] for name in visits if name not in limits},
            escalations={rule.name: rule for rule in declared.of(Escalation)},
            fees={rule.name: rule for rule in declared.of(Fee)},
            items={rule.name: rule for rule in declared.of(Items)},
            entitlements={rule.name: rule for rule in declared.of(Entitlement)},
            decisions={rule.name: rule for rule in declared.of(Decision)},
            facts={f.name: f for rule in fillers for f in rule.fields()},
            filed={f.name for rule in fillers for f in rule.forms()},
            signed={(s.form.name, s.role.name) for s in signatures if s.form},
            paid={fee for rule in actions_ for fee in rule.pays},
            events={name for rule in actions_ for name in rule.reports},
            handed={(item, role.name) for rule in actions_ for item, role in rule.hands}
            | {(rule.article, rule.to_role.name) for rule in declared.of(Custody) if rule.to_role},
            standing={rule.name for rule in declared.of(StandingTask) if rule.subjects is not None},
            milestones={rule.name for rule in declared.of(Milestone)},
            leavable=set(declared.states) - set(declared.all_ends),
            outcomes={
                rule.name: {o.outcome for o in declared.of(Outcome) if o.name == rule.name}
                for rule in declared.of(Decision)
            },
        )
