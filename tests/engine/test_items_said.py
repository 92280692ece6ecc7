"""What people read of a thing about an item: the kind of it in their language, and its number."""

import pytest

from engine.scene import Scene, actor
from sample_manuals.spoken import CLERK, HEAD, MANUAL, OWNER
from servicedesk import Policy

NOON = "2026-03-09 12:00"


@pytest.fixture
def works() -> Scene:
    """Works in which two violations were noted: one that the clerk numbers, one that is numbered by itself."""
    scene = Scene(MANUAL, options={"policy": Policy.from_data({"recording": {"by": ["经理"]}})})
    scene.open("works", "2026-03-09 09:00", CLERK, applicant="张三")
    scene.do("approve", "2026-03-09 10:00", HEAD, outcome="yes")
    scene.do("note_violation", "2026-03-09 11:00", CLERK, item="3-1", seen="夜间施工")
    scene.do("note_violation", "2026-03-09 11:00", CLERK, seen="未戴安全帽")
    return scene


def said(scene: Scene, kind: str, name: str) -> list[tuple[str, str]]:
    lines = scene.desk.history(scene.id)
    return [(line.zh, line.en) for line in lines if line.kind == kind and line.name.partition("@")[0] == name]


def test_the_history_names_kind_and_number(works: Scene) -> None:
    assert said(works, "task", "note_violation") == [
        ("办理“登记违章（违章编号3-1）”", "note violation (violation no. 3-1)"),
        ("办理“登记违章（违章编号2）”", "note violation (violation no. 2)"),
    ]
    assert said(works, "started", "give_notice")[1] == (
        "时限“发整改通知（违章编号2）”开始，应于2026-03-10 24:00前完成",
        "limit give notice (violation no. 2) starts, due 2026-03-10 24:00",
    )


def test_a_correction_within_an_item_names_it(works: Scene) -> None:
    noted = next(line.seq for line in works.desk.history(works.id) if line.name == "note_violation")
    works.do("correct", NOON, HEAD, item="3-1", entry=noted, reason="笔误", seen="夜间动火")
    assert said(works, "correct", "correct") == [("更正（违章编号3-1）", "correct (violation no. 3-1)")]


def test_a_miss_its_report_and_the_message_name_it(works: Scene) -> None:
    works.do("give_notice", NOON, CLERK, item="3-1")
    (message,) = works.desk.tick("2026-03-11 09:00").messages
    assert said(works, "missed", "give_notice")[0][0].startswith("时限“发整改通知（违章编号2）”逾期")
    assert said(works, "escalated", "report") == [
        ("“上报经理（违章编号2）”：通知经理", "report (violation no. 2): head notified")
    ]
    assert ("“上报经理（违章编号2）”" in message.zh, "report (violation no. 2)" in message.en) == (True, True)


def test_refusals_name_it(works: Scene) -> None:
    before = works.desk.try_act(works.id, "put_right", {"item": "2"}, by=actor(OWNER), at=NOON, recorded_at=NOON)
    (refusal,) = before.refusals
    assert (refusal.kind, refusal.zh, refusal.en) == (
        "outstanding",
        "尚有未办事项：发整改通知（违章编号2）",
        "something is still outstanding: give notice (violation no. 2)",
    )
    end = works.desk.try_act(works.id, "finish", {}, by=actor(CLERK), at=NOON, recorded_at=NOON)
    told = [each.zh for each in end.refusals]
    assert "时限“发整改通知（违章编号3-1）”尚未办结" in told
    assert "时限“发整改通知（违章编号2）”尚未办结" in told


def test_explanations_dues_and_obligations_name_it(works: Scene) -> None:
    explained = works.desk.explain(works.id, "give_notice@violation-2")
    assert "（发整改通知（违章编号2））" in explained.text("zh")
    assert "(give notice (violation no. 2))" in explained.text("en")
    due = [(limit.item_zh, limit.item_en) for limit in works.desk.due()]
    assert [(limit.name, limit.item) for limit in works.desk.due()][1] == ("give_notice@violation-2", "violation-2")
    assert due == [("违章编号3-1", "violation no. 3-1"), ("违章编号2", "violation no. 2")]
    owed = [(each.item_zh, each.item_en) for each in works.desk.obligations(works.id) if each.item == "violation-2"]
    assert owed == [("违章编号2", "violation no. 2")]


def test_what_may_be_done_is_named_for_each(works: Scene) -> None:
    options = works.desk.options(works.id, by=actor(CLERK), at=NOON)
    assert [option.item_zh for option in options if option.step == "give_notice"] == ["违章编号3-1", "违章编号2"]


def test_what_was_recorded_over_names_it(works: Scene) -> None:
    works.desk.record(
        works.id, "put_right", {"item": "3-1"}, by=actor(OWNER), recorded_by=actor(HEAD), at=NOON, recorded_at=NOON
    )
    assert said(works, "task", "put_right") == [
        (
            "办理“整改完成（违章编号3-1）”（偏离规定：未办：发整改通知（违章编号3-1））",
            "put right (violation no. 3-1) (over a rule: not done: give notice (violation no. 3-1))",
        )
    ]
    told = [(each.kind, each.zh) for each in works.desk.deviations(works.id)]
    assert told == [("outstanding", "未办：发整改通知（违章编号3-1）")]


def test_the_number_alone_will_do(works: Scene) -> None:
    """What is read as number 2 can be given as number 2; and there is no second number 2."""
    again = works.desk.try_act(
        works.id, "note_violation", {"item": "2", "seen": "x"}, by=actor(CLERK), at=NOON, recorded_at=NOON
    )
    assert [(each.kind, each.zh) for each in again.refusals] == [("item_taken", "“违章”编号“2”已存在")]
    result = works.desk.try_act(works.id, "give_notice", {"item": "2"}, by=actor(CLERK), at=NOON, recorded_at=NOON)
    assert (result.ok, result.item) == (True, "violation-2")


def test_a_missing_number_is_said_to_be_missing(works: Scene) -> None:
    (refusal,) = works.desk.try_act(works.id, "give_notice", {}, by=actor(CLERK), at=NOON, recorded_at=NOON).refusals
    assert (refusal.kind, refusal.place, refusal.zh, refusal.en) == (
        "missing_field",
        "item",
        "“违章编号”未填写",
        "the field number of the violation is empty",
    )
