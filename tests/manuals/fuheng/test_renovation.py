"""Renovation, box by box: what is there before it, what it refuses, what follows."""

from __future__ import annotations

import pytest

from manuals.fuheng.case_desk import (
    MORNING,
    UNIT,
    Walk,
    assert_due,
    assert_only_refused,
    assert_refused,
    new_desk,
    person,
    told,
)
from manuals.fuheng.move_in_desk import move_in, repairs
from manuals.fuheng.renovation_desk import AGREED, FAILED, FORM, PAPERS, PASSED, WATER, Renovation, renovation
from servicedesk import Policy

PERMIT = {"permit_number": "2026-017"}
FIX = {"to_correct": "卫生间闭水不足"}
HEADS = Policy.from_data({"recording": {"by": ["上级领导"]}})


def states(case: Walk) -> list[str]:
    return [line.entry.state for line in case.desk.history(case.id) if line.entry.state]


def repaired(case: Walk, repair: str) -> None:
    """The repair is over: withdrawn, which ends it by a rule of the house."""
    by = person("superior")
    case.desk.act(repair, "withdraw", {"reason": "已修复"}, by=by, at=case.now, recorded_at=case.now)


def test_the_straight_path() -> None:
    case = renovation().to_reinspected().do("return_deposit", "fee_collector")
    assert states(case) == [
        "consulting", "applied", "tested", "inspected", "papers_in", "agreed", "informed", "paid", "permitted", "works",
        "finished", "first_passed", "reinspected", "closed",
    ]
    assert not case.case.open
    assert told(case) == []
    assert {limit.state for limit in case.case.limits.values()} == {
        "cancelled"
    }  # the patrol, when works ended


# --- 1 咨询, 2 提出申请 ------------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/renovation/step-1")
def test_a_renovation_begins_with_the_consultation_at_the_desk() -> None:
    outcome = new_desk().try_open("renovation", {}, subject=UNIT, by=person("owner"))
    assert [(r.kind, r.clause) for r in outcome.refusals] == [("wrong_role", "fuheng/renovation/step-1")]
    assert renovation().state == "consulting"


def from_move_in(entry: Walk) -> Renovation:
    """The renovation for which the owner applies at the move-in."""
    entry.do("apply_for_renovation", "owner")
    (opened,) = entry.desk.cases(UNIT, "renovation")
    return Renovation(entry.desk, opened.id, entry.now)


@pytest.mark.clause("fuheng/renovation/step-1")
def test_a_renovation_from_a_move_in_is_consulted_about_before_it_is_applied_for() -> None:
    """1、前期装修咨询 stands before 2、提出装修申请: the owner's act at the move-in is no consultation."""
    case = from_move_in(move_in().to_accepted())
    assert case.state == "consulting"
    refusal = assert_only_refused(case, "apply", "owner", by="step-1", kind="outstanding")
    assert "前期装修咨询" in refusal.zh
    assert_only_refused(case, "consult", "owner", by="step-1", kind="wrong_role")
    case.do("consult", "customer_receptionist").apply()
    assert case.state == "applied"


@pytest.mark.clause("fuheng/renovation/step-1")
def test_the_receptionist_is_told_of_a_renovation_from_a_move_in() -> None:
    desk = new_desk(roster={"customer_receptionist": ["王小红"], "superior": ["李主管"]})
    case = from_move_in(move_in(desk=desk).to_accepted())
    (message,) = desk.messages(case.id)
    assert (message.to_roles, message.to_names) == (("customer_receptionist",), ("王小红",))
    assert "请办理前期咨询" in message.zh
    (asked,) = [line.entry for line in desk.history(case.id) if line.name == "ask_for_consultation"]
    assert asked.in_name_of == ("owner",)


@pytest.mark.clause("fuheng/renovation/step-1")
def test_who_came_to_the_desk_has_been_consulted_there() -> None:
    case = renovation()
    assert case.desk.messages(case.id) == ()
    assert_only_refused(case, "consult", "customer_receptionist", by="step-1", kind="not_applicable")
    assert case.apply().state == "applied"


@pytest.mark.clause("fuheng/renovation/step-2")
def test_the_owner_applies_before_the_unit_is_inspected() -> None:
    case = renovation()
    assert_only_refused(
        case, "second_inspection", "customer_service_officer", by="step-3a", kind="wrong_state", **PASSED
    )
    assert_only_refused(case, "apply", "customer_receptionist", by="step-2", kind="wrong_role")
    case.apply()
    assert case.state == "applied"


def test_a_unit_has_one_open_renovation() -> None:
    case = renovation()
    by = person("customer_receptionist")
    outcome = case.desk.try_open("renovation", {}, subject=UNIT, by=by, at=MORNING, recorded_at=MORNING)
    assert [r.kind for r in outcome.refusals] == ["exclusive_key_taken"]
    assert case.desk.try_open("renovation", {}, subject="3-2-502", by=by, at=MORNING, recorded_at=MORNING).ok


