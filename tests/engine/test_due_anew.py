"""A task that is due anew after an event, a field that changed, and a case that was opened here and given up."""

import pytest

from engine.scene import Scene, actor
from servicedesk.declare import (
    ChildCase,
    Form,
    Items,
    Manual,
    Permission,
    Procedure,
    Start,
    Step,
    Task,
    builtin_roles,
    changed,
    child,
    done,
    each_of,
    edition,
    local_rule,
    number,
    role,
    text,
)
from servicedesk.errors import InvalidProcedure, ServicedeskError
from servicedesk.program import build_program
from servicedesk.render.sheet import clause_sheet

HEAD = role("head", "负责人")
CLERK = role("clerk", "文员", reports_to="head")
WHY = local_rule("the course needs the act", zh="办理所需")


class Slip(Form, zh="单据"):
    price = number("单价")
    note = text("备注").optional()
    total = number("合计").optional()


MENDING = Procedure(
    "mending",
    "维修",
    states="running",
    ends="mended",
    rules=[Start(WHY, CLERK, zh="报修"), Step(WHY, "mend", CLERK, "running", "mended", zh="修好")],
)
JOB = Procedure(
    "job",
    "派工",
    states="received > done_with",
    ends="over",
    rules=[
        Start(WHY, CLERK, zh="受理"),
        Permission(WHY, "analyse", CLERK, zh="分析"),
        Task(WHY, "train", CLERK, only=done("analyse"), again_after=done("analyse"), zh="培训"),
        Task(WHY, "state_total", CLERK, files=Slip.total, again_after=changed(Slip.total), zh="填写合计"),
        Permission(WHY, "note_part", CLERK, files=(Slip.price, Slip.note), zh="登记零件"),
        Items(WHY, "part", opened_by="note_part", zh="零件"),
        Task(
            WHY,
            "verify",
            CLERK,
            per_item="part",
            again_after=each_of(changed(Slip.price), changed(Slip.note)),
            before_steps="finish",
            zh="核对",
        ),
        Task(
            WHY,
            "send",
            CLERK,
            in_states="received",
            again=True,
            again_after=child("mending").given_up(),
            before_steps="finish",
            zh="转维修",
        ),
        ChildCase(WHY, procedure="mending", since=done("send"), awaited_before="end"),
        Step(WHY, "finish", CLERK, "received", "done_with", zh="办完"),
        Step(WHY, "return", CLERK, "done_with", "received", zh="退回"),
        Step(WHY, "end", CLERK, "done_with", "over", zh="办结"),
    ],
)


def manual(*procedures: Procedure) -> Manual:
    return Manual(
        "jobs",
        "派工",
        roles=(HEAD, CLERK),
        head=HEAD,
        editions=edition("2026-01", *procedures, in_force_from="2019-01-01", verified_on="2026-11-24"),
        builtin=builtin_roles(withdraw=CLERK, merge=CLERK, correct=CLERK, erase=HEAD),
    )


MANUAL = manual(JOB, MENDING)
NINE = "2026-03-10 09:00"


def job() -> Scene:
    scene = Scene(MANUAL)
    scene.open("job", NINE, CLERK)
    return scene


def do(scene: Scene, *steps: str, **facts: str) -> Scene:
    for step in steps:
        scene.do(step, NINE, CLERK, **facts)
    return scene


def owed(scene: Scene, name: str) -> list[str]:
    return [row.status for row in scene.desk.obligations(scene.id, at=NINE) if row.name == name]


def stands_against(scene: Scene, step: str) -> list[str]:
    outcome = scene.desk.try_act(scene.id, step, {}, by=actor(CLERK), at=NINE, recorded_at=NINE)
    return [r.zh for r in outcome.refusals]


def test_each_time_that_the_event_happens_it_is_owed_again() -> None:
    scene = do(job(), "analyse", "train")
    assert owed(scene, "train") == ["met"]
    assert owed(do(scene, "analyse"), "train") == ["outstanding"]
    assert owed(do(scene, "train"), "train") == ["met"]


def test_done_once_after_several_events_it_is_owed_no_more() -> None:
    assert owed(do(job(), "analyse", "analyse", "train"), "train") == ["met"]


@pytest.mark.parametrize("wrong", [{"price": "25"}, {"note": "旧件"}])
def test_a_field_that_changes_is_the_items_own(wrong: dict[str, str]) -> None:
    scene = job()
    for item in ("1", "2"):
        do(scene, "note_part", item=item, price="20", note="新件")
        do(scene, "verify", item=item)
    entry = next(line.seq for line in scene.desk.history(scene.id) if line.name == "note_part")
    scene.do("correct", NINE, CLERK, entry=entry, item="1", reason="误记", **wrong)
    assert owed(scene, "verify") == ["outstanding", "met"]
    assert "尚有未办事项：核对（零件编号1）" in stands_against(scene, "finish")


