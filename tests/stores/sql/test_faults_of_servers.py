"""Servers that crash, fill up, turn read-only or lose a page, and processes that die: what becomes of the cases.

A test that harms its server has one of its own. ``tests/soak/faults.py`` does the same for longer.
"""

from __future__ import annotations

import os
import signal
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text

from servicedesk import Actor, Desk
from servicedesk.errors import AlreadyOpen, CommitUnknown, CorruptRecord, StoreUnavailable, TransientStoreError
from servicedesk.program.registry import installed
from servicedesk.stores import Criteria
from servicedesk.stores.sql import METADATA, SqlStore
from servicedesk.testing._kit import T0, move, open_case, row, stored
from stores.damaging import ASKED
from stores.sql.overdue import (
    CALLED,
    MISS,
    TAKER,
    at_work,
    code_of_child,
    complain,
    found,
    look_until_nothing_is_due,
    wrong_after_all,
)
from stores.sql.proxy import CuttingProxy
from stores.sql.servers import MariaServer, NoServer, PostgresServer, Server, new_schema
from stores.sql.small_disk import enlarge, small_disk

pytestmark = pytest.mark.slow

CLERK = Actor("王小红", {"customer_receptionist", "recipient"})
SERVERS = ["postgres", "mariadb"]


@pytest.fixture(params=SERVERS)
def url(request: pytest.FixtureRequest) -> str:
    """An empty schema on the server of the run."""
    server = request.getfixturevalue("postgres_server" if request.param == "postgres" else "mysql_server")
    return new_schema(server, f"f{uuid.uuid4().hex}")


@pytest.fixture(scope="module", params=SERVERS)
def server(request: pytest.FixtureRequest) -> Generator[Server, None, None]:
    """A server that these tests may harm."""
    try:
        own: Server = PostgresServer() if request.param == "postgres" else MariaServer()
    except NoServer as reason:
        if request.param == "postgres" or os.environ.get("SERVICEDESK_REQUIRE_MYSQL"):
            raise
        pytest.skip(f"NO MARIADB, SO THE STORE IS NOT TESTED ON IT: {reason}")
    try:
        own.start()
        yield own
    finally:
        own.remove()


@contextmanager
def aside(work: Callable[[], object]) -> Generator[list[BaseException], None, None]:
    """Work in another thread beside the block; what it raised is in the list afterwards."""
    raised: list[BaseException] = []

    def guarded() -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - the test reads it
            raised.append(error)

    thread = threading.Thread(target=guarded)
    thread.start()
    try:
        yield raised
    finally:
        thread.join(30)
    assert not thread.is_alive()


def numbers_met(engine: Engine) -> list[object]:
    """The numbers of the errors that the database has answered, as they come."""
    met: list[object] = []

    @event.listens_for(engine, "handle_error")
    def note(context: object) -> None:
        error = context.original_exception  # type: ignore[attr-defined]
        first = error.args[0] if error.args else None
        met.append(first if isinstance(first, int) else getattr(error, "sqlstate", None))

    return met


# --- a process dies -----------------------------------------------------------------------------------------


def die_at(engine: Engine, point: int) -> None:
    """Kill this process at its so-manieth step: before or after a statement, before a commit, after the unit."""
    left = [point]

    def step(*_: object) -> None:
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)

    for name in ("before_cursor_execute", "after_cursor_execute", "commit", "checkin"):
        event.listen(engine, name, step)


def test_killed_at_any_step_of_a_look_the_case_is_as_before_or_as_after(url: str) -> None:
    """A child kills itself at its 1st, 2nd, ... step, until one lives long enough to end; others finish the rest."""
    died: Counter[int] = Counter()
    registry = installed()

    def view(point: int) -> None:
        own = SqlStore(url)
        die_at(own._engine, point)
        Desk("fuheng", store=own, registry=registry).tick()

    with SqlStore(url) as store:
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
            look_until_nothing_is_due(desk)
            assert found(desk, case) == [MISS]
    assert died[0] > 10
    assert died[1] > 1  # whoever lived, and whoever died after the commit


