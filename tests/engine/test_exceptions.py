"""Exceptions: what is lifted is owed no more, what is changed holds instead, from the moment of their facts on.

Chengxinxing: special incidents 3.5b/3.5c, return visits 3.3c, emergencies 3.2.8 beside 3.3.10.1E; then each kind of
rule that an exception may lift or change, in a toy procedure.
"""

from __future__ import annotations

import pytest
from attrs import evolve

from engine.scene import Scene, actor
from sample_manuals import exceptional as m
from servicedesk import Manual, Policy, Procedure, Registry
from servicedesk.declare import (
    Deadline,
    DocumentRequirement,
    Escalation,
    Except,
    Fee,
    Items,
    NotBefore,
    Permission,
    Prohibition,
    Requirement,
    StandingTask,
    Start,
    Step,
    Task,
    builtin_roles,
    count,
    days,
    done,
    edition,
    fact,
    flag,
    hours,
    law,
    local_rule,
    missed,
    role,
    subjects,
    text,
    yuan,
)
from servicedesk.errors import InvalidProcedure
from servicedesk.figures import figures_of
from servicedesk.program.fingerprint import fingerprint
from servicedesk.render import clause_sheet
from servicedesk.rules.base import Rule
from servicedesk.rules.parts import form
from servicedesk.testing.mutants import mutants

ROW = "chengxinxing/special_incident_report/"
RECORDERS = ["property_manager", "first_responsible_person"]
RECORDING = {"policy": Policy.from_data({"recording": {"by": RECORDERS}})}

# --- a limit that an exception changes: special incidents 3.5 ---------------------------------------------------


def incident(special: bool | None = None) -> Scene:
    """Happened on Tuesday 2026-03-10 at 08:00, known at 09:00: 24 hours end on Wednesday at 08:00, 36 at 20:00."""
    scene = Scene(m.MANUAL)
    known = {} if special is None else {"special": special}
    scene.open("special_incident_report", "2026-03-10 09:00", m.MANAGER, occurred="2026-03-10 08:00", **known)
    return scene


def figures(scene: Scene) -> tuple[int, int]:
    """How many limits were missed, and how many misses were excused."""
    told = figures_of(scene.desk, [scene.id], scene.case.recorded_at).to_data()["limits"]["totals"]
    return told["missed"], told["excused"]


def test_the_limit_of_the_exception_holds_where_it_does() -> None:
    assert incident(special=False).due("written") == "2026-03-11 08:00"
    assert incident(special=True).due("written") == "2026-03-11 20:00"


def test_unknown_circumstances_are_no_exception() -> None:
    scene = incident()
    assert scene.due("written") == "2026-03-11 08:00"
    scene.do("note_circumstances", "2026-03-10 22:00", m.MANAGER, special=True)
    assert scene.due("written") == "2026-03-11 20:00"
    assert scene.limit("written").clause == ROW + "3.5c"


def test_facts_by_the_due_that_become_known_after_the_miss_excuse_it() -> None:
    scene = incident()
    assert scene.tick("2026-03-11 09:00") == [("tell_company", "2026-03-11 08:00", ("company",))]
    scene.do("note_circumstances", "2026-03-11 08:00", m.MANAGER, recorded="2026-03-11 10:00", special=True)
    assert scene.due("written") == "2026-03-11 20:00"
    assert [kind for kind, name, _ in scene.log("missed", "excused", "retargeted") if name == "written"] == [
        "missed", "excused", "retargeted",
    ]  # fmt: skip
    excused = next(line for line in scene.desk.history(scene.id) if line.kind == "excused")
    assert ("因例外" in excused.zh, "by an exception" in excused.en) == (True, True)
    (row,) = [row for row in scene.desk.obligations(scene.id, at="2026-03-11 10:00") if row.name == "written"]
    assert (row.status, row.excused) == ("outstanding", True)
    scene.do("telephone", "2026-03-11 10:30", m.MANAGER)
    scene.do("receive_report", "2026-03-11 20:00", m.MANAGER)
    assert scene.limit("written").state == "met"
    assert figures(scene) == (0, 1)


def test_facts_after_the_due_move_the_target_and_the_first_miss_stays() -> None:
    """A59: missed under 24 hours, met under 36."""
    scene = incident()
    scene.do("note_circumstances", "2026-03-11 09:00", m.MANAGER, special=True)
    assert [kind for kind, name, _ in scene.log("missed", "excused", "retargeted") if name == "written"] == [
        "missed", "retargeted",
    ]  # fmt: skip
    assert scene.due("written") == "2026-03-11 20:00"
    scene.do("telephone", "2026-03-11 10:30", m.MANAGER)
    scene.do("receive_report", "2026-03-11 19:00", m.MANAGER)
    assert figures(scene) == (1, 0)


