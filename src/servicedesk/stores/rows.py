"""Between cases and rows, and between payloads and their digests."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from operator import attrgetter
from typing import Final

from servicedesk.engine.case import Case
from servicedesk.engine.course import DeclinedEntry
from servicedesk.engine.entry import BuiltinEntry, Entry
from servicedesk.engine.parts import RUNNING
from servicedesk.engine.payload import Payload
from servicedesk.engine.reasons import ERASED, same_reason
from servicedesk.errors import CorruptRecord
from servicedesk.rules.values import Token, Value
from servicedesk.said import Said, word
from servicedesk.stores.checksum import checked, with_checksum
from servicedesk.stores.codec import case_from_json, case_to_json, entry_from_json, entry_to_json
from servicedesk.stores.instants import micros
from servicedesk.stores.port import INSTANTS, Unit
from servicedesk.stores.records import CaseRow, EntryRow, Outstanding
from servicedesk.stores.values import plain

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
FAR: Final = 253_370_764_800_000_000
"""The year 9999, as far as a datetime goes in any zone."""


def utc(instant: int) -> datetime:
    """A plain aware datetime for the store: pendulum stays on the desk's side of the port."""
    return _EPOCH + timedelta(microseconds=instant)


_BOTH: Final = (
    *("id", "version", "tenant", "manual", "edition", "fingerprint", "procedure", "subject", "parent"),
    *("exclusive_key", "opening_key", "state", "open"),
)
"""What row and body both say of a case: the store looks it up by the one, the desk runs it by the other."""
_said = attrgetter(*_BOTH)


def case_of(row: CaseRow) -> Case:
    """The case of a row.

    Raises:
        CorruptRecord: it cannot be read, or the row says something else than the case in it.
    """
    return agreeing(row, case_from_json(body_of(row), row.id))


def body_of(row: CaseRow) -> str:
    """The body of a row as it was before its checksum.

    Raises:
        CorruptRecord: it has another.
    """
    try:
        return checked(row.body, beside(row))
    except ValueError:
        raise damaged(row.id, Said("other_checksum" if row.body else "unreadable_row")) from None


def agreeing(row: CaseRow, case: Case) -> Case:
    """The case that was in the body of a row.

    Raises:
        CorruptRecord: the row says something else.
    """
    if _said(case) != _said(row):
        wrong = tuple(word(name) for name in _BOTH if getattr(case, name) != getattr(row, name))
        raise CorruptRecord(
            Said("row_and_body", id=row.id, names=wrong),
            remedy=Said("restore_backup"),
            id=row.id,
            why=Said("row_body_differ", names=wrong),
        )
    return case


def body_says(row: CaseRow, tenant: str) -> bool:
    """Whether the body of a row, if it can be read, is a case of this tenant, whatever the row says."""
    head = row.body.partition('"facts":')[0]
    named = f'"tenant":{json.dumps(tenant, ensure_ascii=False)}' in head if tenant else '"tenant":' not in head
    if not named:  # so nearly always, and then the body need not be read
        return False
    try:
        body = checked(row.body, beside(row))
        return case_from_json(body, row.id).tenant == tenant
    except (ValueError, CorruptRecord):
        return False


def damaged(ident: str, why: str) -> CorruptRecord:
    """What is raised for a case that is not as it was written."""
    return CorruptRecord(Said("not_as_written", id=ident, why=why), remedy=Said("restore_backup"), id=ident, why=why)


def beside(row: CaseRow) -> str:
    """What a row says of its case that its body does not say so: its checksum covers it."""
    times = (None if at is None else micros(at, "") for at in _instants(row))
    return _beside(*times, row.category, row.holder, row.deviations)


_instants = attrgetter(*INSTANTS)


def _beside(*said: int | str | None) -> str:
    return "\n".join(["" if each is None else str(each) for each in said])


def entry_of(row: EntryRow, ident: str) -> Entry:
    """The entry of a row of the history of a case.

    Raises:
        CorruptRecord: it cannot be read, is of another case, or says something else than its row.
    """
    try:
        body = checked(row.body, ident)
    except ValueError:
        raise damaged(ident, Said("entry_checksum", seq=row.seq)) from None
    entry = entry_from_json(body, ident)
    if (entry.seq, entry.recorded, entry.key or None) != (row.seq, micros(row.at, "at"), row.key):
        raise damaged(ident, Said("entry_differs", seq=row.seq))
    return entry


