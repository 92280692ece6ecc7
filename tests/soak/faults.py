"""Servers that crash again and again under work, and one whose whole disk fills up; then every case is checked.

``python tests/soak/faults.py --rounds 20`` starts servers of its own; the full disk needs the right to mount one.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from servicedesk import Desk
from servicedesk.errors import StoreError
from servicedesk.stores import Criteria
from servicedesk.stores.sql import SqlStore
from servicedesk.testing._kit import open_case, row
from stores.sql.overdue import at_work, wrong_after_all
from stores.sql.servers import MariaServer, NoServer, PostgresServer, Server, new_schema, started

SMALL, LARGE = "120m", "600m"


def crash(server: Server, rounds: int) -> dict[str, object]:
    """Crash it under two clerks and two workers, so many times, at any moment."""
    url = new_schema(server.url, "crash")
    with SqlStore(url) as store:
        store.create_tables()
    with at_work(url, clerks=2) as told:
        for _ in range(rounds):
            told.wait_for(1)
            time.sleep(random.uniform(0, 1))
            server.crash()
            time.sleep(random.uniform(0, 0.5))
            server.start()
        told.wait_for(5)
    with SqlStore(url) as store:
        wrong = wrong_after_all(Desk("fuheng", store=store), told.opened)
    return {"crashes": rounds, "opened": len(told.opened), "errors": len(told.errors), "wrong": list(wrong)}


def fill(folder: Path) -> dict[str, object]:
    """Fill the disk of a whole PostgreSQL, log and all, then make room: what was answered is there."""
    disk = ["mount", "-t", "tmpfs", "-o", f"size={SMALL},mode=1777", "tmpfs", str(folder)]
    mounted = subprocess.run(disk, check=False, capture_output=True, text=True)
    if mounted.returncode:
        return {"skipped": mounted.stderr.strip()}
    usual, tempfile.tempdir = tempfile.tempdir, str(folder)
    try:
        with started(PostgresServer()) as server:
            return _fill(server, folder)
    finally:
        tempfile.tempdir = usual
        subprocess.run(["umount", "-l", str(folder)], check=True)


def _fill(server: Server, folder: Path) -> dict[str, object]:
    url, answered, errors = new_schema(server.url, "full"), 0, list[str]()
    with SqlStore(url) as store:
        store.create_tables()
        while len(errors) < 5:
            try:
                open_case(store, row(f"c{answered}", body=os.urandom(4000).hex()))
            except StoreError as error:
                errors.append(error.code)
                time.sleep(0.2)
            else:
                answered += 1
    subprocess.run(["mount", "-o", f"remount,size={LARGE}", str(folder)], check=True)
    with SqlStore(url) as store:
        try:
            store.due(row().next_check_at or Desk("fuheng").now())
            down = False
        except StoreError:
            down = True
            if (server.data / "postmaster.pid").exists():
                server.crash()
            server.start()
        names = {f"c{number}" for number in range(answered)}
        open_case(store, row("after"))
        there = {case.id for case in store.find(Criteria(), limit=1_000_000)}
    wrong = sorted(names - there)
    return {"answered": answered, "errors": errors, "server went down": down, "wrong": wrong}


def main() -> int:
    """Run it; 1 where something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    asked = parser.parse_args()
    figures: dict[str, dict[str, object]] = {}
    for kind in (PostgresServer, MariaServer):
        try:
            server = kind()
        except NoServer as reason:
            figures[kind.__name__] = {"skipped": str(reason)}
            continue
        with started(server):
            figures[kind.__name__] = crash(server, asked.rounds)
    with tempfile.TemporaryDirectory() as folder:
        figures["full disk"] = fill(Path(folder))
    print(json.dumps(figures, indent=2, ensure_ascii=False))
    return 1 if any(each.get("wrong") for each in figures.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
