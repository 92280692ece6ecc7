"""Move-in, box by box: what is there before it, what it refuses, what follows."""

from __future__ import annotations

import pytest

from manuals.fuheng.case_desk import MORNING, UNIT, Walk, assert_only_refused, assert_refused, new_desk, person, told
from manuals.fuheng.move_in_desk import GIVEN, PAPERS, PASSED, SIGNED, move_in, repairs
from manuals.fuheng.renovation_desk import renovation
from servicedesk import Desk, Policy

ROW = "fuheng/move_in/"


def states(case: Walk) -> list[str]:
    return [line.entry.state for line in case.desk.history(case.id) if line.entry.state]


def repaired(desk: Desk, repair: str, at: str) -> None:
    """The repair of a defect is over: withdrawn, since the owner mended it, which ends it by a rule of the house."""
    desk.act(repair, "withdraw", {"reason": "已修复"}, by=person("superior"), at=at, recorded_at=at)


def test_the_straight_path() -> None:
    case = move_in().to_accepted()
    case.do("apply_for_renovation", "owner").do("move_in", "owner")
    assert states(case) == [
        "verified", "contracted", "documented", "paid", "handed_over", "inspected", "accepted", "applied", "moved_in",
    ]
    assert not case.case.open
    assert told(case) == []
    assert case.case.limits == {}


# --- 验证 --------------------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/move_in/flow-1a")
def test_nothing_is_signed_before_the_papers_have_been_verified() -> None:
    """There is no case, and so nothing to sign in, until the receptionist has seen both."""
    desk, by = new_desk(), person("customer_receptionist")
    assert not desk.try_open("move_in", {}, subject=UNIT, by=by).ok
    assert desk.cases(UNIT, open=None) == ()
    case = move_in()
    assert case.state == "verified"
    case.sign()


@pytest.mark.clause("fuheng/move_in/flow-1a")
def test_the_receptionist_verifies() -> None:
    outcome = new_desk().try_open("move_in", PAPERS, subject=UNIT, by=person("owner"))
    assert [(r.kind, r.clause) for r in outcome.refusals] == [("wrong_role", ROW + "flow-1a")]


@pytest.mark.parametrize(
    ("document_requirement", "row"),
    [
        pytest.param("occupancy_notice", "flow-1b", marks=pytest.mark.clause("fuheng/move_in/flow-1b")),
        pytest.param("checklist_papers", "flow-1c", marks=pytest.mark.clause("fuheng/move_in/flow-1c")),
    ],
)
def test_the_owner_presents_notice_and_papers(document_requirement: str, row: str) -> None:
    """入伙通知书, 清单: a move-in with one of them missing, or said not to be there, is refused by its own row."""
    for shown in ({k: v for k, v in PAPERS.items() if k != document_requirement}, {**PAPERS, document_requirement: "否"}):
        outcome = new_desk().try_open("move_in", shown, subject=UNIT, by=person("customer_receptionist"))
        assert ROW + row in [r.clause for r in outcome.refusals]
        assert {r.clause for r in outcome.refusals} <= {ROW + row, ROW + "flow-1a"}


# --- 签协议、规约 ------------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/move_in/flow-2a")
def test_agreement_and_covenant_are_signed_by_the_owner_at_the_desk() -> None:
    case = move_in()
    assert_refused(
        case, "receive_material", "customer_receptionist", by="flow-3a", kind="wrong_state", **GIVEN
    )
    assert_only_refused(case, "sign_agreements", "fee_collector", by="flow-2a", kind="wrong_role", **SIGNED)
    case.sign()
    assert case.state == "contracted"
    kept = {document_requirement.form: document_requirement.signed_by for document_requirement in case.desk.documents(case.id)}
    assert (kept["service_agreement"], kept["temporary_covenant"]) == (("owner",), ("owner",))