def test_corrected_away_the_main_due_holds_again_and_nobody_is_told_twice() -> None:
    scene = incident(special=True)
    scene.desk.tick("2026-03-11 09:00")
    wrong = {"entry": 1, "reason": "误记", "special": False}
    at = "2026-03-11 10:00"
    scene.desk.act(scene.id, "correct", wrong, by=actor(m.MANAGER), at=at, recorded_at=at)
    limit = scene.limit("written")
    assert (limit.clause, limit.state, scene.due("written")) == (ROW + "3.5b", "missed", "2026-03-11 08:00")
    right = {"entry": 1, "reason": "更正", "special": True}
    again = "2026-03-11 11:00"
    scene.desk.act(scene.id, "correct", right, by=actor(m.MANAGER), at=again, recorded_at=again)
    assert scene.due("written") == "2026-03-11 20:00"  # a correction counts from when it was made: the miss stays
    scene.desk.act(
        scene.id, "correct", wrong, by=actor(m.MANAGER), at="2026-03-11 12:00", recorded_at="2026-03-11 12:00"
    )
    assert scene.limit("written").state == "missed"
    assert [name for _, name, _ in scene.log("escalated")] == ["tell_company"]
    assert [name for _, name, _ in scene.log("missed")] == ["written"]


def test_an_excused_miss_that_is_corrected_away_is_a_miss_again() -> None:
    scene = incident()
    scene.desk.tick("2026-03-11 09:00")
    scene.do("note_circumstances", "2026-03-11 07:00", m.MANAGER, recorded="2026-03-11 10:00", special=True)
    assert figures(scene) == (0, 1)
    wrong = {"entry": 5, "reason": "误记", "special": False}
    scene.desk.act(
        scene.id, "correct", wrong, by=actor(m.MANAGER), at="2026-03-11 11:00", recorded_at="2026-03-11 11:00"
    )
    assert (scene.limit("written").state, scene.due("written")) == ("missed", "2026-03-11 08:00")
    assert [name for _, name, _ in scene.log("escalated")] == ["tell_company"]


def test_explain_names_both_clauses() -> None:
    scene = incident(special=True)
    explained = scene.desk.explain(scene.id, "written")
    assert (explained.clause, explained.exception_to) == (ROW + "3.5c", ROW + "3.5b")
    assert "的例外，遇特殊情况时适用" in explained.text("zh")
    assert f"An exception to {ROW}3.5b" in explained.text("en")
    printed = incident().desk
    (case,) = printed.cases("3-2-501")
    usual = printed.explain(case.id, "written")
    assert (usual.clause, usual.exception_to, usual.exceptions[0].clause) == (ROW + "3.5b", "", ROW + "3.5c")
    assert "例外见《特别事件报告》3.5（遇特殊情况）：遇特殊情况" in usual.text("zh")
    assert f"Exception {ROW}3.5c" in usual.text("en")


def test_the_histories_of_both_modes_are_equal() -> None:
    strict, recorded = incident(), Scene(m.MANUAL, options=RECORDING)
    recorded.desk.record_opening(
        "special_incident_report", {"occurred": "2026-03-10 08:00"}, subject="3-2-501", by=actor(m.MANAGER),
        recorded_by=actor(m.MANAGER), at="2026-03-10 09:00", recorded_at="2026-03-10 09:00",
    )  # fmt: skip
    (case,) = recorded.desk.cases("3-2-501")
    given = {"by": actor(m.MANAGER), "at": "2026-03-11 07:00", "recorded_at": "2026-03-11 10:00"}
    strict.desk.act(strict.id, "note_circumstances", {"special": True}, **given)
    recorded.desk.record(case.id, "note_circumstances", {"special": True}, recorded_by=actor(m.MANAGER), **given)
    assert [line.entry for line in strict.desk.history(strict.id)] == [
        line.entry for line in recorded.desk.history(case.id)
    ]


# --- one signature that is lifted: return visits 3.3c -------------------------------------------------------------


def visited(way: str, **options: object) -> Scene:
    scene = Scene(m.MANUAL, options=options)
    scene.open("return_visit", "2026-03-10 09:00", m.VISITOR)
    scene.do("visit", "2026-03-10 10:00", m.VISITOR, contents="满意", way=way)
    return scene


