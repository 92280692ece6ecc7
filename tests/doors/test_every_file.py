"""Every command over hostile files ends with 0 or 2; with 2 it says in a line what is wrong, and never a traceback."""

from __future__ import annotations

import csv
import io
import os
import random
from pathlib import Path

import pytest

from cli.terminal import run as run_apart
from doors.files import COMMANDS, campaign, known_commands, lacking, run
from doors.values import text
from replay.logs import SMALL, csv_of
from servicedesk import Desk
from servicedesk.cli import main, replaying
from servicedesk.replay import Log, replay
from servicedesk.replay.log import parse_log
from servicedesk.texts.commands import OUR_FAULT

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", known_commands())
def test_there_is_a_way_to_draw_every_command(name: str) -> None:
    """Whoever adds a command, or an option, says in ``doors/files.py`` what it is given."""
    assert name in COMMANDS
    assert lacking(name) == []


@pytest.mark.parametrize("seed", range(2))
def test_no_file_gets_anything_but_a_line_out_of_a_command(seed: int, tmp_path: Path) -> None:
    assert [str(ran) for ran in campaign(seed, tmp_path)] == []


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    for number, option in enumerate(("", "--policy", "--mapping")):
        pipe = tmp_path / f"pipe{number}"
        os.mkfifo(pipe)
        (tmp_path / "log.csv").write_text(csv_of(SMALL), encoding="utf-8")
        said = ["replay", str(tmp_path / "log.csv" if option else pipe), "--manual", "fuheng"]
        ran = run(said + ([option, str(pipe)] if option else []))
        assert (ran.code, ran.wrong) == (2, ())
        assert "no regular file" in ran.err


def test_a_header_of_twenty_thousand_columns_is_told_at_once(tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text(",".join(f"c{n}" for n in range(20_000)) + "\n", encoding="utf-8")
    ran = run(["replay", str(log), "--manual", "fuheng"])
    assert (ran.code, ran.wrong) == (2, ())
    assert "it has 20000 columns" in ran.err


def test_a_manual_behind_links_in_a_circle_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "m.py").symlink_to(tmp_path / "m.py")
    ran = run(["steps", str(tmp_path / "m.py"), "job"])
    assert (ran.code, ran.wrong) == (2, ())
    assert "there is no file" in ran.err


def test_a_manual_that_ends_the_process_is_a_faulty_manual(tmp_path: Path) -> None:
    """``SystemExit`` of somebody's file is no exit of the command."""
    (tmp_path / "m.py").write_text("raise SystemExit(0)\n", encoding="utf-8")
    ran = run(["steps", str(tmp_path / "m.py"), "job"])
    assert (ran.code, ran.wrong) == (2, ())
    assert "m.py, line 1: SystemExit" in ran.err


def test_a_fault_of_the_program_itself_is_told_in_a_line_without_a_value(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("张三13800138000")

    monkeypatch.setattr(replaying, "replay", fail)
    (tmp_path / "log.csv").write_text(csv_of(SMALL), encoding="utf-8")
    assert main(["replay", str(tmp_path / "log.csv"), "--manual", "fuheng"]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"servicedesk: {OUR_FAULT.en}: RuntimeError at test_every_file.py, line ")
    assert len(said.splitlines()) == 1
    assert "张三" not in said


def test_a_deep_policy_is_told_in_a_process_of_its_own_too(tmp_path: Path) -> None:
    (tmp_path / "deep.toml").write_text("a = " + "[" * 50_000 + "]" * 50_000, encoding="utf-8")
    (tmp_path / "log.csv").write_text(csv_of(SMALL), encoding="utf-8")
    done = run_apart("replay", str(tmp_path / "log.csv"), "--manual", "fuheng", "--policy", str(tmp_path / "deep.toml"))
    assert (done.code, done.out) == (2, b"")
    assert done.err.decode().startswith("servicedesk: the policy deep.toml cannot be read: it is nested too deep")


def test_no_row_ends_a_replay_and_the_others_are_taken_as_without_it() -> None:
    """Whatever stands in a cell, in whichever column; what is told of such a row repeats no long text."""
    draw = random.Random(7)
    right = [dict(row) for row in SMALL]
    columns = sorted(
        {column for row in right for column in row} | {"entry", "item", "reason", "to_state", "recorded_at"}
    )
    bad: list[dict[str, str]] = []
    for column in columns:
        for number in range(8):
            cell = text(draw).replace("\x00", "")[:3000].encode("utf-8", "replace").decode()
            bad.append({**draw.choice(right), "case": f"bad-{column}-{number}", column: cell})

    def as_log(rows: list[dict[str, str]]) -> Log:
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
        return parse_log(out.getvalue())

    alone = replay(as_log(right), Desk("fuheng"), clock="log")
    mixed = [*right]
    for row in bad:
        mixed.insert(draw.randrange(len(mixed) + 1), row)
    together = replay(as_log(mixed), Desk("fuheng"), clock="log")
    assert together.rows == len(mixed)
    known = {row["case"] for row in right}
    refused = {(row.case, row.step, row.column) for row in together.refused if row.case in known}
    assert refused == {(row.case, row.step, row.column) for row in alone.refused}
    told = [each.refusal.text(lang) for each in together.refused for lang in ("zh", "en")]
    assert not [said for said in told if len(said) > 1200]