@pytest.mark.parametrize(
    ("document_requirement", "row"),
    [
        pytest.param("service_agreement", "flow-2b", marks=pytest.mark.clause("fuheng/move_in/flow-2b")),
        pytest.param("temporary_covenant", "flow-2c", marks=pytest.mark.clause("fuheng/move_in/flow-2c")),
    ],
)
def test_each_of_the_two_is_signed_and_kept_with_the_owner_file(document_requirement: str, row: str) -> None:
    case = move_in()
    lacking = {k: v for k, v in SIGNED.items() if k != document_requirement}
    assert_refused(case, "sign_agreements", "customer_receptionist", by=row, kind="empty_field", **lacking)
    case.sign()
    (kept,) = [p for p in case.desk.documents(case.id) if p.form == document_requirement]
    assert [(each.role, each.copy, each.clause, each.period.en) for each in kept.copies] == [
        ("customer_receptionist", "owner_file", ROW + row, "")
    ]


# --- 领取资料、填写业主档案 ----------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/move_in/flow-3a")
@pytest.mark.parametrize("role", ["customer_receptionist", "owner"])
def test_the_owner_receives_the_material_and_fills_in_the_owner_file(role: str) -> None:
    case = move_in().sign()
    assert_refused(
        case,
        "pay_charges",
        "fee_collector",
        by="flow-4a",
        kind="wrong_state",
        direct_debit="是",
        move_in_charges="1",
    )
    assert_only_refused(case, "receive_material", "fee_collector", by="flow-3a", kind="wrong_role", **GIVEN)
    case.do("receive_material", role, **GIVEN)
    assert case.state == "documented"


@pytest.mark.clause("fuheng/move_in/flow-3b")
def test_of_an_owner_file_no_field_is_asked_that_is_not_printed() -> None:
    """填写业主档案: no identity number and no telephone."""
    case = move_in().sign()
    unprinted = ("owner_identity", "owner_telephone")
    case.do("receive_material", "customer_receptionist", **{k: v for k, v in GIVEN.items() if k not in unprinted})
    assert case.state == "documented"


@pytest.mark.parametrize(
    ("blank", "row"),
    [
        pytest.param("owner_name", "flow-3b", marks=pytest.mark.clause("fuheng/move_in/flow-3b")),
        pytest.param("home_handbook", "flow-3c", marks=pytest.mark.clause("fuheng/move_in/flow-3c")),
        pytest.param("privileges_handbook", "flow-3d", marks=pytest.mark.clause("fuheng/move_in/flow-3d")),
        pytest.param("service_card", "flow-3e", marks=pytest.mark.clause("fuheng/move_in/flow-3e")),
        pytest.param("reminder_sheet", "flow-3f", marks=pytest.mark.clause("fuheng/move_in/flow-3f")),
    ],
)
def test_file_and_handouts_are_all_there(blank: str, row: str) -> None:
    case = move_in().sign()
    lacking = {k: v for k, v in GIVEN.items() if k != blank}
    refusal = assert_refused(
        case, "receive_material", "customer_receptionist", by=row, kind="empty_field", **lacking
    )
    assert refusal.reads == (blank,)
    case.receive_material()


def test_the_owners_particulars_stand_in_the_file_alone() -> None:
    """Name, identity number and telephone are behind tokens wherever the case is told."""
    case = move_in().to_documented()
    said = " ".join(str(line.entry) + line.zh for line in case.desk.history(case.id))
    assert not [v for v in ("李四", "410101198001010011", "13900000000") if v in said]


# --- 签银行卡代扣协议，缴纳费用 --------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/move_in/flow-4a")
def test_the_owner_signs_the_direct_debit_and_pays() -> None:
    case = move_in().to_documented()
    paid = {"direct_debit": "是", "move_in_charges": "3200.50"}
    assert_only_refused(case, "pay_charges", "customer_receptionist", by="flow-4a", kind="wrong_role", **paid)
    case.do("pay_charges", "fee_collector", **paid)
    assert case.state == "paid"
    assert case.case.payments == {"move_in_charges": "3200.50"}


@pytest.mark.clause("fuheng/move_in/flow-4b")
def test_nothing_is_paid_before_the_direct_debit_is_signed() -> None:
    case = move_in().to_documented()
    assert_refused(
        case, "pay_charges", "fee_collector", by="flow-4b", kind="empty_field", move_in_charges="3200"
    )
    case.pay()
    (kept,) = [p for p in case.desk.documents(case.id) if p.form == "direct_debit"]
    assert kept.signed_by == ("owner",)


