"""What a rule of access hides stays hidden, after every built-in action, in every answer, event and export."""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import attrs
import pytest

from desk.hiding import (
    ACTIONS,
    CASE,
    EVERYBODY,
    FILED,
    MOVE,
    NAMESAKE,
    NINE,
    OPENING,
    OTHER,
    OWNER,
    PHONE,
    READER,
    RECORDER,
    REGISTRY,
    SECRETS,
    STRANGER,
    TEN,
    a_desk,
    row,
)
from doors.face import public_calls
from manuals.fuheng.rental_agency_desk import LISTED, OFFICER, PROSPECT
from servicedesk import Actor, Desk, Policy
from servicedesk.cli import main
from servicedesk.cli.line import command_line
from servicedesk.errors import ServicedeskError
from servicedesk.figures import figures_of
from servicedesk.program.registry import installed
from servicedesk.relay import CallablePublisher, Event, Relay
from servicedesk.rules.declaration import BUILTIN_ACTIONS, DECLINE
from servicedesk.stores import Criteria

FACE: Final = tuple(public_calls())
MOVED: Final = "move"
WAYS: Final = ("", *ACTIONS, MOVED, "record_all", "take")
"""Nothing, each action, and each way of changing a case that is no action of it."""


def changed(desk: Desk, way: str) -> list[Any]:
    """Change the case that way, recorded over a rule where one stands against it; what whoever may not read got."""
    time = {"at": TEN, "recorded_at": TEN}
    if way == MOVED:
        return [desk.move([CASE], MOVE, by=EVERYBODY, at=TEN)]
    if way == "record_all":
        rows = [row(action) for action in ("correct", "file_anew", "find")]
        return [desk.record_all(CASE, rows, recorded_by=RECORDER, recorded_at=TEN)]
    if way == "take":
        return list(desk.take(CASE, [row("correct"), row("find")], recorded_at=TEN, keys=["1", "2"], record=True))
    if not way:
        return []
    back: list[Any] = [
        desk.try_act(CASE, way, ACTIONS[way], by=STRANGER, **time, dry_run=True),
        desk.try_record(CASE, way, ACTIONS[way], by=READER, recorded_by=RECORDER, **time, dry_run=True),
    ]
    done = desk.try_act(CASE, way, ACTIONS[way], by=EVERYBODY, **time, key=way)
    if done.refusals:
        done = desk.try_record(CASE, way, ACTIONS[way], by=EVERYBODY, recorded_by=RECORDER, **time, key=way)
        back.append(done)
    assert done.ok, [refusal.text("en") for refusal in done.refusals]
    again = Actor(EVERYBODY.name, STRANGER.roles)
    return [*back, desk.try_act(CASE, way, ACTIONS[way], by=again, **time, key=way)] if len(back) == 2 else back


def test_every_built_in_action_and_every_step_is_among_the_ways() -> None:
    """Whoever adds one says in ``hiding.py`` what it takes, and how it is done."""
    plan = REGISTRY.program("hiding", "2025").plans["letting"]
    assert set(ACTIONS) == (set(BUILTIN_ACTIONS) | {DECLINE} | set(plan.steps)) - {"open"}


# --- answers of a desk ----------------------------------------------------------------------------------------

OPEN: Final[dict[str, Any]] = {"subject": CASE, "id": CASE, "key": f"{OPENING} {CASE}", "at": NINE, "recorded_at": NINE}
NEW_ROW: Final = {"subject": "9", "id": "9", "recorded_at": TEN}
DRY: Final[dict[str, Any]] = {"at": TEN, "recorded_at": TEN, "dry_run": True}

