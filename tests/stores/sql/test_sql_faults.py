"""What goes wrong in a database reaches the caller as the error of the port, with what it says about the data.

Everything is provoked on real servers. The meaning of each error is that of ``servicedesk.stores``.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import uuid
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, exc, make_url, text

from servicedesk import Actor, Desk
from servicedesk.errors import (
    CaseBusy,
    CommitUnknown,
    ConcurrencyConflict,
    CorruptRecord,
    SchemaMismatch,
    StoreMisuse,
    StoreUnavailable,
    TransientStoreError,
)
from servicedesk.stores import Criteria, Store
from servicedesk.stores.sql import SqlStore
from servicedesk.testing._kit import entry, row
from stores.sql.proxy import CuttingProxy
from stores.sql.servers import ON_SERVERS, free_port, new_schema

CLERK = Actor("王小红", {"customer_receptionist", "recipient"})
CALL = {"complainant": "张先生", "contents": "噪声", "channel": "telephone"}


@pytest.fixture(params=ON_SERVERS)
def server_url(request: pytest.FixtureRequest) -> str:
    server = request.getfixturevalue("postgres_server" if request.param == "postgres" else "mysql_server")
    return new_schema(server, f"f{uuid.uuid4().hex}")


@pytest.fixture(params=["sqlite", *ON_SERVERS])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/faults.db"
    server = request.getfixturevalue("postgres_server" if request.param == "postgres" else "mysql_server")
    return new_schema(server, f"f{uuid.uuid4().hex}")


@pytest.fixture
def engine(server_url: str) -> Generator[Engine, None, None]:
    made = create_engine(server_url)
    yield made
    made.dispose()


def opened(store: Store, *idents: str) -> None:
    with store.unit() as unit:
        for ident in idents:
            unit.save(row(ident), 0, [entry(1)])


def versions(store: Store, *idents: str) -> list[int]:
    with store.unit() as unit:
        return [unit.load(ident).version for ident in idents]


def step(store: Store, ident: str, seq: int = 2) -> None:
    with store.unit() as unit:
        unit.save(row(ident, version=seq), seq - 1, [entry(seq)])


@contextmanager
def running(work: Callable[[], object]) -> Generator[list[BaseException], None, None]:
    """Work in another thread; what it raised is in the list after the block."""
    raised: list[BaseException] = []

    def guarded() -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - whatever it is, the test looks at it
            raised.append(error)

    thread = threading.Thread(target=guarded)
    thread.start()
    yield raised
    thread.join(30)
    assert not thread.is_alive()


@contextmanager
def held(store: Store, ident: str) -> Generator[None, None, None]:
    """Another thread has the case, in a unit that it does not leave."""
    has, leave = threading.Event(), threading.Event()

    def hold() -> None:
        with store.unit() as unit:
            unit.load(ident)
            has.set()
            leave.wait(30)

    with running(hold):
        assert has.wait(10)
        try:
            yield
        finally:
            leave.set()


# --- somebody else holds the case ------------------------------------------------------------------------


def test_a_case_that_somebody_holds_is_busy_for_who_does_not_wait(url: str) -> None:
    with SqlStore(url) as store:
        opened(store, "c1")
        with held(store, "c1"), store.unit() as unit, pytest.raises(CaseBusy) as busy:
            unit.load("c1", wait=False)
        assert busy.value.fields["id"] == "c1"
        assert versions(store, "c1") == [1]


def test_a_case_that_is_held_for_too_long_is_transient(url: str) -> None:
    with SqlStore(url, wait=1) as store:
        opened(store, "c1")
        with held(store, "c1"), pytest.raises(TransientStoreError) as waited:
            versions(store, "c1")
        assert waited.value.fields["number"] in {"55P03", 1205, sqlite3.SQLITE_BUSY}
        assert versions(store, "c1") == [1]


def test_units_that_lock_each_others_cases_lose_one_of_them_and_nothing_else(server_url: str) -> None:
    """PostgreSQL 40P01, MariaDB 1213."""
    with SqlStore(server_url) as store:
        opened(store, "a", "b")
        both = threading.Barrier(2)

        def crosswise(first: str, second: str) -> None:
            with store.unit() as unit:
                unit.save(row(first, version=2), 1, [entry(2)])
                both.wait(10)
                unit.load(second)

        with running(lambda: crosswise("b", "a")) as there:
            here: list[BaseException] = []
            try:
                crosswise("a", "b")
            except TransientStoreError as error:
                here.append(error)
        (loser,) = [*here, *there]
        assert isinstance(loser, TransientStoreError)
        assert loser.fields["number"] in {"40P01", 1213}
        assert versions(store, "a", "b") == ([1, 2] if here else [2, 1])


def test_a_deadlock_inside_the_transaction_of_a_host_is_transient(server_url: str) -> None:
    """MariaDB has rolled back the transaction with its savepoints by then."""
    with SqlStore(server_url) as store:
        opened(store, "a", "b")
        both = threading.Barrier(2)

        def crosswise(first: str, second: str) -> None:
            with store._engine.connect() as host:
                for ident in (first, second):
                    step(store.on(host), ident)
                    if ident == first:
                        both.wait(10)
                host.commit()

        with running(lambda: crosswise("b", "a")) as there:
            here: list[BaseException] = []
            try:
                crosswise("a", "b")
            except TransientStoreError as error:
                here.append(error)
        assert [type(error) for error in (*here, *there)] == [TransientStoreError]
        assert versions(store, "a", "b") == [2, 2]


def test_who_opens_the_same_case_second_is_told_of_the_first(url: str) -> None:
    """Also where the first was not to be seen yet when the second looked."""
    with SqlStore(url) as store:
        opened(store, "other")
        with store.unit() as unit:
            unit.save(row("c1"), 0, [entry(1)])
            with running(lambda: opened(store, "c1")) as raised:
                threading.Event().wait(0.3)
                unit.__exit__(None, None, None)
        (error,) = raised
        assert isinstance(error, ConcurrencyConflict)
        assert (error.fields["expected"], error.fields["found"]) == (0, 1)


def test_stores_that_make_the_tables_at_one_moment_all_find_them_made(url: str) -> None:
    together = threading.Barrier(4)

    def begin(number: int) -> None:
        with SqlStore(url) as store:
            together.wait(10)
            opened(store, f"c{number}")

    with running(lambda: begin(1)) as one, running(lambda: begin(2)) as two, running(lambda: begin(3)) as three:
        begin(4)
    assert [*one, *two, *three] == []
    with SqlStore(url, create=False) as store:
        assert versions(store, "c1", "c2", "c3", "c4") == [1, 1, 1, 1]


# --- the connection is lost --------------------------------------------------------------------------------


def kill_the_others(engine: Engine) -> int:
    """End every other session in this schema or database of the server, and wait until it has ended; how many."""
    if engine.dialect.name == "postgresql":
        with engine.connect() as admin:
            ask = "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE application_name = 'victim'"
            return len(admin.execute(text(ask)).all())
    with engine.connect() as admin:
        ask = "SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()"
        idents = list(admin.execute(text(ask)).scalars())
        for ident in idents:
            admin.execute(text(f"KILL {ident}"))
        return len(idents)


def named_victim(url: str) -> str:
    return f"{url}&application_name=victim" if url.startswith("postgresql") else url


def test_a_unit_whose_session_is_killed_wrote_nothing_and_the_next_one_works(server_url: str, engine: Engine) -> None:
    with SqlStore(named_victim(server_url)) as store:
        opened(store, "c1")
        with pytest.raises(TransientStoreError), store.unit() as unit:  # noqa: PT012 - the unit is the test
            unit.save(row("c1", version=2), 1, [entry(2)])
            assert kill_the_others(engine) == 1
            unit.load("c1")
        assert versions(store, "c1") == [1]


def test_an_error_of_the_caller_goes_on_although_its_session_was_killed(server_url: str, engine: Engine) -> None:
    """There is nothing left to undo, and the next unit works."""
    with SqlStore(named_victim(server_url)) as store:
        opened(store, "c1")
        with pytest.raises(ZeroDivisionError), store.unit() as unit:  # noqa: PT012 - the unit is the test
            unit.save(row("c1", version=2), 1, [entry(2)])
            assert kill_the_others(engine) == 1
            raise ZeroDivisionError
        assert versions(store, "c1") == [1]


def test_a_session_that_was_killed_while_nobody_used_it_is_not_noticed(server_url: str, engine: Engine) -> None:
    with SqlStore(named_victim(server_url)) as store:
        opened(store, "c1")
        assert kill_the_others(engine) == 1
        assert versions(store, "c1") == [1]


def test_a_session_that_is_killed_before_its_commit_leaves_the_outcome_open(server_url: str, engine: Engine) -> None:
    """The client cannot tell whether the COMMIT arrived."""
    with SqlStore(named_victim(server_url)) as store:
        opened(store, "c1")
        with pytest.raises(CommitUnknown), store.unit() as unit:  # noqa: PT012 - the unit is the test
            unit.save(row("c1", version=2), 1, [entry(2)])
            assert kill_the_others(engine) == 1
        assert versions(store, "c1") == [1]


def test_a_commit_whose_answer_is_lost_is_repeated_with_the_same_key_and_counts_once(server_url: str) -> None:
    with CuttingProxy(server_url) as proxy, SqlStore(proxy.url) as store:
        desk = Desk("fuheng", store=store)
        first = desk.open("complaint", CALL, subject="3-2-501", by=CLERK, key="call-1")
        proxy.started = True
        with pytest.raises(CommitUnknown):
            desk.open("complaint", CALL, subject="3-2-502", by=CLERK, key="call-2")
        assert proxy.entitlement_ends == 1
        second = desk.open("complaint", CALL, subject="3-2-502", by=CLERK, key="call-2")
        (found,) = store.find(Criteria(subject="3-2-502"))
        assert found.id == second.id
        assert len(desk.history(second.id)) == len(desk.history(first.id))


def test_a_forked_process_leaves_the_connections_to_its_parent(url: str) -> None:
    with SqlStore(url) as store:
        opened(store, "c1")
        child = os.fork()
        if child == 0:
            try:
                step(store, "c1")
            except BaseException:  # noqa: BLE001 - the parent reads the code
                os._exit(1)
            os._exit(0)
        _, code = os.waitpid(child, 0)
        assert code == 0
        assert versions(store, "c1") == [2]


# --- no connection, no room, no right ------------------------------------------------------------------------


def test_a_full_pool_is_transient(url: str) -> None:
    engine = create_engine(url, pool_size=1, max_overflow=0, pool_timeout=0.2)
    store = SqlStore(engine)
    store.create_tables()
    with engine.connect(), pytest.raises(TransientStoreError, match="no connection became free"):
        opened(store, "c1")
    opened(store, "c1")
    assert versions(store, "c1") == [1]
    engine.dispose()


@pytest.mark.parametrize("driver", ["postgresql+psycopg", "mysql+pymysql"])
def test_a_server_that_is_not_there_is_unavailable(driver: str) -> None:
    url = f"{driver}://desk@127.0.0.1:{free_port()}/desk"
    with SqlStore(url) as store, pytest.raises(StoreUnavailable), store.unit():
        pass


def test_a_database_that_is_not_there_is_unavailable(server_url: str) -> None:
    nowhere = make_url(server_url).set(database="nowhere")
    with SqlStore(nowhere) as store, pytest.raises(StoreUnavailable), store.unit():
        pass


def test_a_folder_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    with SqlStore(f"sqlite:///{tmp_path}/no/folder.db") as store, pytest.raises(StoreUnavailable), store.unit():
        pass


def test_a_transaction_that_may_not_write_is_unavailable(engine: Engine) -> None:
    """PostgreSQL 25006, MariaDB 1792."""
    store = SqlStore(engine)
    opened(store, "c1")
    with engine.connect() as host:
        if engine.dialect.name == "postgresql":
            host.execute(text("SET TRANSACTION READ ONLY"))
        else:
            host.exec_driver_sql("SET SESSION TRANSACTION READ ONLY")
            host.commit()
        joined = store.on(host)
        with pytest.raises(StoreUnavailable) as refused:
            opened(joined, "c2")
        assert refused.value.fields["number"] in {"25006", 1792}
        host.invalidate()
    assert versions(store, "c1") == [1]


def test_an_sqlite_file_that_may_not_be_written_is_unavailable(tmp_path: Path) -> None:
    with SqlStore(f"sqlite:///{tmp_path}/ro.db") as store:
        opened(store, "c1")
    with SqlStore(f"sqlite:///file:{tmp_path}/ro.db?mode=ro&uri=true") as store, pytest.raises(StoreUnavailable):
        opened(store, "c2")


# --- other tables, broken records -----------------------------------------------------------------------------


def execute(url: str, *statements: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


def test_tables_that_the_host_forgot_to_make_are_a_mismatch(url: str) -> None:
    with SqlStore(url, create=False) as store, pytest.raises(SchemaMismatch) as missing:
        opened(store, "c1")
    assert (missing.value.fields["found"], missing.value.fields["expected"]) == (None, 1)


@pytest.mark.parametrize(("version", "remedy"), [(0, "install the release that made"), (2, "install a newer release")])
def test_tables_of_another_version_are_a_mismatch(url: str, version: int, remedy: str) -> None:
    with SqlStore(url) as store:
        opened(store, "c1")
    execute(url, f"UPDATE sd_schema SET version = {version:d}")  # noqa: S608 - a number
    with SqlStore(url) as store:
        with pytest.raises(SchemaMismatch, match=remedy) as other:
            opened(store, "c2")
        assert other.value.fields["found"] == version
        with pytest.raises(SchemaMismatch):
            store.check()


@pytest.mark.parametrize(
    "change", ["ALTER TABLE sd_case DROP COLUMN manual", "DROP TABLE sd_entry"], ids=["column", "table"]
)
def test_a_table_or_column_that_went_away_is_a_mismatch(url: str, change: str) -> None:
    with SqlStore(url) as store:
        opened(store, "c1")
        execute(url, change)
        with pytest.raises(SchemaMismatch):
            opened(store, "c2")


def test_an_instant_that_no_clock_shows_is_a_corrupt_record(url: str) -> None:
    with SqlStore(url) as store:
        opened(store, "c1", "c2")
        execute(
            url,
            "UPDATE sd_case SET next_check_at = 9000000000000000000 WHERE id = 'c1'",
            "UPDATE sd_entry SET at = 9000000000000000000 WHERE case_id = 'c2'",
        )
        with pytest.raises(CorruptRecord) as row_broken:
            versions(store, "c1")
        with pytest.raises(CorruptRecord) as entry_broken, store.unit() as unit:
            unit.entries("c2")
        assert (row_broken.value.fields["id"], entry_broken.value.fields["id"]) == ("c1", "c2")


def test_an_sqlite_text_that_is_no_text_is_a_corrupt_record(tmp_path: Path) -> None:
    path = tmp_path / "broken.db"
    with SqlStore(f"sqlite:///{path}") as store:
        opened(store, "c1")
        with closing(sqlite3.connect(path)) as db, db:
            db.execute("UPDATE sd_case SET body = CAST(x'ff' AS TEXT)")
        with pytest.raises(CorruptRecord) as broken:
            versions(store, "c1")
        assert broken.value.fields["id"] == "c1"


def test_a_file_that_is_no_database_is_corrupt(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Call Mr Zhang about the noise.\n" * 100, encoding="utf-8")
    with SqlStore(f"sqlite:///{path}") as store, pytest.raises(CorruptRecord):
        opened(store, "c1")


@pytest.mark.slow
def test_a_name_too_long_for_an_index_is_misuse_and_the_unit_goes_on(mysql_server: str) -> None:
    """MariaDB and MySQL keep names of at most 255 characters."""
    with SqlStore(new_schema(mysql_server, f"f{uuid.uuid4().hex}")) as store:
        with store.unit() as unit:
            with pytest.raises(StoreMisuse):
                unit.save(row("c" * 256), 0, [entry(1)])
            unit.save(row("c" * 255), 0, [entry(1)])
        assert versions(store, "c" * 255) == [1]


# --- errors of the host ----------------------------------------------------------------------------------------


def test_an_error_of_the_hosts_own_statement_goes_on_as_it_is(url: str) -> None:
    """Only what the store itself did is translated."""
    with SqlStore(url) as store:
        opened(store, "c1")
        with store._engine.connect() as host, pytest.raises(exc.DBAPIError), store.on(host).unit():
            host.execute(text("SELECT nothing FROM nowhere"))
        with pytest.raises(exc.DBAPIError), store.unit(), store._engine.connect() as host:
            host.execute(text("SELECT nothing FROM nowhere"))
        assert versions(store, "c1") == [1]


def test_a_desk_inside_the_transaction_of_a_host_needs_no_second_connection(url: str) -> None:
    engine = create_engine(url, pool_size=1, max_overflow=0, pool_timeout=0.2)
    store = SqlStore(engine)
    store.create_tables()
    with engine.begin() as host:
        desk = Desk("fuheng", store=store.on(host))
        case = desk.open("complaint", CALL, subject="3-2-501", by=CLERK)
        desk.tick()
    assert Desk("fuheng", store=store).case(case.id).state == "received"
    engine.dispose()