@pytest.mark.clause("fuheng/move_in/flow-4c")
def test_no_keys_before_the_charges_are_paid() -> None:
    case = move_in().to_documented()
    refusal = assert_refused(case, "receive_articles", "customer_receptionist", by="flow-4c", kind="unpaid")
    assert refusal.zh == "“入住费用”未缴"
    case.pay()
    case.receive_articles()


@pytest.mark.clause("fuheng/move_in/flow-4c")
def test_the_amount_is_what_is_paid_or_what_the_site_has_fixed() -> None:
    case = move_in().to_documented()
    refusal = assert_only_refused(case, "pay_charges", "fee_collector", by="flow-4c", direct_debit="是")
    assert (refusal.kind, refusal.place) == ("missing_field", "move_in_charges")
    policy = Policy.from_data({"amounts": {"fuheng/move_in/flow-4c": "2680.00"}})
    fixed = move_in(policy=policy).to_documented()
    wrong = {"direct_debit": "是", "move_in_charges": "2680.01"}
    assert_only_refused(fixed, "pay_charges", "fee_collector", by="flow-4c", kind="wrong_amount", **wrong)
    fixed.do("pay_charges", "fee_collector", direct_debit="是")
    assert fixed.case.payments == {"move_in_charges": "2680.00"}


# --- 领取物品、《业主入住清单》 ----------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/move_in/flow-5a")
@pytest.mark.parametrize("role", ["customer_receptionist", "owner"])
def test_the_owner_receives_keys_door_viewer_and_doorbell(role: str) -> None:
    case = move_in().to_documented().pay()
    assert case.case.custody == {}
    assert_only_refused(case, "receive_articles", "fee_collector", by="flow-5a", kind="wrong_role")
    case.do("receive_articles", role)
    assert case.case.custody == {"keys": "owner", "door_viewer": "owner", "doorbell": "owner"}


@pytest.mark.clause("fuheng/move_in/flow-5b")
def test_the_checklist_is_filled_in_when_all_was_handed_over() -> None:
    case = move_in().to_documented().pay()
    filled = {"papers_received": "手册", "articles_received": "钥匙"}
    assert_only_refused(case, "fill_checklist", "owner", by="flow-5b", kind="wrong_state", **filled)
    case.receive_articles()
    found = {"acceptance_found": "完好"}
    refusal = assert_only_refused(case, "accept_first", "owner", by="flow-5b", kind="outstanding", **found)
    assert refusal.zh == "尚有未办事项：填写《业主入住清单》"
    for blank in filled:
        lacking = {k: v for k, v in filled.items() if k != blank}
        assert_only_refused(case, "fill_checklist", "owner", by="flow-5b", kind="missing_field", **lacking)
    case.fill_checklist().accept_first()


# --- 接房验收1（闭合） -----------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/move_in/flow-6a")
@pytest.mark.parametrize("role", ["customer_service_officer", "owner"])
def test_owner_and_officer_accept_the_unit_a_first_time(role: str) -> None:
    case = move_in().to_documented().pay()
    assert_refused(case, "accept_first", role, by="flow-6a", kind="wrong_state", acceptance_found="完好")
    case.receive_articles().fill_checklist().do("accept_first", role, acceptance_found="完好")
    assert case.state == "inspected"


@pytest.mark.clause("fuheng/move_in/flow-6b")
def test_the_handover_sheet_is_filled_in_at_the_acceptance() -> None:
    case = move_in().to_handed_over().fill_checklist()
    assert_refused(case, "accept_first", "customer_service_officer", by="flow-6b", kind="empty_field")
    case.accept_first()
    assert [p.form for p in case.desk.documents(case.id) if p.filed_at is not None][-1] == "handover_sheet"


@pytest.mark.clause("fuheng/move_in/flow-6c")
def test_each_defect_gets_a_repair_of_its_own() -> None:
    """The fault and the place are the repair's, and they are those of that defect, not of the last."""
    case = move_in().to_handed_over()
    assert repairs(case) == []
    case.note("入户门变形", "玄关", "d1").fill_checklist().accept_first().note("窗台渗水", "主卧", "d2")
    opened = repairs(case)
    assert [(c.facts["fault"], c.facts["location"]) for c in opened] == [
        ("入户门变形", "玄关"),
        ("窗台渗水", "主卧"),
    ]
    assert {(c.subject, c.open) for c in opened} == {(UNIT, True)}


