"""Recording what has happened, over a rule where need be: who may, what of it is refused all the same, and the list."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial

from attrs import evolve, field, frozen

from servicedesk.answers import Answers
from servicedesk.arguments import of_kind
from servicedesk.calendars import to_datetime
from servicedesk.desk.deciding import Input
from servicedesk.desk.inputs import MOST_ROWS, each_of, id_of, listed, name_of
from servicedesk.desk.listing import Listing, listing
from servicedesk.desk.reports import Reports
from servicedesk.desk.results import ActResult
from servicedesk.desk.views import DeviationView
from servicedesk.engine.case import Case
from servicedesk.engine.context import Recording
from servicedesk.engine.deviations import described
from servicedesk.engine.entry import Actor
from servicedesk.engine.refusals import Refusal, Remedy, refusal
from servicedesk.errors import InvalidPayload, RefusedStep, ServicedeskError, UnknownName
from servicedesk.program.program import Program
from servicedesk.said import Listed, Said
from servicedesk.texts.phrases import Several
from servicedesk.texts.term import Term


@frozen
class RecordRow:
    """One action of a night that is typed up next morning: what was done, by whom, when, with what was filed.

    ``to_state`` is where it led, where the case stands elsewhere than the manual expects and several are possible.

    Example:
        >>> from servicedesk import Actor, RecordRow
        >>> RecordRow("tell_desk", by=Actor("王小红", {"recipient"}), at="2026-09-30 15:40").step
        'tell_desk'
    """

    step: str
    payload: Mapping[str, object] = field(factory=dict[str, object])
    by: Actor = field(kw_only=True)
    at: datetime | str = field(kw_only=True)
    to_state: str = field(default="", kw_only=True)


class Records(Reports):
    """What a desk takes of what has happened. Refusing is for what has not been done yet."""

    def record(
        self,
        case_id: str,
        step: str,
        payload: Mapping[str, object] | None = None,
        *,
        by: Actor,
        recorded_by: Actor,
        at: datetime | str | None = None,
        recorded_at: datetime | str | None = None,
        to_state: str = "",
        key: str = "",
        seen: int | None = None,
        dry_run: bool = False,
    ) -> Case:
        """Record what was done, over a rule where one stands against it.

        What the rules would refuse becomes a deviation with its clause. An unknown case, action, field or choice, a
        malformed value, a sum that does not add up, a decision without its outcome and what lies ahead of the clock
        are refused all the same.

        Args:
            case_id: the case.
            step: an action of its procedure, or a built-in one.
            payload: the fields of the action, as in :meth:`Desk.act`; one that is required may be missing.
            by: who did it.
            recorded_by: who writes it down: the site's policy names the roles that may (``[recording] by``).
            at: when it occurred; now if left out.
            recorded_at: when it is recorded; now if left out.
            to_state: where it led, where it does not lead from the present state and could lead to several.
            key: idempotency key.
            seen: the version that the caller saw.
            dry_run: decide and write nothing.

        Raises:
            RefusedStep: with every refusal.
            CaseNotFound: no such case.
            ConcurrencyConflict: ``seen`` is stale.
            KeyReused: the key stands for something else.

        Example:
            >>> from servicedesk import Actor, Desk, Policy
            >>> policy = Policy.from_data({"recording": {"by": ["上级领导"]}})
            >>> desk = Desk("fuheng", policy=policy)
            >>> clerk = Actor("王小红", {"customer_receptionist", "recipient"})
            >>> call = {"complainant": "张先生", "contents": "电梯异响", "channel": "telephone"}
            >>> case = desk.open("complaint", call, subject="3-2-501", by=clerk)
            >>> head = Actor("李主管", {"superior"})
            >>> case = desk.record(case.id, "receive_slip", by=Actor("赵强", {"responsible_person"}), recorded_by=head)
            >>> case.state, [(each.kind, each.clause) for each in desk.deviations(case.id)][:1]
            ('assigned', [('wrong_state', 'fuheng/complaint/4.2.3c')])
        """
        outcome = self.try_record(
            case_id,
            step,
            payload,
            by=by,
            recorded_by=recorded_by,
            at=at,
            recorded_at=recorded_at,
            to_state=to_state,
            key=key,
            seen=seen,
            dry_run=dry_run,
        )
        return self._done(outcome, step, case_id)

    def try_record(
        self,
        case_id: str,
        step: str,
        payload: Mapping[str, object] | None = None,
        *,
        by: Actor,
        recorded_by: Actor,
        at: datetime | str | None = None,
        recorded_at: datetime | str | None = None,
        to_state: str = "",
        key: str = "",
        seen: int | None = None,
        dry_run: bool = False,
    ) -> ActResult:
        """As :meth:`record`, but refusals come back as values."""
        given = self._input(step, payload, by, at, recorded_at, key, seen, dry_run=dry_run)
        recorded_by, case = self._roles.actor(recorded_by), self.case(case_id)
        recording, barred = self._recording(case, recorded_by, to_state)
        if barred:
            return ActResult(case, barred)
        return self._shown(self._work.act(case_id, evolve(given, recording=recording)), recorded_by)

    def record_opening(
        self,
        procedure: str,
        payload: Mapping[str, object] | None = None,
        *,
        subject: str,
        by: Actor,
        recorded_by: Actor,
        at: datetime | str | None = None,
        recorded_at: datetime | str | None = None,
        key: str = "",
        id: str = "",
        dry_run: bool = False,
    ) -> Case:
        """Record that a case was opened, over a rule where one stands against it; else as :meth:`Desk.open`.

        A case that is opened beside an open one of its subject holds no exclusive key, which is a deviation.

        Raises:
            RefusedStep: with every refusal.
            UnknownName: no such procedure.
            KeyReused: the key stands for something else.
            AlreadyOpen: there is a case of that id.
        """
        given = evolve(self._input("open", payload, by, at, recorded_at, key, None, dry_run=dry_run), about=(id,))
        recorded_by, blank = self._roles.actor(recorded_by), self._unopened(procedure, subject, id, given)
        barred = self._barred(self._work.program(blank), recorded_by)
        if barred:
            return self._done(ActResult(blank, barred), "open", procedure)
        given = evolve(given, recording=Recording(name_of(recorded_by.name, "name")))
        return self._done(self._shown(self._work.open(blank, given), recorded_by), "open", procedure)

    def record_all(
        self,
        case_id: str,
        rows: Sequence[RecordRow],
        *,
        recorded_by: Actor,
        recorded_at: datetime | str | None = None,
        key: str = "",
        dry_run: bool = False,
    ) -> Case:
        """Record several actions of one case at once: a night that is typed up next morning.

        It is one input with one key and one recorded moment: all rows are written or none. They are taken in the
        order in which they occurred, and the clock runs along, so that what was kept in time is never told as missed.
        What a tick has told before is known late.

        Raises:
            RefusedStep: with every refusal; its ``place`` begins with the number of the row, from 1.
            InvalidPayload: there is no row.
            CaseNotFound: no such case.
            KeyReused: the key stands for something else.

        Example:
            >>> from servicedesk import Actor, Desk, Policy, RecordRow
            >>> desk = Desk("fuheng", policy=Policy.from_data({"recording": {"by": ["上级领导"]}}))
            >>> clerk = Actor("王小红", {"customer_receptionist", "recipient"})
            >>> call = {"complainant": "张先生", "contents": "电梯异响", "channel": "telephone"}
            >>> t = "2026-09-30 15:00"
            >>> case = desk.open("complaint", call, subject="3-2-501", by=clerk, at=t, recorded_at=t)
            >>> night = [RecordRow("tell_desk", by=clerk, at="2026-09-30 15:40")]
            >>> head = Actor("李主管", {"superior"})
            >>> case = desk.record_all(case.id, night, recorded_by=head, recorded_at="2026-10-01 08:00")
            >>> [line.kind for line in desk.history(case.id)]
            ['opened', 'started', 'task', 'met', 'escalated']
        """
        recorded_by = self._roles.actor(recorded_by)
        given = self._inputs(rows, recorded_by.name, recorded_at, dry_run=dry_run)
        if not given:
            raise InvalidPayload(Said("nothing_to_record"), remedy=Said("give_rows"), name="rows")
        case = self.case(case_id)
        barred = self._barred(self._work.program(case), recorded_by)
        if barred:
            return self._done(ActResult(case, barred), "record_all", case_id)
        results = self._work.act_all(case_id, given, key=name_of(key, "key"))
        refusals = tuple(
            evolve(each, place=f"{number}.{each.place}" if each.place else str(number))
            for number, result in enumerate(results, 1)
            for each in result.refusals
        )
        return self._done(self._shown(evolve(results[-1], refusals=refusals), recorded_by), "record_all", case_id)

    def take(
        self, case_id: str, rows: Sequence[RecordRow], *, recorded_at: datetime | str, keys: Sequence[str], record: bool
    ) -> Answers[ActResult]:
        """Take rows of a log that were recorded at one moment, each accepted or refused by itself, as they occurred.

        With ``record`` they are recorded over a rule as well, and the log is its own authority; without, what the
        rules refuse is refused. The clock runs along as in :meth:`record_all`, where there are several. Nobody asks by
        name, so no personal value comes back.

        Raises:
            CaseNotFound: no such case.
            KeyReused: a key stands for something else.
        """
        case_id = name_of(case_id, "id")
        inputs = self._inputs(rows, "" if of_kind(record, bool, "record") else None, recorded_at, keys)
        given = [evolve(one, clock=one.recorded) for one in inputs]
        if len(given) <= 1:
            taken = tuple(self._work.act(case_id, one) for one in given)
        else:
            taken = self._work.act_all(case_id, given, singly=True)
        return Answers(self._shown(one, None) for one in taken)

    def take_opening(
        self,
        procedure: str,
        row: RecordRow,
        *,
        subject: str,
        id: str,
        recorded_at: datetime | str,
        key: str,
        record: bool,
    ) -> ActResult:
        """Take the row of a log that opens a case; with ``record`` over a rule too: the log is its own authority.

        As with :meth:`take` no personal value comes back.

        Raises:
            UnknownName: no such procedure.
            AlreadyOpen: there is a case of that id.
            KeyReused: the key stands for something else.
        """
        recorder = "" if of_kind(record, bool, "record") else None
        (given,) = self._inputs([of_kind(row, RecordRow, "row")], recorder, recorded_at, [key])
        given = evolve(given, about=(id,), clock=given.recorded)
        return self._shown(self._work.open(self._unopened(procedure, subject, id, given), given), None)

    def deviations(self, case_id: str | None = None) -> Listing[DeviationView]:
        """What was recorded over a rule, in one case by its history, or in all cases of the desk, by case.

        It names rules, roles, forms, fields and steps, and never a value: a rule of access hides nothing in it.

        Of all cases, those that cannot be read are in ``failed`` beside it.

        Raises:
            CaseNotFound: no such case.
            StoreMisuse: no case is named, and the store cannot search.
        """
        if case_id is not None:
            return Listing(self._deviations(case_id))
        failed: dict[str, str] = {}
        found: list[DeviationView] = []
        for case in self._every_case(failed):
            try:
                found += self._deviations(case.id)
            except ServicedeskError as error:
                failed[case.id] = error.code
        return listing(found, failed)

    def _deviations(self, ident: str) -> Iterable[DeviationView]:
        case, zone = self.case(ident), self.calendar.zone
        program = self.words_of(case)
        plan = program.plans[case.procedure]
        for line in self.history(ident):
            for each in line.entry.deviations:
                said = described(program, plan, case, each)
                yield DeviationView(
                    case_id=ident,
                    seq=line.seq,
                    step=line.name,
                    step_zh=plan.term_of("done", line.name).zh,
                    step_en=plan.term_of("done", line.name).en,
                    at=to_datetime(line.entry.at, zone),
                    by=line.by,
                    recorded_by=getattr(line.entry, "recorded_by", "") or line.by,
                    kind=each.kind,
                    clause=each.clause,
                    zh=said.zh,
                    en=said.en,
                )

    # --- inside -----------------------------------------------------------------------------------------

    def _recording(self, case: Case, recorded_by: Actor, to_state: str) -> tuple[Recording, tuple[Refusal, ...]]:
        """How something is recorded by somebody whose roles are known, and why he may not, if he may not."""
        barred = self._barred(self._work.program(case), recorded_by)
        return Recording(name_of(recorded_by.name, "name"), name_of(to_state, "state")), barred

    def _barred(self, program: Program, recorded_by: Actor) -> tuple[Refusal, ...]:
        """Why somebody may not record, if he may not: the policy names the roles, and by default nobody's."""
        recorders = self._work.policy.site.recorders
        held = recorded_by.roles
        if any(held & ({role} | program.included.get(role, frozenset())) for role in recorders):
            return ()
        named = Several(tuple(Term(program.role_term(name).zh, name) for name in sorted(recorders)), choice=True)
        remedy = Remedy("help_role", (("roles", named),)) if recorders else Remedy("help_recorders")
        return (refusal("may_not_record", "local", place="recorded_by", remedy=remedy, actor=recorded_by.name),)

    def _inputs(
        self,
        rows: Sequence[RecordRow],
        recorded_by: str | None,
        recorded_at: datetime | str | None,
        keys: Sequence[str] = (),
        *,
        dry_run: bool = False,
    ) -> list[Input]:
        """Rows as inputs: recorded by somebody, by whoever did each where that is empty, or not over a rule at all."""
        found: list[Input] = []
        several = each_of(rows, RecordRow, "rows", MOST_ROWS)
        known = listed(keys, "keys", MOST_ROWS) or ("",) * len(several)
        if len(known) != len(several):
            raise InvalidPayload(Said("key_each_row"), remedy=Said("keys_as_rows"), name="keys")
        for row, key in zip(several, known, strict=True):
            given = self._input(
                row.step, row.payload, row.by, row.at, recorded_at, name_of(key, "key"), None, dry_run=dry_run
            )
            recording = (
                None if recorded_by is None else Recording(recorded_by or row.by.name, name_of(row.to_state, "state"))
            )
            found.append(evolve(given, recording=recording))
        return found

    def _unopened(self, procedure: str, subject: str, ident: str, given: Input) -> Case:
        """The case that an opening would make, under the edition in force when it occurred."""
        instant = self._work.now() if given.at is None else given.at
        program = self._work.registry.program_on(self.manual.name, self.calendar.local_date(instant))
        plan = self._plan(program, procedure)
        if not plan.procedure.has_cases:
            raise UnknownName(
                Said("no_cases_of", procedure=procedure, zh=plan.procedure.zh),
                remedy=Said("standing_started"),
                manual=self.manual.name,
            )
        return Case(
            id=id_of(ident) or f"{procedure}-{uuid.uuid4().hex[:12]}",
            manual=self.manual.name,
            edition=program.edition,
            fingerprint=program.fingerprint,
            procedure=procedure,
            subject=name_of(subject, "subject"),
            tenant=self._work.tenant,
            exclusive_key=f"{procedure}/{subject}" if plan.procedure.one_open else None,
            opening_key=given.key or None,
        )

    def _done(self, outcome: ActResult, step: str, where: str) -> Case:
        if outcome.refusals:
            raise RefusedStep(
                Said("refused", where=where, step=step, reasons=Listed(outcome.refusals)),
                refusals=outcome.refusals,
                step=step,
                id=where,
            )
        return outcome.case

    def _shown(self, outcome: ActResult, by: Actor | None) -> ActResult:
        """The result as somebody may read it whose roles are known."""
        case, o, before = self._readable_by(outcome.case, by), outcome, outcome.before
        work_out = None if by is None or before is None else partial(self._brought, before, o.case, by)
        shown = (case, o.refusals, o.entries, o.messages, o.children, o.item, o.repeated, o.opens)
        return ActResult(*shown, work_out=work_out)
