"""The daily work on a let unit: inspections, repairs and visits, complaints within two hours, tenant files (4.2, 3.2, 3.3)."""

from __future__ import annotations

import pytest

from manuals.fuheng.case_desk import (
    MORNING,
    assert_done,
    assert_due,
    assert_not_due,
    assert_only_refused,
    assert_refused,
    missed,
    person,
    told,
)
from manuals.fuheng.rental_agency_desk import INSPECTED, OFFICER, SUPERVISOR, Letting, enquiry, let

ROW = "fuheng/rental_agency/"
FOUND = {**INSPECTED, "misconduct": "是", "stopped": "当场制止", "correction_demanded": "当天清走楼道杂物"}
FILE = {"tenant_name": "周十", "tenant_telephone": "13900000000", "file_change": "联系电话变更"}


def news(case: Letting) -> list[tuple[str, tuple[str, ...], str]]:
    """The messages after the letting."""
    return [(name, to, at) for name, to, at in told(case) if name not in ("open", "call_owner")]


# --- 4.2.3, 4.2.4 inspections ---------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/rental_agency/4.2.3a")
def test_a_let_unit_is_inspected_every_day_met_at_due_and_missed_after_it() -> None:
    assert_not_due(enquiry().to_signed(), "inspect_let_unit")
    case = let()
    assert_due(case, "inspect_let_unit", "2026-03-12 00:00", by="4.2.3a")
    case.inspect("2026-03-11 10:00")
    assert_due(case, "inspect_let_unit", "2026-03-13 00:00", by="4.2.3a")
    case.inspect("2026-03-13 00:00")
    assert missed(case) == []
    late = let().inspect("2026-03-12 00:00:00.000001")
    assert missed(late) == [("inspect_let_unit", "2026-03-12 00:00:00")]
    assert_only_refused(case, "inspect_let_unit", SUPERVISOR, by="4.2.3a", kind="wrong_role", **INSPECTED)
    assert {d.roles for d in let().desk.due()} == {(OFFICER,)}


@pytest.mark.clause("fuheng/rental_agency/4.2.3a", "fuheng/rental_agency/4.2.4")
def test_no_inspection_is_owed_once_the_tenancy_has_ended() -> None:
    case = let().do("end_tenancy", OFFICER).tick("2026-06-01 09:00")
    assert case.state == "ended"
    assert missed(case) == []


def test_the_officer_ends_a_tenancy() -> None:
    assert_only_refused(let(), "end_tenancy", "tenant", by="local", kind="wrong_role")


@pytest.mark.clause("fuheng/rental_agency/4.2.3c")
def test_every_inspection_says_what_was_found() -> None:
    case = let()
    for filed in ({"misconduct": "否"}, {"misconduct": "否", "let_condition": ""}):
        refusal = assert_only_refused(
            case, "inspect_let_unit", OFFICER, by="4.2.3c", kind="empty_field", **filed
        )
        assert refusal.reads == ("let_condition",)
    assert_refused(case, "inspect_let_unit", OFFICER, by="4.2.3a", kind="missing_field", let_condition="正常")
    case.inspect()
    assert next(p.zh for p in case.desk.documents(case.id) if p.form == "let_inspection") == "检查记录表"


@pytest.mark.clause("fuheng/rental_agency/4.2.3b")
@pytest.mark.parametrize("blank", ["stopped", "correction_demanded"])
def test_misconduct_is_stopped_and_correction_demanded_with_the_inspection(blank: str) -> None:
    case = let()
    some = {k: v for k, v in FOUND.items() if k != blank}
    refusal = assert_only_refused(case, "inspect_let_unit", OFFICER, by="4.2.3b", kind="empty_field", **some)
    assert refusal.reads == (blank,)
    assert news(case) == []
    case.do("inspect_let_unit", OFFICER, **FOUND)
    assert news(case) == [("demand_correction", ("tenant",), MORNING)]
    (line,) = [h for h in case.desk.history(case.id) if h.name == "demand_correction"]
    assert (line.clause, line.entry.in_name_of) == (ROW + "4.2.3b", (OFFICER,))
    case.inspect("2026-03-11 09:00").do("inspect_let_unit", OFFICER, "2026-03-12 09:00", **FOUND)
    assert [at for _, _, at in news(case)] == [MORNING, "2026-03-12 09:00"]


