"""What is recorded over a rule: each kind of refusal as a deviation or refused all the same, and what becomes of it."""

from __future__ import annotations

import pytest
from attrs import evolve

from engine.scene import Scene, actor
from properties.driving import BEGIN
from sample_manuals import jueshixiang, tiny
from servicedesk import Actor, Context, Desk, Policy, RecordRow
from servicedesk.engine.context import Recording
from servicedesk.engine.deviations import ALL_THE_SAME, OF_RULES
from servicedesk.engine.entry import ActionEntry, EscalationEntry
from servicedesk.engine.guards import Attempt
from servicedesk.engine.guards.where import recorded_to
from servicedesk.engine.view import CaseView
from servicedesk.errors import InvalidPayload, InvalidPolicy, KeyReused, RefusedStep
from servicedesk.texts.deviations import SENTENCES
from servicedesk.texts.refusals import REASONS
from texts.gate import MANUAL as GATE

ALLOWED = Policy.from_data({"recording": {"by": ["负责人"], "notifies": ["supervisor"]}})
HEAD = Actor("何", {"head"})


def job(**options: object) -> Scene:
    scene = Scene(tiny.MANUAL, options={"policy": ALLOWED, **options})
    scene.open("job", "2026-04-28 09:00", tiny.CLERK, urgency="normal")
    return scene


def recorded(scene: Scene, step: str, at: str, by: Actor, when: str = "", to: str = "", **payload: object) -> None:
    scene.desk.record(scene.id, step, payload, by=by, recorded_by=HEAD, at=at, recorded_at=when or at, to_state=to)


def found(scene: Scene) -> list[tuple[str, str, str]]:
    return [(d.step, d.kind, d.clause) for d in scene.desk.deviations(scene.id)]


def test_every_kind_of_refusal_is_of_rules_or_refused_all_the_same() -> None:
    """Nothing falls between, and each that becomes a deviation has its sentence in both languages."""
    assert set(REASONS) == OF_RULES | ALL_THE_SAME
    assert not OF_RULES & ALL_THE_SAME
    assert set(SENTENCES) == OF_RULES
    assert all(term.zh and term.en for term in SENTENCES.values())


def test_nobody_may_record_unless_the_policy_names_a_role() -> None:
    scene = job(policy=Policy())
    with pytest.raises(RefusedStep) as caught:
        recorded(scene, "finish", "2026-04-28 10:00", HEAD)
    (refusal,) = caught.value.refusals
    assert refusal.kind == "may_not_record"
    assert "何不在本单位指定的补记岗位" in refusal.zh
    assert "指定补记岗位" in refusal.help_zh
    assert scene.case.version == 2


def test_only_the_roles_that_the_policy_names_may_record() -> None:
    scene = job()
    clerk = actor(tiny.CLERK)
    outcome = scene.desk.try_record(scene.id, "finish", by=clerk, recorded_by=clerk)
    assert [r.kind for r in outcome.refusals] == ["may_not_record"]
    assert "负责人" in outcome.refusals[0].help_zh


def test_whoever_may_not_do_it_did_it_all_the_same() -> None:
    """The limit is met by it, the entry says who wrote it down, and whom the policy names is told."""
    scene = job()
    recorded(scene, "finish", "2026-04-28 10:00", Actor("丁", {"foreman"}))
    assert (scene.case.state, scene.case.open) == ("finished", False)
    assert found(scene) == [("finish", "wrong_role", "local")]
    (line,) = [line for line in scene.desk.history(scene.id) if line.name == "finish"]
    assert isinstance(line.entry, ActionEntry)
    assert (line.entry.by, line.entry.recorded_by) == ("丁", "何")
    assert "办理人不在规定岗位（文员）" in line.zh
    assert scene.limit("solve").state == "met"
    (told,) = [line.entry for line in scene.desk.history(scene.id) if isinstance(line.entry, EscalationEntry)]
    assert told.to == ("supervisor",)


def test_what_no_rule_stands_against_has_no_deviation_and_tells_nobody() -> None:
    scene = job()
    recorded(scene, "finish", "2026-04-28 10:00", actor(tiny.CLERK))
    assert found(scene) == []
    assert not [line for line in scene.desk.history(scene.id) if isinstance(line.entry, EscalationEntry)]


