"""What lies ahead of a case: what time brings, what an action would bring; and that nothing of it is written."""

from datetime import UTC, datetime

import pytest

from engine.scene import Scene, actor
from sample_manuals import children
from servicedesk import Actor, Desk, Outlook, Policy
from servicedesk.declare import (
    OPENED,
    Deadline,
    Decision,
    Escalation,
    Form,
    Items,
    Manual,
    Outcome,
    Permission,
    Procedure,
    Start,
    Step,
    Task,
    answer,
    before_due,
    builtin_roles,
    day,
    days,
    done,
    edition,
    fact,
    flag,
    hours,
    local_rule,
    missed,
    money,
    opened,
    or_stated,
    role,
    text,
)
from servicedesk.errors import CaseNotFound, EditionChanged, InvalidPayload

WHY = local_rule("a sample for the tests")
HEAD = role("head", "经理")
CLERK = role("clerk", "接待员", reports_to="head")
WORKER = role("worker", "维修工", reports_to="head")


class Survey(Form, zh="查勘单"):
    cost = money("预计费用")
    stops_water = flag("需停水")
    promised_by = day("约定完成日", required=False)
    remark = text("备注", required=False, personal=True)


JOB = Procedure("job", "维修", states="received surveyed", ends="mended refused", rules=[
    Start(WHY, CLERK, asks=text("fault", "故障"), zh="接到报修"),
    Deadline(WHY, "survey", WORKER, hours(2), since=OPENED, met_by=done("survey"), zh="到场查勘"),
    Escalation(WHY, "warn", WORKER, notifies=WORKER, since=before_due("survey", hours(1)), zh="提醒查勘"),
    Escalation(WHY, "urge", WORKER, notifies=HEAD, since=missed("survey"), zh="催办查勘"),
    Step(WHY, "survey", WORKER, "received", "surveyed", files=Survey, zh="查勘"),
    Task(WHY, "announce", CLERK, in_states="surveyed", within=hours(1), since=done("survey"),
         only=Survey.stops_water.is_(True), zh="停水通知"),
    Task(WHY, "approve", HEAD, in_states="surveyed", within=days(1), since=done("survey"),
         only=Survey.cost.at_least(1000), zh="批准费用"),
    Deadline(WHY, "mend", WORKER, or_stated(days(3), Survey.promised_by), since=done("survey"), met_by=done("decide"),
             zh="完成维修"),
    Decision(WHY, "decide", HEAD, "surveyed", zh="验收"),
    Outcome(WHY, "decide", "good", to_state="mended", only=answer("arrears").is_zero(), zh="合格"),
    Outcome(WHY, "decide", "bad", to_state="refused", zh="不合格"),
    Items(WHY, "defect", zh="缺陷", opened_by="find", closed_by="mend_defect"),
    Permission(WHY, "find", WORKER, asks=text("where", "位置"), zh="发现缺陷"),
    Task(WHY, "mend_defect", WORKER, per_item="defect", within=days(2), since=opened("defect"), zh="消除缺陷"),
    Permission(WHY, "hand_on", HEAD, assigns=WORKER, zh="派给"),
])  # fmt: skip
MANUAL = Manual(
    "example", "示例",
    editions=edition("2026", JOB, in_force_from="2026-01-01", verified_on="2026-01-01"),
    roles=(HEAD, CLERK, WORKER), head=HEAD,
    builtin=builtin_roles(withdraw=HEAD, merge=HEAD, correct=HEAD, erase=HEAD),
)  # fmt: skip
DAY = "2026-03-10 "
SURVEYED = {"cost": "20", "stops_water": False}


def ten() -> datetime:
    """A clock at ten of that day."""
    return datetime(2026, 3, 10, 2, 0, tzinfo=UTC)


def job(**options: object) -> Scene:
    scene = Scene(MANUAL, roster={"head": ["李"], "worker": ["赵"]}, options=options)
    scene.open("job", DAY + "09:00", CLERK, fault="漏水")
    return scene


