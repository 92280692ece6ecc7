"""Taking over and preparing a whole estate, clause by clause."""

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
from manuals.jueshixiang.campaign_desk import (
    CENTRE,
    COMPANY,
    CONTRACT,
    DIRECTOR,
    EXISTING,
    FIVE,
    FORMS,
    INSPECTED,
    LICENCES,
    LOGISTICS,
    MAILED,
    MARKETING,
    MATERIAL,
    MORNING,
    MOVE_IN_DAY,
    NOTICE,
    PLAN,
    PREPARATIONS,
    VALID,
    VENUE,
    Campaign,
    campaign,
    renewal,
)
from manuals.jueshixiang.case_desk import new_desk
from servicedesk import Policy

ROW = "jueshixiang/handover_campaign/"
DELEGATE, MANAGER = "director_delegate", "customer_service_manager"
RENEWED = {"renewed_contents": "综合管理", "renewed_on": "2026-05-06", "renewed_until": "2032-03-31", "both_signed": "是"}


def row(clause: str) -> pytest.MarkDecorator:
    return pytest.mark.clause(f"{ROW}{clause}")


def test_the_straight_path_of_a_new_estate() -> None:
    case = campaign().to_moving_in().close()
    assert (case.state, case.case.open, missed(case)) == ("closed", False, [])


def test_an_existing_estate_is_taken_over_and_nobody_moves_in() -> None:
    case = campaign(estate=EXISTING).to_taken_over().close()
    assert (case.state, case.case.open) == ("closed", False)
    other = campaign(estate=EXISTING).to_taken_over()
    assert_only_refused(other, "close", CENTRE, by="local", kind="wrong_role")
    assert other.close(DELEGATE).state == "closed"
    new = campaign().to_taken_over()
    assert_only_refused(new, "close", DIRECTOR, by="local", kind="not_applicable")
    second_phase = campaign(estate=EXISTING).to_moving_in().close()
    assert second_phase.state == "closed"


@pytest.mark.parametrize("by", [CENTRE, MANAGER, "developer", "resident"])
def test_the_company_enters_what_it_takes_over(by: str) -> None:
    given = {"estate": "新建物业"}
    refusals = new_desk().try_open("handover_campaign", given, subject="湘园", by=person(by)).refusals
    assert [r.kind for r in refusals] == ["wrong_role"]
    refusals = new_desk().try_open("handover_campaign", {}, subject="湘园", by=person(COMPANY)).refusals
    assert [(r.kind, r.place) for r in refusals] == [("missing_field", "estate")]
    case = new_desk()
    opened = case.open("handover_campaign", given, subject="湘园", by=person(COMPANY))
    assert opened.facts["by_owners"] is False  # a box that is left empty says no


# --- 2.10, 2.11 the contract ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("estate", "by_owners", "parties", "clause"),
    [
        pytest.param("新建物业", "否", (COMPANY, "developer"), "2.10a", marks=row("2.10a")),
        pytest.param("新建物业", "是", (COMPANY, "property_owners"), "2.10a", marks=row("2.10a")),
        pytest.param(EXISTING, "否", (COMPANY, "owners_committee"), "2.11", marks=row("2.11")),
        pytest.param(EXISTING, "是", (COMPANY, "property_owners"), "2.11", marks=row("2.11")),
    ],
)
def test_no_estate_is_taken_over_before_both_have_signed(
    estate: str, by_owners: str, parties: tuple[str, str], clause: str
) -> None:
    def unsigned() -> Campaign:
        return campaign(estate=estate, by_owners=by_owners).inspect()

    given = {"by": person(COMPANY), "at": unsigned().now, "recorded_at": unsigned().now}
    nobody = unsigned()
    told = nobody.desk.try_act(nobody.id, "take_over", {}, **given).refusals
    assert {clause, "2.12"} == {each.clause.rpartition("/")[2] for each in told}
    first = "developer" if clause == "2.10a" else "owners_committee"  # who signs, or for whom the owners may
    everybody_else = [p for p in (COMPANY, "developer", "owners_committee", "property_owners") if p not in (*parties, first)]
    for left_out in parties:
        case = unsigned().sign(*(p for p in parties if p != left_out), *everybody_else).review()
        assert_only_refused(case, "take_over", COMPANY, by=clause, kind="missing_signature")
    assert unsigned().sign(*parties).review().take_over().state == "taken_over"


