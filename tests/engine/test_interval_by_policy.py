"""What recurs at an interval that only the site gives (yezhu return_visit s1-para-4b), by what the table says."""

from __future__ import annotations

import warnings
from typing import Any

import pytest

from engine.scene import Scene, actor
from sample_manuals import yezhu as m
from servicedesk import Policy, build_program, render
from servicedesk.declare import by_policy, days
from servicedesk.errors import UnknownName, UnsetIntervalWarning
from servicedesk.program.fingerprint import meaning

ROW = "yezhu/return_visit/s1-para-4b"
LOOK_IN = "yezhu/return_visit/look_in"
SUPERVISOR = actor(m.SUPERVISOR, name="李主管")
ASSISTANT = actor(m.ASSISTANT, name="王敏")
pytestmark = pytest.mark.filterwarnings("ignore::servicedesk.errors.ServicedeskWarning")


def policy(*intervals: tuple[str, str, str], **more: Any) -> Policy:
    said = [{"clause": c, "span": span, "since": since, "cites": "2026年度计划"} for c, span, since in intervals]
    return Policy.from_data({"override": said, **more})


def visits(at: str, *intervals: tuple[str, str, str]) -> Scene:
    """The visits to one owner, from then on."""
    scene = Scene(m.MANUAL, subject="张先生", options={"policy": policy(*intervals)})
    (scene.id,) = scene.desk.start_standing_tasks({"owner": ["张先生"]}, by=SUPERVISOR, at=at, recorded_at=at)
    return scene


def unit(at: str, *intervals: tuple[str, str, str], **more: Any) -> Scene:
    scene = Scene(m.MANUAL, options={"policy": policy(*intervals, **more)})
    scene.open("return_visit", at, m.SUPERVISOR)
    return scene


def waits(scene: Scene, at: str, name: str = "visit_owners") -> tuple[str, str]:
    (row,) = [row for row in scene.desk.obligations(scene.id, at=at) if row.name == name]
    return row.status, row.cause


# --- the policy does not give it ---------------------------------------------------------------------------------


def test_without_an_interval_nothing_is_due_and_that_is_said() -> None:
    with pytest.warns(UnsetIntervalWarning, match=f"'visit_owners' .* asked of nobody.*'{ROW}'"):
        scene = visits("2026-03-02 09:00")
    scene.tick("2027-03-02 09:00")
    assert (scene.running(), scene.log("started", "missed")) == (set(), [])
    assert waits(scene, "2027-03-02 09:00") == ("waiting", "unset_interval")
    (row,) = [row for row in scene.desk.obligations(scene.id) if row.name == "visit_owners"]
    assert row.clause == ROW
    with pytest.raises(UnknownName) as error:
        scene.desk.explain(scene.id, "visit_owners")
    assert ROW in error.value.remedy


def test_done_without_an_interval_it_is_recorded_and_nothing_starts() -> None:
    scene = visits("2026-03-02 09:00")
    scene.do("visit_owners", "2026-03-05 09:00", SUPERVISOR)
    assert (scene.running(), scene.log("met")) == (set(), [])


def test_with_an_interval_nobody_is_warned() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error", UnsetIntervalWarning)
        visits("2026-03-02 09:00", (ROW, "1 month", "2026-01-01"))


# --- the policy gives it -----------------------------------------------------------------------------------------


def test_with_an_interval_it_recurs_from_the_start_and_from_when_it_was_done() -> None:
    scene = visits("2026-03-02 09:00", (ROW, "1 month", "2026-01-01"))
    assert scene.due("visit_owners") == "2026-04-03 00:00"  # 24:00 of 2 April
    scene.do("visit_owners", "2026-03-20 09:00", SUPERVISOR)
    assert scene.due("visit_owners") == "2026-04-21 00:00"
    assert "项目政策" not in scene.desk.explain(scene.id, "visit_owners").text("zh")


