"""What a rule of access hides stays hidden, after every built-in action, in every answer, event and export."""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import attrs
import pytest

from doors.face import public_calls
from manuals.fuheng.rental_agency_desk import LISTED, OFFICER, PROSPECT
from servicedesk import Actor, Case, Desk, Policy, RecordRow, Registry
from servicedesk.cli import main
from servicedesk.figures import figures_of
from servicedesk.relay import CallablePublisher, Event, Relay
from servicedesk.stores import Criteria

OWNER, TELEPHONE, NEW = "郑一", "13800000001", "郑一改"
SECRETS: Final = (OWNER, TELEPHONE, NEW)
CASE: Final = "letting"
TIME: Final = "2026-09-28 09:00"
LATER: Final = "2026-09-28 10:00"
MANUAL: Final = Registry.installed().manual("fuheng")
EVERYBODY: Final = Actor("全", {role.name for role in MANUAL.roles if not role.is_party})
READER: Final = Actor("经办", {OFFICER})
STRANGER: Final = Actor("保安", {"duty_guard"})
RECORDER: Final = Actor("李主管", {"superior"})

BUILTIN: Final[dict[str, dict[str, Any]]] = {
    "": {},
    "correct": {"entry": 2, "reason": "误记", "owner_name": NEW},
    "erase": {"reason": "本人要求", "tokens": ["p1"]},
    "withdraw": {"reason": "不租了"},
    "merge": {"reason": "同一件事", "into": "other"},
    "waive": {"reason": "同意", "clause": "fuheng/rental_agency/4.1.4b"},
    "file anew": {},
}


def a_desk(store: str = "memory:") -> Desk:
    policy = Policy.from_data({"recording": {"by": ["上级领导"]}})
    desk = Desk(MANUAL, registry=Registry.installed(), store=store, policy=policy)
    Relay(desk, CallablePublisher(id)).run_once()  # from now on there is an outbox
    for ident in (CASE, "other"):
        desk.open("rental_agency", PROSPECT, subject=ident, by=EVERYBODY, at=TIME, recorded_at=TIME, id=ident)
    desk.act(CASE, "list_unit", LISTED, by=READER, at=TIME, recorded_at=TIME)
    return desk


def done(desk: Desk, action: str) -> list[Any]:
    """The action, and what each way of doing it gives back to whoever may not read the form."""
    if not action:
        return []
    given: dict[str, Any] = {"at": LATER, "recorded_at": LATER}
    if action == "file anew":
        row = RecordRow("list_unit", {**LISTED, "owner_name": NEW}, by=READER, at=LATER)
        return [desk.record_all(CASE, [row], recorded_by=RECORDER, recorded_at=LATER)]
    dry = desk.try_act(CASE, action, BUILTIN[action], by=STRANGER, **given, dry_run=True)
    over = desk.try_record(CASE, action, BUILTIN[action], by=READER, recorded_by=RECORDER, **given, dry_run=True)
    desk.try_act(CASE, action, BUILTIN[action], by=EVERYBODY, **given)
    return [dry, over]


def answers(desk: Desk) -> Iterator[tuple[str, Any]]:
    """Every answer of a desk to somebody who may not read the form, or to nobody; the list is taken from the face."""
    given: dict[str, Any] = {
        "case_id": CASE,
        "by": STRANGER,
        "subject": CASE,
        "procedure": "rental_agency",
        "role": "superior",
        "reference": "statutory",
        "at": LATER,
        "step": "explain_units",
        "payload": {},
        "recorded_by": RECORDER,
        "recorded_at": LATER,
        "dry_run": True,
        "case": desk.case(CASE),
    }
    elsewhere = {"close", "open", "act", "record", "record_all", "record_opening", "take", "take_opening", "decline"}
    elsewhere |= {"start_standing_tasks", "move", "recalculate", "try_decline", "explain"}
    for call in public_calls():
        kind, _, method = call.name.partition(".")
        if kind != "Desk" or not method or method in elsewhere:
            continue
        wanted = {name: given[name] for name in call.parameters if name in given}
        yield call.name, getattr(desk, method)(**wanted)
        if "by" in wanted and call.parameters["by"].default is None:
            yield f"{call.name}, by nobody", getattr(desk, method)(**{**wanted, "by": None})
    for limit in desk.case(CASE).limits:
        yield f"explain {limit}", desk.explain(CASE, limit).text("zh")


