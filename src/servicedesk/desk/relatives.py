"""What an input brings to other cases in one unit: child cases, the case that opened one, the case merged into."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from attrs import evolve, frozen

from servicedesk.calendars import to_instant
from servicedesk.desk.deciding import Deciding, Input
from servicedesk.desk.writing import Lists, lists_of, lists_without_rules, write
from servicedesk.engine.case import Case
from servicedesk.engine.child_ends import child_ended, opened_by_others
from servicedesk.engine.children import ChildOpening
from servicedesk.engine.clock import next_check_at
from servicedesk.engine.context import Context
from servicedesk.engine.decide import Decided, decide, tick
from servicedesk.engine.draft import fold
from servicedesk.engine.entry import Actor, Entry, MergedEntry
from servicedesk.engine.message import Message
from servicedesk.engine.messages import message_of
from servicedesk.engine.payload import Payload
from servicedesk.engine.refusals import Refusal, refusal
from servicedesk.errors import AlreadyOpen, CaseNotFound, CorruptRecord
from servicedesk.program.program import Program
from servicedesk.stores import CaseRow, Unit
from servicedesk.stores.rows import row_of
from servicedesk.texts.term import Term

T = TypeVar("T")
_log = logging.getLogger("servicedesk.desk")


class ChildRefused(Exception):  # noqa: N818  a way out of the unit, never seen outside the desk
    """A child case refuses: the unit is undone and the step refused."""

    def __init__(self, refusals: tuple[Refusal, ...]) -> None:
        super().__init__()
        self.refusals = refusals


@frozen
class Above:
    """The cases that are to be told of an end: those that are locked for it, and those that nobody can read."""

    locked: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()


_NOBODY: Final = Above()


class ParentFirst(Exception):  # noqa: N818  as above
    """A case ends, and the cases that are to be told of it were not locked in the order of their ids."""

    def __init__(self, parents: frozenset[str]) -> None:
        super().__init__()
        self.parents = parents


def exclusive_key_taken(program: Program, case: Case, holder: str) -> Refusal:
    """The subject has an open case of the procedure already."""
    procedure = program.plans[case.procedure].procedure
    term = Term(procedure.zh, procedure.name)
    return refusal("exclusive_key_taken", "local", procedure=term, case=holder)


def parent_first(work: Callable[[Above], T]) -> T:
    """Do the work of one unit; where a case ends by it that others opened, again with those locked in their order.

    Cases are locked in ascending order of their ids, and whether a case ends is known when it was decided.
    """
    above = _NOBODY
    while True:
        try:
            return work(above)
        except ParentFirst as found:
            above = evolve(above, locked=above.locked | found.parents)
        except CorruptRecord as error:  # the store cannot read its row, which ends the unit
            ident = str(error.fields.get("id"))
            if ident not in above.locked:
                raise
            above = Above(above.locked - {ident}, above.unread | {ident})


@frozen
class Noted:
    """What the case that opened another was told of its end."""

    case: Case
    entries: tuple[Entry, ...] = ()
    messages: tuple[Message, ...] = ()


@frozen
class Relatives(Deciding):
    """The other cases of a unit."""

    def locked(self, unit: Unit, own: set[str], above: Above) -> dict[str, Case]:
        """The cases at hand, and those that are to be told of an end, locked in the order of their ids."""
        ids = sorted(own | above.locked)
        found = {ident: self._case(unit, ident) if ident in own else self._parent(unit, ident) for ident in ids}
        return {ident: case for ident, case in found.items() if case is not None}

    def _parent(self, unit: Unit, ident: str) -> Case | None:
        """A case that is told of an end; ``None`` where nobody can read it: it then stops nobody."""
        try:
            return self._case(unit, ident)
        except (CaseNotFound, CorruptRecord) as error:
            _log.warning("%s cannot be told of the end of a case that it opened (%s)", ident, error.code)
            return None

    def ended(self, before: Case, after: Case, above: Above) -> bool:
        """Whether a case ends of which others are to be told.

        Raises:
            ParentFirst: one of these was not locked.
        """
        if not before.open or after.open:
            return False
        parents = frozenset(opened_by_others(before).values())
        if not parents:
            return False
        if not parents <= above.locked | above.unread:
            raise ParentFirst(parents)
        return True

    def note_ends(
        self, unit: Unit, cases: dict[str, Case], child: Case, given: Input, into: str = ""
    ) -> tuple[Noted, ...]:
        """Tell the cases that opened one, or one merged into it, of its end, where they follow it.

        Where it ends by being merged into another they are told of that: it has ended when the other ends. But what is
        merged into the very case that opened it has ended.
        """
        noted: list[Noted] = []
        for own, ident in opened_by_others(child).items():
            if ident in cases:
                for one in self._note(unit, cases[ident], child, given, own, into if into != ident else ""):
                    cases[ident] = one.case
                    noted.append(one)
        return tuple(noted)

    def _note(self, unit: Unit, parent: Case, child: Case, given: Input, own: str, into: str) -> tuple[Noted, ...]:
        program, changed = self.present_rules(parent)
        rules = None if changed else program
        context = self.context(given)
        case, entries = child_ended(rules, parent, child, given.by.name, context, own=own, into=into)
        if not entries:
            return ()
        if rules is None:
            row = unit.load(parent.id)
            looked = None if row.next_check_at is None else to_instant(row.next_check_at)
            row = row_of(case, looked, row.category)
            write(unit, row, parent, entries, lambda: lists_without_rules(case), lambda: lists_without_rules(parent))
            return (Noted(case, entries),)
        self.save(unit, rules, case, parent, entries, context)
        messages = (message_of(rules, case, entry) for entry in entries)
        return (Noted(case, entries, tuple(message for message in messages if message is not None)),)

    def save(
        self, unit: Unit, program: Program, case: Case, before: Case | None, entries: Sequence[Entry], context: Context
    ) -> None:
        """Write a case with its new entries, and when to look at it next; ``before`` is what the unit loaded."""
        was = self.known(program, before, context)
        self.write(unit, program, self.row_of(program, case, context), case, before, entries, context, was)

    def known(self, program: Program, before: Case | None, context: Context) -> Lists:
        """What is outstanding in a case that the unit loaded: as it was written with it, else by its rules."""
        was = () if before is None else self.bodies.outstanding_in(before)
        return lambda: lists_of(program, before, context) if was is None and before is not None else was or ()

    def write(
        self,
        unit: Unit,
        program: Program,
        row: CaseRow,
        case: Case,
        before: Case | None,
        entries: Sequence[Entry],
        context: Context,
        was: Lists,
    ) -> None:
        """Write a case as its row says it, with its new entries and what is outstanding in it."""
        now = write(unit, row, before, entries, lambda: lists_of(program, case, context), was)
        if now is not None:
            self.bodies.remember(row, now)

    def row_of(self, program: Program, case: Case, context: Context) -> CaseRow:
        """The row of a case by its rules."""
        category = program.plans[case.procedure].index.category(case.facts)
        return self.bodies.row_of(case, next_check_at(program, case, context), category)

    def open_children(self, unit: Unit, program: Program, decision: Decided, given: Input) -> list[Decided]:
        """Open the child cases of a decision, and what they open in turn; refusals of one undo the whole unit."""
        return [d for child in decision.children for d in self._open_child(unit, program, decision.case, child, given)]

    def _open_child(
        self, unit: Unit, program: Program, parent: Case, child: ChildOpening, given: Input
    ) -> list[Decided]:
        blank, opening = _child_of(program, parent, child, given)
        context = self.informed(unit, program, blank, opening)
        decision = decide(program, blank, opening.step, opening.payload, context)
        if decision.refusals:
            raise ChildRefused(decision.refusals)
        try:
            self.save(unit, program, decision.case, None, decision.entries, context)
        except AlreadyOpen as taken:
            raise ChildRefused((exclusive_key_taken(program, blank, str(taken.fields["existing_id"])),)) from taken
        return [decision, *self.open_children(unit, program, decision, opening)]

    def try_children(self, unit: Unit, program: Program, decision: Decided, given: Input) -> None:
        """What opening the child cases of a decision would come to, with nothing written.

        Raises:
            ChildRefused: one of them, or of those that it would open in turn, is refused.
        """
        for child in decision.children:
            blank, opening = _child_of(program, decision.case, child, given)
            context = self.informed(unit, program, blank, opening)
            tried = decide(program, blank, opening.step, opening.payload, context)
            if tried.refusals:
                raise ChildRefused(tried.refusals)
            if (holder := self.holder_of_key(unit, blank)) is not None:
                raise ChildRefused((exclusive_key_taken(program, blank, holder.id),))
            self.try_children(unit, program, tried, opening)

    def holder_of_key(self, unit: Unit, unopened: Case) -> CaseRow | None:
        """The open case that has the exclusive key which another would hold, if it would hold one."""
        if unopened.exclusive_key is None:
            return None
        rows = unit.cases(unopened.subject, unopened.procedure, True, tenant=self.tenant)
        return next((row for row in rows if row.exclusive_key == unopened.exclusive_key), None)

    def take_in(self, unit: Unit, target: Case, merged: Case, given: Input) -> Case:
        """Note in a case that another was merged into it."""
        program = self.program(target, unit)
        context = self.context(given)
        decision = tick(program, target, context)
        entry = MergedEntry(
            seq=decision.case.version + 1,
            kind="merged_from",
            name="merge",
            clause="local",
            at=max(context.occurred_at, target.moved_at),
            recorded=max(context.recorded_at, target.recorded_at),
            by=given.by.name,
            from_case=merged.id,
            taken_in={own: ident for own, ident in opened_by_others(merged).items() if ident != target.id},
            checked_at=context.recorded_at,
        )
        case = fold(decision.case, (entry,))
        self.save(unit, program, case, target, (*decision.entries, entry), context)
        return case


def _child_of(program: Program, parent: Case, child: ChildOpening, given: Input) -> tuple[Case, Input]:
    """A child case before it is opened, and the input that opens it."""
    plan = program.plans[child.procedure]
    blank = Case(
        id=child.id,
        manual=parent.manual,
        edition=parent.edition,
        fingerprint=parent.fingerprint,
        procedure=child.procedure,
        subject=child.subject,
        tenant=parent.tenant,
        parent=parent.id,
        exclusive_key=f"{child.procedure}/{child.subject}" if plan.procedure.one_open else None,
    )
    # The parent's clause opens the child, so its opener need not hold the post that takes such cases in. Whoever
    # holds one acts, and signs, in no other.
    posts = plan.steps["open"].roles
    by = given.by if posts & plan.held(given.by.roles) else Actor(given.by.name, given.by.roles | posts)
    facts = {name: parent.vault.get(getattr(value, "name", ""), value) for name, value in child.facts.items()}
    return blank, evolve(given, step="open", payload=Payload(facts), by=by, key="", opened_from=parent.procedure)
