"""Letting for owners up to the contract: owner's data, 100 / 90 / 10, half a month's rent, signatures, copies (4.1)."""

from __future__ import annotations

import pytest

from manuals.fuheng.case_desk import MORNING, UNIT, assert_only_refused, assert_refused, manual, new_desk, person, told
from manuals.fuheng.rental_agency_desk import (
    COPIES,
    EXPLAINED,
    FINANCE,
    LISTED,
    OFFICER,
    PROSPECT,
    SUPERVISOR,
    VIEWED,
    Letting,
    enquiry,
    let,
)
from manuals.tables import Numbers, WhatInWhichState, WhichFields, WhoMayDoWhat
from servicedesk import Procedure
from servicedesk.rules.citation import LocalRule
from servicedesk.rules.effects import Fee
from servicedesk.rules.standing_tasks import StandingTask
from servicedesk.traceability import start_of

ROW = "fuheng/rental_agency/"

WHO = {
    "spot_check": SUPERVISOR,  # 3.3
    "list_unit": OFFICER,  # 3.1, 4.1.1
    "give_owner_data": OFFICER,  # 4.1.2
    "approve_special_case": SUPERVISOR,
    "explain_units": OFFICER,  # 4.1.4
    "pay_viewing_deposit": FINANCE,
    "decline": FINANCE,
    "return_viewing_deposit": FINANCE,
    "set_off_viewing_deposit": FINANCE,
    "view_unit": OFFICER,  # 4.1.5
    "call_owner": OFFICER,  # 4.1.6
    "sign_contract": "owner tenant",
    "conclude_letting": OFFICER,
    "pay_agency_charge": FINANCE,
    "tell_precautions": OFFICER,
    "visit_on_repairs": OFFICER,  # 4.2.2
    "take_repair_report": OFFICER,  # 3.2
    "settle_repair_report": OFFICER,
    "inspect_let_unit": OFFICER,  # 4.2.3
    "inspect_facade": OFFICER,  # 4.2.4
    "take_complaint": OFFICER,  # 4.2.5
    "settle_complaint": OFFICER,
    "report_complaint": OFFICER,
    "visit_on_complaint": OFFICER,
    "update_tenant_file": OFFICER,  # 4.2.6
    "end_tenancy": OFFICER,
}
# What is not listed in any state can be put on record in every one: owner's data, duties, reports that are settled.
WHERE = {
    "enquired": "list_unit explain_units",
    "informed": "explain_units pay_viewing_deposit view_unit",
    "viewed": "view_unit decline call_owner sign_contract conclude_letting pay_agency_charge tell_precautions",
    "let": "spot_check return_viewing_deposit set_off_viewing_deposit take_repair_report take_complaint "
    "settle_complaint report_complaint visit_on_complaint update_tenant_file end_tenancy",
}
FIELDS = {
    "spot_check": "spot_check_found",
    "list_unit": "owner_name owner_telephone fittings letting_conditions",
    "give_owner_data": "renting_customer",
    "approve_special_case": "special_case",
    "explain_units": "wishes units_explained charge_explained",
    "pay_viewing_deposit": "viewing_agreed|viewing_deposit",
    "view_unit": "conditions_told estate_told charges_told",
    "call_owner": "monthly_rent",
    "conclude_letting": "contract_copy tenant_identity",
    "pay_agency_charge": "|agency_charge",
    "take_repair_report": "fault location",
    "inspect_let_unit": "misconduct|let_condition stopped correction_demanded",
    "take_complaint": "complaint",
    "settle_complaint": "settlement",
    "visit_on_complaint": "visit_found",
    "update_tenant_file": "tenant_name tenant_telephone file_change",
}
NUMBERS = {
    ("4.1.4b", "100", "cny", "", ""),
    ("4.1.4d", "90", "cny", "", ""),
    ("4.1.4e", "10", "cny", "", ""),
    ("4.1.6c", "0.5", "fraction", "", ""),
    ("4.2.2", "1", "calendar_day", "max", "previous"),
    ("4.2.3a", "1", "calendar_day", "max", "previous"),
    ("4.2.4", "1", "month", "max", "previous"),  # a reading: regularly
    ("4.2.5a", "2", "hour", "max", "done:take_complaint"),
}


def procedure() -> Procedure:
    return next(p for p in manual().editions[0].procedures if p.name == "rental_agency")


# --- the tables ----------------------------------------------------------------------------------------------