@pytest.mark.clause("jueshixiang/handover_campaign/2.10a", "jueshixiang/handover_campaign/2.11")
@pytest.mark.parametrize("field", list(CONTRACT))
def test_the_contract_has_its_contents_and_its_term(field: str) -> None:
    case = campaign()
    given = {name: value for name, value in CONTRACT.items() if name != field}
    assert assert_only_refused(case, "sign_contract", COMPANY, by="2.10a", kind="missing_field", **given).place == field
    for other in (CENTRE, MARKETING, "resident"):
        assert_only_refused(case, "sign_contract", other, by="2.10a", kind="wrong_role", **CONTRACT)


@pytest.mark.clause("jueshixiang/handover_campaign/2.10a")
def test_another_term_is_signed_anew_by_both() -> None:
    case = campaign().sign(COMPANY).sign("developer", contract_until="2027-03-31").review().inspect()
    assert_only_refused(case, "take_over", COMPANY, by="2.10a", kind="outdated_signature")
    assert case.sign(COMPANY, contract_until="2027-03-31").review().take_over().state == "taken_over"


@pytest.mark.clause("jueshixiang/handover_campaign/2.10a")
def test_an_estate_corrected_to_an_existing_one_is_signed_for_by_its_committee() -> None:
    case = campaign().sign(COMPANY, "developer").review().inspect()
    case.do("correct", MANAGER, entry=1, estate=EXISTING, reason="误登记为新建")
    assert_only_refused(case, "take_over", COMPANY, by="2.11", kind="missing_signature")
    assert case.sign("owners_committee").review().take_over().state == "taken_over"


@pytest.mark.clause("jueshixiang/handover_campaign/2.10a", "jueshixiang/handover_campaign/2.11")
@pytest.mark.parametrize(
    ("estate", "by", "turned_out", "clause", "signs"),
    [
        ("新建物业", "developer", {"estate": EXISTING}, "2.11", "owners_committee"),
        (EXISTING, "owners_committee", {"estate": "新建物业"}, "2.10a", "developer"),
        ("新建物业", "property_owners", {"by_owners": "否"}, "2.10a", "developer"),
        (EXISTING, "property_owners", {"by_owners": "否"}, "2.11", "owners_committee"),
    ],
)
@pytest.mark.parametrize("state", ["taken_over", "planned", "moving_in"])
def test_what_turns_out_after_the_takeover_is_signed_for_before_the_end(
    state: str, estate: str, by: str, turned_out: dict[str, str], clause: str, signs: str
) -> None:
    """原有物业和业主委员会签署, 新建物业和开发企业签署: an estate is not closed with the other one's contract."""
    case = campaign(estate=estate, by_owners="是" if by == "property_owners" else "否")
    case.sign(COMPANY, by).review().inspect().take_over()
    case = case.meet().plan() if state != "taken_over" else case
    case = case.prepare().begin() if state == "moving_in" else case
    case.do("correct", MANAGER, entry=1, reason="误登记", **turned_out)
    owed = [row.clause for row in case.desk.obligations(case.id) if row.kind == "signature" and row.status != "met"]
    assert owed == [f"{ROW}{clause}"]
    assert_refused(case, "sign_late", CENTRE, by="2.11", kind="wrong_role")
    if state == "moving_in":
        assert_only_refused(case, "close", DIRECTOR, by=clause, kind="missing_signature")
    case.do("sign_late", signs)
    case = case.meet().plan() if state == "taken_over" else case
    case = case.prepare().begin() if state != "moving_in" else case
    assert case.close().state == "closed"


