"""What goes wrong at first says in one sentence what to do, in Chinese and English: a URL, a driver, a factory, tables.

Each row is what somebody writes who comes from another program, and the words that lead on.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.orm import sessionmaker

from servicedesk import Desk, ServicedeskError
from servicedesk.errors import LookupFailed, SchemaMismatch, StoreMisuse, StoreUnavailable
from servicedesk.stores import Store, open_store
from servicedesk.stores.sql import SqlStore
from servicedesk.testing.contract import run_contract

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def anything(*given: Any) -> Sequence[Any]:
    return given


def refused(call: Callable[[], object], kind: type[ServicedeskError], zh: str, en: str) -> None:
    with pytest.raises(kind) as told:
        call()
    assert zh in told.value.text("zh")
    assert en in told.value.text("en")
    assert told.value.remedy


@pytest.mark.parametrize(
    ("url", "zh", "en"),
    [
        ("postgres://desk@host/desk", "请写作postgresql+psycopg://", "write postgresql+psycopg://"),
        ("pg://host/desk", "请写作postgresql+psycopg://", "write postgresql+psycopg://"),
        ("psycopg://host/desk", "请写作postgresql+psycopg://", "write postgresql+psycopg://"),
        ("pymysql://host/desk", "请写作mysql+pymysql://", "write mysql+pymysql://"),
        ("sqlite3:///desk.db", "请写作sqlite:///", "write sqlite:///"),
        ("file:///desk.db", "请写作sqlite:///", "write sqlite:///"),
        ("PostgreSQL://host/desk", "请写作postgresql:", "write postgresql:"),
        ("oracle://host/desk", "或改用mariadb、memory、mysql、postgresql、sqlite", "or use one of: mariadb, memory"),
        ("mssql+pyodbc://host/desk", "没有安装“mssql”类库", "of the kind 'mssql' is installed"),
    ],
)
def test_the_url_of_another_program_is_told_how_it_is_written_here(url: str, zh: str, en: str) -> None:
    refused(lambda: open_store(url), LookupFailed, zh, en)


@pytest.mark.parametrize("url", ["oracle://host/desk", "mssql+pyodbc://host/desk", "postgres://host/desk"])
def test_a_database_of_another_kind_is_told_before_any_driver_is_looked_for(url: str) -> None:
    name = url.partition(":")[0].partition("+")[0]
    refused(lambda: SqlStore(url), StoreMisuse, f"不能用“{name}”类数据库", f"databases of the kind '{name}'")
    refused(lambda: SqlStore(url), StoreMisuse, "请写作postgresql+psycopg://", 'write "postgresql+psycopg://')


@pytest.mark.parametrize(
    "url", ["postgresql+psycopg2://host/desk", "postgresql+asyncpg://host/desk", "mysql://host/desk"]
)
def test_a_missing_driver_names_the_extra_that_brings_one(url: str) -> None:
    refused(lambda: open_store(url), StoreMisuse, "没有安装驱动程序", "is not installed")
    refused(
        lambda: open_store(url),
        StoreMisuse,
        "pip install 'servicedesk[postgres]'",
        "pip install 'servicedesk[postgres]'",
    )


def test_what_makes_a_store_is_no_store() -> None:
    """A factory, a class: said at the desk, and where a store is opened."""

    def factory() -> Store:
        return open_store("memory:")

    for given in anything(factory, SqlStore):
        refused(partial(Desk, "fuheng", store=given), LookupFailed, "先调用它", "call it, and give the store")


def test_what_a_store_is_made_of_is_no_store(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path}/desk.db")
    for given in anything(engine, sessionmaker(engine)):
        refused(
            partial(Desk, "fuheng", store=given),
            LookupFailed,
            "请用SqlStore(engine)生成库",
            "make a store of the engine: SqlStore(engine)",
        )


def test_what_is_no_engine_is_told_what_to_give_instead(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/desk.db"
    engine = create_engine(url)
    with engine.connect() as connection, sessionmaker(engine)() as session:
        for given in anything(connection, session):
            refused(partial(SqlStore, given), StoreMisuse, "再用on()接入", "join what is open with its on()")
    asynchronous = create_async_engine(url.replace("sqlite:", "sqlite+aiosqlite:"))
    refused(partial(SqlStore, *anything(asynchronous)), StoreMisuse, "请给出其sync_engine", "give its sync_engine")
    for given in anything(sessionmaker(engine), None, 5):
        refused(partial(SqlStore, given), StoreMisuse, "create_engine()生成的引擎", "an engine of create_engine()")


def test_what_has_no_transaction_cannot_be_joined(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path}/desk.db")
    store = SqlStore(engine)
    for given in anything(engine, sessionmaker(engine), None):
        refused(partial(store.on, given), StoreMisuse, "Connection或Session", "give a Connection or a Session")
    url = f"sqlite+aiosqlite:///{tmp_path}/desk.db"
    refused(
        partial(store.on, *anything(create_async_engine(url).connect())),
        StoreMisuse,
        "run_sync()",
        "inside its run_sync()",
    )


@pytest.mark.parametrize(
    ("factory", "zh", "en"),
    [
        (dict, "生成库的函数给出的是一张表", "the function that makes stores gave a dict"),
        (lambda: None, "给出的是None", "gave None"),
        (open_store, "不能这样调用", "cannot be called"),
    ],
)
def test_a_wrong_factory_is_told_once_and_not_with_each_clause(factory: Callable[..., Store], zh: str, en: str) -> None:
    refused(lambda: run_contract(factory), LookupFailed, zh, en)
    refused(
        lambda: run_contract(factory), LookupFailed, "每次返回一个空库", "returns an empty servicedesk.stores.Store"
    )


def test_tables_that_were_not_made_are_told_how_they_are(tmp_path: Path) -> None:
    store = SqlStore(f"sqlite:///{tmp_path}/desk.db", create=False)
    words = (
        "请先在迁移中运行SqlStore(engine).create_tables()",
        "run SqlStore(engine).create_tables() in the migration",
    )
    refused(lambda: Desk("fuheng", store=store).case("c1"), SchemaMismatch, *words)
    refused(store.check, SchemaMismatch, *words)


@pytest.mark.parametrize("by", [open_store, lambda path: SqlStore(f"sqlite:///{path}")], ids=["sqlite", "sqlalchemy"])
def test_tables_of_another_release_name_the_release_to_install(by: Callable[[Path], Store], tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    with open_store(path) as made:
        made.due(NOW)
    for version, zh, en in (
        (0, "请安装建立这些数据表的版本", "install the release that made these tables"),
        (2, "请安装新版程序", "install a newer release of the package"),
    ):
        with sqlite3.connect(path) as file:
            file.execute("UPDATE sd_schema SET version = ?", (version,))
        file.close()
        with by(path) as store:
            refused(partial(store.due, NOW), SchemaMismatch, zh, en)
            refused(partial(store.due, NOW), SchemaMismatch, f"第{version}版", f"of version {version}, not 1")


def test_a_folder_that_is_not_there_is_to_be_made(tmp_path: Path) -> None:
    with open_store(tmp_path / "data" / "desk.db") as store:
        refused(lambda: store.due(NOW), StoreUnavailable, "请先建立文件夹", f"make the folder {tmp_path}/data first")


def test_a_server_that_is_not_there_is_told_where_to_look() -> None:
    for url in ("postgresql+psycopg://desk@127.0.0.1:1/desk", "mysql+pymysql://desk@127.0.0.1:1/desk"):
        with SqlStore(url) as store:
            refused(partial(store.due, NOW), StoreUnavailable, "请检查服务器是否运行", "see that the server runs")


@pytest.mark.parametrize("by", [open_store, lambda path: SqlStore(f"sqlite:///{path}")], ids=["sqlite", "sqlalchemy"])
def test_a_unit_that_is_left_after_a_fork_is_told_to_begin_another(by: Callable[[Path], Store], tmp_path: Path) -> None:
    """The child says what it was told; a unit of its own is begun as anywhere."""
    said = tmp_path / "said.txt"
    with by(tmp_path / "desk.db") as store:
        store.due(NOW)
        child = -1
        try:
            with store.unit() as unit:
                list(unit.cases("3-2-501"))
                child = os.fork()
        except StoreMisuse as told:
            with store.reading() as own:
                said.write_text(
                    "\n".join([told.text("zh"), told.text("en"), *(row.id for row in own.cases("3-2-501"))]),
                    encoding="utf-8",
                )
            os._exit(0)
        if child == 0:
            os._exit(1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert said.read_text(encoding="utf-8").splitlines() == [
        "该项办理属于另一进程。请在分出进程后开始",
        "the unit is another process's; begin one after the fork",
    ]