# --- 3 二次验房 ------------------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/renovation/step-3a")
@pytest.mark.parametrize("role", ["customer_service_officer", "maintenance_worker"])
def test_officer_or_worker_inspects_smart_system_heating_and_water(role: str) -> None:
    """验智能化、暖气打压、闭水试验: all three are told, whatever they show."""
    case = renovation().apply()
    for test in PASSED:
        lacking = {k: v for k, v in PASSED.items() if k != test}
        refusal = assert_only_refused(
            case, "second_inspection", role, by="step-3a", kind="missing_field", **lacking
        )
        assert refusal.place == test
    assert_only_refused(case, "second_inspection", "owner", by="step-3a", kind="wrong_role", **PASSED)
    case.do("second_inspection", role, **FAILED)
    assert case.state == "tested"


@pytest.mark.clause("fuheng/renovation/step-3b")
def test_only_a_unit_that_passed_goes_on() -> None:
    case = renovation().apply()
    assert_only_refused(case, "hand_in_papers", "owner", by="step-4a", kind="wrong_state", **PAPERS)
    case.inspect()
    assert_only_refused(case, "hand_in_papers", "owner", by="step-4a", kind="wrong_state", **PAPERS)
    assert_only_refused(
        case,
        "judge_inspection",
        "customer_service_officer",
        by="step-3b",
        kind="wrong_role",
        outcome="satisfied",
    )
    case.judge("satisfied")
    assert case.state == "inspected"
    assert repairs(case) == []
    case.hand_in()


@pytest.mark.clause("fuheng/renovation/step-3b")
@pytest.mark.parametrize("test", ["smart_home", "heating_pressure", "water_retention"])
def test_a_unit_that_failed_one_test_cannot_be_called_satisfactory(test: str) -> None:
    case = renovation().apply().inspect(**{test: "否"})
    assert_only_refused(
        case, "judge_inspection", "owner", by="step-3b", kind="not_applicable", outcome="合格、满意"
    )
    case.judge("不合格", fault="不合格项")
    assert case.state == "in_repair"


@pytest.mark.clause("fuheng/renovation/step-3b")
def test_what_failed_goes_to_repair_and_is_inspected_again_until_the_owner_is_satisfied() -> None:
    case = renovation().apply().inspect(heating_pressure="否")
    assert_only_refused(
        case, "judge_inspection", "owner", by="step-3b", kind="missing_field", outcome="not_satisfied"
    )
    case.judge("not_satisfied", fault="暖气压力不足")
    (first,) = repairs(case)
    assert (first.facts["fault"], first.facts["location"], first.open) == ("暖气压力不足", UNIT, True)
    refusal = assert_only_refused(
        case, "second_inspection", "maintenance_worker", by="step-3b", kind="child_not_ended", **PASSED
    )
    assert "维修" in refusal.zh
    assert first.id in refusal.zh
    assert "尚未结案" in refusal.zh
    repaired(case, first.id)
    case.inspect()
    # All three are passed now, and the owner is not satisfied: another round.
    case.judge("not_satisfied", fault="面板松动")
    first, second = repairs(case)
    assert second.facts["fault"] == "面板松动"
    assert_only_refused(case, "second_inspection", "maintenance_worker", by="step-3b", **PASSED)
    repaired(case, second.id)
    case.inspect().judge("satisfied")
    assert [repair.id for repair in repairs(case)] == [first.id, second.id]  # what satisfies needs none
    assert states(case) == [
        "consulting",
        "applied",
        "tested",
        "in_repair",
        "tested",
        "in_repair",
        "tested",
        "inspected",
    ]


@pytest.mark.clause("fuheng/renovation/step-3b")
def test_another_repair_of_the_unit_does_not_hold_the_inspection_up() -> None:
    case = renovation().apply().inspect(smart_home="否").judge("not_satisfied", fault="对讲无声")
    other = move_in(desk=case.desk).to_inspected().note("窗台渗水", "主卧", "d1")
    assert [c.open for c in repairs(other)] == [True]
    (own,) = repairs(case)
    repaired(case, own.id)
    case.inspect()


