"""That a state is left: jueshixiang, renovation 5.2.2a (施工期间天天不少于一次), by what the table says."""

from __future__ import annotations

from engine.scene import Scene, actor
from sample_manuals import course as m
from servicedesk import Policy, build_program
from servicedesk.declare import left
from servicedesk.engine.draft import Draft
from servicedesk.engine.entry import EditionEntry
from servicedesk.rules.keys import EventKey

DAY = "2026-03-10 "


def works() -> Scene:
    """The works are on at 10:00."""
    scene = Scene(m.MANUAL, options={"policy": Policy.from_data({"recording": {"by": ["服务中心主任"]}})})
    scene.open("renovation", DAY + "08:00", m.ASSISTANT, applicant="张伟明")
    scene.do("forward", DAY + "08:30", m.ASSISTANT)
    scene.do("review", DAY + "09:00", m.ENGINEERING_MANAGER)
    scene.do("enter_site", DAY + "10:00", m.ASSISTANT)
    return scene


def test_what_lasts_while_a_state_does_ends_with_it_and_comes_back_with_it() -> None:
    scene = works()
    assert scene.due("visit_site") is not None
    scene.do("rest", DAY + "12:00", m.DIRECTOR)
    assert scene.limit("visit_site").state == "cancelled"
    scene.do("go_on", DAY + "14:00", m.DIRECTOR)
    assert scene.limit("visit_site").state == "running"


def test_it_is_a_start_with_its_moment_whichever_state_comes_next() -> None:
    scene = works()
    assert "collect_passes" not in scene.case.limits
    scene.do("rest", DAY + "12:00", m.DIRECTOR)
    assert scene.log("started")[-1] == ("started", "collect_passes", DAY + "12:00")
    assert scene.due("collect_passes") == "2026-03-14 00:00"


def test_it_is_a_condition_from_then_on() -> None:
    scene = works()
    refusal = scene.refused("clean_lift", DAY + "11:00", m.PATROL, "local")
    assert refusal.zh == "不适用本步骤：尚未离开“施工中”状态"
    assert refusal.en == "this does not apply: works is not left"
    scene.do("rest", DAY + "12:00", m.DIRECTOR)
    scene.do("clean_lift", DAY + "12:10", m.PATROL)
    scene.do("go_on", DAY + "14:00", m.DIRECTOR)
    scene.do("clean_lift", DAY + "14:10", m.PATROL)


def test_recorded_late_it_has_the_moment_at_which_it_was_left() -> None:
    scene = works()
    scene.do("rest", DAY + "12:00", m.DIRECTOR, recorded=DAY + "18:00")
    assert scene.log("started")[-1] == ("started", "collect_passes", DAY + "12:00")


def test_a_move_over_a_rule_leaves_the_state_that_the_case_was_in() -> None:
    scene = works()
    head = actor(m.DIRECTOR, name="陈")
    moments = {"at": DAY + "12:00", "recorded_at": DAY + "12:00"}
    scene.desk.record(scene.id, "forward", by=actor(m.ASSISTANT), recorded_by=head, **moments)
    assert scene.case.state == "with_engineering"
    assert EventKey.left("works") in scene.case.occurrences


def test_what_moves_nothing_leaves_nothing() -> None:
    scene = works()
    scene.do("find_violation", DAY + "11:00", m.PATROL, item="v1")
    assert EventKey.left("works") not in scene.case.occurrences


def test_only_what_a_rule_reads_is_noted() -> None:
    assert EventKey.left("applied") not in works().case.occurrences
    assert build_program(m.MANUAL, "undated").plans["renovation"].left == {"works"}


def test_a_withdrawn_case_has_left_nothing() -> None:
    scene = works()
    scene.do("withdraw", DAY + "12:00", m.ASSISTANT, reason="重复")
    assert EventKey.left("works") not in scene.case.occurrences


def test_under_another_edition_it_goes_by_the_new_name_of_the_state() -> None:
    scene = works()
    scene.do("rest", DAY + "12:00", m.DIRECTOR)
    case = scene.case
    draft = Draft(case)
    moved = EditionEntry(
        seq=case.version + 1,
        kind="moved",
        name="move",
        clause="local",
        at=case.recorded_at,
        recorded=case.recorded_at,
        from_edition="undated",
        from_fingerprint="",
        edition="2027",
        fingerprint="",
        by="陈",
        reason="改版",
        states={"works": "building"},
    )
    draft.append(moved)
    known = draft.case.occurrences
    assert known[EventKey.left("building")] == case.occurrences[EventKey.left("works")]


def test_it_reads_in_both_languages() -> None:
    plan = build_program(m.MANUAL, "undated").plans["renovation"]
    assert (plan.reading(left("works"), "zh"), plan.reading(left("works"), "en")) == (
        "已离开“施工中”状态",
        "works is left",
    )
    assert left("works").moment("zh", plan.terms("zh")) == "离开“施工中”状态时"
