"""A case and its new entries are written, and what is outstanding in it where the store lists that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from servicedesk.engine.case import Case
from servicedesk.engine.context import Context
from servicedesk.engine.entry import Entry
from servicedesk.engine.items import item_called
from servicedesk.engine.open_limits import open_limits
from servicedesk.engine.open_obligations import open_obligations
from servicedesk.program.program import Program
from servicedesk.stores import CaseRow, Outstanding, Unit, lists
from servicedesk.stores.rows import rows_of
from servicedesk.texts.items import ITEM, NO_ITEM, item_term
from servicedesk.texts.term import Term

Lists = Callable[[], tuple[Outstanding, ...]]
"""What is outstanding in a case, list by list; asked only where a store keeps lists."""


def write(
    unit: Unit,
    row: CaseRow,
    before: Case | None,
    entries: Sequence[Entry],
    outstanding: Lists,
    outstanding_before: Lists,
) -> tuple[Outstanding, ...] | None:
    """Save the row of a case with its new entries; gives what is outstanding in it, where the store lists that.

    That is said only where it is something else than it was in ``before``, which is the case that the unit loaded: if
    another has changed that meanwhile, the save is refused.
    """
    unit.save(row, 0 if before is None else before.version, rows_of(entries, row.id))
    say: Callable[[CaseRow, Sequence[Outstanding]], None] | None = getattr(unit, "set_outstanding", None)
    if say is None:
        return None
    now = outstanding()
    if now != outstanding_before():
        say(row, now)
    return now


def lists_of(program: Program, case: Case, context: Context) -> tuple[Outstanding, ...]:
    """What is outstanding in a case by its rules, list by list."""
    called = partial(item_called, program.plans[case.procedure], case)
    return lists.rows_of(case, open_obligations(program, case, context), called, program.is_party)


def lists_without_rules(case: Case) -> tuple[Outstanding, ...]:
    """The same where nobody has the rules that a case runs under: its limits."""
    return lists.rows_of(case, open_limits(case, None), _called, lambda _: False)


def _called(item: str) -> Term:
    return item_term(ITEM, item) if item else NO_ITEM
