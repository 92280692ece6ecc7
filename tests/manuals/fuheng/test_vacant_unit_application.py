"""An owner's vacancy: application, approval, the supply cut, the reduced charges and their ends (chapter 6, 5.2)."""

from __future__ import annotations

from datetime import date

import pytest

from manuals.fuheng.case_desk import assert_only_refused, assert_refused, new_desk, person, told
from manuals.fuheng.vacant_unit_desk import READ, SHUT, TOLD, UNOCCUPIED, Vacancy, try_vacancy, vacancy

ROW = "fuheng/vacant_unit/"
BOTH = {"half_property_fee", "half_shared_fee"}


def refused_at_the_door(by: str = "owner", **more: object) -> set[tuple[str, str]]:
    outcome = try_vacancy(new_desk(), by, **more)
    assert not outcome.ok
    return {(r.kind, r.clause.removeprefix(ROW)) for r in outcome.refusals}


# --- the straight path ---------------------------------------------------------------------------------------


def test_the_straight_path() -> None:
    case = vacancy().to_vacant().read("2026-02-01", at="2026-02-28 09:00")
    case.do("end_vacancy", "customer_service_officer", "2026-07-20 09:00")
    states = [line.entry.state for line in case.desk.history(case.id) if line.entry.state]
    assert states == ["applied", "approved", "vacant", "ended"]
    assert [(name, to) for name, (to,), _ in told(case)] == [
        ("pass_to_collector", "fee_collector"), ("dispatch_cut_off", "maintenance_worker"),
    ]


# --- 4, 5.2.1 the application --------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/vacant_unit/4", "fuheng/vacant_unit/5.2.1c")
@pytest.mark.parametrize("kind", ["开发商尚未卖出", "业主接房后暂未装修"])
def test_units_that_are_unsold_or_not_yet_renovated_need_no_application(kind: str) -> None:
    assert refused_at_the_door(vacancy=kind) == {("required", "5.2.1c")}


@pytest.mark.clause("fuheng/vacant_unit/4")
def test_there_are_three_kinds_of_vacant_units_and_no_fourth() -> None:
    assert vacancy(vacancy="业主装修后暂不居住").case.facts["vacancy"] == "unoccupied"
    assert ("wrong_value", "5.2.1b") in refused_at_the_door(vacancy="长期出租")


@pytest.mark.clause("fuheng/vacant_unit/5.2.1a")
def test_the_owner_brings_the_original_identity_card() -> None:
    assert ("empty_field", "5.2.1a") in refused_at_the_door(identity_card=None)
    assert ("wrong_value", "5.2.1b") in refused_at_the_door(identity_card="否")
    assert vacancy().state == "applied"


@pytest.mark.clause("fuheng/vacant_unit/5.2.1b")
@pytest.mark.parametrize("blank", ["vacant_from", "vacant_until", "vacancy_reason"])
def test_the_owner_states_length_and_reason(blank: str) -> None:
    assert ("missing_field", "5.2.1b") in refused_at_the_door(**{blank: None})


@pytest.mark.clause("fuheng/vacant_unit/5.2.1b", "fuheng/vacant_unit/3.3")
def test_the_owner_applies_and_the_officer_handles_it() -> None:
    assert vacancy(by="owner").state == "applied"
    assert vacancy(by="customer_service_officer").state == "applied"
    assert refused_at_the_door(by="customer_receptionist") == {("wrong_role", "5.2.1b")}


@pytest.mark.clause("fuheng/vacant_unit/5.2.8a")
@pytest.mark.parametrize(("until", "granted"), [("2026-04-15", False), ("2026-04-16", True)])
def test_a116_only_vacancies_longer_than_three_months_are_handled(until: str, granted: bool) -> None:
    outcome = try_vacancy(new_desk(), vacant_until=until)
    assert outcome.ok == granted
    assert [r.clause for r in outcome.refusals] == ([] if granted else [ROW + "5.2.8a"])


# --- 5.2.2 to 5.2.4 ----------------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/vacant_unit/5.2.2")
def test_the_owner_is_told_what_to_observe_before_the_director_signs() -> None:
    case = vacancy().opinion()
    assert_only_refused(case, "sign", "customer_centre_director", by="5.2.2", kind="outstanding")
    case.inform().sign()
    assert case.state == "approved"
    assert_only_refused(
        case, "inform_owner", "customer_service_officer", by="5.2.2", kind="wrong_state", **TOLD
    )


