"""What a case is made of: entries, limits, grants, refusals, messages. Instants are microseconds UTC."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from servicedesk.rules.values import Value
from servicedesk.spans import Gap
from servicedesk.texts.phrases import refusal_text
from servicedesk.texts.term import Term

__all__ = ["OPEN_LIMIT", "Actor", "EntitlementState", "Entry", "Item", "Limit", "Message", "Refusal"]

OPEN_LIMIT = frozenset({"running", "paused", "missed"})


def _roles(value: Any) -> frozenset[str]:
    several = (value,) if isinstance(value, str) or hasattr(value, "name") else value
    return frozenset(getattr(role, "name", role) for role in several)


@frozen
class Actor:
    """Who acts: a name that the host knows, and the posts held now, one or several, as roles or their names."""

    name: str
    roles: frozenset[str] = field(factory=frozenset[str], converter=_roles)


@frozen
class Limit:
    """The ledger of one limit on a case.

    ``state`` is running, paused, missed (still owed), met, late (done after a miss), cancelled. ``due`` is the last
    good instant, ``None`` while paused. ``run`` counts restarts, ``generation`` changes of target or calendar and
    misses that were excused. ``calendar`` names the version the limit is counted with; ``changes`` those that apply
    from a later instant; ``extensions`` are spans added to the due, one after another.
    """

    name: str
    clause: str
    span: str
    calendar: str
    anchor: int
    anchor_seq: int
    due: int | None
    state: str = "running"
    item: str = ""
    run: int = 1
    generation: int = 1
    provisional: tuple[int, ...] = ()
    pauses: tuple[Gap, ...] = ()
    changes: tuple[tuple[int, str], ...] = ()
    extensions: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    owed: bool = True
    levels: tuple[tuple[str, int], ...] = ()
    known_at: int = 0
    cause: str = ""
    closed_at: int | None = None

    @property
    def key(self) -> str:
        """Name, with the line it is about."""
        return f"{self.name}@{self.item}" if self.item else self.name

    @property
    def runs(self) -> bool:
        """The clock is on it: running, or paused and to go on."""
        return self.state in ("running", "paused")

    @property
    def is_open(self) -> bool:
        """Still to be kept: running, paused, or missed and owed."""
        return self.state in OPEN_LIMIT


@frozen
class Item:
    """One keyed sub-item: a violation, a key, a pass."""

    kind: str
    id: str
    open: bool
    opened_at: int


@frozen
class EntitlementState:
    """An effect in force from one day to another, both included, as ISO dates; ``cut_on`` ends it earlier.

    ``value`` is what holds while it is in force, ``after`` what holds from ``cut_on`` on.
    """

    name: str
    clause: str
    from_day: str
    until_day: str
    value: str = ""
    ended_on: str = ""
    over: bool = False
    after: str = ""


@frozen
class Entry:
    """One fact in the append-only history of a case.

    ``at`` is when it occurred, or the nominal instant of what the clock found; ``recorded`` when it came into the
    history. ``checked_at`` is when the clock really looked, the one thing that depends on ticks; it takes no part
    in equality. ``marks`` are the happenings it makes true.
    """

    seq: int
    kind: str
    name: str
    clause: str
    at: int
    recorded: int
    by: str = ""
    roles: tuple[str, ...] = ()
    state: str = ""
    events: tuple[str, ...] = ()
    facts: Mapping[str, Value] = field(factory=dict[str, Value])
    limit: Limit | None = None
    data: Mapping[str, Any] = field(factory=dict[str, Any])
    key: str = ""
    checked_at: int | None = field(default=None, eq=False)


@frozen
class Refusal:
    """One reason why not, as a value: its kind, the clause that stands against the step, both languages.

    ``reads`` names the facts it rests on, never their values; ``place`` is the path of a blank.
    """

    kind: str
    clause: str
    zh: str
    en: str
    help_zh: str = ""
    help_en: str = ""
    reads: tuple[str, ...] = ()
    place: str = ""

    def text(self, lang: str = "en") -> str:
        """Clause, reason and remedy in one sentence, ``zh`` or ``en``."""
        reason, aid = Term(self.zh, self.en).text(lang), Term(self.help_zh, self.help_en).text(lang)
        return refusal_text(lang, clause=self.clause, reason=reason, aid=aid)


@frozen
class Message:
    """What the desk wants delivered: to whom, from when on, why. ``id`` is stable, so a receiver can drop doubles."""

    id: str
    case_id: str
    clause: str
    name: str
    to_roles: tuple[str, ...]
    to_names: tuple[str, ...]
    nominal_at: int
    deliver_at: int
    zh: str
    en: str

    def text(self, lang: str = "en") -> str:
        """The message in words."""
        return Term(self.zh, self.en).text(lang)