@pytest.mark.clause("fuheng/move_in/flow-6c")
@pytest.mark.parametrize("blank", ["fault", "location"])
def test_a_defect_is_noted_with_fault_and_place(blank: str) -> None:
    case = move_in().to_inspected()
    noted = {k: v for k, v in {"fault": "漏水", "location": "厨房"}.items() if k != blank}
    assert_only_refused(
        case, "note_defect", "customer_service_officer", by="flow-6c", kind="missing_field", **noted
    )
    assert repairs(case) == []


@pytest.mark.clause("fuheng/move_in/flow-6d")
@pytest.mark.parametrize("step", ["accept_second", "take_over_inspection"])
def test_the_unit_is_not_accepted_a_second_time_while_a_defect_is_open(step: str) -> None:
    case = move_in().to_handed_over().note("入户门变形", "玄关", "d1").fill_checklist().accept_first()
    case.note("窗台渗水", "主卧", "d2")
    results = PASSED if step == "accept_second" else {}
    if step == "take_over_inspection":
        renovation(desk=case.desk).to_inspected()
    refusal = assert_only_refused(
        case, step, "customer_service_officer", by="flow-6d", kind="required", **results
    )
    assert refusal.zh == "不能办理：尚有验收缺陷未处理"
    for line, repair in zip(("d1", "d2"), repairs(case), strict=True):
        assert_only_refused(case, step, "customer_service_officer", by="flow-6d", **results)
        repaired(case.desk, repair.id, case.now)
        case.do("close_defect", "customer_service_officer", item=line)
    case.do(step, "customer_service_officer", **results)
    assert case.state == "accepted"


@pytest.mark.clause("fuheng/move_in/flow-6d")
def test_a_defect_is_not_closed_while_its_own_repair_is_open() -> None:
    """闭合: the repair first, then the inspection; the repair of another defect does not stand against it."""
    case = move_in().to_inspected().note("入户门变形", "玄关", "d1").note("窗台渗水", "主卧", "d2")
    first, _ = repairs(case)
    assert_only_refused(
        case, "close_defect", "customer_service_officer", by="flow-6c", kind="child_not_ended", item="d1"
    )
    repaired(case.desk, first.id, case.now)
    assert_only_refused(
        case, "close_defect", "customer_service_officer", by="flow-6c", kind="child_not_ended", item="d2"
    )
    case.do("close_defect", "customer_service_officer", item="d1")
    assert {line.id: line.open for line in case.case.items.values()} == {"d1": False, "d2": True}


@pytest.mark.clause("fuheng/move_in/flow-6d")
def test_the_same_fault_in_another_place_is_another_defect() -> None:
    case = move_in().to_inspected().note("窗台渗水", "主卧", "d1").note("窗台渗水", "次卧", "d2")
    first, _ = repairs(case)
    repaired(case.desk, first.id, case.now)
    case.do("close_defect", "customer_service_officer", item="d1")
    assert_only_refused(
        case, "close_defect", "customer_service_officer", by="flow-6c", kind="child_not_ended", item="d2"
    )


@pytest.mark.clause("fuheng/move_in/flow-6d")
def test_a_repair_that_is_described_otherwise_later_is_still_that_of_its_defect() -> None:
    """闭合: whatever the repair is called meanwhile, the defect waits for it."""
    case = move_in().to_inspected().note("漏水", "厨房", "d1")
    (repair,) = repairs(case)
    more = {"reason": "写明", "entry": 1, "fault": "厨房水管漏水", "location": "厨房水槽下"}
    case.desk.act(repair.id, "correct", more, by=person("superior"), at=case.now, recorded_at=case.now)
    assert_only_refused(
        case, "close_defect", "customer_service_officer", by="flow-6c", kind="child_not_ended", item="d1"
    )
    repaired(case.desk, repair.id, case.now)
    case.do("close_defect", "customer_service_officer", item="d1")