@pytest.mark.clause("fuheng/renovation/step-3b")
@pytest.mark.parametrize("where", ["renovation", "repair"])
def test_a_finding_whose_words_are_corrected_still_waits_for_its_repair(where: str) -> None:
    case = renovation().apply().inspect(smart_home="否").judge("not_satisfied", fault="对将无声")
    (own,) = repairs(case)
    if where == "renovation":
        entry = next(line.entry.seq for line in case.desk.history(case.id) if line.entry.name == "judge_inspection")
        corrected = case.do("correct", "superior", reason="笔误", entry=entry, fault="对讲无声").desk.case(case.id)
    else:
        case.desk.act(
            own.id, "correct", {"reason": "笔误", "entry": 1, "fault": "对讲无声"}, by=person("superior"),
            at=case.now, recorded_at=case.now,
        )  # fmt: skip
        corrected = case.desk.case(own.id)
    assert corrected.facts["fault"] == "对讲无声"
    assert_only_refused(
        case, "second_inspection", "maintenance_worker", by="step-3b", kind="child_not_ended", **PASSED
    )
    repaired(case, own.id)
    case.inspect()


@pytest.mark.clause("fuheng/renovation/step-3b")
def test_the_owner_who_judges_again_is_told_that_the_repair_has_ended() -> None:
    case = renovation().apply().inspect(smart_home="否").judge("not_satisfied", fault="对讲无声")
    before = told(case)
    (own,) = repairs(case)
    repaired(case, own.id)
    ((name, to, _),) = told(case)[len(before) :]
    assert (name, to) == ("repair_ended", ("owner",))


@pytest.mark.clause("fuheng/renovation/step-3a", "fuheng/move_in/flow-7b")
def test_the_second_acceptance_of_the_move_in_is_the_inspection() -> None:
    """Chapter 1 accepts first and has the owner apply then; the one inspection serves both."""
    entry = move_in().to_inspected()
    case = renovation(desk=entry.desk).apply()
    assert_only_refused(
        case, "take_over_acceptance", "customer_service_officer", by="step-3a", kind="not_applicable"
    )
    entry.accept_second()
    assert_only_refused(case, "take_over_acceptance", "owner", by="step-3a", kind="wrong_role")
    case.do("take_over_acceptance", "customer_service_officer")
    assert case.state == "inspected"


@pytest.mark.clause("fuheng/renovation/step-3a")
def test_the_acceptance_of_a_move_in_that_is_over_is_not_taken_over() -> None:
    """Years later the unit is inspected anew."""
    entry = move_in().to_accepted().do("move_in_as_it_is", "owner")
    case = renovation(desk=entry.desk).apply()
    assert_only_refused(
        case, "take_over_acceptance", "customer_service_officer", by="step-3a", kind="not_applicable"
    )
    case.inspect()


def test_a_renovation_that_the_move_in_opens_goes_on_with_its_acceptance() -> None:
    """The whole way of a new owner: chapter 1 to the application, chapter 2 to the deposit, and home."""
    entry = move_in().to_accepted().do("apply_for_renovation", "owner")
    (opened,) = entry.desk.cases(UNIT, "renovation")
    case = renovation_of(entry, opened.id).do("consult", "customer_receptionist").apply()
    case.do("take_over_acceptance", "customer_service_officer")
    case.hand_in().sign("owner").complete().sign("renovation_company").inform().pay().issue().start().finish()
    case.first_inspection("passed").reinspect("passed").do("return_deposit", "fee_collector")
    entry.do("move_in", "owner")
    assert (entry.state, case.state) == ("moved_in", "closed")


def renovation_of(entry: Walk, ident: str):
    case = renovation()
    case.desk, case.id, case.now = entry.desk, ident, entry.now
    return case


@pytest.mark.clause("fuheng/renovation/step-3a", "fuheng/renovation/step-3b")
@pytest.mark.parametrize(
    ("walk", "step", "by", "fields"),
    [
        ((), "hand_in_papers", "owner", PAPERS),
        (("hand_in",), "complete_application", "customer_receptionist", FORM),
        (("hand_in",), "sign_agreement", "owner", AGREED),
        (("hand_in", "complete"), "tell_precautions", "customer_receptionist", {}),
        (("hand_in", "complete"), "sign_agreement", "renovation_company", AGREED),
        (("hand_in", "complete", "inform"), "pay_charges", "fee_collector", {"renovation_charges": "1", "renovation_deposit": "2"}),
        (("hand_in", "complete", "inform"), "sign_agreement", "renovation_company", AGREED),
    ],
)
@pytest.mark.parametrize("test", list(PASSED))
def test_a_unit_that_turns_out_not_to_have_passed_is_repaired_and_inspected_again(
    walk: tuple[str, ...], step: str, by: str, fields: dict[str, str], test: str
) -> None:
    """不合格，维修，业主验收满意: what was entered wrong lets nothing go on."""
    case = renovation().to_inspected()
    for box in walk:
        getattr(case, box)()
        if box == "hand_in":
            case.sign("owner")
    case.correct("second_inspection", **{test: "否"})
    assert_only_refused(case, step, by, by="step-3b", kind="required", **fields)
    case.inspect(**{test: "否"}).judge("not_satisfied", fault="渗水")
    (own,) = repairs(case)
    repaired(case, own.id)
    case.inspect().judge("satisfied")
    assert case.hand_in().sign("owner").complete().inform().state == "informed"


