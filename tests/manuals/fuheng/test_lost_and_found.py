"""Found articles: hand-in, register, custody, notice, claim, month's end, three months, the law's year (chapter 6)."""

from __future__ import annotations

import pytest

from manuals.fuheng.case_desk import (
    assert_done,
    assert_due,
    assert_not_due,
    assert_only_refused,
    assert_refused,
    missed,
    person,
    told,
)
from manuals.fuheng.lost_and_found_desk import CLAIM, FOUND, REGISTER, Found, handed_in, kept
from servicedesk import Policy
from servicedesk.errors import RefusedStep

ROW = "fuheng/lost_and_found/"
RECEPTIONIST, ADMIN, ENTERPRISE = "customer_receptionist", "department_admin", "enterprise_management_dept"


def with_admin() -> Found:
    return kept().hand_in("2026-01-31 17:00")


def reported() -> Found:
    return with_admin().publish("2026-02-03 09:00").report("2026-04-08 09:00")


# --- the straight paths --------------------------------------------------------------------------------------


def states(case: Found) -> list[str]:
    return [line.entry.state for line in case.desk.history(case.id) if line.entry.state]


def test_what_is_claimed_goes_back_to_the_loser() -> None:
    case = kept().post("2026-01-14 09:00").collect("2026-01-16 15:00")
    assert (states(case), case.holder) == (["handed_in", "kept", "returned"], "claimant")
    assert (missed(case), told(case)) == ([], [])


def test_what_nobody_claims_is_disposed_of_by_the_company() -> None:
    case = reported().dispose("2027-02-04 09:00")
    assert (states(case), case.holder) == (["handed_in", "kept", "disposed"], ENTERPRISE)
    assert [(n, to) for n, (to,), _ in told(case) if n in ("hand_to_admin", "report_unclaimed")] == [
        ("hand_to_admin", ADMIN), ("report_unclaimed", ENTERPRISE),
    ]


# --- 3, 4.1 to 4.3 hand-in, register, custody ------------------------------------------------------------------


@pytest.mark.clause("fuheng/lost_and_found/3.2", "fuheng/lost_and_found/4.1")
@pytest.mark.parametrize("who", ["staff", "customer_receptionist", "front_desk"])
def test_every_member_of_staff_hands_in_what_is_found(who: str) -> None:
    case = handed_in(by=who)
    assert (case.state, case.holder) == ("handed_in", "front_desk")
    (line,) = [h for h in case.desk.history(case.id) if h.kind == "handed_over"]
    assert line.clause == ROW + "4.1"


@pytest.mark.clause("fuheng/lost_and_found/4.1")
def test_the_finder_is_staff() -> None:
    with pytest.raises(RefusedStep) as refused:
        handed_in(by="owner")
    assert [(r.kind, r.clause) for r in refused.value.refusals] == [("wrong_role", ROW + "4.1")]
    assert "客户接待员、前台或员工" in refused.value.refusals[0].zh


@pytest.mark.clause("fuheng/lost_and_found/3.1", "fuheng/lost_and_found/4.2a")
def test_the_receptionist_registers_and_nobody_else() -> None:
    case = handed_in()
    for other in ("staff", "front_desk", ADMIN):
        assert_only_refused(case, "register", other, by="4.2a", kind="wrong_role", **REGISTER)
    case.register()
    assert case.state == "kept"
    assert_only_refused(case, "register", RECEPTIONIST, by="4.2a", kind="wrong_state", **REGISTER)


@pytest.mark.clause("fuheng/lost_and_found/4.2a", "fuheng/lost_and_found/4.2b")
@pytest.mark.parametrize("blank", ["found_at_place", "found_at", "article", "finder"])
def test_the_register_holds_place_time_article_and_finder(blank: str) -> None:
    some = {k: v for k, v in REGISTER.items() if k != blank}
    case = handed_in()
    refusal = assert_only_refused(case, "register", RECEPTIONIST, by="4.2b", kind="empty_field", **some)
    assert refusal.reads == (blank,)
    case.register(register_note="伞柄有划痕")
    assert blank in case.case.facts


