"""Complaints of which something was mistyped and is corrected later: what is owed, and what may be done, from then on."""

from __future__ import annotations

import pytest

from manuals.fuheng.complaint_desk import (
    CLASS_1,
    CLASS_2,
    CLASS_3,
    Complaint,
    assert_done,
    assert_due,
    assert_only_refused,
    assert_refused,
    complaint,
    missed,
    person,
    told,
)

REPRESENTATIVE = "management_representative"
HEAD, ARCHIVE = "department_head", "enterprise_management_dept"
DESK, PERSON, DEPARTMENT = "customer_receptionist", "responsible_person", "responsible_department"


def against(case: Complaint, step: str, actor: str) -> set[str]:
    """The clauses that stand against a step, without manual and procedure."""
    return {r.clause.removeprefix("fuheng/complaint/") for r in case.try_(step, actor)}


def explained() -> Complaint:
    """Of a cause outside the boundary, explained, recorded."""
    case = complaint().to_assigned(CLASS_3).prepare()
    return case.do("explain_unsolved", DESK, understood="是").record()


# --- 2 valid complaints ---------------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/complaint/2")
def test_what_turns_out_to_be_no_valid_complaint_after_the_visit_is_not_archived() -> None:
    """适用于有效投诉: it can only be withdrawn."""
    case = complaint().to_visited(CLASS_1).learn().correct("register", valid="否")
    assert_only_refused(case, "archive", ARCHIVE, by="2", kind="required")
    case.correct("register", valid="是").do("archive", ARCHIVE)
    told_nothing_valid = explained().correct("register", valid="否")
    assert_only_refused(told_nothing_valid, "archive_explained", ARCHIVE, by="2", kind="required")
    assert told_nothing_valid.do("withdraw", "superior", reason="无效").state == "withdrawn"


# --- 3.1 the representative -----------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/complaint/3.1a")
@pytest.mark.parametrize("cause", [CLASS_1, CLASS_3])
def test_what_is_reported_again_has_another_opinion(cause: str) -> None:
    """各部门汇报上来的未能处理的顾客投诉: each of them has the representative's opinion before it is handled."""
    case = complaint().to_assigned(cause).prepare().do("report_unsettled", PERSON)
    case.do("representative_opinion", REPRESENTATIVE).do("report_unsettled", HEAD)
    step, by = ("handle", PERSON) if cause == CLASS_1 else ("explain_unsolved", DESK)
    said = {} if cause == CLASS_1 else {"understood": "是"}
    assert {r.clause for r in case.try_(step, by, **said)} == {"fuheng/complaint/3.1a"}
    assert case.do("representative_opinion", REPRESENTATIVE).do(step, by, **said).state in ("handled", "understood")


@pytest.mark.clause("fuheng/complaint/3.1b")
@pytest.mark.parametrize("channel", ["电话", "公司"])
def test_a_delegation_holds_only_for_what_was_made_to_a_body_above_or_to_the_government(channel: str) -> None:
    """委托企业管理部处理业主直接向本公司上级或政府有关部门的投诉: any other is handled as any other."""
    case = complaint("上级单位").to_assigned().prepare().do("delegate_handling", REPRESENTATIVE)
    case.correct("open", channel=channel)
    assert_only_refused(case, "handle", ARCHIVE, by="3.3", kind="wrong_role")
    assert_only_refused(case, "handle", REPRESENTATIVE, by="3.3", kind="wrong_role")
    assert case.handle().state == "handled"
    back = complaint("上级单位").to_assigned().prepare().do("delegate_handling", REPRESENTATIVE)
    back.correct("open", channel=channel).correct("open", channel="政府有关部门")
    assert_only_refused(back, "handle", PERSON, by="3.1b", kind="wrong_role")
    assert back.handle(by=ARCHIVE).state == "handled"


# --- 4.2.1 and 4.2.5 the channel ------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/complaint/4.2.1d")
def test_a_telephone_complaint_that_was_entered_as_in_person_needs_no_opinion_of_the_superior() -> None:
    """由上级领导给出处理意见 is said of complaints in person alone."""
    case = complaint("当面").do("tell_superior", "staff").correct("open", channel="电话")
    case.channel = "电话"
    case.announce().register(CLASS_1).receive().prepare().handle()
    assert case.state == "handled"
    back = complaint("当面").to_assigned(CLASS_1).put_on_record().do("reply", PERSON)
    assert_only_refused(back, "handle", PERSON, by="4.2.1d", kind="outstanding")


