"""What a miss or a breach brings: once a rule, item and missed run, at the due that was missed.

Jueshixiang, renovation 5.2.1d: a violation has a time to be put right in; missed, the deposit is deducted or supplies
are cut, where the site has switched that on. Chengxinxing, special incidents 3.5d: a late report brings a penalty.
"""

from __future__ import annotations

import pytest
from attrs import evolve

from engine.scene import Scene, actor
from sample_manuals import consequential as m
from servicedesk import Manual, Policy, Procedure, Registry
from servicedesk.declare import (
    Deadline,
    DocumentRequirement,
    Escalation,
    Fee,
    Items,
    Pause,
    Permission,
    Sanction,
    StandingTask,
    Start,
    Step,
    Task,
    builtin_roles,
    days,
    done,
    edition,
    hours,
    local_rule,
    missed,
    role,
    text,
    yuan,
)
from servicedesk.engine.course import ConsequenceEntry
from servicedesk.errors import InvalidPolicy, InvalidProcedure
from servicedesk.program.fingerprint import fingerprint
from servicedesk.render import sheet_data
from servicedesk.rules.base import Rule
from servicedesk.rules.parts import form
from servicedesk.stores.codec import case_from_json, case_to_json
from servicedesk.stubs import stubs
from servicedesk.testing.mutants import mutants

ROW, INCIDENT = "jueshixiang/renovation/", "chengxinxing/special_incident_report/"


def policy(**data: object) -> Policy:
    return Policy.from_data(data)


def works(site: Policy | None = None) -> Scene:
    """Works since Tuesday 2026-03-10 09:00, a violation seen at 10:00, to be put right by Thursday at 10:00."""
    scene = Scene(m.JUESHIXIANG, options={} if site is None else {"policy": site})
    scene.open("renovation", "2026-03-10 09:00", m.SERVICE)
    scene.do("stop_breach", "2026-03-10 10:00", m.PATROL, seen="拆承重墙", allowed="48 hours", item="v1")
    scene.do("give_notice", "2026-03-10 11:00", m.SERVICE, item="v1")
    return scene


def arisen(scene: Scene) -> list[tuple[str, str, str]]:
    """What arose and lapsed, with its nominal moment."""
    return scene.log("arisen", "lapsed")


def rows(scene: Scene, at: str) -> dict[str, tuple[str, str, tuple[str, ...]]]:
    return {row.name: (row.status, row.cause, row.blocks) for row in scene.desk.obligations(scene.id, at=at)}


# --- a miss, in an item -------------------------------------------------------------------------------------------


def test_a_miss_brings_each_rule_that_names_it_at_the_due_that_was_missed() -> None:
    scene = works()
    assert scene.refused("deduct", "2026-03-11 10:00", m.SERVICE, ROW + "5.2.1d", item="v1").kind == "nothing_arisen"
    scene.desk.tick("2026-03-12 12:00")
    at = "2026-03-12 10:00"
    assert sorted(arisen(scene)) == [("arisen", "call_in_owner@v1", at), ("arisen", "deduct@v1", at)]
    line = next(line for line in scene.desk.history(scene.id) if line.kind == "arisen" and line.name == "deduct@v1")
    assert (
        "“限期整改”逾期，由此产生“扣罚押金（违章装修编号v1）”" in line.zh,
        "deduct (violation no. v1) arises: correct is missed" in line.en,
    ) == (True, True)
    assert scene.due("call_in_owner@v1") == "2026-03-13 10:00"  # its 24 hours count from the due that was missed
    assert case_from_json(case_to_json(scene.case), scene.id) == scene.case


