"""What a desk can be asked: cases, options, dues, histories, explanations, figures. Nothing here writes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from attrs import evolve

from servicedesk.answers import Answers
from servicedesk.calendars import to_datetime
from servicedesk.characters import brief
from servicedesk.desk.case_views import (
    Held,
    TargetFigure,
    as_corrected,
    counts_at,
    custody_of,
    entitlements_of,
    standing_target_of,
    target_of,
)
from servicedesk.desk.deciding import Input
from servicedesk.desk.documents import Documents
from servicedesk.desk.explain import Explanation, explain
from servicedesk.desk.forms import with_values
from servicedesk.desk.inputs import day_of, name_of
from servicedesk.desk.listing import Listing, listing
from servicedesk.desk.notes import Options, with_notes
from servicedesk.desk.reporting import unset_intervals
from servicedesk.desk.views import EntitlementView, HistoryLine, ObligationView, Option
from servicedesk.engine.builtin import allowed_roles
from servicedesk.engine.case import Case
from servicedesk.engine.consequences import next_open
from servicedesk.engine.declining import declined, may_decline
from servicedesk.engine.describe import describe
from servicedesk.engine.draft import fold, unopened
from servicedesk.engine.entry import Actor, EditionEntry, Entry
from servicedesk.engine.holders import whose_alone
from servicedesk.engine.items import item_called
from servicedesk.engine.message import Message
from servicedesk.engine.messages import message_of
from servicedesk.engine.obligations import obligations
from servicedesk.engine.open_limits import open_limits
from servicedesk.engine.payload import Payload
from servicedesk.engine.possible import as_it_stands, reasons_against
from servicedesk.engine.record import changed
from servicedesk.engine.view import CaseView
from servicedesk.errors import CorruptRecord, StoreMisuse, UnknownName
from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.program.standing_tasks import standing_procedure
from servicedesk.rules.declaration import BUILTIN_ACTIONS
from servicedesk.rules.effects import Target
from servicedesk.rules.keys import EventKey
from servicedesk.rules.values import Value
from servicedesk.said import Said
from servicedesk.stores import Criteria, Search, Unit
from servicedesk.stores.rows import FAR, case_of, entry_of, history_of
from servicedesk.texts.term import LANGUAGES


class Queries(Documents):
    """The asking half of a desk: one manual's cases in one store, seen by the site's policy."""

    def on_duty(self, role: str, at: datetime | str | None = None) -> Answers[str]:
        """Whom the roster has for a role at an instant, now if left out: by dates, vacancies and shifts.

        Nobody, where the role is vacant or no shift of it runs then: a message goes to the next one up.

        Raises:
            UnknownName: the manual has no such role.
        """
        name = self._roles.find(name_of(role, "role"))
        if name is None:
            what, remedy = self._roles.unknown(role)
            raise UnknownName(what, remedy=remedy, manual=self.manual.name)
        instant = self._work.now() if at is None else self._instant(at)
        return Answers(() if self._work.roster is None else self._work.roster.at(instant).get(name, ()))

    def options(self, case_id: str, *, by: Actor, at: datetime | str | None = None) -> Options[Option]:
        """Every action of a case, in the manual's order: allowed to this actor now, or every reason why not.

        An action about items (violations, keys) stands there once for each item that is open. Beside them is what was
        ``not_modelled`` of the procedure, and its stated ``readings``.

        Example:
            >>> from servicedesk import Desk
            >>> desk = Desk("fuheng")
            >>> clerk = Actor("王小红", {"customer_receptionist", "recipient"})
            >>> call = {"complainant": "张先生", "contents": "电梯异响", "channel": "telephone"}
            >>> case = desk.open("complaint", call, subject="3-2-501", by=clerk)
            >>> {option.step: option.allowed for option in desk.options(case.id, by=clerk)}["tell_desk"]
            True
        """
        given = self._input("", {}, by, at, at, "", None, dry_run=True)
        with self.store.reading() as unit:
            case = self._work.bodies.case_of(self._work.row(unit, case_id))
            program = self._work.program(case, unit)
            given = self._work.timed(unit, case, evolve(given, clock=given.at))
            found = self._options_in(unit, program, case, given)
        return with_notes(found, program.plans[case.procedure], self._work.policy.site)

    def _options(self, case: Case, given: Input) -> list[Option]:
        """Every action of a case as it is given, whether or not it is stored so."""
        program = self._work.program(case)
        with self.store.reading() as unit:
            return self._options_in(unit, program, case, given)

    def _options_in(self, unit: Unit, program: Program, case: Case, given: Input) -> list[Option]:
        plan = program.plans[case.procedure]
        ahead = self._ahead(case, unit)
        whole = self._work.context(given)
        readable = self._readable_values(case, given.by)
        standing = as_it_stands(program, case, whole)
        found: list[Option] = []
        seen = CaseView(case)
        for named in plan.steps.values():
            step = named.at(seen)
            if step.name == "open":
                continue
            fields = plan.described.fields_of(step)
            label = plan.label_term(step.rule)
            outcomes = plan.described.outcomes_of(step)
            about: list[str | None] = []
            if step.item_kind and not step.opens_item:
                of_kind = (ln for ln in case.items.values() if ln.kind == step.item_kind)
                about = [ln.id for ln in of_kind if ln.open or next_open(case, step.name, ln.id) is not None]
            for item in about or (None,):
                context = whole
                if plan.questions(step.name):
                    asked = changed(given, step=step.name, payload=Payload({"item": item} if item else {}))
                    context = self._work.context(asked, self._work.answers(unit, program, case, asked))
                refusals = reasons_against(program, standing, step.name, context, item)
                held = whose_alone(plan, step, CaseView(case, item=item, answers=context.answers))
                said = declined(step, case, item or "") if step.name in plan.declinable else None
                called = item_called(plan, case, item or "")
                found.append(
                    Option(
                        step.name,
                        label.zh,
                        step.clause,
                        not refusals,
                        refusals,
                        with_values(fields, case, readable, self.calendar.zone, item or ""),
                        outcomes,
                        item or "",
                        label.en,
                        "" if held is None else held.name,
                        ahead,
                        may_decline(program, case, step, context, item),
                        "" if said is None else said.reason,
                        called.zh,
                        called.en,
                    )
                )
        return found

    def builtin_options(self, case_id: str, *, by: Actor) -> Answers[str]:
        """The built-in actions that this actor may use: withdraw, merge, correct, waive, erase."""
        by = self._roles.actor(by)
        case = self.case(case_id)
        program = self._work.program(case)
        plan = program.plans[case.procedure]
        return Answers(
            s
            for s in BUILTIN_ACTIONS
            if s != "open" and plan.held(by.roles) & allowed_roles(program, plan, s, Payload())
        )

    def obligations(
        self, case_id: str, *, by: Actor | None = None, at: datetime | str | None = None
    ) -> Answers[ObligationView]:
        """Everything owed in a case, one row a thing owed, in the manual's order; what blocks an end is among it.

        Where the rules of the case have changed since it was opened nobody can tell what it owes: its open limits are
        listed as they stand, with that as their cause.

        Args:
            case_id: the case.
            by: who asks. A row names roles, and no personal value, so it reads alike for everybody.
            at: as the case stood at this instant, with what had fallen due by then; as it stands now if left out.
        """
        instant = max(self._work.now(), self.case(case_id).recorded_at) if at is None else self._instant(at)
        asker = self._roles.actor(Actor("obligations") if by is None else by)
        given = Input("", Payload({}), asker, instant, instant, dry_run=True)
        case, _ = self._work.as_of(case_id, instant)
        words, changed = self._work.present_rules(case)
        if changed:
            told = None if words is None else words.plans[case.procedure]
            return Answers(ObligationView.of(owed, told, case, self.calendar.zone) for owed in open_limits(case, told))
        return self._obligations_of(case, given)

    def _obligations_of(self, case: Case, given: Input) -> Answers[ObligationView]:
        """What is owed in a case as it is given, whether or not it is stored so."""
        program = self._work.program(case)
        answers: dict[str, Value | None] = {}
        with self.store.reading() as unit:
            for step in program.plans[case.procedure].steps.values():
                if step.name != "open" and (step.in_states is None or case.state in step.in_states):
                    answers |= self._work.answers(unit, program, case, evolve(given, step=step.name))
        context = self._work.context(given, answers)
        plan, zone = program.plans[case.procedure], self.calendar.zone
        return Answers(ObligationView.of(owed, plan, case, zone) for owed in obligations(program, case, context))

    def history(self, case_id: str) -> Answers[HistoryLine]:
        """Every entry of a case with its sentence in both languages; personal values stay tokens."""
        with self.store.reading() as unit:
            case = case_of(self._work.row(unit, case_id))
            entries = history_of(unit, case)
        last = self.words_of(case)
        items: list[HistoryLine] = []
        moves = [entry for entry in entries if isinstance(entry, EditionEntry)]
        for entry in entries:
            edition = next((moved.from_edition for moved in moves if entry.seq < moved.seq), case.edition)
            program = last
            if edition != case.edition:
                program = self._work.present_rules(evolve(case, edition=edition))[0] or last
            items.append(self._line(program, case, entry))
        return Answers(items)

    def _line(self, program: Program, case: Case, entry: Entry) -> HistoryLine:
        """One entry with its sentence in both languages."""
        zone = self.calendar.zone
        zh, en = (describe(program, case, entry, zone, lang) for lang in LANGUAGES)
        at, recorded = to_datetime(entry.at, zone), to_datetime(entry.recorded, zone)
        return HistoryLine(entry.seq, entry.kind, entry.name, entry.clause, at, recorded, entry.by, zh, en, entry)

    def messages(self, case_id: str) -> Answers[Message]:
        """Everything that the history of a case wants delivered, oldest first."""
        case = self.case(case_id)
        program = self.words_of(case)
        return Answers(m for item in self.history(case_id) if (m := message_of(program, case, item.entry)) is not None)

    def explain(self, case_id: str, limit: str) -> Explanation:
        """Why a limit is due then: clause and reading, start, day by day, pauses, calendar version.

        Args:
            case_id: the case.
            limit: the limit's name; with ``@`` and the item where it is about one.

        Raises:
            UnknownName: the case has, and had, no such limit.

        Example:
            >>> from servicedesk import Desk
            >>> desk = Desk("fuheng")
            >>> clerk = Actor("王小红", {"customer_receptionist", "recipient"})
            >>> call = {"complainant": "张先生", "contents": "电梯异响", "channel": "telephone"}
            >>> t = "2026-09-30 15:00"
            >>> case = desk.open("complaint", call, subject="3-2-501", by=clerk, at=t, recorded_at=t)
            >>> desk.explain(case.id, "tell_desk").clause
            'fuheng/complaint/4.2.3a'
        """
        case, limit = self.case(case_id), name_of(limit, "limit")
        found, program = case.limits.get(limit), self._work.program(case)
        plan = program.plans[case.procedure]
        if found is None or plan.find_limit(found.name, found.clause) is None:  # it may be of an edition before a move
            unset = unset_intervals(dict(plan.index.begun_by_site).get(limit, ()), self._work.policy.site)
            there = Said("it_has", known=tuple(sorted(case.limits)) or Said("none"))
            raise UnknownName(
                Said("case_no_limit", id=case_id, limit=brief(limit)),
                remedy=Said("give_interval", clause=unset[0]) if unset else there,
                id=case_id,
            )
        given = self._input("", {}, Actor("explain"), None, None, "", None, dry_run=True)
        with self.store.reading() as unit:
            entries = [entry_of(row, case_id) for row in unit.entries(case_id)]
        begun = fold(unopened(case, entries), (entry for entry in entries if entry.seq <= found.anchor_seq))
        return explain(program, case, begun, found, self._work.context(given), self._ahead(case))

    def entitlements(self, case_id: str, *, on: date | str | None = None) -> Answers[EntitlementView]:
        """The effects of a case on a day, today where left out, whether or not they are in force."""
        case = self.case(case_id)
        day = self.calendar.local_date(self._work.now()) if on is None else day_of(on, self.calendar)
        plan = self._work.program(case).plans[case.procedure]
        return Answers(entitlements_of(plan, case, day.isoformat()))

    def custody(self, case_id: str) -> Answers[Held]:
        """Who holds what in a case: keys, found articles; since when, on which documents, until when."""
        with self.store.reading() as unit:
            case = case_of(self._work.row(unit, case_id))
            entries = history_of(unit, case)
        return Answers(custody_of(self._work.program(case), case, entries, self.calendar.zone))

    def targets(
        self, procedure: str | None = None, *, since: datetime | str | None = None, until: datetime | str | None = None
    ) -> Listing[TargetFigure]:
        """The shares that targets ask for, over the cases opened from ``since`` to before ``until``.

        They are those of a procedure, or of all, in the order of the manual, each with the cases behind it. Shares
        over standing tasks are over the subjects for which one stood in that time, if for a part of it only. Cases
        that cannot be read are counted in none; they are in ``failed``.

        Raises:
            StoreMisuse: the store cannot search, which shares over many cases need.
        """
        if not isinstance(self.store, Search):
            raise StoreMisuse(Said("no_search_targets"), remedy=Said("give_find"))
        first = 0 if since is None else self._instant(since)
        last = FAR if until is None else self._instant(until)
        program = self._work.registry.program_on(self.manual.name, self.calendar.local_date(self._work.now()))
        plans = program.plans.values() if procedure is None else (self._plan(program, procedure),)
        failed: dict[str, str] = {}
        figures = [figure for plan in plans for figure in self._targets_of(plan, first, last, failed)]
        return listing(figures, failed)

    def _targets_of(self, plan: ProcedurePlan, first: int, last: int, failed: dict[str, str]) -> Iterator[TargetFigure]:
        """The figures of one procedure; its cases are read once, where a share is over them."""
        targets, name = tuple(plan.procedure.of(Target)), plan.procedure.name
        cases: list[Case] = []
        if any(not rule.standing_tasks for rule in targets):
            found = self._find(Criteria(tenant=self._work.tenant, procedure=name), failed)
            cases = [case for case in found if first <= case.opened_at < last]
        for rule in targets:
            if rule.standing_tasks:
                stood = self._standing_cases(name, rule, first, last, failed)
                yield standing_target_of(rule, plan, stood, self.calendar)
            else:
                yield target_of(rule, plan, cases)

    def _standing_cases(
        self, procedure: str, rule: Target, first: int, last: int, failed: dict[str, str]
    ) -> Iterator[tuple[Case, list[Entry]]]:
        """The cases in which these tasks stood in that time, each with the entries in which one was done."""
        for name in rule.standing_tasks:
            asked = Criteria(tenant=self._work.tenant, procedure=standing_procedure(procedure, name))
            for case in self._find(asked, failed):
                if case.opened_at >= last or not (case.open or case.moved_at > first):
                    continue
                try:
                    with self.store.reading() as unit:
                        entries = [entry_of(row, case.id) for row in unit.entries(case.id)]
                except CorruptRecord as error:
                    failed[case.id] = error.code
                    continue
                did = (entry for entry in as_corrected(entries) if EventKey.done(name) in entry.events)
                yield case, [entry for entry in did if first <= counts_at(rule, entry, self.calendar) < last]
