"""Keys of which something was mistyped and is corrected later: what is owed, and what runs, from then on."""

from __future__ import annotations

import pytest

from manuals.fuheng.case_desk import assert_due, assert_not_due, assert_only_refused, assert_refused, missed, told
from manuals.fuheng.key_lending_desk import (
    CONSTRUCTION,
    KEEPER,
    LOAN,
    MAINTENANCE,
    OTHER,
    OWNER,
    SALES,
    Keys,
    kept,
    store,
)

BACK = {"item": "k1", "return_record": "已还"}


def lent_to_the_owner() -> Keys:
    """A loan entered as the owner's, without a day of return, lent on Thursday."""
    return kept().loan(OWNER, key_purpose="", return_on="").apply().lend(identity_confirmed="是")


@pytest.mark.clause("fuheng/key_lending/4.2")
def test_the_keeper_hears_of_a_label_that_turns_out_to_be_damaged() -> None:
    """如发现标签破损…应及时更新."""
    case = store().do("check_keys", KEEPER, label_damaged="否", label_renewed="否")
    case.correct("check_keys", label_damaged="是")
    assert [(name, to) for name, to, _ in told(case)] == [("label_to_renew", (KEEPER,))]
    empty = store().do("check_keys", KEEPER, label_damaged="否").correct("check_keys", label_damaged="是")
    assert [(name, to) for name, to, _ in told(empty)] == [("label_to_renew", (KEEPER,))]
    fine = store().do("check_keys", KEEPER, label_damaged="否", label_renewed="是")
    assert told(fine.correct("check_keys", label_damaged="是")) == []


@pytest.mark.clause("fuheng/key_lending/4.2")
def test_the_keeper_hears_of_a_label_that_an_earlier_check_turns_out_to_have_found() -> None:
    case = store().do("check_keys", KEEPER, label_damaged="否", label_renewed="否")
    case.do("check_keys", KEEPER, label_damaged="否", label_renewed="否").correct(
        "check_keys", time=-2, label_damaged="是"
    )
    assert [(name, to) for name, to, _ in told(case)] == [("label_to_renew", (KEEPER,))]


@pytest.mark.clause("fuheng/key_lending/4.4b", "fuheng/key_lending/4.4d")
def test_who_turns_out_to_be_the_owner_signs_before_the_key_is_taken_back() -> None:
    """业主须在…《钥匙借用申请表上》上签字."""
    case = kept().loan(OTHER).lend().correct("register_loan", item="k1", borrowed_by=OWNER)
    assert_refused(case, "take_back", KEEPER, by="4.4b", **BACK)
    assert_refused(case, "take_back", KEEPER, by="4.4d", **BACK)
    case.apply().take_back()


@pytest.mark.clause("fuheng/key_lending/4.4c")
def test_the_owner_signs_for_the_number_of_keys_that_is_handed_out() -> None:
    """业主领取钥匙…须在《钥匙发放登记表》上签字: signed for two, corrected to three, the three are signed for."""
    case = kept().sign().correct("fill_issue_register", keys_issued="入户门3把")
    issue = {"identity_confirmed": "是"}
    assert_only_refused(case, "issue_keys", KEEPER, by="4.4c", kind="required", **issue)
    case.do("fill_issue_register", "owner", keys_issued="入户门3把")
    assert case.issue().state == "issued"
    filed = kept().sign().do("fill_issue_register", KEEPER, keys_issued="入户门3把")
    assert_refused(filed, "issue_keys", KEEPER, by="4.4c", kind="required", **issue)
    assert filed.do("fill_issue_register", "owner", keys_issued="入户门3把").issue().state == "issued"


@pytest.mark.clause("fuheng/key_lending/4.4c")
def test_a_register_that_stands_as_it_was_signed_is_not_signed_again() -> None:
    case = kept().do("fill_issue_register", KEEPER, keys_issued="入户门2把").correct(
        "fill_issue_register", keys_issued="入户门3把"
    )
    assert case.do("fill_issue_register", "owner", keys_issued="入户门3把").issue().state == "issued"


@pytest.mark.clause("fuheng/key_lending/4.4b", "fuheng/key_lending/4.4d")
def test_an_owner_is_asked_for_his_application_and_for_no_purpose_or_return() -> None:
    """须在…《钥匙借用申请表上》上签字: purpose and day of return are asked of the others alone (4.5)."""
    case = kept().loan(OWNER, key_purpose="", return_on="").do("apply_to_borrow", "owner", item="k1")
    refusals = case.try_("lend", KEEPER, item="k1", identity_confirmed="是")
    assert [(each.kind, each.zh) for each in refusals] == [
        ("signed_empty", "业主在《钥匙借用登记表》上签字时，各栏尚未填写，须在填写后签字"),
        ("empty_field", "《钥匙借用登记表》有空栏：借用申请"),
    ]
    case.apply().lend(identity_confirmed="是")


