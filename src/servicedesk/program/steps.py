"""What a step, and a limit, of a procedure is when it is ready to run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from sys import intern

from attrs import evolve, field, frozen

from servicedesk.rules import guards
from servicedesk.rules.actions import Action, Outcome, Permission, Sanction, Task
from servicedesk.rules.base import Rule
from servicedesk.rules.circumstances import InSeason, ItemsClosed
from servicedesk.rules.conditions import Condition, walk
from servicedesk.rules.effects import ChildCase, Fee
from servicedesk.rules.events import CaseEvent, Stated
from servicedesk.rules.keys import EventKey
from servicedesk.rules.limits import Extension, Floor, Pause, Window
from servicedesk.rules.parts import Field, Form, NamedCalendar, Signature
from servicedesk.rules.standing_tasks import StandingTask
from servicedesk.rules.values import ByPolicy, ConditionView, OrStated, Value
from servicedesk.spans import Span


@frozen
class ClauseIds:
    """What the clauses of one procedure's rules are called outside of it."""

    manual: str
    procedure: str

    def __call__(self, rule: Rule) -> str:
        """The full id of a rule's clause, or ``local``."""
        clause = str(rule.clause)
        if clause == "local":
            return clause
        return f"{self.manual}/{clause}" if "/" in clause else f"{self.manual}/{self.procedure}/{clause}"

    def policy_key(self, rule: Rule) -> str:
        """What a site's policy calls a rule: its clause; a local one, which has none, by manual, procedure and name.

        A standing task that has a case of its own is named by the procedure that it comes from.
        """
        if str(rule.clause) != "local":
            return self(rule)
        procedure = self.procedure
        if procedure.startswith("standing_"):
            procedure = procedure.removeprefix("standing_").removesuffix(f"_{rule.name}")
        return f"{self.manual}/{procedure}/{rule.name}"


@frozen
class Filing:
    """A payload as structured: values by field, and every fault as (path, kind, zh, en), never with the value."""

    values: Mapping[str, Value | None] = field(repr=False)
    faults: tuple[tuple[str, str, str, str], ...] = ()


@frozen
class StepField:
    """One field that a step fills, with the clause whose form or classification it belongs to."""

    field: Field
    clause: str


@frozen
class Wait:
    """Something must wait until a span after an event is over, by clause or by law.

    Where ``recorded`` is true it may be done before, and does not count.
    """

    clause: str
    span: Span
    since: CaseEvent
    after_period: bool
    only: Condition | None = None
    floor: Floor | None = None
    recorded: bool = False
    policy_key: str = ""
    unless: Condition | None = None


