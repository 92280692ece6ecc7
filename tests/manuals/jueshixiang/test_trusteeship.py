"""What users entrust: standard 13.1."""

from __future__ import annotations

import pytest

from manuals.fuheng.case_desk import assert_only_refused, missed
from manuals.jueshixiang.small_desk import BEGUN, CENTRE, opened, opening_refused

ROW = "jueshixiang/trusteeship/13.1"
COLLECTED = {"collected_by": "张先生", "collected_in_state": "完好"}


def test_the_straight_path_of_an_entrusted_thing() -> None:
    case = opened("trusteeship").do("give_out", CENTRE, **COLLECTED)
    assert (case.state, case.case.open, missed(case)) == ("given_back", False, [])


@pytest.mark.clause("jueshixiang/trusteeship/13.1")
@pytest.mark.parametrize("kind", ["资金", "资料", "物品", "房屋"])  # 资金、资料、物品等: the list is open
def test_what_is_received_is_recorded_with_who_answers_for_it(kind: str) -> None:
    case = opened("trusteeship", entrusted=kind)
    assert case.case.custody["entrusted_thing"] == CENTRE
    assert case.case.facts["answerable"] == "王敏"
    for field in BEGUN["trusteeship"][1]:
        assert opening_refused("trusteeship", **{field: None}) == [("missing_field", ROW, field)]
    for by in ("finance_department", "resident"):
        assert opening_refused("trusteeship", by) == [("wrong_role", ROW, "")]


@pytest.mark.clause("jueshixiang/trusteeship/13.1")
def test_what_is_given_out_is_recorded_and_goes_to_the_user() -> None:
    case = opened("trusteeship")
    for field in COLLECTED:
        assert_only_refused(case, "give_out", CENTRE, by="13.1", kind="missing_field", **{**COLLECTED, field: None})
    assert_only_refused(case, "give_out", "resident", by="13.1", kind="wrong_role", **COLLECTED)
    case.do("give_out", CENTRE, **COLLECTED)
    assert case.case.custody["entrusted_thing"] == "resident"
    said = "".join(str(line.entry) for line in case.desk.history(case.id))
    assert "张先生" not in said  # personal values
