"""A deposit that is still held when a case is withdrawn or merged: the history says so, and it is owed to its payer."""

import pytest

from engine.scene import Scene, actor
from sample_manuals.spoken import CLERK, HEAD, MANUAL

AT = "2026-03-09 10:30"


def paid() -> Scene:
    scene = Scene(MANUAL)
    scene.open("works", "2026-03-09 09:00", CLERK, applicant="张三")
    scene.do("pay", "2026-03-09 10:00", CLERK, deposit="2000")
    return scene


def owed(scene: Scene) -> list[tuple[str, str, str, tuple[str, ...], bool]]:
    rows = (each for each in scene.desk.obligations(scene.id) if each.kind == "refund")
    return [(each.name, each.zh, each.status, each.roles, each.is_blocking) for each in rows]


def test_nothing_is_said_of_it_while_the_case_goes_on() -> None:
    assert owed(paid()) == []


@pytest.mark.parametrize("ending", ["withdraw", "merge"])
def test_a_deposit_that_is_held_is_named(ending: str) -> None:
    scene = paid()
    other = scene.desk.open(
        "works", {"applicant": "李四"}, subject=scene.subject, by=actor(CLERK), at=AT, recorded_at=AT, id="other"
    )
    more = {"into": other.id} if ending == "merge" else {}
    scene.do(ending, "2026-03-09 11:00", HEAD, reason="重复申请", **more)
    line = next(line for line in scene.desk.history(scene.id) if line.kind == ending)
    assert (line.zh.partition("，")[2], line.en.partition("; ")[2]) == (
        "装修押金2000.00元尚未退还",
        "deposit, 2000.00 CNY, not given back yet",
    )
    assert line.entry.deposits == {"deposit": "2000.00"}
    assert owed(scene) == [("deposit", "退还装修押金2000.00元", "outstanding", ("clerk",), False)]


def test_what_was_given_back_is_held_no_more() -> None:
    scene = paid()
    scene.do("give_back", "2026-03-09 10:30", CLERK, paid_back="2000")
    scene.do("withdraw", "2026-03-09 11:00", HEAD, reason="重复申请")
    assert (scene.desk.history(scene.id)[-1].zh, owed(scene)) == ("撤销", [])