# --- the connection is lost in a commit ---------------------------------------------------------------------------


@pytest.mark.parametrize("arrives", [False, True], ids=["before it arrives", "before its answer"])
def test_a_step_whose_commit_is_lost_is_done_once_when_repeated_with_its_key(url: str, arrives: bool) -> None:
    with CuttingProxy(url, arrives=arrives) as proxy, SqlStore(proxy.url) as store:
        desk = Desk("fuheng", store=store)
        case = complain(desk)
        known = desk.case(case).version

        def tell() -> int:
            return desk.act(case, "tell_desk", by=TAKER, at=CALLED, recorded_at=CALLED, key="k").version

        proxy.started = True
        with pytest.raises(CommitUnknown, match="repeat with the same idempotency key"):
            tell()
        assert proxy.entitlement_ends == 1
        assert (desk.case(case).version > known) == arrives
        done = tell()
        assert tell() == done
        with store.unit() as unit:
            assert len(list(unit.entries(case, key="k"))) == 1
        assert [line.seq for line in desk.history(case)] == [*range(1, done + 1)]


# --- two at a time --------------------------------------------------------------------------------------------


def test_four_threads_that_open_with_one_key_open_one_case(url: str) -> None:
    together, opened = threading.Barrier(4), set[str]()
    with SqlStore(url) as store:
        desk = Desk("fuheng", store=store)
        store.create_tables()

        def open_one() -> None:
            together.wait(10)
            opened.add(complain(desk, key="form-77"))

        with aside(open_one) as one, aside(open_one) as two, aside(open_one) as three:
            open_one()
        assert [*one, *two, *three] == []
        (found_,) = store.find(Criteria(procedure="complaint"))
        assert opened == {found_.id}


def test_a_deadlock_with_the_host_is_repeated_by_the_desk(url: str) -> None:
    """The host has b and wants a, the merging desk has a and wants b: PostgreSQL 40P01, MariaDB 1213."""
    with SqlStore(url) as store:
        desk = Desk("fuheng", store=store)
        for ident in ("a", "b"):
            complain(desk, ident)
        met = numbers_met(store._engine)
        host_engine = create_engine(url)
        with host_engine.connect() as host:
            # Who has written more is not the one that MariaDB undoes.
            host.execute(
                text("INSERT INTO sd_entry SELECT 'b', seq + 100, at, NULL, body FROM sd_entry WHERE case_id = 'b'")
            )
            host.execute(text("UPDATE sd_case SET body = body, manual = 'x' WHERE id = 'b'"))
            merge = {"into": "b", "reason": "同一件事"}
            with aside(lambda: desk.act("a", "merge", merge, by=CLERK)) as raised:
                time.sleep(0.3)
                host.execute(text("SELECT id FROM sd_case WHERE id = 'a' FOR UPDATE"))
                host.rollback()
        host_engine.dispose()
        assert raised == []
        assert met in (["40P01"], [1213])
        assert desk.case("a").state == "merged"
        assert [line.name for line in desk.history("b")].count("merge") == 1


@pytest.mark.parametrize("level", ["REPEATABLE READ", "SERIALIZABLE"])
def test_a_desk_on_an_engine_with_snapshots_repeats_what_the_server_cannot_serialize(url: str, level: str) -> None:
    """PostgreSQL answers 40001; on MariaDB a unit reads committed whatever the engine says."""
    engine = create_engine(url, isolation_level=level)
    store = SqlStore(engine)
    desk = Desk("fuheng", store=store)
    complain(desk, "a")
    met = numbers_met(engine)
    other = create_engine(url)
    with other.connect() as host:
        host.execute(text("UPDATE sd_case SET last_due = last_due WHERE id = 'a'"))
        told = {"by": TAKER, "at": CALLED, "recorded_at": CALLED, "key": "k"}
        with aside(lambda: desk.act("a", "tell_desk", **told)) as raised:  # type: ignore[arg-type]
            time.sleep(0.3)
            host.commit()
    other.dispose()
    assert raised == []
    assert set(met) == ({"40001"} if engine.dialect.name == "postgresql" else set())
    with store.unit() as unit:
        assert len(list(unit.entries("a", key="k"))) == 1
    engine.dispose()