@pytest.mark.clause("fuheng/lost_and_found/4.2a")
def test_what_is_registered_was_found_before() -> None:
    """拾遗时间: the register is of what was found, so that its time is no later than the registration."""
    late = {**REGISTER, "found_at": "2026-01-07 10:01"}
    refusal = assert_only_refused(handed_in(), "register", RECEPTIONIST, by="4.2a", kind="wrong_value", **late)
    assert refusal.text("zh") == "第4.2条：“拾遗时间”填写有误：不能晚于办理时间"
    case = handed_in().register(found_at=FOUND)
    entered_late = handed_in()
    given = {**REGISTER, "found_at": "2026-01-07 10:01"}
    wrong = entered_late.try_("register", RECEPTIONIST, FOUND, recorded="2026-01-07 15:00", **given)
    assert [(r.kind, r.clause) for r in wrong] == [("wrong_value", ROW + "4.2a")]
    case.now = "2026-01-08 09:00"
    entry = [line.seq for line in case.desk.history(case.id) if line.name == "register"][-1]
    correct = {"entry": entry, "reason": "误记"}
    (put_wrong,) = case.try_("correct", "superior", found_at="2026-01-07 10:01", **correct)
    assert (put_wrong.kind, put_wrong.place) == ("wrong_value", "found_at")
    case.correct("register", found_at="2026-01-07 09:00")


@pytest.mark.clause("fuheng/lost_and_found/4.2b")
def test_finder_recipient_and_identity_number_stand_nowhere_in_the_history() -> None:
    case = kept().collect()
    text = "\n".join(f"{line.zh}{line.en}{line.entry}" for line in case.desk.history(case.id))
    assert [word for word in ("赵六", "钱七", "410101199001010011") if word in text] == []


@pytest.mark.clause("fuheng/lost_and_found/4.3")
def test_from_the_registration_on_the_receptionist_keeps_it() -> None:
    case = kept()
    assert case.holder == RECEPTIONIST
    handed = [h for h in case.desk.history(case.id) if h.kind == "handed_over"]
    assert [(h.clause, h.zh) for h in handed] == [
        (ROW + "4.1", "“拾遗物品”移交"),
        (ROW + "4.3", "“拾遗物品”移交"),
    ]


# --- 4.4 the claim ------------------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/lost_and_found/4.4a")
def test_the_claimant_shows_the_original_identity_card() -> None:
    case = kept()
    none = {k: v for k, v in CLAIM.items() if k != "identity_card"}
    refusals = {(r.kind, r.clause) for r in case.try_("collect", RECEPTIONIST, **none)}
    assert refusals == {("missing_field", ROW + "4.4c"), ("empty_field", ROW + "4.4a")}
    assert_refused(case, "collect", RECEPTIONIST, by="4.4a", **{**CLAIM, "identity_card": "否"})
    assert case.collect().state == "returned"


@pytest.mark.clause("fuheng/lost_and_found/4.4b")
@pytest.mark.parametrize("lacking", ["described_name", "described_features", "verified"])
def test_name_and_features_are_described_and_verified(lacking: str) -> None:
    case = kept()
    some = {k: v for k, v in CLAIM.items() if k != lacking}
    assert_only_refused(case, "collect", RECEPTIONIST, by="4.4b", kind="required", **some)
    if lacking == "verified":
        assert_only_refused(case, "collect", RECEPTIONIST, by="4.4b", **{**CLAIM, "verified": "否"})
    case.collect()


@pytest.mark.clause("fuheng/lost_and_found/4.4c")
def test_the_number_of_the_document_is_registered() -> None:
    some = {k: v for k, v in CLAIM.items() if k != "identity_number"}
    case = kept()
    refusal = assert_only_refused(case, "collect", RECEPTIONIST, by="4.4c", kind="empty_field", **some)
    assert refusal.reads == ("identity_number",)


