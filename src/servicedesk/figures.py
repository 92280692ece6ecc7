"""The figures of many cases at an instant: where they stand, which limits were kept, who was notified, what is due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from attrs import asdict, frozen

from servicedesk.calendars import to_datetime
from servicedesk.desk import Desk
from servicedesk.desk.inputs import MOST_NUMBER, each_of
from servicedesk.engine.case import Case
from servicedesk.engine.deviations import described
from servicedesk.engine.entry import ChildEntry, Entry
from servicedesk.engine.figures import VERDICTS, LimitFigure, Notified, columns_of, figures_of_case
from servicedesk.errors import CaseNotFound, UnknownName
from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.rules.keys import name_of
from servicedesk.texts.limits import length, working_length

__all__ = ["VERDICTS", "CaseFigure", "Figures", "LimitFigure", "Notified", "figures_of"]


@frozen
class CaseFigure:
    """Where one case stands; ``rules_changed`` where it was opened under other rules than its edition has now."""

    case: str
    subject: str
    procedure: str
    procedure_zh: str
    state: str
    state_zh: str
    open: bool
    rules_changed: bool = False


@frozen
class DeviationFigure:
    """One rule that was not kept by what was recorded all the same."""

    case: str
    step: str
    step_zh: str
    at: int
    by: str
    kind: str
    clause: str
    zh: str
    en: str


@frozen
class Figures:
    """Cases, their limits, what was recorded over a rule, and escalations about no limit; instants are us UTC."""

    zone: str
    cases: tuple[CaseFigure, ...]
    limits: tuple[LimitFigure, ...]
    notified: tuple[tuple[str, Notified], ...]
    deviations: tuple[DeviationFigure, ...] = ()

    def to_data(self) -> dict[str, Any]:
        """JSON-ready data; instants as ISO text on the clock of the desk."""
        standing = Counter((c.procedure, c.procedure_zh, c.state, c.state_zh, c.open) for c in self.cases)
        tables: dict[tuple[str, str, str, str], Counter[str]] = {}
        for limit in self.limits:
            key = (limit.procedure, name_of(limit.limit), limit.clause, limit.zh)
            tables.setdefault(key, Counter()).update(columns_of(limit))
        totals = Counter(column for limit in self.limits for column in columns_of(limit))
        counted = (*VERDICTS, "met_with_deviation", "escalated")
        clauses = Counter(each.clause for each in self.deviations)
        waiting = [li for li in self.limits if li.verdict == "running" and li.due is not None]
        return {
            "cases": {
                "total": len(self.cases),
                "open": sum(case.open for case in self.cases),
                "rules_changed": [case.case for case in self.cases if case.rules_changed],
                "by_state": [
                    {"procedure": p, "procedure_zh": pz, "state": s, "state_zh": sz, "open": o, "count": n}
                    for (p, pz, s, sz, o), n in sorted(standing.items())
                ],
            },
            "limits": {
                "totals": {name: totals[name] for name in counted},
                "by_limit": [
                    {"procedure": p, "limit": name, "zh": zh, "clause": clause}
                    | {column: table[column] for column in counted}
                    for (p, name, clause, zh), table in sorted(tables.items())
                ],
                "missed": [self._limit(li) for li in self.limits if li.verdict == "missed"],
                "known_late": [self._limit(li) for li in self.limits if li.known_late],
            },
            "deviations": {
                "total": len(self.deviations),
                "by_clause": [
                    {"clause": clause, "count": n}
                    for clause, n in sorted(clauses.items(), key=lambda pair: (-pair[1], pair[0]))
                ],
                "rows": [{**asdict(each), "at": self._iso(each.at)} for each in self.deviations],
            },
            "notified": [{"case": case, **self._notified(notified)} for case, notified in self.notified],
            "due": [self._limit(li) for li in sorted(waiting, key=lambda li: (li.due or 0, li.case, li.limit))],
        }

    def _limit(self, limit: LimitFigure) -> dict[str, Any]:
        late = limit.late_us
        return {
            "case": limit.case,
            "subject": limit.subject,
            "procedure": limit.procedure,
            "limit": limit.limit,
            "zh": limit.zh,
            "item_zh": limit.item.zh,
            "item_en": limit.item.en,
            "clause": limit.clause,
            "run": limit.run,
            "due": self._iso(limit.due),
            "done": self._iso(limit.done),
            "outstanding": limit.outstanding,
            "late_seconds": late // 1_000_000,
            "late_zh": length(late, "zh") if late else "",
            "late_en": length(late, "en") if late else "",
            "late_working_seconds": limit.late_working_us // 1_000_000,
            "late_working_zh": working_length(limit.late_working_us, "zh") if late else "",
            "late_working_en": working_length(limit.late_working_us, "en") if late else "",
            "roles": list(limit.roles),
            "roles_zh": list(limit.roles_zh),
            "provisional": list(limit.provisional),
            "notified": [self._notified(notified) for notified in limit.notified],
        }

    def _notified(self, notified: Notified) -> dict[str, Any]:
        return {
            "name": notified.name,
            "zh": notified.zh,
            "clause": notified.clause,
            "at": self._iso(notified.at),
            "roles": list(notified.roles),
            "roles_zh": list(notified.roles_zh),
            "names": list(notified.names),
        }

    def _iso(self, instant: int | None) -> str | None:
        return None if instant is None else to_datetime(instant, self.zone).isoformat()


def figures_of(desk: Desk, cases: Iterable[str], at: int) -> Figures:
    """The figures of these cases and their children at an instant; it raises what any call of a :class:`Desk` may."""
    standing: list[CaseFigure] = []
    limits: list[LimitFigure] = []
    others: list[tuple[str, Notified]] = []
    deviations: list[DeviationFigure] = []
    waiting = list(each_of(cases, str, "cases", MOST_NUMBER))
    moment = to_datetime(at, desk.calendar.zone)
    while waiting:
        ident = waiting.pop(0)
        try:
            case, entries = desk.as_of(ident, moment)
        except CaseNotFound:
            continue
        if not entries:
            continue
        try:
            program = desk.words_of(case)
        except UnknownName:  # no rule is there that could say what became of its limits
            names = (case.procedure, case.procedure, case.state, case.state)
            standing.append(CaseFigure(case.id, case.subject, *names, open=case.open, rules_changed=True))
            continue
        plan = program.plans[case.procedure]
        standing.append(
            CaseFigure(
                case.id,
                case.subject,
                case.procedure,
                plan.procedure.zh,
                case.state,
                plan.state_term(case.state).zh,
                case.open,
                desk.rules_changed(case),
            )
        )
        runs, notified = figures_of_case(program, case, entries, at, desk.calendar_of)
        limits += runs
        others += notified
        deviations += _deviations(program, plan, case, entries)
        waiting += [e.child for e in entries if isinstance(e, ChildEntry) and e.child not in waiting]
    return Figures(desk.calendar.zone, tuple(standing), tuple(limits), tuple(others), tuple(deviations))


def _deviations(
    program: Program, plan: ProcedurePlan, case: Case, entries: Iterable[Entry]
) -> Iterator[DeviationFigure]:
    for entry in entries:
        for each in entry.deviations:
            said, label = described(program, plan, case, each), plan.term_of("done", entry.name)
            yield DeviationFigure(
                case.id, entry.name, label.zh, entry.at, entry.by, each.kind, each.clause, said.zh, said.en
            )
