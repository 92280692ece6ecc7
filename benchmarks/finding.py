"""What a page of a list of cases, or of a worklist, costs beside their number: ``python -m benchmarks.finding``.

Cases are written past the desk, as a desk would have written them; the pages are asked of a desk, which reads each case
on them. A tenth as many cases are the other point of the curve: what costs what is on the page costs the same there.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import create_engine, insert, text

from benchmarks.postgres import postgres
from servicedesk import Actor, Desk
from servicedesk.desk.deciding import Input
from servicedesk.desk.writing import lists_of
from servicedesk.engine.parts import CaseHolder
from servicedesk.engine.payload import Payload
from servicedesk.engine.record import changed
from servicedesk.manuals.fuheng import MANUAL
from servicedesk.stores import Store
from servicedesk.stores.instants import micros
from servicedesk.stores.rows import row_of
from servicedesk.stores.sql import SqlStore
from servicedesk.stores.sql.rows import values_of
from servicedesk.stores.sql.tables import CASE, OUTSTANDING
from servicedesk.stores.sql.worklist import values_of as columns_of
from servicedesk.stores.sqlite import SqliteStore

NOW: Final = datetime(2026, 9, 30, 1, tzinfo=UTC)
EVERY_ROLE: Final = frozenset(role.name for role in MANUAL.roles)
CLERK: Final = Actor("王小红", {"customer_receptionist", "recipient"})
CALL: Final = {"complainant": "张先生", "contents": "电梯异响", "channel": "telephone"}
PAGES: Final[dict[str, Callable[[Desk, int], Any]]] = {
    "by id": lambda desk, size: desk.find(limit=size),
    "the latest opened": lambda desk, size: desk.find(order="opened", descending=True, limit=size),
    "the soonest due": lambda desk, size: desk.find(open=True, order="due", limit=size),
    "of one holder": lambda desk, size: desk.find(holder="h7", limit=size),
    "of one subject": lambda desk, size: desk.find(subject="u7", limit=size),
    "begins with": lambda desk, size: desk.find(id_begins="c0000", limit=size),
    "due, by limit": lambda desk, size: desk.due(limit=size),
    "worklist of a role": lambda desk, size: desk.worklist(by=CLERK, limit=size),
    "its tenth page": lambda desk, size: desk.worklist(by=CLERK, limit=size, after=_far(desk, size)),
    "worklist of a holder": lambda desk, size: desk.worklist(by=Actor("h7", {"recipient"}), limit=size),
    "of every role": lambda desk, size: desk.worklist(by=Actor("h7", EVERY_ROLE), limit=size),
}


def fill(url: str, cases: int) -> None:
    """So many open complaints, a second apart, with what is outstanding in each."""
    with Desk("fuheng", clock=lambda: NOW) as desk:
        one = desk.case(desk.open("complaint", CALL, subject="u", by=CLERK).id)
        row = row_of(one, None)
        program = desk.rules_of(one)
        context = desk._work.context(Input("", Payload(), CLERK))
    engine = create_engine(url)
    with SqlStore(engine) as store:
        store.create_tables()
    for begin in range(0, cases, 5000):
        rows: list[dict[str, Any]] = []
        listed: list[dict[str, Any]] = []
        for n in range(begin, min(begin + 5000, cases)):
            later = n * 1_000_000
            limits = {
                key: changed(limit, due=None if limit.due is None else limit.due + later)
                for key, limit in one.limits.items()
            }
            case = changed(
                one,
                id=f"c{n:07}",
                subject=f"u{n % 1000}",
                opened_at=one.opened_at + later,
                limits=limits,
                # Every tenth case is held by one of a thousand; the others are in the list of the role.
                holders={} if n % 10 else {"": CaseHolder(name=f"h{n // 10 % 1000}", role="recipient")},
            )
            made = row_of(case, None if row.next_check_at is None else micros(row.next_check_at, "") + later)
            rows.append(values_of(made))
            listed += [
                {"case_id": case.id, "tenant": "", **columns_of(each)} for each in lists_of(program, case, context)
            ]
        with engine.begin() as db:
            db.execute(insert(CASE), rows)
            db.execute(insert(OUTSTANDING), listed)
    with engine.begin() as db:
        db.execute(text("ANALYZE"))
    engine.dispose()


def _far(desk: Desk, size: int) -> str:
    """Where the ninth page of the role ended; remembered, for it is not what is measured."""
    known = _FAR.get((desk.store, size))
    if known is None:
        known = ""
        for _ in range(9):
            known = desk.worklist(by=CLERK, limit=size, after=known).following
        _FAR[desk.store, size] = known
    return known


_FAR: Final = dict[tuple[Store, int], str]()


def measure(store: Store, size: int, rounds: int) -> dict[str, float]:
    """Milliseconds of a page, the median: of the processor for a file, on the wall for a server."""
    clock = time.process_time if isinstance(store, SqliteStore) else time.perf_counter
    desk = Desk("fuheng", store=store, clock=lambda: NOW + timedelta(days=2))
    found: dict[str, float] = {}
    for name, ask in PAGES.items():
        ask(desk, size)
        taken: list[float] = []
        for _ in range(rounds):
            begun = clock()
            page = ask(desk, size)
            taken.append(clock() - begun)
            assert len(page) <= size  # noqa: S101
        found[name] = statistics.median(taken) * 1000
    begun = clock()
    desk.find(open=True, counted=True, limit=1)
    found["a count of all"] = (clock() - begun) * 1000
    return found


def places(folder: str) -> Iterator[tuple[str, Callable[[str], str], Callable[[str], Store]]]:
    """Where it is measured: a name, a URL to fill, a store to ask."""
    yield "SQLite", lambda name: f"sqlite:///{folder}/{name}.db", lambda name: SqliteStore(f"{folder}/{name}.db")
    with postgres() as server:
        if isinstance(server, str):
            print(f"PostgreSQL: {server}")
        else:
            urls: dict[str, str] = {}

            def url(name: str) -> str:
                if name not in urls:
                    urls[name] = server.database(name).replace("postgresql:", "postgresql+psycopg:", 1)
                return urls[name]

            yield "PostgreSQL", url, lambda name: SqlStore(url(name))


def main(cases: int = 100_000, rounds: int = 15) -> None:
    """Print a table a database: milliseconds of pages of 10 and of 100, of a tenth of the cases and of all."""
    with tempfile.TemporaryDirectory(prefix="benchmarks-finding-") as folder:
        for name, url, opened in places(folder):
            columns: dict[str, dict[str, float]] = {}
            for number in (cases // 10, cases):
                fill(url(f"n{number}"), number)
                with opened(f"n{number}") as store:
                    for size in (10, 100):
                        columns[f"{size} of {number:,}"] = measure(store, size, rounds)
            print(f"{name:18}" + "".join(f"{column:>16}" for column in columns))
            for row in (*PAGES, "a count of all"):
                print(f"{row:18}" + "".join(f"{found[row]:>13.2f} ms" for found in columns.values()))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=15)
    main(**vars(parser.parse_args()))