def test_the_first_obligation_stays_and_what_is_owed_for_an_item_is_done_after_it_is_closed() -> None:
    scene = works()
    scene.desk.tick("2026-03-12 12:00")
    assert rows(scene, "2026-03-12 12:00")["correct"][0] == "missed"
    scene.do("put_right", "2026-03-12 13:00", m.OWNER, item="v1")
    assert scene.refusals("finish", "2026-03-12 14:00", m.SERVICE) == {
        ("outstanding", ROW + "5.2.3e"),
        ("limit_open", ROW + "5.2.3e"),
    }
    offered = {o.step for o in scene.desk.options(scene.id, by=actor(m.SERVICE), at="2026-03-12 14:00") if o.allowed}
    assert {"call_in_owner", "deduct"} <= offered
    scene.do("call_in_owner", "2026-03-12 15:00", m.SERVICE, item="v1")
    assert rows(scene, "2026-03-12 16:00")["call_in_owner"][0] == "met"
    scene.refused("call_in_owner", "2026-03-12 16:00", m.SERVICE, ROW + "5.2.3e", item="v1")
    assert scene.do("finish", "2026-03-12 16:00", m.SERVICE).state == "finished"  # a sanction blocks no end


def test_a_sanction_is_no_obligation_unless_it_is_mandatory() -> None:
    scene = works()
    scene.desk.tick("2026-03-12 12:00")
    assert "deduct" not in rows(scene, "2026-03-12 12:00")


def test_each_item_has_its_own() -> None:
    scene = works()
    scene.do("stop_breach", "2026-03-11 10:00", m.PATROL, seen="封阳台", allowed="48 hours", item="v2")
    scene.do("give_notice", "2026-03-11 11:00", m.SERVICE, item="v2")
    scene.desk.tick("2026-03-12 12:00")
    assert {name for _, name, _ in arisen(scene)} == {"call_in_owner@v1", "deduct@v1"}
    refusal = scene.desk.try_act(
        scene.id, "deduct", {"item": "v2"}, by=actor(m.SERVICE), at="2026-03-12 12:00", recorded_at="2026-03-12 12:00"
    ).refusals[0]
    assert (refusal.kind, "没有逾期或违规待处理" in refusal.zh) == ("nothing_arisen", True)


def test_done_in_time_and_known_late_lapses_what_was_not_done() -> None:
    scene = works()
    scene.desk.tick("2026-03-12 12:00")
    scene.do("deduct", "2026-03-12 12:30", m.SERVICE, item="v1")
    scene.do("put_right", "2026-03-12 09:00", m.OWNER, recorded="2026-03-12 13:00", item="v1")
    assert [name for kind, name, _ in arisen(scene) if kind == "lapsed"] == ["call_in_owner@v1"]
    line = next(line for line in scene.desk.history(scene.id) if line.kind == "lapsed")
    assert ("不再办理" in line.zh, "lapses" in line.en) == (True, True)
    assert rows(scene, "2026-03-12 14:00")["call_in_owner"][:2] == ("cancelled", "lapsed")
    assert scene.limit("call_in_owner@v1").state == "cancelled"
    assert scene.do("finish", "2026-03-12 14:00", m.SERVICE).state == "finished"


# --- switches ---------------------------------------------------------------------------------------------------------


def test_a_switch_is_read_when_the_thing_arises() -> None:
    """On until the 12th, off on the 13th: what arose while it was on stays."""
    on = {"name": "cut_supplies", "since": "2026-03-01", "until": "2026-03-12"}
    scene = works(policy(switches=[on]))
    scene.desk.tick("2026-03-13 12:00")
    assert ("arisen", "cut_supplies@v1", "2026-03-12 10:00") in arisen(scene)
    scene.do("cut_supplies", "2026-03-13 13:00", m.SERVICE, item="v1")
    late = {"name": "cut_supplies", "since": "2026-03-13"}
    off = works(policy(switches=[late]))
    off.desk.tick("2026-03-13 12:00")
    assert "cut_supplies@v1" not in {name for _, name, _ in arisen(off)}
    assert (
        off.refused("cut_supplies", "2026-03-13 13:00", m.SERVICE, ROW + "5.2.1d", item="v1").kind == "nothing_arisen"
    )
    never = works()
    never.desk.tick("2026-03-13 12:00")
    refusal = never.refused("cut_supplies", "2026-03-13 13:00", m.SERVICE, ROW + "5.2.1d", item="v1")
    assert (refusal.kind, "停水停电" in refusal.zh) == ("switched_off", True)


