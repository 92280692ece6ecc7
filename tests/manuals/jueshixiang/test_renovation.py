"""Renovation up to the permit (5.1), with the standards 11.1, 11.3d, 11.4, 11.6: clause by clause."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from manuals.fuheng.case_desk import (
    Walk,
    assert_due,
    assert_not_due,
    assert_only_refused,
    assert_refused,
    missed,
    person,
    told,
)
from manuals.jueshixiang.case_desk import manual, new_desk
from manuals.jueshixiang.renovation_desk import APPLICATION, DRAWINGS, MORNING, PATROLS, SITE, UNIT, WORKERS, renovation
from servicedesk import Policy
from servicedesk.render import sheet_data

ASSISTANT = "customer_service_assistant"
OPINION = {"outcome": "conforms", "maintenance_opinion": "符合要求"}
REFUSAL = {"outcome": "does_not_conform", "rejection_reasons": "拆改承重墙", "required_changes": "保留承重墙"}
DECISION = {"outcome": "approves", "decision_opinion": "同意"}
PERMIT = {"permit_number": "2026-017"}
CUSTOMER_SERVICE = "customer_service_department"
ACTED = ("opened", "step", "task")
CENTRE_SIGNS = {"agreed_terms": "工期三个月"}


def states(case: Walk) -> list[str]:
    return [line.entry.state for line in case.desk.history(case.id) if line.entry.state]


def test_the_straight_path() -> None:
    case = renovation().to_refund_approved().refund()
    assert states(case) == [
        "received", "informed", "handed_in", "with_engineering", "reviewed", "with_director", "approved", "permitted",
        "works", "finished", "accepted", "refund_approved", "closed",
    ]  # fmt: skip
    assert not case.case.open
    assert case.case.payments == {
        "renovation_deposit": "2000.00", "management_service_fee": "300.00", "badge_fee": "15.00",
        "badge_deposit": "60.00",
    }  # fmt: skip


# --- 3.1, 5.1.1 申请 ---------------------------------------------------------------------------------------


@pytest.mark.clause("jueshixiang/renovation/5.1.1a", "jueshixiang/renovation/3.1")
@pytest.mark.parametrize("lacking", ["applicant", "premises"])
def test_who_applies_and_for_what_is_settled_first(lacking: str) -> None:
    given = {"applicant": "租户", "premises": "住宅"}
    del given[lacking]
    outcome = new_desk(policy=SITE).try_open("renovation", given, subject=UNIT, by=person(ASSISTANT))
    assert [(r.kind, r.place) for r in outcome.refusals] == [("missing_field", lacking)]
    assert renovation(applicant="租户").case.facts["applicant"] == "tenant"


@pytest.mark.clause("jueshixiang/renovation/3.1")
@pytest.mark.parametrize(("premises", "kept"), [("商铺", "shop"), ("办公", "office"), ("酒店", "酒店")])
def test_anything_but_a_dwelling_is_a_special_project(premises: str, kept: str) -> None:
    """商铺、办公等: the list is open."""
    case = renovation(premises=premises).to_with_director()
    assert case.case.facts["premises"] == kept
    assert_refused(case, "decide", "service_center_director", by="5.1.4a", kind="wrong_role", **DECISION)
    assert case.decide("approves").state == "approved"


@pytest.mark.clause("jueshixiang/renovation/4.1")
def test_customer_service_takes_applications_and_handles_the_formalities() -> None:
    desk = new_desk(policy=SITE)
    given = {"applicant": "住户", "premises": "住宅"}
    times = {"at": MORNING, "recorded_at": MORNING}
    for number, role in enumerate(("customer_service_department", "back_office_assistant", "customer_service_manager")):
        assert desk.try_open("renovation", given, subject=f"{UNIT}{number}", by=person(role), **times).ok
    for role in ("equipment_maintenance_manager", "finance_department", "resident"):
        refusals = desk.try_open("renovation", given, subject=UNIT, by=person(role), **times).refusals
        assert [r.kind for r in refusals] == ["wrong_role"]
        assert refusals[0].zh.startswith("本步骤应由客服助理或用户服务部办理")
    case = renovation()
    case.do("give_form", "back_office_assistant", renovation_notes="是")
    case.hand_in().forward().review().conform().submit().decide("approves")
    case.do("issue_passes", "back_office_assistant", passes_issued="3")


@pytest.mark.clause("jueshixiang/renovation/4.1")
@pytest.mark.parametrize("role", ["customer_service_department", "customer_service_manager", "back_office_assistant"])
def test_others_of_customer_service_do_the_formalities_where_the_assistant_is_away(role: str) -> None:
    """用户服务部负责业户装修申请受理和手续办理及指导工作; 5.1 names its assistant."""
    case = renovation().to_handed_in().do("forward", role).review().conform().submit().decide("approves")
    case.do("tell_approval", role).do("register_workers", role, **WORKERS)
    for step in ("forward", "tell_approval", "register_workers"):
        assert "wrong_role" in {each.kind for each in case.try_(step, "service_center_director")}
    permitted = renovation().to_permitted()
    assert_only_refused(permitted, "pass_unit_data", role, by="5.2.1a", kind="wrong_role")


@pytest.mark.clause("jueshixiang/renovation/5.1.1b")
def test_the_owner_gets_notes_and_form_before_anything_is_handed_in() -> None:
    case = renovation()
    assert_only_refused(case, "hand_in", "resident", by="5.1.1c", kind="wrong_state", **APPLICATION, **DRAWINGS)
    assert_refused(case, "give_form", ASSISTANT, by="5.1.1b", renovation_notes="否")
    assert_refused(case, "give_form", "resident", by="5.1.1b", kind="wrong_role", renovation_notes="是")
    assert case.give_form().state == "informed"


@pytest.mark.clause("jueshixiang/renovation/5.1.1c")
@pytest.mark.parametrize("field", ["works", "area"])
def test_the_completed_form_is_handed_in(field: str) -> None:
    case = renovation().give_form()
    given = {**APPLICATION, **DRAWINGS}
    del given[field]
    assert assert_only_refused(case, "hand_in", "resident", by="5.1.1c", kind="missing_field", **given).place == field
    assert_only_refused(case, "forward", ASSISTANT, by="5.1.2a", kind="wrong_state")
    assert_refused(case, "hand_in", ASSISTANT, by="5.1.1c", kind="wrong_role", **APPLICATION, **DRAWINGS)


@pytest.mark.clause("jueshixiang/renovation/5.1.1c")
def test_no_area_is_less_than_nothing() -> None:
    area = "-5"
    case = renovation().give_form()
    given = {**APPLICATION, **DRAWINGS, "area": area}
    refusal = assert_only_refused(case, "hand_in", "resident", by="5.1.1c", kind="wrong_value", **given)
    assert (refusal.place, "不能小于0" in refusal.zh) == ("area", True)
    (refusal,) = case.hand_in().try_("correct", "customer_service_manager", entry=last(case), area=area, reason="笔误")
    assert (refusal.kind, refusal.place) == ("wrong_value", "area")


def last(case: Walk) -> int:
    """The number of the last entry."""
    return case.desk.history(case.id)[-1].seq


@pytest.mark.parametrize(
    ("drawing", "row"),
    [
        pytest.param(drawing, row, marks=pytest.mark.clause(f"jueshixiang/renovation/{row}", "jueshixiang/renovation/5.1.1d"))
        for drawing, row in zip(DRAWINGS, ("3.2a", "3.2b", "3.2c", "3.2d", "3.2e", "3.2f"), strict=True)
    ],
)  # fmt: skip
def test_the_six_drawings_are_all_there(drawing: str, row: str) -> None:
    case = renovation().give_form()
    given = {**APPLICATION, **DRAWINGS}
    assert_refused(case, "hand_in", "resident", by=row, **{**given, drawing: "否"})
    del given[drawing]
    assert_refused(case, "hand_in", "resident", by=row, **given)


@pytest.mark.clause("jueshixiang/renovation/5.1.1e")
def test_a_tenant_shows_the_owners_permission_before_anything_else() -> None:
    case = renovation(applicant="租户")
    assert_only_refused(
        case, "give_form", ASSISTANT, by="5.1.1e", kind="missing_document", renovation_notes="是"
    )
    assert_refused(case, "show_permission", ASSISTANT, by="5.1.1e", kind="wrong_role", owners_permission="是")
    case.do("show_permission", "resident", owners_permission="是")
    assert case.to_with_engineering().state == "with_engineering"
    owner = renovation()
    owner.give_form()
    assert_only_refused(owner, "show_permission", "resident", by="5.1.1e", kind="not_applicable", owners_permission="是")


def corrected(case: Walk, entry: str, **values: str) -> None:
    """The last entry of an action is corrected."""
    seq = max(line.seq for line in case.desk.history(case.id) if line.name == entry and line.kind in ACTED)
    by = person("customer_service_manager")
    given = {"entry": seq, "reason": "笔误", **values}
    case.desk.act(case.id, "correct", given, by=by, at=case.now, recorded_at=case.now)


@pytest.mark.clause("jueshixiang/renovation/5.1.1e")
@pytest.mark.parametrize(
    ("before", "step", "by", "given"),
    [
        ("give_form", "hand_in", "resident", {**APPLICATION, **DRAWINGS}),
        ("to_handed_in", "forward", ASSISTANT, {}),
        ("to_with_engineering", "give_opinion", "equipment_maintenance_manager", OPINION),
        ("to_with_director", "decide", "service_center_director", DECISION),
        ("to_permitted", "enter_site", "contractor", {"extinguishers": "3"}),
        ("to_refund_approved", "refund_deposit", "back_office_assistant", {}),
    ],
)
def test_who_turns_out_to_be_a_tenant_shows_it_before_anything_further(
    before: str, step: str, by: str, given: dict[str, str]
) -> None:
    """提供住户书面许可资料后再办理手续."""
    case = getattr(renovation(), before)()
    if before == "to_with_engineering":
        case.review()
    corrected(case, "open", applicant="租户")
    owed = [row for row in case.desk.obligations(case.id) if row.name == "owners_permission"]
    assert [(row.kind, row.status) for row in owed] == [("document", "outstanding")]
    assert_only_refused(case, step, by, by="5.1.1e", kind="missing_document", **given)
    case.do("show_permission", "resident", owners_permission="是").do(step, by, **given)


def test_a_unit_has_one_open_renovation() -> None:
    case = renovation()
    given = {"applicant": "住户", "premises": "住宅"}
    times = {"at": MORNING, "recorded_at": MORNING}
    outcome = case.desk.try_open("renovation", given, subject=UNIT, by=person(ASSISTANT), **times)
    assert [r.kind for r in outcome.refusals] == ["exclusive_key_taken"]


# --- 5.1.2, 5.1.3 审核 --------------------------------------------------------------------------------------


@pytest.mark.clause("jueshixiang/renovation/5.1.2a")
def test_the_assistant_forwards_and_has_no_limit() -> None:
    """及时: nothing is due before engineering has the papers."""
    case = renovation().to_handed_in()
    assert [limit for limit in case.desk.due() if limit.case_id == case.id] == []
    assert_refused(case, "forward", "equipment_maintenance_manager", by="5.1.2a", kind="wrong_role")
    case.tick("2026-04-10 09:00")
    assert missed(case) == []
    assert case.forward().state == "with_engineering"


@pytest.mark.clause("jueshixiang/renovation/5.1.2b")
@pytest.mark.parametrize(
    ("review", "by"), [("review_building", "building_technician"), ("review_utilities", "utility_technician")]
)
def test_the_manager_has_both_technicians_review(review: str, by: str) -> None:
    case = renovation().to_with_engineering()
    assert_only_refused(case, review, by, by="5.1.2b", kind="outstanding")
    case.do("organise_review", "equipment_maintenance_manager")
    case.do(review, by)
    assert_only_refused(case, "give_opinion", by, by="5.1.2b", kind="outstanding", **OPINION)


@pytest.mark.clause("jueshixiang/renovation/5.1.2c")
def test_the_site_is_viewed_with_the_applicant_only_if_necessary() -> None:
    case = renovation().to_with_engineering()
    by = person("equipment_maintenance_manager")
    case.desk.decline(case.id, "view_site", reason="图纸已清楚", by=by, at=case.now, recorded_at=case.now)
    case.do("view_site", "building_technician").review().conform()
    plain = renovation().to_with_engineering().review().conform()
    assert plain.state == case.state == "reviewed"


@pytest.mark.clause("jueshixiang/renovation/5.1.3a")
def test_a104_an_opinion_in_two_working_days_of_having_the_papers() -> None:
    case = renovation("2026-04-28 15:00").to_handed_in().forward("2026-04-28 16:30")
    assert_due(case, "give_opinion", "2026-04-30 18:00", by="5.1.3a")
    case.tick("2026-04-30 18:00")
    assert missed(case) == []
    case.tick("2026-04-30 18:01")
    assert missed(case) == [("give_opinion", "2026-04-30 18:00:00")]


@pytest.mark.clause("jueshixiang/renovation/5.1.4a")
@pytest.mark.parametrize(
    ("handed_over", "due"),
    [("2026-04-29 10:00", "2026-04-30 18:00"), ("2026-04-30 11:00", "2026-05-06 18:00")],
)
def test_a104_the_director_has_one_working_day_from_his_own_hand_over(handed_over: str, due: str) -> None:
    case = renovation("2026-04-28 15:00").to_handed_in().forward("2026-04-28 16:30").review("2026-04-29 10:00").conform()
    assert_not_due(case, "give_opinion")
    assert_not_due(case, "decide")
    case.submit(handed_over)
    assert_due(case, "decide", due, by="5.1.4a")
    case.tick("2026-05-07 09:00")
    assert ("decide", f"{due}:00") in missed(case)


@pytest.mark.clause("jueshixiang/renovation/5.1.3b")
def test_what_conforms_is_signed_and_goes_to_the_director() -> None:
    case = renovation().to_with_engineering().review()
    lacking = {"outcome": "conforms"}
    assert_only_refused(
        case, "give_opinion", "equipment_maintenance_manager", by="5.1.3b", kind="missing_field", **lacking
    )
    case.conform()
    assert "signed:approval_notice.equipment_maintenance_department" in case.case.occurrences
    assert_refused(case, "decide", "service_center_director", by="5.1.4a", kind="wrong_state", **DECISION)
    assert_refused(case, "submit", ASSISTANT, by="5.1.3b", kind="wrong_role")
    assert case.submit().state == "with_director"


@pytest.mark.clause("jueshixiang/renovation/5.1.3b")
@pytest.mark.parametrize(
    ("before", "step", "by", "given"),
    [
        (lambda case: case, "submit", "equipment_maintenance_manager", {}),
        (lambda case: case.submit(), "decide", "service_center_director", DECISION),
    ],
)
@pytest.mark.parametrize(
    ("entry", "values", "kind"),
    [
        ("give_opinion", {"maintenance_opinion": "可行"}, "outdated_signature"),
        ("hand_in", {"works": "拆承重墙"}, "required"),
        ("hand_in", {"area": "200"}, "required"),
    ],
)
def test_an_opinion_that_is_corrected_goes_on_when_it_is_signed_anew(
    before: Callable[[Walk], Walk], step: str, by: str, given: dict[str, str], entry: str, values: dict[str, str], kind: str
) -> None:
    """签署意见后提交…主任审批; the opinion rests on 业户提供装修资料."""
    case = before(renovation().to_with_engineering().review().conform())
    corrected(case, entry, **values)
    refusal = assert_only_refused(case, step, by, by="5.1.3b", kind=kind, **given)
    assert entry == "give_opinion" or refusal.help_zh == "可办理：审核意见或申请表更正后重新签字"
    assert_refused(case, "sign_opinion_anew", CUSTOMER_SERVICE, by="5.1.7d", kind="wrong_role")
    case.do("sign_opinion_anew", "equipment_maintenance_technician").do(step, by, **given)


@pytest.mark.clause("jueshixiang/renovation/5.1.3b")
def test_the_director_decides_nothing_without_an_opinion_that_was_passed_over() -> None:
    site = Policy.from_data({"override": [PATROLS], "recording": {"by": ["设备维护部经理"]}})
    case = renovation(policy=site).to_with_engineering().review()
    by, at = person("equipment_maintenance_manager"), case.now
    case.desk.record(case.id, "submit", {}, by=by, at=at, recorded_at=at, recorded_by=by)
    refused = case.try_("decide", "service_center_director", **DECISION)
    assert ("required", "jueshixiang/renovation/5.1.3b") in [(each.kind, each.clause) for each in refused]


@pytest.mark.clause("jueshixiang/renovation/5.1.3c")
def test_what_does_not_conform_ends_the_case_and_a_new_application_starts_afresh() -> None:
    case = renovation("2026-04-28 15:00").to_handed_in().forward("2026-04-28 16:30").review()
    by = "equipment_maintenance_manager"
    for field in ("rejection_reasons", "required_changes", "explained"):
        given = {**REFUSAL, "explained": "是"}
        del given[field]
        refusal = assert_only_refused(case, "give_opinion", by, by="5.1.3c", kind="missing_field", **given)
        assert refusal.place == field
    assert_only_refused(case, "give_opinion", by, by="5.1.3c", kind="required", **REFUSAL, explained="否")
    case.reject("2026-04-29 09:00")
    assert (case.state, case.case.open) == ("rejected", False)
    assert "signed:approval_notice.equipment_maintenance_department" in case.case.occurrences
    again = renovation("2026-05-06 09:00", desk=case.desk).to_handed_in().forward("2026-05-06 10:00")
    assert_due(again, "give_opinion", "2026-05-08 18:00", by="5.1.3a")
    assert again.review().conform().state == "reviewed"


@pytest.mark.clause("jueshixiang/renovation/4.2")
def test_maintenance_reviews_and_inspects_the_finished_works() -> None:
    case = renovation().to_finished()
    for role in ("customer_service_assistant", "service_center_director", "contractor"):
        assert_refused(case, "accept_works", role, by="4.2", kind="wrong_role", outcome="passed")
    assert_only_refused(
        case, "accept_works", "equipment_maintenance_manager", by="4.2", kind="missing_field", outcome="failed"
    )
    case.do("accept_works", "equipment_maintenance_technician", outcome="failed", to_correct="补勾缝")
    assert case.state == "works"
    assert case.finish().accept("passed").state == "accepted"


# --- 4.3, 5.1.4, 5.1.5 审批 ---------------------------------------------------------------------------------


@pytest.mark.clause("jueshixiang/renovation/4.3a")
def test_the_director_approves_dwellings_and_nobody_in_his_place() -> None:
    case = renovation().to_with_director()
    for role in ("company", "equipment_maintenance_manager", "customer_service_manager"):
        assert_only_refused(case, "decide", role, by="5.1.4a", kind="wrong_role", **DECISION)
    case.do("decide", "service_center_director", **DECISION)
    assert case.state == "approved"


def test_shops_have_no_approver_in_the_text_and_the_sheet_says_so() -> None:
    case = renovation(premises="商铺").to_with_director()
    assert_refused(case, "decide", "service_center_director", by="5.1.4a", kind="wrong_role", **DECISION)
    case.do("decide", "company", **DECISION)
    program = case.desk.rules_of(case.case)
    said = " ".join(str(row["reading"]) for row in sheet_data(program, program.plans["renovation"], "zh"))
    assert "商铺、办公等特殊项目由谁审批，手册未写，由上级公司审批" in said


@pytest.mark.clause("jueshixiang/renovation/5.1.4b")
def test_what_is_approved_goes_to_customer_service() -> None:
    case = renovation().to_with_director()
    assert_only_refused(
        case, "decide", "service_center_director", by="5.1.4b", kind="missing_field", outcome="approves"
    )
    case.decide("approves")
    assert case.state == "approved"
    assert told(case) == [("pass_to_customer_service", ("customer_service_department",), MORNING)]
    (line,) = [line for line in case.desk.history(case.id) if line.name == "pass_to_customer_service"]
    assert line.clause == "jueshixiang/renovation/5.1.4b"
    assert line.entry.in_name_of == ("service_center_director",)


@pytest.mark.clause("jueshixiang/renovation/5.1.4c")
def test_what_the_director_does_not_approve_goes_back_with_his_opinion() -> None:
    case = renovation().to_with_director()
    assert_only_refused(
        case, "decide", "service_center_director", by="5.1.4c", kind="missing_field", outcome="returns"
    )
    case.decide("returns")
    assert case.state == "returned"
    assert told(case) == [("return_to_engineering", ("equipment_maintenance_department",), MORNING)]
    (line,) = [line for line in case.desk.history(case.id) if line.name == "return_to_engineering"]
    assert line.entry.in_name_of == ("service_center_director",)
    assert case.case.facts["decision_opinion"] == "意见"
    assert "signed:approval_notice.service_center_director" in case.case.occurrences


@pytest.mark.clause("jueshixiang/renovation/5.1.5")
def test_what_was_returned_can_only_be_rejected() -> None:
    case = renovation().to_with_director().decide("returns")
    assert_not_due(case, "give_opinion")
    assert_only_refused(
        case, "give_opinion", "equipment_maintenance_manager", by="5.1.5", kind="required", **OPINION
    )
    assert case.reject().state == "rejected"


# --- 5.1.6 手续 ----------------------------------------------------------------------------------------------

FORMALITIES = [
    ("tell_approval", "5.1.6a", "required", "通知业户"),
    ("resident", "5.1.6b", "missing_signature", "业户"),
    ("contractor", "5.1.6b", "missing_signature", "施工单位"),
    ("service_center", "5.1.6b", "missing_signature", "物业服务中心"),
    ("register_workers", "5.1.6c", "required", "登记施工人员"),
    ("pay", "5.1.6d", "unpaid", "装修押金"),
    ("pay", "5.1.6e", "unpaid", "装修管理服务费"),
    ("pay", "5.1.6g", "unpaid", "临时出入证办证费"),
    ("pay", "5.1.6i", "unpaid", "临时出入证押金"),
    ("issue_passes", "5.1.6h", "required", "办理施工人员出入证"),
]


@pytest.mark.clause("jueshixiang/renovation/5.1.7a", "jueshixiang/renovation/11.1")
@pytest.mark.parametrize(
    ("without", "kind", "words"),
    [
        pytest.param(without, kind, words, id=row, marks=pytest.mark.clause(f"jueshixiang/renovation/{row}"))
        for without, row, kind, words in FORMALITIES
    ],
)
def test_the_permit_waits_for_every_formality(without: str, kind: str, words: str) -> None:
    case = renovation().to_approved().through_formalities(without=without)
    assert_only_refused(case, "issue_permit", CUSTOMER_SERVICE, by="5.1.7a", kind=kind, **PERMIT)
    refusals = case.try_("issue_permit", CUSTOMER_SERVICE, **PERMIT)
    assert [r.kind for r in refusals if words in r.zh] == [kind]


@pytest.mark.clause("jueshixiang/renovation/5.1.6a")
def test_the_assistant_informs_the_resident() -> None:
    case = renovation().to_approved()
    assert_refused(case, "tell_approval", "equipment_maintenance_manager", by="5.1.6a", kind="wrong_role")
    case.do("tell_approval", ASSISTANT)
    assert ("tell_approval", ("resident",), MORNING) in told(case)


@pytest.mark.clause("jueshixiang/renovation/5.1.6b")
def test_three_parties_sign_the_agreement() -> None:
    case = renovation().to_approved()
    for role in (ASSISTANT, "equipment_maintenance_manager", "company"):
        assert_refused(case, "sign_agreement", role, by="5.1.6b", kind="wrong_role", **CENTRE_SIGNS)
    assert_only_refused(case, "sign_agreement", "resident", by="5.1.6b", kind="missing_field")
    case.sign("resident").sign("contractor").sign("service_center")
    signed = {name for name in case.case.occurrences if name.startswith("signed:works_agreement")}
    assert signed == {f"signed:works_agreement.{role}" for role in ("resident", "contractor", "service_center")}


@pytest.mark.clause("jueshixiang/renovation/5.1.6c")
@pytest.mark.parametrize("field", ["pass_holders", "workers"])
def test_the_workers_are_in_both_forms(field: str) -> None:
    case = renovation().to_approved()
    given = {**WORKERS}
    del given[field]
    refusal = assert_only_refused(case, "register_workers", ASSISTANT, by="5.1.6c", kind="missing_field", **given)
    assert refusal.place == field


@pytest.mark.clause("jueshixiang/renovation/11.3d")
def test_special_trades_have_their_proof_before_the_site_is_entered() -> None:
    case = renovation().to_approved().through_formalities(without="register_workers").register(special_trades="是").issue()
    assert_only_refused(
        case, "enter_site", "contractor", by="11.3d", kind="missing_document", extinguishers="3"
    )
    assert_refused(case, "show_certificates", ASSISTANT, by="11.3d", kind="wrong_role", trade_certificates="是")
    case.do("show_certificates", "contractor", trade_certificates="是").enter()
    early = renovation().to_approved().do("show_certificates", "contractor", trade_certificates="是")
    early.through_formalities(without="register_workers").register(special_trades="是").issue().enter()
    assert early.state == case.state == "works"


@pytest.mark.clause("jueshixiang/renovation/11.3d")
def test_special_trades_that_come_to_light_during_the_works_have_their_proof_too() -> None:
    """特种作业取得相关资质证实."""
    case = renovation().to_works()
    corrected(case, "register_workers", special_trades="是")
    assert_only_refused(case, "finish_works", "contractor", by="11.3d", kind="missing_document")
    case.do("show_certificates", "contractor", trade_certificates="是").finish()


@pytest.mark.clause("jueshixiang/renovation/5.1.6d", "jueshixiang/renovation/4.5d")
def test_a_deposit_paid_at_entry_is_not_paid_again() -> None:
    case = renovation().to_approved()
    by = "finance_department"
    refusal = assert_only_refused(
        case, "carry_over_deposit", by, by="4.5d", kind="missing_field", renovation_deposit="2000"
    )
    assert refusal.place == "receipt_number"
    case.do("carry_over_deposit", by, receipt_number="RH-0031", renovation_deposit="2000")
    assert_only_refused(case, "pay_deposit", by, by="4.5", kind="not_now", renovation_deposit="2000")
    other = renovation(desk=new_desk(policy=SITE)).to_approved()
    other.do("pay_deposit", by, renovation_deposit="2000")
    given = {"receipt_number": "RH-0031", "renovation_deposit": "2000"}
    assert_only_refused(other, "carry_over_deposit", by, by="4.5d", kind="not_now", **given)


@pytest.mark.clause("jueshixiang/renovation/5.1.6f", "jueshixiang/renovation/4.5e")
def test_waste_removal_is_paid_where_it_is_entrusted_and_once() -> None:
    by = "finance_department"
    plain = renovation().to_approved().through_formalities()
    assert_refused(plain, "pay_waste_removal", by, by="4.5", kind="not_applicable", waste_removal_fee="200")
    plain.issue()
    unticked = renovation().to_approved().through_formalities(without="pay")
    unticked.do("pay_deposit", by, renovation_deposit="2000")
    unticked.do("pay_charges", by, management_service_fee="300", badge_fee="15", badge_deposit="60").issue()
    case = renovation().to_approved().through_formalities(without="pay").pay(entrusted="是")
    assert_only_refused(case, "issue_permit", "customer_service_department", by="5.1.7a", kind="unpaid", **PERMIT)
    assert_only_refused(case, "carry_over_waste_fee", by, by="4.5e", kind="missing_field", waste_removal_fee="200")
    other = renovation().to_approved().pay(entrusted="是").do("pay_waste_removal", by, waste_removal_fee="200")
    given = {"receipt_number": "RH-0031", "waste_removal_fee": "200"}
    assert_only_refused(other, "carry_over_waste_fee", by, by="4.5e", kind="not_now", **given)
    unsaid = renovation().to_approved()
    assert_only_refused(unsaid, "carry_over_waste_fee", by, by="4.5e", kind="unknown_fact", **given)
    unentrusted = renovation().to_approved().pay()
    assert_refused(unentrusted, "carry_over_waste_fee", by, by="4.5e", kind="not_applicable", **given)
    case.do("carry_over_waste_fee", by, **given)
    assert_only_refused(case, "pay_waste_removal", by, by="4.5", kind="not_now", waste_removal_fee="200")
    case.issue()


@pytest.mark.clause("jueshixiang/renovation/5.1.6f", "jueshixiang/renovation/4.5e")
@pytest.mark.parametrize("paid_by", ["pay_waste_removal", "carry_over_waste_fee"])
def test_waste_removal_that_is_entrusted_during_the_works_is_paid_before_they_are_finished(paid_by: str) -> None:
    """垃圾清运费(业户委托): whoever entrusts it later owes it as well."""
    case = renovation().to_works()
    corrected(case, "pay_charges", waste_entrusted="是")
    assert_only_refused(case, "finish_works", "contractor", by="5.1.6f", kind="unpaid")
    receipt = {"receipt_number": "RH-0031"} if paid_by == "carry_over_waste_fee" else {}
    case.do(paid_by, "back_office_assistant", waste_removal_fee="200", **receipt).finish()


@pytest.mark.clause("jueshixiang/renovation/5.1.6f", "jueshixiang/renovation/4.5", "jueshixiang/renovation/4.5e")
@pytest.mark.parametrize("paid_by", ["pay_waste_removal", "carry_over_waste_fee"])
@pytest.mark.parametrize("state", ["finished", "accepted", "refund_approved"])
def test_waste_removal_that_is_entrusted_after_the_works_is_paid_then(state: str, paid_by: str) -> None:
    """垃圾清运费(业户委托): what the works left behind is removed after them."""
    receipt = {"receipt_number": "RH-0031"} if paid_by == "carry_over_waste_fee" else {}
    case = renovation().to_finished()
    for further in (lambda: case.accept("passed"), case.approve_refund, lambda: None):
        if case.state == state:
            corrected(case, "pay_charges", waste_entrusted="是")
            case.do(paid_by, "finance_department", waste_removal_fee="200", **receipt)
        further()
    assert case.refund().case.payments["waste_removal_fee"] == "200.00"


@pytest.mark.clause("jueshixiang/renovation/5.1.6f", "jueshixiang/renovation/4.5")
def test_no_deposit_goes_back_while_an_entrusted_removal_is_unpaid() -> None:
    by, fee = "finance_department", "200"
    case = renovation().to_refund_approved()
    assert_refused(case, "pay_waste_removal", by, by="4.5", kind="not_applicable", waste_removal_fee=fee)
    corrected(case, "pay_charges", waste_entrusted="是")
    assert_only_refused(case, "refund_deposit", "back_office_assistant", by="5.1.6f", kind="unpaid")
    assert case.do("pay_waste_removal", by, waste_removal_fee=fee).refund().state == "closed"


@pytest.mark.clause("jueshixiang/renovation/5.1.6e", "jueshixiang/renovation/4.5")
def test_the_charges_are_paid_once() -> None:
    """交纳…装修管理服务费: one fee for one renovation."""
    case = renovation().to_approved().pay()
    given = {"management_service_fee": "300", "badge_fee": "15", "badge_deposit": "60"}
    for by in ("finance_department", "back_office_assistant"):
        assert_only_refused(case, "pay_charges", by, by="4.5", kind="not_now", **given)


@pytest.mark.clause("jueshixiang/renovation/4.5")
def test_the_back_office_collects_and_refunds() -> None:
    case = renovation().to_approved()
    case.do("pay_deposit", "back_office_assistant", renovation_deposit="2000")
    given = {"waste_entrusted": "是", "management_service_fee": "300", "badge_fee": "15", "badge_deposit": "60"}
    case.do("pay_charges", "back_office_assistant", **given)
    case.do("pay_waste_removal", "back_office_assistant", waste_removal_fee="200")
    over = renovation(desk=new_desk(policy=SITE)).to_refund_approved()
    assert_only_refused(over, "refund_deposit", "finance_department", by="4.5", kind="wrong_role")
    over.refund()
    back = [(line.name, line.entry.amount) for line in over.desk.history(over.id) if line.kind == "refunded"]
    assert back == [("renovation_deposit", "2000.00"), ("badge_deposit", "60.00")]


@pytest.mark.clause("jueshixiang/renovation/4.3b")
def test_the_director_approves_the_refund() -> None:
    case = renovation().to_finished().accept("passed")
    assert_only_refused(case, "refund_deposit", "back_office_assistant", by="4.5", kind="wrong_state")
    assert_only_refused(case, "approve_refund", "company", by="4.3b", kind="wrong_role")
    assert case.approve_refund().state == "refund_approved"


@pytest.mark.clause(
    "jueshixiang/renovation/5.1.6e", "jueshixiang/renovation/5.1.6g", "jueshixiang/renovation/5.1.6h",
    "jueshixiang/renovation/5.1.6i",
)  # fmt: skip
def test_who_pays_which_charge() -> None:
    """业户 pays deposit, service fee and removal; the passes are the resident's or the contractor's."""
    declared = next(p for p in manual().editions[0].procedures if p.name == "renovation")
    payers = {rule.name: {role.name for role in rule.payer} for rule in declared.rules if hasattr(rule, "payer")}
    assert payers == {
        "renovation_deposit": {"resident"},
        "management_service_fee": {"resident"},
        "waste_removal_fee": {"resident"},
        "badge_fee": {"resident", "contractor"},
        "badge_deposit": {"resident", "contractor"},
    }


@pytest.mark.clause("jueshixiang/renovation/11.6")
def test_the_centre_names_who_supervises() -> None:
    case = renovation().to_approved()
    assert_refused(case, "name_supervisor", ASSISTANT, by="11.6", kind="wrong_role", responsible_person="王主管")
    assert_only_refused(case, "name_supervisor", "service_center", by="11.6", kind="missing_field")


# --- 5.1.7 许可证、进场, 11.4 --------------------------------------------------------------------------------


@pytest.mark.clause("jueshixiang/renovation/5.1.7b", "jueshixiang/renovation/5.1.7c")
def test_the_site_is_entered_with_the_permit() -> None:
    case = renovation().to_approved().through_formalities()
    assert_only_refused(case, "enter_site", "contractor", by="5.1.7b", kind="wrong_state", extinguishers="3")
    assert_only_refused(case, "issue_permit", "customer_service_manager", by="5.1.7c", kind="missing_field")
    assert_refused(case, "issue_permit", "service_center_director", by="5.1.7c", kind="wrong_role", **PERMIT)
    case.issue()
    assert ("issue_permit", ("resident",), MORNING) in told(case)
    assert_refused(case, "enter_site", "resident", by="5.1.7b", kind="wrong_role", extinguishers="3")
    assert case.enter().state == "works"


@pytest.mark.clause("jueshixiang/renovation/5.1.7d")
@pytest.mark.parametrize(
    ("premises", "step", "field", "role"),
    [
        ("住宅", "give_opinion", "maintenance_opinion", "equipment_maintenance_department"),
        ("商铺", "give_opinion", "maintenance_opinion", "equipment_maintenance_department"),
        ("住宅", "decide", "decision_opinion", "service_center_director"),
        ("商铺", "decide", "decision_opinion", "company"),
    ],
)
@pytest.mark.parametrize("opinion_first", [True, False])
def test_the_notice_carries_opinion_and_decision_as_signed(
    premises: str, step: str, field: str, role: str, opinion_first: bool
) -> None:
    case = renovation(premises=premises).to_approved().through_formalities()
    assert f"signed:approval_notice.{role}" in case.case.occurrences
    entry = next(line.seq for line in case.desk.history(case.id) if (line.kind, line.name) == ("step", step))
    given = {"entry": entry, field: "另一意见", "reason": "笔误"}
    by = person("customer_service_manager")
    case.desk.act(case.id, "correct", given, by=by, at=case.now, recorded_at=case.now)
    approver = "service_center_director" if premises == "住宅" else "company"
    anew = [("sign_decision_anew", approver)]  # the decision rests on the opinion, and the opinion not on the decision
    anew += [("sign_opinion_anew", "equipment_maintenance_manager")] if step == "give_opinion" else []
    for action, signs in reversed(anew) if opinion_first else anew:
        assert_only_refused(
            case, "issue_permit", "customer_service_department", by="5.1.7d", kind="outdated_signature", **PERMIT
        )
        assert_refused(case, action, ASSISTANT, by="5.1.7d", kind="wrong_role")
        case.do(action, signs)
    assert case.issue().state == "permitted"


@pytest.mark.clause("jueshixiang/renovation/5.1.7d")
@pytest.mark.parametrize("values", [{"works": "拆承重墙"}, {"area": "200"}])
def test_an_application_that_is_corrected_after_the_decision_is_judged_anew(values: dict[str, str]) -> None:
    """依据业户提供装修资料: other works, or larger ones, have another opinion and another decision."""
    case = renovation().to_approved().through_formalities()
    corrected(case, "hand_in", **values)
    for action, signs, advice in (
        ("sign_opinion_anew", "equipment_maintenance_manager", "审核意见或申请表更正后重新签字"),
        ("sign_decision_anew", "service_center_director", "意见、申请表或装修场所更正后签字"),
    ):
        refusal = assert_only_refused(case, "issue_permit", CUSTOMER_SERVICE, by="5.1.7d", kind="required", **PERMIT)
        assert refusal.help_zh == f"可办理：{advice}"
        case.do(action, signs)
    assert case.issue().state == "permitted"


@pytest.mark.clause("jueshixiang/renovation/5.1.7d", "jueshixiang/renovation/3.1")
@pytest.mark.parametrize(
    ("premises", "becomes", "signs"), [("住宅", "商铺", "company"), ("商铺", "住宅", "service_center_director")]
)
def test_premises_corrected_after_the_decision_have_the_other_signature(premises: str, becomes: str, signs: str) -> None:
    """审批住宅装修申请 is the director's, and his alone."""
    case = renovation(premises=premises).to_approved().through_formalities()
    corrected(case, "open", premises=becomes)
    assert_only_refused(case, "issue_permit", CUSTOMER_SERVICE, by="5.1.7d", kind="missing_signature", **PERMIT)
    assert case.do("sign_decision_anew", signs).issue().state == "permitted"