@pytest.mark.clause("fuheng/renovation/step-3a", "fuheng/renovation/step-3b")
def test_an_acceptance_that_was_taken_over_and_turns_out_wrong_is_made_anew_in_this_case_too() -> None:
    entry = move_in().to_accepted()
    case = renovation(desk=entry.desk).apply().do("take_over_acceptance", "customer_service_officer").hand_in()
    entry.correct("accept_second", water_retention="否")
    case.inspect(water_retention="否")
    assert case.state == "tested"
    assert_refused(case, "judge_inspection", "owner", by="step-3b", outcome="satisfied")


@pytest.mark.clause("fuheng/renovation/step-3a", "fuheng/renovation/step-3b")
@pytest.mark.parametrize("test", list(PASSED))
def test_an_acceptance_that_no_longer_stands_is_not_taken_over_and_not_gone_on_with(test: str) -> None:
    entry = move_in().to_accepted()
    case = renovation(desk=entry.desk).apply()
    taken = (case, "take_over_acceptance", "customer_service_officer")
    entry.correct("accept_second", **{test: "否"})
    assert_only_refused(*taken, by="step-3a", kind="not_applicable")
    entry.accept_second()
    case.do("take_over_acceptance", "customer_service_officer")
    entry.correct("accept_second", **{test: "否"})
    refusal = assert_only_refused(case, "hand_in_papers", "owner", by="step-3b", kind="required", **PAPERS)
    assert "“以入住二次验收为准”完成时该单元最近一件业主入住案不符合：智能化合格" in refusal.zh
    case.inspect().judge("satisfied")
    assert case.hand_in().state == "papers_in"


@pytest.mark.clause("fuheng/renovation/step-3b")
@pytest.mark.parametrize(
    ("walk", "step", "by", "fields"),
    [
        (("hand_in",), "complete_application", "customer_receptionist", FORM),
        (("hand_in",), "sign_agreement", "owner", AGREED),
        (("hand_in", "complete"), "tell_precautions", "customer_receptionist", {}),
        (("hand_in", "complete", "inform"), "pay_charges", "fee_collector", {"renovation_charges": "1", "renovation_deposit": "2"}),
        (("hand_in", "complete", "inform"), "sign_agreement", "renovation_company", AGREED),
    ],
)
def test_an_acceptance_that_turns_out_wrong_holds_the_case_until_the_charges_are_paid(
    walk: tuple[str, ...], step: str, by: str, fields: dict[str, str]
) -> None:
    entry = move_in().to_accepted()
    case = renovation(desk=entry.desk).apply().do("take_over_acceptance", "customer_service_officer")
    for box in walk:
        getattr(case, box)()
        if box == "hand_in":
            case.sign("owner")
    entry.correct("accept_second", smart_home="否")
    assert_only_refused(case, step, by, by="step-3b", kind="required", **fields)


@pytest.mark.clause("fuheng/renovation/step-3b", "fuheng/renovation/step-5c")
def test_what_turns_out_wrong_after_the_payment_is_repaired_beside_the_case() -> None:
    """签订装修协议: a signature that is still lacking is given then, too."""
    own = renovation().to_agreed().inform().pay().correct("second_inspection", smart_home="否")
    own.sign("renovation_company").issue()
    entry = move_in().to_accepted()
    taken = renovation(desk=entry.desk).apply().do("take_over_acceptance", "customer_service_officer")
    taken.hand_in().sign("owner").complete().inform().pay()
    entry.correct("accept_second", smart_home="否")
    assert taken.sign("renovation_company").issue().state == "permitted"


@pytest.mark.clause("fuheng/renovation/step-3a", "fuheng/renovation/step-3b")
@pytest.mark.parametrize("older", ["move_in_as_it_is", "withdraw"])
def test_the_acceptance_of_the_very_move_in_that_was_taken_over_counts(older: str) -> None:
    """合格: an older move-in of the unit that passed says nothing of the one whose acceptance turned out wrong."""
    first = move_in("2026-03-02 09:00").to_accepted()
    first.do(older, "owner" if older == "move_in_as_it_is" else "superior", **{"reason": "换房"} if older == "withdraw" else {})
    entry = move_in(desk=first.desk).to_accepted()
    case = renovation(desk=entry.desk).apply().do("take_over_acceptance", "customer_service_officer")
    entry.correct("accept_second", water_retention="否")
    assert_only_refused(case, "hand_in_papers", "owner", by="step-3b", kind="required", **PAPERS)
    entry.accept_second()
    assert case.hand_in().state == "papers_in"