@pytest.mark.clause("fuheng/vacant_unit/5.2.2")
@pytest.mark.parametrize("matter", ["told_supply", "told_goods", "told_cancelling"])
def test_of_water_and_power_goods_and_cancelling(matter: str) -> None:
    case = vacancy()
    some = {**TOLD, matter: "否"}
    assert_only_refused(case, "inform_owner", "customer_service_officer", by="5.2.2", kind="required", **some)
    none = {k: v for k, v in TOLD.items() if k != matter}
    assert_only_refused(
        case, "inform_owner", "customer_service_officer", by="5.2.2", kind="missing_field", **none
    )


@pytest.mark.clause("fuheng/vacant_unit/5.2.2")
@pytest.mark.parametrize("matter", list(TOLD))
def test_what_turns_out_not_to_have_been_told_is_told_before_the_director_signs(matter: str) -> None:
    case = vacancy().inform().opinion().correct("inform_owner", **{matter: "否"})
    assert_only_refused(case, "sign", "customer_centre_director", by="5.2.2", kind="required")
    assert case.inform().sign().state == "approved"


@pytest.mark.clause("fuheng/vacant_unit/5.2.1c")
@pytest.mark.parametrize("kind", ["开发商尚未卖出", "业主接房后暂未装修"])
def test_a_unit_that_turns_out_to_need_no_application_is_not_signed(kind: str) -> None:
    case = vacancy().inform().correct("open", vacancy=kind)
    assert_only_refused(
        case, "give_opinion", "customer_service_officer", by="5.2.1c", kind="required", officer_opinion="同意"
    )
    signed = vacancy().inform().opinion().correct("open", vacancy=kind)
    assert_only_refused(signed, "sign", "customer_centre_director", by="5.2.1c", kind="required")
    assert signed.correct("open", vacancy=UNOCCUPIED).opinion().sign().state == "approved"


@pytest.mark.clause("fuheng/vacant_unit/5.2.3b")
def test_what_is_corrected_after_the_director_signed_is_not_signed_again() -> None:
    case = vacancy().to_approved().correct("open", vacancy_reason="外派两年").pass_on().dispatch().cut_off()
    assert case.state == "vacant"


@pytest.mark.clause("fuheng/vacant_unit/5.2.1d", "fuheng/vacant_unit/5.2.3a")
def test_the_director_signs_only_what_has_the_officers_opinion_and_signature() -> None:
    case = vacancy().inform()
    refusals = case.try_("sign", "customer_centre_director")
    assert {(r.kind, r.clause.removeprefix(ROW)) for r in refusals} == {
        ("empty_field", "5.2.1d"), ("missing_signature", "5.2.1d"),
    }
    assert next(r for r in refusals if r.kind == "empty_field").reads == ("officer_opinion",)
    assert_refused(case, "give_opinion", "customer_service_officer", by="5.2.3a", kind="missing_field")
    case.opinion().sign()
    (document_requirement,) = [p for p in case.desk.documents(case.id) if p.form == "vacancy_application"]
    assert set(document_requirement.signed_by) == {"customer_service_officer", "customer_centre_director"}


@pytest.mark.clause("fuheng/vacant_unit/5.2.3a")
def test_the_opinion_comes_before_the_signature() -> None:
    case = vacancy().to_approved()
    assert_only_refused(
        case,
        "give_opinion",
        "customer_service_officer",
        by="5.2.3a",
        kind="wrong_state",
        officer_opinion="同意",
    )


@pytest.mark.clause("fuheng/vacant_unit/5.2.3b")
def test_only_the_director_signs_and_without_it_nothing_is_granted() -> None:
    case = vacancy().inform().opinion()
    assert_only_refused(case, "sign", "customer_service_officer", by="5.2.3b", kind="wrong_role")
    assert case.desk.entitlements(case.id, on="2026-02-01") == ()
    assert case.sign().halved("2026-02-01") == BOTH