WRITING: Final[dict[str, Callable[[Desk], Any]]] = {
    "open": lambda desk: desk.open("letting", FILED, by=NAMESAKE, **OPEN),
    "try_open": lambda desk: desk.try_open("letting", FILED, by=NAMESAKE, **OPEN),
    "record_opening": lambda desk: desk.record_opening(
        "letting", FILED, subject="8", by=READER, recorded_by=RECORDER, **DRY
    ),
    "act": lambda desk: desk.act(CASE, "view_site", by=STRANGER, **DRY),
    "try_act": lambda desk: desk.try_act(CASE, "view_site", by=STRANGER, **DRY),
    "record": lambda desk: desk.record(CASE, "view_site", by=READER, recorded_by=RECORDER, **DRY),
    "try_record": lambda desk: desk.try_record(CASE, "view_site", by=READER, recorded_by=RECORDER, **DRY),
    "record_all": lambda desk: desk.record_all(
        CASE, [row("file_anew")], recorded_by=RECORDER, recorded_at=TEN, dry_run=True
    ),
    "decline": lambda desk: desk.decline(CASE, "view_site", reason="不必", by=STRANGER, **DRY),
    "try_decline": lambda desk: desk.try_decline(CASE, "view_site", reason="不必", by=STRANGER, **DRY),
    "take": lambda desk: desk.take(CASE, [row("view_site")], recorded_at=TEN, keys=["t"], record=True),
    "take_opening": lambda desk: desk.take_opening("letting", opening_row(), **NEW_ROW, key="o", record=True),
    "move": lambda desk: desk.move([OTHER], MOVE, by=STRANGER, at=TEN, dry_run=True),
    "recalculate": lambda desk: desk.recalculate(by=STRANGER, at=TEN, recorded_at=TEN, dry_run=True),
    "start_standing_tasks": lambda desk: desk.start_standing_tasks({"lift": ["1"]}, by=EVERYBODY, at=TEN),
    "tick": lambda desk: desk.tick(),
}
"""What writes, each called so that whoever may not read gets its answer."""
SILENT: Final = frozenset({"close"})
ASKED: Final[dict[str, Any]] = {
    "by": STRANGER,
    "subject": CASE,
    "role": "clerk",
    "reference": "statutory",
    "limit": "call",
    "procedure": "letting",
    "form": "owner_card",
}


def opening_row() -> Any:
    return attrs.evolve(row("file_anew"), step="open", payload=FILED, at=TEN)


def answers(desk: Desk, ident: str) -> Iterator[tuple[str, Any]]:
    """Every answer of a desk to somebody who may not read the form, and to nobody; the list is taken from the face."""
    given = {**ASKED, "case_id": ident, "case": desk.case(ident), "at": TEN}
    for call in FACE:
        kind, _, method = call.name.partition(".")
        if kind != "Desk" or not method or method in SILENT or method in WRITING:
            continue
        lacking = [name for name, each in call.parameters.items() if each.default is each.empty and name not in given]
        assert lacking == [], f"{call.name}: say in ASKED or in WRITING how it is asked"
        wanted = {name: given[name] for name in call.parameters if name in given and name != "limit"}
        wanted |= {"limit": given["limit"]} if method == "explain" else {}
        yield call.name, asked(getattr(desk, method), **wanted)
        if "by" in wanted and call.parameters["by"].default is None:
            yield f"{call.name}, by nobody", asked(getattr(desk, method), **{**wanted, "by": None})
        if "case_id" in wanted and call.parameters["case_id"].default is None:
            yield f"{call.name}, of all", asked(getattr(desk, method))
    for name, write in WRITING.items():
        yield f"Desk.{name}", asked(write, desk)


def asked(call: Callable[..., Any], *first: Any, **given: Any) -> Any:
    """The answer, or the error in its place."""
    try:
        return call(*first, **given)
    except ServicedeskError as error:
        return (str(error), repr(error), error.fields)


_LAST_FOUR: Final = rf"(?<![0-9a-fA-F]){PHONE[-4:]}(?![0-9a-fA-F])"
"""The end of the telephone alone; inside of an address or a digest it is none."""
_SECRET: Final = re.compile("|".join((*map(re.escape, SECRETS), _LAST_FOUR)))