@pytest.mark.clause("jueshixiang/handover_campaign/2.10b")
def test_once_there_is_a_committee_the_contract_is_renewed_with_it() -> None:
    case = renewal()
    assert_refused(case, "committee_founded", COMPANY, by="local", kind="missing_field")
    case.do("committee_founded", COMPANY, "2026-05-06 09:00", renew_by="2026-06-30T18:00+08:00")
    assert_due(case, "renew_contract", "2026-06-30 18:00", by="2.10b")
    for field in RENEWED:
        given = {name: value for name, value in RENEWED.items() if name != field}
        assert assert_refused(case, "renew_contract", COMPANY, by="2.10b", kind="missing_field", **given).place == field
    assert_only_refused(case, "renew_contract", COMPANY, by="2.10b", kind="required", **{**RENEWED, "both_signed": "否"})
    assert_only_refused(case, "renew_contract", CENTRE, by="2.10b", kind="wrong_role", **RENEWED)
    case.do("renew_contract", COMPANY, "2026-06-30 18:00", **RENEWED)
    assert missed(case) == []
    late = renewal().do("committee_founded", COMPANY, "2026-05-06 09:00", renew_by="2026-06-30T18:00+08:00")
    assert missed(late.tick("2026-07-02 09:00")) == [("renew_contract", "2026-06-30 18:00:00")]


# --- 2.12 the review --------------------------------------------------------------------------------------------------


@pytest.mark.clause("jueshixiang/handover_campaign/2.12")
@pytest.mark.parametrize("point", list(VALID))
def test_what_the_review_finds_wrong_is_put_right_before_the_takeover(point: str) -> None:
    case = campaign().sign(COMPANY, "developer").inspect()
    assert_only_refused(case, "take_over", COMPANY, by="2.12", kind="unknown_fact")
    given = {name: value for name, value in VALID.items() if name != point}
    assert_only_refused(case, "review_contract", COMPANY, by="2.12", kind="missing_field", **given)
    assert_only_refused(case, "review_contract", CENTRE, by="2.12", kind="wrong_role", **VALID)
    case.review(**{point: "否"})
    assert_only_refused(case, "take_over", COMPANY, by="2.12", kind="required")
    assert case.review().take_over().state == "taken_over"


# --- 9 the inspection, the rework ---------------------------------------------------------------------------------------


@pytest.mark.clause("jueshixiang/handover_campaign/9.1")
def test_the_buildings_are_inspected_before_the_takeover_and_the_record_is_kept() -> None:
    case = campaign().sign(COMPANY, "developer").review()
    assert_only_refused(case, "take_over", COMPANY, by="9.1", kind="outstanding")
    given = {"takeover_standard": "是"}
    assert_only_refused(case, "inspect_buildings", COMPANY, by="9.1", kind="missing_field", **given)
    assert_only_refused(case, "inspect_buildings", CENTRE, by="9.1", kind="wrong_role", **INSPECTED)
    case.inspect()
    (paper,) = [paper for paper in case.desk.documents(case.id) if paper.form == "takeover_inspection"]
    assert [(kept.role, kept.clause, kept.until) for kept in paper.copies] == [(COMPANY, f"{ROW}9.1", None)]
    assert_only_refused(case, "take_over", DIRECTOR, by="9.1", kind="wrong_role")
    case.take_over()
    assert told(case) == [("take_over", (CENTRE,), MORNING)]


@pytest.mark.clause("jueshixiang/handover_campaign/9.2")
def test_there_is_a_standard_to_inspect_by() -> None:
    case = campaign()
    for given in ({**INSPECTED, "takeover_standard": "否"}, {"buildings_found": "完好"}):
        assert_refused(case, "inspect_buildings", COMPANY, by="9.2", **given)
    assert "done:inspect_buildings" not in case.case.occurrences
    assert "done:inspect_buildings" in case.inspect().case.occurrences