@pytest.mark.clause("fuheng/renovation/step-3b")
def test_a_later_move_in_of_the_unit_says_nothing_of_the_acceptance_that_was_taken_over() -> None:
    entry = move_in().to_accepted()
    case = renovation(desk=entry.desk).apply().do("take_over_acceptance", "customer_service_officer")
    entry.do("move_in_as_it_is", "owner")
    move_in("2026-03-11 09:00", desk=entry.desk)
    assert case.do("hand_in_papers", "owner", "2026-03-12 09:00", **PAPERS).state == "papers_in"


@pytest.mark.clause("fuheng/renovation/step-3b")
def test_the_acceptance_of_a_move_in_that_is_withdrawn_is_made_anew() -> None:
    entry = move_in().to_accepted()
    case = renovation(desk=entry.desk).apply().do("take_over_acceptance", "customer_service_officer")
    entry.do("withdraw", "superior", reason="立错单元")
    assert_only_refused(case, "hand_in_papers", "owner", by="step-3b", kind="required", **PAPERS)
    assert case.inspect().judge("satisfied").hand_in().state == "papers_in"


@pytest.mark.clause("fuheng/renovation/step-3a")
def test_an_acceptance_that_comes_later_is_not_taken_over() -> None:
    """The acceptance is made at 15:00; at 10:00 there was none to go by."""
    entry = move_in().to_inspected()
    case = renovation(desk=entry.desk).apply()
    entry.do("accept_second", "customer_service_officer", "2026-03-10 15:00", **PASSED)
    late = {"at": "2026-03-10 10:00", "recorded": "2026-03-10 16:00"}
    (refusal,) = case.try_("take_over_acceptance", "customer_service_officer", **late)
    assert (refusal.kind, refusal.clause) == ("not_applicable", "fuheng/renovation/step-3a")
    case.do("take_over_acceptance", "customer_service_officer", "2026-03-10 15:00", recorded="2026-03-10 16:00")
    assert case.state == "inspected"


# --- 4 装修资料 ------------------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/renovation/step-4a")
def test_the_owner_hands_in_the_papers() -> None:
    case = renovation().to_inspected()
    assert_only_refused(
        case, "hand_in_papers", "renovation_company", by="step-4a", kind="wrong_role", **PAPERS
    )
    assert_refused(
        case, "complete_application", "customer_receptionist", by="step-5a", kind="wrong_state", **FORM
    )
    case.hand_in()
    assert case.state == "papers_in"


@pytest.mark.parametrize(
    ("document_requirement", "row"),
    [
        pytest.param("business_licence", "step-4b", marks=pytest.mark.clause("fuheng/renovation/step-4b")),
        pytest.param("qualification", "step-4c", marks=pytest.mark.clause("fuheng/renovation/step-4c")),
        pytest.param("worker_photographs", "step-4d", marks=pytest.mark.clause("fuheng/renovation/step-4d")),
        pytest.param("worker_identity", "step-4e", marks=pytest.mark.clause("fuheng/renovation/step-4e")),
    ],
)
def test_licence_certificate_photographs_and_identity_cards_are_all_there(document_requirement: str, row: str) -> None:
    case = renovation().to_inspected()
    lacking = {k: v for k, v in PAPERS.items() if k != document_requirement}
    assert_refused(case, "hand_in_papers", "owner", by=row, kind="empty_field", **lacking)
    assert_refused(case, "hand_in_papers", "owner", by=row, **{**PAPERS, document_requirement: "否"})
    case.hand_in()


# --- 5 申请表、协议, 6 注意事项 -----------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/renovation/step-5a")
@pytest.mark.parametrize("role", ["owner", "customer_receptionist"])
def test_the_form_is_filled_in_and_the_owner_has_signed_the_agreement(role: str) -> None:
    case = renovation().to_inspected().hand_in()
    refusal = assert_only_refused(case, "complete_application", role, by="step-5a", kind="required", **FORM)
    assert refusal.zh == "不能办理：尚未签“装修协议（业主）”"
    case.sign("renovation_company")
    assert_only_refused(case, "complete_application", role, by="step-5a", kind="required", **FORM)
    case.sign("owner")
    assert_only_refused(
        case, "complete_application", "fee_collector", by="step-5a", kind="wrong_role", **FORM
    )
    case.do("complete_application", role, **FORM)
    assert case.state == "agreed"


@pytest.mark.clause("fuheng/renovation/step-5b")
def test_the_application_form_has_no_empty_blank() -> None:
    case = renovation().to_inspected().hand_in().sign("owner")
    assert_refused(case, "complete_application", "owner", by="step-5b", kind="empty_field")
    case.complete()