@pytest.mark.clause("fuheng/rental_agency/4.2.3b")
@pytest.mark.parametrize("before", [INSPECTED, FOUND])
@pytest.mark.parametrize("blank", ["stopped", "correction_demanded"])
def test_misconduct_that_a_check_turns_out_to_have_found_is_stopped_at_the_next(
    before: dict[str, str], blank: str
) -> None:
    """要及时制止及提出整改: whatever was stopped at a check before that, and whether the next one finds it still."""
    case = let().inspect(**before).inspect("2026-03-11 09:00")
    told_before = len(news(case))
    case.correct("inspect_let_unit", misconduct="是")
    assert news(case)[told_before:] == [("demand_correction", ("tenant",), "2026-03-11 09:00")]
    refusal = assert_only_refused(case, "end_tenancy", OFFICER, by="4.2.3b", kind="required")
    assert "请先办理“出租房屋每天检查”" in refusal.text("zh")
    some = {k: v for k, v in FOUND.items() if k not in (blank, "misconduct")}
    refusal = assert_only_refused(
        case, "inspect_let_unit", OFFICER, by="4.2.3b", kind="empty_field", **{**INSPECTED, **some, "misconduct": "否"}
    )
    assert refusal.reads == (blank,)
    case.inspect(**{**FOUND, "misconduct": "否"}).inspect().do("end_tenancy", OFFICER)
    assert case.state == "ended"


@pytest.mark.clause("fuheng/rental_agency/4.2.3b")
def test_what_a_check_turns_out_not_to_have_found_asks_for_nothing() -> None:
    case = let().inspect(**FOUND).correct("inspect_let_unit", misconduct="否").inspect("2026-03-11 09:00")
    case.correct("inspect_let_unit", misconduct="是").correct("inspect_let_unit", misconduct="否")
    assert [at for _, _, at in news(case)] == [MORNING, "2026-03-11 09:00"]
    assert case.do("end_tenancy", OFFICER).state == "ended"
    clean = let().inspect().correct("inspect_let_unit", misconduct="是").correct("inspect_let_unit", misconduct="否")
    assert clean.inspect().do("end_tenancy", OFFICER).state == "ended"
    again = let().inspect()
    for flag in ("是", "否", "是"):
        again.correct("inspect_let_unit", misconduct=flag)
    assert_only_refused(again, "end_tenancy", OFFICER, by="4.2.3b", kind="required")
    assert_only_refused(again, "inspect_let_unit", OFFICER, by="4.2.3b", kind="empty_field", **INSPECTED)


@pytest.mark.clause("fuheng/rental_agency/4.2.3b")
def test_what_was_stopped_at_its_own_check_is_not_stopped_at_the_next() -> None:
    assert let().inspect().inspect(**FOUND).do("end_tenancy", OFFICER).state == "ended"
    case = let().inspect().inspect(**FOUND).inspect()
    assert [name for name, _, _ in news(case)] == ["demand_correction"]


@pytest.mark.clause("fuheng/rental_agency/4.2.3b")
def test_of_what_an_earlier_check_turns_out_to_have_found_the_tenant_is_told() -> None:
    case = let().inspect().inspect("2026-03-11 09:00").correct("inspect_let_unit", time=-2, misconduct="是")
    assert news(case) == [("demand_correction", ("tenant",), "2026-03-11 09:00")]
    assert case.inspect("2026-03-12 09:00").do("end_tenancy", OFFICER).state == "ended"


@pytest.mark.clause("fuheng/rental_agency/4.2.3b")
def test_where_nothing_is_wrong_nothing_is_demanded() -> None:
    case = let().inspect()
    assert news(case) == []
    assert case.do("end_tenancy", OFFICER).state == "ended"