def test_the_resident_signs_except_on_the_telephone() -> None:
    refusal = visited("上门").refused("close", "2026-03-10 11:00", m.VISITOR, "chengxinxing/return_visit/3.3c")
    assert (refusal.kind, "住户" in refusal.zh) == ("missing_signature", True)
    scene = visited("电话")
    rows = {row.name: (row.status, row.cause) for row in scene.desk.obligations(scene.id, at="2026-03-10 11:00")}
    assert rows["visit_record.resident"] == ("cancelled", "exception")
    assert rows["visit_record.visitor"] == ("met", "")
    assert scene.do("close", "2026-03-10 11:00", m.VISITOR).state == "closed"
    ended = {row.name: row.cause for row in scene.desk.obligations(scene.id, at="2026-03-10 12:00")}
    assert ended["visit_record.resident"] == "exception"


def test_before_the_way_is_known_the_signature_is_asked() -> None:
    scene = Scene(m.MANUAL)
    scene.open("return_visit", "2026-03-10 09:00", m.VISITOR)
    kinds = {kind for kind, _ in scene.refusals("close", "2026-03-10 10:00", m.VISITOR)}
    assert kinds == {"missing_document", "outstanding"}
    rows = {row.name: row.status for row in scene.desk.obligations(scene.id, at="2026-03-10 11:00")}
    assert rows["visit_record.resident"] == "waiting"


def test_recorded_over_the_signature_is_a_deviation_and_over_a_lifted_one_none() -> None:
    for way, kinds in (("上门", ["missing_signature"]), ("电话", [])):
        scene = visited(way, **RECORDING)
        at = "2026-03-10 11:00"
        scene.desk.record(
            scene.id, "close", {}, by=actor(m.VISITOR), recorded_by=actor(m.MANAGER), at=at, recorded_at=at
        )
        assert [each.kind for each in scene.desk.history(scene.id)[-1].entry.deviations] == kinds


# --- a rule of another procedure: 3.2.8 beside 3.3.10.1E ----------------------------------------------------------


def emergency_and_theft(**options: object) -> tuple[Scene, str]:
    scene = Scene(m.MANUAL, options=options)
    scene.open("emergency", "2026-03-10 09:00", m.FIRST, major=True)
    at = "2026-03-10 09:30"
    theft = scene.desk.open("internal_theft", {}, subject="3-2-501", by=actor(m.FIRST), at=at, recorded_at=at)
    return scene, theft.id


def test_an_exception_of_another_procedure_lifts_while_its_case_is_open() -> None:
    scene, theft = emergency_and_theft()
    refusal = scene.refused("publish", "2026-03-10 10:00", m.FIRST, "chengxinxing/emergency/3.3.10.1E")
    assert (refusal.kind, "另有未结的内盗" in refusal.zh) == ("not_now", True)
    (row,) = scene.desk.obligations(scene.id, at="2026-03-10 10:00")
    assert (row.name, row.status, row.cause) == ("publish", "cancelled", "exception")
    scene.desk.act(theft, "end", {}, by=actor(m.FIRST), at="2026-03-10 11:00", recorded_at="2026-03-10 11:00")
    scene.refused("end", "2026-03-10 11:30", m.FIRST, "chengxinxing/emergency/3.2.8")
    scene.do("publish", "2026-03-10 11:40", m.FIRST)
    assert scene.do("end", "2026-03-10 11:50", m.FIRST).state == "over"


def test_what_is_lifted_does_not_stand_in_the_way_of_the_end() -> None:
    scene, _ = emergency_and_theft()
    assert scene.do("end", "2026-03-10 10:00", m.FIRST).state == "over"


def test_what_is_lifted_and_done_all_the_same_deviates_from_the_exception() -> None:
    scene, _ = emergency_and_theft(**RECORDING)
    at = "2026-03-10 10:00"
    scene.desk.record(scene.id, "publish", {}, by=actor(m.FIRST), recorded_by=actor(m.FIRST), at=at, recorded_at=at)
    (deviation,) = scene.desk.history(scene.id)[-1].entry.deviations
    assert (deviation.kind, deviation.clause) == ("not_now", "chengxinxing/emergency/3.3.10.1E")


def test_without_the_theft_nothing_is_lifted() -> None:
    scene = Scene(m.MANUAL)
    scene.open("emergency", "2026-03-10 09:00", m.FIRST, major=True)
    scene.refused("end", "2026-03-10 10:00", m.FIRST, "chengxinxing/emergency/3.2.8")


# --- on the sheet ---------------------------------------------------------------------------------------------------