def surveyed() -> Scene:
    scene = job()
    scene.do("survey", DAY + "10:00", WORKER, **SURVEYED)
    return scene


def lines(outlook: Outlook) -> list[tuple[str, str, str]]:
    return [(each.kind, each.name, each.at.format("MM-DD HH:mm")) for each in outlook.coming]


# --- what time brings -----------------------------------------------------------------------------------------------


def test_if_nobody_does_anything_the_limit_warns_is_missed_and_is_told_each_at_its_moment() -> None:
    """Two hours from nine: a warning at ten, the miss at eleven, and the head is told then."""
    scene = job()
    ahead = scene.desk.outlook(scene.id, at=DAY + "09:00")
    assert lines(ahead) == [
        ("escalated", "warn", "03-10 10:00"),
        ("missed", "survey", "03-10 11:00"),
        ("escalated", "urge", "03-10 11:00"),
    ]
    assert "时限“到场查勘”逾期" in ahead.coming[1].zh
    assert "limit survey missed" in ahead.coming[1].en
    assert (ahead.more, str(ahead.until)[:10], ahead.actions) == (False, "2027-03-11", ())


def test_looked_at_in_between_only_the_rest_comes() -> None:
    scene = job()
    ahead = scene.desk.outlook(scene.id, at=DAY + "10:30")
    assert lines(ahead) == [("missed", "survey", "03-10 11:00"), ("escalated", "urge", "03-10 11:00")]


def test_what_came_and_was_not_looked_at_is_no_news() -> None:
    """At noon everything has come, whether or not a clock was run."""
    scene = job()
    assert lines(scene.desk.outlook(scene.id, at=DAY + "12:00")) == []


def test_before_the_case_was_opened_nothing_can_be_said_of_it() -> None:
    scene = job()
    ahead = scene.desk.outlook(scene.id, at=DAY + "08:00", by=actor(CLERK))
    assert (lines(ahead), ahead.actions) == ([], ())


def test_twenty_changes_are_told_and_that_there_are_more() -> None:
    """Missed on the first day and reminded on each of the thirty after it: the miss, and nineteen times of thirty."""
    reminded = Procedure("job", "维修", states="received", ends="mended", rules=[
        Start(WHY, CLERK, zh="接到报修"),
        Deadline(WHY, "mend", WORKER, hours(1), since=OPENED, met_by=done("mend"), zh="修复"),
        Escalation(
            WHY, "remind", WORKER, notifies=HEAD, since=missed("mend"), repeats=days(1), times=30, zh="每日催办",
        ),
        Step(WHY, "mend", WORKER, "received", "mended", zh="修复"),
    ])  # fmt: skip
    scene = Scene(_manual(reminded))
    scene.open("job", DAY + "09:00", CLERK)
    ahead = scene.desk.outlook(scene.id, at=DAY + "09:00")
    assert (len(ahead.coming), ahead.more) == (20, True)
    assert [each.name for each in ahead.coming] == ["mend", *["remind"] * 19]
    assert ahead.until == ahead.coming[-1].recorded_at


def test_no_more_than_a_year_is_looked_ahead() -> None:
    slow = Procedure("job", "维修", states="received", ends="mended", rules=[
        Start(WHY, CLERK, zh="接到报修"),
        Deadline(WHY, "mend", WORKER, days(400), since=OPENED, met_by=done("mend"), zh="修复"),
        Step(WHY, "mend", WORKER, "received", "mended", zh="修复"),
    ])  # fmt: skip
    scene = Scene(_manual(slow))
    scene.open("job", DAY + "09:00", CLERK)
    ahead = scene.desk.outlook(scene.id, at=DAY + "09:00")
    assert (ahead.coming, ahead.more) == ((), True)
    assert lines(scene.desk.outlook(scene.id, at="2027-03-10 09:00")) == [("missed", "mend", "04-15 00:00")]


