"""The outbox on real databases: with the transaction of its host, one leader however it ends, damage named."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Generator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from attrs import evolve
from sqlalchemy import Engine, StaticPool, create_engine, text

from servicedesk.errors import CorruptRecord, StoreUnavailable
from servicedesk.stores import Outbox, Store
from servicedesk.stores.sql import SqlStore
from servicedesk.stores.sqlite import SqliteStore
from servicedesk.testing._kit import LATE, T0, entry, row
from stores.sql.servers import ON_SERVERS, new_schema

LEADER = """
import sys
from servicedesk.stores.sql import SqlStore
from servicedesk.stores import open_store
store = SqlStore(sys.argv[2]) if sys.argv[1] == "sql" else open_store(sys.argv[2])
with store.lead() as leading:
    print(leading, flush=True)
    sys.stdin.readline()
"""


@pytest.fixture(params=["sqlite", *ON_SERVERS])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/outbox.db"
    server = request.getfixturevalue("postgres_server" if request.param == "postgres" else "mysql_server")
    return new_schema(server, f"o{uuid.uuid4().hex}")


@pytest.fixture
def store(url: str) -> Generator[SqlStore, None, None]:
    with SqlStore(url, wait=5) as made:
        made.start_outbox()
        yield made


@pytest.fixture
def engine(url: str) -> Generator[Engine, None, None]:
    made = create_engine(url)
    yield made
    made.dispose()


def save(store: Store, ident: str, count: int = 1) -> None:
    """A case of so many entries, each to be told one microsecond after the one before it."""
    entries = [evolve(entry(n), deliver_at=T0 + timedelta(microseconds=n - 1)) for n in range(1, count + 1)]
    with store.unit() as unit:
        unit.save(row(ident, count), 0, entries)


def occurrences(outbox: Outbox, limit: int = 100, but: frozenset[str] = frozenset()) -> list[tuple[str, int]]:
    return [(ident, told.seq) for ident, told in outbox.pending(LATE, limit=limit, but=but)]


def leads(outbox: Outbox) -> bool:
    with outbox.lead() as leading:
        return leading


def execute(engine: Engine, *statements: str) -> None:
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


# --- the transaction of a host -----------------------------------------------------------------------------


def test_what_a_host_rolls_back_is_not_pending(store: SqlStore) -> None:
    """The row of the outbox stands in the host's transaction, as the case does."""
    with store._engine.connect() as connection:
        save(store.on(connection), "lost")
        connection.rollback()
    assert occurrences(store) == []
    with store._engine.begin() as connection:
        save(store.on(connection), "kept")
    assert occurrences(store) == [("kept", 1)]


@pytest.mark.parametrize("url", ON_SERVERS, indirect=True)
def test_what_is_due_first_and_committed_last_is_not_lost(store: SqlStore) -> None:
    """A reader that went on from where it had been would never see it."""
    with store._engine.connect() as slow:
        save(store.on(slow), "a")  # before "b" in the order, and nobody sees it yet
        save(store, "b")
        assert occurrences(store) == [("b", 1)]
        store.done([("b", 1)])
        slow.commit()
    assert occurrences(store) == [("a", 1)]


def test_a_unit_left_by_an_error_in_a_transaction_that_is_committed_leaves_nothing_pending(store: SqlStore) -> None:
    with store._engine.begin() as connection:
        joined = store.on(connection)
        save(joined, "kept")
        with suppress(KeyError), joined.unit() as unit:
            unit.save(row("lost"), 0, [evolve(entry(1), deliver_at=T0)])
            raise KeyError
    assert occurrences(store) == [("kept", 1)]


def test_a_store_inside_the_transaction_of_a_host_has_no_outbox_of_its_own(store: SqlStore) -> None:
    """It writes to the outbox; a relay is no part of a host's transaction."""
    assert isinstance(store, Outbox)
    with store._engine.begin() as connection:
        assert not isinstance(store.on(connection), Outbox)


# --- many, and broken ones ---------------------------------------------------------------------------------


def test_hundreds_of_entries_are_added_listed_and_done_in_one_transaction_each(store: SqlStore) -> None:
    """More than go into one statement."""
    save(store, "a", 250)
    save(store, "b", 2)
    everything = sorted(occurrences(store, 1000), key=lambda occurrence: occurrence[1])
    assert [seq for ident, seq in everything if ident == "a"] == [*range(1, 251)]
    assert occurrences(store, 3, frozenset({"a"})) == [("b", 1), ("b", 2)]
    store.done([("a", n) for n in range(1, 250)])
    assert occurrences(store) == [("b", 1), ("b", 2), ("a", 250)]


def test_an_entry_that_cannot_be_read_names_its_case_and_the_others_go_on(store: SqlStore, engine: Engine) -> None:
    save(store, "broken")
    save(store, "whole")
    execute(engine, "UPDATE sd_entry SET at = 9000000000000000000 WHERE case_id = 'broken'")
    with pytest.raises(CorruptRecord) as caught:
        store.pending(LATE)
    assert caught.value.fields["id"] == "broken"
    assert occurrences(store, but=frozenset({"broken"})) == [("whole", 1)]


def test_an_entry_that_is_not_in_the_history_names_its_case(store: SqlStore, engine: Engine) -> None:
    save(store, "broken", 2)
    execute(engine, "DELETE FROM sd_entry WHERE case_id = 'broken' AND seq = 2")
    with pytest.raises(CorruptRecord, match="missing") as caught:
        store.pending(LATE)
    assert caught.value.fields["id"] == "broken"


