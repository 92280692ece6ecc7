"""Who holds a case or an item: taken, assigned, handed on, sent back, in turn; what is his alone, and who is told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from effort import examples
from engine.scene import Scene, actor
from sample_manuals import jueshixiang
from servicedesk import Actor, Holder, Policy, Shift, Vacancy, build_program
from servicedesk.declare import (
    Authorization,
    ChildCase,
    Deadline,
    Escalation,
    Items,
    Manual,
    Permission,
    Procedure,
    Separation,
    Start,
    Step,
    builtin_roles,
    done,
    edition,
    fact,
    flag,
    hours,
    local_rule,
    missed,
    role,
)
from servicedesk.engine.draft import fold, unopened
from servicedesk.engine.message import Message
from servicedesk.engine.parts import CaseHolder
from servicedesk.render import sheet_data
from servicedesk.roster import RosterEntry
from servicedesk.stores.codec import case_from_json, case_to_json, entry_from_json, entry_to_json
from servicedesk.stubs import stubs

NINE, TEN, ELEVEN = "2026-03-09 09:00", "2026-03-09 10:00", "2026-03-09 11:00"

# --- 首问责任制, jueshixiang service_request 5.3.13 ----------------------------------------------------------------

WANG = Actor("王敏", {"customer_service_assistant"})
LI = Actor("李娜", {"customer_service_assistant"})
ZHOU = Actor("周工", {"equipment_maintenance_technician"})
DIRECTOR = Actor("陈主任", {"service_center_director"})
SHEET = "jueshixiang/service_request/5.3.13"


def asked(first: Actor) -> Scene:
    """An owner asks why the water bill has doubled."""
    scene = Scene(jueshixiang.MANUAL)
    scene.open("service_request", NINE, first, question="水费为何翻倍")
    return scene


def test_whoever_is_asked_first_answers_and_nobody_else_of_the_role_does() -> None:
    scene = asked(WANG)
    refusal = scene.refused("answer", TEN, LI, SHEET + "b")
    assert refusal.kind == "held_by_another"
    assert refusal.text("zh").endswith("责任人为王敏（客服助理），他人不得办理。请王敏办理，或先改派")
    assert scene.do("answer", TEN, WANG).state == "answered"


@pytest.mark.parametrize(
    ("first", "superior"), [(WANG, "customer_service_department"), (ZHOU, "equipment_maintenance_manager")]
)
def test_his_superior_is_that_of_the_role_in_which_he_was_asked(first: Actor, superior: str) -> None:
    scene = asked(first)
    scene.do("ask_superior", TEN, first)
    assert [m.to_roles for m in scene.desk.messages(scene.id)] == [(superior,)]


def test_who_may_assign_gives_it_to_somebody_else_who_then_has_it_alone() -> None:
    scene = asked(WANG)
    scene.do("reassign", TEN, DIRECTOR, holder="周工")
    scene.refused("answer", ELEVEN, WANG, SHEET + "b")
    assert scene.do("answer", ELEVEN, ZHOU).state == "answered"


# --- a workshop that has every way ---------------------------------------------------------------------------------

HERE = local_rule("a workshop of its own")
HEAD = role("head", "经理")
FOREMAN = role("foreman", "维修班长", reports_to="head")
PLUMBER = role("plumber", "水工", reports_to="foreman")
ELECTRICIAN = role("electrician", "电工", reports_to="foreman")
FITTER = role("fitter", "维修工", reports_to="foreman", includes=(PLUMBER, ELECTRICIAN))
DESK_HEAD = role("desk_head", "前台主管", reports_to="head")
CLERK = role("clerk", "前台", reports_to="desk_head")

JOB = Procedure(
    "job", "报修", states="received > inspected", ends="closed",
    rules=[
        Start(HERE, (CLERK, FOREMAN), zh="接报"),
        Permission(HERE, "grab", FITTER, takes=True, zh="接单"),
        Permission(HERE, "dispatch", FOREMAN, assigns=FITTER, notifies=FITTER, zh="派单"),
        Permission(HERE, "hand_on", FITTER, holder=True, assigns=(FITTER, FOREMAN), zh="转交"),
        Permission(HERE, "send_back", FITTER, holder=True, releases=True, zh="退回"),
        Permission(HERE, "rotate", FOREMAN, rotates=FITTER, zh="轮派"),
        Step(HERE, "inspect", FITTER, "received", "inspected", holder=True, zh="检查"),
        Step(HERE, "close", (FOREMAN, FITTER), "inspected", "closed", holder=True, zh="验收"),
        Permission(HERE, "remark", FITTER, zh="备注"),
        Separation(HERE, "close", others="inspect"),
        Items(HERE, "defect", opened_by="find", closed_by="mend", zh="缺陷"),
        Permission(HERE, "find", (FITTER, FOREMAN), per_item="defect", zh="发现缺陷"),
        Permission(HERE, "take_defect", FITTER, per_item="defect", takes=True, zh="领取缺陷"),
        Permission(HERE, "drop_defect", FITTER, per_item="defect", holder=True, releases=True, zh="退回缺陷"),
        Permission(HERE, "mend", FITTER, per_item="defect", holder=True, zh="消缺"),
        Deadline(HERE, "inspect_soon", FITTER, hours(4), since="received", met_by="inspected", zh="检查"),
        Escalation(HERE, "urge", notifies=FITTER, since=missed("inspect_soon"), zh="催办"),
        Escalation(HERE, "report", notifies=HEAD, since=missed("inspect_soon"), holders_superior=True, zh="上报"),
        Escalation(HERE, "foreman_too", notifies=FOREMAN, since=missed("inspect_soon"), zh="报班长"),
    ],
)  # fmt: skip

MANUAL = Manual(
    "workshop",
    "小区",
    editions=edition("2026", JOB, in_force_from="2019-01-01", verified_on="2026-11-28"),
    roles=(HEAD, FOREMAN, PLUMBER, ELECTRICIAN, FITTER, DESK_HEAD, CLERK),
    head=HEAD,
    builtin=builtin_roles(withdraw=CLERK, merge=HEAD, correct=HEAD, erase=HEAD),
    catalogue="sample_manuals",
)
A, B, C = Actor("甲", {"plumber"}), Actor("乙", {"electrician"}), Actor("丙", {"fitter"})
BOSS = Actor("班", {"foreman"})
PEOPLE = {"head": ["总"], "foreman": ["班"], "plumber": ["甲"], "electrician": ["乙"], "fitter": ["丙"]}


def job(roster: Any = None, **options: Any) -> Scene:
    scene = Scene(MANUAL, roster=roster, options=options)
    scene.open("job", NINE, CLERK)
    return scene


def held(scene: Scene, item: str = "") -> CaseHolder | None:
    return scene.case.holders.get(item)


# --- taking --------------------------------------------------------------------------------------------------------


def test_without_a_holder_anybody_of_the_role_may_act_and_acting_makes_nobody_one() -> None:
    scene = job()
    scene.do("inspect", TEN, B)
    assert scene.case.holders == {}


def test_whoever_takes_a_case_holds_it_in_the_role_that_he_has_himself() -> None:
    scene = job()
    scene.do("grab", TEN, A)
    assert held(scene) == CaseHolder("甲", "plumber")
    scene.refused("inspect", TEN, B, "local")
    assert scene.do("inspect", TEN, A).state == "inspected"


def test_what_is_left_to_nobody_in_particular_anybody_of_the_role_still_does() -> None:
    scene = job()
    scene.do("grab", TEN, A)
    assert scene.do("remark", TEN, B).version > 0


def test_nobody_takes_a_case_from_who_holds_it() -> None:
    scene = job()
    scene.do("grab", TEN, A)
    assert scene.refusals("grab", TEN, B) == {("held_by_another", "local")}
    scene.do("grab", TEN, A)
    assert held(scene) == CaseHolder("甲", "plumber")


def test_to_hold_a_case_lets_nobody_do_what_his_roles_do_not_let_him_do() -> None:
    """He must have the role when he takes it, and when he acts."""
    scene = job()
    assert scene.refusals("grab", TEN, CLERK) == {("wrong_role", "local")}
    scene.do("grab", TEN, A)
    assert scene.refusals("inspect", TEN, Actor("甲", {"clerk"})) == {("wrong_role", "local")}
    assert scene.refusals("dispatch", TEN, A, holder="乙") == {("wrong_role", "local")}


def test_an_action_for_other_roles_than_the_holders_is_for_anybody_of_these() -> None:
    """The one who holds it as 领班 is no fitter: what is the fitters' does not stop for him."""
    scene = job()
    scene.do("grab", TEN, A)
    scene.do("hand_on", TEN, A, holder="班")
    scene.do("dispatch", TEN, BOSS, holder="甲")
    scene.do("inspect", TEN, A)
    assert held(scene) == CaseHolder("甲", "fitter")