def test_it_begins_on_the_day_from_which_the_policy_gives_it() -> None:
    scene = visits("2026-03-02 09:00", (ROW, "1 month", "2026-05-01"))
    assert waits(scene, "2026-04-30 09:00") == ("waiting", "unset_interval")
    scene.tick("2026-04-30 23:59")
    assert scene.running() == set()
    scene.tick("2026-05-01 00:00")
    assert scene.due("visit_owners") == "2026-06-02 00:00"  # 24:00 of 1 June
    assert scene.log("started") == [("started", "visit_owners", "2026-05-01 00:00")]


def test_another_interval_holds_for_what_starts_later() -> None:
    scene = visits("2026-03-02 09:00", (ROW, "1 month", "2026-01-01"), (ROW, "1 week", "2026-03-15"))
    assert scene.due("visit_owners") == "2026-04-03 00:00"
    scene.do("visit_owners", "2026-03-20 09:00", SUPERVISOR)
    assert scene.due("visit_owners") == "2026-03-28 00:00"  # 24:00 of 27 March, a week after
    assert "每周一次" in scene.desk.explain(scene.id, "visit_owners").text("zh")


def test_a_policy_that_gives_it_later_begins_it_from_its_day() -> None:
    """Desks of one store, before and after the policy was written: the visits begin on the day that it names."""
    before = visits("2026-03-02 09:00")
    given = {"policy": policy((ROW, "1 month", "2026-05-01")), "store": before.desk.store}
    after = Scene(m.MANUAL, subject="张先生", options=given, id=before.id)
    after.desk.recalculate(by=SUPERVISOR, at="2026-05-02 09:00", recorded_at="2026-05-02 09:00")
    after.do("visit_owners", "2026-05-10 09:00", SUPERVISOR)
    assert after.due("visit_owners") == "2026-06-11 00:00"
    assert after.log("started")[0] == ("started", "visit_owners", "2026-05-01 00:00")


def test_a_visit_that_is_recorded_late_counts_from_when_it_was_made() -> None:
    scene = visits("2026-03-02 09:00", (ROW, "1 week", "2026-01-01"))
    scene.do("visit_owners", "2026-03-09 09:00", SUPERVISOR, recorded="2026-03-12 09:00")
    assert scene.log("missed") == [("missed", "visit_owners", "2026-03-10 00:00")]
    assert scene.due("visit_owners") == "2026-03-17 00:00"  # 24:00 of 16 March


def test_a_visit_before_the_interval_was_given_answers_nothing_of_it() -> None:
    scene = visits("2026-03-02 09:00", (ROW, "1 week", "2026-05-01"))
    scene.do("visit_owners", "2026-04-29 09:00", SUPERVISOR, recorded="2026-05-02 09:00")
    assert scene.due("visit_owners") == "2026-05-09 00:00"  # 24:00 of 8 May


def test_a_miss_is_told_as_of_any_rhythm() -> None:
    scene = visits("2026-03-02 09:00", (ROW, "1 week", "2026-01-01"))
    told = scene.tick("2026-03-12 09:00")
    assert [(name, at) for name, at, _ in told] == [("not_visited", "2026-03-10 00:00")]


# --- inside a case -----------------------------------------------------------------------------------------------


def test_it_applies_while_its_condition_holds() -> None:
    scene = unit("2026-03-02 09:00", (LOOK_IN, "1 week", "2026-03-10"))
    assert waits(scene, "2026-03-03 09:00", "look_in") == ("waiting", "unset_interval")
    scene.tick("2026-03-10 00:00")
    assert scene.due("look_in") == "2026-03-18 00:00"
    scene.do("lock_up", "2026-03-12 09:00", m.ASSISTANT)
    assert scene.running() == set()


def test_another_input_moves_no_run_of_it() -> None:
    scene = unit("2026-03-10 09:00", (LOOK_IN, "1 week", "2026-03-01"))
    scene.tick("2026-03-20 09:00")
    assert scene.due("look_in") == "2026-03-25 00:00"  # the second place, counted from the opening
    scene.do("let", "2026-03-20 10:00", m.ASSISTANT)
    assert (scene.due("look_in"), scene.log("retargeted")) == ("2026-03-25 00:00", [])


