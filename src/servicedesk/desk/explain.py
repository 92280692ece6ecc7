"""Why is this due then: clause, reading, start, day by day, pauses, calendar version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

import pendulum
from attrs import evolve, field, frozen

from servicedesk.answers import Answer, Shape
from servicedesk.calendars import to_instant
from servicedesk.desk.notes import ClauseNote, not_modelled, readings
from servicedesk.desk.waiting import waits
from servicedesk.engine.case import Case
from servicedesk.engine.context import Context
from servicedesk.engine.counting import place_of, span_of, times
from servicedesk.engine.items import about_item
from servicedesk.engine.messages import at_text, due_at
from servicedesk.engine.parts import Limit
from servicedesk.engine.view import CaseView
from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.program.steps import LimitPlan
from servicedesk.rules.base import Rule
from servicedesk.rules.conditions import AnyOf, Condition, walk
from servicedesk.rules.events import CaseEvent, FirstOf
from servicedesk.rules.exceptions import Except, Excepted, by_exception
from servicedesk.rules.limits import Pause
from servicedesk.spans import Gap, Span, Trace, parse_span
from servicedesk.texts.limits import REOPENED, STATES, explanation, with_label
from servicedesk.texts.limits import begun as begun_text
from servicedesk.texts.limits import period as period_text
from servicedesk.texts.term import Lang, Term, language, listed


@frozen(repr=False)
class Period(Answer):
    """One period of what recurs: how often that is, the number of this one, since when, and its own course."""

    DATA = Shape("every number first")

    every: Span
    number: int
    first: str
    course: Trace


@frozen(repr=False)
class ExplainedException(Answer):
    """An exception beside a limit: its clause, when it holds, and whether it does.

    Of a limit that is the exception itself it is that; what it is an exception to stands in ``exception_to``.
    """

    clause: str
    cited: Term
    condition: Term
    holds: bool


@frozen(repr=False)
class Explanation(Answer):
    """One limit explained, as data and as sentences. ``trace`` is ``None`` where the due was stated outright.

    ``waits`` is what the actions that meet it wait for on others: a case, a signature, somebody outside.
    ``period`` is there where it recurs; ``trace`` counts from the start that held over all periods since.
    ``not_modelled`` and ``readings`` are what the procedure does not enforce, and how it reads its open texts.

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

    DATA = Shape(
        "limit=limit.key clause zh=term en=summary reading_zh reading_en=reading started_zh started_en=started_by"
        " start due state=limit.state run=limit.run generation=limit.generation calendar unless_zh unless_en=unless"
        " exception_to exceptions waits provisional=limit.provisional extensions=limit.extensions period trace"
        " recorded_ahead_until not_modelled readings",
        labels={"state": STATES},
    )

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
    period: Period | None = None
    reasons: Mapping[str, Term] = field(factory=dict[str, Term])
    exception_to: str = ""
    exceptions: tuple[ExplainedException, ...] = ()
    waits: tuple[Term, ...] = ()
    not_modelled: tuple[ClauseNote, ...] = ()
    readings: tuple[ClauseNote, ...] = ()

    def text(self, lang: str = "en") -> str:
        """Sentences that a clerk can read out on the telephone, ``zh`` or ``en``."""
        side = language(lang)
        return explanation(
            side,
            clause=Term(self.cited_zh, self.clause).text(side),
            term=Term(self.term, self.summary).text(side),
            cause=Term(self.started_zh, self.started_by).text(side),
            start=self.start,
            counted=self._counted(side),
            due=self.due,
            state=self.limit.state,
            unless=Term(self.unless_zh, self.unless).text(side),
            exceptions=[(each.cited.text(side), each.condition.text(side), each.holds) for each in self.exceptions],
            is_exception=bool(self.exception_to),
            extensions=[span.long(side) for span in self.extensions],
            waits=[each.text(side) for each in self.waits],
            reading=Term(self.reading_zh or self.reading, self.reading).text(side),
            ahead_until=self.recorded_ahead_until,
        )

    def _counted(self, lang: Lang) -> str:
        if self.period is None:
            return self._said(self.trace, lang).text(lang) if self.trace else ""
        every, number, first = self.period.every.rhythm(lang), self.period.number, self.period.first
        course = self._said(self.period.course, lang)
        return course.text(lang, opening=period_text(lang, every=every, number=number, first=first))

    def _said(self, trace: Trace, lang: Lang) -> Trace:
        """A course whose pauses are called as people call them; several that lie over each other are one."""

        def called(reason: str) -> str:
            terms = (self.reasons.get(each, Term(each, each)) for each in reason.split("; "))
            return listed((term.text(lang) for term in terms), lang)

        return evolve(trace, pauses=tuple(Gap(each.start, each.until, called(each.reason)) for each in trace.pauses))