def in_state(state: str) -> Letting:
    start = enquiry()
    reach = {"informed": start.to_informed, "viewed": start.to_viewed, "let": start.to_let}
    return reach[state]() if state in reach else start


class TestTables(WhoMayDoWhat, WhatInWhichState, WhichFields):
    who, where, fields = WHO, WHERE, FIELDS
    begun = staticmethod(enquiry)
    in_state = staticmethod(in_state)


class TestRows(Numbers):
    procedure = "rental_agency"
    enforceable, modelled = 27, 27
    numbers = NUMBERS


@pytest.mark.clause("fuheng/rental_agency/4.1.4b", "fuheng/rental_agency/4.1.6c")
def test_the_prospect_pays_the_deposit_and_the_tenant_the_charge() -> None:
    assert {fee.name: [role.name for role in fee.payer] for fee in procedure().of(Fee)} == {
        "viewing_deposit": ["prospective_tenant"],
        "agency_charge": ["tenant"],
    }


def test_from_when_on_the_daily_work_is_owed() -> None:
    assert {standing_task.name: start_of(standing_task.since) for standing_task in procedure().of(StandingTask)} == {
        "visit_on_repairs": "done:take_repair_report",
        "inspect_let_unit": "entered:let",
        "inspect_facade": "entered:let",
    }


def test_what_the_text_does_not_give_is_a_house_rule() -> None:
    named = [(r.kind, r.name) for r in procedure().rules if isinstance(r.clause, LocalRule)]
    assert named == [
        ("refund", "whole_deposit_returned"), ("refund", "whole_deposit_set_off"), ("child_case", ""),
        ("step", "end_tenancy"),
    ]


# --- 3.1, 4.1.1 to 4.1.3 the list and the prospect -----------------------------------------------------------


@pytest.mark.clause("fuheng/rental_agency/4.1.3", "fuheng/rental_agency/3.1")
@pytest.mark.parametrize("who", ["customer_receptionist", "staff", OFFICER])
def test_whoever_hears_of_a_prospect_tells_the_officer(who: str) -> None:
    case = enquiry(by=who)
    assert case.state == "enquired"
    assert told(case) == [("open", (OFFICER,), MORNING)]


@pytest.mark.clause("fuheng/rental_agency/4.1.3")
@pytest.mark.parametrize("blank", list(PROSPECT))
def test_a_prospect_is_told_by_staff_with_name_and_telephone(blank: str) -> None:
    desk = new_desk()
    by_owner = desk.try_open("rental_agency", PROSPECT, subject=UNIT, by=person("owner"), at=MORNING)
    assert [(r.kind, r.clause) for r in by_owner.refusals] == [("wrong_role", ROW + "4.1.3")]
    assert "客户接待员、客户服务员或员工" in by_owner.refusals[0].zh  # 客户接待员、所有员工 of 4.1.3, 出租洽谈 of 3.1
    some = {k: v for k, v in PROSPECT.items() if k != blank}
    short = desk.try_open("rental_agency", some, subject=UNIT, by=person("staff"), at=MORNING)
    assert [(r.kind, r.clause, r.place) for r in short.refusals] == [("missing_field", ROW + "4.1.3", blank)]


@pytest.mark.clause("fuheng/rental_agency/4.1.1")
def test_the_officer_lists_the_unit_before_offering_it() -> None:
    case = enquiry()
    assert_only_refused(case, "explain_units", OFFICER, by="4.1.1", kind="outstanding", **EXPLAINED)
    for blank in LISTED:
        some = {k: v for k, v in LISTED.items() if k != blank}
        assert_only_refused(case, "list_unit", OFFICER, by="4.1.1", kind="missing_field", **some)
    case.list_().explain()


@pytest.mark.clause("fuheng/rental_agency/4.1.1", "fuheng/rental_agency/4.1.2")
def test_prospect_and_owner_stand_nowhere_in_the_history() -> None:
    case = enquiry().list_()
    text = "\n".join(f"{line.zh}{line.en}{line.entry}" for line in case.desk.history(case.id))
    assert [
        w for w in (*PROSPECT.values(), LISTED["owner_name"], LISTED["owner_telephone"]) if w in text
    ] == []


