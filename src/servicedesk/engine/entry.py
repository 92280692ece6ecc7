"""What the history of a case is made of: entries, and who acts in them. Instants are microseconds UTC.

**An entry is one fact in the append-only history of a case.** Each family of kinds has a class. Common to all is:

- ``seq`` numbers the entries of a case from 1, and is the version of the case after it.
- ``at`` is when it occurred, or the nominal instant of what the clock found; ``recorded`` when it came into the
  history. These are the two times: ``at`` may lie long before ``recorded``, and ``recorded`` never falls in a case.
- ``checked_at`` is when the clock was really run, the one thing that depends on ticks; it takes no part in equality.
- ``clause`` is what it rests on, ``events`` the keys of what it makes true (:mod:`servicedesk.rules.keys`).
"""

# A family keeps in a field what the others answer with nothing.
# pyright: reportIncompatibleMethodOverride=false
from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, Never, get_args

from attrs import field

from servicedesk.answers import Answer, Shape
from servicedesk.engine.parts import AboutLimit, CaseHolder, Deviation, EntitlementState, ItemChange, Limit
from servicedesk.engine.record import record
from servicedesk.engine.role_names import role_names
from servicedesk.rules.keys import EventKey, name_of
from servicedesk.rules.values import Value

NOTHING: Final[Mapping[str, Never]] = {}
"""The one empty mapping that all share: nobody writes to what was handed out."""

ActionKind = Literal["opened", "step", "task", "early"]
BuiltinKind = Literal["withdraw", "merge", "correct", "waive", "erase"]
LimitKind = Literal["started", "met", "late", "known_late", "cancelled", "missed", "further"]
MovedKind = Literal["retargeted", "paused", "resumed", "excused", "extended", "recalculated"]
EntitlementKind = Literal["entitlement_started", "entitlement_ended", "entitlement_expired"]
PaymentKind = Literal["refunded", "kept"]
ChildKind = Literal["opened_child", "child_ended"]

_TELLING: Final = frozenset({"met", "late", "known_late", "missed"})


@record
class Actor:
    """Who acts: a name that the host knows, and the roles held now, one or several, as roles or their names.

    Raises:
        InvalidPayload: a role is neither a role nor its name.

    Example:
        >>> Actor("王小红", {"recipient"}).roles
        frozenset({'recipient'})
    """

    name: str
    roles: frozenset[str] = field(factory=frozenset[str], converter=role_names)