@pytest.mark.clause("fuheng/move_in/flow-6d")
def test_a_defect_is_closed_by_the_officer_once_the_unit_was_inspected() -> None:
    case = move_in().to_handed_over().note("入户门变形", "玄关", "d1")
    (repair,) = repairs(case)
    repaired(case.desk, repair.id, case.now)
    assert_only_refused(
        case, "close_defect", "customer_service_officer", by="flow-6d", kind="wrong_state", item="d1"
    )
    case.fill_checklist().accept_first()
    assert_only_refused(case, "close_defect", "owner", by="flow-6d", kind="wrong_role", item="d1")
    assert_only_refused(
        case, "close_defect", "customer_service_officer", by="flow-6d", kind="no_item", item="d9"
    )


@pytest.mark.clause("fuheng/move_in/flow-6c", "fuheng/move_in/flow-6d")
def test_a_defect_is_closed_after_its_repair_and_the_unit_accepted_after_that() -> None:
    """接房验收1（闭合）, 接房验收2: noted at 12:00, repaired by 15:00, closed at 16:00, whenever it is written down."""
    case = move_in().to_inspected()
    case.do("note_defect", "customer_service_officer", "2026-03-10 12:00", fault="渗水", location="主卧", item="1")
    (repair,) = repairs(case)
    repaired(case.desk, repair.id, "2026-03-10 15:00")
    officer, five = "customer_service_officer", "2026-03-10 17:00"
    told_early = case.try_("close_defect", officer, "2026-03-10 11:00", recorded=five, item="1")
    assert [(r.kind, r.clause.rpartition("/")[2]) for r in told_early] == [
        ("before_item", "flow-6d"), ("before_child_end", "flow-6c"),
    ]
    assert told_early[0].zh == "2026-03-10 11:00时尚无验收缺陷编号1（2026-03-10 12:00才有）"
    (refusal,) = case.try_("close_defect", officer, "2026-03-10 14:59", recorded=five, item="1")
    assert refusal.zh == f"2026-03-10 14:59时转办的“维修”（{repair.id}）尚未结案（2026-03-10 15:00才结案）"
    case.do("close_defect", officer, "2026-03-10 16:00", recorded=five, item="1")
    (refusal,) = case.try_("accept_second", officer, "2026-03-10 15:59", recorded=five, **PASSED)
    assert (refusal.kind, refusal.clause) == ("before_closing", "fuheng/move_in/flow-6d")
    assert refusal.zh == "2026-03-10 15:59时验收缺陷编号1尚未处理完毕（2026-03-10 16:00才处理完毕）"
    case.do("accept_second", officer, "2026-03-10 16:00", recorded=five, **PASSED)
    assert case.state == "accepted"


# --- 接房验收2（严格把控） ---------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/move_in/flow-7")
@pytest.mark.parametrize("test", ["smart_home", "heating_pressure", "water_retention"])
def test_the_second_acceptance_is_controlled_strictly(test: str) -> None:
    """验智能化、暖气打压、闭水试验: one of the three not passed, and the unit is not accepted."""
    case = move_in().to_inspected()
    failed = {**PASSED, test: "否"}
    assert_only_refused(
        case, "accept_second", "customer_service_officer", by="flow-7", kind="required", **failed
    )
    case.accept_second()
    assert case.state == "accepted"


@pytest.mark.clause("fuheng/move_in/flow-7")
def test_no_application_for_renovation_before_the_second_acceptance() -> None:
    case = move_in().to_inspected()
    refusal = assert_refused(case, "apply_for_renovation", "owner", by="flow-7", kind="required")
    assert refusal.zh == "不能办理：尚未进入“已二次验收”"
    case.accept_second().do("apply_for_renovation", "owner")
    assert case.state == "applied"


@pytest.mark.clause("fuheng/move_in/flow-7b")
@pytest.mark.parametrize("role", ["customer_service_officer", "owner"])
def test_owner_and_officer_accept_the_unit_a_second_time(role: str) -> None:
    case = move_in().to_handed_over().fill_checklist()
    assert_only_refused(case, "accept_second", role, by="flow-7b", kind="wrong_state", **PASSED)
    case.accept_first()
    for test in PASSED:
        lacking = {k: v for k, v in PASSED.items() if k != test}
        assert_refused(case, "accept_second", role, by="flow-7b", kind="missing_field", **lacking)
    assert_only_refused(case, "accept_second", "fee_collector", by="flow-7b", kind="wrong_role", **PASSED)
    case.do("accept_second", role, **PASSED)
    assert case.state == "accepted"


