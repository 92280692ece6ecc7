"""Nothing of a log steers a terminal, whatever is asked and with rich or without; an interrupt ends in one line."""

from __future__ import annotations

import csv
import io
import json
import os
import random
import re
import signal
import subprocess
import time
from pathlib import Path
from typing import Final

import pytest

from cli.terminal import COMMAND, WEEK, environment, run, run_on_terminal
from servicedesk.cli.output import lines, plain_json

pytestmark = pytest.mark.slow

# A title of the window, a colour, an 8-bit code, a bell, a return, a turn of the direction, a line of its own.
ATTACKS: Final = ("\x1b]0;gone\x07", "\x1b[31mred", "\x9b31m", "\x07", "\rover", "\u202eback", "\u2066iso", "a\u2028b")
_STEERS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]")
_DRESS: Final = re.compile("\x1b\\[[0-9;]*m")  # what rich puts around headings

_HEAD: Final = (
    *("occurred_at", "case", "subject", "procedure", "step", "actor", "roles"),
    *("complainant", "contents", "channel"),
)


def log_of(path: Path) -> Path:
    """A log with an attack in each column of a row, one after another, and rows that are right."""
    rows = [list(_HEAD)]
    right = ["2026-09-28 09:00", "A", "9-1", "complaint", "open", "王敏", "recipient", "张三", "噪声", "电话"]
    rows.append(right)
    for number, attack in enumerate(ATTACKS):
        for column in range(len(_HEAD)):
            row = [*right]
            row[1], row[2] = f"c{number}-{column}", f"8-{number}-{column}"
            row[column] += attack
            rows.append(row)
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8", newline="")
    return path


def steering(raw: bytes) -> list[str]:
    """What in an output would steer a terminal, beside the dress of headings and the progress of a run."""
    text = raw.decode("utf-8").replace("\r\n", "\n")
    text = re.sub(r"\r[0-9 ]+(?:/[0-9]+)?\r?", "", text)
    return [
        repr(each) for each in (*_STEERS.findall(_DRESS.sub("", text)), *re.findall("\x1b.?", _DRESS.sub("", text)))
    ]


@pytest.fixture(scope="module")
def replayed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("steering")
    log = log_of(folder / "log.csv")
    store = f"sqlite:///{folder / 'desk.db'}"
    done = run("replay", str(log), "--manual", "fuheng", "--store", store)
    assert done.code == 0, done.err
    return log, store


@pytest.mark.parametrize(
    ("dress", "extra"),
    [({}, ["--json"]), ({"NO_COLOR": "1"}, []), ({"TERM": "dumb"}, ["--lang", "zh"]), ({}, ["--lang", "zh"])],
)
def test_a_replay_on_a_terminal_writes_nothing_of_a_log_raw(
    dress: dict[str, str], extra: list[str], tmp_path: Path
) -> None:
    done = run_on_terminal("replay", str(log_of(tmp_path / "log.csv")), "--manual", "fuheng", *extra, **dress)
    assert done.code == 0
    assert len(done.out) > 5000
    assert steering(done.out) == []


@pytest.mark.parametrize(
    "asked",
    [
        *(["due"], ["due", "--csv"], ["history", "A"], ["history", "A", "--json"], ["obligations", "A"]),
        *(["options", "A", "--roles", "recipient"], ["deviations"], ["explain", "A", "tell_desk"]),
        *(["tick", "--json"], ["relay", "--once"]),
    ],
    ids=" ".join,
)
def test_no_question_gets_anything_of_a_log_raw(asked: list[str], replayed: tuple[Path, str]) -> None:
    _, store = replayed
    for program in (run_on_terminal, run):
        done = program(*asked, "--manual", "fuheng", "--store", store)
        assert done.code == 0, done
        assert steering(done.out + done.err) == []


def test_what_is_wrong_is_said_without_steering_either(replayed: tuple[Path, str]) -> None:
    """An id from a log is put into the next command by somebody who copies it."""
    _, store = replayed
    for attacks in (ATTACKS[::2], ATTACKS[1::2]):
        done = run_on_terminal("history", f"x{''.join(attacks)}", "--manual", "fuheng", "--store", store)
        assert done.code == 2
        assert steering(done.out) == []


def test_refused_rows_in_a_file_hold_nothing_that_steers(tmp_path: Path) -> None:
    out = tmp_path / "refused.csv"
    done = run("replay", str(log_of(tmp_path / "log.csv")), "--manual", "fuheng", "--refused", str(out))
    assert done.code == 0
    assert steering(out.read_bytes()) == []


def test_json_stays_the_same_data() -> None:
    data = {"a": "\x1b]0;x\x07\u202e\x9b\u2028", "投诉": ["👨\u200d👩", "\ud83d\ude00"], "b": "line\nline\ttab"}
    written = plain_json(json.dumps(data, ensure_ascii=False, indent=2))
    assert json.loads(written) == json.loads(json.dumps(data))  # two halves of a pair are one character there
    assert not _STEERS.search(written)
    assert "👨\u200d👩" in written
    assert lines("a\x1bb\nc\u202ed") == "a b\nc d"


# --- interrupts ---------------------------------------------------------------------------------------------


STOPPED: Final = b"servicedesk: stopped; run it again to go on\n"
KNOWN: Final = re.compile(rb"^servicedesk: \d+ of 660 events were known from an earlier run\n", re.MULTILINE)


@pytest.mark.parametrize("seed", range(2))
def test_an_interrupt_at_any_moment_ends_in_one_line_and_doubles_nothing(seed: int, tmp_path: Path) -> None:
    """From the first import on: 130, one line, no traceback; run again, it answers as if it had never stopped.

    Stopped after the rows were read, it has said before how many it knew.
    """
    draw = random.Random(seed)  # noqa: S311  a test draws at random
    asked = [
        *COMMAND,
        "replay",
        str(WEEK),
        "--manual",
        "fuheng",
        "--store",
        f"sqlite:///{tmp_path / 'desk.db'}",
        "--json",
    ]
    said: list[bytes] = []
    for _ in range(3):
        child = subprocess.Popen(asked, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment())
        _imports_the_package(child.pid)
        time.sleep(draw.uniform(0, 2.5))
        child.send_signal(signal.SIGINT)
        out, err = child.communicate()
        assert child.returncode in (0, 130), err
        if child.returncode == 130:
            assert KNOWN.sub(b"", err) == STOPPED
        said.append(out)
    again = subprocess.run(asked, capture_output=True, check=True, env=environment())
    whole = run("replay", str(WEEK), "--manual", "fuheng", "--json")
    assert json.loads(again.stdout) == json.loads(whole.out)
    assert [out for out in said if not again.stdout.startswith(out)] == []  # nothing, or as much as the pipe took


def _imports_the_package(pid: int) -> None:
    """Wait until the process has a file of the package, or what it is made of, open or mapped; Python itself is up."""
    for _ in range(400):
        try:
            if b"attr" in Path(f"/proc/{pid}/maps").read_bytes() or _module_is_open(pid):
                return
        except OSError:
            return
        time.sleep(0.005)


def _module_is_open(pid: int) -> bool:
    places = (os.readlink(f"/proc/{pid}/fd/{each}") for each in os.listdir(f"/proc/{pid}/fd"))  # noqa: PTH115, PTH208
    return any("servicedesk" in place for place in places)