def explain(
    program: Program,
    case: Case,
    begun: Case,
    limit: Limit,
    context: Context,
    ahead_until: pendulum.DateTime | None = None,
) -> Explanation:
    """Explain one limit of a case from its record; what it says of the course adds up to its budget.

    ``begun`` is the case as it stood when this run of the limit started, ``ahead_until`` is until when the case is
    recorded ahead of the clock.
    """
    zone, plan = context.calendar.zone, program.plans[case.procedure]
    rule = plan.limit(limit.name, limit.clause)
    trace = None
    if not limit.span.startswith("@"):
        changes = tuple((at, context.calendar_of(ref)) for at, ref in limit.changes)
        calendar = context.calendar_of(limit.calendar)
        trace = parse_span(limit.span).trace(limit.anchor, calendar, pauses=limit.pauses, changes=changes)
    unless, main = _printed(rule.unless), _main(plan, rule)
    zh, en = plan.labels.get(limit.clause, ("", ""))
    started = _start(rule, limit, CaseView(begun, item=limit.item or None))
    started_zh, started_by = (
        Term(begun_text("zh"), begun_text("en"))
        if started is None
        else Term(started.moment("zh", plan.terms("zh")), started.moment("en", plan.terms("en")))
    )
    label = Term(rule.rule.zh or zh or limit.name, rule.rule.en or en or plan.label_term(rule.rule).en)
    called = about_item(plan, case, label, limit.item)
    return Explanation(
        limit=limit,
        clause=limit.clause,
        term=called.zh,
        summary=called.en,
        reading=rule.rule.reading,
        reading_zh=rule.rule.reading_zh,
        started_by=started_by,
        started_zh=started_zh,
        start=at_text(limit.anchor, zone),
        due="" if limit.due is None else due_at(limit.due, zone),
        calendar=limit.calendar,
        trace=trace,
        unless="" if unless is None else plan.reading(unless, "en"),
        unless_zh="" if unless is None else plan.reading(unless, "zh"),
        extensions=tuple(parse_span(text) for text in limit.extensions),
        cited_zh=plan.cite(limit.clause).zh,
        recorded_ahead_until="" if ahead_until is None else at_text(to_instant(ahead_until), zone),
        period=_period(rule, case, limit, trace, context),
        reasons=_reasons(plan),
        exception_to=main,
        exceptions=tuple(_exceptions(plan, rule, main, CaseView(case, item=limit.item or None))),
        waits=waits(program, case, rule, limit, context),
        not_modelled=not_modelled(plan, context.site),
        readings=readings(plan),
    )


def _reasons(plan: ProcedurePlan) -> dict[str, Term]:
    """What the pauses of a procedure are called, by the reasons that limits keep."""
    pauses = {rule.name or str(rule.clause): plan.label_term(rule) for rule in plan.procedure.of(Pause)}
    return {**pauses, "reopened": REOPENED}


def _printed(unless: Condition | None) -> Condition | None:
    """What the text itself says it holds unless; its exceptions are told by their clauses."""
    parts = unless.conditions if isinstance(unless, AnyOf) else () if unless is None else (unless,)
    own = tuple(part for part in parts if not isinstance(part, Excepted))
    return None if not own else own[0] if len(own) == 1 else AnyOf(own)


def _main(plan: ProcedurePlan, rule: LimitPlan) -> str:
    """The clause of the rule in whose place an exception has put this one; empty where it is the rule as printed."""
    exception = by_exception(rule.rule)
    if exception is None:
        return ""
    held = (each for each in plan.index.groups[rule.name] if exception in walk(each.unless))
    return next((each.clause for each in held), "")


def _exceptions(plan: ProcedurePlan, rule: LimitPlan, main: str, view: CaseView) -> Iterator[ExplainedException]:
    """The exceptions to a limit; where it is one itself, the rule that it is an exception to."""
    own = by_exception(rule.rule)
    if own is not None:
        words = Term(plan.reading(own, "zh"), plan.reading(own, "en"))
        printed = next((each.rule for each in plan.index.groups[rule.name] if each.clause == main), None)
        yield ExplainedException(main, _called(plan, main, printed), words, holds=own.evaluate(view) is True)
    found = (part for part in walk(rule.unless) if isinstance(part, Excepted))
    for each in dict.fromkeys(found):
        words, clause = Term(plan.reading(each, "zh"), plan.reading(each, "en")), plan.id_of_clause(each.clause)
        told = (rule for rule in plan.procedure.of(Except) if plan.id_of(rule) == clause)
        foreign = (rule for rule in plan.procedure.exceptions if plan.id_of(rule) == clause)
        exception = next(chain(told, foreign), None)
        yield ExplainedException(clause, _called(plan, clause, exception), words, holds=each.evaluate(view) is True)


def _called(plan: ProcedurePlan, clause: str, rule: Rule | None) -> Term:
    """A clause with what its rule is called: two clauses may be printed under one number."""
    cited = plan.cite(clause)
    return cited if rule is None else with_label(cited, plan.label_term(rule))


def _start(rule: LimitPlan, limit: Limit, begun: CaseView) -> CaseEvent | None:
    """What the limit began with: of several starts the one that held, of a rhythm also that it was done before.

    ``None`` where a rhythm began because its rule began to apply.
    """
    if not rule.recurs:
        return _held(rule.since, begun)
    starts = (rule.until, rule.since)
    return next((each for each in starts if (o := each.last(begun)) is not None and o.last_at == limit.anchor), None)


def _held(since: CaseEvent, begun: CaseView) -> CaseEvent:
    if not isinstance(since, FirstOf):
        return since
    occurrence = since.last(begun)
    choice = next((each for each in since.choices if each.last(begun) == occurrence), None)
    return since if choice is None else _held(choice, begun)


def _period(rule: LimitPlan, case: Case, limit: Limit, trace: Trace | None, context: Context) -> Period | None:
    """The present period of what recurs: from the place before the one that it runs to."""
    every = span_of(rule, CaseView(case, item=limit.item or None), limit.anchor, context) if rule.recurs else None
    if trace is None or not isinstance(every, Span):
        return None
    place = place_of(every, limit)
    before = times(every, place - 1).due(limit.anchor, trace.calendar).at if place > 1 else None
    first = limit.anchor if before is None else before
    segments = tuple(each for each in trace.segments if each.start >= first)
    day = trace.calendar.local_date(first)
    course = evolve(
        trace,
        start=first,
        budget=sum(each.counted for each in segments),
        segments=segments,
        crossed=tuple(each for each in trace.crossed if each.last >= day),
    )
    return Period(every, limit.run, at_text(first, context.calendar.zone), course)
