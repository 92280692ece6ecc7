"""Repairs of which something was mistyped and is corrected later: what is owed, and what may be done, from then on."""

from __future__ import annotations

import pytest

from manuals.fuheng.case_desk import assert_only_refused, assert_refused
from manuals.fuheng.repair_desk import PART, QUOTE, Repair, repair

DESK, WORKER, OFFICER = "customer_receptionist", "maintenance_worker", "customer_service_officer"


def with_part(area: str = "入户维修") -> Repair:
    """In repair, with one part on the slip that was verified."""
    case = repair().to_repairing(area, parts="是").do("note_part", WORKER, item="1", **PART)
    return case.do("verify_part", "owner" if area == "入户维修" else OFFICER, item="1")


def owed(case: Repair, name: str) -> list[str]:
    """How the obligations of a name stand, item by item."""
    return [row.status for row in case.desk.obligations(case.id, at=case.now) if row.name == name]


# --- 1 and 5 the charge ---------------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/repair/1b")
@pytest.mark.parametrize("state", ["repairing", "finished", "visited"])
def test_what_turns_out_to_be_charged_is_told_before_it_is_collected(state: str) -> None:
    """需收费的要向业主讲明收费项目及具体的数额: no amount is collected that was not told."""
    case = repair()
    {"repairing": case.to_repairing, "finished": case.to_finished, "visited": case.to_visited}[state](chargeable="否")
    case.correct("open_slip", chargeable="是")
    taken = {"remarks": "收999元", "repair_charge": "999"}
    assert_only_refused(case, "collect_charge", WORKER, by="1b", kind="required", **taken)
    case.do("quote", DESK, **QUOTE)
    assert_only_refused(case, "collect_charge", WORKER, by="5a", kind="wrong_amount", **taken)
    case.charge()
    assert case.case.payments == {"repair_charge": "35.00"}


@pytest.mark.clause("fuheng/repair/5a")
def test_what_was_collected_is_not_judged_by_an_amount_that_is_corrected_after_it() -> None:
    """The sheet says that the difference is settled by hand."""
    case = repair().to_finished(chargeable="是").charge().correct("quote", quoted_amount="80")
    assert_only_refused(case, "collect_charge", WORKER, by="5a", kind="not_now", remarks="补收")
    assert case.sign().check().visit().close().case.payments == {"repair_charge": "35.00"}


# --- 3 parts --------------------------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/repair/3a", "fuheng/repair/3b")
@pytest.mark.parametrize("state", ["finished", "visited"])
def test_a_part_that_turns_out_to_have_been_needed_is_noted_and_verified_before_the_close(state: str) -> None:
    case = repair().to_finished() if state == "finished" else repair().to_visited()
    case.correct("examine", parts_needed="是")
    if state == "finished":
        case.sign().check().visit()
    assert_only_refused(case, "close", DESK, by="3a", kind="required")
    case.do("note_part", WORKER, item="1", **PART)
    assert_refused(case, "close", DESK, by="3a", kind="outstanding")
    assert_refused(case, "close", DESK, by="3b", kind="outstanding")
    assert case.do("verify_part", "owner", item="1").close().state == "closed"


@pytest.mark.clause("fuheng/repair/3b")
@pytest.mark.parametrize(
    "wrong",
    [{"unit_price": "500"}, {"part_name": "软管"}, {"specification": "DN20"}, {"part_model": "X"}, {"quantity": "3"}],
)
def test_a_part_that_is_corrected_after_it_was_verified_is_verified_again(wrong: dict[str, str]) -> None:
    """请业主当面验证: of what stands there now."""
    case = with_part().correct("note_part", item="1", **wrong)
    assert_only_refused(case, "finish", WORKER, by="3b", kind="outdated_signature")
    case.do("note_part", WORKER, item="1", **{**PART, **wrong})
    assert_refused(case, "finish", WORKER, by="3b", kind="outstanding")
    assert case.do("verify_part", "owner", item="1").finish().state == "finished"


