"""Letting and other business: standard 16."""

from __future__ import annotations

import pytest

from manuals.fuheng.case_desk import assert_only_refused
from manuals.jueshixiang.small_desk import BEGUN, CENTRE, opened, opening_refused

ROW = "jueshixiang/rental_agency/16"


@pytest.mark.clause("jueshixiang/rental_agency/16")
@pytest.mark.parametrize("kind", ["房屋代理租赁", "生活配套服务", "公共配套设施代理经营", "快递代收"])  # …等: the list is open
def test_the_centre_runs_letting_and_other_business(kind: str) -> None:
    case = opened("rental_agency", side_business=kind)
    assert case.state == "running"
    assert_only_refused(case, "end_business", "resident", by="local", kind="wrong_role")
    case.do("end_business", CENTRE)
    assert (case.state, case.case.open) == ("ended", False)


@pytest.mark.clause("jueshixiang/rental_agency/16")
def test_who_begins_it_and_with_what() -> None:
    for by in ("finance_department", "resident"):
        assert opening_refused("rental_agency", by) == [("wrong_role", ROW, "")]
    for field in BEGUN["rental_agency"][1]:
        assert opening_refused("rental_agency", **{field: None}) == [("missing_field", ROW, field)]
    assert opened("rental_agency").case.facts["side_business"] == "letting"
