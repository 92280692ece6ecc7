"""A manual made ready to run: what the engine reads, compiled once, immutable and shared between threads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from attrs import Factory, evolve, field, frozen

from servicedesk.rules.actions import Action, Outcome, Task
from servicedesk.rules.base import Rule
from servicedesk.rules.conditions import Condition
from servicedesk.rules.effects import ChildCase, Custody, Entitlement, EntitlementEnd, Fee, Items, Refund
from servicedesk.rules.events import BeforeDue, CaseEvent, Reached, Stated
from servicedesk.rules.guards import (
    Access,
    Authorization,
    DocumentRequirement,
    Prohibition,
    Requirement,
    Retention,
    Separation,
)
from servicedesk.rules.limits import Escalation, Extension, Floor, Pause, Window
from servicedesk.rules.manual import Manual, Procedure
from servicedesk.rules.parts import Field, Form, Role, Signature
from servicedesk.rules.standing_tasks import StandingTask
from servicedesk.rules.values import ConditionView, OrStated, Value
from servicedesk.spans import Span

__all__ = ["Filing", "LimitPlan", "ProcedurePlan", "Program", "StepField", "StepPlan", "Wait"]


K = TypeVar("K")
V = TypeVar("V")

_BUILTIN_STATES = {"withdrawn": "已撤销", "merged": "已并案"}


@frozen
class Filing:
    """A payload as structured: values by blank, and every fault as (path, kind, zh, en), never with the value."""

    values: Mapping[str, Value | None] = field(repr=False)
    faults: tuple[tuple[str, str, str, str], ...] = ()


@frozen
class StepField:
    """One blank that a step fills, with the clause whose form or axis it belongs to."""

    field: Field
    clause: str


@frozen
class Wait:
    """Something must wait until a span after a happening is over, by clause or by law.

    Where ``recorded`` is true it may be done before, and does not count.
    """

    clause: str
    span: Span
    since: CaseEvent
    after_period: bool
    only: Condition | None = None
    floor: Floor | None = None
    recorded: bool = False


@frozen
class StepPlan:
    """Everything about one step: who, from where to where, what is filed, what stands before it."""

    name: str
    rule: Action | StandingTask | Extension
    clause: str
    roles: frozenset[str]
    posts: tuple[Authorization, ...]
    moves: Mapping[tuple[str, str], str]
    in_states: frozenset[str] | None
    blanks: tuple[StepField, ...]
    structure: Callable[[Mapping[str, object], str], Filing]
    outcomes: Mapping[str, Outcome] = field(factory=dict[str, Outcome])
    only: Condition | None = None
    unless: Condition | None = None
    forms: tuple[Form, ...] = ()
    signatures: tuple[Signature, ...] = ()
    outcome_signatures: Mapping[str, tuple[Signature, ...]] = field(factory=dict[str, tuple[Signature, ...]])
    requires: tuple[Requirement, ...] = ()
    forbids: tuple[Prohibition, ...] = ()
    documents: tuple[DocumentRequirement, ...] = ()
    fees: tuple[Fee, ...] = ()
    acts: tuple[Task, ...] = ()
    waits: tuple[Wait, ...] = ()
    windows: tuple[Window, ...] = ()
    separations: tuple[Separation, ...] = ()
    blocking: tuple[LimitPlan, ...] = ()
    item_kind: str = ""
    opens_item: str = ""
    closes_item: bool = False
    hands: Mapping[str, str] = field(factory=dict[str, str])
    clauses: tuple[tuple[Condition | None, str], ...] = ()

    def at(self, view: ConditionView) -> StepPlan:
        """The step under the clause that applies, where several rules share its name: a duty by stages."""
        if not self.clauses:
            return self
        applying = (clause for only, clause in self.clauses if only is None or only.evaluate(view) is True)
        return evolve(self, clause=next(applying, self.clauses[0][1]))


@frozen
class LimitPlan:
    """One limit as the engine runs it, whatever kind of rule it came from."""

    name: str
    rule: Rule
    clause: str
    span: Span | OrStated | Stated
    since: CaseEvent
    until: CaseEvent
    only: Condition | None = None
    unless: Condition | None = None
    each: str = ""
    owed: bool = True
    recurs: str = ""
    reopening: str = "restart"
    roles: tuple[str, ...] = ()
    pauses: tuple[Pause, ...] = ()


@frozen
class _Index:
    """The rules of a procedure by the names that limits, entries and entitlements carry."""

    groups: Mapping[str, tuple[LimitPlan, ...]]
    limits: Mapping[tuple[str, str], LimitPlan]
    escalations: Mapping[str, Escalation]
    entitlements: Mapping[str, Entitlement]
    own_ends: Mapping[str, EntitlementEnd]
    ladders: Mapping[str, tuple[str, bool]]

    @classmethod
    def of(cls, plan: ProcedurePlan) -> _Index:
        return cls(
            groups=dict(plan.limits),
            limits=_first(((p.name, p.clause), p) for _, group in plan.limits for p in group),
            escalations=_first((rule.name, rule) for rule in plan.escalations),
            entitlements=_first((rule.name, rule) for rule in plan.entitlements),
            own_ends=_first((rule.name, rule) for rule in plan.entitlement_ends if rule.condition is None),
            ladders={rule.name: _ladder(plan.escalations, rule.name) for rule in plan.escalations},
        )


def _ladder(escalations: Iterable[Escalation], name: str) -> tuple[str, bool]:
    """The limit at the foot of an escalation's ladder, and whether it was missed; an empty name where there is none."""
    levels = {rule.name: rule.since for rule in escalations}
    passed: set[str] = set()
    while name in levels and name not in passed:
        passed.add(name)
        since = levels[name]
        if isinstance(since, Reached | BeforeDue):
            return since.limit, False
        if not isinstance(since, CaseEvent) or since.kind not in ("missed", "recorded"):
            return "", False
        if since.kind == "missed":
            return since.name, True
        name = since.name
    return "", False