def test_who_stands_in_the_place_of_all_others_is_not_kept_out_by_who_holds_the_case() -> None:
    """At the weekend the foreman inspects, and no fitter does, whoever holds it."""
    weekend = Authorization(HERE, FOREMAN, actions="inspect", instead=True, only=fact("weekend").is_(True))
    asks = Start(HERE, (CLERK, FOREMAN), asks=flag("weekend", "周末", if_empty=False), zh="接报")
    procedure = Procedure("job", "报修", states=JOB.states, ends=JOB.ends, rules=(asks, *JOB.rules[1:], weekend))
    manual = evolve(MANUAL, editions=edition("2026", procedure, in_force_from="2019-01-01", verified_on="2026-11-28"))
    scene = Scene(manual)
    scene.open("job", NINE, CLERK, weekend=True)
    scene.do("grab", TEN, A)
    assert scene.refusals("inspect", TEN, A) == {("wrong_role", "local")}
    assert scene.do("inspect", TEN, BOSS).state == "inspected"


# --- giving --------------------------------------------------------------------------------------------------------


def test_a_case_is_assigned_handed_on_sent_back_and_taken_away() -> None:
    scene = job()
    scene.do("dispatch", TEN, BOSS, holder="甲")
    assert held(scene) == CaseHolder("甲", "fitter")  # without a roster nobody knows more
    scene.refused("hand_on", TEN, B, "local", holder="乙")
    scene.do("hand_on", TEN, A, holder="乙")
    assert held(scene) == CaseHolder("乙", "fitter")
    scene.do("send_back", TEN, B)
    assert held(scene) is None
    assert scene.refusals("send_back", TEN, B) == {("not_held", "local")}
    scene.do("dispatch", TEN, BOSS, holder="丙")
    scene.do("dispatch", TEN, BOSS, holder="")
    assert held(scene) is None