@pytest.mark.clause("fuheng/move_in/flow-7b", "fuheng/renovation/step-3a")
def test_an_inspection_passed_in_the_renovation_is_the_second_acceptance() -> None:
    """Chapter 2 has the owner apply first and inspects then; the one inspection serves both."""
    case = move_in().to_inspected()
    assert_only_refused(
        case, "take_over_inspection", "customer_service_officer", by="flow-7b", kind="not_applicable"
    )
    works = renovation(desk=case.desk).apply().inspect()
    refusal = assert_only_refused(
        case, "take_over_inspection", "customer_service_officer", by="flow-7b", kind="not_applicable"
    )
    assert refusal.zh.startswith("不适用本步骤：该单元的其他未结装修案均不符合：智能化合格，且暖气打压合格，且闭水试验合格，且")
    assert "there is no other open renovation case of the subject where smart home and heating pressure" in refusal.en
    works.judge("satisfied")
    assert_only_refused(case, "take_over_inspection", "owner", by="flow-7b", kind="wrong_role")
    case.do("take_over_inspection", "customer_service_officer")
    assert case.state == "accepted"


@pytest.mark.clause("fuheng/move_in/flow-7b")
def test_an_inspection_of_a_renovation_that_is_over_is_not_taken_over() -> None:
    works = renovation().to_reinspected().do("return_deposit", "fee_collector")
    assert works.state == "closed"
    case = move_in(desk=works.desk).to_inspected()
    assert_only_refused(
        case, "take_over_inspection", "customer_service_officer", by="flow-7b", kind="not_applicable"
    )


@pytest.mark.clause("fuheng/move_in/flow-7", "fuheng/move_in/flow-7b")
@pytest.mark.parametrize("test", list(PASSED))
def test_an_acceptance_that_turns_out_not_to_have_passed_is_made_again(test: str) -> None:
    """严格把控: what was entered wrong lets nobody apply or move in."""
    case = move_in().to_accepted().correct("accept_second", **{test: "否"})
    for step, by in (("apply_for_renovation", "flow-7"), ("move_in_as_it_is", "flow-7")):
        assert_only_refused(case, step, "owner", by=by, kind="required")
    assert_only_refused(case, "accept_second", "owner", by="flow-7", kind="required", **{**PASSED, test: "否"})
    case.accept_second().do("apply_for_renovation", "owner").correct("accept_second", **{test: "否"})
    assert_only_refused(case, "move_in", "owner", by="flow-7", kind="required")
    options = case.desk.options(case.id, by=person("owner"), at=case.now)
    (again,) = [o for o in options if o.step == "accept_second"]
    assert ([(field.name, field.required) for field in again.fields], again.refusals) == ([(name, True) for name in PASSED], ())
    case.accept_second()
    assert case.state == "applied"
    assert case.do("move_in", "owner").state == "moved_in"


@pytest.mark.clause("fuheng/move_in/flow-7b")
@pytest.mark.parametrize("role", ["owner", "customer_service_officer"])
def test_an_inspection_that_was_taken_over_and_turns_out_wrong_is_made_anew_in_this_case_too(role: str) -> None:
    case = move_in().to_inspected()
    works = renovation(desk=case.desk).to_inspected()
    case.do("take_over_inspection", "customer_service_officer").do("apply_for_renovation", "owner")
    works.correct("second_inspection", water_retention="否")
    assert_only_refused(case, "accept_second", "fee_collector", by="flow-7b", kind="wrong_role", **PASSED)
    for test in PASSED:
        lacking = {k: v for k, v in PASSED.items() if k != test}
        assert_refused(case, "accept_second", role, by="flow-7b", kind="missing_field", **lacking)
    assert_only_refused(case, "accept_second", role, by="flow-7", kind="required", **{**PASSED, "smart_home": "否"})
    case.do("accept_second", role, **PASSED)
    assert case.do("move_in", "owner").state == "moved_in"


