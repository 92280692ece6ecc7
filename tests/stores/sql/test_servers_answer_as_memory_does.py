"""The state machine for stores on real servers: few examples, for each step is several round trips."""

from __future__ import annotations

import uuid

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import create_engine, text

from servicedesk.stores import Store
from servicedesk.stores.sql import SqlStore
from servicedesk.testing.stateful import store_machine
from stores.sql.servers import new_schema

pytestmark = pytest.mark.slow

FEW = settings(max_examples=15, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("server", ["postgres_server", "mysql_server"])
def test_a_server_answers_as_memory_does(request: pytest.FixtureRequest, server: str) -> None:
    """Under any sequence of units, pages, reopenings and outboxes; the tables are emptied, not made anew."""
    url = new_schema(request.getfixturevalue(server), f"m{uuid.uuid4().hex}")
    engine = create_engine(url)
    SqlStore(engine).create_tables()

    def emptied() -> Store:
        with engine.begin() as connection:
            for table in ("sd_outbox", "sd_outstanding", "sd_entry", "sd_case"):
                connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608  our own names
            connection.execute(text("UPDATE sd_schema SET outbox = false"))
        return SqlStore(engine)

    run_state_machine_as_test(store_machine(emptied, reopen=lambda _: SqlStore(engine)), settings=FEW)
    engine.dispose()
