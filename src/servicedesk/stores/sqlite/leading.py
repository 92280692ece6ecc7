"""One leader at a time over an SQLite file: the lock is a second file beside it, held by whoever leads."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager

from servicedesk.stores.sqlite.files import is_busy, translate


@contextmanager
def lead_beside(path: str) -> Generator[bool]:
    """Lead over the database at ``path`` by locking ``<path>-relay``, or give False at once.

    The system frees the lock when the process ends, however it ends. The second file stays, and stays empty.
    """
    beside = f"{os.path.realpath(path)}-relay"
    try:
        lock = sqlite3.connect(beside, timeout=0, isolation_level=None, check_same_thread=False)
    except sqlite3.Error as error:
        raise translate(error, beside) from error
    try:
        yield _taken(lock, beside)
    finally:
        lock.close()


def _taken(lock: sqlite3.Connection, path: str) -> bool:
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        if not is_busy(error):
            raise translate(error, path) from error
        return False
    return True
