"""Hostile values by every way in, on every store: the same documented error, nothing written, no two names merged."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Generator
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, Final

import pytest

from doors.values import deep
from servicedesk import Actor, Desk, RecordRow
from servicedesk.errors import (
    CaseNotFound,
    InvalidInstant,
    InvalidPayload,
    NaiveDatetime,
    OutOfBounds,
    RefusedStep,
    ServicedeskError,
    StoreMisuse,
)
from servicedesk.stores import Criteria, Store, open_store
from servicedesk.testing._kit import entry, row
from stores.damaging import CLERK, HEAD, NOW, OPENED, POLICY
from stores.sql.servers import ON_SERVERS, new_schema

UNKEPT: Final = ("a\x00b", "\x00", "\ud800", "a\udfffb", "\ud83d")
"""No store keeps them: NUL, halves of surrogate pairs."""
UNSEEN: Final = (
    *("\x01", "a\x1b[31m", "\x7f", "a\nb", "\r", "\t", "\x9b31m", "\u2028"),
    *("a\u202eb", "\u2066", "\u061c1", "\u200e"),
    *("3-2\u200b-501", "\ufeffa", "a\u2060b", "a\u00adb", "a\u200d", "\u3164", "a\ufe0f", "a\U000e0041", "a\U000e0100"),
)
"""A store keeps them, and in a name nobody sees them: controls, what turns the writing, what has no width."""
LONG: Final = ("x" * 201, "x" * 256, "业" * 256, "😀" * 300, "x" * 70_000)
NAMES: Final = (*UNKEPT, *UNSEEN, *LONG)
"""What no name may be."""
TEXTS: Final = (*UNKEPT, "\x01", "a\x1b[31m", "\x7f", "a\u202eb", "\u2066", "x" * 4001, "x" * 70_000)
"""What no text that is filed may be; ends of lines and what scripts and pictures need, it may."""
ALIKE: Final = (
    *("a", "A", "a ", " a", "ａ", "á", "a\u0301", "а", "ɑ", "ß", "ss", "ı", "i", "İ", "①", "1", "％", "%", "_"),  # noqa: RUF001  look-alikes are the point
    *("\\", "'", '"', "null", "0", "😀", "\U00020bb7", "x" * 200, "业" * 200, "x" * 199, "'; DROP TABLE sd_case; --"),
)
"""Names that a database may take for one another, and that are different."""
FAR: Final = (
    *("0001-01-01", "1899-12-29 23:59", "9001-01-03", "9999-12-31 23:59"),
    *(datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)),
    *(
        datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))),
        datetime(9999, 12, 31, tzinfo=timezone(-timedelta(1) / 2)),
    ),
)
CALL: Final = {"complainant": "张三", "contents": "电梯异响", "channel": "电话"}
TIME: Final[dict[str, Any]] = {"at": OPENED, "recorded_at": OPENED}

Ask = Callable[[Desk, Any], object]


def opened(desk: Desk, **changed: Any) -> Any:
    return desk.open(**{"procedure": "complaint", "payload": CALL, "subject": "s", "by": CLERK, **TIME, **changed})


def told(desk: Desk, step: str, payload: dict[str, Any], **changed: Any) -> Any:
    return desk.act(**{"case_id": "c", "step": step, "payload": payload, "by": CLERK, **TIME, **changed})


AS_NAMES: Final[dict[str, Ask]] = {
    "tenant": lambda desk, value: Desk("fuheng", store=desk.store, tenant=value),
    "id": lambda desk, value: opened(desk, id=value),
    "subject": lambda desk, value: opened(desk, subject=value),
    "procedure": lambda desk, value: opened(desk, procedure=value),
    "key of an opening": lambda desk, value: opened(desk, key=value),
    "name of a field": lambda desk, value: opened(desk, payload={**CALL, value: "x"}),
    "name of an actor": lambda desk, value: opened(desk, by=Actor(value, CLERK.roles)),
    "id of an action": lambda desk, value: told(desk, "tell_desk", {}, case_id=value),
    "step": lambda desk, value: told(desk, value, {}),
    "key of an action": lambda desk, value: told(desk, "tell_desk", {}, key=value),
    "item": lambda desk, value: told(desk, "tell_desk", {"item": value}),
    "outcome": lambda desk, value: told(desk, "tell_desk", {"outcome": value}),
    "into": lambda desk, value: told(desk, "merge", {"reason": "x", "into": value}),
    "clause": lambda desk, value: told(desk, "waive", {"reason": "x", "clause": value}),
    "state": lambda desk, value: desk.record("c", "tell_desk", by=CLERK, recorded_by=HEAD, to_state=value, **TIME),
    "recorder": lambda desk, value: desk.record(
        "c", "tell_desk", by=CLERK, recorded_by=Actor(value, HEAD.roles), **TIME
    ),
    "key of a night": lambda desk, value: desk.record_all(
        "c", [RecordRow("tell_desk", by=CLERK, at=OPENED)], recorded_by=HEAD, recorded_at=OPENED, key=value
    ),
    "key of a row": lambda desk, value: desk.take(
        "c", [RecordRow("tell_desk", by=CLERK, at=OPENED)], recorded_at=OPENED, keys=[value], record=True
    ),
    "id of a case": lambda desk, value: desk.case(value),
    "id of a history": lambda desk, value: desk.history(value),
    "subject of a list": lambda desk, value: desk.cases(value),
    "subject of a due": lambda desk, value: desk.due(subject=value),
    "limit": lambda desk, value: desk.explain("c", value),
    "procedure of targets": lambda desk, value: desk.targets(value),
    "cursor": lambda desk, value: desk.destroyable(after=value),
    "subject of standing tasks": lambda desk, value: desk.start_standing_tasks(
        {"unsold_unit": [value]}, by=CLERK, **TIME
    ),
}
AS_TEXTS: Final[dict[str, Ask]] = {
    "personal": lambda desk, value: opened(desk, payload={**CALL, "complainant": value}),
    "filed": lambda desk, value: opened(desk, payload={**CALL, "contents": value}),
    "reason": lambda desk, value: told(desk, "withdraw", {"reason": value}),
}
AS_INSTANTS: Final[dict[str, Ask]] = {
    "at": lambda desk, value: opened(desk, at=value),
    "recorded_at": lambda desk, value: opened(desk, recorded_at=value),
    "at of an action": lambda desk, value: told(desk, "tell_desk", {}, at=value),
    "now": lambda desk, value: desk.tick(value),
    "before": lambda desk, value: desk.due(value),
    "as of": lambda desk, value: desk.as_of("c", value),
    "since": lambda desk, value: desk.targets("vacant_unit", since=value),
}
AS_PAYLOADS: Final[dict[str, Ask]] = {
    "opening": lambda desk, value: opened(desk, payload={**CALL, "contents": value}),
    "action": lambda desk, value: told(desk, "tell_desk", {"item": value}),
    "whole": lambda desk, value: opened(desk, payload=value),
}
DEEP: Final = (deep(6, mapping=True), deep(6, mapping=False), deep(900, mapping=True), ["x"] * 2001)


def _stored(name: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    if name == "memory":
        return "memory:"
    if name == "sqlite":
        return f"sqlite:///{tmp_path_factory.mktemp('hostile')}/desk.db"
    server = request.getfixturevalue("postgres_server" if name == "postgres" else "mysql_server")
    return new_schema(server, f"h{uuid.uuid4().hex}")


@pytest.fixture(scope="module", params=["memory", "sqlite", *ON_SERVERS])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Generator[Store, None, None]:
    with open_store(_stored(request.param, request, tmp_path_factory)) as made:
        desk = Desk("fuheng", store=made, policy=POLICY, clock=lambda: NOW)
        opened(desk, id="c")
        yield made


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk("fuheng", store=store, policy=POLICY, clock=lambda: NOW)


def everything(store: Store) -> list[tuple[Any, list[Any]]]:
    """Every row of the tenant, with its history."""
    rows = store.find(Criteria(), limit=500)  # type: ignore[attr-defined]  # each of these stores can search
    with store.unit() as unit:
        return [(each, list(unit.entries(each.id))) for each in rows]


def came_of(ask: Ask, desk: Desk, value: object) -> type[BaseException] | None:
    """The class of the error; a message that repeats more of a value than its beginning is one of its own."""
    try:
        ask(desk, value)
    except ServicedeskError as error:
        said = str(error) + repr(error.fields)
        assert not (isinstance(value, str) and len(value) > 200 and value in said), "the value is repeated whole"
        assert not any(sign in said for sign in ("\x00", "\x1b", "\ud800", "\u202e")), "a sign comes back raw"
        return type(error)
    return None


MATRIX: Final = [
    *((AS_NAMES, place, NAMES, {InvalidPayload}) for place in AS_NAMES),
    *((AS_TEXTS, place, TEXTS, {RefusedStep}) for place in AS_TEXTS),
    *((AS_INSTANTS, place, FAR, {OutOfBounds}) for place in AS_INSTANTS),
    *((AS_INSTANTS, place, (datetime(2026, 3, 2, 9),), {NaiveDatetime}) for place in AS_INSTANTS),  # noqa: DTZ001  the wrong thing itself
    *((AS_INSTANTS, place, ("", "soon", date(2026, 3, 2), 5, b"x"), {InvalidInstant}) for place in AS_INSTANTS),
    *((AS_PAYLOADS, place, DEEP, {InvalidPayload}) for place in AS_PAYLOADS),
]


@pytest.mark.parametrize(
    ("ways", "place", "values", "wanted"), MATRIX, ids=lambda each: each if isinstance(each, str) else ""
)
def test_a_hostile_value_is_told_and_nothing_is_written(
    desk: Desk, ways: dict[str, Ask], place: str, values: tuple[object, ...], wanted: set[type[BaseException]]
) -> None:
    before = everything(desk.store)
    found = {repr(value)[:80]: came_of(ways[place], desk, value) for value in values}
    assert {value: error for value, error in found.items() if error not in wanted} == {}
    assert everything(desk.store) == before


def test_a_text_keeps_what_scripts_and_pictures_need(desk: Desk) -> None:
    """Character for character, on every store."""
    for number, value in enumerate(
        ("两行\n字", "👨\u200d👩\u200d👧", "a\u200bb", "e\u0301", "é", "\U00020bb7", "x" * 4000)
    ):
        case = opened(desk, id=f"text {number}", subject=f"text {number}", payload={**CALL, "contents": value})
        assert desk.case(case.id).facts["contents"] == value


def test_no_two_names_are_one(desk: Desk) -> None:
    """Ids, subjects and keys that a database may confuse name one case each; so do tenants."""
    for number, name in enumerate(ALIKE):
        case = opened(desk, id=name, subject=name, key=name)
        assert (case.id, case.subject) == (name, name)
        told(desk, "tell_desk", {}, case_id=name, key=f"k{name}"[:200])
        other = Desk("fuheng", store=desk.store, policy=POLICY, clock=lambda: NOW, tenant=name)
        opened(other, id=f"of {number}", subject="s", key="k")
    for number, name in enumerate(ALIKE):
        assert [case.id for case in desk.cases(name)] == [name]
        assert opened(desk, id=name, subject=name, key=name).id == name
        other = Desk("fuheng", store=desk.store, policy=POLICY, clock=lambda: NOW, tenant=name)
        assert [case.id for case in other.cases("s")] == [f"of {number}"]
        with pytest.raises(CaseNotFound):
            other.case(name)


@pytest.mark.parametrize("value", UNKEPT, ids=repr)
def test_what_no_store_keeps_is_refused_at_the_port_and_found_nowhere(store: Store, value: str) -> None:
    """Past the desk too: by id, tenant, subject, key, body; and no page ends with it."""
    before = everything(store)
    for case in (row(value), row("p", tenant=value), row("p", subject=value), row("p", body=value)):
        with pytest.raises(StoreMisuse), store.unit() as unit:
            unit.save(case, 0, [entry(1)])
    with pytest.raises(StoreMisuse), store.unit() as unit:
        unit.save(row("p"), 0, [entry(1, key=value)])
    with store.unit() as unit:
        with pytest.raises(CaseNotFound):
            unit.load(value)
        assert list(unit.entries(value)) == list(unit.entries("c", key=value)) == []
        assert list(unit.cases(value)) == list(unit.cases("s", value)) == list(unit.cases("s", tenant=value)) == []
    find: Any = store.find  # type: ignore[attr-defined]  # each of these stores can search
    assert find(Criteria(tenant=value)) == find(Criteria(subject=value)) == find(Criteria(state=value)) == []
    for ask in (lambda: find(Criteria(), after=value), lambda: store.due(NOW, after=(NOW, value))):
        with pytest.raises(StoreMisuse):
            ask()
    assert everything(store) == before
