"""Which cases, and by which rules: what everything that a desk answers or does begins with. Nothing here writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal

import pendulum

from servicedesk.answers import Answers
from servicedesk.arguments import of_kind
from servicedesk.calendars import Calendar, to_datetime
from servicedesk.characters import is_a
from servicedesk.desk.deciding import Input
from servicedesk.desk.inputs import day_of, instant_of, name_of, number_of, payload_of
from servicedesk.desk.listing import Listing, listing
from servicedesk.desk.people import RoleNames
from servicedesk.desk.schemas import BUILT_IN, Schema, schema_of, schema_of_builtin
from servicedesk.desk.service import CaseService
from servicedesk.desk.staffing import HeadCountFigure, head_counts_of, measures_of
from servicedesk.engine.case import Case
from servicedesk.engine.context import SLACK
from servicedesk.engine.draft import handed_out
from servicedesk.engine.entry import Actor, Entry
from servicedesk.engine.payload import Payload
from servicedesk.errors import CaseNotFound, CorruptRecord, StoreMisuse, UnknownName
from servicedesk.program.named import plan_named, step_named
from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.rules.keys import name_of as key_name
from servicedesk.rules.manual import Manual
from servicedesk.rules.values import Token, Value
from servicedesk.said import Said
from servicedesk.stores import LATEST, CaseRow, Criteria, Search, Store, Unit
from servicedesk.stores.editions import JOURNAL
from servicedesk.stores.rows import case_of
from servicedesk.texts.entries import BUILTIN


class Lookup:
    """One manual's cases in one store, seen by the site's policy, and what names and instants stand for at its desk."""

    def __init__(self, manual: Manual, work: CaseService, roles: RoleNames) -> None:
        self.manual = manual
        self._work = work
        self._roles = roles

    @property
    def store(self) -> Store:
        """The store that this desk works on."""
        return self._work.store

    @property
    def tenant(self) -> str:
        """Whose cases this desk sees; empty where the store serves one tenant only."""
        return self._work.tenant

    @property
    def calendar(self) -> Calendar:
        """The calendar that limits are counted with unless a rule names another."""
        return self._work.policy.calendar

    def calendar_of(self, reference: str) -> Calendar:
        """The calendar version that a limit is counted with, by its ``calendar``; the present one where it is gone."""
        return self._work.context(Input("", Payload({}), Actor(""))).calendar_of(name_of(reference, "reference"))

    def head_counts(
        self, procedure: str, *, on: date | str | None = None, measures: Mapping[str, int | str | Decimal] | None = None
    ) -> Answers[HeadCountFigure]:
        """The numbers of posts that a procedure asks for, and how many people the roster has on a day, else today.

        Whoever holds the role at the end of the day counts, on duty or not, in whichever role that it includes; one
        person once. ``measures`` says how large the site is, where so many are asked for so much of it.

        Raises:
            UnknownName: the manual has no such procedure.
            InvalidPayload: a measure is no number.
        """
        day = self.calendar.local_date(self._work.now()) if on is None else day_of(on, self.calendar)
        plan = self._plan(self._work.registry.program_on(self.manual.name, day), procedure)
        end = self.calendar.midnight_after(day) - 1
        return Answers(head_counts_of(plan, self._work.roster, end, measures_of(measures)))

    def programs(self) -> dict[str, Program]:
        """The programs of the manual, by edition, in the manual's order."""
        return self._work.registry.programs(self.manual.name)

    def schema(self, procedure: str, action: str = "open", *, on: date | str | None = None) -> Schema:
        """What an action takes, as JSON Schema 2020-12: to draw a form from, or to judge a payload before it is sent.

        Labels stand in both languages in ``x-title``, and in Chinese in ``title``; ``x-widget`` says how a field is
        best asked for, ``x-clause`` by which clause, ``x-personal`` and ``x-past`` where it is so. What only the case
        can know is decided by the desk. The built-in actions have schemas too, but a correction, which depends on the
        entry that it corrects.

        Args:
            procedure: its name in the manual.
            action: an action of it, ``withdraw``, ``merge``, ``waive`` or ``erase``; the opening where left out.
            on: the day whose edition is meant; today where left out.

        Raises:
            UnknownName: the manual has no such procedure, or the procedure no such action.
            InvalidInstant: ``on`` is no day.

        Example:
            >>> from servicedesk import Desk
            >>> schema = Desk("fuheng").schema("complaint")
            >>> sorted(schema["required"])
            ['channel', 'complainant', 'contents']
            >>> schema["properties"]["channel"]["title"]
            '投诉方式'
        """
        day = self.calendar.local_date(self._work.now()) if on is None else day_of(on, self.calendar)
        plan = self._plan(self._work.registry.program_on(self.manual.name, day), procedure)
        if is_a(action, str) and action in BUILT_IN:
            return schema_of_builtin(plan, action, BUILTIN[action])
        return schema_of(plan, step_named(plan, action))

    def rules_of(self, case: Case) -> Program:
        """The rules that a case was opened under.

        Raises:
            EditionChanged: the edition's rules are others now, and nothing says that they agree.
            LookupFailed: its manual or edition is not installed.
        """
        return self._work.program(of_kind(case, Case, "case"))

    def words_of(self, case: Case) -> Program:
        """The rules in whose words a case is told: its own, or those that its edition has now where they have changed.

        Raises:
            UnknownName: its manual, edition or procedure is not there.
        """
        program, _ = self._work.present_rules(of_kind(case, Case, "case"))
        if program is None:
            raise UnknownName(
                Said("no_rules_there", id=case.id, manual=case.manual, edition=case.edition, procedure=case.procedure),
                remedy=Said("install_edition"),
                id=case.id,
            )
        return program

    def rules_changed(self, case: Case) -> bool:
        """Whether a case was opened under other rules than its edition has now, and nothing says that they agree."""
        return self._work.present_rules(of_kind(case, Case, "case"))[1]

    def now(self) -> datetime:
        """The present instant in the desk's zone: the store's clock where it has one."""
        return to_datetime(self._work.now(), self.calendar.zone)

    def case(self, case_id: str, *, by: Actor | None = None) -> Case:
        """The case as it stands; personal values only for ``by``, where the manual lets that role read them."""
        with self.store.reading() as unit:
            row = self._work.row(unit, case_id)
        return self._masked(case_of(row), by)

    def recorded_ahead_until(self, case_id: str) -> pendulum.DateTime | None:
        """Until when a case is recorded ahead of the clock, as the log of what is to come records it; else ``None``."""
        return self._ahead(self.case(case_id))

    def _ahead(self, case: Case, unit: Unit | None = None) -> pendulum.DateTime | None:
        ahead = case.recorded_at > self._work.now(unit) + SLACK
        return to_datetime(case.recorded_at, self.calendar.zone) if ahead else None

    def as_of(self, case_id: str, at: datetime | str) -> tuple[Case, Answers[Entry]]:
        """The case as it stands, or stood, at an instant, and its history up to there, without personal values.

        What fell due by then is in it, whether or not the clock was run; nothing is written. Before its opening a
        case has version 0 and no entries.
        """
        case, entries = self._work.as_of(case_id, self._instant(at))
        return self._masked(case, None), Answers(entries)

    def cases(self, subject: str, procedure: str | None = None, *, open: bool | None = True) -> Listing[Case]:
        """The cases of a subject, by id; ``open=None`` for open and ended ones. Personal values are masked.

        Those that cannot be read are in ``failed`` beside them.
        """
        with self.store.reading() as unit:
            named = None if procedure is None else name_of(procedure, "procedure")
            state = None if open is None else of_kind(open, bool, "state")
            rows = unit.cases(name_of(subject, "subject"), named, state, tenant=self._work.tenant)
        failed: dict[str, str] = {}
        return listing([self._masked(case, None) for case in _readable(rows, failed)], failed)

    def _every_case(self, failed: dict[str, str]) -> Iterator[Case]:
        """The cases of the desk; what is wrong with those that cannot be read is put into ``failed``."""
        if not isinstance(self.store, Search):
            raise StoreMisuse(Said("no_search"), remedy=Said("name_case_or_find"))
        rows = self._rows(Criteria(tenant=self._work.tenant))
        return _readable((row for row in rows if not row.id.startswith(JOURNAL)), failed)

    def _open_cases(self, subject: str | None, failed: dict[str, str]) -> Iterator[Case]:
        if subject is not None:
            found = self.cases(subject)
            failed.update(found.failed)
            yield from found
        elif isinstance(self.store, Search):
            yield from self._find(Criteria(tenant=self._work.tenant, open=True), failed)
        else:
            for case_id in self._ids_ahead():
                try:
                    yield self.case(case_id)
                except CaseNotFound:  # another tenant's
                    continue
                except CorruptRecord as error:
                    failed[case_id] = error.code

    def _find(self, criteria: Criteria, failed: dict[str, str]) -> Iterator[Case]:
        return _readable(self._rows(criteria), failed)

    def _cases_of(self, rows: Iterable[CaseRow], failed: dict[str, str]) -> Iterator[Case]:
        """The cases of these rows that can be read, journals of logs left out."""
        return _readable((row for row in rows if not row.id.startswith(JOURNAL)), failed)

    def _rows(self, criteria: Criteria) -> Iterator[CaseRow]:
        assert isinstance(self.store, Search)  # noqa: S101  the callers looked
        last: str | None = None
        while page := self.store.find(criteria, after=last, limit=500):
            yield from page
            if last is not None and page[-1].id <= last:  # a damaged id, which stands elsewhere than it says
                return
            last = page[-1].id

    def _ids_ahead(self) -> Iterator[str]:
        """Cases that time alone will bring something to, without reading any."""
        after = None
        while due := self.store.due(LATEST, after=after, limit=500):
            yield from (case_id for _, case_id in due)
            if after is not None and due[-1] <= after:
                return
            after = due[-1]

    def _instant(self, value: datetime | str) -> int:
        return instant_of(value, self.calendar)

    def _input(
        self,
        step: str,
        payload: Mapping[str, object] | None,
        by: Actor,
        at: datetime | str | None,
        recorded_at: datetime | str | None,
        key: str,
        seen: int | None,
        *,
        dry_run: bool,
    ) -> Input:
        return Input(
            name_of(step, "step"),
            payload_of(payload),
            self._roles.actor(by),
            None if at is None else self._instant(at),
            None if recorded_at is None else self._instant(recorded_at),
            name_of(key, "key"),
            None if seen is None else number_of(seen, "seen"),
            dry_run,
        )

    def _plan(self, program: Program, procedure: str) -> ProcedurePlan:
        return plan_named(program, name_of(procedure, "procedure"))

    def _masked(self, case: Case, by: Actor | None) -> Case:
        return self._readable_by(case, None if by is None else self._roles.actor(by))

    def _readable_by(self, case: Case, by: Actor | None) -> Case:
        """The case as somebody may read it whose roles are known."""
        return handed_out(case, self._readable_values(case, by))

    def _readable_values(self, case: Case, by: Actor | None) -> dict[str, Value]:
        """The personal values of a case, by token, that somebody may read whose roles are known."""
        if by is None or not case.vault or self.rules_changed(case):  # nobody knows who may read what
            return {}
        if by.roles.isdisjoint(self._roles.shown):
            return {}
        program = self._work.program(case)
        closed: set[str] = set()
        plan = program.plans[case.procedure]
        for rule in plan.access:
            if rule.form is not None and not plan.held(by.roles) & {r.name for r in rule.readers}:
                closed |= {f.name for f in rule.form.fields}
        stood = [(value.name, key_name(name)) for name, value in case.facts.items() if isinstance(value, Token)]
        stood += case.former.items()
        # Of a field that went with an edition no rule says any more who may read it: nobody may.
        shown = {token for token, name in stood if name in plan.fields and name not in closed}
        return {token: value for token, value in case.vault.items() if token in shown}


def _readable(rows: Iterable[CaseRow], failed: dict[str, str]) -> Iterator[Case]:
    """The cases of those rows that can be read."""
    for row in rows:
        try:
            yield case_of(row)
        except CorruptRecord as error:
            failed[row.id] = error.code
