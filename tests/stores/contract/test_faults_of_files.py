"""What becomes of the cases in an SQLite file: its writers die or hang, its disk is full, its records are broken."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from resealing import resealed
from servicedesk import Case, Desk
from servicedesk.desk import repeating, service
from servicedesk.engine.context import Context
from servicedesk.engine.decide import Decided
from servicedesk.errors import CorruptRecord, StoreUnavailable, TransientStoreError
from servicedesk.program.program import Program
from servicedesk.program.registry import installed
from servicedesk.stores import Criteria, Store
from servicedesk.stores.sql import SqlStore
from servicedesk.stores.sqlite import SqliteStore, files
from servicedesk.testing._kit import T0, entry, move, open_case, row
from stores.contract.sqlite_tools import is_whole, sql
from stores.sql.overdue import MISS, TAKER, code_of_child, complain, found
from stores.sql.small_disk import enlarge, small_disk

pytestmark = pytest.mark.slow

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX")
STORES: dict[str, Callable[[Path], Store]] = {
    "standard library": lambda path: SqliteStore(path, wait=0.3),
    "SQLAlchemy": lambda path: SqlStore(f"sqlite:///{path}", wait=0.3),
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.db"


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, path: Path) -> Iterator[Store]:
    with STORES[request.param](path) as opened:
        yield opened


@posix
def test_killed_at_any_statement_of_a_look_the_case_is_as_before_or_as_after(path: Path) -> None:
    """A child kills itself before its 1st, 2nd, ... statement, until one lives long enough to end."""
    died: Counter[int] = Counter()
    registry = installed()

    def view(point: int) -> None:
        own = SqliteStore(path)
        _die_at(own, point)
        Desk("fuheng", store=own, registry=registry).tick()

    with SqliteStore(path) as store:
        desk = Desk("fuheng", store=store, registry=registry)
        point, code = 0, -signal.SIGKILL
        while code:
            point += 1
            case = complain(desk)
            code = code_of_child(partial(view, point))
            assert code in {0, -signal.SIGKILL}
            left = found(desk, case)
            assert left in ([], [MISS])
            died[len(left)] += 1
            desk.tick()
            assert found(desk, case) == [MISS]
    assert died[0] > 5
    assert died[1] > 0
    assert is_whole(path)


def _die_at(store: SqliteStore, point: int) -> None:
    left = [point]

    def traced(_: str) -> None:
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)

    connection = store._pool.acquire()
    connection.db.set_trace_callback(traced)
    store._pool.release(connection)


# --- a writer hangs -----------------------------------------------------------------------------------------------

_HANGING = """
import os, signal, sys
from servicedesk.stores.sqlite import SqliteStore
from servicedesk.testing._kit import entry, row
with SqliteStore(sys.argv[1]) as store, store.unit() as unit:
    unit.save(row("hanging"), 0, [entry(1)])
    os.kill(os.getpid(), signal.SIGSTOP)
