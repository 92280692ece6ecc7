"""A persisted event in the bare drivers, in SQLAlchemy, and in SpiffWorkflow, which keeps a workflow as one text.

Each loads a case and its last 20 entries, moves the case under a version check, adds an entry and commits.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any, Final

from benchmarks import peers
from benchmarks.workload import LAP, STATES, TRANSITIONS

NOW: Final = 1_772_674_215_000_000
Event = Callable[[int], bool]
"""One event of the case with that number; false where another was quicker."""

_TABLES: Final = (
    "CREATE TABLE cases (id INTEGER PRIMARY KEY, procedure TEXT, state TEXT, version INTEGER, due BIGINT, data TEXT)",
    """CREATE TABLE history (case_id INTEGER, seq INTEGER, at BIGINT, actor TEXT, event TEXT, source TEXT, target TEXT,
    PRIMARY KEY (case_id, seq))""",
)
_CASE: Final = "SELECT state, version, due, data FROM cases WHERE id = ?"
_HISTORY: Final = "SELECT * FROM history WHERE case_id = ? ORDER BY seq DESC LIMIT 20"
_UPDATE: Final = "UPDATE cases SET state = ?, version = version + 1, due = ? WHERE id = ? AND version = ?"
_INSERT: Final = "INSERT INTO history VALUES (?, ?, ?, ?, ?, ?, ?)"


def case_rows(cases: int) -> list[tuple[object, ...]]:
    data = '{"room": "3-1204", "channel": "phone", "text": "' + "water through the ceiling " * 4 + '"}'
    return [(number, "complaint", "investigating", 20, NOW, data) for number in range(cases)]


def history_rows(cases: int) -> list[tuple[object, ...]]:
    entry = (NOW, "clerk-1", "propose", "investigating", "proposed")
    return [(number, seq, *entry) for number in range(cases) for seq in range(20)]


def turn(state: str) -> tuple[str, str]:
    return ("dispute", "investigating") if state == "proposed" else ("propose", "proposed")


# --- the bare drivers ---------------------------------------------------------------------------------------


def prepare_sqlite(place: str, cases: int) -> None:
    db = sqlite3.connect(place)
    db.execute("PRAGMA journal_mode=WAL")
    for table in _TABLES:
        db.execute(table)
    db.executemany("INSERT INTO cases VALUES (?, ?, ?, ?, ?, ?)", case_rows(cases))
    db.executemany(_INSERT, history_rows(cases))
    db.commit()
    db.close()


def _connect(place: str, synchronous: str) -> sqlite3.Connection:
    db = sqlite3.connect(place, timeout=60, isolation_level=None)
    db.execute(f"PRAGMA synchronous={synchronous}")
    return db


def raw_sqlite(place: str, synchronous: str) -> Event:
    do = _connect(place, synchronous).execute

    def event(number: int) -> bool:
        do("BEGIN IMMEDIATE")
        state, version, _, _ = do(_CASE, (number,)).fetchone()
        last = do(_HISTORY, (number,)).fetchall()[0]
        name, target = turn(state)
        do(_UPDATE, (target, NOW + version, number, version))
        do(_INSERT, (number, last[1] + 1, NOW, "clerk-1", name, state, target))
        do("COMMIT")
        return True

    return event


def prepare_postgres(place: str, cases: int) -> None:
    import psycopg

    with psycopg.connect(place) as db, db.cursor() as cursor:
        for table in ("cases", "history"):
            cursor.execute(f"DROP TABLE IF EXISTS {table}")
        for table in _TABLES:
            cursor.execute(table)
        for table, rows in (("cases", case_rows(cases)), ("history", history_rows(cases))):
            with cursor.copy(f"COPY {table} FROM STDIN") as lines:
                for row in rows:
                    lines.write_row(row)


def raw_postgres(place: str, _: str) -> Event:
    import psycopg

    db = psycopg.connect(place, prepare_threshold=1)
    cursor = db.cursor()
    select, history, update, insert = (sql.replace("?", "%s").encode() for sql in (_CASE, _HISTORY, _UPDATE, _INSERT))

    def event(number: int) -> bool:
        found: Any = cursor.execute(select, (number,)).fetchone()
        state, version, _, _ = found
        last = cursor.execute(history, (number,)).fetchall()[0]
        name, target = turn(state)
        if cursor.execute(update, (target, NOW, number, version)).rowcount != 1:
            db.rollback()
            return False
        cursor.execute(insert, (number, last[1] + 1, NOW, "clerk-1", name, state, target))
        db.commit()
        return True

    return event


# --- SQLAlchemy ---------------------------------------------------------------------------------------------


def _engine(place: str, synchronous: str) -> Any:
    import sqlalchemy as sa

    if place.startswith("postgresql:"):
        url = place.replace("postgresql:", "postgresql+psycopg:", 1)
        return sa.create_engine(url, connect_args={"prepare_threshold": 1})
    engine = sa.create_engine("sqlite:///" + place)

    @sa.event.listens_for(engine, "connect")
    def connected(driver: Any, _: object) -> None:
        driver.isolation_level = None
        driver.execute(f"PRAGMA synchronous={synchronous}")
        driver.execute("PRAGMA busy_timeout=60000")

    @sa.event.listens_for(engine, "begin")
    def begun(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _tables() -> tuple[Any, Any]:
    import sqlalchemy as sa

    data = sa.MetaData()
    whole, words = sa.BigInteger, sa.Text
    cases = sa.Table(
        "cases",
        data,
        sa.Column("id", sa.Integer, primary_key=True),
        *(sa.Column(name, words) for name in ("procedure", "state")),
        *(sa.Column(name, whole) for name in ("version", "due")),
        sa.Column("data", words),
    )
    history = sa.Table(
        "history",
        data,
        sa.Column("case_id", sa.Integer, primary_key=True),
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("at", whole),
        *(sa.Column(name, words) for name in ("actor", "event", "source", "target")),
    )
    return cases, history


def core(place: str, synchronous: str) -> Event:
    import sqlalchemy as sa

    engine, (cases, history) = _engine(place, synchronous), _tables()
    number_, version_ = sa.bindparam("number"), sa.bindparam("found")
    select = sa.select(cases).where(cases.c.id == number_)
    last = sa.select(history).where(history.c.case_id == number_).order_by(history.c.seq.desc()).limit(20)
    update = (
        sa.update(cases)
        .where(cases.c.id == number_, cases.c.version == version_)
        .values(state=sa.bindparam("to"), version=cases.c.version + 1, due=sa.bindparam("at"))
    )
    insert = sa.insert(history)

    def event(number: int) -> bool:
        with engine.begin() as db:
            case = db.execute(select, {"number": number}).one()
            rows = db.execute(last, {"number": number}).all()
            name, target = turn(case.state)
            moved = {"number": number, "found": case.version, "to": target, "at": NOW}
            if db.execute(update, moved).rowcount != 1:
                db.rollback()
                return False
            entry = {"case_id": number, "seq": rows[0].seq + 1, "at": NOW, "actor": "clerk-1", "event": name}
            db.execute(insert, entry | {"source": case.state, "target": target})
        return True

    return event


def orm(place: str, synchronous: str) -> Event:
    import sqlalchemy as sa
    from sqlalchemy.orm import DeclarativeBase, Session
    from sqlalchemy.orm.exc import StaleDataError

    engine, (cases, history) = _engine(place, synchronous), _tables()
    base = type("Base", (DeclarativeBase,), {})
    kept = type("Kept", (base,), {"__table__": cases, "__mapper_args__": {"version_id_col": cases.c.version}})
    told: Any = type("Told", (base,), {"__table__": history})
    last = sa.select(told).where(told.case_id == sa.bindparam("number")).order_by(told.seq.desc()).limit(20)

    def event(number: int) -> bool:
        with Session(engine, expire_on_commit=False) as session:
            case: Any = session.get(kept, number)
            rows = session.scalars(last, {"number": number}).all()
            name, target = turn(case.state)
            entry = {"case_id": number, "seq": rows[0].seq + 1, "at": NOW, "actor": "clerk-1", "event": name}
            session.add(told(**entry, source=case.state, target=target))
            case.state, case.due = target, NOW + case.version
            try:
                session.commit()
            except StaleDataError:
                return False
        return True

    return event


# --- SpiffWorkflow, which keeps a workflow as one text --------------------------------------------------------


def prepare_spiff(place: str, cases: int) -> None:
    from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer

    blob = BpmnWorkflowSerializer().serialize_json(peers.spiff_new(peers.spiff_spec(STATES, TRANSITIONS)))
    db = sqlite3.connect(place)
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("CREATE TABLE flows (id INTEGER PRIMARY KEY, version INTEGER, blob TEXT)")
    db.executemany("INSERT INTO flows VALUES (?, 0, ?)", [(number, blob) for number in range(cases)])
    db.commit()
    db.close()


def spiff(place: str, synchronous: str) -> Event:
    from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer

    serializer, spec = BpmnWorkflowSerializer(), peers.spiff_spec(STATES, TRANSITIONS)
    do = _connect(place, synchronous).execute

    def event(number: int) -> bool:
        version, blob = do("SELECT version, blob FROM flows WHERE id = ?", (number,)).fetchone()
        flow = serializer.deserialize_json(blob)
        peers.spiff_fire(flow, LAP[version % len(LAP)])
        if (version + 1) % len(LAP) == 0:  # a new life, for its tree would grow for ever
            flow = peers.spiff_new(spec)
        blob = serializer.serialize_json(flow)
        do("BEGIN IMMEDIATE")
        moved = "UPDATE flows SET version = version + 1, blob = ? WHERE id = ? AND version = ?"
        done = do(moved, (blob, number, version)).rowcount
        do("COMMIT")
        return done == 1

    return event
