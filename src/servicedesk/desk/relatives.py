"""What an input brings to other cases in one unit: child cases, the case that opened one, the case merged into."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from attrs import evolve, frozen

from servicedesk.calendars import to_instant
from servicedesk.desk.deciding import Deciding, Input
from servicedesk.desk.writing import write
from servicedesk.engine.case import Case
from servicedesk.engine.child_ends import child_ended
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
from servicedesk.stores import Unit
from servicedesk.stores.rows import row_of
from servicedesk.texts.term import Term

T = TypeVar("T")
_log = logging.getLogger("servicedesk.desk")


class ChildRefused(Exception):  # noqa: N818  a way out of the unit, never seen outside the desk
    """A child case refuses: the unit is undone and the step refused."""

    def __init__(self, refusals: tuple[Refusal, ...]) -> None:
        super().__init__()
        self.refusals = refusals


_UNREADABLE: Final = "\0"
"""In the place of a case that nobody can read: no case has this id."""


class ParentFirst(Exception):  # noqa: N818  as above
    """A case ends, and the case that opened it, whose id comes before its own, was not locked before it."""

    def __init__(self, parent: str) -> None:
        super().__init__()
        self.parent = parent


def exclusive_key_taken(program: Program, case: Case, holder: str) -> Refusal:
    """The subject has an open case of the procedure already."""
    procedure = program.plans[case.procedure].procedure
    term = Term(procedure.zh, procedure.name)
    return refusal("exclusive_key_taken", "local", procedure=term, case=holder)


def parent_first(work: Callable[[str], T]) -> T:
    """Do the work of one unit; where a case ends by it that another opened, again with that one locked first.

    Cases are locked in ascending order of their ids, and whether a case ends is known when it was decided.
    """
    try:
        return work("")
    except ParentFirst as found:
        try:
            return work(found.parent)
        except CorruptRecord as error:  # the store cannot read its row, which ends the unit
            if error.fields.get("id") != found.parent:
                raise
            return work(_UNREADABLE)


@frozen
class Noted:
    """What the case that opened another was told of its end."""

    case: Case
    entries: tuple[Entry, ...] = ()
    messages: tuple[Message, ...] = ()


@frozen
class Relatives(Deciding):
    """The other cases of a unit."""

    def parent(self, unit: Unit, ident: str) -> Case | None:
        """The case that opened the one at hand, locked; ``None`` where nobody can read it: it then stops nobody."""
        try:
            return self._case(unit, ident) if ident and ident != _UNREADABLE else None
        except (CaseNotFound, CorruptRecord) as error:
            _log.warning("%s cannot be told of the end of a case that it opened (%s)", ident, error.code)
            return None

    def ended(self, before: Case, after: Case, locked: str) -> bool:
        """Whether a child case ends, and its parent is to be told.

        Raises:
            ParentFirst: the parent was not locked.
        """
        if before.parent is None or not before.open or after.open:
            return False
        if not locked:
            raise ParentFirst(before.parent)
        return True

    def note_end(self, unit: Unit, parent: Case | None, child: Case, given: Input) -> tuple[Noted, ...]:
        """Tell the case that opened another of its end, where it follows it."""
        if parent is None:
            return ()
        program, changed = self.present_rules(parent)
        rules = None if changed else program
        context = self.context(given)
        case, entries = child_ended(rules, parent, child, given.by.name, context)
        if not entries:
            return ()
        if rules is None:
            looked = unit.load(parent.id).next_check_at
            write(unit, row_of(case, None if looked is None else to_instant(looked)), case, parent, entries)
            return (Noted(case, entries),)
        self.save(unit, rules, case, parent, entries, context)
        messages = (message_of(rules, case, entry) for entry in entries)
        return (Noted(case, entries, tuple(message for message in messages if message is not None)),)

    def save(
        self, unit: Unit, program: Program, case: Case, before: Case | None, entries: Sequence[Entry], context: Context
    ) -> None:
        """Write a case with its new entries, and when to look at it next; ``before`` is what the unit loaded."""
        write(unit, self.bodies.row_of(case, next_check_at(program, case, context)), case, before, entries)

    def open_children(self, unit: Unit, program: Program, decision: Decided, given: Input) -> list[Decided]:
        """Open the child cases of a decision, and what they open in turn; refusals of one undo the whole unit."""
        return [d for child in decision.children for d in self._open_child(unit, program, decision.case, child, given)]

    def _open_child(
        self, unit: Unit, program: Program, parent: Case, child: ChildOpening, given: Input
    ) -> list[Decided]:
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
        opening = evolve(given, step="open", payload=Payload(facts), by=by, key="", opened_from=parent.procedure)
        context = self.informed(unit, program, blank, opening)
        decision = decide(program, blank, opening.step, opening.payload, context)
        if decision.refusals:
            raise ChildRefused(decision.refusals)
        try:
            self.save(unit, program, decision.case, None, decision.entries, context)
        except AlreadyOpen as taken:
            raise ChildRefused((exclusive_key_taken(program, blank, str(taken.fields["existing_id"])),)) from taken
        return [decision, *self.open_children(unit, program, decision, opening)]

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
            checked_at=context.recorded_at,
        )
        case = fold(decision.case, (entry,))
        self.save(unit, program, case, target, (*decision.entries, entry), context)
        return case