def test_who_writes_down_his_own_deed_is_not_named_twice() -> None:
    scene = job()
    scene.desk.record(scene.id, "finish", by=HEAD, recorded_by=HEAD)
    (entry,) = [line.entry for line in scene.desk.history(scene.id) if line.name == "finish"]
    assert isinstance(entry, ActionEntry)
    assert entry.recorded_by == ""


def test_after_the_end_it_moves_nothing_and_does_not_open_the_case_again() -> None:
    scene = job()
    scene.do("finish", "2026-04-28 10:00", tiny.CLERK)
    recorded(scene, "suspend", "2026-04-28 10:30", actor(tiny.CLERK))
    assert (scene.case.state, scene.case.open) == ("finished", False)
    assert found(scene) == [("suspend", "ended", "tiny/job/3")]
    assert "done:suspend" in scene.case.occurrences


@pytest.mark.parametrize(
    ("step", "payload", "kind"),
    [
        ("fly", {}, "unknown_step"),
        ("set_urgency", {"urgency": "very"}, "wrong_value"),
        ("set_urgency", {"urgencies": "high"}, "unknown_field"),
        ("finish", {"item": "v1"}, "no_item"),
    ],
)
def test_what_nothing_can_be_made_of_is_refused_all_the_same(step: str, payload: dict[str, str], kind: str) -> None:
    """An unknown action, a field or a choice that there is not, an item that is not there."""
    scene = job()
    before = scene.case
    with pytest.raises(RefusedStep) as caught:
        recorded(scene, step, "2026-04-28 10:00", actor(tiny.CLERK), **payload)
    assert kind in {refusal.kind for refusal in caught.value.refusals}
    assert scene.case == before


def test_time_does_not_go_back_for_a_record() -> None:
    scene = job()
    with pytest.raises(RefusedStep) as caught:
        recorded(scene, "finish", "2026-04-28 08:00", actor(tiny.CLERK))
    assert {r.kind for r in caught.value.refusals} >= {"recorded_back"}


def application() -> Scene:
    """A renovation of 决事祥 (jueshixiang 5.1), its papers not handed in."""
    policy = Policy.from_data({"recording": {"by": ["equipment_maintenance_manager"]}})
    scene = Scene(jueshixiang.MANUAL, options={"policy": policy})
    scene.open("renovation", "2026-04-28 16:30", jueshixiang.ASSISTANT, applicant="owner", premises="dwelling")
    return scene


def written(scene: Scene, step: str, at: str, by: Actor, to: str = "", **payload: object) -> None:
    writer = actor(jueshixiang.ENGINEERING_MANAGER, name="记录人")
    scene.desk.record(scene.id, step, payload, by=by, recorded_by=writer, at=at, recorded_at=at, to_state=to)


def test_what_should_have_come_first_is_not_done_from_then_on() -> None:
    """5.1.1c and 5.1.1d: plan and papers before engineering gets them; recorded over, they are owed no more."""
    scene = application()
    written(scene, "forward", "2026-04-28 16:40", actor(jueshixiang.ASSISTANT))
    kinds = {(kind, clause.rpartition("/")[2]) for _, kind, clause in found(scene)}
    assert {("missing_document", "5.1.1c"), ("missing_document", "5.1.1d")} <= kinds
    owed = {
        row.clause.rpartition("/")[2]: row.status for row in scene.desk.obligations(scene.id) if row.kind == "document"
    }
    assert (owed["5.1.1c"], owed["5.1.1d"]) == ("not_done", "not_done")
    assert not [row for row in scene.desk.obligations(scene.id) if row.is_blocking and row.clause.endswith("5.1.1c")]


def test_a_decision_without_its_outcome_is_no_decision() -> None:
    scene = application()
    written(scene, "forward", "2026-04-28 16:40", actor(jueshixiang.ASSISTANT))
    with pytest.raises(RefusedStep) as caught:
        written(scene, "review", "2026-04-28 17:00", actor(jueshixiang.ENGINEERING_MANAGER))
    assert [(r.kind, r.place) for r in caught.value.refusals] == [("missing_field", "outcome")]


