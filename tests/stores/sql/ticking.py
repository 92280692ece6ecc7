"""A worker process for the tests: looks at what is due until there is nothing, and says what it did.

``python ticking.py URL`` with ``--clock-off SECONDS`` (a wrong clock) or ``--freeze SECONDS`` (stops itself inside a
unit, which PostgreSQL ends after so long).
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
from contextlib import closing
from datetime import UTC, datetime, tzinfo
from typing import Any, Self

from sqlalchemy import create_engine, event

from servicedesk import Desk
from servicedesk.desk import deciding
from servicedesk.stores import Store, open_store
from servicedesk.stores.sql import SqlStore


def store_on(url: str, freeze: int) -> Store:
    if url.startswith("sqlite"):
        return open_store(url)
    if not freeze:
        return SqlStore(url)
    settings = f"{_options(url)} -c idle_in_transaction_session_timeout={freeze}s"
    engine = create_engine(url, connect_args={"options": settings} if url.startswith("postgresql") else {})
    written: list[str] = []

    @event.listens_for(engine, "after_cursor_execute")
    def stop_once(_: object, __: object, statement: str, *___: object) -> None:
        """With the case locked and written, and nothing committed."""
        if "UPDATE sd_case" in statement and not written:
            written.append(statement)
            os.kill(os.getpid(), signal.SIGSTOP)

    return SqlStore(engine)


def _options(url: str) -> str:
    return url.partition("options=")[2].replace("%3D", "=")


def set_clock_wrong(seconds: float) -> None:
    class Wrong(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return cls.fromtimestamp(datetime.now(tz).timestamp() + seconds, tz)

    deciding.datetime = Wrong  # type: ignore[misc]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("url")
    parser.add_argument("--clock-off", type=float, default=0)
    parser.add_argument("--freeze", type=int, default=0)
    asked = parser.parse_args()
    if asked.clock_off:
        set_clock_wrong(asked.clock_off)
    fired: list[tuple[str, int]] = []
    busy: set[str] = set()
    failed: list[tuple[str, str]] = []
    with closing(store_on(asked.url, asked.freeze)) as store:
        desk = Desk("fuheng", store=store)
        print("ready", flush=True)  # noqa: T201
        sys.stdin.readline()
        while True:
            report = desk.tick(page=7)
            fired += [(case, entry.seq) for case, entry in report.entries]
            busy |= set(report.busy)
            failed += report.failed
            if not report.entries:
                break
    said: dict[str, Any] = {"fired": fired, "busy": sorted(busy), "failed": failed}
    # What a desk says whose store has no clock of its own.
    said["clock"] = (Desk("fuheng").now() - datetime.now(tz=UTC)).total_seconds()
    print(json.dumps(said), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
