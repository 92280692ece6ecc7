"""Whether an obligation is fulfilled, and what is missing: one definition, whoever asks.

Whoever stands in the way of a step asks :func:`lacking`, whether a ``Requirement`` gathers the obligation by its
clause, the obligation names the step itself, or it stands before the end (:func:`before_end`). The rows of
``obligations`` are made of the same parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from attrs import field

from servicedesk.engine.case import Case
from servicedesk.engine.children import awaited
from servicedesk.engine.consequences import of_rule
from servicedesk.engine.parts import Limit
from servicedesk.engine.record import changed, record
from servicedesk.engine.signatures import Given, signature_of
from servicedesk.engine.view import CaseView
from servicedesk.program.program import ProcedurePlan
from servicedesk.program.steps import LimitPlan, StepPlan
from servicedesk.rules.actions import Action, Sanction, Task
from servicedesk.rules.base import Rule
from servicedesk.rules.conditions import Condition, walk
from servicedesk.rules.effects import ChildCase, Fee, Items
from servicedesk.rules.exceptions import Excepted, holding
from servicedesk.rules.guards import DocumentRequirement
from servicedesk.rules.keys import EventKey, in_item
from servicedesk.rules.limits import Deadline
from servicedesk.rules.parts import Field, Form, FormPart, Signature
from servicedesk.rules.standing_tasks import StandingTask
from servicedesk.rules.values import Value


@record
class Brings:
    """What a step under examination puts there itself: forms, signatures, and its fields.

    ``switches`` are those that the site's policy has on: what waits for another is outstanding for nobody.
    ``ends`` says that the case would end with it. ``filed`` is ``None`` while nothing is filed yet: what a field of the
    step could still say is then no reason why not.
    """

    forms: frozenset[str] = frozenset()
    signatures: frozenset[tuple[str, str]] = frozenset()
    fields: frozenset[str] = frozenset()
    switches: frozenset[str] = frozenset()
    ends: bool = False
    filed: Mapping[str, Value | None] | None = field(default=None, repr=False)

    def could_say(self, names: Iterable[str]) -> bool:
        """Whether the step itself could still fill one of these fields."""
        return self.filed is None and not self.fields.isdisjoint(names)

    def allows(self, only: Condition | None, view: CaseView) -> bool:
        """Met, or unknown and not for the step itself to say."""
        value = True if only is None else only.evaluate(view)
        return not self.could_say(n for part in walk(only) for n in part.facts()) if value is None else value

    def lifted(self, unless: Condition | None, view: CaseView) -> bool:
        """Whether it holds unless this does, and it does; of an exception also what the step itself could still say."""
        if unless is None or unless.evaluate(view) is True:
            return unless is not None
        exceptions = (part for part in walk(unless) if isinstance(part, Excepted))
        open_ones = (part.condition for part in exceptions if part.condition.evaluate(view) is None)
        return any(self.could_say(n for part in walk(each) for n in part.facts()) for each in open_ones)

    def fills(self, name: str, view: CaseView) -> bool:
        """Whether a field is filled; what the step leaves empty is empty, whatever an earlier form said."""
        if name in self.fields:
            return self.filed is None or name in self.filed
        return view.fact(name) is not None


NOTHING: Final = Brings()
_BROUGHT: Final = (Task, Sanction)


@record
class Lack:
    """One thing that is missing of a rule: of an item, fields, a signature, an open limit or child; else all of it."""

    rule: Rule
    item: str = ""
    fields: tuple[Field, ...] = ()
    signature: Signature | None = None
    limit: Limit | None = None
    child: str = ""
    given: Given | None = None

    @property
    def key(self) -> str:
        """What the obligation is called in its case: a limit's key, a name, a form at its clause, with the item."""
        if self.limit is not None:
            return self.limit.key
        if self.child:
            return self.child
        name = self.rule.name
        if isinstance(self.rule, DocumentRequirement):
            name = f"{self.rule.clause}:{form_of(self.rule).name}"
        if self.signature is not None:
            name = f"{name}.{self.signature.role.name}"
        return in_item(name, self.item)


def lacking(plan: ProcedurePlan, rule: Rule, view: CaseView, brings: Brings = NOTHING) -> Iterator[Lack]:
    """What an obligation still lacks: nothing where it is fulfilled, waived, or does not apply.

    An unknown condition counts as met: what stands in the way does so until somebody can tell.
    """
    if is_waived(plan, rule, view.case):
        return
    for lack in _lacking(plan, rule, view, brings):
        if not was_given_up(plan, lack, view):
            yield lack


