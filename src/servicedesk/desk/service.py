"""Inputs inside a unit of the store: load, ask, decide, save. Nothing is written by what is refused."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final, TypeVar

from attrs import evolve, field, frozen

from servicedesk.calendars import Calendar
from servicedesk.desk.deciding import Input
from servicedesk.desk.relatives import Above, ChildRefused, Noted, Relatives, exclusive_key_taken, parent_first
from servicedesk.desk.repeating import TRIES, repeated
from servicedesk.desk.reporting import report, warn_of_unset
from servicedesk.desk.results import ActResult
from servicedesk.engine.case import Case
from servicedesk.engine.children import ChildOpening
from servicedesk.engine.context import Context, Recording
from servicedesk.engine.course import DeclinedEntry
from servicedesk.engine.decide import Decided, decide, tick
from servicedesk.engine.declining import action_of
from servicedesk.engine.entry import ActionEntry, Actor, BuiltinEntry, Entry
from servicedesk.engine.messages import message_of
from servicedesk.engine.move import Move, move_case
from servicedesk.engine.parts import Deviation
from servicedesk.engine.payload import Payload
from servicedesk.engine.recalculate import recalculate
from servicedesk.engine.refusals import refusal
from servicedesk.errors import AlreadyOpen, ConcurrencyConflict, CorruptRecord, KeyReused
from servicedesk.program.program import Program
from servicedesk.rules.values import Value
from servicedesk.said import Said
from servicedesk.stores import CaseRow, Unit
from servicedesk.stores.editions import RULES_TENANT, keep
from servicedesk.stores.rows import case_of, damaged, entry_of, same_personal, short

T = TypeVar("T")
_log = logging.getLogger("servicedesk.desk")
_INPUTS: Final = (ActionEntry, BuiltinEntry, DeclinedEntry)
"""The entries that inputs make, one each."""


@frozen
class CaseService(Relatives):
    """What becomes of an input: units are begun again where that may help, and what is decided is saved."""

    _kept: set[str] = field(factory=set[str], eq=False, repr=False)

    # --- inputs --------------------------------------------------------------------------------------------

    def retry(self, work: Callable[[], T], *, conflicts: bool) -> T:
        """Repeat a unit that wrote nothing; one inside the transaction of a host is the host's to repeat."""
        return repeated(work, conflicts=conflicts, tries=TRIES if self.store.owns_transactions else 1)

    def open(self, unopened: Case, given: Input) -> ActResult:
        """Open a case, or find the one that the same key opened."""
        try:
            return self._whatever_was_kept(unopened, lambda: self._open(unopened, given))
        except ChildRefused as child:
            return ActResult(unopened, child.refusals)

    def _whatever_was_kept(self, case: Case, work: Callable[[], T]) -> T:
        """Repeat a unit; once more without keeping what the rules are, where that row of the store is damaged."""
        try:
            return self.retry(work, conflicts=True)
        except CorruptRecord as error:
            if not str(error.fields.get("id", "")).startswith(RULES_TENANT):
                raise
            _log.warning("what the rules of %s %s are is damaged in the store", case.manual, case.edition)
            self._kept.add(case.fingerprint)
            return self.retry(work, conflicts=True)

    def _open(self, unopened: Case, given: Input) -> ActResult:
        program = self.program(unopened)
        digest = self._digest(program, unopened, given) if given.key else ""
        with self.store.unit() as unit:
            given = self.timed(unit, unopened, given)
            if given.recording is not None and unopened.exclusive_key is not None:
                unopened, given = self._beside_others(unit, unopened, given, given.recording)
            context = self.informed(unit, program, unopened, given, digest)
            decision = decide(program, unopened, given.step, given.payload, context)
            if decision.refusals:
                return self._outcome(program, decision, ())
            if given.dry_run:
                holder = self.holder_of_key(unit, unopened)
                if holder is None:
                    return self._outcome(program, decision, ())
                return self._taken(unit, program, unopened, given, digest, holder)
            self._keep_rules(unit, program, context)
            try:
                self.save(unit, program, decision.case, None, decision.entries, context)
            except (AlreadyOpen, ConcurrencyConflict) as taken:
                row = unit.load(str(taken.fields.get("existing_id", unopened.id)))
                answer = self._taken(unit, program, unopened, given, digest, row)
                if answer.repeated or isinstance(taken, AlreadyOpen):
                    return answer
                raise AlreadyOpen(
                    Said("case_exists", id=unopened.id),
                    remedy=Said("other_id"),
                    id=unopened.id,
                    existing_id=unopened.id,
                ) from taken
            children = self.open_children(unit, program, decision, given)
        if self.store.owns_transactions:  # else the host may still undo it
            self._kept.add(program.fingerprint)
        return self._done(program, decision, children, before=unopened)

    def _keep_rules(self, unit: Unit, program: Program, context: Context) -> None:
        """Keep what the rules of a case are, so that it can be said what has changed since."""
        if program.fingerprint not in self._kept:
            keep(unit, program, context.recorded_at)

    def _taken(
        self, unit: Unit, program: Program, unopened: Case, given: Input, digest: str, holder: CaseRow
    ) -> ActResult:
        """What is answered where a case stands in the way: that case, which the same key opened, or the refusal."""
        existing = case_of(holder) if self.owns(holder) else None  # a damaged one is told as what it is
        if existing is not None and given.key and holder.opening_key == given.key:
            return self._repeated(unit, program, existing, (given,), given.key, digest)
        return ActResult(unopened, (exclusive_key_taken(program, unopened, holder.id),))

    def _beside_others(self, unit: Unit, unopened: Case, given: Input, recording: Recording) -> tuple[Case, Input]:
        """What was opened although there is an open case holds no exclusive key, and that is a deviation."""
        holder = self.holder_of_key(unit, unopened)
        if holder is None or (given.key and holder.opening_key == given.key):
            return unopened, given
        beside = Deviation("exclusive_key_taken", "local", (holder.id,))
        given = evolve(given, recording=evolve(recording, beside=(*recording.beside, beside)))
        return evolve(unopened, exclusive_key=None), given

    def act_all(
        self, case_id: str, inputs: Sequence[Input], *, key: str = "", singly: bool = False
    ) -> tuple[ActResult, ...]:
        """Decide several inputs of one recorded moment, in the order in which they occurred, and save what they make.

        The clock runs along, up to when each occurred, and to the recorded moment after the last: what was kept in
        the meantime is never told as missed. With ``singly`` every input is taken or refused by itself, else all are
        or none, and one ``key`` covers them. An input whose key is known is answered as before.
        """
        try:
            work = partial(self._act_all, case_id, inputs, key, singly=singly)
            return self.retry(lambda: parent_first(work), conflicts=True)
        except ChildRefused as child:
            if singly:
                return tuple(self.act(case_id, given) for given in inputs)
            with self.store.unit() as unit:
                return (ActResult(self._case(unit, case_id), child.refusals),) * len(inputs)

    def _act_all(
        self, case_id: str, inputs: Sequence[Input], key: str, above: Above, *, singly: bool
    ) -> tuple[ActResult, ...]:
        results: dict[int, ActResult] = {}
        entries: list[Entry] = []
        opening: list[ChildOpening] = []
        with self.store.unit() as unit:
            cases = self.locked(unit, {case_id}, above)
            before = case = cases[case_id]
            program = self.program(case, unit)
            whole = "".join(self._digest(program, case, one) for one in inputs) if key else ""
            if key and any(unit.entries(case_id, key=key)):
                return (self._repeated(unit, program, case, inputs, key, short(whole)),) * len(inputs)
            latest = max((one.at for one in inputs if one.at is not None), default=None)
            timed = self.timed(unit, case, evolve(inputs[0], at=latest))
            recorded = self.context(timed).recorded_at
            for at, number in sorted((recorded if one.at is None else one.at, n) for n, one in enumerate(inputs)):
                given = evolve(inputs[number], recorded=recorded, clock_until=at, clock=timed.clock)
                digest = self._digest(program, case, given) if given.key else ""
                if key and not results:
                    given, digest = evolve(given, key=key), short(whole)
                if given.key and any(unit.entries(case_id, key=given.key)):
                    results[number] = self._repeated(unit, program, case, (given,), given.key, digest)
                    continue
                context = self.informed(unit, program, case, given, digest, entries)
                decision = decide(program, case, given.step, given.payload, context)
                results[number] = self._outcome(program, decision, ())
                case, entries = decision.case, [*entries, *decision.entries]
                opening += decision.children
            refused = any(result.refusals for result in results.values())
            if not entries or inputs[0].dry_run or (refused and not singly):
                return tuple(evolve(results[n], case=before) for n in range(len(inputs)))
            last = evolve(inputs[0], recorded=recorded)
            context = self.context(last)
            rest = tick(program, case, context)
            decision = Decided(rest.case, (*entries, *rest.entries), children=tuple(opening))
            ended = self.ended(before, decision.case, above)
            self.save(unit, program, decision.case, before, decision.entries, context)
            children = self.open_children(unit, program, decision, last)
            noted = self.note_ends(unit, cases, decision.case, last) if ended else ()
        done = self._done(program, decision, children, noted)
        return tuple(evolve(results[n], case=done.case, children=done.children) for n in range(len(inputs)))

    def act(self, case_id: str, given: Input) -> ActResult:
        """Decide one step of a case and save what it makes."""
        try:
            work = partial(self._act, case_id, given)
            return self.retry(lambda: parent_first(work), conflicts=given.seen is None)
        except ChildRefused as child:
            with self.store.unit() as unit:
                return ActResult(self._case(unit, case_id), child.refusals)

    def _act(self, case_id: str, given: Input, above: Above) -> ActResult:
        into = given.payload.into if given.step == "merge" else ""
        with self.store.unit() as unit:
            cases = self.locked(unit, {case_id, into} - {""}, above)
            case = cases[case_id]
            program = self.program(case, unit)
            digest = self._digest(program, case, given) if given.key else ""
            if given.key:
                known = next(iter(unit.entries(case_id, key=given.key)), None)
                if known is not None:
                    return self._repeated(unit, program, case, (given,), given.key, digest)
            if given.seen is not None and given.seen != case.version:
                raise ConcurrencyConflict(
                    Said("moved_on", id=case_id, seen=given.seen, found=case.version),
                    remedy=Said("see_again"),
                    id=case_id,
                    expected=given.seen,
                    found=case.version,
                )
            given = self.timed(unit, case, given)
            context = self.informed(unit, program, case, given, digest)
            decision = decide(program, case, given.step, given.payload, context)
            if into and (into == case_id or not cases[into].open or cases[into].procedure != case.procedure):
                no_target = refusal("no_target", "local", into=into)
                decision = Decided(case, refusals=(*decision.refusals, no_target))
            if decision.refusals or given.dry_run:
                self.try_children(unit, program, decision, given)
                return self._outcome(program, decision, (), case)
            ended = self.ended(case, decision.case, above)
            self.save(unit, program, decision.case, case, decision.entries, context)
            children = self.open_children(unit, program, decision, given)
            if into:
                cases[into] = self.take_in(unit, cases[into], case, given)
            noted = self.note_ends(unit, cases, decision.case, given, into) if ended else ()
        return self._done(program, decision, children, noted, case)

    def tick(self, case_id: str, now: int) -> tuple[Case, tuple[Entry, ...], Program] | None:
        """A tick of one case: append what fell due up to now, and set when to look next; None for another's case."""
        return self.retry(lambda: self._tick(case_id, now), conflicts=True)

    def _tick(self, case_id: str, now: int) -> tuple[Case, tuple[Entry, ...], Program] | None:
        with self.store.unit() as unit:
            row = unit.load(case_id, wait=False)
            if not self.owns(row):
                return None
            case = self.bodies.case_of(row)
            program = self.program(case, unit)
            clock = Input("", Payload(), Actor("clock"), now, max(now, case.recorded_at))
            context = evolve(self.context(clock), checked_at=now)
            decision = tick(program, case, context)
            was = self.known(program, case, context)
            new = self.row_of(program, decision.case, context)
            if new != row:  # else somebody else has looked since the case was listed
                self.write(unit, program, new, decision.case, case, decision.entries, context, was)
        report(decision.case, decision.entries)
        return decision.case, decision.entries, program

    def recalculate(
        self, case_id: str, calendar: Calendar, mode: str, given: Input, named: str
    ) -> tuple[Case, tuple[Entry, ...], Program] | None:
        """Count the running limits of one case under another calendar; a dry run writes nothing. None: another's."""
        return self.retry(lambda: self._recalculate(case_id, calendar, mode, given, named), conflicts=True)

    def _recalculate(
        self, case_id: str, calendar: Calendar, mode: str, given: Input, named: str
    ) -> tuple[Case, tuple[Entry, ...], Program] | None:
        with self.store.unit() as unit:
            row = unit.load(case_id, wait=False)
            if not self.owns(row):
                return None
            case = case_of(row)
            program = self.program(case, unit)
            context = self.context(given)
            # Clocks of several machines differ, and a history never goes back.
            context = evolve(context, recorded_at=max(context.recorded_at, case.recorded_at))
            decision = recalculate(program, case, calendar, mode, context, named)
            if decision.entries and not given.dry_run:
                self.save(unit, program, decision.case, case, decision.entries, context)
        if not given.dry_run:
            report(decision.case, decision.entries)
        return decision.case, decision.entries, program

    def move(self, case_id: str, asked: Move, given: Input) -> tuple[Case, Decided, Program]:
        """Let one case go on under another edition: as it was, and what came of it; a dry run writes nothing."""
        return self.retry(lambda: self._move(case_id, asked, given), conflicts=True)

    def _move(self, case_id: str, asked: Move, given: Input) -> tuple[Case, Decided, Program]:
        with self.store.unit() as unit:
            case = case_of(self.row(unit, case_id, wait=False))
            new = self.registry.program(case.manual, asked.to_edition)
            context = self.context(given)
            context = evolve(context, recorded_at=max(context.recorded_at, case.recorded_at))
            decision = move_case(self.program(case, unit), new, case, asked, context)
            if decision.entries and not given.dry_run:
                self._keep_rules(unit, new, context)
                self.save(unit, new, decision.case, case, decision.entries, context)
        if not given.dry_run:
            report(decision.case, decision.entries)
        return case, decision, new

    # --- inside a unit ----------------------------------------------------------------------------------

    def _repeated(
        self, unit: Unit, program: Program, case: Case, inputs: Sequence[Input], key: str, digest: str
    ) -> ActResult:
        """The same key again: the same answer, or a refusal where it now stands for something else."""
        row = next(unit.entries(case.id, key=key), None)
        if row is None:
            raise damaged(case.id, Said("opening_key_gone"))
        entry = entry_of(row, case.id)
        if entry.digest != digest or not self._same_personal(unit, program, case, inputs, entry):
            raise KeyReused(
                Said("key_reused", key=key, action=entry.name, id=case.id), remedy=Said("key_each"), key=key, id=case.id
            )
        return ActResult(case, entries=(entry,), item=entry.item, repeated=True)

    def _same_personal(self, unit: Unit, program: Program, case: Case, inputs: Sequence[Input], first: Entry) -> bool:
        """Whether each of several inputs under one key has the personal values that it had, by the entry it made.

        The digest is the same, so these are the same inputs but for that; the first to occur has the key.
        """
        if len(inputs) == 1:
            return same_personal(self._personal(program, case, inputs[0]), inputs[0].payload, first, case)
        plan = program.plans[case.procedure]
        later = (entry_of(row, case.id) for row in unit.entries(case.id, after=first.seq - 1))
        for one in sorted(inputs, key=lambda one: first.recorded if one.at is None else one.at):
            name = action_of(plan, one.step, one.payload)
            made = next((entry for entry in later if isinstance(entry, _INPUTS) and entry.name == name), None)
            if made is None or not same_personal(self._personal(program, case, one), one.payload, made, case):
                return False
        return True

    def _personal(self, program: Program, case: Case, given: Input) -> dict[str, Value | None]:
        """The personal values of an input as they are read; ``None`` where nothing is filed that can be."""
        plan, zone = program.plans[case.procedure], self.policy.calendar.zone
        names = (name for name in self._hidden(program, case, given) if name != "reason")
        raw = {name: given.payload.raw.get(name) for name in names}
        return {
            name: None if value is None else plan.structure(name, value, zone).values.get(name)
            for name, value in raw.items()
        }

    # --- after the commit -------------------------------------------------------------------------------

    def _done(
        self,
        program: Program,
        decision: Decided,
        children: Sequence[Decided],
        noted: Sequence[Noted] = (),
        before: Case | None = None,
    ) -> ActResult:
        """What came of an input that was saved: told to the log, of the child cases too, and given back."""
        for each in (decision, *children):
            report(each.case, each.entries)
            warn_of_unset(program, self.policy.site, each.case, each.entries)
        for one in noted:
            report(one.case, one.entries)
        result = self._outcome(program, decision, tuple(each.case.id for each in children), before)
        more = tuple(message for one in noted for message in one.messages)
        return evolve(result, messages=(*result.messages, *more)) if more else result

    def _outcome(
        self, program: Program, decision: Decided, children: tuple[str, ...], before: Case | None = None
    ) -> ActResult:
        messages = tuple(m for e in decision.entries if (m := message_of(program, decision.case, e)) is not None)
        return ActResult(
            decision.case,
            decision.refusals,
            decision.entries,
            messages,
            children,
            decision.item,
            opens=tuple(child.procedure for child in decision.children),
            before=None if decision.refusals else before,
        )