@pytest.mark.clause("fuheng/rental_agency/4.1.2")
def test_only_officer_and_supervisor_read_the_owners_data() -> None:
    case = enquiry().list_()

    def read(by: str) -> set[str]:
        return {str(value) for value in case.desk.case(case.id, by=person(by)).vault.values()}

    owners = {LISTED["owner_name"], LISTED["owner_telephone"]}
    assert read(OFFICER) == read(SUPERVISOR) == owners | set(PROSPECT.values())
    for other in ("customer_receptionist", "staff", "tenant", FINANCE):
        assert read(other) == set(PROSPECT.values())


@pytest.mark.clause("fuheng/rental_agency/4.1.2")
def test_owner_data_go_to_renting_customers_and_in_special_cases_with_an_approval_each() -> None:
    case = enquiry()
    case.do("give_owner_data", OFFICER, renting_customer="是")
    outsider = {"renting_customer": "否"}
    assert_only_refused(case, "give_owner_data", OFFICER, by="4.1.2", kind="required", **outsider)
    assert_only_refused(
        case, "approve_special_case", OFFICER, by="4.1.2", kind="wrong_role", special_case="公安机关查询"
    )
    case.do("approve_special_case", SUPERVISOR, special_case="公安机关查询")
    case.do("give_owner_data", OFFICER, **outsider)
    assert_only_refused(case, "give_owner_data", OFFICER, by="4.1.2", kind="required", **outsider)
    assert_only_refused(
        case, "give_owner_data", "staff", by="4.1.2", kind="wrong_role", renting_customer="是"
    )


# --- 4.1.4 the deposit, 4.1.5 the viewing --------------------------------------------------------------------


@pytest.mark.clause("fuheng/rental_agency/4.1.4a")
@pytest.mark.parametrize("flag", ["units_explained", "charge_explained"])
def test_suitable_units_and_the_charge_are_explained(flag: str) -> None:
    case = enquiry().list_()
    assert_only_refused(
        case, "explain_units", OFFICER, by="4.1.4a", kind="required", **{**EXPLAINED, flag: "否"}
    )
    some = {k: v for k, v in EXPLAINED.items() if k != "wishes"}
    assert_only_refused(case, "explain_units", OFFICER, by="4.1.4a", kind="missing_field", **some)
    assert_only_refused(case, "explain_units", "staff", by="4.1.4a", kind="wrong_role", **EXPLAINED)
    case.explain()


@pytest.mark.clause("fuheng/rental_agency/4.1.4b")
def test_once_agreed_a_hundred_yuan_are_paid_at_finance() -> None:
    case = enquiry().to_informed()
    assert_only_refused(
        case, "pay_viewing_deposit", FINANCE, by="4.1.4b", kind="required", viewing_agreed="否"
    )
    assert_only_refused(
        case, "pay_viewing_deposit", FINANCE, by="4.1.4b", kind="wrong_amount", viewing_agreed="是",
        viewing_deposit="99.99",
    )
    assert_only_refused(
        case, "pay_viewing_deposit", OFFICER, by="4.1.4b", kind="wrong_role", viewing_agreed="是"
    )
    case.deposit()
    assert case.money() == {"viewing_deposit": "100.00"}
    assert_only_refused(
        case, "pay_viewing_deposit", FINANCE, by="4.1.4b", kind="not_now", viewing_agreed="是"
    )
    assert enquiry().to_informed().deposit(viewing_deposit="100").money() == {"viewing_deposit": "100.00"}


@pytest.mark.clause("fuheng/rental_agency/4.1.4b", "fuheng/rental_agency/4.1.4c")
def test_nothing_is_viewed_before_the_deposit_is_paid() -> None:
    case = enquiry().to_informed()
    refusals = {(r.kind, r.clause) for r in case.try_("view_unit", OFFICER, **VIEWED)}
    assert refusals == {("unpaid", ROW + "4.1.4b"), ("required", ROW + "4.1.4c")}
    case.deposit().view()


@pytest.mark.clause("fuheng/rental_agency/4.1.4d", "fuheng/rental_agency/4.1.4e")
def test_if_the_unit_does_not_please_ninety_go_back_and_ten_are_kept() -> None:
    case = enquiry().to_viewed()
    assert_only_refused(case, "decline", OFFICER, by="4.1.4d", kind="wrong_role")
    case.do("decline", FINANCE)
    assert case.state == "declined"
    assert case.settled() == [("refunded", "90.00", ROW + "4.1.4d"), ("kept", "10.00", ROW + "4.1.4e")]