@pytest.mark.clause("fuheng/vacant_unit/5.2.3c", "fuheng/vacant_unit/5.2.4")
def test_the_form_goes_to_the_fee_collector_and_the_order_to_the_worker_before_the_supply_is_cut() -> None:
    case = vacancy()
    assert_only_refused(
        case, "pass_to_collector", "customer_service_officer", by="5.2.3c", kind="wrong_state"
    )
    assert_only_refused(case, "dispatch_cut_off", "customer_receptionist", by="5.2.4", kind="wrong_state")
    case.to_approved()
    owed = {
        (r.kind, r.clause.removeprefix(ROW))
        for r in case.try_("cut_off", "maintenance_worker", **READ, **SHUT)
    }
    assert owed == {("outstanding", "5.2.3c"), ("outstanding", "5.2.4")}
    case.pass_on()
    assert told(case) == [("pass_to_collector", ("fee_collector",), "2026-01-05 09:00")]
    assert_only_refused(case, "cut_off", "maintenance_worker", by="5.2.4", kind="outstanding", **READ, **SHUT)
    case.dispatch()
    assert told(case)[1:] == [("dispatch_cut_off", ("maintenance_worker",), "2026-01-05 09:00")]
    case.cut_off()
    assert case.state == "vacant"
    assert_only_refused(
        case, "pass_to_collector", "customer_service_officer", by="5.2.3c", kind="wrong_state"
    )
    assert_only_refused(case, "dispatch_cut_off", "customer_receptionist", by="5.2.4", kind="wrong_state")


@pytest.mark.clause("fuheng/vacant_unit/5.2.4")
@pytest.mark.parametrize("blank", ["water_reading", "electricity_reading", "water_shut", "power_shut"])
def test_the_meters_are_read_when_the_supply_is_cut(blank: str) -> None:
    case = vacancy().to_approved().pass_on().dispatch()
    some = {k: v for k, v in {**READ, **SHUT}.items() if k != blank}
    assert_refused(case, "cut_off", "maintenance_worker", by="5.2.4", kind="missing_field", **some)


@pytest.mark.clause("fuheng/vacant_unit/5.2.8b")
@pytest.mark.parametrize("supply", ["water_shut", "power_shut"])
def test_the_vacancy_begins_with_water_and_power_shut(supply: str) -> None:
    case = vacancy().to_approved().pass_on().dispatch()
    open_ = {**READ, **SHUT, supply: "否"}
    assert_only_refused(case, "cut_off", "maintenance_worker", by="5.2.8b", kind="required", **open_)
    case.cut_off()


@pytest.mark.clause("fuheng/vacant_unit/5.2.8b")
@pytest.mark.parametrize("supply", ["water_shut", "power_shut"])
def test_a_supply_found_open_during_the_vacancy_is_reported_to_the_management_office(supply: str) -> None:
    case = vacancy().to_vacant().read("2026-02-01", at="2026-02-28 09:00")
    before = told(case)
    assert "report_supply" not in [name for name, _, _ in before]
    case.read("2026-03-01", at="2026-03-31 10:00", **{supply: "否"})
    assert told(case)[len(before) :] == [("report_supply", ("management_office",), "2026-03-31 10:00")]
    (line,) = [h for h in case.desk.history(case.id) if h.name == "report_supply"]
    assert (line.clause, line.entry.in_name_of) == (ROW + "5.2.8b", ("customer_service_officer",))


@pytest.mark.clause("fuheng/vacant_unit/5.2.8b")
@pytest.mark.parametrize("supply", ["water_shut", "power_shut"])
def test_a_supply_that_turns_out_not_to_have_been_cut_is_reported_to_the_management_office(supply: str) -> None:
    case = vacancy().to_vacant()
    before = told(case)
    case.correct("cut_off", **{supply: "否"})
    assert [(name, to) for name, to, _ in told(case)[len(before) :]] == [("report_supply", ("management_office",))]


# --- 5.2.5, 5.2.6 the charges ---------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/vacant_unit/5.2.5a", "fuheng/vacant_unit/5.2.5b")
def test_both_charges_are_halved_from_the_first_day_to_the_last() -> None:
    case = vacancy().to_vacant()
    halved = [case.halved(day) for day in ("2026-01-14", "2026-01-15", "2026-07-15", "2026-07-16")]
    assert halved == [set(), BOTH, BOTH, set()]
    assert case.shares("2026-03-01") == {"half_property_fee": "0.5", "half_shared_fee": "0.5"}
    assert {(g.of, g.clause) for g in case.desk.entitlements(case.id, on="2026-03-01")} == {
        ("property_fee", ROW + "5.2.5a"), ("shared_utility_fee", ROW + "5.2.5b"),
    }