@pytest.mark.clause("fuheng/lost_and_found/4.2b", "fuheng/lost_and_found/4.4c")
def test_the_loser_is_entered_and_signs_on_collection() -> None:
    case = kept()
    some = {k: v for k, v in CLAIM.items() if k != "recipient"}
    refusal = assert_only_refused(case, "collect", RECEPTIONIST, by="4.2b", kind="empty_field", **some)
    assert refusal.reads == ("recipient",)
    assert_only_refused(case, "collect", "staff", by="4.4c", kind="wrong_role", **CLAIM)
    case.collect()
    (document_requirement,) = [p for p in case.desk.documents(case.id) if p.form == "found_article_register"]
    assert (document_requirement.signed_by, case.holder) == (("claimant",), "claimant")


@pytest.mark.clause("fuheng/lost_and_found/4.4c")
def test_only_what_is_registered_is_given_back_and_only_once() -> None:
    assert_refused(handed_in(), "collect", RECEPTIONIST, by="4.4c", kind="wrong_state", **CLAIM)
    case = kept().collect()
    assert [r.kind for r in case.try_("collect", RECEPTIONIST, **CLAIM)] == ["ended"]


@pytest.mark.clause("fuheng/lost_and_found/4.4c")
def test_a_loser_may_still_come_when_the_company_has_it() -> None:
    case = reported().collect("2026-06-01 10:00")
    assert (case.state, case.holder) == ("returned", "claimant")


# --- 4.5 the notice ---------------------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/lost_and_found/4.5a")
def test_a112_the_notice_is_posted_every_week() -> None:
    case = kept()
    for due, posted in (("01-15", "2026-01-14"), ("01-22", "2026-01-21"), ("01-29", "2026-01-28")):
        assert_due(case, "post_notice", f"2026-{due} 00:00", by="4.5a")
        case.post(f"{posted} 09:00")
    assert missed(case) == []
    on_time = kept().post("2026-01-15 00:00")
    assert missed(on_time) == []
    late = kept().post("2026-01-15 00:00:00.000001")
    assert missed(late) == [("post_notice", "2026-01-15 00:00:00")]
    assert_only_refused(kept(), "post_notice", RECEPTIONIST, by="4.5a", kind="wrong_role")


@pytest.mark.clause("fuheng/lost_and_found/4.5a")
def test_no_notice_is_owed_before_the_registration_nor_once_it_is_claimed() -> None:
    assert_not_due(handed_in(), "post_notice")
    case = kept().collect("2026-01-09 09:00").tick("2026-02-09 09:00")
    assert_done(case, "post_notice", "cancelled")
    assert missed(case) == []


@pytest.mark.clause("fuheng/lost_and_found/4.5b")
def test_a_notice_is_up_for_one_week() -> None:
    case = kept()
    assert not case.notice_up("2026-01-14")
    case.post("2026-01-14 09:00")
    days = ("2026-01-13", "2026-01-14", "2026-01-21", "2026-01-22")
    assert [case.notice_up(day) for day in days] == [False, True, True, False]
    case.tick("2026-02-02 09:00")
    assert [
        (h.clause, h.at.format("YYYY-MM-DD HH:mm"))
        for h in case.desk.history(case.id)
        if h.kind == "entitlement_expired"
    ] == [(ROW + "4.5b", "2026-01-22 00:00")]


@pytest.mark.clause("fuheng/lost_and_found/4.5b")
def test_a_notice_posted_again_is_up_for_a_week_from_then() -> None:
    case = kept().post("2026-01-14 09:00").post("2026-01-21 09:00")
    assert [case.notice_up(day) for day in ("2026-01-22", "2026-01-28", "2026-01-29")] == [True, True, False]


