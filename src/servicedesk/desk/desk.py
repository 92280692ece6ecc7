"""The facade: opens cases, acts on them, says what is due and why, runs the clock."""

from __future__ import annotations

import logging
import random
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Self

from attrs import evolve

from servicedesk.answers import Answers, Failure
from servicedesk.arguments import of_kind
from servicedesk.calendars import Calendar
from servicedesk.desk.changes import Changes
from servicedesk.desk.inputs import MOST_CALENDARS, each_of, name_of, number_of, subjects_of, tenant_of
from servicedesk.desk.people import RoleNames
from servicedesk.desk.results import ActResult
from servicedesk.desk.service import CaseService
from servicedesk.desk.site import checked_policy
from servicedesk.desk.standing import standing_cases, subject_kinds
from servicedesk.desk.views import CaseEntry, TickReport
from servicedesk.engine.case import Case
from servicedesk.engine.counting import reference
from servicedesk.engine.entry import Actor
from servicedesk.engine.messages import message_of
from servicedesk.errors import AlreadyOpen, CaseBusy, CommitUnknown, ServicedeskError
from servicedesk.policy import Policy
from servicedesk.program.registry import Registry, installed
from servicedesk.roster import RosterEntry
from servicedesk.rules.manual import Manual
from servicedesk.stores import LATEST, Facts, Store, open_store
from servicedesk.stores.instants import BEYOND
from servicedesk.stores.rows import utc

_log = logging.getLogger("servicedesk.desk")


_DICE = random.SystemRandom()  # not the generator that a host seeds


