"""What a case holds of a deposit: what goes back to whoever paid it, and what may at most be kept of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from servicedesk.engine.case import Case
from servicedesk.engine.life import Obligation
from servicedesk.engine.record import changed
from servicedesk.engine.refusals import Refusal, refusal
from servicedesk.engine.totals import corrected
from servicedesk.program.program import ProcedurePlan
from servicedesk.rules.effects import Fee, Refund
from servicedesk.rules.keys import EventKey
from servicedesk.rules.values import Value
from servicedesk.texts.obligations import refund_term
from servicedesk.texts.term import Term

_NOTHING: Final = Decimal(0)


def share_of(case: Case, rule: Refund) -> Decimal:
    """What a rule gives back or keeps of a deposit: its amount or all that was paid, less what was taken from it."""
    whole = rule.amount.value if rule.amount is not None else Decimal(case.payments.get(rule.fee, 0))
    return max(_NOTHING, whole - _taken(case, rule.less))


def _taken(case: Case, fact: str) -> Decimal:
    """What was filed of a fact, added up; what was left out is nothing."""
    return sum((each.amount or _NOTHING for each in case.totals.get(fact, ())), _NOTHING)


def more_than_held(plan: ProcedurePlan, case: Case, facts: Mapping[str, Value], clause: str = "") -> Iterator[Refusal]:
    """That more would be taken from a deposit than is left of it, by the clause of its refund where none is given."""
    for rule in {each.less: each for each in plan.refunds if each.less in facts}.values():
        left, more = share_of(case, rule), facts[rule.less]
        if isinstance(more, int | Decimal) and more > left:
            fee, field = plan.label_term(plan.fees[rule.fee]), plan.term_of("fact", rule.less)
            what = Term(field.zh, rule.less)
            yield refusal(
                "more_than_held", clause or plan.id_of(rule), place=rule.less, field=what, fee=fee, amount=left
            )


def corrected_too_high(
    plan: ProcedurePlan, case: Case, facts: Mapping[str, Value], item: str, corrects: int
) -> Iterator[Refusal]:
    """That a correction would have more taken from a deposit than was paid; what is corrected itself is left out."""
    without = {name: corrected(known, item, corrects, 0) for name, known in case.totals.items() if name in facts}
    if without:
        yield from more_than_held(plan, changed(case, totals={**case.totals, **without}), facts)


def held(plan: ProcedurePlan, case: Case) -> Mapping[str, str]:
    """The deposits that were paid, and of which nothing was given back or kept, with what is left of them."""
    deposits = [name for name in case.payments if name in plan.fees and plan.fees[name].refundable]
    less = {rule.fee: rule.less for rule in plan.refunds if rule.less}
    left = {name: Decimal(case.payments[name]) - _taken(case, less.get(name, "")) for name in deposits}
    return {name: f"{left[name]:.2f}" for name in deposits if left[name] > 0 and not _is_given_back(plan, case, name)}


def _is_given_back(plan: ProcedurePlan, case: Case, fee: str) -> bool:
    steps = {rule.on_step for rule in plan.refunds if rule.fee == fee}
    over = (EventKey.of("refunded", fee), EventKey.of("kept", fee), *map(EventKey.done, steps))
    return any(key in case.occurrences for key in over)


def refund_outstanding(plan: ProcedurePlan, case: Case, fee: Fee) -> Iterator[Obligation]:
    """That a deposit is to be given back, where the case was withdrawn or merged and still holds it."""
    amount = held(plan, case).get(fee.name) if case.state in ("withdrawn", "merged") and not case.open else None
    if amount is None or plan.fees[fee.name] != fee:
        return
    steps = [plan.steps[rule.on_step] for rule in plan.refunds if rule.fee == fee.name and rule.on_step in plan.steps]
    yield Obligation(
        kind="refund",
        name=fee.name,
        clause=plan.id_of(fee),
        label=refund_term(plan.label_term(fee), amount),
        status="outstanding",
        roles=tuple(sorted({role for step in steps for role in step.roles})),
    )
