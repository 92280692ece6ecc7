"""A release of goods under whatever order of steps, clocks and wrong steps Hypothesis thinks of."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant

from manuals.fuheng.case_machine import YES, CaseMachine, Filed, words
from manuals.fuheng.goods_release_desk import CERTIFICATE, GOODS, LOGGED, OWNERS_GOODS, UNIT_GOODS, VEHICLE, Books
from servicedesk import Case

pytestmark = pytest.mark.slow


class GoodsMachine(CaseMachine):
    """Nothing goes out without register and either a certificate or an agreement on what is settled."""

    PROCEDURE = "goods_release"
    SITE: ClassVar[Mapping[str, Any]] = {"facts": Books(Decimal(0))}
    FILED: ClassVar[Filed] = {
        "issue_certificate": words(**CERTIFICATE),
        "fill_register": words(**GOODS),
        "declare_goods": words(**GOODS),
        "decide_release": {"outcome": st.sampled_from(("agreed", "refused")), "fees_settled": YES},
        "register_vehicle": words(**VEHICLE),
        "release": {"goods_checked": YES, "by_hand": st.sampled_from(("是", "否"))},
        "enter_unit_goods": words(**LOGGED),
        "enter_owners_goods": words(**LOGGED),
    }
    OPEN_TO = frozenset({"decide_release", "release"})

    @initialize(goods_of=st.sampled_from((UNIT_GOODS, OWNERS_GOODS)))
    def somebody_comes(self, goods_of: str) -> None:
        self.comes_in(goods_of=goods_of)

    @invariant()
    def what_is_out_had_everything(self) -> None:
        case = self.case()
        if "entered:released" not in case.occurrences:
            return
        done = {occurrence.removeprefix("done:") for occurrence in case.occurrences if occurrence.startswith("done:")}
        assert case.facts["goods_checked"] is True
        if case.facts["goods_of"] == "unit":
            assert {"issue_certificate", "fill_register"} <= done
        else:
            assert {"declare_goods", "sign_register", "decide_release:agreed"} <= done
            assert "register_vehicle" in done or case.facts["by_hand"] is True
            assert case.facts["fees_settled"] is True

    def at_the_end(self, case: Case) -> None:
        assert (case.state, "filed:duty_log" in case.occurrences) == ("archived", True)
        archived = "hand_to_archive" if case.facts["goods_of"] == "unit" else "file_register"
        assert f"done:{archived}" in case.occurrences


TestGoodsMachine = GoodsMachine.TestCase
TestGoodsMachine.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