def test_a_switch_of_any_other_action_is_read_at_the_input() -> None:
    fine = Task("1", "fine", CLERK, switch="fines", zh="罚款")
    on = policy(switches=["fines"])
    assert toy(fine, site=on).refusals("close", "2026-03-10 10:00", CLERK) == {("outstanding", "sample/job/1")}
    later = toy(fine, site=policy(switches=[{"name": "fines", "since": "2026-03-11"}]))
    later.refused("fine", "2026-03-10 10:00", CLERK, "sample/job/1")
    assert rows(later, "2026-03-10 10:00") == {}
    assert rows(later, "2026-03-11 10:00")["fine"][0] == "outstanding"
    later.do("fine", "2026-03-11 10:00", CLERK)


@pytest.mark.parametrize(
    ("switches", "words"),
    [
        ([{"since": "2026-03-01"}], "switches[1].name: the name of a switch is expected"),
        ([{"name": "fines", "since": "1 March"}], "switches[1].since: a day is expected"),
        ([{"name": "fines", "til": "2026-03-01"}], "switches[1].til: unknown key"),
        ("fines", "switches: a list is expected"),
        ([7], "switches[1]: a table is expected"),
    ],
)
def test_a_wrong_switch_is_told(switches: object, words: str) -> None:
    with pytest.raises(InvalidPolicy) as caught:
        policy(switches=switches)
    assert words in str(caught.value)


# --- a miss that is excused, and a breach -----------------------------------------------------------------------------


def incident(**options: object) -> Scene:
    """Happened on Tuesday 2026-03-10 at 08:00; the written report is due on Wednesday at 08:00."""
    scene = Scene(m.CHENGXINXING, options=options)
    scene.open("special_incident_report", "2026-03-10 09:00", m.MANAGER, occurred="2026-03-10 08:00")
    return scene


def test_a_mandatory_sanction_keeps_the_case_from_its_end_until_it_is_done_or_waived() -> None:
    for way in ("punish", "waive"):
        scene = incident()
        scene.do("telephone", "2026-03-11 08:30", m.MANAGER)
        scene.do("receive_report", "2026-03-11 09:00", m.COMPANY)
        scene.refused("close", "2026-03-11 10:00", m.COMPANY, INCIDENT + "3.5d")
        kinds = {row.kind: row.status for row in scene.desk.obligations(scene.id, at="2026-03-11 10:00")}
        assert kinds["sanction"] == "outstanding"
        if way == "punish":
            scene.do("punish", "2026-03-11 11:00", m.COMPANY)
        else:
            scene.do("waive", "2026-03-11 11:00", m.COMPANY, clause=INCIDENT + "3.5d", reason="初犯")
            assert rows(scene, "2026-03-11 12:00")["punish"][0] == "waived"
        assert scene.do("close", "2026-03-11 12:00", m.COMPANY).state == "reported"


def test_a_miss_that_an_exception_excuses_lapses_it_and_comes_back_with_it() -> None:
    scene = incident()
    scene.desk.tick("2026-03-11 09:00")
    scene.do("note_circumstances", "2026-03-11 07:00", m.MANAGER, recorded="2026-03-11 10:00", special=True)
    assert arisen(scene) == [("arisen", "punish", "2026-03-11 08:00"), ("lapsed", "punish", "2026-03-11 07:00")]
    assert scene.refused("punish", "2026-03-11 10:30", m.COMPANY, INCIDENT + "3.5d").kind == "nothing_arisen"
    noted = next(line.seq for line in scene.desk.history(scene.id) if line.name == "note_circumstances")
    wrong = {"entry": noted, "reason": "误记", "special": False}
    at = "2026-03-11 11:00"
    scene.desk.act(scene.id, "correct", wrong, by=actor(m.MANAGER), at=at, recorded_at=at)
    assert arisen(scene)[2:] == [("arisen", "punish", "2026-03-11 08:00")]
    assert len(scene.case.consequences) == 1
    scene.do("punish", "2026-03-11 12:00", m.COMPANY)


def test_missed_under_two_targets_it_arises_twice_and_each_is_done_once() -> None:
    """The circumstances were told after the first due: missed under 24 hours, and under 36."""
    scene = incident()
    scene.do("note_circumstances", "2026-03-11 09:00", m.MANAGER, special=True)
    scene.desk.tick("2026-03-11 21:00")
    assert [at for _, _, at in arisen(scene)] == ["2026-03-11 08:00", "2026-03-11 20:00"]
    scene.do("punish", "2026-03-11 22:00", m.COMPANY)
    states = [(c.at, c.state) for c in sorted(scene.case.consequences.values(), key=lambda c: c.at)]
    assert [state for _, state in states] == ["done", "open"]
    scene.do("punish", "2026-03-11 22:10", m.COMPANY)
    scene.refused("punish", "2026-03-11 22:20", m.COMPANY, INCIDENT + "3.5d")