def shows(value: Any, depth: int = 7) -> bool:
    """Whether a text that an answer holds has a secret in it, as deep as it goes: personal values are not printed."""
    if _SECRET.search(repr(value)):
        return True
    if isinstance(value, str | int) or type(value).__module__.startswith(("servicedesk.program", "pendulum")):
        return False
    return depth > 0 and any(shows(each, depth - 1) for each in held(value))


def held(value: Any) -> list[Any]:
    """What an answer holds, and what it says."""
    inner: list[Any] = []
    if isinstance(value, Mapping):
        inner += [*value.keys(), *value.values()]
    elif isinstance(value, tuple | list | frozenset):
        inner += value
    elif attrs.has(type(value)):
        inner += [getattr(value, each.name) for each in attrs.fields(type(value))]
    inner += [getattr(value, name, None) for name in ("zh", "en", "help_zh", "help_en")]
    for name, given in (("text", ("zh",)), ("to_data", ())):
        say = getattr(value, name, None)
        if callable(say) and type(value).__module__.startswith("servicedesk"):
            inner.append(say(*given))
    return [each for each in inner if each is not None]


@pytest.mark.parametrize("way", WAYS)
def test_no_answer_gives_a_hidden_value_to_whoever_may_not_read_it(way: str) -> None:
    """Whatever was done to the case, and whoever did it; of the case that it was merged into too."""
    desk = a_desk()
    assert [value for value in changed(desk, way) if shows(value)] == []
    readable = set(desk.case(CASE, by=READER).vault.values())
    assert OWNER in readable or way == "erase", "whoever may read the form reads it"
    assert [name for ident in (CASE, OTHER) for name, value in answers(desk, ident) if shows(value)] == []


def test_an_answer_with_a_hidden_value_would_be_seen() -> None:
    """The test of the test: what the reader gets holds them."""
    desk = a_desk()
    case = desk.case(CASE, by=READER)
    assert shows(case)
    assert shows((case,))
    assert shows({"failed": [case]})
    assert not shows(desk.case(CASE, by=STRANGER))


def test_a_value_whose_field_is_in_no_form_any_more_is_for_nobody() -> None:
    """In the edition that the case was moved to no rule says who may read the telephone; that of the old one did."""
    desk = a_desk()
    desk.move([CASE], MOVE, by=EVERYBODY, at=TEN)
    assert desk.case(CASE).edition == "2026"
    assert desk.case(CASE, by=STRANGER).vault == {}
    assert OWNER in desk.case(CASE, by=READER).vault.values()
    assert PHONE not in desk.case(CASE, by=READER).vault.values()


# --- events, figures, commands --------------------------------------------------------------------------------


@pytest.mark.parametrize("way", WAYS)
def test_no_event_and_no_figure_holds_a_hidden_value(way: str) -> None:
    """What a relay passes on, with the bodies of the outbox behind it; and figures."""
    desk = a_desk()
    changed(desk, way)
    pending = desk.store.pending(desk.now(), limit=500)  # type: ignore[attr-defined]  # an outbox
    assert [entry.body for _, entry in pending if any(secret in entry.body for secret in SECRETS)] == []
    events: list[Event] = []
    Relay(desk, CallablePublisher(events.append)).run_once()
    assert len(events) > 2
    told = [event.to_json() + event.text("zh") + event.text("en") + repr(event) for event in events]
    told.append(json.dumps(figures_of(desk, [CASE, OTHER], 1_800_000_000_000_000).to_data(), default=str))
    assert [text for text in told if any(secret in text for secret in SECRETS)] == []


def commands() -> dict[str, argparse.ArgumentParser]:
    """The commands that are about the cases of a desk, from the parser of the command line."""
    (found,) = (each for each in command_line()._actions if isinstance(each, argparse._SubParsersAction))
    return {
        name: parser
        for name, parser in found.choices.items()
        if {"--store", "--manual"} <= {option for action in parser.ready()._actions for option in action.option_strings}
    }