@pytest.mark.clause("fuheng/lost_and_found/4.5b")
def test_a_site_may_leave_it_up_longer() -> None:
    override = {"clause": ROW + "4.5b", "span": "2 weeks", "since": "2026-01-01", "cites": "203"}
    case = kept(site={"policy": Policy.from_data({"override": [override]})}).post("2026-01-14 09:00")
    assert [case.notice_up(day) for day in ("2026-01-28", "2026-01-29")] == [True, False]


# --- 4.6, 4.8 to the administration ---------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/lost_and_found/4.6")
@pytest.mark.parametrize("found", [FOUND, "2026-01-30 16:00"])
def test_a112_what_nobody_claimed_is_handed_to_the_administration_by_the_months_end(found: str) -> None:
    case = kept(found)
    assert_due(case, "month_end", "2026-02-01 00:00", by="4.6")
    case.hand_in("2026-02-01 00:00")
    assert_done(case, "month_end", "met")
    assert case.holder == ADMIN
    assert told(case) == [("hand_to_admin", (ADMIN,), "2026-02-01 00:00")] if found != FOUND else True


@pytest.mark.clause("fuheng/lost_and_found/4.6")
def test_handed_in_a_microsecond_later_it_is_missed() -> None:
    case = kept().post("2026-01-14 09:00").hand_in("2026-02-01 00:00:00.000001")
    assert ("month_end", "2026-02-01 00:00:00") in missed(case)
    assert_done(case, "month_end", "late")


@pytest.mark.clause("fuheng/lost_and_found/4.6")
def test_only_the_receptionist_hands_over_and_only_what_is_there() -> None:
    assert_refused(handed_in(), "hand_to_admin", RECEPTIONIST, by="4.6", kind="wrong_state")
    case = kept()
    assert_only_refused(case, "hand_to_admin", ADMIN, by="4.6", kind="wrong_role")
    case.hand_in("2026-01-31 17:00")
    assert_only_refused(case, "hand_to_admin", RECEPTIONIST, by="4.6", kind="not_applicable")


@pytest.mark.clause("fuheng/lost_and_found/4.6")
def test_what_is_claimed_in_the_month_is_not_owed_to_the_administration() -> None:
    case = kept().collect("2026-01-20 09:00").tick("2026-02-20 09:00")
    assert_done(case, "month_end", "cancelled")


@pytest.mark.clause("fuheng/lost_and_found/4.8")
def test_valuables_are_passed_on_the_same_day() -> None:
    case = kept(article="手机", valuable="是")
    assert_due(case, "valuables", "2026-01-08 00:00", by="4.8")
    case.hand_in("2026-01-08 00:00")
    assert_done(case, "valuables", "met")
    assert_done(case, "month_end", "met")
    late = kept(valuable="是").hand_in("2026-01-08 00:00:00.000001")
    assert missed(late) == [("valuables", "2026-01-08 00:00:00")]


@pytest.mark.clause("fuheng/lost_and_found/4.8")
@pytest.mark.parametrize("valuable", ["否", ""])
def test_what_is_not_valuable_waits_for_the_months_end(valuable: str) -> None:
    case = kept(valuable=valuable)
    assert_not_due(case, "valuables")
    assert_due(case, "month_end", "2026-02-01 00:00", by="4.6")


@pytest.mark.clause("fuheng/lost_and_found/4.8")
def test_valuables_that_are_collected_the_same_day_go_to_nobody_else() -> None:
    case = kept(valuable="是").collect("2026-01-07 18:00").tick("2026-02-20 09:00")
    assert missed(case) == []
    assert_done(case, "valuables", "cancelled")