def history_of(unit: Unit, case: Case) -> list[Entry]:
    """Every entry of a case that was loaded in this unit.

    Raises:
        CorruptRecord: one cannot be read, or is missing.
    """
    entries = [entry_of(row, case.id) for row in unit.entries(case.id)]
    if len(entries) != case.version:
        raise damaged(case.id, Said("entries_there", version=case.version, count=len(entries)))
    return entries


def row_of(case: Case, next_check: int | None, category: str = "") -> CaseRow:
    """The row of a case; ``next_check`` is when to look at it next, ``category`` its class."""
    return row_with(case, next_check, category, case_to_json(case))


def row_with(case: Case, next_check: int | None, category: str, body: str) -> CaseRow:
    """The row of a case with the body that it has."""
    held = case.holders.get("")
    holder = "" if held is None else held.name
    times = (next_check, _last_due(case), _first_due(case), case.opened_at, None if case.open else case.moved_at)
    next_check_at, last_due, first_due, opened_at, closed_at = [None if at is None else utc(at) for at in times]
    return CaseRow(
        id=case.id,
        tenant=case.tenant,
        manual=case.manual,
        edition=case.edition,
        procedure=case.procedure,
        fingerprint=case.fingerprint,
        subject=case.subject,
        parent=case.parent,
        exclusive_key=case.exclusive_key,
        state=case.state,
        open=case.open,
        version=case.version,
        next_check_at=next_check_at,
        opening_key=case.opening_key,
        body=with_checksum(body, _beside(*times, category, holder, case.deviations)),
        last_due=last_due,
        first_due=first_due,
        opened_at=opened_at,
        closed_at=closed_at,
        category=category,
        holder=holder,
        deviations=case.deviations,
    )


def _first_due(case: Case) -> int | None:
    """The soonest due of what is still to be kept; beyond all others where all of it is paused."""
    if not case.limits:
        return None
    return min((due for _, due in _outstanding(case)), default=None)


def _last_due(case: Case) -> int | None:
    """The latest instant that the due of a running limit rests on; while it is paused it may rest on any.

    A limit before an event rests on the days up to the event, from which it is counted back.
    """
    if not case.limits:
        return None
    running = [limit for limit in case.limits.values() if limit.state in RUNNING]
    dues = [limit.due for limit in running if limit.due is not None]
    return FAR if len(dues) < len(running) else max([*dues, *(limit.anchor for limit in running)], default=None)


def outstanding_of(case: Case) -> tuple[Outstanding, ...]:
    """What is outstanding in a case, while it is open: its limits that are still to be kept."""
    return tuple(Outstanding(key, utc(due)) for key, due in _outstanding(case))


def _outstanding(case: Case) -> list[tuple[str, int]]:
    limits = case.limits.values() if case.open else ()
    return [(limit.key, FAR if limit.due is None else limit.due) for limit in limits if limit.is_open]


def rows_of(entries: Sequence[Entry], ident: str) -> list[EntryRow]:
    """The rows of new entries of a case.

    The world is told of an entry when it is recorded, of a message not before its own time.
    """
    return [
        EntryRow(
            e.seq,
            recorded := utc(e.recorded),
            e.key or None,
            with_checksum(entry_to_json(e), ident),
            recorded if e.deliver_at <= e.recorded else utc(e.deliver_at),
        )
        for e in entries
    ]


def digest_of(hidden: Collection[str], name: str, payload: Payload, *about: str | int | None) -> str:
    """A fingerprint of an input without its personal values, which a digest would give away.

    ``hidden`` are the fields that hold them, ``about`` is what else the input says: who, when, of which case.
    """
    shown = {k: plain(v) for k, v in payload.raw.items() if k not in hidden and v not in (None, "")}
    return short(json.dumps([name, *about, shown], sort_keys=True, ensure_ascii=True, default=str))


def short(text: str) -> str:
    """The digest of a text."""
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def same_personal(filed: Mapping[str, Value | None], payload: Payload, entry: Entry, case: Case) -> bool:
    """Whether the personal values of a repeated input, as they are read, are those behind the entry's tokens.

    What was erased is.
    """
    written = entry.reason if isinstance(entry, DeclinedEntry | BuiltinEntry) else ""
    if not same_reason(written, payload.reason.strip() if written else "", case.vault):
        return False
    for name, given in filed.items():
        token = (entry.corrected_facts if isinstance(entry, BuiltinEntry) else entry.facts).get(name)
        kept = case.vault.get(token.name) if isinstance(token, Token) else token
        if given != kept and not (kept == ERASED and given is not None):
            return False
    return True