@pytest.mark.clause("jueshixiang/renovation/5.1.7d")
@pytest.mark.parametrize("conforms", [True, False])
def test_the_notice_is_among_the_papers_with_its_signatures(conforms: bool) -> None:
    """在申请装修审批通知书上签署意见; 原因在装修审批通知书上注明、签字."""
    case = renovation().to_approved() if conforms else renovation().to_with_engineering().review().reject()
    (notice,) = [paper for paper in case.desk.documents(case.id) if paper.zh == "装修审批通知书"]
    assert notice.filed_at is not None
    department = ["equipment_maintenance_department"]
    assert sorted(notice.signed_by) == ([*department, "service_center_director"] if conforms else department)


@pytest.mark.clause("jueshixiang/renovation/5.1.4a", "jueshixiang/renovation/4.3a")
@pytest.mark.parametrize(
    ("premises", "becomes", "who"),
    [
        ("住宅", "", "service_center_director"), ("商铺", "", "company"),
        ("住宅", "商铺", "company"), ("商铺", "住宅", "service_center_director"),
    ],
)  # fmt: skip
def test_the_decision_is_owed_by_whoever_takes_it(premises: str, becomes: str, who: str) -> None:
    """物业服务中心主任在收到……后一个工作日内."""
    case = renovation(premises=premises).to_with_director()
    if becomes:
        corrected(case, "open", premises=becomes)
    assert [limit.roles for limit in case.desk.due() if limit.name == "decide"] == [(who,)]
    assert [row.roles for row in case.desk.obligations(case.id) if row.name == "decide"] == [(who,)]