@contextmanager
def with_an_old_snapshot(url: str, *settings: str) -> Generator[tuple[SqlStore, Connection], None, None]:
    """A host that has read while case c1 was at version 1; it is at version 2 by now."""
    engine = create_engine(url, isolation_level="REPEATABLE READ")
    store = SqlStore(engine)
    open_case(store, row("c1"))
    with engine.connect() as host:
        for setting in settings:
            host.exec_driver_sql(setting)
        assert host.execute(text("SELECT version FROM sd_case")).scalars().all() == [1]
        move(store, "c1")
        yield store, host
        host.rollback()
    engine.dispose()


def test_a_host_with_an_old_snapshot_reads_a_case_and_its_history_of_one_version(mysql_server: str) -> None:
    """MariaDB locks the newest row and shows the oldest beside it: neither is mixed with the other."""
    url = new_schema(mysql_server, f"f{uuid.uuid4().hex}")
    with with_an_old_snapshot(url) as (store, host), store.on(host).unit() as unit:
        assert unit.load("c1").version == 2
        assert [each.seq for each in unit.entries("c1")] == [1, 2]


def test_a_host_whose_snapshot_is_isolated_has_to_begin_again(mysql_server: str) -> None:
    """MariaDB 1020, the default of its later versions."""
    url = new_schema(mysql_server, f"f{uuid.uuid4().hex}")
    setting = "SET SESSION innodb_snapshot_isolation = ON"
    with with_an_old_snapshot(url, setting) as (store, host):
        met = numbers_met(store._engine)
        with pytest.raises(TransientStoreError):
            stored(store.on(host), "c1")
        assert met[0] == 1020


def test_a_desk_waits_for_a_connection_of_a_full_pool(url: str) -> None:
    """Longer than the pool does, which gives up after a fifth of a second."""
    engine = create_engine(url, pool_size=1, max_overflow=0, pool_timeout=0.2)
    store = SqlStore(engine)
    desk = Desk("fuheng", store=store)
    store.create_tables()
    holder = engine.connect()
    with aside(lambda: complain(desk, "a")) as raised:
        time.sleep(0.5)
        holder.close()
    assert raised == []
    assert desk.case("a").open
    engine.dispose()


# --- tables half made -------------------------------------------------------------------------------------------


def shape(engine: Engine) -> dict[str, tuple[set[object], set[object]]]:
    seen = inspect(engine)
    return {
        table: ({c["name"] for c in seen.get_columns(table)}, {i["name"] for i in seen.get_indexes(table)})
        for table in seen.get_table_names()
    }


@pytest.mark.parametrize("kind", ["sqlite", *SERVERS])
def test_who_dies_while_it_makes_the_tables_leaves_the_rest_to_the_next(
    request: pytest.FixtureRequest, kind: str, tmp_path: Path
) -> None:
    """PostgreSQL and SQLite go back to nothing; MariaDB keeps what was made, and the next start makes the rest."""

    def new_url(name: str) -> str:
        if kind == "sqlite":
            return f"sqlite:///{tmp_path}/{name}.db"
        return new_schema(
            request.getfixturevalue("postgres_server" if kind == "postgres" else "mysql_server"), f"f{uuid.uuid4().hex}"
        )

    with SqlStore(new_url("whole")) as store:
        store.create_tables()
        whole = shape(store._engine)
    broken_off = 0
    while True:
        url = new_url(f"half-{broken_off}")
        left = [broken_off + 1]

        def die(*asked: object, left: list[int] = left) -> None:
            if str(asked[2]).lstrip().startswith(("CREATE", "ALTER", "INSERT")):
                left[0] -= 1
                if not left[0]:
                    raise RuntimeError("the end")

        with SqlStore(url) as store:
            event.listen(store._engine, "before_cursor_execute", die)
            try:
                store.create_tables()
            except RuntimeError:
                broken_off += 1
            else:
                break
            event.remove(store._engine, "before_cursor_execute", die)
            if kind != "mariadb":
                assert shape(store._engine) == {}
        with SqlStore(url) as store:
            open_case(store, row("c1", exclusive_key="s"))
            with pytest.raises(AlreadyOpen):
                open_case(store, row("c2", exclusive_key="s"))
            assert shape(store._engine) == whole
    assert broken_off > 8