def test_the_sheet_prints_an_exception_under_its_rule() -> None:
    program = Registry.of(m.MANUAL).program("chengxinxing", "undated")

    def rows(procedure: str, lang: str) -> list[list[str]]:
        return [
            [cell.strip() for cell in line.strip("| ").split("|")]
            for line in clause_sheet(program, program.plans[procedure], lang).splitlines()[5:]
            if line.startswith("|")
        ]

    assert [row[:3] for row in rows("special_incident_report", "zh") if row[0].startswith("3.5")] == [
        ["3.5b", "时限", "书面报告"],
        ["3.5c", "例外", "遇特殊情况"],
        ["3.5c", "应办事项", "电话报告"],
        ["3.5d", "上报", "逾期报公司"],
    ]
    (exception,) = [row for row in rows("special_incident_report", "zh") if row[1] == "例外"]
    assert (exception[4], "另定：3.5b 书面报告；限遇特殊情况的情形" in exception[5]) == ("36小时内", True)
    (signature,) = [row for row in rows("return_visit", "zh") if row[1] == "例外"]
    assert "不适用：《回访记录表》住户签字；限回访方式为电话的情形" in signature[5]
    assert [row[0] for row in rows("emergency", "en")][:2] == ["3.2.8", "emergency/3.3.10.1E"]
    (elsewhere,) = [row for row in rows("internal_theft", "zh") if row[1] == "例外"]
    assert "不适用：《突发事件》3.2.8 发布信息" in elsewhere[5]


# --- each kind of rule, in a toy procedure --------------------------------------------------------------------------

CLERK = role("clerk", "接待员", reports_to="head")
OTHER = role("other", "主管", reports_to="head")
HEAD = role("head", "经理")
SLIP = form("slip", "工单", text("note", "内容"))
WHY = local_rule("a toy of the tests")
NIGHT = fact("night").is_(True)
FEAST = fact("feast").is_(True)


def toy(*rules: Rule) -> Scene:
    """A case that is taken, perhaps at night or on a feast, and closed; and the rules given."""
    fields = (flag("night", "夜间").optional(), flag("feast", "节日").optional())
    procedure = Procedure(
        "job", "工作", states="open_", ends="closed",
        rules=[
            Start(WHY, CLERK, asks=fields, zh="受理"),
            Permission(WHY, "say", CLERK, asks=fields, zh="说明"),
            Step(WHY, "close", CLERK, "open_", "closed", zh="结案"),
            *rules,
        ],
    )  # fmt: skip
    manual = Manual(
        "sample", "样例", editions=edition("undated", procedure, in_force_from="2012-01-01", verified_on="2026-11-28"),
        roles=(CLERK, OTHER, HEAD), head=HEAD, catalogue="engine",
        builtin=builtin_roles(withdraw=CLERK, merge=CLERK, correct=HEAD, erase=HEAD),
    )  # fmt: skip
    return Scene(manual)


def begun(scene: Scene, **facts: object) -> Scene:
    scene.open("job", "2026-03-10 09:00", CLERK, **facts)
    return scene


LIFTED: dict[str, tuple[Rule, ...]] = {
    "task": (Task("1", "tell", CLERK, zh="通知"),),
    "document": (
        DocumentRequirement("1", name="tell", form=SLIP, before_steps="close", zh="工单"),
        Permission(WHY, "write", CLERK, files=SLIP, zh="填写"),
    ),
    "fee": (
        Fee("1", "tell", yuan(50), before_steps="close", zh="费用"),
        Permission(WHY, "pay", CLERK, pays="tell", zh="缴费"),
    ),
    "requirement": (
        Requirement("1", done("look"), name="tell", before_steps="close"),
        Permission(WHY, "look", CLERK, zh="查看"),
    ),
    "prohibition": (
        Prohibition("1", ~done("look"), name="tell", steps="close"),
        Permission(WHY, "look", CLERK, zh="查看"),
    ),
    "task with a limit": (Task("1", "tell", CLERK, within=hours(4), since=done("open"), zh="通知"),),
}


@pytest.mark.parametrize("kind", LIFTED)
@pytest.mark.parametrize("given", ["tell", "1"])
def test_what_is_lifted_by_name_or_row_keeps_nobody_from_the_end(kind: str, given: str) -> None:
    rules = (*LIFTED[kind], Except("2", "at_night", lifts=given, only=NIGHT, zh="夜间除外"))
    for facts, refused in (({}, True), ({"night": False}, True), ({"night": True}, False)):
        scene = begun(toy(*rules), **facts)
        against = {clause for _, clause in scene.refusals("close", "2026-03-10 10:00", CLERK)}
        assert against == ({"sample/job/1"} if refused else set()), (kind, facts)
    rows = scene.desk.obligations(scene.id, at="2026-03-10 10:00")
    owed = [(row.status, row.cause) for row in rows]
    assert owed == ([] if kind in ("requirement", "prohibition") else [("cancelled", "exception")])


WAIT = NotBefore("1", "cool", hours(24), since=done("open"), steps="close", zh="静置")