@pytest.mark.clause("jueshixiang/handover_campaign/9.3")
def test_each_rework_is_followed_up_on_record_until_it_is_done() -> None:
    case = campaign()
    assert_only_refused(case, "note_rework", CENTRE, by="9.3", kind="missing_field")
    assert_only_refused(case, "note_rework", COMPANY, by="9.3", kind="wrong_role", rework_needed="渗水")
    case.do("note_rework", CENTRE, item="渗水", rework_needed="外墙渗水").to_moving_in()
    case.do("note_rework", MANAGER, item="空鼓", rework_needed="地砖空鼓")
    for step, field in (("follow_rework", "rework_progress"), ("confirm_rework", "rework_result")):
        assert_only_refused(case, step, CENTRE, by="9.3", kind="missing_field", item="渗水")
        assert_only_refused(case, step, COMPANY, by="9.3", kind="wrong_role", item="渗水", **{field: "已注胶"})
        assert_refused(case, step, CENTRE, by="9.3", kind="no_item", item="门窗", **{field: "已注胶"})
    case.do("follow_rework", CENTRE, item="渗水", rework_progress="已注胶")
    case.do("follow_rework", DIRECTOR, item="渗水", rework_progress="再次注胶")
    case.do("confirm_rework", CENTRE, item="渗水", rework_result="不再渗水")
    assert_only_refused(case, "close", DIRECTOR, by="9.3", kind="outstanding")
    assert case.do("confirm_rework", CENTRE, item="空鼓", rework_result="已重铺").close().state == "closed"
    (paper,) = [paper for paper in case.desk.documents(case.id) if paper.form == "rework_record"]
    assert [(kept.role, kept.clause) for kept in paper.copies] == [(CENTRE, f"{ROW}9.3")]


# --- 3.1, 4.1 who organises, the plan --------------------------------------------------------------------------------


@pytest.mark.clause("jueshixiang/handover_campaign/3.1")
def test_the_director_or_whom_he_authorises_plans_and_carries_out_the_move_in() -> None:
    case = campaign().to_taken_over().do("hold_meeting", DELEGATE, meeting_result="五月入伙")
    case.do("draw_up_plan", DELEGATE, **PLAN).do("change_date", DELEGATE, move_in_begins="2026-05-17 09:00")
    for step, (by, filed) in PREPARATIONS.items():
        case.do(step, DELEGATE if by == CENTRE else by, **filed)
    case.tick("2026-05-17 09:00")
    for other in (CENTRE, MANAGER, COMPANY, "developer"):
        assert_only_refused(case, "begin_move_in", other, by="3.1", kind="wrong_role")
    assert case.begin(DELEGATE).close(DELEGATE).state == "closed"
    assert_refused(campaign().to_taken_over(), "begin_move_in", DIRECTOR, by="3.1", kind="wrong_state")


@pytest.mark.clause("jueshixiang/handover_campaign/3.1")
def test_one_person_is_director_and_his_own_delegate() -> None:
    both = f"{DIRECTOR} {DELEGATE}"
    case = campaign().to_planned().prepare()
    assert case.begin(both).close(both).state == "closed"


@pytest.mark.clause("jueshixiang/handover_campaign/4.1a")
def test_centre_and_developer_meet_before_the_plan_is_drawn_up() -> None:
    case = campaign().to_taken_over()
    assert_only_refused(case, "draw_up_plan", CENTRE, by="4.1a", kind="outstanding", **PLAN)
    assert_only_refused(case, "hold_meeting", CENTRE, by="4.1a", kind="missing_field")
    for other in (COMPANY, MARKETING):
        assert_only_refused(case, "hold_meeting", other, by="4.1a", kind="wrong_role", meeting_result="五月")
    assert case.do("hold_meeting", "developer", meeting_result="五月").plan().state == "planned"
    early = campaign()
    assert_refused(early, "hold_meeting", CENTRE, by="4.1a", kind="wrong_state", meeting_result="五月")


@pytest.mark.clause("jueshixiang/handover_campaign/4.1b")
@pytest.mark.parametrize("field", list(PLAN))
def test_the_plan_fixes_formalities_date_flow_people_and_posts(field: str) -> None:
    case = campaign().to_taken_over().meet()
    given = {name: value for name, value in PLAN.items() if name != field}
    assert assert_only_refused(case, "draw_up_plan", "developer", by="4.1b", kind="missing_field", **given).place == field
    assert_only_refused(case, "draw_up_plan", COMPANY, by="4.1b", kind="wrong_role", **PLAN)


@pytest.mark.clause("jueshixiang/handover_campaign/4.1b")
def test_another_date_is_told_to_the_centre_and_to_who_sends_the_letters() -> None:
    case = campaign().to_planned()
    before = len(told(case))
    case.do("change_date", "developer", move_in_begins="2026-06-06 09:00")
    assert told(case)[before:] == [("change_date", (CENTRE, MARKETING), MORNING)]
    assert_only_refused(case, "change_date", MARKETING, by="4.1b", kind="wrong_role", move_in_begins="2026-06-06 09:00")
    assert_only_refused(case, "change_date", CENTRE, by="4.1b", kind="missing_field")