def _manual(procedure: Procedure) -> Manual:
    return Manual(
        "example", "示例",
        editions=edition("2026", procedure, in_force_from="2026-01-01", verified_on="2026-01-01"),
        roles=(HEAD, CLERK, WORKER), head=HEAD,
        builtin=builtin_roles(withdraw=HEAD, merge=HEAD, correct=HEAD, erase=HEAD),
    )  # fmt: skip


# --- what the actions would bring -----------------------------------------------------------------------------------


def of(scene: Scene, name: str, at: str, by: Actor) -> object:
    (found,) = (each for each in scene.desk.outlook(scene.id, at=at, by=by).actions if each.step == name)
    return found


def test_of_an_action_it_says_what_is_sure_and_which_fields_the_rest_depends_on() -> None:
    """The survey meets its limit whatever it finds; the tasks hang on water and cost, the due on the day promised."""
    scene = job()
    survey = of(scene, "survey", DAY + "10:00", actor(WORKER))
    assert [(line.kind, line.name) for line in survey.sure] == [("met", "survey")]
    assert [(each.kind, each.name, each.zh) for each in survey.depends_on] == [
        ("field", "cost", "预计费用"),
        ("field", "stops_water", "需停水"),
        ("field", "promised_by", "约定完成日"),
    ]
    assert [(each.state, each.zh) for each in survey.leads_to] == [("surveyed", "surveyed")]
    assert (survey.complete, survey.may_be_refused) == (True, False)


def test_a_decision_depends_on_its_outcome_and_on_what_the_host_has_not_answered() -> None:
    scene = surveyed()
    decide = of(scene, "decide", DAY + "11:00", actor(HEAD))
    assert ("outcome", "outcome") in [(each.kind, each.name) for each in decide.depends_on]
    assert ("answer", "arrears") in [(each.kind, each.name) for each in decide.depends_on]
    assert {each.state for each in decide.leads_to} == {"refused"}  # good is refused while nobody knows of arrears
    assert decide.may_be_refused


def test_what_opens_an_item_depends_on_its_number_and_what_assigns_on_whom() -> None:
    scene = job()
    find = of(scene, "find", DAY + "10:00", actor(WORKER))
    assert [each.kind for each in find.depends_on] == ["item"]
    hand_on = of(scene, "hand_on", DAY + "10:00", actor(HEAD))
    assert [each.kind for each in hand_on.depends_on] == ["holder"]


def test_only_what_the_asker_may_do_is_foretold() -> None:
    scene = job()
    assert [each.step for each in scene.desk.outlook(scene.id, at=DAY + "10:00", by=actor(CLERK)).actions] == []


def test_where_too_much_can_be_filed_nothing_is_said_to_be_sure() -> None:
    """Nine yes-or-noes of which each lets another limit begin: 512 filings, which are not tried."""
    asked = [flag(f"f{n}", f"第{n}项") for n in range(9)]
    many = Procedure("job", "维修", states="received checked", ends="mended", rules=[
        Start(WHY, CLERK, zh="接到报修"),
        Step(WHY, "check", WORKER, "received", "checked", asks=asked, zh="逐项检查"),
        *(
            Task(WHY, f"mend_{n}", WORKER, in_states="checked", within=days(1), since=done("check"),
                 only=fact(each.name).is_(False), zh=f"处理第{n}项")
            for n, each in enumerate(asked)
        ),
        Step(WHY, "mend", WORKER, "checked", "mended", zh="修复"),
    ])  # fmt: skip
    scene = Scene(_manual(many))
    scene.open("job", DAY + "09:00", CLERK)
    check = of(scene, "check", DAY + "10:00", actor(WORKER))
    assert (check.complete, check.sure, check.leads_to) == (False, (), ())
    assert len(check.depends_on) == 9


