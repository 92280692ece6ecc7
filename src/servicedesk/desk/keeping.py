"""What the desk says of papers and how long they are kept: those of a case, and those that need not be kept longer."""

from __future__ import annotations

from datetime import date

import pendulum
from attrs import frozen

from servicedesk.answers import Answer, Failure
from servicedesk.calendars import Calendar, to_datetime
from servicedesk.engine.case import Case
from servicedesk.engine.context import SitePolicy
from servicedesk.engine.retention import Kept, kept
from servicedesk.program.form_fields import english_of
from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.texts.keeping import kept_text
from servicedesk.texts.term import Term


@frozen(repr=False)
class KeptCopy(Answer):
    """One copy of a form: which role keeps it by which clause, from when on and until which day.

    ``period`` is in words, empty where neither manual nor site gives one: it is kept without end. ``start`` says what
    the period counts from; where that has not occurred, ``since`` and ``until`` are ``None``.

    Example:
        >>> from servicedesk import Actor, Desk
        >>> clerk = Actor("王小红", {"customer_receptionist", "recipient"})
        >>> call = {"complainant": "张先生", "contents": "楼上装修噪声", "channel": "电话"}
        >>> desk = Desk("fuheng")
        >>> case = desk.open("complaint", call, subject="3-2-501", by=clerk)
        >>> [document.copies for document in desk.documents(case.id)][:1]
        [()]
    """

    role: str
    copy: str
    clause: str
    period: Term
    start: Term
    since: pendulum.DateTime | None = None
    until: date | None = None

    @property
    def lacks_start(self) -> bool:
        """Whether there is a period, and nothing that it counts from."""
        return bool(self.period.zh) and self.since is None

    def text(self, lang: str = "en") -> str:
        """How long it is kept, in words."""
        until = "" if self.until is None else self.until.isoformat()
        return kept_text(lang, period=self.period.text(lang), start=self.start.text(lang), until=until)


@frozen(repr=False)
class DestroyableDocument(Answer):
    """A copy of a form of an ended case, with its case: what need not be kept longer, or has no start to count from.

    ``rules_changed`` says that the case was opened under other rules: the period is that of the rules there are now.

    Example:
        >>> from servicedesk import Desk
        >>> [document.zh for document in Desk("fuheng").destroyable("2030-01-01").documents]
        []
    """

    case_id: str
    subject: str
    procedure: str
    form: str
    zh: str
    kept: KeptCopy
    rules_changed: bool = False
    en: str = ""


@frozen(repr=False)
class DestroyablePage(Answer):
    """Papers whose keeping period is over, of so many ended cases looked at, by case id.

    ``without_start`` are papers with a period whose start has not occurred: nobody can say that it is over. ``failed``
    are cases that could not be read, (case id, code of the error). ``after`` is where the next page goes on, empty
    after the last; ``on`` is the day that was asked for.

    Example:
        >>> from servicedesk import Desk
        >>> page = Desk("fuheng").destroyable("2030-01-01")
        >>> page.documents, page.without_start, page.failed, page.after
        ((), (), (), '')
    """

    on: date
    documents: tuple[DestroyableDocument, ...] = ()
    without_start: tuple[DestroyableDocument, ...] = ()
    failed: tuple[Failure, ...] = ()
    after: str = ""


def copy_of(plan: ProcedurePlan, one: Kept, zone: str) -> KeptCopy:
    """A copy as it is shown."""
    period = Term("", "") if one.period is None else Term(one.period.long("zh"), one.period.long("en"))
    start = Term(one.start.moment("zh", plan.terms("zh")), one.start.moment("en", plan.terms("en")))
    since = None if one.since is None else to_datetime(one.since, zone)
    return KeptCopy(one.role, one.rule.copy, one.clause, period, start, since, one.until)


def destroyable(
    program: Program, case: Case, site: SitePolicy, calendar: Calendar, day: date, *, rules_changed: bool
) -> tuple[list[DestroyableDocument], list[DestroyableDocument]]:
    """The papers of an ended case whose period is over before a day, and those without a start."""
    plan = program.plans[case.procedure]
    over: list[DestroyableDocument] = []
    without: list[DestroyableDocument] = []
    for one in kept(plan, case, site, calendar):
        document = DestroyableDocument(
            case.id,
            case.subject,
            case.procedure,
            one.form.name,
            one.form.zh,
            copy_of(plan, one, calendar.zone),
            rules_changed,
            english_of(one.form),
        )
        if one.lacks_start:
            without.append(document)
        elif one.until is not None and one.until < day:
            over.append(document)
    return over, without