# --- 4.2.1 letters and press --------------------------------------------------------------------------------------------


@pytest.mark.clause("jueshixiang/handover_campaign/4.2.1a")
def test_the_developer_writes_to_every_owner_by_registered_mail() -> None:
    case = campaign().to_planned().prepare(without="send_notices")
    assert_only_refused(case, "begin_move_in", DIRECTOR, by="4.2.1a", kind="required")
    assert_only_refused(case, "send_notices", MARKETING, by="4.2.1a", kind="required", **{**MAILED, "by_registered_mail": "否"})
    assert_refused(case, "send_notices", MARKETING, by="4.2.1a", kind="missing_field", by_registered_mail="是")
    assert_refused(case, "send_notices", MARKETING, by="4.2.1a", kind="missing_field", owners_written_to="312")
    for other in (CENTRE, "developer"):
        assert_only_refused(case, "send_notices", other, by="4.2.1a", kind="wrong_role", **MAILED)
    case.do("send_notices", MARKETING, **MAILED)
    assert told(case)[-1] == ("send_notices", ("resident",), MOVE_IN_DAY)
    assert case.begin().state == "moving_in"
    unprinted = campaign().to_planned().prepare(without="print_material")
    assert_only_refused(unprinted, "send_notices", MARKETING, by="4.2.2.1a", kind="unknown_fact", **MAILED)


@pytest.mark.clause("jueshixiang/handover_campaign/4.2.1b")
@pytest.mark.parametrize(("at", "late"), [("2026-05-10 00:00", []), ("2026-05-10 00:00:00.000001", ["announce_in_press"])])
def test_the_press_announces_it_a_week_before(at: str, late: list[str]) -> None:
    case = campaign().to_planned()
    assert_due(case, "announce_in_press", "2026-05-10 00:00", by="4.2.1b")  # by the end of 9 May
    case.do("announce_in_press", MARKETING, at, newspaper="晚报")
    assert [name for name, _ in missed(case)] == late
    assert_only_refused(case, "announce_in_press", MARKETING, by="4.2.1b", kind="missing_field")
    assert_only_refused(case, "announce_in_press", CENTRE, by="4.2.1b", kind="wrong_role", newspaper="晚报")
    unannounced = campaign().to_planned().prepare(without="announce_in_press")
    assert_only_refused(unannounced, "begin_move_in", DIRECTOR, by="4.2.1b", kind="required")


@pytest.mark.clause("jueshixiang/handover_campaign/4.2.1b", "jueshixiang/handover_campaign/4.2.1a")
def test_for_another_date_letters_and_press_go_out_anew() -> None:
    case = campaign().to_planned().prepare()
    assert_not_due(case, "announce_in_press")
    case.do("change_date", CENTRE, move_in_begins="2026-06-06 09:00")
    assert_due(case, "announce_in_press", "2026-05-31 00:00", by="4.2.1b")
    assert_refused(case, "begin_move_in", DIRECTOR, by="4.2.1a", kind="required")
    case.do("send_notices", MARKETING, **MAILED)
    assert_only_refused(case, "begin_move_in", DIRECTOR, by="4.2.1b", kind="required", at="2026-06-06 09:00")
    assert case.do("announce_in_press", MARKETING, newspaper="晚报").begin(at="2026-06-06 09:00").state == "moving_in"


@pytest.mark.clause("jueshixiang/handover_campaign/4.2.1b")
def test_a_corrected_date_moves_the_week_and_what_was_done_in_time_is_recorded_late() -> None:
    case = campaign().to_planned()
    entry = next(line.seq for line in case.desk.history(case.id) if line.name == "draw_up_plan")
    case.do("correct", MANAGER, entry=entry, move_in_begins="2026-05-23 09:00", reason="日期写错")
    assert_due(case, "announce_in_press", "2026-05-17 00:00", by="4.2.1b")
    case.do("announce_in_press", MARKETING, "2026-05-15 09:00", recorded="2026-05-20 09:00", newspaper="晚报")
    assert_done(case, "announce_in_press", "met")


