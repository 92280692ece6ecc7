"""A number that was taken back is opened anew: nothing of the first one counts for the second."""

from engine.scene import Scene, actor
from sample_manuals.spoken import CLERK, HEAD, MANUAL, OWNER
from servicedesk.engine.draft import fold, unopened
from servicedesk.stores.codec import case_from_json, case_to_json

MONDAY, TUESDAY = "2026-03-09 ", "2026-03-10 "


def put_right() -> Scene:
    """Violation 1 was noted on Monday, told, and put right."""
    scene = Scene(MANUAL)
    scene.open("works", MONDAY + "09:00", CLERK, applicant="张三")
    scene.do("approve", MONDAY + "10:00", HEAD, outcome="yes")
    scene.do("note_violation", MONDAY + "11:00", CLERK, item="1", seen="夜间施工")
    scene.do("give_notice", MONDAY + "12:00", CLERK, item="1")
    scene.do("put_right", MONDAY + "13:00", OWNER, item="1")
    return scene


def test_what_is_not_taken_back_is_not_opened_anew() -> None:
    scene = put_right()
    scene.do("note_violation", TUESDAY + "09:00", CLERK, item="2", seen="未戴安全帽")
    assert scene.refusals("note_violation", TUESDAY + "10:00", CLERK, item="2", seen="x") == {("item_taken", "local")}


def test_the_second_one_has_its_own_notice_facts_and_limit() -> None:
    scene = put_right()
    case = scene.do("note_violation", TUESDAY + "09:00", CLERK, item="1", seen="再次夜间施工")
    assert (case.items["1"].open, case.facts["seen@1"]) == (True, "再次夜间施工")
    assert scene.due("give_notice@1") == "2026-03-12 00:00"  # the end of the day after
    assert scene.refusals("put_right", TUESDAY + "10:00", OWNER, item="1") == {("outstanding", "local")}
    runs = [
        (line.kind, line.entry.limit.run)
        for line in scene.desk.history(scene.id)
        if line.name == "give_notice@1" and line.entry.limit is not None
    ]
    assert runs == [("started", 1), ("met", 1), ("started", 2)]
    scene.do("give_notice", TUESDAY + "11:00", CLERK, item="1")
    scene.do("put_right", TUESDAY + "12:00", OWNER, item="1")
    assert not scene.case.items["1"].open


def test_the_case_is_what_its_entries_make_of_it() -> None:
    scene = put_right()
    scene.do("note_violation", TUESDAY + "09:00", CLERK, item="1", seen="再次夜间施工")
    case = scene.case
    entries = [line.entry for line in scene.desk.history(scene.id)]
    assert fold(unopened(case, entries), entries) == case
    assert case_from_json(case_to_json(case), case.id) == case


def test_what_is_offered_is_about_the_second_one() -> None:
    scene = put_right()
    scene.do("note_violation", TUESDAY + "09:00", CLERK, item="1", seen="再次夜间施工")
    (offered,) = [
        each for each in scene.desk.options(scene.id, by=actor(OWNER), at=TUESDAY + "10:00") if each.step == "put_right"
    ]
    assert [refusal.zh for refusal in offered.refusals] == ["尚有未办事项：发整改通知（违章编号1）"]