@pytest.mark.clause("fuheng/vacant_unit/5.2.6a")
def test_after_the_period_both_are_due_in_full_again_and_the_case_stands_where_it_stood() -> None:
    case = vacancy().to_vacant()
    assert case.shares("2026-07-16") == {"half_property_fee": "1", "half_shared_fee": "1"}
    case.tick("2026-08-01 09:00")
    over = [
        (h.name, h.clause, h.at.format("YYYY-MM-DD HH:mm"))
        for h in case.desk.history(case.id)
        if h.kind == "entitlement_expired"
    ]
    assert over == [
        ("half_property_fee", ROW + "5.2.6a", "2026-07-16 00:00"),
        ("half_shared_fee", ROW + "5.2.6a", "2026-07-16 00:00"),
    ]
    assert (case.state, case.case.open) == ("vacant", True)
    (zh,) = {
        h.zh for h in case.desk.history(case.id) if h.name == "half_property_fee" and h.kind == "entitlement_expired"
    }
    assert zh == "“物业管理费减半”到期"


@pytest.mark.parametrize(
    ("water", "electricity", "row"),
    [
        pytest.param("1.01", "0", "5.2.6b", marks=pytest.mark.clause("fuheng/vacant_unit/5.2.6b")),
        pytest.param("0", "5.01", "5.2.6c", marks=pytest.mark.clause("fuheng/vacant_unit/5.2.6c")),
    ],
)
def test_a_unit_whose_meters_pass_is_charged_as_occupied_from_that_month(
    water: str, electricity: str, row: str
) -> None:
    case = vacancy().to_vacant().read("2026-02-01", "1", "5", "2026-02-28 09:00")
    assert case.halved("2026-03-01") == BOTH  # exactly 1 t and 5 kWh are not over
    case.read("2026-03-01", water, electricity, "2026-04-02 09:00")  # read in April, used in March
    assert [case.halved(d) for d in ("2026-02-28", "2026-03-01", "2026-04-30")] == [BOTH, set(), set()]
    assert case.shares("2026-03-01") == {"half_property_fee": "1", "half_shared_fee": "1"}
    entitlement_ends = [h for h in case.desk.history(case.id) if h.kind == "entitlement_ended"]
    assert [(h.name, h.clause) for h in entitlement_ends] == [
        ("half_property_fee", ROW + row),
        ("half_shared_fee", ROW + row),
    ]
    assert {g.ended_on for g in case.desk.entitlements(case.id, on="2026-03-20")} == {date(2026, 3, 1)}
    case.read("2026-04-01", "0", "0", "2026-04-30 09:00")
    assert case.halved("2026-05-01") == set()


@pytest.mark.clause("fuheng/vacant_unit/5.2.6b")
def test_a_month_that_is_read_after_the_period_still_counts() -> None:
    case = vacancy().to_vacant().read("2026-07-01", "1.5", "0", "2026-07-31 09:00")
    assert [case.halved(d) for d in ("2026-06-30", "2026-07-01", "2026-07-15")] == [BOTH, set(), set()]


@pytest.mark.clause("fuheng/vacant_unit/5.2.6b")
def test_an_earlier_month_that_comes_in_later_moves_the_end_back_and_a_later_one_does_not() -> None:
    case = vacancy().to_vacant().read("2026-04-01", "2", "0", "2026-04-30 09:00")
    case.read("2026-05-01", "3", "0", "2026-05-31 09:00")
    assert case.halved("2026-03-31") == BOTH
    assert case.halved("2026-04-01") == set()
    case.read("2026-03-01", "2", "0", "2026-06-01 09:00")
    assert [case.halved(d) for d in ("2026-02-28", "2026-03-01")] == [BOTH, set()]


@pytest.mark.clause("fuheng/vacant_unit/5.2.6b", "fuheng/vacant_unit/5.2.6c")
@pytest.mark.parametrize("over", [{"water_used": "1.01"}, {"electricity_used": "5.01"}])
def test_an_earlier_month_that_turns_out_to_have_passed_ends_the_reduction_from_that_month(
    over: dict[str, str],
) -> None:
    """水消耗超过1吨/月;电消耗超过5度/月,视为入住收费: April's figure is put right after May's was read."""
    case = vacancy().to_vacant().read("2026-04-01", "0.2", "1", "2026-04-30 09:00")
    case.read("2026-05-01", "0.3", "1", "2026-05-31 09:00")
    case.correct("read_meters", time=-2, water_used="1", electricity_used="5")
    assert case.halved("2026-06-01") == BOTH
    case.correct("read_meters", time=-2, **over)
    assert [case.halved(d) for d in ("2026-03-31", "2026-04-01", "2026-05-01")] == [BOTH, set(), set()]
    assert case.shares("2026-04-01") == dict.fromkeys(BOTH, "1")
    assert str(case.case.facts["water_used"]) == "0.3"