def shown(value: Any) -> str:
    """Everything that an answer shows: its data, its sentences, and the personal values that came with a case."""
    said = [repr(value)]
    cases = [value] if isinstance(value, Case) else [getattr(value, "case", None)]
    cases += value if isinstance(value, tuple) else []
    said += [repr(dict(case.vault)) for case in cases if isinstance(case, Case)]
    for each in value if isinstance(value, tuple) else (value,):
        said += [repr(getattr(each, name, "")) for name in ("zh", "en")]
        if attrs.has(type(each)) and hasattr(each, "to_data"):
            said.append(json.dumps(each.to_data(), ensure_ascii=False, default=str))
    return "\n".join(said)


@pytest.mark.parametrize("action", BUILTIN)
def test_no_answer_gives_a_hidden_value_to_whoever_may_not_read_it(action: str) -> None:
    """Whatever was done to the case, and whoever did it."""
    desk = a_desk()
    back = done(desk, action)
    found = [name for name, value in answers(desk) if any(secret in shown(value) for secret in SECRETS)]
    assert found == []
    assert [value for value in back if any(secret in shown(value) for secret in SECRETS)] == []
    readable = desk.case(CASE, by=READER).vault.values()
    assert TELEPHONE in readable, "whoever may read the form reads it"


@pytest.mark.parametrize("action", BUILTIN)
def test_no_event_and_no_figure_holds_a_hidden_value(action: str) -> None:
    desk = a_desk()
    done(desk, action)
    events: list[Event] = []
    Relay(desk, CallablePublisher(events.append)).run_once()
    assert len(events) > 2
    told = [event.to_json() + event.text("zh") + repr(event) for event in events]
    told.append(json.dumps(figures_of(desk, [CASE], 1_800_000_000_000_000).to_data(), ensure_ascii=False, default=str))
    assert [text for text in told if any(secret in text for secret in SECRETS)] == []


@pytest.mark.parametrize("action", ["", "correct", "withdraw"])
def test_no_command_and_no_row_shows_a_hidden_value(action: str, tmp_path: Path) -> None:
    """What the command line prints, as text and as data; and how a row is shown where somebody logs it."""
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    with a_desk(url) as desk:
        done(desk, action)
        rows = desk.store.find(Criteria(tenant=""), after=None, limit=10)  # type: ignore[attr-defined]
        assert any(OWNER in row.body for row in rows)
        assert not any(secret in repr(row) + str(row) for row in rows for secret in SECRETS)
    for asked in (["history", CASE], ["obligations", CASE], ["options", CASE], ["due"], ["deviations"], ["tick"]):
        for form in ([], ["--json"]):
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                assert main([*asked, "--manual", "fuheng", "--store", url, *form]) == 0
            assert not any(secret in out.getvalue() for secret in SECRETS), asked


def test_what_is_recorded_is_shown_to_whoever_records_it() -> None:
    """Not with what the one may read who is said to have done it."""
    desk = a_desk()
    given: dict[str, Any] = {"at": LATER, "recorded_at": LATER}
    case = desk.record(CASE, "explain_units", {"wishes": "两居室"}, by=READER, recorded_by=RECORDER, **given)
    assert not set(SECRETS) & set(case.vault.values())
    opened = desk.record_opening("rental_agency", PROSPECT, subject="9", by=READER, recorded_by=RECORDER, **given)
    assert dict(opened.vault) == dict(desk.case(opened.id, by=RECORDER).vault)