@frozen
class StepPlan:
    """Everything about one step: who, from where to where, what is filed, what stands before it."""

    name: str
    rule: Action | StandingTask | Extension
    clause: str
    roles: frozenset[str]
    authorizations: tuple[guards.Authorization, ...]
    moves: Mapping[tuple[str, str], str]
    in_states: frozenset[str] | None
    fields: tuple[StepField, ...]
    structure: Callable[[Mapping[str, object], str, str], Filing]
    outcomes: Mapping[str, Outcome] = field(factory=dict[str, Outcome])
    only: Condition | None = None
    unless: Condition | None = None
    forms: tuple[Form, ...] = ()
    signatures: tuple[Signature, ...] = ()
    outcome_signatures: Mapping[str, tuple[Signature, ...]] = field(factory=dict[str, tuple[Signature, ...]])
    requires: tuple[guards.Requirement, ...] = ()
    forbids: tuple[guards.Prohibition, ...] = ()
    documents: tuple[guards.DocumentRequirement, ...] = ()
    fees: tuple[Fee, ...] = ()
    acts: tuple[Task, ...] = ()
    awaits: tuple[ChildCase, ...] = ()
    opens: tuple[ChildCase, ...] = ()
    waits: tuple[Wait, ...] = ()
    windows: tuple[Window, ...] = ()
    separations: tuple[guards.Separation, ...] = ()
    blocking: tuple[LimitPlan, ...] = ()
    item_kind: str = ""
    opens_item: str = ""
    closes_item: bool = False
    hands: Mapping[str, str] = field(factory=dict[str, str])
    clauses: tuple[tuple[Condition | None, Condition | None, str], ...] = ()
    variant: str = ""
    variants: tuple[StepPlan, ...] = ()

    def at(self, view: ConditionView) -> StepPlan:
        """The step under the rule that applies, where several share its name: by state, a standing task by stages."""
        if self.variants:
            return next((each for each in self.variants if view.state() in (each.in_states or ())), self)
        if not self.clauses:
            return self
        applying = (
            clause
            for only, unless, clause in self.clauses
            if (only is None or only.evaluate(view) is True) and (unless is None or unless.evaluate(view) is not True)
        )
        return evolve(self, clause=next(applying, self.clauses[0][2]))

    def leading_to(self, state: str) -> StepPlan:
        """Of several rules of its name the one that leads to a state, or the first where all lead to one place."""
        places = {to for each in self.variants for to in each.moves.values()}
        if len(places) == 1:
            return self.variants[0]
        return next((each for each in self.variants if state in each.moves.values()), self)

    @cached_property
    def brought(self) -> tuple[frozenset[str], frozenset[tuple[str, str]], frozenset[str]]:
        """The forms that it files, who signs which with it, and the fields that it fills, by name."""
        return (
            frozenset(form.name for form in self.forms),
            frozenset((s.form.name, s.role.name) for s in self.signatures if s.form is not None),
            frozenset(each.field.name for each in self.fields),
        )

    @cached_property
    def personal(self) -> frozenset[str]:
        """The fields of it that hold personal values."""
        return frozenset(each.field.name for each in self.fields if each.field.personal)

    @cached_property
    def done(self) -> str:
        """The key of it being done."""
        return EventKey.done(self.name)

    def leads_to(self, state: str) -> set[str]:
        """The states that it leads to from one, whatever its outcome."""
        return {to for (source, _), to in self.moves.items() if source == state}

    @cached_property
    def arises(self) -> bool:
        """Whether a miss or a breach has to bring it."""
        return isinstance(self.rule, Task | Sanction) and self.rule.arises

    @cached_property
    def before(self) -> tuple[Rule, ...]:
        """What must be there before it: documents, fees, tasks, child cases."""
        return (*self.documents, *self.fees, *self.acts, *self.awaits)

    @cached_property
    def asks(self) -> tuple[str, ...]:
        """The questions that its rules raise, in the order in which they are asked: no other is asked of it."""
        rule = self.rule
        action = rule if isinstance(rule, Action) else None
        held = action is not None and bool(action.takes or action.holder or action.releases or action.rotates)
        waits = isinstance(rule, Permission) and rule.wait is not None and rule.since is not None
        raised = {
            "state": self.in_states is not None,
            "role": True,
            "holder": held,
            "applies": self.only is not None or self.unless is not None,
            "separations": bool(self.separations),
            "requirements": bool(self.requires),
            "prohibitions": bool(self.forbids),
            "before": bool(self.before or self.blocking),
            "opened": bool(self.opens),
            "times": bool(self.waits or self.windows),
            "since_item": bool(self.item_kind) and not self.opens_item,
            "awaited": bool(self.awaits) or self.waits_for_items,
            "permission": waits or self.arises or (action is not None and bool(action.switch)),
            "paused": True,
            "extension": isinstance(rule, Extension),
        }
        return tuple(name for name, is_raised in raised.items() if is_raised)

    @property
    def waits_for_items(self) -> bool:
        """Whether it waits for items to be closed."""
        return any(isinstance(part, ItemsClosed) for rule in self.requires for part in walk(rule.condition))

    @property
    def alternatives(self) -> tuple[StepPlan, ...]:
        """The step by its rules: itself, where it has one."""
        return self.variants or (self,)

    def open_to(self, view: ConditionView) -> tuple[frozenset[str], guards.Authorization | None]:
        """The roles that may do the step as things are, and the authorization that stands *instead* of all others.

        Authorizations under a condition count while it holds.
        """
        if not self.authorizations:
            return self.roles, None
        posts = [post for post in self.authorizations if post.only is None or post.only.evaluate(view) is True]
        instead = [post for post in posts if post.instead]
        named = frozenset(post.role.name for post in instead or posts if post.role)
        return (named, instead[0]) if instead else (self.roles | named, None)


@frozen
class LimitPlan:
    """One limit as the engine runs it, whatever kind of rule it came from."""

    name: str
    rule: Rule
    clause: str
    span: Span | OrStated | Stated | ByPolicy
    since: CaseEvent
    until: CaseEvent
    only: Condition | None = None
    unless: Condition | None = None
    per_item: str = ""
    mandatory: bool = True
    recurs: str = ""
    per_event: bool = False
    reopening: str = "restart"
    roles: tuple[str, ...] = ()
    pauses: tuple[Pause, ...] = ()
    policy_key: str = ""
    calendar: NamedCalendar | None = None
    season: InSeason | None = None
    in_states: frozenset[str] = frozenset()

    @cached_property
    def written(self) -> str:
        """Its span as a limit keeps it."""
        return intern(str(self.span))

    @cached_property
    def stated(self) -> tuple[str, ...]:
        """The moments that it counts from and that somebody states."""
        return tuple(part.name for part in walk(self.since) if isinstance(part, Stated))

    @property
    def is_begun_by_site(self) -> bool:
        """Whether the site says when it begins: it is work of a season, or the policy gives its interval."""
        return self.season is not None or isinstance(self.span, ByPolicy)
