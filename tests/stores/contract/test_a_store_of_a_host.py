"""A store of a few lines, written from the documentation alone, keeps the whole contract."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from servicedesk import Actor, Desk
from servicedesk.stores import CaseRow, EntryRow, Store
from servicedesk.testing import Harness
from servicedesk.testing._kit import entry, row
from servicedesk.testing.pytest_contract import StoreContract
from servicedesk.testing.stateful import store_machine
from stores.contract.jsonl_store import JsonLinesStore

FILE = Path(__file__).with_name("jsonl_store.py")


def path_of(store: Store) -> Path:
    assert isinstance(store, JsonLinesStore)
    return store.path


def reopen(store: Store) -> JsonLinesStore:
    return JsonLinesStore(path_of(store))


def raw_read(store: Store, case_id: str) -> tuple[CaseRow, list[EntryRow]]:
    lines = [json.loads(line) for line in path_of(store).read_text(encoding="utf-8").splitlines()]
    saves = [(case, entries) for line in lines for case, entries in line if case["id"] == case_id]
    return CaseRow(**saves[-1][0]), [EntryRow(**values) for _, entries in saves for values in entries]


def damage(store: Store, case_id: str) -> None:
    """The field "body" of the row is called "b0dy" from here on."""
    path = path_of(store)
    with path.open(encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    (broken,) = (case for line in lines for case, _ in line if case["id"] == case_id)
    with path.open("a", encoding="utf-8") as file:
        values = {name.replace("body", "b0dy"): value for name, value in broken.items()}
        file.write(json.dumps([[values, []]]) + "\n")


@pytest.fixture
def new(tmp_path: Path) -> Callable[[], JsonLinesStore]:
    numbers = itertools.count()
    return lambda: JsonLinesStore(tmp_path / f"{next(numbers)}.jsonl")


class TestJsonLines(StoreContract):
    @pytest.fixture
    def harness(self, new: Callable[[], JsonLinesStore]) -> Harness:
        return Harness(new, reopen=reopen, raw_read=raw_read, damage=damage)


def test_it_answers_as_the_store_in_memory_does(new: Callable[[], JsonLinesStore]) -> None:
    run_state_machine_as_test(
        store_machine(new, reopen=reopen),
        settings=settings(
            max_examples=30, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


def test_it_takes_no_more_than_150_lines() -> None:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    assert sum(bool(line.strip()) for line in lines) <= 150


def test_a_line_that_a_crash_left_unfinished_was_never_written(new: Callable[[], JsonLinesStore]) -> None:
    store = new()
    with store.unit() as unit:
        unit.save(row("c1"), 0, [entry(1)])
    with path_of(store).open("ab") as file:
        file.write(b'[[{"id": "c2", "ten')
    again = reopen(store)
    with again.unit() as unit:
        unit.save(row("c3"), 0, [entry(1)])
    with reopen(store).unit() as unit:
        assert [case.id for case in unit.cases(row("c1").subject)] == ["c1", "c3"]


WORKER = """
import sys
from pathlib import Path
from stores.contract.jsonl_store import JsonLinesStore
from servicedesk.testing._kit import entry, row

store = JsonLinesStore(Path(sys.argv[1]))
for number in range(20):
    with store.unit() as unit:
        at = unit.load("c1").version
        unit.save(row("c1", version=at + 1), at, [entry(at + 1, key=f"{sys.argv[2]}{number}")])
"""


@pytest.mark.slow
def test_processes_take_turns(new: Callable[[], JsonLinesStore]) -> None:
    store = new()
    with store.unit() as unit:
        unit.save(row("c1"), 0, [entry(1)])
    environment = {**os.environ, "PYTHONPATH": str(FILE.parents[2])}
    workers = [subprocess.Popen([sys.executable, "-c", WORKER, path_of(store), name], env=environment) for name in "ab"]
    assert [worker.wait(60) for worker in workers] == [0, 0]
    with store.unit() as unit:
        assert [each.seq for each in unit.entries("c1")] == [*range(1, 42)]


def test_a_desk_works_over_it(new: Callable[[], JsonLinesStore]) -> None:
    store = new()
    clerk = Actor("王小红", {"customer_receptionist", "recipient"})
    call = {"complainant": "张先生", "contents": "噪声", "channel": "telephone"}
    case = Desk("fuheng", store=store).open("complaint", call, subject="3-2-501", by=clerk)
    assert Desk("fuheng", store=reopen(store)).case(case.id).state == "received"
