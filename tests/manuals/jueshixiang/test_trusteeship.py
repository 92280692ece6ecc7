"""What users entrust: standard 13.1."""

from __future__ import annotations

import pytest

from manuals.fuheng.case_desk import assert_only_refused, missed, person
from manuals.jueshixiang.case_desk import new_desk
from manuals.jueshixiang.small_desk import BEGUN, CENTRE, opened, opening_refused
from servicedesk import Policy

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
@pytest.mark.parametrize("by", ["customer_service_assistant", "back_office_assistant", "service_center_director"])
def test_the_centre_or_its_customer_service_receives_and_gives_out(by: str) -> None:
    """The text names nobody: the standard is one of customer service."""
    assert opening_refused("trusteeship", by) == []
    assert opened("trusteeship").do("give_out", by, **COLLECTED).state == "given_back"


@pytest.mark.clause("jueshixiang/trusteeship/13.1")
def test_what_was_withdrawn_by_mistake_is_given_out_on_record() -> None:
    desk = new_desk(policy=Policy.from_data({"recording": {"by": ["用户服务部经理"]}}))
    case = opened("trusteeship", desk=desk).do("withdraw", "customer_service_assistant", reason="误登记")
    assert case.case.custody["entrusted_thing"] == CENTRE
    given = {"recorded_by": person("customer_service_manager"), "at": case.now, "recorded_at": case.now}
    desk.record(case.id, "give_out", COLLECTED, by=person(CENTRE), **given)
    assert (case.state, case.case.custody["entrusted_thing"]) == ("withdrawn", "resident")


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