@pytest.mark.clause("fuheng/rental_agency/4.2.4")
def test_the_facade_is_inspected_each_month_unless_the_site_sets_another_rhythm() -> None:
    case = let()
    assert_due(case, "inspect_facade", "2026-04-11 00:00", by="4.2.4")
    assert_only_refused(case, "inspect_facade", SUPERVISOR, by="4.2.4", kind="wrong_role")
    case.inspect("2026-03-11 09:00").do("inspect_facade", OFFICER, "2026-03-11 10:00")
    assert_due(case, "inspect_facade", "2026-04-12 00:00", by="4.2.4")
    override = {"clause": ROW + "4.2.4", "span": "1 week", "since": "2026-01-01", "cites": "项目规定"}
    site = let(override=[override])
    assert_due(site, "inspect_facade", "2026-03-18 00:00", by="4.2.4")


@pytest.mark.clause("fuheng/rental_agency/3.3")
@pytest.mark.parametrize(
    ("prepare", "due"),
    [
        ("inspect_let_unit", "2026-03-12 00:00"),
        ("visit_on_repairs", "2026-03-12 00:00"),
        ("inspect_facade", "2026-04-11 00:00"),
    ],
)
def test_the_supervisor_urges_the_officer_when_something_daily_is_missed(prepare: str, due: str) -> None:
    case = let()
    if prepare == "visit_on_repairs":
        case.repair().inspect("2026-03-11 23:00")
    if prepare == "inspect_facade":
        for day in range(11, 32):
            case.inspect(f"2026-03-{day} 09:00")
        for day in range(1, 11):
            case.inspect(f"2026-04-{day:02} 09:00")
    case.tick(due)
    assert news(case) == []
    case.tick(f"{due}:01")
    assert news(case) == [("urge_inspection", (SUPERVISOR, OFFICER), due)]
    (line,) = [h for h in case.desk.history(case.id) if h.name == "urge_inspection"]
    assert (line.clause, line.entry.in_name_of) == (ROW + "3.3", (SUPERVISOR,))


@pytest.mark.clause("fuheng/rental_agency/3.3")
def test_who_oversees_hears_of_what_the_officer_has_missed() -> None:
    """负责对出租房屋管理工作的监督: she hears of it herself, by name."""
    case = let(roster={SUPERVISOR: ["钱主管"], OFFICER: ["孙丽"]})
    (told,) = case.desk.tick("2026-03-12 09:00").messages
    assert (told.name, told.to_names) == ("urge_inspection", ("钱主管", "孙丽"))


@pytest.mark.clause("fuheng/rental_agency/3.3", "fuheng/rental_agency/4.2.5a")
def test_who_oversees_hears_of_a_complaint_that_was_not_reported_in_two_hours() -> None:
    case = let().complain("c1", "2026-03-11 09:00").tick("2026-03-11 11:00")
    assert news(case) == []
    assert news(case.tick("2026-03-11 11:01")) == [("urge_inspection", (SUPERVISOR, OFFICER), "2026-03-11 11:00")]


@pytest.mark.clause("fuheng/rental_agency/3.3")
def test_the_supervisor_spot_checks_let_units() -> None:
    case = let()
    assert_only_refused(case, "spot_check", OFFICER, by="3.3", kind="wrong_role", spot_check_found="正常")
    case.do("spot_check", SUPERVISOR, spot_check_found="正常")


# --- 3.2, 4.2.2 repairs -----------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/rental_agency/3.2")
def test_the_officer_takes_what_tenants_report_to_the_repair() -> None:
    case = let()
    assert_only_refused(
        case, "take_repair_report", "tenant", by="4.2.2", kind="wrong_role", fault="漏水", location="厨房"
    )
    case.repair()
    child = case.desk.case(f"{case.id}.1")
    assert (child.procedure, child.subject) == ("repair", case.case.subject)
    assert (child.facts["fault"], child.facts["location"]) == ("水龙头漏水", "厨房")