@pytest.mark.parametrize("given", ["cool", "1"])
def test_a_wait_is_lifted_while_the_exception_holds(given: str) -> None:
    """What must wait a day need not on a feast; while nobody knows, it must."""
    rules = (WAIT, Except("2", "on_a_feast", lifts=given, only=FEAST, zh="节日除外"))
    for facts in ({}, {"feast": False}):
        scene = begun(toy(*rules), **facts)
        assert scene.refusals("close", "2026-03-10 10:00", CLERK) == {("too_early", "sample/job/1")}
    scene.do("say", "2026-03-10 10:30", CLERK, feast=True)
    assert scene.do("close", "2026-03-10 10:30", CLERK).state == "closed"


def test_a_wait_has_another_length_under_the_clause_of_the_exception() -> None:
    """By day 24 hours, at night two: of one case the one or the other, and never both."""
    rules = (WAIT, Except("2", "at_night", changes="cool", within=hours(2), only=NIGHT, zh="夜间"))
    scene = begun(toy(*rules))
    scene.refused("close", "2026-03-11 08:59", CLERK, "sample/job/1")
    assert scene.do("close", "2026-03-11 09:00", CLERK).state == "closed"
    scene = begun(toy(*rules), night=True)
    refusal = scene.refused("close", "2026-03-10 10:59", CLERK, "sample/job/2")
    assert (refusal.kind, "11:00" in refusal.zh) == ("too_early", True)
    assert scene.do("close", "2026-03-10 11:00", CLERK).state == "closed"


def test_the_law_above_a_wait_stands_whatever_is_lifted() -> None:
    """An exception of the manual takes nothing from the law (民法典318): asked once, by the clause of the wait."""
    floor = law("318", days(2), steps="close")
    wait = evolve(WAIT, span=hours(30), floor=floor)
    for exception in (
        Except("2", "at_night", lifts="cool", only=NIGHT, zh="夜间"),
        Except("2", "at_night", changes="cool", within=hours(2), only=NIGHT, zh="夜间"),
    ):
        scene = begun(toy(wait, exception), night=True)
        assert scene.refusals("close", "2026-03-12 23:59", CLERK) == {("too_early_law", "sample/job/1")}
        assert scene.do("close", "2026-03-13 00:00", CLERK).state == "closed"


def test_what_may_be_recorded_too_early_counts_once_the_wait_is_lifted() -> None:
    wait = evolve(WAIT, steps="look", if_early="recorded")
    look = Task(WHY, "look", CLERK, zh="查看")
    rules = (wait, look, Except("2", "on_a_feast", lifts="cool", only=FEAST, zh="节日除外"))
    for facts, counts in (({}, False), ({"feast": True}, True)):
        scene = begun(toy(*rules), **facts)
        scene.do("look", "2026-03-10 10:00", CLERK)
        assert (scene.refusals("close", "2026-03-10 10:30", CLERK) == set()) is counts


def test_a_lifted_limit_is_cancelled_by_the_exception_and_its_miss_excused_or_kept() -> None:
    task = Task("1", "tell", CLERK, within=hours(4), since=done("open"), zh="通知")
    rules = (task, Except("2", "at_night", lifts="tell", only=NIGHT, zh="夜间除外"))
    scene = begun(toy(*rules))
    scene.do("say", "2026-03-10 12:00", CLERK, night=True)
    line = scene.desk.history(scene.id)[-1]
    assert (line.kind, line.entry.reason, line.entry.by_clause) == ("cancelled", "exception", "sample/job/2")
    assert ("因例外" in line.zh, "cancelled by an exception (sample/job/2)" in line.en) == (True, True)
    late = begun(toy(*rules))
    late.do("say", "2026-03-10 12:00", CLERK, recorded="2026-03-10 18:00", night=True)  # known after 13:00
    assert [kind for kind, *_ in late.log("missed", "excused", "cancelled")] == ["missed", "excused", "cancelled"]
    assert figures(late) == (0, 1)
    after = begun(toy(*rules))
    after.do("say", "2026-03-10 14:00", CLERK, night=True)
    assert [kind for kind, *_ in after.log("missed", "excused", "cancelled")] == ["missed", "cancelled"]
    assert figures(after) == (1, 0)
    again = {"entry": 4, "reason": "误记", "night": False}
    after.desk.act(after.id, "correct", again, by=actor(HEAD), at="2026-03-10 15:00", recorded_at="2026-03-10 15:00")
    assert (after.limit("tell").state, after.due("tell")) == ("missed", "2026-03-10 13:00")