OF_A_DESK: Final[dict[str, list[str]]] = {
    "history": [CASE],
    "obligations": [CASE],
    "outlook": [CASE, "--roles", "保安"],
    "sheet": [CASE, "owner_card", "--roles", "保安"],
    "options": [CASE, "--roles", "保安"],
    "explain": [CASE, "call"],
    "due": [],
    "find": [],
    "worklist": ["--roles", "保安"],
    "deviations": [],
    "destroyable": ["--on", "2027-01-01"],
    "recalculate": ["--dry-run"],
    "move": [CASE, OTHER, "--from", "2025", "--to", "2026", "--why", "新版", "--dry-run"],
    "tick": [],
    "targets": [],
    "report": ["--per", "person", "--roles", "保安"],
}
ELSEWHERE: Final = {"relay": "test_no_event_and_no_figure_holds_a_hidden_value", "replay": "tests/cli"}


def test_every_command_over_a_desk_is_asked() -> None:
    assert set(commands()) == set(OF_A_DESK) | set(ELSEWHERE)


@pytest.mark.slow
@pytest.mark.parametrize("way", ["", "correct", "decline", "record_all", "withdraw"])
def test_no_command_and_no_row_shows_a_hidden_value(way: str, tmp_path: Path) -> None:
    """What the command line prints, as text and as data; and how a row is shown where somebody logs it."""
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    with a_desk(url) as desk:
        changed(desk, way)
        rows = desk.store.find(Criteria(tenant=""), after=None, limit=10)  # type: ignore[attr-defined]
        assert any(OWNER in row.body for row in rows)
        assert not any(secret in repr(row) + str(row) for row in rows for secret in SECRETS)
    manual = f"{Path(__file__).parent / 'hiding.py'}:MANUAL"
    for name, given in OF_A_DESK.items():
        for form in (["--lang", "zh"], ["--json"]):
            out, err = io.StringIO(), io.StringIO()
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                main([name, *given, "--manual", manual, "--store", url, *form])
            assert out.getvalue(), (name, err.getvalue())
            assert not any(secret in out.getvalue() + err.getvalue() for secret in SECRETS), name


# --- Fuheng: an owner's file at the letting of a unit ----------------------------------------------------------

FUHENG: Final = Desk("fuheng", registry=installed(), policy=Policy.from_data({"recording": {"by": ["上级领导"]}}))
LANDLORD: Final = (LISTED["owner_name"], LISTED["owner_telephone"])


def test_the_file_of_an_owner_is_for_the_officer_and_not_for_the_guard() -> None:
    """4.1.2: the officer reads what he filed; a guard does not, and neither does he once it was corrected."""
    officer, guard = Actor("经办", {OFFICER}), Actor("保安", {"duty_guard"})
    everybody = Actor("全", {each.name for each in FUHENG.manual.roles if not each.is_party})
    case = FUHENG.open("rental_agency", PROSPECT, subject="3-2-501", by=everybody, at=NINE, recorded_at=NINE)
    FUHENG.act(case.id, "list_unit", LISTED, by=officer, at=NINE, recorded_at=NINE)
    (listed,) = (line.seq for line in FUHENG.history(case.id) if line.name == "list_unit")
    right = {"entry": listed, "reason": "误记", "owner_name": "郑二"}
    FUHENG.act(case.id, "correct", right, by=everybody, at=TEN, recorded_at=TEN)
    assert {*LANDLORD, "郑二"} <= set(FUHENG.case(case.id, by=officer).vault.values())
    assert not {*LANDLORD, "郑二"} & set(FUHENG.case(case.id, by=guard).vault.values())


def test_what_is_recorded_is_shown_to_whoever_records_it() -> None:
    """Not with what the one may read who is said to have done it."""
    desk = a_desk()
    time: dict[str, Any] = {"at": TEN, "recorded_at": TEN}
    case = desk.record(CASE, "view_site", by=READER, recorded_by=RECORDER, **time)
    assert not set(SECRETS) & set(case.vault.values())
    opened = desk.record_opening("letting", FILED, subject="9", by=READER, recorded_by=RECORDER, **time)
    assert dict(opened.vault) == dict(desk.case(opened.id, by=RECORDER).vault)