@pytest.mark.clause("fuheng/renovation/step-5b", "fuheng/move_in/flow-7")
@pytest.mark.parametrize(("step", "blanks"), [("complete_application", FORM), ("sign_agreement", AGREED)])
def test_no_form_and_no_agreement_before_the_second_inspection_is_passed(
    step: str, blanks: dict[str, str]
) -> None:
    """This is where the two charts agree: the written application comes after the inspection."""
    case = renovation().apply().inspect()
    refusal = assert_refused(case, step, "owner", by="step-5b", kind="required", **blanks)
    assert refusal.zh == "不能办理：尚未进入“二次验房合格”"
    case.judge("not_satisfied", fault="面板松动")
    assert_refused(case, step, "owner", by="step-5b", kind="required", **blanks)


@pytest.mark.clause("fuheng/renovation/step-5c")
def test_owner_and_company_have_signed_the_agreement_before_the_permit() -> None:
    case = renovation().to_agreed().inform().pay()
    refusal = assert_only_refused(
        case, "issue_permit", "customer_receptionist", by="step-5c", kind="missing_signature", **PERMIT
    )
    assert refusal.zh == "《装修协议》缺少装修公司签字"
    case.sign("renovation_company").issue()
    (agreement,) = [p for p in case.desk.documents(case.id) if p.form == "renovation_agreement"]
    assert set(agreement.signed_by) == {"owner", "renovation_company"}


@pytest.mark.clause("fuheng/renovation/step-5c")
def test_the_permit_lacks_each_party_that_has_not_signed() -> None:
    case = renovation().to_inspected().hand_in()
    assert_refused(
        case, "issue_permit", "customer_receptionist", by="step-5c", kind="missing_document", **PERMIT
    )
    assert_only_refused(
        case, "sign_agreement", "customer_receptionist", by="step-5c", kind="wrong_role", **AGREED
    )
    assert_only_refused(case, "sign_agreement", "owner", by="step-5c", kind="missing_field")
    case.sign("renovation_company")
    refusal = assert_refused(
        case, "issue_permit", "customer_receptionist", by="step-5c", kind="missing_signature", **PERMIT
    )
    assert refusal.zh == "《装修协议》缺少业主签字"


@pytest.mark.clause("fuheng/renovation/step-6")
def test_the_owner_is_told_what_to_observe_before_anything_is_paid() -> None:
    case = renovation().to_agreed()
    paid = {"renovation_charges": "500", "renovation_deposit": "2000"}
    assert_only_refused(case, "pay_charges", "fee_collector", by="step-7a", kind="wrong_state", **paid)
    assert_only_refused(case, "tell_precautions", "warranty_clerk", by="step-6", kind="wrong_role")
    case.inform()
    assert case.state == "informed"


# --- 7 费用、许可, 8 开始装修 -------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/renovation/step-7a")
def test_the_charges_are_paid_at_the_collector() -> None:
    case = renovation().to_informed()
    paid = {"renovation_charges": "500.4", "renovation_deposit": "2000"}
    assert_only_refused(case, "pay_charges", "customer_receptionist", by="step-7a", kind="wrong_role", **paid)
    case.do("pay_charges", "fee_collector", **paid)
    assert case.state == "paid"
    assert case.case.payments == {"renovation_charges": "500.40", "renovation_deposit": "2000.00"}


@pytest.mark.clause("fuheng/renovation/step-7b")
@pytest.mark.parametrize("lacking", ["renovation_charges", "renovation_deposit"])
def test_charges_and_deposit_are_both_stated(lacking: str) -> None:
    case = renovation().to_informed()
    paid = {
        k: v for k, v in {"renovation_charges": "500", "renovation_deposit": "2000"}.items() if k != lacking
    }
    refusal = assert_only_refused(
        case, "pay_charges", "fee_collector", by="step-7b", kind="missing_field", **paid
    )
    assert refusal.place == lacking


@pytest.mark.clause("fuheng/renovation/step-7b")
def test_charges_and_deposit_are_due_before_the_permit() -> None:
    case = renovation().to_informed()
    found = {
        r.zh for r in case.try_("issue_permit", "customer_receptionist", **PERMIT) if r.clause.endswith("7b")
    }
    assert found == {"“装修相关费用”未缴", "“装修保证金”未缴"}


def test_a_site_that_fixes_an_amount_under_the_row_fixes_it_for_charges_and_deposit() -> None:
    """Both stand in one row of the manual."""
    policy = Policy.from_data({"amounts": {"fuheng/renovation/step-7b": "2000"}})
    case = renovation(policy=policy).to_informed()
    wrong = {"renovation_charges": "2000", "renovation_deposit": "1999.99"}
    assert_only_refused(case, "pay_charges", "fee_collector", by="step-7b", kind="wrong_amount", **wrong)
    case.do("pay_charges", "fee_collector")
    assert case.case.payments == {"renovation_charges": "2000.00", "renovation_deposit": "2000.00"}


@pytest.mark.clause("fuheng/renovation/step-7c")
def test_no_permit_before_everything_is_paid() -> None:
    case = renovation().to_informed()
    refusal = assert_refused(
        case, "issue_permit", "customer_receptionist", by="step-7c", kind="required", **PERMIT
    )
    assert refusal.zh == "不能办理：尚未缴“装修相关费用”，且尚未缴“装修保证金”"
    case.pay().issue()


