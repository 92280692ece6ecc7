"""An asynchronous host calls the same desk: ``run_sync`` over SQLAlchemy's asynchronous engine, here under FastAPI.

No network: httpx speaks to the application itself.
"""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated, Any, TypeVar

import httpx
import pytest
from fastapi import FastAPI, Header, HTTPException
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from servicedesk import Actor, Desk
from servicedesk.errors import RefusedStep, TransientStoreError
from servicedesk.stores.editions import RULES_TENANT
from servicedesk.stores.sql import SqlStore
from stores.sql.servers import new_schema

pytestmark = pytest.mark.slow

T = TypeVar("T")

CLERK = Actor("王小红", {"customer_receptionist", "recipient"})
GUARD = Actor("保安", {"staff"})
SLIP = {"assignment": "核实处理", "assignee": "赵", "cause": "一类投诉", "valid": "是"}
CALL = {"complainant": "张先生", "contents": "噪声", "channel": "telephone"}


class Host:
    """What an application keeps: an engine of its own, and the store on it."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine, self.store = engine, SqlStore(engine.sync_engine)

    async def start(self) -> None:
        async with self.engine.begin() as connection:
            await connection.execute(text("CREATE TABLE invoice (number INTEGER PRIMARY KEY)"))
        async with self.engine.connect() as connection:
            await connection.run_sync(lambda _: self.store.create_tables())

    async def at_the_desk(self, work: Callable[[Desk, Connection], T]) -> T:
        """One transaction: the work of the desk, and whatever else the host writes; repeated where that helps."""
        for tried in range(5):
            try:
                async with self.engine.begin() as connection:
                    return await connection.run_sync(
                        lambda joined: work(Desk("fuheng", store=self.store.on(joined)), joined)
                    )
            except TransientStoreError:
                await asyncio.sleep(0.02 * 2**tried)
        raise TransientStoreError("tried five times")


def application(host: Host) -> FastAPI:
    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        await host.start()
        yield
        await host.engine.dispose()

    app = FastAPI(lifespan=life)

    @app.post("/complaints/{unit}")
    async def complain(
        unit: str, filed: dict[str, str], idempotency_key: Annotated[str, Header()], invoice: int | None = None
    ) -> dict[str, Any]:
        def work(desk: Desk, connection: Connection) -> dict[str, Any]:
            if invoice is not None:
                connection.execute(text("INSERT INTO invoice VALUES (:number)"), {"number": invoice})
            case = desk.open("complaint", filed, subject=unit, by=CLERK, key=idempotency_key)
            return {"id": case.id, "state": case.state}

        return await host.at_the_desk(work)

    @app.post("/cases/{case_id}/{step}")
    async def act(case_id: str, step: str, filed: dict[str, str], as_guard: bool = False) -> dict[str, Any]:
        try:
            case = await host.at_the_desk(
                lambda desk, _: desk.act(case_id, step, filed, by=GUARD if as_guard else CLERK)
            )
        except RefusedStep as refused:
            raise HTTPException(409, [refusal.text("zh") for refusal in refused.refusals]) from refused
        return {"id": case.id, "state": case.state}

    return app


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path}/host.db"
    return new_schema(request.getfixturevalue("postgres_server"), f"a{uuid.uuid4().hex}")


@asynccontextmanager
async def serving(url: str) -> AsyncIterator[tuple[httpx.AsyncClient, Host]]:
    host = Host(create_async_engine(url))
    app = application(host)
    transport = httpx.ASGITransport(app=app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://desk") as client,
    ):
        yield client, host


async def rows(host: Host, table: str) -> int:
    """How many rows a table has; of cases those alone, and not what the store keeps of rules."""
    cases = f" WHERE tenant <> '{RULES_TENANT}'" if table == "sd_case" else ""
    async with host.engine.connect() as connection:
        counted = text(f"SELECT count(*) FROM {table}{cases}")  # noqa: S608 - our own names
        return int(await connection.scalar(counted) or 0)


def test_a_complaint_is_opened_and_taken_further(url: str) -> None:
    async def story() -> None:
        async with serving(url) as (client, _):
            opened = await client.post("/complaints/3-2-501", json=CALL, headers={"idempotency-key": "call-1"})
            assert (opened.status_code, opened.json()["state"]) == (200, "received")
            case = f"/cases/{opened.json()['id']}"
            assert (await client.post(f"{case}/tell_desk", json={})).status_code == 200
            moved = await client.post(f"{case}/register", json=SLIP)
            assert (moved.status_code, moved.json()["state"]) == (200, "registered")

    asyncio.run(story())


def test_a_refusal_is_an_answer_with_its_reasons(url: str) -> None:
    async def story() -> None:
        async with serving(url) as (client, _):
            opened = await client.post("/complaints/3-2-501", json=CALL, headers={"idempotency-key": "call-1"})
            case = f"/cases/{opened.json()['id']}"
            refused = await client.post(f"{case}/register?as_guard=true", json=SLIP)
            assert refused.status_code == 409
            assert any("客户接待员" in reason for reason in refused.json()["detail"])

    asyncio.run(story())


def test_twenty_requests_with_one_key_at_once_open_one_case(url: str) -> None:
    async def story() -> None:
        async with serving(url) as (client, host):
            answers = await asyncio.gather(
                *(
                    client.post("/complaints/3-2-501", json=CALL, headers={"idempotency-key": "call-1"})
                    for _ in range(20)
                )
            )
            assert {answer.status_code for answer in answers} == {200}
            assert len({answer.json()["id"] for answer in answers}) == 1
            assert await rows(host, "sd_case") == 1

    asyncio.run(story())


def test_the_rows_of_the_host_and_the_case_are_written_together_or_not_at_all(url: str) -> None:
    async def story() -> None:
        async with serving(url) as (client, host):
            first = await client.post("/complaints/3-2-501?invoice=7", json=CALL, headers={"idempotency-key": "call-1"})
            assert first.status_code == 200
            assert (await rows(host, "invoice"), await rows(host, "sd_case")) == (1, 1)
            with pytest.raises(ZeroDivisionError):
                await host.at_the_desk(_open_and_fail)
            assert (await rows(host, "invoice"), await rows(host, "sd_case")) == (1, 1)

    asyncio.run(story())


def _open_and_fail(desk: Desk, connection: Connection) -> None:
    connection.execute(text("INSERT INTO invoice VALUES (8)"))
    desk.open("complaint", CALL, subject="3-2-502", by=CLERK, key="call-2")
    raise ZeroDivisionError