def test_a_step_out_of_another_state_goes_to_the_one_place_that_it_leads_to() -> None:
    """The review was done before the papers were handed over: 5.1.3 leads to one place for each outcome."""
    scene = application()
    written(
        scene,
        "review",
        "2026-04-28 17:00",
        actor(jueshixiang.ENGINEERING_MANAGER),
        outcome="not_conforming",
        rejection_reasons="拆改承重墙",
    )
    assert (scene.case.state, scene.case.open) == ("rejected", False)
    assert ("review", "wrong_state", "jueshixiang/renovation/5.1.2b") in found(scene)


def test_what_stood_before_the_handing_over_is_named_where_that_was_passed_over() -> None:
    """5.1.1c and 5.1.1d again: reviewed at once, the plan and the papers were still to be there before."""
    scene = application()
    review = {"outcome": "not_conforming", "rejection_reasons": "拆改承重墙"}
    written(scene, "review", "2026-04-28 17:00", actor(jueshixiang.ENGINEERING_MANAGER), **review)
    kinds = {(kind, clause.rpartition("/")[2]) for _, kind, clause in found(scene)}
    assert {("missing_document", "5.1.1c"), ("missing_document", "5.1.1d")} <= kinds


def test_where_it_can_lead_to_several_states_somebody_says_to_which() -> None:
    """Nothing is guessed, and no state is taken to which it does not lead."""
    scene = job()
    case = scene.case
    program = scene.desk.rules_of(case)
    plan = program.plans["job"]
    step = evolve(plan.steps["finish"], moves={("a", ""): "finished", ("b", ""): "received"})
    context = Context(HEAD, case.recorded_at, case.recorded_at)
    attempt = Attempt(program, plan, step, CaseView(evolve(case, state="c")), context, None)
    _, (unclear,) = recorded_to(attempt, "", Recording("何"))
    assert (unclear.kind, unclear.place) == ("several_states", "to_state")
    assert "须注明转入的状态" in unclear.zh
    assert recorded_to(attempt, "", Recording("何", "received")) == ("received", ())
    _, (wrong,) = recorded_to(attempt, "", Recording("何", "sold"))
    assert wrong.kind == "unknown_state"


def test_a_night_that_is_typed_up_next_morning_is_told_of_no_miss_that_was_none() -> None:
    """Eight working hours from Tuesday 09:00, lunch and a pause of one hour left out: it was done in time."""
    scene = job()
    rows = [
        RecordRow("suspend", by=actor(tiny.CLERK), at="2026-04-28 10:00"),
        RecordRow("resume", by=actor(tiny.CLERK), at="2026-04-28 11:00"),
        RecordRow("finish", by=actor(tiny.CLERK), at="2026-04-28 17:00"),
    ]
    case = scene.desk.record_all(scene.id, rows[::-1], recorded_by=HEAD, recorded_at="2026-05-06 09:00")
    assert (case.state, case.open) == ("finished", False)
    assert [kind for kind, _, _ in scene.log("missed", "known_late", "late")] == []
    assert scene.limit("solve").state == "met"
    assert {line.recorded_at.format("MM-DD HH:mm") for line in scene.desk.history(scene.id)[2:]} >= {"05-06 09:00"}


def test_of_a_night_all_is_written_or_nothing() -> None:
    scene = job()
    rows = [
        RecordRow("suspend", by=actor(tiny.CLERK), at="2026-04-28 10:00"),
        RecordRow("fly", by=actor(tiny.CLERK), at="2026-04-28 11:00"),
    ]
    with pytest.raises(RefusedStep) as caught:
        scene.desk.record_all(scene.id, rows, recorded_by=HEAD, recorded_at="2026-04-29 09:00")
    assert [(r.kind, r.place) for r in caught.value.refusals] == [("unknown_step", "2")]
    assert scene.case.version == 2
    with pytest.raises(InvalidPayload, match="nothing to record"):
        scene.desk.record_all(scene.id, [], recorded_by=HEAD)


