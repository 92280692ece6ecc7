"""Grants with an early end, a period judged by its ends, duties over subjects and on events (Fuheng 5.1, 5.2)."""

from datetime import date
from decimal import Decimal

import pytest

from engine.scene import Scene, actor
from sample_manuals import fuheng as m
from servicedesk.engine.draft import fold, unopened
from servicedesk.engine.messages import at_text
from servicedesk.stores.codec import case_from_json, case_to_json

CLAUSE = "fuheng/vacant_unit/"


def applied(until: str, start: str = "2026-01-15") -> Scene:
    scene = Scene(m.MANUAL)
    scene.open("vacant_unit", "2026-01-05 09:00", m.OWNER, vacant_from=start, vacant_until=until, vacancy_reason="出差")
    scene.do("give_opinion", "2026-01-06 09:00", m.OFFICER, officers_opinion="同意")
    return scene


def vacant(until: str = "2026-07-15") -> Scene:
    scene = applied(until)
    scene.do("sign", "2026-01-07 09:00", m.DIRECTOR)
    return scene


def in_force(scene: Scene, on: str) -> set[str]:
    return {g.name for g in scene.desk.entitlements(scene.id, on=on) if g.in_force}


BOTH = {"half_property_fee", "half_shared_fee"}


def test_a116_three_months_are_not_longer_than_three_months() -> None:
    refusal = applied("2026-04-15").refused("sign", "2026-01-07 09:00", m.DIRECTOR, CLAUSE + "5.2.8a")
    assert refusal.kind == "required"
    assert ("空置起始日至空置截止日不超过3个月" in refusal.zh, "not longer than 3 months" in refusal.en) == (True, True)
    assert set(refusal.reads) == {"vacant_from", "vacant_until"}
    assert applied("2026-04-16").do("sign", "2026-01-07 09:00", m.DIRECTOR).state == "vacant"


def test_half_the_fee_runs_from_the_first_day_to_the_last_both_included() -> None:
    scene = vacant()
    assert [in_force(scene, d) for d in ("2026-01-14", "2026-01-15", "2026-07-15", "2026-07-16")] == [
        set(),
        BOTH,
        BOTH,
        set(),
    ]
    assert {g.value for g in scene.desk.entitlements(scene.id, on="2026-02-01")} == {Decimal("0.5")}


def test_time_ends_the_grant_and_moves_no_state() -> None:
    scene = vacant()
    scene.tick("2026-08-01 09:00")
    assert scene.log("entitlement_expired") == [
        ("entitlement_expired", "half_property_fee", "2026-07-16 00:00"),
        ("entitlement_expired", "half_shared_fee", "2026-07-16 00:00"),
    ]
    assert scene.case.state == "vacant"


@pytest.mark.parametrize(("water", "electricity", "clause"), [("1.01", "0", "5.2.6b"), ("0", "5.01", "5.2.6c")])
def test_the_full_fee_is_due_again_from_the_month_in_which_a_meter_passes(
    water: str, electricity: str, clause: str
) -> None:
    scene = vacant()
    scene.do("read_meters", "2026-02-20 09:00", m.OFFICER, water="1", electricity="5")
    assert in_force(scene, "2026-03-20") == BOTH  # exactly 1 t and 5 kWh are not over
    scene.do("read_meters", "2026-03-20 09:00", m.OFFICER, water=water, electricity=electricity)
    assert (in_force(scene, "2026-02-28"), in_force(scene, "2026-03-01")) == (BOTH, set())
    assert {g.ended_on for g in scene.desk.entitlements(scene.id, on="2026-03-20")} == {date(2026, 3, 1)}
    assert {h.clause for h in scene.desk.history(scene.id) if h.kind == "entitlement_ended"} == {CLAUSE + clause}


def test_unsold_units_are_inspected_monthly_each_for_itself() -> None:
    """A36: from 31 January the months end on 28 February, 31 March, 30 April, never chained."""
    scene = Scene(m.MANUAL)
    started = scene.desk.start_standing_tasks(
        {"unsold_unit": ["1-101", "1-102"]}, by=actor(m.OFFICER), at="2026-01-31 09:00", recorded_at="2026-01-31 09:00"
    )
    assert started == ("standing:fuheng/vacant_unit/5.1.1/1-101", "standing:fuheng/vacant_unit/5.1.1/1-102")
    scene.subject, scene.id = "1-101", started[0]
    assert scene.due("inspect_unsold") == "2026-03-01 00:00"  # 24:00 of 28 February
    scene.do("inspect_unsold", "2026-02-20 10:00", m.OFFICER, inspected="正常", entered_unit="是")
    assert scene.due("inspect_unsold") == "2026-03-21 00:00"  # counted from the inspection before
    scene.tick("2026-04-01 09:00")
    assert scene.log("missed") == [("missed", "inspect_unsold", "2026-03-21 00:00")]
    scene.id = started[1]
    assert scene.log("met") == []


