"""What follows from an entry: entitlements and their early end, deposits given back, child cases."""

from __future__ import annotations

import pytest

from engine.job import LEADER, ROW, WORKER, at, finished, job
from engine.scene import Scene, actor
from properties import sample as m


def granted() -> Scene:
    scene = job()
    scene.do("apply", at("09:10"), m.CLERK, from_day="2026-04-01", until_day="2026-06-30")
    return scene


def test_an_entitlement_runs_from_its_first_day_to_its_last() -> None:
    found = granted().case.entitlements["discount"]
    assert (found.clause, found.value) == (ROW + "7", "0.5")
    assert (found.from_day, found.until_day, found.ended_on) == ("2026-04-01", "2026-06-30", "")


def test_a_reading_above_one_tonne_ends_it_from_the_start_of_that_month() -> None:
    scene = granted()
    scene.do("read_meter", "2026-05-10 09:00", WORKER, tonnes="1.5")
    assert scene.case.entitlements["discount"].ended_on == "2026-05-01"
    assert [(k, n) for k, n, _ in scene.log("entitlement_ended")] == [("entitlement_ended", "discount")]


@pytest.mark.parametrize("tonnes", ["0.5", "1"])
def test_a_reading_up_to_one_tonne_ends_nothing(tonnes: str) -> None:
    scene = granted()
    scene.do("read_meter", "2026-05-10 09:00", WORKER, tonnes=tonnes)
    assert scene.case.entitlements["discount"].ended_on == ""


def test_the_whole_deposit_goes_back_when_the_case_is_closed() -> None:
    scene = finished()
    scene.do("pay", at("11:10"), m.CLERK)
    scene.do("sign_off", at("11:20"), LEADER, good="是")
    scene.do("close", at("11:30"), m.CLERK)
    (line,) = [h for h in scene.desk.history(scene.id) if h.kind == "refunded"]
    assert (line.clause, line.entry.amount) == (ROW + "6b", "100.00")


def test_nothing_goes_back_where_nothing_was_paid() -> None:
    scene = finished()
    scene.do("sign_off", at("11:20"), LEADER, good="是")
    scene.do("close", at("11:30"), m.CLERK)
    assert scene.log("refunded", "kept") == []


def test_a_large_repair_opens_a_visit_to_the_caller_once_it_is_done() -> None:
    scene = finished("大修")
    (child,) = scene.desk.cases(scene.subject, "visit")
    assert (child.parent, child.state) == (scene.id, "planned")
    assert list(scene.desk.case(child.id, by=actor(m.CLERK)).vault.values()) == ["张三"]
    assert [c.procedure for c in finished("小修").desk.cases("3-2-501")] == ["job"]
