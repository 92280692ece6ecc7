"""One obligation of a case as it is shown, and its life: every status, with what decides it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from attrs import frozen

from servicedesk.texts.term import Term

BLOCKING: Final = frozenset({"missed", "paused", "outstanding"})
"""In these an obligation stands in the way of what it blocks."""


@frozen
class Obligation:
    """One obligation of a case. Instants are microseconds UTC.

    ``kind`` is task, document, signature, fee, refund, limit, items, child_case or standing_task; or permission, which
    nobody owes, where it was considered and declined: ``reason`` says why, ``met_at`` when. ``roles`` answer for it,
    ``blocks`` are the steps it stands before, with ``end`` for the end and ``step:outcome`` for one outcome alone.
    ``missed_at`` and ``excused`` speak of the present run and stand beside any status. ``cause`` says why it is
    cancelled, or that it waits for what the site says. ``holder`` is who holds the case, or the item, in one of the
    roles. ``promised_to`` are the parties to which it is owed.
    """

    kind: str
    name: str
    clause: str
    label: Term
    status: str
    item: str = ""
    roles: tuple[str, ...] = ()
    due: int | None = None
    met_at: int | None = None
    missed_at: int | None = None
    excused: bool = False
    waived_by: str = ""
    cause: str = ""
    blocks: tuple[str, ...] = ()
    holder: str = ""
    reason: str = ""
    promised_to: tuple[str, ...] = ()

    @property
    def is_blocking(self) -> bool:
        """Whether it stands in the way of what it blocks, as things are."""
        return self.status in BLOCKING and bool(self.blocks)


@frozen
class Standing:
    """What decides the status of one obligation."""

    met: bool = False
    late: bool = False
    waived: bool = False
    recorded_over: bool = False
    cancelled: bool = False
    missed: bool = False
    paused: bool = False
    come: bool = True


# The status is the first that fits.
LIFE: Final[tuple[tuple[str, Callable[[Standing], bool]], ...]] = (
    ("met_late", lambda s: s.met and s.late),
    ("met", lambda s: s.met),
    ("waived", lambda s: s.waived),
    ("not_done", lambda s: s.recorded_over),
    ("cancelled", lambda s: s.cancelled),
    ("missed", lambda s: s.missed),
    ("paused", lambda s: s.paused),
    ("outstanding", lambda s: s.come),
    ("waiting", lambda _: True),
)

STATUSES: Final = (*(status for status, _ in LIFE), "declined")
"""Every status, the first that fits first; declined is what nobody owes, and somebody has considered."""