@pytest.mark.clause("fuheng/vacant_unit/5.2.6b")
def test_the_month_of_an_earlier_reading_counts_as_corrected() -> None:
    case = vacancy().to_vacant().read("2026-05-02", "0.2", "1", "2026-05-30 09:00")
    case.read("2026-06-01", "0.3", "1", "2026-06-30 09:00")
    case.correct("read_meters", time=-2, metered_month="2026-04-01").correct("read_meters", time=-2, water_used="2")
    assert [case.halved(d) for d in ("2026-03-31", "2026-04-01")] == [BOTH, set()]


@pytest.mark.clause("fuheng/vacant_unit/5.2.6b")
def test_what_is_used_after_the_period_is_charged_in_full_anyway() -> None:
    case = vacancy().to_vacant().read("2026-08-01", "9", "90", "2026-08-31 09:00")
    assert case.halved("2026-07-15") == BOTH
    assert "entitlement_ended" not in {h.kind for h in case.desk.history(case.id)}


@pytest.mark.clause("fuheng/vacant_unit/5.2.6b", "fuheng/vacant_unit/5.2.6c")
def test_what_was_used_before_the_vacancy_says_nothing_of_it() -> None:
    """空置期间发生水、电消耗: a month before it is none of it; the month in which it begins is."""
    case = vacancy().to_vacant().read("2025-12-01", "9", "90", "2026-01-31 09:00")
    assert case.halved("2026-01-15") == case.halved("2026-07-15") == BOTH
    case.read("2026-01-01", "9", "0", "2026-01-31 10:00")
    assert case.halved("2026-01-15") == set()


@pytest.mark.clause("fuheng/vacant_unit/5.2.8a")
def test_a_period_that_is_corrected_to_three_months_is_not_signed() -> None:
    """空置时间必须超过三个月才可办理: whatever was applied for at first."""
    case = vacancy().inform()
    case.do("correct", "superior", reason="误记", entry=1, vacant_until="2026-04-15")
    assert_refused(case, "give_opinion", "customer_service_officer", by="5.2.8a", kind="required", officer_opinion="同意")
    case.do("correct", "superior", reason="误改", entry=1, vacant_until="2026-07-15").opinion()
    case.do("correct", "superior", reason="误记", entry=1, vacant_until="2026-04-15")
    assert_refused(case, "sign", "customer_centre_director", by="5.2.8a", kind="required")


def test_the_meters_are_read_by_the_officer_or_the_collector_during_the_vacancy() -> None:
    used = {"metered_month": "2026-02-01", "water_used": "0", "electricity_used": "0", **READ, **SHUT}
    case = vacancy().to_approved()
    assert_only_refused(case, "read_meters", "fee_collector", by="local", kind="wrong_state", **used)
    case.pass_on().dispatch().cut_off()
    assert_only_refused(case, "read_meters", "owner", by="local", kind="wrong_role", **used)
    case.do("read_meters", "fee_collector", "2026-02-28 09:00", **used)
    for blank in used:
        some = {k: v for k, v in used.items() if k != blank}
        assert_refused(case, "read_meters", "fee_collector", by="local", kind="missing_field", **some)


@pytest.mark.clause("fuheng/vacant_unit/5.2.6b")
@pytest.mark.clause("fuheng/vacant_unit/5.2.6c")
@pytest.mark.parametrize("meter", ["water_used", "electricity_used", "water_reading", "electricity_reading"])
def test_no_meter_shows_and_no_month_uses_less_than_nothing(meter: str) -> None:
    """水消耗超过1吨/月: a consumption is nought or more, at the reading and where it is put right."""
    case = vacancy().to_vacant()
    below = {"metered_month": "2026-02-01", "water_used": "0", "electricity_used": "0", **READ, **SHUT, meter: "-1"}
    assert_only_refused(case, "read_meters", "fee_collector", by="local", kind="wrong_value", **below)
    case.do("read_meters", "fee_collector", "2026-02-28 09:00", **{**below, meter: "0"})
    entry = case.desk.history(case.id)[-1].seq
    assert_only_refused(
        case, "correct", "superior", by="local", kind="wrong_value", reason="误记", entry=entry, **{meter: "-0.01"}
    )


