"""A case and its new entries are written, and what is outstanding in it where the store lists that."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from servicedesk.engine.case import Case
from servicedesk.engine.entry import Entry
from servicedesk.stores import CaseRow, Outstanding, Unit
from servicedesk.stores.rows import is_outstanding_as_before, outstanding_of, rows_of


def write(unit: Unit, row: CaseRow, case: Case, before: Case | None, entries: Sequence[Entry]) -> None:
    """Save the row of a case with its new entries.

    What is outstanding in it is said only where it is something else than in ``before``, which is the case that the
    unit loaded: if another has changed that meanwhile, the save is refused.
    """
    unit.save(row, 0 if before is None else before.version, rows_of(entries, case.id))
    if is_outstanding_as_before(case, before):
        return  # nobody looks what the unit offers: that costs more than it seems
    say: Callable[[CaseRow, Sequence[Outstanding]], None] | None = getattr(unit, "set_outstanding", None)
    if say is not None:
        say(row, outstanding_of(case))
