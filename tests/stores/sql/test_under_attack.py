"""On real servers: a relay fed damaged rows while a receiver is down, and one level a miss under kills and threads."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
import uuid
from collections.abc import Generator, Sequence

import pytest
from sqlalchemy import create_engine, insert

from servicedesk import Desk
from servicedesk.relay import Event, Relay
from servicedesk.stores.sql import METADATA, SqlStore
from stores.sql.overdue import MISS, complain, found, look_until_nothing_is_due
from stores.sql.servers import ON_SERVERS, new_schema


@pytest.fixture(params=[*ON_SERVERS])
def url(request: pytest.FixtureRequest) -> str:
    server = request.getfixturevalue("postgres_server" if request.param == "postgres" else "mysql_server")
    return new_schema(server, f"a{uuid.uuid4().hex}")


@pytest.fixture
def store(url: str) -> Generator[SqlStore, None, None]:
    with SqlStore(url) as made:
        made.create_tables()
        yield made


class East:
    """Two receivers behind one publisher; that of the tenant east is down, after a while."""

    def __init__(self) -> None:
        self.down = True
        self.calls = 0
        self.got: list[str] = []

    def publish(self, events: Sequence[Event]) -> None:
        self.calls += 1
        if self.down and any(event.data["tenant"] == "east" for event in events):
            time.sleep(0.02)
            raise ConnectionError("east is not there")
        self.got += [event.id for event in events]


def test_damaged_rows_and_a_receiver_that_is_down_delay_nobody_else(url: str, store: SqlStore) -> None:
    """Two thousand rows of the outbox that nobody can read, at both ends, and 150 events of the tenant in front."""
    store.start_outbox()
    east, west = (Desk("fuheng", store=store, tenant=name) for name in ("east", "west"))
    for number in range(75):
        complain(east, f"e{number:03}")
    for number in range(3):
        complain(west, f"w{number}")
    engine = create_engine(url)
    with engine.begin() as db:
        moments = (-9_000_000_000_000_000_000, 9_000_000_000_000_000_000)
        rows = [{"case_id": f"d{number:04}", "seq": 1, "deliver_at": moments[number % 2]} for number in range(2000)]
        db.execute(insert(METADATA.tables["sd_outbox"]), [*rows, {"case_id": "", "seq": 1, "deliver_at": 0}])
    engine.dispose()
    receivers = East()
    relay = Relay(east, receivers, patience=0.1)
    relayed = relay.run_once()
    assert set(receivers.got) == {f"w{number}/{seq}" for number in range(3) for seq in (1, 2)}
    assert relayed.down == ("east",)
    assert {case for case, why in relayed.failed if why == "store.corrupt"} == {"", *(f"d{n:04}" for n in range(2000))}
    assert receivers.calls < 12
    complain(west, "w9")
    assert relay.run_once().published == 2
    receivers.down = False
    assert relay.run_once().published == 150


def tick_in_threads(url: str) -> None:
    """Three threads that share a desk, three ticks each."""
    with SqlStore(url) as own:
        shared = Desk("fuheng", store=own)
        threads = [threading.Thread(target=lambda: [shared.tick(page=7) for _ in range(3)]) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


def test_each_level_is_there_once_under_kills_and_threads(url: str, store: SqlStore) -> None:
    """Three processes of three threads each tick at one time; two of them are killed at some moment."""
    desk = Desk("fuheng", store=store)
    cases = [complain(desk) for _ in range(40)]
    children: list[int] = []
    for _ in range(3):
        child = os.fork()
        if not child:
            tick_in_threads(url)
            os._exit(0)
        children.append(child)
    for child in children[:2]:
        time.sleep(random.uniform(0.05, 0.6))  # noqa: S311  no secret
        os.kill(child, signal.SIGKILL)
    for child in children:
        os.waitpid(child, 0)
    look_until_nothing_is_due(desk)
    assert [found(desk, case) for case in cases] == [[MISS]] * 40
