"""The figures of many cases at an instant: where they stand, which limits were kept, who was notified, what is due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from attrs import asdict, define, field, frozen

from servicedesk.calendars import to_datetime
from servicedesk.desk import Desk
from servicedesk.desk.inputs import MOST_NUMBER, each_of
from servicedesk.engine.case import Case
from servicedesk.engine.deviations import described
from servicedesk.engine.entry import ChildEntry, Entry, EscalationEntry, MovedEntry
from servicedesk.engine.items import item_called
from servicedesk.engine.parts import Limit
from servicedesk.errors import CaseNotFound, UnknownName
from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.rules.keys import EventKey, name_of
from servicedesk.rules.standing_tasks import StandingTask
from servicedesk.texts.limits import length, working_length
from servicedesk.texts.term import Term

__all__ = ["VERDICTS", "CaseFigure", "Figures", "LimitFigure", "Notified", "figures_of"]

VERDICTS: Final = ("met", "missed", "excused", "running", "paused", "cancelled")
"""What became of a limit: kept (also where that was known late only), missed (done late, or not at all), excused (a
miss that a pause explains, which became known later: it counts as no miss), ..."""


@frozen
class Notified:
    """One escalation: what was reported, by which clause, nominally when, to which roles and, by roster, whom."""

    name: str
    zh: str
    clause: str
    at: int
    roles: tuple[str, ...]
    roles_zh: tuple[str, ...]
    names: tuple[str, ...]


@frozen
class LimitFigure:
    """One run of one limit.

    ``late_us`` is by how much it was missed, and ``late_working_us`` how much of that is working time of its calendar:
    up to when it was done, went on under another target, or up to the look where it is still outstanding.
    ``known_late`` is one that was kept and counted as missed until that was recorded; ``with_deviation`` one that was
    kept by something recorded over a rule. ``item`` is what the item is called.
    """

    case: str
    subject: str
    procedure: str
    limit: str
    zh: str
    clause: str
    run: int
    verdict: str
    due: int | None
    done: int | None
    late_us: int
    late_working_us: int
    outstanding: bool
    known_late: bool
    roles: tuple[str, ...]
    roles_zh: tuple[str, ...]
    provisional: tuple[int, ...]
    notified: tuple[Notified, ...]
    with_deviation: bool
    item: Term


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
            tables.setdefault(key, Counter()).update(_counted(limit))
        totals = Counter(column for limit in self.limits for column in _counted(limit))
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


def _counted(limit: LimitFigure) -> Iterator[str]:
    """The columns in which a limit counts."""
    yield limit.verdict
    if limit.with_deviation and limit.verdict == "met":
        yield "met_with_deviation"
    if limit.notified:
        yield "escalated"


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
        runs, notified = _runs(desk, program, plan, case, entries, at)
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


@define
class _Run:
    """One run of a limit while its entries are read. ``left_at`` is when a later run went on in its place."""

    limit: Limit
    missed: bool = False
    excused: bool = False
    left_at: int | None = None
    known_late: bool = False
    with_deviation: bool = False
    notified: list[Notified] = field(factory=list[Notified])


def _runs(
    desk: Desk, program: Program, plan: ProcedurePlan, case: Case, entries: Sequence[Entry], at: int
) -> tuple[list[LimitFigure], list[tuple[str, Notified]]]:
    runs: dict[tuple[str, int], _Run] = {}
    last: dict[str, _Run] = {}
    others: list[tuple[str, Notified]] = []
    over = False  # whether the last input was recorded over a rule
    for entry in entries:
        over = bool(entry.deviations) if entry.by else over
        if entry.limit is not None:
            run = _run_of(entry, entry.limit, runs, last.get(entry.limit.key))
            last[entry.limit.key] = run
            run.limit = entry.limit
            run.known_late = entry.kind == "known_late"
            run.with_deviation = over and entry.kind in ("met", "known_late")
            run.missed = entry.limit.state in ("missed", "late") or (run.missed and entry.limit.state == "cancelled")
        if isinstance(entry, EscalationEntry):
            notified = _notified(program, plan, entry)
            about = None if entry.about is None else runs.get((entry.about.key, entry.about.run))
            if about is None:
                others.append((case.id, notified))
            else:
                about.notified.append(notified)
    done = ((e.at, key) for e in entries for key in map(EventKey.parse, e.events) if key.kind == "done")
    acts = [(when, key.name) for when, key in done if not key.detail]
    figures = {
        id(run): _figure(desk, program, plan, case, run, runs.get((key, number - 1)), last[key], acts, at)
        for (key, number), run in runs.items()
    }
    return list(figures.values()), others


def _run_of(entry: Entry, limit: Limit, runs: dict[tuple[str, int], _Run], last: _Run | None) -> _Run:
    """The run that an entry is about; a limit that comes back to a miss goes on with that one."""
    key = (limit.key, limit.run)
    if last is not None and limit.run < last.limit.run:
        del runs[last.limit.key, last.limit.run]
        back = runs[key]
        back.notified += last.notified
        back.excused, back.left_at = False, None
    elif last is not None and limit.run > last.limit.run:
        last.excused, last.left_at = entry.kind == "excused", entry.at if isinstance(entry, MovedEntry) else None
    if entry.kind in ("started", "retargeted") and limit.state == "missed" and limit.missed_run < limit.run:
        runs[key] = runs[limit.key, limit.missed_run]
        runs[key].left_at = None
    return runs.setdefault(key, _Run(limit))


def _figure(
    desk: Desk,
    program: Program,
    plan: ProcedurePlan,
    case: Case,
    run: _Run,
    before: _Run | None,
    last: _Run,
    acts: Iterable[tuple[int, str]],
    at: int,
) -> LimitFigure:
    """The figure of one run. A rhythm goes on after a miss, and the next time that it is done answers what was missed.

    Where that was in time and recorded too late only, the run was kept, and known late.
    """
    limit = run.limit
    verdict = "missed" if run.missed else {"late": "missed"}.get(limit.state, limit.state)
    known = plan.find_limit(limit.name, limit.clause)
    rule = None if known is None else known.rule
    done, outstanding, known_late = limit.closed_at, limit.is_open, run.known_late
    until = at if done is None else done
    if run.left_at is not None:
        kept, until, outstanding = last.limit.closed_at, run.left_at, False
        if last.limit.state == "met" and kept is not None and limit.due is not None and kept <= limit.due:
            verdict, done, known_late = "met", kept, True
        verdict = "excused" if run.excused else verdict
    elif isinstance(rule, StandingTask) and limit.state == "missed":
        begun = limit.anchor
        if before is not None and before.limit.anchor == begun and before.limit.due is not None:
            begun = before.limit.due
        done = min((when for when, name in acts if name == limit.name and when > begun), default=None)
        outstanding = done is None and case.open
        known_late = done is not None and limit.due is not None and done <= limit.due
        until = at if done is None else done
        verdict = "met" if known_late else verdict
    late = working = 0
    if verdict == "missed" and limit.due is not None and until > limit.due:
        changes = [reference for since, reference in limit.changes if since <= limit.due]
        calendar = desk.calendar_of(changes[-1] if changes else limit.calendar)
        late, working = until - limit.due, calendar.working_between(limit.due, until)
    return LimitFigure(
        case.id,
        case.subject,
        case.procedure,
        limit.key,
        limit.name if rule is None else plan.label(rule, "zh"),
        limit.clause,
        limit.run,
        verdict,
        limit.due,
        done,
        late,
        working,
        outstanding,
        known_late,
        limit.roles,
        tuple(program.role_term(role).zh for role in limit.roles),
        limit.provisional,
        tuple(run.notified),
        run.with_deviation,
        item_called(plan, case, limit.item),
    )


def _notified(program: Program, plan: ProcedurePlan, entry: EscalationEntry) -> Notified:
    roles = entry.notified
    return Notified(
        entry.name,
        plan.term_of("recorded", name_of(entry.name)).zh,
        entry.clause,
        entry.at,
        roles,
        tuple(program.role_term(role).zh for role in roles),
        entry.names,
    )
