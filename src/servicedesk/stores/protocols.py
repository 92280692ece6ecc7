"""What a store may offer besides the port, each by itself, and what a host answers of its own tables."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Literal, Protocol, runtime_checkable

from attrs import frozen

from servicedesk.stores.records import CaseRow, EntryRow, Outstanding


@runtime_checkable
class Clock(Protocol):
    """A store whose server tells the time, so that the clocks of many machines do not matter.

    A unit may offer it too: then the time of an input is asked on the connection that it works on.
    """

    def now(self) -> datetime:
        """Give the present instant, aware."""
        ...


@frozen
class Criteria:
    """What :meth:`Search.find` looks for: every field that is not None must be equal.

    Without a tenant, ``tenant=None``, those of every tenant are found. ``due_from`` alone is a bound: cases whose
    ``last_due`` is this instant or later.
    """

    tenant: str | None = ""
    procedure: str | None = None
    state: str | None = None
    subject: str | None = None
    open: bool | None = None
    due_from: datetime | None = None


@runtime_checkable
class Search(Protocol):
    """A store that finds cases by more than their id; reports and targets over many cases need it."""

    def find(self, criteria: Criteria, *, after: str | None = None, limit: int = 100) -> Sequence[CaseRow]:
        """List committed cases, ordered by id, without a lock.

        One whose row cannot be read is listed as :func:`~servicedesk.stores.unreadable` makes it.

        Args:
            criteria: What they have in common.
            after: The last id of the page before; only greater ones.
            limit: At most so many; 1 or more.

        Raises:
            NaiveDatetime: ``due_from`` has no zone.
            StoreMisuse: ``limit`` is below 1, ``due_from`` cannot be shown in UTC, or no page can have ended with
                ``after``.
        """
        ...


CaseOrder = Literal["id", "opened", "closed", "due"]
"""How cases are listed: by id; or by when they were opened, closed or are due first, then by id."""
Place = tuple[datetime | None, str]
"""Where a case stands in a list: the instant that it is ordered by, ``None`` in the order of the ids, and its id."""


@frozen
class CaseFilter:
    """What :meth:`CaseFinder.find_cases` looks for: every field that is not None must hold.

    ``id_begins`` and ``subject_begins`` are beginnings, and an empty one is none. ``..._from`` is an instant or later,
    ``..._before`` earlier than one; ``due`` is the ``first_due`` of the case. ``deviating`` cases are those with a
    deviation. All else is equal to what the row says.
    """

    tenant: str = ""
    manual: str | None = None
    procedure: str | None = None
    state: str | None = None
    category: str | None = None
    subject: str | None = None
    parent: str | None = None
    holder: str | None = None
    open: bool | None = None
    id_begins: str | None = None
    subject_begins: str | None = None
    opened_from: datetime | None = None
    opened_before: datetime | None = None
    closed_from: datetime | None = None
    closed_before: datetime | None = None
    due_from: datetime | None = None
    due_before: datetime | None = None
    deviating: bool | None = None


@runtime_checkable
class CaseFinder(Protocol):
    """A store that lists the cases of a tenant by what its rows say of them, in several orders, from indexes."""

    def find_cases(
        self,
        asked: CaseFilter,
        *,
        order: CaseOrder = "id",
        descending: bool = False,
        after: Place | None = None,
        limit: int = 100,
    ) -> Sequence[tuple[Place, CaseRow]]:
        """List committed cases, each with where it stands, without a lock; only rows that have an ``opened_at``.

        One whose row cannot be read is listed as :func:`~servicedesk.stores.unreadable` makes it.

        Args:
            asked: What they have in common.
            order: By what; a case that has no such instant is not listed in that order.
            descending: The latest first, and of one instant the greatest id.
            after: Where the last of the page before stands: only what comes strictly after it in the order.
            limit: At most so many; 1 or more.

        Raises:
            NaiveDatetime: An instant has no zone.
            StoreMisuse: ``limit`` is below 1, an instant cannot be shown in UTC, there is no such order, or no page
                in that order can have ended with ``after``.
        """
        ...

    def count_cases(self, asked: CaseFilter) -> int:
        """Count the committed cases that :meth:`find_cases` lists in the order of their ids.

        Raises:
            NaiveDatetime: An instant has no zone.
            StoreMisuse: An instant cannot be shown in UTC.
        """
        ...


@runtime_checkable
class Worklist(Protocol):
    """A store that lists what is outstanding in its open cases, soonest first, from an index.

    Its units are :class:`WorklistUnit`. What is outstanding stands in the bodies as well: this finds the cases to read.
    """

    def outstanding(
        self,
        *,
        tenant: str = "",
        until: datetime | None = None,
        after: tuple[datetime, str, str] | None = None,
        limit: int = 100,
        whose: Collection[str] = ("",),
    ) -> Sequence[tuple[Outstanding, CaseRow]]:
        """List what is outstanding in committed cases, each with its case, without a lock.

        A case and what is outstanding in it are of one moment. A row that cannot be read is listed as
        :func:`~servicedesk.stores.unreadable` makes it.

        Args:
            tenant: Equal to this.
            until: Only what is due at this instant or earlier; None for everything.
            after: Due, case id and key of the last of the page before: only what comes strictly after it.
            limit: At most so many; 1 or more.
            whose: In which lists. What is in several of them is listed once, as it is in the first by code point.

        Returns:
            Ordered by due, then by case id, then by key, both by code point.

        Raises:
            NaiveDatetime: ``until`` or the cursor has no zone.
            StoreMisuse: ``limit`` is below 1, an instant cannot be shown in UTC, or no page can have ended with the
                cursor.
        """
        ...


@runtime_checkable
class WorklistUnit(Protocol):
    """A unit of a :class:`Worklist`."""

    def set_outstanding(self, row: CaseRow, outstanding: Sequence[Outstanding]) -> None:
        """Say what is outstanding in a case from now on, in place of what was said of it before.

        Only for a case that this unit has saved, with the row that it saved; written with that, or not at all. A case
        of which nothing was said owes nothing, and a save alone leaves it as it is.

        Raises:
            NaiveDatetime: A due has no zone.
            StoreMisuse: A due cannot be shown in UTC, a key cannot be stored or stands there twice, or this unit has
                not saved the case.
        """
        ...


@runtime_checkable
class Outbox(Protocol):
    """A store that remembers which entries have not been passed on yet.

    Entries are *pending* from the unit that saved them until they are marked done. What an entry says to whom
    is in its body: the relay reads it, the store does not.
    """

    def start_outbox(self) -> None:
        """Remember, from now on and for whoever writes, each saved entry that has a ``deliver_at``.

        Once for the data, not for this object: units that begin afterwards, of every process, add to the
        outbox in the transaction that saves the entry. Again does nothing.
        """
        ...

    def pending(self, now: datetime, *, limit: int = 100, but: Collection[str] = ()) -> Sequence[tuple[str, EntryRow]]:
        """List committed entries that are to be passed on, without a lock; none before :meth:`start_outbox`.

        Args:
            now: Entries whose ``deliver_at`` is this instant or earlier.
            limit: At most so many; 1 or more.
            but: Ids of cases to pass over.

        Returns:
            Pairs of case id and entry, ``deliver_at`` included, ordered by ``deliver_at``, then by case id, then
            by ``seq``. Of two entries of one case that are to be passed on, the one that comes later in this order
            is not listed without the other.

        Raises:
            NaiveDatetime: ``now`` has no zone.
            StoreMisuse: ``limit`` is below 1.
            CorruptRecord: Entries of the page cannot be read, or when they are to be passed on; fields ``id`` and,
                of all of them, ``ids``. With these cases in ``but``, the others can.
        """
        ...

    def done(self, passed_on: Iterable[tuple[str, int]]) -> None:
        """Mark entries, by case id and ``seq``, as passed on; durable on return.

        Those that are not pending are passed over in silence, so again does nothing.
        """
        ...

    def lead(self) -> AbstractContextManager[bool]:
        """Give True to at most one caller over these data at a time, until it leaves or its process ends.

        Others get False at once.
        """
        ...


@runtime_checkable
class Schema(Protocol):
    """A store that can tell whether its tables fit this version of the package."""

    def check(self) -> None:
        """Return if they do.

        Raises:
            SchemaMismatch: They are older or newer, or damaged; fields ``found`` and ``expected``.
        """
        ...


class Question(Protocol):
    """What the rules ask of the host before a step is decided."""

    @property
    def name(self) -> str:
        """The name of the fact."""
        ...

    @property
    def subject(self) -> str:
        """The unit, person or estate that it is asked about."""
        ...


class Facts(Protocol):
    """The host's knowledge of its own tables: arrears, meters, contracts."""

    def answer(self, questions: Sequence[Question], *, as_of: datetime) -> Mapping[str, object]:
        """Answer all questions of one step at once.

        Args:
            questions: Complete: nothing further is asked for this step.
            as_of: The instant at which the step occurred, aware.

        Returns:
            Answers by name of the fact. A name that is missing is unknown, and a step that depends on it
            is refused.
        """
        ...