@pytest.mark.parametrize(
    ("payload", "kind", "text"),
    [
        ({}, "missing_field", "“责任人”未填写"),
        ({"holder": ""}, "missing_field", "“责任人”未填写"),
        ({"holder": 7}, "wrong_value", "“责任人”填写有误：应为文字"),
        ({"holder": " "}, "wrong_value", "“责任人”填写有误：含有无法保存的字符"),
        ({"holder": "甲\x00"}, "wrong_value", "“责任人”填写有误：含有无法保存的字符"),
        ({"holder": "甲" * 201}, "wrong_value", "“责任人”填写有误：不得超过200字"),
    ],
)
def test_whom_it_is_assigned_to_is_named_as_an_actor_is(payload: dict[str, object], kind: str, text: str) -> None:
    refusal = job().refused("dispatch", TEN, BOSS, "local", **payload)
    assert (refusal.kind, refusal.place, refusal.zh) == (kind, "holder", text)


def test_an_action_that_assigns_nothing_takes_no_holder() -> None:
    assert job().refusals("grab", TEN, A, holder="乙") == {("unknown_field", "local")}


def test_the_roster_says_in_which_role_somebody_is_assigned_on_duty_or_not() -> None:
    night: list[RosterEntry] = [Shift("甲", "20:00-08:00")]
    scene = job({**PEOPLE, "plumber": night})
    scene.do("dispatch", TEN, BOSS, holder="甲")
    assert held(scene) == CaseHolder("甲", "plumber")


@pytest.mark.parametrize(
    "plumbers",
    [["丁"], [Holder("甲", until="2026-03-08")], [Shift("甲", "08:00-20:00", until="2026-03-08")], ["甲", Vacancy()]],
)
def test_who_does_not_have_the_role_by_the_roster_is_not_assigned(plumbers: Sequence[RosterEntry]) -> None:
    refusal = job({**PEOPLE, "plumber": plumbers}).refused("dispatch", TEN, BOSS, "local", holder="甲")
    assert (refusal.kind, refusal.zh) == ("not_in_role", "在岗名单上甲不在维修工岗位")


# --- in turn -------------------------------------------------------------------------------------------------------