@pytest.mark.clause("fuheng/rental_agency/4.1.4d")
def test_who_has_signed_with_the_owner_or_paid_the_charge_is_pleased() -> None:
    """如看房不满意，退回90元; 如客户对房屋满意 … 签订合同 … 一次性交纳."""
    signed = enquiry().to_signed()
    assert_only_refused(signed, "decline", FINANCE, by="4.1.4d", kind="forbidden")
    paid = enquiry().to_signed().pay().correct("call_owner", monthly_rent="3000")
    assert_only_refused(paid, "decline", FINANCE, by="4.1.4d", kind="forbidden")
    assert paid.settled() == []
    for party in ("owner", "tenant"):
        assert enquiry().to_viewed().call().sign(party).do("decline", FINANCE).state == "declined"
    rent = enquiry().to_signed().correct("call_owner", monthly_rent="3000").do("decline", FINANCE)
    assert rent.settled() == [("refunded", "90.00", ROW + "4.1.4d"), ("kept", "10.00", ROW + "4.1.4e")]


@pytest.mark.clause("fuheng/rental_agency/4.1.4e")
def test_of_a_case_that_is_withdrawn_after_the_viewing_nothing_is_kept() -> None:
    case = enquiry().to_viewed().do("withdraw", "customer_receptionist", reason="误登记")
    assert (case.state, case.settled()) == ("withdrawn", [])


@pytest.mark.clause("fuheng/rental_agency/4.1.4e")
def test_what_becomes_of_the_deposit_of_a_tenancy_is_the_sites() -> None:
    steps = ("return_viewing_deposit", "set_off_viewing_deposit")
    case = let()
    for step in steps:
        assert_only_refused(case, step, FINANCE, by="4.1.4e", kind="switched_off")
    assert case.settled() == []
    for step, kind in zip(steps, ("refunded", "kept"), strict=True):
        one = let(switches=[step])
        assert_only_refused(one, step, OFFICER, by="4.1.4e", kind="wrong_role")
        one.do(step, FINANCE)
        assert one.settled() == [(kind, "100.00", "local")]
    both = let(switches=list(steps)).do(steps[0], FINANCE)
    for step in steps:
        assert_only_refused(both, step, FINANCE, by="4.1.4e", kind="not_now")
    other = let(switches=list(steps)).do(steps[1], FINANCE)
    for step in steps:
        assert_only_refused(other, step, FINANCE, by="4.1.4e", kind="not_now")


@pytest.mark.clause("fuheng/rental_agency/4.1.5", "fuheng/rental_agency/3.1")
@pytest.mark.parametrize("flag", list(VIEWED))
def test_conditions_estate_and_charges_are_explained_at_the_viewing(flag: str) -> None:
    case = enquiry().to_informed().deposit()
    assert_only_refused(case, "view_unit", OFFICER, by="4.1.5", kind="required", **{**VIEWED, flag: "否"})
    assert_only_refused(case, "view_unit", "staff", by="4.1.5", kind="wrong_role", **VIEWED)
    case.view()
    assert case.state == "viewed"


@pytest.mark.clause("fuheng/rental_agency/4.1.4a")
@pytest.mark.parametrize("flag", ["units_explained", "charge_explained"])
def test_what_turns_out_not_to_have_been_explained_is_explained_before_the_deposit_is_paid(flag: str) -> None:
    case = enquiry().to_informed().correct("explain_units", **{flag: "否"})
    assert_only_refused(case, "pay_viewing_deposit", FINANCE, by="4.1.4a", kind="required", viewing_agreed="是")
    assert case.explain().deposit().view().state == "viewed"


@pytest.mark.clause("fuheng/rental_agency/4.1.4b")
def test_who_has_paid_has_agreed_to_the_viewing() -> None:
    case = enquiry().to_informed().deposit().correct("pay_viewing_deposit", viewing_agreed="否")
    assert case.view().state == "viewed"


@pytest.mark.clause("fuheng/rental_agency/4.1.5")
@pytest.mark.parametrize("flag", list(VIEWED))
def test_what_turns_out_not_to_have_been_told_is_told_before_the_owner_is_called(flag: str) -> None:
    case = enquiry().to_viewed().correct("view_unit", **{flag: "否"})
    assert_only_refused(case, "call_owner", OFFICER, by="4.1.5", kind="required", monthly_rent="1000")
    case.view().call().sign("owner").sign("tenant").pay().tell().correct("view_unit", **{flag: "否"})
    assert_only_refused(case, "conclude_letting", OFFICER, by="4.1.5", kind="required", **COPIES)
    assert case.view().conclude().state == "let"


