"""What was not modelled is said at run time: options and explain list it, with the stated readings."""

from __future__ import annotations

import pickle

from engine.scene import Scene
from sample_manuals import tiny
from servicedesk import Actor, Desk
from servicedesk.desk import ClauseNote
from servicedesk.render import explanation_page, options_page

CLERK = Actor("王小红", {"customer_receptionist", "recipient"})
CALL = {"complainant": "张先生", "contents": "楼上装修噪声", "channel": "电话"}
THREE = "2026-09-30 15:00"
MANAGEMENT_REVIEW = ("fuheng/complaint/4.2.9", "未规定周期，随管理评审进行：评审日期在通知时写明，最迟当日完成")
COUNTED = "Counted from the complaint; of one that comes through chapter 4, from its entry there."
FROM_THE_COMPLAINT = ("fuheng/complaint/4.2.1b", "自投诉时起算；经信息反馈（第四章）转来的，自填表时起算")


def complaint() -> tuple[Desk, str]:
    desk = Desk("fuheng")
    case = desk.open("complaint", CALL, subject="3-2-501", by=CLERK, at=THREE, recorded_at=THREE)
    return desk, case.id


def test_options_list_what_was_not_modelled_and_the_readings() -> None:
    desk, case = complaint()
    options = desk.options(case, by=CLERK, at=THREE)
    (note,) = options.not_modelled
    assert note.clause == "fuheng/complaint/5"
    assert (note.text("zh"), note.text("en")) == (
        "来源提及而未收录的文件，以4.2.6b的维修代之",
        "A document that the source names and does not contain; the repair of 4.2.6b stands in for it.",
    )
    assert {FROM_THE_COMPLAINT, MANAGEMENT_REVIEW} <= {(each.clause, each.zh) for each in options.readings}
    assert all(each.en for each in options.readings)
    again = pickle.loads(pickle.dumps(options))  # noqa: S301  our own bytes
    assert again.readings == options.readings


def test_an_explanation_lists_them_too_and_its_sentences_stay_as_short_as_they_were() -> None:
    desk, case = complaint()
    why, options = desk.explain(case, "tell_desk"), desk.options(case, by=CLERK, at=THREE)
    assert (why.not_modelled, why.readings) == (options.not_modelled, options.readings)
    assert "管理评审" not in why.text("zh")
    data = why.to_data()
    assert data["not_modelled"] == [note.to_data() for note in why.not_modelled]
    assert {"clause": FROM_THE_COMPLAINT[0], "zh": FROM_THE_COMPLAINT[1], "en": COUNTED} in data["readings"]


def test_pages_print_them_at_the_end_and_what_may_be_done_stays_first() -> None:
    desk, case = complaint()
    options = desk.options(case, by=CLERK, at=THREE)
    titles = [block.title for block in options_page(options, "zh").blocks]
    assert titles[0] == "现在可以办理"
    assert titles[-2:] == ["手册中未纳入本系统的条款", "条文解读"]
    assert ("4.2.1b", FROM_THE_COMPLAINT[1]) in options_page(options, "zh").blocks[-1].rows
    page = explanation_page(desk.explain(case, "tell_desk"), "zh")
    assert page.blocks[0].lines[0].startswith("依据《投诉及建议处理作业指导书》4.2.3")
    assert [block.title for block in page.blocks[1:]] == ["手册中未纳入本系统的条款", "条文解读"]
    assert options.to_data()["not_modelled"][0]["clause"] == "fuheng/complaint/5"


def test_a_procedure_with_nothing_left_open_prints_neither() -> None:
    scene = Scene(tiny.MANUAL)
    scene.open("day_job", "2026-03-10 09:00", tiny.CLERK)
    why = scene.desk.explain(scene.id, "solve")
    assert (why.not_modelled, why.readings) == ((), ())
    assert len(explanation_page(why).blocks) == 1


def test_a_note_reads_in_both_languages() -> None:
    assert ClauseNote("a/b/1", "另定", "set apart").text() == "set apart"