# --- 4.2.2 to 4.2.4 what is prepared ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "clause", "kind"),
    [
        pytest.param("train_staff", "10.4", "outstanding", marks=row("10.4")),
        pytest.param("fit_out_venue", "4.2.3.1", "unknown_fact", marks=row("4.2.3.1")),
        pytest.param("post_certificates", "4.2.3.2a", "outstanding", marks=row("4.2.3.2a")),
        pytest.param("print_material", "4.2.2.1a", "", marks=row("4.2.2.1a")),
        pytest.param("display_licences", "4.2.3.3", "unknown_fact", marks=row("4.2.3.3")),
        pytest.param("arrange_logistics", "4.2.4", "unknown_fact", marks=row("4.2.4")),
    ],
)
def test_nobody_moves_in_before_it_is_prepared(step: str, clause: str, kind: str) -> None:
    case = campaign().to_planned().prepare(without=step)
    if kind:
        assert_only_refused(case, "begin_move_in", DIRECTOR, by=clause, kind=kind)
    by, filed = PREPARATIONS[step]
    for field in filed:
        given = {name: value for name, value in filed.items() if name != field}
        assert assert_refused(case, step, by, by=clause, kind="missing_field", **given).place == field
    for other in (COMPANY, "developer", MARKETING):
        assert_only_refused(case, step, other, by=clause, kind="wrong_role", **filed)
    case.do(step, by, **filed)
    if step == "print_material":
        case.do("send_notices", MARKETING, **MAILED)
    assert case.begin().state == "moving_in"
    assert_refused(campaign().to_taken_over(), step, by, by=clause, kind="wrong_state", **filed)


POINTS = [
    *(("fit_out_venue", VENUE, point, "4.2.3.1") for point in VENUE),
    *(("arrange_logistics", LOGISTICS, point, "4.2.4") for point in LOGISTICS if point != "entertainment"),
    *(("print_material", MATERIAL, paper, "4.2.2.1a") for paper in MATERIAL if paper != "notices"),
    *(("print_forms", FORMS, paper, f"4.2.2.2{letter}") for paper, letter in zip(FORMS, "abcdefgh", strict=True)),
    *(("display_licences", LICENCES, licence, "4.2.3.3") for licence in LICENCES),
]


@pytest.mark.parametrize(
    ("step", "given", "point", "clause"), [pytest.param(*each, marks=row(each[3]), id=f"{each[3]}-{each[2]}") for each in POINTS]
)
def test_what_is_not_ready_yet_is_made_ready_first(step: str, given: dict[str, str], point: str, clause: str) -> None:
    case = campaign().to_planned()
    for other, (by, filed) in PREPARATIONS.items():
        case.do(other, by, **(filed if other != step else {**filed, point: "否"}))
    case.tick(MOVE_IN_DAY)
    assert_only_refused(case, "begin_move_in", DIRECTOR, by=clause, kind="required")
    assert case.do(step, CENTRE, **given).begin().state == "moving_in"


@pytest.mark.clause("jueshixiang/handover_campaign/4.2.2.2a")
@pytest.mark.parametrize("paper", list(FORMS))
def test_each_form_is_named_when_they_are_printed(paper: str) -> None:
    case = campaign().to_planned().prepare(without="print_forms")
    assert_refused(case, "begin_move_in", DIRECTOR, by="4.2.2.2a", kind="unknown_fact")
    given = {name: value for name, value in FORMS.items() if name != paper}
    assert assert_only_refused(case, "print_forms", CENTRE, by="4.2.2.2a", kind="missing_field", **given).place == paper
    assert_only_refused(case, "print_forms", MARKETING, by="4.2.2.2a", kind="wrong_role", **FORMS)
    assert_refused(campaign().to_taken_over(), "print_forms", CENTRE, by="4.2.2.2a", kind="wrong_state", **FORMS)