# --- what one action brings, exactly --------------------------------------------------------------------------------


def test_with_what_is_filed_it_is_exactly_what_then_happens() -> None:
    """Surveyed at ten: the limit is met, the notice is due in an hour, the approval and the mending in days."""
    scene, filed = job(clock=ten), {"cost": "1000", "stops_water": True, "promised_by": "2026-03-12"}
    before = scene.desk.case(scene.id)
    said = scene.desk.outlook(scene.id, by=actor(WORKER), action="survey", payload=filed)
    assert scene.desk.case(scene.id) == before
    assert {each.name for each in said.brought.started if each.kind == "limit"} == {"mend"}
    assert {each.name for each in said.brought.started} >= {"announce", "approve"}
    assert [each.name for each in said.brought.ended if each.kind == "limit"] == ["survey"]
    result = scene.desk.try_act(scene.id, "survey", filed, by=actor(WORKER))
    assert [line.entry for line in said.made] == list(result.entries)
    assert result.brought == said.brought
    assert lines(said) == [
        ("missed", "announce", "03-10 11:00"),
        ("missed", "approve", "03-12 00:00"),
        ("missed", "mend", "03-13 00:00"),
    ]


def test_the_options_that_become_open_are_those_of_whoever_acts() -> None:
    scene = job(clock=ten)
    both = actor(WORKER, HEAD)
    said = scene.desk.outlook(scene.id, by=both, action="survey", payload=SURVEYED)
    assert [option.step for option in said.brought.newly_allowed] == ["decide"]
    result = scene.desk.try_act(scene.id, "survey", SURVEYED, by=actor(WORKER))
    assert [option.step for option in result.brought.newly_allowed] == []


def test_a_result_says_what_it_brought_only_when_that_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = job()
    looked: list[object] = []
    real = Desk._brought
    monkeypatch.setattr(Desk, "_brought", lambda *given: looked.append(given) or real(*given))
    result = scene.desk.try_act(
        scene.id, "survey", SURVEYED, by=actor(WORKER), at=DAY + "10:00", recorded_at=DAY + "10:00"
    )
    assert looked == []
    assert "survey" in [each.name for each in result.brought.ended]
    assert len(looked) == 1


def test_what_is_refused_brings_nothing_and_the_rest_comes_all_the_same() -> None:
    scene = job(clock=ten)
    said = scene.desk.outlook(scene.id, by=actor(CLERK), action="survey", payload=SURVEYED)
    assert [(each.kind, said.ok) for each in said.refusals] == [("wrong_role", False)]
    assert (said.made, said.brought.started, said.brought.newly_allowed) == ((), (), ())
    assert [name for _, name, _ in lines(said)][-2:] == ["survey", "urge"]


def test_what_is_recorded_over_a_rule_is_foretold_with_its_deviations() -> None:
    policy = Policy.from_data({"recording": {"by": ["head"]}})
    scene = job(policy=policy, clock=ten)
    given = {"by": actor(CLERK), "recorded_by": actor(HEAD)}
    said = scene.desk.outlook(scene.id, action="survey", payload=SURVEYED, **given)
    (own,) = (line.entry for line in said.made if line.name == "survey" and line.kind == "step")
    assert [each.kind for each in own.deviations] == ["wrong_role"]
    barred = scene.desk.outlook(scene.id, action="survey", payload=SURVEYED, by=actor(CLERK), recorded_by=actor(CLERK))
    assert [each.kind for each in barred.refusals] == ["may_not_record"]


def test_a_case_that_would_be_opened_is_named_and_none_is_there_after_it() -> None:
    scene = Scene(children.MANUAL)
    scene.open("complaint", DAY + "09:00", children.CLERK, contents="外墙渗水")
    scene.do("tell", DAY + "09:05", children.CLERK)
    said = scene.desk.outlook(scene.id, at=DAY + "10:00", by=actor(children.CLERK), action="send_to_repair")
    assert (said.ok, said.opens) == (True, ("repair",))
    assert len(scene.desk.cases(scene.subject)) == 1