@pytest.mark.clause("fuheng/move_in/flow-7", "fuheng/move_in/flow-7b")
@pytest.mark.parametrize("test", list(PASSED))
def test_an_inspection_that_no_longer_stands_is_not_taken_over(test: str) -> None:
    """严格把控: what was passed first, and was corrected or inspected anew with another result, is no acceptance."""
    case = move_in().to_inspected()
    works = renovation(desk=case.desk).to_inspected().correct("second_inspection", **{test: "否"})
    officer = (case, "take_over_inspection", "customer_service_officer")
    assert_only_refused(*officer, by="flow-7b", kind="not_applicable")
    works.inspect(**{test: "否"}).judge("not_satisfied", fault="渗水")
    assert_only_refused(*officer, by="flow-7b", kind="not_applicable")
    (own,) = repairs(works)
    repaired(works.desk, own.id, works.now)
    works.inspect()
    assert_only_refused(*officer, by="flow-7b", kind="not_applicable")  # the owner has still to judge it
    works.judge("satisfied")
    assert case.do("take_over_inspection", "customer_service_officer").state == "accepted"


@pytest.mark.clause("fuheng/move_in/flow-7", "fuheng/move_in/flow-7b")
@pytest.mark.parametrize("test", list(PASSED))
def test_a_result_that_was_taken_over_and_turns_out_wrong_lets_nobody_apply_or_move_in(test: str) -> None:
    case = move_in().to_inspected()
    works = renovation(desk=case.desk).to_inspected()
    case.do("take_over_inspection", "customer_service_officer")
    works.correct("second_inspection", **{test: "否"})
    for step in ("apply_for_renovation", "move_in_as_it_is"):
        refusal = assert_only_refused(case, step, "owner", by="flow-7", kind="required")
        assert "“以装修二次验房为准”完成时该单元最近一件装修案不符合：智能化合格" in refusal.zh
    case.accept_second().do("apply_for_renovation", "owner")
    works.inspect(**{test: "否"})  # of its own unit's way: this case has its own inspection now
    assert case.do("move_in", "owner").state == "moved_in"


@pytest.mark.clause("fuheng/move_in/flow-7")
def test_a_result_that_turns_out_wrong_after_the_application_lets_nobody_move_in() -> None:
    case = move_in().to_inspected()
    works = renovation(desk=case.desk).to_inspected()
    case.do("take_over_inspection", "customer_service_officer").do("apply_for_renovation", "owner")
    works.correct("second_inspection", heating_pressure="否")
    assert_only_refused(case, "move_in", "owner", by="flow-7", kind="required")


@pytest.mark.clause("fuheng/move_in/flow-7")
def test_the_result_of_the_very_renovation_that_was_taken_over_counts() -> None:
    """An older renovation of the unit that passed says nothing of the one whose result turned out wrong."""
    older = renovation("2026-03-02 09:00").to_reinspected().do("return_deposit", "fee_collector")
    case = move_in(desk=older.desk).to_inspected()
    works = renovation(desk=older.desk).to_inspected()
    case.do("take_over_inspection", "customer_service_officer")
    works.correct("second_inspection", water_retention="否")
    for step in ("apply_for_renovation", "move_in_as_it_is"):
        assert_only_refused(case, step, "owner", by="flow-7", kind="required")
    works.inspect().judge("satisfied")
    assert case.do("move_in_as_it_is", "owner").state == "moved_in"


@pytest.mark.clause("fuheng/move_in/flow-7", "fuheng/move_in/flow-7b")
def test_a_unit_with_which_the_owner_is_not_satisfied_when_inspected_anew_is_not_moved_into() -> None:
    """严格把控: all three tests passed again, and the owner found the unit wanting."""
    case = move_in().to_inspected()
    works = renovation(desk=case.desk).to_inspected()
    case.do("take_over_inspection", "customer_service_officer")
    works.inspect()
    for step in ("apply_for_renovation", "move_in_as_it_is"):
        assert_only_refused(case, step, "owner", by="flow-7", kind="required")  # the owner has still to judge it
    works.judge("not_satisfied", fault="窗台渗水")
    for step in ("apply_for_renovation", "move_in_as_it_is"):
        assert_only_refused(case, step, "owner", by="flow-7", kind="required")
    assert case.accept_second().do("move_in_as_it_is", "owner").state == "moved_in"


