"""A URL of which nothing can be made is told as such, whoever finds it out: SQLAlchemy, a driver, the interpreter."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from servicedesk.errors import LookupFailed, StoreMisuse
from servicedesk.stores import open_store, url
from servicedesk.stores.sql import SqlStore

SECRET = "hunter2"  # noqa: S105  a word that must not be shown
NOTHING = "nothing can be made of the URL of the store"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (f"postgresql://desk:{SECRET}", NOTHING),
        (f"mariadb://desk:{SECRET}@host:port/desk", NOTHING),
        ("postgresql://[::1", NOTHING),
        ("postgresql:", NOTHING),
        ("postgresql+nope://host/desk", NOTHING),
        ("postgresql+psycopg:///desk?host=a,b&port=1,x", NOTHING),
        ("mysql+pymysql://host/desk?plugin=nope", NOTHING),
        (f"mysql+pymysql://desk:{SECRET}@host/desk?connect_timeout=soon", NOTHING),
        ("mysql+pymysql://host/desk?client_flag=x", NOTHING),
        ("postgresql+pg8000://host/desk", "the driver pg8000 is not installed; install the extra"),
        ("mysql://host/desk", "the driver MySQLdb is not installed; install the extra"),
        ("postgresql+psycopg_async://host/desk", "the driver psycopg is asynchronous, and the store is not"),
    ],
)
def test_a_url_of_which_nothing_can_be_made_is_refused_when_it_is_opened(given: str, words: str) -> None:
    with pytest.raises(StoreMisuse, match=words) as refused:
        open_store(given)
    assert SECRET not in str(refused.value)
    assert refused.value.__cause__ is None  # which would say parts of the URL


@pytest.mark.parametrize(
    "given",
    [
        f"mysql+pymysql://desk:{SECRET}@127.0.0.1:1/desk?charset=nix",
        f"mysql+pymysql://desk:{SECRET}@127.0.0.1:1/desk?ssl_ca=/nowhere/at.all",
        f"mysql+pymysql://desk:{SECRET}@127.0.0.1:1/desk?port=first",
        f"postgresql+psycopg://desk:{SECRET}@\ud800:1/desk",
    ],
)
def test_an_option_that_no_driver_takes_is_refused_when_it_is_first_used(given: str) -> None:
    store = SqlStore(given)
    with pytest.raises(StoreMisuse, match=NOTHING) as refused:
        store.now()
    assert SECRET not in str(refused.value)


def test_a_file_whose_name_no_system_takes_is_no_file() -> None:
    with pytest.raises(StoreMisuse, match="is no file"):
        open_store("sqlite:///desk\0.db")
    with pytest.raises(StoreMisuse, match=NOTHING):
        SqlStore("sqlite:///desk\0.db").create_tables()


def test_a_password_is_not_repeated() -> None:
    with pytest.raises(LookupFailed, match="names no store") as refused:
        open_store(f" postgresql://desk:{SECRET}@host/desk")
    assert SECRET not in repr(refused.value) + str(refused.value)


def test_an_adapter_that_lacks_what_it_needs_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in [name for name in sys.modules if name.startswith("servicedesk.stores.sql.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delitem(sys.modules, "servicedesk.stores.sql")
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    url._opener.cache_clear()
    with pytest.raises(LookupFailed, match="the driver sqlalchemy is not installed; install the extra"):
        open_store(f"postgresql+psycopg://host/{tmp_path.name}")