# --- 3.3 supervision ---------------------------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/lost_and_found/3.3")
@pytest.mark.parametrize(
    ("valuable", "posted", "what", "due"),
    [
        ("是", (), "valuables_kept", "2026-01-08 00:00"),
        ("否", (), "notice_not_posted", "2026-01-15 00:00"),
        ("否", ("2026-01-14", "2026-01-21", "2026-01-28"), "not_handed_in", "2026-02-01 00:00"),
    ],
)
def test_the_administrative_lead_hears_of_what_is_missed(
    valuable: str, posted: tuple[str, ...], what: str, due: str
) -> None:
    case = kept(valuable=valuable)
    for day in posted:
        case.post(f"{day} 09:00")
    case.tick(due)
    assert told(case) == []
    case.tick(f"{due}:01")
    assert told(case) == [(what, (ADMIN,), due)]
    (line,) = [h for h in case.desk.history(case.id) if h.name == what]
    assert line.clause == ROW + "3.3"


@pytest.mark.clause("fuheng/lost_and_found/3.3")
def test_and_of_every_further_miss() -> None:
    case = kept(valuable="是").tick("2026-02-02 09:00")
    assert [(what, at) for what, _, at in told(case)] == [
        ("valuables_kept", "2026-01-08 00:00"),
        ("notice_not_posted", "2026-01-15 00:00"),
        ("notice_not_posted", "2026-01-22 00:00"),
        ("notice_not_posted", "2026-01-29 00:00"),
        ("not_handed_in", "2026-02-01 00:00"),
    ]


@pytest.mark.clause("fuheng/lost_and_found/3.3")
def test_the_administrative_lead_checks_what_is_kept() -> None:
    assert_refused(handed_in(), "check_articles", ADMIN, by="3.3", kind="wrong_state", checked="账物相符")
    case = kept()
    assert_only_refused(case, "check_articles", RECEPTIONIST, by="3.3", kind="wrong_role", checked="账物相符")
    assert_refused(case, "check_articles", ADMIN, by="3.3", kind="missing_field")
    case.do("check_articles", ADMIN, checked="账物相符").collect()


# --- 4.7 three months, and the law ----------------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/lost_and_found/4.7a")
def test_a112_after_three_months_it_is_reported_to_the_company() -> None:
    case = with_admin()
    refusal = assert_only_refused(
        case, "report_unclaimed", ADMIN, by="4.7a", kind="too_early", at="2026-04-07 23:59:59"
    )
    assert "2026-04-08起" in refusal.zh
    before = told(case)
    case.report("2026-04-08 00:00")
    assert case.holder == ENTERPRISE
    assert ("report_unclaimed", (ENTERPRISE,), "2026-04-08 00:00") in told(case)
    assert ("report_unclaimed", (ENTERPRISE,), "2026-04-08 00:00") not in before


@pytest.mark.clause("fuheng/lost_and_found/4.7a")
def test_the_three_months_count_from_the_registration() -> None:
    case = handed_in("2026-01-07 10:00").register("2026-01-09 10:00").hand_in("2026-01-31 17:00")
    assert_only_refused(case, "report_unclaimed", ADMIN, by="4.7a", kind="too_early", at="2026-04-09 23:59")
    case.report("2026-04-10 00:00")


@pytest.mark.clause("fuheng/lost_and_found/4.7a", "fuheng/lost_and_found/4.6")
def test_only_the_administration_reports_what_it_has_been_handed() -> None:
    case = kept()
    refusals = {(r.kind, r.clause) for r in case.try_("report_unclaimed", ADMIN, "2026-04-08 09:00")}
    assert refusals == {("not_applicable", ROW + "4.7a"), ("outstanding", ROW + "4.6")}
    case.hand_in("2026-04-08 09:00")
    assert_only_refused(case, "report_unclaimed", RECEPTIONIST, by="4.7a", kind="wrong_role")
    case.report()
    assert_only_refused(case, "report_unclaimed", ADMIN, by="4.7a", kind="not_applicable")
    assert_refused(handed_in(), "report_unclaimed", ADMIN, by="4.7a", kind="wrong_state")


