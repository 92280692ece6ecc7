"""A member of staff under whatever order of steps, clocks and wrong steps Hypothesis thinks of."""

from __future__ import annotations

from types import ModuleType
from typing import ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize

from manuals.fuheng.case_machine import YES, CaseMachine, Filed, words
from manuals.jueshixiang import case_desk
from manuals.jueshixiang.staffing_desk import APPRAISED, CHECKED, SITE
from servicedesk import Case

pytestmark = pytest.mark.slow


class StaffingMachine(CaseMachine):
    """Nobody is hired before he passed; no permanent member leaves without contract and insurance."""

    PROCEDURE = "staffing"
    MANUAL: ClassVar[ModuleType] = case_desk
    SITE: ClassVar = {"policy": SITE}
    FILED: ClassVar[Filed] = {
        "check_appearance": {**words(**CHECKED), "hair_tied": YES},
        "appraise": {**words(**APPRAISED), "appraised_well": YES, "disorderly": YES},
        "receive_visitor": words(visitor="李先生", person_sought="王敏", contacted="是", received="是"),
        "decline_favour": {"favour_offered": st.just("红包"), "favour_declined": YES},
        "log_call": {**words(call_requests="报修", call_reply="已转"), "rings": st.sampled_from(("1", "3", "4"))},
        "test_recruit": {"tested_by": st.sampled_from(("面试", "笔试")), "test_passed": YES},
        "sign_labour_contract": {"contract_signed": YES, "insured": YES},
        "file_trade_certificate": words(trade_certificate="是"),
        "file_property_certificate": words(property_certificate="是"),
    }
    OPEN_TO = frozenset({"check_appearance", "appraise", "decline_favour", "log_call", "sign_labour_contract"})

    @initialize(permanent=YES, worker=YES)
    def applies(self, permanent: str, worker: str) -> None:
        self.comes_in(channel="人才市场", permanent=permanent, manual_worker=worker, in_customer_service="是",
                      specialist="是")  # fmt: skip

    def at_the_end(self, case: Case) -> None:
        seen = case.occurrences
        if case.state == "turned_down":
            assert "done:hire" not in seen
            return
        assert case.state == "left"
        assert seen["done:test_recruit"].first_seq < seen["done:hire"].last_seq < seen["entered:left"].last_seq
        assert ("done:sign_labour_contract" in seen) == (case.facts["permanent"] is True)
        if "done:appraise" in seen and case.facts["in_customer_service"]:
            assert not (case.facts["disorderly"] and case.facts["appraised_well"])
        assert case.facts.get("rings") in (None, 1, 3)


TestStaffingMachine = StaffingMachine.TestCase
TestStaffingMachine.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