class Desk(Changes):
    """The service desk of one manual over one store; a context manager that closes the store it opened.

    Threads may share a desk; nothing is opened before it is first used. Instants go in as aware datetimes, or as text,
    which is on the clock of the desk's calendar where it names no zone; they come out as aware datetimes.

    Any call may raise, beside what it names: :class:`InvalidPayload` for an argument that is of another type, too
    large, or cannot be kept; :class:`InvalidInstant`, :class:`NaiveDatetime` and :class:`OutOfBounds` for a moment or a
    day; :class:`UnknownName` for roles of an actor that the manual does not know; :class:`UnknownManual` and
    :class:`EditionChanged` where the rules of a case are not there, or are others now; :class:`StoreError` and what is
    below it, :class:`CaseNotFound` for one; :class:`CalendarHorizonError` under a strict calendar. None of them holds
    the value of a field, and none repeats more than the beginning of a long text.

    Args:
        manual: an installed manual by its name, or a manual itself.
        store: where the cases are kept: a URL, a path of an SQLite file, or a store.
        policy: what the site decides, as an object or as the path of a TOML file.
        roster: who holds which role, by the names of both; it replaces the policy's. A role that it leaves out is
            vacant. A ``Holder`` holds it from a day or until one, a ``Vacancy`` leaves it vacant for a time, a
            ``Shift`` is somebody on duty at hours of some days; who is notified is found for the nominal instant of
            the message. Chinese terms and aliases name a role too.
        facts: answers what only the host knows; without it such questions stay open, and a step that needs one is
            refused.
        registry: the manuals to choose from; those that are installed where left out.
        calendars: further versions of calendars that running limits may still be counted with.
        clock: gives the present instant, aware. Else the store's is asked where it has one, or the machine's. Nothing
            is taken that is more than five minutes later.
        tenant: whose cases these are, where several share a store. The desk sees no others.

    Raises:
        UnknownManual: no manual of that name is installed.
        InvalidProcedure: rules of the manual cite clauses that its catalogue lacks, in whichever edition; all at once.
        InvalidRoster: the roster cannot be used, or names a role that the manual does not know, with every fault.
        InvalidPolicy: the policy cannot be used, or does not fit the manual, with every fault.
        LookupFailed: no store answers to the scheme of the URL.

    Example:
        >>> from servicedesk import Actor, Desk
        >>> with Desk("fuheng", roster={"superior": ["李主管"]}) as desk:
        ...     clerk = Actor("王小红", {"customer_receptionist", "recipient"})
        ...     call = {"complainant": "张先生", "contents": "电梯异响", "channel": "telephone"}
        ...     t = "2026-09-30 15:00"
        ...     case = desk.open("complaint", call, subject="3-2-501", by=clerk, at=t, recorded_at=t)
        ...     [str(limit.due) for limit in desk.due()]
        ['2026-09-30 16:00:00+08:00']
    """

    def __init__(
        self,
        manual: str | Manual,
        *,
        store: str | Path | Store = "memory:",
        policy: Policy | str | Path | None = None,
        roster: Mapping[str, Sequence[RosterEntry]] | None = None,
        facts: Facts | None = None,
        registry: Registry | None = None,
        calendars: Iterable[Calendar] = (),
        clock: Callable[[], datetime] | None = None,
        tenant: str = "",
    ) -> None:
        tenant = tenant_of(tenant)
        if not isinstance(manual, Manual):
            manual = name_of(manual, "manual")
        if registry is None:
            registry = Registry.of(manual) if isinstance(manual, Manual) else installed()
        registry, several = (
            of_kind(registry, Registry, "registry"),
            each_of(calendars, Calendar, "calendars", MOST_CALENDARS),
        )
        found = registry.manual(manual.name if isinstance(manual, Manual) else manual)
        site = policy if isinstance(policy, Policy) else (Policy() if policy is None else Policy.load(policy))
        roles = RoleNames.of(found)
        site, people = checked_policy(site, roster, roles, registry.programs(found.name).values())
        self._owns_store = not isinstance(store, Store)
        known = {reference(c): c for c in (site.calendar, *site.calendars.values(), *several)}
        opened = store if isinstance(store, Store) else open_store(store)
        super().__init__(found, CaseService(registry, opened, site, facts, tenant, clock, known, people), roles)

    # --- life -------------------------------------------------------------------------------------------

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
        self,
        procedure: str,
        payload: Mapping[str, object] | None = None,
        *,
        subject: str,
        by: Actor,
        at: datetime | str | None = None,
        recorded_at: datetime | str | None = None,
        key: str = "",
        id: str = "",
        dry_run: bool = False,
    ) -> Case:
        """Open a case about a subject, under the edition in force when it occurred.

        Args:
            procedure: its name in the manual.
            payload: the fields of the opening, by name: at most 500, as text, numbers, booleans, dates or datetimes.
            subject: the unit, person or estate, at most 200 characters.
            by: who opens it.
            at: when it occurred; now if left out, never later than the recording.
            recorded_at: when it is recorded; now if left out, never later than the clock says.
            key: idempotency key, at most 200 characters; the same key again gives the same case. Empty for none.
            id: the case id, at most 200 characters; made up where empty.
            dry_run: decide and write nothing.

        Returns:
            The case as it stands, with the personal values that ``by`` may read.

        Raises:
            RefusedStep: with every refusal.
            UnknownName: no such procedure.
            KeyReused: the key stands for something else.
            AlreadyOpen: there is a case of that id.
            InvalidPayload: what is given is too large, or cannot be kept; no value is in the message.

        Example:
            >>> desk = Desk("fuheng")
            >>> clerk = Actor("王小红", {"customer_receptionist", "recipient"})
            >>> call = {"complainant": "张先生", "contents": "电梯异响", "channel": "telephone"}
            >>> case = desk.open("complaint", call, subject="3-2-501", by=clerk, key="call-4711")
            >>> desk.open("complaint", call, subject="3-2-501", by=clerk, key="call-4711").id == case.id
            True
            >>> case.version, case.state, dict(case.vault)
            (2, 'received', {'p1': '张先生'})
        """
        outcome = self.try_open(
            procedure, payload, subject=subject, by=by, at=at, recorded_at=recorded_at, key=key, id=id, dry_run=dry_run
        )
        return self._done(outcome, "open", procedure)

    def try_open(
        self,
        procedure: str,
        payload: Mapping[str, object] | None = None,
        *,
        subject: str,
        by: Actor,
        at: datetime | str | None = None,
        recorded_at: datetime | str | None = None,
        key: str = "",
        id: str = "",
        dry_run: bool = False,
    ) -> ActResult:
        """As :meth:`open`, but refusals come back as values."""
        given = evolve(self._input("open", payload, by, at, recorded_at, key, None, dry_run=dry_run), about=(id,))
        blank = self._unopened(procedure, subject, id, given)
        return self._shown(self._work.open(blank, given), given.by)

    def act(
        self,
        case_id: str,
        step: str,
        payload: Mapping[str, object] | None = None,
        *,
        by: Actor,
        at: datetime | str | None = None,
        recorded_at: datetime | str | None = None,
        key: str = "",
        seen: int | None = None,
        dry_run: bool = False,
    ) -> Case:
        """Do one step of a case.

        Args:
            case_id: the case.
            step: an action of its procedure, or a built-in one: withdraw, merge, correct, waive, erase.
            payload: the fields of the action; beside them ``item``, ``outcome`` and ``reason`` where it takes them.
            by: who acts.
            at: when it occurred; now if left out.
            recorded_at: when it is recorded; now if left out, never before ``at`` nor before the last entry.
            key: idempotency key; the same key again gives the same answer once.
            seen: the version that the caller saw; refused if the case has moved on. Without it a conflict is resolved
                by deciding anew.
            dry_run: decide and write nothing.

        Returns:
            The case as it stands, with the personal values that ``by`` may read.

        Raises:
            RefusedStep: with every refusal.
            CaseNotFound: no such case.
            ConcurrencyConflict: ``seen`` is stale.
            KeyReused: the key stands for something else.

        Example:
            >>> desk = Desk("fuheng")
            >>> clerk = Actor("王小红", {"customer_receptionist", "recipient"})
            >>> call = {"complainant": "张先生", "contents": "电梯异响", "channel": "telephone"}
            >>> case = desk.open("complaint", call, subject="3-2-501", by=clerk)
            >>> case = desk.act(case.id, "tell_desk", by=clerk)
            >>> desk.due()
            ()
        """
        outcome = self.try_act(
            case_id, step, payload, by=by, at=at, recorded_at=recorded_at, key=key, seen=seen, dry_run=dry_run
        )
        return self._done(outcome, step, case_id)

    def try_act(
        self,
        case_id: str,
        step: str,
        payload: Mapping[str, object] | None = None,
        *,
        by: Actor,
        at: datetime | str | None = None,
        recorded_at: datetime | str | None = None,
        key: str = "",
        seen: int | None = None,
        dry_run: bool = False,
    ) -> ActResult:
        """As :meth:`act`, but refusals come back as values."""
        given = self._input(step, payload, by, at, recorded_at, key, seen, dry_run=dry_run)
        return self._shown(self._work.act(name_of(case_id, "id"), given), given.by)

    def start_standing_tasks(
        self,
        subjects: Mapping[str, Iterable[str]],
        *,
        by: Actor,
        at: datetime | str | None = None,
        recorded_at: datetime | str | None = None,
    ) -> Answers[str]:
        """Open a case for each standing task and each subject it is over; those that stand already are left alone.

        Tasks of other roles over the same subjects are left to whoever holds those.

        Args:
            subjects: subjects by kind, as the standing tasks name it.
            by: who has the standing tasks.
            at: from when on; now if left out.
            recorded_at: when it is recorded; now if left out.

        Raises:
            RefusedStep: none of them is a task of whoever it is; or one is refused for another reason, and what was
                opened before that stays.
            InvalidPayload: a text stands where a list of subjects is expected, or a subject that cannot be kept.
            UnknownName: no standing task is over subjects of that kind.

        Returns:
            The ids of the cases that are new, ``standing:<manual>/<procedure>/<clause>/<subject>``; a local
            rule has the task's name in the clause's place. A tenant stands before the manual,
            ``standing:<tenant>:<manual>/...``.
        """
        given = self._input("open", {}, by, at, None, "", None, dry_run=False)
        instant = self._work.now() if given.at is None else given.at
        program = self._work.registry.program_on(self.manual.name, self.calendar.local_date(instant))
        wanted = subjects_of(subjects, subject_kinds(program))
        started: list[str] = []
        for case in standing_cases(program, wanted, self.tenant, given.by.roles):
            try:
                self.open(case.procedure, {}, subject=case.subject, by=by, at=at, recorded_at=recorded_at, id=case.id)
            except AlreadyOpen:
                continue
            started.append(case.id)
        return Answers(started)

    def tick(self, now: datetime | str | None = None, *, page: int = 100) -> TickReport:
        """Run the clock over everything that is due, one short unit a case. Safe from many processes at once.

        A case that somebody holds is passed over, one that cannot be read is reported, and the rest goes on.
        Cases of other tenants are left to desks of theirs, which have their calendar and roster.

        Args:
            now: up to when; the present instant if left out. What falls due at ``now`` itself is not yet missed.
            page: how many cases are listed at a time, at least 1.

        Raises:
            InvalidInstant: ``now`` lies more than five minutes ahead of the clock.

        Returns:
            What came of it, in the order in which the cases were due; empty where nothing was.

        Example:
            >>> desk = Desk("fuheng", roster={"superior": ["李主管"]})
            >>> clerk = Actor("王小红", {"customer_receptionist", "recipient"})
            >>> call = {"complainant": "张先生", "contents": "电梯异响", "channel": "telephone"}
            >>> t = "2026-09-30 15:00"
            >>> case = desk.open("complaint", call, subject="3-2-501", by=clerk, at=t, recorded_at=t)
            >>> [entry.kind for _, entry in desk.tick("2026-09-30 16:00").entries]
            []
            >>> [entry.kind for _, entry in desk.tick("2026-09-30 16:01").entries]
            ['missed']
        """
        if now is None:
            instant = self._work.now()
        else:
            instant = self._instant(now)
            self._work.must_have_come(instant, self.calendar.zone)
        reports: list[TickReport] = []
        page = number_of(page, "page")
        for ids in chain(self._pages(utc(instant), None, page), self._pages(LATEST, (utc(BEYOND), ""), page)):
            # Workers that look at one moment go through a page in different orders, and seldom meet.
            shuffled = sorted(ids, key=lambda _: _DICE.random())
            found = {case_id: self._tick_case(case_id, instant) for case_id in shuffled}
            reports += (found[case_id] for case_id in ids)
        return TickReport.of(reports)

    def _pages(self, until: datetime, after: tuple[datetime, str] | None, page: int) -> Iterator[list[str]]:
        """The ids of cases with a next check until then, in pages. What lies beyond all years is damaged."""
        while due := self.store.due(until, after=after, limit=page):
            yield [case_id for _, case_id in due]
            if after is not None and due[-1] <= after:  # a damaged id, which stands elsewhere than it says
                return
            after = due[-1]

    def _tick_case(self, case_id: str, instant: int) -> TickReport:
        """A tick of one case; an empty report where it is another tenant's."""
        try:
            try:
                found = self._work.tick(case_id, instant)
            except CommitUnknown:  # written or not: a tick that finds it written does nothing more
                found = self._work.tick(case_id, instant)
        except (CaseBusy, CommitUnknown):  # the next tick comes to it
            return TickReport(1, busy=(case_id,))
        except ServicedeskError as error:
            _log.warning("case %s could not be looked at: %s", case_id, error.code)
            return TickReport(1, failed=(Failure(case_id, error.code),))
        except Exception as error:  # noqa: BLE001  a fault of ours in one case keeps nobody from the others
            kind = type(error).__name__
            # Where it failed, and not what it says: that may hold a value of the case.
            where = "".join(traceback.format_tb(error.__traceback__))
            _log.error("case %s could not be looked at: %s\n%s", case_id, kind, where)
            return TickReport(1, failed=(Failure(case_id, kind),))
        if found is None:
            return TickReport()
        case, new, program = found
        messages = tuple(m for entry in new if (m := message_of(program, case, entry)) is not None)
        return TickReport(1, tuple(CaseEntry(case.id, entry) for entry in new), messages)
