"""What a case that was withdrawn or merged still holds of a deposit: money to be given back to whoever paid it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from servicedesk.engine.case import Case
from servicedesk.engine.life import Obligation
from servicedesk.program.program import ProcedurePlan
from servicedesk.rules.effects import Fee
from servicedesk.rules.keys import EventKey
from servicedesk.texts.obligations import refund_term


def held(plan: ProcedurePlan, case: Case) -> Mapping[str, str]:
    """The deposits that were paid, and of which nothing was given back or kept, with their amounts."""
    paid = ((name, amount) for name, amount in case.payments.items() if name in plan.fees)
    return {
        name: amount for name, amount in paid if plan.fees[name].refundable and not _is_given_back(plan, case, name)
    }


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
