"""Why is this due then: clause, reading, start, day by day, pauses, calendar version."""

from __future__ import annotations

import pendulum
from attrs import frozen

from servicedesk.calendars import to_instant
from servicedesk.engine.case import Case
from servicedesk.engine.context import Context
from servicedesk.engine.messages import at_text
from servicedesk.engine.parts import Limit
from servicedesk.engine.payload import Json
from servicedesk.engine.view import CaseView
from servicedesk.program.program import ProcedurePlan
from servicedesk.rules.events import CaseEvent, FirstOf
from servicedesk.spans import Span, Trace, parse_span
from servicedesk.texts.limits import explanation
from servicedesk.texts.term import Term, language


@frozen
class Explanation:
    """One limit explained, as data and as sentences. ``trace`` is ``None`` where the due was stated outright.

    Example:
        >>> from servicedesk import Actor, Desk
        >>> clerk = Actor("王小红", {"customer_receptionist", "recipient"})
        >>> call = {"complainant": "张先生", "contents": "楼上装修噪声", "channel": "电话"}
        >>> three = "2026-09-30 15:00"
        >>> desk = Desk("fuheng")
        >>> case = desk.open("complaint", call, subject="3-2-501", by=clerk, at=three, recorded_at=three)
        >>> explained = desk.explain(case.id, "tell_desk")
        >>> explained.clause, explained.due
        ('fuheng/complaint/4.2.3a', '2026-09-30 16:00')
    """

    limit: Limit
    clause: str
    term: str
    summary: str
    reading: str
    reading_zh: str
    started_by: str
    started_zh: str
    start: str
    due: str
    calendar: str
    trace: Trace | None
    unless: str = ""
    unless_zh: str = ""
    extensions: tuple[Span, ...] = ()
    cited_zh: str = ""
    recorded_ahead_until: str = ""

    def text(self, lang: str = "en") -> str:
        """Sentences that a clerk can read out on the telephone, ``zh`` or ``en``."""
        side = language(lang)
        return explanation(
            side,
            clause=Term(self.cited_zh, self.clause).text(side),
            term=Term(self.term, self.summary).text(side),
            cause=Term(self.started_zh, self.started_by).text(side),
            start=self.start,
            counted=self.trace.text(side) if self.trace else "",
            due=self.due,
            state=self.limit.state,
            unless=Term(self.unless_zh, self.unless).text(side),
            extensions=[span.long(side) for span in self.extensions],
            reading=Term(self.reading_zh or self.reading, self.reading).text(side),
            ahead_until=self.recorded_ahead_until,
        )

    def to_data(self) -> dict[str, Json]:
        """JSON-ready data; instants as text in the desk's zone."""
        return {
            "limit": self.limit.key,
            "clause": self.clause,
            "term": self.term,
            "reading": self.reading,
            "started_by": self.started_by,
            "start": self.start,
            "due": self.due,
            "state": self.limit.state,
            "run": self.limit.run,
            "generation": self.limit.generation,
            "calendar": self.calendar,
            "unless": self.unless,
            "provisional": list(self.limit.provisional),
            "extensions": list(self.limit.extensions),
            "trace": self.trace.to_data() if self.trace else None,
            "recorded_ahead_until": self.recorded_ahead_until,
        }


def explain(
    plan: ProcedurePlan, case: Case, limit: Limit, context: Context, ahead_until: pendulum.DateTime | None = None
) -> Explanation:
    """Explain one limit of a case from its record; what it says of the course adds up to its budget.

    ``ahead_until`` is until when the case is recorded ahead of the clock.
    """
    zone = context.calendar.zone
    rule = plan.limit(limit.name, limit.clause)
    trace = None
    if not limit.span.startswith("@"):
        changes = tuple((at, context.calendar_of(ref)) for at, ref in limit.changes)
        calendar = context.calendar_of(limit.calendar)
        trace = parse_span(limit.span).trace(limit.anchor, calendar, pauses=limit.pauses, changes=changes)
    zh, en = plan.labels.get(limit.clause, ("", ""))
    since = _start(rule.since, limit, case)
    return Explanation(
        limit=limit,
        clause=limit.clause,
        term=rule.rule.zh or zh or limit.name,
        summary=rule.rule.en or en or plan.label_term(rule.rule).en,
        reading=rule.rule.reading,
        reading_zh=rule.rule.reading_zh,
        started_by=since.moment("en", plan.terms("en")),
        started_zh=since.moment("zh", plan.terms("zh")),
        start=at_text(limit.anchor, zone),
        due="" if limit.due is None else at_text(limit.due, zone),
        calendar=limit.calendar,
        trace=trace,
        unless="" if rule.unless is None else plan.reading(rule.unless, "en"),
        unless_zh="" if rule.unless is None else plan.reading(rule.unless, "zh"),
        extensions=tuple(parse_span(text) for text in limit.extensions),
        cited_zh=plan.cite(limit.clause).zh,
        recorded_ahead_until="" if ahead_until is None else at_text(to_instant(ahead_until), zone),
    )


def _start(since: CaseEvent, limit: Limit, case: Case) -> CaseEvent:
    """Of several starts, the one that this limit began with; all of them where that cannot be told any more."""
    if not isinstance(since, FirstOf):
        return since
    view = CaseView(case, item=limit.item or None)
    for choice in since.choices:
        occurrence = choice.last(view)
        if occurrence is not None and limit.anchor in (occurrence.first_at, occurrence.last_at):
            return _start(choice, limit, case)
    return since
