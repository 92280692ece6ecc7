"""The journal: a second run doubles nothing and says the same, also after a kill, also for a log that has changed."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from replay.logs import MONDAY, SMALL, WEEK, csv_of, fuheng, opened, row, week
from servicedesk.errors import ConcurrencyConflict, CorruptRecord
from servicedesk.replay import replay
from servicedesk.replay.journal import Journal
from servicedesk.replay.log import parse_log
from servicedesk.stores import Criteria, EntryRow
from servicedesk.stores.editions import journal_id
from servicedesk.stores.sqlite import SqliteStore

KILLED = """
import os, signal, sys
from servicedesk import Desk
from servicedesk.replay import replay
log, store, at = sys.argv[1], sys.argv[2], int(sys.argv[3])
replay(log, Desk("fuheng", store=store), progress=lambda n, _: n == at and os.kill(os.getpid(), signal.SIGKILL))
"""


def entries_of(path: Path) -> dict[str, list[str]]:
    """Every history in a file, without the instants at which the clock really looked."""
    with SqliteStore(path) as store, store.unit() as unit:
        rows = store.find(Criteria(), limit=1000)
        told = {row.id: [json.loads(entry.body) for entry in unit.entries(row.id)] for row in rows}
    told.pop(journal_id("fuheng"), None)
    return {case: [json.dumps(e | {"checked_at": 0}, sort_keys=True) for e in es] for case, es in told.items()}


def test_a_second_run_of_the_week_is_answered_from_the_journal_and_adds_no_entry(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    with fuheng(store=path) as desk:
        first = replay(WEEK, desk)
    before = entries_of(path)
    with fuheng(store=path) as desk:
        second = replay(WEEK, desk)
    assert second.to_data() == first.to_data()
    assert first.known == 0
    assert second.known > second.accepted
    assert entries_of(path) == before


@pytest.fixture(scope="module")
def half_a_week(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, dict[str, Any]]:
    """The first 240 rows of the week, a store that they were replayed into at one go, and the figures."""
    folder = tmp_path_factory.mktemp("half")
    log, store = folder / "half.csv", folder / "whole.db"
    log.write_text(csv_of(week()[:240], list(week()[0])), encoding="utf-8", newline="")
    with fuheng(store=store) as desk:
        return log, store, replay(log, desk).to_data()


@pytest.mark.slow
@pytest.mark.parametrize("at", [1, 47, 48, 65, 150, 239])
def test_a_run_killed_in_the_middle_goes_on_where_it_stopped(
    tmp_path: Path, half_a_week: tuple[Path, Path, dict[str, Any]], at: int
) -> None:
    """Killed between two events, with up to 63 accepted rows not in the journal yet; row 47 is the first refused."""
    log, whole, expected = half_a_week
    killed = tmp_path / "killed.db"
    run = subprocess.run([sys.executable, "-c", KILLED, str(log), f"sqlite:///{killed}", str(at)], check=False)
    assert run.returncode == -signal.SIGKILL
    with fuheng(store=killed) as desk:
        assert replay(log, desk).to_data() == expected
    assert entries_of(killed) == entries_of(whole)


@pytest.mark.slow
def test_a_row_that_was_refused_is_not_decided_again_after_what_followed_it(tmp_path: Path) -> None:
    """The first registration has a misspelt class; had it been tried again at the end, the state would refuse it."""
    rows = [*SMALL[:2], dict(SMALL[3], cause="一类"), SMALL[3]]
    path = tmp_path / "desk.db"
    log = tmp_path / "log.csv"
    log.write_text(csv_of(rows), encoding="utf-8", newline="")
    subprocess.run([sys.executable, "-c", KILLED, str(log), f"sqlite:///{path}", "3"], check=False)
    with fuheng(store=path) as desk:
        again = replay(log, desk)
    assert [refused.refusal.kind for refused in again.refused] == ["wrong_value"]
    assert again.known == 3


def test_a_row_that_was_changed_is_a_new_row_and_the_others_are_known() -> None:
    desk = fuheng()
    wrong = dict(SMALL[3], cause="一类")
    assert replay(parse_log(csv_of([*SMALL[:2], wrong])), desk).accepted == 2
    corrected = replay(parse_log(csv_of([*SMALL[:2], SMALL[3]])), desk)
    assert (corrected.known, corrected.accepted, corrected.refused) == (2, 3, ())


def test_the_same_row_twice_in_a_log_is_two_rows_each_done_once() -> None:
    """A case may be told to the desk twice; the third line is the second telling, not the first again."""
    desk = fuheng()
    twice = [*SMALL[:2], SMALL[1]]
    assert replay(parse_log(csv_of(twice)), desk).accepted == 3
    again = replay(parse_log(csv_of(twice)), desk)
    assert (again.accepted, again.known) == (3, 3)
    assert sum(line.name == "tell_desk" and line.kind == "task" for line in desk.history("A")) == 2


def test_two_logs_share_a_store() -> None:
    desk = fuheng()
    other = [opened(f"{MONDAY} 09:00", "X", "1-1-101", "电话")]
    replay(parse_log(csv_of(SMALL)), desk)
    replay(parse_log(csv_of(other)), desk)
    assert replay(parse_log(csv_of(SMALL)), desk).to_data() == replay(parse_log(csv_of(SMALL)), fuheng()).to_data()


def test_the_journal_is_no_case_that_a_desk_shows() -> None:
    desk = fuheng(clock=lambda: datetime(2026, 12, 1, tzinfo=UTC))
    replay(parse_log(csv_of(SMALL)), desk)
    assert {limit.case_id for limit in desk.due()} == {"A", "B"}
    assert desk.tick("2026-12-01 00:00").failed == ()


def test_personal_values_do_not_reach_the_journal() -> None:
    desk = fuheng()
    replay(parse_log(csv_of([*SMALL, row("某某", "A", "tell_desk", "王敏", "某某")])), desk)
    with desk.store.unit() as unit:
        told = "".join(f"{e.key}{e.body}" for e in unit.entries(journal_id("fuheng")))
    assert told
    assert "某某" not in told


def test_two_runs_at_once_do_not_both_write() -> None:
    desk = fuheng()
    one, two = Journal(desk.store, "fuheng"), Journal(desk.store, "fuheng")
    one.add("a", ())
    two.add("b", ())
    one.flush()
    with pytest.raises(ConcurrencyConflict, match="another run writes the journal"):
        two.flush()


def test_a_damaged_journal_is_told_as_such() -> None:
    desk = fuheng()
    journal = Journal(desk.store, "fuheng")
    journal.add("a", ())
    journal.flush()
    with desk.store.unit() as unit:
        kept = unit.load(journal_id("fuheng"))
        entry = next(iter(unit.entries(kept.id)))
        unit.save(evolve(kept, version=2), 1, [EntryRow(2, entry.at, "b", "[]")])
    with pytest.raises(CorruptRecord, match="entry 2 of the journal"):
        Journal(desk.store, "fuheng")
