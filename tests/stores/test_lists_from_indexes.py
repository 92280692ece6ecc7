"""A list of cases, a count, and a worklist are read from an index that fits: on SQLite, PostgreSQL and MariaDB.

On the servers there are enough cases that going through all of them would cost more.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, event, text

from servicedesk.stores import CaseFilter, CaseOrder, Outstanding, Store
from servicedesk.stores.sql import SqlStore
from servicedesk.stores.sqlite import SqliteStore
from servicedesk.testing._kit import T0, entry, row
from stores.sql.servers import ON_SERVERS, new_schema

Explain = Callable[[Callable[[Store], object]], str]

CASES = 3000
ASKED: list[tuple[CaseFilter, CaseOrder, str]] = [
    (CaseFilter(procedure="p7"), "id", "sd_case_procedure"),
    (CaseFilter(state="s7"), "id", "sd_case_state"),
    (CaseFilter(category="c7"), "id", "sd_case_category"),
    (CaseFilter(holder="h7"), "id", "sd_case_holder"),
    (CaseFilter(parent="k7"), "id", "sd_case_parent"),
    (CaseFilter(subject="u7"), "id", "sd_case_subject"),
    (CaseFilter(), "opened", "sd_case_opened"),
    (CaseFilter(opened_from=T0 + timedelta(minutes=2990)), "opened", "sd_case_opened"),
    (CaseFilter(), "closed", "sd_case_closed"),
    (CaseFilter(), "due", "sd_case_first_due"),
    (CaseFilter(due_before=T0 + timedelta(minutes=20)), "due", "sd_case_first_due"),
]


def fill(store: Store) -> None:
    with store.unit() as unit:
        for n in range(CASES):
            closed = n % 50 == 0
            case = row(
                f"k{n:05}",
                procedure=f"p{n % 100}",
                state=f"s{n % 100}",
                category=f"c{n % 100}" if n % 3 else "",
                holder=f"h{n % 100}" if n % 3 else "",
                parent=f"k{n % 100}" if n % 3 else None,
                subject=f"u{n % 100}",
                opened_at=T0 + timedelta(minutes=n),
                closed_at=T0 + timedelta(minutes=n) if closed else None,
                first_due=None if closed else T0 + timedelta(minutes=n),
                open=not closed,
                deviations=int(n % 100 == 7),
            )
            unit.save(case, 0, [entry(1)])
            if not closed:
                at = T0 + timedelta(minutes=n)
                lists = ("", f"shop/r{n % 5}", f"@h{n % 100}")
                unit.set_outstanding(case, [Outstanding("mend", at, whose) for whose in lists])  # type: ignore[attr-defined]


@pytest.fixture(scope="module", params=["sqlite", *ON_SERVERS])
def explain(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Explain]:
    if request.param == "sqlite":
        yield from _on_sqlite(tmp_path_factory.mktemp("lists") / "a.db")
    else:
        server = request.getfixturevalue("postgres_server" if request.param == "postgres" else "mysql_server")
        yield from _on_server(new_schema(server, f"t{uuid.uuid4().hex}"))


def _on_sqlite(path: Path) -> Iterator[Explain]:
    with SqliteStore(path) as store:
        fill(store)

        def explain(call: Callable[[Store], object]) -> str:
            asked: list[str] = []
            store._pool.use(lambda db: db.set_trace_callback(asked.append))
            call(store)
            store._pool.use(lambda db: db.set_trace_callback(None))
            (query,) = (said for said in asked if said.startswith("SELECT"))
            return "\n".join(str(step[3]) for step in store._pool.query(f"EXPLAIN QUERY PLAN {query}", ()))

        yield explain


def _on_server(url: str) -> Iterator[Explain]:
    engine = create_engine(url)
    with closing(SqlStore(engine)) as store:
        store.create_tables()
        fill(store)
        with engine.begin() as db:
            for table in ("sd_case", "sd_outstanding"):
                db.execute(
                    text(f"ANALYZE {table}" if engine.dialect.name == "postgresql" else f"ANALYZE TABLE {table}")
                )

        def explain(call: Callable[[Store], object]) -> str:
            asked: list[tuple[str, object]] = []

            def remember(_: object, __: object, statement: str, parameters: object, *___: object) -> None:
                if "sd_case" in statement:
                    asked.append((statement, parameters))

            event.listen(engine, "before_cursor_execute", remember)
            call(store)
            event.remove(engine, "before_cursor_execute", remember)
            ((statement, parameters),) = asked
            with engine.connect() as db:
                found = db.exec_driver_sql(f"EXPLAIN {statement}", parameters).mappings().all()  # type: ignore[arg-type]
            return json.dumps([dict(each) for each in found], default=str)

        yield explain
    engine.dispose()


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize(("asked", "order", "index"), ASKED, ids=lambda each: str(each)[:60])
def test_a_page_is_read_from_the_index_of_its_condition(
    explain: Explain, asked: CaseFilter, order: CaseOrder, index: str, descending: bool
) -> None:
    n = 2995 if descending else 5
    after = (None if order == "id" else T0 + timedelta(minutes=n), f"k{n:05}")
    plan = explain(
        lambda store: store.find_cases(asked, order=order, descending=descending, after=after, limit=5)  # type: ignore[attr-defined]
    )
    assert index in plan
    assert "B-TREE" not in plan, "no sorting on SQLite"
    assert "Seq Scan" not in plan
    assert '"type": "ALL"' not in plan


@pytest.mark.parametrize(("asked", "_", "index"), [each for each in ASKED if each[0] != CaseFilter()])
def test_a_count_reads_the_index_of_its_condition(explain: Explain, asked: CaseFilter, _: str, index: str) -> None:
    plan = explain(lambda store: store.count_cases(asked))  # type: ignore[attr-defined]
    assert index in plan
    assert "Seq Scan" not in plan


def test_beginnings_and_deviations_are_served(explain: Explain) -> None:
    """No case beside those that begin so is read, nor beside those with a deviation."""
    begun = explain(lambda store: store.find_cases(CaseFilter(id_begins="k0010")))  # type: ignore[attr-defined]
    assert "SCAN" not in begun
    assert "Seq Scan" not in begun
    assert '"type": "ALL"' not in begun
    about = explain(lambda store: store.count_cases(CaseFilter(subject_begins="u99")))  # type: ignore[attr-defined]
    assert "sd_case_subject" in about
    deviating = explain(lambda store: store.find_cases(CaseFilter(deviating=True), limit=5))  # type: ignore[attr-defined]
    assert "sd_case_deviating" in deviating or "PRIMARY" in deviating


@pytest.mark.parametrize("after", [None, (T0 + timedelta(minutes=1500), "k01500", "mend")], ids=["first", "later"])
@pytest.mark.parametrize("whose", [("",), ("shop/r1", "shop/r2", "@h7")], ids=["all", "of a person"])
def test_a_page_of_a_worklist_is_read_from_its_index(
    explain: Explain, whose: tuple[str, ...], after: tuple[datetime, str, str] | None
) -> None:
    plan = explain(lambda store: store.outstanding(whose=whose, after=after, limit=5))  # type: ignore[attr-defined]
    assert plan.count("sd_outstanding_due") >= len(whose), "each list from the index"
    assert "Seq Scan" not in plan
    assert "SCAN sd_" not in plan
    assert '"Sort' not in plan, "PostgreSQL merges the lists, and sorts nothing"
    if plan.startswith("[") and '"table"' in plan:  # MariaDB: what it sorts is what is on the pages of the lists
        read = [each for each in json.loads(plan) if each["table"].startswith("sd_")]
        assert all(each["type"] in ("range", "ref", "eq_ref") for each in read)
        assert not any("filesort" in each["Extra"] for each in read)
