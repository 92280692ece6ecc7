"""Checks of money: fees that are paid, deposits that are given back as a whole."""

from __future__ import annotations

from decimal import Decimal

from servicedesk.rules.checks.references import check_sum
from servicedesk.rules.checks.report import Names, Report
from servicedesk.rules.declaration import ProcedureDeclaration
from servicedesk.rules.effects import Deposit, Fee, Refund
from servicedesk.said import Said


def check_money(declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    """Each fee is paid and has a measure; what is given back of a deposit makes the whole of it."""
    for rule in declared.of(Fee):
        if rule.name not in known.paid:
            report.add(rule, Said("fault_no_step_pays", name=rule.name), Said("fault_name_step_s_pays"))
        if rule.rate is not None and not rule.of_fact:
            report.add(rule, Said("fault_rate_nothing"), Said("fault_name_fact_of_fact"))
        report.each_known(rule, "fact", filter(None, (rule.of_fact,)), known.facts)
    for name, fee in known.fees.items():
        parts = [r for r in declared.of(Refund) if r.fee == name]
        if parts and not isinstance(fee, Deposit):
            report.add(parts[0], Said("fault_no_deposit", name=name), Said("fault_only_deposit_given_back"))
        sums: dict[str, Decimal] = {}
        for part in parts:
            if part.amount is not None and fee.amount is not None:
                sums[part.on_step] = sums.get(part.on_step, Decimal(0)) + part.amount.value
        for step, total in sums.items():
            if fee.amount is not None and total != fee.amount.value:
                report.add(
                    fee,
                    Said("fault_parts_given_back_kept", step=step, total=total),
                    Said("fault_they_must_make", value=fee.amount.value),
                )
    for refund in declared.of(Refund):
        if refund.fee not in known.fees:
            report.unknown(refund, "deposit", refund.fee, known.fees)
        report.each_known(refund, "fact", filter(None, (refund.less,)), known.facts)
        check_sum(refund, refund.less, known, report)
