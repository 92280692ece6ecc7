"""Why a limit is due then: which period of what recurs, and which of several starts held."""

import pytest
from attrs import evolve

from engine.scene import Scene, actor
from sample_manuals import fuheng, tiny
from servicedesk.declare import (
    Deadline,
    Manual,
    Permission,
    Procedure,
    Start,
    Step,
    done,
    each_of,
    edition,
    first_of,
    hours,
)
from servicedesk.rules.events import CaseEvent


def inspections() -> Scene:
    """A monthly inspection that stands since 31 January."""
    scene, at = Scene(fuheng.MANUAL), "2026-01-31 09:00"
    (scene.id,) = scene.desk.start_standing_tasks(
        {"unsold_unit": ["1-101"]}, by=actor(fuheng.OFFICER), at=at, recorded_at=at
    )
    return scene


def test_the_third_month_is_the_third_period_and_not_three_months() -> None:
    """A36: nothing was done in February and March; the third period ends on 30 April."""
    scene = inspections()
    scene.tick("2026-04-02 09:00")
    why = scene.desk.explain(scene.id, "inspect_unsold")
    zh, en = why.text("zh"), why.text("en")
    assert "每月一次，本期为第3期，自2026-04-01 00:00起。" in zh
    assert "Once every 1 month; this is period 3, from 2026-04-01 00:00." in en
    assert ("3个月" in zh, "3 months" in en, "春节" in zh) == (False, False, False)
    assert ("应于2026-04-30 24:00前完成，计时中。" in zh, "（2026-01-31 09:00）起计" in zh) == (True, True)
    data = why.to_data()
    assert data["period"] == {"every": "1 month", "number": 3, "first": "2026-04-01 00:00"}
    assert why.trace is not None
    assert sum(each.counted for each in why.trace.segments) == why.trace.budget


def test_what_was_done_starts_the_next_period_and_is_named_as_its_start() -> None:
    scene = inspections()
    scene.do("inspect_unsold", "2026-02-20 10:00", fuheng.OFFICER, inspected="正常", entered_unit="是")
    zh = scene.desk.explain(scene.id, "inspect_unsold").text("zh")
    assert "完成时（2026-02-20 10:00）起计。每月一次，本期为第2期，自2026-02-20 10:00起。" in zh
    assert "执行中" not in zh


def test_a_limit_that_does_not_recur_has_no_period() -> None:
    scene = Scene(tiny.MANUAL)
    scene.open("day_job", "2026-03-10 09:00", tiny.CLERK)
    why = scene.desk.explain(scene.id, "solve")
    assert (why.period, why.to_data()["period"]) == (None, None)


# --- several starts -----------------------------------------------------------------------------------------------


def with_starts(since: CaseEvent) -> Scene:
    rules = [
        Start(tiny.WHY, tiny.CLERK, zh="受理", en="open"),
        Permission(tiny.WHY, "call", tiny.CLERK, zh="来电", en="call"),
        Permission(tiny.WHY, "visit", tiny.CLERK, zh="来访", en="visit"),
        Deadline(tiny.WHY, "answer", tiny.CLERK, hours(4), since=since, met_by="finished", zh="答复"),
        Step(tiny.WHY, "finish", tiny.CLERK, "received", "finished", zh="办结", en="finish"),
    ]
    asked = Procedure("asked", "咨询", states="received", ends="finished", rules=rules)
    ruled = edition("2026-01", asked, in_force_from="2019-01-01", verified_on="2026-11-24")
    manual: Manual = evolve(tiny.MANUAL, editions=ruled)
    scene = Scene(manual)
    scene.open("asked", "2026-03-10 08:00", tiny.CLERK)
    return scene


@pytest.mark.parametrize(
    "since", [first_of(done("call"), done("visit")), each_of(done("call"), done("visit"))], ids=["first", "each"]
)
def test_only_the_start_that_held_is_named(since: CaseEvent) -> None:
    """The visit started it; the call of the same minute, and the later visits, are not what it runs from."""
    scene = with_starts(since)
    scene.do("visit", "2026-03-10 09:00", tiny.CLERK)
    scene.do("call", "2026-03-10 09:00", tiny.CLERK)
    scene.do("visit", "2026-03-10 10:00", tiny.CLERK)
    why = scene.desk.explain(scene.id, "answer")
    assert why.started_zh == "“来访”完成时"
    assert ("来电" in why.text("zh"), "call" in why.started_by) == (False, False)
