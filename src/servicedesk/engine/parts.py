"""What stands on a case beside its history: limits, items, entitlements. Instants are microseconds UTC."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from servicedesk.answers import Answer, Shape
from servicedesk.engine.record import record
from servicedesk.rules.keys import in_item
from servicedesk.spans import Gap
from servicedesk.texts.limits import STATES

OPEN_LIMIT = frozenset({"running", "paused", "missed"})
RUNNING = frozenset({"running", "paused"})


class MissedTarget(NamedTuple):
    """A target that a limit missed before it went on under another: the rule, and what it set.

    ``run`` goes on where the limit comes back to it; ``missed_run`` was missed, and may have been closed since.
    """

    run: int
    clause: str
    span: str
    due: int
    missed_run: int


@record
class FollowedChild:
    """A case that this one opened and follows: by which rule, with which entry, and when it ended, if it has.

    ``into`` is the case that it was merged into, whose end is its own; empty where it was not.
    """

    id: str
    name: str
    clause: str
    seq: int
    item: str = ""
    ended_at: int | None = None
    into: str = ""

    @property
    def at_hand(self) -> str:
        """The case that has to end: itself, or the one that it was merged into."""
        return self.into or self.id


class FurtherRound(NamedTuple):
    """An event that came while the round before it was open: when, its entry, and how long or until when it has."""

    at: int
    seq: int
    span: str


@record(repr=False)
class Limit(Answer):
    """The record of one limit on a case, from which its due can be counted again.

    ``state`` is running, paused, missed (still outstanding), met, late (done after a miss), cancelled. ``due`` is the
    last good instant, ``None`` while paused. ``run`` counts starts, and what goes on after a miss; ``generation`` the
    changes of target, start or calendar within a run; ``missed_run`` is the last run that was missed, 0 where none was
    or a pause that became known later excused it. ``calendar`` names the version the limit is counted with;
    ``changes`` those that apply from a later instant; ``extensions`` are spans added to the due, one after another;
    ``levels`` the escalations on its way, with their nominal instants; ``left`` the targets that it missed and left;
    ``further`` the events that came while this round was open, each of which is owed one of its own.

    Example:
        >>> from servicedesk import Actor, Desk
        >>> clerk = Actor("王小红", {"customer_receptionist", "recipient"})
        >>> call = {"complainant": "张先生", "contents": "楼上装修噪声", "channel": "电话"}
        >>> three = "2026-09-30 15:00"
        >>> desk = Desk("fuheng")
        >>> case = desk.open("complaint", call, subject="3-2-501", by=clerk, at=three, recorded_at=three)
        >>> limit = case.limits["tell_desk"]
        >>> limit.state, limit.span, limit.due - limit.anchor
        ('running', '1 hour', 3600000000)
    """

    DATA = Shape(
        "name item clause state due anchor span calendar roles run generation provisional extensions closed_at",
        frozenset({"due", "anchor", "closed_at"}),
        {"state": STATES},
    )

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
    mandatory: bool = True
    levels: tuple[tuple[str, int], ...] = ()
    known_at: int = 0
    cause: str = ""
    closed_at: int | None = None
    missed_run: int = 0
    left: tuple[MissedTarget, ...] = ()
    further: tuple[FurtherRound, ...] = ()

    @property
    def key(self) -> str:
        """Name, with the item it is about."""
        return in_item(self.name, self.item)

    @property
    def runs(self) -> bool:
        """The clock is on it: running, or paused and to go on."""
        return self.state in RUNNING

    @property
    def is_open(self) -> bool:
        """Still to be kept: running, paused, or missed and owed."""
        return self.state in OPEN_LIMIT

    @property
    def present_calendar(self) -> str:
        """The calendar version that it is counted with from now on."""
        return self.changes[-1][1] if self.changes else self.calendar

    @property
    def misses(self) -> tuple[MissedTarget, ...]:
        """The targets that were missed since it started: those that it left, and the present one."""
        if self.state != "missed" or self.due is None:
            return self.left
        present = MissedTarget(self.run, self.clause, self.span, self.due, self.missed_run)
        return self.left if present in self.left else (*self.left, present)

    @property
    def missed_before(self) -> MissedTarget | None:
        """The miss of the very target that it has now, where it comes back to one that it had left."""
        target = (self.clause, self.span, self.due)
        return next((miss for miss in self.left if (miss.clause, miss.span, miss.due) == target), None)


@record(repr=False)
class Item(Answer):
    """One keyed sub-item: a violation, a key, a pass.

    ``past_runs`` are the runs of limits that those had before it that were called so and were taken back.
    """

    DATA = Shape("kind id open opened_at", frozenset({"opened_at"}))

    kind: str
    id: str
    open: bool
    opened_at: int
    past_runs: int = 0


class CaseHolder(NamedTuple):
    """Who holds a case, or an item of it (责任人), and the role in which it was taken; an empty name is nobody."""

    name: str
    role: str


class Addend(NamedTuple):
    """What an entry filed of a field whose sum is read, perhaps in an item; ``None`` where it was owed and left out."""

    seq: int
    item: str
    amount: Decimal | None


class Hold(NamedTuple):
    """That a pause is on, or was: from one instant to another, and by days, of which the last is not held any more.

    ``until`` is ``None``, and ``until_day`` empty, while it is on. ``entitlements`` are those that are not in force.
    """

    start: int
    until: int | None
    from_day: str
    until_day: str
    entitlements: tuple[str, ...]

    def is_on(self, at: int) -> bool:
        """Whether it is on at an instant."""
        return self.start <= at and (self.until is None or at < self.until)

    def suspends(self, entitlement: str, day: str) -> bool:
        """Whether an entitlement is not in force on a day because of it."""
        on = self.from_day <= day and (not self.until_day or day < self.until_day)
        return on and entitlement in self.entitlements


class Declined(NamedTuple):
    """That an action was considered and is not done: by whom, when, why, and the number of the entry that says so."""

    by: str
    at: int
    seq: int
    reason: str


@record(repr=False)
class EntitlementState(Answer):
    """An effect in force from one day to another, both included, as ISO dates; ``ended_on`` ends it earlier.

    ``value`` is what holds while it is in force, ``after`` what holds from ``ended_on`` on.
    """

    DATA = Shape("name clause from_day until_day value ended_on over after")

    name: str
    clause: str
    from_day: str
    until_day: str
    value: str = ""
    ended_on: str = ""
    over: bool = False
    after: str = ""


class Deviation(NamedTuple):
    """A rule that was not kept by what was recorded all the same (偏离): the kind of refusal, and its clause.

    ``what`` are names of the procedure (roles, fields, a form and who signs it, a step, a fee), never a value.
    ``obligation`` is the key of what ends unfulfilled with it, empty where nothing does. ``condition`` is the condition
    that stood against it, from which its words are found again.
    """

    kind: str
    clause: str
    what: tuple[str, ...] = ()
    obligation: str = ""
    condition: tuple[str, ...] = ()


@record
class Consequence:
    """What a miss or a breach has brought: of which rule, for which item, and whether it is open, done or lapsed.

    ``limit`` is the key of the limit that was missed and ``run`` the missed run of it; of a breach ``limit`` is empty
    and ``run`` the number of the entry. ``at`` is the due that was missed, ``done_at`` when it was done.
    """

    key: str
    rule: str
    item: str
    limit: str
    run: int
    at: int
    seq: int
    state: str = "open"
    done_at: int | None = None


class AboutLimit(NamedTuple):
    """The run of a limit that an escalation is about."""

    name: str
    item: str
    run: int

    @property
    def key(self) -> str:
        """Name, with the item it is about."""
        return in_item(self.name, self.item)


class ItemChange(NamedTuple):
    """That an item of a kind was opened or closed."""

    kind: str
    open: bool
