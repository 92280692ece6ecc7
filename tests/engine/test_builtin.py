"""What every procedure has: withdraw, merge, correct, waive, erase."""

from __future__ import annotations

import pytest

from engine.job import LEADER, ROW, WORKER, at, job, working
from engine.scene import actor
from properties import sample as m

HEAD = actor(m.HEAD, name="he")


def test_a_withdrawn_case_is_over_and_its_limits_are_cancelled() -> None:
    scene = job()
    case = scene.do("withdraw", at("09:30"), LEADER, reason="重复报修")
    assert (case.state, case.open) == ("withdrawn", False)
    assert case.limits["begin"].state == "cancelled"
    assert scene.refusals("begin", at("09:40"), WORKER, grade="小修") == {("ended", "local")}


@pytest.mark.parametrize(
    ("step", "payload", "place"),
    [
        ("withdraw", {}, "reason"),
        ("merge", {"reason": "同一故障"}, "into"),
        ("correct", {"entry": 1, "note": "漏电"}, "reason"),
    ],
)
def test_what_a_builtin_action_must_say(step: str, payload: dict[str, object], place: str) -> None:
    scene = job()
    refusals = scene.desk.try_act(scene.id, step, payload, by=LEADER, at=at("09:30"), recorded_at=at("09:30")).refusals
    assert [(r.kind, r.place) for r in refusals] == [("missing_field", place)]


def test_only_the_roles_of_the_manual_withdraw() -> None:
    assert job().refusals("withdraw", at("09:30"), WORKER, reason="重复报修") == {("wrong_role", "local")}


def test_a_correction_holds_from_now_on_and_the_old_value_stays_in_the_history() -> None:
    scene = job()
    case = scene.do("correct", at("09:30"), LEADER, entry=1, note="漏电", reason="听错")
    assert case.facts["note"] == "漏电"
    first = scene.desk.history(scene.id)[0]
    assert first.entry.facts["note"] == "漏水"


def test_what_was_never_filled_cannot_be_corrected() -> None:
    refusals = job().refusals("correct", at("09:30"), LEADER, entry=1, tonnes="2", reason="听错")
    assert refusals == {("unknown_field", "local")}


def test_a_rule_that_cannot_be_waived_is_not() -> None:
    refusals = working().refusals("waive", at("10:30"), HEAD, clause=ROW + "10", reason="赶时间")
    assert ("not_waivable", "local") in refusals


def test_erasing_takes_the_personal_value_and_leaves_the_case() -> None:
    scene = job()
    case = scene.do("erase", at("09:30"), HEAD, reason="业主要求")
    assert list(scene.desk.case(scene.id, by=HEAD).vault.values()) == ["erased"]
    assert (case.state, case.facts["note"]) == ("received", "漏水")