def test_a_dry_run_says_what_the_case_that_it_would_open_refuses() -> None:
    """One open repair a unit: the act is refused for that, and so is its dry run."""
    repair = Procedure("repair", "维修", states="issued", ends="mended", one_open=True, rules=[
        Start(WHY, CLERK, zh="派单"), Step(WHY, "mend", WORKER, "issued", "mended", zh="修复"),
    ])  # fmt: skip
    complaint = Procedure("complaint", "投诉", states="received", ends="closed", rules=[
        Start(WHY, CLERK, zh="接待投诉"),
        Task(WHY, "pass_on", CLERK, zh="转维修"),
        children.ChildCase(WHY, procedure="repair", since=done("pass_on")),
        Step(WHY, "close", CLERK, "received", "closed", zh="结案"),
    ])  # fmt: skip
    manual = Manual(
        "example", "示例",
        editions=edition("2026", complaint, repair, in_force_from="2026-01-01", verified_on="2026-01-01"),
        roles=(HEAD, CLERK, WORKER), head=HEAD,
        builtin=builtin_roles(withdraw=HEAD, merge=HEAD, correct=HEAD, erase=HEAD),
    )  # fmt: skip
    scene = Scene(manual)
    scene.open("repair", DAY + "08:00", CLERK)
    scene.open("complaint", DAY + "09:00", CLERK)
    when = {"by": actor(CLERK), "at": DAY + "10:00", "recorded_at": DAY + "10:00"}
    tried = scene.desk.try_act(scene.id, "pass_on", dry_run=True, **when)
    acted = scene.desk.try_act(scene.id, "pass_on", **when)
    assert [each.kind for each in tried.refusals] == ["exclusive_key_taken"]
    assert tried.refusals == acted.refusals


# --- who asks -------------------------------------------------------------------------------------------------------


def test_no_value_that_was_filed_stands_in_it() -> None:
    scene = job()
    filed = {**SURVEYED, "remark": "业主王小明"}
    said = scene.desk.outlook(scene.id, at=DAY + "10:00", by=actor(WORKER), action="survey", payload=filed)
    assert "王小明" not in repr(said)


@pytest.mark.parametrize(
    "given",
    [
        {"action": "survey"},
        {"payload": {}, "by": actor(CLERK)},
        {"recorded_by": actor(HEAD), "by": actor(CLERK)},
        {"to_state": "surveyed", "by": actor(CLERK)},
    ],
)
def test_an_action_has_somebody_who_does_it_and_what_is_filed_has_an_action(given: dict[str, object]) -> None:
    scene = job()
    with pytest.raises(InvalidPayload, match=r"an action would bring.*give action= and by="):
        scene.desk.outlook(scene.id, **given)  # type: ignore[arg-type]  # that is the point


def test_where_it_led_is_told_of_what_is_recorded_alone() -> None:
    """Else it would be passed over, and the outlook be that of another input."""
    scene = job()
    with pytest.raises(InvalidPayload, match="to_state= is told of what is recorded; give recorded_by="):
        scene.desk.outlook(scene.id, by=actor(WORKER), action="survey", payload=SURVEYED, to_state="surveyed")


def test_there_is_none_of_a_case_that_is_not_there_or_whose_rules_have_changed() -> None:
    scene = job()
    with pytest.raises(CaseNotFound):
        scene.desk.outlook("none")
    other = Procedure("job", "维修", states="received", ends="mended", rules=[
        Start(WHY, CLERK, asks=text("fault", "故障"), zh="接到报修"),
        Step(WHY, "mend", WORKER, "received", "mended", zh="修复"),
    ])  # fmt: skip
    desk = Desk(_manual(other), store=scene.desk.store)
    with pytest.raises(EditionChanged):
        desk.outlook(scene.id)