@pytest.mark.clause("fuheng/complaint/4.2.1b", "fuheng/complaint/4.2.1d")
def test_what_turns_out_to_have_been_made_in_person_has_notice_and_opinion_before_it_is_handled() -> None:
    """通知上级领导，由上级领导给出处理意见进行处理: whenever it shows."""
    case = complaint().to_assigned(CLASS_3).prepare().correct("open", channel="当面")
    assert_only_refused(case, "handle", PERSON, by="4.2.1d", kind="outstanding")
    assert_refused(case, "explain_unsolved", DESK, by="4.2.1d", kind="outstanding", understood="是")
    assert_only_refused(case, "superior_opinion", "superior", by="4.2.1b", kind="outstanding")
    case.do("tell_superior", "staff").do("superior_opinion", "superior")
    assert case.handle().state == "handled"


@pytest.mark.clause("fuheng/complaint/4.2.1d")
@pytest.mark.parametrize("end", ["archive", "archive_explained"])
def test_what_turns_out_after_the_handling_to_have_been_made_in_person_has_its_opinion_before_the_archive(
    end: str,
) -> None:
    case = complaint().to_visited(CLASS_2) if end == "archive" else explained()
    case.correct("open", channel="当面").do("tell_superior", "staff")
    assert_only_refused(case, end, ARCHIVE, by="4.2.1d", kind="outstanding")
    assert not case.do("superior_opinion", "superior").do(end, ARCHIVE).case.open


@pytest.mark.clause("fuheng/complaint/4.2.1d")
def test_what_was_settled_on_the_spot_and_is_handled_again_goes_to_the_superior_with_its_record() -> None:
    """The sheet says that notice and opinion are given once."""
    case = complaint("当面").do("settle_on_spot", "staff", cause=CLASS_2, valid="是", result="当场清理")
    case.do("report_settled", "staff").record().visit(satisfied="否").register(CLASS_2).receive()
    case.put_on_record().do("reply", PERSON).do("send_to_repair", PERSON)
    assert_only_refused(case, "superior_opinion", "superior", by="4.2.1d", kind="not_now")
    assert case.handle().state == "handled"
    assert [name for name, roles, _ in told(case) if roles == ("superior",)] == ["report_settled", "submit_record"]


@pytest.mark.clause("fuheng/complaint/4.2.5c", "fuheng/complaint/4.2.5d")
@pytest.mark.parametrize("wrong", [{"channel": "政府有关部门"}, {"difficult": "是"}])
def test_what_turns_out_to_be_for_the_head_after_the_handling_has_her_opinion_before_the_archive(
    wrong: dict[str, str],
) -> None:
    """由部门第一负责人提出处理意见，再报公司分管领导: late, but not left out."""
    case = complaint().to_visited(CLASS_2).correct("open", **wrong)
    case.do("report_direct", "recipient").do("file_at_desk", DESK)
    assert_only_refused(case, "archive", ARCHIVE, by="4.2.5c", kind="outstanding")
    case.do("head_opinion", HEAD)
    assert ("report_to_director", ("company_director",)) in [(name, roles) for name, roles, _ in told(case)]
    assert case.do("archive", ARCHIVE).state == "closed"


@pytest.mark.clause("fuheng/complaint/4.2.5c")
def test_an_explained_complaint_has_the_heads_opinion_before_the_archive_too() -> None:
    case = explained().correct("open", difficult="是")
    case.do("report_direct", "recipient").do("file_at_desk", DESK)
    assert_only_refused(case, "archive_explained", ARCHIVE, by="4.2.5c", kind="outstanding")
    assert case.do("head_opinion", HEAD).do("archive_explained", ARCHIVE).state == "explained"


@pytest.mark.clause("fuheng/complaint/4.2.5c")
def test_a_difficult_one_that_was_settled_on_the_spot_has_the_heads_opinion_before_the_archive() -> None:
    case = complaint("当面", difficult="是").do("report_direct", "recipient")
    case.do("settle_on_spot", "staff", cause=CLASS_2, valid="是", result="当场清理").do("report_settled", "staff")
    case.record().visit().do("file_at_desk", DESK)
    assert_only_refused(case, "archive", ARCHIVE, by="4.2.5c", kind="outstanding")
    assert case.do("head_opinion", HEAD).do("archive", ARCHIVE).state == "closed"