def _first(pairs: Iterable[tuple[K, V]]) -> dict[K, V]:
    """A dict in which the first of equal keys stands."""
    found: dict[K, V] = {}
    for key, value in pairs:
        found.setdefault(key, value)
    return found


@frozen
class ProcedurePlan:
    """One procedure, ready to run."""

    procedure: Procedure
    first: str
    ends: frozenset[str]
    steps: Mapping[str, StepPlan]
    limits: tuple[tuple[str, tuple[LimitPlan, ...]], ...]
    escalations: tuple[Escalation, ...]
    entitlements: tuple[Entitlement, ...]
    entitlement_ends: tuple[EntitlementEnd, ...]
    opens: tuple[ChildCase, ...]
    refunds: tuple[Refund, ...]
    items: Mapping[str, Items]
    fees: Mapping[str, Fee]
    owed: tuple[Task, ...]
    final_documents: tuple[DocumentRequirement, ...]
    retentions: tuple[Retention, ...]
    access: tuple[Access, ...]
    custody: tuple[Custody, ...]
    by_clause: Mapping[str, tuple[Rule, ...]]
    waivable: Mapping[str, tuple[Role, ...]]
    labels: Mapping[str, tuple[str, str]]
    manual: str
    edition: str
    fields: Mapping[str, Field]
    structure: Callable[[str, object], Filing]
    machine: object = field(default=None, eq=False, repr=False)
    others: Mapping[str, ProcedurePlan] = field(factory=dict[str, "ProcedurePlan"], eq=False, repr=False)
    _index: _Index = field(init=False, eq=False, repr=False, default=Factory(_Index.of, takes_self=True))

    def group(self, name: str) -> tuple[LimitPlan, ...]:
        """Every limit of a name; of each run one holds."""
        return self._index.groups[name]

    def limit(self, name: str, clause: str) -> LimitPlan:
        """The limit of a name that stands under a clause.

        Raises:
            KeyError: there is none.
        """
        return self._index.limits[name, clause]

    def find_limit(self, name: str, clause: str) -> LimitPlan | None:
        """The same, or ``None``: rules that agree with those of a case may have left a limit out."""
        return self._index.limits.get((name, clause))

    def escalation(self, name: str) -> Escalation:
        """The escalation of a name, the first where several rules share it.

        Raises:
            KeyError: there is none.
        """
        return self._index.escalations[name]

    def ladder(self, name: str) -> tuple[str, bool]:
        """The limit that an escalation is about in the end, and whether it is so after a miss; else an empty name."""
        return self._index.ladders[name]

    def entitlement(self, name: str) -> Entitlement:
        """The entitlement of a name.

        Raises:
            KeyError: there is none.
        """
        return self._index.entitlements[name]

    def own_end(self, name: str) -> EntitlementEnd | None:
        """What an entitlement's running out brings, where a rule says so: its end without a condition."""
        return self._index.own_ends.get(name)

    def id_of(self, rule: Rule) -> str:
        """The full id of a rule's clause, or ``house``."""
        clause = str(rule.clause)
        if clause == "local":
            return clause
        return f"{self.manual}/{clause}" if "/" in clause else f"{self.manual}/{self.procedure.name}/{clause}"

    def state_zh(self, state: str) -> str:
        """The Chinese term of a state; its name where the procedure gives none."""
        return self.procedure.terms.get(state) or _BUILTIN_STATES.get(state) or state

    def term(self, kind: str, name: str) -> str:
        """The Chinese term behind a name of this procedure, for conditions to read in.

        A kind with a procedure before it (``renovation.entered``) asks for a name of that procedure.
        """
        other, _, own = kind.rpartition(".")
        if other:
            return self.others[other].term(own, name)
        if kind == "entered":
            return self.state_zh(name)
        if kind == "fact":
            return self.fields[name].zh if name in self.fields else name
        if kind in ("done", "open") and name in self.steps:
            return self.label(self.steps[name].rule, "zh")
        if kind == "procedure":
            return self.labels.get(f"{self.manual}/{name}", (name, ""))[0]
        if kind == "missed" and (group := self._index.groups.get(name)):
            return self.label(group[0].rule, "zh")
        standing = {rule.name: rule for rule in self.procedure.of(StandingTask)}
        named: dict[str, Rule] = {
            "done": standing,
            "missed": standing,
            "recorded": self._index.escalations,
            "paid": self.fees,
            "item": self.items,
            "grant": self._index.entitlements,
            "article": {r.article: r for r in self.custody if r.zh},
        }.get(kind, {})  # type: ignore[assignment]  # mappings of several kinds of rule
        return self.label(named[name], "zh") if name in named else name

    def label(self, rule: Rule, lang: str) -> str:
        """The rule's own label, else its name with the catalogue's words."""
        own = rule.zh if lang == "zh" else rule.en
        if own:
            return own
        zh, en = self.labels.get(self.id_of(rule), ("", ""))
        return (zh or rule.name) if lang == "zh" else (rule.name or en)


@frozen
class Program:
    """A manual in one edition, ready to run. ``fingerprint`` covers all that changes an answer."""

    manual: Manual
    edition: str
    fingerprint: str
    plans: Mapping[str, ProcedurePlan]

    def chain(self, role: str) -> tuple[str, ...]:
        """The role, the posts above it, and at last the head; no post twice."""
        posts = [role]
        while (post := self.manual.role(posts[-1])) and post.reports_to and post.reports_to not in posts:
            posts.append(post.reports_to)
        return (*posts, self.manual.head.name) if self.manual.head.name not in posts else tuple(posts)

    def role_zh(self, name: str) -> str:
        """The Chinese term of a role; its name where the manual has none."""
        post = self.manual.role(name)
        return post.zh if post else name