def was_given_up(plan: ProcedurePlan, lack: Lack, view: CaseView) -> bool:
    """Whether something was recorded over it, so that it is owed no more; what is due anew each time is owed anew.

    The limit of a task is owed anew as the task is.
    """
    given_up = view.case.not_done.get(lack.key) if view.case.not_done else None
    if given_up is None:
        return False
    task = None if lack.limit is None else plan.steps.get(lack.limit.name)
    item = lack.item if lack.limit is None else lack.limit.item
    return given_up > _renewed(lack.rule if task is None else task.rule, changed(view, item=item or None))


def _lacking(plan: ProcedurePlan, rule: Rule, view: CaseView, brings: Brings) -> Iterator[Lack]:
    if isinstance(rule, Deadline):
        name = rule.name
        clause = next((p.clause for p in plan.index.groups[name] if p.rule == rule), plan.id_of(rule))
        for limit in view.case.limits.values():
            if limit.name == name and limit.clause == clause and limit.is_open:
                yield Lack(rule, limit=limit)
        return
    if isinstance(rule, ChildCase):
        yield from (Lack(rule, child.item, child=child.id) for child in awaited(plan, rule, view))
        return
    if is_brought(rule):
        for each in of_rule(view.case, rule.name):
            there = changed(view, item=each.item or None)
            if each.state == "open" and view.item in (None, each.item) and in_question(rule, there, brings):
                yield Lack(rule, each.item)
        return
    for inside in views(plan, rule, view):
        if not in_question(rule, inside, brings):
            continue
        if isinstance(rule, Action):
            if not is_done(rule, inside):
                yield Lack(rule, inside.item or "")
        elif isinstance(rule, DocumentRequirement):
            yield from missing_of(plan, rule, inside, brings)
        elif isinstance(rule, Fee):
            if inside.occurrence(EventKey.paid(rule.name)) is None:
                yield Lack(rule)
        elif isinstance(rule, Items) and inside.open_items(rule.name):
            yield Lack(rule)


def before_end(plan: ProcedurePlan, view: CaseView, brings: Brings = NOTHING) -> Iterator[Lack]:
    """Everything that is missing before the case can end, in the manual's order."""
    for task in plan.mandatory:
        if task.arises or has_come(task, view):
            yield from lacking(plan, task, view, brings)
    for document in plan.final_documents:
        yield from lacking(plan, document, view, brings)
    for limit in view.case.limits.values():
        rule = plan_of(plan, limit).rule
        lack = Lack(rule, limit=limit)
        if (
            limit.is_open
            and limit.mandatory
            and not (is_waived(plan, rule, view.case) or was_given_up(plan, lack, view))
        ):
            yield lack
    for opening in plan.opens:
        if "end" in opening.awaited_before:
            yield from lacking(plan, opening, view, brings)
    for items in plan.items.values():
        yield from lacking(plan, items, view, brings)


def form_of(rule: DocumentRequirement) -> Form:
    """The form that a document row is about."""
    assert rule.form is not None  # noqa: S101  validated when declared
    return rule.form.form if isinstance(rule.form, FormPart) else rule.form


def missing_of(plan: ProcedurePlan, rule: DocumentRequirement, view: CaseView, brings: Brings) -> Iterator[Lack]:
    """One form: there at all, without empty fields, signed by everybody who must."""
    form, item = form_of(rule), (view.item or "") if _kept_in(plan, rule) else ""
    if view.occurrence(EventKey.filed(form.name)) is None and form.name not in brings.forms:
        yield Lack(rule, item)
        return
    assert rule.form is not None  # noqa: S101  validated when declared
    part = isinstance(rule.form, FormPart)
    empty = tuple(f for f in rule.form.fields if (part or f.required) and not brings.fills(f.name, view))
    if empty:
        yield Lack(rule, item, fields=empty)
    for signature in signatures(rule):
        if brings.lifted(signature.unless, view):
            continue
        brought = any((form.name, role) in brings.signatures for role in plan.counting_as(signature.role.name))
        given = None if brought else signature_of(plan, rule.form, signature, view)
        if not brought and (given is None or not given.counts(ends=brings.ends)):
            uncovered = () if given is None else _uncovered(given)
            yield Lack(rule, item, fields=uncovered, signature=signature, given=given)


def filling_anew(plan: ProcedurePlan, rule: DocumentRequirement, view: CaseView) -> Brings:
    """What the steps that a document stands before fill themselves, as long as they have not: empty anew each time.

    A step that moves the case fills it each time that the case stands before it, standing work while it is owed, a
    task until it is done. A permission owes nothing.
    """
    steps = (plan.steps[name] for name in rule.before_steps if name in plan.steps)
    fields = (step.brought[2] for step in steps if _is_ahead(step, view))
    return Brings(fields=frozenset[str]().union(*fields), filed={})