@pytest.mark.clause("fuheng/key_lending/4.4b")
def test_an_application_that_is_changed_while_the_key_is_lent_is_signed_anew() -> None:
    case = lent_to_the_owner().correct("apply_to_borrow", item="k1", application="另借一把")
    assert_only_refused(case, "take_back", KEEPER, by="4.4b", kind="outdated_signature", **BACK)
    case.apply().take_back()


@pytest.mark.clause("fuheng/key_lending/4.5a")
def test_purpose_and_day_are_registered_of_one_who_turns_out_to_be_another_borrower() -> None:
    """其他人员如借用钥匙,要认真盘问钥匙用途及归还日期，并…做好登记."""
    case = lent_to_the_owner()
    assert_only_refused(case, "complete_loan", KEEPER, by="4.5a", kind="not_applicable", item="k1", **LOAN)
    case.correct("register_loan", item="k1", borrowed_by=OTHER)
    assert_only_refused(case, "take_back", KEEPER, by="4.5a", kind="outstanding", **BACK)
    for blank in LOAN:
        some = {k: v for k, v in LOAN.items() if k != blank}
        assert_only_refused(case, "complete_loan", KEEPER, by="4.5a", kind="empty_field", item="k1", **some)
    case.do("complete_loan", KEEPER, item="k1", **LOAN)
    assert_due(case, "return_key@k1", "2026-03-14 00:00", by="4.5a")
    assert_only_refused(case, "complete_loan", KEEPER, by="4.5a", kind="not_now", item="k1", **LOAN)
    case.tick("2026-03-14 09:00")
    assert missed(case) == [("return_key@k1", "2026-03-14 00:00:00")]
    case.take_back()


@pytest.mark.clause("fuheng/key_lending/4.5a")
def test_a_day_that_is_registered_is_not_registered_again() -> None:
    case = kept().loan(CONSTRUCTION).lend()
    assert_only_refused(case, "complete_loan", KEEPER, by="4.5a", kind="not_applicable", item="k1", **LOAN)
    waiting = kept().loan(OWNER).apply().correct("register_loan", item="k1", borrowed_by=OTHER)
    assert_only_refused(waiting, "complete_loan", KEEPER, by="4.5a", kind="not_applicable", item="k1", **LOAN)


@pytest.mark.clause("fuheng/key_lending/4.5a")
def test_a_day_that_is_corrected_once_the_key_is_back_is_not_judged_anew() -> None:
    case = kept().loan(OTHER).lend().take_back(at="2026-03-13 10:00")
    case.correct("register_loan", item="k1", return_on="2026-03-12")
    assert_not_due(case, "return_key@k1")
    assert missed(case) == []


@pytest.mark.clause("fuheng/key_lending/4.5d")
@pytest.mark.parametrize("entered", [CONSTRUCTION, MAINTENANCE, OTHER])
def test_who_turns_out_to_be_of_the_sales_department_has_the_loan_signed_before_the_key_is_taken_back(
    entered: str,
) -> None:
    """营销部人员的钥匙借用应有营销部部门主管的签字."""
    case = kept().loan(entered).lend().correct("register_loan", item="k1", borrowed_by=SALES)
    assert signature_of_sales(case) == [("outstanding", ("借出钥匙", "收回钥匙并完善登记"))]
    assert_only_refused(case, "take_back", KEEPER, by="4.5d", kind="missing_signature", **BACK)
    case.approve().take_back()
    assert case.holder("k1") == KEEPER


@pytest.mark.clause("fuheng/key_lending/4.5a", "fuheng/key_lending/4.5d")
def test_an_owners_loan_that_turns_out_to_be_one_of_sales_is_registered_and_signed() -> None:
    case = lent_to_the_owner().correct("register_loan", item="k1", borrowed_by=SALES)
    case.do("complete_loan", KEEPER, item="k1", **LOAN)
    assert_only_refused(case, "take_back", KEEPER, by="4.5d", kind="missing_signature", **BACK)
    case.approve().take_back()


@pytest.mark.clause("fuheng/key_lending/4.5d")
@pytest.mark.parametrize("changed", [{"key_purpose": "看房"}, {"return_on": "2026-03-20"}])
def test_a_loan_of_sales_that_is_changed_while_the_key_is_lent_is_signed_anew(changed: dict[str, str]) -> None:
    case = kept().loan(SALES).approve().lend().correct("register_loan", item="k1", **changed)
    assert_only_refused(case, "take_back", KEEPER, by="4.5d", kind="outdated_signature", **BACK)
    case.approve().take_back()


@pytest.mark.clause("fuheng/key_lending/4.5d")
def test_who_turns_out_not_to_be_of_the_sales_department_needs_no_signature_of_it() -> None:
    case = (
        kept().loan(SALES).approve().lend().correct("register_loan", item="k1", borrowed_by=OTHER, key_purpose="看房")
    )
    assert signature_of_sales(case.take_back()) == []


def signature_of_sales(case: Keys) -> list[tuple[str, tuple[str, ...]]]:
    """What the list of what is owed says of the signature of the sales supervisor: how it stands, before what."""
    owed = case.desk.obligations(case.id)
    return [(row.status, row.blocks_zh) for row in owed if row.kind == "signature" and "营销部主管" in row.zh]
