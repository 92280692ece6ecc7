"""Damage of one case, of every kind: it is a CorruptRecord, and all the others are found as before."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Generator
from typing import Any

import pytest
from attrs import define, field
from sqlalchemy import Engine, create_engine, text

from servicedesk.errors import AlreadyOpen
from servicedesk.replay.journal import Journal
from servicedesk.stores import CheckedCases, check_cases, open_store
from stores.damaging import (
    ANY_TYPE,
    ASKED,
    COLUMNS,
    ENTRY,
    UNSEEN,
    VICTIM,
    Answers,
    answers_of,
    bodies,
    desk_over,
    furnish,
    said_of,
    update,
)
from stores.sql.servers import new_schema

CORRUPT = "CorruptRecord"
MORE = {"tenant": ("servicedesk:rules", "x" * 200), "subject": ("3-2-501 ", "3-2-50１"), "next_check_at": (2**62, 5)}  # noqa: RUF001  look-alikes are the point
"""What hides a case from the lists that look for it."""


@define
class House:
    """A furnished database that is harmed again and again, and mended from what it was."""

    url: str
    engine: Engine
    before: Answers
    kept: dict[str, list[dict[str, Any]]] = field(factory=dict)

    @classmethod
    def at(cls, url: str) -> House:
        with open_store(url) as store:
            furnish(desk_over(store))
        house = cls(url, create_engine(url), Answers({}, {}))
        with house.engine.connect() as db:
            for table in ("sd_case", "sd_entry", "sd_outstanding"):
                house.kept[table] = [dict(row) for row in db.execute(text(f"SELECT * FROM {table}")).mappings()]  # noqa: S608  our own names
        house.before = house.asked()
        house.mend()
        return house

    def asked(self) -> Answers:
        with open_store(self.url) as store:
            return answers_of(desk_over(store))

    def said(self) -> dict[str, str]:
        with open_store(self.url) as store:
            return said_of(desk_over(store), VICTIM)

    def checked(self) -> CheckedCases:
        with open_store(self.url) as store:
            return check_cases(store)

    def mend(self) -> None:
        """As it was, all of it."""
        with self.engine.begin() as db:
            for table in reversed(self.kept):
                db.execute(text(f"DELETE FROM {table}"))  # noqa: S608  our own names
            for table, rows in self.kept.items():
                names = [name for name in rows[0] if name not in ("open_exclusive_key", "list")]
                quoted = [self.quoted(name) for name in names]
                places = ", ".join(f":{name}" for name in names)
                added = f"INSERT INTO {table} ({', '.join(quoted)}) VALUES ({places})"  # noqa: S608  our own names
                db.execute(text(added), [{name: row[name] for name in names} for row in rows])

    @property
    def is_server(self) -> bool:
        """Where each thing takes longer, and one value in place of each is enough: all are tried on the file."""
        return self.engine.dialect.name != "sqlite"

    def quoted(self, name: str) -> str:
        """As this database quotes a name: one of ours is a word of MariaDB."""
        return self.engine.dialect.identifier_preparer.quote(name)

    @property
    def row(self) -> dict[str, Any]:
        """The one that is harmed, as it was."""
        return next(row for row in self.kept["sd_case"] if row["id"] == VICTIM)

    def body(self, case: str) -> str:
        return str(next(row["body"] for row in self.kept["sd_case"] if row["id"] == case))

    def harm(self, column: str, value: object, *, table: str = "sd_case", seq: int = 0) -> bool:
        if table == "sd_case" and self.row[column] == value:
            return False
        where, values = ("id = :id", {"id": VICTIM})
        if table == "sd_entry":
            where, values = "case_id = :id AND seq = :seq", {"id": VICTIM, "seq": seq}
        return update(self.engine, table, column, value, where, **values)


@pytest.fixture(scope="module")
def sqlite_house(tmp_path_factory: pytest.TempPathFactory) -> Generator[House, None, None]:
    folder = tmp_path_factory.mktemp("damage")
    house = House.at(f"sqlite:///{folder}/desk.db")
    yield house
    house.engine.dispose()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(
    scope="module", params=["sqlite", *(pytest.param(name, marks=pytest.mark.slow) for name in ("postgres", "mariadb"))]
)
def house(request: pytest.FixtureRequest) -> Generator[House, None, None]:
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_house")
        return
    server = request.getfixturevalue("postgres_server" if request.param == "postgres" else "mysql_server")
    made = House.at(new_schema(server, f"d{uuid.uuid4().hex}"))
    yield made
    made.engine.dispose()


@pytest.fixture(autouse=True)
def mended(request: pytest.FixtureRequest) -> Generator[None, None, None]:
    yield
    for name in ("house", "sqlite_house"):
        if name in request.fixturenames:
            request.getfixturevalue(name).mend()


def assert_the_others_go_on(house: House, column: str = "") -> None:
    """What is listed of the others is what was; the one is in ``failed`` of every list that can see it."""
    found = house.asked()
    assert found.without(VICTIM) == house.before.without(VICTIM)
    for call in ("due", "deviations", "cases", "tick"):
        unseen = column in UNSEEN[call]
        assert found.failed[call] == {VICTIM: "store.corrupt"} or (unseen and not found.failed[call]), call
        assert VICTIM not in found.listed[call]


def test_the_house_is_whole(house: House) -> None:
    """Six complaints, each missed once by noon, with deviations; nothing fails."""
    assert sorted(house.before.listed["cases"]) == ["c0", "c1", "c2", "c3", "c4", "c5"]
    assert {"c0", "c5"} <= house.before.listed["due"].keys() & house.before.listed["tick"].keys()
    assert house.before.listed["deviations"].keys() == house.before.listed["cases"].keys()
    assert not any(house.before.failed.values())
    assert set(house.said().values()) == {"read"}


@pytest.mark.parametrize("column", COLUMNS)
def test_a_check_finds_every_column_that_says_another_thing(column: str, house: House) -> None:
    """Also those by which a list looks, so that no list sees the case: its subject, its tenant, its next check."""
    for value in (*COLUMNS[column], *MORE.get(column, ())):
        if not house.harm(column, value):
            continue
        found = house.checked()
        assert [case for case, _ in found.failed] == [VICTIM], value
        assert found.checked == len(house.kept["sd_case"])
        house.mend()
        if house.is_server:
            break


def test_a_check_finds_every_entry_and_body_that_says_another_thing(house: House) -> None:
    for column, values in ENTRY.items():
        for value in values:
            if house.harm(column, value, table="sd_entry", seq=1):
                assert [case for case, _ in house.checked().failed] == [VICTIM], (column, value)
                house.mend()
    for number, body in enumerate(bodies(house.body(VICTIM), house.body("c0"))):
        if number % (25 if house.is_server else 5) == 0 and house.harm("body", body):
            assert [case for case, _ in house.checked().failed] == [VICTIM], body[:200]
            house.mend()


@pytest.mark.parametrize("column", [*COLUMNS, "id"])
def test_a_check_finds_what_is_no_case_and_was_altered(column: str, house: House) -> None:
    """What the rules were stands in a row of its own, with one entry."""
    ident = next(row["id"] for row in house.kept["sd_case"] if row["id"].startswith("servicedesk:rules:"))
    with house.engine.begin() as db:  # else the database itself keeps an id that entries name
        db.execute(text("DELETE FROM sd_entry WHERE case_id = :id"), {"id": ident} if column == "id" else {"id": "-"})
    for value in (*COLUMNS.get(column, ("c9",)), *MORE.get(column, ())):
        before = next(row for row in house.kept["sd_case"] if row["id"] == ident)
        if before[column] == value or not update(house.engine, "sd_case", column, value, "id = :id", id=ident):
            continue
        assert len(house.checked().failed) == 1, value
        house.mend()
        if house.is_server:
            break


def test_a_check_of_a_whole_house_finds_nothing(house: House) -> None:
    """And says how much it read: six complaints, the tasks over two flats, and what the rules were."""
    found = house.checked()
    assert found.failed == ()
    assert found.checked == len(house.kept["sd_case"]) > 8


def test_a_check_reads_the_journal_of_a_log_too(house: House) -> None:
    """One row, one entry a row of the log; each column of the row, and an entry that is no JSON."""
    with open_store(house.url) as store:
        Journal(store, "fuheng").add("k", ())
        journal = Journal(store, "fuheng")
        journal.add("k2", ())
        journal.flush()
    assert house.checked().failed == ()
    for column, values in COLUMNS.items():
        with house.engine.begin() as db:
            asked = f"SELECT {house.quoted(column)} FROM sd_case WHERE id = 'replay:fuheng'"  # noqa: S608  our own names
            was = db.execute(text(asked)).scalar_one()
        for value in values:
            if value == was or not update(house.engine, "sd_case", column, value, "id = 'replay:fuheng'"):
                continue
            assert [case for case, _ in house.checked().failed] == ["replay:fuheng"], (column, value)
            assert update(house.engine, "sd_case", column, was, "id = 'replay:fuheng'")
            if house.is_server:
                break
    assert update(house.engine, "sd_entry", "body", "{", "case_id = 'replay:fuheng'")
    assert house.checked().failed == (("replay:fuheng", "entry 1 cannot be read"),)


def test_any_body_that_nobody_wrote_is_corrupt(house: House) -> None:
    """No JSON, cut short, nested without end, of another case, any one value replaced: told as what it is."""
    tried = 0
    for number, body in enumerate(bodies(house.body(VICTIM), house.body("c0"))):
        if (house.is_server and number % 9) or not house.harm("body", body):
            continue
        tried += 1
        if number < 25 or number % 8 == 0:
            assert_the_others_go_on(house)
            house.mend()
            assert house.harm("body", body)
        else:
            with open_store(house.url) as store:
                assert desk_over(store).cases("3-2-501").failed == ((VICTIM, "store.corrupt"),), body[:200]
        if number % 8 == 0:
            assert set(house.said().values()) == {CORRUPT}, body[:200]
        house.mend()
    assert tried > (5 if house.is_server else 50)


@pytest.mark.parametrize("column", COLUMNS)
def test_a_column_that_says_another_thing_is_corrupt(column: str, house: House) -> None:
    """Whatever it says, nobody goes by it."""
    for value in COLUMNS[column]:
        if not house.harm(column, value):
            continue
        assert set(house.said().values()) == {CORRUPT}, value
        assert_the_others_go_on(house, column)
        house.mend()
        if house.is_server:
            break


@pytest.mark.parametrize("column", [*COLUMNS, "body"])
def test_a_column_of_another_type_is_corrupt(column: str, sqlite_house: House) -> None:
    """SQLite keeps anything anywhere; a text that is not UTF-8 too."""
    for value in ANY_TYPE:
        if not sqlite_house.harm(column, value):
            continue
        assert set(sqlite_house.said().values()) <= {CORRUPT}, value
        assert_the_others_go_on(sqlite_house, column)
        sqlite_house.mend()
    not_utf8 = f"UPDATE sd_case SET {column} = CAST(x'e4b8ff' AS TEXT) WHERE id = '{VICTIM}'"  # noqa: S608  our own names
    if column not in ("open", "version"):
        with sqlite_house.engine.begin() as db:
            db.execute(text(not_utf8))
        assert set(sqlite_house.said().values()) == {CORRUPT}
        assert_the_others_go_on(sqlite_house, column)


def test_an_id_that_is_no_text_ends_no_list(sqlite_house: House) -> None:
    """Nothing is found under it, and the others are."""
    for value in (b"\xff", 5, ""):
        with sqlite_house.engine.begin() as db:
            db.execute(text("DELETE FROM sd_entry WHERE case_id = 'c3'"))
        assert sqlite_house.harm("id", value)
        found = sqlite_house.asked()
        assert found.without(VICTIM) == sqlite_house.before.without(VICTIM)
        assert all(list(found.failed[call].values()) == ["store.corrupt"] for call in ("due", "cases", "deviations"))
        sqlite_house.mend()


@pytest.mark.parametrize("column", ENTRY)
def test_an_entry_that_says_another_thing_is_corrupt(column: str, house: House) -> None:
    """The case is told by what reads its history; its row is sound, and it goes on in what does not."""
    for value in ENTRY[column]:
        if not house.harm(column, value, table="sd_entry", seq=1):
            continue
        assert house.said()["history"] == house.said()["deviations"] == CORRUPT, value
        assert house.asked().failed["deviations"] == {VICTIM: "store.corrupt"}
        house.mend()
        if house.is_server:
            break


def test_the_body_of_an_entry_is_held_to_its_checksum(house: House) -> None:
    """Any one value replaced, and an entry of another case."""
    entries = {(row["case_id"], row["seq"]): row["body"] for row in house.kept["sd_entry"]}
    for number, body in enumerate(bodies(entries[VICTIM, 1], entries["c0", 1])):
        if number % (25 if house.is_server else 5) or not house.harm("body", body, table="sd_entry", seq=1):
            continue
        assert house.said()["history"] == CORRUPT, body[:200]
        house.mend()


@pytest.mark.parametrize("seq", ["1", "2", "(SELECT version FROM sd_case WHERE id = 'c3')"])
def test_an_entry_that_is_gone_is_missed(seq: str, house: House) -> None:
    """The first, one between, the last."""
    with house.engine.begin() as db:
        db.execute(text(f"DELETE FROM sd_entry WHERE case_id = 'c3' AND seq = {seq}"))  # noqa: S608  our own names
    assert house.said()["history"] == CORRUPT
    assert house.asked().failed["deviations"] == {VICTIM: "store.corrupt"}


def test_many_damaged_instants_end_no_tick(house: House) -> None:
    """At both ends of the clock, more of them than a page has."""
    with house.engine.begin() as db:
        for number, value in enumerate((-(2**62), 2**62, -(2**63) + 1, 2**63 - 1)):
            values = {"value": value, "id": f"c{number + 2}"}
            db.execute(text("UPDATE sd_case SET next_check_at = :value WHERE id = :id"), values)
    with open_store(house.url) as store:
        report = desk_over(store).tick(page=1)
    assert sorted(report.failed) == [(f"c{number}", "store.corrupt") for number in (2, 3, 4, 5)]
    assert {"c0", "c1"} <= {case for case, _ in report.entries}


def test_rules_that_cannot_be_read_keep_nobody_from_opening(house: House) -> None:
    """What the rules of a fingerprint were is kept for a message only."""
    with house.engine.begin() as db:
        db.execute(text("UPDATE sd_entry SET at = 9000000000000000000 WHERE case_id LIKE 'servicedesk:rules:%'"))
    with open_store(house.url) as store:
        furnish(desk_over(store, "north"), "north")
        assert len(desk_over(store, "north").cases("3-2-501")) == 6


def test_another_tenant_learns_nothing_of_a_damaged_case(house: House) -> None:
    """It is not there for him, whatever is wrong with it."""
    assert house.harm("body", "{}")
    with open_store(house.url) as store:
        other = desk_over(store, "north")
        with pytest.raises(AlreadyOpen):
            said_of(other, VICTIM)
        said = {name: said_of(other, VICTIM, {name: ask})[name] for name, ask in ASKED.items() if name != "open again"}
        assert set(said.values()) == {"CaseNotFound"}
        assert (other.due(), other.due().failed, other.tick().failed) == ((), (), ())
