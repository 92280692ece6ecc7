"""A renovation under whatever order of steps, clocks and wrong steps Hypothesis thinks of."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType
from typing import Any, ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize

from manuals.fuheng.case_machine import CaseMachine, Filed, words
from manuals.jueshixiang import case_desk
from manuals.jueshixiang.renovation_desk import APPLICATION, DRAWINGS, NOTICE, STERN, WORKERS
from servicedesk import Case

pytestmark = pytest.mark.slow

BREACHES = st.sampled_from(("动用明火或乱拉电线", "未按规定时间施工", "超出申报范围"))
GOOD = {
    "give_opinion": {"outcome": "conforms", "maintenance_opinion": "符合要求"},
    "decide": {"outcome": "approves", "decision_opinion": "同意"},
    "accept_works": {"outcome": "passed"},
}


class RenovationMachine(CaseMachine):
    """Nothing is refunded before opinion, decision, formalities, works and inspection, in this order."""

    PROCEDURE = "renovation"
    MANUAL: ClassVar[ModuleType] = case_desk
    SITE: ClassVar[Mapping[str, Any]] = {"policy": STERN}
    FILED: ClassVar[Filed] = {
        "show_permission": words(owners_permission="是"),
        "give_form": words(renovation_notes="是"),
        "hand_in": words(**APPLICATION, **DRAWINGS),
        "show_certificates": words(trade_certificates="是"),
        "name_supervisor": words(responsible_person="王主管"),
        "carry_over_deposit": words(receipt_number="RH-1", renovation_deposit="2000"),
        "carry_over_waste_fee": words(receipt_number="RH-1", waste_removal_fee="200"),
        "sign_agreement": words(agreed_terms="工期三个月"),
        "register_workers": words(**WORKERS),
        "pay_deposit": words(renovation_deposit="2000"),
        "pay_charges": words(waste_entrusted="是", management_service_fee="300", badge_fee="15", badge_deposit="60"),
        "pay_waste_removal": words(waste_removal_fee="200"),
        "issue_passes": words(passes_issued="3"),
        "issue_permit": words(permit_number="2026-017"),
        "enter_site": words(extinguishers="3"),
        "visit_site": words(site_found="正常"),
        "stop_violation": {"breach": BREACHES, **words(breach_found="现场")},
        "order_correction": {"breach": BREACHES, **words(breach_found="现场")},
        "issue_rectification_notice": words(**NOTICE),
        "deduct_deposit": words(deducted_for="逾期", deducted_amount="100"),
        "cut_supplies": words(cut_supply="停水"),
        "note_problem": words(problem="噪声", settled="是"),
    }
    OPEN_TO = frozenset({"give_opinion", "enter_site", "pay_charges", "sign_agreement"})

    @initialize(applicant=st.sampled_from(("住户", "租户")), premises=st.sampled_from(("住宅", "商铺")))
    def applied_for(self, applicant: str, premises: str) -> None:
        self.comes_in(applicant=applicant, premises=premises)

    def payload(self, step: str, data: st.DataObject) -> dict[str, Any]:
        filed = {**super().payload(step, data), **GOOD.get(step, {})}
        if step == "give_opinion" and self.case().state == "returned":
            filed = {"outcome": "does_not_conform", "rejection_reasons": "原因", "required_changes": "修改", "explained": "是"}
        if step == "decide" and data.draw(st.sampled_from((False, False, True))):
            filed["outcome"] = "returns"
        options = self.desk.options("case-1", by=self.everybody(), at=self.now)
        items = [option.item for option in options if option.step == step and option.item and option.allowed]
        return filed | ({"item": items[0]} if items else {})

    def at_the_end(self, case: Case) -> None:
        assert case.state in {"closed", "rejected"}
        seen = case.occurrences
        order = ["received", "informed", "handed_in", "with_engineering"]
        if case.state == "closed":
            order += ["reviewed", "with_director", "approved", "permitted", "works", "finished", "accepted"]
            assert case.payments["renovation_deposit"] == "2000.00"
            agreed = {name for name in seen if name.startswith("signed:works_agreement")}
            assert agreed == {f"signed:works_agreement.{role}" for role in ("resident", "contractor", "service_center")}
        last = [seen[f"entered:{state}"].last_seq for state in [*order, case.state]]
        assert last == sorted(last)


TestRenovationMachine = RenovationMachine.TestCase
TestRenovationMachine.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