@pytest.mark.clause("fuheng/vacant_unit/5.2.4")
@pytest.mark.parametrize("meter", list(READ))
def test_the_meters_that_are_read_when_the_supply_is_cut_show_nought_or_more(meter: str) -> None:
    case = vacancy().to_approved().pass_on().dispatch()
    below = {**READ, **SHUT, meter: "-1"}
    assert_only_refused(case, "cut_off", "maintenance_worker", by="5.2.4", kind="wrong_value", **below)


# --- the end, 5.2.7 ---------------------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/vacant_unit/3.2")
def test_officer_or_owner_end_a_vacancy_and_the_full_fee_is_due_from_that_day() -> None:
    case = vacancy().to_vacant()
    assert_only_refused(case, "end_vacancy", "fee_collector", by="local", kind="wrong_role")
    case.do("end_vacancy", "owner", "2026-03-10 09:00")
    assert case.state == "ended"
    assert [case.halved(d) for d in ("2026-03-09", "2026-03-10")] == [BOTH, set()]
    assert case.shares("2026-03-10") == {"half_property_fee": "1", "half_shared_fee": "1"}
    other = vacancy().to_vacant().do("end_vacancy", "customer_service_officer", "2026-09-01 09:00")
    assert other.halved("2026-07-15") == BOTH


def test_an_application_that_is_withdrawn_or_merged_lets_go_of_the_reduction() -> None:
    withdrawn = vacancy().to_approved()
    withdrawn.do("withdraw", "customer_receptionist", "2026-02-10 09:00", reason="业主提前入住")
    assert [withdrawn.halved(d) for d in ("2026-02-09", "2026-02-10")] == [BOTH, set()]
    twice = vacancy().to_approved()
    other = try_vacancy(twice.desk, subject="3-2-502").case.id
    twice.do("merge", "customer_receptionist", "2026-02-10 09:00", reason="重复申请", into=other)
    assert [twice.halved(d) for d in ("2026-02-09", "2026-02-10")] == [BOTH, set()]


@pytest.mark.clause("fuheng/vacant_unit/3.2")
def test_the_officer_manages_the_unit_while_it_is_vacant() -> None:
    case = vacancy().to_vacant()
    case.read("2026-02-01", at="2026-02-28 09:00")
    case.do("end_vacancy", "customer_service_officer", "2026-07-20 09:00")
    assert case.state == "ended"


@pytest.mark.clause("fuheng/vacant_unit/5.2.7")
def test_to_go_on_the_owner_applies_anew_and_every_formality_begins_again() -> None:
    case = vacancy().to_vacant().tick("2026-07-20 09:00")
    again = {"vacant_from": "2026-07-20", "vacant_until": "2026-12-20", "vacancy_reason": "外派延长"}
    assert_only_refused(
        case,
        "apply_anew",
        "customer_receptionist",
        by="5.2.7",
        kind="wrong_role",
        **again,
        identity_card="是",
    )
    assert_refused(case, "apply_anew", "owner", by="5.2.7", kind="missing_field", **again)
    case.do("apply_anew", "owner", **again, identity_card="是")
    assert (case.state, case.case.open) == ("renewed", False)
    (new,) = case.desk.cases("3-2-501", "vacant_unit")
    assert (new.id, new.state, new.facts["vacancy"]) == (f"{case.id}.1", "applied", "unoccupied")
    renewed = Vacancy(case.desk, new.id, case.now)
    assert renewed.halved("2026-08-01") == set()
    renewed.to_vacant()
    assert [renewed.halved(d) for d in ("2026-07-19", "2026-07-20", "2026-12-20", "2026-12-21")] == [
        set(), BOTH, BOTH, set(),
    ]
    assert case.halved("2026-07-15") == BOTH


