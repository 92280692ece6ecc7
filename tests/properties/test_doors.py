"""No instant without a zone comes in or goes out, at any door of the desk."""

from __future__ import annotations

import inspect
from datetime import date, datetime, timedelta
from typing import Any

import attrs
import pytest

from properties.driving import ALL, BEGIN, CLERK, JOB, desk_of, long_script, open_all, record
from properties.sample import MANUAL
from servicedesk import Case, Desk, Move, RecordRow
from servicedesk.calendars import statutory_calendar
from servicedesk.errors import NaiveDatetime

NAIVE = datetime(2026, 4, 29, 10, 0)  # noqa: DTZ001  the wrong thing itself

# What each public method needs beside an instant.
CALLS: dict[str, dict[str, Any]] = {
    "open": {"procedure": "job", "payload": {"note": "a", "caller": "b"}, "subject": "1", "by": CLERK},
    "try_open": {"procedure": "job", "payload": {"note": "a", "caller": "b"}, "subject": "1", "by": CLERK},
    "decline": {"case_id": JOB, "action": "begin", "reason": "图纸已说明", "by": ALL},
    "try_decline": {"case_id": JOB, "action": "begin", "reason": "图纸已说明", "by": ALL},
    "destroyable": {},
    "act": {"case_id": JOB, "step": "begin", "payload": {"grade": "小修"}, "by": ALL},
    "try_act": {"case_id": JOB, "step": "begin", "payload": {"grade": "小修"}, "by": ALL},
    "record": {"case_id": JOB, "step": "begin", "by": ALL, "recorded_by": ALL},
    "try_record": {"case_id": JOB, "step": "begin", "by": ALL, "recorded_by": ALL},
    "record_opening": {"procedure": "job", "subject": "1", "by": CLERK, "recorded_by": ALL},
    "record_all": {"case_id": JOB, "rows": [RecordRow("begin", by=ALL, at=BEGIN)], "recorded_by": ALL},
    "take": {"case_id": JOB, "rows": [RecordRow("begin", by=ALL, at=BEGIN)], "keys": ["k"], "record": True},
    "take_opening": {
        "procedure": "job",
        "row": RecordRow("open", by=CLERK, at=BEGIN),
        "subject": "1",
        "id": "j",
        "key": "k",
        "record": True,
    },
    "start_standing_tasks": {"subjects": {"lift": ["lift-2"]}, "by": ALL},
    "tick": {},
    "on_duty": {"role": "worker"},
    "move": {"case_ids": [JOB], "move": Move("2020", "2021", why="a new edition"), "by": ALL},
    "as_of": {"case_id": JOB},
    "options": {"case_id": JOB, "by": ALL},
    "obligations": {"case_id": JOB, "by": ALL},
    "outlook": {"case_id": JOB, "by": ALL},
    "due": {},
    "find": {},
    "worklist": {"by": ALL},
    "recalculate": {"calendar": statutory_calendar(), "by": ALL},
    "targets": {"procedure": "job"},
    "report": {},
    "head_counts": {"procedure": "job"},
}


def doors() -> list[tuple[str, str]]:
    """Every parameter of a public method that takes an instant."""
    return [
        (name, parameter.name)
        for name, method in inspect.getmembers(Desk, inspect.isfunction)
        if not name.startswith("_")
        for parameter in inspect.signature(method).parameters.values()
        if "datetime" in str(parameter.annotation)
    ]


@pytest.mark.parametrize(("method", "parameter"), doors(), ids=str)
def test_a_naive_instant_is_refused_at_every_door(method: str, parameter: str) -> None:
    """Whatever it is called and wherever it stands; nothing is written."""
    desk = desk_of()
    open_all(desk)
    before = desk.case(JOB)
    wanted = inspect.signature(getattr(Desk, method)).parameters
    given = {k: v for k, v in CALLS[method].items() if k in wanted}
    with pytest.raises(NaiveDatetime, match="zone"):
        getattr(desk, method)(**given, **{parameter: NAIVE})
    assert desk.case(JOB) == before


def test_the_doors_are_all_of_them() -> None:
    """Ten at least: if this fails, the walk above has lost its way."""
    assert {("open", "at"), ("act", "recorded_at"), ("tick", "now"), ("due", "before"), ("options", "at")} <= set(
        doors()
    )


def test_a_clock_without_a_zone_is_refused() -> None:
    """The host's own clock is a door too."""
    desk = Desk(MANUAL, clock=lambda: NAIVE)
    with pytest.raises(NaiveDatetime):
        desk.open("job", {"note": "a", "caller": "b"}, subject="1", by=CLERK)


def test_a_moment_without_a_zone_is_refused_as_a_blank() -> None:
    """In a filed form it is a wrong value, told by its path."""
    manual = Desk("fuheng")
    actor = type(ALL)("x", {"customer_receptionist", "staff", "front_desk", "recipient"})
    case = manual.open(
        "repair", {"location": "厨房", "fault": "漏水"}, subject="1", by=actor, at=BEGIN, recorded_at=BEGIN
    )
    outcome = manual.try_act(case.id, "open_slip", {"appointment": NAIVE}, by=actor, at=BEGIN, recorded_at=BEGIN)
    assert ("wrong_value", "appointment") in [(r.kind, r.place) for r in outcome.refusals]


def instants(value: Any, path: str = "") -> list[tuple[str, datetime]]:
    """Every datetime inside an answer."""
    if isinstance(value, datetime):
        return [(path, value)]
    if isinstance(value, date | str | bytes | timedelta | Case) or value is None:
        return []
    if attrs.has(type(value)):
        return [x for a in attrs.fields(type(value)) for x in instants(getattr(value, a.name), f"{path}.{a.name}")]
    if isinstance(value, dict):
        return [x for k, v in value.items() for x in instants(v, f"{path}[{k}]")]
    if isinstance(value, tuple | list | frozenset):
        return [x for v in value for x in instants(v, path)]
    return []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_every_instant_that_leaves_has_a_zone(seed: int) -> None:
    """History, limits, options, papers, grants, messages, tick reports, the clock itself."""
    run = record(long_script(seed))
    desk = desk_of()
    open_all(desk)
    found: list[tuple[str, datetime]] = [("now", desk.now())]
    for one in run.given:
        outcome = desk.try_act(one.case, one.step, one.payload, by=one.by, at=one.at, recorded_at=one.recorded)
        found += instants(outcome, "outcome")
    found += instants(desk.tick(run.end), "tick")
    found += instants(desk.history(JOB), "history")
    found += instants(desk.due(), "due")
    found += instants(desk.options(JOB, by=ALL), "options")
    found += instants(desk.entitlements(JOB), "grants")
    found += instants(desk.documents(JOB), "papers")
    found += instants(desk.messages(JOB), "messages")
    assert len(found) > 10
    assert [path for path, instant in found if instant.tzinfo is None] == []