# --- the server crashes, fills up, may not be written -----------------------------------------------------------------


def test_a_server_that_crashes_under_work_loses_nothing_that_was_answered(server: Server) -> None:
    """PostgreSQL stopped at once, MariaDB killed, twice each; clerks and workers go on when it is back."""
    url = new_schema(server.url, "crash")
    with SqlStore(url) as store:
        store.create_tables()
    with at_work(url) as told:
        for _ in range(2):
            told.wait_for(5)
            server.crash()
            time.sleep(0.1)
            server.start()
        told.wait_for(5)
    assert told.errors
    with SqlStore(url) as store:
        assert wrong_after_all(Desk("fuheng", store=store), told.opened) == []


def test_a_full_disk_is_unavailable_and_with_room_everything_goes_on(server: Server) -> None:
    """PostgreSQL 53100, MariaDB 1114; what was answered before is there."""
    if isinstance(server, PostgresServer):
        folder = server.data.parent / "small"
        folder.mkdir()
        url = f"{new_schema(server.url, 'full')}%20-cdefault_tablespace%3Dsmall"
    else:
        url = new_schema(server.url, "full")
        folder = server.data / "full"
    with small_disk(folder):
        if isinstance(server, PostgresServer):
            admin = create_engine(server.url, isolation_level="AUTOCOMMIT")
            with admin.connect() as connection:
                connection.exec_driver_sql(f"CREATE TABLESPACE small LOCATION '{folder}'")
            admin.dispose()
        with SqlStore(url) as store:
            acknowledged = 0
            with pytest.raises(StoreUnavailable) as full:  # noqa: PT012 - until it is full
                while acknowledged < 2000:
                    open_case(store, row(f"c{acknowledged}", body=os.urandom(2000).hex(), next_check_at=T0))
                    acknowledged += 1
            assert full.value.fields["number"] in {"53100", 1114}
            assert acknowledged > 20
            assert len(store.due(T0, limit=5000)) == acknowledged
            enlarge(folder)
            open_case(store, row("after"))
            names = {case.id for case in store.find(Criteria(), limit=5000)}
            assert names == {"after", *(f"c{number}" for number in range(acknowledged))}
        drop_everything(server, url)


