"""Looking at an SQLite file past the store, and running other threads and processes."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread


def sql(path: Path, *statements: str) -> list[tuple[object, ...]]:
    """Run statements past the store; give the rows of the last one."""
    db = sqlite3.connect(path)
    try:
        for statement in statements:
            rows = db.execute(statement).fetchall()
        db.commit()
    finally:
        db.close()
    return rows


def is_whole(path: Path) -> bool:
    """Whether the file is sound and each case has exactly the entries that its version says."""
    per_case = "SELECT c.version, count(e.seq), max(e.seq) FROM sd_case c LEFT JOIN sd_entry e ON e.case_id = c.id"
    versions = sql(path, f"{per_case} GROUP BY c.id")
    return sql(path, "PRAGMA integrity_check") == [("ok",)] and all(v == n == last for v, n, last in versions)


def aside(work: Callable[[], object]) -> None:
    """Do something in another thread, to its end."""
    thread = Thread(target=work)
    thread.start()
    thread.join(30)
    assert not thread.is_alive()


def run(program: str) -> str:
    """Run a program in a process of its own, in which warnings are errors; give what it printed."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        capture_output=True,
        text=True,
        check=False,
        env=dict(os.environ),
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
