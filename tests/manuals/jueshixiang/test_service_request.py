"""Questions and requests of owners, clause by clause."""

from __future__ import annotations

import pytest

from manuals.fuheng.case_desk import assert_only_refused, assert_refused, missed, person, told
from manuals.jueshixiang.case_desk import new_desk
from manuals.jueshixiang.request_desk import ASSISTANT, DIRECTOR, FOUND, MANAGER, MORNING, request
from manuals.jueshixiang.standing_desk import Duty, StandingDuties
from servicedesk.engine.entry import EscalationEntry

ROW = "jueshixiang/service_request/"
ANSWER = {"answer_given": "可代收至服务中心"}


def test_the_straight_path() -> None:
    case = request().log().look_into().answer()
    assert (case.state, case.case.open, missed(case)) == ("answered", False, [])
    assert told(case) == [("answer", ("resident",), MORNING)]


@pytest.mark.clause(f"{ROW}5.3.6")
def test_what_is_not_ones_own_duty_is_helped_with_before_the_answer() -> None:
    case = request().log().look_into(outside_duties="是")
    assert_only_refused(case, "answer", ASSISTANT, by="5.3.6", kind="outstanding", **ANSWER)
    assert_only_refused(case, "help_along", ASSISTANT, by="5.3.6", kind="missing_field")
    assert_refused(case, "help_along", "contractor", by="5.3.6", kind="wrong_role", help_given="联系快递")
    assert case.do("help_along", MANAGER, help_given="联系快递").answer().state == "answered"
    own = request().log().look_into()
    assert_only_refused(own, "help_along", ASSISTANT, by="5.3.6", kind="not_applicable", help_given="联系快递")
    beyond = request().log().look_into(outside_duties="是", beyond_scope="是")
    assert_only_refused(beyond, "help_along", ASSISTANT, by="5.3.6", kind="not_applicable", help_given="联系快递")
    assert beyond.do("decline", ASSISTANT, declined_because="不代办贷款").state == "declined"


@pytest.mark.clause(f"{ROW}5.3.8")
def test_who_does_not_know_asks_the_leader_and_answers_then() -> None:
    case = request().log()
    assert assert_only_refused(case, "look_into", ASSISTANT, by="5.3.8", **{**FOUND, "known": None}).place == "known"
    case.look_into(known="否")
    assert_only_refused(case, "answer", ASSISTANT, by="5.3.8", kind="outstanding", **ANSWER)
    assert_refused(case, "ask_leader", "contractor", by="5.3.8", kind="wrong_role")
    case.do("ask_leader", ASSISTANT)
    assert told(case) == [("ask_leader", (MANAGER,), MORNING)]
    assert case.answer().state == "answered"
    sure = request().log().look_into()
    assert_only_refused(sure, "ask_leader", ASSISTANT, by="5.3.8", kind="not_applicable")
    beyond = request().log().look_into(known="否", beyond_scope="是")
    assert beyond.do("decline", ASSISTANT, declined_because="不代办贷款").state == "declined"
    blank = request().log().do("look_into", ASSISTANT, known="是")  # the boxes left empty say no
    assert blank.answer().state == "answered"


@pytest.mark.clause(f"{ROW}5.3.13a")
def test_who_took_it_in_or_explained_it_does_not_settle_it() -> None:
    """What cannot be explained goes to somebody above: not to whoever could not explain it."""
    case = request(by=MANAGER).log().look_into(by=MANAGER)
    case.do("explain", MANAGER, explained="否").do("pass_to_superior", ASSISTANT)
    assert_only_refused(case, "settle", MANAGER, by="5.3.13a", kind="separation", **ANSWER)
    assert case.do("settle", DIRECTOR, **ANSWER).state == "answered"


@pytest.mark.clause(f"{ROW}5.3.13b")
def test_nobody_is_told_to_hand_on_what_nobody_hands_on() -> None:
    """Whoever is asked first answers, and nobody is assigned anew."""
    case = request().log().look_into()
    refusal = assert_only_refused(case, "answer", MANAGER, by="5.3.13b", kind="held_by_another", **ANSWER)
    assert refusal.help_zh == f"请{ASSISTANT}办理"


@pytest.mark.clause(f"{ROW}6.6b")
def test_what_turns_out_a_call_is_recorded_before_the_answer() -> None:
    case = request().log().look_into()
    case.do("correct", MANAGER, entry=1, by_telephone="是", reason="误记")
    assert_only_refused(case, "answer", ASSISTANT, by="6.6b", kind="outstanding", **ANSWER)
    assert case.record_call().answer().state == "answered"