@pytest.mark.clause("fuheng/repair/3b")
def test_a_part_that_is_corrected_before_it_was_verified_is_verified_as_it_stands() -> None:
    case = repair().to_repairing(parts="是").do("note_part", WORKER, item="1", **PART)
    case.correct("note_part", item="1", unit_price="500").do("verify_part", "owner", item="1")
    assert case.finish().state == "finished"


@pytest.mark.clause("fuheng/repair/3b")
@pytest.mark.parametrize(
    "wrong",
    [{"unit_price": "500"}, {"part_name": "软管"}, {"specification": "DN20"}, {"part_model": "X"}, {"quantity": "3"}],
)
def test_a_part_that_is_corrected_once_the_repair_is_finished_is_verified_again_before_the_close(
    wrong: dict[str, str],
) -> None:
    """The signature on the whole slip is none of the parts: each is verified face to face as it stands."""
    case = with_part().finish().correct("note_part", item="1", **wrong)
    assert owed(case, "verify_part") == ["outstanding"]
    case.sign().check().visit()
    assert_only_refused(case, "close", DESK, by="3b", kind="outstanding")
    case.do("note_part", WORKER, item="1", **{**PART, **wrong})
    assert_refused(case, "close", DESK, by="3b", kind="outstanding")
    case.do("verify_part", "owner", item="1")
    assert owed(case, "verify_part") == ["met"]
    assert case.close().state == "closed"


@pytest.mark.clause("fuheng/repair/3b")
def test_of_two_parts_the_one_that_was_corrected_is_verified_again() -> None:
    case = with_part().do("note_part", WORKER, item="2", **PART).do("verify_part", "owner", item="2").finish()
    case.correct("note_part", item="2", unit_price="500")
    assert owed(case, "verify_part") == ["met", "outstanding"]


@pytest.mark.clause("fuheng/repair/3b")
def test_a_part_of_a_common_area_is_verified_by_the_officer_alone_and_one_inside_by_the_owner() -> None:
    """Whom it stands with when it is finished: an area that turns out to be inside has the owner's word."""
    assert with_part("公共维修").finish().state == "finished"
    assert with_part().correct("open_slip", area="公共维修").finish().state == "finished"
    inside = with_part("公共维修").correct("open_slip", area="入户维修")
    assert_only_refused(inside, "finish", WORKER, by="3b", kind="missing_signature")
    inside.do("note_part", WORKER, item="1", **PART).do("verify_part", "owner", item="1").finish()


# --- 6 the signature ------------------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/repair/6-note-1")
def test_what_turns_out_to_be_a_common_area_after_the_visit_is_confirmed_by_the_officer() -> None:
    """公共维修项目，由负责区域的客户服务员到场确认: the close waits for it, and it can be done."""
    case = repair().to_visited().correct("open_slip", area="公共维修")
    assert_only_refused(case, "close", DESK, by="6-note-1", kind="outstanding")
    assert case.confirm().close().state == "closed"


@pytest.mark.clause("fuheng/repair/6a", "fuheng/repair/6b")
def test_what_turns_out_to_be_inside_is_rated_by_the_owner_and_not_by_the_officer() -> None:
    """请业主签字确认，并对维修满意度进行评定: both are the owner's own."""
    case = repair().to_finished("公共维修").confirm().check().correct("open_slip", area="入户维修").visit()
    assert_refused(case, "close", DESK, by="6b", kind="missing_signature")
    assert_refused(case, "close", DESK, by="6a", kind="outstanding")
    assert_only_refused(case, "owner_signs", "owner", by="6a", kind="empty_field")
    assert case.sign().close().state == "closed"


@pytest.mark.clause("fuheng/repair/6-note-1")
def test_what_turns_out_to_be_a_common_area_is_rated_by_the_officer_and_not_by_the_owner() -> None:
    case = repair().to_finished().sign().check().correct("open_slip", area="公共维修")
    assert_only_refused(case, "officer_confirms", OFFICER, by="6-note-1", kind="empty_field")
    assert case.confirm().close().state == "closed"