"""


@contextmanager
def hanging(path: Path) -> Generator[subprocess.Popen[bytes]]:
    """A process that has stopped with the lock of the file, having written a case and committed nothing."""
    process = subprocess.Popen([sys.executable, "-c", _HANGING, path])
    try:
        _, status = os.waitpid(process.pid, os.WUNTRACED)
        assert os.WIFSTOPPED(status)
        yield process
    finally:
        process.kill()
        process.wait()


@posix
@pytest.mark.parametrize("ends", [signal.SIGKILL, signal.SIGCONT], ids=["killed", "woken"])
def test_a_hanging_writer_makes_others_wait_not_for_ever_and_not_once_it_is_gone(
    store: Store, path: Path, ends: signal.Signals
) -> None:
    """What is due is listed meanwhile, each look says that its case is busy, each save that it may be repeated."""
    desk = Desk("fuheng", store=store)
    complain(desk, "a")
    with hanging(path) as process:
        began = time.monotonic()
        assert [ident for _, ident in store.due(desk.now())] == ["a"]
        assert desk.tick().busy == ("a",)
        with pytest.raises(TransientStoreError):
            open_case(store, row("b"))
        assert time.monotonic() - began < 5
        process.send_signal(ends)
        process.wait(10)
    desk.tick()
    assert found(desk, "a") == [MISS]
    written = [("hanging", 1)] if ends == signal.SIGCONT else []
    assert sql(path, "SELECT id, version FROM sd_case WHERE id = 'hanging'") == written
    assert is_whole(path)


def test_a_look_does_not_wait_for_a_file_that_others_wait_for(path: Path) -> None:
    """Twenty seconds a case, over a hundred cases, would be half an hour."""
    with SqliteStore(path) as store, SqliteStore(path) as other:
        desk = Desk("fuheng", store=store)
        complain(desk, "a")
        with other.unit() as unit:
            unit.save(row("b"), 0, [entry(1)])
            began = time.monotonic()
            assert desk.tick().busy == ("a",)
            assert time.monotonic() - began < 2


def test_a_unit_that_has_waited_long_is_not_begun_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The desk repeats for twenty seconds, not twelve times twenty."""
    monkeypatch.setattr(repeating, "_PATIENCE", 0.2)
    with SqliteStore(path, wait=0.3) as store, SqliteStore(path) as other:
        desk = Desk("fuheng", store=store)
        complain(desk, "a")
        with other.unit() as unit:
            unit.save(row("b"), 0, [entry(1)])
            began = time.monotonic()
            with pytest.raises(TransientStoreError):
                complain(desk, "c")
            assert time.monotonic() - began < 0.8


# --- no room ------------------------------------------------------------------------------------------------------


def test_a_full_disk_is_unavailable_and_with_room_everything_goes_on(tmp_path: Path) -> None:
    """A disk of two megabytes; what was answered before is there."""
    folder = tmp_path / "small"
    folder.mkdir()
    with small_disk(folder, "2m"):
        for number, make in enumerate(STORES.values()):
            path = folder / f"{number}.db"
            with make(path) as store:
                acknowledged = 0
                with pytest.raises(StoreUnavailable):  # noqa: PT012 - until it is full
                    while acknowledged < 2000:
                        open_case(store, row(f"c{acknowledged}", body="业" * 3000, next_check_at=T0))
                        acknowledged += 1
                assert acknowledged > 10
                assert is_whole(path)
                enlarge(folder, f"{64 * (number + 1)}m")
                move(store, "c0")
                assert sql(path, "SELECT count(*) FROM sd_case") == [(acknowledged,)]
            assert is_whole(path)
            path.unlink()
            enlarge(folder, "2m")


# --- damage ------------------------------------------------------------------------------------------------------


def test_a_look_walks_past_the_cases_of_a_damaged_page(path: Path) -> None:
    """The error names the case and the file, and stays until somebody restores them."""
    names = [f"c{number:02}" for number in range(40)]
    with SqliteStore(path) as store:
        desk = Desk("fuheng", store=store)
        for name in names:
            complain(desk, name)
    with path.open("r+b") as file:
        page = file.read().index(b"c30fuheng") // 4096  # two columns of its row, side by side
        file.seek(page * 4096)
        file.write(b"\xa5" * 4096)
    with SqliteStore(path) as store:
        desk = Desk("fuheng", store=store)
        report = desk.tick()
        corrupt = [name for name, why in report.failed if why == "store.corrupt"]
        assert "c30" in corrupt
        assert len(corrupt) == len(report.failed) < len(names) / 2
        assert sorted([*corrupt, *(case for case, _ in report.entries)]) == names
        with pytest.raises(CorruptRecord, match=f"case 'c30' in {path}") as broken:
            desk.case("c30")
        assert broken.value.fields["id"] == "c30"
        assert sorted(desk.tick().failed) == sorted(report.failed)


BREAKS: dict[str, tuple[Callable[[str], str], str]] = {
    "no JSON": (lambda _: "{broken", "store.corrupt"),
    "an unknown state": (lambda body: _changed(body, state="nowhere"), "store.corrupt"),
    "an unknown procedure": (lambda body: _changed(body, procedure="nothing"), "store.corrupt"),
    "a version unlike that of the row": (lambda body: _changed(body, version=7), "store.corrupt"),
    "an unknown manual": (lambda body: _changed(body, manual="gone"), "lookup.manual"),
    "an unknown edition": (lambda body: _changed(body, edition="1999"), "lookup.name"),
    "other rules": (lambda body: _changed(body, fingerprint="0"), "definition.edition_changed"),
    "a later format": (lambda body: body.replace('"format":1', '"format":2'), "store.corrupt"),
}


