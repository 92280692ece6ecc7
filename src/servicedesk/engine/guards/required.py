"""What must be there: requirements and prohibitions, and every obligation that stands before the step or the end.

Whether an obligation is fulfilled, and what is missing, is ``fulfilled.lacking`` alone; here it is put in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from servicedesk.engine.children import open_already
from servicedesk.engine.fulfilled import Lack, before_end, form_of, lacking
from servicedesk.engine.guards.attempt import Attempt
from servicedesk.engine.guards.passed import Passed
from servicedesk.engine.items import about_item
from servicedesk.engine.refusals import Refusal, Remedy, refusal
from servicedesk.program.steps import StepPlan
from servicedesk.rules.actions import Action
from servicedesk.rules.base import Rule
from servicedesk.rules.effects import ChildCase, Fee, Items
from servicedesk.rules.guards import DocumentRequirement, Prohibition, Requirement
from servicedesk.rules.parts import FormPart
from servicedesk.texts.fields import ANY_FIELD
from servicedesk.texts.items import item_term, with_item
from servicedesk.texts.phrases import Several
from servicedesk.texts.refusals import gathered_term
from servicedesk.texts.term import Term


def requirements(attempt: Attempt, outcome: str) -> Iterator[Refusal]:
    """Conditions, and whole clauses, that come first."""
    for rule in _required(attempt, attempt.step, outcome):
        clause, remedy = attempt.plan.id_of(rule), _left(attempt, rule)
        yield from attempt.condition(clause, rule.condition, "required", want=True, remedy=remedy)
        yield from _gathered(attempt, rule)


def _required(attempt: Attempt, step: StepPlan, outcome: str) -> Iterator[Requirement]:
    """The requirements of a step that apply to an outcome; waivable ones unless they were waived."""
    for rule in step.requires:
        waived = attempt.plan.id_of(rule) in attempt.view.case.waived
        if not waived and rule.outcome in ("", outcome) and attempt.stands(rule):
            yield rule


def prohibitions(attempt: Attempt) -> Iterator[Refusal]:
    """What shuts the step out while it holds."""
    for rule in attempt.step.forbids:
        clause = attempt.plan.id_of(rule)
        if clause not in attempt.view.case.waived and attempt.stands(rule):
            remedy = _left(attempt, rule)
            yield from attempt.condition(clause, rule.condition, "forbidden", want=False, remedy=remedy)


def _left(attempt: Attempt, rule: Requirement | Prohibition) -> Remedy | None:
    """What is left where it refuses: the actions that it advises, else a waiver."""
    if rule.advises:
        return Remedy("help_state", (("steps", Several(tuple(map(attempt.step_term, rule.advises)))),))
    if not rule.waivable:
        return None
    return Remedy("help_waive", (("roles", attempt.roles([role.name for role in rule.waived_by], choice=True)),))


def before_step(attempt: Attempt) -> Iterator[Refusal]:
    """Documents, fees, tasks, child cases and limits that the manual puts before this step."""
    yield from _before(attempt, attempt.step)


def _before(attempt: Attempt, step: StepPlan) -> Iterator[Refusal]:
    yield from _missing(attempt, step.before)
    for blocking in step.blocking:
        for lack in lacking(attempt.plan, blocking.rule, attempt.view, attempt.brings):
            yield _lacks(attempt, blocking.clause, lack)


def _missing(attempt: Attempt, rules: Iterable[Rule]) -> Iterator[Refusal]:
    for rule in rules:
        for lack in lacking(attempt.plan, rule, attempt.view, attempt.brings):
            yield _lacks(attempt, attempt.plan.id_of(rule), lack)


def opened_already(attempt: Attempt) -> Iterator[Refusal]:
    """What this step opens is open already, and was opened in this round: there is no second one beside it."""
    for rule in attempt.step.opens:
        child = open_already(attempt.plan, rule, attempt.view)
        if child is not None:
            what = attempt.plan.term_of("procedure", rule.procedure)
            done = Remedy("help_child", (("child", child.at_hand),))
            yield refusal("child_open", attempt.plan.id_of(rule), remedy=done, what=what, child=child.at_hand)


def behind(attempt: Attempt, passed: Passed) -> Iterator[Refusal]:
    """What a record passed over and what stood before that, and the tasks before what was left out, one behind another.

    Nobody will do it for this step either. Who refuses names the next thing to do; who records names all that was left
    out, but no condition of a step that nobody took.
    """
    steps = attempt.plan.steps
    yield from _missing(attempt, passed.tasks)
    for step in passed.steps:
        yield from _before(attempt, step)
        for rule in _required(attempt, step, ""):
            yield from _gathered(attempt, rule)
    left_out = [attempt.step, *passed.steps, *(steps[task.name] for task in passed.tasks)]
    for step in left_out:
        for task in step.acts:
            told = tuple(_missing(attempt, (task,)))
            yield from told
            if told and steps[task.name] not in left_out:
                left_out.append(steps[task.name])


def closing(attempt: Attempt) -> Iterator[Refusal]:
    """What is still outstanding when this step would end the case; the view shows the case as it would be."""
    for lack in before_end(attempt.plan, attempt.view, attempt.brings):
        clause = lack.limit.clause if lack.limit is not None else attempt.plan.id_of(lack.rule)
        yield _lacks(attempt, clause, lack)


def _gathered(attempt: Attempt, requirement: Requirement) -> Iterator[Refusal]:
    """What is missing of the whole clauses that a requirement gathers."""
    plan, clause = attempt.plan, attempt.plan.id_of(requirement)
    for name in requirement.clauses:
        for rule in plan.by_clause.get(name, ()):
            for lack in lacking(plan, rule, attempt.view, attempt.brings):
                yield _of_clause(attempt, clause, lack)


def _of_clause(attempt: Attempt, clause: str, lack: Lack) -> Refusal:
    """What a requirement of whole clauses lacks: documents and fees in their own words, the rest by name."""
    rule = lack.rule
    if isinstance(rule, DocumentRequirement | Fee | ChildCase):
        return _lacks(attempt, clause, lack)
    what = gathered_term(_named(attempt, lack))
    return refusal("required", clause, obligation=lack.key, remedy=_to_do(attempt, rule), condition=what)


def _lacks(attempt: Attempt, clause: str, lack: Lack) -> Refusal:
    rule, label = lack.rule, attempt.label(lack.rule)
    if isinstance(rule, DocumentRequirement):
        return _document(clause, rule, lack)
    if isinstance(rule, Fee):
        return refusal("unpaid", clause, obligation=lack.key, fee=label)
    if lack.child:
        at_hand = attempt.view.case.followed[lack.child].at_hand
        done = Remedy("help_child", (("child", at_hand),))
        opened = attempt.plan.term_of("procedure", rule.procedure) if isinstance(rule, ChildCase) else label
        return refusal("child_not_ended", clause, obligation=lack.key, remedy=done, what=opened, child=at_hand)
    if lack.limit is not None:
        limit = about_item(attempt.plan, attempt.view.case, label, lack.limit.item)
        return refusal("limit_open", clause, obligation=lack.key, what=limit, limit=lack.limit.key)
    return refusal("outstanding", clause, obligation=lack.key, remedy=_to_do(attempt, rule), what=_named(attempt, lack))


def _to_do(attempt: Attempt, rule: Rule) -> Remedy | None:
    """What would fulfil it: an action itself, of items whatever closes those that are open."""
    if isinstance(rule, Items):
        return attempt.to_close(rule.name)
    return Remedy("help_do", (("step", attempt.label(rule)),)) if isinstance(rule, Action) else None


def _named(attempt: Attempt, lack: Lack) -> Term:
    """What is missing, with the item that it is of; one that is not there yet by the kind that the step is about."""
    plan, case, label, kind = attempt.plan, attempt.view.case, attempt.label(lack.rule), attempt.step.item_kind
    if lack.item and lack.item not in case.items and kind:
        return with_item(label, item_term(plan.term_of("item", kind), lack.item))
    return about_item(plan, case, label, lack.item)


def _document(clause: str, rule: DocumentRequirement, lack: Lack) -> Refusal:
    form, key = form_of(rule), lack.key
    if lack.signature is not None:
        role = Term(lack.signature.role.zh, lack.signature.role.name)
        if lack.given is not None:
            kind = "signed_empty" if lack.given.unfilled else "outdated_signature"
            names = tuple(f.name for f in lack.fields)
            fields = Several(tuple(Term(f.zh, f.name) for f in lack.fields), quoted=True)
            if lack.given.unfilled and not isinstance(rule.form, FormPart) and len(names) > 1:
                fields = Several((ANY_FIELD,))  # not all of them need be filled, of the whole form one will do
            return refusal(
                kind, clause, obligation=key, reads=names, form=Term(form.zh, form.name), role=role, fields=fields
            )
        return refusal("missing_signature", clause, obligation=key, name=form.name, form=form.zh, role=role)
    if not lack.fields:
        return refusal("missing_document", clause, obligation=key, name=form.name, form=form.zh)
    fields = Several(tuple(Term(f.zh, f.name) for f in lack.fields))
    names = tuple(f.name for f in lack.fields)
    if [f.kind for f in form.fields] == ["shown"]:
        return refusal("empty_field", clause, obligation=key, reads=names, name=form.name, form=form.zh)
    return refusal("empty_field", clause, obligation=key, reads=names, name=form.name, form=form.zh, fields=fields)
