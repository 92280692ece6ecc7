"""``servicedesk relay``: events as lines, written before they are marked done, until somebody says stop."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from cli.terminal import COMMAND, environment
from relay.processes import CALL, CALLED, TAKER
from relay.scenes import assert_first_deliveries_in_order, entries_of
from servicedesk import Desk
from servicedesk.cli import main
from servicedesk.stores.sqlite import SqliteStore

pytestmark = pytest.mark.slow


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of cases whose outbox is on, with one complaint in it."""
    with SqliteStore(tmp_path / "desk.db") as store:
        store.start_outbox()
    call(tmp_path / "desk.db", "c-1")
    return tmp_path / "desk.db"


def call(path: Path, *idents: str) -> None:
    with Desk("fuheng", store=path) as desk:
        for ident in idents:
            desk.open("complaint", CALL, subject=ident, by=TAKER, at=CALLED, recorded_at=CALLED, id=ident)


def options(path: Path, *more: str) -> list[str]:
    return ["relay", "--manual", "fuheng", "--store", f"sqlite:///{path}", *more]


def start(path: Path, *more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*COMMAND, *options(path, "--every", "0.05", *more)],
        env=environment(),
        text=True,
        encoding="utf-8",
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def read(process: subprocess.Popen[str], count: int) -> list[dict[str, Any]]:
    assert process.stdout is not None
    return [json.loads(process.stdout.readline()) for _ in range(count)]


def test_once_writes_a_line_an_event_and_nothing_else(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The second time there is nothing to tell."""
    assert main(options(path, "--once", "--source", "https://desk.example/")) == 0
    out, err = capsys.readouterr()
    events = [json.loads(line) for line in out.splitlines()]
    assert [(e["specversion"], e["source"], e["id"]) for e in events] == [
        ("1.0", "https://desk.example/", "c-1/1"),
        ("1.0", "https://desk.example/", "c-1/2"),
    ]
    assert "张先生" not in out
    assert err == ""
    assert main(options(path, "--once")) == 0
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_passes_on_what_comes_and_ends_cleanly_on_a_signal(path: Path, number: int) -> None:
    """What was read is done: a relay after it says nothing of it again."""
    process = start(path)
    assert [e["id"] for e in read(process, 2)] == ["c-1/1", "c-1/2"]
    call(path, "c-2")
    assert [e["id"] for e in read(process, 2)] == ["c-2/1", "c-2/2"]
    process.send_signal(number)
    assert process.communicate(timeout=20) == ("", "")
    assert process.returncode == 0
    again = subprocess.run([*COMMAND, *options(path, "--once")], capture_output=True, text=True, check=True)
    assert (again.stdout, again.stderr) == ("", "")


def test_what_is_written_is_flushed_before_it_is_marked_done(path: Path) -> None:
    """Nobody reads, and the pipe is full: killed there, all that did not fit comes again."""
    call(path, *(f"c-{number}" for number in range(2, 120)))
    process = start(path)
    assert process.stdout is not None
    time.sleep(3)
    process.kill()
    first = process.communicate(timeout=20)[0]
    # What was cut off by the kill is no line.
    told = [json.loads(line)["id"] for line in first.split("\n")[:-1]]
    again = subprocess.run([*COMMAND, *options(path, "--once")], env=environment(), capture_output=True, check=True)
    told += [json.loads(line)["id"] for line in again.stdout.decode().splitlines()]
    with SqliteStore(path) as store:
        entries = entries_of(store, [f"c-{number}" for number in range(1, 120)])
    assert len(told) >= len(entries) == 238
    assert_first_deliveries_in_order(told, entries)


def test_a_reader_that_goes_away_ends_it(path: Path) -> None:
    """Nothing counts as delivered that could not be written."""
    process = start(path)
    assert process.stdout is not None
    read(process, 2)
    process.stdout.close()
    call(path, "c-2")
    assert process.wait(timeout=20) == 0
    assert process.stderr is not None
    assert process.stderr.read() == ""
    process.stderr.close()
    again = subprocess.run([*COMMAND, *options(path, "--once")], capture_output=True, text=True, check=True)
    assert [json.loads(line)["id"] for line in again.stdout.splitlines()] == ["c-2/1", "c-2/2"]


def test_what_is_wrong_is_said_beside_the_events(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A case that cannot be read is named on the error stream, and the others go on."""
    import sqlite3

    call(path, "c-2")
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE sd_case SET body = '{}' WHERE id = 'c-1'")
    connection.close()
    assert main(options(path, "--once")) == 0
    out, err = capsys.readouterr()
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["c-2/1", "c-2/2"]
    assert err == "servicedesk: case c-1 is held: store.corrupt\n"


@pytest.mark.parametrize(
    ("more", "what"),
    [(["--every", "0"], "--every"), (["--every", "nan"], "--every"), (["--source", "no uri"], "URI reference")],
)
def test_what_cannot_be_done_is_said_at_once(
    more: list[str], what: str, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(options(path, *more)) == 2
    assert what in capsys.readouterr().err


def test_a_full_disk_is_an_error(path: Path) -> None:
    """And nothing counts as delivered."""
    if not os.path.exists("/dev/full"):  # noqa: PTH110
        pytest.skip("there is no /dev/full here")
    with open("/dev/full", "w", encoding="utf-8") as full:  # noqa: PTH123
        done = subprocess.run(
            [*COMMAND, *options(path)], stdout=full, stderr=subprocess.PIPE, text=True, check=False, timeout=30
        )
    assert done.returncode == 2
    assert "No space left" in done.stderr
    again = subprocess.run([*COMMAND, *options(path, "--once")], capture_output=True, text=True, check=True)
    assert len(again.stdout.splitlines()) == 2