@pytest.mark.clause(f"{ROW}5.3.13a")
def test_a_challenge_that_cannot_be_explained_away_goes_to_the_superior() -> None:
    case = request().log().look_into()
    assert_only_refused(case, "explain", ASSISTANT, by="5.3.13a", kind="missing_field")
    assert_only_refused(case, "pass_to_superior", ASSISTANT, by="5.3.13a", kind="not_applicable")
    case.explain("否")
    assert_only_refused(case, "answer", ASSISTANT, by="5.3.13a", kind="forbidden", **ANSWER)
    case.do("pass_to_superior", ASSISTANT)
    assert case.state == "with_superior"
    assert [(m.name, m.to_roles) for m in case.desk.messages(case.id)] == [("tell_superior", (MANAGER,))]
    (level,) = [each.entry for each in case.desk.history(case.id) if isinstance(each.entry, EscalationEntry)]
    assert level.in_name_of == ("customer_service_department",)
    assert_only_refused(case, "settle", ASSISTANT, by="5.3.13a", kind="wrong_role", **ANSWER)
    assert_only_refused(case, "settle", MANAGER, by="5.3.13a", kind="missing_field")
    assert case.do("settle", MANAGER, **ANSWER).state == "answered"
    assert told(case)[-1] == ("settle", ("resident",), MORNING)
    explained = request().log().look_into().explain("否").explain("是")
    assert_only_refused(explained, "pass_to_superior", ASSISTANT, by="5.3.13a", kind="not_applicable")
    assert explained.answer().state == "answered"
    passed = request().log().look_into(known="否", outside_duties="是").to_superior()
    assert passed.do("settle", MANAGER, **ANSWER).state == "answered"  # the superior owes what he answers, and no more


@pytest.mark.clause(f"{ROW}5.3.13a")
def test_the_managers_own_challenge_goes_to_the_director() -> None:
    case = request(by=MANAGER).do("log_matter", MANAGER, asked_for="费用质询").look_into(MANAGER).to_superior(MANAGER)
    assert [(m.name, m.to_roles) for m in case.desk.messages(case.id)] == [("tell_superior", (DIRECTOR,))]
    assert_only_refused(case, "settle", MANAGER, by="5.3.13a", kind="separation", **ANSWER)
    assert case.do("settle", DIRECTOR, **ANSWER).state == "answered"


@pytest.mark.clause(f"{ROW}5.3.13b")
def test_whoever_is_asked_first_answers_for_it() -> None:
    case = request().log().look_into("back_office_assistant")
    holder = case.case.holder()
    assert holder is not None
    assert (holder.name, holder.role) == (ASSISTANT, ASSISTANT)
    for step, by, given in (("answer", "5.3.13b", ANSWER), ("decline", "5.3.19.5", {"declined_because": "无"})):
        refused = case.try_(step, "customer_service_post", **given)
        assert ("held_by_another", f"{ROW}{by}") in {(each.kind, each.clause) for each in refused}
    assert_only_refused(case, "answer", ASSISTANT, by="5.3.13b", kind="missing_field")
    assert case.answer().state == "answered"
    refusals = new_desk().try_open("service_request", {}, subject="3-2-501", by=person("finance_department")).refusals
    assert [(r.kind, r.clause) for r in refusals] == [("wrong_role", f"{ROW}5.3.13b")]


@pytest.mark.clause(f"{ROW}5.3.19.5")
def test_what_is_beyond_the_scope_of_service_is_declined_and_nothing_else_is() -> None:
    case = request().log().look_into(beyond_scope="是")
    assert_only_refused(case, "answer", ASSISTANT, by="5.3.19.5", kind="forbidden", **ANSWER)
    assert_only_refused(case, "decline", ASSISTANT, by="5.3.19.5", kind="missing_field")
    assert case.do("decline", ASSISTANT, declined_because="不代办贷款").state == "declined"
    assert told(case) == [("decline", ("resident",), MORNING)]
    within = request().log().look_into()
    assert_only_refused(within, "decline", ASSISTANT, by="5.3.19.5", kind="required", declined_because="忙")


@pytest.mark.clause(f"{ROW}5.4.3")
def test_each_matter_is_written_into_the_work_log_before_it_is_looked_into() -> None:
    case = request()
    assert_only_refused(case, "look_into", ASSISTANT, by="5.4.3", kind="outstanding", **FOUND)
    assert_only_refused(case, "log_matter", ASSISTANT, by="5.4.3", kind="missing_field")
    case.log().look_into().answer()
    filled = [paper.zh for paper in case.desk.documents(case.id) if paper.filed_at]
    assert filled == ["工作日志"]


@pytest.mark.clause(f"{ROW}5.4.3")
def test_a_second_matter_has_a_case_of_its_own() -> None:
    """逐条统计在工作日志内: the first stays on the log and is answered."""
    case = request().log()
    refusal = assert_only_refused(case, "log_matter", ASSISTANT, by="5.4.3", kind="forbidden", asked_for="问停车")
    assert refusal.help_zh == "可办理：接待业主"
    assert case.case.facts["asked_for"] == "代收快递"
    other = request(desk=case.desk).do("log_matter", ASSISTANT, asked_for="问停车").look_into().answer()
    assert (other.state, case.state) == ("answered", "received")


