"""What an explanation says of an action that waits for others: a case, a signature, somebody outside."""

from engine.scene import Scene, actor
from servicedesk.declare import (
    OPENED,
    ChildCase,
    DocumentRequirement,
    Form,
    Manual,
    Permission,
    Procedure,
    Start,
    Step,
    Task,
    builtin_roles,
    days,
    done,
    edition,
    local_rule,
    party,
    role,
    text,
)

WHY = local_rule("a sample for the tests")
HEAD = role("head", "经理")
CLERK = role("clerk", "接待员", reports_to="head")
OWNER = party("owner", "业主")


class Record(Form, zh="投诉记录表"):
    contents = text("投诉内容")


REPAIR = Procedure("repair", "维修", states="issued", ends="mended", rules=[
    Start(WHY, CLERK, asks=text("fault", "故障"), zh="派单"),
    Step(WHY, "mend", CLERK, "issued", "mended", zh="修复"),
])  # fmt: skip
COMPLAINT = Procedure("complaint", "投诉", states="received", ends="closed", rules=[
    Start(WHY, CLERK, files=Record, zh="接待投诉"),
    Permission(WHY, "change", CLERK, files=Record, zh="改记录"),
    Permission(WHY, "sign", HEAD, signs=Record, zh="签字"),
    Task(WHY, "pass_on", CLERK, zh="转维修"),
    ChildCase(WHY, procedure="repair", since=done("pass_on"), carries={"fault": "contents"}, awaited_before="close"),
    Task(WHY, "choose", OWNER, within=days(2), since=OPENED, zh="选定方案"),
    DocumentRequirement(WHY, Record, signed_by=HEAD, before_steps="close"),
    Step(WHY, "close", CLERK, "received", "closed", within=days(3), since=OPENED, zh="结案"),
])  # fmt: skip
MANUAL = Manual(
    "example", "示例",
    editions=edition("2026", COMPLAINT, REPAIR, in_force_from="2026-01-01", verified_on="2026-01-01"),
    roles=(HEAD, CLERK, OWNER), head=HEAD,
    builtin=builtin_roles(withdraw=HEAD, merge=HEAD, correct=HEAD, erase=HEAD),
)  # fmt: skip
DAY = "2026-03-09 "


def complaint() -> Scene:
    scene = Scene(MANUAL)
    scene.open("complaint", DAY + "09:00", CLERK, contents="楼上漏水")
    return scene


def test_it_waits_for_a_signature_and_for_one_that_a_change_has_voided() -> None:
    scene = complaint()
    explained = scene.desk.explain(scene.id, "close")
    assert "尚待：《投诉记录表》缺少经理签字。" in explained.text("zh")
    assert "It waits: the form record lacks the signature of head." in explained.text("en")
    scene.do("sign", DAY + "10:00", HEAD)
    assert (scene.desk.explain(scene.id, "close").waits, "尚待" in _said(scene)) == ((), False)
    scene.do("change", DAY + "11:00", CLERK, contents="楼上漏水两处")
    assert "尚待：经理在《投诉记录表》上签字后，“投诉内容”又有改动，须重新签字。" in _said(scene)


def test_it_waits_for_the_case_that_was_opened() -> None:
    scene = complaint()
    scene.do("sign", DAY + "10:00", HEAD)
    scene.do("pass_on", DAY + "11:00", CLERK)
    assert f"尚待：转办的“维修”（{scene.id}.1）尚未结案。" in _said(scene)
    scene.desk.act(f"{scene.id}.1", "mend", by=actor(CLERK), at=DAY + "12:00", recorded_at=DAY + "12:00")
    assert "尚待" not in _said(scene)


def test_it_waits_for_somebody_outside() -> None:
    scene = complaint()
    explained = scene.desk.explain(scene.id, "choose")
    assert "尚待：须由业主办理，不是本单位的岗位。" in explained.text("zh")
    assert "It waits: owner has to act, who is outside the company." in explained.text("en")
    assert explained.to_data()["waits"] == [
        {"zh": "须由业主办理，不是本单位的岗位", "en": "owner has to act, who is outside the company"}
    ]


def _said(scene: Scene) -> str:
    return scene.desk.explain(scene.id, "close").text("zh")
