"""What lies ahead of a case, as the desk shows it: what time alone brings, and what each action would."""

from __future__ import annotations

from collections.abc import Callable

import pendulum
from attrs import field, frozen

from servicedesk.answers import Answer, Shape
from servicedesk.desk.results import Brought
from servicedesk.desk.views import HistoryLine
from servicedesk.engine.refusals import Refusal


@frozen(repr=False)
class Dependence(Answer):
    """One thing that what an action brings depends on.

    ``kind`` is ``field``, ``outcome``, ``item`` (which of them, or its number), ``holder`` (whom it is assigned to) or
    ``answer`` (what the host has not answered).

    Example:
        >>> Dependence("field", "valid", "有效投诉", "valid").zh
        '有效投诉'
    """

    kind: str
    name: str
    zh: str
    en: str


@frozen(repr=False)
class LeadsTo(Answer):
    """A state that an action may lead to, and what it is called.

    Example:
        >>> LeadsTo("received", "已受理", "received").zh
        '已受理'
    """

    state: str
    zh: str
    en: str


@frozen(repr=False)
class ActionOutlook(Answer):
    """What one action that is allowed would bring: what is sure, and what the rest depends on.

    ``sure`` comes of it whatever is filed, the entry of the action itself left out; ``leads_to`` are the states that
    it may lead to, one where that is sure. ``may_be_refused`` says that the desk refuses some of what can be filed.
    Where there is more to file than can be tried, ``complete`` is false, nothing is said to be sure, and it may
    depend on every field that a rule reads.

    Example:
        >>> from servicedesk import Actor, Desk
        >>> clerk = Actor("王小红", {"customer_receptionist", "recipient"})
        >>> call = {"complainant": "张先生", "contents": "楼上装修噪声", "channel": "电话"}
        >>> desk = Desk("fuheng")
        >>> case = desk.open("complaint", call, subject="3-2-501", by=clerk)
        >>> (tell,) = desk.outlook(case.id, by=clerk).actions
        >>> tell.step, [line.kind for line in tell.sure], tell.depends_on
        ('tell_desk', ['met', 'escalated'], ())
    """

    step: str
    zh: str
    en: str
    clause: str
    item: str
    item_zh: str
    item_en: str
    sure: tuple[HistoryLine, ...]
    leads_to: tuple[LeadsTo, ...]
    depends_on: tuple[Dependence, ...]
    may_be_refused: bool
    complete: bool


@frozen(repr=False)
class Outlook(Answer):
    """What happens next in a case, looked at from an instant: nothing of it is written.

    ``coming`` is what comes by itself if nobody does anything, soonest first, up to ``until``; ``more`` says that
    something comes after. Each line has the number and the instants that its entry would have in the history of a case
    whose clock is run whenever something is due.

    Of one action that was asked for, ``refusals`` are all that stands against it; else ``made`` is exactly what it
    makes, ``brought`` what that starts, ends and allows, ``opens`` the procedures of which it opens a case, and
    ``coming`` what comes after it. Where none was asked for, ``actions`` are those that are allowed. ``work_out`` is
    the desk's own: how ``brought`` is found.

    Example:
        >>> from servicedesk import Actor, Desk
        >>> clerk = Actor("王小红", {"customer_receptionist", "recipient"})
        >>> call = {"complainant": "张先生", "contents": "楼上装修噪声", "channel": "电话"}
        >>> three = "2026-09-30 15:00"
        >>> desk = Desk("fuheng")
        >>> case = desk.open("complaint", call, subject="3-2-501", by=clerk, at=three, recorded_at=three)
        >>> outlook = desk.outlook(case.id, by=clerk, at=three)
        >>> [(line.kind, line.name, str(line.at)) for line in outlook.coming][:1]
        [('missed', 'tell_desk', '2026-09-30 16:00:00+08:00')]
        >>> [(each.step, [state.zh for state in each.leads_to]) for each in outlook.actions]
        [('tell_desk', ['已受理'])]
    """

    DATA = Shape("case_id at until coming more actions made refusals brought opens")

    case_id: str
    at: pendulum.DateTime
    until: pendulum.DateTime
    coming: tuple[HistoryLine, ...] = ()
    more: bool = False
    actions: tuple[ActionOutlook, ...] = ()
    made: tuple[HistoryLine, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    opens: tuple[str, ...] = ()
    work_out: Callable[[], Brought] | None = field(default=None, eq=False, repr=False)

    @property
    def ok(self) -> bool:
        """Nothing stands against the action that was asked for."""
        return not self.refusals

    @property
    def brought(self) -> Brought:
        """What the action that was asked for would start, end and newly allow, worked out when it is read."""
        return Brought() if self.work_out is None else self.work_out()