@pytest.mark.clause("fuheng/rental_agency/4.2.2")
def test_reports_at_hand_are_visited_every_day_until_they_are_settled() -> None:
    case = let()
    assert_not_due(case, "visit_on_repairs")
    case.repair("r1", "2026-03-11 10:00")
    assert_due(case, "visit_on_repairs", "2026-03-13 00:00", by="4.2.2")
    case.visit("2026-03-12 09:00")
    assert_due(case, "visit_on_repairs", "2026-03-14 00:00", by="4.2.2")
    case.visit("2026-03-14 00:00")
    assert [name for name, _ in missed(case)] == ["inspect_let_unit", "inspect_let_unit"]
    case.mend().do("settle_repair_report", OFFICER, item="r1")
    assert_not_due(case, "visit_on_repairs")
    late = let().repair("r1", "2026-03-11 10:00").visit("2026-03-13 00:00:00.000001")
    assert ("visit_on_repairs", "2026-03-13 00:00:00") in missed(late)
    assert_only_refused(late, "visit_on_repairs", SUPERVISOR, by="4.2.2", kind="wrong_role")


@pytest.mark.clause("fuheng/rental_agency/4.2.2")
def test_a_report_is_settled_after_a_visit_and_no_tenancy_ends_before() -> None:
    case = let().repair("r1").mend()
    assert_only_refused(case, "settle_repair_report", OFFICER, by="4.2.2", kind="not_applicable", item="r1")
    assert_only_refused(case, "end_tenancy", OFFICER, by="4.2.2", kind="outstanding")
    case.visit()
    assert_only_refused(case, "settle_repair_report", SUPERVISOR, by="4.2.2", kind="wrong_role", item="r1")
    case.do("settle_repair_report", OFFICER, item="r1").repair("r2").mend()
    assert_only_refused(case, "settle_repair_report", OFFICER, by="4.2.2", kind="not_applicable", item="r2")
    case.visit().do("settle_repair_report", OFFICER, item="r2").do("end_tenancy", OFFICER)


@pytest.mark.clause("fuheng/rental_agency/4.2.2")
def test_a_report_whose_repair_goes_on_is_visited_each_day_until_that_has_ended() -> None:
    """每天回访客户报修: while it is being repaired too."""
    case = let().repair("r1", "2026-03-11 10:00").visit("2026-03-12 09:00")
    refusal = assert_only_refused(case, "settle_repair_report", OFFICER, by="local", kind="child_not_ended", item="r1")
    assert f"{case.id}.1" in refusal.text("zh")
    assert "尚未结案" in refusal.text("zh")
    assert_due(case, "visit_on_repairs", "2026-03-14 00:00", by="4.2.2")
    before = told(case)
    case.mend()
    assert [(name, to) for name, to, _ in told(case)[len(before) :]] == [("repair_ended@r1", (OFFICER,))]
    case.do("settle_repair_report", OFFICER, item="r1")
    assert_not_due(case, "visit_on_repairs")


@pytest.mark.clause("fuheng/rental_agency/4.2.2")
@pytest.mark.parametrize("where", ["report", "repair"])
def test_a_report_whose_words_are_corrected_still_waits_for_its_repair(where: str) -> None:
    case = let().repair("r1", "2026-03-11 10:00").visit("2026-03-12 09:00")
    if where == "report":
        case.correct("take_repair_report", location="卫生间", item="r1")
    else:
        Letting(case.desk, f"{case.id}.1", case.now).correct("open", fault="水管漏水")
    assert_only_refused(case, "settle_repair_report", OFFICER, by="local", kind="child_not_ended", item="r1")
    other = case.repair("r2", "2026-03-12 10:00").visit("2026-03-13 09:00")
    other.desk.act(f"{case.id}.1", "withdraw", {"reason": "已修复"}, by=person("superior"), at=case.now, recorded_at=case.now)
    assert_only_refused(case, "settle_repair_report", OFFICER, by="local", kind="child_not_ended", item="r2")
    case.do("settle_repair_report", OFFICER, item="r1")