def drop_everything(server: Server, url: str) -> None:
    """So that the disk can be taken away."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    METADATA.drop_all(engine)
    if isinstance(server, PostgresServer):
        with engine.connect() as connection:
            connection.exec_driver_sql("DROP TABLESPACE small")
    engine.dispose()


def assert_shown(desk: Desk, case: str) -> None:
    """Whatever is asked of a case is answered, and nothing is written."""
    for name, ask in ASKED.items():
        if name not in ("act", "open again"):
            ask(desk, case)
    assert [found.id for found in desk.cases(case)] == [case]
    assert {limit.case_id for limit in desk.due()} == {case}


def test_a_standby_is_unavailable_for_writing_until_it_is_promoted() -> None:
    """PostgreSQL 25006. What is due can be listed there, and every case shown; a tick would write."""
    primary = PostgresServer()
    try:
        primary.start()
        url = new_schema(primary.url, "desk")
        with SqlStore(url) as store:
            complain(Desk("fuheng", store=store), "a")
        standby = PostgresServer(primary)
        try:
            standby.start()
            with SqlStore(make_url(url).set(port=make_url(standby.url).port)) as store:
                desk = Desk("fuheng", store=store)
                assert [ident for _, ident in store.due(desk.now())] == ["a"]
                assert [case.id for case in store.find(Criteria(procedure="complaint"))] == ["a"]
                assert_shown(desk, "a")
                with pytest.raises(StoreUnavailable) as refused:
                    complain(desk, "b")
                assert refused.value.fields["number"] == "25006"
                assert desk.tick().failed == (("a", "store.unavailable"),)
                primary.crash()
                standby.promote()
                look_until_nothing_is_due(desk)
                assert found(desk, "a") == [MISS]
        finally:
            standby.remove()
    finally:
        primary.remove()


def test_a_mariadb_that_may_only_be_read_is_unavailable_for_writing(mysql_server: str) -> None:
    """1290, for whoever is no administrator; it goes on when it is over."""
    name = f"f{uuid.uuid4().hex}"
    url = new_schema(mysql_server, name)
    clerk = name[:20]
    admin = create_engine(mysql_server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection, SqlStore(make_url(url).set(username=clerk, password=None)) as store:
        for place in ("localhost", "'%%'"):  # somebody without a name is at localhost too
            connection.exec_driver_sql(f"CREATE USER {clerk}@{place}")
            connection.exec_driver_sql(f"GRANT ALL ON {name}.* TO {clerk}@{place}")
        complain(Desk("fuheng", store=store), "a")
        connection.exec_driver_sql("SET GLOBAL read_only = ON")
        try:
            desk = Desk("fuheng", store=store)
            assert_shown(desk, "a")
            with pytest.raises(StoreUnavailable) as refused:
                complain(desk, "b")
            assert refused.value.fields["number"] == 1290
            assert desk.tick().failed == (("a", "store.unavailable"),)
        finally:
            connection.exec_driver_sql("SET GLOBAL read_only = OFF")
        desk.tick()
        assert found(desk, "a") == [MISS]
    admin.dispose()


# --- a damaged page ----------------------------------------------------------------------------------------------


def test_a_damaged_page_is_corrupt_and_the_cases_of_other_pages_go_on(server: Server) -> None:
    """PostgreSQL XX001 with checksums on, MariaDB 1034; the error names the case.

    MariaDB is only read here: a write that has to change the page, or one beside it, ends the server.
    """
    url = new_schema(server.url, "damage")
    names = [f"c{number:02}" for number in range(60)]
    with SqlStore(url) as store:
        desk = Desk("fuheng", store=store)
        for name in names:
            complain(desk, name, contents=f"voice of {name} {os.urandom(300).hex()}")
    engine = create_engine(url)
    place, page = "damage/sd_case.ibd", -1
    if isinstance(server, PostgresServer):
        where = "SELECT pg_relation_filepath('sd_case'), (ctid::text::point)[0] FROM sd_case WHERE id = 'c30'"
        with engine.connect() as connection:
            place, page = connection.execute(text(where)).one()
    engine.dispose()
    server.stop()
    file, size = server.data / place, 8192 if page >= 0 else 16384
    if page < 0:
        page = file.read_bytes().index(b"voice of c30 ") // size
    with file.open("r+b") as out:
        out.seek(int(page) * size + 200)
        out.write(b"\xa5" * 4000)
    server.start()
    corrupt, said = list[str](), list[str]()
    with SqlStore(url) as store:
        desk = Desk("fuheng", store=store)
        for name in names:
            try:
                if isinstance(server, PostgresServer):
                    desk.act(name, "tell_desk", by=TAKER, at=CALLED, recorded_at=CALLED)
                assert desk.case(name).open
            except CorruptRecord as error:
                corrupt.append(name)
                said.append(str(error))
        assert "c30" in corrupt
        number = "XX001" if isinstance(server, PostgresServer) else "1034"
        assert said == [
            f"the database answers {number}: what is stored of case {name!r} is damaged; restore it from a backup"
            for name in corrupt
        ]
        assert len(corrupt) < len(names) / 2