@pytest.mark.clause("fuheng/lost_and_found/4.7a")
def test_civil_code_318_nothing_is_disposed_of_within_a_year_of_the_public_notice() -> None:
    case = reported()
    assert case.holder == ENTERPRISE  # three months were enough to hand it on
    refusal = assert_only_refused(
        case,
        "dispose",
        ENTERPRISE,
        by="4.7a",
        kind="too_early_law",
        at="2027-02-03 23:59:59",
        disposal="捐赠",
    )
    assert ("318" in refusal.zh, "2027-02-04起" in refusal.zh) == (True, True)
    case.dispose("2027-02-04 00:00")
    assert case.state == "disposed"


@pytest.mark.clause("fuheng/lost_and_found/4.7a")
def test_without_a_public_notice_the_year_has_not_begun_whatever_hung_on_the_boards() -> None:
    case = with_admin().post("2026-02-04 09:00").report("2026-04-08 09:00")
    assert_only_refused(
        case, "dispose", ENTERPRISE, by="4.7a", kind="required", at="2028-04-08 09:00", disposal="捐赠"
    )
    case.do("public_notice", ENTERPRISE, "2028-04-08 09:00").dispose("2029-04-09 00:00")


def test_administration_or_company_publish_the_find() -> None:
    assert_refused(handed_in(), "public_notice", ADMIN, by="local", kind="wrong_state")
    assert_only_refused(kept(), "public_notice", RECEPTIONIST, by="local", kind="wrong_role")
    for publisher in (ADMIN, ENTERPRISE):
        kept().do("public_notice", publisher)


@pytest.mark.clause("fuheng/lost_and_found/4.7b")
def test_the_company_says_how_it_disposes_of_the_article() -> None:
    case = reported().tick("2027-02-04 09:00")
    assert_only_refused(case, "dispose", ENTERPRISE, by="4.7b", kind="missing_field")
    assert_only_refused(case, "dispose", ADMIN, by="4.7b", kind="wrong_role", disposal="捐赠")
    case.dispose()
    assert case.case.facts["disposal"] == "捐赠"


@pytest.mark.clause("fuheng/lost_and_found/4.7b")
def test_the_company_disposes_only_of_what_was_reported_to_it() -> None:
    case = with_admin().publish("2026-02-03 09:00")
    refusals = {
        (r.kind, r.clause) for r in case.try_("dispose", ENTERPRISE, "2027-03-01 09:00", disposal="捐赠")
    }
    assert refusals == {("not_applicable", ROW + "4.7b"), ("outstanding", ROW + "4.7a")}
    assert case.desk.try_act(case.id, "dispose", {"disposal": "捐赠"}, by=person(ADMIN)).refusals


@pytest.mark.clause("fuheng/lost_and_found/4.4b")
def test_collecting_is_offered_before_anything_is_filled_in() -> None:
    """What the step itself fills in is no reason why not."""
    case = kept()
    offered = {o.step for o in case.desk.options(case.id, by=person(RECEPTIONIST), at=case.now) if o.allowed}
    assert {"collect", "hand_to_admin"} <= offered
    assert "dispose" not in offered


# 4.5 部门对每周未被认领的物品写出招领启事
@pytest.mark.clause("fuheng/lost_and_found/4.5a")
def test_a_notice_is_owed_each_week_until_the_article_is_claimed() -> None:
    case = kept().tick("2026-01-29 09:00")
    assert told(case) != []
    before = len(told(case))
    case.collect("2026-01-29 15:00").tick("2026-03-30 09:00")
    assert len(told(case)) == before


# 4.8 贵重物品(金钱、手机等)当天未领取的由客户接待员转交部门行政保管
@pytest.mark.clause("fuheng/lost_and_found/4.8")
def test_what_is_not_registered_as_valuable_has_no_limit_of_the_day() -> None:
    case = kept(article="手机").tick("2026-01-12 09:00")
    assert "valuables_kept" not in [name for name, _, _ in told(case)]