# --- 4.2.6 the class ------------------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/complaint/4.2.6e")
def test_a_training_is_owed_for_a_complaint_of_class_1_alone() -> None:
    """一类投诉…各部门学习培训: away from class 1, an analysis that was written raises none."""
    case = complaint().to_visited(CLASS_1).do("write_analysis", DEPARTMENT, case_lesson="巡查须签到")
    assert_only_refused(case, "archive", ARCHIVE, by="4.2.6e", kind="outstanding")
    case.correct("register", cause=CLASS_3).do("explain_to_owner", DESK)
    assert case.do("archive", ARCHIVE).state == "closed"


@pytest.mark.clause("fuheng/complaint/4.2.6e")
@pytest.mark.parametrize("round_", [1, 2])
def test_each_case_analysis_is_trained_on(round_: int) -> None:
    """一类投诉形成案例分析，各部门学习培训: of each of them, in another round too."""
    case = complaint().to_handled(CLASS_1).learn().record().visit(satisfied="否" if round_ == 2 else "是")
    if round_ == 2:
        case.register(CLASS_1).receive().prepare().handle().record().visit()
    case.do("write_analysis", DEPARTMENT, case_lesson="交接须签字")
    assert_only_refused(case, "archive", ARCHIVE, by="4.2.6e", kind="outstanding")
    assert case.do("train_on_analysis", DEPARTMENT).do("archive", ARCHIVE).state == "closed"


def give_up(case: Complaint, how: str) -> None:
    """The open repair is withdrawn, or merged into one that was reported beside it and withdrawn then."""
    (wrong,) = case.repairs()
    now = {"at": case.now, "recorded_at": case.now}
    said = {"reason": "误开"}
    if how == "merge":
        other = case.desk.open(
            "repair", {"location": "厨房", "fault": "渗水"}, subject="3-2-501", by=person(DESK), **now
        )
        said["into"] = other.id
    case.desk.act(wrong, how, said, by=person("superior"), **now)
    if how == "merge":
        case.desk.act(other.id, "withdraw", {"reason": "误开"}, by=person("superior"), **now)


@pytest.mark.clause("fuheng/complaint/4.2.6b")
@pytest.mark.parametrize("how", ["withdraw", "merge"])
@pytest.mark.parametrize("round_", [1, 2])
def test_a_repair_that_is_given_up_is_sent_anew_before_the_complaint_is_handled(how: str, round_: int) -> None:
    """二类投诉按维修流程进行处理: by a repair that is there, as in chapter 4."""
    case = complaint()
    if round_ == 2:
        case.to_handled(CLASS_2).record().visit(satisfied="否").register(CLASS_2).receive().prepare()
    else:
        case.to_assigned(CLASS_2).prepare()
    give_up(case, how)
    assert_only_refused(case, "handle", PERSON, by="4.2.6b", kind="outstanding")
    rows = [row.status for row in case.desk.obligations(case.id, at=case.now) if row.name == "send_to_repair"]
    assert rows == ["outstanding"]
    case.do("send_to_repair", PERSON)
    assert_only_refused(case, "send_to_repair", PERSON, by="4.2.6b", kind="not_now")
    assert case.handle().record().visit().do("archive", ARCHIVE).state == "closed"


@pytest.mark.clause("fuheng/complaint/4.2.6b")
def test_a_repair_that_is_given_up_after_the_handling_is_sent_anew_before_the_archive() -> None:
    case = complaint().to_handled(CLASS_2).record()
    give_up(case, "withdraw")
    case.visit()
    assert_only_refused(case, "archive", ARCHIVE, by="4.2.6b", kind="outstanding")
    case.do("send_to_repair", PERSON)
    (repair,) = case.repairs()
    assert case.mend(repair).do("archive", ARCHIVE).state == "closed"