# --- 4.2.5 complaints -------------------------------------------------------------------------------------------


@pytest.mark.clause(
    "fuheng/rental_agency/4.2.5a", "fuheng/rental_agency/4.2.5b", "fuheng/rental_agency/4.2.5c"
)
def test_what_the_officer_settles_in_time_goes_to_nobody_else() -> None:
    case = let().complain("c1", "2026-03-10 10:00")
    assert_due(case, "report_complaint@c1", "2026-03-10 12:00", by="4.2.5a")
    assert [d.roles for d in case.desk.due() if d.name == "report_complaint@c1"] == [(OFFICER,)]
    case.update_limits("c1", "2026-03-10 11:30")
    assert_done(case, "report_complaint@c1", "cancelled")
    assert_only_refused(case, "report_complaint", OFFICER, by="4.2.5a", kind="not_now", item="c1")
    case.revisit().do("end_tenancy", OFFICER)
    assert (news(case), missed(case)) == ([], [])


@pytest.mark.clause("fuheng/rental_agency/4.2.5a")
def test_what_the_officer_cannot_settle_goes_to_the_superior_within_two_hours() -> None:
    case = let().complain("c1", "2026-03-10 10:00").complain("c2", "2026-03-10 10:00")
    assert_only_refused(case, "report_complaint", "superior", by="4.2.5a", kind="wrong_role", item="c1")
    case.report("c1", "2026-03-10 12:00").report("c2", "2026-03-10 12:00:00.000001")
    assert_done(case, "report_complaint@c1", "met")
    assert missed(case) == [("report_complaint@c2", "2026-03-10 12:00:00")]
    assert news(case)[0] == ("report_complaint@c1", ("superior",), "2026-03-10 12:00")
    line = next(
        h for h in case.desk.history(case.id) if h.name == "report_complaint@c1" and h.kind == "escalated"
    )
    assert line.clause == ROW + "4.2.5a"


@pytest.mark.clause("fuheng/rental_agency/4.2.5a", "fuheng/rental_agency/4.2.5c")
def test_the_superior_settles_what_was_reported_and_nothing_else() -> None:
    case = let().complain("c1").complain("c2").report("c1")
    assert_only_refused(
        case, "settle_complaint", "superior", by="4.2.5c", kind="wrong_role", item="c2", settlement="已处理"
    )
    case.update_limits("c1", by="superior").update_limits("c2")
    assert_only_refused(
        case, "settle_complaint", OFFICER, by="4.2.5c", kind="not_now", item="c1", settlement="再处理"
    )


@pytest.mark.clause("fuheng/rental_agency/4.2.5b", "fuheng/rental_agency/4.2.5c")
def test_a_complaint_is_settled_and_visited_before_a_tenancy_ends() -> None:
    case = let().complain("c1").complain("c2").update_limits("c1").revisit("c1")
    refusals = {(r.kind, r.clause) for r in case.try_("end_tenancy", OFFICER)}
    assert refusals == {("outstanding", ROW + "4.2.5c"), ("limit_open", ROW + "4.2.5a")}
    assert_only_refused(
        case, "visit_on_complaint", OFFICER, by="4.2.5b", kind="not_applicable", item="c2", visit_found="满意"
    )
    case.update_limits("c2")
    refusals = {(r.kind, r.clause) for r in case.try_("end_tenancy", OFFICER)}
    assert refusals == {("outstanding", ROW + "4.2.5b"), ("outstanding", ROW + "4.2.5c")}
    assert_only_refused(
        case, "visit_on_complaint", SUPERVISOR, by="4.2.5b", kind="wrong_role", item="c2", visit_found="满意"
    )
    assert_refused(case, "visit_on_complaint", OFFICER, by="4.2.5b", kind="missing_field", item="c2")
    case.revisit("c2").do("end_tenancy", OFFICER)


