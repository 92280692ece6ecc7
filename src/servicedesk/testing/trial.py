"""Cases of one manual on desks that are given the same, and what must hold after each input.

Two desks: the clock of one is run at random, that of the other never; with ``record`` a third records what the first
refuses. Whoever draws the inputs, Hypothesis or a plain generator, gives them here; a finding carries the script and
the log that show it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final
from warnings import catch_warnings, simplefilter
from zoneinfo import ZoneInfo

from attrs import define, evolve, field

from servicedesk.desk.desk import Desk
from servicedesk.desk.facts import KnownFacts
from servicedesk.desk.records import RecordRow
from servicedesk.desk.results import ActResult
from servicedesk.desk.views import DueLimit
from servicedesk.engine.case import Case
from servicedesk.engine.entry import Actor
from servicedesk.errors import (
    CalendarHorizonWarning,
    ConcurrencyConflict,
    KeyReused,
    UnsetIntervalWarning,
    UnsetSeasonWarning,
)
from servicedesk.policy import Policy
from servicedesk.program.program import ProcedurePlan
from servicedesk.program.registry import Registry
from servicedesk.roster import RosterEntry
from servicedesk.rules.manual import Manual
from servicedesk.testing.coverage import Covered
from servicedesk.testing.foretold import Foretold, check_what_came
from servicedesk.testing.inputs import Given, GivenInput, Tick, log_of, script_of
from servicedesk.testing.invariants import (
    CheckedCase,
    InvariantBroken,
    check_case,
    check_same_history,
    check_sentences,
    must,
    stored_bytes,
)

__all__ = ["Trial"]

FORETOLD: Final = 16
"""What an input brings is foretold before each so many inputs: it costs ten times an input."""


@define(eq=False, repr=False)
class Trial:
    """Desks of one manual that are given the same inputs; ``now`` is the clock of all.

    Attributes:
        manual: the manual.
        registry: where its rules are found.
        now: the present instant.
        roster: who holds which role.
        policy: what the site says, as data.
        answers: what the host answers, by question; what is not there it does not know.
        record: whether a third desk records what is refused.
        sparing: what blocks an end (16) is looked at after each so many inputs that a case took, and when all is over;
            what an input brings is foretold (18) before each sixteenth of these.
        given: every input in order, with what came of it.
        ids: the cases that there are, those that others opened too.
        counts: how many were accepted, refused, recorded; and how many ends were looked at.
        covered: the actions, limits, levels and refusals that came about.
    """

    manual: Manual
    registry: Registry
    now: datetime
    roster: Mapping[str, Sequence[RosterEntry]] | None = None
    policy: Mapping[str, object] = field(factory=dict[str, object])
    answers: Mapping[str, object] = field(factory=dict[str, object])
    record: bool = False
    sparing: int = 1
    ticked: Desk = field(init=False)
    quiet: Desk = field(init=False)
    recorded: Desk = field(init=False)
    given: list[Given] = field(factory=list[Given])
    ids: list[str] = field(factory=list[str])
    counts: Counter[str] = field(factory=Counter[str])
    covered: Covered = field(init=False)
    _apart: set[str] = field(factory=set[str])
    _checked: dict[str, CheckedCase] = field(factory=dict[str, CheckedCase])

    def __attrs_post_init__(self) -> None:
        self.ticked, self.quiet = self._desk(), self._desk()
        self.recorded = self._desk() if self.record else self.quiet
        self.covered = Covered()

    def __repr__(self) -> str:
        return f"Trial({self.manual.name!r}, {len(self.given)} inputs to {', '.join(self.ids) or 'no case'})"

    def _desk(self, **more: object) -> Desk:
        site = Policy.from_data(dict(self.policy)) if self.policy else None
        host = KnownFacts()
        for name, value in self.answers.items():
            host.know(name, value)
        return Desk(
            self.manual,
            registry=self.registry,
            roster=self.roster,
            policy=site,
            facts=host,
            clock=lambda: self.now,
            **more,  # type: ignore[arg-type]  # a store, or nothing
        )

    @property
    def zone(self) -> ZoneInfo:
        """The zone of the desks' calendar."""
        return ZoneInfo(self.ticked.calendar.zone)

    def plan(self, procedure: str) -> ProcedurePlan:
        """The rules of a procedure in the edition in force now."""
        return self.registry.program_on(self.manual.name, self.now.astimezone(self.zone).date()).plans[procedure]

    def script(self) -> str:
        """The program that gives these inputs again."""
        name, site = self.manual.name, self.policy or None
        return script_of(self.given, name, roster=self.roster, policy=site, answers=self.answers)

    def log(self) -> str:
        """The inputs as a log to replay."""
        return log_of(self.given)

    def note(self, error: BaseException) -> None:
        """Add the script and the log to what failed, where nothing has been added yet."""
        if not getattr(error, "__notes__", ()):
            error.add_note(f"As a script:\n{self.script()}")
            error.add_note(f"As a log:\n{self.log()}")

    # --- giving -------------------------------------------------------------------------------------------

    def open(self, procedure: str, payload: Mapping[str, object], *, subject: str, by: Actor) -> ActResult:
        """Open a case on each desk, under an id of its own.

        Raises:
            InvariantBroken: something does not hold after it, with the script and the log as notes.
        """
        with self._noted():
            return self._open(procedure, payload, subject, by)

    def act(
        self,
        case_id: str,
        step: str,
        payload: Mapping[str, object],
        *,
        by: Actor,
        at: datetime | None = None,
        key: str = "",
    ) -> ActResult:
        """Give one input to each desk, and look at everything that must hold after it.

        Raises:
            InvariantBroken: something does not, with the script and the log as notes.
        """
        with self._noted():
            return self._act(case_id, step, payload, by, self.now if at is None else at, key)

    def tick(self, at: datetime | None = None) -> None:
        """Run the clock of the first desk.

        Raises:
            InvariantBroken: a case fails.
        """
        with self._noted():
            at = self.now if at is None else at
            self.given.append(Tick(at))
            report = self.ticked.tick(at)
            must(not report.failed, f"15: a tick fails: {report.failed}")

    def reload(self) -> None:
        """Another process takes over: a new desk upon the store of the first."""
        self.ticked = self._desk(store=self.ticked.store)

    def dues(self) -> list[datetime]:
        """What is due from now on, soonest first; the list page by page is the whole list.

        Raises:
            InvariantBroken: it is not.
        """
        whole = self.ticked.due()
        with self._noted():
            self._pages_are_the_list(whole)
        return sorted(d.due for d in whole if d.due is not None and d.due > self.now)

    def finish(self, after: timedelta = timedelta(days=60)) -> None:
        """Run the clock of each desk once more, some time later: no history knows how often it was run.

        Raises:
            InvariantBroken: something does not hold, with the script and the log as notes.
        """
        with self._noted():
            ahead = {ident: self.quiet.outlook(ident) for ident in self.ids}
        self.now += after
        self.tick()
        with self._noted():
            for desk in (self.quiet, self.recorded) if self.record else (self.quiet,):
                report = desk.tick(self.now)
                must(not report.failed, f"15: a tick fails: {report.failed}")
            for ident in self.ids:
                check_same_history(self.ticked, self.quiet, ident)
                check_what_came(ahead[ident], self.ticked, ident, self.now)
                self._check(ident)
                check_case(self.ticked, ident)
                check_sentences(self.ticked, ident)
                if self.record:
                    self._alike(ident)

    # --- inside -------------------------------------------------------------------------------------------

    @contextmanager
    def _noted(self) -> Generator[None]:
        try:
            with catch_warnings():
                simplefilter("ignore", UnsetIntervalWarning)  # a site that says nothing is one of those drawn
                simplefilter("ignore", UnsetSeasonWarning)
                simplefilter("ignore", CalendarHorizonWarning)  # time passes into years without a notice of rest days
                yield
        except Exception as error:
            self.note(error)
            raise

    def _open(self, procedure: str, payload: Mapping[str, object], subject: str, by: Actor) -> ActResult:
        self.counts["opening"] += 1
        ident = f"{procedure}-{self.counts['opening']}"
        tried = GivenInput(ident, "open", payload, by, self.now, self.now, "", procedure, subject)
        first, second = (
            desk.try_open(procedure, payload, subject=subject, by=by, at=self.now, recorded_at=self.now, id=ident)
            for desk in (self.ticked, self.quiet)
        )
        self._came(tried, first, second)
        if self.record:
            row = RecordRow("open", payload, by=by, at=self.now)
            took = self.recorded.take_opening(
                procedure, row, subject=subject, id=ident, recorded_at=self.now, key="", record=True
            )
            alike = subject in self._apart or took.ok or not first.ok
            must(alike, f"14: what strict mode takes is not recorded: {took.refusals}")
            self._apart |= set() if first.ok else {subject}
        if first.ok:
            self._are_there(ident, *first.children)
            self._check(ident)
        return first

    def _act(
        self, ident: str, step: str, payload: Mapping[str, object], by: Actor, at: datetime, key: str
    ) -> ActResult:
        before, foretold = stored_bytes(self.ticked, ident), None
        if not key and len(self.given) % (FORETOLD * self.sparing) == 0:
            foretold = Foretold.of(self.quiet, ident, step, payload, by=by, at=at)
        first, second = (
            desk.try_act(ident, step, payload, by=by, at=at, recorded_at=self.now, key=key)
            for desk in (self.ticked, self.quiet)
        )
        self._came(GivenInput(ident, step, payload, by, at, self.now, key), first, second)
        if foretold is not None:
            foretold.must_have_come(second)
        if self.record:
            self._recorded_too(ident, RecordRow(step, payload, by=by, at=at), key, first)
        if first.refusals:
            must(stored_bytes(self.ticked, ident) == before, "1: a refused step changes something")
            must(all(r.zh and r.en and "{" not in r.zh + r.en for r in first.refusals), "1: a refusal says nothing")
            return first
        if key:
            self._twice(ident, step, payload, by, at, key)
        if first.case.version > 1:
            self._stale(ident, step, payload, by, at, first.case.version - 1)
        self._are_there(*first.children)
        for each in {ident, *first.children, *self._parent_of(ident)}:
            self._check(each)
        return first

    def _are_there(self, *idents: str) -> None:
        self.ids += [ident for ident in idents if ident not in self.ids]

    def _parent_of(self, ident: str) -> set[str]:
        return {ident.rpartition(".")[0]} & set(self.ids)

    def _check(self, ident: str) -> None:
        """The books of the first desk, from where they were read last."""
        self.counts["checks"] += 1
        known = self._checked.get(ident)
        if known is None:
            self.counts["ends"] += check_case(self.ticked, ident)
            known = self._checked[ident] = CheckedCase.of(self.ticked, ident)
            new = known.entries
        else:
            seen = len(known.entries)
            blocking = self.counts["checks"] % self.sparing == 0
            self.counts["ends"] += check_case(self.ticked, ident, known, blocking=blocking)
            new = known.entries[seen:]
        self.covered.of_history(known.case, new)

    def _came(self, tried: GivenInput, first: ActResult, second: ActResult) -> None:
        came = ", ".join(f"{r.kind} {r.clause}" for r in first.refusals) or f"-> {first.case.state}"
        self.given.append(evolve(tried, came=came))
        self.counts["refused" if first.refusals else "accepted"] += 1
        self.covered.of_refusals(first.case, first.refusals)
        must(first.refusals == second.refusals, f"7: ticks change an answer: {first.refusals} {second.refusals}")

    def _twice(self, ident: str, step: str, payload: Mapping[str, object], by: Actor, at: datetime, key: str) -> None:
        before = stored_bytes(self.ticked, ident)
        again = self.ticked.try_act(ident, step, payload, by=by, at=at, recorded_at=self.now, key=key)
        must(again.repeated and stored_bytes(self.ticked, ident) == before, "4: the same key twice is done twice")
        other, said = evolve(by, name=f"{by.name}-"), {**payload, "reason": "-"}
        try:
            self.ticked.try_act(ident, step, said, by=other, at=at, recorded_at=self.now, key=key)
        except KeyReused:
            return
        raise InvariantBroken("13: a key with other contents is taken")

    def _stale(self, ident: str, step: str, payload: Mapping[str, object], by: Actor, at: datetime, seen: int) -> None:
        before = stored_bytes(self.ticked, ident)
        try:
            self.ticked.try_act(ident, step, payload, by=by, at=at, recorded_at=self.now, seen=seen)
        except ConcurrencyConflict:
            must(stored_bytes(self.ticked, ident) == before, "3: a stale screen writes")
            return
        raise InvariantBroken("3: a stale screen is taken")

    def _recorded_too(self, ident: str, row: RecordRow, key: str, strict: ActResult) -> None:
        """The same input to the desk that records: it takes whatever the strict one takes, and mostly more."""
        subject, into = strict.case.subject, str(row.payload.get("into", ident))
        both = {subject, self._case(into).subject if into in self.ids else subject}
        if strict.refusals or both & self._apart:
            self._apart |= both  # what came of one is another matter there, and so is what is merged
        if not (self._is_there(ident) and (into not in self.ids or self._is_there(into))):
            return
        before = stored_bytes(self.recorded, ident)
        (took,) = self.recorded.take(ident, [row], recorded_at=self.now, keys=[key], record=True)
        if took.refusals:
            must(subject in self._apart, f"14: what strict mode takes is not recorded: {took.refusals}")
            must(stored_bytes(self.recorded, ident) == before, "1: what is refused all the same changes something")
            return
        self.counts["recorded"] += bool(strict.refusals)
        for each in {ident, *self._parent_of(ident)}:
            check_case(self.recorded, each)
            self._alike(each)

    def _case(self, ident: str) -> Case:
        return self.ticked.case(ident, by=None)

    def _is_there(self, ident: str) -> bool:
        """Whether the desk that records has the case: a child may not have been opened on its way."""
        return any(case.id == ident for case in self.recorded.cases(self._case(ident).subject, open=None))

    def _alike(self, ident: str) -> None:
        """Up to the first refused input the histories are equal, but for when the clock was run: as of now they are."""
        if self._case(ident).subject not in self._apart:
            over, ticked = (desk.as_of(ident, self.now)[1] for desk in (self.recorded, self.ticked))
            must(over == ticked, "14: the histories differ")

    def _pages_are_the_list(self, whole: Sequence[DueLimit]) -> None:
        size, found, after = 1 + len(self.given) % 3, list[DueLimit](), ""
        while True:
            page = self.ticked.due(limit=size, after=after)
            found += page
            must(not page.failed, f"15: the list says something else than {page.failed}")
            if not page.following:
                break
            after = page.following
        must(found == list(whole), f"15: pages are {found}, the whole is {whole}")
        soon = tuple(d for d in whole if d.due is not None and d.due <= self.now)
        must(tuple(self.ticked.due(self.now)) == soon, "15: what was due until now is another")
