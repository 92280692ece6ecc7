"""Why is this due then: clause, reading, start, day by day, pauses, calendar version."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from servicedesk.cases.context import Context
from servicedesk.cases.entry import Limit
from servicedesk.cases.messages import at_text
from servicedesk.cases.rulebook import Plan
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
    started_by: str
    started_zh: str
    start: str
    due: str
    calendar: str
    trace: Trace | None
    extensions: tuple[Span, ...] = ()

    def text(self, lang: str = "en") -> str:
        """Sentences that a clerk can read out on the telephone, ``zh`` or ``en``."""
        state = _STATES[self.limit.state][0 if lang == "zh" else 1]
        if lang == "zh":
            parts = [f"{self.clause}（{self.term}）：自{self.start}{self.started_zh}起计。"]
            parts.append(self.trace.text("zh") if self.trace else "期限由当事人约定。")
            parts += [f"经批准延期{span.text('zh').removesuffix('内')}。" for span in self.extensions]
            if self.due:
                parts.append(f"应于{self.due}前完成，目前{state}。")
            else:
                parts.append("目前暂停，恢复后重新计算到期时间。")
            if self.reading:
                parts.append(f"条文解读：{self.reading}。")
            return "".join(parts) + f"日历版本：{self.calendar}。"
        parts = [f"{self.clause} ({self.summary}): counted from {self.start}, when {self.started_by}."]
        parts.append(self.trace.text("en") if self.trace else "The limit was stated by the people concerned.")
        parts += [f"Lengthened by {span.text('en').removeprefix('within ')}." for span in self.extensions]
        parts.append(
            f"Due {self.due}; {state}." if self.due else "Paused: there is no due time until it goes on."
        )
        if self.reading:
            parts.append(f"Read so: {self.reading}")
        return " ".join([*parts, f"Calendar {self.calendar}."])

    def to_data(self) -> dict[str, Any]:
        """JSON-ready data; instants as text in the desk's zone."""
        return {
            "limit": self.limit.key, "clause": self.clause, "term": self.term, "reading": self.reading,
            "started_by": self.started_by, "start": self.start, "due": self.due, "state": self.limit.state,
            "run": self.limit.run, "generation": self.limit.generation, "calendar": self.calendar,
            "provisional": list(self.limit.provisional), "extensions": list(self.limit.extensions), "trace": self.trace.to_data() if self.trace else None,
        }  # fmt: skip


def explain(plan: Plan, limit: Limit, context: Context) -> Explanation:
    """Explain one limit of a case from its ledger; what it says of the course adds up to its budget."""
    zone = context.calendar.zone
    rule = next(
        p for _, group in plan.limits for p in group if p.clause == limit.clause and p.name == limit.name
    )
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
        started_by=rule.since.text("en"),
        started_zh=f"（{rule.since.text('zh', plan.term)}）",
        start=at_text(limit.anchor, zone),
        due="" if limit.due is None else at_text(limit.due, zone),
        calendar=limit.calendar,
        trace=trace,
        extensions=tuple(parse_span(text) for text in limit.extensions),
    )