@pytest.mark.parametrize("kind", [SqliteStore, SqlStore])
def test_a_body_on_sqlite_that_is_no_text_names_its_case(kind: type[Store], tmp_path: Path) -> None:
    """The driver says only that there is one; so entries are read one at a time."""
    path = tmp_path / "x.db"
    engine = create_engine(f"sqlite:///{path}")
    with kind(path if kind is SqliteStore else f"sqlite:///{path}") as store:  # type: ignore[call-arg]
        assert isinstance(store, Outbox)
        store.start_outbox()
        save(store, "broken")
        save(store, "whole")
        execute(engine, "UPDATE sd_entry SET body = CAST(x'ff' AS TEXT) WHERE case_id = 'broken'")
        with pytest.raises(CorruptRecord) as caught:
            store.pending(LATE)
        assert caught.value.fields["id"] == "broken"
        assert occurrences(store, but=frozenset({"broken"})) == [("whole", 1)]
    engine.dispose()


# --- who leads ---------------------------------------------------------------------------------------------


def started_leader(kind: str, url: str) -> subprocess.Popen[str]:
    leader = subprocess.Popen(
        [sys.executable, "-W", "error", "-c", LEADER, kind, url],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert leader.stdout is not None
    assert leader.stdout.readline() == "True\n"
    return leader


def ended(leader: subprocess.Popen[str]) -> None:
    for pipe in (leader.stdin, leader.stdout):
        if pipe is not None:
            pipe.close()
    leader.wait(10)


def becomes_free(outbox: Outbox) -> bool:
    """A server notices the end of a process when it next looks at the connection: at once, not at the same instant."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        if leads(outbox):
            return True
        time.sleep(0.02)
    return False


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX")
def test_a_leader_that_is_killed_leads_no_more(store: SqlStore, url: str) -> None:
    leader = started_leader("sql", url)
    try:
        assert not leads(store)
        os.kill(leader.pid, signal.SIGKILL)
        assert becomes_free(store)
    finally:
        leader.kill()
        ended(leader)


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX")
def test_a_killed_leader_on_an_sqlite_file_of_the_standard_library_leads_no_more(tmp_path: Path) -> None:
    """Nor does its lock keep the store on SQLAlchemy from leading."""
    url = f"sqlite:///{tmp_path}/x.db"
    with SqliteStore(tmp_path / "x.db") as own, SqlStore(url) as other:
        leader = started_leader("own", url)
        try:
            assert not leads(own)
            assert not leads(other)
            os.kill(leader.pid, signal.SIGKILL)
            assert becomes_free(own)
            assert leads(other)
        finally:
            leader.kill()
            ended(leader)


def test_a_file_has_one_leader_by_whatever_name_and_store(tmp_path: Path) -> None:
    """A link to the file leads to the same lock."""
    path, link = tmp_path / "x.db", tmp_path / "link.db"
    with SqliteStore(path) as own, SqlStore(f"sqlite:///{link}") as other:
        save(own, "a")
        link.symlink_to(path)
        with own.lead() as leading:
            assert leading
            assert not leads(other)
        with other.lead() as leading:
            assert leading
            assert not leads(own)


def test_a_lock_that_cannot_be_made_is_said_to_be_so(tmp_path: Path) -> None:
    with SqliteStore(tmp_path / "missing" / "x.db") as store, pytest.raises(StoreUnavailable), store.lead():
        pass


def test_a_database_in_memory_has_one_leader_in_its_process() -> None:
    engine = create_engine("sqlite://", poolclass=StaticPool)
    other = create_engine("sqlite://", poolclass=StaticPool)
    with SqlStore(engine) as store, SqlStore(engine) as second, SqlStore(other) as apart:
        with store.lead() as leading:
            assert leading
            assert not leads(second)
            assert leads(apart)
        assert leads(second)
    engine.dispose()
    other.dispose()


on_servers = pytest.mark.parametrize("url", ON_SERVERS, indirect=True)


@pytest.fixture
def small_engine(url: str) -> Generator[Engine, None, None]:
    """An engine of the host that has one connection and no more."""
    made = create_engine(url, pool_size=1, max_overflow=0, pool_timeout=1)
    yield made
    made.dispose()


@on_servers
def test_leading_takes_no_connection_from_the_pool_and_stands_in_no_transaction(
    small_engine: Engine, engine: Engine
) -> None:
    """Else a leader would keep the pool from who works, and old rows from being cleaned away."""
    with SqlStore(small_engine) as store:
        store.start_outbox()
        with store.lead() as leading:
            assert leading
            save(store, "a")
            assert occurrences(store) == [("a", 1)]
            asked = (
                "SELECT count(*) FROM pg_stat_activity a JOIN pg_locks l ON l.pid = a.pid "
                "WHERE l.locktype = 'advisory' AND a.xact_start IS NOT NULL"
                if engine.dialect.name == "postgresql"
                else "SELECT count(*) FROM information_schema.innodb_trx t WHERE t.trx_mysql_thread_id = "
                "IS_USED_LOCK(CONCAT('sd_relay ', MD5(DATABASE())))"
            )
            with engine.connect() as connection:
                assert connection.execute(text(asked)).scalar() == 0


@on_servers
def test_a_leader_whose_connection_is_lost_ends_without_an_error(
    small_engine: Engine, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    with SqlStore(small_engine) as store, caplog.at_level(logging.INFO, "servicedesk"):
        with store.lead() as leading, engine.connect() as connection:
            assert leading
            if engine.dialect.name == "postgresql":
                connection.execute(
                    text(
                        "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' "
                        "AND objid = (hashtext(current_schema())::bigint & 4294967295)::oid"
                    )
                )
            else:
                holder = text("SELECT IS_USED_LOCK(CONCAT('sd_relay ', MD5(DATABASE())))")
                connection.exec_driver_sql(f"KILL {connection.execute(holder).scalar():d}")
        assert [r.levelname for r in caplog.records if r.name == "servicedesk.stores"] == ["INFO"]
        assert becomes_free(store)