@pytest.mark.clause(f"{ROW}6.6a")
def test_calls_are_taken_at_any_hour_of_any_day() -> None:
    for at in ("2026-02-17 03:00", "2026-02-15 23:59", "2026-05-01 00:00"):
        assert request(at, by_telephone="是").state == "received"


@pytest.mark.clause(f"{ROW}6.6b")
def test_a_second_call_is_recorded_in_a_case_of_its_own() -> None:
    """接听业主报修、求援、投诉等，并做好相关统计: the record of the first call is not written over."""
    case = request(by_telephone="是").record_call()
    refusal = assert_only_refused(
        case, "record_call", ASSISTANT, by="6.6b", kind="forbidden", caller="李先生", called_about="投诉"
    )
    assert (refusal.help_zh, case.case.facts["called_about"]) == ("可办理：接待业主", "repair")
    entry = max(line.seq for line in case.desk.history(case.id) if line.name == "record_call")
    case.do("correct", MANAGER, entry=entry, reason="误记", called_about="求援")
    assert case.case.facts["called_about"] == "help"


@pytest.mark.clause(f"{ROW}6.6b")
@pytest.mark.parametrize("about", ["报修", "求援", "投诉", "找人"])
def test_a_call_is_recorded_with_what_it_was_about(about: str) -> None:
    case = request(by_telephone="是").log()
    assert_only_refused(case, "look_into", ASSISTANT, by="6.6b", kind="outstanding", **FOUND)
    for name in ("caller", "called_about"):
        given = {"caller": "张先生", "called_about": about, name: None}
        assert assert_only_refused(case, "record_call", ASSISTANT, by="6.6b", kind="missing_field", **given).place == name
    assert case.do("record_call", ASSISTANT, caller="张先生", called_about=about).look_into().state == "looked_into"
    visitor = request().log()
    assert_only_refused(visitor, "record_call", ASSISTANT, by="6.6b", kind="not_applicable", caller="张", called_about=about)
    assert visitor.look_into().state == "looked_into"
    unticked = request(by_telephone=None).log().look_into()
    assert unticked.state == "looked_into"


class TestDuties(StandingDuties):
    procedure = "service_request"
    duties = (
        Duty("6.6a", "arrange_telephone", "service_center", "project",
             {"answers_by_day": "王敏", "answers_by_night": "李静"}, due="2026-01-02 09:00", done="2026-01-02 08:00",
             then="2026-01-03 08:00"),
        Duty("6.11", "empty_suggestion_box", "service_center", "project",
             {"box_in_place": "是", "suggestions_found": "3条"}, due="2026-02-02 00:00", then="2026-02-21 00:00",
             by_site=True, boxes={"box_in_place": "6.11"}),
    )  # fmt: skip


@pytest.mark.clause(f"{ROW}5.3.13a")
@pytest.mark.parametrize("done_by_the_manager", ["open", "explain", "pass_to_superior"])
def test_each_of_taking_in_explaining_and_passing_on_keeps_from_settling(done_by_the_manager: str) -> None:
    """请上级处理: somebody above whoever had a hand in it."""
    who = {step: MANAGER if step == done_by_the_manager else ASSISTANT for step in ("open", "explain", "pass_to_superior")}
    case = request(by=who["open"]).log().look_into(by=who["open"])
    case.do("explain", who["explain"], explained="否").do("pass_to_superior", who["pass_to_superior"])
    assert_only_refused(case, "settle", MANAGER, by="5.3.13a", kind="separation", **ANSWER)
    assert case.do("settle", DIRECTOR, **ANSWER).state == "answered"


@pytest.mark.clause(f"{ROW}6.6b")
def test_what_turns_out_a_call_is_recorded_before_it_is_settled_or_declined() -> None:
    """Every call is recorded, also where it was taken for a visit until it was with the superior."""
    call = {"entry": 1, "by_telephone": "是", "reason": "误记"}
    above = request().log().look_into().to_superior().do("correct", MANAGER, **call)
    assert_only_refused(above, "settle", MANAGER, by="6.6b", kind="outstanding", **ANSWER)
    assert above.record_call().do("settle", MANAGER, **ANSWER).state == "answered"
    beyond = request().log().look_into(beyond_scope="是").do("correct", MANAGER, **call)
    refusal = {"declined_because": "不代办贷款"}
    assert_only_refused(beyond, "decline", ASSISTANT, by="6.6b", kind="outstanding", **refusal)
    assert beyond.record_call().do("decline", ASSISTANT, **refusal).state == "declined"
