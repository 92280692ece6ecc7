"""Limits that the people concerned state: a length of time, a moment, or a day until its 24:00 (A69)."""

import pytest
from attrs import evolve

from engine.scene import Scene
from sample_manuals import tiny
from servicedesk import Policy
from servicedesk.calendars import always_open
from servicedesk.declare import (
    Deadline,
    Escalation,
    Manual,
    Permission,
    Procedure,
    Start,
    Step,
    day,
    days,
    edition,
    moment,
    or_stated,
    reached,
    span_of_time,
    stated,
)
from servicedesk.rules.parts import Field
from servicedesk.rules.values import OrStated

WISHES = {
    "moment": moment("wish", "要求的时间", required=False),
    "day": day("wish", "要求的日期", required=False),
    "span": span_of_time("wish", "要求的期限", required=False),
}


def asked(wish: Field, span: OrStated | None = None, zone: str = "Asia/Shanghai") -> Scene:
    """A job of two days from Monday 9 March 2026 at 10:00, until Wednesday 24:00, or as it is wished."""
    rules = [
        Start(tiny.WHY, tiny.CLERK, asks=wish, zh="受理", en="open"),
        Permission(tiny.WHY, "wish_anew", tiny.CLERK, asks=wish, zh="另行要求", en="wish anew"),
        Escalation(tiny.WHY, "half_way", tiny.CLERK, notifies=tiny.CLERK, since=reached("solve", 50), zh="过半"),
        Deadline(tiny.WHY, "solve", tiny.CLERK, span or stated("wish"), since="received", met_by="solved", zh="处理"),
        Step(tiny.WHY, "solve", tiny.CLERK, "received", "solved", zh="解决", en="solve"),
    ]
    procedure = Procedure("asked", "咨询", states="received", ends="solved", rules=rules)
    ruled = edition("2026-01", procedure, in_force_from="2019-01-01", verified_on="2026-11-24")
    manual: Manual = evolve(tiny.MANUAL, editions=ruled)
    return Scene(manual, options={"policy": Policy(calendar=always_open(zone))})


SOONER, LATER = "sooner", "later"
STATED = {
    ("moment", SOONER): ("2026-03-10T12:00+08:00", "2026-03-10 12:00"),
    ("moment", LATER): ("2026-03-13T09:30+08:00", "2026-03-13 09:30"),
    ("day", SOONER): ("2026-03-09", "2026-03-10 00:00"),
    ("day", LATER): ("2026-03-14", "2026-03-15 00:00"),
    ("span", SOONER): ("1 day", "2026-03-11 00:00"),
    ("span", LATER): ("5 days", "2026-03-15 00:00"),
}
OWN = "2026-03-12 00:00"


@pytest.mark.parametrize(("kind", "when"), STATED)
@pytest.mark.parametrize("replaces", [False, True], ids=["", "replaces"])
def test_a69_the_sooner_holds_and_the_later_only_where_it_replaces(kind: str, when: str, replaces: bool) -> None:
    scene = asked(WISHES[kind], or_stated(days(2), "wish", replaces=replaces))
    wish, due = STATED[kind, when]
    scene.open("asked", "2026-03-09 10:00", tiny.CLERK, wish=wish)
    assert scene.due("solve") == (due if when == SOONER or replaces else OWN)


@pytest.mark.parametrize("kind", WISHES)
def test_where_nothing_is_stated_the_manual_holds_and_what_is_stated_later_moves_it(kind: str) -> None:
    scene = asked(WISHES[kind], or_stated(days(2), "wish"))
    scene.open("asked", "2026-03-09 10:00", tiny.CLERK)
    assert scene.due("solve") == OWN
    wish, due = STATED[kind, SOONER]
    scene.do("wish_anew", "2026-03-09 11:00", tiny.CLERK, wish=wish)
    assert scene.due("solve") == due
    later, _ = STATED[kind, LATER]
    scene.do("wish_anew", "2026-03-09 12:00", tiny.CLERK, wish=later)
    assert scene.due("solve") == OWN


