"""Relays as processes over one database: seeding it, starting them, and reading what the world was told."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

from relay.passing_on import store_at
from relay.scenes import Entry, assert_first_deliveries_in_order, entries_of
from servicedesk import Actor, Desk
from servicedesk.stores import Outbox

PROGRAM = Path(__file__).with_name("passing_on.py")
CALL = {"complainant": "张先生", "contents": "电梯异响", "channel": "电话"}
TAKER = Actor("王", {"recipient"})
CALLED = "2025-03-11 09:00"

Item = tuple[str, str]


def seed(url: str, cases: int) -> list[Entry]:
    """So many complaints by telephone, overdue for long, whose every entry is in the outbox."""
    with store_at(url) as store:
        assert isinstance(store, Outbox)
        store.start_outbox()
        desk = Desk("fuheng", store=store)
        ids = [f"c{number}" for number in range(cases)]
        for ident in ids:
            desk.open("complaint", CALL, subject=ident, by=TAKER, at=CALLED, recorded_at=CALLED, id=ident)
        desk.tick()
        return entries_of(store, ids)


def relay(url: str, file: Path, name: str, *more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-W", "error", PROGRAM, url, file, name, *more],
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def ended(process: subprocess.Popen[str]) -> int:
    """How it ended; one that ends with an error of Python fails the test."""
    _, err = process.communicate(timeout=60)
    assert not err, err
    return process.returncode


def killed(process: subprocess.Popen[str]) -> None:
    process.kill()
    assert ended(process) == -signal.SIGKILL


def lines(file: Path) -> list[Item]:
    """Which relay told of which event, in the order of the world."""
    if not file.exists():
        return []
    found = file.read_text(encoding="utf-8").splitlines()
    return [(name, ident) for name, _, ident in (line.partition(" ") for line in found)]


def ids(file: Path) -> list[str]:
    return [ident for _, ident in lines(file)]


def wait_for(file: Path, count: int) -> None:
    """Until so many different events were told of."""
    until = time.monotonic() + 60
    while len(set(ids(file))) < count:
        assert time.monotonic() < until, lines(file)
        time.sleep(0.02)


def assert_one_takes_over(url: str, file: Path) -> None:
    """The first hangs while it publishes and is killed; the second stands by until then, and nothing is lost."""
    entries = seed(url, 9)
    # Of the first page nine events are marked done, of the second five were told when it hangs.
    first = relay(url, file, "first", "--batch", "9", "--hang-at", "14")
    wait_for(file, 14)
    second = relay(url, file, "second", "--batch", "9")
    assert second.stdout is not None
    assert second.stdout.readline() == "standing by\n"
    time.sleep(0.3)
    assert {name for name, _ in lines(file)} == {"first"}
    killed(first)
    assert second.stdout.readline() == "leading\n"
    wait_for(file, len(entries))
    time.sleep(0.2)
    killed(second)
    told = lines(file)
    assert_first_deliveries_in_order([ident for _, ident in told], entries)
    by_first, by_second = ([ident for name, ident in told if name == who] for who in ("first", "second"))
    # Each of what the first had told and not marked done comes once more under its id, and nothing else does.
    assert set(by_first) & set(by_second) == set(by_first[9:])
    assert len(by_second) == len(set(by_second)) == len(entries) - 9
