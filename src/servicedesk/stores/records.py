"""What a store keeps of a case: its row, and the entries of its history."""

from __future__ import annotations

from datetime import datetime

from attrs import field

from servicedesk.engine.record import record


@record
class CaseRow:
    """A case as a store keeps it: the whole mutable aggregate in one row.

    ``id``, ``tenant``, ``procedure``, ``parent`` and ``opening_key`` are settled by the first save; a later
    save that differs in one of them is refused. Everything else may change with each save.

    Attributes:
        id: Names the case in the whole store, across tenants. Not empty.
        tenant: Whose case it is; ``""`` where a store serves one tenant only.
        manual: The manual that the case runs under.
        edition: The edition of that manual.
        procedure: The procedure of that manual.
        fingerprint: What the rules were when the case was opened.
        subject: The unit, person or estate that the case is about; ``""`` for none.
        parent: The id of the case that opened this one. The store does not check that it exists.
        exclusive_key: At most one *open* case of a tenant holds an exclusive key. It is free again as soon as
            ``open`` is false.
        state: Where the case stands. The store gives it no meaning.
        open: Whether the case is still running.
        version: The number of entries of the case; 1 or more.
        next_check_at: The next instant at which something is due, or None.
        opening_key: The idempotency key of the opening. Unique in its tenant, and never free again.
        body: JSON text. The store never reads it.
        last_due: The latest due of a limit of the case that runs, or None where none does; beyond every instant
            while one is paused, for it may end at any time. Calendar data that change only after it leave the
            case as it is.
        first_due: The soonest due of a limit that is still to be kept in an open case, or None where none is; beyond
            every instant where all of them are paused.
        opened_at: When the case was opened; None for a row that is no case, such as the journal of a log.
        closed_at: When it ended, or None while it is open.
        category: Its class, by the classification that its procedure names first; ``""`` for none.
        holder: Who holds the case; ``""`` for nobody.
        deviations: How many rules it was recorded over.
    """

    id: str
    tenant: str
    manual: str
    edition: str
    procedure: str
    fingerprint: str
    subject: str
    parent: str | None
    exclusive_key: str | None
    state: str
    open: bool
    version: int
    next_check_at: datetime | None
    opening_key: str | None
    body: str = field(repr=False)
    last_due: datetime | None = None
    first_due: datetime | None = None
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    category: str = ""
    holder: str = ""
    deviations: int = 0


@record
class EntryRow:
    """One fact of a case's append-only history.

    Attributes:
        seq: 1 for the first entry of the case, without gaps.
        at: The instant at which the entry was recorded.
        key: The idempotency key of the input, unique in its case, or None.
        body: JSON text. The store never reads it.
        deliver_at: The instant from which on the world is to be told of it, or None: never. It is for an
            :class:`Outbox`; the history of a store does not keep it, and it takes no part in equality.
    """

    seq: int
    at: datetime
    key: str | None
    body: str
    deliver_at: datetime | None = field(default=None, eq=False)


@record
class Outstanding:
    """What is outstanding in a case, in one of the lists of a :class:`Worklist`.

    Attributes:
        key: Names it in its case.
        due: When it is due; a time beyond every instant of a case where it has no due, or is paused and may be due at
            any time.
        whose: In whose list it is: a role of a manual, as ``fuheng/recipient``, or a person, as ``@王小红``; the list
            under ``""`` has each limit that is still to be kept. What is in several lists stands in each of them, with
            the same due.
        what: What it is, as text. The store never reads it.
    """

    key: str
    due: datetime
    whose: str = ""
    what: str = field(default="", repr=False)