def test_every_storm_asks_for_one_full_inspection_of_every_vacant_unit() -> None:
    scene = Scene(m.MANUAL)
    (ident,) = scene.desk.start_standing_tasks(
        {"vacant_unit": ["2-301"]}, by=actor(m.OFFICER), at="2026-06-01 09:00", recorded_at="2026-06-01 09:00"
    )
    scene.subject, scene.id = "2-301", ident
    assert scene.running() == set()
    scene.do("severe_weather", "2026-07-10 15:00", m.OFFICER)
    assert scene.due("inspect_after_weather") == "2026-07-11 00:00"
    scene.do("inspect_after_weather", "2026-07-10 18:00", m.OFFICER)
    assert scene.running() == set()
    scene.do("severe_weather", "2026-08-02 03:00", m.OFFICER)
    scene.tick("2026-08-04 09:00")
    assert scene.log("met", "missed") == [
        ("met", "inspect_after_weather", "2026-07-10 18:00"),
        ("missed", "inspect_after_weather", "2026-08-03 00:00"),
    ]


def storms(*at: str) -> Scene:
    """A vacant unit, and the storms that are reported for it."""
    scene = Scene(m.MANUAL)
    (ident,) = scene.desk.start_standing_tasks(
        {"vacant_unit": ["2-301"]}, by=actor(m.OFFICER), at="2026-06-01 09:00", recorded_at="2026-06-01 09:00"
    )
    scene.subject, scene.id = "2-301", ident
    for each in at:
        scene.do("severe_weather", each, m.OFFICER)
    return scene


def test_a_second_storm_before_the_inspection_asks_for_another() -> None:
    """One full inspection for each event (5.1.3b): the second counts from its own storm, and is no answer to both."""
    scene = storms("2026-07-10 09:00", "2026-07-10 15:00")
    (line,) = [line for line in scene.desk.history(scene.id) if line.kind == "further"]
    assert "尚未完成又发生一次，另须办理一次" in line.zh
    scene.do("inspect_after_weather", "2026-07-10 18:00", m.OFFICER)
    limit = scene.limit("inspect_after_weather")
    assert (limit.state, limit.run, at_text(limit.anchor, "Asia/Shanghai")) == ("running", 2, "2026-07-10 15:00")
    scene.do("inspect_after_weather", "2026-07-10 19:00", m.OFFICER)
    assert scene.running() == set()
    scene.tick("2026-07-20 09:00")
    assert scene.log("missed") == []


def test_each_storm_is_missed_for_itself() -> None:
    """One on each of two days, and nobody looks: each is missed at the end of its day."""
    scene = storms("2026-07-10 09:00", "2026-07-11 09:00")
    scene.tick("2026-07-20 09:00")
    days = ["2026-07-11 00:00", "2026-07-12 00:00"]
    assert scene.log("missed") == [("missed", "inspect_after_weather", day) for day in days]
    scene = storms("2026-07-10 09:00", "2026-07-10 15:00", "2026-07-10 20:00")
    scene.tick("2026-07-20 09:00")
    assert scene.log("missed") == [("missed", "inspect_after_weather", "2026-07-11 00:00")] * 3


def test_a_storm_before_the_inspection_recorded_late_is_still_to_be_answered() -> None:
    """Looked at five, told at six of a storm at four: the look at five was of the first, and one more is owed."""
    scene = storms("2026-07-10 09:00")
    scene.do("severe_weather", "2026-07-10 16:00", m.OFFICER, "2026-07-10 18:00")
    scene.do("inspect_after_weather", "2026-07-10 17:00", m.OFFICER, "2026-07-10 18:30")
    assert scene.running() == {"inspect_after_weather"}
    entries = [line.entry for line in scene.desk.history(scene.id)]
    assert fold(unopened(scene.case, entries), entries) == scene.case
    assert case_from_json(case_to_json(scene.case), scene.id) == scene.case


def test_the_monthly_share_is_over_the_subjects_of_the_duty_and_what_was_filed_with_it() -> None:
    """5.1.5: inspected 100 %, gone inside 100 %; of three units two are inspected in March and one is gone into."""
    scene = Scene(m.MANUAL)
    units = ("1-101", "1-102", "1-103")
    at = "2026-02-27 09:00"
    started = scene.desk.start_standing_tasks({"unsold_unit": units}, by=actor(m.OFFICER), at=at, recorded_at=at)
    for ident, entered in zip(started, ("是", "否"), strict=False):
        scene.id = ident
        scene.do("inspect_unsold", "2026-03-10 10:00", m.OFFICER, inspected="正常", entered_unit=entered)
    scene.id = started[2]
    scene.do("inspect_unsold", "2026-04-01 00:00", m.OFFICER, inspected="正常", entered_unit="是")
    march = scene.desk.targets("vacant_unit", since="2026-03-01 00:00", until="2026-04-01 00:00")
    assert [(f.name, f.of, f.reached, f.kept) for f in march] == [
        ("inspected_share", 3, 2, False),
        ("entry_share", 3, 1, False),
    ]
    assert march[0].clause == CLAUSE + "5.1.5a"