@pytest.mark.parametrize("kind", WISHES)
def test_what_is_stated_alone_holds_whenever_it_is(kind: str) -> None:
    scene = asked(WISHES[kind])
    wish, due = STATED[kind, LATER]
    scene.open("asked", "2026-03-09 10:00", tiny.CLERK, wish=wish)
    assert scene.due("solve") == due
    explained = scene.desk.explain(scene.id, "solve").text("zh")
    assert ("期限由当事人约定" in explained) == (kind != "span")
    scene.do("solve", due, tiny.CLERK)
    assert scene.log("met", "late") == [("met", "solve", due)]


# --- moments on the desk's clock ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wish", ["2026-03-10 12:00", "2026-03-10T12:00:00", "2026-03-10 12:00+08:00", "2026-03-10T04:00Z"]
)
def test_a_moment_without_a_zone_is_read_on_the_clock_of_the_desk(wish: str) -> None:
    scene = asked(WISHES["moment"])
    scene.open("asked", "2026-03-09 10:00", tiny.CLERK, wish=wish)
    assert scene.due("solve") == "2026-03-10 12:00"


def test_a_moment_is_corrected_on_the_clock_of_the_desk() -> None:
    scene = asked(WISHES["moment"])
    scene.open("asked", "2026-03-09 10:00", tiny.CLERK, wish="2026-03-10 12:00")
    scene.do("correct", "2026-03-09 10:05", tiny.SUPERVISOR, entry=1, reason="误记", wish="2026-03-10 16:00")
    assert scene.due("solve") == "2026-03-10 16:00"


@pytest.mark.parametrize(
    ("wish", "one", "other"),
    [
        ("2026-10-25 01:30", "2026-10-25T01:30:00+01:00", "2026-10-25T01:30:00+00:00"),
        ("2026-03-29 01:30", "2026-03-29T00:30:00+00:00", "2026-03-29T02:30:00+01:00"),
    ],
    ids=["shown twice", "skipped"],
)
def test_a_local_time_that_the_clock_shows_twice_or_skips_is_refused_with_both_readings(
    wish: str, one: str, other: str
) -> None:
    scene = asked(WISHES["moment"], zone="Europe/London")
    scene.open("asked", "2026-03-09 10:00", tiny.CLERK)
    refusal = scene.refused("wish_anew", "2026-03-09 11:00", tiny.CLERK, "local", wish=wish)
    assert (refusal.kind, refusal.place) == ("wrong_value", "wish")
    assert all(reading in refusal.zh and reading in refusal.en for reading in (one, other))
    scene.do("wish_anew", "2026-03-09 11:00", tiny.CLERK, wish=one)
    assert scene.limit("solve").due is not None


@pytest.mark.parametrize("wish", ["2026-13-01 10:00", "soon", "2026-03-10 25:00", "12:00"])
def test_what_is_no_moment_is_refused_and_says_how_to_write_one(wish: str) -> None:
    scene = asked(WISHES["moment"])
    scene.open("asked", "2026-03-09 10:00", tiny.CLERK)
    refusal = scene.refused("wish_anew", "2026-03-09 11:00", tiny.CLERK, "local", wish=wish)
    assert (refusal.kind, "2026-02-14 10:20" in refusal.zh, "2026-02-14 10:20" in refusal.en) == (
        "wrong_value",
        True,
        True,
    )


@pytest.mark.parametrize(
    ("kind", "wish", "half"),
    [
        ("moment", "2026-03-10T12:00+08:00", "2026-03-09 23:00"),  # 26 hours from 10:00
        ("day", "2026-03-09", "2026-03-09 17:00"),  # 14 hours, until 24:00
        ("span", "1 day", "2026-03-10 05:00"),  # 38 hours, until 24:00 of the next day
    ],
)
def test_a_level_on_the_way_of_a_stated_limit_has_its_share_of_the_time(kind: str, wish: str, half: str) -> None:
    scene = asked(WISHES[kind])
    scene.open("asked", "2026-03-09 10:00", tiny.CLERK, wish=wish)
    assert [(name, at) for name, at, _ in scene.tick("2026-03-20 10:00") if name == "half_way"] == [("half_way", half)]