ROWS: dict[str, dict[str, str]] = {
    "an unknown manual": {"manual": "gone"},
    "an unknown edition": {"edition": "1999"},
    "other rules": {"fingerprint": "0"},
}


def _changed(body: str, **fields: object) -> str:
    whole = json.loads(body)
    whole["case"] |= fields
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def test_a_look_walks_past_a_case_that_cannot_be_understood(path: Path) -> None:
    """Each is reported with the code of its error, on each look; nothing of it is changed."""
    with SqliteStore(path) as store:
        desk = Desk("fuheng", store=store)
        for name in (*BREAKS, "sound"):
            complain(desk, name)
        for name, (change, _) in BREAKS.items():
            ((body,),) = sql(path, f"SELECT body FROM sd_case WHERE id = '{name}'")  # noqa: S608 - our own names
            broken = change(str(body))
            assert broken != body
            with sqlite3.connect(path) as db:
                if name in ROWS:  # with what the row says too, and a checksum that fits: it is no damage
                    row = resealed(store.find(Criteria(subject=name))[0], **ROWS[name], body=broken)
                    broken = row.body
                    for column, value in ROWS[name].items():
                        db.execute(f"UPDATE sd_case SET {column} = ? WHERE id = ?", (value, name))  # noqa: S608 - our own
                db.execute("UPDATE sd_case SET body = ? WHERE id = ?", (broken, name))
            db.close()
        before = sql(path, "SELECT * FROM sd_case WHERE id <> 'sound' ORDER BY id")
        for _ in range(2):
            assert dict(desk.tick().failed) == {name: code for name, (_, code) in BREAKS.items()}
        assert sql(path, "SELECT * FROM sd_case WHERE id <> 'sound' ORDER BY id") == before
        assert found(desk, "sound") == [MISS]


def test_a_hundred_cases_that_make_every_look_fail_keep_nobody_from_the_others(
    path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A fault of the package itself, in every tenth of a thousand; twenty a page."""
    sound = service.tick

    def poisoned(program: Program, case: Case, context: Context) -> Decided:
        if case.id.endswith("7"):
            raise ZeroDivisionError(f"张先生, {case.id}")
        return sound(program, case, context)

    with SqliteStore(path, synchronous="NORMAL") as store:
        desk = Desk("fuheng", store=store)
        names = [f"c{number:03}" for number in range(1000)]
        for name in names:
            complain(desk, name)
        monkeypatch.setattr(service, "tick", poisoned)
        bad = [name for name in names if name.endswith("7")]
        first, second = desk.tick(page=20), desk.tick(page=20)
        assert sorted(case for case, _ in first.entries) == [name for name in names if name not in bad]
        for report in (first, second):
            assert sorted(report.failed) == [(name, "ZeroDivisionError") for name in bad]
        assert second.entries == ()
        # The log tells where, and no word of what the case holds.
        assert "case c007 could not be looked at: ZeroDivisionError" in caplog.text
        assert "in poisoned" in caplog.text
        assert "张先生" not in caplog.text.replace('f"张先生', "")
        monkeypatch.undo()
        assert sorted(case for case, _ in desk.tick().entries) == bad


# --- tables half made ------------------------------------------------------------------------------------------------


def test_who_dies_while_it_makes_the_tables_leaves_none(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole making is one transaction."""
    tables = files.TABLES
    half = tables[: tables.index("CREATE TABLE sd_entry")]
    monkeypatch.setattr(files, "TABLES", f"{half}; CREATE TABLE nonsense")
    with SqliteStore(path) as store, pytest.raises(StoreUnavailable):
        store.due(T0)
    assert sql(path, "SELECT name FROM sqlite_master") == []
    monkeypatch.undo()
    with SqliteStore(path) as store:
        assert complain(Desk("fuheng", store=store), "a", key=TAKER.name) == "a"
        store.check()
