"""The command as a program: pipes, terminals, locales, signals."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import time
from pathlib import Path

import pytest

from cli.terminal import COMMAND, WEEK, environment, run, run_on_terminal
from servicedesk import __version__
from servicedesk.render import pad, table, width
from servicedesk.render.page import csv_text

pytestmark = pytest.mark.slow

ESCAPE = b"\x1b"
REPLAY = ["replay", str(WEEK), "--manual", "fuheng"]


def test_the_module_runs_as_a_program() -> None:
    done = run("--version")
    assert (done.code, done.out.decode().strip(), done.err) == (0, __version__, b"")


def test_utf8_comes_out_under_any_locale() -> None:
    done = run("steps", "fuheng", "complaint", "--lang", "zh", LANG="C", LC_ALL="POSIX", PYTHONIOENCODING="ascii")
    assert done.code == 0
    assert "登记分类并派单" in done.out.decode("utf-8")


def test_a_pipe_that_closes_early_is_no_error() -> None:
    shell = f"{' '.join(COMMAND)} {' '.join(REPLAY)} --json | head -n 1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", shell], capture_output=True, check=False, env=environment())
    assert (done.returncode, done.stdout, done.stderr) == (0, b"{\n", b"")


def test_a_pipe_gets_no_escape_codes_and_no_progress() -> None:
    done = run(*REPLAY, TERM="xterm", FORCE_COLOR="")
    assert ESCAPE not in done.out + done.err
    assert done.err == b""


def test_a_terminal_gets_headings_that_stand_out_and_progress() -> None:
    pytest.importorskip("rich")
    done = run_on_terminal(*REPLAY)
    assert done.code == 0
    assert ESCAPE in done.out
    assert b"\r10/" in done.out


@pytest.mark.parametrize("changes", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_no_color_means_no_escape_codes_on_a_terminal(changes: dict[str, str]) -> None:
    done = run_on_terminal("manuals", **changes)
    assert done.code == 0
    assert ESCAPE not in done.out


def test_without_rich_a_terminal_gets_plain_text(tmp_path: Path) -> None:
    """A folder before the installed ones hides rich."""
    (tmp_path / "sitecustomize.py").write_text(
        "import importlib.util as u; f = u.find_spec\n"
        "u.find_spec = lambda name, *a: None if name == 'rich' else f(name, *a)\n",
        encoding="utf-8",
    )
    done = run_on_terminal("manuals", PYTHONPATH=str(tmp_path))
    assert done.code == 0
    assert ESCAPE not in done.out
    assert b"fuheng" in done.out


@pytest.fixture(scope="module")
def piped(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[list[str], bytes]]:
    """Questions about the week, in Chinese, each with what a pipe gets."""
    store = tmp_path_factory.mktemp("week") / "desk.db"
    desk = ["--manual", "fuheng", "--store", f"sqlite:///{store}", "--lang", "zh"]
    run(*REPLAY, *desk[2:])
    several = (
        ["due", *desk, "--at", "2026-12-20 09:00"],
        ["options", "TS0929-02", *desk, "--at", "2026-10-11 09:00"],
        ["explain", "TS0929-02", "revisit", *desk],
        ["history", "TS0929-02", *desk],
        [*REPLAY, "--lang", "zh"],
    )
    return [(asked, run(*asked).out) for asked in several]


@pytest.mark.parametrize("columns", [80, 60])
@pytest.mark.parametrize("dressed", [True, False])
def test_no_line_is_wider_than_the_terminal_and_nothing_is_cut(
    piped: list[tuple[list[str], bytes]], columns: int, *, dressed: bool
) -> None:
    """With rich and without, in Chinese: what a pipe gets whole stands on the terminal too."""
    changes = {"COLUMNS": str(columns)} | ({} if dressed else {"NO_COLOR": "1"})
    for asked, whole in piped:
        shown = re.sub(r"\x1b\[[0-9;]*m", "", run_on_terminal(*asked, **changes).out.decode())
        lines = [line.rpartition("\r")[2] for line in shown.replace("\r\n", "\n").split("\n")]
        assert [line for line in lines if width(line) > columns] == []
        assert set(re.sub(r"\s", "", whole.decode())) <= set("".join(lines)) | set("-")


def test_an_interrupted_replay_says_how_to_go_on_and_goes_on(tmp_path: Path) -> None:
    store = tmp_path / "desk.db"
    asked = [*COMMAND, *REPLAY, "--store", f"sqlite:///{store}", "--json"]
    child = subprocess.Popen(asked, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment())
    for _ in range(400):
        if store.exists() and store.stat().st_size > 0:
            break
        time.sleep(0.05)
    child.send_signal(signal.SIGINT)
    out, err = child.communicate()
    if child.returncode != 0:  # it may have been done before the signal came
        assert (child.returncode, out) == (130, b"")
        assert err.decode().endswith("stopped; run it again to go on\n")
    again = subprocess.run(asked, capture_output=True, check=True, env=environment())
    whole = run(*REPLAY, "--json")
    assert json.loads(again.stdout) == json.loads(whole.out)


def test_a_full_disk_is_an_error_without_a_traceback() -> None:
    if not os.path.exists("/dev/full"):  # noqa: PTH110
        pytest.skip("there is no device that is always full")
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        done = subprocess.run(
            [*COMMAND, "manuals"], stdout=full, stderr=subprocess.PIPE, check=False, env=environment()
        )
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


# --- columns -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "columns"),
    [("", 0), ("abc", 3), ("投诉", 4), ("A投诉", 5), ("（", 2), ("·", 1), ("e\u0301", 1), ("ｶ", 1), ("\uff21", 2)],
)
def test_a_chinese_character_takes_two_columns(text: str, columns: int) -> None:
    assert width(text) == columns
    assert width(pad(text, 8)) == 8
    assert pad(text, 8, right=True).endswith(text)


def test_columns_line_up_by_what_is_seen() -> None:
    text = table(("流程", "件数"), [("投诉", "9"), ("repair", "10")], right=[1])
    assert text.splitlines() == ["流程    件数", "------  ----", "投诉       9", "repair    10"]


def test_every_line_of_the_chinese_page_lines_up() -> None:
    """Each column begins where the dashes under its header begin."""
    lines = run(*REPLAY, "--lang", "zh").out.decode().splitlines()
    rules = [n for n, line in enumerate(lines) if line and set(line) == {"-", " "}]
    assert len(rules) >= 5
    for n in rules:
        starts = [i for i, sign in enumerate(lines[n]) if sign == "-" and (i == 0 or lines[n][i - 1] == " ")]
        for line in [lines[n - 1], *lines[n + 1 : n + 4]]:
            if not line:
                break
            seen = "".join(sign + "\u200b" * (width(sign) - 1) for sign in line)
            assert all(start == 0 or seen[start - 2 : start] == "  " for start in starts if start < len(seen)), line


def test_control_characters_of_a_log_do_not_reach_the_terminal() -> None:
    assert table(("a",), [("x\x1b[31my\nz",)]).splitlines()[2] == "x [31my z"


@pytest.mark.parametrize("cell", ["=1+1", "+86", "-2", "@x", "\tx"])
def test_a_cell_that_a_spreadsheet_would_compute_is_text(cell: str) -> None:
    assert csv_text(("a",), [(cell,)]).splitlines()[1].lstrip('"').startswith("'")


def test_other_cells_are_written_as_they_are() -> None:
    assert csv_text(("a", "b"), [("投诉", 3), ("", "a,b")]) == '\ufeffa,b\r\n投诉,3\r\n,"a,b"\r\n'