def test_a_case_goes_to_the_next_of_those_on_duty_in_the_order_of_the_roster() -> None:
    scene = job({"fitter": ["甲", "乙", Shift("夜", "20:00-08:00"), "丙"]})
    scene.do("dispatch", TEN, BOSS, holder="甲")
    got: list[str] = []
    for _ in range(4):
        scene.do("rotate", TEN, BOSS)
        got.append(scene.case.holders[""].name)
    assert got == ["乙", "丙", "甲", "乙"]


def test_a_case_that_nobody_holds_goes_to_one_of_those_on_duty_by_its_id() -> None:
    got: set[str] = set()
    for number in range(30):
        scene = Scene(MANUAL, roster={"fitter": ["甲", "乙", "丙"]})
        case = scene.desk.open("job", {}, subject="1", by=actor(CLERK), at=NINE, recorded_at=NINE, id=f"job-{number}")
        first = scene.desk.act(case.id, "rotate", by=BOSS, at=TEN, recorded_at=TEN, dry_run=True).holders[""]
        assert scene.desk.act(case.id, "rotate", by=BOSS, at=TEN, recorded_at=TEN).holders[""] == first
        got.add(first.name)
    assert got == {"甲", "乙", "丙"}


@pytest.mark.parametrize("roster", [None, {"head": ["总"]}, {"fitter": [Shift("夜", "20:00-08:00")]}])
def test_where_nobody_is_on_duty_nobody_is_next(roster: Any) -> None:
    assert job(roster).refused("rotate", TEN, BOSS, "local").zh == "在岗名单上维修工无人当班，无法轮派"


# --- items ---------------------------------------------------------------------------------------------------------


def test_an_item_has_a_holder_of_its_own_and_else_that_of_the_case() -> None:
    scene = job()
    scene.do("grab", TEN, A)
    scene.do("find", TEN, BOSS, item="d1")
    scene.do("find", TEN, BOSS, item="d2")
    assert scene.refusals("mend", TEN, B, item="d1") == {("held_by_another", "local")}
    scene.do("inspect", TEN, A)
    scene.refused("take_defect", TEN, B, "local", item="d1")  # it is his who holds the case
    scene.do("mend", TEN, A, item="d1")


def test_what_somebody_takes_of_a_case_that_nobody_holds_is_his_and_the_rest_is_not() -> None:
    scene = job()
    for item in ("d1", "d2"):
        scene.do("find", TEN, BOSS, item=item)
    scene.do("take_defect", TEN, B, item="d1")
    assert scene.case.holders == {"d1": CaseHolder("乙", "electrician")}
    scene.refused("mend", TEN, A, "local", item="d1")
    scene.do("mend", TEN, A, item="d2")
    scene.do("drop_defect", TEN, B, item="d1")
    scene.do("mend", TEN, A, item="d1")


# --- persons, not roles --------------------------------------------------------------------------------------------


def test_one_person_in_two_roles_holds_a_case_and_still_does_not_check_his_own_work() -> None:
    both = Actor("甲", {"plumber", "foreman"})
    scene = job()
    scene.do("grab", TEN, both)
    scene.do("inspect", TEN, both)
    assert scene.refusals("close", ELEVEN, both) == {("separation", "local")}
    scene.do("dispatch", ELEVEN, BOSS, holder="乙")
    assert not scene.do("close", ELEVEN, B).open


# --- who is told ---------------------------------------------------------------------------------------------------


def told(scene: Scene, name: str) -> Message:
    (message,) = (message for message in scene.desk.messages(scene.id) if message.name == name)
    return message


def late(roster: Any, holder: str = "甲") -> Scene:
    """The inspection is late at 13:00; the clock is run in the evening."""
    scene = job(roster)
    if holder:
        scene.do("dispatch", TEN, BOSS, holder=holder)
    scene.tick("2026-03-09 20:00")
    return scene


def test_a_notice_to_a_role_goes_to_who_holds_the_case_in_it() -> None:
    assert told(late(PEOPLE), "dispatch").to_names == ("甲",)
    urged = told(late(PEOPLE), "urge")
    assert (urged.to_roles, urged.to_names) == (("fitter",), ("甲",))
    assert told(late(PEOPLE, ""), "urge").to_names == ("丙",)
    assert told(late(None), "urge").to_names == ("甲",)
    assert told(late(None, ""), "urge").to_names == ()


