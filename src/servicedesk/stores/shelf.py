"""What the units of a store in memory share: rows, histories, and what they are found by."""

from __future__ import annotations

# ruff: noqa: A001, A002  -- "id" is the word of the port
import os
from collections.abc import Iterable, Mapping, Sequence
from threading import Lock

from servicedesk.engine.record import changed
from servicedesk.stores.history import History
from servicedesk.stores.instants import micros, moment
from servicedesk.stores.protocols import CaseFilter
from servicedesk.stores.records import CaseRow, EntryRow, Outstanding
from servicedesk.stores.schedule import Schedule

Listed = dict[tuple[str, int, str, str], str]
"""What is outstanding in a case: whose list, due, case and key, with what it is."""


class Shelf:
    """What the units of one store share."""

    def __init__(self, wait: float) -> None:
        self.wait = wait
        self.process = os.getpid()
        self.turn = Lock()  # held by the unit at work
        self.holder: int | None = None  # its thread
        self.index = Lock()  # held for the moment in which a unit's writes become visible, or are listed
        self.rows: dict[str, CaseRow] = {}  # without a body that is not ASCII, which as bytes is half as large
        self.bodies: dict[str, bytes] = {}
        self.history: dict[str, History] = {}
        self.keys: dict[tuple[str, str], int] = {}
        self.subjects: dict[tuple[str, str], set[str]] = {}
        self.opening_keys: dict[tuple[str, str], str] = {}
        self.exclusive_keys: dict[tuple[str, str], str] = {}
        self.schedule = Schedule[tuple[int, str]]()
        self.worklists: dict[tuple[str, str], Schedule[tuple[int, str, str]]] = {}  # by tenant, and whose they are
        self.outstanding: dict[str, Listed] = {}  # by case
        self.has_outbox = False
        self.outbox = Schedule[tuple[int, str, int]]()
        self.deliver_at: dict[tuple[str, int], int] = {}  # of what is in the outbox
        self.leader = Lock()

    def must_be_of_this_process(self) -> None:
        """In a forked process nobody goes on with the unit that was at work: what it holds is free."""
        if self.process != os.getpid():
            self.process, self.turn, self.holder, self.index = os.getpid(), Lock(), None, Lock()

    def commit(
        self, rows: dict[str, CaseRow], added: dict[str, list[EntryRow]], outstanding: dict[str, Listed]
    ) -> None:
        """Make visible, at one moment, what a unit has written."""
        with self.index:
            for id, row in rows.items():
                before = self.rows.get(id)
                if before is not None:
                    self._forget(before)
                self._keep(row)
                self.subjects.setdefault((row.tenant, row.subject), set()).add(id)
                if row.opening_key is not None:
                    self.opening_keys[row.tenant, row.opening_key] = id
                if row.next_check_at is not None:
                    self.schedule.add((micros(row.next_check_at, "next_check_at"), id))
            # After every row has given up what it held: an exclusive key may pass from one case of the unit to another.
            for id, row in rows.items():
                if row.exclusive_key is not None and row.open:
                    self.exclusive_keys[row.tenant, row.exclusive_key] = id
            for id, entries in added.items():
                history = self.history.get(id)
                if history is None:
                    history = self.history[id] = History()
                history.extend(entries)
                self.keys.update(((id, entry.key), entry.seq) for entry in entries if entry.key is not None)
            for id, each in outstanding.items():
                self._owe(rows[id].tenant, id, each)
            if self.has_outbox:
                self._send(added)

    def _send(self, added: Mapping[str, list[EntryRow]]) -> None:
        """Put into the outbox what the world is to be told of."""
        for id, entries in added.items():
            for entry in entries:
                if entry.deliver_at is not None:
                    deliver_at = micros(entry.deliver_at, "deliver_at")
                    self.outbox.add((deliver_at, id, entry.seq))
                    self.deliver_at[id, entry.seq] = deliver_at

    def asked_for(self, asked: CaseFilter) -> Iterable[CaseRow]:
        """The rows among which those are that a filter finds, without their bodies."""
        if asked.subject is None:
            return self.rows.values()
        return [self.rows[id] for id in self.subjects.get((asked.tenant, asked.subject), ())]

    def _keep(self, row: CaseRow) -> None:
        if row.body.isascii():
            self.rows[row.id] = row
            self.bodies.pop(row.id, None)
        else:
            self.rows[row.id] = changed(row, body="")
            self.bodies[row.id] = row.body.encode()

    def outstanding_in(
        self, tenant: str, lists: Sequence[str], after: tuple[int, str, str] | None, until: int, limit: int
    ) -> list[tuple[str, Outstanding]]:
        """A page of what is in these lists, each with its case and once, by due, case and key."""
        found: dict[tuple[int, str, str], str] = {}
        for whose in lists:
            if (listed := self.worklists.get((tenant, whose))) is not None:
                for place in listed.page(after, until, limit):
                    found.setdefault(place, whose)
        return [
            (id, Outstanding(key, moment(due), whose, self.outstanding[id][whose, due, id, key]))
            for (due, id, key), whose in sorted(found.items())[:limit]
        ]

    def _owe(self, tenant: str, id: str, outstanding: Listed) -> None:
        """Put what is outstanding in a case in the place of what was."""
        before = self.outstanding.pop(id, {})
        for whose, due, _, key in before.keys() - outstanding.keys():
            self.worklists[tenant, whose].remove((due, id, key))
        for whose, due, _, key in outstanding.keys() - before.keys():
            listed = self.worklists.get((tenant, whose))
            if listed is None:
                listed = self.worklists[tenant, whose] = Schedule()
            listed.add((due, id, key))
        if outstanding:
            self.outstanding[id] = outstanding

    def _forget(self, row: CaseRow) -> None:
        self.subjects[row.tenant, row.subject].discard(row.id)
        if row.exclusive_key is not None and self.exclusive_keys.get((row.tenant, row.exclusive_key)) == row.id:
            del self.exclusive_keys[row.tenant, row.exclusive_key]
        if row.next_check_at is not None:
            self.schedule.remove((micros(row.next_check_at, "next_check_at"), row.id))


def whole(row: CaseRow, bodies: Mapping[str, bytes]) -> CaseRow:
    """A row as it was saved, with its body."""
    body = bodies.get(row.id)
    return row if body is None else changed(row, body=body.decode())