@pytest.mark.clause("jueshixiang/handover_campaign/4.2.2.1a", "jueshixiang/handover_campaign/4.2.2.1b")
def test_the_notice_is_written_then_printed_then_sent() -> None:
    case = campaign().to_planned()
    assert_only_refused(case, "print_material", CENTRE, by="4.2.2.1b", kind="outstanding", **MATERIAL)
    for field in NOTICE:
        given = {name: value for name, value in NOTICE.items() if name != field}
        assert assert_only_refused(case, "write_notice", CENTRE, by="4.2.2.1b", kind="missing_field", **given).place == field
    assert_only_refused(case, "write_notice", MARKETING, by="4.2.2.1b", kind="wrong_role", **NOTICE)
    case.do("write_notice", CENTRE, **NOTICE).do("print_material", CENTRE, **{**MATERIAL, "notices": "否"})
    assert_only_refused(case, "send_notices", MARKETING, by="4.2.2.1a", kind="required", **MAILED)
    case.do("print_material", CENTRE, **MATERIAL).do("send_notices", MARKETING, **MAILED)


@pytest.mark.clause("jueshixiang/handover_campaign/4.2.3.2a")
def test_five_certificates_are_posted_and_not_four() -> None:
    case = campaign().to_planned()
    four = {**FIVE, "certificates_posted": "4"}
    assert_only_refused(case, "post_certificates", CENTRE, by="4.2.3.2a", kind="required", **four)
    case.do("post_certificates", CENTRE, **FIVE)


@pytest.mark.clause("jueshixiang/handover_campaign/10.4")
def test_a_move_in_without_the_training_is_recorded_over_it() -> None:
    desk = new_desk(policy=Policy.from_data({"recording": {"by": ["公司"]}}))
    case = campaign(desk=desk).to_planned().prepare(without="train_staff")
    at, by = case.now, person(DIRECTOR)
    desk.record(case.id, "begin_move_in", by=by, recorded_by=person(COMPANY), at=at, recorded_at=at)
    assert case.state == "moving_in"
    assert [(d.kind, d.clause) for d in desk.deviations()] == [("outstanding", f"{ROW}10.4")]
    assert case.close().state == "closed"


@pytest.mark.clause("jueshixiang/handover_campaign/2.12")
def test_a_term_that_ends_before_it_begins_and_a_review_of_other_words_are_no_ground_for_the_takeover() -> None:
    """Contents and term are to be valid: a term that ends before it begins is none, another one is reviewed anew."""
    case = campaign().inspect()
    assert_only_refused(case, "review_contract", COMPANY, by="2.12", kind="required", **VALID)
    case.sign(COMPANY, "developer").review().sign(COMPANY, "developer", contract_until="2020-01-01")
    assert_refused(case, "take_over", COMPANY, by="2.12", kind="forbidden")
    case.sign(COMPANY, "developer", contract_until="2030-03-31")
    assert_only_refused(case, "take_over", COMPANY, by="2.12", kind="required")
    assert case.review().take_over().state == "taken_over"


@pytest.mark.clause(
    "jueshixiang/handover_campaign/4.2.1a", "jueshixiang/handover_campaign/4.2.1b",
    "jueshixiang/handover_campaign/4.2.3.2a", "jueshixiang/handover_campaign/4.2.2.1a",
)
@pytest.mark.parametrize(
    ("step", "wrong", "right", "clause"),
    [
        ("print_material", {"notices": "否"}, {"notices": "是"}, "4.2.2.1a"),
        ("send_notices", {"by_registered_mail": "否"}, {"by_registered_mail": "是"}, "4.2.1a"),
        ("send_notices", {"owners_written_to": "0"}, {"owners_written_to": "312"}, "4.2.1a"),
        ("post_certificates", {"certificates_posted": "4"}, {"certificates_posted": "5"}, "4.2.3.2a"),
    ],
)
def test_what_turns_out_otherwise_bars_the_move_in(
    step: str, wrong: dict[str, str], right: dict[str, str], clause: str
) -> None:
    """Whether the notices were printed, what was sent by post, to whom, and the five certificates stand as corrected when the move-in begins."""
    case = campaign().to_planned().prepare()
    entry = next(line.seq for line in case.desk.history(case.id) if line.name == step)
    case.do("correct", DIRECTOR, entry=entry, reason="误记", **wrong)
    assert_only_refused(case, "begin_move_in", DIRECTOR, by=clause, kind="required")
    case.do("correct", DIRECTOR, entry=entry, reason="误记", **right)
    assert case.begin().state == "moving_in"


