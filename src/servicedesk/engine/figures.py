"""What became of the limits of one case at an instant: which runs were kept, which missed and by how much.

The one place that counts: what a replay shows of a log, and a report of a store, is made of these figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from attrs import define, field, frozen

from servicedesk.calendars import Calendar
from servicedesk.engine.case import Case
from servicedesk.engine.entry import Entry, EscalationEntry, MovedEntry
from servicedesk.engine.items import item_called
from servicedesk.engine.parts import Limit
from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.rules.keys import EventKey, name_of
from servicedesk.rules.standing_tasks import StandingTask
from servicedesk.texts.term import Term

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
    ``category`` is the class of the case by the classification that its procedure names first, ``person`` who did
    what was to be done, else who holds the item or the case. ``counts_at`` is when it was known what became of it:
    kept or cancelled, or fallen due, whichever came first; of one that is paused when it began.
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
    category: str
    category_term: Term
    person: str
    counts_at: int


def columns_of(limit: LimitFigure) -> Iterator[str]:
    """The columns in which a limit counts."""
    yield limit.verdict
    if limit.with_deviation and limit.verdict == "met":
        yield "met_with_deviation"
    if limit.notified:
        yield "escalated"


@define
class _Run:
    """One run of a limit while its entries are read. ``left_at`` is when a later run went on in its place."""

    limit: Limit
    missed: bool = False
    excused: bool = False
    left_at: int | None = None
    known_late: bool = False
    with_deviation: bool = False
    by: str = ""
    notified: list[Notified] = field(factory=list[Notified])


def figures_of_case(
    program: Program, case: Case, entries: Sequence[Entry], at: int, calendar_of: Callable[[str], Calendar]
) -> tuple[list[LimitFigure], list[tuple[str, Notified]]]:
    """What became of each run of each limit by an instant, and the escalations about no limit, each with its case.

    ``calendar_of`` gives the version of a calendar by the name that a limit keeps of it.
    """
    plan = program.plans[case.procedure]
    runs: dict[tuple[str, int], _Run] = {}
    last: dict[str, _Run] = {}
    others: list[tuple[str, Notified]] = []
    over, by = False, ""  # whether the last input was recorded over a rule, and whose it was
    for entry in entries:
        over, by = (bool(entry.deviations), entry.by) if entry.by else (over, by)
        if entry.limit is not None:
            run = _run_of(entry, entry.limit, runs, last.get(entry.limit.key))
            last[entry.limit.key] = run
            run.limit = entry.limit
            run.by = by if entry.limit.state in ("met", "late") else ""
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
    done = ((e, key) for e in entries for key in map(EventKey.parse, e.events) if key.kind == "done")
    acts = [(entry.at, key.name, entry.by) for entry, key in done if not key.detail]
    figures = {
        id(run): _figure(program, plan, case, run, runs.get((key, number - 1)), last[key], acts, at, calendar_of)
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
    program: Program,
    plan: ProcedurePlan,
    case: Case,
    run: _Run,
    before: _Run | None,
    last: _Run,
    acts: Iterable[tuple[int, str, str]],
    at: int,
    calendar_of: Callable[[str], Calendar],
) -> LimitFigure:
    """The figure of one run. A rhythm goes on after a miss, and the next time that it is done answers what was missed.

    Where that was in time and recorded too late only, the run was kept, and known late.
    """
    limit = run.limit
    verdict = "missed" if run.missed else {"late": "missed"}.get(limit.state, limit.state)
    known = plan.find_limit(limit.name, limit.clause)
    rule = None if known is None else known.rule
    done, outstanding, known_late, by = limit.closed_at, limit.is_open, run.known_late, run.by
    until = at if done is None else done
    if run.left_at is not None:
        kept, until, outstanding = last.limit.closed_at, run.left_at, False
        if last.limit.state == "met" and kept is not None and limit.due is not None and kept <= limit.due:
            verdict, done, known_late, by = "met", kept, True, last.by
        verdict = "excused" if run.excused else verdict
    elif isinstance(rule, StandingTask) and limit.state == "missed":
        begun = limit.anchor
        if before is not None and before.limit.anchor == begun and before.limit.due is not None:
            begun = before.limit.due
        did = [(when, who) for when, name, who in acts if name == limit.name and when > begun]
        done, by = min(did, default=(None, ""))
        outstanding = done is None and case.open
        known_late = done is not None and limit.due is not None and done <= limit.due
        until = at if done is None else done
        verdict = "met" if known_late else verdict
    late = working = 0
    if verdict == "missed" and limit.due is not None and until > limit.due:
        changes = [reference for since, reference in limit.changes if since <= limit.due]
        calendar = calendar_of(changes[-1] if changes else limit.calendar)
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
        *_category(plan, case),
        by or ("" if (holder := case.holder(limit.item)) is None else holder.name),
        _counts_at(case, limit, verdict),
    )


def _category(plan: ProcedurePlan, case: Case) -> tuple[str, Term]:
    """The class of a case and what it is called; nothing before it has one."""
    category = plan.index.category(case.facts)
    return category, plan.term_of("option", f"{plan.index.classification}.{category}") if category else Term("", "")


def _counts_at(case: Case, limit: Limit, verdict: str) -> int:
    """When it was known what became of a run: never before its case was opened, nor after it was ended.

    What falls due at the end of a day falls due on that day, and so just before its due.
    """
    due = None if limit.due is None else limit.due - 1
    ends = [at for at in (due, None if verdict in ("running", "paused") else limit.closed_at) if at is not None]
    known = max(min(ends, default=limit.anchor), case.opened_at)
    return known if case.open else min(known, case.moved_at)


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