# --- 4.1.6 the contract ----------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/rental_agency/3.1", "fuheng/rental_agency/4.1.6a")
def test_a_unit_that_pleases_is_let() -> None:
    case = enquiry().to_viewed().call()
    assert told(case)[-1] == ("call_owner", ("owner",), MORNING)
    case.sign("owner").sign("tenant").pay().tell().conclude()
    assert case.state == "let"
    assert [name for name, _, _ in told(case)] == ["open", "call_owner"]


@pytest.mark.clause("fuheng/rental_agency/4.1.6a")
def test_nothing_is_signed_before_the_owner_is_called() -> None:
    case = enquiry().to_viewed()
    assert_only_refused(
        case, "sign_contract", "tenant", by="4.1.6a", kind="outstanding"
    )
    assert_only_refused(case, "call_owner", "staff", by="4.1.6a", kind="wrong_role", monthly_rent="1000")
    assert_only_refused(case, "call_owner", OFFICER, by="4.1.6a", kind="missing_field")
    case.call()
    assert_only_refused(case, "sign_contract", OFFICER, by="4.1.6a", kind="wrong_role")
    case.sign("tenant")


@pytest.mark.clause("fuheng/rental_agency/4.1.6b")
@pytest.mark.parametrize(("one", "other"), [("owner", "tenant"), ("tenant", "owner")])
def test_owner_and_tenant_both_sign(one: str, other: str) -> None:
    case = enquiry().to_viewed().call().sign(one).tell()
    refusal = assert_refused(
        case, "conclude_letting", OFFICER, by="4.1.6b", kind="missing_signature", **COPIES
    )
    assert {"owner": "业主", "tenant": "租户"}[other] in refusal.zh
    assert_only_refused(case, "pay_agency_charge", FINANCE, by="4.1.6c", kind="not_applicable")
    case.sign(other).pay().conclude()
    assert "missing_document" in {
        r.kind
        for r in enquiry().to_viewed().try_("conclude_letting", OFFICER, **COPIES)
        if r.clause == ROW + "4.1.6b"
    }


@pytest.mark.clause("fuheng/rental_agency/4.1.6c")
@pytest.mark.parametrize(
    ("rent", "charge"), [("1234.50", "617.25"), ("1000.01", "500.01"), ("0.01", "0.01"), ("2000", "1000.00")]
)
def test_the_tenant_pays_half_a_months_rent_once_to_the_fen_half_up(rent: str, charge: str) -> None:
    case = enquiry().to_signed(rent).pay()
    assert case.money() == {"viewing_deposit": "100.00", "agency_charge": charge}
    assert_only_refused(case, "pay_agency_charge", FINANCE, by="4.1.6c", kind="not_now")
    assert_only_refused(case, "call_owner", OFFICER, by="4.1.6a", kind="not_now", monthly_rent="1")


@pytest.mark.clause("fuheng/rental_agency/4.1.6a")
def test_another_rent_is_signed_anew_by_both_before_the_charge_is_paid() -> None:
    """由业主和客户签订《租赁合同》: both have signed the rent that holds, and not the one before it."""
    case = enquiry().to_signed("1000").call("3000")
    for party in ("owner", "tenant"):
        assert_only_refused(case, "pay_agency_charge", FINANCE, by="4.1.6c", kind="not_applicable")
        case.sign(party)
    case.pay()
    assert case.money() == {"viewing_deposit": "100.00", "agency_charge": "1500.00"}


@pytest.mark.clause("fuheng/rental_agency/4.1.6a", "fuheng/rental_agency/4.1.6b")
def test_a_second_call_at_the_same_rent_takes_no_signature_away() -> None:
    """联系业主到场: an owner who did not come is called again; what the tenant signed is still the rent that holds."""
    case = enquiry().to_viewed().call("3000").sign("tenant").call("3000").sign("owner")
    case.pay().tell().conclude()
    assert case.state == "let"


@pytest.mark.clause("fuheng/rental_agency/4.1.6a", "fuheng/rental_agency/4.1.6b")
def test_a_contract_signed_at_another_rent_is_told_as_such() -> None:
    case = enquiry().to_signed("1000").tell().call("3000").sign("owner")
    refusal = assert_refused(
        case, "conclude_letting", OFFICER, by="4.1.6b", kind="outdated_signature", **COPIES
    )
    assert "租户在《租赁合同》上签字后，“双方洽谈月租金”又有改动，须重新签字" in refusal.zh


