"""Two relays over one database server: one leads, and the other takes over when it dies."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest

from relay.processes import assert_one_takes_over, ended, ids, relay, seed
from relay.scenes import assert_first_deliveries_in_order
from stores.sql.servers import new_schema

pytestmark = pytest.mark.slow


def test_one_leads_and_the_other_takes_over_on_postgresql(postgres_server: str, tmp_path: Path) -> None:
    assert_one_takes_over(new_schema(postgres_server, f"relays-{uuid4().hex[:8]}"), tmp_path / "told")


def test_one_leads_and_the_other_takes_over_on_mariadb(mysql_server: str, tmp_path: Path) -> None:
    assert_one_takes_over(new_schema(mysql_server, f"relays-{uuid4().hex[:8]}"), tmp_path / "told")


def test_three_relays_on_postgresql_tell_of_everything_once(postgres_server: str, tmp_path: Path) -> None:
    """Nobody dies, so nothing comes twice, whoever leads at which moment."""
    url, file = new_schema(postgres_server, f"relays-{uuid4().hex[:8]}"), tmp_path / "told"
    entries = seed(url, 40)
    running = [relay(url, file, name, "--once", "--batch", "5") for name in ("x", "y", "z")]
    assert [ended(process) for process in running] == [0, 0, 0]
    assert ended(relay(url, file, "last", "--once")) == 0
    assert len(ids(file)) == len(entries)
    assert_first_deliveries_in_order(ids(file), entries)
