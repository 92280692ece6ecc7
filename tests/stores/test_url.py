"""A store is found by its URL, among the adapters that are installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from servicedesk.errors import LookupFailed, StoreMisuse
from servicedesk.stores import open_store, url
from servicedesk.stores.memory import MemoryStore
from servicedesk.stores.sqlite import SqliteStore
from servicedesk.testing._kit import open_case, row


def test_memory_gives_a_new_store_each_time() -> None:
    first, second = open_store("memory:"), open_store("memory:")
    assert type(first) is MemoryStore
    assert first is not second


@pytest.mark.parametrize(
    "name",
    ["sqlite:///desk.db", "desk.db", Path("desk.db"), "sqlite:///{here}/desk.db", Path("{here}") / "desk.db"],
    ids=str,
)
def test_these_names_mean_one_file(name: str | Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Relative to the folder of the moment in which the store is opened, or absolute."""
    monkeypatch.chdir(tmp_path)
    named = type(name)(str(name).replace("{here}", str(tmp_path)))
    with open_store(named) as store:
        assert type(store) is SqliteStore
        monkeypatch.chdir("/")
        open_case(store, row("c1"))
    assert (tmp_path / "desk.db").exists()


def test_no_file_is_made_before_the_store_is_used(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    with open_store(path) as store:
        assert list(tmp_path.iterdir()) == []
        open_case(store, row("c1"))
        assert path.exists()


@pytest.mark.parametrize("name", [":memory:", "sqlite://", "sqlite:", "sqlite:///", "sqlite:///:memory:"])
def test_what_looks_like_sqlite_in_memory_is_pointed_to_memory(name: str) -> None:
    with pytest.raises((StoreMisuse, LookupFailed), match='"memory:"'):
        open_store(name)


def test_a_store_in_memory_has_no_name() -> None:
    with pytest.raises(StoreMisuse, match='write "memory:"'):
        open_store("memory:desk")


def test_an_unknown_scheme_names_those_that_are_installed() -> None:
    installed = "mariadb, memory, mysql, postgresql, sqlite"
    with pytest.raises(LookupFailed, match=f"'oracle' is installed; install one, or use one of: {installed}"):
        open_store("oracle+driver://desk")


def test_a_text_that_names_no_store_is_refused() -> None:
    with pytest.raises(LookupFailed, match="'desk' names no store"):
        open_store("desk")


def test_a_hosts_adapter_is_found_by_what_stands_before_the_plus(monkeypatch: pytest.MonkeyPatch) -> None:
    """The adapter gets the whole URL."""
    asked: list[str] = []

    class Point:
        name = "ours"

        def load(self) -> object:
            def opened(url: str) -> MemoryStore:
                asked.append(url)
                return MemoryStore()

            return opened

    def points(*, group: str) -> list[Point]:
        assert group == "servicedesk.stores"
        return [Point()]

    monkeypatch.setattr(url, "entry_points", points)
    url._opener.cache_clear()
    try:
        assert type(open_store("ours+fast://host/desk")) is MemoryStore
    finally:
        url._opener.cache_clear()
    assert asked == ["ours+fast://host/desk"]