@pytest.mark.clause("fuheng/vacant_unit/3.3", "fuheng/vacant_unit/5.2.7")
def test_the_officer_handles_an_application_that_is_made_anew() -> None:
    """空置房申请的办理工作: the one of 5.2.7 is an application as the first one is."""
    case = vacancy().to_vacant().tick("2026-07-20 09:00")
    again = {"vacant_from": "2026-07-20", "vacant_until": "2026-12-20", "vacancy_reason": "外派延长"}
    case.do("apply_anew", "customer_service_officer", **again, identity_card="是")
    assert case.state == "renewed"


@pytest.mark.clause("fuheng/vacant_unit/5.2.7")
def test_the_officer_hears_of_a_vacancy_that_is_applied_for_anew() -> None:
    """3.3: 客户服务员负责空置房申请的办理工作."""
    case = vacancy().to_vacant().tick("2026-07-20 09:00")
    assert "tell_of_application" not in {name for name, _, _ in told(case)}
    again = {"vacant_from": "2026-07-20", "vacant_until": "2026-12-20", "vacancy_reason": "外派延长"}
    case.do("apply_anew", "owner", **again, identity_card="是")
    new = Vacancy(case.desk, f"{case.id}.1", case.now)
    assert [(name, to) for name, to, _ in told(new)] == [("tell_of_application", ("customer_service_officer",))]
    assert "请办理" in case.desk.messages(new.id)[0].zh
    (passed_on,) = [line.entry for line in case.desk.history(new.id) if line.name == "tell_of_application"]
    assert passed_on.in_name_of == ("owner",)


AGAIN = {"vacant_from": "2026-07-16", "vacant_until": "2026-12-20", "vacancy_reason": "外派延长", "identity_card": "是"}


@pytest.mark.clause("fuheng/vacant_unit/5.2.7")
def test_an_owner_applies_anew_after_the_period_and_not_before() -> None:
    """空置时间到期后,业主继续空置,须重新办理: until then the vacancy runs, and may be ended."""
    case = vacancy().to_vacant()
    for at in ("2026-04-01 09:00", "2026-07-15 23:59"):
        assert_only_refused(case, "apply_anew", "owner", by="5.2.7", kind="required", at=at, **AGAIN)
    case.do("apply_anew", "owner", "2026-07-16 00:00", **AGAIN)
    early = vacancy().to_vacant().do("end_vacancy", "owner", "2026-04-02 09:00")
    assert [early.halved(d) for d in ("2026-04-01", "2026-04-02")] == [BOTH, set()]


@pytest.mark.clause("fuheng/vacant_unit/5.2.7")
def test_a_vacancy_that_is_charged_as_occupied_is_applied_for_anew() -> None:
    case = vacancy().to_vacant().read("2026-04-01", "2", "0", "2026-04-30 09:00")
    case.do("apply_anew", "owner", "2026-05-04 09:00", **{**AGAIN, "vacant_from": "2026-05-05"})
    assert case.state == "renewed"


@pytest.mark.clause("fuheng/vacant_unit/5.2.7")
def test_what_is_applied_for_anew_before_the_period_has_begun_takes_its_place() -> None:
    case = vacancy(vacant_from="2026-03-01").to_vacant()
    case.do("apply_anew", "owner", "2026-02-01 09:00", **{**AGAIN, "vacant_from": "2026-04-01"})
    assert [case.halved(d) for d in ("2026-03-01", "2026-07-15")] == [set(), set()]


@pytest.mark.clause("fuheng/vacant_unit/5.2.7")
def test_a_unit_has_one_vacancy_at_a_time() -> None:
    """须重新办理: what is applied for beside the one that stands would be neither of the two."""
    case = vacancy()
    (refusal,) = try_vacancy(case.desk).refusals
    assert (refusal.kind, refusal.clause) == ("forbidden", ROW + "5.2.7")
    case.to_vacant()
    assert {r.clause for r in try_vacancy(case.desk, at="2026-08-01 09:00").refusals} == {ROW + "5.2.7"}
    assert try_vacancy(case.desk, subject="3-2-502").ok
    case.do("end_vacancy", "owner", "2026-08-02 09:00")
    assert try_vacancy(case.desk, at="2026-08-03 09:00").ok


@pytest.mark.clause("fuheng/vacant_unit/5.2.7", "fuheng/vacant_unit/5.2.8a")
def test_what_is_applied_for_anew_is_longer_than_three_months_too() -> None:
    case = vacancy().to_vacant().tick("2026-07-20 09:00")
    short = {"vacant_from": "2026-07-20", "vacant_until": "2026-10-20", "vacancy_reason": "外派"}
    assert_only_refused(
        case, "apply_anew", "owner", by="5.2.8a", kind="required", **short, identity_card="是"
    )
    assert case.state == "vacant"


