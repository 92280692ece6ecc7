"""A relay in a process of its own, for the tests: ``python passing_on.py URL FILE NAME``.

Each event is a line of the file, appended at once: name of the relay and id of the event. ``--kill-at N`` kills the
process when it has written N lines, before they are marked done; ``--hang-at N`` lets it hang there, and lead. It
says on its standard output whether it leads, each time that changes, and runs until it is killed; with ``--once`` until
there is nothing.
"""

from __future__ import annotations

import argparse
import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path

from attrs import define

from servicedesk import Desk
from servicedesk.relay import Event, Relay, Relayed
from servicedesk.stores import Store, open_store
from servicedesk.stores.sql import SqlStore


def store_at(url: str) -> Store:
    """SQLite by the standard library, servers by SQLAlchemy."""
    return open_store(url) if url.startswith("sqlite") else SqlStore(url)


@define
class Items:
    file: int
    name: str
    kill_at: int
    hang_at: int
    written: int = 0

    def publish(self, events: Sequence[Event]) -> None:
        for event in events:
            os.write(self.file, f"{self.name} {event.id}\n".encode())
            self.written += 1
            if self.written == self.kill_at:
                os.kill(os.getpid(), signal.SIGKILL)
            if self.written == self.hang_at:
                time.sleep(600)


@define
class Said:
    leading: bool | None = None

    def __call__(self, relayed: Relayed) -> None:
        if relayed.leading != self.leading:
            self.leading = relayed.leading
            print("leading" if relayed.leading else "standing by", flush=True)  # noqa: T201


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("url")
    parser.add_argument("file", type=Path)
    parser.add_argument("name")
    parser.add_argument("--kill-at", type=int, default=0)
    parser.add_argument("--hang-at", type=int, default=0)
    parser.add_argument("--batch", type=int, default=100)
    parser.add_argument("--once", action="store_true")
    asked = parser.parse_args()
    file = os.open(asked.file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    lines = Items(file, asked.name, asked.kill_at, asked.hang_at)
    with store_at(asked.url) as store:
        relay = Relay(Desk("fuheng", store=store), lines, batch=asked.batch)
        if not asked.once:
            relay.run(0.02, then=Said())
        while relay.run_once().published:
            pass


if __name__ == "__main__":
    main()