def test_options_say_what_the_policy_lacks() -> None:
    scene = unit("2026-03-02 09:00", ("yezhu/return_visit/see_tenant", "3 days", "2026-01-01"))
    notes = scene.desk.options(scene.id, by=ASSISTANT, at="2026-03-02 09:00").not_modelled
    assert {(note.clause, note.zh) for note in notes} == {
        (LOOK_IN, "项目政策未规定该条的周期"),
        ("yezhu/return_visit/look_for_leaks", "项目政策未规定该条的周期"),
    }


def test_where_its_condition_does_not_hold_nothing_waits() -> None:
    scene = unit("2026-03-02 09:00")
    scene.do("lock_up", "2026-03-03 09:00", m.ASSISTANT)
    assert [row for row in scene.desk.obligations(scene.id) if row.name == "look_in"] == []


def test_without_a_policy_nothing_in_a_unit_runs() -> None:
    scene = unit("2026-03-02 09:00")
    scene.do("let", "2026-03-10 10:00", m.ASSISTANT)
    scene.tick("2026-05-10 10:00")
    assert (scene.running(), scene.log("started")) == (set(), [])


def test_in_a_season_it_begins_with_both() -> None:
    leaks = "yezhu/return_visit/look_for_leaks"
    rains = {"seasons": {"rainy_season": "04-15..10-15"}}
    early = unit("2026-03-02 09:00", (leaks, "1 week", "2026-03-10"), **rains)
    early.tick("2026-04-15 00:00")
    assert early.due("look_for_leaks") == "2026-04-23 00:00"
    late = unit("2026-03-02 09:00", (leaks, "1 week", "2026-05-01"), **rains)
    late.tick("2026-04-20 09:00")
    assert late.running() == set()
    late.tick("2026-05-01 00:00")
    assert late.due("look_for_leaks") == "2026-05-09 00:00"


def test_counted_from_its_start_it_goes_by_the_interval_of_the_site() -> None:
    scene = unit("2026-03-02 09:00", ("yezhu/return_visit/see_tenant", "3 days", "2026-01-01"))
    scene.do("let", "2026-03-10 10:00", m.ASSISTANT)
    assert scene.due("see_tenant") == "2026-03-14 00:00"
    scene.do("see_tenant", "2026-03-11 10:00", m.ASSISTANT)
    assert scene.due("see_tenant") == "2026-03-17 00:00"


@pytest.mark.parametrize("ticks", [[], ["03-10 00:00"], ["03-09 23:59", "03-10 08:00", "03-30 09:00"]])
def test_the_history_is_the_same_whatever_the_ticks(ticks: list[str]) -> None:
    def told(scene: Scene) -> list[Any]:
        scene.do("let", "2026-04-01 10:00", m.ASSISTANT)
        return [line.entry for line in scene.desk.history(scene.id)]

    both = ((LOOK_IN, "1 week", "2026-03-10"), ("yezhu/return_visit/see_tenant", "3 days", "2026-03-05"))
    plain, ticked = unit("2026-03-02 09:00", *both), unit("2026-03-02 09:00", *both)
    for at in ticks:
        ticked.tick(f"2026-{at}")
    assert told(plain) == told(ticked)


# --- as it is said -----------------------------------------------------------------------------------------------


def test_the_sheet_says_that_the_site_gives_it() -> None:
    program = build_program(m.MANUAL, "undated")
    for lang, words in (("zh", "周期由项目政策规定"), ("en", "as often as the site's policy says")):
        rows = render.sheet_data(program, program.plans["return_visit"], lang)
        (row,) = [row for row in rows if "s1" in row["clause"]]
        assert words in row["within"]


def test_the_fingerprint_knows_it_from_a_number() -> None:
    assert meaning(by_policy()) == {"kind": "by_policy"}
    assert meaning(by_policy()) != meaning(days(7))