def test_the_later_of_two_facts_says_whether_it_came_by_the_due() -> None:
    """Night was at 14:00, the feast became known last and was at 12:00: both hold from 14:00 on, after the due."""
    rules = (
        Task("1", "tell", CLERK, within=hours(4), since=done("open"), zh="通知"),
        Except("2", "at_night", lifts="tell", only=NIGHT & FEAST, zh="节日夜间除外"),
    )
    scene = begun(toy(*rules))
    scene.do("say", "2026-03-10 14:00", CLERK, night=True)
    scene.do("say", "2026-03-10 12:00", CLERK, recorded="2026-03-10 18:00", feast=True)
    assert [kind for kind, *_ in scene.log("missed", "excused", "cancelled")] == ["missed", "cancelled"]


def test_an_escalation_is_lifted_or_tells_another() -> None:
    limit = Deadline("1", "call", CLERK, hours(4), since=done("open"), met_by=done("close"), zh="回电")
    tell = Escalation("3", "tell", CLERK, notifies=OTHER, since=missed("call"), zh="上报")
    told = ("tell", "2026-03-10 13:00", ("other",))
    for exception, night in (
        (Except("2", "at_night", lifts="tell", only=NIGHT, zh="夜间除外"), []),
        (
            Except("2", "at_night", changes="tell", notifies=HEAD, only=NIGHT, zh="夜间报经理"),
            [("tell", "2026-03-10 13:00", ("head",))],
        ),
        (
            Except("2", "at_night", changes="tell", within=hours(2), only=NIGHT, zh="夜间缓报"),
            [("tell", "2026-03-10 15:00", ("other",))],
        ),
    ):
        assert begun(toy(limit, tell, exception)).tick("2026-03-11 09:00") == [told]
        assert begun(toy(limit, tell, exception), night=True).tick("2026-03-11 09:00") == night


def test_a_standing_task_inside_the_case_is_lifted_or_has_another_rhythm() -> None:
    patrol = StandingTask("1", "patrol", CLERK, every=days(2), since=done("open"), zh="巡查")
    lifting = begun(toy(patrol, Except("2", "at_night", lifts="patrol", only=NIGHT, zh="夜间除外")), night=True)
    assert lifting.running() == set()
    (row,) = lifting.desk.obligations(lifting.id, at="2026-03-10 10:00")
    assert (row.kind, row.status, row.cause) == ("standing_task", "cancelled", "exception")
    changing = toy(patrol, Except("2", "at_night", changes="patrol", within=days(1), only=NIGHT, zh="夜间每日"))
    assert begun(changing).due("patrol") == "2026-03-13 00:00"
    changing.do("say", "2026-03-10 10:00", CLERK, night=True)
    assert changing.due("patrol") == "2026-03-12 00:00"
    done_ = changing.do("patrol", "2026-03-11 10:00", CLERK)
    assert (
        next(e for e in changing.desk.history(done_.id) if e.name == "patrol" and e.kind == "task").clause
        == "sample/job/2"
    )


def test_what_is_done_with_the_very_facts_that_lift_it_is_done() -> None:
    """Looking says that it is night, and is what the limit asked for."""
    limit = Deadline("1", "tell", CLERK, hours(4), since=done("open"), met_by=done("look"), zh="通知")
    look = Permission(WHY, "look", CLERK, asks=flag("night", "夜间"), zh="查看")
    scene = begun(toy(limit, look, Except("2", "at_night", lifts="tell", only=NIGHT, zh="夜间除外")))
    scene.do("look", "2026-03-10 10:00", CLERK, night=True)
    assert scene.limit("tell").state == "met"


def test_a_standing_task_over_subjects_is_lifted_by_what_was_found_there() -> None:
    record = form("unit_record", "巡检表", flag("sold", "已售"))
    inspect = StandingTask("1", "inspect", CLERK, every=days(30), subjects=subjects("unit"), files=record, zh="巡检")
    scene = toy(inspect, Except("2", "sold", lifts="inspect", only=fact("sold").is_(True), zh="已售除外"))
    at = "2026-03-01 09:00"
    (scene.id,) = scene.desk.start_standing_tasks({"unit": ["3-2-501"]}, by=actor(CLERK), at=at, recorded_at=at)
    assert scene.running() == {"inspect"}
    scene.do("inspect", "2026-03-05 09:00", CLERK, sold=True)
    assert scene.running() == set()
    assert [kind for kind, name, _ in scene.log("met", "cancelled") if name == "inspect"] == ["met", "cancelled"]