@pytest.mark.clause("jueshixiang/renovation/5.1.4a")
@pytest.mark.parametrize(("lang", "who"), [("zh", "物业服务中心主任、公司"), ("en", "service center director, company")])
def test_the_sheet_names_who_decides(lang: str, who: str) -> None:
    case = renovation()
    (program,) = case.desk.programs().values()
    rows = sheet_data(program, program.plans["renovation"], lang)
    assert [row["who"] for row in rows if row["clause"] == "5.1.4a"] == [who]


@pytest.mark.clause("jueshixiang/renovation/11.4")
@pytest.mark.parametrize(
    ("area", "needed"), [("1", 1), ("49.9", 1), ("50", 1), ("50.1", 2), ("100", 2), ("101", 3), ("150", 3)]
)
def test_one_extinguisher_for_each_fifty_square_metres_or_part(area: str, needed: int) -> None:
    case = renovation().give_form().hand_in(area=area).forward().review().conform().submit().decide("approves")
    case.through_formalities().issue()
    short = str(needed - 1)
    assert_only_refused(case, "enter_site", "contractor", by="11.4", kind="required", extinguishers=short)
    assert case.enter(str(needed)).state == "works"


@pytest.mark.clause("jueshixiang/renovation/11.4")
def test_as_a_rule_the_director_may_waive_the_extinguishers() -> None:
    case = renovation().to_permitted()
    given = {"clause": "jueshixiang/renovation/11.4", "reason": "面积小，已有消火栓"}
    assert_refused(case, "waive", "customer_service_manager", by="local", kind="wrong_role", **given)
    case.do("waive", "service_center_director", **given).enter("0")
    assert case.state == "works"


@pytest.mark.clause("jueshixiang/renovation/11.6")
def test_the_permit_waits_for_the_supervisors_name() -> None:
    case = renovation().to_approved().through_formalities(without="name_supervisor")
    assert_only_refused(case, "issue_permit", CUSTOMER_SERVICE, by="11.6", kind="outstanding", **PERMIT)