@pytest.mark.clause("fuheng/rental_agency/4.2.5b")
def test_a_result_that_is_corrected_after_the_visit_is_not_asked_about_again() -> None:
    case = let().complain("c1").update_limits("c1").revisit("c1")
    case.correct("settle_complaint", item="c1", settlement="未处理")
    assert_only_refused(
        case, "visit_on_complaint", OFFICER, by="4.2.5b", kind="no_item", item="c1", visit_found="不满意"
    )
    case.complain("c2")
    assert ("outstanding", ROW + "4.2.5b") not in {(r.kind, r.clause) for r in case.try_("end_tenancy", OFFICER)}
    case.update_limits("c2").revisit("c2").do("end_tenancy", OFFICER)


@pytest.mark.clause("fuheng/rental_agency/4.2.5c")
def test_the_officer_takes_a_complaint_and_says_how_it_was_settled() -> None:
    case = let()
    assert_only_refused(case, "take_complaint", "tenant", by="4.2.5c", kind="wrong_role", complaint="噪音")
    assert_refused(case, "take_complaint", OFFICER, by="4.2.5c", kind="missing_field")
    case.complain()
    assert_refused(case, "settle_complaint", OFFICER, by="4.2.5c", kind="missing_field", item="c1")


# --- 4.2.6 tenant files -----------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/rental_agency/4.2.6")
def test_a_change_of_the_tenants_file_is_told_to_office_staff_and_receptionist() -> None:
    case = let()
    assert_only_refused(case, "update_tenant_file", "staff", by="4.2.6", kind="wrong_role", **FILE)
    case.do("update_tenant_file", OFFICER, **FILE)
    assert news(case) == [("update_tenant_file", ("office_staff", "customer_receptionist"), MORNING)]
    text = "\n".join(f"{line.zh}{line.en}{line.entry}" for line in case.desk.history(case.id))
    assert [w for w in (FILE["tenant_name"], FILE["tenant_telephone"]) if w in text] == []


@pytest.mark.clause("fuheng/rental_agency/4.2.6")
@pytest.mark.parametrize(
    "corrected", [{"tenant_name": "周土"}, {"tenant_telephone": "13900000005"}, {"file_change": "电话、姓名变更"}]
)
def test_a_corrected_file_is_told_to_both_again(corrected: dict[str, str]) -> None:
    """与内勤、客户接待员进行沟通，保障资料的正确完整: a second change is told once, as the first."""
    both, later = ("office_staff", "customer_receptionist"), "2026-03-11 09:00"
    case = let().do("update_tenant_file", OFFICER, **FILE).correct("update_tenant_file", **corrected)
    assert news(case) == [("update_tenant_file", both, MORNING), ("tell_corrected_file", both, MORNING)]
    (line,) = [each for each in case.desk.history(case.id) if each.name == "tell_corrected_file"]
    assert (line.clause, line.entry.in_name_of) == (ROW + "4.2.6", (OFFICER,))
    case.do("update_tenant_file", OFFICER, later, **{**FILE, **corrected, "file_change": "退租日期变更"})
    assert news(case)[2:] == [("update_tenant_file", both, later)]
    case.correct("update_tenant_file", time=-2, **corrected)
    assert len(news(case)) == 3
    case.correct("update_tenant_file", file_change="退租日期更正")
    assert news(case)[3:] == [("tell_corrected_file", both, later)]


@pytest.mark.clause("fuheng/rental_agency/4.2.2")
def test_what_is_offered_for_a_report_reads_the_repair_of_that_report() -> None:
    """The question on other cases is the item's own: its fault, its place."""
    case = let().repair("r1", "2026-03-11 10:00").visit("2026-03-11 11:00")
    assert settling(case) == {"r1": False}
    case.mend()
    assert settling(case) == {"r1": True}


def settling(case: Letting) -> dict[str, bool]:
    options = case.desk.options(case.id, by=person(OFFICER), at=case.now)
    return {option.item: option.allowed for option in options if option.step == "settle_repair_report"}