@pytest.mark.clause("fuheng/vacant_unit/5.2.7")
def test_nothing_lengthens_a_period() -> None:
    case = vacancy().to_vacant()
    assert {o.step for o in case.desk.options(case.id, by=person("owner", "customer_service_officer"), at=case.now)
            if "vacant_until" in {field.name for field in o.fields}} == {"apply_anew"}


# --- 3.4, 5.2.9 ---------------------------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/vacant_unit/3.4")
def test_the_receptionist_keeps_the_key_and_lends_it_to_the_officer() -> None:
    case = vacancy()
    assert_only_refused(case, "lend_key", "customer_receptionist", by="3.4", kind="not_applicable")
    assert_only_refused(case, "take_key", "customer_service_officer", by="3.4", kind="wrong_role")
    case.do("take_key", "customer_receptionist")
    assert dict(case.case.custody) == {"unit_key": "customer_receptionist"}
    assert [(h.clause, h.zh) for h in case.desk.history(case.id) if h.kind == "handed_over"] == [
        (ROW + "3.4", "“空置房钥匙”移交")
    ]
    assert_only_refused(case, "lend_key", "customer_service_officer", by="3.4", kind="wrong_role")
    case.do("lend_key", "customer_receptionist")
    assert dict(case.case.custody) == {"unit_key": "customer_service_officer"}
    assert_only_refused(case, "lend_key", "customer_receptionist", by="3.4", kind="not_applicable")
    case.do("take_key", "customer_receptionist").do("lend_key", "customer_receptionist")


@pytest.mark.clause("fuheng/vacant_unit/3.4")
def test_a_key_that_is_lent_comes_back_before_the_vacancy_is_over() -> None:
    """客户接待员负责空置房钥匙的管理: whether it is ended or applied for anew."""
    case = vacancy().to_vacant().do("take_key", "customer_receptionist").do("lend_key", "customer_receptionist")
    case.tick("2026-07-20 09:00")
    assert_only_refused(case, "end_vacancy", "owner", by="3.4", kind="required")
    assert_only_refused(case, "apply_anew", "owner", by="3.4", kind="required", **AGAIN)
    case.do("take_key", "customer_receptionist").do("end_vacancy", "owner")
    assert dict(case.case.custody) == {"unit_key": "customer_receptionist"}


@pytest.mark.clause("fuheng/vacant_unit/5.2.9")
def test_the_officer_of_the_area_looks_after_the_unit_and_notes_it() -> None:
    case = vacancy()
    note = {"daily_note": "门窗完好", "abnormal": "否"}
    assert_only_refused(case, "look_after", "customer_service_officer", by="5.2.9", kind="wrong_state", **note)
    case.to_approved().do("look_after", "customer_service_officer", daily_note="阳台积水", abnormal="是")
    assert told(case)[-1][:2] == ("contact_owner", ("owner",))
    case.pass_on().dispatch().cut_off()
    assert_only_refused(case, "look_after", "customer_receptionist", by="5.2.9", kind="wrong_role", **note)
    for blank in note:
        some = {k: v for k, v in note.items() if k != blank}
        assert_refused(
            case, "look_after", "customer_service_officer", by="5.2.9", kind="missing_field", **some
        )
    case.do("look_after", "customer_service_officer", "2026-02-10 09:00", **note)
    case.do("end_vacancy", "owner", "2026-07-20 09:00")


@pytest.mark.clause("fuheng/vacant_unit/5.2.9b")
def test_the_owner_is_contacted_when_something_abnormal_is_found() -> None:
    case = (
        vacancy().to_vacant().do("look_after", "customer_service_officer", daily_note="正常", abnormal="否")
    )
    before = told(case)
    case.do(
        "look_after", "customer_service_officer", "2026-02-10 09:00", daily_note="窗户破损", abnormal="是"
    )
    assert told(case)[len(before) :] == [("contact_owner", ("owner",), "2026-02-10 09:00")]
    (line,) = [h for h in case.desk.history(case.id) if h.name == "contact_owner"]
    assert (line.clause, line.entry.in_name_of) == (ROW + "5.2.9b", ("customer_service_officer",))