def test_what_is_filed_as_it_stood_is_no_change() -> None:
    scene = do(do(job(), "note_part", item="1", price="20"), "verify", item="1")
    entry = next(line.seq for line in scene.desk.history(scene.id) if line.name == "note_part")
    scene.do("correct", NINE, CLERK, entry=entry, item="1", reason="误记", price="20.0")
    assert owed(scene, "verify") == ["met"]


def test_what_the_task_itself_fills_otherwise_makes_it_due_no_more() -> None:
    """Who signs for another number than before has signed for that one."""
    scene = do(job(), "state_total", total="4")
    assert owed(do(scene, "state_total", total="3"), "state_total") == ["met"]
    (*_, entry) = (line.seq for line in scene.desk.history(scene.id) if line.name == "state_total")
    scene.do("correct", NINE, CLERK, entry=entry, reason="误记", total="5")
    assert owed(scene, "state_total") == ["outstanding"]
    assert owed(do(scene, "state_total", total="6"), "state_total") == ["met"]


@pytest.mark.parametrize("how", ["withdraw", "merge", "mend"])
def test_a_case_that_was_opened_and_is_given_up_is_opened_anew(how: str) -> None:
    scene = do(job(), "send")
    opened = f"{scene.id}.1"
    said = {"mend": {}, "withdraw": {"reason": "误开"}, "merge": {"reason": "同一件"}}[how]
    if how == "merge":
        other = scene.desk.open("mending", {}, subject="3-2-501", by=actor(CLERK), at=NINE, recorded_at=NINE)
        said["into"] = other.id
    scene.desk.act(opened, how, said, by=actor(CLERK), at=NINE, recorded_at=NINE)
    if how == "merge":  # it goes on in the other, and is given up with that
        assert owed(scene, "send") == ["met"]
        scene.desk.act(said["into"], "withdraw", {"reason": "误开"}, by=actor(CLERK), at=NINE, recorded_at=NINE)
    assert owed(scene, "send") == ["met" if how == "mend" else "outstanding"]
    if how != "mend":
        assert stands_against(scene, "finish") == ["尚有未办事项：转维修"]
        assert owed(do(scene, "send"), "send") == ["met"]


def test_it_is_owed_again_too_where_the_case_comes_back() -> None:
    scene = do(job(), "send")
    scene.desk.act(f"{scene.id}.1", "mend", {}, by=actor(CLERK), at=NINE, recorded_at=NINE)
    assert owed(do(scene, "finish", "return"), "send") == ["outstanding"]


def test_the_sheet_says_what_makes_it_due_anew() -> None:
    program = build_program(MANUAL, MANUAL.editions[0].name)
    said = clause_sheet(program, program.plans["job"], "zh")
    assert "“分析”完成时须再办理" in said
    assert "转办的“维修”撤销时须再办理" in said


def test_what_nobody_follows_is_a_fault() -> None:
    """Without a wait or a notice the case is never told."""
    job_ = Procedure(
        "job",
        "派工",
        states="received",
        ends="over",
        rules=[
            Start(WHY, CLERK, zh="受理"),
            Task(WHY, "send", CLERK, again_after=child("mending").given_up(), zh="转维修"),
            ChildCase(WHY, procedure="mending", since=done("send")),
            Step(WHY, "end", CLERK, "received", "over", zh="办结"),
        ],
    )
    with pytest.raises(ServicedeskError) as caught:
        build_program(manual(job_, MENDING), "2026-01")
    assert "waits for no 'mending'" in told_of(caught.value)


def test_a_field_that_nobody_files_is_a_fault() -> None:
    with pytest.raises(InvalidProcedure) as caught:
        Procedure(
            "job",
            "派工",
            states="received",
            ends="over",
            rules=[
                Start(WHY, CLERK, files=Slip.price, zh="受理"),
                Task(WHY, "verify", CLERK, again_after=changed("prize"), zh="核对"),
                Step(WHY, "end", CLERK, "received", "over", zh="办结"),
            ],
        )
    assert "prize" in told_of(caught.value)


def told_of(error: BaseException) -> str:
    """Every fault that an error has."""
    return "\n".join(str(each) for each in getattr(error, "exceptions", (error,)))