@pytest.mark.clause("fuheng/rental_agency/4.1.6b", "fuheng/rental_agency/4.1.6c")
def test_another_rent_after_the_charge_was_paid_is_signed_anew_and_leaves_the_sum_paid() -> None:
    case = enquiry().to_signed("2000").pay().tell().correct("call_owner", monthly_rent="3000")
    refusals = {(r.kind, r.clause) for r in case.try_("conclude_letting", OFFICER, **COPIES)}
    assert refusals == {("outdated_signature", ROW + "4.1.6b")}
    assert case.sign("owner").sign("tenant").conclude().money()["agency_charge"] == "1000.00"


@pytest.mark.clause("fuheng/rental_agency/4.1.6c")
def test_no_other_amount_is_taken_and_nothing_is_let_before_it_is_paid() -> None:
    case = enquiry().to_signed("1000").tell()
    assert_only_refused(
        case, "pay_agency_charge", FINANCE, by="4.1.6c", kind="wrong_amount", agency_charge="499.99"
    )
    assert_only_refused(case, "pay_agency_charge", OFFICER, by="4.1.6c", kind="wrong_role")
    assert_only_refused(case, "conclude_letting", OFFICER, by="4.1.6c", kind="unpaid", **COPIES)
    case.pay(agency_charge="500").conclude()


@pytest.mark.parametrize(
    ("copy", "row"),
    [
        pytest.param("contract_copy", "4.1.6d", marks=pytest.mark.clause("fuheng/rental_agency/4.1.6d")),
        pytest.param("tenant_identity", "4.1.6e", marks=pytest.mark.clause("fuheng/rental_agency/4.1.6e")),
    ],
)
def test_copies_of_contract_and_identity_card_are_handed_in(copy: str, row: str) -> None:
    case = enquiry().to_signed().pay().tell()
    some = {k: v for k, v in COPIES.items() if k != copy}
    refusals = {(r.kind, r.clause) for r in case.try_("conclude_letting", OFFICER, **some)}
    assert refusals == {("missing_field", ROW + "4.1.6a"), ("empty_field", ROW + row)}
    case.conclude()


@pytest.mark.parametrize(
    ("copy", "row"),
    [
        pytest.param(
            "contract_copy", "4.1.6b", marks=pytest.mark.clause("fuheng/rental_agency/4.1.6b", "fuheng/rental_agency/4.1.6d")
        ),
        pytest.param("tenant_identity", "4.1.6e", marks=pytest.mark.clause("fuheng/rental_agency/4.1.6e")),
    ],
)
def test_the_office_keeps_the_copies_of_contract_and_identity_card(copy: str, row: str) -> None:
    """…《租赁合同》复印件及租户的身份证复印件在管理处备案: the one as the other."""

    def keepers(case: Letting) -> tuple[tuple[str, str, str, str], ...]:
        copies = next(p.copies for p in case.desk.documents(case.id) if p.form == copy)
        return tuple((each.role, each.copy, each.clause, each.period.en) for each in copies)

    assert keepers(enquiry().to_signed().pay()) == ()
    assert keepers(let()) == (("management_office", "copy", ROW + row, ""),)


@pytest.mark.clause("fuheng/rental_agency/4.1.6d", "fuheng/rental_agency/4.1.6e")
@pytest.mark.parametrize("copy", ["contract_copy", "tenant_identity"])
def test_a_copy_that_was_ticked_by_mistake_cannot_be_unticked_and_the_letting_stands(copy: str) -> None:
    """The sheet says that it is brought later."""
    case = let()
    entry = next(line.seq for line in case.desk.history(case.id) if line.name == "conclude_letting")
    wrong = {"entry": entry, "reason": "误勾", copy: "否"}
    assert_refused(case, "correct", "superior", by="local", **wrong)
    assert case.state == "let"


@pytest.mark.clause("fuheng/rental_agency/4.1.6f")
def test_the_tenant_is_told_what_to_observe() -> None:
    case = enquiry().to_signed().pay()
    assert_only_refused(case, "conclude_letting", OFFICER, by="4.1.6f", kind="outstanding", **COPIES)
    assert_only_refused(case, "tell_precautions", "staff", by="4.1.6f", kind="wrong_role")
    case.tell()
    assert_only_refused(case, "conclude_letting", "staff", by="4.1.6a", kind="wrong_role", **COPIES)
    case.conclude()