@pytest.mark.clause("fuheng/renovation/step-7d")
def test_the_receptionist_issues_the_permit_after_payment() -> None:
    case = renovation().to_informed()
    assert_refused(case, "issue_permit", "customer_receptionist", by="step-7d", kind="wrong_state", **PERMIT)
    case.pay()
    assert_only_refused(case, "issue_permit", "fee_collector", by="step-7d", kind="wrong_role", **PERMIT)
    assert_only_refused(case, "issue_permit", "customer_receptionist", by="step-7d", kind="missing_field")
    case.issue()
    assert case.state == "permitted"


@pytest.mark.clause("fuheng/renovation/step-7e")
def test_no_work_before_the_permit() -> None:
    case = renovation().to_informed().pay()
    refusal = assert_refused(
        case, "start_works", "renovation_company", by="step-7e", kind="required", stage=WATER
    )
    assert refusal.zh == "不能办理：尚未填写《装修许可》"
    case.issue().start()
    assert case.state == "works"


def test_what_was_recorded_over_a_condition_is_said_without_a_code_name() -> None:
    """A form, a signature and a state that a step waits for, by their Chinese terms."""
    head, company = person("superior"), person("renovation_company")
    owner, clerk = person("owner"), person("warranty_clerk")
    over = (
        (renovation(policy=HEADS).to_informed().pay(), "start_works", {"stage": WATER}, company, ""),
        (renovation(policy=HEADS).to_inspected().hand_in(), "complete_application", FORM, owner, ""),
        (renovation(policy=HEADS).to_finished(), "reinspect", {"outcome": "passed"}, clerk, "reinspected"),
    )
    said: list[str] = []
    for case, step, payload, by, to in over:
        when = {"at": case.now, "recorded_at": case.now}
        case.desk.record(case.id, step, payload, by=by, recorded_by=head, to_state=to, **when)
        said += [each.zh for each in case.desk.deviations(case.id) if each.kind == "required"]
    assert said == [
        "规定的前提未满足：尚未填写《装修许可》",
        "规定的前提未满足：尚未签“装修协议（业主）”",
        "规定的前提未满足：尚未进入“初验合格”",
    ]


@pytest.mark.clause("fuheng/renovation/step-8a")
def test_the_company_starts_and_says_with_what() -> None:
    case = renovation().to_permitted()
    assert_only_refused(case, "start_works", "owner", by="step-8a", kind="wrong_role", stage=WATER)
    assert_only_refused(case, "start_works", "renovation_company", by="step-8a", kind="missing_field")
    assert_only_refused(
        case, "start_works", "renovation_company", by="step-8a", kind="wrong_value", stage="拆改"
    )
    case.start()
    assert case.case.facts["stage"] == "water_electric"


# --- 9 初验, 10 复验、退还保证金 ----------------------------------------------------------------------------------


def test_the_company_says_when_the_renovation_is_finished() -> None:
    case = renovation().to_permitted()
    assert_only_refused(case, "finish_works", "renovation_company", by="local", kind="wrong_state")
    case.start()
    assert_only_refused(case, "finish_works", "owner", by="local", kind="wrong_role")
    case.finish()
    assert case.state == "finished"


def test_works_that_were_reported_finished_too_early_go_on() -> None:
    """装修结束后初验: what has not ended is not inspected as if it had; the patrols are owed again."""
    case = renovation().to_works(WATER).finish()
    assert_only_refused(case, "resume_works", "owner", by="local", kind="wrong_role")
    case.do("resume_works", "warranty_clerk", "2026-03-12 09:00")
    assert case.state == "works"
    assert_due(case, "patrol", "2026-03-14 00:00", by="2.1")  # 24:00 of the 13th: the day of going on is not counted
    case.do("patrol", "warranty_clerk").finish().do("resume_works", "renovation_company").finish()
    case.first_inspection("passed")
    assert_only_refused(case, "resume_works", "renovation_company", by="local", kind="wrong_state")


@pytest.mark.clause("fuheng/renovation/step-9")
def test_a_first_result_that_was_entered_in_error_is_put_right_before_the_reinspection() -> None:
    case = renovation().to_finished().first_inspection("passed").first_inspection("failed", **FIX)
    assert case.state == "correcting"
    assert_only_refused(
        case, "first_inspection", "warranty_clerk", by="step-9", kind="wrong_state", outcome="passed"
    )
    case.do("correct_works", "renovation_company").first_inspection("passed").first_inspection("passed")
    assert case.state == "first_passed"
    case.reinspect("passed")
    assert_only_refused(
        case, "first_inspection", "warranty_clerk", by="step-9", kind="wrong_state", outcome="failed", **FIX
    )


