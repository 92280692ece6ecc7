"""What the desk asks of the outside: a store for cases, and answers to questions of fact.

A host that keeps cases in its own database implements :class:`Store` and :class:`Unit`: six calls. The
numbered clauses of ``servicedesk.testing.contract`` check an implementation against this page.

Words used below:

* **committed**: written by a unit that was left normally.
* **at hand** in a unit: what is committed, with this unit's own saves on top.
* **instant**: an aware ``datetime``. A store keeps microseconds, takes any zone and gives back UTC. A
  naive one is refused with :class:`~servicedesk.errors.NaiveDatetime`.
* Text comes back character for character; equality is exact (no folding of case, width or trailing spaces)
  and order is by code point.
* A text with a NUL or half a surrogate pair cannot be kept: it is refused, and nothing is found under it.
"""

# ruff: noqa: A002  -- "id" and "open" are the words of the port

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from operator import attrgetter
from types import TracebackType
from typing import ClassVar, Final, Self

from servicedesk.errors import CorruptRecord, NaiveDatetime, StoreMisuse
from servicedesk.said import Said, Statements
from servicedesk.stores.records import CaseRow, EntryRow, Outstanding


class Unit(ABC):
    """One atomic unit of work, made by :meth:`Store.unit`, used by one thread.

    :class:`~servicedesk.errors.CaseNotFound`, ``CaseBusy``, ``ConcurrencyConflict``, ``AlreadyOpen``,
    ``KeyReused``, ``NaiveDatetime`` and ``StoreMisuse`` leave the unit as it was: it may go on, and what
    it saved before is committed when it is left normally. After any other
    :class:`~servicedesk.errors.StoreError` the unit is over: none of it is committed, and leaving it normally
    raises that error again.
    """

    @abstractmethod
    def load(self, id: str, *, wait: bool = True) -> CaseRow:
        """Give the case at hand.

        From here to the end of the unit nobody else's save of this case goes unnoticed: either they wait
        (a row lock), or this unit's own :meth:`save` of it raises. Two loads of one case in one unit, with
        no save between, give equal rows.

        Args:
            id: The case.
            wait: False asks a store with locks to raise rather than wait; a store without ignores it.

        Raises:
            CaseNotFound: No such case is at hand.
            CaseBusy: Another unit holds the case, and ``wait`` is false.
            TransientStoreError: Another unit held the case for too long.
            CorruptRecord: The stored row cannot be read.
        """

    @abstractmethod
    def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
        """Write the row and append its entries, both or neither.

        ``expected`` is the version that the caller decided on: 0 writes a new case, else the row at hand is
        replaced if its version is ``expected``. ``row.version == expected + len(entries)`` and the entries
        carry ``expected + 1`` and so on. Without entries a row that exists is replaced and keeps its
        version: good for what follows from the history alone, such as ``next_check_at``, since two such saves do
        not notice each other. The faults are looked for in the order of the list below, and a refused save
        writes nothing.

        Raises:
            NaiveDatetime: One of the :data:`INSTANTS` of the row, or an entry's ``at`` or ``deliver_at``, has no zone.
            StoreMisuse: One of these cannot be shown in UTC; the numbers above do not add up; or a text cannot be
                stored (it holds a NUL or half a surrogate pair, or is longer than the store keeps).
            ConcurrencyConflict: The version at hand is another; fields ``id``, ``expected``, ``found`` (0: no
                such case).
            StoreMisuse: A field that the first save settled is different; field ``changed``.
            KeyReused: An entry's key is in the history of this case already; field ``id``.
            AlreadyOpen: Another case of the tenant has the ``opening_key``, or is open and has the ``exclusive_key``
                while this row is open; field ``existing_id``. The ``opening_key`` is checked first.
            TransientStoreError: The store was locked for too long, or something this unit read has changed
                since.
            StoreUnavailable: The store cannot be written: no room, read-only.
        """

    @abstractmethod
    def entries(self, id: str, *, after: int = 0, key: str | None = None) -> Iterator[EntryRow]:
        """Give the entries of the case at hand, in order of ``seq``; none for a case that is not there.

        Consistent with :meth:`load`: of a case loaded in this unit, exactly the entries 1 to its version.

        Args:
            id: The case.
            after: Only entries with a greater ``seq``.
            key: Only the entry that carries this idempotency key.

        Raises:
            CorruptRecord: A stored entry cannot be read, or one is missing.
        """

    @abstractmethod
    def cases(
        self, subject: str, procedure: str | None = None, open: bool | None = True, *, tenant: str = ""
    ) -> Sequence[CaseRow]:
        """Give the cases at hand of one subject, ordered by id.

        Consistent with :meth:`load`: a case appears as ``load`` would give it, and one whose row cannot be read as
        :func:`unreadable` makes it. It does not keep others from adding a case to the subject before this unit ends;
        where there must be one only, use ``exclusive_key``.

        Args:
            subject: Equal to this.
            procedure: Equal to this; None for every procedure.
            open: Open cases, or closed ones; None for both.
            tenant: Equal to this.
        """