def test_a_breach_is_what_was_recorded_over_the_rule() -> None:
    scene = incident(policy=policy(recording={"by": ["company"]}))
    scene.do("note_circumstances", "2026-03-10 10:00", m.MANAGER, special=True)
    refusal = scene.refused("receive_report", "2026-03-10 12:00", m.COMPANY, INCIDENT + "3.5a")
    assert (refusal.kind, arisen(scene)) == ("forbidden", [])
    given = {"by": actor(m.COMPANY), "recorded_by": actor(m.COMPANY), "at": "2026-03-10 12:00"}
    scene.desk.record(scene.id, "receive_report", {}, recorded_at="2026-03-10 12:00", **given)
    assert arisen(scene) == [("arisen", "look_into", "2026-03-10 12:00")]
    line = next(line for line in scene.desk.history(scene.id) if line.kind == "arisen")
    assert "违反《特别事件报告》3.5，由此产生“查明原因”" in line.zh
    scene.refused("close", "2026-03-10 13:00", m.COMPANY, "local")
    scene.do("look_into", "2026-03-10 14:00", m.COMPANY)
    assert scene.do("close", "2026-03-10 15:00", m.COMPANY).state == "reported"


def test_recorded_where_nothing_has_arisen_is_a_deviation_and_fulfils_nothing() -> None:
    scene = incident(policy=policy(recording={"by": ["company"]}))
    at = "2026-03-10 12:00"
    scene.desk.record(scene.id, "punish", {}, by=actor(m.COMPANY), recorded_by=actor(m.COMPANY), at=at, recorded_at=at)
    entry = scene.desk.history(scene.id)[-1].entry
    assert [(each.kind, each.clause) for each in entry.deviations] == [("nothing_arisen", INCIDENT + "3.5d")]
    scene.desk.tick("2026-03-11 09:00")
    assert rows(scene, "2026-03-11 09:00")["punish"][0] == "outstanding"


def test_what_is_recorded_over_at_the_end_is_not_done() -> None:
    scene = incident(policy=policy(recording={"by": ["company"]}))
    scene.do("telephone", "2026-03-11 08:30", m.MANAGER)
    scene.do("receive_report", "2026-03-11 09:00", m.COMPANY)
    at = "2026-03-11 10:00"
    scene.desk.record(scene.id, "close", {}, by=actor(m.COMPANY), recorded_by=actor(m.COMPANY), at=at, recorded_at=at)
    assert rows(scene, "2026-03-11 11:00")["punish"][0] == "not_done"


def test_the_history_is_the_same_whatever_the_ticks() -> None:
    histories = []
    for ticks in ((), ("2026-03-11 08:00", "2026-03-11 08:01", "2026-03-11 20:30")):
        scene = incident()
        for tick in ticks[:2]:
            scene.desk.tick(tick)
        scene.do("note_circumstances", "2026-03-11 09:00", m.MANAGER, special=True)
        for tick in ticks[2:]:
            scene.desk.tick(tick)
        scene.desk.tick("2026-03-11 22:00")
        histories.append([line.entry for line in scene.desk.history(scene.id)])
    assert histories[0] == histories[1]
    assert sum(isinstance(entry, ConsequenceEntry) for entry in histories[0]) == 2


# --- in a toy procedure -----------------------------------------------------------------------------------------------

CLERK = role("clerk", "接待员", reports_to="head")
HEAD = role("head", "经理")
STRANGER = role("stranger", "外人", reports_to="head")
SLIP = form("slip", "工单", text("note", "内容"))
WHY = local_rule("a toy of the tests")