def _is_ahead(step: StepPlan, view: CaseView) -> bool:
    """Whether a step is still to be done, or to be done again."""
    if isinstance(step.rule, StandingTask):
        limit = view.case.limits.get(in_item(step.name, view.item))
        return limit is not None and limit.is_open
    if isinstance(step.rule, Task):
        applies = step.only is None or step.only.evaluate(view) is True
        barred = step.unless is not None and step.unless.evaluate(view) is True
        return applies and not barred and not is_done(step.rule, view)
    return bool(step.leads_to(view.case.state) - {view.case.state})


def _uncovered(given: Given) -> tuple[Field, ...]:
    return given.unfilled or given.changed


def signatures(rule: DocumentRequirement) -> tuple[Signature, ...]:
    """Everybody who must sign a document."""
    return tuple(s if isinstance(s, Signature) else Signature(s) for s in rule.signed_by)


def is_done(rule: Action, view: CaseView) -> bool:
    """Done; a task that is due anew each time, since that last happened, or with it: what it files itself it saw."""
    occurrence = view.occurrence(EventKey.done(rule.name))
    return occurrence is not None and occurrence.last_seq >= _renewed(rule, view)


def _renewed(rule: Rule, view: CaseView) -> int:
    """The entry since which a task is due anew; before any, where it never was."""
    happened = (event.last(view) for event in rule.renewals) if isinstance(rule, Task) else ()
    return max((each.last_seq for each in happened if each is not None), default=-1)


def is_brought(rule: Rule) -> bool:
    """Whether a miss or a breach has to bring it."""
    return isinstance(rule, _BROUGHT) and rule.arises


def in_question(rule: Rule, view: CaseView, brings: Brings) -> bool:
    """Whether a rule applies by its own conditions; an unknown ``only`` counts as met."""
    only: Condition | None = getattr(rule, "only", None)
    unless: Condition | None = getattr(rule, "unless", None)
    if isinstance(rule, Action) and rule.switch and rule.switch not in brings.switches and not is_brought(rule):
        return False  # what has arisen did so while it was on
    return brings.allows(only, view) and not brings.lifted(unless, view)


def exception_to(rule: Rule, view: CaseView) -> Excepted | None:
    """The exception that lifts a rule which would else apply; ``None`` where it applies, or never would."""
    only: Condition | None = getattr(rule, "only", None)
    held = holding(getattr(rule, "unless", None), view)
    return None if held is None or held.changes or not NOTHING.allows(only, view) else held


def is_waived(plan: ProcedurePlan, rule: Rule, case: Case) -> bool:
    """Whether an authority has waived the rule's clause; a local rule has none that another could share."""
    if not case.waived:
        return False
    clause = plan.id_of(rule)
    return clause in case.waived and clause != "local"


def has_come(action: Action, view: CaseView) -> bool:
    """Whether the case has come into one of the states in which a task is done, if it has any."""
    states: tuple[str, ...] = getattr(action, "in_states", ()) or getattr(action, "from_states", ())
    return not states or any(view.occurrence(EventKey.entered(state)) is not None for state in states)


def views(plan: ProcedurePlan, rule: Rule, view: CaseView) -> Iterator[CaseView]:
    """The case as the rule sees it: as a whole, or inside each item it is about, or the one in question."""
    kind: str = _kept_in(plan, rule) if isinstance(rule, DocumentRequirement) else getattr(rule, "per_item", "")
    own = view.case.items.get(view.item or "")
    if not kind or (own is not None and own.kind == kind) or (view.item and own is None):
        yield view
    else:
        for item in view.case.items.values():
            if item.kind == kind:
                yield changed(view, item=item.id)


def _kept_in(plan: ProcedurePlan, rule: DocumentRequirement) -> str:
    """The kind of the items of which each has a document of its own: all that it asks for is filled in them alone."""
    if not plan.items or rule.form is None:
        return ""
    kinds = {plan.index.item_fields.get(each.name, "") for each in rule.form.fields}
    return kinds.pop() if len(kinds) == 1 else ""


def plan_of(plan: ProcedurePlan, limit: Limit) -> LimitPlan:
    """The rule that a limit runs under."""
    group = next(group for name, group in plan.limits if name == limit.name)
    return next((p for p in group if p.clause == limit.clause), group[0])