class Store(ABC):
    """Where cases are kept. A store is shared by threads; a unit is not.

    Attributes:
        owns_transactions: Whether a unit is a transaction of its own. Inside a host's it is not, and then
            nobody but the host repeats what failed.
    """

    owns_transactions: ClassVar[bool] = True

    @abstractmethod
    def unit(self) -> AbstractContextManager[Unit]:
        """Begin one atomic unit.

        Left normally, all its writes are durable and visible together; left by an exception, none is, and the
        exception goes on. Nothing of it is visible outside before. A store that joins a transaction of its
        host neither commits nor rolls back. Units of one thread do not nest, and a unit that was left is
        over.

        Raises:
            TransientStoreError: On leaving: nothing was written; the unit may be repeated.
            CommitUnknown: On leaving: the connection was lost while committing; repeat with the same keys.
            StoreUnavailable: The store cannot be reached, or on leaving: it cannot be written.
            SchemaMismatch: The tables are those of an older or newer version of the package.
        """

    def reading(self) -> AbstractContextManager[Unit]:
        """Begin a unit that only reads: it sees the cases of one moment, and holds none.

        A store that takes locks, or needs a right to write for its units, gives one here that does not. Its ``save``
        raises ``StoreMisuse``. Where units only read until they save, this is :meth:`unit`.
        """
        return self.unit()

    @abstractmethod
    def due(
        self, now: datetime, *, after: tuple[datetime, str] | None = None, limit: int = 100
    ) -> Sequence[tuple[datetime, str]]:
        """List committed cases that are due, without a lock and without waiting for any unit.

        The answer may be stale when it arrives: whoever acts on it loads the case and looks again. An instant that
        cannot be read is listed as the nearest that a ``datetime`` has, :data:`EARLIEST` or :data:`LATEST`, and keeps
        nobody from the others.

        Args:
            now: Cases whose ``next_check_at`` is this instant or earlier.
            after: The last pair of the page before: only pairs that come strictly after it in the order.
            limit: At most so many; 1 or more.

        Returns:
            Pairs of ``next_check_at`` and id, ordered by instant, then by id.

        Raises:
            NaiveDatetime: ``now`` or the cursor has no zone.
            StoreMisuse: ``limit`` is below 1, one of these cannot be shown in UTC, or no page can have ended with
                the cursor.
        """

    @abstractmethod
    def close(self) -> None:
        """Give up every connection. Again does nothing; any other call afterwards raises ``StoreMisuse``."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


# --- for implementers ----------------------------------------------------------------------------------

_FIXED = ("id", "tenant", "procedure", "parent", "opening_key")

INSTANTS: Final = ("next_check_at", "last_due", "first_due", "opened_at", "closed_at")
"""The fields of a row that are instants: each is aware, or None, and comes back in UTC."""
MOST_LISTS: Final = 400
"""So many lists of a worklist at once: a query has a part for each."""
EARLIEST: Final = datetime.min.replace(tzinfo=UTC)
LATEST: Final = datetime.max.replace(tzinfo=UTC)


def unreadable(id: str, tenant: str) -> CaseRow:
    """What a list has for a case whose row cannot be read: an empty body, which no case has. ``load`` raises."""
    texts: tuple[str, str, str, str, str] = ("", "", "", "", "")
    return CaseRow(
        id, tenant, *texts, None, None, "", open=True, version=1, next_check_at=None, opening_key=None, body=""
    )


def aware(instant: datetime, what: str) -> datetime:
    """Return the instant, or refuse it, under the name ``what``, if it has no zone or no time of UTC.

    Raises:
        NaiveDatetime: It has no zone; field ``field``.
        StoreMisuse: It lies before the year 1 or after the year 9999 of UTC, which nobody could be given back.
    """
    if instant.tzinfo is UTC:
        return instant
    if instant.utcoffset() is None:
        raise NaiveDatetime(Said("no_zone_in", what=what), remedy=Said("pass_aware"), field=what)
    if not 1 < instant.year < 9999:
        try:
            instant.astimezone(UTC)
        except OverflowError:
            raise StoreMisuse(Said("not_in_utc", what=what), remedy=Said("check_year"), field=what) from None
    return instant


def check_cursor(after: str) -> str:
    """Return the id that a page ended with, or refuse what no page can have ended with.

    Raises:
        StoreMisuse: It is a text that cannot be kept.
    """
    if not storable(after):
        raise StoreMisuse(Said("no_such_page"), remedy=Said("last_of_page"), field="after")
    return after


def not_readable(ids: Sequence[str], why: str) -> CorruptRecord:
    """What is raised of what a store has to pass on for these cases; field ``ids`` has them all, ``id`` the first."""
    first, *others = dict.fromkeys(ids)
    said = Said("of_case", id=first, why=why)
    if others:
        said = Said("of_cases", id=first, count=len(others) + 1, more=len(others), why=why)
    return CorruptRecord(said, remedy=Said("restore_backup"), id=first, ids=(first, *others), why=why)


def lists_of(whose: Collection[str]) -> tuple[str, ...]:
    """The lists that a worklist is asked for, each once, by code point; those under no text that can be kept are empty.

    Raises:
        StoreMisuse: there are more than :data:`MOST_LISTS`.
    """
    if len(whose) > MOST_LISTS:
        raise StoreMisuse(Said("too_many_lists", count=len(whose), most=MOST_LISTS), count=len(whose))
    return tuple(sorted({each for each in whose if storable(each)}))


def check_limit(limit: int) -> None:
    """Refuse a page size below 1.

    Raises:
        StoreMisuse: It is; field ``limit``.
    """
    if limit < 1:
        raise StoreMisuse(Said("page_of", limit=limit), remedy=Said("one_or_more"), limit=limit)


_fixed: Final = attrgetter(*_FIXED)
_instants: Final = attrgetter(*INSTANTS)
_texts: Final = attrgetter(
    *("id", "tenant", "manual", "edition", "procedure", "fingerprint", "subject", "category", "holder"),
    *("parent", "exclusive_key", "state", "opening_key", "body"),
)


def check_fixed(before: CaseRow, row: CaseRow) -> None:
    """Refuse a row that differs from the one before in a field that the first save settled.

    Raises:
        StoreMisuse: It does; field ``changed``.
    """
    if _fixed(before) != _fixed(row):
        changed = [name for name in _FIXED if getattr(before, name) != getattr(row, name)]
        raise StoreMisuse(
            Said("fixed_fields", id=row.id, names=tuple(changed)),
            remedy=Said("open_another_case"),
            id=row.id,
            changed=changed,
        )


def check_save(row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
    """Refuse a save whose numbers do not add up or whose instants or texts cannot be kept.

    An implementation calls this first in :meth:`Unit.save`, so that every store refuses the same things.

    Raises:
        NaiveDatetime: An instant has no zone.
        StoreMisuse: Everything else.
    """
    for name, instant in zip(INSTANTS, _instants(row), strict=True):
        if instant is not None:
            aware(instant, name)
    texts: list[str] = [*filter(None, _texts(row))]
    keys: list[str] = []
    seq, run_on = expected, True
    for entry in entries:
        aware(entry.at, "at")
        if entry.deliver_at is not None:
            aware(entry.deliver_at, "deliver_at")
        seq += 1
        run_on = run_on and entry.seq == seq
        texts.append(entry.body)
        if entry.key is not None:
            keys.append(entry.key)
    faults: list[str] = []
    if not row.id:
        faults.append(Said("id_empty"))
    if row.deviations < 0:
        faults.append(Said("deviations_range", deviations=row.deviations))
    if expected < 0 or row.version < 1:
        faults.append(Said("versions_range", expected=expected, version=row.version))
    if row.version != seq:
        faults.append(Said("version_sum", version=row.version, expected=expected, count=len(entries)))
    if not run_on:
        faults.append(Said("entries_break", expected=expected))
    if len(keys) > 1 and len(keys) != len(set(keys)):
        faults.append(Said("one_key_twice"))
    if not storable("".join((*texts, *keys))):
        faults.append(Said("text_unstorable"))
    if faults:
        raise StoreMisuse(Said("cannot_be_saved", id=row.id, faults=Statements(faults)), id=row.id, faults=faults)


def check_outstanding(row: CaseRow, outstanding: Sequence[Outstanding], *, saved: bool) -> None:
    """Refuse what cannot be outstanding; an implementation calls this first in :meth:`WorklistUnit.set_outstanding`.

    Args:
        row: The case.
        outstanding: What is outstanding in it.
        saved: Whether the unit has saved that case.

    Raises:
        NaiveDatetime: A due has no zone.
        StoreMisuse: Everything else.
    """
    for each in outstanding:
        aware(each.due, "due")
    keys = [(each.whose, each.key) for each in outstanding]
    storing = storable("".join(f"{each.key}{each.whose}{each.what}" for each in outstanding))
    if saved and len(keys) == len(set(keys)) and storing:
        return
    faults: list[str] = []
    if not saved:
        faults.append(Said("outstanding_unsaved"))
    if len(keys) != len(set(keys)):
        faults.append(Said("outstanding_key_twice"))
    if not storing:
        faults.append(Said("text_unstorable"))
    if faults:
        raise StoreMisuse(Said("cannot_be_saved", id=row.id, faults=Statements(faults)), id=row.id, faults=faults)


def storable(text: str) -> bool:
    """Whether a text can be kept at all: no NUL, no half of a surrogate pair. No stored text has one."""
    if "\0" in text:
        return False
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
