"""From what is filed to one entry: typed values, tokens for personal ones, events, amounts.

The difficulty is that a personal value may stand in the history nowhere: the entry holds a token, and the value goes
to the case beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from attrs import evolve, field

from servicedesk.engine.case import Case
from servicedesk.engine.consequences import next_open
from servicedesk.engine.context import Context
from servicedesk.engine.deposits import more_than_held
from servicedesk.engine.entry import NOTHING, ActionEntry
from servicedesk.engine.parts import ItemChange
from servicedesk.engine.record import record
from servicedesk.engine.refusals import Refusal, refusal
from servicedesk.engine.role_names import in_order
from servicedesk.engine.view import CaseView
from servicedesk.program.passages import Passage
from servicedesk.program.program import ProcedurePlan
from servicedesk.program.steps import Filing, StepPlan
from servicedesk.rules.actions import FollowUp, Permission
from servicedesk.rules.effects import Fee
from servicedesk.rules.keys import EventKey, in_item
from servicedesk.rules.parts import Signature
from servicedesk.rules.values import Token, Value
from servicedesk.texts.term import Term

_FEN = Decimal("0.01")
_NOTHING_DUE = Decimal("0.00")


@record
class Filed:
    """One entry ready to be appended, the personal values behind its tokens, and what is wrong with amounts."""

    entry: ActionEntry
    vault: Mapping[str, Value] = field(repr=False)
    refusals: tuple[Refusal, ...] = ()


def file_step(
    plan: ProcedurePlan,
    step: StepPlan,
    case: Case,
    filing: Filing,
    context: Context,
    to: str,
    *,
    item: str = "",
    outcome: str = "",
) -> Filed:
    """Make the entry of one step, perhaps about an item and with an outcome; ``to`` is the state it leads to."""
    vault: dict[str, Value] = {}
    facts: dict[str, Value] = {}
    tokens = case.tokens
    for name, value in filing.values.items():
        if value is None or name in plan.fees:
            continue
        if name in step.personal:
            tokens += 1
            vault[f"p{tokens}"] = value
            value = Token(f"p{tokens}")  # noqa: PLW2901  from here on the token stands for the value
        facts[name] = value
    moved = to if to and (to != case.state or case.version == 0) else ""
    payments, refusals = _payments(plan, step, case, filing, facts, context) if plan.fees else ({}, ())
    if plan.refunds:
        refusals += tuple(more_than_held(plan, case, facts, step.clause))
    changes = item and (step.opens_item or step.closes_item)
    entry = ActionEntry(
        seq=case.version + 1,
        kind="opened" if case.version == 0 else ("step" if step.moves else "task"),
        name=step.name,
        clause=_clause(plan, step, outcome),
        at=context.occurred_at,
        recorded=context.recorded_at,
        checked_at=context.recorded_at,
        by=context.actor.name,
        roles=in_order(context.actor.roles),
        state=moved,
        item=item,
        facts=facts or NOTHING,
        events=_events(plan, step, case, item, outcome, moved, facts, payments, context),
        key=context.key,
        digest=context.digest if context.key else "",
        outcome="" if isinstance(step.rule, FollowUp) else outcome,
        item_change=ItemChange(step.item_kind, bool(step.opens_item)) if changes else None,
        answers=_answered(context.answers) if context.answers else NOTHING,
        custody={in_item(article, item): role for article, role in step.hands.items()} if step.hands else NOTHING,
        payments=payments or NOTHING,
        tokens=tokens if tokens != case.tokens else 0,
        ends=moved in plan.ends,
        fulfils=_fulfils(step, case, item) if step.arises else "",
    )
    return Filed(entry, vault, refusals)


def file_nothing(step: StepPlan, passage: Passage, case: Case, context: Context) -> ActionEntry:
    """The entry that :func:`file_step` makes of a step whose passage is known: nothing is filed with it."""
    return ActionEntry(
        seq=case.version + 1,
        kind=passage.kind,
        name=step.name,
        clause=step.clause,
        at=context.occurred_at,
        recorded=context.recorded_at,
        checked_at=context.recorded_at,
        by=context.actor.name,
        roles=in_order(context.actor.roles),
        state=passage.state,
        events=passage.events,
        key=context.key,
        digest=context.digest if context.key else "",
        answers=_answered(context.answers) if context.answers else NOTHING,
        custody=step.hands or NOTHING,
    )


def too_early(entry: ActionEntry) -> ActionEntry:
    """The entry of an action that came before its time: what was filed stays, and nothing is done by it."""
    return evolve(
        entry,
        kind="early",
        events=(EventKey.early(entry.name),),
        item_change=None,
        custody=NOTHING,
        payments=NOTHING,
        holder=None,
        fulfils="",
    )


def _fulfils(step: StepPlan, case: Case, item: str) -> str:
    """What a miss or a breach had brought, and this does: the oldest that is open, empty where nothing is."""
    brought = next_open(case, step.name, item)
    return "" if brought is None else brought.key


def _clause(plan: ProcedurePlan, step: StepPlan, outcome: str) -> str:
    return plan.id_of(step.outcomes[outcome]) if outcome in step.outcomes else step.clause


def _answered(answers: Mapping[str, Value | None]) -> Mapping[str, Value]:
    return {name: value for name, value in answers.items() if value is not None} or NOTHING


def _events(
    plan: ProcedurePlan,
    step: StepPlan,
    case: Case,
    item: str,
    outcome: str,
    moved: str,
    facts: Mapping[str, Value],
    payments: Mapping[str, str],
    context: Context,
) -> tuple[str, ...]:
    """The keys of everything that a step makes true, in the order in which entries have them."""
    found = _made(plan, step, outcome, moved, payments, context)
    if step.name in plan.counted:
        found += _counts(plan, step, case, item, outcome)
    if plan.summed:
        found += _summed(plan, step, outcome, facts)
    if moved and case.state in plan.left:
        found.append(EventKey.left(case.state))
    return tuple(found)


def _made(
    plan: ProcedurePlan, step: StepPlan, outcome: str, moved: str, payments: Mapping[str, str], context: Context
) -> list[str]:
    occurrences = [step.done]
    if outcome or step.variant:
        occurrences += [EventKey.done(step.name, detail) for detail in (outcome, step.variant) if detail]
    if moved:
        occurrences.append(EventKey.entered(moved))
    if step.forms:
        occurrences += [EventKey.filed(form.name) for form in step.forms]
    if outcome and (chosen := step.outcomes.get(outcome)) is not None:
        occurrences += [EventKey.filed(form.name) for form in chosen.forms()]
    if step.signatures or step.outcome_signatures:
        signatures = (*step.signatures, *step.outcome_signatures.get(outcome, ()))
        occurrences += _signed(plan, step, signatures, context)
    if context.opened_from and context.opened_from in plan.origins:
        occurrences.append(EventKey.of("opened_from", context.opened_from))
    if step.name == "open":
        acting = step.roles & context.actor.roles or context.actor.roles  # as one signs: in the role that is named
        occurrences += [EventKey.of("opened_by", role) for role in sorted(plan.openers & plan.held(acting))]
    if payments:
        occurrences += [EventKey.paid(fee) for fee in payments]
    if reports := getattr(step.rule, "reports", ()):
        occurrences += [EventKey.reported(name) for name in reports]
    if step.hands:
        occurrences += [EventKey.held(article, role) for article, role in step.hands.items()]
    return list(dict.fromkeys(occurrences))


def _signed(plan: ProcedurePlan, step: StepPlan, signatures: Sequence[Signature], context: Context) -> Iterator[str]:
    """Each signs in the role that he has himself; in one that includes it where he has no other."""
    if not signatures:
        return
    own = {s.role.name for s in signatures} & (step.roles | {p.role.name for p in step.authorizations if p.role})
    signing = own & context.actor.roles or own & plan.held(context.actor.roles)
    for signature in signatures:
        name = signature.role.name
        if signature.form is not None and (name not in own or name in signing):
            yield EventKey.signed(signature.form.name, name)


def _summed(plan: ProcedurePlan, step: StepPlan, outcome: str, facts: Mapping[str, Value]) -> Iterator[str]:
    """The fields whose sum a rule reads and that were filed, or should have been."""
    chosen = step.outcomes[outcome].fields() if outcome in step.outcomes else ()
    asked = {each.name: each.required for each in (*(known.field for known in step.fields), *chosen)}
    yield from (EventKey.summed(name) for name in sorted(plan.summed & asked.keys()) if name in facts or asked[name])


def _counts(plan: ProcedurePlan, step: StepPlan, case: Case, item: str, outcome: str) -> Iterator[str]:
    """The counts that rules read and that this time makes full, in the case and in the item."""
    for wanted, number in sorted(plan.counted.get(step.name, ())):
        if wanted not in ("", outcome):
            continue
        done = EventKey.done(step.name, wanted)
        if _times(case, done) + 1 == number:
            yield EventKey.times(step.name, wanted, number)
        if item and _times(case, EventKey.in_item(done, item)) + 1 == number:
            yield EventKey.times(step.name, wanted, number, in_item=True)


def _times(case: Case, key: str) -> int:
    occurrence = case.occurrences.get(key)
    return 0 if occurrence is None else occurrence.times


def _payments(
    plan: ProcedurePlan, step: StepPlan, case: Case, filing: Filing, facts: Mapping[str, Value], context: Context
) -> tuple[dict[str, str], tuple[Refusal, ...]]:
    pays: tuple[str, ...] = getattr(step.rule, "pays", ())
    if not pays:
        return {}, ()
    payments: dict[str, str] = {}
    refusals: list[Refusal] = []
    view = CaseView(case, context.day, answers=context.answers, filed=facts)
    fees = {name: plan.fee(name, view) for name in pays}
    nothing = _only_pays(step) and not any(_may_apply(fee, view) for fee in fees.values())
    for name, fee in fees.items():
        filed, applies = filing.values.get(name), _may_apply(fee, view)
        due = amount_due(fee, plan.policy_key(fee), view, context) if applies else _NOTHING_DUE
        paid = filed if isinstance(filed, Decimal) else due
        label = plan.label(fee, "zh")
        if paid is None:
            refusals.append(refusal("missing_field", plan.id_of(fee), place=name, name=name, field=label))
            continue
        if not applies and (nothing or paid != due):
            refusals.append(refusal("not_due", plan.id_of(fee), place=name, fee=Term(label, name)))
        elif due is not None and paid != due:
            refusals.append(refusal("wrong_amount", plan.id_of(fee), place=name, fee=Term(label, name), amount=due))
        if applies:
            payments[name] = str(paid.quantize(_FEN, ROUND_HALF_UP))
    return payments, tuple(refusals)


def _only_pays(step: StepPlan) -> bool:
    """Whether an action that nobody owes does nothing but pay: where nothing is due, nothing of it is left to do."""
    rule = step.rule
    if not isinstance(rule, Permission):
        return False
    return not any((step.moves, rule.files, rule.asks, rule.sets, rule.signs, rule.hands, rule.reports))


def _may_apply(fee: Fee, view: CaseView) -> bool:
    """Whether nobody can tell that nothing of a fee is to be paid."""
    due = fee.only is None or fee.only.evaluate(view) is not False
    return due and (fee.unless is None or fee.unless.evaluate(view) is not True)


def amount_due(fee: Fee, policy_key: str, view: CaseView, context: Context) -> Decimal | None:
    """What a fee comes to: the site's amount, the manual's, a fact or a share of it; ``None`` where none is fixed."""
    own = context.site.amount(policy_key, fee.name)
    if own is not None:
        return Decimal(own).quantize(_FEN, ROUND_HALF_UP)
    if fee.amount is not None:
        return fee.amount.value.quantize(_FEN, ROUND_HALF_UP)
    base = view.fact(fee.of_fact) if fee.of_fact else None
    if isinstance(base, Decimal | int) and not isinstance(base, bool):
        share = Decimal(1) if fee.rate is None else fee.rate.value
        return (Decimal(base) * share).quantize(_FEN, ROUND_HALF_UP)
    return None
