"""What an input is decided with: the clock, the rules of the case, the site's policy, and what is answered."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Final, Self, TypeGuard

from attrs import evolve, field, frozen

from servicedesk.arguments import of_kind
from servicedesk.calendars import Calendar, to_datetime, to_instant
from servicedesk.desk.editions import edition_changed
from servicedesk.desk.inputs import answers_of, name_of
from servicedesk.engine.case import Case
from servicedesk.engine.context import SLACK, Context, Recording
from servicedesk.engine.counting import reference
from servicedesk.engine.decide import tick
from servicedesk.engine.declining import action_of, is_declining
from servicedesk.engine.draft import fold, unopened
from servicedesk.engine.entry import NOTHING, ActionEntry, Actor, BuiltinEntry, Entry
from servicedesk.engine.items import item_id
from servicedesk.engine.payload import Payload
from servicedesk.engine.questions import questions
from servicedesk.engine.record import changed, record
from servicedesk.engine.roster import Roster
from servicedesk.engine.view import CaseView, seen_at
from servicedesk.errors import CaseNotFound, CorruptRecord, InvalidInstant, LookupFailed
from servicedesk.policy import Policy
from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.program.registry import Registry
from servicedesk.rules.circumstances import season_asked
from servicedesk.rules.other_cases import OtherCases
from servicedesk.rules.values import Value
from servicedesk.said import Said
from servicedesk.stores import CaseRow, Clock, Facts, Store, Unit
from servicedesk.stores.bodies import Bodies
from servicedesk.stores.editions import JOURNAL
from servicedesk.stores.rows import body_says, case_of, damaged, digest_of, entry_of, history_of, short

_log = logging.getLogger("servicedesk.desk")


@record
class Input:
    """One thing that somebody wants to do. ``at`` and ``recorded`` are instants, ``None`` for now.

    ``about`` is what else an idempotency key stands for: the id that an opening names. ``clock`` is what the clock
    says, ``None`` where it is still to be asked.
    """

    step: str
    payload: Payload
    by: Actor
    at: int | None = None
    recorded: int | None = None
    key: str = ""
    seen: int | None = None
    dry_run: bool = False
    about: tuple[str, ...] = ()
    recording: Recording | None = None
    clock_until: int | None = None
    clock: int | None = None
    opened_from: str = ""


_CLOCKS: Final = dict[type, bool]()


def _is_clock(value: object) -> TypeGuard[Clock]:
    """Whether a store or a unit has a clock: remembered by its class, for to ask each anew is slow."""
    known = _CLOCKS.get(type(value))
    if known is None:
        known = _CLOCKS[type(value)] = isinstance(value, Clock)
    return known


@frozen
class Deciding:
    """The manuals, the store, the site's policy, the host's facts: what every input needs. Shared by threads."""

    registry: Registry
    store: Store
    policy: Policy
    facts: Facts | None
    tenant: str
    clock: Callable[[], datetime] | None = None
    calendars: Mapping[str, Calendar] = field(factory=dict[str, Calendar])
    roster: Roster | None = None
    bodies: Bodies = field(factory=Bodies, eq=False, repr=False)

    def now(self, unit: Unit | None = None) -> int:
        """The clock of the unit, which needs no second connection, or of the store, else this process's; in us UTC."""
        if self.clock is not None:
            return to_instant(of_kind(self.clock(), datetime, "moment of the clock"))
        clocks: tuple[object, ...] = (unit, self.store)
        clock = next((known for known in clocks if _is_clock(known)), None)
        return to_instant(datetime.now(UTC) if clock is None else clock.now())

    def timed(self, unit: Unit, case: Case, given: Input) -> Input:
        """The input with the instant at which it is recorded, one for everything that follows from it.

        It is taken when the case has been loaded, for nobody else can add a later entry from then on. What occurred,
        or was recorded last, a little ahead of the clock is followed.
        """
        if given.clock is not None:
            return given
        now = self.now(unit)
        if given.recorded is not None:
            return changed(given, clock=now)
        latest = max(given.at or now, case.recorded_at)
        return changed(given, clock=now, recorded=latest if now < latest <= now + SLACK else now)

    def must_have_come(self, instant: int, zone: str) -> None:
        """Hold an instant to the clock.

        Raises:
            InvalidInstant: it lies more than five minutes ahead.
        """
        now = self.now()
        if instant > now + SLACK:
            raise InvalidInstant(
                Said("not_come", at=to_datetime(instant, zone), now=to_datetime(now, zone)), remedy=Said("give_past")
            )

    def with_calendar(self, calendar: Calendar) -> Self:
        """The same, knowing one calendar more."""
        return evolve(self, calendars={**self.calendars, reference(calendar): calendar})

    def program(self, case: Case, unit: Unit | None = None) -> Program:
        """The rules that a case was opened under; the unit is the one at work, if one is.

        Raises:
            EditionChanged: the edition's rules are others now, and nothing says that they agree.
            CorruptRecord: the edition has no such procedure, or the procedure no such state.
        """
        program = self.registry.program(case.manual, case.edition)
        if not program.agrees_with(case.fingerprint):
            if unit is not None:
                raise edition_changed(unit, program, case)
            with self.store.reading() as own:
                raise edition_changed(own, program, case)
        plan = program.plans.get(case.procedure)
        if plan is None or (case.state and case.state not in plan.ends and case.state not in plan.procedure.states):
            raise CorruptRecord(
                Said("unknown_state", id=case.id, manual=case.manual, edition=case.edition),
                remedy=Said("restore_backup"),
                id=case.id,
                why=f"{case.procedure}: {case.state}",
            )
        return program

    def present_rules(self, case: Case) -> tuple[Program | None, bool]:
        """The rules in whose words a case is told, if there are any, and whether it was opened under others.

        Where the rules of its edition have changed, those that are there now have the words.
        """
        try:
            program = self.registry.program(case.manual, case.edition)
        except LookupFailed:
            return None, True
        changed = not program.agrees_with(case.fingerprint)
        return (program if case.procedure in program.plans else None), changed

    def context(self, given: Input, answers: Mapping[str, Value | None] | None = None, digest: str = "") -> Context:
        """The context of an input, now where it says nothing."""
        recorded = self.now() if given.recorded is None else given.recorded
        return Context(
            actor=given.by,
            occurred_at=recorded if given.at is None else given.at,
            recorded_at=recorded,
            calendar=self.policy.calendar,
            calendars=self.calendars,
            roster=self.roster,
            answers=answers or NOTHING,
            site=self.policy.site,
            key=given.key,
            digest=digest,
            clock=given.clock,
            recording=given.recording,
            clock_until=given.clock_until,
            named=self.policy.calendars,
            opened_from=given.opened_from,
        )

    def row(self, unit: Unit, ident: str, *, wait: bool = True) -> CaseRow:
        """The stored row of a case of this tenant; those of others are not there."""
        row = unit.load(name_of(ident, "id"), wait=wait)
        if ident.startswith(JOURNAL) or not self.owns(row):
            raise CaseNotFound(Said("no_case", id=ident), id=ident)
        return row

    def owns(self, row: CaseRow) -> bool:
        """Whether a case is this tenant's, by its row.

        Raises:
            CorruptRecord: its row says that it is another's, its body that it is this one's.
        """
        if row.tenant == self.tenant:
            return True
        if body_says(row, self.tenant):
            raise damaged(row.id, Said("other_tenant"))
        return False

    def _case(self, unit: Unit, ident: str) -> Case:
        return self.bodies.case_of(self.row(unit, ident))

    def _hidden(self, program: Program, case: Case, given: Input) -> frozenset[str]:
        """The fields of an input that hold personal values; a correction may name any of the procedure."""
        plan = program.plans[case.procedure]
        if is_declining(plan, given.step):
            return frozenset({"reason"})
        step = plan.steps.get(given.step)
        fields = plan.fields.values() if step is None else (asked.field for asked in step.fields)
        personal = frozenset(field.name for field in fields if field.personal)
        return personal if step is not None else personal | {"reason"}

    def _digest(self, program: Program, case: Case, given: Input) -> str:
        """What the key of an input stands for."""
        about = (*given.about, case.procedure, case.subject) if given.step == "open" else ()
        hidden = self._hidden(program, case, given)
        digest = digest_of(hidden, given.step, given.payload, given.by.name, given.at, *about)
        recording = given.recording
        if recording is None or (recording.by, recording.to_state) == (given.by.name, ""):
            return digest
        return short(digest + recording.by + recording.to_state)

    def informed(
        self, unit: Unit, program: Program, case: Case, given: Input, digest: str = "", made: Iterable[Entry] = ()
    ) -> Context:
        """The context of an input, with the answers to all that its step asks, and the entry that it corrects.

        ``made`` are entries of the case that are decided and not yet stored.
        """
        context = self.context(given, self.answers(unit, program, case, given), digest)
        if given.step == "correct":
            corrected = _entry(unit, case, given.payload.entry, made)
            anew = frozenset[str]() if corrected is None else _filed_anew(unit, case, corrected, made)
            action = None if corrected is None or not anew else _as_corrected(unit, case, corrected, made)
            context = changed(context, corrected=corrected, superseded=anew, action=action)
        return context

    def answers(self, unit: Unit, program: Program, case: Case, given: Input) -> dict[str, Value | None]:
        """Ask everything the step needs in one round: the host for its facts, the store for other cases."""
        plan = program.plans[case.procedure]
        asked = questions(program, case, action_of(plan, given.step, given.payload))
        if not asked:
            return {}
        context = self.context(given)
        zone = context.calendar.zone
        others = ((q.name, q.others) for q in asked if q.others is not None)
        found: dict[str, Value | None] = {
            name: self._count_others(unit, plan, case, which, given, zone) for name, which in others
        }
        for season in filter(None, (season_asked(q.name) for q in asked)):
            if (known := self.policy.site.seasons.get(season)) is not None:
                found[f"season:{season}"] = known.on(context.calendar.local_date(context.occurred_at))
        outside = [q for q in asked if q.others is None and not season_asked(q.name)]
        if outside and self.facts is not None:
            said = self.facts.answer(outside, as_of=to_datetime(context.occurred_at, context.calendar.zone))
            found |= dict(answers_of(said, {q.name: q.expects for q in outside}))
        return found

    def _count_others(
        self, unit: Unit, plan: ProcedurePlan, case: Case, asked: OtherCases, given: Input, zone: str
    ) -> int | None:
        """How many there are; unknown while one of them cannot be read."""
        only_open = asked.still_open or asked.what == "open"
        rows = unit.cases(case.subject, asked.procedure, True if only_open else None, tenant=self.tenant)
        try:
            # Of its own is also what one of them was merged into; one without a body may be anybody's.
            others = [case_of(row) for row in rows if row.id != case.id]
            if asked.own:
                others = [one for one in others if case.id in (one.parent, *one.merged_in.values())]
        except CorruptRecord as error:
            _log.warning("other cases of the subject of case %s cannot be counted: %s", case.id, error.fields["id"])
            return None
        known = CaseView(case, item=item_id(case, given.payload.item) or None)
        for name in asked.same:
            mine = known.fact(name)
            if name in given.payload:  # a day is given as text, and stands in the other case as a day
                mine = plan.structure(name, given.payload.raw[name], zone).values.get(name)
            others = [other for other in others if other.facts.get(name) == mine]
        if asked.own and asked.what == "any":  # it stands for what was merged into it
            others = [other for other in others if other.state != "merged"]
        if asked.latest_at is not None:
            then = asked.latest_at.last(known)
            by_then = [one for one in others if then is not None and one.opened_at <= then.last_at]
            others = sorted(by_then, key=lambda one: (one.opened_at, one.open, one.recorded_at))[-1:]
        at = self.context(given).occurred_at
        return sum(asked.found_in(seen_at(other, at)) for other in others)

    def as_of(self, case_id: str, at: int) -> tuple[Case, tuple[Entry, ...]]:
        """The case at an instant with its history up to there, what fell due by then included; nothing is written.

        Nobody can tell what fell due under rules that are there no longer: such a case is given as it is stored.
        """
        with self.store.reading() as unit:
            case = self._case(unit, case_id)
            known = history_of(unit, case)
        entries = tuple(entry for entry in known if entry.recorded <= at)
        if len(entries) < len(known):
            case = fold(unopened(case, known), entries)
        if self.present_rules(case)[1]:
            return case, entries
        decision = tick(self.program(case), case, self.context(Input("", Payload(), Actor("clock"), at, at)))
        return decision.case, (*entries, *decision.entries)


