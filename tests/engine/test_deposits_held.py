"""A deposit that is still held when a case is withdrawn or merged: the history says so, and it is owed to its payer."""

import pytest

from desk.jobs import BY, NINE, TEN, WHY, manual
from desk.jobs import CLERK as JOB_CLERK
from engine.scene import Scene, actor
from sample_manuals.spoken import CLERK, HEAD, MANUAL
from servicedesk.declare import Deposit, Permission, Refund, money

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


# --- what is taken from a deposit ---------------------------------------------------------------------------------


def deducting(*, paid: bool = True) -> Scene:
    """A job with a deposit of 20 yuan, from which is deducted what is filed, and whose rest goes back at the end."""
    rules = (
        Deposit(WHY, "deposit", payer=JOB_CLERK, zh="押金"),
        Permission(WHY, "pay", JOB_CLERK, pays="deposit", zh="缴纳"),
        Permission(WHY, "deduct", JOB_CLERK, asks=money("deducted", "扣罚"), zh="扣罚"),
        Refund(WHY, "back", fee="deposit", on_step="finish", less="deducted", zh="退还"),
    )
    scene = Scene(manual(*rules, within=0))
    scene.open("job", NINE, BY)
    if paid:
        scene.do("pay", NINE, BY, deposit="20")
    return scene


def given_back(scene: Scene) -> list[str]:
    scene.do("begin", TEN, BY)
    scene.do("finish", TEN, BY)
    return [line.entry.amount for line in scene.desk.history(scene.id) if line.kind == "refunded"]


@pytest.mark.parametrize(
    ("deducted", "back"), [((), "20.00"), (("5",), "15.00"), (("5", "2.50"), "12.50"), (("5", "15"), "0.00")]
)
def test_what_was_deducted_stays_and_the_rest_goes_back(deducted: tuple[str, ...], back: str) -> None:
    scene = deducting()
    for amount in deducted:
        scene.do("deduct", TEN, BY, deducted=amount)
    assert given_back(scene) == [back]


def test_all_that_is_deducted_comes_to_no_more_than_was_paid() -> None:
    scene = deducting()
    scene.do("deduct", TEN, BY, deducted="15")
    refusal = scene.refused("deduct", TEN, BY, "local", deducted="5.01")
    assert (refusal.kind, refusal.place) == ("more_than_held", "deducted")
    assert "5.00" in refusal.zh
    assert deducting(paid=False).refused("deduct", TEN, BY, "local", deducted="0.01").kind == "more_than_held"


def test_a_deduction_counts_as_corrected() -> None:
    scene = deducting()
    scene.do("deduct", TEN, BY, deducted="15")
    seq = scene.desk.history(scene.id)[-1].seq
    scene.do("correct", TEN, actor(HEAD), entry=seq, deducted="10", reason="笔误")
    assert given_back(scene) == ["10.00"]


def test_a_correction_takes_no_more_than_was_paid_either() -> None:
    scene = deducting()
    for amount in ("15", "2"):
        scene.do("deduct", TEN, BY, deducted=amount)
    first, second = [line.seq for line in scene.desk.history(scene.id)][-2:]
    for entry, most in ((first, "18"), (second, "5")):
        given = {"entry": entry, "reason": "笔误"}
        refusal = scene.refused("correct", TEN, actor(HEAD), "local", deducted=f"{most}.01", **given)
        assert (refusal.kind, refusal.place) == ("more_than_held", "deducted")
        assert f"{most}.00" in refusal.zh
    scene.do("correct", TEN, actor(HEAD), entry=first, deducted="18", reason="笔误")
    assert given_back(scene) == ["0.00"]


def test_of_a_withdrawn_case_the_rest_is_owed() -> None:
    scene = deducting()
    scene.do("deduct", TEN, BY, deducted="15")
    scene.do("withdraw", TEN, BY, reason="重复")
    assert scene.desk.history(scene.id)[-1].entry.deposits == {"deposit": "5.00"}


def test_a_deposit_that_was_taken_whole_is_held_no_more() -> None:
    scene = deducting()
    scene.do("deduct", TEN, BY, deducted="20")
    scene.do("withdraw", TEN, BY, reason="重复")
    assert scene.desk.history(scene.id)[-1].entry.deposits == {}
