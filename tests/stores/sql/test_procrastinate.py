"""The clock run by procrastinate on a real PostgreSQL."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from threading import Thread
from uuid import uuid4

import pytest
from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued, TaskAlreadyRegistered

from servicedesk import Actor, Desk, TickReport
from servicedesk.integrations.procrastinate import periodic_tick
from servicedesk.stores.sql import SqlStore
from stores.sql.servers import new_schema

pytestmark = pytest.mark.slow

CALL = {"complainant": "张先生", "contents": "电梯异响", "channel": "电话"}
NEW_YEAR = "0 0 1 1 *"  # so rare that the only ticks are those a test defers
MORNING = "2025-03-11 09:00"


@pytest.fixture
def url(postgres_server: str) -> str:
    return new_schema(postgres_server, f"engine-{uuid4().hex[:8]}")


@pytest.fixture
def make_desk(url: str) -> Generator[Callable[[], Desk], None, None]:
    """Makes desks on the database, as a worker process would, and closes their stores at the end."""
    stores: list[SqlStore] = []

    def make() -> Desk:
        stores.append(SqlStore(url))
        return Desk("fuheng", store=stores[-1])

    yield make
    for store in stores:
        store.close()


def app_on(url: str) -> App:
    """An app whose queue lies in the schema of the desk."""
    return App(connector=PsycopgConnector(conninfo=url.replace("+psycopg", "")))


def overdue(url: str) -> str:
    """A complaint by telephone whose hour to tell the desk (4.2.3a) has passed long ago."""
    clerk = Actor("王", {"recipient"})
    with SqlStore(url) as store, Desk("fuheng", store=store) as desk:
        case = desk.open("complaint", CALL, subject="3-2-501", by=clerk, at=MORNING, recorded_at=MORNING)
    return case.id


def kinds(url: str, case: str) -> list[str]:
    with SqlStore(url) as store, Desk("fuheng", store=store) as desk:
        return [f"{line.kind} {line.name}" for line in desk.history(case) if line.kind == "missed"]


def jobs(app: App) -> list[tuple[str, str | None]]:
    return [(job.status or "", job.queueing_lock) for job in app.job_manager.list_jobs()]


def test_a_worker_that_runs_once_ticks_once(url: str, make_desk: Callable[[], Desk]) -> None:
    """Nobody calls the desk but the worker, and what was overdue is in the history; a second run changes nothing."""
    app, case, reports = app_on(url), overdue(url), list[TickReport]()
    task = periodic_tick(app, make_desk, cron=NEW_YEAR, then=reports.append)
    with app.open():
        app.schema_manager.apply_schema()
        task.defer()
    app.run_worker(wait=False, install_signal_handlers=False)
    assert [entry.kind for report in reports for _, entry in report.entries] == ["missed"]
    assert kinds(url, case) == ["missed tell_desk"]
    with app.open():
        task.defer()
    app.run_worker(wait=False, install_signal_handlers=False)
    assert (len(reports), reports[-1].checked, kinds(url, case)) == (2, 0, ["missed tell_desk"])


def test_a_tick_waits_in_the_queue_once_at_most(url: str, make_desk: Callable[[], Desk]) -> None:
    """While one waits another is refused; while one runs, or lies there with its dead worker, one more may wait."""
    app = app_on(url)
    task = periodic_tick(app, make_desk)
    with app.open():
        app.schema_manager.apply_schema()
        task.defer()
        with pytest.raises(AlreadyEnqueued):
            task.defer()
        assert jobs(app) == [("todo", "servicedesk.tick")]
        app.connector.get_sync_connector().execute_query("UPDATE procrastinate_jobs SET status = 'doing'")
        task.defer()
        assert sorted(status for status, _ in jobs(app)) == ["doing", "todo"]


def test_many_cases_make_no_jobs_and_many_workers_no_second_tick(url: str, make_desk: Callable[[], Desk]) -> None:
    """Two workers with a tick each second: a job for each second, whatever is due, and each miss once."""
    cases = [overdue(url) for _ in range(5)]
    apps, reports = [app_on(url), app_on(url)], list[TickReport]()
    for app in apps:
        periodic_tick(app, make_desk, cron="* * * * * *", then=reports.append)
    with apps[0].open():
        apps[0].schema_manager.apply_schema()
    began = time.time()

    def work(app: App) -> None:
        async def a_while() -> None:
            async with app.open_async():
                worker = asyncio.create_task(
                    app.run_worker_async(install_signal_handlers=False, fetch_job_polling_interval=0.2)
                )
                await asyncio.sleep(3)
                worker.cancel()
                await asyncio.gather(worker, return_exceptions=True)

        asyncio.run(a_while())

    threads = [Thread(target=work, args=(app,)) for app in apps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.time() - began
    with apps[0].open():
        done = jobs(apps[0])
    assert 2 <= len(done) <= seconds + 2  # a second at either end
    assert [kinds(url, case) for case in cases] == [["missed tell_desk"]] * len(cases)
    assert sum(len(report.entries) for report in reports) == len(cases)


def test_a_second_desk_needs_a_name_of_its_own(url: str, make_desk: Callable[[], Desk]) -> None:
    """Two tasks of one name are refused when they are registered, not when they run."""
    app = app_on(url)
    periodic_tick(app, make_desk)
    with pytest.raises(TaskAlreadyRegistered):
        periodic_tick(app, make_desk)
    other = periodic_tick(app, make_desk, name="east", queue="clock")
    assert (other.name, other.queueing_lock, other.lock, other.queue) == ("east", "east", None, "clock")


def test_no_desk_is_made_before_the_first_tick() -> None:
    """A web process that only knows the task loads neither the engine's library nor a desk."""
    code = (
        "import sys; import servicedesk.integrations.procrastinate as engine; "
        "print([name for name in ('procrastinate', 'sqlalchemy') if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"

    def never() -> Desk:
        raise AssertionError("made too early")

    periodic_tick(App(connector=PsycopgConnector(conninfo="")), never)
