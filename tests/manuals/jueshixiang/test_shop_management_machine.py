"""A shop under whatever order of steps, clocks and wrong steps Hypothesis thinks of."""

from __future__ import annotations

from types import ModuleType
from typing import Any, ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize

from manuals.fuheng.case_machine import YES, CaseMachine, Filed, words
from manuals.jueshixiang import case_desk
from manuals.jueshixiang.shop_desk import BREACHES, GIVEN, SITE
from servicedesk import Case

pytestmark = pytest.mark.slow


class ShopMachine(CaseMachine):
    """No shop is registered without its papers, and none closes before each breach is put right."""

    PROCEDURE = "shop_management"
    MANUAL: ClassVar[ModuleType] = case_desk
    SITE: ClassVar = {"policy": SITE}
    FILED: ClassVar[Filed] = {
        "check_fire_equipment": words(equipment_found="正常"),
        "check_papers": {"papers_complete": YES, "fire_safe": YES},
        "register_shop": words(registered_on="2026-02-13"),
        **{step: words(**{field: found}) for step, (_, field, found) in BREACHES.items()},
    }

    @initialize()
    def is_entered(self) -> None:
        self.comes_in(**GIVEN)

    def payload(self, step: str, data: st.DataObject) -> dict[str, Any]:
        filed = super().payload(step, data)
        return {**filed, "item": self.line_of(step)} if step == "confirm_righted" and self.enabled()[step] else filed

    def at_the_end(self, case: Case) -> None:
        assert case.state == "closed"
        seen = case.occurrences
        assert case.facts["papers_complete"] is True
        assert case.facts["fire_safe"] is True
        assert seen["done:check_papers"].first_seq < seen["done:register_shop"].first_seq
        assert all(item.kind == "breach" for item in case.items.values())


TestShopMachine = ShopMachine.TestCase
TestShopMachine.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