@pytest.mark.clause("fuheng/complaint/4.2.6b")
@pytest.mark.parametrize("state", ["handled", "visited"])
def test_what_turns_out_to_be_building_quality_has_its_repair_before_the_archive(state: str) -> None:
    """二类投诉按维修流程进行处理, wherever the complaint stands when its class is put right."""
    case = complaint().to_handled(CLASS_3).record()
    if state == "visited":
        case.visit()
    case.correct("register", cause=CLASS_2)
    if state == "handled":
        case.do("send_to_repair", PERSON).visit()
        assert not case.repairs()
    else:
        assert_only_refused(case, "archive", ARCHIVE, by="4.2.6b", kind="outstanding")
        case.do("send_to_repair", PERSON)
        (repair,) = case.repairs()
        assert_only_refused(case, "send_to_repair", PERSON, by="4.2.6b", kind="not_now")
        assert_only_refused(case, "archive", ARCHIVE, by="4.2.6b", kind="child_not_ended")
        case.mend(repair)
    assert case.do("archive", ARCHIVE).state == "closed"


@pytest.mark.clause("fuheng/complaint/4.2.6b")
def test_a_repair_that_was_opened_is_waited_for_whatever_the_class_is_by_then() -> None:
    case = complaint().to_handled(CLASS_2).record().visit(mended=False).correct("register", cause=CLASS_3)
    case.do("explain_to_owner", DESK)
    assert_only_refused(case, "archive", ARCHIVE, by="4.2.6b", kind="child_not_ended")


@pytest.mark.clause("fuheng/complaint/4.2.6b", "fuheng/complaint/4.2.6d")
@pytest.mark.parametrize("cause", [CLASS_2, CLASS_3])
def test_what_was_settled_on_the_spot_is_neither_repaired_nor_explained(cause: str) -> None:
    """当场可以解决的须当场处理: what is settled needs neither, whatever its class."""
    case = complaint("当面").do("settle_on_spot", "staff", cause=CLASS_1, valid="是", result="当场清理")
    case.do("report_settled", "staff").record().visit().correct("settle_on_spot", cause=cause)
    assert case.do("archive", ARCHIVE).state == "closed"


@pytest.mark.clause("fuheng/complaint/4.2.6c")
@pytest.mark.parametrize("wrong", [{"large_impact": "否"}, {"cause": CLASS_1}])
def test_nothing_is_followed_up_of_a_complaint_that_has_no_larger_impact(wrong: dict[str, str]) -> None:
    """影响较大的…跟进处理反馈结果: corrected away after the report, nothing of it is owed."""
    case = complaint().to_assigned(CLASS_2, large_impact="是")
    case.do("warranty_report", "warranty_office", impact_report="渗水成片").prepare().handle().record().visit()
    assert_only_refused(case, "archive", ARCHIVE, by="4.2.6c", kind="outstanding")
    case.correct("register", **wrong)
    if "cause" in wrong:
        case.learn()
    assert case.do("archive", ARCHIVE).state == "closed"


@pytest.mark.clause("fuheng/complaint/4.2.6d")
@pytest.mark.parametrize("state", ["handled", "visited"])
def test_what_turns_out_to_lie_outside_the_boundary_is_explained_before_the_archive(state: str) -> None:
    case = complaint().to_handled(CLASS_2).record()
    if state == "visited":
        case.visit()
    case.correct("register", cause=CLASS_3)
    if state == "handled":
        case.do("explain_to_owner", DESK).visit()
    else:
        assert_only_refused(case, "archive", ARCHIVE, by="4.2.6d", kind="outstanding")
        case.do("explain_to_owner", DESK)
    assert case.do("archive", ARCHIVE).state == "closed"


@pytest.mark.clause("fuheng/complaint/4.2.6f")
@pytest.mark.parametrize("way", ["explained anew", "handled"])
def test_what_the_owner_did_not_understand_after_all_is_explained_anew_or_handled(way: str) -> None:
    """应向业主做出有关解释和说明并得到业主的理解."""
    case = explained()
    assert_only_refused(case, "handle", PERSON, by="4.2.6f", kind="not_now")
    case.correct("explain_unsolved", understood="否")
    assert_only_refused(case, "archive_explained", ARCHIVE, by="4.2.6f", kind="required")
    if way == "handled":
        assert case.handle().record().visit().do("archive", ARCHIVE).state == "closed"
    else:
        assert_refused(case, "explain_unsolved", DESK, by="4.2.6f", kind="required", understood="否")
        case.do("explain_unsolved", DESK, understood="是").record()
        assert case.do("archive_explained", ARCHIVE).state == "explained"


