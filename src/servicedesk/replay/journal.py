"""What became of each row of a log, kept in the store itself: a second run answers from it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final, TypedDict

from attrs import evolve

from servicedesk.engine.refusals import Refusal, RefusalData
from servicedesk.errors import CaseNotFound, ConcurrencyConflict, CorruptRecord, StoreMisuse
from servicedesk.said import Said
from servicedesk.stores import EntryRow, Store
from servicedesk.stores.editions import JOURNAL_FORMAT, journal_id, journal_row

_ROOM: Final = 64

Verdict = tuple[Refusal, ...]
"""The refusals of a row; none where it was accepted."""


class Journal:
    """An append-only history behind the same port as the cases: one entry a row, keyed by what the row says.

    A refusal is durable before the next input is decided: were it decided again later, the case would be another.
    Accepted rows are written in batches, since the case's own history carries their keys.

    ``record`` says that what the rules refuse is recorded over them: a log is replayed in one way, or in the other.

    Raises:
        ConcurrencyConflict: from any call that writes, where another run writes the same journal.
        StoreMisuse: the store was written in the other way.
    """

    def __init__(self, store: Store, manual: str, tenant: str = "", *, record: bool = False) -> None:
        self._store = store
        self._waiting: list[tuple[str, Verdict]] = []
        ident = journal_id(manual, tenant)
        empty = journal_row(manual, tenant, record=record)
        with store.unit() as unit:
            try:
                self._row = unit.load(ident)
            except CaseNotFound:
                self._row = empty
            entries = list(unit.entries(ident)) if self._row.version else []
        if json.loads(self._row.body).get("record", False) is not record:
            raise StoreMisuse(
                Said("journal_mode" if record else "journal_recorded", ident=ident), remedy=Said("replay_as_before")
            )
        self._known = {str(entry.key): _verdict(ident, entry) for entry in entries}

    def __contains__(self, key: str) -> bool:
        return key in self._known

    def __getitem__(self, key: str) -> Verdict:
        return self._known[key]

    def add(self, key: str, verdict: Verdict) -> None:
        """Keep what became of a row, for a later run: in this one no row comes again."""
        self._waiting.append((key, verdict))
        if verdict or len(self._waiting) >= _ROOM:
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        if not self._waiting:
            return
        now = datetime.now(UTC)
        first = self._row.version + 1
        entries = [EntryRow(seq, now, key, _body(verdict)) for seq, (key, verdict) in enumerate(self._waiting, first)]
        row = evolve(self._row, version=self._row.version + len(entries))
        try:
            with self._store.unit() as unit:
                unit.save(row, self._row.version, entries)
        except ConcurrencyConflict as error:
            raise ConcurrencyConflict(
                Said("journal_busy", ident=row.id), remedy=Said("wait_for_run"), **error.fields
            ) from error
        self._row = row
        self._waiting.clear()


class _Body(TypedDict):
    format: int
    refusals: list[RefusalData]


def _body(verdict: Iterable[Refusal]) -> str:
    return json.dumps(
        {"format": JOURNAL_FORMAT, "refusals": [refusal.to_data() for refusal in verdict]}, ensure_ascii=False
    )


def _verdict(ident: str, entry: EntryRow) -> Verdict:
    try:
        data: _Body = json.loads(entry.body)
        if data["format"] != JOURNAL_FORMAT:
            raise ValueError(data["format"])  # noqa: TRY301 - read like any other broken body
        return tuple(Refusal.from_data(told) for told in data["refusals"])
    except (KeyError, TypeError, ValueError) as error:
        raise CorruptRecord(
            Said("journal_unread", seq=entry.seq, ident=ident), id=ident, why=type(error).__name__
        ) from error
