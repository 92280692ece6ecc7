"""Why is this due then: clause, reading, start, day by day, pauses, calendar version."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from servicedesk.engine.context import Context
from servicedesk.engine.entry import Limit
from servicedesk.engine.messages import at_text
from servicedesk.engine.payload import Json
from servicedesk.program.program import ProcedurePlan
from servicedesk.spans import Span, Trace, parse_span

__all__ = ["Explanation", "explain"]

_STATES = {
    "running": ("计时中", "running"),
    "paused": ("暂停", "paused"),
    "missed": ("逾期未办", "missed and still owed"),
    "met": ("按时完成", "met"),
    "late": ("逾期完成", "done late"),
    "cancelled": ("已取消", "cancelled"),
}


@frozen
class Explanation:
    """One limit explained, as data and as sentences. ``trace`` is ``None`` where the due was stated outright."""

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

    def text(self, lang: str = "en") -> str:
        """Sentences that a clerk can read out on the telephone, ``zh`` or ``en``."""
        state = _STATES[self.limit.state][0 if lang == "zh" else 1]
        parts = self._zh(state) if lang == "zh" else self._en(state)
        return ("" if lang == "zh" else " ").join(parts)

    def _zh(self, state: str) -> Iterator[str]:
        yield f"依据{self.clause}（{self.term}），自{self.start}起计，起算原因：{self.started_zh}。"
        if self.unless:
            yield f"此为一般时限，除{self.unless_zh}外均适用。"
        yield self.trace.text("zh") if self.trace else "期限由当事人约定。"
        for span in self.extensions:
            yield f"经批准延期{span.long('zh')}。"
        yield f"应于{self.due}前完成，目前{state}。" if self.due else "目前暂停，恢复后重新计算到期时间。"
        if self.reading:
            yield f"条文解读：{self.reading_zh or self.reading}"

    def _en(self, state: str) -> Iterator[str]:
        yield f"By {self.clause} ({self.summary}), counted from {self.start}: {self.started_by}."
        if self.unless:
            yield f"This is the general limit: it holds unless {self.unless}."
        yield self.trace.text("en") if self.trace else "The limit was stated by the people concerned."
        for span in self.extensions:
            yield f"Lengthened by {span.long('en')}."
        yield f"Due {self.due}; {state}." if self.due else "Paused: there is no due time until it goes on."
        if self.reading:
            yield f"Read so: {self.reading}"

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
        }


def explain(plan: ProcedurePlan, limit: Limit, context: Context) -> Explanation:
    """Explain one limit of a case from its ledger; what it says of the course adds up to its budget."""
    zone = context.calendar.zone
    rule = plan.limit(limit.name, limit.clause)
    trace = None
    if not limit.span.startswith("@"):
        changes = tuple((at, context.calendar_of(ref)) for at, ref in limit.changes)
        calendar = context.calendar_of(limit.calendar)
        trace = parse_span(limit.span).trace(limit.anchor, calendar, pauses=limit.pauses, changes=changes)
    zh, en = plan.labels.get(limit.clause, ("", ""))
    return Explanation(
        limit=limit,
        clause=limit.clause,
        term=rule.rule.zh or zh or limit.name,
        summary=rule.rule.en or en or limit.name,
        reading=rule.rule.reading,
        reading_zh=rule.rule.reading_zh,
        started_by=rule.since.text("en"),
        started_zh=rule.since.text("zh", plan.term),
        start=at_text(limit.anchor, zone),
        due="" if limit.due is None else at_text(limit.due, zone),
        calendar=limit.calendar,
        trace=trace,
        unless="" if rule.unless is None else rule.unless.text("en"),
        unless_zh="" if rule.unless is None else rule.unless.text("zh", plan.term),
        extensions=tuple(parse_span(text) for text in limit.extensions),
    )