@pytest.mark.clause("fuheng/complaint/4.2.6f")
@pytest.mark.parametrize("cause", [CLASS_1, CLASS_2])
def test_only_what_lies_outside_the_boundary_ends_as_explained(cause: str) -> None:
    """Any other is handled after all, in its own way and within its own limit."""
    case = explained().correct("register", cause=cause)
    own = "4.2.3d" if cause == CLASS_1 else "4.2.3e"
    assert against(case, "archive_explained", ARCHIVE) == {"4.2.6f", own}
    assert_refused(case, "archive_explained", ARCHIVE, by="4.2.6f", kind="required")
    if cause == CLASS_2:
        assert_only_refused(case, "handle", PERSON, by="4.2.6b", kind="outstanding")
        case.do("send_to_repair", PERSON)
    case.handle(by=HEAD).record().visit()
    if cause == CLASS_1:
        case.learn()
    assert case.do("archive", ARCHIVE).state == "closed"


# --- 4.3 the visit --------------------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/complaint/4.3a")
def test_an_owner_who_turns_out_not_to_be_satisfied_is_not_closed_as_satisfied() -> None:
    """As with no from the start: it is handled again, the whole way."""
    case = complaint().to_visited(CLASS_2)
    assert_only_refused(case, "handle_again", HEAD, by="4.3a", kind="not_applicable")
    case.correct("revisit", satisfied="否")
    assert_only_refused(case, "archive", ARCHIVE, by="4.3a", kind="required")
    case.do("handle_again", HEAD)
    assert case.state == "received"
    case.register(CLASS_2).receive()
    assert against(case, "handle", PERSON) == {"4.2.3g", "4.2.6b", "4.2.7b"}
    assert case.prepare().handle().record().visit().do("archive", ARCHIVE).state == "closed"


@pytest.mark.clause("fuheng/complaint/4.3a")
def test_a_second_round_is_gone_through_although_the_owner_turns_out_to_have_been_satisfied() -> None:
    """A step that was taken stays taken; the sheet says so."""
    case = complaint().to_handled(CLASS_2).record().visit(satisfied="否").correct("revisit", satisfied="是")
    assert case.state == "received"
    assert_refused(case, "archive", ARCHIVE, by="3.2b", kind="wrong_state")


# --- 4.2.3 the limit of the class -----------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/complaint/4.2.3d", "fuheng/complaint/4.2.3e")
@pytest.mark.parametrize(
    ("cause", "by", "due"), [(CLASS_1, "4.2.3d", "2026-03-10 13:00"), (CLASS_2, "4.2.3e", "2026-03-11 00:00")]
)
def test_what_was_only_explained_runs_under_the_limit_of_another_class_until_it_is_handled(
    cause: str, by: str, due: str
) -> None:
    """一类投诉4小时内处理、二类投诉当天处理: from receipt of the slip; to explain is no handling of either."""
    case = explained()
    assert_done(case, "handle", "met")
    case.correct("register", cause=cause)
    assert_due(case, "handle", due, by=by)
    case.tick("2026-03-11 00:01")
    assert missed(case) == [("handle", f"{due}:00")]


@pytest.mark.clause("fuheng/complaint/4.2.3d")
def test_a_class_that_is_corrected_once_it_is_handled_is_not_judged_anew() -> None:
    case = complaint().to_assigned(CLASS_3).prepare().handle("2026-03-11 10:00").correct("register", cause=CLASS_1)
    assert_done(case, "handle", "met")
    assert missed(case) == []


@pytest.mark.clause("fuheng/complaint/4.2.3f", "fuheng/complaint/4.2.6f")
def test_what_the_owner_did_not_understand_after_all_runs_on_until_it_is_explained_or_handled() -> None:
    """三类投诉三天内处理: on the third day after the receipt; understood is what it ends with, and it was not."""
    case = explained().correct("explain_unsolved", understood="否")
    assert_due(case, "handle", "2026-03-14 00:00", by="4.2.6f")
    case.do("explain_unsolved", DESK, "2026-03-12 10:00", understood="是")
    assert_done(case, "handle", "met")
    again = explained().correct("explain_unsolved", understood="否").handle("2026-03-12 10:00")
    assert_done(again, "handle", "met")
    late = explained().correct("explain_unsolved", understood="否").tick("2026-03-14 00:01")
    assert missed(late) == [("handle", "2026-03-14 00:00:00")]
