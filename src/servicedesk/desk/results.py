"""What came of an input: the case as it stands, what is new in it or every refusal, and what that brought."""

from __future__ import annotations

from collections.abc import Callable

from attrs import field, frozen

from servicedesk.answers import Answer, Shape
from servicedesk.desk.views import ObligationView, Option
from servicedesk.engine.case import Case
from servicedesk.engine.entry import Entry
from servicedesk.engine.message import Message
from servicedesk.engine.record import record
from servicedesk.engine.refusals import Refusal


@frozen(repr=False)
class Brought(Answer):
    """What an input brought, beside its entries: what began to be owed, what no longer is, what can be done now.

    ``started`` and ``ended`` are obligations, as they stand after it: one that is open where it was not, and one that
    is open no longer. ``newly_allowed`` are the actions that whoever acted may do now and could not do before.

    Example:
        >>> from servicedesk import Actor, Desk
        >>> clerk = Actor("王小红", {"customer_receptionist", "recipient"})
        >>> call = {"complainant": "张先生", "contents": "楼上装修噪声", "channel": "电话"}
        >>> desk = Desk("fuheng")
        >>> case = desk.open("complaint", call, subject="3-2-501", by=clerk)
        >>> brought = desk.try_act(case.id, "tell_desk", by=clerk).brought
        >>> [each.name for each in brought.ended], [option.step for option in brought.newly_allowed]
        (['tell_desk'], ['register'])
    """

    started: tuple[ObligationView, ...] = ()
    ended: tuple[ObligationView, ...] = ()
    newly_allowed: tuple[Option, ...] = ()


@record(repr=False)
class ActResult(Answer):
    """What came of one input: the case as it stands, and either what is new or every refusal.

    ``entries`` are in the order of the history, what fell due before the input first; ``messages`` are those that they
    make, ``children`` the ids of the cases that were opened with it. Where there are refusals, all three are empty.
    ``repeated`` is true where the idempotency key had been answered before. ``item`` is the sub-item that a step
    opened or was about, ``opens`` the procedures of the cases that are opened with it, or would be after a dry run.
    ``before`` and ``work_out`` are the desk's own: the case as it was, while the answer is made, and how ``brought`` is
    found.

    Example:
        >>> from servicedesk import Actor, Desk
        >>> clerk = Actor("王小红", {"customer_receptionist", "recipient"})
        >>> call = {"complainant": "张先生", "contents": "楼上装修噪声", "channel": "电话"}
        >>> three = "2026-09-30 15:00"
        >>> desk = Desk("fuheng")
        >>> case = desk.open("complaint", call, subject="3-2-501", by=clerk, at=three, recorded_at=three)
        >>> result = desk.try_act(case.id, "tell_desk", by=clerk, at=three, recorded_at=three)
        >>> [entry.kind for entry in result.entries], result.refusals
        (['task', 'met', 'escalated'], ())
    """

    DATA = Shape("ok case refusals entries messages children item repeated opens")

    case: Case
    refusals: tuple[Refusal, ...] = ()
    entries: tuple[Entry, ...] = ()
    messages: tuple[Message, ...] = ()
    children: tuple[str, ...] = ()
    item: str = ""
    repeated: bool = False
    opens: tuple[str, ...] = ()
    before: Case | None = field(default=None, eq=False, repr=False)
    work_out: Callable[[], Brought] | None = field(default=None, eq=False, repr=False)

    @property
    def ok(self) -> bool:
        """Nothing stood against it."""
        return not self.refusals

    @property
    def brought(self) -> Brought:
        """What it started, ended and newly allows: worked out when it is read, with the answers of then.

        It is empty where the input was refused, or answered before.
        """
        return Brought() if self.work_out is None else self.work_out()
