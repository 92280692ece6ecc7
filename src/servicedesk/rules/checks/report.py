"""Collects the faults of one declaration and knows the names it may use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Protocol, TypeVar

from attrs import define, field

from servicedesk.errors import DefinitionFault
from servicedesk.rules.actions import Action, Decision, FollowUp, Outcome
from servicedesk.rules.base import Rule
from servicedesk.rules.effects import Custody, Entitlement, Fee, Items
from servicedesk.rules.guards import Authorization
from servicedesk.rules.limits import Deadline, Escalation, Extension, StandingTask
from servicedesk.rules.parts import Field, Form, FormPart, Role, Signature

__all__ = [
    "BUILTIN_ACTIONS",
    "Declared",
    "Names",
    "Report",
    "fields_of",
    "forms_of",
    "performers_of",
    "signatures_of",
    "suggest",
]

R = TypeVar("R", bound=Rule)

BUILTIN_ACTIONS = ("open", "withdraw", "merge", "correct", "waive", "erase")


class Declared(Protocol):
    """What a check needs to see of a procedure."""

    @property
    def name(self) -> str: ...
    @property
    def states(self) -> tuple[str, ...]: ...
    @property
    def ends(self) -> tuple[str, ...]: ...
    @property
    def all_ends(self) -> tuple[str, ...]: ...
    @property
    def rules(self) -> tuple[Rule, ...]: ...
    @property
    def expanded(self) -> tuple[Rule, ...]: ...
    @property
    def terms(self) -> Mapping[str, str]: ...
    def of(self, kind: type[R]) -> Iterator[R]: ...


def forms_of(rule: Action | Outcome | StandingTask) -> Iterator[Form]:
    """The forms that a doing fills, whole or in part."""
    return (f.form if isinstance(f, FormPart) else f for f in rule.files)


def fields_of(rule: Action | Outcome | StandingTask) -> Iterator[Field]:
    """Every blank that a doing fills: of forms, of its own, of axes."""
    for part in rule.files:
        yield from part.fields
    if not isinstance(rule, StandingTask):
        yield from rule.asks
    if isinstance(rule, Action):
        yield from (a.as_field() for a in rule.sets)


def performers_of(rules: Iterable[Rule], name: str) -> tuple[Role, ...]:
    """The roles that may do what is called so: those that it names itself, and posts that it is opened to."""
    found: list[Role] = []
    for rule in rules:
        if isinstance(rule, Action) and rule.name == name:
            found += rule.performers
        elif isinstance(rule, Authorization) and name in rule.actions and rule.role is not None:
            found.append(rule.role)
    return tuple(found)


def signatures_of(rule: Action | Outcome, by: Sequence[Role]) -> Iterator[Signature]:
    """The signatures that a doing by these roles gives; one without a role is the actor's own."""
    for item in rule.signs:
        if isinstance(item, Signature):
            yield item
        else:
            yield from (Signature(role, item) for role in by)


def suggest(name: str, known: Iterable[str]) -> str:
    """The nearest of the known names as a question, or all of them."""
    candidates = sorted(set(known))
    near = get_close_matches(name, candidates, 1)
    return f"did you mean {near[0]!r}?" if near else f"there are {', '.join(candidates) or 'none'}"


@define
class Report:
    """The faults found so far."""

    procedure: str
    faults: list[DefinitionFault] = field(factory=list[DefinitionFault])

    def add(self, rule: Rule | None, message: str, remedy: str = "") -> None:
        clause = str(rule.clause) if rule is not None else ""
        place = rule.place() if rule is not None else f"procedure {self.procedure!r}"
        self.faults.append(DefinitionFault(f"{place}: {message}", remedy=remedy, clause=clause, place=place))

    def unknown(self, rule: Rule | None, what: str, name: str, known: Iterable[str], *, place: str = "") -> None:
        remedy = suggest(name, known)
        self.add(rule, f"{place} there is no {what} {name!r}".lstrip(), remedy)

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

    @classmethod
    def of(cls, declared: Declared) -> Names:
        actions_ = list(declared.of(Action))
        fillers: list[Action | Outcome | StandingTask] = [
            *actions_,
            *declared.of(Outcome),
            *declared.of(StandingTask),
        ]
        signers: list[Action | Outcome] = [*actions_, *declared.of(Outcome)]
        signatures = [s for rule in signers for s in signatures_of(rule, performers_of(declared.expanded, rule.name))]
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
            facts={f.name: f for rule in fillers for f in fields_of(rule)},
            filed={f.name for rule in fillers for f in forms_of(rule)},
            signed={(s.form.name, s.role.name) for s in signatures if s.form},
            paid={fee for rule in actions_ for fee in rule.pays},
            events={name for rule in actions_ for name in rule.reports},
            handed={(item, role.name) for rule in actions_ for item, role in rule.hands}
            | {(rule.article, rule.to_role.name) for rule in declared.of(Custody) if rule.to_role},
            standing={rule.name for rule in declared.of(StandingTask) if rule.subjects is not None},
        )