@pytest.mark.clause("fuheng/move_in/flow-7", "fuheng/move_in/flow-7b")
def test_the_result_of_a_renovation_that_is_withdrawn_is_made_anew() -> None:
    case = move_in().to_inspected()
    works = renovation(desk=case.desk).to_inspected()
    case.do("take_over_inspection", "customer_service_officer")
    works.do("withdraw", "superior", reason="立错单元")
    assert_only_refused(case, "move_in_as_it_is", "owner", by="flow-7", kind="required")
    assert case.accept_second().do("move_in_as_it_is", "owner").state == "moved_in"


@pytest.mark.clause("fuheng/move_in/flow-7b")
def test_an_inspection_that_comes_later_is_not_taken_over() -> None:
    case = move_in().to_inspected()
    works = renovation(desk=case.desk).apply().inspect()
    works.do("judge_inspection", "owner", "2026-03-10 15:00", outcome="satisfied")
    late = {"at": "2026-03-10 10:00", "recorded": "2026-03-10 16:00"}
    (refusal,) = case.try_("take_over_inspection", "customer_service_officer", **late)
    assert (refusal.kind, refusal.clause) == ("not_applicable", "fuheng/move_in/flow-7b")
    case.do("take_over_inspection", "customer_service_officer", "2026-03-10 15:00", recorded="2026-03-10 16:00")


# --- 装修申请、搬迁入住 ------------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/move_in/flow-8")
def test_the_owner_applies_and_a_renovation_is_opened() -> None:
    case = move_in().to_accepted()
    assert_only_refused(case, "apply_for_renovation", "customer_receptionist", by="flow-8", kind="wrong_role")
    assert case.desk.cases(UNIT, "renovation") == ()
    case.do("apply_for_renovation", "owner")
    (opened,) = case.desk.cases(UNIT, "renovation")
    assert (opened.parent, opened.state) == (case.id, "consulting")


@pytest.mark.clause("fuheng/move_in/flow-8")
def test_a_renovation_that_is_open_already_stays_the_only_one() -> None:
    case = move_in().to_inspected()
    works = renovation(desk=case.desk).to_inspected()
    case.do("take_over_inspection", "customer_service_officer").do("apply_for_renovation", "owner")
    assert [c.id for c in case.desk.cases(UNIT, "renovation", open=None)] == [works.id]


@pytest.mark.clause("fuheng/move_in/flow-9")
def test_the_case_ends_when_the_owner_moves_in() -> None:
    case = move_in().to_accepted()
    assert_only_refused(case, "move_in", "owner", by="flow-9", kind="wrong_state")
    case.do("apply_for_renovation", "owner")
    assert_only_refused(case, "move_in", "customer_receptionist", by="flow-9", kind="wrong_role")
    case.do("move_in", "owner")
    assert (case.state, case.case.open) == ("moved_in", False)


def test_an_owner_who_does_not_renovate_moves_in_after_the_second_acceptance() -> None:
    case = move_in().to_inspected()
    assert_only_refused(case, "move_in_as_it_is", "owner", by="local", kind="wrong_state")
    case.accept_second()
    assert_only_refused(case, "move_in_as_it_is", "customer_receptionist", by="local", kind="wrong_role")
    case.do("move_in_as_it_is", "owner")
    assert (case.state, case.case.open) == ("moved_in", False)
    assert case.desk.cases(UNIT, "renovation", open=None) == ()


def test_a_unit_has_one_open_move_in() -> None:
    case = move_in()
    by = person("customer_receptionist")
    outcome = case.desk.try_open("move_in", PAPERS, subject=UNIT, by=by, at=MORNING, recorded_at=MORNING)
    assert [r.kind for r in outcome.refusals] == ["exclusive_key_taken"]
    assert case.desk.try_open("move_in", PAPERS, subject="3-2-502", by=by, at=MORNING, recorded_at=MORNING).ok