def test_a_night_has_one_key_and_is_written_once() -> None:
    scene = job()
    night = [
        RecordRow("suspend", by=actor(tiny.CLERK), at="2026-04-28 10:00"),
        RecordRow("resume", by=actor(tiny.CLERK), at="2026-04-28 11:00"),
    ]
    given = {"recorded_by": HEAD, "recorded_at": "2026-04-29 09:00", "key": "night-1"}
    first = scene.desk.record_all(scene.id, night, **given)
    assert scene.desk.record_all(scene.id, night, **given).version == first.version
    with pytest.raises(KeyReused):
        scene.desk.record_all(scene.id, night[:1], **given)


def test_the_same_key_recorded_by_another_is_another_input() -> None:
    scene = job()
    given = {"by": actor(tiny.CLERK), "at": "2026-04-28 10:00", "recorded_at": "2026-04-28 10:00", "key": "k"}
    scene.desk.record(scene.id, "suspend", recorded_by=HEAD, **given)
    with pytest.raises(KeyReused):
        scene.desk.record(scene.id, "suspend", recorded_by=Actor("别人", {"head"}), **given)


def test_a_case_that_was_opened_beside_an_open_one_holds_no_exclusive_key() -> None:
    policy = Policy.from_data({"recording": {"by": ["head"]}})
    desk = Desk(GATE, policy=policy, clock=lambda: BEGIN)
    clerk, head = Actor("chen", {"clerk"}), Actor("he", {"head"})
    desk.open("gate", {"note": "搬出"}, subject="3-2", by=clerk, id="g")
    case = desk.record_opening("gate", {"note": "再搬"}, subject="3-2", by=clerk, recorded_by=head, id="h")
    assert case.exclusive_key is None
    assert [(d.case_id, d.kind) for d in desk.deviations()] == [("h", "exclusive_key_taken")]
    assert "另有未结的案件g" in desk.deviations("h")[0].zh


def test_a_policy_that_names_no_role_of_the_manual_is_refused_with_the_near_one() -> None:
    with pytest.raises(InvalidPolicy, match=r"recording.by: there is no role 'heda'; did you mean 'head'"):
        Desk(tiny.MANUAL, policy=Policy.from_data({"recording": {"by": ["heda"]}}))
    with pytest.raises(InvalidPolicy, match=r"recording.of: unknown key"):
        Policy.from_data({"recording": {"of": ["head"]}})
    with pytest.raises(InvalidPolicy, match=r"recording.by: a list is expected"):
        Policy.from_data({"recording": {"by": "head"}})


def test_four_eyes_that_were_two_are_a_deviation_and_compare_persons() -> None:
    """Clause 11 of the gate: whoever sorted may not check. It was one person, in another role."""
    policy = Policy.from_data({"recording": {"by": ["head"]}})
    desk = Desk(GATE, policy=policy, clock=lambda: BEGIN)
    clerk, head = Actor("chen", {"clerk"}), Actor("he", {"head"})
    desk.open("gate", {"note": "搬出"}, subject="3-2", by=clerk, id="g")
    desk.act("g", "sort", {"size": "小件"}, by=clerk)
    assert [r.kind for r in desk.try_act("g", "check", by=clerk).refusals] == ["separation"]
    desk.record("g", "check", by=clerk, recorded_by=head)
    (found,) = desk.deviations("g")
    assert (found.kind, found.clause) == ("separation", "gatehouse/gate/11")
    assert found.zh.startswith("与“")
    assert "由同一人办理" in found.zh


def test_a_pause_recorded_after_the_miss_excuses_it() -> None:
    """Eight working hours from 09:00. The owner was away for two days from 10:00, which is typed after the miss."""
    scene = job()
    scene.desk.tick("2026-05-06 09:30")
    assert scene.limit("solve").state == "missed"
    rows = [
        RecordRow("suspend", by=actor(tiny.CLERK), at="2026-04-28 10:00"),
        RecordRow("resume", by=actor(tiny.CLERK), at="2026-04-30 10:00"),
    ]
    scene.desk.record_all(scene.id, rows, recorded_by=HEAD, recorded_at="2026-05-06 10:00")
    kinds = [kind for kind, name, _ in scene.log("missed", "excused") if name == "solve"]
    assert kinds[:2] == ["missed", "excused"]
