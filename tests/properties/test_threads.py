"""Threads share a desk: nothing is lost, nothing is done twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from properties.driving import BEGIN, CLERK, JOB, WORKER, desk_of, open_all
from servicedesk import Desk


@pytest.fixture(params=["memory:", "sqlite"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Desk:
    url = request.param if request.param == "memory:" else f"sqlite:///{tmp_path / 'desk.db'}"
    return desk_of(url)


def test_eight_threads_on_one_case_lose_no_entry(desk: Desk) -> None:
    """Each of forty readings is one entry of one gapless history."""
    open_all(desk)

    def read(number: int) -> bool:
        return desk.try_act(
            JOB, "read_meter", {"tonnes": str(number)}, by=WORKER, at=BEGIN, recorded_at=BEGIN + timedelta(hours=5)
        ).ok

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(read, range(40)))
    history = desk.history(JOB)
    assert [line.seq for line in history] == list(range(1, len(history) + 1))
    read_values = [line.entry.facts["tonnes"] for line in history if line.name == "read_meter"]
    assert sorted(read_values) == list(range(40))
    desk.close()


def test_threads_that_open_with_one_key_open_one_case(desk: Desk) -> None:
    """The others get the case that the first one opened."""

    def open_one(_: int) -> str:
        payload = {"note": "漏水", "caller": "甲"}
        return desk.open("job", payload, subject="7", by=CLERK, at=BEGIN, recorded_at=BEGIN, key="once").id

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(open_one, range(16)))) == 1
    assert len(desk.cases("7")) == 1
    desk.close()


def test_threads_that_tick_find_each_thing_once(desk: Desk) -> None:
    """However many clocks look at once, a limit is missed once."""
    open_all(desk)
    late = BEGIN + timedelta(days=40)
    with ThreadPoolExecutor(8) as pool:
        reports = list(pool.map(lambda _: desk.tick(late), range(8)))
    missed = [line for line in desk.history(JOB) if line.kind == "missed"]
    assert [line.name for line in missed] == ["begin"]
    found = [entry for report in reports for case, entry in report.entries if case == JOB]
    assert [(e.kind, e.name) for e in found if e.kind == "missed"] == [("missed", "begin")]
    assert [case for report in reports for case, _ in report.failed] == []
    desk.close()