@pytest.mark.clause("jueshixiang/handover_campaign/4.2.1b")
def test_a_day_that_is_corrected_is_announced_anew() -> None:
    case = campaign().to_planned().prepare()
    entry = next(line.seq for line in case.desk.history(case.id) if line.name == "draw_up_plan")
    case.do("correct", DIRECTOR, entry=entry, move_in_begins="2026-05-20 09:00", reason="日期写错")
    assert_refused(case, "begin_move_in", DIRECTOR, by="4.2.1b", kind="required")
    case.do("announce_in_press", "developer_marketing", newspaper="晚报")
    after = "2026-05-20 09:00"
    assert_only_refused(case, "begin_move_in", DIRECTOR, by="4.2.1a", kind="required", at=after)  # and the letters too
    case.do("send_notices", MARKETING, **MAILED)
    assert_only_refused(case, "begin_move_in", DIRECTOR, by="4.1b", kind="too_early", at="2026-05-20 08:59")
    assert case.begin(at=after).state == "moving_in"


@pytest.mark.clause("jueshixiang/handover_campaign/4.1b")
def test_nobody_moves_in_before_the_day_of_the_plan() -> None:
    """明确具体入伙日期: the plan says the 16th; the 15th without another plan is refused, though all is prepared."""
    case = campaign().to_planned()
    for step, (by, filed) in PREPARATIONS.items():
        case.do(step, by, **filed)
    assert_only_refused(case, "begin_move_in", DIRECTOR, by="4.1b", kind="too_early", at="2026-05-15 18:00")
    assert_only_refused(case, "begin_move_in", DIRECTOR, by="4.1b", kind="too_early", at="2026-05-16 08:59")
    assert case.begin(at=MOVE_IN_DAY).state == "moving_in"


@pytest.mark.clause("jueshixiang/handover_campaign/2.12")
def test_whether_the_signing_is_valid_is_reviewed_once_all_have_signed() -> None:
    """签约应具有有效性: reviewed after the first signature, the second party signs: it is reviewed anew."""
    case = campaign().sign(COMPANY).review().sign("developer").inspect()
    assert_only_refused(case, "take_over", COMPANY, by="2.12", kind="required")
    assert case.review().take_over().state == "taken_over"


@pytest.mark.clause("jueshixiang/handover_campaign/2.12")
@pytest.mark.parametrize(("field", "other"), [
    ("contract_contents", "保安保洁"), ("contract_from", "2026-05-01"), ("contract_until", "2030-03-31"),
])
def test_corrected_words_are_signed_and_reviewed_anew(field: str, other: str) -> None:
    case = campaign().sign(COMPANY, "developer").review().inspect()
    entry = [line.seq for line in case.desk.history(case.id) if line.name == "sign_contract"][-1]
    case.do("correct", MANAGER, entry=entry, reason="误记", **{field: other})
    assert_refused(case, "take_over", COMPANY, by="2.12", kind="required")
    both = {**CONTRACT, field: other}
    case.sign(COMPANY, **both).sign("developer", **both)
    assert_only_refused(case, "take_over", COMPANY, by="2.12", kind="required")
    assert case.review().take_over().state == "taken_over"


@pytest.mark.clause("jueshixiang/handover_campaign/2.10b")
def test_a_renewal_has_been_signed_and_is_not_over_before_that() -> None:
    case = renewal().do("committee_founded", COMPANY, "2026-05-06 09:00", renew_by="2026-06-30T18:00+08:00")
    ahead, over = {**RENEWED, "renewed_on": "2026-05-07"}, {**RENEWED, "renewed_until": "2020-01-01"}
    assert assert_only_refused(case, "renew_contract", COMPANY, by="2.10b", kind="wrong_value", **ahead).place == "renewed_on"
    assert_only_refused(case, "renew_contract", COMPANY, by="2.10b", kind="forbidden", **over)
    assert case.do("renew_contract", COMPANY, **RENEWED).case.facts["renewed_until"].isoformat() == "2032-03-31"