def test_another_amount_is_asked_and_paid() -> None:
    fee = Fee("1", "cleaning", yuan(50), before_steps="close", zh="清洁费")
    pay = Permission(WHY, "pay", CLERK, pays="cleaning", zh="缴费")
    exception = Except("2", "at_night", changes="cleaning", amount=yuan(80), only=NIGHT, zh="夜间")
    usual = begun(toy(fee, pay, exception))
    usual.refused("close", "2026-03-10 10:00", CLERK, "sample/job/1")
    usual.do("pay", "2026-03-10 10:00", CLERK)
    assert usual.case.payments == {"cleaning": "50.00"}
    night = begun(toy(fee, pay, exception), night=True)
    night.refused("close", "2026-03-10 10:00", CLERK, "sample/job/2")
    refusal = night.refused("pay", "2026-03-10 10:00", CLERK, "sample/job/2", cleaning="50")
    assert (refusal.kind, "80" in refusal.zh) == ("wrong_amount", True)
    night.do("pay", "2026-03-10 10:00", CLERK)
    assert night.case.payments == {"cleaning": "80.00"}
    assert night.do("close", "2026-03-10 11:00", CLERK).state == "closed"


def test_a_lifted_fee_is_not_paid_by_an_amount_left_empty() -> None:
    """An action that does nothing but pay has nothing to do; where it pays another fee too, or files, it is done."""
    fees = (Fee("1", "cleaning", yuan(50), zh="清洁费"), Fee("3", "badge", yuan(5), zh="证件费"))
    lifted = Except("2", "at_night", lifts="cleaning", only=NIGHT, zh="夜间免收")
    pay = Permission(WHY, "pay", CLERK, pays="cleaning", zh="缴费")
    both = Permission(WHY, "pay_both", CLERK, pays="cleaning badge", zh="缴两费")
    file = Permission(WHY, "file", CLERK, pays="cleaning", files=SLIP, zh="填单缴费")
    scene = begun(toy(*fees, pay, both, file, lifted), night=True)
    for given in ({}, {"cleaning": "50"}):
        refusal = scene.refused("pay", "2026-03-10 10:00", CLERK, "sample/job/1", **given)
        assert (refusal.kind, refusal.zh) == ("not_due", "本案不收“清洁费”")
    scene.do("pay_both", "2026-03-10 10:00", CLERK)
    scene.do("file", "2026-03-10 10:00", CLERK, **{each.name: "好" for each in SLIP.fields})
    assert scene.case.payments == {"badge": "5.00"}
    usual = begun(toy(*fees, pay, both, file, lifted))
    usual.do("pay", "2026-03-10 10:00", CLERK)
    assert usual.case.payments == {"cleaning": "50.00"}


def test_another_role_does_it_and_another_answers_for_it() -> None:
    task = Task("1", "tell", CLERK, within=hours(4), since=done("open"), zh="通知")
    exception = Except("2", "at_night", changes="tell", performers=OTHER, owner=HEAD, only=NIGHT, zh="夜间由主管")
    usual = begun(toy(task, exception))
    usual.refused("tell", "2026-03-10 10:00", OTHER, "sample/job/1")
    assert usual.limit("tell").roles == ("clerk",)
    night = begun(toy(task, exception), night=True)
    assert night.limit("tell").roles == ("head",)
    refusal = night.refused("tell", "2026-03-10 10:00", CLERK, "sample/job/2")
    assert (refusal.kind, "主管" in refusal.zh) == ("wrong_role", True)
    night.do("tell", "2026-03-10 10:00", OTHER)
    assert night.limit("tell").state == "met"


def test_an_exception_to_an_exception_puts_the_main_rule_back() -> None:
    rules = (
        Task("1", "tell", CLERK, within=hours(4), since=done("open"), zh="通知"),
        Except("2", "at_night", changes="tell", within=hours(8), only=NIGHT, zh="夜间"),
        Except("3", "on_a_feast", lifts="at_night", only=FEAST, zh="节日除外"),
    )
    assert begun(toy(*rules)).due("tell") == "2026-03-10 13:00"
    assert begun(toy(*rules), night=True).due("tell") == "2026-03-10 17:00"
    assert begun(toy(*rules), night=True, feast=True).due("tell") == "2026-03-10 13:00"
    scene = begun(toy(*rules), night=True)
    scene.do("say", "2026-03-10 10:00", CLERK, feast=True)
    assert (scene.due("tell"), scene.limit("tell").clause) == ("2026-03-10 13:00", "sample/job/1")


def test_an_exception_to_an_exception_may_change_it_again() -> None:
    rules = (
        Task("1", "tell", CLERK, within=hours(4), since=done("open"), zh="通知"),
        Except("2", "at_night", changes="tell", within=hours(8), only=NIGHT, zh="夜间"),
        Except("3", "on_a_feast", changes="at_night", within=hours(12), only=FEAST, zh="节日"),
    )
    assert begun(toy(*rules), feast=True).due("tell") == "2026-03-10 13:00"
    assert begun(toy(*rules), night=True).due("tell") == "2026-03-10 17:00"
    assert begun(toy(*rules), night=True, feast=True).due("tell") == "2026-03-10 21:00"


