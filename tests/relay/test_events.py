"""One entry as an event: its attributes by the specification, its data, and nothing that was filed."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import Any

import pytest
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from hypothesis import HealthCheck, given, settings

from effort import examples
from properties.driving import PERSON, REGISTRY, Move, act, desk_of, minutes, open_all, record, scripts
from properties.sample import MANUAL
from relay.scenes import Clock, Receiver, at, job, tiny_desk
from replay.logs import WEEK, fuheng
from servicedesk import Actor, Desk
from servicedesk.relay import Event, Relay
from servicedesk.relay.sdk import to_sdk
from servicedesk.replay import replay
from servicedesk.stores.memory import MemoryStore

# RFC 3339, section 5.6.
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def started(**more: Any) -> MemoryStore:
    store = MemoryStore(**more)
    store.start_outbox()
    return store


def passed_on(desk: Desk, **more: Any) -> list[Event]:
    receiver = Receiver()
    assert Relay(desk, receiver, **more).run_once().failed == ()
    return receiver.got


@pytest.fixture(scope="module")
def week() -> list[Event]:
    """Everything that a week at a front desk has to tell, from the shipped example."""
    desk = fuheng(store=started())
    replay(WEEK, desk)
    return passed_on(desk, source="https://desk.example/fuheng")


def test_an_escalation_says_what_the_manual_says() -> None:
    """8.2: the clerk's limit of four hours (8.1) runs out at 13:00, and the foreman reports to the supervisor."""
    clock = Clock(at("2026-03-11 09:00"))
    desk = tiny_desk(clock, started(), roster={"supervisor": ["李主管"], "foreman": ["钱"]}, tenant="east")
    desk.open("ladder", {}, subject="3-2-501", by=Actor("陈", {"clerk"}), id="l-1")
    clock.now = at("2026-03-11 13:30")
    desk.tick()
    event = next(e for e in passed_on(desk) if e.data["name"] == "to_foreman")
    assert event.to_dict() == {
        "specversion": "1.0",
        "id": "l-1/4",
        "source": "/servicedesk",
        "type": "servicedesk.escalated.v1",
        "subject": "l-1",
        "time": "2026-03-11T05:00:00Z",
        "datacontenttype": "application/json",
        "sequence": "0000000004",
        "partitionkey": "l-1",
        "data": {
            "tenant": "east",
            "manual": "tiny",
            "edition": "2026-01",
            "procedure": "ladder",
            "subject": "3-2-501",
            "name": "to_foreman",
            "clause": "tiny/ladder/8.2",
            "state": "",
            "occurred": "2026-03-11T13:00:00+08:00",
            "recorded": "2026-03-11T13:00:00.000001+08:00",
            "deliver_at": "2026-03-11T13:00:00.000001+08:00",
            "by": "",
            "to_roles": ["supervisor"],
            "to_names": ["李主管"],
            "zh": event.data["zh"],
            "en": event.data["en"],
        },
    }
    assert all(word in event.text("zh") for word in ("l-1", "3-2-501", "报主管", "主管"))
    assert "supervisor" in event.text("en")


def test_each_event_of_a_week_has_the_attributes_that_the_specification_asks_for(week: list[Event]) -> None:
    """CloudEvents 1.0: texts that are not empty, names in lower case, times by RFC 3339, unique with the source."""
    assert len(week) > 100
    for event in week:
        shown = event.to_dict()
        attributes = {name: value for name, value in shown.items() if name != "data"}
        assert all(isinstance(value, str) and value for value in attributes.values())
        assert all(re.fullmatch("[a-z0-9]{1,20}", name) for name in attributes)
        assert {"id", "source", "specversion", "type"} <= set(attributes)
        times = [shown["time"], *(shown["data"][name] for name in ("occurred", "recorded", "deliver_at"))]
        assert all(RFC_3339.fullmatch(time) for time in times)
        assert "\n" not in event.to_json()
        assert json.loads(event.to_json()) == shown
    assert len({(event.source, event.id) for event in week}) == len(week)


def test_sequences_sort_as_texts(week: list[Event]) -> None:
    """As the sequence extension asks."""
    assert max(event.seq for event in week) > 10
    assert sorted(week, key=lambda e: (e.subject, e.sequence)) == sorted(week, key=lambda e: (e.subject, e.seq))


def test_the_sdk_takes_every_event_and_gives_the_same_back(week: list[Event]) -> None:
    """As its own event, as its JSON, and from ours."""
    for event in week:
        sdk = to_sdk(event)
        assert sdk.get_attributes() == event.attributes()
        assert sdk.get_data() == event.data
        assert json.loads(JSONFormat().write(sdk)) == event.to_dict()
        read = JSONFormat().read(CloudEvent, event.to_json())
        assert read.get_attributes() == event.attributes()
        assert read.get_data() == event.data


def test_nothing_that_was_filed_is_in_the_events_of_a_week(week: list[Event]) -> None:
    """Names of complainants, what they said, what was answered: none of it leaves the store this way."""
    from replay.logs import week as rows

    filed = {
        row[column]
        for row in rows()
        for column in ("complainant", "contents", "assignment", "opinion", "course", "result", "analysis", "reason")
        if len(row.get(column) or "") > 1
    }
    assert len(filed) > 20
    text = "\n".join(event.to_json() for event in week)
    assert [value for value in sorted(filed) if value in text] == []


@settings(max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(script=scripts)
def test_no_event_holds_a_personal_or_a_filed_value(script: list[Move]) -> None:
    """Whatever is done in a case that has one of nearly everything: corrections and erasures among it."""
    run = record(script)
    desk = desk_of(started())
    open_all(desk)
    for one in run.given:
        act(desk, one)
    desk.tick(run.end)
    late = Desk(MANUAL, store=desk.store, registry=REGISTRY, clock=lambda: run.end + minutes(60 * 24 * 30))
    events = passed_on(late)
    assert {e.subject for e in events} >= {"job-1"}
    for event in events:
        text = event.to_json() + repr(event)
        assert PERSON not in text
        assert not any(word in text for word in ("漏水", "业主同意", "本人要求", "误记", "重复"))


@pytest.mark.slow
def test_the_sdk_is_loaded_by_nobody_else() -> None:
    """The extra ``cloudevents`` is for ``servicedesk.relay.sdk`` alone."""
    code = "import sys, servicedesk.relay, servicedesk.cli; print('cloudevents' in sys.modules)"
    found = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"


def test_a_source_is_in_each_event() -> None:
    clock = Clock(at("2026-03-11 09:00"))
    desk = tiny_desk(clock, started())
    job(desk, "a")
    assert [e.source for e in passed_on(desk, source="urn:desk:7")] == ["urn:desk:7"]
