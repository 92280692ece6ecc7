"""``servicedesk reproject``: calendar data that change, from a file or by the policy."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from servicedesk import Actor, Desk, Policy
from servicedesk.calendars import statutory_calendar
from servicedesk.cli import main

POLICY = """
[[override]]
clause = "fuheng/complaint/4.2.3d"
span = "2 working days"
since = 2026-01-01
cites = "示例"
"""
NOTICE = {
    "year": 2026,
    "published": "2026-09-28",
    "days": [{"name": "国庆节", "date": f"2026-10-{day:02}", "isOffDay": True} for day in range(1, 9)],
}


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A complaint of class 1 whose slip was received on 2026-09-30 at 09:00: by the policy due on 10-09 at 18:00."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C")
    Path("policy.toml").write_text(POLICY, encoding="utf-8")
    with Desk("fuheng", store="sqlite:///desk.db", policy="policy.toml") as desk:
        recipient, desk_clerk = Actor("王敏", ["recipient"]), Actor("刘芳", ["customer_receptionist"])
        facts = {"channel": "telephone", "complainant": "某某", "contents": "噪声"}
        made = desk.open(
            "complaint", facts, subject="3-2-501", by=recipient, at="2026-09-30 08:50", recorded_at="2026-09-30 08:50"
        )
        facts = {"cause": "own_service", "valid": True, "assignment": "核实", "assignee": "赵强"}
        for step, at, by, filed in (
            ("tell_desk", "2026-09-30 08:52", recipient, {}),
            ("register", "2026-09-30 08:55", desk_clerk, facts),
            ("receive_slip", "2026-09-30 09:00", Actor("赵强", ["responsible_person"]), {}),
        ):
            desk.act(made.id, step, filed, by=by, at=at, recorded_at=at)
    return made.id


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(
        ["recalculate", "--manual", "fuheng", "--store", "sqlite:///desk.db", "--policy", "policy.toml", *arguments]
    )
    out, err = capsys.readouterr()
    return code, out, err


def dues(policy: str = "policy.toml") -> dict[str, str]:
    with Desk("fuheng", store="sqlite:///desk.db", policy=policy) as desk:
        return {d.name: f"{d.due:%Y-%m-%d %H:%M}" for d in desk.due() if d.due is not None}


@pytest.mark.parametrize("form", ["notice", "whole", "ics"])
def test_a_file_of_changed_data_moves_what_runs(case: str, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The feast lasts until the 8th and the make-up Saturday is given up: the two days are 9 and 12 October."""
    assert dues()["handle"] == "2026-10-09 18:00"
    name = "new.ics" if form == "ics" else "new.json"
    if form == "ics":
        events = "".join(
            f"BEGIN:VEVENT\nSUMMARY:国庆节 放假\nDTSTART;VALUE=DATE:202610{day:02}\nEND:VEVENT\n" for day in range(1, 9)
        )
        Path(name).write_text(f"BEGIN:VCALENDAR\n{events}END:VCALENDAR\n", encoding="utf-8")
    else:
        changed: Any = NOTICE
        if form == "whole":
            changed = statutory_calendar().with_closure("2026-10-08").with_closure("2026-10-10").to_data()
        Path(name).write_text(json.dumps(changed), encoding="utf-8")
    arguments = ("--calendar", name, "--at", "2026-09-30 10:00", "--json")
    code, out, err = said(capsys, *arguments, "--dry-run")
    assert (code, err, dues()["handle"]) == (0, "", "2026-10-09 18:00")
    moved = {m["limit"]: (m["case_id"], m["old"], m["new"]) for m in json.loads(out)["moved"]}
    assert moved["handle"] == (case, "2026-10-09T18:00:00+08:00", "2026-10-12T18:00:00+08:00")
    assert said(capsys, *arguments, "--actor", "王主任") == (0, out, "")
    assert dues()["handle"] == "2026-10-12 18:00"
    assert json.loads(said(capsys, *arguments)[1])["moved"] == []


@pytest.mark.usefixtures("case")
def test_it_prints_a_table_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    Path("new.json").write_text(json.dumps(NOTICE), encoding="utf-8")
    arguments = ("--calendar", "new.json", "--at", "2026-09-30 10:00", "--dry-run")
    code, out, err = said(capsys, *arguments)
    assert (code, err) == (0, "")
    assert out.split("\n")[0].split() == ["case", "subject", "limit", "clause", "was", "due", "due", "note"]
    assert "2026-10-09 18:00  2026-10-12 18:00" in out
    assert "a dry run: nothing was written" in out
    code, out, _ = said(capsys, *arguments, "--lang", "zh")
    assert "原应于" in out
    assert "（试算，未写入）" in out


def test_a_policy_can_name_the_file_and_later_commands_count_with_it(
    case: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file lies beside the policy; a limit explained afterwards names the version it moved to."""
    Path("new.json").write_text(json.dumps(NOTICE), encoding="utf-8")
    Path("policy.toml").write_text(f'{POLICY}\n[calendar]\nfile = "new.json"\n', encoding="utf-8")
    assert said(capsys, "--at", "2026-09-30 10:00")[0] == 0
    assert dues()["handle"] == "2026-10-12 18:00"
    with Desk("fuheng", store="sqlite:///desk.db", policy=Policy.load("policy.toml")) as desk:
        why = desk.explain(case, "handle")
        assert why.calendar == f"statutory@{desk.calendar.version}"
        assert why.trace is not None
        assert why.trace.due == why.limit.due


@pytest.mark.usefixtures("case")
@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("none.json", None, "cannot be read"),
        ("new.json", "{", "cannot be read"),
        ("new.json", "[]", "holds no calendar"),
        ("new.json", '{"format": 9}', "format 9"),
        ("new.json", '{"year": 2027}', "notice cannot be read"),
        ("new.ics", "nothing", "no event"),
    ],
)
def test_a_bad_file_is_an_error(name: str, text: str | None, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    if text is not None:
        Path(name).write_text(text, encoding="utf-8")
    code, out, err = said(capsys, "--calendar", name)
    assert (code, out) == (2, "")
    assert words in err


@pytest.mark.usefixtures("case")
def test_a_time_that_is_none_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = said(capsys, "--at", "yesterday")
    assert (code, "yesterday" in err) == (2, True)