def test_a_manual_without_clauses_has_exceptions_too() -> None:
    rules = (
        Task(WHY, "tell", CLERK, within=hours(4), since=done("open"), zh="通知"),
        Except(WHY, "at_night", changes="tell", within=hours(8), only=NIGHT, zh="夜间"),
    )
    scene = begun(toy(*rules))
    scene.do("say", "2026-03-10 12:00", CLERK, recorded="2026-03-10 14:00", night=True)
    assert [kind for kind, *_ in scene.log("missed", "excused", "retargeted")] == ["missed", "excused", "retargeted"]
    assert scene.due("tell") == "2026-03-10 17:00"


def test_one_that_names_the_other_may_say_something_different() -> None:
    rules = (
        Task("1", "tell", CLERK, within=hours(4), since=done("open"), zh="通知"),
        Except("2", "at_night", changes="tell", within=hours(8), only=NIGHT, zh="夜间"),
        Except("3", "on_a_feast", lifts="at_night", changes="tell", within=hours(6), only=FEAST, zh="节日"),
    )
    assert begun(toy(*rules), night=True, feast=True).due("tell") == "2026-03-10 15:00"


def test_an_exception_is_read_in_each_item() -> None:
    rules = (
        Items("1", "key", opened_by="lend", closed_by="take_back", zh="钥匙"),
        Permission(WHY, "lend", CLERK, asks=(count("number", "数量"), flag("long", "长借").optional()), zh="借出"),
        Permission(WHY, "take_back", CLERK, per_item="key", zh="收回"),
        Deadline("3", "back", CLERK, hours(4), since=done("lend"), met_by=done("take_back"), per_item="key", zh="归还"),
        Except("2", "long_loan", changes="back", within=hours(8), only=fact("long").is_(True), zh="长借"),
    )
    scene = begun(toy(*rules))
    scene.do("lend", "2026-03-10 10:00", CLERK, item="k1", number=1)
    scene.do("lend", "2026-03-10 10:00", CLERK, item="k2", number=1, long=True)
    dues = {
        row.item: row.due.format("HH:mm") for row in scene.desk.obligations(scene.id, at="2026-03-10 10:00") if row.due
    }
    assert dues == {"k1": "14:00", "k2": "18:00"}


# --- the fingerprint --------------------------------------------------------------------------------------------------


def test_the_fingerprint_changes_with_what_an_exception_does_and_not_with_its_words() -> None:
    task = Task("1", "tell", CLERK, within=hours(4), since=done("open"), zh="通知")
    same = Except("2", "at_night", changes="tell", within=hours(8), only=NIGHT, zh="夜间")

    def of(*rules: Rule) -> str:
        manual = toy(*rules).manual
        return fingerprint(manual, manual.editions[0])

    first = of(task, same)
    assert (
        of(task, Except("2", "at_night", changes="tell", within=hours(8), only=NIGHT, zh="晚上", reading="x")) == first
    )
    others = (
        Except("2", "at_night", changes="tell", within=hours(9), only=NIGHT, zh="夜间"),
        Except("2", "at_night", changes="tell", within=hours(8), only=FEAST, zh="夜间"),
        Except("2", "at_night", lifts="tell", only=NIGHT, zh="夜间"),
        Except("2", "at_night", changes="tell", owner=HEAD, only=NIGHT, zh="夜间"),
    )
    assert len({first, of(task), *(of(task, each) for each in others)}) == 6


def test_every_change_of_an_exception_is_another_manual() -> None:
    """What the command of mutation alters is refused by the checks, or changes the fingerprint."""
    task = Task("1", "tell", CLERK, within=hours(4), since=done("open"), zh="通知")
    exception = Except("2", "at_night", changes="tell", within=hours(8), owner=HEAD, only=NIGHT & FEAST, zh="夜间")
    manual = toy(task, exception).manual
    (procedure,) = manual.editions[0].procedures
    place = procedure.rules.index(exception)
    changes = [each for each in mutants(procedure, manual.roles) if each.place == place]
    assert {each.what for each in changes} >= {
        "left out", "changes none", "only negated", "within longer by one", "owner none", "owner head to a stranger",
    }  # fmt: skip
    first = fingerprint(manual, manual.editions[0])
    for each in changes:
        kept = () if each.rule is None else (each.rule,)
        rules = (*procedure.rules[:place], *kept, *procedure.rules[place + 1 :])
        try:
            changed = evolve(manual.editions[0], procedures=(evolve(procedure, rules=rules),))
        except InvalidProcedure:
            continue
        assert fingerprint(manual, changed) != first, each.what
