"""What the desk answers with. Instants are aware pendulum datetimes in the zone of the desk's calendar."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple, Self

import pendulum
from attrs import field, frozen

from servicedesk.answers import Answer, Failure, Shape
from servicedesk.calendars import to_datetime
from servicedesk.engine.case import Case
from servicedesk.engine.entry import Entry
from servicedesk.engine.items import item_called
from servicedesk.engine.life import Obligation
from servicedesk.engine.message import Message
from servicedesk.engine.record import record
from servicedesk.engine.refusals import Refusal
from servicedesk.program.form_fields import FieldChoice, FormField
from servicedesk.program.program import ProcedurePlan
from servicedesk.texts.items import NO_ITEM
from servicedesk.texts.limits import STATES
from servicedesk.texts.obligations import CAUSES, KINDS, STATUS_WORDS
from servicedesk.texts.term import Term


@record(repr=False)
class Option(Answer):
    """One action of a case: allowed now, or every reason why not; and the fields it fills.

    ``fields`` are what it asks for, in the order of the form and then of each outcome, each with what the case holds of
    it now; and last what else it takes: whom it assigns the case to (``holder``), the number of the item that it is
    about (``item``). ``outcomes`` are the results to choose from, empty where it has one.

    ``item`` is the sub-item that the step would be about, empty where it is about none or opens one, and ``item_zh``
    and ``item_en`` what that is called. ``holder`` is who
    alone may do it, for he holds the case or the item; empty where anybody of its roles may.
    ``recorded_ahead_until`` is until when the case is recorded ahead of the clock, ``None`` where it is not.
    ``may_decline`` says that this actor may record that it was considered and is not done; ``declined`` is why
    somebody did, empty where it was used since.

    Example:
        >>> from servicedesk import Actor, Desk
        >>> clerk = Actor("王小红", {"customer_receptionist", "recipient"})
        >>> call = {"complainant": "张先生", "contents": "楼上装修噪声", "channel": "电话"}
        >>> three = "2026-09-30 15:00"
        >>> desk = Desk("fuheng")
        >>> case = desk.open("complaint", call, subject="3-2-501", by=clerk, at=three, recorded_at=three)
        >>> [option.step for option in desk.options(case.id, by=clerk, at=three) if option.allowed]
        ['tell_desk']
    """

    step: str
    zh: str
    clause: str
    allowed: bool
    refusals: tuple[Refusal, ...]
    fields: tuple[FormField, ...]
    outcomes: tuple[FieldChoice, ...] = ()
    item: str = ""
    en: str = ""
    holder: str = ""
    recorded_ahead_until: pendulum.DateTime | None = None
    may_decline: bool = False
    declined: str = ""
    item_zh: str = ""
    item_en: str = ""


@frozen(repr=False)
class DueLimit(Answer):
    """One limit that is still to be kept. ``due`` is the last good instant, ``None`` while it is paused.

    ``state`` is ``running``, ``paused`` or ``missed``. ``roles`` are those that answer for it, by name. ``provisional``
    are the years that the due counts on and whose notice of rest days is not known, empty where it is certain.
    ``rules_changed`` says that the case was opened under other rules than its edition has now, ``overdue`` that the due
    has passed, whether the clock has recorded that already or not. ``item`` is the item that it is about, as an input
    may name it, and ``item_zh`` and ``item_en`` what that is called; empty where it is about none. ``name`` is the
    limit's, with that item behind it: ``check_parcel@P1``.

    Example:
        >>> from servicedesk import Actor, Desk
        >>> clerk = Actor("王小红", {"customer_receptionist", "recipient"})
        >>> call = {"complainant": "张先生", "contents": "楼上装修噪声", "channel": "电话"}
        >>> three = "2026-09-30 15:00"
        >>> desk = Desk("fuheng")
        >>> case = desk.open("complaint", call, subject="3-2-501", by=clerk, at=three, recorded_at=three)
        >>> [(limit.name, limit.state, str(limit.due)) for limit in desk.due()]
        [('tell_desk', 'running', '2026-09-30 16:00:00+08:00')]
    """

    DATA = Shape(labels={"state": STATES})

    case_id: str
    subject: str
    procedure: str
    name: str
    zh: str
    clause: str
    due: pendulum.DateTime | None
    state: str
    roles: tuple[str, ...]
    provisional: tuple[int, ...] = ()
    rules_changed: bool = False
    overdue: bool = False
    en: str = ""
    item: str = ""
    item_zh: str = ""
    item_en: str = ""


@frozen(repr=False)
class ObligationView(Answer):
    """One obligation of a case, in one life: a task, document, signature, fee, limit, items or a standing task.

    ``holder`` is who holds the case, or the item, in one of ``roles``; empty where nobody does. ``item_zh`` and
    ``item_en`` are what the item is called that it is about, empty where it is about none.
    ``status`` is met, met_late, waived, not_done, cancelled, missed, paused, outstanding or waiting; the first that
    fits. ``not_done`` is what something was recorded over. A permission that was considered and declined is a row too,
    with the status ``declined`` and its ``reason``. ``roles`` answer for it,
    and ``promised_to`` are the parties to which it is owed, never a person.
    ``blocks`` are the steps that it stands before, ``end`` for the end of the case, and ``step:outcome`` for one
    outcome of a decision; ``blocks_zh`` are what these are called. It stands in their way while ``is_blocking``.
    ``missed_at`` and ``excused`` stand beside any status.

    Example:
        >>> from servicedesk import Actor, Desk
        >>> clerk = Actor("王小红", {"customer_receptionist", "recipient"})
        >>> call = {"complainant": "张先生", "contents": "楼上装修噪声", "channel": "电话"}
        >>> three = "2026-09-30 15:00"
        >>> desk = Desk("fuheng")
        >>> case = desk.open("complaint", call, subject="3-2-501", by=clerk, at=three, recorded_at=three)
        >>> [(each.name, each.status) for each in desk.obligations(case.id)][:1]
        [('record_result', 'waiting')]
    """

    DATA = Shape(labels={"kind": KINDS, "status": STATUS_WORDS, "cause": CAUSES})

    kind: str
    name: str
    item: str
    clause: str
    zh: str
    en: str
    status: str
    roles: tuple[str, ...]
    due: pendulum.DateTime | None
    met_at: pendulum.DateTime | None
    missed_at: pendulum.DateTime | None
    excused: bool
    waived_by: str
    cause: str
    blocks: tuple[str, ...]
    blocks_zh: tuple[str, ...]
    blocks_en: tuple[str, ...]
    is_blocking: bool
    holder: str = ""
    reason: str = ""
    promised_to: tuple[str, ...] = ()
    item_zh: str = ""
    item_en: str = ""

    @classmethod
    def of(cls, obligation: Obligation, plan: ProcedurePlan | None, case: Case, zone: str) -> Self:
        """What the engine found, in the words of its procedure, with instants in a zone."""
        item = NO_ITEM if plan is None else item_called(plan, case, obligation.item)

        before = () if plan is None else [plan.blocked_term(name) for name in obligation.blocks]

        def moment(instant: int | None) -> pendulum.DateTime | None:
            return None if instant is None else to_datetime(instant, zone)

        return cls(
            kind=obligation.kind,
            name=obligation.name,
            item=obligation.item,
            clause=obligation.clause,
            zh=obligation.label.zh,
            en=obligation.label.en,
            status=obligation.status,
            roles=obligation.roles,
            due=moment(obligation.due),
            met_at=moment(obligation.met_at),
            missed_at=moment(obligation.missed_at),
            excused=obligation.excused,
            waived_by=obligation.waived_by,
            cause=obligation.cause,
            blocks=obligation.blocks,
            blocks_zh=tuple(term.zh for term in before),
            blocks_en=tuple(term.en for term in before),
            is_blocking=obligation.is_blocking,
            holder=obligation.holder,
            reason=obligation.reason,
            promised_to=obligation.promised_to,
            item_zh=item.zh,
            item_en=item.en,
        )


@frozen(repr=False)
class DeviationView(Answer):
    """One rule that was not kept by what was recorded all the same (偏离): the entry, the clause, and why.

    ``kind`` is the kind of refusal that it would have been; ``zh`` and ``en`` say it without the clause.

    Example:
        >>> from servicedesk import Actor, Desk, Policy
        >>> desk = Desk("fuheng", policy=Policy.from_data({"recording": {"by": ["上级领导"]}}))
        >>> clerk, head = Actor("王小红", {"customer_receptionist", "recipient"}), Actor("李主管", {"superior"})
        >>> call = {"complainant": "张先生", "contents": "电梯异响", "channel": "telephone"}
        >>> case = desk.open("complaint", call, subject="3-2-501", by=clerk)
        >>> case = desk.record(case.id, "register", {"cause": "一类投诉"}, by=clerk, recorded_by=head)
        >>> [each.zh for each in desk.deviations(case.id)][:2]
        ['未填写工作内容', '未填写责任人']
    """

    case_id: str
    seq: int
    step: str
    step_zh: str
    step_en: str
    at: pendulum.DateTime
    by: str
    recorded_by: str
    kind: str
    clause: str
    zh: str
    en: str


@frozen(repr=False)
class HistoryLine(Answer):
    """One entry of the history, with its sentence in both languages.

    ``seq`` counts from 1. ``at`` is when it occurred, of what time brought the nominal instant; ``recorded_at`` is when
    it came into the history and never falls. ``by`` is empty where the clock found it.

    Example:
        >>> from servicedesk import Actor, Desk
        >>> clerk = Actor("王小红", {"customer_receptionist", "recipient"})
        >>> call = {"complainant": "张先生", "contents": "楼上装修噪声", "channel": "电话"}
        >>> three = "2026-09-30 15:00"
        >>> desk = Desk("fuheng")
        >>> case = desk.open("complaint", call, subject="3-2-501", by=clerk, at=three, recorded_at=three)
        >>> [(line.kind, line.text("en")) for line in desk.history(case.id)]
        [('opened', 'opened'), ('started', 'limit tell desk starts, due 2026-09-30 16:00')]
    """

    DATA = Shape("seq kind name clause at recorded_at by zh en")

    seq: int
    kind: str
    name: str
    clause: str
    at: pendulum.DateTime
    recorded_at: pendulum.DateTime
    by: str
    zh: str
    en: str
    entry: Entry = field(repr=False)

    def text(self, lang: str = "en") -> str:
        """The sentence, ``zh`` or ``en``."""
        return Term(self.zh, self.en).text(lang)


@frozen(repr=False)
class EntitlementView(Answer):
    """An effect of a case on a day: whether it is in force, from when to when, both days included.

    ``ended_on`` is the day from which it holds no longer, where something ended it early, else ``None``.

    ``value`` is the share that holds on that day, where the manual gives one: its own while it is in force,
    after it the one that the rule of its end names; ``of`` names what it is a share of. ``paused`` says that it would
    be in force but for a pause.

    Example:
        >>> from datetime import date
        >>> from decimal import Decimal
        >>> view = EntitlementView(
        ...     "half_property_fee", "物业管理费减半", "5.2.5a", date(2026, 3, 1), date(2026, 8, 31),
        ...     ended_on=None, value=Decimal("0.5"), in_force=True, of="property_fee",
        ... )
        >>> f"{view.zh}：{view.value:%}" if view.in_force else ""
        '物业管理费减半：50%'
    """

    name: str
    zh: str
    clause: str
    from_day: date
    until_day: date
    ended_on: date | None
    value: Decimal | None
    in_force: bool
    of: str = ""
    paused: bool = False
    en: str = ""


class CaseEntry(NamedTuple):
    """An entry that a tick made, with the case that it is of.

    Example:
        >>> from servicedesk import Desk
        >>> [found.case_id for found in Desk("fuheng").tick().entries]
        []
    """

    case_id: str
    entry: Entry


@frozen(repr=False)
class TickReport(Answer):
    """What one tick of everything due brought. ``checked`` counts its cases.

    ``entries`` are (case id, entry) in the order in which the cases were due, ``messages`` what they want delivered.
    ``busy`` are cases that somebody else held, ``failed`` (case id, code of the error) those that could not be read;
    both stay due, and the next tick comes to them again.

    Example:
        >>> from servicedesk import Actor, Desk
        >>> clerk = Actor("王小红", {"customer_receptionist", "recipient"})
        >>> call = {"complainant": "张先生", "contents": "楼上装修噪声", "channel": "电话"}
        >>> three = "2026-09-30 15:00"
        >>> desk = Desk("fuheng")
        >>> case = desk.open("complaint", call, subject="3-2-501", by=clerk, at=three, recorded_at=three)
        >>> report = desk.tick("2026-09-30 17:00")
        >>> report.checked, [entry.kind for _, entry in report.entries]
        (1, ['missed'])
    """

    checked: int = 0
    entries: tuple[CaseEntry, ...] = ()
    messages: tuple[Message, ...] = ()
    busy: tuple[str, ...] = ()
    failed: Sequence[Failure] = ()

    @classmethod
    def of(cls, reports: Iterable[TickReport]) -> Self:
        """Several as one, in their order."""
        told = tuple(reports)
        return cls(
            sum(each.checked for each in told),
            tuple(entry for each in told for entry in each.entries),
            tuple(message for each in told for message in each.messages),
            tuple(case for each in told for case in each.busy),
            tuple(failure for each in told for failure in each.failed),
        )