def test_who_has_left_the_role_or_is_not_on_duty_is_not_told_and_the_others_are() -> None:
    people: dict[str, Any] = {"foreman": ["班"], "fitter": [Holder("甲", until="2026-03-09 12:00"), "丙"]}
    assert told(late(people), "urge").to_names == ("丙",)
    people["fitter"] = [Shift("甲", "08:00-12:00"), Shift("丙", "12:00-20:00")]
    assert told(late(people), "urge").to_names == ("丙",)


def test_the_superior_of_the_holder_is_told_and_the_named_role_while_nobody_holds_it() -> None:
    assert (told(late(PEOPLE), "report").to_roles, told(late(PEOPLE), "report").to_names) == (("foreman",), ("班",))
    assert told(late(PEOPLE, ""), "report").to_roles == ("head",)
    assert told(late(None), "report").to_roles == ("foreman",)


def test_the_holder_is_who_is_late_and_is_passed_over_where_he_would_be_told_of_himself() -> None:
    """甲 is the only foreman as well: the report of his own miss goes on to the head."""
    people = {**PEOPLE, "foreman": ["甲"]}
    scene = job(people)
    scene.do("dispatch", TEN, Actor("甲", {"foreman"}), holder="甲")
    scene.tick("2026-03-09 20:00")
    assert [(told(scene, name).to_roles, told(scene, name).to_names) for name in ("report", "foreman_too")] == [
        (("head",), ("总",)), (("head",), ("总",)),
    ]  # fmt: skip


# --- what is shown -------------------------------------------------------------------------------------------------


def test_obligations_and_options_name_the_holder() -> None:
    scene = job()
    assert {row.name: row.holder for row in scene.desk.obligations(scene.id, at=TEN)}["inspect_soon"] == ""
    scene.do("grab", TEN, A)
    assert {row.name: row.holder for row in scene.desk.obligations(scene.id, at=TEN)}["inspect_soon"] == "甲"
    options = {option.step: option for option in scene.desk.options(scene.id, by=B, at=TEN)}
    assert (options["inspect"].holder, options["inspect"].allowed) == ("甲", False)
    assert (options["remark"].holder, options["remark"].allowed) == ("", True)
    assert ("holder", "责任人", True) in [(f.name, f.zh, f.required) for f in options["dispatch"].fields]


def test_the_history_says_who_holds_it() -> None:
    scene = job()
    scene.do("dispatch", TEN, BOSS, holder="甲")
    scene.do("send_back", TEN, A)
    said = [line.text("zh") for line in scene.desk.history(scene.id) if line.kind == "task"]
    assert said == ["办理“派单”，由甲负责", "办理“退回”，不再有责任人"]


def test_a_case_with_holders_is_the_fold_of_its_entries_and_is_kept_as_it_is() -> None:
    scene = job()
    scene.do("find", TEN, BOSS, item="d1")
    scene.do("take_defect", TEN, B, item="d1")
    scene.do("dispatch", TEN, BOSS, holder="甲")
    scene.do("drop_defect", TEN, B, item="d1")
    case = scene.case
    entries = [line.entry for line in scene.desk.history(scene.id)]
    assert fold(unopened(case), entries) == case
    assert case_from_json(case_to_json(case), case.id) == case
    assert [entry_from_json(entry_to_json(entry), case.id) for entry in entries] == entries
    assert case.holders == {"": CaseHolder("甲", "fitter")}


def test_the_sheet_says_who_holds_it_and_what_is_his() -> None:
    program = build_program(MANUAL, "2026")
    when = {row["what"]: row["when"] for row in sheet_data(program, program.plans["job"])}
    assert {what: when[what] for what in ("接单", "派单", "转交", "退回", "轮派", "备注")} == {
        "接单": "办理人为责任人",
        "派单": "指派维修工为责任人",
        "转交": "有责任人时仅由其本人办理；指派维修工、维修班长为责任人",
        "退回": "有责任人时仅由其本人办理；不再有责任人",
        "轮派": "按在岗名单轮派维修工为责任人",
        "备注": "",
    }
    assert when["上报"].endswith("有责任人时通知其上级")


def test_the_typed_view_asks_for_the_holder_where_a_case_is_assigned() -> None:
    assert re.search(r"class \w*Dispatch\(TypedDict\):\n    holder: str  # 责任人", stubs(MANUAL))


# --- a case that a rule opens --------------------------------------------------------------------------------------