def manual(*rules: Rule) -> Manual:
    procedure = Procedure(
        "job", "工作", states="begun", ends="closed",
        rules=[Start(WHY, CLERK, zh="受理"), Step(WHY, "close", CLERK, "begun", "closed", zh="结案"), *rules],
    )  # fmt: skip
    return Manual(
        "sample", "样例", editions=edition("undated", procedure, in_force_from="2012-01-01", verified_on="2026-11-28"),
        roles=(CLERK, HEAD, STRANGER), head=HEAD, catalogue="engine",
        builtin=builtin_roles(withdraw=CLERK, merge=CLERK, correct=HEAD, erase=HEAD),
    )  # fmt: skip


def toy(*rules: Rule, site: Policy | None = None) -> Scene:
    scene = Scene(manual(*rules), options={} if site is None else {"policy": site})
    scene.open("job", "2026-03-10 09:00", CLERK)
    return scene


CALL = Task("1", "call", CLERK, within=hours(4), since=done("open"), zh="回电")


def test_a_chain_goes_on_by_the_clock_alone() -> None:
    """The call is due at 13:00; its miss brings a visit within 2 hours, and that one a report within 3."""
    scene = toy(
        CALL,
        Task("2", "visit", CLERK, for_missed="call", within=hours(2), zh="上门"),
        Task("3", "report", HEAD, for_missed="visit", within=hours(3), zh="报告"),
    )
    scene.desk.tick("2026-03-10 19:00")
    assert arisen(scene) == [("arisen", "visit", "2026-03-10 13:00"), ("arisen", "report", "2026-03-10 15:00")]
    assert scene.log("missed") == [
        ("missed", "call", "2026-03-10 13:00"),
        ("missed", "visit", "2026-03-10 15:00"),
        ("missed", "report", "2026-03-10 18:00"),
    ]


def test_a_rhythm_brings_one_for_each_run_and_the_limit_runs_for_the_oldest() -> None:
    """The patrol of each day is missed at midnight: two misses, two tasks, each within 30 hours of its own due."""
    scene = toy(
        StandingTask("1", "patrol", CLERK, every=days(1), since=done("open"), zh="巡查"),
        Task("2", "explain", CLERK, for_missed="patrol", within=hours(30), zh="说明"),
    )
    scene.desk.tick("2026-03-13 01:00")
    assert [at for _, _, at in arisen(scene)] == ["2026-03-12 00:00", "2026-03-13 00:00"]
    assert scene.due("explain") == "2026-03-13 06:00"
    scene.do("explain", "2026-03-13 02:00", CLERK)
    assert scene.due("explain") == "2026-03-14 06:00"
    scene.do("explain", "2026-03-13 03:00", CLERK)
    assert "explain" not in scene.running()


def test_a_pause_that_becomes_known_later_lapses_it() -> None:
    scene = toy(
        CALL,
        Task("2", "visit", CLERK, for_missed="call", zh="上门"),
        Permission(WHY, "wait", CLERK, zh="待料"),
        Permission(WHY, "go_on", CLERK, zh="复工"),
        Pause("3", "waiting", limits="call", since=done("wait"), resumed_by=done("go_on")),
    )
    scene.desk.tick("2026-03-10 14:00")
    scene.do("wait", "2026-03-10 12:00", CLERK, recorded="2026-03-10 14:30")
    assert [kind for kind, *_ in arisen(scene)] == ["arisen", "lapsed"]
    assert rows(scene, "2026-03-10 15:00")["visit"][:2] == ("cancelled", "lapsed")


def test_an_escalation_may_stand_on_its_limit() -> None:
    scene = toy(
        CALL,
        Task("2", "visit", CLERK, for_missed="call", within=hours(2), zh="上门"),
        Escalation("3", "tell", CLERK, notifies=HEAD, since=missed("visit"), zh="上报"),
    )
    assert scene.tick("2026-03-10 16:00") == [("tell", "2026-03-10 15:00", ("head",))]