@record(repr=False)
class Entry(Answer):
    """The header of every entry, and what can be asked of any: empty where its family has no such thing.

    Example:
        >>> from servicedesk import Actor, Desk
        >>> clerk = Actor("王小红", {"customer_receptionist", "recipient"})
        >>> desk, call = Desk("fuheng"), {"complainant": "张先生", "contents": "楼上装修噪声", "channel": "电话"}
        >>> case = desk.open("complaint", call, subject="3-2-501", by=clerk)
        >>> [(line.seq, line.kind, line.name) for line in desk.history(case.id)]
        [(1, 'opened', 'open'), (2, 'started', 'tell_desk')]
    """

    DATA = Shape("seq kind name clause at recorded by roles state item facts", frozenset({"at", "recorded"}))
    seq: int
    kind: str
    name: str
    clause: str
    at: int
    recorded: int
    checked_at: int | None = field(default=None, eq=False)

    @property
    def by(self) -> str:
        """Who did it, empty where nobody did."""
        return ""

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles that whoever did it held."""
        return ()

    @property
    def state(self) -> str:
        """The state it led to, empty where the case stayed in its state."""
        return ""

    @property
    def item(self) -> str:
        """The item it is about, empty where it is about the case."""
        return ""

    @property
    def facts(self) -> Mapping[str, Value]:
        """What was filed; tokens stand for personal values."""
        return NOTHING

    @property
    def events(self) -> tuple[str, ...]:
        """The keys of what it makes true."""
        return ()

    @property
    def limit(self) -> Limit | None:
        """The limit as it stands after it."""
        return None

    @property
    def key(self) -> str:
        """The idempotency key of the input."""
        return ""

    @property
    def digest(self) -> str:
        """What the key stands for: a digest of the input."""
        return ""

    @property
    def deviations(self) -> tuple[Deviation, ...]:
        """The rules that were not kept by it."""
        return ()

    @property
    def deliver_at(self) -> int:
        """From when on it may be passed on; not before it is recorded."""
        return self.recorded


@record(kw_only=True, repr=False)
class ActionEntry(Entry):
    """An action of the manual: the one that opened the case, one that moved it, one that did not, one too early.

    ``custody`` names with whom each article is now, ``payments`` what was paid of each fee, ``tokens`` how many tokens
    were given out with it (0 where none is new), ``ends`` says that the case has ended with it. ``recorded_by`` is who
    wrote it down where that was somebody else, ``deviations`` are the rules over which it was recorded. ``holder`` is
    who holds the case, or the item, from then on: ``None`` where that did not change, an empty name where nobody does.
    ``fulfils`` is the key of what a miss or a breach had brought.
    """

    kind: ActionKind
    by: str
    roles: tuple[str, ...] = ()
    state: str = ""
    item: str = ""
    facts: Mapping[str, Value] = NOTHING
    events: tuple[str, ...] = ()
    key: str = ""
    digest: str = ""
    outcome: str = ""
    item_change: ItemChange | None = None
    answers: Mapping[str, Value] = NOTHING
    custody: Mapping[str, str] = NOTHING
    payments: Mapping[str, str] = NOTHING
    tokens: int = 0
    ends: bool = False
    recorded_by: str = ""
    deviations: tuple[Deviation, ...] = ()
    holder: CaseHolder | None = None
    fulfils: str = ""


@record(kw_only=True, repr=False)
class BuiltinEntry(Entry):
    """An action that every procedure has.

    ``into`` is the case it was merged into, ``corrects`` the number of the action that is corrected, ``waived`` the
    clause that is waived, ``erased`` the tokens whose values were erased, ``deposits`` what an ended case still holds.
    ``past_facts`` are corrected values of fields that were filed anew since: true of the entry, not of the case now.
    """

    kind: BuiltinKind
    by: str
    roles: tuple[str, ...] = ()
    state: str = ""
    item: str = ""
    facts: Mapping[str, Value] = NOTHING
    key: str = ""
    digest: str = ""
    reason: str = ""
    into: str = ""
    corrects: int = 0
    waived: str = ""
    erased: tuple[str, ...] = ()
    deposits: Mapping[str, str] = NOTHING
    tokens: int = 0
    ends: bool = False
    recorded_by: str = ""
    deviations: tuple[Deviation, ...] = ()
    past_facts: Mapping[str, Value] = NOTHING

    @property
    def corrected_facts(self) -> Mapping[str, Value]:
        """All that was corrected, of the case as it stands and of what was filed before."""
        return {**self.past_facts, **self.facts}

    @property
    def events(self) -> tuple[str, ...]:
        """It was done; the case perhaps came into a state by it, or fields were corrected."""
        done = EventKey.done(self.name)
        corrected = (EventKey.corrected(name) for name in self.facts)
        return (done, EventKey.entered(self.state)) if self.state else (done, *corrected)


@record(kw_only=True, repr=False)
class LimitEntry(Entry):
    """A limit that started, was kept, missed or cancelled; its name is the limit's key, its clause the limit's.

    ``by_us`` is by how much it was late (below 0: early); ``reason`` says why it was cancelled, ``by_clause`` by which
    exception; ``cause`` why a miss was known only after it: because of what was recorded late, or because target,
    calendar or start had changed.
    """

    kind: LimitKind | MovedKind
    limit: Limit
    reason: str = ""
    cause: str = ""
    by_us: int = 0
    by_clause: str = ""

    @property
    def item(self) -> str:
        """The item of the limit."""
        return self.limit.item

    @property
    def events(self) -> tuple[str, ...]:
        """That it was kept or missed; a start or a move is no event."""
        return (EventKey.of(self.kind, self.limit.name),) if self.kind in _TELLING else ()


@record(kw_only=True, repr=False)
class MovedEntry(LimitEntry):
    """A limit whose due moved, from ``old_due`` to ``new_due``; each is ``None`` where it was, or is, paused.

    ``reason`` names the pause, ``from_clause`` the rule before a retargeting, ``old_start`` the start stated before,
    ``by_clause`` the rule that extended it or the exception that excused it; a recalculation has its ``mode``, who
    asked for it, and the calendar version that held before, beside the one that holds now.
    """

    kind: MovedKind
    old_due: int | None
    from_clause: str = ""
    old_start: int | None = None
    by: str = ""
    mode: str = ""
    from_calendar: str = ""
    old_provisional: tuple[int, ...] = ()

    @property
    def new_due(self) -> int | None:
        """The due that holds now."""
        return self.limit.due

    @property
    def to_calendar(self) -> str:
        """The calendar version that holds after a recalculation."""
        return self.limit.present_calendar if self.mode else ""


@record(kw_only=True, repr=False)
class EscalationEntry(Entry):
    """Somebody was notified, nominally at ``at``.

    ``to`` are the roles that the rule notifies, ``in_name_of`` those in whose name the report is made, ``reporter`` is
    who did the action that it is a notice of: nobody where time ran out. ``about`` is the run of a limit, down all the
    levels; ``level`` says that it stands on the way of that run, and not on an event. No further level stands on a
    ``repeat`` of it (the first is 1), or on one of an ``earlier`` entry.

    Whom the roster has for these roles is no part of the history: ``reached`` (the roles and parties that the message
    goes to, empty where those are ``to``), ``names``, ``vacant`` (roles passed over) and ``by_hand`` (who delivers to a
    party without an address) are kept for whoever delivers later, and take no part in equality.
    """

    to: tuple[str, ...]
    deliver_at: int = 0
    item: str = ""
    in_name_of: tuple[str, ...] = ()
    reporter: str = ""
    about: AboutLimit | None = None
    level: bool = False
    repeat: int = 0
    earlier: int = 0
    reached: tuple[str, ...] = field(default=(), eq=False)
    names: tuple[str, ...] = field(default=(), eq=False)
    vacant: tuple[str, ...] = field(default=(), eq=False)
    by_hand: tuple[str, ...] = field(default=(), eq=False)

    @property
    def notified(self) -> tuple[str, ...]:
        """The roles and parties that the message goes to."""
        return self.reached or self.to

    @property
    def events(self) -> tuple[str, ...]:
        """It was recorded, or said again; a notice of an earlier entry says nothing of the last."""
        return () if self.earlier else ((EventKey.recorded, EventKey.repeated)[self.repeat > 0](name_of(self.name)),)


@record(kw_only=True, repr=False)
class EntitlementEntry(Entry):
    """An entitlement started, was ended early, or ran out."""

    kind: EntitlementKind
    entitlement: EntitlementState

    @property
    def events(self) -> tuple[str, ...]:
        """What became of it."""
        return (EventKey.of(self.kind, self.name),)


@record(kw_only=True, repr=False)
class PaymentEntry(Entry):
    """A deposit was given back or kept: the fee by name, and how much of it, in CNY with two places."""

    kind: PaymentKind
    amount: str

    @property
    def events(self) -> tuple[str, ...]:
        """What became of it."""
        return (EventKey.of(self.kind, self.name),)


@record(kw_only=True, repr=False)
class CustodyEntry(Entry):
    """An article went to a role by a rule, beside what the actions themselves hand over."""

    role: str
    item: str = ""

    @property
    def events(self) -> tuple[str, ...]:
        """It was handed over."""
        return (EventKey.held(self.name, self.role),)


@record(kw_only=True, repr=False)
class ChildEntry(Entry):
    """A child case was opened, the ``number``-th of this case, or one that is ``followed`` has ended, in a state."""

    kind: ChildKind
    child: str
    procedure: str
    number: int
    item: str = ""
    followed: bool = False
    ended_in: str = ""
    by: str = ""

    @property
    def events(self) -> tuple[str, ...]:
        """A case of that procedure was opened, or ended, perhaps given up."""
        given_up = (EventKey.of("child_given_up", self.procedure),) if self.ended_in == "withdrawn" else ()
        opened = self.kind == "opened_child"
        return (EventKey.of(*("opened", self.procedure) if opened else ("child_ended", self.name)), *given_up)


@record(kw_only=True, repr=False)
class MergedEntry(Entry):
    """Another case was merged into this one; ``taken_in`` are it and those merged into it, each with what opened it."""

    from_case: str
    by: str
    taken_in: Mapping[str, str] = NOTHING


@record(kw_only=True, repr=False)
class EditionEntry(Entry):
    """The case goes on under another edition; ``states`` are old names of states with their new ones."""

    from_edition: str
    from_fingerprint: str
    edition: str
    fingerprint: str
    by: str
    reason: str
    states: Mapping[str, str] = NOTHING


KINDS: Final[Mapping[type[Entry], frozenset[str]]] = {
    ActionEntry: frozenset(get_args(ActionKind)),
    BuiltinEntry: frozenset(get_args(BuiltinKind)),
    LimitEntry: frozenset(get_args(LimitKind)),
    MovedEntry: frozenset(get_args(MovedKind)),
    EscalationEntry: frozenset({"escalated"}),
    EntitlementEntry: frozenset(get_args(EntitlementKind)),
    PaymentEntry: frozenset(get_args(PaymentKind)),
    CustodyEntry: frozenset({"handed_over"}),
    ChildEntry: frozenset(get_args(ChildKind)),
    MergedEntry: frozenset({"merged_from"}),
    EditionEntry: frozenset({"moved"}),
}