CALL = Procedure(
    "call", "来电", states="taken", ends="passed",
    rules=[
        Start(HERE, CLERK, zh="来电"),
        Step(HERE, "pass_on", CLERK, "taken", "passed", zh="转办"),
        ChildCase(HERE, procedure="errand", since=done("pass_on")),
    ],
)  # fmt: skip
ERRAND = Procedure(
    "errand", "跑腿", states="open", ends="done",
    rules=[
        Start(HERE, FITTER, takes=True, zh="受理"),
        Step(HERE, "finish", FITTER, "open", "done", holder=True, zh="办结"),
    ],
)  # fmt: skip


def test_a_case_that_a_rule_opens_has_no_holder_until_somebody_takes_it() -> None:
    """The clerk is no fitter, and nobody could finish what he held."""
    manual = evolve(
        MANUAL, editions=edition("2026", CALL, ERRAND, in_force_from="2019-01-01", verified_on="2026-11-28")
    )
    scene = Scene(manual)
    scene.open("call", NINE, CLERK)
    scene.do("pass_on", NINE, CLERK)
    child = scene.desk.case(f"{scene.id}.1")
    assert child.holders == {}
    assert not scene.desk.act(child.id, "finish", by=A, at=TEN, recorded_at=TEN).open


COUNTER = Procedure(
    "counter", "柜台", states="open", ends="done",
    rules=[
        Start(HERE, None, takes=True, zh="受理"),
        Authorization(HERE, FITTER, actions="open"),
        Step(HERE, "finish", FITTER, "open", "done", holder=True, zh="办结"),
    ],
)  # fmt: skip


def test_who_takes_what_an_authorization_alone_gives_him_holds_it_in_his_role() -> None:
    """The action names nobody; 岗位职责 says whose it is, and a plumber is a fitter."""
    manual = evolve(MANUAL, editions=edition("2026", COUNTER, in_force_from="2019-01-01", verified_on="2026-11-28"))
    for who, kind in ((C, "fitter"), (A, "plumber")):
        scene = Scene(manual)
        scene.open("counter", NINE, who)
        assert held(scene) == CaseHolder(who.name, kind)
        scene.refused("finish", TEN, B, "local")


# --- whatever is done ----------------------------------------------------------------------------------------------

ACTS: list[tuple[str, dict[str, object]]] = [
    ("grab", {}), ("dispatch", {"holder": "甲"}), ("dispatch", {"holder": "乙"}), ("hand_on", {"holder": "丙"}),
    ("send_back", {}), ("rotate", {}), ("inspect", {}), ("remark", {}), ("close", {}),
]  # fmt: skip


@settings(max_examples=examples(40), deadline=None)
@given(st.lists(st.tuples(st.sampled_from((A, B, C, BOSS)), st.sampled_from(ACTS)), max_size=12))
def test_nobody_but_the_holder_does_what_is_his_and_options_say_what_acts_do(
    acts: list[tuple[Actor, tuple[str, dict[str, object]]]],
) -> None:
    scene = job(PEOPLE)
    for who, (step, payload) in acts:
        before = scene.case
        allowed = {o.step: o.allowed for o in scene.desk.options(scene.id, by=who, at=TEN)} if before.open else {}
        outcome = scene.desk.try_act(scene.id, step, payload, by=who, at=TEN, recorded_at=TEN)
        his = before.holder()
        assert allowed.get(step, False) is not bool(outcome.refusals)
        if his is not None and step in ("hand_on", "send_back", "inspect", "close", "grab") and not outcome.refusals:
            # 领班 is none of the fitters' roles: what is theirs is then for any of them.
            assert his.name == who.name or (his.role == "foreman" and step in ("hand_on", "send_back", "inspect"))
        if outcome.refusals or step in ("inspect", "remark", "close"):
            assert scene.case.holders == before.holders
        entries = [line.entry for line in scene.desk.history(scene.id)]
        assert fold(unopened(scene.case), entries) == scene.case


# --- recorded ------------------------------------------------------------------------------------------------------


def test_what_somebody_else_did_is_recorded_over_the_holder() -> None:
    scene = job(policy=Policy.from_data({"recording": {"by": ["foreman"]}}))
    scene.do("grab", TEN, A)
    scene.desk.record(scene.id, "inspect", by=B, recorded_by=BOSS, at=TEN, recorded_at=ELEVEN)
    assert [(each.kind, each.zh) for each in scene.desk.deviations(scene.id)] == [
        ("held_by_another", "责任人以外的人办理（责任岗位：水工）")
    ]
    assert held(scene) == CaseHolder("甲", "plumber")