WAIVABLE: dict[str, tuple[Rule, ...]] = {
    "task": (Task("1", "tell", CLERK, waivable=True, waived_by=HEAD, zh="通知"),),
    "limit": (
        Deadline(
            "1", "tell", CLERK, hours(4), since="begun", met_by=done("look"), waivable=True, waived_by=HEAD, zh="办"
        ),
        Permission(WHY, "look", CLERK, zh="查看"),
    ),
    "document": (
        DocumentRequirement("1", form=SLIP, before_steps="close", waivable=True, waived_by=HEAD, zh="工单"),
        Permission(WHY, "write", CLERK, files=SLIP, zh="填写"),
    ),
    "fee": (
        Fee("1", "cleaning", yuan(50), before_steps="close", waivable=True, waived_by=HEAD, zh="费用"),
        Permission(WHY, "pay", CLERK, pays="cleaning", zh="缴费"),
    ),
    "items": (
        Items("1", "key", opened_by="lend", closed_by="take_back", waivable=True, waived_by=HEAD, zh="钥匙"),
        Permission(WHY, "lend", CLERK, zh="借出"),
        Permission(WHY, "take_back", CLERK, per_item="key", zh="收回"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", WAIVABLE)
def test_any_obligation_may_be_waivable(kind: str) -> None:
    scene = toy(*WAIVABLE[kind])
    if kind == "items":
        scene.do("lend", "2026-03-10 09:30", CLERK)
    assert {clause for _, clause in scene.refusals("close", "2026-03-10 10:00", CLERK)} == {"sample/job/1"}
    scene.refused("waive", "2026-03-10 10:00", CLERK, "local", clause="sample/job/1", reason="同意")
    scene.do("waive", "2026-03-10 10:00", HEAD, clause="sample/job/1", reason="同意")
    (row,) = scene.desk.obligations(scene.id, at="2026-03-10 11:00")
    assert (row.status, row.waived_by) == ("waived", "head")
    assert scene.do("close", "2026-03-10 11:00", CLERK).state == "closed"


# --- what a manual goes through ---------------------------------------------------------------------------------


def test_the_sheet_says_what_brings_it() -> None:
    program = Registry.of(m.JUESHIXIANG).program("jueshixiang", "undated")
    sheet = {row["what"]: row for row in sheet_data(program, program.plans["renovation"], "zh")}
    assert (sheet["扣罚押金"]["kind"], sheet["扣罚押金"]["when"]) == ("处罚", "因“限期整改”逾期产生")
    assert (sheet["约谈业主"]["kind"], sheet["约谈业主"]["within"]) == ("应办事项", "24小时内")
    assert "自“违章装修”登记时起" in sheet["发整改通知书"]["when"]
    other = Registry.of(m.CHENGXINXING).program("chengxinxing", "undated")
    rows = {row["what"]: row["when"] for row in sheet_data(other, other.plans["special_incident_report"], "zh")}
    assert rows["查明原因"].startswith("因违反3.5a")
    english = sheet_data(program, program.plans["renovation"], "en")
    assert next(row["when"] for row in english if row["kind"] == "sanction") == "arises when correct is missed"


def test_explain_counts_from_the_miss() -> None:
    scene = works()
    scene.desk.tick("2026-03-12 12:00")
    explained = scene.desk.explain(scene.id, "call_in_owner@v1")
    assert (explained.start, explained.due) == ("2026-03-12 10:00", "2026-03-13 10:00")
    assert "自“限期整改”逾期时（2026-03-12 10:00）起计" in explained.text("zh")


def test_stubs_know_its_actions() -> None:
    text_ = stubs(m.JUESHIXIANG)
    assert all(f'"{name}"' in text_ for name in ("deduct", "cut_supplies", "call_in_owner"))


def test_the_fingerprint_and_mutation_see_it() -> None:
    sanction = Sanction("2", "fine", HEAD, for_missed="call", mandatory=True, zh="处罚")
    first = manual(CALL, sanction)
    (procedure,) = first.editions[0].procedures
    place = procedure.rules.index(sanction)
    changes = [each for each in mutants(procedure, first.roles) if each.place == place]
    assert {each.what for each in changes} >= {"left out", "for_missed lost", "mandatory flipped"}
    for each in changes:
        kept = () if each.rule is None else (each.rule,)
        rules = (*procedure.rules[:place], *kept, *procedure.rules[place + 1 :])
        try:
            changed = evolve(first.editions[0], procedures=(evolve(procedure, rules=rules),))
        except InvalidProcedure:
            continue
        assert fingerprint(first, changed) != fingerprint(first, first.editions[0]), each.what