def _entry(unit: Unit, case: Case, number: int | None, made: Iterable[Entry]) -> Entry | None:
    """The entry of that number, of those that are not yet stored too; ``None`` where there is none."""
    if number is None or not 0 < number <= case.version:
        return None
    new = next((entry for entry in made if entry.seq == number), None)
    row = None if new else next(unit.entries(case.id, after=number - 1), None)
    return new if row is None else entry_of(row, case.id)


def _as_corrected(unit: Unit, case: Case, corrected: Entry, made: Iterable[Entry]) -> ActionEntry | None:
    """The action that a correction is of, where it names a correction of one too, with all that was corrected of it."""
    first = _entry(unit, case, corrected.corrects, made) if isinstance(corrected, BuiltinEntry) else corrected
    if not isinstance(first, ActionEntry):
        return None
    facts = dict(first.facts)
    for each in (*(entry_of(row, case.id) for row in unit.entries(case.id, after=first.seq)), *made):
        if isinstance(each, BuiltinEntry) and each.corrects == first.seq:
            facts |= each.corrected_facts
    return evolve(first, facts=facts)


def _filed_anew(unit: Unit, case: Case, corrected: Entry, made: Iterable[Entry]) -> frozenset[str]:
    """The fields that a later action filed for the same item: what is corrected of them is not what stands now."""
    item = corrected.item if isinstance(corrected, ActionEntry | BuiltinEntry) else ""
    later = [entry_of(row, case.id) for row in unit.entries(case.id, after=corrected.seq)]
    later += [entry for entry in made if entry.seq > corrected.seq]
    filed = (entry.facts for entry in later if isinstance(entry, ActionEntry) and entry.item == item)
    before = corrected.past_facts if isinstance(corrected, BuiltinEntry) else ()
    return frozenset(name for facts in (*filed, before) for name in facts)