@pytest.mark.clause("fuheng/renovation/step-9")
def test_the_clerk_inspects_when_the_renovation_is_finished() -> None:
    case = renovation().to_works()
    assert_only_refused(
        case, "first_inspection", "warranty_clerk", by="step-9", kind="wrong_state", outcome="passed"
    )
    case.finish()
    assert_only_refused(case, "first_inspection", "owner", by="step-9", kind="wrong_role", outcome="passed")
    assert_only_refused(case, "first_inspection", "warranty_clerk", by="step-9", kind="missing_field")
    case.first_inspection("合格")
    assert case.state == "first_passed"


@pytest.mark.clause("fuheng/renovation/step-9b")
def test_the_reinspection_is_reached_only_by_a_first_inspection_that_was_passed() -> None:
    case = renovation().to_finished()
    refusal = assert_refused(
        case, "reinspect", "warranty_clerk", by="step-9b", kind="required", outcome="passed"
    )
    assert refusal.zh == "不能办理：尚未进入“初验合格”"
    assert_only_refused(
        case, "first_inspection", "warranty_clerk", by="step-9b", kind="missing_field", outcome="failed"
    )
    case.first_inspection("failed", **FIX)
    assert case.state == "correcting"
    assert_refused(case, "reinspect", "warranty_clerk", by="step-9b", kind="required", outcome="passed")
    assert_only_refused(case, "correct_works", "owner", by="step-9b", kind="wrong_role")
    case.do("correct_works", "renovation_company").first_inspection("passed")
    assert_only_refused(case, "correct_works", "renovation_company", by="step-9b", kind="wrong_state")
    case.reinspect("passed")
    assert case.state == "reinspected"


@pytest.mark.clause("fuheng/renovation/step-10a")
def test_the_deposit_goes_back_whole_when_the_reinspection_is_passed() -> None:
    case = (
        renovation().to_informed().pay(deposit="2000.55").issue().start().finish().first_inspection("passed")
    )
    assert_only_refused(
        case, "reinspect", "fee_collector", by="step-10a", kind="wrong_role", outcome="passed"
    )
    case.reinspect("合格")
    assert_only_refused(case, "return_deposit", "warranty_clerk", by="step-10a", kind="wrong_role")
    case.do("return_deposit", "fee_collector")
    back = [
        (e.name, e.clause, e.entry.amount) for e in case.desk.history(case.id) if e.kind == "refunded"
    ]
    assert back == [("renovation_deposit", "fuheng/renovation/step-10a", "2000.55")]
    assert (case.state, case.case.open) == ("closed", False)


@pytest.mark.clause("fuheng/renovation/step-10a")
def test_neither_an_interval_before_the_reinspection_nor_a_time_for_the_refund_is_counted() -> None:
    case = renovation().to_finished().first_inspection("passed")
    assert case.desk.due() == ()
    case.reinspect("passed")
    assert case.desk.due() == ()


@pytest.mark.clause("fuheng/renovation/step-10b")
def test_no_deposit_back_without_a_reinspection_that_was_passed() -> None:
    case = renovation().to_finished().first_inspection("passed")
    refusal = assert_refused(case, "return_deposit", "fee_collector", by="step-10b", kind="required")
    assert refusal.zh == "不能办理：须先经保修事务员复验（合格）"
    case.reinspect("failed", **FIX)
    assert_refused(case, "return_deposit", "fee_collector", by="step-10b", kind="required")
    assert [e for e in case.desk.history(case.id) if e.kind == "refunded"] == []
    case.reinspect("passed").do("return_deposit", "fee_collector")


def test_a_failed_reinspection_is_made_again() -> None:
    case = renovation().to_finished().first_inspection("passed")
    assert_only_refused(
        case, "reinspect", "warranty_clerk", by="local", kind="missing_field", outcome="failed"
    )
    case.reinspect("不合格", **FIX)
    assert case.state == "first_passed"
    case.reinspect("passed")
    assert case.state == "reinspected"


@pytest.mark.clause("fuheng/renovation/step-10a")
def test_a_result_that_was_entered_in_error_is_put_right_until_the_deposit_is_back() -> None:
    """复验合格，退还保证金: what did not pass gives no money back, whatever was entered at first."""
    case = renovation().to_reinspected()
    assert_only_refused(case, "reinspect", "fee_collector", by="step-10a", kind="wrong_role", outcome="passed")
    case.reinspect("failed", **FIX)
    assert case.state == "first_passed"
    assert_refused(case, "return_deposit", "fee_collector", by="step-10a", kind="wrong_state")
    case.reinspect("passed").do("return_deposit", "fee_collector")
    assert_refused(case, "reinspect", "warranty_clerk", by="step-10a", kind="ended", outcome="failed", **FIX)
