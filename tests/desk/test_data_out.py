"""Every answer of a desk as data: what its schema says, the same each time, and nothing that the answer hides."""

from __future__ import annotations

import importlib.util
import inspect
import json
from importlib import resources
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import pytest
from jsonschema import Draft202012Validator

from desk.hiding import CASE, EVERYBODY, MOVE, NINE, OWNER, PHONE, READER, RECORDER, SECRETS, STRANGER, TEN, a_desk, row
from servicedesk import Desk
from servicedesk.answers import Answer, Answers
from servicedesk.calendars import statutory_calendar

ROOT: Final = Path(__file__).resolve().parents[2]


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("answer_schemas", ROOT / "scripts" / "answer_schemas.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SCRIPT: Final = _script()
WHOLE: Final = json.loads(resources.files("servicedesk.answers").joinpath("answers.schema.json").read_text("utf-8"))


def fits(name: str, data: Any) -> None:
    """It is what the published schema of a name says, after a way through JSON."""
    judge = Draft202012Validator(
        {**WHOLE, "$ref": f"#/$defs/{name}"}, format_checker=Draft202012Validator.FORMAT_CHECKER
    )
    assert [
        f"{list(error.path)}: {error.message[:200]}" for error in judge.iter_errors(json.loads(json.dumps(data)))
    ] == []


def answers(by: Any) -> dict[str, Any]:
    """What each call of a desk answers about a case that has been through something, to somebody."""
    desk = a_desk()
    now = {"at": TEN, "recorded_at": TEN}
    desk.act(CASE, "correct", {"entry": 1, "reason": "误记", "wishes": "三居室"}, by=EVERYBODY, **now)
    desk.record(CASE, "let", by=STRANGER, recorded_by=RECORDER, **now)
    desk.start_standing_tasks({"lift": ["L1"]}, by=EVERYBODY, **now)
    dry: dict[str, Any] = {"dry_run": True, **now}
    opening: dict[str, Any] = {"subject": "9", "by": by, **dry}
    filed = {"owner": OWNER, "phone": PHONE, "wishes": "两居室", "starts": "2026-03-10", "ends": "2026-03-20"}
    other = "other"
    return {
        "act": desk.act(other, "view_site", by=EVERYBODY, **dry),
        "try_act": desk.try_act(other, "let", by=by, **dry),
        "open": desk.open("letting", filed, **{**opening, "by": READER}),
        "try_open": desk.try_open("letting", {}, **opening),
        "record": desk.record(other, "halt", by=STRANGER, recorded_by=RECORDER, **dry),
        "try_record": desk.try_record(other, "halt", by=STRANGER, recorded_by=RECORDER, **dry),
        "record_all": desk.record_all(other, [row("halt")], recorded_by=RECORDER, recorded_at=TEN, dry_run=True),
        "record_opening": desk.record_opening("letting", filed, **{**opening, "by": READER}, recorded_by=RECORDER),
        "take": desk.take(other, [row("view_site")], recorded_at=TEN, keys=["a"], record=True),
        "take_opening": desk.take_opening(
            "repair", row("view_site"), subject="9", id="taken", recorded_at=TEN, key="b", record=False
        ),
        "decline": desk.decline(other, "view_site", reason="已看过", by=EVERYBODY, **dry),
        "try_decline": desk.try_decline(other, "view_site", reason="已看过", by=by, **dry),
        "start_standing_tasks": desk.start_standing_tasks({"lift": ["L2"]}, by=EVERYBODY, **now),
        "options": desk.options(other, by=by, at=TEN),
        "builtin_options": desk.builtin_options(other, by=by),
        "obligations": desk.obligations(CASE, by=by, at=TEN),
        "history": desk.history(CASE),
        "messages": desk.messages(CASE),
        "explain": desk.explain(other, "call"),
        "entitlements": desk.entitlements(CASE, on="2026-03-11"),
        "custody": desk.custody(CASE),
        "outlook": desk.outlook(other, by=by, at=TEN),
        "worklist": desk.worklist(by=by),
        "report": desk.report(by=by),
        "documents": desk.documents(CASE),
        "sheet": desk.sheet(CASE, "owner_card", by=by),
        "destroyable": desk.destroyable("2027-01-01"),
        "targets": desk.targets(),
        "due": desk.due(limit=1),
        "find": desk.find(by=by, counted=True),
        "case": desk.case(CASE, by=by),
        "cases": desk.cases(CASE, open=None),
        "deviations": desk.deviations(),
        "head_counts": desk.head_counts("letting"),
        "on_duty": desk.on_duty("head", TEN),
        "tick": desk.tick("2026-03-11 09:00"),
        "recalculate": desk.recalculate(statutory_calendar("08:00-11:00"), by=EVERYBODY, dry_run=True),
        "move": desk.move([CASE, other], MOVE, by=EVERYBODY, dry_run=True),
    }


@pytest.fixture(scope="module")
def of_reader() -> dict[str, Any]:
    return answers(READER)


@pytest.fixture(scope="module")
def of_stranger() -> dict[str, Any]:
    return answers(STRANGER)


def test_the_published_schemas_are_those_of_the_classes() -> None:
    assert SCRIPT.PAGE.read_text(encoding="utf-8") == SCRIPT.text(), "run python scripts/answer_schemas.py"
    Draft202012Validator.check_schema(WHOLE)


def test_every_call_of_a_desk_answers_with_data(of_reader: dict[str, Any]) -> None:
    """Each public call is here, but for those that the script names with what else they give."""
    public = {name for name, _ in inspect.getmembers(Desk, inspect.isfunction) if not name.startswith("_")}
    assert of_reader.keys() == public - SCRIPT.OTHERWISE.keys()
    assert SCRIPT.OTHERWISE.keys() <= public
    assert all(isinstance(answer, Answer | Answers) for answer in of_reader.values())


@pytest.mark.parametrize("lang", [None, "zh", "en"])
def test_the_data_of_each_answer_are_what_its_schema_says(of_reader: dict[str, Any], lang: str | None) -> None:
    for name, answer in of_reader.items():
        fits(f"Desk.{name}", answer.to_data(lang, zone="Asia/Shanghai"))


def _keys(data: Any) -> set[str]:
    if isinstance(data, dict):
        return {*data, *(key for each in data.values() for key in _keys(each))}
    return {key for each in data for key in _keys(each)} if isinstance(data, list) else set()


@pytest.mark.parametrize(("lang", "other"), [("zh", "en"), ("en", "zh")])
def test_labels_come_in_both_languages_or_in_the_one_that_was_asked_for(
    of_reader: dict[str, Any], lang: str, other: str
) -> None:
    """The trace of a due alone keeps both: it has its own data."""
    for name, answer in of_reader.items():
        both, one = _keys(answer.to_data()), _keys(answer.to_data(lang))
        if name == "explain":
            continue
        assert {key for key in one if key == other or key.endswith(f"_{other}")} == set(), name
        assert one == {key for key in both if key != other and not key.endswith(f"_{other}")}, name


def test_every_label_has_its_other_language() -> None:
    """Whatever has a Chinese label has an English one under the same name, and the other way round."""
    for name, schema in WHOLE["$defs"].items():
        members = schema.get("properties", {})
        for zh, en in (("zh", "en"), ("en", "zh")):
            labelled = [each for each in members if each == zh or each.endswith(f"_{zh}")]
            assert [each for each in labelled if each[: -len(zh)] + en not in members] == [], name


def test_it_is_the_same_each_time(of_reader: dict[str, Any]) -> None:
    for answer in of_reader.values():
        assert json.dumps(answer.to_data()) == json.dumps(answer.to_data())


def test_who_may_not_read_a_value_finds_it_neither_in_the_data_nor_where_an_answer_is_shown(
    of_stranger: dict[str, Any],
) -> None:
    asked = {
        name: each for name, each in of_stranger.items() if name not in {"act", "open", "record_opening", "decline"}
    }
    for name, answer in asked.items():
        told = json.dumps(answer.to_data(), ensure_ascii=False) + repr(answer)
        assert not any(secret in told for secret in SECRETS), name


def test_who_may_read_them_has_them_in_the_data_and_nobody_where_an_answer_is_shown(of_reader: dict[str, Any]) -> None:
    for name in ("case", "sheet", "find", "open", "options"):
        assert OWNER in json.dumps(of_reader[name].to_data(), ensure_ascii=False), name
    for name, answer in of_reader.items():
        assert not any(secret in repr(answer) for secret in SECRETS), name


def test_an_answer_is_shown_in_a_line(of_reader: dict[str, Any]) -> None:
    shown = repr(of_reader["case"])
    assert shown.startswith(f"Case(id='{CASE}'")
    assert all(len(repr(each)) < 300 for answer in of_reader.values() for each in _singly(answer))


def _singly(answer: Any) -> list[Any]:
    return list(answer) if isinstance(answer, tuple) else [answer]


def test_an_instant_bears_its_offset_and_a_masked_value_is_null() -> None:
    desk = a_desk()
    data: Any = desk.case(CASE).to_data(zone="Asia/Shanghai")
    assert (data["opened_at"], data["facts"]["owner"], data["facts"]["wishes"]) == (
        "2026-03-10T09:00:00+08:00",
        None,
        "两居室",
    )
    assert desk.case(CASE).to_data()["opened_at"] == "2026-03-10T01:00:00+00:00"
    (line, *_) = desk.history(CASE).to_data()
    assert line["at"] == "2026-03-10T09:00:00+08:00"  # type: ignore[index,call-overload]
    assert NINE == "2026-03-10 09:00"
