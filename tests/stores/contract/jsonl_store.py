"""A store as a host might write it from ``docs/stores.md``: a journal, one JSON line a unit, under a lock on the file.

Nothing in it is ever changed, but for a last line that a crash left unfinished. One unit is at work at a time, in all
processes; listing takes no lock. Everything is read from the beginning each time: small, not fast.
"""

# ruff: noqa: A002  "id" and "open" are the words of the port
from __future__ import annotations

import fcntl
import json
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from attrs import asdict

from servicedesk import errors
from servicedesk import stores as ports

INSTANTS = (*ports.INSTANTS, "at", "deliver_at")


def write(record: Any) -> dict[str, Any]:
    values = asdict(record)
    return values | {name: values[name].astimezone(UTC).isoformat() for name in INSTANTS if values.get(name)}


def read(kind: Any, id: str, values: dict[str, Any]) -> Any:
    try:
        return kind(**values | {n: datetime.fromisoformat(values[n]) for n in INSTANTS if values.get(n)})
    except (TypeError, ValueError) as error:
        raise errors.CorruptRecord(f"a record of case {id!r} is broken", id=id, why=str(error)) from error


def listed(row: dict[str, Any]) -> Any:
    try:
        return read(ports.CaseRow, row["id"], row)
    except errors.CorruptRecord:
        return ports.unreadable(row["id"], row["tenant"])


class JournalUnit(ports.Unit):
    def __init__(self, store: JsonLinesStore) -> None:
        self.store, self.lock, self.over = store, -1, False
        self.saves: list[Any] = []
        self.failure: errors.StoreError | None = None

    def begin(self, id: str, *, wait: bool = True) -> None:
        if self.over:
            raise errors.StoreMisuse("the unit was left")
        if self.failure:
            raise self.failure
        if self.lock < 0:
            self.lock = self.store.locked(id, wait=wait)
            self.rows, self.history, self.end = self.store.replay()

    def row(self, id: str) -> Any:
        try:
            return read(ports.CaseRow, id, self.rows[id])
        except errors.CorruptRecord as error:
            self.failure = error
            raise

    def load(self, id: str, *, wait: bool = True) -> Any:
        self.begin(id, wait=wait)
        if id not in self.rows:
            raise errors.CaseNotFound(f"there is no case {id!r}", id=id)
        return self.row(id)

    def save(self, row: ports.CaseRow, expected: int, entries: Any) -> None:
        self.begin(row.id)
        ports.check_save(row, expected, entries)
        found = self.row(row.id).version if row.id in self.rows else 0
        if found != expected:
            raise errors.ConcurrencyConflict("it moved on", id=row.id, expected=expected, found=found)
        if found:
            ports.check_fixed(self.row(row.id), row)
        history = self.history.setdefault(row.id, [])
        if {entry["key"] for entry in history} & {entry.key for entry in entries} - {None}:
            raise errors.KeyReused("the key was used", id=row.id)
        others = [r for r in self.rows.values() if r["tenant"] == row.tenant and r["id"] != row.id]
        holders = [r for r in others if row.opening_key is not None and r["opening_key"] == row.opening_key]
        if row.exclusive_key is not None and row.open:
            holders += [r for r in others if r["open"] and r["exclusive_key"] == row.exclusive_key]
        if holders:
            raise errors.AlreadyOpen("taken", id=row.id, existing_id=holders[0]["id"])
        self.saves.append((write(row), [write(entry) for entry in entries]))
        self.rows[row.id] = self.saves[-1][0]
        history += self.saves[-1][1]

    def entries(self, id: str, *, after: int = 0, key: str | None = None) -> Any:
        self.begin(id)
        found = [read(ports.EntryRow, id, values) for values in self.history.get(id, ())]
        return iter([entry for entry in found if entry.seq > after and key in (None, entry.key)])

    def cases(self, subject: str, procedure: Any = None, open: Any = True, *, tenant: str = "") -> Any:
        self.begin(subject)
        asked = {"subject": subject, "procedure": procedure, "open": open, "tenant": tenant}.items()
        named = {name: value for name, value in asked if value is not None}
        return [listed(row) for _, row in sorted(self.rows.items()) if named.items() <= row.items()]


class JsonLinesStore(ports.Store):
    def __init__(self, path: Path) -> None:
        self.path, self.closed, self.inside = path, False, threading.local()

    @contextmanager
    def unit(self) -> Iterator[JournalUnit]:
        self.must_be_open()
        unit = JournalUnit(self)
        try:
            yield unit
            if unit.failure:
                raise unit.failure
            if unit.saves:
                self.append(unit.saves, unit.end)
        finally:
            unit.over = True
            if unit.lock >= 0:
                os.close(unit.lock)
                self.inside.unit = False

    def due(self, now: datetime, *, after: tuple[datetime, str] | None = None, limit: int = 100) -> Any:
        self.must_be_open()
        ports.check_limit(limit)
        _ = ports.aware(now, "now"), after and (ports.aware(after[0], "after"), ports.check_cursor(after[1]))
        waking = [row for row in self.replay()[0].values() if row["next_check_at"]]
        pairs = sorted((datetime.fromisoformat(row["next_check_at"]), row["id"]) for row in waking)
        return [pair for pair in pairs if pair[0] <= now and (after is None or pair > after)][:limit]

    def close(self) -> None:
        self.closed = True

    def must_be_open(self) -> None:
        if self.closed:
            raise errors.StoreMisuse("the store was closed")

    def locked(self, id: str, *, wait: bool) -> int:
        if getattr(self.inside, "unit", False):
            raise errors.StoreMisuse("units of one thread do not nest")
        lock, until = os.open(f"{self.path}.lock", os.O_RDWR | os.O_CREAT), time.monotonic() + 20
        while True:
            with suppress(BlockingIOError):
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                self.inside.unit = True
                return lock
            if not wait or time.monotonic() > until:
                os.close(lock)
                raise (errors.TransientStoreError if wait else errors.CaseBusy)("another is at work", id=id)
            time.sleep(0.002)

    def replay(self) -> tuple[dict[str, Any], dict[str, list[Any]], int]:
        """Rows and histories that the finished lines come to, and where the last of them ends."""
        rows: dict[str, Any] = {}
        history: dict[str, list[Any]] = {}
        end = 0
        for line in self.path.read_bytes().splitlines(keepends=True) if self.path.exists() else ():
            if line.endswith(b"\n"):
                end += len(line)
                for row, entries in json.loads(line):
                    rows[row["id"]] = row
                    history.setdefault(row["id"], []).extend(entries)
        return rows, history, end

    def append(self, saves: list[Any], end: int) -> None:
        try:
            with self.path.open("ab") as file:
                file.truncate(end)
                file.write(json.dumps(saves).encode() + b"\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise errors.StoreUnavailable(f"the journal cannot be written: {error.strerror}") from error
