"""The facade: opens cases, acts on them, tells what is due and why, runs the clock."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from attrs import evolve

from servicedesk.calendars import Calendar, first_difference, parse_instant, to_datetime, to_instant
from servicedesk.cases.case import Case
from servicedesk.cases.decide import refusals_of
from servicedesk.cases.entry import Actor, Entry, Message
from servicedesk.cases.house import allowed_roles
from servicedesk.cases.messages import message_of
from servicedesk.cases.narrate import narrate
from servicedesk.cases.rulebook import Plan, RuleBook
from servicedesk.cases.running import reference
from servicedesk.compile.duties import duty_slug
from servicedesk.desk.answers import DueLimit, Grants, HistoryLine, Option, Outcome, TickReport
from servicedesk.desk.door import day_of, name_of, payload_of
from servicedesk.desk.explain import Explanation, explain
from servicedesk.desk.reading import (
    KeptPaper,
    TargetFigure,
    duty_target_of,
    grants_of,
    papers_of,
    target_of,
)
from servicedesk.desk.reproject import Reprojection, reproject
from servicedesk.desk.rows import FAR, utc
from servicedesk.desk.work import Input, Work
from servicedesk.errors import (
    AlreadyOpen,
    CaseBusy,
    CorruptRecord,
    InvalidInstant,
    RefusedStep,
    ServicedeskError,
    StoreMisuse,
    UnknownName,
)
from servicedesk.policy import Policy
from servicedesk.ports import CaseRow, Criteria, Facts, Search, Store
from servicedesk.procedure import Manual
from servicedesk.registry import Registry
from servicedesk.rules.effects import Target
from servicedesk.rules.limits import Duty
from servicedesk.serialization import case_from_json, entry_from_json
from servicedesk.stores import open_store
from servicedesk.validation.report import HOUSE_STEPS

__all__ = ["Desk"]

_log = logging.getLogger("servicedesk.desk")


class Desk:
    """The service desk of one manual over one store; a context manager that closes the store it opened.

    Threads may share a desk. ``facts`` answers what only the host knows, ``policy`` is the site's (an object or a
    TOML file), ``roster`` who holds which post (it replaces the policy's), ``clock`` gives the present instant and
    is for tests and replays.
    """

    def __init__(
        self,
        manual: str | Manual,
        *,
        store: str | Path | Store = "memory:",
        policy: Policy | str | Path | None = None,
        roster: Mapping[str, Sequence[str]] | None = None,
        facts: Facts | None = None,
        registry: Registry | None = None,
        calendars: Iterable[Calendar] = (),
        clock: Callable[[], datetime] | None = None,
        tenant: str = "",
    ) -> None:
        if registry is None:
            registry = Registry.of(manual) if isinstance(manual, Manual) else Registry.installed()
        self.manual = registry.manual(manual.name if isinstance(manual, Manual) else manual)
        site = policy if isinstance(policy, Policy) else (Policy() if policy is None else Policy.load(policy))
        if roster is not None:
            site = evolve(site, roster={str(role): tuple(names) for role, names in roster.items()})
        self._owns_store = not isinstance(store, Store)
        known = {reference(c): c for c in (site.calendar, *calendars)}
        opened = store if isinstance(store, Store) else open_store(store)
        self._work = Work(registry, opened, site, facts, tenant, clock, known)

    # --- life -------------------------------------------------------------------------------------------

    @property
    def store(self) -> Store:
        """The store that this desk works on."""
        return self._work.store

    @property
    def tenant(self) -> str:
        """Whose cases this desk sees; empty where the store serves one house only."""
        return self._work.tenant

    @property
    def calendar(self) -> Calendar:
        """The calendar that limits are counted with unless a rule names another."""
        return self._work.policy.calendar

    def books(self) -> dict[str, RuleBook]:
        """The rule books of the manual, by edition, in the manual's order."""
        name = self.manual.name
        return {
            edition.name: self._work.registry.book(name, edition.name) for edition in self.manual.editions
        }

    def now(self) -> datetime:
        """The present instant in the desk's zone: the store's clock where it has one."""
        return to_datetime(self._work.now(), self.calendar.zone)

    def close(self) -> None:
        """Close the store if the desk opened it."""
        if self._owns_store:
            self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- inputs -----------------------------------------------------------------------------------------

    def open(
        self, procedure: str, payload: Mapping[str, Any] | None = None, *, subject: str, by: Actor,
        at: datetime | str | None = None, recorded_at: datetime | str | None = None, key: str = "", id: str = "",
        dry_run: bool = False,
    ) -> Case:  # fmt: skip
        """Open a case about a subject, under the edition in force when it occurred.

        Args:
            procedure: its name in the manual.
            payload: the blanks of the opening, by name.
            subject: the unit, person or estate.
            by: who opens it.
            at: when it occurred; now if left out. Text without a zone is in the desk's.
            recorded_at: when it is recorded; now if left out.
            key: idempotency key; the same key again gives the same case.
            id: the case id; made up where empty.
            dry_run: decide and write nothing.

        Raises:
            RefusedStep: with every refusal.
            UnknownName: no such procedure.
            KeyReused: the key stands for something else.
        """
        outcome = self.try_open(
            procedure,
            payload,
            subject=subject,
            by=by,
            at=at,
            recorded_at=recorded_at,
            key=key,
            id=id,
            dry_run=dry_run,
        )
        return self._done(outcome, "open", procedure)

    def try_open(
        self, procedure: str, payload: Mapping[str, Any] | None = None, *, subject: str, by: Actor,
        at: datetime | str | None = None, recorded_at: datetime | str | None = None, key: str = "", id: str = "",
        dry_run: bool = False,
    ) -> Outcome:  # fmt: skip
        """As :meth:`open`, but refusals come back as values."""
        given = self._input("open", payload, by, at, recorded_at, key, None, dry_run=dry_run)
        instant = self._work.now() if given.at is None else given.at
        book = self._work.registry.book_on(self.manual.name, self.calendar.local_date(instant))
        plan = self._plan(book, procedure)
        blank = Case(
            id=name_of(id, "id") or f"{procedure}-{uuid.uuid4().hex[:12]}",
            manual=self.manual.name,
            edition=book.edition,
            fingerprint=book.fingerprint,
            procedure=procedure,
            subject=name_of(subject, "subject"),
            tenant=self._work.tenant,
            slot=f"{procedure}/{subject}" if plan.procedure.one_open else None,
            open_key=key or None,
        )
        return self._shown(self._work.open(blank, given), by)

    def act(
        self, case_id: str, step: str, payload: Mapping[str, Any] | None = None, *, by: Actor,
        at: datetime | str | None = None, recorded_at: datetime | str | None = None, key: str = "",
        seen: int | None = None, dry_run: bool = False,
    ) -> Case:  # fmt: skip
        """Do one step of a case.

        Args:
            case_id: the case.
            step: a step of its procedure, or a house step: withdraw, merge, correct, waive, erase.
            payload: the blanks of the step; beside them ``line``, ``outcome`` and ``reason`` where it takes them.
            by: who acts.
            at: when it occurred; now if left out.
            recorded_at: when it is recorded; now if left out, never before ``at``.
            key: idempotency key; the same key again gives the same answer once.
            seen: the version that the caller saw; refused if the case has moved on.
            dry_run: decide and write nothing.

        Raises:
            RefusedStep: with every refusal.
            CaseNotFound: no such case.
            ConcurrencyConflict: ``seen`` is stale.
            KeyReused: the key stands for something else.
        """
        outcome = self.try_act(
            case_id, step, payload, by=by, at=at, recorded_at=recorded_at, key=key, seen=seen, dry_run=dry_run
        )
        return self._done(outcome, step, case_id)

    def try_act(
        self, case_id: str, step: str, payload: Mapping[str, Any] | None = None, *, by: Actor,
        at: datetime | str | None = None, recorded_at: datetime | str | None = None, key: str = "",
        seen: int | None = None, dry_run: bool = False,
    ) -> Outcome:  # fmt: skip
        """As :meth:`act`, but refusals come back as values."""
        given = self._input(step, payload, by, at, recorded_at, key, seen, dry_run=dry_run)
        return self._shown(self._work.act(case_id, given), by)

    def start_duties(
        self, subjects: Mapping[str, Iterable[str]], *, by: Actor, at: datetime | str | None = None,
        recorded_at: datetime | str | None = None,
    ) -> tuple[str, ...]:  # fmt: skip
        """Open a standing case for each duty and each subject it is over; those that stand already are left alone.

        Args:
            subjects: subjects by kind, as the duties name it.
            by: who has the duties.
            at: from when on; now if left out.
            recorded_at: when it is recorded; now if left out.

        Returns:
            The ids of the cases that are new, ``duty:<manual>/<procedure>/<clause>/<subject>``; a house rule has the
            duty's name in the clause's place.
        """
        started: list[str] = []
        given = self._input("open", {}, by, at, None, "", None, dry_run=False)
        instant = self._work.now() if given.at is None else given.at
        book = self._work.registry.book_on(self.manual.name, self.calendar.local_date(instant))
        for plan in tuple(book.plans.values()):
            for rule in plan.procedure.of(Duty):
                if rule.over is None:
                    continue
                slug = duty_slug(plan.procedure.name, rule.name)
                clause = plan.id_of(rule)
                if clause == "house":
                    clause = f"{self.manual.name}/{plan.procedure.name}/{rule.name}"
                for subject in (s for kind in rule.over.kinds for s in subjects.get(kind, ())):
                    ident = f"duty:{clause}/{subject}"
                    try:
                        self.open(slug, {}, subject=subject, by=by, at=at, recorded_at=recorded_at, id=ident)
                    except AlreadyOpen:
                        continue
                    started.append(ident)
        return tuple(started)

    def tick(self, now: datetime | str | None = None, *, page: int = 100) -> TickReport:
        """Look at everything that is due, one short unit a case. Safe from many processes at once.

        A case that somebody holds is passed over, one that cannot be read is reported, and the rest goes on.
        """
        instant = self._work.now() if now is None else self._instant(now)
        entries: list[tuple[str, Entry]] = []
        messages: list[Message] = []
        busy: list[str] = []
        failed: list[tuple[str, str]] = []
        looked, after = 0, None
        while due := self.store.due(utc(instant), after=after, limit=page):
            after = due[-1]
            for _, case_id in due:
                looked += 1
                try:
                    case, new, book = self._work.look(case_id, instant)
                except CaseBusy:
                    busy.append(case_id)
                except ServicedeskError as error:
                    _log.warning("case %s could not be looked at: %s", case_id, error.code)
                    failed.append((case_id, error.code))
                else:
                    entries += [(case.id, entry) for entry in new]
                    messages += [m for e in new if (m := message_of(book, case, e)) is not None]
        return TickReport(looked, tuple(entries), tuple(messages), tuple(busy), tuple(failed))

    def reproject(
        self, calendar: Calendar | None = None, *, by: Actor,
        mode: Literal["retroactive", "from_change"] = "retroactive", at: datetime | str | None = None,
        recorded_at: datetime | str | None = None, dry_run: bool = False,
    ) -> Reprojection:  # fmt: skip
        """Count running limits under another calendar, and list every one that moved, soonest new due first.

        Looks at the open cases whose last due lies on or after the first day that the new calendar counts otherwise
        than those this desk knows; at all open cases where it knows no other, or the store cannot search. One short
        unit a case, safe from many processes at once: a case that somebody holds is passed over, one that cannot be
        read is reported, and the rest goes on.

        Limits armed later are counted with the desk's own calendar: open the desk with the new one, and with those
        that limits still run under as its ``calendars``.

        Args:
            calendar: the new calendar; the desk's own where left out.
            by: who brings the change; it is in the history.
            mode: ``retroactive`` counts from the start anew, for corrected data; ``from_change`` keeps the time used.
            at: from when on; now if left out.
            recorded_at: when it is recorded; now if left out, never before ``at``.
            dry_run: list, and write nothing.

        Raises:
            InvalidInstant: ``at`` lies after the recording.
            UnknownName: there is no such mode.
        """
        if mode not in ("retroactive", "from_change"):
            raise UnknownName(f"there is no mode {mode!r}", remedy="say retroactive or from_change")
        new = calendar or self.calendar
        given = self._input("", {}, by, at, recorded_at, "", None, dry_run=dry_run)
        recorded = self._work.now() if given.recorded is None else given.recorded
        if given.at is not None and given.at > recorded:
            raise InvalidInstant(
                "a change of calendar is recorded when it has come",
                remedy="record it at that instant or later",
            )
        work = self._work.with_calendar(new)
        found = reproject(work, self._reached_by(new), new, mode, evolve(given, recorded=recorded))
        if not dry_run:
            self._work = work
        return found

    def _reached_by(self, new: Calendar) -> Iterable[str]:
        """Open cases with a limit that the change of calendar can move."""
        known = [c for c in self._work.calendars.values() if reference(c) != reference(new)]
        changed = [first for c in known if (first := first_difference(c, new)) is not None]
        if known and not changed:
            return ()
        if isinstance(self.store, Search):
            bound = utc(new.midnight(min(changed))) if changed else None
            try:
                return [row.id for row in self._rows(Criteria(self._work.tenant, open=True, due_from=bound))]
            except CorruptRecord as error:
                _log.warning("cases cannot be found by their due, each is looked at: %s", error)
        return self._ids_ahead()

    def _ids_ahead(self) -> Iterator[str]:
        """Cases that time alone will bring something to, without reading any."""
        after = None
        while due := self.store.due(utc(FAR), after=after, limit=500):
            after = due[-1]
            yield from (case_id for _, case_id in due)

    # --- questions --------------------------------------------------------------------------------------

    def case(self, case_id: str, *, by: Actor | None = None) -> Case:
        """The case as it stands; personal values only for ``by``, where the manual lets that role read them."""
        with self.store.unit() as unit:
            row = unit.load(case_id)
        return self._masked(case_from_json(row.body, row.id), by)

    def as_of(self, case_id: str, at: datetime | str) -> tuple[Case, tuple[Entry, ...]]:
        """The case as it stands, or stood, at an instant, and its history up to there, without personal values.

        What fell due by then is in it, whether or not the clock was run; nothing is written. Before its opening a
        case has version 0 and no entries.
        """
        case, entries = self._work.as_of(case_id, self._instant(at))
        return self._masked(case, None), entries

    def cases(
        self, subject: str, procedure: str | None = None, *, open: bool | None = True
    ) -> tuple[Case, ...]:
        """The cases of a subject, by id; ``open=None`` for open and ended ones. Personal values are masked."""
        with self.store.unit() as unit:
            rows = unit.cases(subject, procedure, open, tenant=self._work.tenant)
        return tuple(self._masked(case_from_json(row.body, row.id), None) for row in rows)

    def options(self, case_id: str, *, by: Actor, at: datetime | str | None = None) -> tuple[Option, ...]:
        """Every step of a case, in the manual's order: allowed to this actor now, or every reason why not.

        A step about lines (violations, keys) is told once for each line that is open.
        """
        given = self._input("", {}, by, at, at, "", None, dry_run=True)
        with self.store.unit() as unit:
            row = unit.load(case_id)
            case = case_from_json(row.body, row.id)
            book = self._work.book(case)
            plan = book.plans[case.procedure]
            found: list[Option] = []
            for step in plan.steps.values():
                if step.name == "open":
                    continue
                asked = evolve(given, step=step.name)
                context = self._work.context(asked, self._work.answers(unit, book, case, asked))
                blanks = tuple((b.field.name, b.field.zh, b.field.required) for b in step.blanks)
                zh = plan.label(step.rule, "zh")
                outcomes = tuple(step.outcomes)
                about = [ln.id for ln in case.lines.values() if ln.open and ln.kind == step.line_kind]
                for line in about if about and not step.opens_line else [None]:
                    refusals = refusals_of(book, case, step.name, context, line)
                    found.append(
                        Option(
                            step.name, zh, step.clause, not refusals, refusals, blanks, outcomes, line or ""
                        )
                    )
        return tuple(found)

    def house_options(self, case_id: str, *, by: Actor) -> tuple[str, ...]:
        """The house steps that this actor may use: withdraw, merge, correct, waive, erase."""
        case = self.case(case_id)
        book = self._work.book(case)
        plan = book.plans[case.procedure]
        return tuple(s for s in HOUSE_STEPS if s != "open" and by.roles & allowed_roles(book, plan, s, {}))

    def due(
        self, before: datetime | str | None = None, *, subject: str | None = None
    ) -> tuple[DueLimit, ...]:
        """Limits still to be kept, soonest first, overdue ones among them; paused ones last.

        Args:
            before: only limits due at or before this.
            subject: only those of one subject.
        """
        bound = None if before is None else self._instant(before)
        found: list[tuple[int, DueLimit]] = []
        for case in self._open_cases(subject):
            plan = self._work.book(case).plans[case.procedure]
            for limit in case.limits.values():
                if not limit.is_open or (bound is not None and (limit.due is None or limit.due > bound)):
                    continue
                rule = next(
                    p.rule
                    for _, g in plan.limits
                    for p in g
                    if p.clause == limit.clause and p.name == limit.name
                )
                moment = None if limit.due is None else to_datetime(limit.due, self.calendar.zone)
                shown = DueLimit(
                    case.id, case.subject, case.procedure, limit.key, plan.label(rule, "zh"), limit.clause, moment,
                    limit.state, limit.roles, limit.provisional,
                )  # fmt: skip
                found.append((FAR if limit.due is None else limit.due, shown))
        return tuple(
            shown for _, shown in sorted(found, key=lambda pair: (pair[0], pair[1].case_id, pair[1].name))
        )

    def _open_cases(self, subject: str | None) -> Iterator[Case]:
        if subject is not None:
            yield from self.cases(subject)
        elif isinstance(self.store, Search):
            yield from self._find(Criteria(tenant=self._work.tenant, open=True))
        else:
            yield from map(self.case, self._ids_ahead())

    def history(self, case_id: str) -> tuple[HistoryLine, ...]:
        """Every entry of a case with its sentence in both languages; personal values stay tokens."""
        with self.store.unit() as unit:
            row = unit.load(case_id)
            rows = list(unit.entries(case_id))
        case = case_from_json(row.body, row.id)
        book = self._work.book(case)
        zone = self.calendar.zone
        lines: list[HistoryLine] = []
        for stored in rows:
            entry = entry_from_json(stored.body, case_id)
            zh, en = (narrate(book, case, entry, zone, lang) for lang in ("zh", "en"))
            at, recorded = to_datetime(entry.at, zone), to_datetime(entry.recorded, zone)
            lines.append(
                HistoryLine(
                    entry.seq, entry.kind, entry.name, entry.clause, at, recorded, entry.by, zh, en, entry
                )
            )
        return tuple(lines)

    def messages(self, case_id: str) -> tuple[Message, ...]:
        """Everything that the history of a case wants delivered, oldest first."""
        case = self.case(case_id)
        book = self._work.book(case)
        return tuple(
            m for line in self.history(case_id) if (m := message_of(book, case, line.entry)) is not None
        )

    def explain(self, case_id: str, limit: str) -> Explanation:
        """Why a limit is due then: clause and reading, start, day by day, pauses, calendar version.

        Args:
            case_id: the case.
            limit: the limit's name; with ``@`` and the line where it is about one.

        Raises:
            UnknownName: the case has, and had, no such limit.
        """
        case = self.case(case_id)
        found = case.limits.get(limit)
        if found is None:
            raise UnknownName(
                f"case {case_id} has no limit {limit!r}",
                remedy=f"it has {', '.join(sorted(case.limits)) or 'none'}",
                id=case_id,
            )
        given = self._input("", {}, Actor("explain"), None, None, "", None, dry_run=True)
        return explain(self._work.book(case).plans[case.procedure], found, self._work.context(given))

    def grants(self, case_id: str, *, on: date | str | None = None) -> tuple[Grants, ...]:
        """The effects of a case on a day, today where left out, whether or not they are in force."""
        case = self.case(case_id)
        day = self.calendar.local_date(self._work.now()) if on is None else day_of(on, self.calendar)
        plan = self._work.book(case).plans[case.procedure]
        return grants_of(plan, case, day.isoformat())

    def papers(self, case_id: str) -> tuple[KeptPaper, ...]:
        """Every form of a case: since when it is filed, who signed it, who keeps which copy."""
        case = self.case(case_id)
        return papers_of(self._work.book(case).plans[case.procedure], case, self.calendar.zone)

    def targets(
        self, procedure: str, *, since: datetime | str | None = None, until: datetime | str | None = None
    ) -> tuple[TargetFigure, ...]:
        """The shares that a procedure's targets ask for, over the cases opened from ``since`` to before ``until``.

        Shares over standing duties are over the subjects for which a duty stood in that time.

        Raises:
            StoreMisuse: the store cannot search, which shares over many cases need.
        """
        if not isinstance(self.store, Search):
            raise StoreMisuse(
                "targets are shares over many cases, and this store cannot search",
                remedy="give it find(), the optional protocol servicedesk.ports.Search",
            )
        first = 0 if since is None else self._instant(since)
        last = FAR if until is None else self._instant(until)
        plan = self._plan(
            self._work.registry.book_on(self.manual.name, self.calendar.local_date(self._work.now())),
            procedure,
        )
        found = self._find(Criteria(tenant=self._work.tenant, procedure=procedure))
        cases = [case for case in found if first <= case.opened_at < last]
        return tuple(
            duty_target_of(rule, plan, self._duties(procedure, rule, first, last))
            if rule.over
            else target_of(rule, plan, cases)
            for rule in plan.procedure.of(Target)
        )

    def _duties(
        self, procedure: str, rule: Target, first: int, last: int
    ) -> Iterator[tuple[Case, list[Entry]]]:
        """The cases in which these duties stood in that time, each with the entries in which the duty was done."""
        for name in rule.over:
            for case in self._find(Criteria(tenant=self._work.tenant, procedure=duty_slug(procedure, name))):
                if case.opened_at >= last or not (case.open or case.moved_at >= first):
                    continue
                with self.store.unit() as unit:
                    entries = [entry_from_json(row.body, case.id) for row in unit.entries(case.id)]
                yield case, [e for e in entries if f"done:{name}" in e.marks and first <= e.at < last]

    def _find(self, criteria: Criteria) -> Iterator[Case]:
        return (case_from_json(row.body, row.id) for row in self._rows(criteria))

    def _rows(self, criteria: Criteria) -> Iterator[CaseRow]:
        assert isinstance(self.store, Search)  # noqa: S101  the callers looked
        last: str | None = None
        while page := self.store.find(criteria, after=last, limit=500):
            last = page[-1].id
            yield from page

    # --- inside -----------------------------------------------------------------------------------------

    def _instant(self, value: datetime | str) -> int:
        if isinstance(value, datetime):
            return to_instant(value)
        return parse_instant(str(value), zone=self.calendar.zone)

    def _input(
        self, step: str, payload: Mapping[str, Any] | None, by: Actor, at: datetime | str | None,
        recorded_at: datetime | str | None, key: str, seen: int | None, *, dry_run: bool,
    ) -> Input:  # fmt: skip
        return Input(
            step, payload_of(payload), by, None if at is None else self._instant(at),
            None if recorded_at is None else self._instant(recorded_at), name_of(key, "key"), seen, dry_run,
        )  # fmt: skip

    def _plan(self, book: RuleBook, procedure: str) -> Plan:
        if procedure not in book.plans:
            raise UnknownName(
                f"manual {self.manual.name!r} has no procedure {procedure!r}",
                remedy=f"it has {', '.join(sorted(n for n in book.plans if not n.startswith('duty_')))}",
                manual=self.manual.name,
            )
        return book.plans[procedure]

    def _done(self, outcome: Outcome, step: str, where: str) -> Case:
        if outcome.refusals:
            reasons = "".join(f"\n  - {refusal.text('en')}" for refusal in outcome.refusals)
            raise RefusedStep(
                f"{where}: {step!r} is refused:{reasons}", refusals=outcome.refusals, step=step, id=where
            )
        return outcome.case

    def _shown(self, outcome: Outcome, by: Actor) -> Outcome:
        return evolve(outcome, case=self._masked(outcome.case, by))

    def _masked(self, case: Case, by: Actor | None) -> Case:
        if by is None or not case.vault:
            return evolve(case, vault={})
        book = self._work.book(case)
        if not any(book.manual.role(name) for name in by.roles):
            return evolve(case, vault={})
        closed: set[str] = set()
        for rule in book.plans[case.procedure].access:
            if rule.form is not None and not by.roles & {r.name for r in rule.readers}:
                closed |= {f.name for f in rule.form.fields}
        hidden = {
            getattr(value, "name", "")
            for name, value in case.facts.items()
            if name.partition("@")[0] in closed
        }
        return evolve(
            case, vault={token: value for token, value in case.vault.items() if token not in hidden}
        )
